"""Derivatives of finite sums and in one coordinate of a vector: what the rules prove, and what nothing proves."""

from __future__ import annotations

import pytest

from symbolic_it import (
    Eq,
    Expr,
    ForAll,
    Implies,
    Ne,
    Sum,
    alphabet,
    derivation,
    exp,
    function_on,
    has_derivative,
    index,
    indicator,
    ln,
    natural,
    real_variable,
    sequence,
)  # fmt: skip
from symbolic_it.authoring.results import StepResult, Verdict
from symbolic_it.deduction.basics import theorem
from symbolic_it.foundations import get_rule
from symbolic_it.kernel.replaying import replays_to

X = alphabet("X")
x, y_ = X.outcome("x"), X.outcome("y")
j, k, c = X.letter("j"), X.letter("k"), X.letter("c")
z, p, y = function_on("z", X), function_on("p", X), function_on("y", X)
t = real_variable("t")
n = natural("n")
i, a = index("i", n), sequence("a")
POSITIVE = ForAll(x, p(x) > 0)
ONE = Eq(Sum(x, y(x)), 1)


def moved(f: Expr, at: Expr) -> Expr:
    """The vector with t for its coordinate k."""
    return f(at) + indicator(Eq(at, k)) * (t - f(k))


def softmax(at: Expr) -> Expr:
    return exp(z(at)) / Sum(x, exp(z(x)))


def softmax_moved(at: Expr) -> Expr:
    return exp(moved(z, at)) / Sum(y_, exp(moved(z, y_)))


LOSS = -Sum(x, y(x) * ln(softmax_moved(x)))


def judged(f: Expr, body: Expr, value: Expr, *given: Expr) -> StepResult:
    @derivation("coordinate", given=given)
    def made(d):
        d.have(has_derivative(t, body, f(k), value))

    return made.check(second_opinion=False).steps[0]


@pytest.mark.parametrize("name", ["derivative-of-alphabet-sum", "derivative-of-range-sum"])
def test_the_lemma_needs_no_axiom_of_derivatives(name: str) -> None:
    rules = get_rule("derivative-rules")
    th = theorem(name)
    assert not th.hypotheses
    assert replays_to(th, (), th.conclusion) is not None
    assert "mean-value" not in rules.axioms


TRUE = [
    ("a sum", z, Sum(x, exp(moved(z, x))), exp(z(k)), ()),
    ("the log of a sum of exponentials", z, ln(Sum(x, exp(moved(z, x)))), softmax(k), ()),
    ("a softmax at its coordinate", z, softmax_moved(k), softmax(k) * (1 - softmax(k)), ()),
    ("a softmax", z, softmax_moved(j), softmax(j) * (indicator(Eq(j, k)) - softmax(k)), ()),
    ("a softmax, the indices turned", z, softmax_moved(j), softmax(k) * (indicator(Eq(k, j)) - softmax(j)), ()),
    ("off the diagonal", z, softmax_moved(j), -softmax(j) * softmax(k), (Ne(j, k),)),
    ("a cross-entropy", z, LOSS, softmax(k) - y(k), (ONE,)),
    ("a cross-entropy of any weights", z, LOSS, softmax(k) * Sum(x, y(x)) - y(k), ()),
    ("a log-loss", z, -ln(softmax_moved(c)), softmax(k) - indicator(Eq(k, c)), ()),
    ("in the probabilities", p, -Sum(x, y(x) * ln(moved(p, x))), -y(k) / p(k), (POSITIVE,)),
    ("one logarithm", p, -ln(moved(p, c)), -indicator(Eq(k, c)) / p(k), (POSITIVE,)),
    ("an entropy", p, -Sum(x, moved(p, x) * ln(moved(p, x))), -ln(p(k)) - 1, (POSITIVE,)),
    ("squares", z, Sum(x, (moved(z, x) - y(x)) ** 2), 2 * (z(k) - y(k)), ()),
]
FALSE = [
    ("a sum", z, Sum(x, exp(moved(z, x))), Sum(x, exp(z(x))), ()),
    ("a softmax without its indicator", z, softmax_moved(j), softmax(j) * (1 - softmax(k)), ()),
    ("a softmax, the sign lost", z, softmax_moved(j), softmax(j) * (softmax(k) - indicator(Eq(j, k))), ()),
    ("the diagonal where it is not", z, softmax_moved(j), softmax(j) * (1 - softmax(j)), (Ne(j, k),)),
    ("a cross-entropy, the sign lost", z, LOSS, y(k) - softmax(k), (ONE,)),
    ("a cross-entropy of any weights", z, LOSS, softmax(k) - y(k), ()),
    ("a log-loss at every class", z, -ln(softmax_moved(c)), softmax(k) - 1, ()),
    ("a logarithm of any number", p, -Sum(x, y(x) * ln(moved(p, x))), -y(k) / p(k), ()),
    ("an entropy with its one", p, -Sum(x, moved(p, x) * ln(moved(p, x))), -ln(p(k)), (POSITIVE,)),
    ("of another coordinate", z, Sum(x, moved(z, x) * y(x)), y(j), ()),
]


@pytest.mark.parametrize(("f", "body", "value", "given"), [case[1:] for case in TRUE], ids=[case[0] for case in TRUE])
def test_derivative_in_a_coordinate(f: Expr, body: Expr, value: Expr, given: tuple[Expr, ...]) -> None:
    assert judged(f, body, value, *given).verdict is Verdict.PROVED


@pytest.mark.parametrize(("f", "body", "value", "given"), [case[1:] for case in FALSE], ids=[case[0] for case in FALSE])
def test_wrong_derivative_in_a_coordinate_is_not_proved(
    f: Expr, body: Expr, value: Expr, given: tuple[Expr, ...]
) -> None:
    assert judged(f, body, value, *given).verdict in (Verdict.REFUTED, Verdict.UNPROVED, Verdict.CONDITIONAL)


def test_wrong_derivatives_are_refuted_with_an_instance() -> None:
    step = judged(z, LOSS, y(k) - softmax(k), ONE)
    assert step.verdict is Verdict.REFUTED
    assert step.counterexample is not None


def test_sum_over_a_range() -> None:
    @derivation("range", given=[])
    def made(d):
        d.have(has_derivative(t, Sum(i, exp(a[i] * t)), 0, Sum(i, a[i])))

    assert made.check(second_opinion=False).steps[0].verdict is Verdict.PROVED


def test_sum_over_a_range_that_is_wrong() -> None:
    @derivation("range", given=[])
    def made(d):
        d.have(has_derivative(t, Sum(i, exp(a[i] * t)), 0, n))

    assert made.check(second_opinion=False).steps[0].verdict is not Verdict.PROVED


def test_cases_of_two_letters() -> None:
    body = softmax_moved(j)

    @derivation("cases", given=[])
    def made(d):
        d.have(Implies(Eq(j, k), has_derivative(t, body, z(k), softmax(k) * (1 - softmax(k)))))
        d.have(Implies(Eq(k, j), has_derivative(t, body, z(k), softmax(k) * (1 - softmax(k)))))
        d.have(Implies(Ne(j, k), has_derivative(t, body, z(k), -softmax(k) * softmax(j))))
        d.have(Implies(Ne(j, k), has_derivative(t, body, z(k), softmax(k) * (1 - softmax(k)))))
        d.have(Implies(Eq(j, c), has_derivative(t, body, z(k), softmax(k) * (1 - softmax(k)))))

    verdicts = [step.verdict for step in made.check(second_opinion=False).steps]
    assert verdicts[:3] == [Verdict.PROVED] * 3
    assert Verdict.PROVED not in verdicts[3:]
