"""Signs for normal forms: what conditions on quotients and sums say of their parts, and cells that others keep above zero."""

from __future__ import annotations

from symbolic_it.deduction.basics import ONE, ZERO, nonzero, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, prove
from symbolic_it.deduction.logic import apply, c, contradiction, is_universal, refute
from symbolic_it.deduction.matching import Rule
from symbolic_it.kernel.terms import CONST, Term, binary, equation, number, number_value, strip, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    field_identity,
    generalise,
    instantiate,
    linear_arithmetic,
    modus_ponens,
)
from symbolic_it.tactics.cells import Cell, Cells, cell_term
from symbolic_it.tactics.products import monomials, product_of, replaced

MAX_FACTS = 40


def with_parts(context: Context) -> Context:
    """The context, and that no factor of a product or quotient is zero which a fact says is positive."""
    found: list[Thm] = []
    for rule in list(context.all_rules())[:200]:
        sides = binary("lt", rule.conclusion)
        if sides is None or number_value(sides[0]) != 0 or len(found) > MAX_FACTS:
            continue
        if strip(sides[1])[0].kind == CONST and strip(sides[1])[0].name in ("div", "mul"):
            found += _factors_nonzero(rule)
    return context.plus(*found) if found else context


def _factors_nonzero(rule: Rule) -> list[Thm]:
    """From |- for all x, p ==> 0 < a/b: the same with a != 0 and with b != 0 in the end."""
    prefix: list[tuple[str, Term]] = []
    th, n = rule.source, 0
    while True:
        t = th.conclusion
        if is_universal(t):
            v = var(f"_p{n}", t.arg.ty.args[0])
            n += 1
            th = apply(th, v)
            prefix.append(("for all", v))
        elif (parts := binary("imp", t)) is not None:
            th = modus_ponens(th, assume(parts[0]))
            prefix.append(("if", parts[0]))
        else:
            break
    value = th.conclusion.arg
    pieces = monomials(value)
    if len(pieces) != 1:
        return []
    factors = pieces[0][0]
    if len(factors) < 2 and not (factors and factors[0][1] < 0):
        return []
    found = []
    for w, _ in factors:
        part = _nonzero_factor(th, value, factors, w)
        for kind, t in reversed(prefix):
            part = generalise(t, part) if kind == "for all" else discharge(t, part)
        found.append(part)
    return found


def _nonzero_factor(th: Thm, value: Term, factors: list[tuple[Term, int]], w: Term) -> Thm:
    """From |- 0 < value, a product with the factor w: |- w != 0."""
    zero = assume(equation(w, ZERO))
    gone = replaced(factors, w, zero)
    product = product_of(factors)
    nothing = field_identity(gone.conclusion.arg, ZERO)
    # value is a numeral times the product
    (_, q), *_ = monomials(value)
    same = field_identity(value, c("mul", number(q), product))
    scaled = linear_arithmetic(equation(value, ZERO), [(1, same), (q, gone), (q, nothing)])
    bad = linear_arithmetic(c("lt", ZERO, ZERO), [(1, th), (1, scaled)])
    (a,) = axiom("less-irreflexive").conclusion.free
    return refute(zero.conclusion, contradiction(bad, instantiate([(a, ZERO)], axiom("less-irreflexive"))))


def positive_in(context: Context, w: Term) -> Thm | None:
    """|- 0 < w: by the context, or by what it says of 1/w."""
    th = prove(positive(w), context)
    if th is None and strip(w)[0].kind != CONST:
        turned = c("div", ONE, w)
        over = prove(positive(turned), context)
        if over is not None:
            twice = use("inverse-positive", over)
            same = field_identity(c("div", ONE, turned), w)
            th = linear_arithmetic(positive(w), [(1, twice), (1, same)])
    return th


def positive_cell(cells: Cells, context: Context, goal: Cell, place: dict[Term, Thm]) -> Thm | None:
    """|- 0 < the cell, by a cell of the same law that fixes more outcomes, or by the notion of a marginal."""
    for u in place:
        cell = cells.cell(u)
        if cell is not None and cell.law is not goal.law and cell.law.ty is goal.law.ty:
            th = _above(cells, context, Cell(goal.law, cell.parts), goal)
            if th is not None:
                return th
    marginal = _notion(goal)
    if marginal is not None:
        known, same = prove(positive(marginal), context), cells.as_cell(marginal)
        if known is not None and same is not None:
            return linear_arithmetic(positive(same.conclusion.arg), [(1, known), (1, same)])
    for t, cell in list(cells.known.items()):
        if cell.law is goal.law and cell is not goal and t is cell_term(cell):
            th = _above(cells, context, cell, goal)
            if th is not None:
                return th
    return None


def _above(cells: Cells, context: Context, given: Cell, goal: Cell) -> Thm | None:
    if any(w is not None and u is not w for u, w in zip(given.parts, goal.parts, strict=True)):
        return None
    th = prove(positive(cell_term(given)), context)
    return cells.wider(given, goal, th) if th is not None else None


def under_weight(cells: Cells, context: Context, place: dict[Term, Thm]) -> Context:
    """The context where none of these is zero; of a marginal that is said of its notion as well."""
    for u, known in place.items():
        context = assuming(context, nonzero(u))
        marginal = _notion(cells.cell(u))
        same = cells.as_cell(marginal) if marginal is not None else None
        if marginal is not None and same is not None:
            above = linear_arithmetic(positive(marginal), [(1, known), (-1, same)])
            context = context.plus(above, use("positive-nonzero", above))
    return context


def _notion(cell: Cell | None) -> Term | None:
    """The marginal of a law of two variables that the cell is."""
    if cell is None or len(cell.parts) != 2 or sum(part is None for part in cell.parts) != 1:
        return None
    x, y = cell.parts
    if x is not None:
        return c("first_marginal", cell.law, x)
    return c("second_marginal", cell.law, y) if y is not None else None


def without_weight(th: Thm, place: dict[Term, Thm]) -> Thm:
    """The theorem without the hypotheses of `under_weight`, which follow from what the place says."""
    for u, known in place.items():
        if nonzero(u) in th.hypotheses:
            th = modus_ponens(discharge(nonzero(u), th), use("positive-nonzero", known))
    return th
