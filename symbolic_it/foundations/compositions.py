"""Rules of differentiation: compositions, from the definition; products, by squares."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, by_linear, discharge_all, le, lemma, lt, positive, use
from symbolic_it.deduction.logic import both, c, first, second
from symbolic_it.foundations.neighbourhoods import (
    HALF,
    F,
    G,
    L,
    M,
    P,
    T,
    add,
    at,
    derivative,
    establish,
    give,
    lemma_at,
    mul,
    nearer,
    neighbourhood,
    quadratic,
    restated,
    share,
    smaller,
    sub,
    times,
)
from symbolic_it.kernel.terms import Term, abstract, number
from symbolic_it.kernel.theorems import Thm, assume, field_identity


@lemma("derivative-of-composition")
def _() -> Thm:
    """f has l at c and g has m at f(c): g(f t) has m l at c

    With y = f x: g y - g(f c) - m l (x - c) = E + m E', E the error of g at y and E' that of f at x.
    """
    df, dg = assume(derivative(F, P, L)), assume(derivative(G, at(F, P), M))
    goal = derivative(abstract(T, at(G, at(F, T))), P, mul(M, L))
    mm = mul(M, M)
    mm_pos = use("square-nonnegative", a=M)

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        e2, e2_pos, share2 = share(e, pos, mm, mm_pos)
        slope = add(mul(L, L), mul(e2, e2))
        slope_pos = by_linear(le(ZERO, slope), use("square-nonnegative", a=L), use("square-nonnegative", a=e2))
        e1, e1_pos, share1 = share(e, pos, slope, slope_pos)

        def one(r: Term, r_pos: Thm, near_f: Thm) -> Thm:
            def two(s: Term, s_pos: Thm, near_g: Thm) -> Thm:
                d2, d2_pos, share3 = share(s, s_pos, slope, slope_pos)

                def three(w: Term, w_pos: Thm, below_r: Thm, below_d: Thm) -> Thm:
                    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                        step = sub(v, P)
                        ef = nearer(near_f, v, low, high, below_r)
                        rise = sub(at(F, v), at(F, P))
                        across = sub(mul(L, step), ef.conclusion.fun.arg.arg)
                        steep = mul(mul(number(2), slope), mul(step, step))
                        risen = by_linear(le(mul(rise, rise), steep), ef, use("square-nonnegative", a=across))
                        small = use("square-above", by_linear(lt(c("neg", d2), step), low, below_d),
                                    by_linear(lt(step, d2), high, below_d))  # fmt: skip
                        room = by_linear(le(ZERO, sub(mul(d2, d2), mul(step, step))), small)
                        inside_g = by_linear(
                            lt(mul(rise, rise), mul(s, s)), risen, share3, use("product-nonnegative", slope_pos, room),
                            use("product-positive", s_pos, s_pos),
                        )  # fmt: skip
                        region = logic.body_at(near_g.conclusion, at(F, v)).fun.arg
                        close = use("square-below", s_pos, inside_g)
                        place = both(by_linear(region.fun.arg, first(close)), by_linear(region.arg, second(close)))
                        eg = logic.apply(near_g, at(F, v), place)
                        outer, inner = eg.conclusion.fun.arg.arg, ef.conclusion.fun.arg.arg
                        square = use("square-nonnegative", a=step)
                        return by_linear(
                            target,
                            eg,
                            use("square-nonnegative", a=sub(outer, mul(M, inner))),
                            use("square-nonnegative", a=mul(e, step)),
                            times(use("square-nonnegative", a=e1), risen),
                            times(square, share1),
                            times(square, share2),
                            times(mm_pos, ef),
                        )

                    return give(ex, w, w_pos, bound)

                return smaller(r_pos, d2_pos, three)

            return neighbourhood(dg, e1, e1_pos, "s!", two)

        return neighbourhood(df, e2, e2_pos, "r!", one)

    return discharge_all(establish(goal, build), df.conclusion, dg.conclusion)


@lemma("derivative-of-square")
def _() -> Thm:
    """t^2 has the derivative 2 c at c: the error is (x - c)^2"""
    one = by_linear(positive(ONE))

    def error(v: Term, low: Thm, high: Thm, e: Term) -> Thm:
        step = sub(v, P)
        w = mul(mul(ONE, step), step)
        return by_linear(le(mul(e, e), mul(w, w)))

    return quadratic(derivative(abstract(T, mul(T, T)), P, mul(number(2), P)), ONE, one, ONE, one, error)


@lemma("derivative-of-product")
def _() -> Thm:
    """f g = ((f + g)^2 - f^2 - g^2)/2"""
    df, dg = assume(derivative(F, P, L)), assume(derivative(G, P, M))

    def squared(th: Thm) -> Thm:
        f, value = th.conclusion.fun.fun.arg, at(th.conclusion.fun.fun.arg, P)
        square = lemma_at("derivative-of-square", c=value)
        outer = abstract(T, mul(T, T))
        return lemma_at(
            "derivative-of-composition", th, square, f=f, g=outer, c=P, l=th.conclusion.arg, m=square.conclusion.arg
        )

    total = use("derivative-of-sum", df, dg)
    less = use("derivative-of-multiple", use("derivative-of-sum", squared(df), squared(dg)), k=number(-1))
    th = use("derivative-of-multiple", use("derivative-of-sum", squared(total), less), k=HALF)
    f, g = at(F, T), at(G, T)
    body = field_identity(at(th.conclusion.fun.fun.arg, T), mul(f, g))
    value = field_identity(th.conclusion.arg, add(mul(L, at(G, P)), mul(at(F, P), M)))
    return discharge_all(restated(th, T, body, value), df.conclusion, dg.conclusion)
