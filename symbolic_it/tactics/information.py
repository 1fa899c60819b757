"""Identities and inequalities between information quantities: both sides in normal form, then the basic inequalities.

The basic inequalities are Shannon's: H(X|rest) >= 0 and I(X;Y|Z) >= 0 for the variables of a joint law, Gibbs' for two
laws, H <= log n, and ln t <= t - 1 below a weight; each is proved in the kernel for the laws of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from symbolic_it.deduction.basics import ONE, ZERO, a, b, discharge_all, le, nonzero, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, local_variable, prove
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import both, c, cases, is_universal, replace_in
from symbolic_it.deduction.sums import total
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    constants_of,
    equation,
    implication,
    real,
    unary,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    field_identity,
    generalise,
    instantiate,
    linear_arithmetic,
    modus_ponens,
)
from symbolic_it.tactics.cells import Cell, cell_term, component_types
from symbolic_it.tactics.log_sums import UNFOLDED, LogSums, TooLong
from symbolic_it.tactics.products import monomials, product_of

MAX_VARIABLES = 3
MAX_INEQUALITIES = 24
SPOKEN_OF = UNFOLDED | {"ln", "sum", "first_marginal", "second_marginal"}


def by_information(goal: Term, context: Context) -> Thm | None:
    """|- goal, a comparison or an equation of reals below quantifiers and conditions, or None."""
    if constants_of([goal]).isdisjoint(SPOKEN_OF):
        return None
    if is_universal(goal):
        v = local_variable(context, goal.arg.ty.args[0])
        th = by_information(apply_term(goal.arg, v), context.deeper())
        return generalise(v, th) if th is not None else None
    if (parts := binary("imp", goal)) is not None:
        th = by_information(parts[1], assuming(context, parts[0]))
        return discharge(parts[0], th) if th is not None else None
    if (parts := binary("and", goal)) is not None:
        left = by_information(parts[0], context)
        right = by_information(parts[1], context) if left is not None else None
        return both(left, right) if left is not None and right is not None else None
    relation = next((r for r in ("eq", "le", "lt") if binary(r, goal) is not None), "")
    sides = binary(relation, goal) if relation else None
    if sides is None or sides[0].ty is not real:
        return None
    sums = LogSums(context)
    try:
        left_, right_ = (sums.form(t) for t in sides)
    except (TooLong, KernelError):
        return None
    if left_.items == right_.items:
        if relation == "lt":
            return None
        return linear_arithmetic(goal, [(1, left_.equation), (-1, right_.equation)])
    if relation == "eq":
        return None
    facts = [left_.equation, right_.equation]
    more: list[Thm] = []
    try:
        for fact in Basic(sums, [*left_.items, *right_.items]).facts():
            more.append(fact)
            if len(more) >= MAX_INEQUALITIES:
                break
    except (TooLong, KernelError):
        pass
    return linear(goal, [*facts, *more])


class Basic:
    """Basic inequalities about the laws and logarithms of the items of a normal form."""

    def __init__(self, sums: LogSums, items: list[Term]) -> None:
        self.sums, self.cells, self.items = sums, sums.cells, list(dict.fromkeys(items))

    def facts(self) -> Iterator[Thm]:
        scales: dict[Term, Thm] = {}
        laws: dict[Term, dict[Term, None]] = {}
        pairs: dict[tuple[Term, Cell, Cell, tuple[Term, ...]], None] = {}
        bounds: dict[tuple[Term, Term, Term, tuple[Term, ...]], None] = {}
        sizes: dict[Term, None] = {}
        logs: dict[Term, None] = {}
        for item in self.items:
            for factors, _ in monomials(item):
                core = next((u for u, e in factors if e == 1 and unary("sum", u) is not None), None)
                plain = next((u for u, e in factors if e == 1 and unary("ln", u) is not None and u.arg.free), None)
                head = core if core is not None else plain
                if head is None:
                    continue
                scale = product_of([(u, e) for u, e in factors if u is not head])
                if scale not in scales:
                    sign = prove(le(ZERO, scale), self.sums.context)
                    if sign is None:
                        continue
                    scales[scale] = sign
                if core is None:
                    if plain is not None and unary("sum", plain.arg) is not None:
                        sizes[plain.arg] = None
                        logs[plain] = None
                    continue
                binders, body = _opened(core)
                for inner, _k in monomials(body):
                    self._sorted(inner, scale, tuple(binders), laws, pairs, bounds)
        for scale, found in laws.items():
            for law in found:
                for th in self.shannon(law, bool(sizes)):
                    yield self.scaled(scales[scale], th)
        for scale, p, q, over in pairs:
            two = self.gibbs(cell_term(p), cell_term(q), p, [q], [], list(over))
            if two is not None:
                yield self.scaled(scales[scale], two)
        for scale, weight, argument, over in bounds:
            for mean in (ONE, *(u.arg for u in logs)):
                bound = self.below(weight, argument, mean, list(over))
                if bound is not None:
                    yield self.scaled(scales[scale], bound)

    def _sorted(
        self, factors: list[tuple[Term, int]], scale: Term, binders: tuple[Term, ...], laws: dict[Term, dict[Term, None]],
        pairs: dict[tuple[Term, Cell, Cell, tuple[Term, ...]], None],
        bounds: dict[tuple[Term, Term, Term, tuple[Term, ...]], None],
    ) -> None:  # fmt: skip
        log = next((u for u, e in factors if e == 1 and unary("ln", u) is not None), None)
        if log is None:
            return
        rest = [(u, e) for u, e in factors if u is not log]
        inside = self.cells.cell(log.arg)
        weight = self.cells.cell(rest[0][0]) if len(rest) == 1 and rest[0][1] == 1 else None
        for cell in (inside, weight):
            if cell is not None:
                laws.setdefault(scale, {})[cell.law] = None
        if inside is not None and weight is not None and inside.law is not weight.law:
            pairs[(scale, weight, inside, binders)] = None
        if inside is None:
            bounds[(scale, product_of(rest), log.arg, binders)] = None

    def scaled(self, sign: Thm, th: Thm) -> Thm:
        """From |- 0 <= k and |- l <= r: |- 0 <= k (r - l), in normal form."""
        left, right = th.conclusion.fun.arg, th.conclusion.arg
        gap = linear_arithmetic(le(ZERO, c("sub", right, left)), [(1, th)])
        k = sign.conclusion.arg
        if k is ONE:
            product, t = gap, gap.conclusion.arg
        else:
            product = use("product-nonnegative", sign, gap)
            t = product.conclusion.arg
        form = self.sums.form(t)
        return linear_arithmetic(le(ZERO, form.equation.conclusion.arg), [(1, product), (1, form.equation)])

    # ---- Shannon ------------------------------------------------------------------------------------------

    def shannon(self, law: Term, sizes: bool) -> Iterator[Thm]:
        """0 <= H(X|rest), 0 <= I(X;Y|Z), H <= ln n for the variables of one law, all without the base."""
        types = component_types(law.ty.args[0])
        n = len(types)
        if n > MAX_VARIABLES:
            return
        vs = [var(f"_h{k}", ty) for k, ty in enumerate(types)]

        def cell(kept: set[int]) -> Cell:
            return Cell(law, tuple(v if k in kept else None for k, v in enumerate(vs)))

        every = set(range(n))
        for k in range(n):
            yield self.known(cell(every), k, vs)
        for i, j in combinations(range(n), 2):
            for r in range(n - 1):
                for given in combinations(sorted(every - {i, j}), r):
                    z = set(given)
                    p, over = cell({i, j, *z}), [cell({i, *z}), cell({j, *z})]
                    under = [cell(z)] if z else []
                    for q in (p, *over, *under):
                        self.cells.enter(q)
                    v = c("mul", cell_term(over[0]), cell_term(over[1]))
                    v = c("div", v, cell_term(under[0])) if under else v
                    th = self.gibbs(cell_term(p), v, p, over, under, [vs[k] for k in sorted({i, j, *z})])
                    if th is not None:
                        yield th
        for k in range(n if sizes else 0):
            p = cell({k})
            u = self.cells.enter(p)
            size = total(vs[k], ONE)
            pos = prove(positive(size), self.sums.context)
            if pos is not None:
                even = c("div", ONE, size)
                one = linear_arithmetic(positive(ONE))
                above = use("quotient-positive", one, pos)
                yield self.summed(_gibbs_at(u, even, self.cells.nonnegative(p), above), [vs[k]])

    def known(self, cell: Cell, k: int, vs: list[Term]) -> Thm:
        """|- the sum of p ln p <= the sum of p ln(p without the k-th variable)."""
        u = self.cells.enter(cell)
        bound = self.cells.at_most(cell, k)
        th = instantiate([(a, u), (b, bound.conclusion.arg)], _monotone())
        th = modus_ponens(modus_ponens(th, self.cells.nonnegative(cell)), bound)
        return self.summed(th, vs)

    def gibbs(
        self, u: Term, v: Term, p: Cell, over: list[Cell], under: list[Cell], binders: list[Term]
    ) -> Thm | None:  # fmt: skip
        """|- sum of u - v <= sum of u (ln u - ln v), for a cell u and v made of cells that are not zero where u is not."""
        self.cells.enter(p)
        sign = use("nonnegative-nonzero", self.cells.nonnegative(p), assume(nonzero(u)))
        found: list[Thm] = []
        for q in (*over, *under):
            th = self.sums.positive(self.cells.enter(q), [(u, 1)], {u: sign})
            if th is None:
                return None
            found.append(th)
        above, weak = found[0], self.cells.nonnegative(over[0])
        for q, th in zip(over[1:], found[1:], strict=False):
            above, weak = (
                use("product-positive", above, th),
                use("product-nonnegative", weak, self.cells.nonnegative(q)),
            )
        for q, th in zip(under, found[len(over) :], strict=True):
            above, weak = (
                use("quotient-positive", above, th),
                use("quotient-nonnegative", weak, self.cells.nonnegative(q)),
            )
        th = instantiate([(a, u), (b, v)], _gibbs())
        th = modus_ponens(modus_ponens(th, self.cells.nonnegative(p)), weak)
        return self.summed(modus_ponens(th, discharge(nonzero(u), above)), binders)

    def below(self, weight: Term, argument: Term, mean: Term, binders: list[Term]) -> Thm | None:
        """|- sum of w (ln t - ln m) <= sum of w (t/m - 1): with m the mean of t this is Jensen's inequality."""
        context = self.sums.context
        sign = prove(le(ZERO, weight), context)
        place = assuming(context, nonzero(weight))
        pos = prove(positive(argument), place)
        height = linear_arithmetic(positive(ONE)) if mean is ONE else prove(positive(mean), context)
        if sign is None or pos is None or height is None:
            return None
        ratio = use("ln-quotient", pos, height)
        bound = use("ln-bound", use("quotient-positive", pos, height))
        left = c("sub", c("ln", argument), c("ln", mean))
        right = c("sub", c("div", argument, mean), ONE)
        goal = le(left, right)
        th = linear_arithmetic(goal, [(1, bound), (-1, ratio)])
        th = use("weighted-comparison", sign, discharge(nonzero(weight), th))
        return self.summed(th, binders)

    def summed(self, th: Thm, binders: list[Term]) -> Thm:
        """From |- l <= r: |- sum of l <= sum of r."""
        for v in reversed(binders):
            left, right = th.conclusion.fun.arg, th.conclusion.arg
            th = use("sum-comparison", generalise(v, th), f=abstract(v, left), g=abstract(v, right))
        return th


def _opened(core: Term) -> tuple[list[Term], Term]:
    binders: list[Term] = []
    t = core
    while (f := unary("sum", t)) is not None:
        v = var(f"_g{len(binders)}", f.ty.args[0])
        binders.append(v)
        t = apply_term(f, v)
    return binders, t


def _gibbs_at(u: Term, v: Term, sign: Thm, above: Thm) -> Thm:
    th = instantiate([(a, u), (b, v)], _gibbs())
    weak = linear_arithmetic(le(ZERO, v), [(1, above)])
    return modus_ponens(modus_ponens(modus_ponens(th, sign), weak), discharge(nonzero(u), above))


@cache
def _gibbs() -> Thm:
    """|- 0 <= a ==> 0 <= b ==> (a != 0 ==> 0 < b) ==> a - b <= a (ln a - ln b)"""
    p, q = assume(le(ZERO, a)), assume(le(ZERO, b))
    h = assume(implication(nonzero(a), positive(b)))
    other = assume(nonzero(a))
    above, below = modus_ponens(h, other), use("nonnegative-nonzero", p, other)
    bound = use("ln-bound", use("quotient-positive", above, below))
    split = use("ln-quotient", above, below)
    value = c("mul", a, c("sub", c("ln", a), c("ln", b)))
    goal = le(c("sub", a, b), value)
    gap = c("sub", c("sub", c("div", b, a), ONE), c("sub", c("ln", b), c("ln", a)))
    weak = use("product-nonnegative", p, linear_arithmetic(le(ZERO, gap), [(1, bound), (-1, split)]))
    whole = field_identity(c("mul", a, gap), c("sub", value, c("sub", a, b)), [other])
    yes = linear_arithmetic(goal, [(1, weak), (1, whole)])
    zero = assume(equation(a, ZERO))
    gone = replace_in(zero, lambda t: c("mul", t, c("sub", c("ln", a), c("ln", b))))
    no = linear_arithmetic(goal, [(1, zero), (1, q), (-1, gone)])
    th = cases(zero.conclusion, no, yes)
    return discharge_all(th, p.conclusion, q.conclusion, h.conclusion)


@cache
def _monotone() -> Thm:
    """|- 0 <= a ==> a <= b ==> a ln a <= a ln b"""
    p, h, other = assume(le(ZERO, a)), assume(le(a, b)), assume(nonzero(a))
    below = use("ln-monotone", use("nonnegative-nonzero", p, other), h)
    th = use("weighted-comparison", p, discharge(other.conclusion, below), a=a)
    return discharge_all(th, p.conclusion, h.conclusion)
