"""What a note says of the values of numbers: x_1, .., x_n in {0, 1}, y in {-1, 1}, t in [0, 1]; as comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symbolic_it.notes import syntax as s

SIZES = frozenset("nNmMKT")
"""Letters below the last member of a list."""
MOST_VALUES = 4

Comparison = tuple[list[s.Node], list[str]]


def comparisons(sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> list[Comparison]:
    """The comparisons that say that a number, or every member of a sample, is one of few numbers or in an interval."""
    if (
        len(signs) != 1
        or signs[0].op != "in"
        or not (isinstance(sides[0], s.Name) or _of_outcomes(sides[0]))
        or not isinstance(sides[1], s.Sequence)
    ):
        return []
    name, values = _member(sides[0]) if isinstance(sides[0], s.Name) else sides[0], sides[1]
    if not all(_number(x) for x in values.parts) or not 1 < len(values.parts) <= MOST_VALUES:
        return []
    if values.bracket in ("[", "(") and len(values.parts) == 2:
        return [([values.parts[0], name, values.parts[1]], [values.below, values.above])]
    if values.bracket != "{":
        return []
    start, end = name.start, name.end
    numbers = [_value(x) for x in values.parts]
    square = s.Power(start, end, name, s.Num(start, end, Fraction(2), "2"))
    if sorted(numbers) == [0, 1]:  # these two rewrite
        return [([square, name], ["="])]
    if len(numbers) == 2 and sum(numbers) == 0:
        return [([square, s.Num(start, end, numbers[0] ** 2, str(numbers[0] ** 2))], ["="])]
    apart: list[s.Node] = [s.Group(start, end, s.Binary(start, end, "-", name, x)) for x in values.parts]
    product = apart[0]
    for factor in apart[1:]:
        product = s.Binary(start, end, "*", product, factor)
    return [([product, s.Num(start, end, Fraction(0), "0")], ["="])]


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
