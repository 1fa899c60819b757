"""Which steps of a computation count as computed: those that leave nothing open."""

from __future__ import annotations

from typing import Any

from symbolic_it import Eq, Q, alphabet, derivation, law, letters, real_number, tabulated

X = alphabet("X")
u, v = letters(X, "u v")
P, R = law("P", X), law("R", X)
s = real_number("s")
FAIR, UNEVEN = tabulated({u: Q(1, 2), v: Q(1, 2)}), tabulated({u: Q(1, 4), v: Q(3, 4)})


def verdicts(*given: Any, claim: Any, kind: str = "computation") -> list[str]:
    @derivation("it-is-computed", given=given, kind=kind)
    def it(d: Any) -> None:
        d.have(claim, by="evaluation")

    return [step.verdict.value for step in it.check(second_opinion=False).steps]


def test_numbers_and_tables_are_computed() -> None:
    assert verdicts(Eq(P, FAIR), Eq(R, UNEVEN), claim=R(u) < P(u)) == ["computed"]
    assert verdicts(Eq(P, FAIR), claim=Eq(P(u), Q(1, 2))) == ["computed"]


def test_a_theorem_about_tables_is_proved() -> None:
    assert verdicts(Eq(P, FAIR), claim=Eq(P(u), Q(1, 2)), kind="theorem") == ["proved"]


def test_what_is_left_open_is_no_computation() -> None:
    assert verdicts(Eq(s, s), claim=Eq(s + 0, s)) == ["proved"]
    assert verdicts(Eq(P, R), claim=Eq(P(u) + 0, P(u))) == ["proved"]
    assert verdicts(Eq(P, tabulated({u: s, v: 1 - s})), claim=Eq(P(u) + 0, P(u))) == ["proved"]
    assert verdicts(claim=Eq(P(u) + 0, P(u))) == ["proved"]


def test_a_false_number_is_not_computed() -> None:
    assert verdicts(Eq(P, FAIR), claim=Eq(P(u), Q(1, 3)))[0] in ("refuted", "unproved")
