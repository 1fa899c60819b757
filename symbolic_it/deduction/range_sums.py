"""Lemmas of sums and products over 1..m, proved once, on demand."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.deduction.basics import ONE, ZERO, X, by_linear, f, g, i, le, lemma, m, n, positive, s, t, theorem, use
from symbolic_it.deduction.logic import apply, both, c, chain, first, replace_in, second
from symbolic_it.deduction.sums import at, induct, number_of, same_sum, total, total_to
from symbolic_it.kernel.terms import Term, abstract, equation, fun, implication, nat, real, universal, var
from symbolic_it.kernel.theorems import Thm, assume, axiom, discharge, generalise, instantiate, modus_ponens, specialise


def in_range(v: Term, bound: Term) -> Term:
    """1 <= v and v <= bound, as two premises are needed: see `range_premises`."""
    return c("and", le(ONE, number_of(v)), le(number_of(v), number_of(bound)))


def _grow(statement: Callable[[Term], Term], base: Thm, step: Callable[[Thm], Thm]) -> Thm:
    """Induction on m for statements ``(for all i in 1..m, condition i) ==> result m``, given as ``statement(m)``."""
    sm = c("suc", m)
    h, wide = assume(statement(m)), assume(statement(sm).fun.arg)
    # what holds for i in 1..m+1 holds for i in 1..m
    inside = assume(in_range(i, m))
    more = instantiate([(n, m)], axiom("nat-successor"))
    wider = both(first(inside), by_linear(le(number_of(i), number_of(sm)), second(inside), more))
    narrow = generalise(i, discharge(inside.conclusion, apply(wide, i, wider)))
    at_end = both(
        by_linear(le(ONE, number_of(sm)), more, instantiate([(n, m)], theorem("natural-nonnegative"))),
        by_linear(le(number_of(sm), number_of(sm))),
    )
    last = apply(wide, sm, at_end)
    result = step(both(modus_ponens(h, narrow), last))
    th = discharge(h.conclusion, discharge(wide.conclusion, result))
    return specialise(m, induct(m, h.conclusion, discharge(statement(c("zero")).fun.arg, base), th))


def _for_range(bound: Term, body: Term) -> Term:
    return universal(i, implication(in_range(i, bound), body))


def _sums_related(relation: Callable[[Term, Term], Term]) -> Thm:
    """(for i in 1..m, f i related to g i) ==> the sums to m are related so"""

    def statement(u: Term) -> Term:
        return implication(_for_range(u, relation(at(s, i), at(t, i))), relation(c("sum_to", u, s), c("sum_to", u, t)))

    empty, more = axiom("sum-empty"), axiom("sum-successor")
    base = by_linear(statement(c("zero")).arg, empty, instantiate([(s, t)], empty))
    return _grow(
        statement,
        base,
        lambda th: by_linear(statement(c("suc", m)).arg, first(th), second(th), more, instantiate([(s, t)], more)),
    )


@lemma("range-sum-equal")
def _() -> Thm:
    """(for i in 1..m, f i = g i) ==> the sums to m are equal"""
    return _sums_related(equation)


@lemma("range-sum-comparison")
def _() -> Thm:
    """(for i in 1..m, f i <= g i) ==> sum of f <= sum of g"""
    return _sums_related(le)


@lemma("range-product-equal")
def _() -> Thm:
    """(for i in 1..m, f i = g i) ==> the products to m are equal"""

    def statement(u: Term) -> Term:
        return implication(
            _for_range(u, equation(at(s, i), at(t, i))), equation(c("prod_to", u, s), c("prod_to", u, t))
        )

    empty, more = axiom("product-empty"), axiom("product-successor")
    base = by_linear(statement(c("zero")).arg, empty, instantiate([(s, t)], empty))

    def step(th: Thm) -> Thm:
        product = replace_in(first(th), lambda h: c("mul", h, at(s, c("suc", m))))
        factor = replace_in(second(th), lambda h: c("mul", c("prod_to", m, t), h))
        return by_linear(statement(c("suc", m)).arg, product, factor, more, instantiate([(s, t)], more))

    return _grow(statement, base, step)


@lemma("range-product-positive")
def _() -> Thm:
    """(for i in 1..m, 0 < f i) ==> 0 < the product to m"""

    def statement(u: Term) -> Term:
        return implication(_for_range(u, positive(at(s, i))), positive(c("prod_to", u, s)))

    base = by_linear(statement(c("zero")).arg, axiom("product-empty"))
    return _grow(
        statement,
        base,
        lambda th: by_linear(
            statement(c("suc", m)).arg,
            use("product-positive", first(th), second(th)),
            axiom("product-successor"),
        ),
    )


@lemma("range-sum-of-zero")
def _() -> Thm:
    """The sum of 0 over 1..m is 0."""
    zero = abstract(i, ZERO)
    h = assume(equation(c("sum_to", m, zero), ZERO))
    base = instantiate([(s, zero)], axiom("sum-empty"))
    step = by_linear(
        equation(c("sum_to", c("suc", m), zero), ZERO), h, instantiate([(s, zero)], axiom("sum-successor"))
    )
    return specialise(m, induct(m, h.conclusion, base, discharge(h.conclusion, step)))


@lemma("range-sum-nonnegative")
def _() -> Thm:
    """(for i in 1..m, 0 <= f i) ==> 0 <= the sum to m"""
    h = assume(_for_range(m, le(ZERO, at(s, i))))
    th = modus_ponens(instantiate([(s, abstract(i, ZERO)), (t, s)], theorem("range-sum-comparison")), h)
    return discharge(h.conclusion, by_linear(le(ZERO, c("sum_to", m, s)), th, theorem("range-sum-of-zero")))


@lemma("range-sum-of-sum")
def _() -> Thm:
    def statement(u: Term) -> Term:
        whole = total_to(u, i, c("add", at(s, i), at(t, i)))
        return equation(whole, c("add", c("sum_to", u, s), c("sum_to", u, t)))

    return _range_identity(statement, abstract(i, c("add", at(s, i), at(t, i))))


@lemma("range-sum-of-multiple")
def _() -> Thm:
    factor = var("c", real)

    def statement(u: Term) -> Term:
        return equation(total_to(u, i, c("mul", factor, at(s, i))), c("mul", factor, c("sum_to", u, s)))

    h = assume(statement(m))
    body = abstract(i, c("mul", factor, at(s, i)))
    base = by_linear(
        statement(c("zero")),
        instantiate([(s, body)], axiom("sum-empty")),
        replace_in(axiom("sum-empty"), lambda v: c("mul", factor, v)),
    )
    step = by_linear(
        statement(c("suc", m)),
        h,
        instantiate([(s, body)], axiom("sum-successor")),
        replace_in(axiom("sum-successor"), lambda v: c("mul", factor, v)),
    )
    return specialise(m, induct(m, h.conclusion, base, discharge(h.conclusion, step)))


def _range_identity(statement: Callable[[Term], Term], body: Term) -> Thm:
    h = assume(statement(m))
    functions = (body, s, t)
    base = by_linear(statement(c("zero")), *(instantiate([(s, z)], axiom("sum-empty")) for z in functions))
    step = by_linear(statement(c("suc", m)), h, *(instantiate([(s, z)], axiom("sum-successor")) for z in functions))
    return specialise(m, induct(m, h.conclusion, base, discharge(h.conclusion, step)))


@lemma("range-sum-of-constant")
def _() -> Thm:
    """The sum of c over 1..m is m c."""
    factor = var("c", real)
    body = abstract(i, factor)

    def statement(u: Term) -> Term:
        return equation(c("sum_to", u, body), c("mul", number_of(u), factor))

    h = assume(statement(m))
    base = by_linear(
        statement(c("zero")),
        instantiate([(s, body)], axiom("sum-empty")),
        replace_in(axiom("nat-zero"), lambda v: c("mul", v, factor)),
    )
    step = by_linear(
        statement(c("suc", m)),
        h,
        instantiate([(s, body)], axiom("sum-successor")),
        replace_in(instantiate([(n, m)], axiom("nat-successor")), lambda v: c("mul", v, factor)),
    )
    return specialise(m, induct(m, h.conclusion, base, discharge(h.conclusion, step)))


@lemma("range-alphabet-exchange")
def _() -> Thm:
    """sum over i = 1..m of sum over x of h i x = sum over x of sum over i of h i x"""
    h2 = var("h", fun(nat, X, real))
    xs = var("x", X)

    def inner(u: Term) -> Term:
        return total_to(u, i, at(h2, i, xs))

    def statement(u: Term) -> Term:
        return equation(c("sum_to", u, abstract(i, total(xs, at(h2, i, xs)))), total(xs, inner(u)))

    h = assume(statement(m))
    column = abstract(i, at(h2, i, xs))
    sums = abstract(i, total(xs, at(h2, i, xs)))
    zeros = same_sum(xs, instantiate([(s, column)], axiom("sum-empty")))
    base = by_linear(statement(c("zero")), instantiate([(s, sums)], axiom("sum-empty")), zeros, theorem("sum-of-zero"))
    grown = same_sum(xs, instantiate([(s, column)], axiom("sum-successor")))
    split = instantiate([(f, abstract(xs, inner(m))), (g, at(h2, c("suc", m)))], axiom("sum-of-sum"))
    step = by_linear(statement(c("suc", m)), h, instantiate([(s, sums)], axiom("sum-successor")), grown, split)
    return specialise(m, induct(m, h.conclusion, base, discharge(h.conclusion, step)))


@lemma("ln-of-range-product")
def _() -> Thm:
    """(for i in 1..m, 0 < f i) ==> ln of the product to m = sum to m of ln f i"""
    logs = abstract(i, c("ln", at(s, i)))

    def result(u: Term) -> Term:
        return c("and", positive(c("prod_to", u, s)), equation(c("ln", c("prod_to", u, s)), c("sum_to", u, logs)))

    def statement(u: Term) -> Term:
        return implication(_for_range(u, positive(at(s, i))), result(u))

    empty = axiom("product-empty")
    base = both(
        by_linear(positive(c("prod_to", c("zero"), s)), empty),
        by_linear(
            result(c("zero")).arg,
            replace_in(empty, lambda v: c("ln", v)),
            theorem("ln-one"),
            instantiate([(s, logs)], axiom("sum-empty")),
        ),
    )

    def step(th: Thm) -> Thm:
        (before, last) = first(th), second(th)
        pos = first(before)
        more = axiom("product-successor")
        product = use("product-positive", pos, last)
        whole = chain(replace_in(more, lambda v: c("ln", v)), use("ln-product", pos, last))
        assert whole is not None
        total_ = instantiate([(s, logs)], axiom("sum-successor"))
        return both(
            by_linear(positive(c("prod_to", c("suc", m), s)), product, more),
            by_linear(result(c("suc", m)).arg, whole, second(before), total_),
        )

    th = _grow(statement, base, step)
    h = assume(statement(m).fun.arg)
    return discharge(h.conclusion, second(modus_ponens(th, h)))
