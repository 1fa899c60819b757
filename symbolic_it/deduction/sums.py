"""Lemmas of naturals, indicators, and sums and products over alphabets, proved once, on demand."""

from __future__ import annotations

from symbolic_it.deduction.basics import (
    ONE,
    ZERO,
    X,
    by_linear,
    discharge_all,
    f,
    g,
    k,
    le,
    lemma,
    n,
    positive,
    theorem,
    use,
    x,
)
from symbolic_it.deduction.logic import apply, c, cases, chain, negation, replace_in, under
from symbolic_it.kernel.terms import Term, abstract, apply_term, equation, real, universal, var
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
