"""What a note has told of numbers for another part of it, or before "for all" binds them anew: neither used nor set aside.

Nothing is proved by it, and nothing is refuted that holds under it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from symbolic_it.kernel.terms import real
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.parts import Parts
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.review.assuming import can_be_met
from symbolic_it.review.judging import counterexample
from symbolic_it.review.sizes_told import holds_of_values
from symbolic_it.review.steps import Context, Item

_MOST = 20
_BINDER = re.compile(
    r"(?:\b(?:all|every|any|each|arbitrary|general|remaining|other)\s+(?:\w+\s+){0,2}|(?:任意|任何|所有|一切|每个)(?:的)?[^\s$，。]{0,4}?\s*)"
    r"((?:\$[^$]+\$|\\\([^)]*\\\))(?:\s*(?:,|and|, and|、|和|与)\s*\$\\?[A-Za-z]+\$)*)"
    r"|\\forall\s*((?:\\?[A-Za-z]+[,\s]*)+)",
)
_RELATION = re.compile(r"\\(?:in|geq?|leq?|neq?|to|mid)(?![a-z])|[<>=]")
_LETTER = re.compile(r"\\?[A-Za-z]+")
_SIZE = r"(?:small|large|tiny|big|huge|足够大|足够小|充分大|充分小|很小|很大)"
_SMALL = re.compile(r"small|tiny|小", re.IGNORECASE)
_SIZE_BEFORE = re.compile(rf"{_SIZE}(?:\s+enough|\s+and\s+\w+|的)?,?\s*$", re.IGNORECASE)
_SIZE_AFTER = re.compile(
    rf"(?:\s*(?:is|are|be|being|为|是|取|,)|\s+(?:and\s+)?\w+\s+(?:is|are|be)|(?=\s*[足充很]))[^.$。]{{0,16}}?{_SIZE}(?![a-z])",
    re.IGNORECASE,
)
_INLINE = re.compile(r"\$\$.*?\$\$|\$([^$]+)\$|\\\((.+?)\\\)", re.DOTALL)
_OTHERWISE = re.compile(
    r"(?:^|[.!?;,]\s)\W*(?:otherwise|else|in the (?:other|remaining) cases?)\b|否则|其他情[形况]", re.IGNORECASE
)
_SHORT = 24


class Doubts:
    """Where the hypotheses of one text end, or its letters are bound anew."""

    def __init__(self, text: str, cuts: Sequence[int]) -> None:
        """``cuts``: where its sentences begin."""
        self.parts = Parts(text)
        self.binders = [
            (cuts[bisect_right(cuts, m.start()) - 1], m.start(), _bound(m[1] or m[2])) for m in _BINDER.finditer(text)
        ]

    def put(self, symbols: Symbols, place: int, end: int) -> None:
        """Takes out of the table what does not hold any more, or may not, at a place in the sentence that ends there."""
        symbols.unsure = [told for told in symbols.unsure if not self.parts.ended(told[0][0].start, place)]
        if not symbols.constraints:
            return
        kept: list[tuple[list[s.Node], list[str], int]] = []
        doubtful: list[tuple[list[s.Node], list[str], int]] = []
        for told in symbols.constraints:
            start = told[0][0].start
            anew = any(start < low and at < end and heads & _free(told[0]) for low, at, heads in self.binders)
            (doubtful if anew or self.parts.ended(start, place) else kept).append(told)
        if doubtful:
            symbols.constraints = kept
            symbols.doubtful = [*symbols.doubtful, *doubtful][-_MOST:]


def _bound(formulas: str) -> frozenset[str]:
    """The letters that the formulas behind "for all" bind."""
    found: set[str] = set()
    for formula in formulas.split("$"):
        names = _RELATION.split(formula)[0]
        found |= {x.lstrip("\\") for x in _LETTER.findall(re.sub(r"_\{[^}]*\}|_\w|\\\(|\\\)", "", names))}
    return frozenset(found - {"and"})


def _free(sides: Sequence[s.Node]) -> set[str]:
    """The heads of numbers that a relation is about, but for outcomes and indices."""
    nodes = [n for x in sides for n in s.walk(x)]
    inside = {id(x) for n in nodes if isinstance(n, s.Call) for x in s.walk(n)}
    inside |= {id(x) for n in nodes if isinstance(n, s.Name) and n.sub is not None for x in s.walk(n.sub)}
    return {n.head for n in nodes if isinstance(n, s.Name) and id(n) not in inside}


def doubt_of(reader: Reader, context: Context, item: Item, given: Sequence[Expr]) -> str:
    """Why it is not known whether a counterexample is one to what the note means; empty where it is."""
    if item.statement is not None and (told := holds_in_doubt(reader, context.section, item.statement, given)):
        return (
            f"{told}: the section tells this for another part or before that; whether it is supposed here is not known"
        )
    if item.statement is not None and (values := holds_of_values(reader, item.statement, given)):
        return f"whether the values of {values} is not told"
    case = untold_case((item.left, item.right), context.scope.own, context.told)
    if item.statement is not None and case.partition(" ")[0] in {v.name for v in item.statement.term.free}:
        return "" if _fails_there(item.statement, case, given) else f"whether it holds for {case} is not known"
    return f"whether it holds for {case} is not known" if case else ""


def holds_in_doubt(reader: Reader, section: int, statement: Expr, given: Sequence[Expr]) -> str:
    """What the section told elsewhere, where no counterexample meets it: whether it is supposed here is not known."""
    found: list[Expr] = []
    for sides, ops, at in (*reader.symbols.doubtful, *reader.symbols.unsure):
        if at != section:
            continue
        reader.free.clear()
        for a, op, b in zip(sides, ops, sides[1:], strict=False):
            try:
                told = reader.related(a, op, b)[2]
            except (Unclear, RecursionError):
                continue
            if told.term.free <= statement.term.free and can_be_met([*given, *found, told]):
                found.append(told)
    reader.free.clear()
    if not found or counterexample(statement, [*given, *found]) is not None:
        return ""
    return " and ".join(dict.fromkeys(e.text for e in found))


def _fails_there(statement: Expr, case: str, given: Sequence[Expr]) -> bool:
    """Whether it fails at a small value of the number, or a large one, as well."""
    number = next(Expr(v) for v in statement.term.free if v.name == case.partition(" ")[0])
    value: Fraction | int = Fraction(1, 1000) if _SMALL.search(case) else 1000
    return number.type is real and counterexample(statement, [*given, Eq(number, value)]) is not None


def untold_case(nodes: Sequence[s.Node], own: str, told: str) -> str:
    """What the words say of a number of the step, or of its case, that is not read: that it is small, "otherwise"."""
    if _OTHERWISE.search(own.partition("\x00")[0]) is not None:
        return "the case that the words leave over"
    heads = {n.head for x in nodes for n in s.walk(x) if isinstance(n, s.Name)}
    words = f"{told} {own}"
    for m in _INLINE.finditer(words):
        formula = m[1] or m[2] or ""
        if len(formula) > _SHORT:
            continue
        found = {x.lstrip("\\") for x in _LETTER.findall(formula)} & heads
        before, after = words[max(0, m.start() - 30) : m.start()], words[m.end() : m.end() + 30]
        size = _SIZE_BEFORE.search(before) or _SIZE_AFTER.match(after)
        if found and size is not None:
            return f"{min(found)} that is {'small' if _SMALL.search(size[0]) else 'large'}, as the words have it,"
    return ""
