"""A mistake of ours in the judgement of one formula costs that formula, not the file."""

from __future__ import annotations

import pytest

import symbolic_it.review.files as files
from symbolic_it.review.files import ReviewOptions, review_file

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
