"""False, unconditioned and unjustified steps, one row each: what the checker answers, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from symbolic_it import (
    D,
    E,
    Expr,
    ForAll,
    H,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    argmin,
    derivation,
    empirical,
    exp,
    index,
    law,
    ln,
    log,
    model,
    natural,
    parameters,
    point_mass,
    real_number,
    sample,
    sample_size,
    sequence,
    uniform,
)
from symbolic_it.authoring.results import StepResult, Verdict

X, Y = alphabet("X"), alphabet("Y")
x, x2, k = X.outcome("x"), X.outcome("u"), X.letter("k")
P, R = law("P", X), law("Q", X)
a, c, t = real_number("a"), real_number("c"), real_number("t")
n = natural("n")
m = sample_size("m")
i = index("i", m)
f, g = sequence("f"), sequence("g")
Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)
data = sample("x", X)
KL = Sum(x, P(x) * log(P(x) / R(x)))
SPLIT = ["log-of-quotient", "sum-of-difference"]
LOG_LIKELIHOOD = Sum(i, log(p[theta](data[i])))
POSITIVE = ForAll(theta, ForAll(i, p[theta](data[i]) > 0))


@dataclass
class Case:
    title: str
    lhs: Expr
    relation: str
    rhs: Expr | int
    by: list[str] | None
    expected: Verdict
    given: list[Expr] = field(default_factory=list)
    code: str | None = None


REFUTED, CONDITIONAL, UNPROVED, PROVED = Verdict.REFUTED, Verdict.CONDITIONAL, Verdict.UNPROVED, Verdict.PROVED
CASES = [
    # ---- signs, weights, terms ---------------------------------------------------------------------
    Case("a sign is flipped", KL, "=", Sum(x, P(x) * log(P(x))) + Sum(x, P(x) * log(R(x))), SPLIT, REFUTED, [P << R]),
    Case(
        "a weight is lost",
        KL,
        "=",
        Sum(x, log(P(x) / R(x))),
        SPLIT,
        REFUTED,
        [ForAll(x, P(x) > 0), ForAll(x, R(x) > 0)],
    ),
    Case("the wrong weight", KL, "=", Sum(x, R(x) * log(P(x) / R(x))), SPLIT, REFUTED, [ForAll(x, P(x) > 0), P << R]),
    Case(
        "the quotient is turned round",
        D(P, R),
        "=",
        Sum(x, P(x) * log(R(x) / P(x))),
        ["divergence-definition"],
        REFUTED,
        [P << R],
    ),
    Case("the laws are swapped", D(P, R), "=", D(R, P), None, REFUTED, [P << R, R << P]),
    Case("cross-entropy is not symmetric", H(P, R), "=", H(R, P), None, REFUTED, [P << R, R << P]),
    Case("entropy without its sign", H(P), "=", Sum(x, P(x) * log(P(x))), ["entropy-definition"], REFUTED),
    Case("entropy plus divergence, subtracted", H(P, R), "=", H(P) - D(P, R), None, REFUTED, [P << R]),
    Case("a term is doubled", H(P, R), "=", H(P) + 2 * D(P, R), None, REFUTED, [P << R]),
    # ---- support -----------------------------------------------------------------------------------
    Case(
        "P << Q is left out",
        KL,
        "=",
        Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(R(x))),
        SPLIT,
        CONDITIONAL,
        code="IT2",
    ),
    Case("a divergence without P << Q", D(P, R), "=", KL, ["divergence-definition"], CONDITIONAL, code="IT202"),
    Case(
        "zeros are allowed",
        H(P),
        "=",
        Sum(x, P(x) * log(1 / P(x))),
        ["entropy-definition", "log-of-reciprocal", "sum-of-negation"],
        PROVED,
    ),
    Case(
        "a zero without weight",
        Sum(x, log(P(x))),
        "=",
        -Sum(x, log(1 / P(x))),
        ["log-of-reciprocal", "sum-of-negation"],
        CONDITIONAL,
    ),
    # ---- division, logs -----------------------------------------------------------------------------
    Case("x/x = 1", a / a, "=", Q(1), None, CONDITIONAL),
    Case("x/x = 1 at 0 counts for nothing", a * (c / a), "=", c, None, CONDITIONAL),
    Case("log of a product of negatives", ln(a * c), "=", ln(a) + ln(c), ["log-of-product"], CONDITIONAL, [a * c > 0]),
    Case("log of a square", ln(a**2), "=", 2 * ln(a), ["log-of-power"], CONDITIONAL),
    Case("log of a sum", ln(a + c), "=", ln(a) + ln(c), None, REFUTED, [a > 0, c > 0]),
    Case("log and the base", log(a, 2), "=", log(a, 3), None, REFUTED, [a > 0]),
    Case("exp of a product", exp(a * c), "=", exp(a) * exp(c), None, REFUTED),
    # ---- sums and their indices -----------------------------------------------------------------------
    Case(
        "a factor depends on the index",
        Sum(i, f[i] * g[i]),
        "=",
        Sum(i, f[i]) * Sum(i, g[i]),
        ["sum-of-multiple"],
        REFUTED,
    ),
    Case("a sum of a constant", Sum(i, a), "=", a, None, REFUTED),
    Case(
        "a product for a sum",
        log(Prod(i, f[i])),
        "=",
        Prod(i, log(f[i])),
        ["log-of-finite-product"],
        REFUTED,
        [ForAll(i, f[i] > 0)],
    ),
    Case(
        "the log of a product needs positive factors",
        log(Prod(i, f[i])),
        "=",
        Sum(i, log(f[i])),
        ["log-of-finite-product"],
        CONDITIONAL,
    ),
    Case("the total mass is not the size", Sum(x, P(x)), "=", Sum(x, Q(1)), ["sum-to-one"], REFUTED),
    Case("renaming is free", Sum(x, P(x) * log(P(x))), "=", Sum(x2, P(x2) * log(P(x2))), [], PROVED),
    # ---- inequalities ---------------------------------------------------------------------------------
    Case("the wrong direction", H(P, R), "<=", H(P), None, REFUTED, [P << R]),
    Case("strictness", D(P, R), ">", Q(0), ["gibbs-inequality"], REFUTED, [P << R]),
    Case("entropy is not always positive", H(P), ">", Q(0), None, REFUTED),
    Case("a product with an unknown sign", a * c, "<=", a * t, ["product-of-signs"], REFUTED, [c <= t]),
    Case("log is increasing, not decreasing", log(a), "<=", log(c), ["log-increasing"], REFUTED, [c > 0, c <= a]),
    Case("the tangent lies above", ln(a), ">=", a - 1, ["log-bound"], REFUTED, [a > 0]),
    # ---- maximisers -----------------------------------------------------------------------------------
    Case(
        "argmax under a negative factor",
        argmax(theta, LOG_LIKELIHOOD),
        "=",
        argmax(theta, -LOG_LIKELIHOOD),
        ["maximisers-of-positive-multiple"],
        REFUTED,
        [POSITIVE],
    ),
    Case(
        "argmax for argmin",
        argmax(theta, D(P, p[theta]), where=P << p[theta]),
        "=",
        argmin(theta, D(P, p[theta]), where=P << p[theta]),
        None,
        REFUTED,
    ),
    Case(
        "a constant that depends on theta",
        argmin(theta, H(P, p[theta]), where=P << p[theta]),
        "=",
        argmin(theta, H(P, p[theta]) - H(p[theta]), where=P << p[theta]),
        ["maximisers-of-shift"],
        REFUTED,
    ),
    Case(
        "the log of a likelihood that may be zero",
        argmax(theta, Prod(i, p[theta](data[i]))),
        "=",
        argmax(theta, LOG_LIKELIHOOD),
        ["maximisers-of-log", "log-of-finite-product"],
        CONDITIONAL,
    ),
    Case(
        "the sample is not the law",
        argmax(theta, Sum(x, empirical(data, m)(x) * log(p[theta](x)))),
        "=",
        argmax(theta, E(P, x, log(p[theta](x)))),
        None,
        REFUTED,
        [ForAll(theta, ForAll(x, p[theta](x) > 0))],
    ),
    # ---- special laws ------------------------------------------------------------------------------------
    Case("the entropy of a uniform law is not 0", H(uniform(X)), "=", Q(0), None, REFUTED),
    Case("a point mass against any law", H(point_mass(k), R), "=", Q(0), None, REFUTED, [R(k) > 0]),
    # ---- named rules -----------------------------------------------------------------------------------
    Case(
        "the named rule does not do it",
        KL,
        "=",
        Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(R(x))),
        ["sum-to-one"],
        UNPROVED,
        [P << R],
        "IT501",
    ),
    Case(
        "one of two rules is missing",
        KL,
        "=",
        Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(R(x))),
        ["log-of-quotient"],
        UNPROVED,
        [P << R],
        "IT501",
    ),
    Case("powers with natural exponents", a**2, "=", a * a, [], PROVED),
    Case("zero to the zero", (a - a) ** 0, "=", Q(1), [], PROVED),
    Case("n is not n + 1", n + 1, "=", n, None, REFUTED),
]


def judge(case: Case) -> StepResult:
    @derivation("case", given=case.given)
    def made(d):
        chain = d.chain(case.lhs)
        relate = {"=": chain.eq, "<=": chain.le, "<": chain.lt, ">=": chain.ge, ">": chain.gt}[case.relation]
        relate(case.rhs, by=case.by)

    (step,) = made.check(second_opinion=False).steps
    return step


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.title)
def test_answer(case: Case) -> None:
    step = judge(case)
    assert step.verdict is case.expected, step
    if case.expected is Verdict.REFUTED:
        assert step.counterexample is not None
        assert step.counterexample.lhs != step.counterexample.rhs
        assert step.diagnostic is not None
        assert step.diagnostic.code == "IT101"
    if case.expected is Verdict.CONDITIONAL:
        assert step.assumptions
    if case.code is not None:
        assert step.diagnostic is not None
        assert step.diagnostic.code.startswith(case.code)


def test_the_rule_that_would_do_is_named() -> None:
    case = next(c for c in CASES if c.title == "one of two rules is missing")
    step = judge(case)
    assert step.diagnostic is not None
    assert step.diagnostic.payload["suggestion"] in ("sum-of-difference", "sum-of-sum")
    assert step.diagnostic.payload["residual"]


def test_equal_laws_are_no_counterexample_to_equality() -> None:
    assert (
        judge(Case("", D(P, P), "=", Q(0), ["divergence-definition", "log-of-one"], PROVED)).verdict is Verdict.PROVED
    )


def test_what_one_step_lacks_twice_is_asked_of_the_next_as_well() -> None:
    b, c = real_number("b"), real_number("c")

    @derivation("meaningless-twice", title="Two logarithms of any number")
    def twice(d):
        d.chain(ln(b) + ln(b)).eq(2 * ln(b))
        d.chain(3 * ln(b) + c).eq(c + 3 * ln(b))

    steps = twice.check(second_opinion=False).steps
    assert [step.verdict for step in steps] == [CONDITIONAL, CONDITIONAL]
    assert {step.diagnostic.code for step in steps} == {"IT202"}
