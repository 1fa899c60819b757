"""The arithmetic of `rough` with comparisons that are unknown where the sides are near: what it says is as good as certain.

So a condition on instances need not be tested exactly to be passed over.
"""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.language import rough
from symbolic_it.language.rough import (
    NAN,
    TOLERANCE,
    add,
    exp,
    has_derivative,
    indicator,
    negate,
    number,
    of_nat,
    power,
    subtract,
    total,
)


def multiply(a: float, b: float) -> float:
    """Nothing is cancelled: which values without meaning a zero cancels is for the exact evaluation."""
    return a * b


def product(values: Iterable[float]) -> float:
    result = 1.0
    for v in values:
        result *= v
    return result


def divide(a: float, b: float) -> float:
    return NAN if abs(b) < TOLERANCE else a / b


divide_if_possible = divide


def ln(a: float) -> float:
    return rough.ln(a) if a > TOLERANCE else NAN


def _order(a: float, b: float) -> int | None:
    """The sign of b - a; None where they are near, or one has no value."""
    slack = TOLERANCE * max(1.0, abs(a), abs(b))
    return 1 if b - a > slack else -1 if a - b > slack else None


def equal(a: float, b: float) -> bool | None:
    return None if _order(a, b) is None else False


def less_equal(a: float, b: float) -> bool | None:
    order = _order(a, b)
    return None if order is None else order > 0


less = less_equal


__all__ = [
    "add", "divide", "divide_if_possible", "equal", "exp", "has_derivative", "indicator", "less", "less_equal", "ln", "multiply", "negate", "number",
    "of_nat", "power", "product", "subtract", "total",
]  # fmt: skip
