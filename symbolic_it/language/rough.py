"""The arithmetic of values in floating point: a first look at many instances, on which no answer rests.

It has the functions of `operations`. What is meaningless or too large is ``nan``, which a zero factor cancels; whatever
comes out of it is evaluated again, exactly, before anything is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from symbolic_it.kernel.terms import Type, real
from symbolic_it.language.instance import REAL_SAMPLES, Instance, Sequence1, Table

NAN = math.nan
TOLERANCE = 1e-9
"""Values that differ by less, in proportion, count as equal."""


class NotRough(Exception):
    """The instance holds a value without a form in floating point."""


def number(q: Fraction) -> float:
    try:
        return q.numerator / q.denominator
    except OverflowError:
        return NAN


def add(a: float, b: float) -> float:
    return a + b


def subtract(a: float, b: float) -> float:
    return a - b


def negate(a: float) -> float:
    return -a


def multiply(a: float, b: float) -> float:
    return 0.0 if a == 0.0 or b == 0.0 else a * b


def divide(a: float, b: float) -> float:
    return NAN if b == 0.0 else a / b


divide_if_possible = divide


def ln(a: float) -> float:
    return math.log(a) if a > 0.0 else NAN


def exp(a: float) -> float:
    return math.exp(a) if a < 700.0 else NAN


def power(a: float, b: float) -> float:
    try:
        value = a**b
    except (OverflowError, ZeroDivisionError):
        return NAN
    return value if isinstance(value, float) else NAN


def total(values: Iterable[float]) -> float:
    result = 0.0
    for v in values:
        result += v
    return result


def product(values: Iterable[float]) -> float:
    result = 1.0
    for v in values:
        result = multiply(result, v)
    return result


def of_nat(n: int) -> float:
    return float(n)


def indicator(p: bool | None) -> float:
    return NAN if p is None else 1.0 if p else 0.0


def _slack(a: float, b: float) -> float:
    return TOLERANCE * max(1.0, abs(a), abs(b))


def equal(a: float, b: float) -> bool | None:
    difference = abs(a - b)
    return None if difference != difference else difference <= _slack(a, b)


def less_equal(a: float, b: float) -> bool | None:
    difference = a - b
    return None if difference != difference else difference <= _slack(a, b)


def less(a: float, b: float) -> bool | None:
    """A tie counts as false, so that it is looked at exactly."""
    difference = a - b
    return None if difference != difference else difference < -_slack(a, b)


def has_derivative(f: Callable[[float], float], point: float, slope: float) -> None:
    """Derivatives are for exact values alone."""
    del f, point, slope


def roughly(instance: Instance) -> Instance:
    """The instance with its numbers in floating point; raises `NotRough` for functions that are given by terms."""
    return _Rough(instance.sizes, {v: _value(x) for v, x in instance.values.items()})


_REALS = tuple(map(float, REAL_SAMPLES))
_FUNCTIONS: tuple[Callable[[Any], Any], ...] = (lambda _: 1.0, lambda _: 0.0)


class _Rough(Instance):
    """An instance in floating point: so are the elements that are tried of an infinite type."""

    def samples(self, ty: Type) -> Iterable[Any]:
        if ty is real:
            return _REALS
        if ty.op == "fun" and ty.args[1] is real and self.elements(ty) is None:
            return _FUNCTIONS
        return super().samples(ty)


def _value(x: Any) -> Any:
    if isinstance(x, Fraction):
        return number(x)
    if isinstance(x, (bool, int)):
        return x
    if isinstance(x, Table):
        return {k: _value(y) for k, y in x.entries.items()}.__getitem__
    if isinstance(x, Sequence1):
        return Sequence1(tuple(_value(y) for y in x.prefix))
    if isinstance(x, tuple):
        return tuple(_value(y) for y in x)
    raise NotRough
