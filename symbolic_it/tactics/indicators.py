"""Indicators of letters in sums and products: [i = k] and [k = i] as one, and the one term that a sum against them leaves."""

from __future__ import annotations

from symbolic_it.deduction.basics import use
from symbolic_it.kernel.arithmetic import Inverse, Monomial
from symbolic_it.kernel.terms import APP, LAM, VAR, Term, binary, real, unary
from symbolic_it.kernel.theorems import Thm


def turned_indicator(p: Term) -> Thm | None:
    """|- [k = i] = [i = k], for fixed letters in the order of their making; None where they are in it."""
    sides = binary("eq", p)
    if sides is None or any(x.kind != VAR or x.name[0] == "_" or x.ty is real for x in sides):
        return None
    return use("turned-indicator", i=sides[0], k=sides[1]) if sides[0].sn > sides[1].sn else None


def picked_letter(m: Monomial, v: Term) -> tuple[Term, Term, bool] | None:
    """([v = k], k, False) or ([k = v], k, True) for an indicator that a monomial holds once."""
    for atom, e in m:
        if e != 1 or isinstance(atom, Inverse) or (p := unary("indicator", atom)) is None:
            continue
        sides = binary("eq", p)
        if sides is not None and (sides[0] is v) != (sides[1] is v):
            letter = sides[1] if sides[0] is v else sides[0]
            if v not in letter.free:
                return atom, letter, sides[1] is v
    return None


def fixed_pair(goal: Term, known: frozenset[Term]) -> Term | None:
    """An equation i = k, none of those known, between two free letters of an alphabet whose indicator stands in the goal."""
    todo, seen = [goal], set(known)
    while todo:
        t = todo.pop()
        if t in seen:
            continue
        seen.add(t)
        if (p := unary("indicator", t)) is not None and (sides := binary("eq", p)) is not None:
            if (
                all(x.kind == VAR and x.ty.op[0] == "%" and x in goal.free for x in sides)
                and sides[0] is not sides[1]
                and p not in known
            ):
                return p
        if t.kind == APP:
            todo += [t.arg, t.fun]
        elif t.kind == LAM:
            todo.append(t.body)
    return None
