"""What notes take for granted: domination, positive arguments of logarithms, denominators that are not zero."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.hypotheses import contradictory, denied
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.deduction.logic import innermost
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    binary,
    equation,
    number,
    number_value,
    strip,
    unary,
)
from symbolic_it.kernel.theorems import assume
from symbolic_it.language.expr import Expr
from symbolic_it.review.contexts import context_of
from symbolic_it.tactics.definedness import unmet_conditions


def standing_conditions(statements: Sequence[Expr], given: Sequence[Expr]) -> list[Expr]:
    """What the statements need to be meaningful and what notes take for granted: domination, positive arguments of logs."""
    found: list[Expr] = []
    hypotheses = [*given, *(Expr(t) for e in statements for d in declared_hypotheses(e) for t in d)]
    context = context_of([h.term for h in hypotheses])
    needed = [_unmet(e, context) for e in statements]
    dominated = list(dict.fromkeys(t for unmet in needed for t in unmet if strip(t)[0].name == "dominated"))
    if dominated:  # what follows from domination is not asked for beside it
        context = context.plus(*(part for t in dominated for part in known_parts(assume(t))))
        needed = [
            [*(t for t in unmet if t in dominated), *_unmet(e, context)]
            for e, unmet in zip(statements, needed, strict=True)
        ]
    for unmet in needed:
        for t in unmet:
            if taken_for_granted(t) and t not in [f.term for f in found]:
                declarations = frozenset(d for x in statements for d in x.declarations if d.variable in t.free)
                found.append(Expr(t, (), declarations))
    found = _between(found)
    if found and contradictory([f.term for f in found], [h.term for h in hypotheses]):
        return []
    conditions = [f.term for f in found]
    return [] if any(denied(conditions, e.term, context) for e in statements) else found


def _unmet(e: Expr, context: Context) -> list[Term]:
    try:
        with bounded(400_000):
            return unmet_conditions(e.term, context)
    except KernelError:
        return []


def _between(found: list[Expr]) -> list[Expr]:
    """``t != 0`` and ``1 - t != 0`` together mean a parameter strictly between 0 and 1."""
    terms = {e.term: e for e in found}
    for e in found:
        inner = unary("not", e.term)
        sides = binary("eq", inner) if inner is not None else None
        if sides is None or sides[0].kind != VAR or number_value(sides[1]) != 0:
            continue
        rest = constant_for("not", equation(constant_for("sub", number(1), sides[0]), number(0)))
        if rest in terms and e.term in terms:
            del terms[rest], terms[e.term]
            v = Expr(sides[0], (), e.declarations)
            terms[(v > 0).term], terms[(v < 1).term] = v > 0, v < 1
    return list(terms.values())


def declared_hypotheses(e: Expr) -> list[tuple[Term, ...]]:
    declared = sorted((d for d in e.declarations if d.variable in e.term.free), key=lambda d: d.variable.name)
    return [d.hypotheses for d in declared]


def taken_for_granted(t: Term) -> bool:
    """Whether a condition is one that notes leave unsaid: of a law, a family, a number or a sequence, not of a compound."""
    t = innermost(t)
    head = strip(t)[0]
    if head.kind == CONST and head.name == "dominated":
        return True
    inner = unary("not", t)
    sides = binary("eq", inner) if inner is not None else binary("lt", t) or binary("le", t) or binary("eq", t)
    if sides is None:
        return False
    numerals = [number_value(u) for u in sides]
    if not any(q in (0, 1) for q in numerals):
        return False
    if 1 in numerals and inner is None and any(binary(op, u) for op in ("mul", "div", "add", "pow") for u in sides):
        return False  # a quotient of laws need not be at most 1
    return all(q is not None or _elementary(u) for q, u in zip(numerals, sides, strict=True))


def _elementary(u: Term) -> bool:
    """Whether a term is made of laws, numbers and their sums, products and quotients, so that its sign is a matter of course."""
    if u.kind == LAM:
        return _elementary(u.body)
    parts = binary("sub", u)
    if parts is not None:
        return number_value(parts[0]) == 1 and strip(parts[1])[0].kind == VAR
    head, args = strip(u)
    if head.kind != CONST:
        return True
    q = number_value(head)
    if q is not None:
        return q > 0
    if head.name in ("first_marginal", "second_marginal", "conditional", "of_nat", "pair", "exp"):
        return True
    if head.name in ("sum", "expectation", "sum_to", "prod", "prod_to"):
        return all(_elementary(a) for a in args if a.kind == LAM or a.ty.op != "nat")
    if head.name in ("mul", "div", "add", "pow"):
        return all(_elementary(a) for a in args)
    return False
