"""Numbers as notes print them: their digits, powers of ten behind them, zeros of round ones, and how near is near enough."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.language.exact import Number
from symbolic_it.notes import syntax as s
from symbolic_it.review import figures


def is_printed(number: s.Num) -> bool:
    """Whether a number has so many digits that it may be a rounded one where a sign of equality stands: 0.58, 122.2."""
    return number.digits >= 2 or (number.digits == 1 and abs(number.value) >= 10)


def cut_short(value: Fraction | Number, printed: s.Node) -> bool:
    """Whether an irrational value is printed with one digit behind the point: log_2 10 = 3.3."""
    number, power = scientific(printed)
    if isinstance(value, Fraction) or not isinstance(number, s.Num) or number.digits != 1 or abs(number.value) <= 1:
        return False
    sign = -1 if isinstance(printed, s.Minus) else 1
    return figures.agrees(value, sign * number.value * Fraction(10) ** power, 1 - power) is True


def converts(node: s.Node) -> bool:
    """Whether it divides by a logarithm, or takes a decimal number times that of 2: a number in another unit."""
    if not isinstance(node, s.Binary):
        return False
    if node.op == "/":
        return any(isinstance(n, s.Function) for n in s.walk(node.right))
    log = node.right if isinstance(node.right, s.Function) else None
    two = log is not None and isinstance(log.argument, s.Num) and log.argument.value == 2
    return two and node.op == "*" and isinstance(node.left, s.Num) and node.left.digits > 0


def zeros_behind(node: s.Node) -> int:
    """How many zeros a round number ends with: 1000, 10^3."""
    if isinstance(node, s.Num) and node.written.isdigit() and node.value > 0:
        return len(node.written) - len(node.written.rstrip("0"))
    if isinstance(node, s.Power) and isinstance(node.base, s.Num) and node.base.value == 10:
        exponent = node.exponent
        while isinstance(exponent, s.Group):
            exponent = exponent.inner
        if isinstance(exponent, s.Num) and exponent.value.denominator == 1 and 0 < exponent.value < 100:
            return int(exponent.value)
    return 0


def near(a: Fraction | Number, b: Fraction | Number, part: int) -> bool | None:
    """Whether two numbers differ by no more than this part of the larger one."""
    first, second = figures.bounds(a), figures.bounds(b)
    if first is None or second is None:
        return None
    return abs(first[0] - second[0]) <= max(abs(first[0]), abs(second[0])) / part


def scientific(node: s.Node) -> tuple[s.Node | None, int]:
    """A printed number, and the power of ten behind it: 4.77 \\times 10^{-9}."""
    node = node.inner if isinstance(node, s.Minus) else node
    if isinstance(node, s.Num):
        return node, 0
    if (
        isinstance(node, s.Binary)
        and node.op == "*"
        and isinstance(node.left, s.Num)
        and isinstance(node.right, s.Power)
    ):
        ten, exponent = node.right.base, node.right.exponent
        while isinstance(exponent, s.Group):
            exponent = exponent.inner
        sign = -1 if isinstance(exponent, s.Minus) else 1
        power = exponent.inner if isinstance(exponent, s.Minus) else exponent
        if isinstance(ten, s.Num) and ten.value == 10 and isinstance(power, s.Num) and power.value.denominator == 1:
            return node.left, sign * int(power.value)
    return None, 0
