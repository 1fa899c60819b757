"""Worked examples that tell the law by the numbers of their formula alone: H(X) = -0.9 log 0.9 - 0.1 log 0.1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import is_law_name, is_notion, law_key
from symbolic_it.notes.listed import MAX_LETTERS, number_of

Law = tuple[Fraction, ...]
Terms = list[tuple[Fraction, Fraction]]
"""Factor and argument of each logarithm of a sum."""
_NUMBER = re.compile(
    r"\\[dt]?frac\s*\{?(\d{1,9})\}?\s*\{?(\d{1,9})\}?|(?<![\d.])(\d{1,9})\s*/\s*(\d{1,9})|(?<![\d.])(0?\.\d{1,18})(?!\d)"
    r"|(?<![\d.])(\d{1,2}(?:\.\d{1,9})?)\s*\\?%"
)


def numbers_beside(text: str) -> frozenset[Fraction]:
    """The numbers between 0 and 1 that a text names: 0.9, 1/8, \\frac{1}{8}, 90%."""
    found: set[Fraction] = set()
    for m in _NUMBER.finditer(text):
        above, below, decimal, percent = m[1] or m[3], m[2] or m[4], m[5], m[6]
        if decimal or percent:
            found.add(Fraction(decimal) if decimal else Fraction(percent) / 100)
        elif int(below):
            found.add(Fraction(int(above), int(below)))
    return frozenset(x for x in found if 0 < x < 1)


def laws_of_example(left: s.Node, right: s.Node) -> tuple[Mapping[str, Law], str]:
    """The laws of the notion on the left that the numbers on the right are those of, by their keys ("": the only one).

    None with the reason in words, when the numbers have the form of such a notion and are those of no law.
    """
    if not isinstance(left, s.Call) or not is_notion(left) or not isinstance(left.function, s.Name):
        return {}, ""
    found = _terms(right, Fraction(1))
    if not found or len(found) > MAX_LETTERS or any(a <= 0 for _, a in found):
        return {}, ""
    head = left.function.head
    laws = [a for a in left.arguments if is_law_name(a)]
    weights = tuple(abs(k) for k, _ in found)
    ratios = tuple(a if k < 0 else 1 / a for k, a in found)  # what stands below 1 in log(1/q), or in -log q
    if head in ("H", "S", "h") and len(left.arguments) == 1 and not left.dividers:
        if weights != ratios:
            return {}, ""
        name = law_key(laws[0]) if len(laws) == 1 and isinstance(laws[0], s.Name) else ""
        return _checked({name: weights})
    if len(laws) != 2 or len(left.arguments) != 2:
        return {}, ""
    first, second = (law_key(a) for a in laws if isinstance(a, s.Name))
    others = tuple(w * r for w, r in zip(weights, ratios, strict=True)) if "||" in left.dividers else ratios
    return _checked({first: weights, second: others})


def _checked(laws: dict[str, Law]) -> tuple[Mapping[str, Law], str]:
    for numbers in laws.values():
        if sum(numbers) != 1:
            return {}, f"the numbers {', '.join(map(str, numbers))} are those of no law: they sum to {sum(numbers)}"
    return laws, ""


def chance_of_example(right: s.Node) -> Fraction | None:
    """The probability of the event whose information is -log c."""
    found = _terms(right, Fraction(1))
    if not found or len(found) != 1:
        return None
    (k, a) = found[0]
    chance = a if k == -1 else 1 / a if k == 1 and a else None
    return chance if chance is not None and 0 < chance <= 1 else None


def _terms(node: s.Node, k: Fraction) -> Terms | None:
    """The formula, times k, as a sum of logarithms with factors; None when it is none."""
    if isinstance(node, s.Group):
        return _terms(node.inner, k)
    if isinstance(node, s.Minus):
        return _terms(node.inner, -k)
    if isinstance(node, s.Function):
        a = number_of(node.argument) if node.name in ("log", "ln") else None
        return [(k, a)] if a is not None else None
    if isinstance(node, s.Big):
        bounds, count = bounds_of(node), number_of(node.upper) if node.upper is not None else None
        repeated = node.kind == "sum" and len(bounds) == 1 and bounds[0].kind == "index" and count is not None
        first = node.lower.right if isinstance(node.lower, s.Relation) else None
        inner = _terms(node.body, k) if repeated and first is not None and number_of(first) == 1 else None
        if inner is None or count is None or count.denominator != 1 or not 1 <= count <= MAX_LETTERS:
            return None
        return inner * int(count)
    if not isinstance(node, s.Binary):
        return None
    if node.op in "+-":
        left, right = _terms(node.left, k), _terms(node.right, k if node.op == "+" else -k)
        return left + right if left is not None and right is not None else None
    for factor, rest in ((node.left, node.right), (node.right, node.left)):
        value = number_of(factor)
        if value is not None and (node.op == "*" or factor is node.right) and (node.op == "*" or value):
            return _terms(rest, k * value if node.op == "*" else k / value)
    return None
