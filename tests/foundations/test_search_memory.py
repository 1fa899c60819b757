"""What the search for conditions remembers: never more than was shown there, never a failure that was for want of means."""

from symbolic_it.deduction.basics import ZERO, lt, nonzero, positive
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import Budget, assuming, prove
from symbolic_it.deduction.logic import c
from symbolic_it.kernel.terms import equation, number, real, var
from symbolic_it.kernel.theorems import assume
from symbolic_it.tactics.evaluation import by_evaluation

a, b = var("a", real), var("b", real)
product = c("mul", a, b)


def test_an_assumption_stays_where_it_was_made() -> None:
    context = Context([assume(positive(a))])
    assert prove(positive(product), context) is None
    below = assuming(context, positive(b))
    th = prove(positive(product), below)
    assert th is not None
    assert th.hypotheses == {positive(a), positive(b)}
    assert assuming(context, positive(b)) is below
    for false_neighbour in (positive(product), positive(b), nonzero(b)):
        assert prove(false_neighbour, context) is None
        assert prove(false_neighbour, context.deeper()) is None
        assert prove(false_neighbour, assuming(context, lt(b, ZERO))) is None or false_neighbour is nonzero(b)


def test_a_failure_for_want_of_depth_is_tried_again() -> None:
    context = Context([assume(positive(a)), assume(positive(b))])
    deep = c("and", positive(a), positive(product))
    assert prove(deep, context, depth=1) is None
    assert prove(deep, context) is not None


def test_a_failure_by_a_spent_budget_is_tried_again() -> None:
    context = Context([assume(positive(a)), assume(positive(b))])
    for goals in range(3):
        prove(positive(product), context, budget=Budget(goals))
    assert prove(positive(product), context) is not None


def test_a_goal_in_progress_does_not_make_others_fail_for_good() -> None:
    context = Context([assume(positive(a)), assume(positive(b))])
    assert prove(positive(product), context, seen=(positive(a),)) is None
    assert prove(positive(a), context, seen=(positive(a),)) is None
    assert prove(positive(product), context) is not None


def test_values_found_under_an_assumption_stay_there() -> None:
    context = Context([])
    goal = equation(c("add", a, a), number(6))
    assert by_evaluation(goal, context) is None
    th = by_evaluation(goal, assuming(context, equation(a, number(3))))
    assert th is not None
    assert th.hypotheses == {equation(a, number(3))}
    assert by_evaluation(goal, context) is None
    assert by_evaluation(goal, assuming(context, equation(a, number(4)))) is None
