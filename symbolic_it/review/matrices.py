"""Letters that the words of a note call matrices or functions: products of matrices do not commute, a function is no factor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Unclear

_SENTENCE = re.compile(r"(?<=[.!?;])\s|[。！？；]|\n\s*\n")
_MATRICES = re.compile(r"\bmatri(?:x|ces)\b|矩阵|矩陣", re.IGNORECASE)
_FUNCTION = re.compile(
    r"\b(?:activation|cost|loss|convex|concave|scoring|utility) function\b|\bis (?:strictly )?(?:convex|concave)\b|激活函数|代价函数|凸函数",
    re.IGNORECASE,
)
_INLINE = re.compile(r"\$([^$\n]{1,60})\$|\\\(([^\n]{1,60}?)\\\)")
_CAPITALS = re.compile(r"(?<![A-Za-z\\])([A-Z])(?![A-Za-z])")
_LETTER = re.compile(r"^\s*([a-z]|\\mu|\\nu|\\kappa)\s*$")
NEAR = 40
"""How far from the word a formula stands that the word is about."""
FURTHEST = 4000


def _beside(text: str, word: re.Pattern[str]) -> Iterator[str]:
    """The short formulas near the word, in its sentence."""
    for sentence in _SENTENCE.split(text[-FURTHEST:]):
        for found in word.finditer(sentence):
            for m in _INLINE.finditer(sentence):
                if m.end() > found.start() - NEAR and m.start() < found.end() + NEAR:
                    yield m[1] or m[2]


def told_matrices(text: str) -> frozenset[str]:
    """The capital letters that the text calls matrices."""
    if _MATRICES.search(text) is None:
        return frozenset()
    return frozenset(x for f in _beside(text, _MATRICES) if "(" not in f and "=" not in f for x in _CAPITALS.findall(f))


def told_functions(text: str) -> frozenset[str]:
    """The letters that the text calls functions of a kind: the activation function $a$."""
    if _FUNCTION.search(text) is None:
        return frozenset()
    return frozenset(m[1].lstrip("\\") for f in _beside(text, _FUNCTION) if (m := _LETTER.match(f)))


def refuse_what_is_no_number(sides: Sequence[s.Node], text: str) -> None:
    """Raises Unclear for a product, a power or an exponential of matrices, and for a function that would be read as a factor."""
    matrices, functions = told_matrices(text), told_functions(text)
    if not matrices and not functions:
        return
    for node in (n for x in sides for n in s.walk(x)):
        if (
            isinstance(node, s.Binary)
            and node.op == "*"
            and _speaks(node.left, matrices)
            and _speaks(node.right, matrices)
        ):
            raise Unclear(node, "products of matrices are outside of what is read")
        if isinstance(node, s.Power) and (_speaks(node.base, matrices) or _speaks(node.exponent, matrices)):
            raise Unclear(node, "powers of matrices are outside of what is read")
        if isinstance(node, s.Function) and _speaks(node.argument, matrices):
            raise Unclear(node, "functions of matrices are outside of what is read")
        if isinstance(node, s.Call) and isinstance(node.function, s.Name) and node.function.head in functions:
            raise Unclear(
                node, f"the function {node.function.head}, of which the text speaks, is not known in formulas"
            )


def _speaks(node: s.Node, heads: AbstractSet[str]) -> bool:
    return any(isinstance(n, s.Name) and n.head in heads for n in s.walk(node))
