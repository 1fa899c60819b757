"""Forms that notes use, one short note each: a comment behind a formula lists the verdicts of its steps, in order.

``<!-- expect: proved, refuted -->`` speaks of the steps between the comment before it and itself. ``a|b`` allows either.
A formula that holds no step to judge has the empty list.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symbolic_it.review.files import review_file

FOLDER = Path(__file__).parents[1] / "notes" / "forms"
NOTES = sorted(p.name for p in FOLDER.iterdir() if p.suffix in (".md", ".tex"))
_EXPECT = re.compile(r"(?:<!--|%)\s*expect:\s*([a-z|, -]*?)\s*(?:-->|$)")


def expected(text: str) -> list[tuple[int, list[str]]]:
    """(line of the comment, verdicts) for each comment of a note."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if (m := _EXPECT.search(line)) is not None:
            found.append((number, [v.strip() for v in m.group(1).split(",") if v.strip()]))
    return found


def test_there_are_notes() -> None:
    assert NOTES


@pytest.mark.parametrize("note", NOTES)
def test_the_steps_have_the_verdicts_that_the_note_expects(note: str) -> None:
    data = (FOLDER / note).read_bytes()
    result = review_file(note, data)
    steps = sorted(
        (step.span.line, step.span.column, step.verdict.value, f"{step.lhs} {step.relation} {step.rhs}")
        for chain in result.derivations
        for step in chain.steps
        if step.span is not None
    )
    unread = sorted((d.span.line, d.payload.get("text", "")) for d in result.not_understood if d.span is not None)
    before = 0
    wrong = []
    comments = expected(data.decode())
    assert comments, "the note expects nothing"
    for line, wanted in comments:
        here = [s for s in steps if before < s[0] <= line]
        found = [s[2] for s in here]
        if not here and any(before < number <= line for number, _ in unread):
            found = ["not-understood"]
        if len(found) != len(wanted) or any(f not in w.split("|") for f, w in zip(found, wanted, strict=True)):
            words = "; ".join(f"{s[3]}: {s[2]}" for s in here)
            unclear = "; ".join(text for number, text in unread if before < number <= line)
            wrong.append(f"{note}:{line} expected {wanted}, found {found} ({words}) {unclear}")
        before = line
    assert not wrong, "\n".join(wrong)
