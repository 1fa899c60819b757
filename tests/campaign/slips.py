"""Slips of the pen in the LaTeX of notes: each formula of a note, with one sign, letter, number or factor changed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_FORMULA = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\\\[(?P<b>.+?)\\\]|(?<![\\$])\$(?P<c>[^$\n]+?)\$(?!\$)"
    r"|\\begin\{(?P<env>align|equation|gather|eqnarray|multline)\*?\}(?P<d>.+?)\\end\{(?P=env)\*?\}",
    re.S,
)
_RELATION = re.compile(r"(?<![:<>=!\\])(=|\\leq?(?![a-z])|\\geq?(?![a-z])|<|>)")
_CHANGED = {"=": (r"\le ", "<", r"\ge "), "<": (">", "="), ">": ("<", "=")}
_CHANGED |= dict.fromkeys((r"\le", r"\leq"), (r"\ge ", "<", "=")) | dict.fromkeys(
    (r"\ge", r"\geq"), (r"\le ", ">", "=")
)
_BRACED = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_LETTER = re.compile(r"(?<![\\A-Za-z{])[A-Za-z](?=\(|\s*\()")
_ARGUMENT = re.compile(r"(?<=[(,|;\s_{])(?<!\\)[A-Za-z](?=[),|;\s_}])")


@dataclass(frozen=True)
class Slip:
    """What is written between ``start`` and ``end`` instead of what stood there."""

    kind: str
    start: int
    end: int
    text: str


def formulas(note: str) -> Iterator[tuple[int, int]]:
    """Where the formulas that have a relation stand, without their marks."""
    for found in _FORMULA.finditer(note):
        group = next(g for g in "abcd" if found[g] is not None)
        if _RELATION.search(found[group]):
            yield found.start(group), found.end(group)


def slips(formula: str) -> list[Slip]:
    """Every slip that this file knows, in the formula."""
    return [slip for find in _FINDERS for slip in find(formula) if formula[slip.start : slip.end] != slip.text]


def chosen(note: str, rng: random.Random, share: float) -> list[Slip]:
    """One slip in each formula of a random part of them, the last first, by where it is in the note."""
    made: list[Slip] = []
    for start, end in reversed(list(formulas(note))):
        found = slips(note[start:end])
        if found and rng.random() < share:
            kind = rng.choice(sorted({s.kind for s in found}))
            slip = rng.choice([s for s in found if s.kind == kind])
            made.append(Slip(kind, start + slip.start, start + slip.end, slip.text))
    return made


def applied(note: str, made: Sequence[Slip]) -> str:
    """The note with these slips, the last first; lines stay where they are."""
    for slip in made:
        lines = note.count("\n", slip.start, slip.end) - slip.text.count("\n")
        note = note[: slip.start] + slip.text + "\n" * lines + note[slip.end :]
    return note


def with_slips(note: str, rng: random.Random, share: float) -> tuple[str, list[str]]:
    """The note with one slip in each formula of a random part of them; what the slips are."""
    made = chosen(note, rng, share)
    return applied(note, made), [slip.kind for slip in reversed(made)]


def _relations(formula: str) -> Iterator[Slip]:
    for m in _RELATION.finditer(formula):
        for other in _CHANGED[m[1]]:
            yield Slip("relation", m.start(), m.end(), other)


def _signs(formula: str) -> Iterator[Slip]:
    for m in re.finditer(r"(?<![\\^{_])[+-]", formula):
        yield Slip("sign", m.start(), m.end(), "-" if m[0] == "+" else "+")
    for m in re.finditer(r"(?<==)(\s*&?\s*)-", formula):
        yield Slip("lost sign", m.start(), m.end(), m[1])


def _fractions(formula: str) -> Iterator[Slip]:
    for m in re.finditer(r"\\[dt]?frac" + _BRACED + _BRACED, formula):
        head = formula[m.start() : m.start(1) - 1]
        yield Slip("swapped arguments", m.start(), m.end(), f"{head}{{{m[2]}}}{{{m[1]}}}")
        yield Slip("lost denominator", m.start(), m.end(), f"({m[1]})")


def _bars(formula: str) -> Iterator[Slip]:
    for m in re.finditer(r"\(([^()|]+?)(\\?\|\|?|\\mid|\\parallel|\\Vert)\s*([^()|]+?)\)", formula):
        yield Slip("swapped arguments", m.start(), m.end(), f"({m[3]}{m[2]} {m[1]})")


def _laws(formula: str) -> Iterator[Slip]:
    for kind, pattern in (("swapped laws", _LETTER), ("variable renamed", _ARGUMENT)):
        found = list(pattern.finditer(formula))
        letters = sorted({m[0] for m in found} - set("HDIEKL"))
        for m in found:
            for other in letters:
                if other != m[0] and m[0] in letters and other.isupper() == m[0].isupper():
                    yield Slip(kind, m.start(), m.end(), other)


def _weights(formula: str) -> Iterator[Slip]:
    for m in re.finditer(r"([A-Za-z](?:_\w|_\{[^{}]*\})?\([^()]*\)|[A-Za-z]_\w)\s*(?=\\(?:log|ln)\b)", formula):
        yield Slip("lost weight", m.start(), m.end(), " ")
    for m in re.finditer(r"\\(?:log|ln)(?![A-Za-z_])", formula):
        yield Slip("lost logarithm", m.start(), m.end(), " ")
    for m in re.finditer(r"\\sum(?:_\{[^{}]*\}|_\w)(?:\^\{[^{}]*\}|\^\w)?", formula):
        yield Slip("lost sum", m.start(), m.end(), " ")


def _numbers(formula: str) -> Iterator[Slip]:
    for m in re.finditer(r"(?<![\w.^_{])\d+(?![\w.])", formula):
        yield Slip("changed coefficient", m.start(), m.end(), str(int(m[0]) + 1))
    for m in re.finditer(r"(?<=[=+&-])\s*(?=[HDI]\()", formula):
        yield Slip("doubled term", m.start(), m.end(), " 2")


_FINDERS: tuple[Callable[[str], Iterator[Slip]], ...] = (
    _relations, _signs, _fractions, _bars, _laws, _weights, _numbers,
)  # fmt: skip
