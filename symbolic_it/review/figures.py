"""Numbers in notes: values without variables, compared exactly or to the digits that are printed."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.kernel.terms import Term
from symbolic_it.language import exact
from symbolic_it.language.evaluate import compiled
from symbolic_it.language.exact import Number
from symbolic_it.language.instance import Instance
from symbolic_it.language.intervals import TooHard

BITS = 200


def value_of(t: Term, at: Instance | None = None) -> Fraction | Number | None:
    """The value of a term whose variables the instance knows; None when it has others or no value."""
    at = at if at is not None else Instance({}, {})
    if not t.free <= at.values.keys():
        return None
    try:
        value = compiled(t)(at, ())
    except (TooHard, ZeroDivisionError, ValueError, KeyError, OverflowError):
        return None
    return value if isinstance(value, (Fraction, Number)) else None


def bounds(value: Fraction | Number) -> tuple[Fraction, Fraction] | None:
    """A rational interval around the value."""
    if isinstance(value, Fraction):
        return value, value
    try:
        low, high = exact.enclose(value, BITS)
    except TooHard:
        return None
    return Fraction(low, 1 << BITS), Fraction(high, 1 << BITS)


def equal(a: Fraction | Number, b: Fraction | Number) -> bool | None:
    """Whether two values are the same; None when it is not decided."""
    try:
        sign = exact.sign(a - b)
    except TooHard:
        return None
    return None if sign is None else sign == 0


def agrees(value: Fraction | Number, printed: Fraction, digits: int) -> bool | None:
    """Whether the printed number is the value rounded (or cut) to its digits; None when it is not decided."""
    around = bounds(value)
    if around is None:
        return None
    unit = Fraction(10) ** -digits
    low, high = around
    if abs(low - printed) <= unit / 2 and abs(high - printed) <= unit / 2:
        return True
    if digits <= 0:  # nobody cuts 0.99 to 0
        return False if high < printed - unit / 2 or low > printed + unit / 2 else None
    cut = printed <= low and high < printed + unit if printed >= 0 else printed - unit < low and high <= printed
    if cut:
        return True
    if high < printed - unit / 2 or low > printed + unit / 2:
        return False
    return None


def shown(value: Fraction | Number, digits: int = 4) -> str:
    """The value in decimals, or exactly when it is short."""
    if isinstance(value, Fraction) and value.denominator < 100:
        return str(value)
    around = bounds(value)
    if around is not None and 0 < max(abs(around[0]), abs(around[1])) < Fraction(1, 10**digits):
        digits = 12
    return exact.decimal(value, digits)
