"""Equations of products, likelihoods above all: both sides are positive, and their logarithms agree."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.model import Proof
from symbolic_it.kernel.terms import binary, constants_of, real
from symbolic_it.language.expr import Eq, Expr, as_real
from symbolic_it.language.notation import ln
from symbolic_it.review.judging import WORK, Judgement, by_proof


def by_logarithms(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of an equation with a product in it; None where it is none or is not proved so."""
    sides = binary("eq", statement.term)
    if sides is None or sides[0].ty is not real or not constants_of([statement.term]) & {"prod", "prod_to"}:
        return None
    if "has_derivative" in constants_of([statement.term]):
        return None
    left, right = (Expr(t, statement.names, statement.declarations) for t in sides)

    def write(d: Proof) -> None:
        positive = [d.have(as_real(0) < side) for side in (left, right)]
        same = d.have(Eq(ln(left), ln(right)))
        d.have(statement, by=["log-injective", same, *positive])

    return by_proof(write, given, 2 * WORK)
