"""What the mean value theorem says: constant, increasing and decreasing functions, the maximum of a concave one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, a, b, by_linear, discharge_all, le, lemma, lt, positive, use, x
from symbolic_it.deduction.logic import both, c, cases, first, second
from symbolic_it.foundations.neighbourhoods import D2, DF, F, P, T, at, derivative, sub
from symbolic_it.kernel.terms import Term, abstract, apply_term, equation, implication, real, universal, var
from symbolic_it.kernel.theorems import Thm, assume, axiom, discharge, generalise, instantiate, symmetry


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


def _monotone(sign: Callable[[Term], Term], goal: Term) -> Thm:
    """f' on (a, b) with this sign there; a < x < y < b ==> goal"""
    y = var("y", real)
    slopes = assume(universal(T, implication(_between(a, b, T), derivative(F, T, at(DF, T)))))
    signs = assume(universal(T, implication(_between(a, b, T), sign(at(DF, T)))))
    left, order, right = assume(lt(a, x)), assume(lt(x, y)), assume(lt(y, b))

    def compare(t: Term, low: Thm, high: Thm, rise: Thm) -> Thm:
        here = logic.apply(signs, t, both(by_linear(lt(a, t), left, low), by_linear(lt(t, b), right, high)))
        relation, down = here.conclusion.fun.fun.name, here.conclusion.arg is ZERO
        slope = c("neg", at(DF, t)) if down else at(DF, t)
        gap = by_linear(positive(sub(y, x)), order)
        if relation == "lt":
            gain = use("product-positive", by_linear(positive(slope), here), gap)
        else:
            gain = use(
                "product-nonnegative", by_linear(le(ZERO, slope), here), by_linear(le(ZERO, gap.conclusion.arg), gap)
            )
        return by_linear(goal, gain, rise)

    th = _rise(slopes, x, y, order, "t!", F, DF, [left, right], compare)
    return discharge_all(th, *(t.conclusion for t in (slopes, signs, left, order, right)))


@lemma("increasing-by-derivative")
def _() -> Thm:
    """f' > 0 on (a, b) ==> f x < f y for a < x < y < b"""
    return _monotone(positive, lt(at(F, x), at(F, var("y", real))))


@lemma("decreasing-by-derivative")
def _() -> Thm:
    """f' < 0 on (a, b) ==> f y < f x for a < x < y < b"""
    return _monotone(lambda t: lt(t, ZERO), lt(at(F, var("y", real)), at(F, x)))


@lemma("nondecreasing-by-derivative")
def _() -> Thm:
    """f' >= 0 on (a, b) ==> f x <= f y for a < x < y < b"""
    return _monotone(lambda t: le(ZERO, t), le(at(F, x), at(F, var("y", real))))


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
