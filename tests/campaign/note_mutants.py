"""Mutants of the notes' corpus: notes with slips in their formulas, reviewed; every statement that was read is looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import Term
from symbolic_it.language.expr import Expr
from symbolic_it.review import verdicts
from symbolic_it.review.files import ReviewOptions, review_file
from symbolic_it.review.granted import declared_hypotheses
from symbolic_it.review.judging import Judgement
from symbolic_it.review.steps import Item, Outcome
from tests.campaign.slips import with_slips

CORPUS = Path(__file__).parents[1] / "notes" / "corpus"
SHARE = 0.5
"""The part of a note's formulas that have a slip in one mutant of the note."""


@dataclass(frozen=True)
class Reading:
    """A statement as it was read from a note, what it stands under, and what was said of it."""

    hypotheses: tuple[Term, ...]
    statement: Term
    verdict: Verdict

    @property
    def text(self) -> str:
        return Expr(self.statement).text


def notes() -> list[str]:
    """The notes whose formulas stand between dollars or in environments."""
    return sorted(p.name for p in CORPUS.iterdir() if p.suffix in (".md", ".tex", ".qmd", ".txt") and _source(p.name))


@cache
def _source(name: str) -> str:
    text = (CORPUS / name).read_text(encoding="utf-8")
    return text if "$" in text or "\\[" in text or "\\begin" in text else ""


@contextmanager
def _recorded() -> Iterator[list[Reading]]:
    """What the judges of notes are asked and answer inside."""
    found: list[Reading] = []
    asked = verdicts.Judge.outcome

    def outcome(self: verdicts.Judge, item: Item, judgement: Judgement, given: Sequence[Expr]) -> Outcome:
        result = asked(self, item, judgement, given)
        if item.statement is not None:
            own = [h for e in (item.statement, *given) for hs in declared_hypotheses(e) for h in hs]
            hypotheses = tuple(dict.fromkeys([*(g.term for g in given), *own]))
            found.append(Reading(hypotheses, item.statement.term, result.verdict))
        return result

    verdicts.Judge.outcome = outcome  # type: ignore[method-assign]
    try:
        yield found
    finally:
        verdicts.Judge.outcome = asked  # type: ignore[method-assign]


def readings(name: str, text: str) -> list[Reading]:
    """What is read of the note; of proved steps, what their theorems say comes as well."""
    with _recorded() as found:
        report = review_file(name, text.encode(), ReviewOptions(guarded=False))
    for chain in report.derivations:
        for step in chain.steps:
            if step.verdict is Verdict.PROVED and step.theorem is not None:
                th = step.theorem
                found.append(Reading(tuple(sorted(th.hypotheses, key=lambda h: h.sn)), th.conclusion, step.verdict))
    return found


@cache
def _unchanged(name: str) -> frozenset[Term]:
    return frozenset(r.statement for r in readings(name, _source(name)))


def mutated(name: str, seed: int, round_: int) -> list[Reading]:
    """The statements that are read from the note with slips and not from the note itself."""
    rng = random.Random(f"{seed}/{name}/{round_}")
    text, _ = with_slips(_source(name), rng, SHARE)
    before = _unchanged(name)
    fresh: dict[Term, Reading] = {}
    for r in readings(name, text):
        if r.statement not in before and (r.verdict is Verdict.PROVED or r.statement not in fresh):
            fresh[r.statement] = r
    return list(fresh.values())
