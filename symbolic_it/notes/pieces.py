"""What scanning a note finds: formulas, prose, directives, each with its place; and blanking that keeps every offset."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from symbolic_it.notes.macros import Definition

TEXT, QUOTE, LIST, TABLE, HEADING = "text", "quote", "list", "table", "heading"


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula. ``text`` has the length of ``document.text[start:end]``; what belongs to a container is blank in it.

    ``delimiter`` is ``$$``, ``$``, ``\\[``, ``\\(``, ```` ```math ````, ``$` ``, ``script`` or the name of the environment.
    """

    text: str
    start: int
    end: int
    display: bool
    delimiter: str
    within: str = TEXT


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain words between formulas; code, comments and markup are blank, so that lengths agree with the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Directive:
    """The words of ``<!-- symbolic-it: WORDS -->`` or ``% symbolic-it: WORDS``; the span is that of the whole comment."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file, or part of it, could not be read. ``fatal``: nothing of it was read."""

    code: str
    words: str
    start: int = 0
    fatal: bool = True


Span = tuple[int, int]


@dataclass
class Scan:
    """What the scanner of one kind of document collects. ``hidden`` are code, comments and other markup."""

    formulas: list[Formula] = field(default_factory=list)
    outer: list[Span] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)
    unseen: list[Span] = field(default_factory=list)
    """What is not meant to be read at all: comments, text struck out, branches that are never taken."""
    prose: list[Prose] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    undelimited: list[Span] = field(default_factory=list)
    unclosed: list[Span] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    pictures: int = 0

    def add(self, text: str, inner: Span, outer: Span, delimiter: str, *, display: bool, within: str = TEXT) -> None:
        start, end = inner
        if text[start:end].strip():
            self.formulas.append(Formula(text[start:end], start, end, display, delimiter, within))
        self.outer.append(outer)

    def without_definitions(self) -> None:
        """Macro definitions inside formulas are blanked; a formula that held nothing else goes."""
        spans = [(d.start, d.end) for d in self.definitions]
        kept: list[Formula] = []
        for formula in self.formulas:
            low = bisect_right(spans, (formula.start, formula.start))
            inside = []
            while low < len(spans) and spans[low][1] <= formula.end:
                inside.append((spans[low][0] - formula.start, spans[low][1] - formula.start))
                low += 1
            if inside:
                formula = replace(formula, text=blanked(formula.text, inside))
            if formula.text.strip():
                kept.append(formula)
        self.formulas = kept

    def extend(self, part: Scan, by: int) -> None:
        """Adds what a part of the document holds that begins ``by`` characters into it."""
        self.formulas += [replace(f, start=f.start + by, end=f.end + by) for f in part.formulas]
        self.prose += [replace(p, start=p.start + by, end=p.end + by) for p in part.prose]
        self.directives += [replace(d, start=d.start + by, end=d.end + by) for d in part.directives]
        self.definitions += [replace(d, start=d.start + by, end=d.end + by) for d in part.definitions]
        for mine, spans in (
            (self.outer, part.outer),
            (self.hidden, part.hidden),
            (self.unseen, part.unseen),
            (self.undelimited, part.undelimited),
            (self.unclosed, part.unclosed),
        ):
            mine += [(a + by, b + by) for a, b in spans]
        self.pictures += part.pictures


_NOT_NEWLINE = re.compile(r"[^\n]")


def spaces(text: str) -> str:
    """As many blanks as ``text`` has characters; its line ends stay."""
    return _NOT_NEWLINE.sub(" ", text) if "\n" in text else " " * len(text)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """``text`` with the spans (sorted; they may overlap) turned into blanks of the same length."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        start = max(start, at)
        if end > start:
            parts += (text[at:start], spaces(text[start:end]))
            at = end
    parts.append(text[at:])
    return "".join(parts)


def unix_lines(text: str) -> str:
    """``text`` at the same length with every line ended by a newline only."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


class Finder:
    """The places of a pattern in a text, found once, asked many times."""

    def __init__(self, pattern: str, text: str, flags: int = 0) -> None:
        self.pattern, self.text, self.flags = pattern, text, flags
        self._starts: list[int] | None = None
        self._ends: list[int] = []

    def after(self, at: int) -> Span | None:
        """The first match that starts at ``at`` or later."""
        if self._starts is None:
            found = [m.span() for m in re.finditer(self.pattern, self.text, self.flags)]
            self._starts, self._ends = [s for s, _ in found], [e for _, e in found]
        place = bisect_left(self._starts, at)
        return (self._starts[place], self._ends[place]) if place < len(self._starts) else None


_ENVIRONMENT = re.compile(r"\\\\|\\(begin|end)[ \t]*\{([A-Za-z]{1,30}(?:\\?\*)?)\}")


@dataclass(frozen=True, slots=True)
class Environment:
    """One balanced ``\\begin{name}..\\end{name}``."""

    name: str
    start: int
    body: int
    body_end: int
    end: int


def environments(text: str) -> dict[int, Environment]:
    """By the place of its ``\\begin``, every environment that is closed."""
    opened: dict[str, list[Span]] = {}
    found: dict[int, Environment] = {}
    for match in _ENVIRONMENT.finditer(text):
        name = match.group(2)
        if name is None:
            continue
        name = name.replace("\\", "")  # align\* for align*
        if match.group(1) == "begin":
            opened.setdefault(name, []).append(match.span())
        elif opened.get(name):
            start, body = opened[name].pop()
            found[start] = Environment(name, start, body, match.start(), match.end())
    return found


MATH_ENVIRONMENTS = frozenset((
    "equation", "align", "aligned", "alignat", "alignedat", "gather", "gathered", "split", "multline", "multlined", "eqnarray", "displaymath", "math",
    "flalign", "dmath", "dgroup", "darray", "array", "cases", "empheq", "subequations", "IEEEeqnarray", "dcases", "matrix", "pmatrix", "bmatrix",
))  # fmt: skip
