"""Products of factors with whole exponents, as the kernel's normal form writes them, and their logarithms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from symbolic_it.deduction.basics import ONE, positive, theorem, use
from symbolic_it.deduction.logic import c, replace_in, under
from symbolic_it.kernel.arithmetic import Inverse, Monomial, Poly, normal_form
from symbolic_it.kernel.terms import APP, CONST, LAM, VAR, Term, equation, number
from symbolic_it.kernel.theorems import Thm, field_identity, linear_arithmetic, reflexivity, transitivity

Number = int | Fraction
Factors = list[tuple[Term, int]]
"""Each with its exponent, below zero for what is divided by."""


def combination(items: dict[Term, Number]) -> Term:
    """The sum of the items with their coefficients, as a term."""
    t: Term | None = None
    for item, k in items.items():
        part = item if k == 1 else number(k) if item is ONE else c("mul", number(k), item)
        t = part if t is None else c("add", t, part)
    return t if t is not None else number(0)


def product_of(factors: Sequence[tuple[Term, int]]) -> Term:
    """The product of the factors with their exponents; by those below zero it is divided, one after the other.

    One after the other, since the kernel's normal form multiplies out a product in a denominator.
    """
    t: Term | None = None
    for u, e in factors:
        for _ in range(e):
            t = u if t is None else c("mul", t, u)
    t = t if t is not None else ONE
    for u, e in factors:
        for _ in range(-e):
            t = c("div", t, u)
    return t


def factors_of(m: Monomial) -> Factors:
    """The factors of a monomial of the kernel's normal form, inverses with negative exponents."""
    found: Factors = []
    for atom, e in m:
        if isinstance(atom, Inverse):
            single = next(iter(atom.of)) if len(atom.of) == 1 else None
            if single is not None and len(single) == 1 and not isinstance(single[0][0], Inverse):
                found.append((single[0][0], -e))
            else:
                found.append((polynomial_term(dict(atom.of)), -e))
        else:
            found.append((atom, e))
    found.sort(key=lambda x: (order_key(x[0]), x[1]))
    return found


@lru_cache(maxsize=20_000)
def order_key(t: Term) -> str:
    """How a term is written, whatever the names of variables that this room made: factors and terms have this order."""
    if t.kind == APP:
        return f"{order_key(t.fun)}({order_key(t.arg)})"
    if t.kind == LAM:
        return f"\\{order_key(t.body)}"
    if t.kind == VAR:
        return f"~{t.name}" if t.name[0] != "_" else f"_{t.ty!r}"  # behind constants, whatever its name
    return t.name if t.kind == CONST else f"#{t.index}"


def polynomial_term(p: Poly) -> Term:
    """The polynomial as a term, its monomials in an order that depends on them alone."""
    items = {product_of(factors_of(m)): k for m, k in p.items()}
    return combination({t: items[t] for t in sorted(items, key=order_key)})


def monomials(t: Term) -> list[tuple[Factors, Number]]:
    return [(factors_of(m), k) for m, k in normal_form(t).items()]


def less(factors: Factors, taken: Factors) -> Factors:
    """The factors without those taken, each from a positive exponent."""
    left = []
    wanted = dict(taken)
    for u, e in factors:
        if e > 0 and u in wanted:
            e -= wanted.pop(u)
        if e:
            left.append((u, e))
    return left


def replaced(factors: Factors, u: Term, th: Thm) -> Thm:
    """From |- u = u': |- the product = the product with u' for u."""
    return replace_in(th, lambda h: product_of([(h if w is u else w, e) for w, e in factors]))


def scaled(factors: Factors, rest: Factors, th: Thm) -> Thm:
    """From |- l = r with the product = rest l: |- the product = rest r."""
    k = product_of(rest)
    left, right = th.conclusion.fun.arg, th.conclusion.arg
    out = under(c("mul", k, left).fun, th)
    first = field_identity(product_of(factors), c("mul", k, left))
    del right
    return transitivity(first, out)


def logarithm_of_product(
    signs: Sequence[tuple[Term, int, Thm]], k: Number, arg: Term, nonzero: Sequence[Thm] = ()
) -> Thm:
    """|- ln arg = the sum of the logarithms of its factors; for each factor its exponent and |- 0 < it, k before all."""
    above = [(w, th) for w, e, th in signs if e > 0 for _ in range(e)]
    below = [(w, th) for w, e, th in signs if e < 0 for _ in range(-e)]
    q = Fraction(k)
    for n, side in ((q.numerator, above), (q.denominator, below)):
        if n != 1:
            side.insert(0, (number(n), linear_arithmetic(positive(number(n)))))
    top, bottom = logarithm_of(above), logarithm_of(below)
    if top is None or bottom is None:
        whole = top or (bottom and inverse_logarithm(*bottom))
        assert whole is not None
        value, _, th = whole
    else:
        value = c("div", top[0], bottom[0])
        quotient = use("ln-quotient", top[1], bottom[1])
        goal = equation(c("ln", value), c("sub", top[2].conclusion.arg, bottom[2].conclusion.arg))
        th = linear_arithmetic(goal, [(1, quotient), (1, top[2]), (-1, bottom[2])])
    if value is arg:
        return th
    return transitivity(replace_in(field_identity(arg, value, nonzero), lambda h: c("ln", h)), th)


def logarithm_of(parts: list[tuple[Term, Thm]]) -> tuple[Term, Thm, Thm] | None:
    """The product, |- 0 < it, |- its logarithm = the sum of theirs."""
    if not parts:
        return None
    t, sign = parts[0]
    logs = reflexivity(c("ln", t))
    for u, more in parts[1:]:
        product = use("ln-product", sign, more)
        sign = use("product-positive", sign, more)
        goal = equation(product.conclusion.fun.arg, c("add", logs.conclusion.arg, c("ln", u)))
        logs = linear_arithmetic(goal, [(1, product), (1, logs)])
        t = c("mul", t, u)
    return t, sign, logs


def inverse_logarithm(t: Term, sign: Thm, logs: Thm) -> tuple[Term, Thm, Thm]:
    """The same for 1/t."""
    one = linear_arithmetic(positive(ONE))
    quotient = use("ln-quotient", one, sign)
    value = c("div", ONE, t)
    goal = equation(c("ln", value), c("neg", logs.conclusion.arg))
    return value, sign, linear_arithmetic(goal, [(1, quotient), (1, theorem("ln-one")), (-1, logs)])
