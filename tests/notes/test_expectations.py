"""Expectations of notes are well formed: every note has them, each entry points at a line that shows its side."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EXPECTATIONS = sorted(HERE.glob("*/*.expect.toml"))
VERDICTS = {"proved", "conditional", "definition", "computed", "refuted", "unproved", "not-understood"}
RELATIONS = {"=", "<=", "<", ">=", ">", "!=", ":=", "~=", "->", "in", "=>", "<=>"}
FIELDS = {"cell", "line", "lhs", "rhs", "relation", "verdict", "code", "assumptions", "optional", "why"}


def lines_of(note: Path, cell: int | None) -> list[str]:
    text = note.read_bytes().decode("utf-8")
    if cell is not None:
        text = "".join(json.loads(text)["cells"][cell - 1]["source"])
    return text.splitlines()


def test_every_note_has_expectations() -> None:
    files = {path for folder in ("corpus", "held-back") for path in (HERE / folder).iterdir()}
    notes = {path for path in files if not path.name.endswith(".expect.toml")}
    assert {path.with_name(path.name + ".expect.toml") for path in notes} == set(EXPECTATIONS)


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: path.name.removesuffix(".expect.toml"))
def test_expectations_are_well_formed(path: Path) -> None:
    note = path.with_name(path.name.removesuffix(".expect.toml"))
    expected = tomllib.loads(path.read_text(encoding="utf-8"))
    assert expected["title"] and expected["language"] in {"en", "zh"} and expected["step"]
    for step in expected["step"]:
        assert set(step) <= FIELDS and {"line", "relation", "verdict", "why"} <= set(step)
        verdicts = [step["verdict"]] if isinstance(step["verdict"], str) else step["verdict"]
        assert verdicts and set(verdicts) <= VERDICTS and step["relation"] in RELATIONS
        assert ("code" in step) == (verdicts[0] == "refuted" or ("code" in step and "refuted" in verdicts))
        lines = lines_of(note, step.get("cell"))
        assert 1 <= step["line"] <= len(lines)
        assert step.get("rhs", "") in lines[step["line"] - 1]
        assert any(step.get("lhs", "") in line for line in lines)
