"""Exact real numbers: sums of rationals times products of logarithms, roots and exponentials, with a rigorous sign.

A number is a polynomial with rational coefficients over atoms: ln of a prime, a root of a prime, exp of a monomial, the
inverse or the logarithm of a number that is not a monomial. Rationals stay `Fraction`. Zero by form is zero; a number that
is not zero by form has the sign that an enclosure shows, and none (``None``) when the enclosure still holds zero. Linear
forms in logarithms of primes are zero only by form, so for them the sign is always found.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from symbolic_it.language import intervals
from symbolic_it.language.intervals import Interval, TooHard

LN, ROOT, EXP, INV = range(4)
Atom = tuple[int, Any]
"""(LN, p), (LN, number), (ROOT, p), (EXP, monomial), (INV, number)."""
Monomial = frozenset[tuple[Atom, Any]]
"""Atoms with exponents: whole numbers, for roots fractions between 0 and 1, for exponentials any fraction."""
ONE: Monomial = frozenset()
ZERO = Fraction(0)
UNIT = Fraction(1)
PRECISIONS = (64, 192, 640)
MAX_TERMS = 400
MAX_BITS = 40_000
MAX_POWER = 2000
SMALL_PRIMES = 3000


class Number:
    """An irrational-looking number; made by the functions of this module."""

    __slots__ = ("_enclosures", "_hash", "terms")

    def __init__(self, terms: dict[Monomial, Fraction]) -> None:
        self.terms = terms
        self._hash: int | None = None
        self._enclosures: dict[int, Interval] = {}

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Equality of form."""
        return isinstance(other, Number) and self.terms == other.terms

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Number):
            terms = dict(self.terms)
            for m, c in other.terms.items():
                _accumulate(terms, m, c)
            return _normal(terms)
        if isinstance(other, (Fraction, int)):
            terms = dict(self.terms)
            _accumulate(terms, ONE, other if type(other) is Fraction else Fraction(other))
            return _normal(terms)
        return NotImplemented

    __radd__ = __add__

    def __neg__(self) -> Number:
        return Number({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, (Number, Fraction, int)):
            return self + (-other)
        return NotImplemented

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, (Fraction, int)):
            return (-self) + other
        return NotImplemented

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, (Fraction, int)):
            return Number({m: c * other for m, c in self.terms.items()}) if other else ZERO
        if isinstance(other, Number):
            terms: dict[Monomial, Fraction] = {}
            if len(self.terms) * len(other.terms) > MAX_TERMS:
                raise TooHard("too many terms")
            for m, a in self.terms.items():
                for n, b in other.terms.items():
                    k, mn = _multiply(m, n)
                    _accumulate(terms, mn, a * b * k)
            return _normal(terms)
        return NotImplemented

    __rmul__ = __mul__

    def __repr__(self) -> str:
        return " + ".join(f"{c}{''.join(f'*{_show(a)}^{e}' for a, e in m)}" for m, c in self.terms.items())


Real = Fraction | Number


def _show(atom: Atom) -> str:
    return f"{('ln', 'root', 'exp', 'inv')[atom[0]]}({atom[1]!r})"


def _accumulate(terms: dict[Monomial, Fraction], m: Monomial, c: Fraction) -> None:
    known = terms.get(m)
    total = c if known is None else known + c
    if total:
        if total.denominator.bit_length() > MAX_BITS:
            raise TooHard("too many digits")
        terms[m] = total
    else:
        terms.pop(m, None)


def _normal(terms: dict[Monomial, Fraction]) -> Real:
    if not terms:
        return ZERO
    if len(terms) == 1 and ONE in terms:
        return terms[ONE]
    if len(terms) > MAX_TERMS:
        raise TooHard("too many terms")
    return Number(terms)


def _multiply(m: Monomial, n: Monomial) -> tuple[Fraction, Monomial]:
    """The product of two monomials, with the whole powers of primes that roots make."""
    if not m:
        return UNIT, n
    if not n:
        return UNIT, m
    exponents: dict[Atom, Any] = dict(m)
    factor = UNIT
    for atom, e in n:
        total = exponents.get(atom, 0) + e
        if atom[0] == ROOT:
            whole = total.__floor__()
            factor *= Fraction(atom[1]) ** whole
            total -= whole
        exponents[atom] = total
    return factor, frozenset((a, e) for a, e in exponents.items() if e)


def _one_term(c: Fraction, m: Monomial) -> Real:
    return Number({m: c}) if m else c


# ---- functions -----------------------------------------------------------------------------------


def divide(a: Real, b: Real) -> Real:
    """a / b. Raises ZeroDivisionError when b is zero, TooHard when that cannot be told."""
    if isinstance(b, Fraction):
        return a / b if isinstance(a, Fraction) else a * (1 / b)
    s = sign(b)
    if s is None:
        raise TooHard("a divisor that may be zero")
    if isinstance(a, Number) and a.terms.keys() == b.terms.keys():
        ratios = {a.terms[m] / b.terms[m] for m in a.terms}
        if len(ratios) == 1:
            return ratios.pop()
    return a * _inverse(b)


def _inverse(x: Number) -> Real:
    if len(x.terms) > 1:
        m = min(x.terms, key=repr)
        c = x.terms[m]
        return Number({frozenset({((INV, x * (1 / c)), 1)}): 1 / c})
    ((m, c),) = x.terms.items()
    result: Real = 1 / c
    for atom, e in m:
        if atom[0] == ROOT:
            # p^-e = p^(1-e) / p
            result = result * Number({frozenset({(atom, 1 - e)}): Fraction(1, atom[1])})
        elif atom[0] == INV:
            for _ in range(e):
                result = result * atom[1]
        else:
            result = result * Number({frozenset({(atom, -e)}): UNIT})
    return result


@lru_cache(maxsize=4096)
def factors(n: int) -> tuple[tuple[int, int], ...]:
    """Prime powers of n >= 1; a part without small prime factors stays whole."""
    result = []
    p = 2
    while p * p <= n and p < SMALL_PRIMES:
        e = 0
        while n % p == 0:
            n, e = n // p, e + 1
        if e:
            result.append((p, e))
        p += 1 if p == 2 else 2
    if n > 1:
        result.append((n, 1))
    return tuple(result)


@lru_cache(maxsize=4096)
def _ln_rational(q: Fraction) -> Real:
    terms: dict[Monomial, Fraction] = {}
    for n, s in ((q.numerator, 1), (q.denominator, -1)):
        for p, e in factors(n):
            _accumulate(terms, frozenset({((LN, p), 1)}), Fraction(s * e))
    return _normal(terms)


def ln(x: Real) -> Real:
    """The natural logarithm of a positive number. Raises ValueError when it is not positive, TooHard when in doubt."""
    s = sign(x)
    if s is None:
        raise TooHard("the sign of a logarithm's argument")
    if s <= 0:
        raise ValueError("logarithm of a number that is not positive")
    if isinstance(x, Fraction):
        return _ln_rational(x)
    if len(x.terms) > 1:
        return Number({frozenset({((LN, x), 1)}): UNIT})
    ((m, c),) = x.terms.items()
    if c < 0 or any(sign(_one_term(UNIT, frozenset({(a, 1)}))) != 1 for a, _ in m if a[0] in (LN, INV)):
        return Number({frozenset({((LN, x), 1)}): UNIT})
    result = _ln_rational(c)
    for atom, e in m:
        if atom[0] == ROOT:
            result = result + e * _ln_rational(Fraction(atom[1]))
        elif atom[0] == EXP:
            result = result + _one_term(Fraction(e), atom[1])
        else:
            inner = Number({frozenset({(atom, 1)}): UNIT})
            result = result + Number({frozenset({((LN, inner), 1)}): Fraction(e)})
    return result


def exp(x: Real) -> Real:
    if isinstance(x, Fraction):
        return Number({frozenset({((EXP, ONE), x)}): UNIT}) if x else UNIT
    result: Real = UNIT
    for m, c in x.terms.items():
        if len(m) == 1:
            ((atom, e),) = m
            if atom[0] == LN and e == 1:
                base = atom[1]
                if isinstance(base, int):
                    result = result * _prime_power(base, c)
                    continue
                if c.denominator == 1 and abs(c) <= MAX_POWER:
                    result = result * power(base, c)
                    continue
        result = result * Number({frozenset({((EXP, m), c)}): UNIT})
    return result


def _prime_power(p: int, c: Fraction) -> Real:
    whole = c.__floor__()
    if abs(whole) > MAX_POWER:
        raise TooHard("power too large")
    rest = c - whole
    factor = Fraction(p) ** whole
    return Number({frozenset({((ROOT, p), rest)}): factor}) if rest else factor


def power(x: Real, y: Real) -> Real:
    """x^y where the axioms say what it is: y natural, or x > 0. Raises ValueError elsewhere."""
    if isinstance(y, Fraction) and y.denominator == 1 and ((n := y.numerator) >= 0 or (s := sign(x)) == 1):
        if abs(n) > MAX_POWER:
            raise TooHard("power too large")
        result: Real = UNIT
        if isinstance(x, Fraction):
            if (x.numerator.bit_length() + x.denominator.bit_length()) * abs(n) > MAX_BITS:
                raise TooHard("power too large")
            return x if n == 1 else x**n
        for _ in range(abs(n)):
            result = result * x
        return result if n >= 0 else divide(UNIT, result)
    s = sign(x)
    if s is None:
        raise TooHard("the sign of a base")
    if s <= 0:
        raise ValueError("a power of a number that is not positive")
    return exp(y * ln(x))


# ---- enclosures and signs ------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _enclose_atom(atom: Atom, e: Any, bits: int) -> Interval:
    kind, of = atom
    if kind == LN:
        inner = intervals.ln(Fraction(of), bits) if isinstance(of, int) else _ln_interval(enclose(of, bits), bits)
        return intervals.power(inner, e, bits)
    if kind == INV:
        return intervals.power(intervals.inverse(enclose(of, bits), bits), e, bits)
    if kind == ROOT:
        inner = intervals.multiply(intervals.from_rational(e, bits), intervals.ln(Fraction(of), bits), bits)
        return intervals.exp(inner, bits)
    exponent = enclose(_one_term(Fraction(e), of), bits)
    return intervals.exp(exponent, bits)


def _ln_interval(a: Interval, bits: int) -> Interval:
    if a[0] <= 0:
        raise TooHard("the sign of a logarithm's argument")
    return intervals.ln(Fraction(a[0], 1 << bits), bits)[0], intervals.ln(Fraction(a[1], 1 << bits), bits)[1]


def enclose(x: Real, bits: int) -> Interval:
    """An interval that holds x. Raises TooHard."""
    if isinstance(x, Fraction):
        return intervals.from_rational(x, bits)
    known = x._enclosures.get(bits)
    if known is not None:
        return known
    lo = hi = 0
    for m, c in x.terms.items():
        a: Interval = (1 << bits, 1 << bits)
        for atom, e in m:
            a = intervals.multiply(a, _enclose_atom(atom, e, bits), bits)
        # the coefficient exactly: c * a, rounded outwards
        n, d = c.numerator, c.denominator
        low, high = (a[0] * n, a[1] * n) if n > 0 else (a[1] * n, a[0] * n)
        lo += low // d
        hi += -(-high // d)
    x._enclosures[bits] = (lo, hi)
    return lo, hi


def sign(x: Real, precisions: Iterable[int] = PRECISIONS) -> int | None:
    """-1, 0 or 1; None when it could not be found."""
    if isinstance(x, Fraction):
        n = x.numerator
        return (n > 0) - (n < 0)
    for bits in precisions:
        try:
            lo, hi = enclose(x, bits)
        except TooHard:
            continue
        if lo > 0:
            return 1
        if hi < 0:
            return -1
    return None


def decimal(x: Real, digits: int = 3) -> str:
    """x rounded to this many decimals, trailing zeros left out."""
    bits = 4 * digits + 64
    lo, hi = enclose(x, bits)
    middle = Fraction(lo + hi, 2 << bits)
    scaled = round(middle * 10**digits)
    text = f"{abs(scaled):0{digits + 1}d}"
    whole, rest = text[:-digits], text[-digits:].rstrip("0")
    return ("-" if scaled < 0 else "") + whole + ("." + rest if rest else "")
