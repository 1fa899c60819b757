"""Mutants of the notes' corpus: notes with slips in their formulas, reviewed; every statement that was read is looked at."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import Term
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.review import files, verdicts
from symbolic_it.review.files import ReviewOptions, review_file
from symbolic_it.review.granted import declared_hypotheses
from symbolic_it.review.judging import Judgement
from symbolic_it.review.steps import ChainReview, Context, Item, Outcome
from tests.campaign.slips import Slip, applied, chosen, formulas

CORPUS = Path(__file__).parents[1] / "notes" / "corpus"
SHARE = 0.5
"""The part of a note's formulas that have a slip in one mutant of the note."""
ELSEWHERE = "slip elsewhere"
"""The kind of a step that a slip in another formula changed."""


@dataclass(frozen=True)
class Reading:
    """A step of a note: where it stands, its statement as it was read, what this stands under, and what was said of it.

    ``place`` is its line, and the how manyth it is there: slips of the pen keep both. A step of which nothing was read that
    could be looked at in numbers has no statement.
    """

    place: tuple[int, int]
    hypotheses: tuple[Term, ...]
    statement: Term | None
    verdict: Verdict
    words: str = ""
    """Why it was left open."""
    at: int = 0
    """Where its sign of relation stands in the text."""
    numbers: bool = False
    """Whether it was judged as a relation between numbers, at a law that the note lists."""
    under: tuple[str, ...] = ()
    """The conditions that it is said to hold under, and, of a proved theorem, its hypotheses."""
    proved_under: tuple[Term, ...] | None = None

    @property
    def text(self) -> str:
        return Expr(self.statement).text if self.statement is not None else ""


@dataclass(frozen=True)
class Mutant:
    """A step that a slip changed, what stood there before, and the kind of the slip."""

    reading: Reading
    before: Reading | None
    kind: str


Asked = tuple[Item, tuple[Term, ...], Outcome | None]


def notes() -> list[str]:
    """The notes whose formulas stand between dollars or in environments."""
    return sorted(p.name for p in CORPUS.iterdir() if p.suffix in (".md", ".tex", ".qmd", ".txt") and _source(p.name))


@cache
def _source(name: str) -> str:
    text = (CORPUS / name).read_text(encoding="utf-8")
    return text if "$" in text or "\\[" in text or "\\begin" in text else ""


@contextmanager
def _recorded() -> Iterator[list[Reading]]:
    """The steps of the notes that are reviewed inside, in order."""
    found: list[Reading] = []
    asked: list[Asked] = []
    judge, judged, reviewed = verdicts.Judge.judge, verdicts.Judge.outcome, files.review_chain
    counts: Counter[int] = Counter()

    def of_items(self: verdicts.Judge, items: list[Item]) -> list[Outcome]:
        asked.extend((item, (), None) for item in items if item.statement is not None)
        return judge(self, items)

    def outcome(self: verdicts.Judge, item: Item, judgement: Judgement, given: Sequence[Expr]) -> Outcome:
        result = judged(self, item, judgement, given)
        if item.statement is not None:
            own = [h for e in (item.statement, *given) for hs in declared_hypotheses(e) for h in hs]
            asked.append((item, tuple(dict.fromkeys([*(g.term for g in given), *own])), result))
        return result

    def review_chain(chain: s.Chain, context: Context) -> ChainReview:
        asked.clear()
        review = reviewed(chain, context)
        for final in () if context.foreseen else review.outcomes:
            line = context.source.count("\n", 0, final.sign.start) + 1
            counts[line] += 1
            found.append(_reading((line, counts[line]), final, asked))
        return review

    verdicts.Judge.judge, verdicts.Judge.outcome = of_items, outcome  # type: ignore[method-assign]
    files.review_chain = review_chain
    try:
        yield found
    finally:
        verdicts.Judge.judge, verdicts.Judge.outcome = judge, judged  # type: ignore[method-assign]
        files.review_chain = reviewed


def _reading(place: tuple[int, int], final: Outcome, asked: Sequence[Asked]) -> Reading:
    """The step with the statement that its outcome is about: a chain may have been read more than once.

    What was put together and then not understood, since f has two types in it, is no statement: its two f are two names.
    """
    mine = [a for a in asked if a[0].sign.start == final.sign.start]
    told = [(item, given, o) for item, given, o in mine if o is not None]
    alike = [a for a in told if a[2].read == final.read] or told
    chosen = ([a for a in alike if a[2].verdict is final.verdict] or alike or mine)[-1:]
    theorem = final.result.theorem if final.result is not None else None
    under = tuple(sorted(theorem.hypotheses, key=lambda h: h.sn)) if theorem is not None else None
    words = final.payload.get("residual") or final.payload.get("text") or final.code
    for item, given, _ in chosen if final.verdict is not Verdict.NOT_UNDERSTOOD else ():
        assert item.statement is not None
        return Reading(
            place,
            given,
            item.statement.term,
            final.verdict,
            words,
            final.sign.start,
            not told,
            final.assumptions,
            under,
        )
    return Reading(place, (), None, final.verdict, words, final.sign.start, False, final.assumptions, under)


def readings(name: str, text: str) -> list[Reading]:
    """What is read of the note; of proved steps, what their theorems say comes as well."""
    with _recorded() as found:
        report = review_file(name, text.encode(), ReviewOptions(guarded=False))
    for chain in report.derivations:
        for step in chain.steps:
            if step.verdict is Verdict.PROVED and step.theorem is not None:
                th = step.theorem
                hypotheses = tuple(sorted(th.hypotheses, key=lambda h: h.sn))
                found.append(Reading((0, 0), hypotheses, th.conclusion, step.verdict))
    return found


@cache
def unchanged(name: str) -> dict[tuple[int, int], Reading]:
    """What is read of the note as it is, by place."""
    return {r.place: r for r in readings(name, _source(name)) if r.place[0]}


def mutated(name: str, seed: int, round_: int) -> list[Mutant]:
    """The steps that are read from the note with slips and not from the note itself.

    What is neither proved nor refuted is judged again with the slips of its own formula alone: a slip elsewhere may have
    changed what it rests on. Steps that slips made such that they are not understood come as well.
    """
    note = _source(name)
    made = chosen(note, random.Random(f"{seed}/{name}/{round_}"), SHARE)
    spans = {slip: _span(note, slip) for slip in made}
    before = unchanged(name)
    known = {r.statement for r in before.values()}
    fresh: dict[Term, Mutant] = {}
    lost: list[Mutant] = []
    for r in readings(name, applied(note, made)):
        at = _before(note, made, r.at)
        own = [slip for slip in made if spans[slip][0] <= at <= spans[slip][1]] if r.place[0] else made
        if own != made and own and r.statement not in known and r.verdict not in (Verdict.PROVED, Verdict.REFUTED):
            r = _alone(name, tuple(own)).get(r.place, r)
        mutant = Mutant(r, before.get(r.place), own[0].kind if own else ELSEWHERE)
        was = mutant.before
        if r.verdict is Verdict.NOT_UNDERSTOOD and r.statement is None:
            if was is not None and was.verdict is not Verdict.NOT_UNDERSTOOD:
                lost.append(mutant)
        elif r.statement is not None and r.statement not in known and not r.numbers:
            if r.verdict is Verdict.PROVED or r.statement not in fresh:
                fresh[r.statement] = mutant
    return [*fresh.values(), *lost]


@lru_cache(maxsize=50)
def _alone(name: str, made: tuple[Slip, ...]) -> dict[tuple[int, int], Reading]:
    return {r.place: r for r in readings(name, applied(_source(name), made)) if r.place[0]}


def _span(note: str, slip: Slip) -> tuple[int, int]:
    """Where the formula stands that the slip is in."""
    return next((start, end) for start, end in formulas(note) if start <= slip.start and slip.end <= end)


def _before(note: str, made: Sequence[Slip], at: int) -> int:
    """The place in the note of what stands at this place after the slips, the last of them first."""
    for slip in reversed(made):
        if at < slip.start:
            break
        after = len(applied(note[: slip.end], (slip,)))
        at = slip.start if at < after else at + slip.end - after
    return at
