"""Rules of one-sided limits, proved from the definition: sums, multiples, products, squeezing, continuity."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, a, by_linear, discharge_all, le, lemma, lt, positive, use, x, y
from symbolic_it.deduction.logic import both, c, conjunction, first, second
from symbolic_it.foundations.neighbourhoods import (
    HALF,
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
    lemma_at,
    mul,
    nearer,
    neighbourhood,
    restated,
    share,
    smaller,
    sub,
    times,
)
from symbolic_it.kernel.terms import Term, abstract, equation, fun, implication, real, universal, var
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity, generalise, instantiate, transitivity

SIDES = ("right", "left")
H = var("h", fun(real, real))


def tends(side: str, f: Term, point: Term, value: Term) -> Term:
    return c(f"tends_from_{side}", f, point, value)


def _on_both_sides(name: str) -> Callable[[Callable[[str], Thm]], None]:
    """Register the lemma for limits from the right and from the left."""

    def register(proof: Callable[[str], Thm]) -> None:
        for side in SIDES:
            lemma(f"{name}-from-{side}")(partial(proof, side))

    return register


def _within(target: Term, *facts: Thm) -> Thm:
    """|- l - e < value and value < l + e"""
    return both(by_linear(target.fun.arg, *facts), by_linear(target.arg, *facts))


def _offset(close: Thm, small: Term) -> tuple[Term, Thm]:
    """From |- l - s < value and value < l + s: the offset value - l, and |- (value - l)^2 < s^2."""
    value = second(close).conclusion.fun.arg
    offset = sub(value, first(close).conclusion.fun.arg.fun.arg)
    low = by_linear(lt(c("neg", small), offset), first(close))
    return offset, use("square-above", low, by_linear(lt(offset, small), second(close)))


@_on_both_sides("limit-of-constant")
def _(side: str) -> Thm:
    one = by_linear(positive(ONE))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        return give(ex, ONE, one, lambda v, target, low, high: _within(target, pos))

    return establish(tends(side, abstract(T, K), P, K), build)


@_on_both_sides("limit-of-identity")
def _(side: str) -> Thm:
    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        return give(ex, e, pos, lambda v, target, low, high: _within(target, pos, low, high))

    return establish(tends(side, abstract(T, T), P, P), build)


@_on_both_sides("limit-of-sum")
def _(side: str) -> Thm:
    tf, tg = assume(tends(side, F, P, L)), assume(tends(side, G, P, M))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        half = mul(HALF, e)
        half_pos = by_linear(positive(half), pos)

        def one(r: Term, r_pos: Thm, near_f: Thm) -> Thm:
            def two(s: Term, s_pos: Thm, near_g: Thm) -> Thm:
                def three(w: Term, w_pos: Thm, below_r: Thm, below_s: Thm) -> Thm:
                    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                        f, g = nearer(near_f, v, low, high, below_r), nearer(near_g, v, low, high, below_s)
                        return both(by_linear(target.fun.arg, first(f), first(g)),
                                    by_linear(target.arg, second(f), second(g)))  # fmt: skip

                    return give(ex, w, w_pos, bound)

                return smaller(r_pos, s_pos, three)

            return neighbourhood(tg, half, half_pos, "s!", two)

        return neighbourhood(tf, half, half_pos, "r!", one)

    th = establish(tends(side, abstract(T, add(at(F, T), at(G, T))), P, add(L, M)), build)
    return discharge_all(th, tf.conclusion, tg.conclusion)


@_on_both_sides("limit-of-multiple")
def _(side: str) -> Thm:
    """With s = e/(1 + k^2): (k (f x - l))^2 <= k^2 s^2 < e^2"""
    tf = assume(tends(side, F, P, L))
    size = add(ONE, mul(K, K))
    square = use("square-nonnegative", a=K)
    size_pos = by_linear(positive(size), square)
    q = div(ONE, size)
    unit = field_identity(mul(q, size), ONE, [size_pos])

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        small = mul(e, q)
        small_pos = use("product-positive", pos, use("inverse-positive", size_pos))
        small_square = use("product-positive", small_pos, small_pos)
        whole = logic.replace_in(unit, lambda h: mul(mul(e, e), mul(h, h)))
        wide = [use("square-nonnegative", a=mul(small, t)) for t in (K, mul(K, K))]

        def one(r: Term, r_pos: Thm, near: Thm) -> Thm:
            def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                offset, below = _offset(inside(near, v, low, high), small)
                scaled = mul(K, offset)
                room = by_linear(le(ZERO, sub(below.conclusion.arg, below.conclusion.fun.arg)), below)
                less = by_linear(lt(mul(scaled, scaled), mul(e, e)), use("product-nonnegative", square, room), whole,
                                 small_square, *wide)  # fmt: skip
                close = use("square-below", pos, less)
                return _within(target, first(close), second(close))

            return give(ex, r, r_pos, bound)

        return neighbourhood(tf, small, small_pos, "r!", one)

    return discharge(tf.conclusion, establish(tends(side, abstract(T, mul(K, at(F, T))), P, mul(K, L)), build))


def _vanishing_product(side: str) -> Thm:
    """f and g tend to 0 ==> f g tends to 0: f^2 < e^2 and g^2 < 1"""
    tf, tg = assume(tends(side, F, P, ZERO)), assume(tends(side, G, P, ZERO))
    one_pos = by_linear(positive(ONE))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        def one(r: Term, r_pos: Thm, near_f: Thm) -> Thm:
            def two(s: Term, s_pos: Thm, near_g: Thm) -> Thm:
                def three(w: Term, w_pos: Thm, below_r: Thm, below_s: Thm) -> Thm:
                    def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                        _, f2 = _offset(nearer(near_f, v, low, high, below_r), e)
                        _, g2 = _offset(nearer(near_g, v, low, high, below_s), ONE)
                        f, g = at(F, v), at(G, v)
                        room = by_linear(le(ZERO, sub(mul(e, e), mul(f, f))), f2)
                        rest = by_linear(positive(sub(ONE, mul(g, g))), g2)
                        product = mul(f, g)
                        less = by_linear(
                            lt(mul(product, product), mul(e, e)),
                            use("product-nonnegative", use("square-nonnegative", a=g), room),
                            use("product-positive", use("product-positive", pos, pos), rest),
                        )
                        close = use("square-below", pos, less)
                        return _within(target, first(close), second(close))

                    return give(ex, w, w_pos, bound)

                return smaller(r_pos, s_pos, three)

            return neighbourhood(tg, ONE, one_pos, "s!", two)

        return neighbourhood(tf, e, pos, "r!", one)

    th = establish(tends(side, abstract(T, mul(at(F, T), at(G, T))), P, ZERO), build)
    return discharge_all(th, tf.conclusion, tg.conclusion)


@_on_both_sides("limit-of-product")
def _(side: str) -> Thm:
    """f g = (f - l)(g - m) + l g + m f - l m"""
    tf, tg = assume(tends(side, F, P, L)), assume(tends(side, G, P, M))
    plus, scaled = f"limit-of-sum-from-{side}", f"limit-of-multiple-from-{side}"

    def shifted(th: Thm, value: Term) -> Thm:
        constant = lemma_at(f"limit-of-constant-from-{side}", k=c("neg", value), c=P)
        moved = use(plus, th, constant)
        return restated(moved, T, None, field_identity(moved.conclusion.arg, ZERO))

    f, g = shifted(tf, L), shifted(tg, M)
    functions = [(F, f.conclusion.fun.fun.arg), (G, g.conclusion.fun.fun.arg)]
    small = logic.apply(instantiate(functions, _vanishing_product(side)), f, g)
    rest = use(plus, use(scaled, tg, k=L), use(scaled, tf, k=M))
    offset = lemma_at(f"limit-of-constant-from-{side}", k=c("neg", mul(L, M)), c=P)
    th = use(plus, small, use(plus, rest, offset))
    body = field_identity(at(th.conclusion.fun.fun.arg, T), mul(at(F, T), at(G, T)))
    value = field_identity(th.conclusion.arg, mul(L, M))
    return discharge_all(restated(th, T, body, value), tf.conclusion, tg.conclusion)


# ---- comparison, locality, uniqueness ------------------------------------------------------------------------


def _beside(side: str, v: Term) -> Term:
    """v lies between the point and a, on this side of it."""
    return conjunction(lt(P, v), lt(v, a)) if side == "right" else conjunction(lt(a, v), lt(v, P))


def _place(side: str) -> tuple[Thm, Thm]:
    """|- c < a (right) or a < c (left), and that the distance is positive."""
    th = assume(lt(P, a) if side == "right" else lt(a, P))
    return th, by_linear(positive(sub(a, P) if side == "right" else sub(P, a)), th)


@_on_both_sides("limit-by-squeezing")
def _(side: str) -> Thm:
    """g <= f <= h near c, and g and h tend to l ==> f tends to l"""
    under = assume(universal(x, implication(_beside(side, x), le(at(G, x), at(F, x)))))
    over = assume(universal(x, implication(_beside(side, x), le(at(F, x), at(H, x)))))
    order, gap_pos = _place(side)
    tg, th_ = assume(tends(side, G, P, L)), assume(tends(side, H, P, L))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        def one(r: Term, r_pos: Thm, near_g: Thm) -> Thm:
            def two(s: Term, s_pos: Thm, near_h: Thm) -> Thm:
                def three(u: Term, u_pos: Thm, u_r: Thm, u_s: Thm) -> Thm:
                    def four(w: Term, w_pos: Thm, w_u: Thm, w_gap: Thm) -> Thm:
                        def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                            below_r = by_linear(le(w, r), w_u, u_r)
                            below_s = by_linear(le(w, s), w_u, u_s)
                            g, h = nearer(near_g, v, low, high, below_r), nearer(near_h, v, low, high, below_s)
                            region = _beside(side, v)
                            where = both(by_linear(region.fun.arg, low, w_gap), by_linear(region.arg, high, w_gap))
                            least, most = logic.apply(under, v, where), logic.apply(over, v, where)
                            return both(
                                by_linear(target.fun.arg, first(g), least), by_linear(target.arg, second(h), most)
                            )

                        return give(ex, w, w_pos, bound)

                    return smaller(u_pos, gap_pos, four)

                return smaller(r_pos, s_pos, three)

            return neighbourhood(th_, e, pos, "s!", two)

        return neighbourhood(tg, e, pos, "r!", one)

    found = establish(tends(side, F, P, L), build)
    return discharge_all(found, *(t.conclusion for t in (under, over, order, tg, th_)))


@_on_both_sides("limit-is-local")
def _(side: str) -> Thm:
    """f = g near c, and f tends to l ==> g tends to l: squeeze g between f and f"""
    same = assume(universal(x, implication(_beside(side, x), equation(at(F, x), at(G, x)))))
    order, _ = _place(side)
    tf = assume(tends(side, F, P, L))
    near = assume(_beside(side, x))
    here = logic.apply(same, x, near)
    under, over = (
        generalise(x, discharge(near.conclusion, by_linear(goal, here)))
        for goal in (le(at(F, x), at(G, x)), le(at(G, x), at(F, x)))
    )
    th = lemma_at(f"limit-by-squeezing-from-{side}", under, over, order, tf, tf, f=G, g=F, h=F, c=P, a=a, l=L)
    return discharge_all(th, same.conclusion, order.conclusion, tf.conclusion)


@_on_both_sides("limit-is-unique")
def _(side: str) -> Thm:
    """f tends to l and to m at c ==> l = m: errors of half the distance would overlap"""
    one, two = assume(tends(side, F, P, L)), assume(tends(side, F, P, M))

    def clash(low: Thm, high: Thm, order: Thm) -> Thm:
        """A contradiction from |- f tends to l', |- f tends to m', |- l' < m'."""
        e = mul(HALF, sub(order.conclusion.arg, order.conclusion.fun.arg))
        e_pos = by_linear(positive(e), order)

        def first_near(r: Term, r_pos: Thm, near_low: Thm) -> Thm:
            def second_near(s: Term, s_pos: Thm, near_high: Thm) -> Thm:
                def three(w: Term, w_pos: Thm, below_r: Thm, below_s: Thm) -> Thm:
                    v = add(P, mul(HALF, w)) if side == "right" else sub(P, mul(HALF, w))
                    facts = []
                    for near, below in ((near_low, below_r), (near_high, below_s)):
                        region = logic.body_at(near.conclusion, v).fun.arg
                        where = both(by_linear(region.fun.arg, w_pos, below), by_linear(region.arg, w_pos, below))
                        facts.append(logic.apply(near, v, where))
                    bad = by_linear(lt(ZERO, ZERO), second(facts[0]), first(facts[1]))
                    return logic.contradiction(bad, use("less-irreflexive", a=ZERO))

                return smaller(r_pos, s_pos, three)

            return neighbourhood(high, e, e_pos, "s!", second_near)

        return neighbourhood(low, e, e_pos, "r!", first_near)

    def at_most(low: Term, high: Term, absurd: Callable[[Thm], Thm]) -> Thm:
        """|- high <= low, as low < high is absurd"""
        order = assume(lt(low, high))
        return use("not-less", logic.refute(order.conclusion, absurd(order)))

    th = use("antisymmetry", at_most(M, L, lambda o: clash(two, one, o)), at_most(L, M, lambda o: clash(one, two, o)))
    return discharge_all(th, one.conclusion, two.conclusion)


# ---- continuity -------------------------------------------------------------------------------------------


@_on_both_sides("limit-by-derivative")
def _(side: str) -> Thm:
    """f has a derivative at c ==> f tends to f(c) there: (f x - f c)^2 <= 2 (l^2 + 1) (x - c)^2"""
    df = assume(derivative(F, P, L))
    one_pos = by_linear(positive(ONE))
    slope = add(mul(L, L), ONE)
    slope_pos = by_linear(le(ZERO, slope), use("square-nonnegative", a=L))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        radius, radius_pos, small = share(e, pos, slope, slope_pos)

        def one(r: Term, r_pos: Thm, near: Thm) -> Thm:
            def two(w: Term, w_pos: Thm, below_r: Thm, below_radius: Thm) -> Thm:
                def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                    region = logic.body_at(near.conclusion, v).fun.arg
                    facts = [low, high, below_r, w_pos]
                    error = logic.apply(near, v, both(by_linear(region.fun.arg, *facts), by_linear(region.arg, *facts)))
                    step, rise = sub(v, P), sub(at(F, v), at(F, P))
                    across = sub(mul(L, step), error.conclusion.fun.arg.arg)
                    facts = [low, high, below_radius, w_pos]
                    steps = use("square-above", by_linear(lt(c("neg", radius), step), *facts),
                                by_linear(lt(step, radius), *facts))  # fmt: skip
                    less = by_linear(
                        lt(mul(rise, rise), mul(e, e)), error, use("square-nonnegative", a=across), small,
                        times(slope_pos, steps), use("product-positive", pos, pos),
                    )  # fmt: skip
                    close = use("square-below", pos, less)
                    return _within(target, first(close), second(close))

                return give(ex, w, w_pos, bound)

            return smaller(r_pos, radius_pos, two)

        return neighbourhood(df, ONE, one_pos, "r!", one)

    return discharge(df.conclusion, establish(tends(side, F, P, at(F, P)), build))


@lemma("limit-of-power")
def _() -> Thm:
    """0 < y ==> t^y tends to 0 as t falls to 0: below e^(1/y) it is below e"""
    sign = assume(positive(y))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        logs = div(c("ln", e), y)
        radius = c("exp", logs)
        radius_pos = use("exp-positive", x=logs)
        power = use("power-positive-base", radius_pos, y=y)
        exponent = logic.replace_in(use("ln-exp", x=logs), lambda h: mul(y, h))
        exponent = transitivity(exponent, field_identity(mul(y, logs), c("ln", e), [sign]))
        back = transitivity(logic.replace_in(exponent, lambda h: c("exp", h)), use("exp-ln", pos))
        whole = transitivity(power, back)

        def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
            below = use("power-strictly-increasing", low, by_linear(lt(v, radius), high), sign)
            return _within(target, below, whole, use("power-positive", low, y=y), pos)

        return give(ex, radius, radius_pos, bound)

    return discharge(sign.conclusion, establish(tends("right", abstract(T, c("pow", T, y)), ZERO, ZERO), build))
