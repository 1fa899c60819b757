"""Notes as derivation files: what is written checks, and nothing of the note's text gets out of its comments."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from corpus import reviewed

from symbolic_it.authoring.library import Library
from symbolic_it.authoring.results import Verdict
from symbolic_it.review import review_file
from symbolic_it.review.converting import converted

NOTES = ("bce-loss.md", "conditional-entropy.md", "kl-three-ways.md", "log-rules.md", "quanzhong.md")


def verdicts(source: str, folder: Path) -> list[Verdict]:
    """The verdicts of the steps of a derivation file with this source."""
    path = folder / "converted.py"
    path.write_text(source, encoding="utf-8")
    library = Library.shipped().with_paths([path])
    names = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    found = [library.get(name.replace("_", "-")).check(second_opinion=False) for name in names]
    return [step.verdict for chain in found for step in chain.steps]


@pytest.mark.parametrize("note", NOTES)
def test_what_is_converted_checks(note: str, tmp_path: Path) -> None:
    source = converted(reviewed(note))
    found = verdicts(source, tmp_path)
    assert found and set(found) == {Verdict.PROVED}


def test_a_false_step_stays_a_comment(tmp_path: Path) -> None:
    note = b"$$D(p \\| q) = \\sum_x p(x) \\log p(x) - \\sum_x p(x) \\log q(x) = H(p) + H(p, q)$$\n"
    source = converted(review_file("note.md", note))
    assert "# left out, as it is refuted: " in source
    assert verdicts(source, tmp_path) == [Verdict.PROVED]


@pytest.mark.parametrize(
    "evil", ['""" + 1/0 + """', "\u2028import os", "\r\nimport os", "\x00", "x\\", "\x0cimport os"]
)
def test_text_of_the_note_is_never_code(evil: str) -> None:
    note = f"$$\\log(ab) = \\log a + \\log b \\text{{{evil}}}$$\n\n$$\\log a = \\log b + 1 \\text{{{evil}}}$$\n"
    source = converted(review_file('a""" + 1/0 #\n.md', note.encode()))
    for node in ast.parse(source).body:
        assert isinstance(node, (ast.Expr, ast.ImportFrom, ast.Assign, ast.FunctionDef))
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant)
