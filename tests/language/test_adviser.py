"""What SymPy proposes: it comes back in the author's variables, and a step that uses it is proved or refused by the rules."""

from __future__ import annotations

import pytest

from symbolic_it import (
    And,
    D,
    ForAll,
    Implies,
    InvalidArgument,
    alphabet,
    base,
    derivation,
    has_derivative,
    law,
    ln,
    log,
    natural,
    propose_derivative,
    propose_limit,
    propose_stationary_points,
    real_function,
    real_number,
    real_variable,
    tends_to,
)  # fmt: skip
from symbolic_it.authoring.results import Verdict

theta, t = real_variable("theta"), real_variable("t")
k, j = natural("k"), natural("j")
a = real_number("a")
LIKELIHOOD = k * ln(theta) + j * ln(1 - theta)


def test_derivative_comes_back_in_the_variables_of_the_author():
    found = propose_derivative(LIKELIHOOD, theta, t)
    assert found.term.free == {k.term, j.term, t.term}
    assert propose_derivative(a * theta**2, theta).term.free == {a.term, theta.term}
    assert propose_derivative(log(theta), theta).term.free == {theta.term, base.term}


def test_a_proposal_is_proved_by_the_rules():
    @derivation("proposed", given=[k > 0, j > 0])
    def made(d):
        inside = And(0 < t, t < 1)
        first = propose_derivative(LIKELIHOOD, theta, t)
        second = propose_derivative(propose_derivative(LIKELIHOOD, theta), theta, t)
        slope = propose_derivative(LIKELIHOOD, theta)
        d.have(ForAll(t, Implies(inside, has_derivative(theta, LIKELIHOOD, t, first))), by="derivative-rules")
        d.have(ForAll(t, Implies(inside, has_derivative(theta, slope, t, second))), by="derivative-rules")
        d.have(tends_to(t, t**2 + 1, 0, propose_limit(t**2 + 1, t, 0)), by="limit-rules")

    assert [s.verdict for s in made.check(second_opinion=False).steps] == [Verdict.PROVED] * 3


def test_a_proposal_that_asks_for_a_condition_gets_no_further_without_it():
    @derivation("proposed")
    def made(d):
        d.have(has_derivative(theta, ln(theta), a, propose_derivative(ln(theta), theta, a)), by="derivative-rules")

    assert made.check(second_opinion=False).steps[0].verdict is not Verdict.PROVED


def test_stationary_points():
    (best,) = propose_stationary_points(LIKELIHOOD, theta)
    assert best.term.free == {k.term, j.term}
    assert best.text == "k/(j + k)"
    assert len(propose_stationary_points(theta**3 - 3 * theta, theta)) == 2


def test_limits():
    assert propose_limit(theta * ln(theta), theta, 0).text == "0"
    assert propose_limit(theta, theta, 1, side="left").text == "1"
    with pytest.raises(InvalidArgument, match="no finite limit"):
        propose_limit(ln(theta), theta, 0)
    with pytest.raises(InvalidArgument, match="side"):
        propose_limit(theta, theta, 0, side="above")


def test_what_sympy_cannot_answer_is_said():
    f, X = real_function("f"), alphabet("X")
    with pytest.raises(InvalidArgument, match="counterpart"):
        propose_derivative(f(theta), theta)
    with pytest.raises(InvalidArgument, match="variable"):
        propose_derivative(theta**2, theta + 1)
    with pytest.raises(InvalidArgument, match="variable"):
        propose_derivative(D(law("P", X), law("Q", X)), k)
