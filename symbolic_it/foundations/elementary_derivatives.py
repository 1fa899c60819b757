"""Derivatives of ln, log, 1/t, exp and powers, each from the definition by the bounds on the logarithm and algebra."""

from __future__ import annotations

from collections.abc import Callable

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
    n,
    nonzero,
    positive,
    theorem,
    use,
    x,
    y,
)
from symbolic_it.deduction.logic import c, cases, chain, conjunction, first
from symbolic_it.deduction.sums import induct, number_of
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
    lemma_at,
    mul,
    quadratic,
    restated,
    smaller,
    sub,
)
from symbolic_it.kernel.terms import Term, abstract, equation, number
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    field_identity,
    generalise,
    instantiate,
    specialise,
    symmetry,
    transitivity,
)


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


@lemma("derivative-of-positive-reciprocal")
def _() -> Thm:
    """0 < c ==> 1/t has the derivative -1/c^2 at c"""
    pos = assume(positive(P))

    def error(v: Term, v_pos: Thm, w: Term, e: Term) -> Thm:
        flat = field_identity(e, w, [pos, v_pos])
        return by_linear(le(mul(e, e), mul(w, w)), logic.replace_in(flat, lambda h: mul(h, h)))

    goal = derivative(abstract(T, div(ONE, T)), P, c("neg", div(ONE, mul(P, P))))
    return _squeezed(goal, mul(P, P), use("product-positive", pos, pos), error)


@lemma("derivative-of-reciprocal")
def _() -> Thm:
    """c != 0 ==> 1/t has the derivative -1/c^2 at c: for c < 0, 1/t = -(1/(0 - t))"""
    nonzero_ = assume(nonzero(P))
    value = c("neg", div(ONE, mul(P, P)))
    right = assume(positive(P))
    reach = use("not-less", assume(logic.negation(right.conclusion)))
    left = use("less-or-equal-different", reach, nonzero_)
    turned = sub(ZERO, P)
    outer = use("derivative-of-positive-reciprocal", by_linear(positive(turned), left))
    minus = use("derivative-of-multiple", theorem("derivative-of-identity"), k=number(-1))
    minus = restated(minus, T, field_identity(mul(number(-1), T), sub(ZERO, T)))
    th = lemma_at("derivative-of-composition", minus, outer, f=abstract(T, sub(ZERO, T)), g=abstract(T, div(ONE, T)),
                  c=P, l=minus.conclusion.arg, m=outer.conclusion.arg)  # fmt: skip
    th = use("derivative-of-multiple", th, k=number(-1))
    body = field_identity(at(th.conclusion.fun.fun.arg, T), div(ONE, T))
    th = restated(th, T, body, field_identity(th.conclusion.arg, value))
    split = cases(right.conclusion, use("derivative-of-positive-reciprocal", right), th)
    return discharge(nonzero_.conclusion, split)


@lemma("derivative-of-quotient")
def _() -> Thm:
    """f and g have l and m at c, g(c) != 0: f/g has (l g(c) - f(c) m)/g(c)^2"""
    df, dg, other = assume(derivative(F, P, L)), assume(derivative(G, P, M)), assume(nonzero(at(G, P)))
    outer = use("derivative-of-reciprocal", other)
    inverse = lemma_at("derivative-of-composition", dg, outer, f=G, g=abstract(T, div(ONE, T)), c=P, l=M,
                       m=outer.conclusion.arg)  # fmt: skip
    th = use("derivative-of-product", df, inverse)
    body = field_identity(at(th.conclusion.fun.fun.arg, T), div(at(F, T), at(G, T)))
    slope = div(sub(mul(L, at(G, P)), mul(at(F, P), M)), mul(at(G, P), at(G, P)))
    th = restated(th, T, body, field_identity(th.conclusion.arg, slope, [other]))
    return discharge_all(th, df.conclusion, dg.conclusion, other.conclusion)


@lemma("derivative-of-log")
def _() -> Thm:
    """0 < c ==> log_b has the derivative (1/ln b)(1/c) at c"""
    pos = assume(positive(P))
    scale = div(ONE, c("ln", b))
    th = use("derivative-of-multiple", use("derivative-of-ln", pos), k=scale)
    unfolded = logic.unfold(c("log", b, T))
    body = chain(field_identity(at(th.conclusion.fun.fun.arg, T), logic.right_side(unfolded)), symmetry(unfolded))
    return discharge(pos.conclusion, restated(th, T, body))


# ---- the exponential -----------------------------------------------------------------------------------------


@lemma("exp-of-sum")
def _() -> Thm:
    """exp(a + b) = exp a exp b"""
    ea, eb, both_ = (c("exp", t) for t in (a, b, add(a, b)))
    p, q, r = (use("exp-positive", x=t) for t in (a, b, add(a, b)))
    logs = [use("ln-exp", x=t) for t in (a, b, add(a, b))]
    same = by_linear(equation(c("ln", both_), c("ln", mul(ea, eb))), use("ln-product", p, q), *logs)
    return use("ln-injective", r, use("product-positive", p, q), same)


@lemma("exp-tangent")
def _() -> Thm:
    """1 + a <= exp a, from ln t <= t - 1 at t = exp a"""
    p = use("exp-positive", x=a)
    return by_linear(le(add(ONE, a), c("exp", a)), use("ln-bound", p), use("ln-exp", x=a))


@lemma("exp-parabola")
def _() -> Thm:
    """a <= 1/2 ==> exp a <= 1 + a + 2 a^2, since exp(a) (1 - a) <= exp(a) exp(-a) = 1"""
    small = assume(le(a, HALF))
    value, other = c("exp", a), c("exp", c("neg", a))
    tangent = lemma_at("exp-tangent", a=c("neg", a))
    room = use("product-nonnegative", by_linear(le(ZERO, value), use("exp-positive", x=a)),
               by_linear(le(ZERO, sub(other, sub(ONE, a))), tangent))  # fmt: skip
    flat = logic.replace_in(field_identity(add(a, c("neg", a)), ZERO), lambda h: c("exp", h))
    product = by_linear(equation(mul(value, other), ONE), lemma_at("exp-of-sum", a=a, b=c("neg", a)), flat,
                        theorem("exp-of-zero"))  # fmt: skip
    left = by_linear(positive(sub(ONE, a)), small)
    gap = sub(add(add(ONE, a), mul(number(2), mul(a, a))), value)
    cube = use(
        "product-nonnegative", use("square-nonnegative", a=a), by_linear(le(ZERO, sub(ONE, mul(number(2), a))), small)
    )
    scaled = by_linear(le(ZERO, mul(gap, sub(ONE, a))), room, product, cube)
    th = use("product-nonnegative", scaled, by_linear(le(ZERO, div(ONE, sub(ONE, a))), use("inverse-positive", left)))
    back = field_identity(th.conclusion.arg, gap, [left])
    return discharge(small.conclusion, by_linear(le(value, gap.fun.arg), th, back))


@lemma("derivative-of-exp")
def _() -> Thm:
    """exp has the derivative exp c at c: 0 <= exp x - exp c (1 + (x - c)) <= 2 exp c (x - c)^2 for x - c <= 1/2"""
    top = c("exp", P)
    top_pos = use("exp-positive", x=P)
    k = mul(number(2), top)

    def error(v: Term, low: Thm, high: Thm, e: Term) -> Thm:
        step = sub(v, P)
        grown = c("exp", step)
        same = logic.replace_in(field_identity(add(P, step), v), lambda h: c("exp", h))
        moved = lemma_at("exp-of-sum", a=P, b=step)
        weight = by_linear(le(ZERO, top), top_pos)
        above = lemma_at("exp-tangent", a=step)
        below = lemma_at("exp-parabola", by_linear(le(step, HALF), high), a=step)
        least = use("product-nonnegative", weight, by_linear(le(ZERO, sub(grown, add(ONE, step))), above))
        most = use("product-nonnegative", weight, by_linear(le(ZERO, sub(below.conclusion.arg, grown)), below))
        w = mul(mul(k, step), step)
        sign = by_linear(le(ZERO, e), least, same, moved)
        size = by_linear(le(ZERO, sub(w, e)), most, same, moved)
        total = by_linear(le(ZERO, add(w, e)), sign, size)
        return by_linear(le(mul(e, e), mul(w, w)), use("product-nonnegative", size, total))

    goal = derivative(abstract(T, c("exp", T)), P, top)
    return quadratic(goal, k, by_linear(positive(k), top_pos), HALF, by_linear(positive(HALF)), error)


# ---- powers ------------------------------------------------------------------------------------------------


@lemma("derivative-of-natural-power")
def _() -> Thm:
    """t^n has the derivative n c^(n - 1) at c, by induction: t^(n + 1) = t t^n"""

    def power(t: Term, u: Term) -> Term:
        return c("pow", t, number_of(u))

    def statement(u: Term) -> Term:
        below = c("pow", P, sub(number_of(u), ONE))
        return derivative(abstract(T, power(T, u)), P, mul(number_of(u), below))

    def grown(t: Term, u: Term) -> Thm:
        """|- t t^u = t^(u + 1)"""
        after = logic.replace_in(axiom("nat-successor"), lambda h: c("pow", t, h))
        th = by_linear(equation(mul(t, power(t, n)), power(t, c("suc", n))), after, lemma_at("power-successor", x=t))
        return instantiate([(n, u)], th)

    flat = logic.replace_in(symmetry(axiom("nat-zero")), lambda h: c("pow", T, h))
    one = chain(field_identity(ONE, c("pow", T, ZERO)), flat)
    zero = c("zero")
    nothing = by_linear(equation(ZERO, statement(zero).arg), logic.replace_in(
        axiom("nat-zero"), lambda h: mul(h, c("pow", P, sub(number_of(zero), ONE)))))  # fmt: skip
    base = restated(lemma_at("derivative-of-constant", k=ONE, c=P), T, one, nothing)
    h = assume(statement(n))
    th = use("derivative-of-product", use("derivative-of-identity", c=P), h)
    # 1 c^n + c n c^(n - 1) = (n + 1) c^n: where n is 0 the second term is 0, else c c^(n - 1) = c^n
    after = number_of(c("suc", n))
    up = logic.replace_in(
        by_linear(equation(sub(after, ONE), number_of(n)), axiom("nat-successor")), lambda q: c("pow", P, q)
    )
    up = logic.replace_in(up, lambda q: mul(after, q))
    counted = logic.replace_in(axiom("nat-successor"), lambda q: mul(q, power(P, n)))
    step = use("natural-power-step", c=P, n=n)
    value = by_linear(equation(th.conclusion.arg, statement(c("suc", n)).arg), up, counted, step)
    th = restated(th, T, grown(T, n), value)
    return specialise(n, induct(n, statement(n), base, discharge(h.conclusion, th)))


@lemma("natural-power-step")
def _() -> Thm:
    """c (n c^(n - 1)) = n c^n, n = 0 included"""

    def statement(u: Term) -> Term:
        low = c("pow", P, sub(number_of(u), ONE))
        return equation(mul(P, mul(number_of(u), low)), mul(number_of(u), c("pow", P, number_of(u))))

    zero = c("zero")
    low, high = c("pow", P, sub(number_of(zero), ONE)), c("pow", P, number_of(zero))
    nothing = axiom("nat-zero")
    left, right = (
        logic.replace_in(nothing, lambda h: mul(h, mul(P, low))),
        logic.replace_in(nothing, lambda h: mul(h, high)),
    )
    start = by_linear(statement(zero), left, right)
    after = number_of(c("suc", n))
    lower = by_linear(equation(sub(after, ONE), number_of(n)), axiom("nat-successor"))
    one = logic.replace_in(lower, lambda h: mul(P, mul(after, c("pow", P, h))))
    two = logic.replace_in(axiom("nat-successor"), lambda h: mul(after, c("pow", P, h)))
    three = logic.replace_in(lemma_at("power-successor", x=P), lambda h: mul(after, h))
    step = discharge(statement(n), by_linear(statement(c("suc", n)), one, two, three))
    return specialise(n, induct(n, statement(n), start, step))


@lemma("derivative-of-power")
def _() -> Thm:
    """0 < c ==> t^y has the derivative y c^(y - 1) at c: t^y = exp(y ln t) near c"""
    pos = assume(positive(P))
    logs = use("derivative-of-multiple", use("derivative-of-ln", pos), k=y)
    inner = abstract(T, mul(y, c("ln", T)))
    outer = lemma_at("derivative-of-exp", c=at(inner, P))
    f = abstract(T, c("exp", mul(y, c("ln", T))))
    th = lemma_at("derivative-of-composition", logs, outer, f=inner, g=abstract(T, c("exp", T)), c=P,
                  l=logs.conclusion.arg, m=outer.conclusion.arg)  # fmt: skip
    g = abstract(T, c("pow", T, y))
    near = assume(conjunction(lt(ZERO, x), lt(x, add(P, ONE))))
    same = symmetry(use("power-positive-base", first(near), y=y))
    same = generalise(x, discharge(near.conclusion, same))
    th = lemma_at("derivative-is-local", same, pos, by_linear(lt(P, add(P, ONE))), th, f=f, g=g, a=ZERO,
                  b=add(P, ONE), c=P, l=th.conclusion.arg)  # fmt: skip
    # exp(y ln c) y/c = y c^(y - 1), as c^(y - 1) = exp(y ln c) exp(-ln c)
    less = sub(y, ONE)
    split = logic.replace_in(field_identity(mul(less, c("ln", P)), add(mul(y, c("ln", P)), c("neg", c("ln", P)))),
                             lambda h: c("exp", h))  # fmt: skip
    parts = lemma_at("exp-of-sum", a=mul(y, c("ln", P)), b=c("neg", c("ln", P)))
    turned = logic.replace_in(symmetry(use("ln-of-reciprocal", pos)), lambda h: c("exp", h))
    inverse = chain(turned, use("exp-ln", use("quotient-positive", by_linear(positive(ONE)), pos)))
    assert inverse is not None
    top = c("exp", mul(y, c("ln", P)))
    scaled = logic.replace_in(inverse, lambda h: mul(mul(y, top), h))
    power_ = logic.replace_in(use("power-positive-base", pos, y=less), lambda h: mul(y, h))
    steps = [logic.replace_in(t, lambda h: mul(y, h)) for t in (split, parts)]
    value = by_linear(equation(th.conclusion.arg, mul(y, c("pow", P, less))), scaled, power_, *steps)
    return discharge(pos.conclusion, restated(th, T, None, value))


@lemma("derivative-of-exponential")
def _() -> Thm:
    """0 < k ==> k^t has the derivative k^c ln k at c: k^t = exp(ln k t)"""
    pos = assume(positive(K))
    log_ = c("ln", K)
    inner = use("derivative-of-multiple", use("derivative-of-identity", c=P), k=log_)
    scaled = abstract(T, mul(log_, T))
    outer = lemma_at("derivative-of-exp", c=mul(log_, P))
    th = lemma_at(
        "derivative-of-composition", inner, outer, f=scaled, g=abstract(T, c("exp", T)), c=P, l=inner.conclusion.arg,
        m=outer.conclusion.arg,
    )  # fmt: skip

    def power(t: Term) -> Thm:
        """|- exp(ln k t) = k^t"""
        turned = logic.replace_in(field_identity(mul(log_, t), mul(t, log_)), lambda h: c("exp", h))
        return transitivity(turned, symmetry(use("power-positive-base", pos, y=t)))

    slope = mul(c("pow", K, P), log_)
    value = by_linear(equation(th.conclusion.arg, slope), logic.replace_in(power(P), lambda h: mul(h, log_)))
    return discharge(pos.conclusion, restated(th, T, power(T), value))
