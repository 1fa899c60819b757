"""The second opinion on a step that the kernel proved: SymPy evaluates it on small exact instances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from symbolic_it.kernel.terms import APP, CONST, LAM, Term, real, strip
from symbolic_it.refute.sympy_instances import instances
from symbolic_it.refute.sympy_truth import FALSE, TROUBLE

MAX_NESTING = 8
"""Logarithms and powers inside one another: SymPy's time to evaluate them doubles with each."""

Opinion = Literal["agrees", "disagrees", "no finite instance"]


def second_opinion(hypotheses: Sequence[Term], statement: Term) -> Opinion:
    """Whether SymPy finds the statement true on the instances tried that meet the hypotheses.

    It agrees when the statement was tested on one at least (premises met, everything meaningful) and failed on none; it
    disagrees when it failed on one. What it cannot decide, as a "for all" over the reals that fails at no sample but
    stands in a premise, does not count. The same question gets the same answer.
    """
    if _nesting(statement) > MAX_NESTING:
        return "no finite instance"
    tested = False
    for instance in instances(hypotheses, statement):
        try:
            truth = instance.judge(statement)
        except TROUBLE:
            continue
        if truth == FALSE:
            return "disagrees"
        tested = tested or (truth is not None and truth > 0)
    return "agrees" if tested else "no finite instance"


def _nesting(t: Term) -> int:
    """How deep logarithms, exponentials and powers stand inside one another."""
    depth: dict[Term, int] = {}
    todo = [t]
    while todo:  # parts first; a term may be too deep for recursion
        u = todo[-1]
        parts = (u.fun, u.arg) if u.kind == APP else (u.body,) if u.kind == LAM else ()
        waiting = [part for part in parts if part not in depth]
        if waiting:
            todo += waiting
            continue
        todo.pop()
        head = strip(u)[0]
        grows = u.kind == APP and head.kind == CONST and head.name in ("ln", "log", "exp", "pow") and u.ty is real
        depth[u] = max((depth[part] for part in parts), default=0) + grows
    return depth[t]
