"""Mistakes of ours: one formula is lost and not the file, and nothing is called proved without a theorem."""

from __future__ import annotations

import pytest

import symbolic_it.review.files as files
from symbolic_it.authoring.results import Span, Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.review.files import ReviewOptions, review_file
from symbolic_it.review.steps import Outcome, to_result

NOTE = b"Let $p$ be a law.\n\n$$H(X) = -\\sum_x p(x)\\log p(x)$$\n\n$$H(X) \\ge 0$$\n\n$$H(X) \\ge 1$$\n"


def test_the_other_formulas_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    review = files.review_chain

    def breaking(chain, context):  # type: ignore[no-untyped-def]
        if "0" in NOTE.decode()[chain.start : chain.end]:
            raise AssertionError("a mistake")
        return review(chain, context)

    monkeypatch.setattr(files, "review_chain", breaking)
    with pytest.raises(AssertionError):
        review_file("note.md", NOTE)
    result = review_file("note.md", NOTE, ReviewOptions(guarded=True))
    assert [d.verdict.value for d in result.derivations] == ["definition", "refuted"]
    (missed,) = result.not_understood
    assert missed.code == "IT003" and "a mistake of ours" in missed.payload["text"] and missed.span.line == 5


def test_nothing_is_proved_without_a_theorem() -> None:
    x = s.Name(0, 1, "x")
    announced = Outcome(1, s.Sign("=", "=", 2, 3), x, x, Verdict.PROVED)
    result = to_result(announced, Span(1), "x", "x", ())
    assert result.verdict is Verdict.UNPROVED and result.diagnostic is not None


def test_what_contradicts_no_definition_carries_its_theorem() -> None:
    (chain,) = review_file("note.md", b"$$H(X|X) = 0$$\n").derivations
    (step,) = chain.steps
    assert step.verdict is Verdict.PROVED and step.theorem is not None
