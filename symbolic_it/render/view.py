"""The view model that templates are given: notes and books made from checked derivations, free of any markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from symbolic_it.authoring.results import DerivationResult, StepResult, Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.render import inputs, words
from symbolic_it.render.formulas import Formula
from symbolic_it.render.gallery import Figure, Gallery, figure
from symbolic_it.render.prose import Code, Inline, Link, Math, Words, inline, letters, paragraphs, plain
from symbolic_it.render.reasons import Citations, formula, names_of
from symbolic_it.render.typesetting import RELATIONS, alternatives

_MERGED = 8
"""How many rows single statements in a row may fill before another display starts."""


@dataclass(frozen=True)
class Row:
    """One step of a chain. ``lhs`` is there where a new left side starts.

    A statement by itself has no left side and no relation.
    """

    number: int
    lhs: Formula | None
    relation: str
    rhs: Formula
    reason: Inline


@dataclass(frozen=True)
class Block:
    """Paragraphs, a picture, or a chain (its ``rows``), under an optional title; ``under``: what the chain assumes."""

    title: Inline = ()
    under: Inline = ()
    paragraphs: tuple[Inline, ...] = ()
    rows: tuple[Row, ...] = ()
    figure: Figure | None = None

    @property
    def runs(self) -> tuple[tuple[Row, ...], ...]:
        """The rows, parted where a new left side starts."""
        runs: list[list[Row]] = []
        for row in self.rows:
            if row.lhs is not None or not row.relation:
                runs.append([])
            runs[-1].append(row)
        return tuple(tuple(run) for run in runs)


@dataclass(frozen=True)
class Hypothesis:
    """A sentence with the formulas that make it precise."""

    words: Inline
    formulas: tuple[Formula, ...]


@dataclass(frozen=True)
class Statement:
    """A named rule, an axiom or a definition of an appendix."""

    name: str
    title: Inline
    formulas: tuple[Formula, ...]
    conditions: tuple[Formula, ...] = ()
    why: tuple[Inline, ...] = ()
    example: str = ""
    source: Inline = ()
    axioms: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether there is nothing to show but the name."""
        return not (self.title or self.formulas or self.why)


@dataclass(frozen=True)
class Note:
    """One derivation."""

    name: str
    title: Inline
    kind: str
    claims: tuple[str, ...]
    status: str
    good: bool
    head: tuple[Inline, ...]
    hypotheses: tuple[Hypothesis, ...]
    conventions: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    rules: tuple[Statement, ...]
    cites: tuple[Link, ...]
    definitions: tuple[str, ...]
    axioms: tuple[str, ...]
    verdicts: Inline
    source: Inline

    @property
    def plain_title(self) -> str:
        return plain(self.title)


@dataclass(frozen=True)
class Chapter:
    name: str
    title: Inline
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Book:
    """All notes with their common conventions and the appendices."""

    title: Inline
    conventions: tuple[Inline, ...]
    chapters: tuple[Chapter, ...]
    rules: tuple[Statement, ...]
    axioms: tuple[Statement, ...]
    definitions: tuple[Statement, ...]

    @property
    def described(self) -> tuple[tuple[str, str, tuple[Statement, ...]], ...]:
        """The parts of the appendix: heading, kind and entries."""
        parts = (
            ("Rules that steps name", "rule", self.rules),
            ("Definitions", "definition", self.definitions),
            ("Axioms of the kernel", "axiom", self.axioms),
        )
        return tuple(part for part in parts if part[2])

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(note for chapter in self.chapters for note in chapter.notes)


class Maker:
    """Makes notes and books; knows all rules, and the derivations that may be cited."""

    def __init__(
        self, derivations: Sequence[inputs.Derivation], rules: Iterable[inputs.Rule], gallery: Gallery | None = None
    ) -> None:
        self.derivations = {d.name: d for d in derivations}
        self.rules = {rule.name: rule for rule in rules}
        self.gallery = gallery

    def note(self, derivation: inputs.Derivation, result: DerivationResult | None) -> Note:
        where = f"derivation {derivation.name!r}"
        steps = [step for block in derivation.blocks if inputs.is_chain(block) for step in block.steps]
        if result is not None and len(result.steps) != len(steps):
            raise InvalidArgument(f"{where} has {len(steps)} steps and its result {len(result.steps)}")
        kind = derivation.kind
        lead = words.opening(kind)
        used = dict.fromkeys(name for step in steps for name in names_of(step))
        return Note(
            name=derivation.name,
            title=inline(derivation.title) or (Words(derivation.name),),
            kind=words.KINDS.get(kind, kind),
            claims=tuple(derivation.claims),
            status=words.status(kind, result),
            good=result is not None
            and result.verdict.good
            and all(step.second_opinion != "disagrees" for step in result.steps),
            head=paragraphs(derivation.doc or "") + ((lead,) if lead else ()),
            hypotheses=_hypotheses(derivation, where),
            conventions=tuple(inline(text) for text in derivation.conventions),
            blocks=self._blocks(derivation, result, where),
            rules=tuple(self.rule(self.rules[name]) for name in used if name in self.rules),
            cites=tuple(
                self._cited(name)
                for name in dict.fromkeys(
                    [*derivation.cites, *(n for n in used if n in self.derivations and n not in self.rules)]
                )
            ),
            definitions=result.definitions if result is not None else (),
            axioms=result.axioms if result is not None else (),
            verdicts=words.verdicts(_in_order(steps, result)),
            source=inline(derivation.source or ""),
        )

    def _blocks(self, derivation: inputs.Derivation, result: DerivationResult | None, where: str) -> tuple[Block, ...]:
        chains = [block for block in derivation.blocks if inputs.is_chain(block)]
        results = _by_step([step for chain in chains for step in chain.steps], result)
        numbers: dict[int, int] = {}
        starts: dict[int, int] = {}
        for chain in chains:
            start = 0
            for step in chain.steps:
                numbers[id(step)] = number = len(numbers) + 1
                start = start if start and step.continues else number
                starts[id(step)] = start
        citations = Citations(self._named, numbers, starts)

        blocks: list[Block] = []
        before: tuple[Formula, ...] = ()
        for block in derivation.blocks:
            if inputs.is_picture(block):
                number = 1 + sum(b.figure is not None for b in blocks)
                blocks.append(Block(figure=figure(block, derivation.name, number, self.gallery)))
                continue
            if not inputs.is_chain(block):
                blocks.append(Block(paragraphs=paragraphs(block.text)))
                continue
            needs = [
                tuple(formula(text, where) for text in dict.fromkeys(step.conditions_latex)) for step in block.steps
            ]
            common = tuple(c for c in needs[0] if all(c in n for n in needs)) if needs else ()
            rows = tuple(
                self._row(
                    step,
                    results.get(id(step)),
                    numbers[id(step)],
                    [c for c in needs[n] if c not in common],
                    citations,
                    f"{where}, step {numbers[id(step)]}",
                )
                for n, step in enumerate(block.steps)
            )
            title = inline(block.title or "")
            last = blocks[-1] if blocks else None
            goes_on = last is not None and bool(last.rows) and not title and common == before
            if last is not None and goes_on and len(last.rows) < _MERGED and _alike(last.rows + rows):
                # Single statements in a row are one display.
                blocks[-1] = replace(last, rows=last.rows + rows)
            elif rows:
                under = () if goes_on else words.under(common, before == common)
                blocks.append(Block(title, under, (), rows))
            before = common
        return tuple(blocks)

    def _row(
        self,
        step: inputs.Step,
        result: StepResult | None,
        number: int,
        conditions: list[Formula],
        citations: Citations,
        where: str,
    ) -> Row:
        relation = step.relation
        if relation and relation not in RELATIONS:
            raise InvalidArgument(f"{where}: the relation {relation!r} is unknown")
        alone = not relation or getattr(step, "prefix", None) is not None
        extra = result.assumptions if result is not None and result.verdict is Verdict.CONDITIONAL else ()
        assumptions = [formula(text, where) for text in dict.fromkeys(extra)]
        return Row(
            number=number,
            lhs=None if alone or step.continues else formula(step.lhs_latex, where),
            relation="" if alone else RELATIONS[relation],
            rhs=formula(getattr(step, "latex", step.lhs_latex) if alone else step.rhs_latex, where),
            reason=words.reason(
                citations.all(step, where),
                step.why,
                [c for c in conditions if c not in assumptions],
                assumptions,
                result,
            ),
        )

    def _named(self, name: str) -> Inline:
        if name in self.rules:
            return (Link("rule", name, _label(self.rules[name].title, name)),)
        if name in self.derivations:
            return (self._cited(name),)
        return (Code(name),)

    def _cited(self, name: str) -> Link:
        derivation = self.derivations.get(name)
        return Link("note", name, _label(derivation.title if derivation is not None else "", name))

    def rule(self, rule: inputs.Rule) -> Statement:
        return statement(rule, f"rule {rule.name!r}")

    def book(
        self,
        results: Mapping[str, DerivationResult],
        title: str,
        axioms: Iterable[inputs.Ground],
        definitions: Iterable[inputs.Ground],
    ) -> Book:
        notes = {name: self.note(d, results.get(name)) for name, d in self.derivations.items()}
        shared = _shared(note.conventions for note in notes.values())
        chapters: dict[str, list[Note]] = {}
        for name, note in notes.items():
            own = tuple(c for c in note.conventions if c not in shared)
            chapters.setdefault(str(self.derivations[name].path), []).append(replace(note, conventions=own))
        used_rules = dict.fromkeys(rule.name for note in notes.values() for rule in note.rules)
        return Book(
            title=inline(title),
            conventions=shared,
            chapters=tuple(
                Chapter(PurePath(path).stem, _chapter_title(path), tuple(found)) for path, found in chapters.items()
            ),
            rules=tuple(self.rule(self.rules[name]) for name in sorted(used_rules)),
            axioms=_grounds((a for note in notes.values() for a in note.axioms), axioms),
            definitions=_grounds((d for note in notes.values() for d in note.definitions), definitions),
        )


def statement(thing: inputs.Rule | inputs.Ground, where: str) -> Statement:
    """A rule, an axiom or a definition for an appendix."""
    latex = getattr(thing, "statement_latex", "")
    said = str(getattr(thing, "words", "") or getattr(thing, "says", "") or "")
    said = said[:1].upper() + said[1:] + ("." if said and not said.endswith(".") else "")
    return Statement(
        name=thing.name,
        title=inline(getattr(thing, "title", "")),
        formulas=alternatives(formula(latex, where)) if latex else (),
        conditions=tuple(formula(text, where) for text in getattr(thing, "conditions_latex", ())),
        why=paragraphs(" ".join(filter(None, (said, getattr(thing, "why", ""))))),
        example=str(getattr(thing, "example", "") or ""),
        source=inline(thing.source or ""),
        axioms=tuple(getattr(thing, "axioms", ())),
    )


def _grounds(names: Iterable[str], known: Iterable[inputs.Ground]) -> tuple[Statement, ...]:
    described = {thing.name: thing for thing in known}
    return tuple(
        statement(described[name], f"axiom {name!r}") if name in described else Statement(name, (), ())
        for name in sorted(set(names))
    )


def _label(title: str, name: str) -> tuple[Words | Math | Code, ...]:
    found = tuple(s if isinstance(s, Math | Code) else Words(plain((s,))) for s in inline(title))
    return found or (Code(name),)


def _shared(conventions: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """The conventions that more than one note states, in the order of their first use."""
    counts: dict[Inline, int] = {}
    for group in conventions:
        for convention in dict.fromkeys(group):
            counts[convention] = counts.get(convention, 0) + 1
    return tuple(c for c, count in counts.items() if count > 1)


def _chapter_title(path: str) -> Inline:
    stem = PurePath(path).stem
    title = " ".join(re.sub(r"^[0-9]+[_-]?", "", stem).replace("_", " ").replace("-", " ").split()) or stem
    return (Words(title[:1].upper() + title[1:]),)


def _hypotheses(derivation: inputs.Derivation, where: str) -> tuple[Hypothesis, ...]:
    """The hypotheses, those of one sentence together."""
    found: list[Hypothesis] = []
    for h in derivation.hypotheses:
        said = letters(h.words or "")
        formulas = (formula(h.latex, where),) if h.latex else ()
        text = getattr(h, "text", "")
        if text and any(t and h.words.startswith(t) for t in (text, _turned(text))):
            # The sentence starts with what the formula says: "P is a law on X", "b > 1 is the base".
            formulas = ()
        if said and found and found[-1].words == said:
            found[-1] = Hypothesis(said, found[-1].formulas + formulas)
        else:
            found.append(Hypothesis(said, formulas))
    return tuple(found)


def _alike(rows: tuple[Row, ...]) -> bool:
    """Whether the rows line up: all of them relate two sides, or none does."""
    return len({bool(row.relation) for row in rows}) == 1


def _turned(text: str) -> str:
    """``b > 1`` for ``1 < b``: a comparison as a sentence may say it."""
    match = re.fullmatch(r"(\S+) (<=?) (\S+)", text)
    return f"{match[3]} {match[2].replace('<', '>')} {match[1]}" if match else ""


def _by_step(steps: Sequence[inputs.Step], result: DerivationResult | None) -> dict[int, StepResult]:
    """The result of each step, by the step's ``id``: matched by index where these tell steps apart, else in order."""
    if result is None:
        return {}
    indices = [getattr(step, "index", 0) for step in steps]
    known = {found.index: found for found in result.steps}
    if len(set(indices)) == len(steps) and set(indices) == set(known):
        return {id(step): known[index] for step, index in zip(steps, indices, strict=True)}
    return {id(step): found for step, found in zip(steps, result.steps, strict=True)}


def _in_order(steps: Sequence[inputs.Step], result: DerivationResult | None) -> DerivationResult | None:
    """The result with its steps as the note numbers them, through all chains."""
    if result is None:
        return None
    found = _by_step(steps, result)
    ordered = (replace(found[id(step)], index=n) for n, step in enumerate(steps, 1))
    return replace(result, steps=tuple(ordered))
