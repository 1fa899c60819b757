"""A quotient against a number is its numerator against that multiple of a denominator known to be positive."""

from __future__ import annotations

import pytest

from symbolic_it.deduction.basics import le, lt, nonzero, number, positive
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import prove
from symbolic_it.deduction.logic import c
from symbolic_it.kernel.terms import real, var
from symbolic_it.kernel.theorems import assume

A, B = var("a", real), var("b", real)
QUOTIENT, SUM = c("div", A, B), c("div", A, c("add", A, B))


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([le(A, B), positive(B)], le(QUOTIENT, number(1))),
        ([lt(A, B), positive(B)], lt(QUOTIENT, number(1))),
        ([le(number(0), A), positive(B)], le(SUM, number(1))),
        ([positive(A), positive(B)], lt(SUM, number(1))),
        ([le(A, c("mul", number(-2), B)), positive(B)], le(QUOTIENT, number(-2))),
    ],
)
def test_what_follows(given, goal):
    th = prove(goal, Context([assume(t) for t in given]))
    assert th is not None
    assert th.conclusion is goal
    assert th.hypotheses <= frozenset(given)


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([le(A, B)], le(QUOTIENT, number(1))),  # -1 / -2, or 0 against b = 0, is fine; 2 / -1 too; -3 / -2 is not
        ([le(A, B), nonzero(B)], le(QUOTIENT, number(1))),
        ([le(A, B), positive(B)], lt(QUOTIENT, number(1))),
        ([le(number(0), A), positive(B)], lt(SUM, number(0))),
        ([positive(B)], lt(SUM, number(1))),
        ([lt(A, B), le(number(0), B)], lt(QUOTIENT, number(-1))),
        ([lt(B, A), positive(B)], le(QUOTIENT, number(1))),
    ],
)
def test_what_does_not(given, goal):
    assert prove(goal, Context([assume(t) for t in given])) is None
