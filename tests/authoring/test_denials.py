"""What follows from denials, from products that vanish and from domination; and false neighbours, of which nothing may follow."""

from __future__ import annotations

import pytest

from symbolic_it import Eq, Expr, ForAll, Implies, Ne, Not, Sum, alphabet, derivation, law, log, model, real_number
from symbolic_it.authoring.results import StepResult, Verdict

X, I = alphabet("X"), alphabet("I")
x, k, i, l = X.outcome("x"), X.letter("k"), I.outcome("i"), I.letter("l")
P, Q, w = law("P", X), law("Q", X), law("w", I)
R = model("R", I, X)
a, b, c = real_number("a"), real_number("b"), real_number("c")


def judged(given: list[Expr], goal: Expr, by: object = None, cases: list[Expr] | None = None) -> StepResult:
    @derivation("denied", given=given)
    def write(d) -> None:
        d.have(goal, by=by, cases=cases or [])

    return write.check(second_opinion=False).steps[-1]


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([Not(Ne(a, 0))], Eq(a, 0)),
        ([Not(a < b)], b <= a),
        ([Not(a <= b)], b < a),
        ([Eq(a * b, 0), Ne(a, 0)], Eq(b, 0)),
        ([Eq(a * b, 0), b > 0], Eq(a, 0)),
        ([Eq(a / b, 0), Ne(b, 0)], Eq(a, 0)),
        ([Ne(a * b * c, 0)], Ne(b, 0)),
        ([P << Q, Eq(Q(k), 0)], Eq(P(k), 0)),
        ([P << Q], ForAll(x, Implies(Eq(Q(x), 0), Eq(P(x), 0)))),
        ([ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))], ForAll(i, ForAll(x, Implies(Ne(w(i) * R(i)(x), 0), Q(x) > 0)))),
    ],
)
def test_it_follows(given: list[Expr], goal: Expr) -> None:
    assert judged(given, goal).verdict is Verdict.PROVED


def test_anything_follows_where_nothing_can_be() -> None:
    @derivation("no-such-case", given=[P << Q])
    def write(d) -> None:
        with d.take(x, given=Eq(Q(x), 0)) as absent, d.suppose(Ne(P(x), 0)):
            never = d.have(Q(x) > 0, by="support-of-dominated")
            d.have(Eq(P(x), 7), by=[never, absent.assumption])

    assert write.check(second_opinion=False).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([Ne(a, b)], Eq(a, 0)),
        ([Not(a < b)], b < a),
        ([Not(a <= b)], Eq(a, b)),
        ([Eq(a * b, 0)], Eq(b, 0)),
        ([Eq(a * b, 0), Ne(a, 0)], Eq(a, 0)),
        ([Eq(a * b, c), Ne(a, 0)], Eq(b, 0)),
        ([Eq(a / b, 0)], Eq(a, 0)),  # 1/0 = 0
        ([Ne(a * b, 0)], a > 0),
        ([Ne(a + b, 0)], Ne(a, 0)),
        ([P << Q, Eq(P(k), 0)], Eq(Q(k), 0)),
        ([Q << P, Eq(Q(k), 0)], Eq(P(k), 0)),
        ([ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))], ForAll(i, R(i) << Q)),
        ([ForAll(i, Implies(Eq(w(i), 0), R(i) << Q))], ForAll(i, ForAll(x, Implies(Ne(w(i) * R(i)(x), 0), Q(x) > 0)))),
    ],
)
def test_it_does_not_follow(given: list[Expr], goal: Expr) -> None:
    assert judged(given, goal).verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([], ForAll(x, Implies(Eq(Q(x), 0), Eq(P(x), 0)))),  # it would hold if P(x) <= 0 everywhere: no law does that
        ([], P << Q),
        ([], ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))),
        ([ForAll(x, Eq(P(x), Sum(i, w(i) * R(i)(x))))], ForAll(i, Implies(Ne(w(i), 0), R(i) << P))),
        ([ForAll(x, Eq(P(x), Sum(i, w(i) * R(i)(x)))), P << Q, Ne(w(l), 0)], R(l) << Q),
    ],
)
def test_nothing_is_shown_under_what_no_law_meets(given: list[Expr], goal: Expr) -> None:
    assert judged(given, goal).verdict in (Verdict.UNPROVED, Verdict.REFUTED)


def test_a_weight_that_is_a_product_guards_by_both_its_factors() -> None:
    total = Sum(i, Sum(x, w(i) * R(i)(x) * log(R(i)(x) / Q(x))))
    other = Sum(x, Sum(i, w(i) * R(i)(x) * log(R(i)(x) / Q(x))))
    counted = ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))
    assert judged([counted], Eq(total, other), "sum-exchange").verdict is Verdict.PROVED
    assert judged([], Eq(total, other), "sum-exchange").verdict is Verdict.CONDITIONAL
