"""Real terms as polynomials over atoms and inverse atoms: the normal form behind the two computed inference rules.

Division is total (x/0 = 0), so inv(a b) = inv a inv b and inv(inv a) = a hold always, and only a * inv a = 1 needs
a != 0. `normal_form` uses the unconditional laws; `clear` uses the conditional one, for factors known to be nonzero.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from fractions import Fraction
from operator import attrgetter

from symbolic_it.kernel.terms import APP, CONST, Term, fail, number_value

MAX_TERMS = 6000
MAX_EXPONENT = 64
MAX_DEGREE = 512
MAX_BITS = 8000


class Inverse:
    """The inverse of a polynomial with at least two terms, or of one atom; interned, so compare with ``is``."""

    __slots__ = ("__weakref__", "of", "sn")
    of: Poly
    sn: int


Atom = Term | Inverse
Monomial = tuple[tuple[Atom, int], ...]
"""Atoms with exponents >= 1, sorted by serial number; inverses have negative ones."""
Poly = dict[Monomial, Fraction]
"""Coefficients, none of them zero."""

ONE: Monomial = ()
_inverses: weakref.WeakValueDictionary[frozenset[tuple[Monomial, Fraction]], Inverse] = weakref.WeakValueDictionary()
_count = 0
_serial = attrgetter("sn")


def _inverse_atom(p: Poly) -> Inverse:
    global _count
    key = frozenset(p.items())
    found = _inverses.get(key)
    if found is None:
        found = Inverse()
        _count += 1
        found.of, found.sn = p, -_count
        _inverses[key] = found
    return found


def _multiply_monomials(m: Monomial, n: Monomial) -> Monomial:
    if not m:
        return n
    if not n:
        return m
    exponents = dict(m)
    for atom, e in n:
        exponents[atom] = exponents.get(atom, 0) + e
    sum(exponents.values()) <= MAX_DEGREE or fail("degree too large")
    return tuple((a, exponents[a]) for a in sorted(exponents, key=_serial))


def _accumulate(target: Poly, m: Monomial, c: Fraction) -> None:
    total = target.get(m, 0) + c
    if total:
        total.numerator.bit_length() + total.denominator.bit_length() <= MAX_BITS or fail("coefficient too large")
        target[m] = total
    else:
        target.pop(m, None)


def add(p: Poly, q: Poly, scale: Fraction = Fraction(1)) -> Poly:
    """p + scale q."""
    result = dict(p)
    for m, c in q.items():
        _accumulate(result, m, scale * c)
    return result


def multiply(p: Poly, q: Poly) -> Poly:
    len(p) * len(q) <= MAX_TERMS or fail("normal form too large")
    result: Poly = {}
    for m, a in p.items():
        for n, b in q.items():
            _accumulate(result, _multiply_monomials(m, n), a * b)
    return result


def power(p: Poly, n: int) -> Poly:
    result: Poly = {ONE: Fraction(1)}
    for _ in range(n):
        result = multiply(result, p)
    return result


def _monic(p: Poly) -> tuple[Fraction, Poly]:
    """(c, p') with p = c p' and p' the same for every nonzero rational multiple of p."""
    least = min(p, key=lambda m: [(a.sn, e) for a, e in m])
    c = p[least]
    return c, p if c == 1 else {m: a / c for m, a in p.items()}


def inverse(p: Poly) -> Poly:
    """1/p by the unconditional laws."""
    if not p:
        return {}
    if len(p) > 1:
        c, q = _monic(p)
        return {((_inverse_atom(q), 1),): 1 / c}
    ((m, c),) = p.items()
    result: Poly = {ONE: 1 / c}
    for atom, e in m:
        factor: Poly = (
            power(atom.of, e) if isinstance(atom, Inverse) else {((_inverse_atom(_single(atom)), e),): Fraction(1)}
        )
        result = multiply(result, factor)
    return result


def _single(atom: Term) -> Poly:
    return {((atom, 1),): Fraction(1)}


def _literal_exponent(t: Term) -> int | None:
    q = number_value(t)
    return int(q) if q is not None and q.denominator == 1 and 0 <= q <= MAX_EXPONENT else None


def normal_form(t: Term) -> Poly:
    """The polynomial of a real term. What is not +, -, *, /, a numeral or a power with exponent 0..64 is an atom."""
    known: Poly | None = t.normal
    if known is not None:
        return known
    result: Poly | None = None
    if t.kind == APP:
        f = t.fun
        if f.kind == CONST and f.name == "neg":
            result = {m: -c for m, c in normal_form(t.arg).items()}
        elif f.kind == APP and f.fun.kind == CONST:
            operator = f.fun.name
            if operator == "add":
                result = add(normal_form(f.arg), normal_form(t.arg))
            elif operator == "sub":
                result = add(normal_form(f.arg), normal_form(t.arg), Fraction(-1))
            elif operator == "mul":
                result = multiply(normal_form(f.arg), normal_form(t.arg))
            elif operator == "div":
                result = multiply(normal_form(f.arg), inverse(normal_form(t.arg)))
            elif operator == "pow" and (n := _literal_exponent(t.arg)) is not None:
                result = power(normal_form(f.arg), n)
    elif (q := number_value(t)) is not None:
        result = {ONE: q} if q else {}
    if result is None:
        return _single(t)  # not stored: the atom would own itself
    len(result) <= MAX_TERMS or fail("normal form too large")
    t.normal = result
    return result


def cleared_inverses(nonzero: Iterable[Term]) -> set[Inverse]:
    """The inverse atoms that may be multiplied away when these terms are not zero."""
    result: set[Inverse] = set()
    for t in nonzero:
        p = normal_form(t)
        if len(p) == 1:
            # A product is not zero: none of its factors is, and neither is what an inverse atom inverts.
            for atom, _ in next(iter(p)):
                result.add(atom if isinstance(atom, Inverse) else _inverse_atom(_single(atom)))
        elif p:
            result.add(_inverse_atom(_monic(p)[1]))
    return result


def clear(p: Poly, inverses: set[Inverse]) -> Poly:
    """Multiply p by powers of what the given inverses invert (all nonzero), so that none of them is left."""
    while True:
        present = {a for m in p for a, _ in m if isinstance(a, Inverse) and a in inverses}
        if not present:
            return p
        inv = min(present, key=_serial)  # the newest first: it inverts a polynomial with older inverses only
        exponents = {m: dict(m).get(inv, 0) for m in p}
        highest = max(exponents.values())
        powers = [power(inv.of, k) for k in range(highest + 1)]
        result: Poly = {}
        for m, c in p.items():
            rest = tuple(x for x in m if x[0] is not inv)
            result = add(result, multiply({rest: c}, powers[highest - exponents[m]]))
            len(result) <= MAX_TERMS or fail("normal form too large")
        p = result
