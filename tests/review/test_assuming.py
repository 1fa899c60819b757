"""Statements under a further assumption: one that nothing meets establishes nothing."""

from symbolic_it.language import declare
from symbolic_it.language.expr import And, Eq
from symbolic_it.review.assuming import Assumption, under

T = declare.real_variable("t")


def assuming(statement):
    return Assumption("IT207", "words", statement)


def test_a_condition_that_is_met_establishes_what_follows() -> None:
    found = under(T > 2, [], assuming(And(T > 2, T < 5)))
    assert found is not None and found.result.theorem is not None


def test_a_condition_that_nothing_meets_establishes_nothing() -> None:
    assert under(T > 2, [], assuming(And(T > 2, T < 1))) is None
    assert under(Eq(T * T, -1), [], assuming(Eq(T * T, -1))) is None
