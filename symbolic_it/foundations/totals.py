"""Rules of series and of integrals over the line: linearity, order, uniqueness; of laws, densities and expectations."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, by_linear, discharge_all, le, lemma, lt, use
from symbolic_it.deduction.logic import both, c, cases, choose, conjuncts, first, second, witness
from symbolic_it.foundations.endless import renamed
from symbolic_it.foundations.minus_infinity import at_minus
from symbolic_it.foundations.neighbourhoods import add, at, derivative, lemma_at, mul, sub
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, abstract, apply_term, equation, fun, nat, number, real, universal, var
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity, generalise, specialise, symmetry

RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "
L, M, K = var("l", real), var("m", real), var("k", real)
n, i, x = var("n", nat), var("i", nat), var("x", real)
a, b = var("f", fun(nat, real)), var("g", fun(nat, real))
f, g = var("f", fun(real, real)), var("g", fun(real, real))


def whole_series(body: Term, value: Term) -> Term:
    return c("series", body, value)


def _partial(terms: Term, bound: Term) -> Term:
    return add(at(terms, c("zero")), c("sum_to", bound, terms))


@lemma("series-of-sum")
def _() -> Thm:
    ta, tb = assume(whole_series(a, L)), assume(whole_series(b, M))
    limit = lemma_at("limit-of-sum-sequence", logic.unfold_theorem(ta), logic.unfold_theorem(tb),
                     f=abstract(n, _partial(a, n)), g=abstract(n, _partial(b, n)), l=L, m=M)  # fmt: skip
    total = abstract(i, add(at(a, i), at(b, i)))
    split = lemma_at("range-sum-of-sum", m=n, f=a, g=b)
    same = by_linear(equation(add(_partial(a, n), _partial(b, n)), _partial(total, n)), split)
    th = logic.fold_theorem(whole_series(total, add(L, M)), renamed(limit, n, same))
    return discharge_all(th, ta.conclusion, tb.conclusion)


@lemma("series-of-multiple")
def _() -> Thm:
    ta = assume(whole_series(a, L))
    limit = lemma_at("limit-of-multiple-sequence", logic.unfold_theorem(ta), f=abstract(n, _partial(a, n)), k=K, l=L)
    total = abstract(i, mul(K, at(a, i)))
    pulled = lemma_at("range-sum-of-multiple", m=n, f=a, c=K)
    same = by_linear(equation(mul(K, _partial(a, n)), _partial(total, n)), pulled)
    th = logic.fold_theorem(whole_series(total, mul(K, L)), renamed(limit, n, same))
    return discharge(ta.conclusion, th)


@lemma("series-order")
def _() -> Thm:
    """(for all n, f n <= g n) ==> the sums are in the same order"""
    order = assume(universal(n, le(at(a, n), at(b, n))))
    ta, tb = assume(whole_series(a, L)), assume(whole_series(b, M))
    from symbolic_it.deduction.range_sums import in_range

    each = generalise(i, discharge(in_range(i, n), specialise(i, order)))
    sums = lemma_at("range-sum-comparison", each, m=n, f=a, g=b)
    partial = by_linear(le(_partial(a, n), _partial(b, n)), sums, specialise(c("zero"), order))
    th = lemma_at("limit-order-sequence", generalise(n, partial), logic.unfold_theorem(ta), logic.unfold_theorem(tb),
                  f=abstract(n, _partial(a, n)), g=abstract(n, _partial(b, n)), l=L, m=M)  # fmt: skip
    return discharge_all(th, order.conclusion, ta.conclusion, tb.conclusion)


@lemma("series-is-unique")
def _() -> Thm:
    ta, tb = assume(whole_series(a, L)), assume(whole_series(a, M))
    partial = abstract(n, _partial(a, n))
    th = lemma_at("limit-is-unique-sequence", logic.unfold_theorem(ta), logic.unfold_theorem(tb), f=partial, l=L, m=M)
    return discharge_all(th, ta.conclusion, tb.conclusion)


def _of_equals(whole: str, v: Term, one: Term, two: Term) -> Thm:
    """(for all x, f x = g x) ==> f has the total l ==> g has the total l"""
    same = assume(universal(v, equation(at(one, v), at(two, v))))
    total = assume(c(whole, one, L))
    return discharge_all(renamed(total, v, specialise(v, same)), same.conclusion, total.conclusion)


lemma("series-of-equals")(lambda: _of_equals("series", n, a, b))
lemma("integral-of-equals")(lambda: _of_equals("line_integral", x, f, g))


@lemma("series-by-partial-sums")
def _() -> Thm:
    """(for all n, the partial sum to n is g n) ==> g tends to l ==> the series is l"""
    same = assume(universal(n, equation(_partial(a, n), at(b, n))))
    limit = assume(c("converges", b, L))
    moved = renamed(limit, n, symmetry(specialise(n, same)))
    return discharge_all(logic.fold_theorem(whole_series(a, L), moved), same.conclusion, limit.conclusion)


# ---- integrals ----------------------------------------------------------------------------------------------

_serial = count()


def whole_integral(body: Term, value: Term) -> Term:
    return c("line_integral", body, value)


class Antiderivative:
    """What an integral says to exist: F with F' = f everywhere, its limits l and m at -oo and +oo, and value = m - l."""

    def __init__(self, F: Term, low: Term, high: Term, body: Thm) -> None:
        self.F, self.low, self.high = F, low, high
        self.slope, self.at_low, self.at_high, self.value = conjuncts(body)


def opened(th: Thm, then: Callable[[Antiderivative], Thm]) -> Thm:
    """From an integral: what ``then`` makes of an antiderivative, which is discharged."""
    tag = next(_serial)
    F, low, high = var(f"F!{tag}", fun(real, real)), var(f"l!{tag}", real), var(f"m!{tag}", real)
    some_F = logic.unfold_theorem(th)
    body_F = assume(apply_term(some_F.conclusion.arg, F))
    body_low = assume(apply_term(body_F.conclusion.arg, low))
    body_high = assume(apply_term(body_low.conclusion.arg, high))
    result = choose(body_low, high, then(Antiderivative(F, low, high, body_high)))
    return choose(some_F, F, choose(body_F, low, result))


def integral_from(goal: Term, F: Term, low: Term, high: Term, slope: Thm, at_low: Thm, at_high: Thm, value: Thm) -> Thm:
    """|- goal, an integral, from an antiderivative with its limits and |- value = high - low."""
    unfolded = logic.unfold(goal)
    some_F = logic.right_side(unfolded)
    body_F = apply_term(some_F.arg, F)
    body_low = apply_term(body_F.arg, low)
    parts = both(slope, at_low, at_high, value)
    th = witness(some_F, F, witness(body_F, low, witness(body_low, high, parts)))
    return logic.fold_theorem(goal, th)


@lemma("integral-of-sum")
def _() -> Thm:
    tf, tg = assume(whole_integral(f, L)), assume(whole_integral(g, M))
    goal = whole_integral(abstract(x, add(at(f, x), at(g, x))), add(L, M))

    def with_f(one: Antiderivative) -> Thm:
        def with_g(two: Antiderivative) -> Thm:
            F = abstract(x, add(at(one.F, x), at(two.F, x)))
            here, there = specialise(x, one.slope), specialise(x, two.slope)
            slope = lemma_at("derivative-of-sum", here, there, f=one.F, g=two.F, c=x, l=at(f, x), m=at(g, x))
            low = lemma_at(
                "limit-of-sum-minus-infinity", one.at_low, two.at_low, f=one.F, g=two.F, l=one.low, m=two.low
            )
            high = lemma_at("limit-of-sum-infinity", one.at_high, two.at_high, f=one.F, g=two.F, l=one.high, m=two.high)
            ends = add(one.low, two.low), add(one.high, two.high)
            value = by_linear(equation(add(L, M), sub(ends[1], ends[0])), one.value, two.value)
            return integral_from(goal, F, *ends, generalise(x, slope), low, high, value)

        return opened(tg, with_g)

    return discharge_all(opened(tf, with_f), tf.conclusion, tg.conclusion)


@lemma("integral-of-multiple")
def _() -> Thm:
    tf = assume(whole_integral(f, L))
    goal = whole_integral(abstract(x, mul(K, at(f, x))), mul(K, L))

    def with_f(one: Antiderivative) -> Thm:
        F = abstract(x, mul(K, at(one.F, x)))
        slope = lemma_at("derivative-of-multiple", specialise(x, one.slope), f=one.F, c=x, k=K, l=at(f, x))
        low = lemma_at("limit-of-multiple-minus-infinity", one.at_low, f=one.F, k=K, l=one.low)
        high = lemma_at("limit-of-multiple-infinity", one.at_high, f=one.F, k=K, l=one.high)
        scaled = logic.replace_in(one.value, lambda t: mul(K, t))
        value = by_linear(equation(mul(K, L), sub(mul(K, one.high), mul(K, one.low))), scaled)
        return integral_from(goal, F, mul(K, one.low), mul(K, one.high), generalise(x, slope), low, high, value)

    return discharge(tf.conclusion, opened(tf, with_f))


def _everywhere(slope: Thm, v: Term, bounds: Term) -> Thm:
    """A statement for all x as one for all x between two bounds."""
    return generalise(v, discharge(bounds, specialise(v, slope)))


def _between(low: Term, high: Term, v: Term) -> Term:
    return c("and", lt(low, v), lt(v, high))


@lemma("integral-nonnegative")
def _() -> Thm:
    """(for all x, 0 <= f x) ==> its integral is not negative: the antiderivative does not decrease"""
    sign = assume(universal(x, le(ZERO, at(f, x))))
    tf = assume(whole_integral(f, L))

    def with_f(one: Antiderivative) -> Thm:
        F, u, v, t = one.F, var("u!", real), var("v!", real), var("t", real)
        order = assume(lt(u, v))
        low, high = sub(u, number(1)), add(v, number(1))
        region = _between(low, high, t)
        th = lemma_at("nondecreasing-by-derivative", _everywhere(one.slope, t, region), _everywhere(sign, t, region),
                      by_linear(lt(low, u)), order, by_linear(lt(v, high)), **{"f": F, "f'": f, "a": low, "b": high, "x": u, "y": v})  # fmt: skip
        rises = generalise(u, generalise(v, discharge(order.conclusion, th)))
        middle = at(F, ZERO)

        def compared(here: Term, there: Term, weak: Thm) -> Thm:
            """F here <= F there, from here <= there."""
            same = assume(equation(here, there))
            strict = use("less-or-equal-different", weak, assume(logic.negation(same.conclusion)))
            equal = by_linear(le(at(F, here), at(F, there)), logic.replace_in(same, lambda w: at(F, w)))
            return cases(same.conclusion, equal, logic.apply(rises, here, there, strict))

        right = assume(le(ZERO, x))
        above = generalise(x, discharge(right.conclusion, compared(ZERO, x, right)))
        left = assume(le(x, ZERO))
        below = generalise(x, discharge(left.conclusion, compared(x, ZERO, left)))
        flat = abstract(x, middle)
        constant = lemma_at("limit-of-constant-infinity", k=middle)
        upper = lemma_at("limit-order-infinity", above, constant, one.at_high, f=flat, g=F, l=middle, m=one.high)
        constant = lemma_at("limit-of-constant-minus-infinity", k=middle)
        lower = lemma_at("limit-order-minus-infinity", below, one.at_low, constant, f=F, g=flat, l=one.low, m=middle)
        return by_linear(le(ZERO, L), upper, lower, one.value)

    return discharge_all(opened(tf, with_f), sign.conclusion, tf.conclusion)


@lemma("integral-order")
def _() -> Thm:
    """(for all x, f x <= g x) ==> the integrals are in the same order"""
    order = assume(universal(x, le(at(f, x), at(g, x))))
    tf, tg = assume(whole_integral(f, L)), assume(whole_integral(g, M))
    minus = number(-1)
    turned = lemma_at("integral-of-multiple", tf, f=f, k=minus, l=L)
    less = abstract(x, mul(minus, at(f, x)))
    gap = lemma_at("integral-of-sum", tg, turned, f=g, g=less, l=M, m=mul(minus, L))
    body = abstract(x, add(at(g, x), mul(minus, at(f, x))))
    sign = generalise(x, by_linear(le(ZERO, at(body, x)), specialise(x, order)))
    th = lemma_at("integral-nonnegative", sign, gap, f=body, l=add(M, mul(minus, L)))
    return discharge_all(by_linear(le(L, M), th), order.conclusion, tf.conclusion, tg.conclusion)


@lemma("integral-is-unique")
def _() -> Thm:
    tf, tg = assume(whole_integral(f, L)), assume(whole_integral(f, M))
    order = generalise(x, by_linear(le(at(f, x), at(f, x))))
    one = lemma_at("integral-order", order, tf, tg, f=f, g=f, l=L, m=M)
    two = lemma_at("integral-order", order, tg, tf, f=f, g=f, l=M, m=L)
    return discharge_all(use("antisymmetry", one, two), tf.conclusion, tg.conclusion)


@lemma("integral-by-antiderivative")
def _() -> Thm:
    """(for all x, F has the derivative f x) ==> F -> l at -oo ==> F -> m at +oo ==> the integral is m - l"""
    F = var("F", fun(real, real))
    slope = assume(universal(x, derivative(F, x, at(f, x))))
    low, high = assume(at_minus(F, L)), assume(c("tends_at_infinity", F, M))
    value = sub(M, L)
    same = field_identity(value, value)
    th = integral_from(whole_integral(f, value), F, L, M, slope, low, high, same)
    return discharge_all(th, slope.conclusion, low.conclusion, high.conclusion)


# ---- laws and expectations ----------------------------------------------------------------------------------


def _of_laws(kind: str, law: str, whole: str, domain: object) -> None:
    from symbolic_it.kernel.terms import Type

    assert isinstance(domain, Type)
    p, h = var("p", fun(domain, real)), var("f", fun(domain, real))
    v, value = var("x", domain), var("v", real)

    def weighed(function: Term) -> Term:
        return abstract(v, mul(at(p, v), at(function, v)))

    @lemma(f"{kind}-nonnegative")
    def _() -> Thm:
        th = assume(c(law, p))
        return discharge(th.conclusion, specialise(v, first(logic.unfold_theorem(th))))

    @lemma(f"{kind}-total")
    def _() -> Thm:
        th = assume(c(law, p))
        return discharge(th.conclusion, second(logic.unfold_theorem(th)))

    @lemma(f"{kind}-expectation-total")
    def _() -> Thm:
        th = assume(c(f"{whole.split('_')[0]}_expectation", p, h, value))
        return discharge(th.conclusion, second(logic.unfold_theorem(th)))

    @lemma(f"{kind}-expectation-dominated")
    def _() -> Thm:
        th = assume(c(f"{whole.split('_')[0]}_expectation", p, h, value))
        return discharge(th.conclusion, first(logic.unfold_theorem(th)))

    @lemma(f"{kind}-expectation-by-total")
    def _() -> Thm:
        """-u <= f <= u for some u whose weighted total exists, the weighted f has the total v ==> f has the expectation v"""
        goal = c(f"{whole.split('_')[0]}_expectation", p, h, value)
        finite, total = assume(logic.right_side(logic.unfold(goal)).fun.arg), assume(c(whole, weighed(h), value))
        th = logic.fold_theorem(goal, both(finite, total))
        return discharge_all(th, finite.conclusion, total.conclusion)


_of_laws("natural-law", "law_on_naturals", "series", nat)
_of_laws("density", "density", "line_integral", real)


def _enter() -> None:
    def entry(name: str, *lemmas: str, role: str = "fact", title: str, why: str, example: str, source: str) -> None:
        add_rule(
            name, *lemmas, subject="totals", role=role, title=title, why=why, example=example, source=RUDIN + source
        )

    entry("linearity-of-series", "series-of-sum", "series-of-multiple", role="calculus", title="Convergent series are linear",
          why="Partial sums are, and limits of sequences are.", example="sum (a_n + 2 b_n) = sum a_n + 2 sum b_n",
          source="theorem 3.47")  # fmt: skip
    entry("linearity-of-integrals", "integral-of-sum", "integral-of-multiple", role="calculus", title="Integrals are linear",
          why="Antiderivatives are added and multiplied, and so are their limits.", example="int (f + 2 g) = int f + 2 int g",
          source="theorem 6.12")  # fmt: skip
    entry("series-by-partial-sums", "series-by-partial-sums", title="A series from a formula for its partial sums",
          why="By definition.", example="a_0 + ... + a_n = 1 - 2^(-n) gives sum a_n = 1", source="definition 3.21")  # fmt: skip
    entry("total-of-equals", "series-of-equals", "integral-of-equals", title="Equal terms have equal totals",
          why="The two functions are one.", example="sum g_n (ln c + n ln r) = sum g_n ln(c r^n)", source="definition 3.21")  # fmt: skip
    entry("order-of-series", "series-order", title="Comparison of series", why="Partial sums are in that order, and limits keep it.",
          example="a_n <= b_n gives sum a_n <= sum b_n", source="theorem 3.25")  # fmt: skip
    entry("order-of-integrals", "integral-order", title="Comparison of integrals",
          why="The antiderivative of what is not negative does not decrease, by the mean value theorem.",
          example="f <= g gives int f <= int g", source="theorem 6.12")  # fmt: skip
    entry("total-is-unique", "series-is-unique", "integral-is-unique", title="A series has one sum, a function one integral",
          why="Limits are unique; two integrals of one function are in order both ways.", example="int f = 1 and int f = v give v = 1",
          source="theorems 3.2 and 6.12")  # fmt: skip
    entry("integral-by-antiderivative", "integral-by-antiderivative", title="The integral from an antiderivative", why="By definition.",
          example="F' = f, F -> 0 at -oo and F -> 1 at +oo give int f = 1", source="theorem 6.21")  # fmt: skip
    entry("total-of-law", "natural-law-total", "density-total", title="A law on the naturals, a density: the total is 1",
          why="By definition.", example="sum_{n=0}^oo p_n = 1", source="definition 3.21")  # fmt: skip
    entry("weights-not-negative", "natural-law-nonnegative", "density-nonnegative", role="compare",
          title="A law on the naturals, a density: no value is negative", why="By definition.", example="0 <= p(x)",
          source="definition 3.21")  # fmt: skip
    entry("total-of-expectation", "natural-law-expectation-total", "density-expectation-total", title="An expectation as a total",
          why="By definition.", example="E_{n~p}[f_n] = v gives sum p_n f_n = v", source="definition 3.21")  # fmt: skip
    entry("dominated-expectation", "natural-law-expectation-dominated", "density-expectation-dominated",
          title="What has an expectation is dominated", why="By definition: the total converges absolutely.",
          example="-u <= f <= u for some u with a finite total", source="definition 3.21")  # fmt: skip
    entry("expectation-by-series", "natural-law-expectation-by-total", title="An expectation from a series",
          why="By definition.", example="sum p_n f_n = v, with |f| <= u and sum p_n u_n finite", source="definition 3.21")  # fmt: skip
    entry("expectation-by-integral", "density-expectation-by-total", title="An expectation from an integral",
          why="By definition.", example="int p f = v, with |f| <= u and int p u finite", source="theorem 6.21")  # fmt: skip


_enter()
