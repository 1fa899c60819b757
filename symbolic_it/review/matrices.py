"""Letters that the words of a note call matrices or functions: products of matrices do not commute, a function is no factor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeGuard

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Unclear

_SENTENCE = re.compile(r"(?<=[.!?;])\s|[。！？；]|\n\s*\n")
_NOUN = r"(?:matri(?:x|ces)|linear (?:maps?|operators?)|operators|quaternions?)\b"
_MATRICES = re.compile(rf"\b{_NOUN}|矩阵|矩陣", re.IGNORECASE)
_SMALL = re.compile(
    rf"\$\s*([a-z])\s*\$(?:\s*(?:,|and)\s*\$\s*([a-z])\s*\$)?\s*(?:be|is|are)\s+(?:\w+ ){{0,2}}?{_NOUN}", re.IGNORECASE
)
_FUNCTION = re.compile(
    r"\b(?:activation|cost|loss|convex|concave|scoring|utility) function\b|\bis (?:strictly )?(?:convex|concave)\b|激活函数|代价函数|凸函数",
    re.IGNORECASE,
)
_INLINE = re.compile(r"\$([^$\n]{1,60})\$|\\\(([^\n]{1,60}?)\\\)")
_VECTORS = re.compile(r"\bvectors?\b|向量", re.IGNORECASE)
_INNER = re.compile(r"\b(?:inner|dot|scalar) products?\b|内积|点积", re.IGNORECASE)
_RECTANGULAR = re.compile(
    r"([A-Z](?:_\w)?(?:\s*,\s*[A-Z](?:_\w)?)*)\s*\\in\s*\\mathbb\s*\{?[RC]\}?\s*\^\s*\{[^{}$]*\\times[^{}$]*\}"
)
"""A, B in R^{n x m}."""
_SPACE = re.compile(r"([^$\n]{1,40})\\in\s*\\(?:mathbb|mathbf)\s*\{?[RC]\}?\s*\^\s*\{?\s*[a-zA-Z2-9]")
_STARS = ("*", r"\*", r"\ast", r"\star")
_CONVOLUTION = re.compile(r"\bconvol|卷积", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:(?<![A-Za-z\\])|(?<=\\))([A-Z]|Sigma|Lambda|Omega|Phi|Psi|Theta|Gamma|Delta)(?![A-Za-z])")
_LETTER = re.compile(r"^\s*([a-z]|\\mu|\\nu|\\kappa)\s*$")
_NAME = re.compile(r"^\s*\\?[A-Za-z]+(?:\s*,\s*\\?[A-Za-z]+)*\s*$")
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
    """The capital letters that the text calls matrices, or takes from R^{n x m}."""
    found = frozenset(x for m in _RECTANGULAR.finditer(text) for x in _CAPITALS.findall(re.sub(r"_\w", "", m[1])))
    if _MATRICES.search(text) is None:
        return found
    near = (x for f in _beside(text, _MATRICES) if "(" not in f and "=" not in f for x in _CAPITALS.findall(f))
    small = (x for m in _SMALL.finditer(text) for x in m.groups() if x)
    return found | frozenset(near) | frozenset(small)


def told_vectors(text: str) -> frozenset[str]:
    """The letters near the word."""
    named = {x for f in _beside(text, _VECTORS) if _NAME.match(f) for x in re.findall(r"[A-Za-z]+", f)}
    return frozenset(
        named | {x for f in _beside(text, _INNER) for x in re.findall(r"(?<!\\)\b[a-z]{1,2}\b", f) for x in x}
    )


def told_functions(text: str) -> frozenset[str]:
    """The letters that the text calls functions of a kind: the activation function $a$."""
    if _FUNCTION.search(text) is None:
        return frozenset()
    return frozenset(m[1].lstrip("\\") for f in _beside(text, _FUNCTION) if (m := _LETTER.match(f)))


def refuse_what_is_no_number(sides: Sequence[s.Node], text: str) -> None:
    """Raises Unclear for a product, a power or an exponential of matrices, and for a function that would be read as a factor."""
    matrices, functions = told_matrices(text), told_functions(text)
    _refuse_regrouped(sides, told_vectors(text) | _in_space(text))
    if not matrices and not functions:
        return
    if matrices:
        _refuse_exchanged(sides, matrices, matrices | told_vectors(text))
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


def _refuse_exchanged(sides: Sequence[s.Node], matrices: AbstractSet[str], several: AbstractSet[str]) -> None:
    """Raises Unclear where a matrix stands once before a matrix or vector and once behind it: W x = x W."""
    seen: set[tuple[str, str]] = set()
    for node in (n for x in sides for n in s.walk(x)):
        if not isinstance(node, s.Binary) or node.op != "*":
            continue
        left, right = ({n.head for n in s.walk(x) if isinstance(n, s.Name)} & several for x in (node.left, node.right))
        pairs = {(a, c) for a in left for c in right if a != c and {a, c} & matrices}
        if any((c, a) in seen for a, c in pairs):
            raise Unclear(node, "products of matrices are outside of what is read")
        seen |= pairs


def _in_space(text: str) -> frozenset[str]:
    """The letters that the text takes from R^d."""
    found = (m[1] for m in _SPACE.finditer(text[-FURTHEST:]))
    return frozenset(
        x
        for names in found
        for x in re.findall(r"[A-Za-z]+", re.sub(r"_\{?\w+\}?|\\(?:mathbf|bm|boldsymbol|vec)", "", names))
    )


def _refuse_regrouped(sides: Sequence[s.Node], vectors: AbstractSet[str]) -> None:
    """Raises Unclear where vectors would be multiplied like numbers: (w x)^2 = w^2 x^2, (a b) c = a (b c), x / x."""
    if not vectors:
        return
    nodes = [n for x in sides for n in s.walk(x)]
    names = {id(x) for n in nodes if isinstance(n, s.Name) and n.sub is not None for x in [n]}

    def vector(node: s.Node) -> bool:
        while isinstance(node, s.Group):
            node = node.inner
        return isinstance(node, s.Name) and node.head in vectors and id(node) not in names

    def factors(node: s.Node) -> list[s.Node]:
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Binary) and node.op == "*":
            return factors(node.left) + factors(node.right)
        return [node]

    products = [[f for f in factors(n) if vector(f)] for n in nodes if isinstance(n, s.Binary) and n.op == "*"]
    squares = any(isinstance(n, s.Power) and vector(n.base) for n in nodes)
    divided = any(isinstance(n, s.Binary) and n.op == "/" and vector(n.right) for n in nodes)
    if divided or any(len(p) > 2 for p in products) or (squares and any(len(p) > 1 for p in products)):
        raise Unclear(sides[0], "products of vectors are outside of what is read")


def refuse_convolutions(sides: Sequence[s.Node], source: str, text: str) -> None:
    """Raises Unclear for a star that is no product, or may be none: where the text speaks of convolutions, (f * g)(x)."""
    for node in (n for x in sides for n in s.walk(x)):
        applied = isinstance(node, s.Binary) and node.implied and isinstance(node.right, s.Group)
        if applied and isinstance(node, s.Binary) and isinstance(node.left, s.Group):
            inner = node.left.inner
            if _is_star(inner, source) and all(isinstance(x, s.Name) for x in (inner.left, inner.right)):
                raise Unclear(node, "whether the star is a product or a convolution is not told")
        if isinstance(node, s.Name) and node.head == "star" and source.startswith(r"\star", node.start):
            raise Unclear(node, "a star between two names is outside of what is read")
        if _is_star(node, source) and _CONVOLUTION.search(text[-FURTHEST:]) is not None:
            raise Unclear(node, "convolutions are outside of what is read")


def _is_star(node: s.Node, source: str) -> TypeGuard[s.Binary]:
    """Whether it is a product that is written with a star."""
    if not isinstance(node, s.Binary) or node.op != "*" or node.implied:
        return False
    return source[node.left.end : node.right.start].strip(" {}") in _STARS


def _speaks(node: s.Node, heads: AbstractSet[str]) -> bool:
    return any(isinstance(n, s.Name) and n.head in heads for n in s.walk(node))
