"""The documents of false steps: one file for each kind of mistake, in one format, and what is expected of each step.

A file is TOML: ``kind`` and ``why`` in words, then a table ``[[step]]`` for each false step:

- ``says``: in a few words, what is wrong;
- ``claim``: the step, as an author writes it, in the symbols of `vocabulary`;
- ``given``: the hypotheses it stands under, if any;
- ``verdict`` and ``code``: what it is refused with; ``conditional`` when it lacks a condition, which is then named;
- ``note``: for notes, where another text than the printed claim is needed; ``unsaid = true`` where notes leave the missing
  condition unsaid, so that there the step holds under it, and the report has to say so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
VOCABULARY = (FOLDER / "vocabulary.py").read_text(encoding="utf-8")
REFUSALS = ("refuted", "unproved", "conditional")


@dataclass(frozen=True)
class FalseStep:
    """One false step of a document."""

    kind: str
    number: int
    says: str
    claim: str
    given: tuple[str, ...]
    verdict: str
    code: str
    note: str
    unsaid: bool

    @property
    def name(self) -> str:
        """As a derivation is called."""
        return f"{self.kind}-{self.number}"


def kinds() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def steps(kind: str) -> list[FalseStep]:
    """The false steps of the document, in order. Raises ValueError where it has an entry that it should not have."""
    data = tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    if data.keys() != {"kind", "why", "step"}:
        raise ValueError(f"{kind}: entries {sorted(data)}")
    return [_step(kind, number, row) for number, row in enumerate(data["step"], start=1)]


def _step(kind: str, number: int, row: dict[str, Any]) -> FalseStep:
    strange = row.keys() - {"says", "claim", "given", "verdict", "code", "note", "unsaid"}
    if strange or row["verdict"] not in REFUSALS:
        raise ValueError(f"{kind}, step {number}: {sorted(strange) or row['verdict']}")
    given = tuple(row.get("given", ()))
    return FalseStep(
        kind,
        number,
        row["says"],
        row["claim"],
        given,
        row["verdict"],
        row["code"],
        row.get("note", ""),
        row.get("unsaid", False),
    )


def derivation_file(found: list[FalseStep]) -> str:
    """A derivation file with a derivation for each step."""
    parts = [VOCABULARY]
    for s in found:
        parts.append(
            f"\n\n@derivation({s.name!r}, given=[{', '.join(s.given)}])\n"
            f"def false_{s.number}(d):\n    d.have({s.claim})\n"
        )
    return "".join(parts)


def claims_module(found: list[FalseStep]) -> str:
    """A module that has the steps as expressions: CLAIMS, by number (claim, hypotheses)."""
    rows = "".join(f"    {s.number}: lambda: ({s.claim}, [{', '.join(s.given)}]),\n" for s in found)
    return f"{VOCABULARY}\nCLAIMS = {{\n{rows}}}\n"
