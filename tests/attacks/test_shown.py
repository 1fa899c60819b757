"""What is shown is what was proved: names that clash, bound names used twice, kinds of derivations, theorems behind verdicts."""

from __future__ import annotations

import pytest

from symbolic_it import (
    Eq,
    Exists,
    Expr,
    ForAll,
    H,
    Implies,
    InvalidArgument,
    Sum,
    alphabet,
    argmax,
    derivation,
    exp,
    first_marginal,
    function,
    function_on,
    has_derivative,
    index,
    law,
    ln,
    log,
    natural,
    point_mass,
    real_function,
    real_number,
    real_variable,
    sample,
    sample_size,
    sequence,
    tends_to,
    uniform,
)
from symbolic_it.authoring.checking import replays
from symbolic_it.authoring.results import Verdict

X, Y = alphabet("X"), alphabet("Y")
x, xl, k = X.outcome("x"), X.letter("x"), X.letter("k")
P, J = law("P", X), law("J", X * Y)
a, c, b = real_number("a"), real_number("c"), real_number("b")
t, s, bound_b = real_variable("t"), real_variable("s"), real_variable("b")
m, n = sample_size("m"), natural("n")
i, i_n = index("i", m), index("i", n)
f, F = sequence("f"), real_function("f")
data = sample("x", X)

DIFFERENT: list[tuple[str, Expr, Expr]] = [
    ("a law named like the uniform law", uniform(X)(k), law("U_X", X)(k)),
    ("a law named like a point mass", point_mass(k)(x), law("delta_k", X)(x)),
    ("a function named like ln", ln(a), real_function("ln")(a)),
    ("a function named like log", log(a), real_function("log")(a)),
    ("a function named like exp", exp(a), real_function("exp")(a)),
    ("a letter named like the outcome of the sum", Sum(x, P(x)), Sum(x, P(xl) + 0 * P(x))),
    ("a bound base and the standing one", ForAll(bound_b, Eq(log(a, bound_b), 0)), Eq(log(a), 0)),
    ("sums over other ranges", Sum(i, f[i]), Sum(i_n, f[i_n])),
    ("an inner sum and an outer one", Sum(i, Sum(i_n, f[i])), Sum(i_n, Sum(i, f[i]))),
    ("quantifiers of one name", ForAll(t, Exists(t, t > a)), ForAll(t, Exists(s, t > a))),
    ("maximisers of another point", argmax(t, -t * s), argmax(t, -s * s)),
    ("a derivative and its point", has_derivative(t, t * a, a, a), has_derivative(t, t * t, a, a)),
    ("a limit and its point", tends_to(t, t * a, a, a), tends_to(t, t * t, a, a)),
    ("powers of powers", a ** (c**2), (a**c) ** 2),
    ("a square of a negative", -(a**2), (-a) ** 2),
    ("a log and its power", ln(a) ** 2, ln(a**2)),
    ("a log and its factor", ln(a) * c, ln(a * c)),
    ("a sum and its term", Sum(i, f[i]) + a, Sum(i, f[i] + a)),
    ("a sum and its square", Sum(i, f[i]) ** 2, Sum(i, f[i] ** 2)),
    ("differences of differences", a - (c - b), (a - c) - b),
    ("quotients of quotients", a / (c / b), (a / c) / b),
    ("implications of implications", Implies(Implies(a < c, c < b), b < a), Implies(a < c, Implies(c < b, b < a))),
    ("an entropy to another base", H(P), H(P, to_base=2)),
    ("a sequence and a function", Eq(F(1), f[1]), Eq(F(1), F(1))),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), [pytest.param(u, v, id=title) for title, u, v in DIFFERENT])
def test_what_differs_is_shown_differently(left: Expr, right: Expr) -> None:
    assert left != right
    assert left.text != right.text
    assert left.latex != right.latex


def test_law_named_like_a_marginal() -> None:
    both = Eq(first_marginal(J)(k), law("J_X", X)(k))
    left, right = both.text.split(" = ")
    assert left != right
    made = derivation("attack")(
        lambda d: [d.have(claim >= 0) for claim in (first_marginal(J)(k), law("J_X", X)(k), J(k, Y.letter("l")))]
    )
    with pytest.raises(InvalidArgument, match="marginal"):
        made.check()


@pytest.mark.parametrize("kind", ["theorem", "computation"])
def test_the_kind_of_a_derivation_proves_nothing(kind: str) -> None:
    (step,) = derivation("attack", kind=kind)(lambda d: d.have(Eq(a, c)) and None).check().steps
    assert step.verdict is Verdict.REFUTED


def test_only_numbers_are_computed() -> None:
    (step,) = derivation("attack", kind="computation")(lambda d: d.have(ForAll(t, t * t >= 0)) and None).check().steps
    assert step.verdict is Verdict.PROVED


def test_the_theorem_behind_a_verdict_is_the_statement() -> None:
    made = derivation("attack", given=[a > 0])(lambda d: d.chain(a + a).ge(a).gt(0) and None)
    result = made.check()
    allowed = frozenset(h.term for h in made.hypotheses)
    for step, found in zip(made.steps, result.steps, strict=True):
        assert found.verdict is Verdict.PROVED and found.theorem is not None
        assert replays(found.theorem, step.goal.term, allowed)
        assert found.plain == f"{step.lhs_text} {step.relation} {step.rhs_text}"
    (conclusion,) = made.theorems
    assert conclusion.conclusion is (a + a > 0).term


def test_a_symbol_brings_its_hypotheses_only_where_it_occurs() -> None:
    claim = Eq(Sum(x, function_on("P", X)(x)), 1)
    (step,) = derivation("attack")(lambda d: d.have(claim) and None).check().steps
    assert step.verdict is Verdict.REFUTED


def test_results_stay_what_they_are() -> None:
    made = derivation("attack")(lambda d: d.have(Eq(a, a)) and None)
    (step,) = made.check().steps
    with pytest.raises(AttributeError):
        step.verdict = Verdict.REFUTED  # type: ignore[misc]
    with pytest.raises(AttributeError):
        made.steps[0].goal = Eq(a, c)  # type: ignore[misc]
    assert step.plain == "a = a"


G = real_function("G")
SIDES = [
    ("for all", ForAll(t, G(t) > 0), "=>", G(a) > 0, "(forall t in R: 0 < G(t)) => 0 < G(a)"),
    ("an implication", Implies(a > 0, c > 0), "<=>", Implies(a > 0, c > 0), "(0 < a ==> 0 < c) <=> (0 < a ==> 0 < c)"),
    ("a function", G, "=", function(t, G(t) + 0), "G = (t -> G(t) + 0)"),
    ("a comparison", a > 1, "=>", a > 0, "1 < a => 0 < a"),
]


@pytest.mark.parametrize(("title", "left", "relation", "right", "text"), SIDES, ids=[row[0] for row in SIDES])
def test_a_side_of_a_chain_does_not_take_in_the_next(
    title: str, left: Expr, relation: str, right: Expr, text: str
) -> None:
    """``forall t: p => q`` reads as "for all t: p implies q", which need not hold where the step does."""
    word = {"=>": "implies", "<=>": "iff", "=": "eq"}[relation]
    made = derivation("attack")(lambda d: getattr(d.chain(left), word)(right) and None)
    (step,) = made.check(second_opinion=False).steps
    assert step.plain == text
    brackets = "(" in text.replace("G(", "")
    assert any(side.startswith(("(", "\\left(")) for side in (step.lhs, step.rhs)) is brackets


def test_a_number_called_e_is_not_the_number_e() -> None:
    """Neither in the other side of a step nor in another step."""
    e = real_number("e")
    claims = [Eq(ln(exp(1)), 1), Eq(exp(1) * ln(e), exp(1) * ln(2))]
    made = derivation("attack", given=[Eq(e, 2)])(lambda d: [d.have(claim) for claim in claims] and None)
    first, second = made.check(second_opinion=False).steps
    assert (first.lhs, second.rhs) == (r"\ln(\exp(1))", r"\exp(1)\ln 2")
    (step,) = derivation("attack")(lambda d: d.have(Eq(ln(exp(1)), 1)) and None).check(second_opinion=False).steps
    assert step.lhs == r"\ln(e)"


def test_a_number_called_b_is_no_base() -> None:
    """The note said "log is the logarithm to a fixed base b > 1" of it."""
    made = derivation("attack", given=[b < 1])(lambda d: d.have(1 - b > 0) and None)
    assert not any("base" in sentence for sentence in made.conventions)
    made = derivation("attack")(lambda d: d.have(Eq(log(1), 0)) and None)
    assert any("base" in sentence for sentence in made.conventions)
