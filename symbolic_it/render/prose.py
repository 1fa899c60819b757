"""Running text: paragraphs of plain text with inline formulas, names in code type, emphasis and links."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from symbolic_it.render.characters import cleaned
from symbolic_it.render.formulas import Formula, FormulaError


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Math:
    formula: Formula


@dataclass(frozen=True)
class Code:
    """A name, or a formula that could not be read, shown as it is written."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    text: str


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Link:
    """A reference to a ``rule`` or a ``note`` by its name; a target without a place for it shows the label alone."""

    kind: str
    name: str
    label: tuple[Words | Math | Code, ...]


Segment = Words | Math | Code | Emphasis | Strong | Link
Inline = tuple[Segment, ...]

# As in Pandoc: the opening dollar is followed by no white space, the closing one follows none and precedes no digit,
# so that "costs $5 or $6" holds no formula.
_INLINE = re.compile(
    r"""(?P<escaped>\\\$)
    |(?P<mark>\$\$?)(?P<math>(?=[^\s$])(?:[^$\\]|\\.)*?(?<!\s))(?P=mark)(?![0-9])
    |(?<!`)`(?P<code>[^`\n]+)`(?!`)
    |(?<![\w*])\*(?P<emphasis>(?=[^\s*])[^*$`]*(?<=[^\s*]))\*(?![\w*])""",
    re.VERBOSE | re.DOTALL,
)


def inline(text: str) -> Inline:
    """The segments of one paragraph. A formula that cannot be read is shown as it is written, in code type."""
    text = " ".join(cleaned(text).split())
    result: list[Segment] = []
    words = ""
    at = 0
    for match in _INLINE.finditer(text):
        words += text[at : match.start()]
        at = match.end()
        if match["escaped"]:
            words += "$"
            continue
        if words:
            result.append(Words(words))
            words = ""
        if match["math"]:
            try:
                result.append(Math(Formula.read(match["math"])))
            except FormulaError:
                result.append(Code(match[0].replace("`", "'")))
        elif match["code"]:
            result.append(Code(match["code"]))
        else:
            result.append(Emphasis(match["emphasis"]))
    words += text[at:]
    if words:
        result.append(Words(words))
    return tuple(result)


_GREEK = "alpha beta gamma delta epsilon theta lambda mu pi rho sigma tau phi psi omega Theta Omega Lambda"
_SYMBOL = re.compile(rf"(?<![\w'])(?:[B-HJ-Zb-z]|{'|'.join(_GREEK.split())})(?![\w'])")


def letters(text: str) -> Inline:
    """A sentence that names its symbols without dollars, as ``P is a law on X``: letters that stand alone are set as such."""
    if "$" in text:
        return inline(text)
    text = re.sub(r"\s+", " ", cleaned(text))
    result: list[Segment] = []
    at = 0
    for match in _SYMBOL.finditer(text):
        if match.start() > at:
            result.append(Words(text[at : match.start()]))
        symbol = match[0] if len(match[0]) == 1 else "\\" + match[0]
        result.append(Math(Formula.read(symbol)))
        at = match.end()
    if at < len(text):
        result.append(Words(text[at:]))
    return tuple(result)


def paragraphs(text: str) -> tuple[Inline, ...]:
    """The paragraphs of a text, which blank lines separate."""
    parts = re.split(r"\n\s*\n", inspect.cleandoc(cleaned(text)))
    return tuple(segments for part in parts if (segments := inline(part)))


def plain(segments: Iterable[Segment]) -> str:
    """The letters of the segments, for places that take no markup; formulas lose their backslashes and braces."""
    from symbolic_it.render.typesetting import Target, printed

    out = ""
    for segment in segments:
        if isinstance(segment, Math):
            out += re.sub(r"\\([A-Za-z]+|.)", r"\1", printed(segment.formula, Target.LATEX)).translate(
                {ord("{"): None, ord("}"): None}
            )
        elif isinstance(segment, Link):
            out += plain(segment.label)
        else:
            out += segment.text
    return out


def joined(parts: Iterable[Inline], separator: str = ", ", last: str = " and ") -> Inline:
    """The parts in a row: ``a, b and c``."""
    items = list(parts)
    result: list[Segment] = []
    for n, part in enumerate(items):
        if n:
            result.append(Words(last if n == len(items) - 1 else separator))
        result.extend(part)
    return tuple(result)
