"""Polynomials of the second replayer: the normal form of real terms, by the page of the certificates' format alone."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.second_replayer.terms import Terms

RATIONAL = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
EXPONENT = 64
MONOMIALS, DEGREE, BITS = 6000, 512, 8000


class Refused(Exception):
    """The certificate is refused."""


def refuse(words: str) -> Any:
    raise Refused(words)


def need(condition: object, words: str) -> None:
    if not condition:
        raise Refused(words)


def rational(text: Any) -> Fraction:
    need(type(text) is str and RATIONAL.fullmatch(text), "not a rational number")
    n, _, d = text.partition("/")
    need(not d or int(d), "a denominator 0")
    return Fraction(int(n), int(d or 1))


Monomial = frozenset[tuple[int, int]]
"""Pairs of an atom and its exponent. Atoms are numbers: of terms from 0 on, of inverses below 0."""
Polynomial = dict[Monomial, Fraction]
CONSTANT: Monomial = frozenset()


class Polynomials:
    """The normal forms of the terms of one certificate."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.inverses: list[tuple[Polynomial, int]] = []
        """What each inverse atom inverts, and how deep inverses stand in one another there. Atom -1 is the first."""
        self._inverse_of: dict[frozenset[tuple[Monomial, Fraction]], int] = {}
        self._known: dict[int, Polynomial] = {}

    def sum(self, p: Polynomial, q: Polynomial, scale: Fraction | int = 1) -> Polynomial:
        result = dict(p)
        for m, c in q.items():
            total = result.get(m, Fraction(0)) + scale * c
            if total:
                need(total.numerator.bit_length() + total.denominator.bit_length() <= BITS, "a coefficient too large")
                result[m] = total
            else:
                del result[m]
        need(len(result) <= MONOMIALS, "a polynomial too large")
        return result

    def product(self, p: Polynomial, q: Polynomial) -> Polynomial:
        need(len(p) * len(q) <= MONOMIALS, "a polynomial too large")
        result: Polynomial = {}
        for m, a in p.items():
            for n, b in q.items():
                exponents = dict(m)
                for atom, e in n:
                    exponents[atom] = exponents.get(atom, 0) + e
                need(sum(exponents.values()) <= DEGREE, "a degree too large")
                result = self._with(result, frozenset(exponents.items()), a * b)
        return result

    def _with(self, p: Polynomial, m: Monomial, c: Fraction) -> Polynomial:
        """p + c m, in place."""
        total = p.get(m, Fraction(0)) + c
        if total:
            p[m] = total
        else:
            p.pop(m, None)
        return p

    def power(self, p: Polynomial, n: int) -> Polynomial:
        result: Polynomial = {CONSTANT: Fraction(1)}
        for _ in range(n):
            result = self.product(result, p)
        return result

    def atom(self, p: Polynomial) -> int:
        """inv(p), for p monic or one term alone."""
        key = frozenset(p.items())
        if key not in self._inverse_of:
            inside = [-a for m in p for a, _ in m if a < 0]
            depth = 1 + max((self.inverses[a - 1][1] for a in inside), default=0)
            self.inverses.append((p, depth))
            self._inverse_of[key] = -len(self.inverses)
        return self._inverse_of[key]

    def term_alone(self, t: int) -> Polynomial:
        return {frozenset(((t, 1),)): Fraction(1)}

    def monic(self, p: Polynomial) -> tuple[Fraction, Polynomial]:
        c = p[min(p, key=lambda m: sorted(m))]
        return c, {m: a / c for m, a in p.items()}

    def inverse(self, p: Polynomial) -> Polynomial:
        if not p:
            return {}
        if len(p) > 1:
            c, q = self.monic(p)
            return {frozenset(((self.atom(q), 1),)): 1 / c}
        ((m, c),) = p.items()
        result: Polynomial = {CONSTANT: 1 / c}
        for a, e in m:
            factor = (
                {frozenset(((self.atom(self.term_alone(a)), e),)): Fraction(1)}
                if a >= 0
                else self.power(self.inverses[-a - 1][0], e)
            )
            result = self.product(result, factor)
        return result

    def of(self, t: int) -> Polynomial:
        """|t|"""
        if t not in self._known:
            self._known[t] = self._of(t)
        return self._known[t]

    def numeral(self, t: int) -> Fraction | None:
        parts = self.terms.parts[t]
        return rational(parts[1][1:]) if parts[0] == 1 and parts[1][0] == "#" else None

    def _of(self, t: int) -> Polynomial:
        q = self.numeral(t)
        if q is not None:
            return {CONSTANT: q} if q else {}
        if (sides := self.terms.operands("neg", t)) is not None and len(sides) == 1:
            return self.sum({}, self.of(sides[0]), -1)
        for name in ("add", "sub", "mul", "div", "pow"):
            both = self.terms.two(name, t)
            if both is None:
                continue
            a, b = both
            if name == "pow":
                n = self.numeral(b)
                if n is None or n.denominator != 1 or not 0 <= n <= EXPONENT:
                    break
                return self.power(self.of(a), int(n))
            if name in ("add", "sub"):
                return self.sum(self.of(a), self.of(b), 1 if name == "add" else -1)
            return self.product(self.of(a), self.of(b) if name == "mul" else self.inverse(self.of(b)))
        return self.term_alone(t)

    def to_clear(self, nonzero: int) -> set[int]:
        """The inverse atoms that may be cleared where this term is not zero."""
        p = self.of(nonzero)
        if len(p) == 1:
            ((m, _),) = p.items()
            return {a if a < 0 else self.atom(self.term_alone(a)) for a, _ in m}
        return {self.atom(self.monic(p)[1])} if p else set()

    def cleared(self, d: Polynomial, allowed: set[int]) -> Polynomial:
        while present := {a for m in d for a, _ in m if a in allowed}:
            inv = max(present, key=lambda a: (self.inverses[-a - 1][1], a))
            p = self.inverses[-inv - 1][0]
            highest = max(dict(m).get(inv, 0) for m in d)
            result: Polynomial = {}
            for m, c in d.items():
                rest = {frozenset((a, e) for a, e in m if a != inv): c}
                result = self.sum(result, self.product(rest, self.power(p, highest - dict(m).get(inv, 0))))
            d = result
        return d
