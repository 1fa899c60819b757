"""The second opinion on a step that the kernel proved: SymPy evaluates it on small exact instances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from symbolic_it.kernel.terms import Term
from symbolic_it.refute.sympy_instances import instances
from symbolic_it.refute.sympy_truth import FALSE, TROUBLE

Opinion = Literal["agrees", "disagrees", "no finite instance"]


def second_opinion(hypotheses: Sequence[Term], statement: Term) -> Opinion:
    """Whether SymPy finds the statement true on the instances tried that meet the hypotheses.

    It agrees when the statement was tested on one at least (premises met, everything meaningful) and failed on none; it
    disagrees when it failed on one. What it cannot decide, as a "for all" over the reals that fails at no sample but
    stands in a premise, does not count. The same question gets the same answer.
    """
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
