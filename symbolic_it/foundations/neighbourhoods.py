"""Working with limits and derivatives: a radius for every error, the smaller of two radii, values inside."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import count

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import (
    ONE,
    ZERO,
    a,
    by_linear,
    discharge_all,
    le,
    lemma,
    lt,
    positive,
    theorem,
    use,
    x,
)
from symbolic_it.deduction.logic import both, c, cases, first, second
from symbolic_it.kernel.terms import KernelError, Term, apply_term, fun, number, real, var
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    reflexivity,
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


@lemma("smaller-of-two")
def _() -> Thm:
    """0 < a ==> 0 < x ==> for some t, 0 < t and t <= a and t <= x"""
    p, q = assume(positive(a)), assume(positive(x))
    goal = logic.existential(T, logic.conjunction(positive(T), le(T, a), le(T, x)))
    yes, no = assume(le(a, x)), assume(logic.negation(le(a, x)))
    below = by_linear(le(x, a), use("less-not-or-equal", no))
    left = logic.witness(goal, a, both(p, by_linear(le(a, a)), yes))
    right = logic.witness(goal, x, both(q, below, by_linear(le(x, x))))
    return discharge_all(cases(le(a, x), left, right), p.conclusion, q.conclusion)


_serial = count()


def smaller(u: Thm, v: Thm, then: Callable[[Term, Thm, Thm, Thm], Thm]) -> Thm:
    """For |- 0 < r and |- 0 < s: ``then(d, |- 0 < d, |- d <= r, |- d <= s)`` with a d below both, discharged."""
    existence = use("smaller-of-two", u, v)
    d = var(f"d!{next(_serial)}", real)  # nested ones must not meet
    body = assume(apply_term(existence.conclusion.arg, d))
    return logic.choose(existence, d, then(d, *logic.conjuncts(body)))


def inside(near: Thm, v: Term, low: Thm, high: Thm) -> Thm:
    """The bound at v from ``for all x, (low and high) ==> bound``."""
    region = logic.body_at(near.conclusion, v).fun.arg
    parts = [region.fun.arg, region.arg]
    return logic.apply(near, v, both(by_linear(parts[0], low), by_linear(parts[1], high)))


def nearer(near: Thm, v: Term, low: Thm, high: Thm, below: Thm) -> Thm:
    """The bound of a neighbourhood that contains this one."""
    region = logic.body_at(near.conclusion, v).fun.arg
    return logic.apply(near, v, both(by_linear(region.fun.arg, low, below), by_linear(region.arg, high, below)))


def lemma_at(name: str, *premises: Term | Thm, **given: Term) -> Thm:
    """The lemma with its variables set by name, functions among them, and its first conditions discharged."""
    th = theorem(name)
    named = {v.name: v for v in th.conclusion.free}
    if not given.keys() <= named.keys():
        raise KernelError(f"{name} has no variables {sorted(given.keys() - named.keys())}")
    return logic.apply(instantiate([(named[k], t) for k, t in given.items()], th), *premises)


def restated(th: Thm, v: Term, body: Thm | None, value: Thm | None = None) -> Thm:
    """|- has_derivative (v -> other) c m from |- has_derivative (v -> body) c l, by |- body = other and |- l = m.

    Either equation may be left out. Limits, which have a value in the same place, are restated in the same way.
    """
    head, point, found = th.conclusion.fun.fun, th.conclusion.fun.arg, th.conclusion.arg
    iff = logic.under(head.fun, abstraction(v, body)) if body is not None else reflexivity(head)
    iff = congruence(congruence(iff, reflexivity(point)), value if value is not None else reflexivity(found))
    return equality_modus_ponens(iff, th)


def quadratic(
    goal: Term, k: Term, k_positive: Thm, radius: Term, radius_positive: Thm, error: Callable[[Term, Thm, Thm, Term], Thm]
) -> Thm:  # fmt: skip
    """A derivative at c whose error is at most k (x - c)^2 within the radius.

    ``error(x, |- c - r <= x, |- x <= c + r, E)`` proves E^2 <= (k (x - c)^2)^2.
    """
    point = goal.fun.arg

    def build(e: Term, e_pos: Thm, ex: Term) -> Thm:
        small_pos = use("quotient-positive", e_pos, k_positive)

        def with_radius(w: Term, w_pos: Thm, below_radius: Thm, below_small: Thm) -> Thm:
            def bound(v: Term, target: Term, low: Thm, high: Thm) -> Thm:
                step = sub(v, point)
                near = error(
                    v,
                    by_linear(le(sub(point, radius), v), low, below_radius),
                    by_linear(le(v, add(point, radius)), high, below_radius),
                    target.fun.arg.arg,
                )
                up = by_linear(le(step, mul(e, div(number(1), k))), high, below_small)
                down = by_linear(le(c("neg", step), mul(e, div(number(1), k))), low, below_small)
                inv = use("inverse-positive", k_positive)
                flat = lemma_at("small-quotient", inv, up, down, k=div(number(1), k), x=step, a=e)
                return by_linear(target, near, flat)

            return give(ex, w, w_pos, bound)

        return smaller(radius_positive, small_pos, with_radius)

    return establish(goal, build)


# ---- squares as bounds --------------------------------------------------------------------------------------


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


@lemma("share-of-bound")
def _() -> Thm:
    """0 < k ==> 0 <= x ==> 4 x w^2 <= k^2/2 for w = k/(2(1 + x)), since 4 x <= 2 (1 + x)^2"""
    pos, sign = assume(positive(K)), assume(le(ZERO, x))
    q = div(ONE, mul(number(2), add(ONE, x)))
    size = by_linear(positive(add(ONE, x)), sign)
    unit = field_identity(mul(q, mul(number(2), add(ONE, x))), ONE, [size])
    w = div(K, mul(number(2), add(ONE, x)))
    whole = logic.replace_in(unit, lambda h: mul(mul(K, K), mul(h, h)))
    squares = [use("square-nonnegative", a=t) for t in (mul(K, q), mul(mul(K, q), x))]
    th = by_linear(le(mul(mul(number(4), x), mul(w, w)), mul(HALF, mul(K, K))), whole, *squares,
                   use("product-nonnegative", squares[0], sign))  # fmt: skip
    return discharge_all(th, pos.conclusion, sign.conclusion)


@lemma("square-below")
def _() -> Thm:
    """0 < k ==> x^2 < k^2 ==> -k < x and x < k"""
    pos, square = assume(positive(K)), assume(lt(mul(x, x), mul(K, K)))

    def side(value: Term) -> Thm:
        """value < k, for value one of x and -x"""
        other = use("not-less", assume(logic.negation(lt(value, K))))
        product = use("product-nonnegative", by_linear(le(ZERO, sub(value, K)), other),
                      by_linear(le(ZERO, add(value, K)), other, pos))  # fmt: skip
        bad = by_linear(lt(ZERO, ZERO), product, square)
        return logic.by_contradiction(lt(value, K), logic.contradiction(bad, use("less-irreflexive", a=ZERO)))

    low = by_linear(lt(c("neg", K), x), side(c("neg", x)))
    return discharge_all(both(low, side(x)), pos.conclusion, square.conclusion)


@lemma("square-above")
def _() -> Thm:
    """-k < x ==> x < k ==> x^2 < k^2"""
    low, high = assume(lt(c("neg", K), x)), assume(lt(x, K))
    product = use("product-positive", by_linear(positive(sub(K, x)), high), by_linear(positive(add(K, x)), low))
    return discharge_all(by_linear(lt(mul(x, x), mul(K, K)), product), low.conclusion, high.conclusion)


def share(k: Term, k_pos: Thm, size: Term, size_pos: Thm) -> tuple[Term, Thm, Thm]:
    """w = k/(2(1 + size)) with |- 0 < w and |- 4 size w^2 <= k^2/2."""
    double = mul(number(2), add(ONE, size))
    w = div(k, double)
    w_pos = use("quotient-positive", k_pos, by_linear(positive(double), size_pos))
    return w, w_pos, use("share-of-bound", k_pos, size_pos)


def times(factor: Thm, comparison: Thm) -> Thm:
    """0 <= factor (right - left), for |- 0 <= factor and |- left <= right."""
    gap = by_linear(le(ZERO, sub(comparison.conclusion.arg, comparison.conclusion.fun.arg)), comparison)
    return use("product-nonnegative", factor, gap)
