"""Two sums over one alphabet, each with a factor before it: equal when their terms are, the factors taken inside."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.deduction.basics import ONE, use
from symbolic_it.deduction.logic import c, chain
from symbolic_it.deduction.sums import same_sum
from symbolic_it.kernel.terms import Term, apply_term, binary, equation, number, unary
from symbolic_it.kernel.theorems import Thm, field_identity, symmetry


def factor_and_sum(t: Term) -> tuple[Term, Term] | None:
    """(k, f) for a term that is k times the sum of f, its factors in any order; None for any other."""
    f = unary("sum", t)
    if f is not None:
        return ONE, f
    if (u := unary("neg", t)) is not None:
        inner = factor_and_sum(u)
        return (c("mul", number(-1), inner[0]), inner[1]) if inner is not None else None
    if (parts := binary("div", t)) is not None:
        inner = factor_and_sum(parts[0])
        return (c("div", inner[0], parts[1]), inner[1]) if inner is not None else None
    if (parts := binary("mul", t)) is not None:
        for u, w in (parts, parts[::-1]):
            inner = factor_and_sum(w)
            if inner is not None:
                return c("mul", u, inner[0]), inner[1]
    return None


def by_terms(left: Term, right: Term, v: Term, equal: Callable[[Term, Term], Thm | None]) -> Thm | None:
    """|- left = right; ``equal`` proves the terms at v equal, a variable that is nowhere else."""
    one, two = factor_and_sum(left), factor_and_sum(right)
    if one is None or two is None or one[1].ty is not two[1].ty or v.ty is not one[1].ty.args[0]:
        return None
    inside = [_inside(t, k, f) for t, (k, f) in ((left, one), (right, two))]
    bodies = [apply_term(th.conclusion.arg.arg, v) for th in inside]
    same = equal(bodies[0], bodies[1])
    if same is None or same.conclusion is not equation(*bodies):
        return None
    return chain(inside[0], same_sum(v, same), symmetry(inside[1]))


def _inside(t: Term, k: Term, f: Term) -> Thm:
    """|- t = the sum of k f, for t that is k times the sum of f."""
    out = field_identity(t, c("mul", k, c("sum", f)))
    pulled = use("sum-of-multiple", c=k, f=f)
    th = chain(out, symmetry(pulled))
    assert th is not None
    return th
