"""Shannon's basic inequalities of the variables of one law, as data: which they are and what they say."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from symbolic_it.deduction.basics import ONE
from symbolic_it.deduction.logic import c
from symbolic_it.deduction.sums import total
from symbolic_it.kernel.terms import (
    Term,
    Type,
    var,
)
from symbolic_it.tactics.cells import Cell, cell_term, component_types
from symbolic_it.tactics.nested_sums import in_order, totalled
from symbolic_it.tactics.products import combination, monomials, product_of

MAX_VARIABLES = 5


class Shannon(NamedTuple):
    """0 <= a combination of the joint entropies of sets of variables, without the base of the logarithm."""

    kind: str
    first: int
    second: int
    given: tuple[int, ...]

    def coefficients(self, n: int) -> dict[tuple[int, ...], int]:
        """Of minus the entropy of each set."""
        every = tuple(range(n))
        if self.kind == "known":  # H(X|rest)
            return {every: -1, tuple(k for k in every if k != self.first): 1}
        i, j, z = self.first, self.second, self.given
        if self.kind == "shared":  # I(X;Y|Z)
            return {tuple(sorted((i, j, *z))): 1, tuple(sorted((i, *z))): -1, tuple(sorted((j, *z))): -1, z: 1}
        return {(i,): 1}

    def value(self, law: Term) -> Term:
        """The right side."""
        types = component_types(law.ty.args[0])
        vs = [var(f"_h{k}", ty) for k, ty in enumerate(types)]
        items: dict[Term, int | Fraction] = {}
        for kept, k in self.coefficients(len(types)).items():
            if kept:
                p = cell_term(Cell(law, tuple(v if i in kept else None for i, v in enumerate(vs))))
                items[
                    totalled(in_order([vs[i] for i in kept]), product_of(monomials(c("mul", p, c("ln", p)))[0][0]))
                ] = k
        if self.kind == "even":
            items[c("ln", total(vs[self.first], ONE))] = 1
        return combination(items)


def law_of_type(ty: Type) -> Term:
    return var("P", ty)


def shannon(law: Term, sizes: bool) -> list[Shannon]:
    """The basic inequalities of the variables of one law, at most three."""
    n = len(component_types(law.ty.args[0]))
    if n > MAX_VARIABLES:
        return []
    found = [Shannon("known", k, k, ()) for k in range(n)]
    for i, j in combinations(range(n), 2):
        others = [k for k in range(n) if k not in (i, j)]
        found += [Shannon("shared", i, j, z) for r in range(len(others) + 1) for z in combinations(others, r)]
    return found + [Shannon("even", k, k, ()) for k in range(n if sizes else 0)]
