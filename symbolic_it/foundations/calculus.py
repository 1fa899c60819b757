"""Rules of derivatives, proved from the definition by squeezing; and what the mean value theorem says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import (
    ONE,
    ZERO,
    a,
    b,
    by_linear,
    discharge_all,
    le,
    lemma,
    lt,
    positive,
    use,
    x,
)
from symbolic_it.deduction.logic import both, c, cases, first, second
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    apply_term,
    equation,
    fun,
    implication,
    number,
    real,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    symmetry,
)

F, G, DF, D2 = (var(n, fun(real, real)) for n in ("f", "g", "f'", "f''"))
P, L, M, K, T = var("c", real), var("l", real), var("m", real), var("k", real), var("t", real)
HALF = number(Fraction(1, 2))
RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "


def mul(u: Term, v: Term) -> Term:
    return c("mul", u, v)


def sub(u: Term, v: Term) -> Term:
    return c("sub", u, v)


def add(u: Term, v: Term) -> Term:
    return c("add", u, v)


def div(u: Term, v: Term) -> Term:
    return c("div", u, v)


def at(f: Term, *args: Term) -> Term:
    return apply_term(f, *args)


def derivative(f: Term, point: Term, value: Term) -> Term:
    return c("has_derivative", f, point, value)


Bound = Callable[[Term, Term, Thm, Thm], Thm]
"""(x, target, |- c - d < x, |- x < c + d) -> |- target, the bound on the error at x."""


def establish(goal: Term, build: Callable[[Term, Thm, Term], Thm]) -> Thm:
    """|- goal, a derivative: ``build(e, |- 0 < e, exists d...)`` proves the existence of a neighbourhood for every e."""
    unfolded = logic.unfold(goal)
    e = var("e!", real)
    at_e = logic.body_at(logic.right_side(unfolded), e)
    positive_e = assume(at_e.fun.arg)
    th = generalise(e, discharge(positive_e.conclusion, build(e, positive_e, at_e.arg)))
    return equality_modus_ponens(symmetry(unfolded), th)


def give(existence: Term, radius: Term, radius_positive: Thm, bound: Bound) -> Thm:
    """|- existence, with this radius and the bound on the error inside it."""
    claim = apply_term(existence.arg, radius)
    v = var("x!", real)
    inner = logic.body_at(claim.arg, v)
    inside = assume(inner.fun.arg)
    th = bound(v, inner.arg, first(inside), second(inside))
    return logic.witness(existence, radius, both(radius_positive, generalise(v, discharge(inside.conclusion, th))))


def neighbourhood(th: Thm, e: Term, e_positive: Thm, name: str, then: Callable[[Term, Thm, Thm], Thm]) -> Thm:
    """From a derivative: with a radius for e, ``then(d, |- 0 < d, |- for all x near, bound)``; the radius is discharged."""
    existence = logic.apply(logic.unfold_theorem(th), e, e_positive)
    radius = var(name, real)
    body = assume(apply_term(existence.conclusion.arg, radius))
    return logic.choose(existence, radius, then(radius, first(body), second(body)))


def smaller(u: Thm, v: Thm, then: Callable[[Term, Thm, Thm, Thm], Thm]) -> Thm:
    """For |- 0 < r and |- 0 < s: ``then(d, |- 0 < d, |- d <= r, |- d <= s)`` with d the smaller one."""
    r, s = u.conclusion.arg, v.conclusion.arg
    yes, no = assume(le(r, s)), assume(logic.negation(le(r, s)))
    below = by_linear(le(s, r), use("less-not-or-equal", no))
    return cases(le(r, s), then(r, u, by_linear(le(r, r)), yes), then(s, v, below, by_linear(le(s, s))))


def inside(near: Thm, v: Term, low: Thm, high: Thm) -> Thm:
    """The bound at v from ``for all x, (low and high) ==> bound``."""
    region = logic.body_at(near.conclusion, v).fun.arg
    parts = [region.fun.arg, region.arg]
    return logic.apply(near, v, both(by_linear(parts[0], low), by_linear(parts[1], high)))


# ---- rules from the definition -----------------------------------------------------------------------


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
                        ef = _near(near_f, v, low, high, below_r)
                        eg = _near(near_g, v, low, high, below_s)
                        gap = sub(ef.conclusion.fun.arg.arg, eg.conclusion.fun.arg.arg)
                        return by_linear(target, ef, eg, use("square-nonnegative", a=gap))

                    return bound

                return smaller(r_pos, s_pos, lambda w, w_pos, br, bs: give(ex, w, w_pos, bound_for(w, br, bs)))

            return neighbourhood(dg, half, half_pos, "s!", two)

        return neighbourhood(df, half, half_pos, "r!", one)

    return discharge_all(establish(goal, build), df.conclusion, dg.conclusion)


def _near(near: Thm, v: Term, low: Thm, high: Thm, below: Thm) -> Thm:
    """The bound of a neighbourhood that contains this one."""
    region = logic.body_at(near.conclusion, v).fun.arg
    return logic.apply(near, v, both(by_linear(region.fun.arg, low, below), by_linear(region.arg, high, below)))


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
                        ef = _near(near, v, low, high, w_r)
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


@lemma("small-quotient")
def _() -> Thm:
    """0 < k ==> x <= a k ==> -x <= a k ==> (x x / k)^2 <= (a x)^2"""
    pos, up, down = assume(positive(K)), assume(le(x, mul(a, K))), assume(le(c("neg", x), mul(a, K)))
    q = div(x, K)
    first_gap, second_gap = by_linear(le(ZERO, sub(mul(a, K), x)), up), by_linear(le(ZERO, add(mul(a, K), x)), down)
    gap = use("product-nonnegative", first_gap, second_gap)
    scaled = use("product-nonnegative", use("square-nonnegative", a=q), gap)
    w = div(mul(x, x), K)
    flat = field_identity(mul(mul(q, q), gap.conclusion.arg), sub(mul(mul(a, x), mul(a, x)), mul(w, w)), [pos])
    th = by_linear(le(mul(w, w), mul(mul(a, x), mul(a, x))), scaled, flat)
    return discharge_all(th, pos.conclusion, up.conclusion, down.conclusion)


def _squeezed(goal: Term, scale: Term, scale_positive: Thm, error: Callable[[Term, Thm, Term, Term], Thm]) -> Thm:
    """A derivative at c > 0 whose error at x > c/2 is squeezed by (x - c)^2 / (scale x).

    ``error(x, |- 0 < x, w, E)`` proves E^2 <= w^2 for w = (x - c)^2 / (scale x).
    """
    pos = assume(positive(P))

    def build(e: Term, e_pos: Thm, ex: Term) -> Thm:
        half = mul(HALF, P)
        half_pos = by_linear(positive(half), pos)
        limit_pos = use("product-positive", use("product-positive", e_pos, scale_positive), half_pos)

        def with_radius(r: Term, r_pos: Thm, below_half: Thm, below_limit: Thm) -> Thm:
            def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                v_pos = by_linear(positive(v), low, below_half, half_pos)
                above = by_linear(le(ZERO, sub(v, half)), low, below_half)
                es = use("product-positive", e_pos, scale_positive)
                room = use("product-nonnegative", by_linear(le(ZERO, es.conclusion.arg), es), above)
                k = mul(scale, v)
                step = sub(v, P)
                up = by_linear(le(step, mul(e, k)), high, below_limit, room)
                down = by_linear(le(c("neg", step), mul(e, k)), low, below_limit, room)
                small = use("small-quotient", use("product-positive", scale_positive, v_pos), up, down)
                w = small.conclusion.fun.arg.arg
                return by_linear(target, error(v, v_pos, w, target.fun.arg.arg), small)

            return give(ex, r, r_pos, bound)

        return smaller(half_pos, limit_pos, with_radius)

    return discharge(pos.conclusion, establish(goal, build))


@lemma("derivative-of-ln")
def _() -> Thm:
    """0 < c ==> ln has the derivative 1/c at c: 1 - c/x <= ln x - ln c <= x/c - 1"""
    pos = assume(positive(P))

    def error(v: Term, v_pos: Thm, w: Term, e: Term) -> Thm:
        above = by_linear(
            le(sub(c("ln", v), c("ln", P)), sub(div(v, P), ONE)),
            use("ln-bound", use("quotient-positive", v_pos, pos)), use("ln-quotient", v_pos, pos),
        )  # fmt: skip
        below = by_linear(
            le(sub(c("ln", P), c("ln", v)), sub(div(P, v), ONE)),
            use("ln-bound", use("quotient-positive", pos, v_pos)), use("ln-quotient", pos, v_pos),
        )  # fmt: skip
        step = sub(v, P)
        slope = field_identity(sub(div(v, P), ONE), mul(div(ONE, P), step), [pos])
        width = field_identity(add(sub(div(P, v), ONE), mul(div(ONE, P), step)), w, [pos, v_pos])
        negative = by_linear(le(ZERO, c("neg", e)), above, slope)
        low = by_linear(le(ZERO, add(w, e)), below, width)
        product = use("product-nonnegative", low, by_linear(le(ZERO, sub(w, e)), low, negative))
        return by_linear(le(mul(e, e), mul(w, w)), product)

    goal = derivative(abstract(T, c("ln", T)), P, div(ONE, P))
    return _squeezed(goal, P, pos, error)


@lemma("derivative-of-reciprocal")
def _() -> Thm:
    """0 < c ==> 1/t has the derivative -1/c^2 at c"""
    pos = assume(positive(P))

    def error(v: Term, v_pos: Thm, w: Term, e: Term) -> Thm:
        flat = field_identity(e, w, [pos, v_pos])
        return by_linear(le(mul(e, e), mul(w, w)), logic.replace_in(flat, lambda h: mul(h, h)))

    goal = derivative(abstract(T, div(ONE, T)), P, c("neg", div(ONE, mul(P, P))))
    return _squeezed(goal, mul(P, P), use("product-positive", pos, pos), error)


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
                e1, e2 = _near(near_one, v, low, high, below_r), _near(near_two, v, low, high, below_s)
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


# ---- from the mean value theorem ----------------------------------------------------------------------------


def _between(u: Term, v: Term, t: Term) -> Term:
    return c("and", lt(u, t), lt(t, v))


def _rise(
    slopes: Thm,
    low: Term,
    high: Term,
    order: Thm,
    name: str,
    f: Term,
    df: Term,
    known: Sequence[Thm],
    then: Callable[[Term, Thm, Thm, Thm], Thm],
) -> Thm:
    """For low < high inside (a, b): ``then(t, |- low < t, |- t < high, |- f high - f low = f' t (high - low))``.

    ``slopes`` says ``for all t, a < t and t < b ==> has_derivative f t (f' t)``; ``known`` places low and high there.
    """
    t = var(name, real)
    closed = assume(c("and", le(low, t), le(t, high)))
    region = logic.body_at(slopes.conclusion, t).fun.arg
    facts = [*known, order]
    place = both(by_linear(region.fun.arg, first(closed), *facts), by_linear(region.arg, second(closed), *facts))
    slope = generalise(t, discharge(closed.conclusion, logic.apply(slopes, t, place)))
    th = instantiate([(var("a", real), low), (var("b", real), high), (F, f), (DF, df)], axiom("mean-value"))
    existence = logic.apply(th, order, slope)
    body = assume(apply_term(existence.conclusion.arg, t))
    rest = second(body)
    return logic.choose(existence, t, then(t, first(body), first(rest), second(rest)))


@lemma("zero-derivative")
def _() -> Thm:
    """(for a < t < b, f has the derivative 0 at t) ==> a < x ==> x < t ==> t < b ==> f x = f t"""
    y = var("y", real)
    slopes = assume(universal(T, implication(_between(a, b, T), derivative(F, T, ZERO))))
    left, order, right = assume(lt(a, x)), assume(lt(x, y)), assume(lt(y, b))
    th = _rise(slopes, x, y, order, "t!", F, abstract(T, ZERO), [left, right],
               lambda t, lo, hi, rise: by_linear(equation(at(F, x), at(F, y)), rise))  # fmt: skip
    return discharge_all(th, slopes.conclusion, left.conclusion, order.conclusion, right.conclusion)


@lemma("stationary-point-of-concave")
def _() -> Thm:
    """f' and f'' on (a, b), f'' < 0 there, f'(c) = 0: every other value of f is less than f(c)"""
    slopes = assume(universal(T, implication(_between(a, b, T), derivative(F, T, at(DF, T)))))
    bends = assume(universal(T, implication(_between(a, b, T), derivative(DF, T, at(D2, T)))))
    negative = assume(universal(T, implication(_between(a, b, T), lt(at(D2, T), ZERO))))
    left, right = assume(lt(a, P)), assume(lt(P, b))
    flat = assume(equation(at(DF, P), ZERO))
    x_left, x_right = assume(lt(a, x)), assume(lt(x, b))
    different = assume(logic.negation(equation(x, P)))
    goal = lt(at(F, x), at(F, P))

    def side(low: Term, high: Term, order: Thm) -> Thm:
        known = [left, right, x_left, x_right]

        def outer(s: Term, lo: Thm, hi: Thm, rise: Thm) -> Thm:
            u, v, inner_order = (s, P, hi) if high is P else (P, s, lo)
            near = [*known, lo, hi]

            def inner(r: Term, r_lo: Thm, r_hi: Thm, bend: Thm) -> Thm:
                place = both(by_linear(lt(a, r), r_lo, *near), by_linear(lt(r, b), r_hi, *near))
                bent = logic.apply(negative, r, place)
                down = use("product-positive", by_linear(positive(c("neg", at(D2, r))), bent),
                           by_linear(positive(sub(v, u)), inner_order))  # fmt: skip
                steep = at(DF, s) if high is P else c("neg", at(DF, s))
                slope = by_linear(positive(steep), down, bend, flat)
                gain = use("product-positive", slope, by_linear(positive(sub(high, low)), order))
                return by_linear(goal, gain, rise)

            return _rise(bends, u, v, inner_order, "r!", DF, D2, near, inner)

        return _rise(slopes, low, high, order, "s!", F, DF, known, outer)

    below = assume(lt(x, P))
    reach = use("not-less", assume(logic.negation(below.conclusion)))
    flipped = logic.refute(equation(P, x), logic.contradiction(symmetry(assume(equation(P, x))), different))
    above = use("less-or-equal-different", reach, flipped)
    th = cases(below.conclusion, side(x, P, below), side(P, x, above))
    conditions = (slopes, bends, negative, left, right, flat, x_left, x_right, different)
    return discharge_all(th, *(t.conclusion for t in conditions))


def _enter() -> None:
    def entry(
        name: str,
        *lemmas: str,
        title: str,
        why: str,
        example: str,
        source: str = RUDIN + "theorem 5.3",
        role: str = "fact",
    ) -> None:
        add_rule(
            name,
            *(lemmas or (name,)),
            subject="calculus",
            role=role,
            title=title,
            why=why,
            example=example,
            source=source,
        )

    entry("derivative-rules", "derivative-of-constant", "derivative-of-identity", "derivative-of-sum", "derivative-of-multiple",
          "derivative-of-reflection", "derivative-of-dilation", "derivative-of-ln", "derivative-of-reciprocal", role="calculus",
          title="Rules of differentiation", why="Each from the definition: ln is squeezed between 1 - c/x and x/c - 1 around c > 0.",
          example="d/dt (k ln t + j ln(1 - t)) = k/t - j/(1 - t)")  # fmt: skip
    entry(
        "derivative-is-local",
        title="Derivatives are local",
        why="Only values near the point count.",
        example="f = g around c gives f'(c) = g'(c)",
    )
    entry("derivative-is-unique", title="A function has one derivative at a point", why="The difference of two, times the step, is small beside the step.",
          example="x f'(xy) = f'(y), both being the derivative of y -> f(xy)")  # fmt: skip
    entry("zero-derivative", title="A derivative that is zero on an interval", why="Mean value theorem.", example="f' = 0 on (0,1) makes f constant there",
          source=RUDIN + "theorem 5.11")  # fmt: skip
    entry("stationary-point-of-concave", title="The stationary point of a concave function is its only maximiser",
          why="Mean value theorem twice: f' is positive before the point and negative after it.", example="k/n for the Bernoulli log-likelihood",
          source=RUDIN + "theorems 5.10-5.11")  # fmt: skip


_enter()
