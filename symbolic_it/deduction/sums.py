"""Lemmas of naturals, indicators, and sums and products over alphabets and over 1..m, proved once, on demand."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.deduction.basics import (
    ONE,
    ZERO,
    X,
    by_linear,
    discharge_all,
    f,
    g,
    i,
    k,
    le,
    lemma,
    m,
    n,
    positive,
    s,
    t,
    theorem,
    use,
    x,
)
from symbolic_it.deduction.logic import (
    apply,
    both,
    c,
    cases,
    chain,
    first,
    negation,
    replace_in,
    second,
    under,
)
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    apply_term,
    equation,
    fun,
    implication,
    nat,
    real,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    axiom,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    modus_ponens,
    specialise,
    symmetry,
)

# ---- naturals ------------------------------------------------------------------------------------

SUC_N = c("suc", n)


def induct(v: Term, statement: Term, base: Thm, step: Thm) -> Thm:
    """|- for all v, statement, from it at 0 and from ``statement ==> statement at v + 1`` (v free)."""
    predicate = abstract(v, statement)
    th = instantiate([(var("P", predicate.ty), predicate)], axiom("induction"))
    return apply(th, base, generalise(v, step))


def number_of(u: Term) -> Term:
    return c("of_nat", u)


@lemma("natural-nonnegative")
def _() -> Thm:
    h = assume(le(ZERO, number_of(n)))
    base = by_linear(le(ZERO, number_of(c("zero"))), axiom("nat-zero"))
    step = by_linear(le(ZERO, number_of(SUC_N)), h, axiom("nat-successor"))
    return specialise(n, induct(n, h.conclusion, base, discharge(h.conclusion, step)))


@lemma("successor-positive")
def _() -> Thm:
    return by_linear(positive(number_of(SUC_N)), theorem("natural-nonnegative"), axiom("nat-successor"))


# ---- sums over alphabets -------------------------------------------------------------------------


def total(v: Term, body: Term) -> Term:
    return c("sum", abstract(v, body))


def total_to(bound: Term, v: Term, body: Term) -> Term:
    return c("sum_to", bound, abstract(v, body))


def at(function: Term, *args: Term) -> Term:
    return apply_term(function, *args)


def same_sum(v: Term, th: Thm) -> Thm:
    """From |- u = w, v not free in the hypotheses: |- sum over v of u = sum over v of w."""
    th = abstraction(v, th)
    function = th.conclusion.arg
    return under(c("sum", function).fun, th)


@lemma("sum-of-zero")
def _() -> Thm:
    th = instantiate([(var("c", real), ZERO), (f, abstract(k, ZERO))], axiom("sum-of-multiple"))
    return by_linear(equation(total(k, ZERO), ZERO), th, same_sum(k, field_identity(ZERO, c("mul", ZERO, ZERO))))


@lemma("sum-nonnegative")
def _() -> Thm:
    h = assume(universal(k, le(ZERO, at(f, k))))
    th = modus_ponens(instantiate([(f, abstract(k, ZERO)), (g, f)], axiom("sum-comparison")), h)
    return discharge(h.conclusion, by_linear(le(ZERO, c("sum", f)), th, theorem("sum-of-zero")))


@lemma("indicator-nonnegative")
def _() -> Thm:
    p = axiom("indicator-true").conclusion.fun.arg
    goal = le(ZERO, c("indicator", p))
    yes = by_linear(goal, apply(axiom("indicator-true"), assume(p)))
    return cases(p, yes, by_linear(goal, apply(axiom("indicator-false"), assume(negation(p)))))


@lemma("indicator-at-most-one")
def _() -> Thm:
    p = axiom("indicator-true").conclusion.fun.arg
    goal = le(c("indicator", p), ONE)
    yes = by_linear(goal, apply(axiom("indicator-true"), assume(p)))
    return cases(p, yes, by_linear(goal, apply(axiom("indicator-false"), assume(negation(p)))))


@lemma("term-at-most-sum")
def _() -> Thm:
    """(for all i, 0 <= f i) ==> f k <= sum f"""
    j = var("i", X)
    h = assume(universal(j, le(ZERO, at(f, j))))
    hit = c("indicator", equation(j, k))
    p = axiom("indicator-true").conclusion.fun.arg
    upper = instantiate([(p, equation(j, k))], theorem("indicator-at-most-one"))
    gap = use("product-nonnegative", by_linear(le(ZERO, c("sub", ONE, hit)), upper), specialise(j, h))
    point = generalise(j, by_linear(le(c("mul", hit, at(f, j)), at(f, j)), gap))
    picked = modus_ponens(
        instantiate([(f, abstract(j, c("mul", hit, at(f, j)))), (g, f)], axiom("sum-comparison")), point
    )
    return discharge(h.conclusion, by_linear(le(at(f, k), c("sum", f)), picked, axiom("sum-of-indicator")))


@lemma("sum-positive")
def _() -> Thm:
    """(for all i, 0 <= f i) ==> 0 < f k ==> 0 < sum f"""
    j = var("i", X)
    h, p = assume(universal(j, le(ZERO, at(f, j)))), assume(positive(at(f, k)))
    th = by_linear(positive(c("sum", f)), modus_ponens(theorem("term-at-most-sum"), h), p)
    return discharge_all(th, h.conclusion, p.conclusion)


@lemma("sum-of-positive")
def _() -> Thm:
    """(for all i, 0 < f i) ==> 0 < sum f: alphabets are not empty"""
    j = var("i", X)
    h = assume(universal(j, positive(at(f, j))))
    weak = generalise(j, by_linear(le(ZERO, at(f, j)), specialise(j, h)))
    return discharge(h.conclusion, apply(theorem("sum-positive"), weak, specialise(k, h)))


@lemma("sum-zero-terms")
def _() -> Thm:
    """(for all i, 0 <= f i) ==> sum f = 0 ==> f k = 0"""
    j = var("i", X)
    h, z = assume(universal(j, le(ZERO, at(f, j)))), assume(equation(c("sum", f), ZERO))
    upper = by_linear(le(at(f, k), ZERO), modus_ponens(theorem("term-at-most-sum"), h), z)
    return discharge_all(use("antisymmetry", upper, specialise(k, h)), h.conclusion, z.conclusion)


@lemma("product-over-alphabet-positive")
def _() -> Thm:
    """(for all i, 0 < f i) ==> 0 < prod f"""
    j = var("i", X)
    h = assume(universal(j, positive(at(f, j))))
    th = modus_ponens(axiom("product-of-positive"), h)
    e = instantiate([(x, th.conclusion.arg.arg)], axiom("exp-positive"))
    return discharge(h.conclusion, equality_modus_ponens(symmetry(replace_in(th, positive)), e))


# ---- sums and products over 1..m -----------------------------------------------------------------


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


@lemma("range-sum-equal")
def _() -> Thm:
    """(for i in 1..m, f i = g i) ==> the sums to m are equal"""

    def statement(u: Term) -> Term:
        return implication(_for_range(u, equation(at(s, i), at(t, i))), equation(c("sum_to", u, s), c("sum_to", u, t)))

    empty, more = axiom("sum-empty"), axiom("sum-successor")
    base = by_linear(statement(c("zero")).arg, empty, instantiate([(s, t)], empty))
    return _grow(
        statement,
        base,
        lambda th: by_linear(statement(c("suc", m)).arg, first(th), second(th), more, instantiate([(s, t)], more)),
    )


@lemma("range-sum-comparison")
def _() -> Thm:
    """(for i in 1..m, f i <= g i) ==> sum of f <= sum of g"""

    def statement(u: Term) -> Term:
        return implication(_for_range(u, le(at(s, i), at(t, i))), le(c("sum_to", u, s), c("sum_to", u, t)))

    empty, more = axiom("sum-empty"), axiom("sum-successor")
    base = by_linear(statement(c("zero")).arg, empty, instantiate([(s, t)], empty))
    return _grow(
        statement,
        base,
        lambda th: by_linear(statement(c("suc", m)).arg, first(th), second(th), more, instantiate([(s, t)], more)),
    )


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


@lemma("ln-of-alphabet-product")
def _() -> Thm:
    """(for all i, 0 < f i) ==> ln(prod f) = sum of ln f i"""
    j = var("i", X)
    h = assume(universal(j, positive(at(f, j))))
    th = replace_in(modus_ponens(axiom("product-of-positive"), h), lambda v: c("ln", v))
    end = instantiate([(x, total(j, c("ln", at(f, j))))], axiom("ln-exp"))
    result = chain(th, end)
    assert result is not None
    return discharge(h.conclusion, result)
