"""Natural numbers seen as real numbers: 0 and n + 1 for zero and successors, and back."""

from __future__ import annotations

from symbolic_it.deduction.basics import rule
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.rewriting import Rewriter
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import Term, binary, nat, number_value, unary
from symbolic_it.kernel.theorems import Thm

MAX_SUCCESSORS = 200


def as_numbers(t: Term) -> Thm | None:
    """|- t = t', where the numbers of 0 and of a successor are written 0 and n + 1; None when none occurs."""
    return Rewriter([rule("nat-zero"), rule("nat-successor")]).rewrite(t, Context())


def natural_of(t: Term) -> Term | None:
    """The natural number whose number t is written to be: a numeral, n, or n plus a numeral."""
    if t.ty is nat:
        return t
    inner = unary("of_nat", t)
    if inner is not None:
        return inner
    start, more = c("zero"), number_value(t)
    parts = binary("add", t)
    if parts is not None:
        inner, more = natural_of(parts[0]), number_value(parts[1])
        if inner is None:
            return None
        start = inner
    if more is None or more.denominator != 1 or not 0 <= more <= MAX_SUCCESSORS:
        return None
    for _ in range(int(more)):
        start = c("suc", start)
    return start
