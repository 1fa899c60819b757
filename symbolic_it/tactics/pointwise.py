"""Inequalities of two numbers that give Gibbs' inequality and H(X|Y) >= 0 when they are summed."""

from __future__ import annotations

from functools import cache

from symbolic_it.deduction.basics import ONE, ZERO, a, b, discharge_all, le, nonzero, positive, use
from symbolic_it.deduction.logic import c, cases, replace_in
from symbolic_it.kernel.terms import equation, implication
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity, linear_arithmetic, modus_ponens


@cache
def gibbs() -> Thm:
    """|- 0 <= a ==> 0 <= b ==> (a != 0 ==> 0 < b) ==> a - b <= a (ln a - ln b)"""
    p, q = assume(le(ZERO, a)), assume(le(ZERO, b))
    h = assume(implication(nonzero(a), positive(b)))
    other = assume(nonzero(a))
    above, below = modus_ponens(h, other), use("nonnegative-nonzero", p, other)
    bound = use("ln-bound", use("quotient-positive", above, below))
    split = use("ln-quotient", above, below)
    value = c("mul", a, c("sub", c("ln", a), c("ln", b)))
    goal = le(c("sub", a, b), value)
    gap = c("sub", c("sub", c("div", b, a), ONE), c("sub", c("ln", b), c("ln", a)))
    weak = use("product-nonnegative", p, linear_arithmetic(le(ZERO, gap), [(1, bound), (-1, split)]))
    whole = field_identity(c("mul", a, gap), c("sub", value, c("sub", a, b)), [other])
    yes = linear_arithmetic(goal, [(1, weak), (1, whole)])
    zero = assume(equation(a, ZERO))
    gone = replace_in(zero, lambda t: c("mul", t, c("sub", c("ln", a), c("ln", b))))
    no = linear_arithmetic(goal, [(1, zero), (1, q), (-1, gone)])
    th = cases(zero.conclusion, no, yes)
    return discharge_all(th, p.conclusion, q.conclusion, h.conclusion)


@cache
def monotone() -> Thm:
    """|- 0 <= a ==> a <= b ==> a ln a <= a ln b"""
    p, h, other = assume(le(ZERO, a)), assume(le(a, b)), assume(nonzero(a))
    below = use("ln-monotone", use("nonnegative-nonzero", p, other), h)
    th = use("weighted-comparison", p, discharge(other.conclusion, below), a=a)
    return discharge_all(th, p.conclusion, h.conclusion)
