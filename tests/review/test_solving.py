"""Equations that follow from equations: what is divided by has to be known not to be zero."""

from __future__ import annotations

import pytest

from symbolic_it import Eq, ForAll, Implies, Ne, log, real_number, real_variable
from symbolic_it.authoring.results import Verdict
from symbolic_it.deduction.context import Context
from symbolic_it.kernel.theorems import assume
from symbolic_it.language.expr import Expr
from symbolic_it.review.files import review_file
from symbolic_it.tactics.solving import by_equation

a, k, n, t = (real_number(x) for x in "aknt")
v = real_variable("v")

FOLLOWS = [
    (Implies(Eq(k / t - (n - k) / (1 - t), 0), Eq(t, k / n)), [0 < t, t < 1, Ne(n, 0)]),
    (Implies(Eq(k, n * t), Eq(t, k / n)), [0 < n]),
    (Implies(Eq(-log(t) - 1 + a, 0), Eq(log(t), a - 1)), []),
    (ForAll(v, Implies(Eq(2 * v, k), Eq(v, k / 2))), []),
    (Implies(Eq(a * t, a * k), Eq(t, k)), [Ne(a, 0)]),
    (Implies(Eq(a, k), Eq(a * a - k * k, 0)), []),
]
DOES_NOT = [
    (Implies(Eq(k, n * t), Eq(t, k / n)), []),
    (Implies(Eq(k / t - (n - k) / (1 - t), 0), Eq(t, k / n)), [Ne(n, 0)]),
    (Implies(Eq(k / t - (n - k) / (1 - t), 0), Eq(t, n / k)), [0 < t, t < 1, Ne(n, 0), Ne(k, 0)]),
    (Implies(Eq(a * t, a * k), Eq(t, k)), []),
    (Implies(Eq(t * t, t), Eq(t, 1)), []),
    (Implies(Eq(t * t, t), Eq(t, 1)), [Ne(t, 1)]),
    (Implies(Eq(log(t), a), Eq(log(t * t), a)), [0 < t]),
    (Implies(Eq(a, a), Eq(t, k)), []),
]


def proved(statement: Expr, given: list[Expr]) -> bool:
    context = Context([assume(g.term) for g in given])
    theorem = by_equation(statement.term, context)
    if theorem is None:
        return False
    assert theorem.conclusion is statement.term
    assert theorem.hypotheses <= {g.term for g in given}
    return True


@pytest.mark.parametrize(("statement", "given"), FOLLOWS)
def test_what_follows_is_proved(statement: Expr, given: list[Expr]) -> None:
    assert proved(statement, given)


@pytest.mark.parametrize(("statement", "given"), DOES_NOT)
def test_what_does_not_follow_is_not(statement: Expr, given: list[Expr]) -> None:
    assert not proved(statement, given)


def test_an_implication_is_shown_with_both_of_its_relations() -> None:
    note = b"For $n > 0$:\n\n$$a + 1 = k = n t \\implies t = \\frac{k}{n}$$\n"
    steps = [step for chain in review_file("note.md", note).derivations for step in chain.steps]
    (step,) = [step for step in steps if step.relation == "=>"]
    assert (step.lhs, step.rhs) == ("k = n t", r"t = \frac{k}{n}")
    assert step.verdict is Verdict.PROVED
