"""What holds where a product of probabilities is not zero: signs of other cells, and quotients that cancel."""

from __future__ import annotations

from symbolic_it.deduction.basics import nonzero, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import prove
from symbolic_it.deduction.logic import c
from symbolic_it.kernel.terms import Term, number_value
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity, transitivity
from symbolic_it.tactics.cells import Cells
from symbolic_it.tactics.positivity import positive_cell, positive_in, under_weight, without_weight
from symbolic_it.tactics.products import Factors, less, product_of


class Weights:
    """Signs in a context, and below a weight."""

    def __init__(self, context: Context) -> None:
        self.context, self.cells = context, Cells(context)
        self.supports: dict[tuple[tuple[Term, int], ...], dict[Term, Thm]] = {}
        self.signs: dict[tuple[Term, tuple[tuple[Term, Thm], ...]], Thm | None] = {}

    def supported(self, weight: Factors) -> dict[Term, Thm]:
        """weight != 0 |- 0 < w, for each cell w of the weight."""
        known = self.supports.get(tuple(weight))
        if known is not None:
            return known
        found: dict[Term, Thm] = {}
        if not weight:
            return found
        rest = assume(nonzero(product_of(weight)))
        pending = [w for w, _ in weight]
        while pending:
            w = pending.pop()
            other = use("right-factor-nonzero", rest) if pending else rest
            cell = self.cells.cell(w)
            assert cell is not None
            found[w] = use("nonnegative-nonzero", self.cells.nonnegative(cell), other)
            if pending:
                rest = use("left-factor-nonzero", rest)
        self.supports[tuple(weight)] = found
        return found

    def positive(self, w: Term, weight: Factors, place: dict[Term, Thm]) -> Thm | None:
        """weight != 0 |- 0 < w."""
        key = w, tuple(place.items())
        if key not in self.signs:
            self.signs[key] = self._positive(w, place)
        return self.signs[key]

    def _positive(self, w: Term, place: dict[Term, Thm]) -> Thm | None:
        if w in place:
            return place[w]
        goal = self.cells.cell(w)
        if goal is not None:
            for u, th in place.items():
                cell = self.cells.cell(u)
                assert cell is not None
                wider = self.cells.wider(cell, goal, th)
                if wider is not None:
                    return wider
        if number_value(w) is not None:
            return prove(positive(w), self.context)
        context = under_weight(self.cells, self.context, place)
        found = positive_in(context, w)
        if found is None and goal is not None:
            found = positive_cell(self.cells, context, goal, place)
        return without_weight(found, place) if found is not None else None

    def cancelled(self, factors: Factors) -> Thm | None:
        """w/w gone, where w is not zero or where what stands before it is zero with it."""
        both: dict[Term, list[int]] = {}
        for w, e in factors:
            both.setdefault(w, []).append(e)
        for w, es in both.items():
            if len(es) < 2:
                continue
            up, down = max(es), -min(es)
            n = min(up, down)
            kept = [(u, e) for u, e in factors if u is not w]
            for weight in (
                [],
                [(u, 1) for u, e in kept if e > 0 and self.cells.cell(u) is not None],
                [(w, 1)] if up > n else [],
            ):
                th = self._cancelled(factors, w, up, down, n, kept, weight)
                if th is not None:
                    return th
        return None

    def _cancelled(
        self, factors: Factors, w: Term, up: int, down: int, n: int, kept: Factors, weight: Factors
    ) -> Thm | None:  # fmt: skip
        left = [*kept, *([(w, up - n)] if up > n else []), *([(w, n - down)] if down > n else [])]
        goal = product_of(left)
        if weight and weight[0][0] is w:
            cell = self.cells.cell(w)
            if cell is None:
                return None
            other = use("nonnegative-nonzero", self.cells.nonnegative(cell), assume(nonzero(w)))
        else:
            found = self.positive(w, weight, self.supported(weight)) or self.differs(w)
            if found is None:
                return None
            other = found
        if not weight:
            return field_identity(product_of(factors), goal, [other])
        rest = product_of(less(factors, weight))
        smaller = product_of(less(left, weight))
        base = product_of(weight)
        same = field_identity(rest, smaller, [other])
        th = use("weighted-equality", discharge(nonzero(base), same), a=base)
        first = field_identity(product_of(factors), c("mul", base, rest))
        last = field_identity(c("mul", base, smaller), goal)
        return transitivity(transitivity(first, th), last)

    def differs(self, w: Term) -> Thm | None:
        return prove(nonzero(w), self.context)
