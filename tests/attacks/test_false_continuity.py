"""Self-information from continuity: with a hypothesis left out, weakened or spoilt, or with more claimed, nothing is proved."""

from __future__ import annotations

import pytest

from symbolic_it import (
    And,
    Eq,
    Exists,
    Expr,
    ForAll,
    Implies,
    Library,
    derivation,
    ln,
    real_function,
    real_variable,
    tends_to,
)
from symbolic_it.authoring.results import Verdict

f = real_function("f")
t, u, k = real_variable("x"), real_variable("y"), real_variable("k")
SHIPPED = Library.shipped()
THEOREM = SHIPPED.get("self-information-from-continuity")
ADDITIVE, CONTINUOUS = THEOREM.given


def between(v: Expr) -> tuple[Expr, Expr]:
    return v > 0, v <= 1


def form(rate: object) -> Expr:
    return ForAll(t, Implies(*between(t), Eq(f(t), -(rate * ln(t)))))


NATURAL = Exists(k, form(k))
POSITIVE = Exists(k, And(k > 0, form(k)))
DECREASING = ForAll(t, u, Implies(t > 0, t < u, u <= 1, f(u) < f(t)))
RIGHT_ONLY = ForAll(t, Implies(t > 0, t < 1, tends_to(u, f(u), t, f(t))))
MULTIPLICATIVE = ForAll(t, u, Implies(*between(t), *between(u), Eq(f(t * u), f(t) * f(u))))


def verdict(given: list[Expr], goal: Expr) -> Verdict:
    @derivation("by-continuity", given=given)
    def write(d) -> None:
        d.have(goal, by=["self-information-from-continuity"])

    write.library = SHIPPED
    return write.check(second_opinion=False).steps[0].verdict


@pytest.mark.parametrize(
    ("given", "goal"), [([ADDITIVE, CONTINUOUS], NATURAL), ([ADDITIVE, CONTINUOUS, DECREASING], POSITIVE)]
)
def test_it_is_cited(given: list[Expr], goal: Expr) -> None:
    assert verdict(given, goal) is Verdict.PROVED


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([ADDITIVE], NATURAL),  # a Hamel basis gives another
        ([CONTINUOUS], NATURAL),
        ([CONTINUOUS, DECREASING], POSITIVE),
        ([MULTIPLICATIVE, CONTINUOUS], NATURAL),
        ([ADDITIVE, CONTINUOUS], POSITIVE),  # f = ln, or f = 0
        ([ADDITIVE, CONTINUOUS, Eq(f(1), 0)], POSITIVE),
        ([ADDITIVE, CONTINUOUS], form(1)),
        ([ADDITIVE, CONTINUOUS], ForAll(k, form(k))),
        ([ADDITIVE, CONTINUOUS], Exists(k, ForAll(t, Eq(f(t), -(k * ln(t)))))),  # outside (0, 1] f is anything
    ],
)
def test_nothing_less_and_nothing_more(given: list[Expr], goal: Expr) -> None:
    assert verdict(given, goal) not in (Verdict.PROVED, Verdict.COMPUTED)


def test_a_limit_from_the_right_alone_is_not_the_hypothesis() -> None:
    """It would be enough in mathematics, by another proof: it is not what the theorem assumes."""
    assert verdict([ADDITIVE, RIGHT_ONLY], NATURAL) is not Verdict.PROVED


def test_it_rests_on_both_hypotheses() -> None:
    assert {h for th in THEOREM.theorems for h in th.hypotheses} >= {ADDITIVE.term, CONTINUOUS.term}
