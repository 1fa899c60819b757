"""Sums over several variables: sums of combinations taken apart, variables exchanged, constants taken out."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.deduction.basics import ONE, ZERO, use
from symbolic_it.deduction.logic import c, chain
from symbolic_it.deduction.sums import same_sum, total
from symbolic_it.kernel.terms import Term, abstract, equation, number
from symbolic_it.kernel.theorems import Thm, field_identity, linear_arithmetic, reflexivity, transitivity
from symbolic_it.tactics.cells import exchange
from symbolic_it.tactics.products import Number, combination


def in_order(binders: Sequence[Term]) -> list[Term]:
    """The variables in the order in which a normal form sums over them."""
    return sorted(binders, key=lambda v: (repr(v.ty), v.name))


def totalled(binders: Sequence[Term], t: Term) -> Term:
    for v in reversed(binders):
        t = total(v, t)
    return t


def under_sums(binders: Sequence[Term], th: Thm) -> Thm:
    for v in reversed(binders):
        th = same_sum(v, th)
    return th


def distributed(binders: Sequence[Term], items: dict[Term, Number]) -> Thm:
    """|- the sums of the combination = the combination of the sums."""
    if not binders:
        t = combination(items)
        return reflexivity(t)
    (*outer, v) = binders
    below = _split_sum(v, items)
    if not outer:
        return below
    inner = {total(v, item): k for item, k in items.items()}
    return transitivity(under_sums(outer, below), distributed(outer, inner))


def sums_of_zero(binders: Sequence[Term]) -> Thm | None:
    """|- the sums of 0 = 0."""
    if not binders:
        return None
    (*outer, v) = binders
    none = use("sum-of-multiple", c=ZERO, f=abstract(v, ZERO))
    goal = equation(total(v, ZERO), ZERO)
    same = same_sum(v, field_identity(ZERO, c("mul", ZERO, ZERO)))
    th = linear_arithmetic(goal, [(1, same), (1, none)])
    return chain(under_sums(outer, th), sums_of_zero(outer))


def _split_sum(v: Term, items: dict[Term, Number]) -> Thm:
    facts: list[Thm] = []
    rest = combination(items)
    goal = equation(total(v, rest), combination({total(v, item): k for item, k in items.items()}))
    pending = list(items.items())
    while len(pending) > 1:
        item, k = pending.pop()
        before, last = combination(dict(pending)), combination({item: k})
        facts.append(use("sum-of-sum", f=abstract(v, before), g=abstract(v, last)))
        facts += _multiple(v, item, k)
    facts += _multiple(v, *pending[0])
    return linear_arithmetic(goal, [(1, th) for th in facts])


def _multiple(v: Term, item: Term, k: Number) -> list[Thm]:
    if k == 1:
        return []
    if item is ONE:
        same = same_sum(v, field_identity(number(k), c("mul", number(k), ONE)))
        return [same, use("sum-of-multiple", c=number(k), f=abstract(v, ONE))]
    return [use("sum-of-multiple", c=number(k), f=abstract(v, item))]


def innermost(binders: Sequence[Term], v: Term, t: Term) -> Thm | None:
    """|- the sums of t = those with the sum over v innermost; None when it is."""
    return reordered(binders, [*(b for b in binders if b is not v), v], t)


def reordered(binders: Sequence[Term], order: Sequence[Term], t: Term) -> Thm | None:
    """|- the sums of t over the binders = those in the other order, by exchanges of neighbours; None for none."""
    now, result = list(binders), None
    for place, v in enumerate(order):
        k = now.index(v)
        while k > place:
            swap = exchange(now[k - 1], now[k], totalled(now[k + 1 :], t))
            result = chain(result, under_sums(now[: k - 1], swap))
            now[k - 1], now[k] = now[k], now[k - 1]
            k -= 1
    return result


def constant_out(binders: Sequence[Term], k: Term, core: Term) -> Thm:
    """|- the sums of k core = k times the sums of core."""
    (*outer, v) = binders
    th = use("sum-of-multiple", c=k, f=abstract(v, core))
    if not outer:
        return th
    return transitivity(under_sums(outer, th), constant_out(outer, k, total(v, core)))
