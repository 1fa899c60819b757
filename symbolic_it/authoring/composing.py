"""Theorems of chains and scopes, composed from the theorems of their steps by the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symbolic_it.deduction import logic
from symbolic_it.kernel.terms import KernelError, Term, binary, bool_
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    equality_modus_ponens,
    generalise,
    linear_arithmetic,
    modus_ponens,
    transitivity,
)

if TYPE_CHECKING:
    from symbolic_it.authoring.steps import Fact, Step


def compose_chain(steps: Sequence[Step], overall: Term) -> Thm | None:
    """The theorem of a chain from those of its steps; None when a step has none."""
    theorems = [getattr(s, "theorem", None) for s in steps]
    if any(th is None for th in theorems):
        return None
    known: list[Thm] = [th for th in theorems if th is not None]
    try:
        if len(known) == 1:
            return known[0] if known[0].conclusion is overall else None
        if all(s.relation == "=" or s.relation == "<=>" for s in steps):
            result = known[0]
            for th in known[1:]:
                result = transitivity(result, th)
        elif binary("imp", overall) is not None and overall.ty is bool_ and any(s.relation == "=>" for s in steps):
            start = overall.fun.arg
            result = assume(start)
            for s, th in zip(steps, known, strict=True):
                result = modus_ponens(th, result) if s.relation == "=>" else equality_modus_ponens(th, result)
            result = discharge(start, result)
        else:
            # An equation in a descending chain is used from right to left.
            descending = any(s.relation in (">=", ">") for s in steps)
            signs = [-1 if descending and s.relation == "=" else 1 for s in steps]
            result = linear_arithmetic(overall, list(zip(signs, known, strict=True)))
    except KernelError:
        return None
    return result if result.conclusion is overall else None


def compose_scope(inner: Fact, held: tuple[Term, ...], variables: tuple[Term, ...]) -> Thm | None:
    """From the last theorem of a scope: for all variables, the assumptions imply it."""
    th = inner.theorem
    if th is None:
        return None
    try:
        for h in reversed(held):
            th = discharge(h, th)
        for v in reversed(variables):
            th = generalise(v, th)
    except KernelError:
        return None
    return th


def compose_choice(existence: Fact, v: Term, body: Term, inner: Fact) -> Thm | None:
    """From ``exists v, body`` and ``body |- q``: q."""
    some = assume(existence.statement.term) if existence.assumed else existence.theorem
    if some is None or inner.theorem is None:
        return None
    try:
        return logic.choose(some, v, inner.theorem)
    except KernelError:
        return None
