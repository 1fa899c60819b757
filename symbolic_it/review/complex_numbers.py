"""Letters that the words of a note call complex numbers: these are not compared, and their logarithms have several values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Unclear

_COMPLEX = re.compile(
    r"\bcomplex[- ](?:numbers?|variables?|values?|valued)\b|\b(?:is|are|be) complex(?=\s*(?:[.,;:!]|$|and\b))|复数"
)
_IMAGINARY = re.compile(r"\bimaginary unit\b|\bsquare root of (?:minus one|\$?-\s*1)|虚数单位", re.IGNORECASE)
_LETTER = r"(?:\\[A-Za-z]+|(?<![A-Za-z\\])[A-Za-z])(?:_\w)?"
_IN_PLANE = re.compile(rf"({_LETTER}(?:\s*,\s*{_LETTER})*)\s*\\in\s*\\mathbb\s*\{{?\s*C")
_SENTENCE = re.compile(r"(?<=[.!?;])\s|[。！？；]|\n\s*\n|\x00")
_INLINE = re.compile(r"\$\s*(\\?[A-Za-z]+)\s*(?:=[^$]*)?\$|\\\(\s*(\\?[A-Za-z]+)\s*\\\)")
_NEAR = 40
_FURTHEST = 4000
_ORDERS = ("<", "<=", ">", ">=")


def refuse_complex(sides: Sequence[s.Node], signs: Sequence[s.Sign], text: str) -> None:
    """Raises Unclear for an order, a logarithm or a root of what the text calls complex, and for the imaginary unit."""
    text = text[-_FURTHEST:]
    nodes = [n for x in sides for n in s.walk(x)]
    heads = {n.head for n in nodes if isinstance(n, s.Name)}
    if heads & _beside(text, _IMAGINARY):
        raise Unclear(sides[0], "the imaginary unit is outside of what is read")
    told = _beside(text, _COMPLEX) - {"p", "q", "P", "Q"}  # a law that is complex is a complicated one
    told |= {x for m in _IN_PLANE.finditer(text) for x in re.findall(r"[A-Za-z]+", re.sub(r"_\w", "", m[1]))}
    if not heads & told:
        return
    if any(sign.op in _ORDERS for sign in signs) or any(isinstance(n, s.Function) and n.name != "exp" for n in nodes):
        raise Unclear(sides[0], "orders, logarithms and roots of complex numbers are outside of what is read")


def _beside(text: str, word: re.Pattern[str]) -> set[str]:
    """The names near the word, in its sentence."""
    found: set[str] = set()
    for sentence in _SENTENCE.split(text) if word.search(text) is not None else ():
        for m in word.finditer(sentence):
            for name in _INLINE.finditer(sentence):
                if name.end() > m.start() - _NEAR and name.start() < m.end() + _NEAR:
                    found.add((name[1] or name[2]).lstrip("\\"))
    return found
