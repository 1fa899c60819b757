"""Rules of limits far out, of sequences and at infinity: constants, sums, multiples, order, squeezing, uniqueness."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import NamedTuple

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, by_linear, discharge_all, le, lemma, lt, positive, use
from symbolic_it.deduction.logic import both, c, cases, first, second
from symbolic_it.foundations.neighbourhoods import HALF, add, at, div, establish, lemma_at, mul, sub
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, Type, abstract, apply_term, fun, implication, nat, real, universal, var
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    reflexivity,
)

L, M, K = var("l", real), var("m", real), var("k", real)
N1, N2, N = var("i", nat), var("j", nat), var("N", nat)
RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "


class Way(NamedTuple):
    """How an argument goes to infinity: through the natural numbers, or through the reals."""

    notion: str
    domain: Type

    def size(self, v: Term) -> Term:
        return c("of_nat", v) if self.domain is nat else v

    def tends(self, f: Term, value: Term) -> Term:
        return c(self.notion, f, value)

    @property
    def v(self) -> Term:
        return var("n" if self.domain is nat else "x", self.domain)

    def function(self, name: str) -> Term:
        return var(name, fun(self.domain, real))


WAYS = {"sequence": Way("converges", nat), "infinity": Way("tends_at_infinity", real)}


def _each(name: str) -> Callable[[Callable[[Way], Thm]], None]:
    """Register the lemma for sequences and for functions at infinity."""

    def register(proof: Callable[[Way], Thm]) -> None:
        for kind, way in WAYS.items():
            lemma(f"{name}-{kind}")(partial(proof, way))

    return register


_serial = count()


def tail(th: Thm, e: Term, e_positive: Thm, then: Callable[[Term, Thm], Thm]) -> Thm:
    """From a limit: with an N from which on the values are within e, ``then(N, |- for all n, N <= n ==> ...)``."""
    existence = logic.apply(logic.unfold_theorem(th), e, e_positive)
    bound = var(f"N!{next(_serial)}", nat)
    body = assume(apply_term(existence.conclusion.arg, bound))
    return logic.choose(existence, bound, then(bound, body))


def give(existence: Term, bound: Term, close: Callable[[Term, Term, Thm], Thm]) -> Thm:
    """|- existence, from ``close(n, target, |- N <= n)``, which proves what holds at every n from N on."""
    claim = apply_term(existence.arg, bound)
    v = var("n!", claim.arg.ty.args[0])
    inner = logic.body_at(claim, v)
    late = assume(inner.fun.arg)
    th = close(v, inner.arg, late)
    return logic.witness(existence, bound, generalise(v, discharge(late.conclusion, th)))


@lemma("later-of-two")
def _() -> Thm:
    """For some N, i <= N and j <= N"""
    i, j, k = (c("of_nat", t) for t in (N1, N2, N))
    goal = logic.existential(N, logic.conjunction(le(i, k), le(j, k)))
    yes, no = assume(le(i, j)), assume(logic.negation(le(i, j)))
    above = logic.witness(goal, N2, both(yes, by_linear(le(j, j))))
    other = logic.witness(goal, N1, both(by_linear(le(i, i)), by_linear(le(j, i), use("less-not-or-equal", no))))
    return cases(yes.conclusion, above, other)


def later(first_bound: Term, second_bound: Term, then: Callable[[Term, Thm, Thm], Thm]) -> Thm:
    """``then(N, |- i <= N, |- j <= N)`` with an N beyond both, discharged."""
    existence = use("later-of-two", i=first_bound, j=second_bound)
    bound = var(f"N!{next(_serial)}", nat)
    body = assume(apply_term(existence.conclusion.arg, bound))
    return logic.choose(existence, bound, then(bound, first(body), second(body)))


def at_late(near: Thm, v: Term, *facts: Thm) -> Thm:
    """The bounds at v from ``for all n, N <= n ==> bounds``, N <= v following from the facts."""
    return logic.apply(near, v, by_linear(logic.body_at(near.conclusion, v).fun.arg, *facts))


def _within(target: Term, *facts: Thm) -> Thm:
    return both(by_linear(target.fun.arg, *facts), by_linear(target.arg, *facts))


def renamed(th: Thm, v: Term, same: Thm) -> Thm:
    """From a statement about v -> body and |- body = other: the statement about v -> other (its last argument but one)."""
    head, value = th.conclusion.fun.fun, th.conclusion.arg
    iff = congruence(logic.under(head, abstraction(v, same)), reflexivity(value))
    return equality_modus_ponens(iff, th)


def _from_zero(way: Way, statement: Term) -> Term:
    """For all n, the statement; for all x >= 0 where the argument is a real number."""
    return universal(way.v, statement if way.domain is nat else implication(le(ZERO, way.v), statement))


def _at_place(every: Thm, u: Term, late: list[Thm]) -> Thm:
    here = logic.apply(every, u)
    return logic.apply(here, by_linear(le(ZERO, u), *late)) if u.ty is real else here


@_each("limit-of-constant")
def _(way: Way) -> Thm:
    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        return give(ex, c("zero"), lambda v, target, late: _within(target, pos))

    return establish(way.tends(abstract(way.v, K), K), build)


Close = Callable[[Term, Term, Thm, Thm, list[Thm]], Thm]


def _two_tails(one: Thm, two: Thm, e: Term, pos: Thm, ex: Term, close: Close) -> Thm:
    """A limit from two: ``close(v, target, |- bounds of the first at v, |- those of the second, |- 0 <= N <= v)``."""

    def with_first(n1: Term, near1: Thm) -> Thm:
        def with_second(n2: Term, near2: Thm) -> Thm:
            def with_both(n: Term, below1: Thm, below2: Thm) -> Thm:
                def here(v: Term, target: Term, late: Thm) -> Thm:
                    one, two = at_late(near1, v, late, below1), at_late(near2, v, late, below2)
                    return close(v, target, one, two, [late, use("natural-nonnegative", n=n)])

                return give(ex, n, here)

            return later(n1, n2, with_both)

        return tail(two, e, pos, with_second)

    return tail(one, e, pos, with_first)


@_each("limit-of-sum")
def _(way: Way) -> Thm:
    f, g, v = way.function("f"), way.function("g"), way.v
    tf, tg = assume(way.tends(f, L)), assume(way.tends(g, M))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        half = mul(HALF, e)

        def close(u: Term, target: Term, one: Thm, two: Thm, _: list[Thm]) -> Thm:
            return both(
                by_linear(target.fun.arg, first(one), first(two)), by_linear(target.arg, second(one), second(two))
            )

        return _two_tails(tf, tg, half, by_linear(positive(half), pos), ex, close)

    th = establish(way.tends(abstract(v, add(at(f, v), at(g, v))), add(L, M)), build)
    return discharge_all(th, tf.conclusion, tg.conclusion)


@_each("limit-of-multiple")
def _(way: Way) -> Thm:
    """With s = e/(1 + k^2): |k (f x - l)| < e, since (1 + k^2) s = e and |k| <= 1 + k^2"""
    f, v = way.function("f"), way.v
    tf = assume(way.tends(f, L))
    size = add(ONE, mul(K, K))
    size_pos = by_linear(positive(size), use("square-nonnegative", a=K))
    q = div(ONE, size)
    q_pos = use("inverse-positive", size_pos)
    unit = field_identity(mul(q, size), ONE, [size_pos])
    up = by_linear(positive(sub(size, K)), use("square-nonnegative", a=sub(K, HALF)))
    down = by_linear(positive(add(size, K)), use("square-nonnegative", a=add(K, HALF)))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        small = mul(e, q)
        small_pos = use("product-positive", pos, q_pos)
        whole = logic.replace_in(unit, lambda h: mul(e, h))

        def found(bound: Term, near: Thm) -> Thm:
            def close(u: Term, target: Term, late: Thm) -> Thm:
                here = at_late(near, u, late)
                offset = sub(at(f, u), L)
                low, high = (
                    by_linear(positive(add(small, offset)), first(here)),
                    by_linear(positive(sub(small, offset)), second(here)),
                )
                # |offset| < small and |k| < size: (size +- k)(small +- offset) > 0, added in pairs
                a1, a2 = use("product-positive", up, low), use("product-positive", down, high)
                b1, b2 = use("product-positive", up, high), use("product-positive", down, low)
                return both(by_linear(target.fun.arg, whole, b1, b2), by_linear(target.arg, whole, a1, a2))

            return give(ex, bound, close)

        return tail(tf, small, small_pos, found)

    return discharge(tf.conclusion, establish(way.tends(abstract(v, mul(K, at(f, v))), mul(K, L)), build))


@_each("limit-by-squeezing")
def _(way: Way) -> Thm:
    """g <= f <= h, g and h tend to l ==> f tends to l"""
    f, g, h, v = way.function("f"), way.function("g"), way.function("h"), way.v
    low, high = assume(_from_zero(way, le(at(g, v), at(f, v)))), assume(_from_zero(way, le(at(f, v), at(h, v))))
    tg, th_ = assume(way.tends(g, L)), assume(way.tends(h, L))

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        def close(u: Term, target: Term, one: Thm, two: Thm, late: list[Thm]) -> Thm:
            below, above = _at_place(low, u, late), _at_place(high, u, late)
            return both(by_linear(target.fun.arg, first(one), below), by_linear(target.arg, second(two), above))

        return _two_tails(tg, th_, e, pos, ex, close)

    th = establish(way.tends(f, L), build)
    return discharge_all(th, *(t.conclusion for t in (low, high, tg, th_)))


@_each("limit-order")
def _(way: Way) -> Thm:
    """(for all n >= 0, f n <= g n) ==> f tends to l ==> g tends to m ==> l <= m"""
    f, g, v = way.function("f"), way.function("g"), way.v
    order = assume(_from_zero(way, le(at(f, v), at(g, v))))
    tf, tg = assume(way.tends(f, L)), assume(way.tends(g, M))
    goal = le(L, M)
    gap = use("less-not-or-equal", assume(logic.negation(goal)))
    half = mul(HALF, sub(L, M))
    half_pos = by_linear(positive(half), gap)

    def with_first(n1: Term, near1: Thm) -> Thm:
        def with_second(n2: Term, near2: Thm) -> Thm:
            def with_both(n: Term, below1: Thm, below2: Thm) -> Thm:
                u = n if way.domain is nat else c("of_nat", n)
                start = by_linear(le(way.size(u), way.size(u)))
                one, two = at_late(near1, u, below1, start), at_late(near2, u, below2, start)
                here = _at_place(order, u, [use("natural-nonnegative", n=n)])
                bad = by_linear(lt(ZERO, ZERO), first(one), second(two), here)
                return logic.contradiction(bad, use("less-irreflexive", a=ZERO))

            return later(n1, n2, with_both)

        return tail(tg, half, half_pos, with_second)

    th = logic.by_contradiction(goal, tail(tf, half, half_pos, with_first))
    return discharge_all(th, order.conclusion, tf.conclusion, tg.conclusion)


@_each("limit-is-unique")
def _(way: Way) -> Thm:
    f, v = way.function("f"), way.v
    tf, tg = assume(way.tends(f, L)), assume(way.tends(f, M))
    name = next(k for k, w in WAYS.items() if w == way)
    same = by_linear(le(at(f, v), at(f, v)))
    order = generalise(v, same if way.domain is nat else discharge(le(ZERO, v), same))
    one = lemma_at(f"limit-order-{name}", order, tf, tg, f=f, g=f, l=L, m=M)
    two = lemma_at(f"limit-order-{name}", order, tg, tf, f=f, g=f, l=M, m=L)
    return discharge_all(use("antisymmetry", one, two), tf.conclusion, tg.conclusion)


@_each("limit-of-reciprocal")
def _(way: Way) -> Thm:
    """1/(n + 1) tends to 0"""

    def build(e: Term, pos: Thm, ex: Term) -> Thm:
        existence = use("archimedes", x=div(ONE, e))
        bound = var("N!", nat)
        beyond = assume(apply_term(existence.conclusion.arg, bound))

        def close(u: Term, target: Term, late: Thm) -> Thm:
            size = add(way.size(u), ONE)
            size_pos = by_linear(positive(size), late, use("natural-nonnegative", n=bound))
            share = use("inverse-positive", size_pos)
            gap = by_linear(positive(sub(size, div(ONE, e))), beyond, late)
            product = use("product-positive", use("product-positive", gap, pos), share)
            flat = field_identity(product.conclusion.arg, sub(e, div(ONE, size)), [pos, size_pos])
            return both(by_linear(target.fun.arg, share, pos), by_linear(target.arg, product, flat))

        return logic.choose(existence, bound, give(ex, bound, close))

    return establish(way.tends(abstract(way.v, div(ONE, add(way.size(way.v), ONE))), ZERO), build)


def _enter() -> None:
    def entry(name: str, *lemmas: str, title: str, why: str, example: str, source: str, role: str = "fact") -> None:
        add_rule(name, *lemmas, subject="limits far out", role=role, title=title, why=why, example=example,
                 source=RUDIN + source)  # fmt: skip

    def pair(*names: str) -> list[str]:
        return [f"{name}-{kind}" for name in names for kind in (*WAYS, "minus-infinity")]

    entry("far-limit-rules", *pair("limit-of-constant", "limit-of-sum", "limit-of-multiple"), role="calculus",
          title="Rules of limits, far out", source="theorem 3.3",
          why="Half the error for each of two; an error below e/(1 + k^2) stays below e when it is multiplied by k.",
          example="lim (a_n + 2 b_n) = lim a_n + 2 lim b_n")  # fmt: skip
    entry("far-limit-by-squeezing", *pair("limit-by-squeezing"), title="Squeezing, far out",
          why="What lies between two functions with one limit has that limit.", example="0 <= 2^(-n) <= 1/(n+1) gives 2^(-n) -> 0",
          source="theorem 3.19")  # fmt: skip
    entry("far-limit-order", *pair("limit-order"), title="Limits keep an order",
          why="Half the distance of limits in the wrong order would separate the values.",
          example="a_n <= b_n gives lim a_n <= lim b_n", source="theorem 3.19")  # fmt: skip
    entry("far-limit-is-unique", *pair("limit-is-unique"), title="There is one limit, far out", why="Each is at most the other.",
          example="a_n -> l and a_n -> m give l = m", source="theorem 3.2")  # fmt: skip
    entry("limit-of-reciprocal", *pair("limit-of-reciprocal"), title="1/(n + 1) tends to 0",
          why="Beyond 1/e there is a natural number.", example="lim 1/(n + 1) = 0", source="theorem 3.20")  # fmt: skip


_enter()
