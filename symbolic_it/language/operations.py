"""The arithmetic of values: exact numbers, dual numbers for derivatives, and the meaningless value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic_it.language import exact
from symbolic_it.language.exact import UNIT, ZERO, Number, Real
from symbolic_it.language.instance import MEANINGLESS, NO_LOG, Meaningless
from symbolic_it.language.intervals import TooHard


@dataclass(frozen=True)
class Dual:
    """A value and its slope in the variable of differentiation."""

    value: Real
    slope: Any


Value = Any
"""Fraction, Number, Dual or Meaningless."""


def _plain(x: Value) -> bool:
    return isinstance(x, (Fraction, Number))


def _guarded(f: Callable[..., Any]) -> Callable[..., Any]:
    """What is too hard or outside of the domain has no usable value."""

    def guarded(*args: Any) -> Any:
        try:
            return f(*args)
        except TooHard:
            return NO_LOG  # it has a value, so a zero factor cancels it
        except (ZeroDivisionError, ValueError):
            return MEANINGLESS

    return guarded


def _parts(x: Value) -> tuple[Any, Any]:
    return (x.value, x.slope) if isinstance(x, Dual) else (x, ZERO)


def _dual(value: Any, slope: Any) -> Value:
    return add(value, slope) if isinstance(value, Meaningless) or isinstance(slope, Meaningless) else Dual(value, slope)


@_guarded
def _added(a: Value, b: Value) -> Value:
    if isinstance(a, Dual) or isinstance(b, Dual):
        (x, dx), (y, dy) = _parts(a), _parts(b)
        return _dual(x + y, dx + dy)
    return a + b


def add(a: Value, b: Value) -> Value:
    return a + b if type(a) is Fraction and type(b) is Fraction else _added(a, b)  # nearly all are


def negate(a: Value) -> Value:
    return Dual(-a.value, -a.slope) if isinstance(a, Dual) else -a


def subtract(a: Value, b: Value) -> Value:
    return a - b if type(a) is Fraction and type(b) is Fraction else _added(a, negate(b))


@_guarded
def _multiplied(a: Value, b: Value) -> Value:
    if isinstance(a, Dual) or isinstance(b, Dual):
        (x, dx), (y, dy) = _parts(a), _parts(b)
        return _dual(x * y, dx * y + x * dy)
    return a * b


def multiply(a: Value, b: Value) -> Value:
    return a * b if type(a) is Fraction and type(b) is Fraction else _multiplied(a, b)


@_guarded
def divide(a: Value, b: Value) -> Value:
    if isinstance(b, Meaningless):
        return MEANINGLESS
    if isinstance(a, Meaningless):
        return a if _sign(b) else MEANINGLESS
    if isinstance(a, Dual) or isinstance(b, Dual):
        (x, dx), (y, dy) = _parts(a), _parts(b)
        return _dual(exact.divide(x, y), exact.divide(dx * y - x * dy, y * y))
    return exact.divide(a, b)


def divide_if_possible(a: Value, b: Value) -> Value:
    """a / b for a conditional law: given what has probability zero it has no value, and a zero weight cancels that."""
    return NO_LOG if isinstance(b, Fraction) and b == 0 else divide(a, b)


def ln(a: Value) -> Value:
    try:
        if isinstance(a, Dual):
            return Dual(exact.ln(a.value), exact.divide(a.slope, a.value))
        return NO_LOG if isinstance(a, Meaningless) else exact.ln(a)
    except (TooHard, ZeroDivisionError, ValueError):
        return NO_LOG


@_guarded
def exp(a: Value) -> Value:
    if isinstance(a, Dual):
        value = exact.exp(a.value)
        return Dual(value, value * a.slope)
    return a if isinstance(a, Meaningless) else exact.exp(a)


@_guarded
def power(a: Value, b: Value) -> Value:
    if isinstance(a, Meaningless) or isinstance(b, Meaningless):
        return MEANINGLESS
    if not isinstance(a, Dual) and not isinstance(b, Dual):
        return exact.power(a, b)
    (x, dx), (y, dy) = _parts(a), _parts(b)
    if isinstance(y, Fraction) and dy == 0 and y.denominator == 1 and y >= 0:
        slope = ZERO if y == 0 else y * exact.power(x, y - 1) * dx
        return Dual(exact.power(x, y), slope)
    value = exact.power(x, y)
    return Dual(value, value * (dy * exact.ln(x) + exact.divide(y * dx, x)))


def total(values: Iterable[Value]) -> Value:
    result: Value = ZERO
    for v in values:
        result = add(result, v)
    return result


def product(values: Iterable[Value]) -> Value:
    result: Value = UNIT
    for v in values:
        result = multiply(result, v)
    return result


def number(q: Fraction) -> Fraction:
    return q


_SMALL = tuple(map(Fraction, range(64)))


def of_nat(n: int) -> Fraction:
    return _SMALL[n] if 0 <= n < len(_SMALL) else Fraction(n)


def indicator(p: bool | None) -> Value:
    return NO_LOG if p is None else UNIT if p else ZERO


def _sign(a: Value) -> int | None:
    return _sign_of_difference(ZERO, a)


def _sign_of_difference(a: Value, b: Value) -> int | None:
    """The sign of b - a; None when unknown."""
    if type(a) is Fraction and type(b) is Fraction:
        n = b.numerator * a.denominator - a.numerator * b.denominator
        return (n > 0) - (n < 0)
    if isinstance(a, Meaningless) or isinstance(b, Meaningless):
        return None
    if isinstance(a, Dual) or isinstance(b, Dual):
        # Near the point a strict comparison stays as it is; an equality may not.
        s = _sign_of_difference(_parts(a)[0], _parts(b)[0])
        return s or None
    try:
        return exact.sign(b - a)
    except TooHard:
        return None


def less_equal(a: Value, b: Value) -> bool | None:
    s = _sign_of_difference(a, b)
    return None if s is None else s >= 0


def less(a: Value, b: Value) -> bool | None:
    s = _sign_of_difference(a, b)
    return None if s is None else s > 0


def equal(a: Value, b: Value) -> bool | None:
    s = _sign_of_difference(a, b)
    return None if s is None else s == 0


def derivative(f: Callable[[Value], Value], point: Value) -> Value:
    """The derivative of f at the point, by dual numbers; `Meaningless` where f is not smooth by form."""
    value = f(Dual(point, UNIT)) if _plain(point) else MEANINGLESS
    if isinstance(value, Meaningless):
        return value
    return value.slope if isinstance(value, Dual) else ZERO


def has_derivative(f: Callable[[Value], Value], point: Value, slope: Value) -> bool | None:
    """Whether f has this derivative at the point; unknown where it is not smooth by form."""
    return equal(derivative(f, point), slope)


__all__ = [
    "Dual", "TooHard", "add", "derivative", "divide", "divide_if_possible", "equal", "exp", "has_derivative", "indicator", "less", "less_equal", "ln",
    "multiply", "negate", "number", "of_nat", "power", "product", "subtract", "total",
]  # fmt: skip
