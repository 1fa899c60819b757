"""Laws that the words or a table of a note give by their numbers: "with probabilities 1/2, 1/4, 1/4", a row or column p(x)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, is_notion
from symbolic_it.notes.listed import MAX_LETTERS

_NUMBER = r"(?:\\[dt]?frac\s*\{?\s*\d{1,6}\s*\}?\s*\{?\s*\d{1,6}\s*\}?|\d{1,6}\s*/\s*\d{1,6}|\d{1,3}(?:\.\d{1,9})?\s*\\?%|\d?\.\d{1,9}|[01])"
_BETWEEN = r"\s*\$?\s*(?:,|，|、|;|\band\b|和)+\s*(?:and\b|和)?\s*\$?\s*"
_LIST = re.compile(
    r"(?:\bprobabilit(?:y|ies)\b|\bdistribution\b|\blaw\b|概率|分布|機率)[^.;。；\n|$\d\\]{0,40}[$(\[{\\\s]{0,6}"
    rf"({_NUMBER}(?:{_BETWEEN}{_NUMBER}){{1,{MAX_LETTERS - 1}}})",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\$\s*([XYZUVWST])\s*(?:\\sim[^$]{0,20})?\$")
_OF = r"(?<![A-Za-z0-9_}\\])(?P<law>[PpQqRr]|\\?Pr)(?:_\{?(?P<below>[XYZUVWST])\}?)?\s*[(\[]\s*(?:(?P<variable>[XYZUVWSTxyz])\s*=\s*)?(?P<value>[^()\[\]=|,$]{1,16})\s*[)\]]"
VALUE = re.compile(_OF)
"""A probability of one value: P(X = 0), p(a)."""
_CHANCE = re.compile(rf"{_OF}\s*&?\s*=\s*(?P<number>{_NUMBER})(?![\d./]| *[-+*^/])")
_FAIR = re.compile(
    r"\b(?:fair|unbiased|balanced) (?:six-sided |6-sided )?(?:coin|die|dice)\b|(?:公平|均匀|均勻)的?(?:六面)?(?:骰子|硬币|硬幣)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s|[。！？]|\n\s*\n")
_COLUMN = re.compile(
    r"\$?\s*(?P<law>[PpQqRr]|\\?Pr)\s*\(\s*(?:(?P<variable>[XYZ])\s*=\s*)?(?P<letter>[a-zA-Z])(?:_i)?\s*\)\s*\$?"
)
_TRUE = ("P", "p", "Pr", "\\Pr")
"""Letters of the law of the variables."""
_GAP = 40


@dataclass(frozen=True)
class Told:
    """A law in words, up to where it stands; ``letter`` of its variable, lower case, where the text names one."""

    end: int
    numbers: tuple[Fraction, ...]
    letter: str = ""


def told_laws(text: str) -> list[Told]:
    """The laws that the text gives, in order."""
    return sorted([*_in_prose(text), *_by_values(text), *_in_tables(text), *_fair(text)], key=lambda told: told.end)


def _in_prose(text: str) -> Iterator[Told]:
    for m in _LIST.finditer(text):
        numbers = tuple(value_of(x) for x in re.findall(_NUMBER, m[1]))
        if _is_law(numbers):
            start = max((s.end() for s in _SENTENCE.finditer(text, max(0, m.start() - 300), m.start())), default=0)
            letters = {x.lower() for x in _VARIABLE.findall(text[max(start, m.start() - 300) : m.end() + 1])}
            yield Told(m.end(), numbers, letters.pop() if len(letters) == 1 else "")


def _fair(text: str) -> Iterator[Told]:
    """A fair coin, a fair die."""
    for m in _FAIR.finditer(text):
        sides = 2 if re.search(r"coin|硬币|硬幣", m[0], re.IGNORECASE) else 6
        yield Told(m.end(), (Fraction(1, sides),) * sides)


def _by_values(text: str) -> Iterator[Told]:
    """P(X = 0) = 0.3 and P(X = 1) = 0.7."""
    for values in values_in_turn(text):
        if values.law in _TRUE and _is_law(values.numbers):
            yield Told(values.end, values.numbers, values.letter)


@dataclass(frozen=True)
class Listed:
    """Values of one law that stand side by side, from ``start`` to ``end``: "$P(X=0)=0.3$, $P(X=1)=0.7$", a row of a table."""

    start: int
    end: int
    law: str
    numbers: tuple[Fraction, ...]
    letter: str
    """Of the variable, lower case, where it is named."""
    outcomes: tuple[str, ...] = ()


def values_in_turn(text: str) -> Iterator[Listed]:
    """What such lists have given of their laws up to each value."""
    run: list[re.Match[str]] = []
    before = ("", "")
    for m in _CHANCE.finditer(text):
        own = m["law"], (m["variable"] or m["below"] or "").lower()
        if run and (m.start() - run[-1].end() > _GAP or own != before or m["value"] in {x["value"] for x in run}):
            run = []
        run, before = [*run, m], own
        numbers, outcomes = (tuple(x) for x in zip(*((value_of(x["number"]), x["value"]) for x in run), strict=True))
        yield Listed(run[0].start(), m.end(), own[0], numbers, own[1], outcomes)


def lengths_of_samples(text: str) -> list[str]:
    """The names of the numbers of samples: n in "a sample $x_1, \\dots, x_n$", and in "$n$ samples"."""
    listed = r"[a-zA-Z]_\{?1\}?\s*,[^$]{0,24}?dots[^$]{0,8}?,\s*[a-zA-Z]_\{?([nNmMKT])\}?"
    words = r"(?:samples?(?! (?:space|point))|data(?:set)?|observations?|observed|draws?|drawn|i\.?i\.?d|样本(?!空间)|数据|观测)"
    found = re.findall(rf"(?i:{words})[^.\n。]{{0,40}}{listed}", text)
    found += re.findall(rf"{listed}[^.\n。]{{0,40}}(?i:{words})", text)
    return found + re.findall(rf"\$([nNmMKT])\$ (?:[a-z.]+ )?(?i:{words})", text)


def several_laws(text: str) -> list[str]:
    """The letters of laws of which the words tell several: "let $p_1, \\dots, p_m$ be distributions"."""
    listed = r"\b([pqPQ])_\{?1\}?\s*,[^$]{0,24}?dots[^$]{0,12}\$"
    return re.findall(rf"{listed}\s*(?:be|are|denote)\s+(?:\w+\s+){{0,2}}(?:distributions|laws|densities|pmfs)\b", text)


def _in_tables(text: str) -> Iterator[Told]:
    """A row or a column of a Markdown table that is headed p(x)."""
    for values in values_in_tables(text):
        if values.law in _TRUE and _is_law(values.numbers):
            yield Told(values.end, values.numbers, values.letter)


def values_in_tables(text: str) -> Iterator[Listed]:
    """The rows and columns of Markdown tables that are headed p(x) and hold numbers."""
    rows: list[list[str]] = []
    start = end = 0
    for line in re.finditer(r"(?m)^[^\n]*$", text):
        if line[0].lstrip().startswith("|"):
            start = line.start() if not rows else start
            rows.append([cell.strip() for cell in line[0].strip().strip("|").split("|")])
            end = line.end()
            continue
        yield from _of_table(rows, start, end)
        rows = []
    yield from _of_table(rows, start, end)


def _of_table(rows: list[list[str]], start: int, end: int) -> Iterator[Listed]:
    rows = [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row)]
    if len(rows) < 2:
        return
    columns = [list(c) for c in zip(*rows, strict=True)] if len({len(row) for row in rows}) == 1 else []
    for lines in (rows, columns):
        for head, *cells in lines:
            name = _COLUMN.fullmatch(head)
            found = [re.fullmatch(rf"\$?\s*({_NUMBER})\s*\$?", cell) for cell in cells]
            if name is not None and all(found):
                numbers = tuple(value_of(m[1]) for m in found if m is not None)
                yield Listed(start, end, name["law"], numbers, name["letter"].lower(), tuple(lines[0][1:]))


def _is_law(numbers: tuple[Fraction, ...]) -> bool:
    return 2 <= len(numbers) <= MAX_LETTERS and min(numbers) >= 0 and sum(numbers) == 1


def value_of(written: str) -> Fraction:
    """The number as written: 1/2, \\frac12, 50%, 0.5."""
    written = written.replace(" ", "").replace("\\%", "%")
    if written.startswith("\\"):
        parts = re.findall(r"\d+", written)
        above, below = (parts[0][0], parts[0][1:]) if len(parts) == 1 else parts
        return Fraction(int(above), int(below)) if below and int(below) else Fraction(-1)
    if "/" in written:
        above, below = written.split("/")
        return Fraction(int(above), int(below)) if int(below) else Fraction(-1)
    return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)


def told_of(node: s.Node, told: Sequence[tuple[Told, int]], section: int) -> list[Told]:
    """The laws told before H(X), in its section, that may be the law of X."""
    if not isinstance(node, s.Call) or not is_notion(node) or len(node.arguments) != 1 or node.dividers:
        return []
    f, variable = node.function, node.arguments[0]
    if not isinstance(f, s.Name) or f.head not in ("H", "S") or not isinstance(variable, s.Name):
        return []
    if variable.head not in CAPITALS or variable.mark or variable.sub is not None or variable.sup is not None:
        return []
    here = [x for x, place in told if place == section and x.end <= node.start]
    return [x for x in here if x.letter in ("", variable.head.lower())]
