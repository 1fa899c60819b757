"""Numbers within 256-bit intervals, some known also as quotients of sums of logarithms of rationals; no factoring into primes.

Equality of two numbers that are not rational is certified in another way than in `language.exact`: sum of c_i ln r_i is
zero exactly when the product of r_i^(c_i) is one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic_it.language import intervals
from symbolic_it.language.intervals import Interval

BITS = 256
MAX_DIGITS = 20_000


@dataclass(frozen=True)
class Logs:
    """c + sum of coefficients times ln of positive rationals."""

    constant: Fraction
    logs: tuple[tuple[Fraction, Fraction], ...] = ()

    def plus(self, other: Logs, scale: Fraction = Fraction(1)) -> Logs:
        logs = dict(self.logs)
        for r, c in other.logs:
            logs[r] = logs.get(r, Fraction(0)) + scale * c
        return Logs(self.constant + scale * other.constant, tuple((r, c) for r, c in sorted(logs.items()) if c))

    def times(self, q: Fraction) -> Logs:
        return Logs(Fraction(0)).plus(self, q)

    @property
    def zero(self) -> bool:
        """Whether it is certainly zero."""
        if self.constant:
            return False
        common = math.lcm(*(c.denominator for _, c in self.logs))
        above = below = 1
        for r, c in self.logs:
            n = int(c * common)
            if abs(n) * (r.numerator.bit_length() + r.denominator.bit_length()) > MAX_DIGITS:
                return False
            over, under = (r.numerator, r.denominator) if n > 0 else (r.denominator, r.numerator)
            above, below = above * over ** abs(n), below * under ** abs(n)
        return above == below


ONE = Logs(Fraction(1))


@dataclass(frozen=True)
class Enclosed:
    """A number within an interval; where known also by form, as a quotient of sums of logarithms."""

    interval: Interval
    over: Logs | None = None
    under: Logs = ONE

    @property
    def rational(self) -> Fraction | None:
        return self.over.constant if self.over is not None and not self.over.logs and self.under == ONE else None


Value = Any
"""Enclosed, or None for a number that nothing may rest on."""


def rational(q: Fraction) -> Enclosed:
    return Enclosed(intervals.from_rational(q, BITS), Logs(q))


def add(a: Enclosed, b: Enclosed) -> Enclosed:
    interval = intervals.add(a.interval, b.interval)
    over: Logs | None = None
    under = ONE
    if a.over is not None and b.over is not None:
        p, q = a.rational, b.rational
        if a.under == b.under:
            over, under = a.over.plus(b.over), a.under
        elif p is not None:
            over, under = b.over.plus(b.under, p), b.under
        elif q is not None:
            over, under = a.over.plus(a.under, q), a.under
    return Enclosed(interval, over, under)


def multiply(a: Value, b: Value) -> Value:
    if any(x is not None and x.rational == 0 for x in (a, b)):
        return rational(Fraction(0))
    if a is None or b is None:
        return None
    p, q = a.rational, b.rational
    interval = intervals.multiply(a.interval, b.interval, BITS)
    if p is not None and q is not None:
        return rational(p * q)
    for x, y, c in ((a, b, q), (b, a, p)):
        if c is not None and x.over is not None:
            return Enclosed(interval, x.over.times(c), x.under)
        if x.over is not None and x.under != ONE and y.over == x.under and y.under == ONE:
            return Enclosed(interval, x.over)
    return Enclosed(interval)


def invert(a: Enclosed) -> Value:
    q = a.rational
    if q is not None:
        return rational(1 / q) if q else None
    if zero(a) is not False:
        return None
    interval = intervals.inverse(a.interval, BITS)
    if a.over is not None and a.under == ONE:
        return Enclosed(interval, ONE, a.over)
    return Enclosed(interval)


def divide(a: Enclosed, b: Enclosed) -> Value:
    inverse = invert(b)
    if inverse is None:
        return None
    if b.rational is None and b.over is not None and b.under == ONE and a.over is not None and a.under == ONE:
        interval = intervals.multiply(a.interval, inverse.interval, BITS)
        return Enclosed(interval, a.over, b.over)
    return multiply(a, inverse)


def zero(a: Enclosed) -> bool | None:
    q = a.rational
    if q is not None:
        return q == 0
    if a.interval[0] > 0 or a.interval[1] < 0:
        return False
    return True if a.over is not None and a.over.zero else None


def sign(a: Enclosed) -> int | None:
    q = a.rational
    if q is not None:
        return (q > 0) - (q < 0)
    if a.interval[0] > 0:
        return 1
    if a.interval[1] < 0:
        return -1
    return 0 if zero(a) else None


def ln(a: Enclosed) -> Value:
    q = a.rational
    if q is not None:
        return (
            Enclosed(intervals.ln(q, BITS), Logs(Fraction(0)).plus(Logs(Fraction(0), ((q, Fraction(1)),))))
            if q > 0
            else None
        )
    if a.interval[0] <= 0:
        return None
    lo, hi = (Fraction(end, 1 << BITS) for end in a.interval)
    return Enclosed((intervals.ln(lo, BITS)[0], intervals.ln(hi, BITS)[1]))


def exp(a: Enclosed) -> Value:
    interval = intervals.exp(a.interval, BITS)
    q = Fraction(1)
    if a.over is not None and a.under == ONE and a.over.constant == 0:
        for r, c in a.over.logs:
            root = rational_root(r, c.denominator)
            if root is None or abs(c.numerator) > 2000:
                return Enclosed(interval)
            q *= root**c.numerator
        return rational(q)
    return Enclosed(interval)


def rational_root(q: Fraction, k: int) -> Fraction | None:
    """The k-th root of a positive rational that has a rational one and few digits, such as 3/2 of 9/4."""
    if k == 1:
        return q
    if k > 8 or max(q.numerator, q.denominator).bit_length() > 48:
        return None
    root = Fraction(round(q.numerator ** (1 / k)), round(q.denominator ** (1 / k)))
    return root if root**k == q else None


def power(a: Enclosed, b: Enclosed) -> Value:
    n = b.rational
    if n is not None and n.denominator == 1 and 0 <= n <= 2000:
        result: Value = rational(Fraction(1))
        for _ in range(int(n)):
            result = multiply(result, a)
        return result
    log = ln(a)
    return None if log is None else exp(multiply(b, log))


def difference(a: Value, b: Value) -> int | None:
    """The sign of b - a."""
    if a is None or b is None:
        return None
    return sign(add(b, multiply(rational(Fraction(-1)), a)))
