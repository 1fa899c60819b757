"""What a law that factors says of logarithms: where p(x,y,z) p(y) = p(x,y) p(y,z), the mean of their difference is zero."""

from __future__ import annotations

from collections.abc import Set

from symbolic_it.deduction.basics import ZERO, nonzero, use
from symbolic_it.deduction.logic import c, is_universal, under
from symbolic_it.deduction.sums import same_sum
from symbolic_it.kernel.terms import KernelError, Term, binary, constants_of, equation, number_value, real, var
from symbolic_it.kernel.theorems import (
    Thm,
    discharge,
    linear_arithmetic,
    modus_ponens,
    specialise,
    symmetry,
    transitivity,
)
from symbolic_it.tactics.cells import Cell
from symbolic_it.tactics.log_sums import UNFOLDED, LogSums
from symbolic_it.tactics.products import Factors, combination, logarithm_of_product, monomials

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


def separations(sums: LogSums, free: Set[Term]) -> list[Thm]:
    """The same of the mean of ln u - ln v, for each equation u = v of products of cells that the context holds."""
    found: list[Thm] = []
    for rule in sums.context.all_rules():
        sides = binary("eq", rule.conclusion)
        if sides is None or sides[0].ty is not real or not is_universal(rule.source.conclusion):
            continue
        if len(found) >= 2 * MAX_FACTS or not (rule.source.conclusion.free & free):
            continue
        if constants_of(sides).isdisjoint(_SPOKEN_OF):
            continue
        try:
            zero = _mean_difference(sums, rule.source)
        except KernelError:
            continue
        if zero is not None:
            found += _both(sums, zero.conclusion.fun.arg, zero)
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


def _mean_difference(sums: LogSums, th: Thm) -> Thm | None:
    """From |- for all x, y, ..: u = v, products of cells of one law: |- the mean of ln u - ln v = 0."""
    vs: list[Term] = []
    while True:
        t = th.conclusion
        if is_universal(t):
            vs.append(var(f"_m{len(vs)}", t.arg.ty.args[0]))
            th = specialise(vs[-1], th)
        else:
            break
    sides = binary("eq", th.conclusion)
    if sides is None:
        return None
    forms = [sums.form(t) for t in sides]
    products: list[Factors] = []
    for form in forms:
        pieces = monomials(form.equation.conclusion.arg)
        if len(pieces) != 1 or pieces[0][1] != 1:
            return None
        products.append(pieces[0][0])
    weight = _whole(sums, [u for fs in products for u, _ in fs], vs)
    if weight is None:
        return None
    place = sums.supported([(weight, 1)])
    logs: list[Thm] = []
    for form, factors in zip(forms, products, strict=True):
        signs = []
        for u, e in factors:
            sign = sums.positive(u, [(weight, 1)], place)
            if sign is None:
                return None
            signs.append((u, e, sign))
        logs.append(logarithm_of_product(signs, 1, form.equation.conclusion.arg))
    same = transitivity(transitivity(symmetry(forms[0].equation), th), forms[1].equation)
    equal = under(logs[0].conclusion.fun.arg.fun, same)
    gap = c("sub", logs[0].conclusion.arg, logs[1].conclusion.arg)
    none = linear_arithmetic(equation(gap, ZERO), [(1, equal), (-1, logs[0]), (1, logs[1])])
    mean = use("weighted-equality", discharge(nonzero(weight), none), a=weight)
    for v in reversed(vs):
        mean = same_sum(v, mean)
    left, right = mean.conclusion.fun.arg, mean.conclusion.arg
    flat = sums.form(right).equation
    return linear_arithmetic(equation(left, ZERO), [(1, mean), (1, flat)])


def _whole(sums: LogSums, factors: list[Term], vs: list[Term]) -> Term | None:
    """The cell of one law that fixes all the outcomes that the factors, cells of this law, fix."""
    cells = [sums.cells.cell(u) for u in factors]
    first = cells[0] if cells else None
    if first is None or not vs:
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
    return sums.cells.enter(Cell(first.law, tuple(parts)))
