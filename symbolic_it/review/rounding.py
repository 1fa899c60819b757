"""Numbers that a note has rounded by hand: whether two sides agree as far as their last digits tell."""

from __future__ import annotations

import math
from collections.abc import Callable

from symbolic_it.notes import syntax as s

Range = tuple[float, float]
_BASES = {"2": 2.0, "10": 10.0, "e": math.e}
SLACK = 1e-12


def may_agree(left: s.Node, right: s.Node, base: str, irrational: bool = False) -> bool:
    """Whether the sides overlap when their numbers with the most digits, three or more beside logarithms, are rounded ones.

    ``irrational``: the left side is, so that the right one has a rounded number where it has no logarithm: 26 \\cdot 4.7.
    """
    short = irrational and not _logarithmic(right)
    sides = [_Side(left, base, False), _Side(right, base, short)]
    found = [side.value(x) for side, x in zip(sides, (left, right), strict=True)]
    if found[0] is None or found[1] is None or not (_rounded(left) or _rounded(right, short)):
        return False
    (a, b), (c, d) = found[0], found[1]
    return a <= d + SLACK and c <= b + SLACK


def _logarithmic(side: s.Node) -> bool:
    return any(isinstance(n, s.Function) for n in s.walk(side))


def _rounded(side: s.Node, short: bool = False) -> int:
    """The number of digits that the rounded numbers of a side have; 0 when they are exact.

    ``short``: one digit behind the point is enough for a number above one.
    """
    nodes = list(s.walk(side))
    most = max((n.digits for n in nodes if isinstance(n, s.Num)), default=0)
    if isinstance(side, (s.Num, s.Minus)) and not any(isinstance(n, s.Binary) for n in nodes):
        return 0  # one number alone is what the other side is rounded to
    if short and most == 1:
        return int(any(isinstance(n, s.Num) and n.digits and n.value > 1 for n in nodes))
    return most if most >= (3 if _logarithmic(side) else 2) else 0


class _Side:
    def __init__(self, side: s.Node, base: str, short: bool) -> None:
        self.digits, self.base = _rounded(side, short), base
        if isinstance(side, (s.Num, s.Minus)):
            number = side.inner if isinstance(side, s.Minus) else side
            self.digits = number.digits if isinstance(number, s.Num) and number.digits >= 2 else 0

    def value(self, node: s.Node) -> Range | None:
        """The values that the formula may have; None for what is no arithmetic."""
        if isinstance(node, s.Group):
            return self.value(node.inner)
        if isinstance(node, s.Num):
            half = 0.5 * 10.0**-node.digits if self.digits and node.digits == self.digits else 0.0
            return float(node.value) - half, float(node.value) + half
        if isinstance(node, s.Minus):
            inner = self.value(node.inner)
            return None if inner is None else (-inner[1], -inner[0])
        if isinstance(node, s.Binary):
            return self.binary(node)
        if isinstance(node, s.Function) and node.name in ("log", "ln"):
            return self.logarithm(node)
        if isinstance(node, s.Name) and node.head == "e" and node.sub is None and not node.mark:
            return math.e, math.e
        if isinstance(node, s.Power):
            return self.power(node)
        return None

    def power(self, node: s.Power) -> Range | None:
        a, b = self.value(node.base), self.value(node.exponent)
        if a is None or b is None or a[0] <= 0 or max(abs(x) for x in (*b, math.log(a[1]))) > 300:
            return None
        every = [math.exp(y * math.log(x)) for x in a for y in b if abs(y * math.log(x)) < 600]
        return (min(every), max(every)) if len(every) == 4 else None

    def logarithm(self, node: s.Function) -> Range | None:
        inner = self.value(node.argument)
        written = str(node.base.value) if isinstance(node.base, s.Num) else ""
        base = math.e if node.name == "ln" else _BASES.get(written or self.base)
        if inner is None or inner[0] <= 0 or base is None:
            return None
        return math.log(inner[0], base), math.log(inner[1], base)

    def binary(self, node: s.Binary) -> Range | None:
        a, b = self.value(node.left), self.value(node.right)
        if a is None or b is None or node.op not in _OPERATIONS or (node.op == "/" and b[0] <= 0 <= b[1]):
            return None
        every = [_OPERATIONS[node.op](x, y) for x in a for y in b]
        return min(every), max(every)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
}
