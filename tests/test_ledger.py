"""Every claim of the ledger is settled by derivations of the right kind, with the right verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbolic_it import Eq, Library, Q, alphabet, derivation, law, letters, refutation
from symbolic_it.authoring.ledger import Entry, LedgerClaim, entries, read_ledger, unknown_claims
from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import InvalidArgument

LIBRARY = Library.shipped()
LEDGER = read_ledger()
OPEN: set[str] = set()
"""Claims still to be settled. Only ever made shorter: the test fails when one of them is settled."""


def filled_in() -> dict[str, Entry]:
    verdicts = {d.name: d.check(second_opinion=False).verdict for d in LIBRARY.derivations if d.claims}
    return {entry.claim.id: entry for entry in entries(LEDGER, LIBRARY.derivations, verdicts)}


@pytest.fixture(scope="module")
def ledger() -> dict[str, Entry]:
    return filled_in()


@pytest.mark.parametrize("claim", [c.id for c in LEDGER])
def test_the_claim_is_settled(claim: str, ledger: dict[str, Entry]) -> None:
    if claim in OPEN:
        assert not ledger[claim].settled, f"{claim} is settled: take it out of OPEN"
    else:
        assert ledger[claim].lacking == ()


def test_no_derivation_names_an_id_that_is_not_there() -> None:
    assert unknown_claims(LEDGER, LIBRARY.derivations) == ()
    assert {c.id for c in LEDGER} >= OPEN


# ---- what the ledger asks for --------------------------------------------------------------------

X = alphabet("X")
u, v = letters(X, "u v")
P = law("P", X)


def theorem(d) -> None:
    d.have(Eq(P(u), P(u)), by="field-arithmetic")


def refuted(d) -> None:
    d.claim(Eq(P(u), P(v)))
    with d.instance({P: {u: Q(1, 4), v: Q(3, 4)}}):
        pass


def corrected(d) -> None:
    refuted(d)
    d.instead(Eq(P(u) + P(v), P(v) + P(u)), by="field-arithmetic")


def lacking(kind: str, *made) -> tuple[str, ...]:
    verdicts = {d.name: d.check(second_opinion=False).verdict for d in made}
    (entry,) = entries([LedgerClaim("Z1", kind, "")], made, verdicts)
    return entry.lacking


TRUE = derivation("it-holds", claims=["Z1"])(theorem)
FALSE = refutation("it-fails", claims=["Z1"])(refuted)
MENDED = refutation("it-fails-and-this-holds", claims=["Z1"])(corrected)


def test_a_true_claim_needs_a_theorem() -> None:
    assert lacking("T", TRUE) == ()
    assert lacking("T") == ("a theorem",)
    assert lacking("T", MENDED) == ("a theorem",)


def test_a_conditional_claim_needs_a_theorem_and_a_refutation() -> None:
    assert lacking("C", TRUE, FALSE) == ()
    assert lacking("C", TRUE) == ("a refutation",)
    assert lacking("C", FALSE) == ("a theorem",)


def test_a_false_claim_needs_what_holds_instead() -> None:
    assert lacking("F", MENDED) == ()
    assert lacking("F", FALSE) == ("what holds instead",)
    assert lacking("F", TRUE) == ("a refutation", "what holds instead")


def test_a_demonstration_needs_a_computation() -> None:
    assert lacking("D", TRUE) == ("a computation",)
    number = derivation("a-number", claims=["Z1"], kind="computation")(
        lambda d: d.have(Eq(Q(1, 2) + Q(1, 2), 1), by="field-arithmetic") and None
    )
    assert lacking("D", number) == ()


def test_a_derivation_with_another_verdict_settles_nothing() -> None:
    wrong = derivation("it-is-wrong", claims=["Z1"])(lambda d: d.have(Eq(P(u), P(v))) and None)
    assert wrong.check(second_opinion=False).verdict is Verdict.REFUTED
    assert lacking("T", TRUE, wrong) == ("it-is-wrong proved",)


def test_a_line_that_is_no_claim_is_told(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    for text in ('[A1]\nclass = "X"\nsays = "?"', "[A1]\nclass =", 'A1 = "T"'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidArgument):
            read_ledger(path)
