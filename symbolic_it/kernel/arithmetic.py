"""Real terms as polynomials over atoms and inverse atoms: the normal form behind the two computed inference rules.

Division is total (x/0 = 0), so inv(a b) = inv a inv b and inv(inv a) = a hold always, and only a * inv a = 1 needs
a != 0. `normal_form` uses the unconditional laws; `clear` uses the conditional one, for factors known to be nonzero.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType

from symbolic_it.kernel.limits import KernelError, begin, fail, spend
from symbolic_it.kernel.terms import APP, CONST, Term, binary, numeral_value, real, show

MAX_TERMS = 6000
MAX_EXPONENT = 64
MAX_DEGREE = 512
MAX_BITS = 8000


class Inverse:
    """The inverse of a polynomial with at least two terms, or of one atom; interned, so compare with ``is``."""

    __slots__ = ("__weakref__", "of", "sn")
    of: Poly  # a read-only view
    sn: int

    def __new__(cls, *_: object) -> Inverse:
        raise KernelError("inverse atoms are made by the functions of this module only")

    def __setattr__(self, name: str, value: object) -> None:
        raise KernelError("inverse atoms are immutable")


Atom = Term | Inverse
Monomial = tuple[tuple[Atom, int], ...]
"""Atoms with exponents >= 1, sorted by serial number; inverses have negative ones."""
Coefficient = int | Fraction
"""Exact; most are whole numbers, and ints are several times faster. Divided by `_ratio` alone: ints would give a float."""
Poly = dict[Monomial, Coefficient]
"""Coefficients, none of them zero."""
View = Mapping[Monomial, Coefficient]

ONE: Monomial = ()
_inverses: weakref.WeakValueDictionary[frozenset[tuple[Monomial, Coefficient]], Inverse] = weakref.WeakValueDictionary()
_count = 0
_serial = attrgetter("sn")


def _inverse_atom(p: View) -> Inverse:
    global _count
    key = frozenset(p.items())
    found = _inverses.get(key)
    if found is None:
        found = object.__new__(Inverse)
        _count += 1
        object.__setattr__(found, "of", MappingProxyType(dict(p)))
        object.__setattr__(found, "sn", -_count)
        _inverses[key] = found
    return found


def _multiply_monomials(m: Monomial, n: Monomial) -> Monomial:
    spend(4 + 3 * (len(m) + len(n)))
    if not m:
        return n
    if not n:
        return m
    exponents = dict(m)
    for atom, e in n:
        exponents[atom] = exponents.get(atom, 0) + e
    sum(exponents.values()) <= MAX_DEGREE or fail("degree too large")
    return tuple((a, exponents[a]) for a in sorted(exponents, key=_serial))


def _ratio(a: Coefficient, b: Coefficient) -> Coefficient:
    q = Fraction(a) / b
    return q.numerator if q.denominator == 1 else q


def _accumulate(target: Poly, m: Monomial, c: Coefficient) -> None:
    known = target.get(m)
    total = c if known is None else known + c
    if total:
        bits = total.bit_length() if type(total) is int else _bits(total)
        bits <= MAX_BITS or fail("coefficient too large")
        spend(4 + len(m) // 4 + bits // 64)
        target[m] = total
    else:
        target.pop(m, None)


def _bits(q: Coefficient) -> int:
    return q.numerator.bit_length() + q.denominator.bit_length()


def add(p: View, q: View, scale: Coefficient = 1) -> Poly:
    """p + scale q."""
    result = dict(p)
    spend(1 + len(p))
    for m, c in q.items():
        _accumulate(result, m, scale * c)
    len(result) <= MAX_TERMS or fail("normal form too large")
    return result


def multiply(p: View, q: View) -> Poly:
    len(p) * len(q) <= MAX_TERMS or fail("normal form too large")
    result: Poly = {}
    for m, a in p.items():
        for n, b in q.items():
            _accumulate(result, _multiply_monomials(m, n), a * b)
    return result


def power(p: View, n: int) -> Poly:
    result: Poly = {ONE: 1}
    for _ in range(n):
        result = multiply(result, p)
    return result


def _monic(p: View) -> tuple[Coefficient, View]:
    """(c, p') with p = c p' and p' the same for every nonzero rational multiple of p."""
    least = min(p, key=lambda m: [(a.sn, e) for a, e in m])
    c = p[least]
    return c, p if c == 1 else {m: _ratio(a, c) for m, a in p.items()}


def inverse(p: View) -> Poly:
    """1/p by the unconditional laws."""
    if not p:
        return {}
    if len(p) > 1:
        spend(sum(1 + len(m) for m in p))
        c, q = _monic(p)
        return {((_inverse_atom(q), 1),): _ratio(1, c)}
    ((m, c),) = p.items()
    result: Poly = {ONE: _ratio(1, c)}
    for atom, e in m:
        if isinstance(atom, Inverse):
            result = multiply(result, power(atom.of, e))
        else:
            result = multiply(result, {((_inverse_atom(_single(atom)), e),): 1})
    return result


def _single(atom: Term) -> Poly:
    return {((atom, 1),): 1}


def _literal_exponent(t: Term) -> int | None:
    q = numeral_value(t)
    return q if type(q) is int and 0 <= q <= MAX_EXPONENT else None


def normal_form(t: Term) -> Poly:
    """The polynomial of a real term. What is not +, -, *, /, a numeral or a power with exponent 0..64 is an atom."""
    begin()
    return dict(polynomial(t))


def polynomial(t: Term) -> View:
    """`normal_form` within a piece of work; remembered, so nobody may change it."""
    known: Poly | None = t.normal
    if known is not None:
        return known
    spend(1)
    result: Poly | None = None
    if t.kind == APP:
        f = t.fun
        if f.kind == CONST and f.name == "neg":
            result = add({}, polynomial(t.arg), -1)
        elif f.kind == APP and f.fun.kind == CONST:
            operator = f.fun.name
            if operator == "add":
                result = add(polynomial(f.arg), polynomial(t.arg))
            elif operator == "sub":
                result = add(polynomial(f.arg), polynomial(t.arg), -1)
            elif operator == "mul":
                result = multiply(polynomial(f.arg), polynomial(t.arg))
            elif operator == "div":
                result = multiply(polynomial(f.arg), inverse(polynomial(t.arg)))
            elif operator == "pow" and (n := _literal_exponent(t.arg)) is not None:
                result = power(polynomial(f.arg), n)
    elif (q := numeral_value(t)) is not None:
        result = {ONE: q} if q else {}
    if result is None:
        return _single(t)  # not stored: the atom would own itself
    object.__setattr__(t, "normal", result)
    return result


def cleared_inverses(nonzero: Iterable[Term]) -> set[Inverse]:
    """The inverse atoms that may be multiplied away when these terms are not zero."""
    result: set[Inverse] = set()
    for t in nonzero:
        p = polynomial(t)
        if len(p) == 1:
            # A product is not zero: none of its factors is, and neither is what an inverse atom inverts.
            for atom, _ in next(iter(p)):
                result.add(atom if isinstance(atom, Inverse) else _inverse_atom(_single(atom)))
        elif p:
            result.add(_inverse_atom(_monic(p)[1]))
    return result


def clear(p: View, inverses: set[Inverse]) -> View:
    """Multiply p by powers of what the given inverses invert (all nonzero), so that none of them is left."""
    while True:
        spend(sum(2 + len(m) for m in p))
        present = {a for m in p for a, _ in m if isinstance(a, Inverse) and a in inverses}
        if not present:
            return p
        inv = min(present, key=_serial)  # the newest first: it inverts a polynomial with older inverses only
        exponents = {m: dict(m).get(inv, 0) for m in p}
        powers = [power(inv.of, 0)]
        for _ in range(max(exponents.values())):
            powers.append(multiply(powers[-1], inv.of))
        result: Poly = {}
        for m, c in p.items():
            rest = tuple(x for x in m if x[0] is not inv)
            for n, b in powers[len(powers) - 1 - exponents[m]].items():
                _accumulate(result, _multiply_monomials(rest, n), c * b)
            len(result) <= MAX_TERMS or fail("normal form too large")
        p = result


def comparison(t: Term) -> tuple[str, Term, Term]:
    """The relation of a comparison of reals, and its sides."""
    for relation in ("le", "lt", "eq"):
        if (sides := binary(relation, t)) is not None and sides[0].ty is real:
            return relation, *sides
    return fail(f"not a comparison of reals: {show(t)}")
