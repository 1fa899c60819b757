"""The corpus of notes beside its expected verdicts: which step of a report answers which entry."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from symbolic_it.authoring.results import FileResult, StepResult
from symbolic_it.review import review_file

CORPUS = Path(__file__).parents[1] / "notes" / "corpus"
ENDING = ".expect.toml"
NOTES = sorted(path.name.removesuffix(ENDING) for path in CORPUS.glob(f"*{ENDING}"))


@dataclass(frozen=True)
class Answer:
    """One entry of the expectations and the step that answers it, if the report has one."""

    note: str
    entry: dict[str, Any]
    step: StepResult | None

    @property
    def wanted(self) -> tuple[str, ...]:
        verdicts = self.entry["verdict"]
        return (verdicts,) if isinstance(verdicts, str) else tuple(verdicts)

    @property
    def found(self) -> str:
        return "missing" if self.step is None else self.step.verdict.value

    @property
    def agrees(self) -> bool:
        return self.found in self.wanted or (self.step is None and bool(self.entry.get("optional")))

    @property
    def place(self) -> str:
        """Where the entry is: ``note:line``, for notebooks ``note:cell:line``, with the relation's number on that line."""
        cell = f"{self.entry['cell']}:" if "cell" in self.entry else ""
        return f"{self.note}:{cell}{self.entry['line']}"

    @property
    def never_acceptable(self) -> str:
        """Why no report may say this; empty when one may."""
        if self.wanted[0] == "refuted" and self.found in ("proved", "conditional", "computed"):
            return "" if self.found in self.wanted else f"a wrong step is {self.found}"
        if self.found == "refuted" and "refuted" not in self.wanted:
            return f"a step is refuted that should be {self.wanted[0]}"
        return ""


@cache
def reviewed(note: str) -> FileResult:
    """The report on a note of the corpus, made once in a session."""
    return review_file(note, (CORPUS / note).read_bytes())


@cache
def answers(note: str) -> tuple[Answer, ...]:
    """The entries of a note with their steps, in reading order."""
    entries = tomllib.loads((CORPUS / (note + ENDING)).read_text(encoding="utf-8"))["step"]
    free = [(chain.cell, step) for chain in reviewed(note).derivations for step in chain.steps]
    made: dict[int, StepResult] = {}
    # Steps whose sides are those of an entry are given to it first; what is left over goes by line and relation alone.
    for same in (_same_sides, _anything):
        for number, entry in enumerate(entries):
            if number in made:
                continue
            fitting = [pair for pair in free if _fits(entry, *pair) and same(entry, pair[1])]
            if fitting and (same is _same_sides or len(fitting) == 1):
                made[number] = fitting[0][1]
                free = [pair for pair in free if pair[1] is not fitting[0][1]]
    return tuple(Answer(note, entry, made.get(number)) for number, entry in enumerate(entries))


def _fits(entry: dict[str, Any], cell: int | None, step: StepResult) -> bool:
    span = step.span
    if span is None or entry["relation"] != step.relation or ("cell" in entry and entry["cell"] != cell):
        return False
    return span.line <= entry["line"] <= (span.end_line or span.line)


def _same_sides(entry: dict[str, Any], step: StepResult) -> bool:
    return _packed(entry.get("rhs", "")) in _packed(step.rhs) and _packed(entry.get("lhs", "")) in _packed(step.lhs)


def _anything(entry: dict[str, Any], step: StepResult) -> bool:
    return True


def _packed(text: str) -> str:
    return "".join(text.replace("&", "").split())
