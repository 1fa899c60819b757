"""False, meaningless or unjustified statements, one row each: none may come out proved, or conditional on the impossible."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from symbolic_it import (
    And,
    D,
    E,
    Eq,
    Exists,
    Expr,
    ForAll,
    H,
    Implies,
    Ne,
    Or,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    argmin,
    conditional,
    derivation,
    empirical,
    exp,
    first_marginal,
    function,
    function_on,
    has_derivative,
    index,
    law,
    ln,
    log,
    member,
    model,
    mutual_information,
    natural,
    natural_variable,
    parameters,
    point_mass,
    real_function,
    real_number,
    real_variable,
    sample,
    sample_size,
    second_marginal,
    sequence,
    subset,
    tends_to,
    uniform,
)
from symbolic_it.authoring.results import Verdict

X, Y = alphabet("X"), alphabet("Y")
x, y, k = X.outcome("x"), Y.outcome("y"), X.letter("k")
P, R = law("P", X), law("R", X)
J = law("J", X * Y)
g = function_on("g", X)
a, c = real_number("a"), real_number("c")
t, s = real_variable("t"), real_variable("s")
n, m = natural("n"), sample_size("m")
nv = natural_variable("j")
i, i0 = index("i", m), index("l", n)
f, F = sequence("f"), real_function("F")
data = sample("w", X)
Theta = parameters("Theta")
theta, theta0 = Theta.point("theta"), Theta.point("eta")
p = model("p", Theta, X)
S = subset("S", Theta)

PROVED, REFUTED, UNPROVED, CONDITIONAL = Verdict.PROVED, Verdict.REFUTED, Verdict.UNPROVED, Verdict.CONDITIONAL
NOT_ESTABLISHED = {REFUTED, UNPROVED}


@dataclass
class Attack:
    title: str
    claim: Expr
    given: list[Expr] = field(default_factory=list)
    by: list[str] | None = None
    cases: list[Expr] = field(default_factory=list)
    answers: set[Verdict] = field(default_factory=lambda: NOT_ESTABLISHED)


ATTACKS = [
    # ---- what has no meaning, and is 0 in the kernel -----------------------------------------------
    Attack("the log of 0", Eq(ln(0), 0)),
    Attack("the log of a negative number", Eq(ln(-1), 0)),
    Attack("the log of 0 to the standing base", Eq(log(0), 0)),
    Attack("a quotient by 0", Eq(Q(1) / 0, 0)),
    Attack("a quotient by 0 in disguise", Eq(a / (c - c), 0)),
    Attack("0 over 0", Eq(Q(0) / 0, 1)),
    Attack("x over x where x may be 0", Eq(a / a, 1), answers={CONDITIONAL}),
    Attack("both sides multiplied by 0", Implies(Eq(a * c, 2 * c), Eq(a, 2))),
    Attack("log to the base 1", Eq(log(a, 1), 0)),
    Attack("log to a base below 1", Eq(log(Q(1, 4), Q(1, 2)), 2)),
    Attack("the entropy to the base 1", Eq(H(P, to_base=1), 0)),
    Attack("the entropy to the base 1, definitions named", Eq(H(P, to_base=1), 0), by=["entropy-definition"]),
    Attack("the entropy to the base 0", Eq(H(P, to_base=0), 0)),
    Attack(
        "the divergence to a base below 1",
        Eq(D(P, R, to_base=Q(1, 2)), H(P, R, to_base=Q(1, 2)) - H(P, to_base=Q(1, 2))),
        [P << R],
    ),
    Attack(
        "the divergence to any base",
        Eq(D(P, R, to_base=c), H(P, R, to_base=c) - H(P, to_base=c)),
        [P << R],
        answers={CONDITIONAL},
    ),
    Attack("the divergence from what is negative", Eq(D(P, function(x, -P(x))), 0)),
    Attack("the entropy of no law unfolds", Eq(H(g), -Sum(x, g(x) * log(g(x)))), answers={CONDITIONAL}),
    Attack("the log of a square", Eq(ln(a**2), 2 * ln(a)), answers={CONDITIONAL, REFUTED}),
    Attack("exp and ln cancel for all numbers", Eq(exp(ln(a)), a), answers={CONDITIONAL}),
    Attack("an odd power of a root", Eq((a ** Q(1, 2)) ** 2, a), answers={CONDITIONAL, UNPROVED, REFUTED}),
    Attack("a power of a power", Eq((a**2) ** Q(1, 2), a), answers={CONDITIONAL, UNPROVED, REFUTED}),
    Attack("0 to the power n", Eq(Q(0) ** n, 0)),
    Attack("a limit of the log from the wrong side", tends_to(t, ln(t), 0, 0, side="left")),
    Attack("the derivative of the log at 0", has_derivative(t, ln(t), 0, 0)),
    Attack("the derivative of 1/t at 0", has_derivative(t, 1 / t, 0, 0)),
    Attack("a wrong derivative", has_derivative(t, t * t, a, a)),
    Attack("the derivative of the log at any number", has_derivative(t, ln(t), a, 1 / a), answers={CONDITIONAL, UNPROVED}),
    Attack("the empirical law of nothing", Eq(Sum(x, empirical(data, n)(x)), 1), answers={CONDITIONAL, REFUTED, UNPROVED}),
    Attack(
        "a conditional law on what has probability 0",
        Eq(Sum(y, conditional(J, k)(y)), 1),
        answers={CONDITIONAL, UNPROVED, REFUTED},
    ),
    Attack("the empty sum is 0 for all m", Eq(Sum(i0, 1), 0)),
    Attack("the empty product is its factor", Eq(Prod(i0, a), a**2)),
    # ---- strictness and ends -----------------------------------------------------------------------
    Attack("strict where equality occurs", P(k) > 0),
    Attack("strict at a bound", P(k) < 1),
    Attack("the divergence is positive", D(P, R) > 0, [P << R]),
    Attack("the entropy is positive", H(P) > 0),
    Attack("the entropy is below that of the uniform law", H(P) < H(uniform(X))),
    Attack("two letters at least", Sum(x, Q(1)) >= 2),
    Attack("the squares sum below 1", Sum(x, P(x) ** 2) < 1),
    Attack("D = 0 without domination", Implies(Eq(D(P, R), 0), Eq(P, R))),
    Attack("Gibbs without domination", D(P, R) >= 0, answers={CONDITIONAL, REFUTED}),
    Attack("<= read as =", Eq(H(P), H(P, R)), [P << R]),
    Attack("the log bound is strict", Implies(a > 0, ln(a) < a - 1)),
    Attack("the order is reversed by a negative factor", Implies(a <= c, -2 * a <= -2 * c)),
    Attack("squares keep the order", Implies(a <= c, a**2 <= c**2)),
    # ---- equality overstated, symmetry, arguments exchanged ----------------------------------------
    Attack("divergence is symmetric", Eq(D(P, R), D(R, P)), [P << R, R << P]),
    Attack("cross-entropy is symmetric", Eq(H(P, R), H(R, P)), [P << R, R << P]),
    Attack("marginals are exchanged", Eq(Sum(x, first_marginal(J)(x) ** 2), Sum(y, second_marginal(J)(y) ** 2))),
    Attack("all joint laws are independent", Eq(mutual_information(J), 0)),
    Attack("a law is its uniform law", Eq(P, uniform(X))),
    Attack("a law is a point mass", Exists(x, Eq(P, point_mass(x)))),
    Attack("expectation of a product", Eq(E(P, x, g(x) ** 2), E(P, x, g(x)) ** 2)),
    Attack("log of a sum", Implies(And(a > 0, c > 0), Eq(ln(a + c), ln(a) + ln(c)))),
    Attack("log of an expectation", Eq(ln(Sum(x, P(x) * g(x))), Sum(x, P(x) * ln(g(x)))), [ForAll(x, g(x) > 0)]),
    # ---- maximisers --------------------------------------------------------------------------------
    Attack(
        "maximisers under a decreasing map",
        Eq(argmax(theta, -p[theta](k)), argmax(theta, p[theta](k))),
    ),
    Attack(
        "maximisers under the log where it may be 0",
        Eq(argmax(theta, ln(p[theta](k))), argmax(theta, p[theta](k))),
        answers={CONDITIONAL, REFUTED, UNPROVED},
    ),
    Attack("maximisers over a part", Eq(argmax(theta, p[theta](k), where=S), argmax(theta, p[theta](k)))),
    Attack("maximisers as minimisers", Eq(argmax(theta, p[theta](k)), argmin(theta, p[theta](k)))),
    Attack("a factor that may be 0", Eq(argmax(theta, a * p[theta](k)), argmax(theta, p[theta](k))), answers={CONDITIONAL, REFUTED}),
    Attack(
        "a constant that depends on the parameter",
        Eq(argmax(theta, p[theta](k) + p[theta](X.letter("q"))), argmax(theta, p[theta](k))),
    ),
    Attack("a maximum is attained", Exists(t, member(t, argmax(s, s)))),
    Attack("every point is a maximiser", ForAll(theta, member(theta, argmax(theta0, p[theta0](k))))),
    # ---- captured variables ------------------------------------------------------------------------
    Attack("a factor with the index is taken out", Eq(Sum(i, f[i] * f[i]), f[m] * Sum(i, f[i]))),
    Attack("a double sum of one variable", Eq(Sum(x, Sum(x, P(x))), 1)),
    Attack("quantifiers are exchanged", Implies(ForAll(t, Exists(s, s > t)), Exists(s, ForAll(t, s > t)))),
    Attack("for all of one name twice", ForAll(t, Exists(t, t > t))),
    Attack("an index bound against another", Eq(Sum(i, f[i]), Sum(i0, f[i0]))),
    Attack("a sum read beyond its range", ForAll(nv, f[nv] <= 1), [ForAll(i, f[i] <= 1)]),
    Attack("a maximiser beyond the range of its index", member(m, argmax(i, -f[i])), [ForAll(i, f[i] >= f[m])]),
    Attack("a derivative that captures its point", ForAll(s, has_derivative(t, t * s, s, 2 * s))),
    Attack("a limit that captures its point", ForAll(s, tends_to(t, t * s, s, s))),
    # ---- functions, existence, cases ---------------------------------------------------------------
    Attack("a function is linear", Eq(F(a + c), F(a) + F(c))),
    Attack("a function is one-to-one", Implies(Eq(F(a), F(c)), Eq(a, c))),
    Attack("there is a number between any two", Exists(t, And(a < t, t < c))),
    Attack("a natural number below 0", Exists(nv, nv < 0)),
    Attack("the reals are whole", ForAll(t, Or(t <= 0, t >= 1))),
    Attack("split on a case that helps nobody", a > 0, cases=[a > 0]),
    Attack("split on a false case", Eq(a, c), cases=[Eq(Q(0), 1)]),
    Attack("all letters are alike", Eq(k, X.letter("q"))),
    Attack("no letters are alike", Ne(k, X.letter("q"))),
    Attack("a claim that is its own condition", c > a),
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.title)
def test_false_statement(attack: Attack) -> None:
    made = derivation("attack", given=attack.given)(
        lambda d: d.have(attack.claim, by=attack.by, cases=attack.cases) and None
    )
    (step,) = made.check().steps
    assert step.verdict in attack.answers, step.plain
    assert step.second_opinion != "disagrees"
    assert (step.counterexample is not None) == (step.verdict is REFUTED)
    assert bool(step.assumptions) == (step.verdict is CONDITIONAL)


@pytest.mark.parametrize(
    ("claim", "by"),
    [
        pytest.param(P(k) > 0, None, id="an end of a strict inequality"),
        pytest.param(a > a, None, id="a number above itself"),
        pytest.param(Q(10**9 + 1, 10**9) < 1 + Q(1, 10**9), None, id="equal, with many digits"),
    ],
)
def test_numbers_shown_as_different_differ(claim: Expr, by: list[str] | None) -> None:
    (step,) = derivation("attack")(lambda d: d.have(claim, by=by) and None).check().steps
    seen = step.counterexample
    assert seen is None or seen.lhs != seen.rhs or "different" not in seen.lhs + seen.rhs
    assert seen is None or not (seen.lhs.startswith("0 (") and seen.rhs == "0")
