"""Rigorous enclosures of real numbers: pairs of integers over a power of two, every operation rounded outwards."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

Interval = tuple[int, int]
"""(lo, hi) with bits b encloses the numbers from lo / 2^b to hi / 2^b."""

MAX_SCALE = 20_000
"""An exponential beyond 2^MAX_SCALE is not computed."""


class TooHard(ArithmeticError):
    """The number is too large to be enclosed, or a divisor could not be told from zero."""


def from_rational(q: Fraction, bits: int) -> Interval:
    lo, rest = divmod(q.numerator << bits, q.denominator)
    return lo, lo + (rest != 0)


def negate(a: Interval) -> Interval:
    return -a[1], -a[0]


def add(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], a[1] + b[1]


def multiply(a: Interval, b: Interval, bits: int) -> Interval:
    corners = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return min(corners) >> bits, -((-max(corners)) >> bits)


def inverse(a: Interval, bits: int) -> Interval:
    """Raises TooHard when zero cannot be excluded."""
    lo, hi = a
    if lo <= 0 <= hi:
        raise TooHard("a divisor that may be zero")
    one = 1 << 2 * bits
    return one // hi, -(-one // lo)


def power(a: Interval, n: int, bits: int) -> Interval:
    if n < 0:
        a, n = inverse(a, bits), -n
    result = (1 << bits, 1 << bits)
    for _ in range(n):
        result = multiply(result, a, bits)
    return result


def _atanh(t: Fraction, bits: int) -> Interval:
    """For 0 <= t <= 1/3: the sum of t^(2i+1)/(2i+1), its tail bounded by twice the last power."""
    term = from_rational(t, bits)
    square = multiply(term, term, bits)
    lo = hi = 0
    k = 1
    while term[1] > 1:
        lo += term[0] // k
        hi += -(-term[1] // k)
        term = multiply(term, square, bits)
        k += 2
    return lo, hi + 2 * term[1]


@lru_cache(maxsize=64)
def _ln2(bits: int) -> Interval:
    lo, hi = _atanh(Fraction(1, 3), bits)
    return 2 * lo, 2 * hi


def _narrow(a: Interval, extra: int) -> Interval:
    return a[0] >> extra, -((-a[1]) >> extra)


@lru_cache(maxsize=4096)
def ln(q: Fraction, bits: int) -> Interval:
    """The natural logarithm of a positive rational."""
    assert q > 0
    k = q.numerator.bit_length() - q.denominator.bit_length()
    m = q / Fraction(2) ** k  # between 1/2 and 2
    if m > Fraction(4, 3):
        m, k = m / 2, k + 1
    elif m < Fraction(2, 3):
        m, k = m * 2, k - 1
    extra = 16 + k.bit_length()
    work = bits + extra
    t = (m - 1) / (m + 1)
    near = _atanh(abs(t), work)
    near = (2 * near[0], 2 * near[1])
    if t < 0:
        near = negate(near)
    two = _ln2(work)
    far = (k * two[0], k * two[1]) if k >= 0 else (k * two[1], k * two[0])
    return _narrow(add(near, far), extra)


def _exp_bound(r: int, bits: int, upper: bool) -> int:
    """A bound of exp(r / 2^bits) for 0 <= r / 2^bits <= 1."""
    total, term, n = 0, 1 << bits, 0
    while term > 1:
        total += term
        n += 1
        product = term * r
        term = -((-product) >> bits) if upper else product >> bits
        term = -(-term // n) if upper else term // n
    # With r <= 1 and n >= 2 the tail is at most twice its first term.
    return total + 2 * term if upper else total


def exp(a: Interval, bits: int) -> Interval:
    """The exponential of every number of the interval. Raises TooHard when it is astronomically large."""
    if a[1] >> bits > MAX_SCALE:
        raise TooHard("exponential too large")
    if a[1] >> bits < -MAX_SCALE:
        return 0, 1
    return _exp(a[0], bits, False), _exp(a[1], bits, True)


def _exp(x: int, bits: int, upper: bool) -> int:
    if x >> bits < -MAX_SCALE:
        return 0
    k = (x << 16) // _ln2(bits + 16)[0]  # about x / ln 2, from below or one off; the rest is set right below
    work = bits + 32 + abs(k).bit_length() + max(k, 0)
    two = _ln2(work)
    wide = x << (work - bits)
    while True:
        multiple = (k * two[0], k * two[1]) if k >= 0 else (k * two[1], k * two[0])
        if wide - multiple[1] >= 0:
            break
        k -= 1
    while wide - multiple[0] > 1 << work:
        k += 1
        multiple = (k * two[0], k * two[1]) if k >= 0 else (k * two[1], k * two[0])
    r = wide - (multiple[0] if upper else multiple[1])
    bound = _exp_bound(max(r, 0), work, upper)
    shift = work - bits - k
    if shift >= 0:
        return -((-bound) >> shift) if upper else bound >> shift
    return bound << -shift
