"""Equations of products, likelihoods above all: both sides are positive, and their logarithms agree."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.model import Proof
from symbolic_it.kernel.terms import binary, constants_of, real, strip
from symbolic_it.language.expr import Eq, Expr, as_real
from symbolic_it.language.notation import ln, log
from symbolic_it.review.inequalities import base_in
from symbolic_it.review.judging import WORK, Judgement, by_proof


def by_logarithms(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of an equation with a product in it; None where it is none or is not proved so."""
    sides = binary("eq", statement.term)
    if sides is None or sides[0].ty is not real or not constants_of([statement.term]) & {"prod", "prod_to", "pow"}:
        return None
    if "has_derivative" in constants_of([statement.term]):
        return None
    left, right = (Expr(t, statement.names, statement.declarations) for t in sides)
    base = base_in(statement.term) if "pow" in constants_of([statement.term]) else None
    natural = base is None or strip(base)[0].name == "exp"
    unit = None if base is None or natural else Expr(base, (), statement.declarations)

    def write(d: Proof) -> None:
        positive = [d.have(as_real(0) < side) for side in (left, right)]
        if unit is None:
            same = d.have(Eq(ln(left), ln(right)))
        else:  # 2^(log_2 x)
            positive.append(d.have(as_real(1) < unit))
            same = d.have(Eq(log(left, to_base=unit), log(right, to_base=unit)))
        d.have(statement, by=["log-injective", same, *positive])

    return by_proof(write, given, 2 * WORK)
