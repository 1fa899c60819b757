"""Exponentials in normal form: of a sum as a product, of a difference as a quotient; and logarithms of what has a common factor."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import gcd, lcm

from symbolic_it.deduction.basics import ONE, ZERO, a, b, theorem, use
from symbolic_it.deduction.logic import c, replace_in
from symbolic_it.foundations import elementary_derivatives, powers  # noqa: F401  (they enter lemmas)
from symbolic_it.foundations.neighbourhoods import lemma_at
from symbolic_it.kernel.arithmetic import normal_form
from symbolic_it.kernel.terms import Term, equation, number
from symbolic_it.kernel.theorems import Thm, field_identity, instantiate, linear_arithmetic, transitivity
from symbolic_it.tactics.products import (
    Factors,
    Number,
    combination,
    logarithm_of_product,
    monomials,
    polynomial_term,
    product_of,
)

Positive = Callable[[Term], Thm | None]


def exponential(t: Term) -> Thm | None:
    """|- exp t = a product of simpler exponentials; None when there is none."""
    pieces = monomials(t)
    if not pieces:
        same = replace_in(field_identity(t, ZERO), lambda h: c("exp", h))
        return transitivity(same, theorem("exp-of-zero"))
    factors, k = pieces[0]
    part = product_of(factors)
    if len(pieces) == 1:
        if k == 1 or k.denominator != 1:
            return None
        if k < 0:
            return _turned(t)
        first, rest = part, combination({part: k - 1})
    else:
        first = combination({part: k})
        rest = combination({product_of(fs): q for fs, q in pieces[1:]})
    whole = field_identity(t, c("add", first, rest))
    return transitivity(replace_in(whole, lambda h: c("exp", h)), lemma_at("exp-of-sum", a=first, b=rest))


def _turned(t: Term) -> Thm:
    """|- exp t = 1/exp(-t)."""
    less = combination({product_of(fs): -k for fs, k in monomials(t)})
    none = replace_in(field_identity(c("add", t, less), ZERO), lambda h: c("exp", h))
    product = lemma_at("exp-of-sum", a=t, b=less)
    one = c("mul", c("exp", t), c("exp", less))
    th = linear_arithmetic(equation(one, ONE), [(1, none), (-1, product), (1, theorem("exp-of-zero"))])
    sign = use("exp-positive", x=less)
    quotient = replace_in(th, lambda h: c("div", h, c("exp", less)))
    same = field_identity(c("exp", t), c("div", one, c("exp", less)), [sign])
    return transitivity(same, quotient)


def taken_out(t: Term, positive: Positive) -> tuple[Term, list[tuple[Term, int, Thm]]] | None:
    """Factors that all terms of a sum have, or that divide some, and what is left of the sum without them."""
    pieces = monomials(t)
    exponents: dict[Term, list[int]] = {}
    for factors, _ in pieces:
        for u, e in factors:
            exponents.setdefault(u, []).append(e)
    signs: list[tuple[Term, int, Thm]] = []
    for u, es in exponents.items():
        least = min(*es, 0) if len(es) < len(pieces) else min(es)
        sign = positive(u) if least else None
        if sign is not None:
            signs.append((u, least, sign))
    if not signs:
        return None
    items: dict[Term, Number] = {}
    for factors, k in pieces:
        left = dict(factors)
        for u, e, _ in signs:
            left[u] = left.get(u, 0) - e
        items[product_of([(u, e) for u, e in left.items() if e])] = k
    return polynomial_term(normal_form(combination(items))), signs


def common_factor(arg: Term, positive: Positive) -> Thm | None:
    """|- ln arg = the logarithm of a simpler sum, and of the factors taken out."""
    rest, signs = taken_out(arg, positive) or (arg, [])
    numerals = [Fraction(k) for _, k in monomials(rest)]
    whole = Fraction(gcd(*(q.numerator for q in numerals)), lcm(*(q.denominator for q in numerals)))
    if whole != 1:
        rest = polynomial_term(normal_form(c("div", rest, number(whole))))
    elif not signs:
        return None
    above = positive(rest)
    if above is None:
        return None
    return logarithm_of_product([(rest, 1, above), *signs], whole, arg, [sign for _, _, sign in signs])


def simpler_denominator(factors: Factors, u: Term, positive: Positive) -> Thm | None:
    """|- the product = the same with 1/u as a simpler fraction: 1/(1 + 1/a) is a/(1 + a)."""
    found = taken_out(u, positive)
    if found is None:
        return None
    rest, signs = found
    part = product_of([(w, k) for w, k, _ in signs])
    same = field_identity(u, c("mul", rest, part), [sign for _, _, sign in signs])
    turned = transitivity(
        replace_in(same, lambda h: c("div", ONE, h)), instantiate([(a, rest), (b, part)], _quotient_of_product())
    )
    others = product_of([(w, k + 1 if w is u else k) for w, k in factors if w is not u or k < -1])
    inside = replace_in(turned, lambda h: c("mul", others, h))
    return transitivity(field_identity(product_of(factors), c("mul", others, c("div", ONE, u))), inside)


@cache
def _quotient_of_product() -> Thm:
    """|- 1/(a b) = (1/a)/b; for numbers, since a normal form would multiply a product of sums out."""
    return field_identity(c("div", ONE, c("mul", a, b)), c("div", c("div", ONE, a), b))
