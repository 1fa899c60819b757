"""What a law that factors says of logarithms: where p(x,y,z) p(y) = p(x,y) p(y,z), the mean of their difference is zero."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import permutations, product
from typing import NamedTuple

from symbolic_it.deduction.basics import ZERO, nonzero, use
from symbolic_it.deduction.logic import c, chain, is_universal, under
from symbolic_it.deduction.sums import same_sum
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    apply_term,
    binary,
    constants_of,
    equation,
    number_value,
    real,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    discharge,
    field_identity,
    linear_arithmetic,
    specialise,
    symmetry,
    transitivity,
)
from symbolic_it.tactics.cells import Cell
from symbolic_it.tactics.log_sums import UNFOLDED, Form, LogSums
from symbolic_it.tactics.products import Factors, combination, logarithm_of_product, monomials, product_of

MAX_FACTS = 4
LOGARITHMIC = UNFOLDED - {"expectation", "conditional", "uniform"} | {"ln"}
"""Constants of which an equation is taken up when it says that something is zero: H(Y|X) = 0."""
_SPOKEN_OF = frozenset(("sum", "first_marginal", "second_marginal", "conditional"))


def vanishing(sums: LogSums, free: Set[Term]) -> list[Thm]:
    """What the context says is zero, I(X;Z|Y) = 0 or H(Y|X) = 0: |- 0 <= its normal form, and |- 0 <= minus that."""
    found: list[Thm] = []
    for rule in sums.context.all_rules():
        th, sides = rule.source, binary("eq", rule.conclusion)
        if rule.conditions or sides is None or number_value(sides[1]) != 0 or len(found) >= 2 * MAX_FACTS:
            continue
        if sides[0].free.isdisjoint(free) or constants_of([sides[0]]).isdisjoint(LOGARITHMIC):
            continue
        found += _both(sums, sides[0], th)
    return found


def separations(sums: LogSums, goal: Term) -> list[Thm]:
    """What equations u = v of products of cells in the context say of logarithms, as two inequalities each.

    The mean of ln u - ln v is zero, under their law and under others that it dominates; at the outcomes of the goal ln u = ln v.
    """
    found: list[Thm] = []
    laws = sorted((v for v in goal.free if v.ty.op == "fun"), key=lambda v: v.name)
    for rule in sums.context.all_rules():
        th, sides = rule.source, binary("eq", rule.conclusion)
        if sides is None or sides[0].ty is not real or not is_universal(th.conclusion):
            continue
        if len(found) >= 2 * MAX_FACTS or th.conclusion.free.isdisjoint(goal.free):
            continue
        if constants_of(sides).isdisjoint(_SPOKEN_OF):
            continue
        vs = _binders(th)
        try:
            opened = _factored(sums, th, vs)
            if opened is None:
                continue
            for law in laws:
                zero = _mean(sums, opened, vs, law)
                found += _both(sums, zero.conclusion.fun.arg, zero) if zero is not None else []
            at = [u for v in vs for u in goal.free if u.ty is v.ty]
            here = _factored(sums, th, at) if len(at) == len(vs) else None
            plain = _log_difference(sums, here, []) if here is not None else None
            found += _both(sums, plain.conclusion.fun.arg, plain) if plain is not None else []
        except KernelError:
            continue
    return found


def _both(sums: LogSums, t: Term, th: Thm) -> list[Thm]:
    """From |- t = 0: |- 0 <= its normal form, and |- 0 <= minus that."""
    form = sums.form(t)
    value = form.equation.conclusion.arg
    minus = combination({item: -k for item, k in form.items.items()})
    if number_value(value) == 0:
        return []
    return [
        linear_arithmetic(c("le", ZERO, value), [(-1, th), (1, form.equation)]),
        linear_arithmetic(c("le", ZERO, minus), [(1, th), (-1, form.equation)]),
    ]


def by_factors(sums: LogSums, left: Form, right: Form) -> Thm | None:
    """|- the one normal form = the other, products of cells, by equations of such products that the context holds."""
    sides = [_single(form) for form in (left, right)]
    start, end = sides
    if start is None or end is None:
        return None
    at = {v for form in (left, right) for v in form.equation.conclusion.arg.free}
    known: list[tuple[Thm, Exponents, Exponents]] = []
    for rule in sums.context.all_rules():
        th = rule.source
        if not is_universal(th.conclusion) or constants_of([th.conclusion]).isdisjoint(_SPOKEN_OF) or len(known) > 2:
            continue
        for v in _binders(th):
            same = [u for u in at if u.ty is v.ty]
            if len(same) != 1:
                break
            th = specialise(same[0], th)
        equal = binary("eq", th.conclusion)
        if equal is None or equal[0].ty is not real:
            continue
        forms = [sums.form(t) for t in equal]
        above, below = (_single(form) for form in forms)
        if above is not None and below is not None and above != below:
            th = transitivity(transitivity(symmetry(forms[0].equation), th), forms[1].equation)
            known.append((th, above, below))
    for signs in product((0, 1, -1), repeat=len(known)):
        turned = [(th, a, b) if k > 0 else (symmetry(th), b, a) for k, (th, a, b) in zip(signs, known, strict=True)]
        used = [x for k, x in zip(signs, turned, strict=True) if k]
        reached = start
        for _, a, b in used:
            reached = _plus(_plus(reached, a, -1), b, 1)
        if used and reached == end:
            found = (_exchanged(sums, left, right, start, list(order)) for order in permutations(used))
            return next((th for th in found if th is not None), None)
    return None


Exponents = dict[Term, int]


def _exchanged(
    sums: LogSums, left: Form, right: Form, start: Exponents, used: list[tuple[Thm, Exponents, Exponents]]
) -> Thm | None:  # fmt: skip
    """|- left = right, by equations a = b one after the other: k a = k b."""
    below: dict[Term, Thm] = {}

    def nonzero_in(*of: Exponents) -> list[Thm] | None:
        for e in of:
            for u, k in e.items():
                if k < 0 and u not in below:
                    th = sums.positive(u, [], {}) or sums.differs(u)
                    if th is None:
                        return None
                    below[u] = th
        return list(below.values())

    t, at, whole = left.equation.conclusion.arg, start, None
    for th, a, b in used:
        scale, then = _plus(at, a, -1), _plus(_plus(at, a, -1), b, 1)
        facts = nonzero_in(at, scale, then)
        if facts is None:
            return None
        k = product_of(list(scale.items()))
        whole = chain(whole, field_identity(t, c("mul", k, th.conclusion.fun.arg), facts))
        whole = chain(whole, under(c("mul", k, th.conclusion.arg).fun, th))
        t = product_of(list(then.items()))
        whole = chain(whole, field_identity(c("mul", k, th.conclusion.arg), t, facts))
        at = then
    last = right.equation.conclusion.arg
    return chain(whole, field_identity(t, last, list(below.values())))


def _single(form: Form) -> Exponents | None:
    pieces = monomials(form.equation.conclusion.arg)
    return dict(pieces[0][0]) or None if len(pieces) == 1 and pieces[0][1] == 1 else None


def _plus(a: Exponents, b: Exponents, k: int) -> Exponents:
    whole = {u: a.get(u, 0) + k * b.get(u, 0) for u in (*a, *b)}
    return {u: e for u, e in whole.items() if e}


def _binders(th: Thm) -> list[Term]:
    """Variables for what a theorem says of all values."""
    found: list[Term] = []
    t = th.conclusion
    while is_universal(t):
        found.append(var(f"_m{len(found)}", t.arg.ty.args[0]))
        t = apply_term(t.arg, found[-1])
    return found


class _Equation(NamedTuple):
    """|- u = v, and the factors of both in normal form, with |- their forms."""

    theorem: Thm
    forms: list[Form]
    products: list[Factors]


def _factored(sums: LogSums, th: Thm, at: Sequence[Term]) -> _Equation | None:
    """From |- for all x, y, ..: u = v, products of cells: the equation at these outcomes."""
    for v in at:
        th = specialise(v, th)
    sides = binary("eq", th.conclusion)
    if sides is None:
        return None
    forms = [sums.form(t) for t in sides]
    products: list[Factors] = []
    for form in forms:
        pieces = monomials(form.equation.conclusion.arg)
        if len(pieces) != 1 or pieces[0][1] != 1 or not pieces[0][0]:
            return None
        products.append(pieces[0][0])
    return _Equation(th, forms, products)


def _mean(sums: LogSums, opened: _Equation, vs: list[Term], law: Term) -> Thm | None:
    """|- the mean of ln u - ln v under this law = 0."""
    weight = _whole(sums, [u for fs in opened.products for u, _ in fs], vs, law)
    if weight is None:
        return None
    none = _log_difference(sums, opened, [(weight, 1)])
    if none is None:
        return None
    mean = use("weighted-equality", discharge(nonzero(weight), none), a=weight)
    for v in reversed(vs):
        mean = same_sum(v, mean)
    left, right = mean.conclusion.fun.arg, mean.conclusion.arg
    flat = sums.form(right).equation
    return linear_arithmetic(equation(left, ZERO), [(1, mean), (1, flat)])


def _log_difference(sums: LogSums, opened: _Equation, weight: Factors) -> Thm | None:
    """weight != 0 |- ln u - ln v = 0, logarithms of the factors."""
    place = sums.supported(weight)
    logs: list[Thm] = []
    for form, factors in zip(opened.forms, opened.products, strict=True):
        if not factors:
            return None
        signs = []
        for u, e in factors:
            sign = sums.positive(u, weight, place)
            if sign is None:
                return None
            signs.append((u, e, sign))
        logs.append(logarithm_of_product(signs, 1, form.equation.conclusion.arg))
    same = transitivity(transitivity(symmetry(opened.forms[0].equation), opened.theorem), opened.forms[1].equation)
    equal = under(logs[0].conclusion.fun.arg.fun, same)
    gap = c("sub", logs[0].conclusion.arg, logs[1].conclusion.arg)
    return linear_arithmetic(equation(gap, ZERO), [(1, equal), (-1, logs[0]), (1, logs[1])])


def _whole(sums: LogSums, factors: list[Term], vs: list[Term], law: Term) -> Term | None:
    """The cell of this law that fixes the outcomes which the factors, cells of one law of its kind, fix together."""
    cells = [sums.cells.cell(u) for u in factors]
    first = cells[0] if cells else None
    if first is None or not vs or law.ty is not first.law.ty or sums.cells.law(law) is None:
        return None
    parts = list(first.parts)
    for cell in cells:
        if cell is None or cell.law is not first.law:
            return None
        for k, u in enumerate(cell.parts):
            if u is None:
                continue
            if u not in vs or (parts[k] is not None and parts[k] is not u):
                return None
            parts[k] = u
    if sorted(u.name for u in parts if u is not None) != sorted(v.name for v in vs):
        return None
    return sums.cells.enter(Cell(law, tuple(parts)))
