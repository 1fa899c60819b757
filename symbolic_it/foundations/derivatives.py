"""Rules of differentiation, proved from the definition: sums, multiples, shifts of the argument; locality, uniqueness."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, a, b, by_linear, discharge_all, le, lemma, lt, positive, use, x
from symbolic_it.deduction.logic import both, c
from symbolic_it.foundations.neighbourhoods import (
    HALF,
    Bound,
    F,
    G,
    K,
    L,
    M,
    P,
    T,
    add,
    at,
    derivative,
    div,
    establish,
    give,
    inside,
    mul,
    nearer,
    neighbourhood,
    smaller,
    sub,
)
from symbolic_it.kernel.terms import Term, abstract, equation, implication, universal
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity


@lemma("derivative-of-constant")
def _() -> Thm:
    one = by_linear(positive(ONE))

    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
        return by_linear(target, use("square-nonnegative", a=target.arg.fun.arg))

    goal = derivative(abstract(T, K), P, ZERO)
    return establish(goal, lambda e, pos, ex: give(ex, ONE, one, bound))


@lemma("derivative-of-identity")
def _() -> Thm:
    one = by_linear(positive(ONE))

    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
        return by_linear(target, use("square-nonnegative", a=target.arg.fun.arg))

    return establish(derivative(abstract(T, T), P, ONE), lambda e, pos, ex: give(ex, ONE, one, bound))


@lemma("derivative-of-sum")
def _() -> Thm:
    """(E + E')^2 <= 2 E^2 + 2 E'^2, each with e/2"""
    df, dg = assume(derivative(F, P, L)), assume(derivative(G, P, M))
    goal = derivative(abstract(T, add(at(F, T), at(G, T))), P, add(L, M))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        half = mul(HALF, e)
        half_pos = by_linear(positive(half), pos)

        def one(r: Term, r_pos: Thm, near_f: Thm) -> Thm:
            def two(s: Term, s_pos: Thm, near_g: Thm) -> Thm:
                def bound_for(small: Term, below_r: Thm, below_s: Thm) -> Bound:
                    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                        ef = nearer(near_f, v, low, high, below_r)
                        eg = nearer(near_g, v, low, high, below_s)
                        gap = sub(ef.conclusion.fun.arg.arg, eg.conclusion.fun.arg.arg)
                        return by_linear(target, ef, eg, use("square-nonnegative", a=gap))

                    return bound

                return smaller(r_pos, s_pos, lambda w, w_pos, br, bs: give(ex, w, w_pos, bound_for(w, br, bs)))

            return neighbourhood(dg, half, half_pos, "s!", two)

        return neighbourhood(df, half, half_pos, "r!", one)

    return discharge_all(establish(goal, build), df.conclusion, dg.conclusion)


@lemma("derivative-of-multiple")
def _() -> Thm:
    """With e/(1 + k^2): k^2 <= (1 + k^2)^2"""
    df = assume(derivative(F, P, L))
    goal = derivative(abstract(T, mul(K, at(F, T))), P, mul(K, L))
    size = add(ONE, mul(K, K))
    size_pos = by_linear(positive(size), use("square-nonnegative", a=K))
    q = div(ONE, size)
    unit = field_identity(mul(q, size), ONE, [size_pos])

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        small = mul(e, q)
        small_pos = use("product-positive", pos, use("inverse-positive", size_pos))

        def one(r: Term, r_pos: Thm, near: Thm) -> Thm:
            def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                ef = inside(near, v, low, high)
                step = sub(v, P)
                gap = by_linear(le(ZERO, sub(ef.conclusion.arg, ef.conclusion.fun.arg)), ef)
                scaled = use("product-nonnegative", use("square-nonnegative", a=K), gap)
                es = mul(e, step)
                squares = [use("square-nonnegative", a=mul(factor, es)) for factor in (q, mul(K, q), mul(mul(K, K), q))]
                whole = logic.replace_in(unit, lambda h: mul(mul(h, es), mul(h, es)))
                return by_linear(target, scaled, whole, *squares)

            return give(ex, r, r_pos, bound)

        return neighbourhood(df, small, small_pos, "r!", one)

    return discharge(df.conclusion, establish(goal, build))


@lemma("derivative-of-reflection")
def _() -> Thm:
    """f at k - t has the derivative -l where f has l"""
    df = assume(derivative(F, sub(K, P), L))
    goal = derivative(abstract(T, at(F, sub(K, T))), P, c("neg", L))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        def one(r: Term, r_pos: Thm, near: Thm) -> Thm:
            def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                region = logic.body_at(near.conclusion, sub(K, v)).fun.arg
                place = both(by_linear(region.fun.arg, high), by_linear(region.arg, low))
                return by_linear(target, logic.apply(near, sub(K, v), place))

            return give(ex, r, r_pos, bound)

        return neighbourhood(df, e, pos, "r!", one)

    return discharge(df.conclusion, establish(goal, build))


@lemma("derivative-of-dilation")
def _() -> Thm:
    """0 < k ==> f at k t has the derivative k l at c where f has l at k c"""
    sign, df = assume(positive(K)), assume(derivative(F, mul(K, P), L))
    goal = derivative(abstract(T, at(F, mul(K, T))), P, mul(K, L))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        small = div(e, K)
        small_pos = use("quotient-positive", pos, sign)

        def one(r: Term, r_pos: Thm, near: Thm) -> Thm:
            radius = div(r, K)
            radius_pos = use("quotient-positive", r_pos, sign)
            back = field_identity(mul(K, radius), r, [sign])

            def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                point = mul(K, v)
                region = logic.body_at(near.conclusion, point).fun.arg
                left = use("product-positive", sign, by_linear(positive(sub(v, low.conclusion.fun.arg)), low))
                right = use("product-positive", sign, by_linear(positive(sub(high.conclusion.arg, v)), high))
                place = both(by_linear(region.fun.arg, left, back), by_linear(region.arg, right, back))
                ef = logic.apply(near, point, place)
                flat = field_identity(ef.conclusion.arg, target.arg, [sign])
                return by_linear(target, ef, flat)

            return give(ex, radius, radius_pos, bound)

        return neighbourhood(df, small, small_pos, "r!", one)

    return discharge_all(establish(goal, build), sign.conclusion, df.conclusion)


@lemma("derivative-is-local")
def _() -> Thm:
    """(for a < x < b, f x = g x) ==> a < c ==> c < b ==> f has the derivative l at c ==> g has it"""
    inner = implication(c("and", lt(a, x), lt(x, b)), equation(at(F, x), at(G, x)))
    same, left, right = assume(universal(x, inner)), assume(lt(a, P)), assume(lt(P, b))
    df = assume(derivative(F, P, L))

    def equal_at(v: Term, low: Thm, high: Thm) -> Thm:
        return logic.apply(same, v, both(low, high))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        def one(r: Term, r_pos: Thm, near: Thm) -> Thm:
            to_left, to_right = by_linear(positive(sub(P, a)), left), by_linear(positive(sub(b, P)), right)

            def two(s: Term, s_pos: Thm, s_left: Thm, s_right: Thm) -> Thm:
                def three(w: Term, w_pos: Thm, w_r: Thm, w_s: Thm) -> Thm:
                    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                        ef = nearer(near, v, low, high, w_r)
                        here = equal_at(
                            v, by_linear(lt(a, v), low, w_s, s_left), by_linear(lt(v, b), high, w_s, s_right)
                        )
                        there = equal_at(P, left, right)
                        error = target.fun.arg.arg
                        other = ef.conclusion.fun.arg.arg
                        flat = by_linear(equation(error, other), here, there)
                        return by_linear(target, ef, logic.replace_in(flat, lambda h: mul(h, h)))

                    return give(ex, w, w_pos, bound)

                return smaller(r_pos, s_pos, three)

            return smaller(to_left, to_right, two)

        return neighbourhood(df, e, pos, "r!", one)

    th = establish(derivative(G, P, L), build)
    return discharge_all(th, same.conclusion, left.conclusion, right.conclusion, df.conclusion)


@lemma("derivative-is-unique")
def _() -> Thm:
    """Two derivatives at one point are equal: their difference times the step is small beside the step."""
    one, two = assume(derivative(F, P, L)), assume(derivative(F, P, M))
    gap = sub(L, M)
    square = mul(gap, gap)
    other = assume(logic.negation(equation(L, M)))
    zero = assume(equation(gap, ZERO))
    gap_nonzero = logic.refute(zero.conclusion, logic.contradiction(by_linear(equation(L, M), zero), other))
    square_pos = use("nonnegative-nonzero", use("square-nonnegative", a=gap),
                     use("product-nonzero", gap_nonzero, gap_nonzero))  # fmt: skip
    size = add(ONE, square)
    size_pos = by_linear(positive(size), square_pos)
    q = div(ONE, size)
    q_pos = use("inverse-positive", size_pos)
    e = mul(HALF, mul(square, q))
    e_pos = by_linear(positive(e), use("product-positive", square_pos, q_pos))
    unit = field_identity(mul(q, size), ONE, [size_pos])

    def first_near(r: Term, r_pos: Thm, near_one: Thm) -> Thm:
        def second_near(s: Term, s_pos: Thm, near_two: Thm) -> Thm:
            def clash(w: Term, w_pos: Thm, below_r: Thm, below_s: Thm) -> Thm:
                h = mul(HALF, w)
                v = add(P, h)
                low, high = by_linear(lt(sub(P, w), v), w_pos), by_linear(lt(v, add(P, w)), w_pos)
                e1, e2 = nearer(near_one, v, low, high, below_r), nearer(near_two, v, low, high, below_s)
                total = add(e1.conclusion.fun.arg.arg, e2.conclusion.fun.arg.arg)
                h_pos = by_linear(positive(h), w_pos)
                hh = use("product-positive", h_pos, h_pos)
                # D h^2 <= 4 e^2 h^2 = D^2 q^2 h^2, but D^2 q^2 < D, as D q^2 + 2 D^2 q^2 + D^3 q^2 = D
                qq = use("product-positive", q_pos, q_pos)
                dq = use("product-positive", square_pos, qq)
                ddq = use("product-positive", square_pos, dq)
                dddq = use("product-positive", square_pos, ddq)
                parts = [use("product-positive", t, hh) for t in (dq, ddq, dddq)]
                whole = logic.replace_in(unit, lambda u: mul(mul(square, mul(u, u)), mul(h, h)))
                bad = by_linear(lt(ZERO, ZERO), e1, e2, use("square-nonnegative", a=total), whole, *parts)
                return logic.contradiction(bad, use("less-irreflexive", a=ZERO))

            return smaller(r_pos, s_pos, clash)

        return neighbourhood(two, e, e_pos, "s!", second_near)

    absurd = neighbourhood(one, e, e_pos, "r!", first_near)
    return discharge_all(logic.by_contradiction(equation(L, M), absurd), one.conclusion, two.conclusion)
