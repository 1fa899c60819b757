"""Basic inequalities about the laws and logarithms of a normal form: Shannon's, Gibbs', ln t <= t - 1; proved as needed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from symbolic_it.deduction.basics import ONE, ZERO, a, b, le, nonzero, positive, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, known_parts, prove
from symbolic_it.deduction.linear import multiples
from symbolic_it.deduction.logic import c
from symbolic_it.deduction.sums import total
from symbolic_it.kernel.arithmetic import Poly, normal_form
from symbolic_it.kernel.terms import (
    Term,
    Type,
    abstract,
    apply_term,
    number,
    unary,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    generalise,
    instantiate,
    linear_arithmetic,
    modus_ponens,
)
from symbolic_it.tactics.cells import Cell, cell_term, component_types
from symbolic_it.tactics.log_sums import LogSums, TooLong
from symbolic_it.tactics.nested_sums import totalled
from symbolic_it.tactics.pointwise import gibbs, monotone
from symbolic_it.tactics.positivity import positive_in
from symbolic_it.tactics.products import monomials, product_of
from symbolic_it.tactics.shannon import Shannon, law_of_type, shannon

MAX_INEQUALITIES = 24


class Basic:
    """Basic inequalities about the laws and logarithms of the items of a normal form."""

    def __init__(self, sums: LogSums, items: list[Term]) -> None:
        self.sums, self.cells, self.items = sums, sums.cells, list(dict.fromkeys(items))

    def facts(
        self, target: Poly, relation: str, given: Sequence[Thm] = (), means: Sequence[Thm] = ()
    ) -> list[Thm]:  # fmt: skip
        """Inequalities for 0 relation target: of Shannon's those that take part beside what is given, of the others all.

        ``means`` are known inequalities between means of natural logarithms, which hold in every unit.
        """
        scales: dict[Term, Thm] = {}
        laws: dict[Term, dict[Term, None]] = {}
        pairs: dict[tuple[Term, Cell, Cell, tuple[Term, ...]], None] = {}
        bounds: dict[tuple[Term, Term, Term, tuple[Term, ...]], bool] = {}
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
                    if plain is not None:
                        logs[plain] = None
                        bounds[(scale, ONE, plain.arg, ())] = True
                    continue
                binders, body = _opened(core)
                for inner, _k in monomials(body):
                    self._sorted(inner, scale, tuple(binders), laws, pairs, bounds)
        found = self.squares(target)
        found += [self.scaled(sign, th) for sign in scales.values() for th in means]
        for scale, p, q, over in pairs:
            for whole in dict.fromkeys([None, *(self.cells.cell(u.arg) for u in logs)]):
                v = cell_term(q) if whole is None else c("div", cell_term(q), cell_term(whole))
                two = self.gibbs(cell_term(p), v, p, [q], [] if whole is None else [whole], list(over))
                if two is not None:
                    found.append(self.scaled(scales[scale], two))
        for (scale, weight, argument, over), alone in bounds.items():
            means_of = [u.arg for u in logs if over and (alone or self.cell_at(u.arg) is None)]
            for mean in [ONE, *means_of] if alone else means_of:
                bound = self.below(weight, argument, mean, list(over))
                if bound is not None:
                    found.append(self.scaled(scales[scale], bound))
            if not alone:
                continue
            found += [self.scaled(scales[scale], th) for th in self.against_sum(weight, argument, list(over))]
            above = None if over else self.above(argument)
            if above is not None:
                found.append(self.scaled(scales[scale], above))
            side = None if over else self.against_one(argument)
            if side is not None:
                found.append(self.scaled(scales[scale], side))
        if len(found) > MAX_INEQUALITIES:
            raise TooLong
        known = [(scale, law, x) for scale, ls in laws.items() for law in ls for x in shannon(law, bool(logs))]
        guessed = [normal_form(c("mul", scale, x.value(law))) for scale, law, x in known]
        guessed += [normal_form(th.conclusion.arg) for th in found]
        wanted = multiples(target, relation, [*guessed, *(normal_form(th.conclusion.arg) for th in given)])
        if wanted is None:
            return []
        for k, (scale, law, x) in zip(wanted, known, strict=False):
            proof = self.cells.law(law) if k else None
            if proof is not None and (th := _proved(x, law, proof)) is not None:
                found.append(_product(scales[scale], th))
        return found

    def _sorted(
        self, factors: list[tuple[Term, int]], scale: Term, binders: tuple[Term, ...], laws: dict[Term, dict[Term, None]],
        pairs: dict[tuple[Term, Cell, Cell, tuple[Term, ...]], None],
        bounds: dict[tuple[Term, Term, Term, tuple[Term, ...]], bool],
    ) -> None:  # fmt: skip
        """Keeps what one term of a sum asks for; bounds of the logarithm of a law's value are against other means alone."""
        log = next((u for u, e in factors if e == 1 and unary("ln", u) is not None), None)
        if log is None:
            return
        rest = [(u, e) for u, e in factors if u is not log]
        inside = self.cell_at(log.arg)
        weight = self.cell_at(rest[0][0]) if len(rest) == 1 and rest[0][1] == 1 else None
        for cell in (inside, weight):
            if cell is not None:
                laws.setdefault(scale, {})[cell.law] = None
        if inside is not None and weight is not None and inside.law is not weight.law:
            pairs[(scale, weight, inside, binders)] = None
        bounds[(scale, product_of(rest), log.arg, binders)] = inside is None

    def cell_at(self, t: Term) -> Cell | None:
        """The cell that a term of a normal form is, at other names for its outcomes."""
        th = self.cells.as_cell(t)
        return self.cells.cell(t) if th is not None and th.conclusion.arg is t else None

    def scaled(self, sign: Thm, th: Thm) -> Thm:
        """From |- 0 <= k and |- l <= r: |- 0 <= k (r - l), in normal form."""
        left, right = th.conclusion.fun.arg, th.conclusion.arg
        return self.normal(_product(sign, linear_arithmetic(le(ZERO, c("sub", right, left)), [(1, th)])))

    def normal(self, th: Thm) -> Thm:
        """From |- 0 <= t: |- 0 <= its normal form."""
        form = self.sums.form(th.conclusion.arg)
        return linear_arithmetic(le(ZERO, form.equation.conclusion.arg), [(1, th), (1, form.equation)])

    def known(self, cell: Cell, k: int, vs: list[Term]) -> Thm:
        """|- the sum of p ln p <= the sum of p ln(p without the k-th variable)."""
        u = self.cells.enter(cell)
        bound = self.cells.at_most(cell, k)
        th = instantiate([(a, u), (b, bound.conclusion.arg)], monotone())
        th = modus_ponens(modus_ponens(th, self.cells.nonnegative(cell)), bound)
        return self.summed(th, vs)

    def even(self, p: Cell, v: Term) -> Thm | None:
        """|- sum of p - 1/n <= sum of p (ln p - ln(1/n)), n the size of the alphabet."""
        size = total(v, ONE)
        pos = prove(positive(size), self.sums.context)
        if pos is None:
            return None
        u = self.cells.enter(p)
        above = use("quotient-positive", linear_arithmetic(positive(ONE)), pos)
        th = instantiate([(a, u), (b, c("div", ONE, size))], gibbs())
        weak = linear_arithmetic(le(ZERO, above.conclusion.arg), [(1, above)])
        th = modus_ponens(modus_ponens(th, self.cells.nonnegative(p)), weak)
        return self.summed(modus_ponens(th, discharge(nonzero(u), above)), [v])

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
        th = instantiate([(a, u), (b, v)], gibbs())
        th = modus_ponens(modus_ponens(th, self.cells.nonnegative(p)), weak)
        return self.summed(modus_ponens(th, discharge(nonzero(u), above)), binders)

    def squares(self, target: Poly) -> list[Thm]:
        """|- 0 <= (m + c)^2 for squares m^2 in the target, and 0 <= the sum of p (f - m)^2 where m is a sum of p f."""
        found: list[Thm] = []
        for item in self.items:
            for factors, _ in monomials(item):
                if not factors or any(e % 2 for _, e in factors):
                    continue
                t = product_of([(u, e // 2) for u, e in factors])
                (square, _), *_ = normal_form(item).items()
                (single, _), *_ = normal_form(t).items()
                k = Fraction(target.get(square, 0))
                if k > 0:
                    shift = Fraction(target.get(single, 0)) / (2 * k)
                    th = use("square-nonnegative", a=c("add", t, number(shift)))
                    found.append(linear_arithmetic(le(ZERO, th.conclusion.arg), [(1, th)]))
                elif unary("sum", t) is not None:
                    spread = self.spread(t)
                    found += [self.normal(spread)] if spread is not None else []
        return found

    def spread(self, mean: Term) -> Thm | None:
        """|- 0 <= the sum of p (f - m)^2, for m the sum of p f."""
        binders, body = _opened(mean)
        factors = monomials(body)[0][0] if len(monomials(body)) == 1 else []
        weight = next((u for u, e in factors if e == 1 and self.cell_at(u) is not None), None)
        cell = self.cell_at(weight) if weight is not None else None
        if weight is None or cell is None:
            return None
        away = c("sub", product_of([x for x in factors if x[0] is not weight]), mean)
        th = use("product-nonnegative", self.cells.nonnegative(cell), use("square-nonnegative", a=away))
        for v in reversed(binders):
            th = use("sum-nonnegative", generalise(v, th), f=abstract(v, th.conclusion.arg))
        return th

    def against_sum(self, weight: Term, t: Term, binders: list[Term]) -> list[Thm]:
        """For a cell w and t a sum such as P + Q: Gibbs for t over its total, and w ln w <= w ln t where w <= t."""
        cell = self.cell_at(weight)
        if cell is None or not binders:
            return []
        found: list[Thm] = []
        sign, context = self.cells.nonnegative(cell), self.sums.context
        whole = self.sums.form(totalled(binders, t)).items
        size = whole.get(ONE) if set(whole) == {ONE} else None
        weak, above = prove(le(ZERO, t), context), prove(positive(t), assuming(context, nonzero(weight)))
        if size is not None and size > 0 and weak is not None and above is not None:
            part, k = c("div", t, number(size)), linear_arithmetic(positive(number(size)))
            parts = use("quotient-nonnegative", weak, linear_arithmetic(le(ZERO, k.conclusion.arg), [(1, k)]))
            th = instantiate([(a, weight), (b, part)], gibbs())
            th = modus_ponens(modus_ponens(th, sign), parts)
            th = modus_ponens(th, discharge(nonzero(weight), use("quotient-positive", above, k)))
            found.append(self.summed(th, binders))
        less = prove(le(weight, t), context)
        if less is not None:
            th = instantiate([(a, weight), (b, t)], monotone())
            found.append(self.summed(modus_ponens(modus_ponens(th, sign), less), binders))
        return found

    def below(self, weight: Term, argument: Term, mean: Term, binders: list[Term]) -> Thm | None:
        """|- sum of w (ln t - ln m) <= sum of w (t/m - 1): with m the mean of t this is Jensen's inequality."""
        context = self.sums.context
        sign = prove(le(ZERO, weight), context)
        place = assuming(context, nonzero(weight))
        pos = positive_in(place, argument)
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

    def above(self, argument: Term) -> Thm | None:
        """|- 1 - 1/t <= ln t."""
        pos = positive_in(self.sums.context, argument)
        if pos is None:
            return None
        one = linear_arithmetic(positive(ONE))
        bound, ratio = use("ln-bound", use("quotient-positive", one, pos)), use("ln-quotient", one, pos)
        goal = le(c("sub", ONE, c("div", ONE, argument)), c("ln", argument))
        return linear_arithmetic(goal, [(1, bound), (-1, ratio), (-1, theorem("ln-one"))])

    def against_one(self, argument: Term) -> Thm | None:
        """|- ln t <= 0 where t <= 1, or 0 <= ln t where 1 <= t."""
        context = self.sums.context
        pos = positive_in(context, argument)
        if pos is None:
            return None
        if (less := prove(le(argument, ONE), context)) is not None:
            order = use("ln-monotone", pos, less)
            return linear_arithmetic(le(c("ln", argument), ZERO), [(1, order), (1, theorem("ln-one"))])
        if (more := prove(le(ONE, argument), context)) is not None:
            order = use("ln-monotone", linear_arithmetic(positive(ONE)), more)
            return linear_arithmetic(le(ZERO, c("ln", argument)), [(1, order), (-1, theorem("ln-one"))])
        return None

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


def _product(sign: Thm, th: Thm) -> Thm:
    """From |- 0 <= k and |- 0 <= t: |- 0 <= k t."""
    return th if sign.conclusion.arg is ONE else use("product-nonnegative", sign, th)


@lru_cache(maxsize=200)
def _shannon(x: Shannon, ty: Type) -> Thm | None:
    """|- law P ==> 0 <= the right side, for laws P of this type."""
    P = law_of_type(ty)
    claim = c("law", P)
    basic = Basic(LogSums(Context(known_parts(assume(claim)))), [])
    types = component_types(ty.args[0])
    vs = [var(f"_h{k}", t) for k, t in enumerate(types)]

    def cell(*kept: int) -> Cell:
        return Cell(P, tuple(v if k in kept else None for k, v in enumerate(vs)))

    i, j, z = x.first, x.second, x.given
    th: Thm | None
    if x.kind == "known":
        th = basic.known(cell(*range(len(types))), i, vs)
    elif x.kind == "even":
        th = basic.even(cell(i), vs[i])
    else:
        p, over, under = cell(i, j, *z), [cell(i, *z), cell(j, *z)], [cell(*z)] if z else []
        v = c("mul", cell_term(over[0]), cell_term(over[1]))
        v = c("div", v, cell_term(under[0])) if under else v
        th = basic.gibbs(cell_term(p), v, p, over, under, [vs[k] for k in sorted((i, j, *z))])
    if th is None:
        return None
    gap = c("sub", th.conclusion.arg, th.conclusion.fun.arg)
    weak = basic.normal(linear_arithmetic(le(ZERO, gap), [(1, th)]))
    return discharge(claim, linear_arithmetic(le(ZERO, x.value(P)), [(1, weak)]))


def _proved(x: Shannon, law: Term, proof: Thm) -> Thm | None:
    """|- 0 <= the right side, for this law."""
    th = _shannon(x, law.ty)
    return modus_ponens(instantiate([(law_of_type(law.ty), law)], th), proof) if th is not None else None
