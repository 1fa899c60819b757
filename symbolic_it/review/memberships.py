"""What a note says of the values of numbers: x_1, .., x_n in {0, 1}, y in {-1, 1}, t in [0, 1]; as comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symbolic_it.notes import syntax as s

SIZES = frozenset("nNmMKT")
"""Letters below the last member of a list."""
MOST_VALUES = 4

_LISTED = re.compile(r"(?:\\[lc]?dots[cbm]?|\.\.\.|…|⋯)\s*[,，、;]?[\s{}]*$")
"""Before the last member of a list."""

_AND_SO_ON = re.compile(r"\s*(?:,\s*\d+\s*){0,2},\s*(?:\\[lc]?dots|\.\.\.|…)\s*(?:\$|\\\)|,\s*\$)")
"""Behind the first of natural numbers that have no last one."""
_FIRST = 3

Comparison = tuple[list[s.Node], list[str]]


def comparisons(sides: Sequence[s.Node], signs: Sequence[s.Sign], before: str) -> list[Comparison]:
    """The comparisons that say that a number, or every member of a sample, is one of few numbers or in an interval.

    ``before``: what is written before the name; x_n stands for every member where it ends a list.
    """
    if len(signs) != 1 or signs[0].op != "in" or not (isinstance(sides[0], s.Name) or _of_outcomes(sides[0])):
        return []
    name, values = sides[0], sides[1]
    if isinstance(name, s.Name) and _LISTED.search(before):
        name = _member(name)
    if isinstance(values, s.Name):
        return _half_line(name, values)
    if not isinstance(values, s.Sequence) or not 1 < len(values.parts) <= MOST_VALUES:
        return []
    if values.bracket in ("[", "(") and len(values.parts) == 2:
        return _interval(name, values)
    if values.bracket != "{" or not all(map(_number, values.parts)):
        return []
    start, end = name.start, name.end
    numbers = [_value(x) for x in values.parts]
    square = s.Power(start, end, name, s.Num(start, end, Fraction(2), "2"))
    if sorted(numbers) == [0, 1]:  # these two rewrite
        return [([square, name], ["="])]
    if len(numbers) == 2 and sum(numbers) == 0:
        return [([square, s.Num(start, end, numbers[0] ** 2, str(numbers[0] ** 2))], ["="])]
    return [([_product(name, values.parts), s.Num(start, end, Fraction(0), "0")], ["="])]


def of_members(sides: Sequence[s.Node], before: str) -> list[s.Node]:
    """The sides of x_1, .., x_n > 0, with every member of the list in the place of the last one.

    ``before``: what is written before the first side.
    """
    first, *rest = sides
    return [_member(first) if isinstance(first, s.Name) and _LISTED.search(before) else first, *rest]


def listed_from(
    sides: Sequence[s.Node], signs: Sequence[str], nodes: Sequence[s.Node], before: str
) -> list[Comparison]:
    """Of k = 1, 2, ..: that the numbers of this name among the nodes, k or k_i, are of the first ones.

    What is false of these is false of such numbers. ``before``: the text up to the step; nothing where it tells k again.
    """
    name, first = sides[0], sides[-1]
    if tuple(signs) != ("=",) or not isinstance(name, s.Name) or name.sub is not None or not isinstance(first, s.Num):
        return []
    if first.value.denominator != 1 or _AND_SO_ON.match(before, first.end) is None:
        return []
    if re.search(
        rf"(?<![A-Za-z\\_]){re.escape(name.head)}\s*(?:[=<>]|\\(?:in|leq?|geq?)(?![a-z]))", before[first.end :]
    ):
        return []
    found: dict[tuple[str, s.Node | None], Comparison] = {}
    for n in nodes:
        if isinstance(n, s.Name) and n.head == name.head and (n.sub is None or isinstance(n.sub, s.Name)):
            start, end = n.start, n.end
            values = [s.Num(start, end, Fraction(first.value + k), str(first.value + k)) for k in range(_FIRST)]
            zero = s.Num(start, end, Fraction(0), "0")
            found.setdefault((n.head, n.sub and replace(n.sub, start=0, end=0)), ([_product(n, values), zero], ["="]))
    return list(found.values())


def _product(name: s.Node, values: Sequence[s.Node]) -> s.Node:
    """(x - a) (x - b) ..., which is zero where x is one of the values."""
    start, end = name.start, name.end
    apart: list[s.Node] = [s.Group(start, end, s.Binary(start, end, "-", name, x)) for x in values]
    product = apart[0]
    for factor in apart[1:]:
        product = s.Binary(start, end, "*", product, factor)
    return product


def _interval(name: s.Node, ends: s.Sequence) -> list[Comparison]:
    """Between two numbers, or beyond one: (0, 1], [0, infinity)."""
    low, high = ends.parts
    below, above = _number(low), _number(high)
    if not (below or infinite(low)) or not (above or infinite(high)) or not (below or above):
        return []
    sides = [*([low] if below else []), name, *([high] if above else [])]
    return [(sides, [*([ends.below] if below else []), *([ends.above] if above else [])])]


def infinite(node: s.Node) -> bool:
    """Whether the end of an interval is infinity or its negative."""
    node = node.inner if isinstance(node, s.Minus) else node
    return isinstance(node, s.Name) and node.head == "infinity"


def _half_line(name: s.Node, line: s.Name) -> list[Comparison]:
    """R_{>0}, R^+; R_+ has 0 in it, by custom."""
    sub = line.sub
    if line.head != "R":
        return []
    if isinstance(sub, s.Relation) and sub.left is None and isinstance(sub.right, s.Num):
        return [([name, sub.right], [sub.op])] if sub.op in ("<", "<=", ">", ">=") else []
    zero = s.Num(line.start, line.end, Fraction(0), "0")
    if line.mark == "plus":
        return [([name, zero], [">" if sub is None else ">="])]
    return [([name, zero], [">="])] if isinstance(sub, s.Name) and sub.head == "plus" and not line.mark else []


def _of_outcomes(node: s.Node) -> bool:
    """Whether it is the value of a law or a function at what has a name: P(x) in (0, 1)."""
    return (
        isinstance(node, s.Call)
        and isinstance(node.function, s.Name)
        and not node.dividers
        and bool(node.arguments)
        and all(isinstance(a, s.Name) for a in node.arguments)
    )


def _member(name: s.Name) -> s.Name:
    """x_i for the last of x_1, .., x_n."""
    if isinstance(name.sub, s.Name) and name.sub.head in SIZES and name.sub.sub is None and not name.sub.mark:
        return replace(name, sub=replace(name.sub, head="i"))
    return name


def _number(node: s.Node) -> bool:
    """Whether it is a number, or a quotient of two."""
    node = node.inner if isinstance(node, s.Minus) else node
    if isinstance(node, s.Binary) and node.op == "/":
        return isinstance(node.left, s.Num) and isinstance(node.right, s.Num) and bool(node.right.value)
    return isinstance(node, s.Num)


def _value(node: s.Node) -> Fraction:
    if isinstance(node, s.Minus):
        return -_value(node.inner)
    if isinstance(node, s.Binary):
        return _value(node.left) / _value(node.right)
    assert isinstance(node, s.Num)
    return Fraction(node.value)
