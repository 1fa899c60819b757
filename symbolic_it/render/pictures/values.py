"""Numbers for drawing: terms evaluated exactly at rational points, then rounded to floating point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import nan

from symbolic_it.authoring.pictures import numbers
from symbolic_it.kernel.terms import Term
from symbolic_it.language import exact
from symbolic_it.language.evaluate import compiled
from symbolic_it.language.expr import Expr
from symbolic_it.language.instance import Instance, Meaningless
from symbolic_it.language.intervals import TooHard
from symbolic_it.language.notation import base

BITS = 96


def evaluator(
    of: Expr, over: Sequence[Expr] = (), values: Mapping[Term, Fraction] | None = None
) -> Callable[..., float]:
    """The term as a function of its variables; ``nan`` where it means nothing. Open logarithms are to the base 2."""
    code = compiled(of.term)
    fixed = {base.term: Fraction(2), **numbers(values or {})}

    def value(*at: Fraction) -> float:
        point = {v.term: x for v, x in zip(over, at, strict=True)}
        try:
            return as_float(code(Instance({}, {**fixed, **point}), ()))
        except TooHard:
            return nan

    return value


def as_float(x: exact.Real | Meaningless) -> float:
    if isinstance(x, Meaningless):
        return nan
    if isinstance(x, Fraction):
        return float(x)
    low, high = exact.enclose(x, BITS)
    return float(Fraction(low + high, 2 << BITS))


def grid(low: Fraction, high: Fraction, steps: int) -> tuple[Fraction, ...]:
    """Points from low to high, evenly apart, and closer and closer at both ends, where curves may be steep."""
    step = (high - low) / steps
    inner = [low + k * step for k in range(steps + 1)]
    near = [step / 4**k for k in range(1, 6)]
    return tuple(sorted({*inner, *(low + d for d in near), *(high - d for d in near)}))
