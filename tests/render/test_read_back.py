"""What is rendered says what was checked: read back, each formula of the library is the step's term, each of a note the note's own."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "language"))
from printed_back import normal

from symbolic_it import Expr, Library
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations import all_rules
from symbolic_it.kernel.terms import APP, LAM, Term
from symbolic_it.language.printing import side_latex
from symbolic_it.notes import syntax as s
from symbolic_it.notes.documents import read_document
from symbolic_it.notes.elaboration import read_term
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.rows import chains
from symbolic_it.notes.tokens import tokenize
from symbolic_it.render.formulas import Formula
from symbolic_it.render.reviewed import _formula
from symbolic_it.render.typesetting import RELATIONS, Target, breakable, lines, printed
from symbolic_it.render.view import Maker

NOTES = Path(__file__).parents[1] / "notes"
READ_BACK = 0.8
"""The part of the library's formulas that is in the language of LaTeX strings: no quantifiers, limits, integrals."""


def settings(formula: Formula) -> Iterator[str]:
    """The formula as LaTeX and both kinds of Markdown have it, whole and in lines."""
    yield from dict.fromkeys(printed(formula, target) for target in Target)
    yield printed(breakable(formula), Target.LATEX)
    for target in (Target.GFM, Target.DOLLAR):
        yield " ".join(lines(formula, 30, target))


# ---- the library -----------------------------------------------------------------------------------


class Symbols:
    """What the names in each derivation's function stand for."""

    def __init__(self) -> None:
        self.values: dict[CodeType, list[object]] = defaultdict(list)

    def note(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "return" and frame.f_code.co_name != "<module>" and "derivations" in frame.f_code.co_filename:
            for value in (*frame.f_globals.values(), *frame.f_locals.values()):
                self.values[frame.f_code] += value if isinstance(value, (tuple, list)) else [value]

    def of(self, derivation: Any, e: Expr) -> list[object]:
        """The symbols that occur in the expression: those declared, and of what it binds, by type and name."""
        domains, names = set(_domains(e.term)), set(e.names)
        found: dict[int, object] = {}
        for value in self.values[derivation._write.__code__]:
            if not isinstance(value, Expr):
                if hasattr(value, "outcome") or hasattr(value, "point"):
                    found[id(value)] = value
            elif value.term in e.term.free or (value.term.ty in domains and getattr(value.term, "name", "") in names):
                found[id(value)] = value
        return list(found.values())


def _domains(t: Term) -> Iterator[Any]:
    todo = [t]
    while todo:
        t = todo.pop()
        if t.kind == APP:
            todo += [t.fun, t.arg]
        elif t.kind == LAM:
            yield t.domain
            todo.append(t.body)


@cache
def library() -> tuple[list[Any], Symbols]:
    symbols = Symbols()
    before, Library._shipped = Library._shipped, None  # each function has to run while it is watched
    try:
        derivations = list(Library.shipped().derivations)
        sys.setprofile(symbols.note)
        for d in derivations:
            list(d.blocks)
    finally:
        sys.setprofile(None)
        Library._shipped = before
    return derivations, symbols


def rows() -> Iterator[tuple[Any, Expr, Formula]]:
    """Each formula of a row of a note of the library, beside the expression that was checked."""
    derivations, _ = library()
    maker = Maker(derivations, all_rules())
    for d in derivations:
        steps = [step for block in d.blocks if hasattr(block, "steps") for step in block.steps]
        made = [row for block in maker.note(d, None).blocks for row in block.rows]
        assert [row.number for row in made] == list(range(1, len(steps) + 1))
        for step, row in zip(steps, made, strict=True):
            if row.relation:
                assert RELATIONS[step.relation] == row.relation
                if row.lhs is not None:
                    yield d, step.lhs, row.lhs
                yield d, step.rhs, row.rhs
            elif getattr(step, "prefix", None) is None:
                yield d, step.lhs, row.rhs


@pytest.mark.slow
def test_the_notes_of_the_library_say_what_was_checked() -> None:
    _, symbols = library()
    answers: Counter[str] = Counter()
    for d, e, formula in rows():
        values = symbols.of(d, e)
        for text in settings(formula):
            try:
                back = read_term(text, values, e.term.ty)
            except InvalidArgument:
                answers["not read"] += 1
                continue
            assert back.term is e.term or normal(back.term) == normal(e.term), (d.name, text)
            answers["same"] += 1
    assert answers["same"] > 5000 and answers["same"] >= READ_BACK * answers.total(), answers


def test_nothing_is_lost_between_the_printer_and_the_document() -> None:
    """What is not read as a term at least is the formula that the printer made of the term."""
    for d, e, formula in rows():
        assert formula in (Formula.read(e.latex), Formula.read(side_latex(e.term, e.names))), d.name
        for target in Target:
            assert printed(Formula.read(printed(formula, target)), target) == printed(formula, target), d.name


def test_the_signs_of_relations_differ() -> None:
    assert len(set(RELATIONS.values())) >= len(RELATIONS) - 1 and RELATIONS["<="] != RELATIONS["<"] != RELATIONS[">"]


# ---- notes -----------------------------------------------------------------------------------------


def parsed(text: str, macros: Any, at: int = 0) -> list[s.Chain]:
    found = tokenize(text, at)
    return chains(expand(found.tokens, macros), found.remarks)


PLACES = ("start", "end", "font", "written")


def same(a: Any, b: Any) -> bool:
    """Whether two parsed formulas are one but for their places, fonts and how signs were written."""
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if not is_dataclass(a) or type(a) is not type(b):
        return bool(a == b)
    return all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a) if f.name not in PLACES)


def sides() -> Iterator[tuple[str, s.Node, str, Any]]:
    """The sides of the chains of all notes of the corpus and of the forms."""
    for path in sorted([*(NOTES / "corpus").iterdir(), *(NOTES / "forms").glob("*.md")]):
        if path.suffix == ".toml":
            continue
        document = read_document(path.name, path.read_bytes())
        for f in document.formulas:
            macros = document.macros_at(f.start)
            try:
                made = parsed(f.text, macros, f.start)
            except (NotRead, ExpansionError, RecursionError):
                continue
            for chain in made:
                for side in chain.sides:
                    if not isinstance(side, s.Unread):
                        written = document.text[side.start : side.end]
                        yield path.name, side, " ".join(written.replace("&", " ").split()), macros


def test_the_formulas_of_notes_are_set_as_they_were_read() -> None:
    """A side as it stands in a rendered review is parsed as the side of the note was."""
    answers: Counter[str] = Counter()
    for name, side, written, macros in sides():
        formula = _formula(written) if "\\begin" not in written else None
        if formula is None:
            answers["in plain letters"] += 1
            continue
        for target in Target:
            text = printed(formula, target)
            if "\\itunset{" in text:  # characters that the fonts of the LaTeX notes lack stand there by their numbers
                answers["not set"] += 1
                continue
            try:
                (chain,) = parsed(text, macros)
            except (NotRead, ExpansionError, ValueError):
                answers["not read"] += 1
                continue
            back = chain.sides[0]
            if isinstance(back, s.Unread):
                answers["not read"] += 1
                continue
            assert not chain.signs and same(back, side), (name, written, text)
            answers["same"] += 1
    assert answers["same"] > 3000 and answers["same"] >= 0.99 * answers.total(), answers


@pytest.mark.slow
@pytest.mark.parametrize(("sign", "other"), [("-", "+"), ("\\le", "\\ge"), ("\\log", "\\ln")])
def test_a_printer_that_flips_a_sign_is_noticed(sign: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from symbolic_it.render import typesetting

    whole = typesetting._atom
    monkeypatch.setattr(typesetting, "_atom", lambda text, target: whole(other if text == sign else text, target))
    with pytest.raises(AssertionError):
        test_the_notes_of_the_library_say_what_was_checked()
    with pytest.raises(AssertionError):
        test_the_formulas_of_notes_are_set_as_they_were_read()
