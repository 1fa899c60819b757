"""Two sides of a step that meet: as they stand, in one canonical form, or where what is divided by is proved not to be zero."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.deduction.basics import nonzero
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import prove
from symbolic_it.deduction.logic import chain, right_side
from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.arithmetic import Inverse
from symbolic_it.kernel.terms import KernelError, Term, binary, real, unary
from symbolic_it.kernel.theorems import Thm, field_identity, reflexivity, symmetry
from symbolic_it.tactics.canonical import Canonical


def meet(left: Term, right: Term, context: Context, canonical: Canonical) -> Thm | None:
    """|- left = right when both have one canonical form, else None."""
    if left is right:
        return reflexivity(left)
    if left.ty is real and (th := _plain_identity(left, right)) is not None:
        return th
    first, second = canonical.rewrite(left, context), canonical.rewrite(right, context)
    new_left = right_side(first) if first is not None else left
    new_right = right_side(second) if second is not None else right
    if new_left is new_right:
        middle: Thm | None = reflexivity(new_left)
    else:
        middle = field_with_facts(new_left, new_right, context, canonical) if left.ty is real else None
    if middle is None:
        return None
    return chain(first, middle, symmetry(second) if second is not None else None)


def _plain_identity(left: Term, right: Term) -> Thm | None:
    """|- left = right where their normal forms are one as they stand."""
    try:
        difference = arithmetic.add(arithmetic.normal_form(left), arithmetic.normal_form(right), -1)
        return None if difference else field_identity(left, right)
    except KernelError:
        return None


def _divided_by(terms: list[Term]) -> list[Term]:
    """The products and quotients that the terms are divided by: their expanded form hides the factors that are known not to be zero."""
    found: dict[Term, None] = {}
    todo = list(terms)
    while todo:
        t = todo.pop()
        while (inner := unary("neg", t)) is not None:
            t = inner
        parts = binary("div", t)
        if parts is not None and (binary("mul", parts[1]) or binary("div", parts[1])) is not None:
            found.setdefault(parts[1])
        if parts is None:
            parts = binary("add", t) or binary("sub", t) or binary("mul", t)
        todo += parts or ()
    return list(found)


def field_with_facts(left: Term, right: Term, context: Context, canonical: Canonical) -> Thm | None:
    """|- left = right as an identity of fields, cancelling what can be proved not to be zero."""
    try:
        difference = arithmetic.add(arithmetic.normal_form(left), arithmetic.normal_form(right), Fraction(-1))
        if not difference:
            return field_identity(left, right)
        facts = [th for d in _divided_by([left, right]) if (th := prove(nonzero(d), context, budget=canonical.goals))]
        seen: set[Inverse] = set()
        todo = [a for m in difference for a, _ in m if isinstance(a, Inverse)]
        while todo:
            inv = todo.pop()
            if inv in seen:
                continue
            seen.add(inv)
            th = prove(nonzero(canonical.term(inv.of)), context, budget=canonical.goals)
            if th is not None:
                facts.append(th)
                todo += [a for m in inv.of for a, _ in m if isinstance(a, Inverse)]
        return field_identity(left, right, facts) if facts else None
    except KernelError:
        return None
