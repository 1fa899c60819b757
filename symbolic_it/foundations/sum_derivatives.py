"""The derivative of a finite sum is the sum of the derivatives: by induction on the number of terms, no axiom of its own."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, X, by_linear, k, le, lemma, m, n, theorem, use
from symbolic_it.deduction.logic import apply, both, c, cases, chain, conjunction, first, negation, second
from symbolic_it.deduction.sums import at, induct, number_of, same_sum, total, total_to
from symbolic_it.foundations import sums  # noqa: F401  # the sum of an indicator
from symbolic_it.foundations.neighbourhoods import P, T, derivative, lemma_at, restated
from symbolic_it.kernel.terms import Term, abstract, bool_, equation, fun, implication, nat, real, universal, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    specialise,
    symmetry,
)

H, SLOPES = var("h", fun(X, real, real)), var("f'", fun(X, real))
HS, SLOPES_OF = var("h", fun(nat, real, real)), var("f'", fun(nat, real))
I = var("i", X)
S = var("S", fun(X, bool_))


def _hit(p: Term) -> Term:
    return c("indicator", p)


def _part(s: Term, slopes: bool) -> Term:
    """The terms of the letters in S, or their slopes: what of the sum S holds."""
    return c("mul", _hit(at(s, I)), at(SLOPES, I) if slopes else at(H, I, T))


def _of_part(s: Term) -> Term:
    return derivative(abstract(T, total(I, _part(s, False))), P, total(I, _part(s, True)))


def _size(s: Term) -> Term:
    return total(I, _hit(at(s, I)))


def _indicator(p: Term, th: Thm) -> Thm:
    """|- [p] = 1 from |- p, |- [p] = 0 from |- not p."""
    yes = th.conclusion is p
    return apply(instantiate([(var("p", bool_), p)], axiom("indicator-true" if yes else "indicator-false")), th)


def _empty(none: Thm) -> Thm:
    """The derivative of the part that a set without letters makes, from |- for all i, not S i."""
    nothing = _indicator(at(S, I), specialise(I, none))

    def vanishes(slopes: bool) -> Thm:
        body = _part(S, slopes)
        zero = logic.replace_in(nothing, lambda h: c("mul", h, body.arg))
        each = chain(zero, field_identity(c("mul", ZERO, body.arg), ZERO))
        assert each is not None
        found = chain(same_sum(I, each), instantiate([], theorem("sum-of-zero")))
        assert found is not None
        return found

    flat = lemma_at("derivative-of-constant", k=ZERO, c=P)
    return restated(flat, T, symmetry(vanishes(False)), symmetry(vanishes(True)))


def _without(inside: Thm, at_k: Thm, smaller: Thm) -> Thm:
    """The derivative of the part of S, which holds k: that of S without k, and the term at k."""
    other = abstract(I, conjunction(at(S, I), negation(equation(I, k))))
    is_k = equation(I, k)
    same, differs = assume(is_k), assume(negation(is_k))
    # [i in S] = [i in S, i != k] + [i = k]
    rest = at(other, I)
    goal = equation(_hit(at(S, I)), c("add", _hit(rest), _hit(is_k)))
    moved = equality_modus_ponens(symmetry(logic.replace_in(same, lambda h: at(S, h))), inside)
    held = assume(rest)
    gone = logic.refute(rest, logic.contradiction(same, second(held)))
    yes = by_linear(goal, _indicator(at(S, I), moved), _indicator(rest, gone), _indicator(is_k, same))
    is_in, not_in = assume(at(S, I)), assume(negation(at(S, I)))
    out = logic.refute(rest, logic.contradiction(first(held), not_in))
    no = cases(
        at(S, I),
        by_linear(goal, _indicator(at(S, I), is_in), _indicator(rest, both(is_in, differs)), _indicator(is_k, differs)),
        by_linear(goal, _indicator(at(S, I), not_in), _indicator(rest, out), _indicator(is_k, differs)),
    )
    split = cases(is_k, yes, no)

    def divided(slopes: bool) -> Thm:
        """The part of S is the part without k and the term at k."""
        term = _part(S, slopes).arg
        left, right = c("mul", _hit(rest), term), c("mul", _hit(is_k), term)
        each = chain(
            logic.replace_in(split, lambda h: c("mul", h, term)),
            field_identity(c("mul", c("add", _hit(rest), _hit(is_k)), term), c("add", left, right)),
        )
        assert each is not None
        two = use("sum-of-sum", f=abstract(I, left), g=abstract(I, right))
        one = use("sum-of-indicator", f=abstract(I, term), k=k)
        whole = chain(same_sum(I, each), two)
        assert whole is not None
        done = chain(whole, logic.replace_in(one, lambda h: c("add", total(I, left), h)))
        assert done is not None
        return done

    count = same_sum(I, split)
    two = use("sum-of-sum", f=abstract(I, _hit(rest)), g=abstract(I, _hit(is_k)))
    one = use("sum-of-bare-indicator", k=k)
    fewer = by_linear(
        le(_size(other), number_of(n)), smaller, count, two, one, instantiate([(n, n)], axiom("nat-successor"))
    )
    every = assume(_claim())
    part = apply(every, other, fewer)
    pair = lemma_at(
        "derivative-of-sum", part, at_k, f=part.conclusion.fun.fun.arg, g=at(H, k), c=P, l=part.conclusion.arg, m=at(SLOPES, k)
    )  # fmt: skip
    return restated(pair, T, symmetry(divided(False)), symmetry(divided(True)))


def _claim() -> Term:
    """For every set with at most n letters, its part has the derivative."""
    return universal(S, implication(le(_size(S), number_of(n)), _of_part(S)))


@lemma("derivative-of-alphabet-sum")
def _() -> Thm:
    """(for all i, h i has the derivative l i at c) ==> their sum has the derivative sum l at c

    By induction on n, for the sums over the sets of at most n letters: a set is empty, or it has a letter k, and its
    sum is that without k and the term at k.
    """
    each = assume(universal(I, derivative(at(H, I), P, at(SLOPES, I))))
    zero = c("zero")
    inside = assume(at(S, k))
    has_some = c("exists", S)
    # at most 0 letters: none
    few = assume(le(_size(S), number_of(zero)))
    hits = abstract(I, _hit(at(S, I)))
    sign = generalise(I, instantiate([(var("p", bool_), at(S, I))], theorem("indicator-nonnegative")))
    below = logic.apply(instantiate([(var("f", hits.ty), hits)], theorem("term-at-most-sum")), sign)
    too_many = by_linear(c("lt", ZERO, ZERO), few, below, _indicator(at(S, k), inside), axiom("nat-zero"))
    absurd = logic.contradiction(too_many, use("less-irreflexive", a=ZERO))
    nobody = specialise(k, generalise(k, logic.refute(inside.conclusion, absurd)))
    base = generalise(S, discharge(few.conclusion, _empty(generalise(I, instantiate([(k, I)], nobody)))))
    # one more
    more = assume(le(_size(S), number_of(c("suc", n))))
    with_k = _without(inside, specialise(k, each), more)
    found = assume(has_some)
    none = assume(negation(has_some))
    some = logic.witness(has_some, k, inside)
    nothing = generalise(I, instantiate([(k, I)], logic.refute(inside.conclusion, logic.contradiction(some, none))))
    step = cases(has_some, logic.choose(found, k, with_k), _empty(nothing))
    grown = discharge(_claim(), generalise(S, discharge(more.conclusion, step)))
    every = specialise(n, induct(n, _claim(), base, grown))
    # all letters
    yes = equation(ZERO, ZERO)
    everything = abstract(I, yes)
    room = instantiate([(var("x", real), _size(everything))], axiom("archimedes"))
    enough = assume(c("lt", _size(everything), number_of(n)))
    whole = apply(every, everything, by_linear(le(_size(everything), number_of(n)), enough))
    whole = logic.choose(room, n, whole)
    sure = _indicator(yes, field_identity(ZERO, ZERO))

    def plain(slopes: bool) -> Thm:
        term = _part(everything, slopes).arg
        one = chain(logic.replace_in(sure, lambda h: c("mul", h, term)), field_identity(c("mul", ONE, term), term))
        assert one is not None
        return same_sum(I, one)

    return discharge(each.conclusion, restated(whole, T, plain(False), plain(True)))


@lemma("derivative-of-range-sum")
def _() -> Thm:
    """(for all i, h i has the derivative l i at c) ==> the sum over 1..m has the derivative sum l at c"""
    i = var("i", nat)
    each = assume(universal(i, derivative(at(HS, i), P, at(SLOPES_OF, i))))

    def statement(u: Term) -> Term:
        return derivative(abstract(T, total_to(u, i, at(HS, i, T))), P, c("sum_to", u, SLOPES_OF))

    columns = abstract(i, at(HS, i, T))
    f = var("f", fun(nat, real))
    empty, more = (instantiate([(f, columns)], axiom(name)) for name in ("sum-empty", "sum-successor"))
    no_slope, slope = (instantiate([(f, SLOPES_OF)], axiom(name)) for name in ("sum-empty", "sum-successor"))
    base = restated(lemma_at("derivative-of-constant", k=ZERO, c=P), T, symmetry(empty), symmetry(no_slope))
    h = assume(statement(m))
    last = specialise(c("suc", m), each)
    grown = lemma_at(
        "derivative-of-sum", h, last, f=h.conclusion.fun.fun.arg, g=at(HS, c("suc", m)), c=P, l=h.conclusion.arg, m=last.conclusion.arg
    )  # fmt: skip
    step = discharge(h.conclusion, restated(grown, T, symmetry(more), symmetry(slope)))
    return discharge(each.conclusion, specialise(m, induct(m, h.conclusion, base, step)))
