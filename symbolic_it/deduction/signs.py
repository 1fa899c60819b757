"""Signs of real terms from the signs of their parts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, b, le, lemma, lt, positive, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.range_sums import in_range
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    Term,
    apply_term,
    binary,
    implication,
    number_value,
    strip,
    unary,
    universal,
    var,
)
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity, instantiate, linear_arithmetic

NOTIONS_OF_LAWS = {"point_mass", "uniform", "empirical", "conditional"}


@lemma("complement-positive")
def _() -> Thm:
    """0 < b ==> 0 < 1 - 1/(1 + b), which is b/(1 + b)"""
    sign = assume(positive(b))
    below = logic.c("add", ONE, b)
    room = linear(positive(below), [sign])
    assert room is not None
    share = use("quotient-positive", sign, room)
    rest = logic.c("sub", ONE, logic.c("div", ONE, below))
    th = linear(positive(rest), [share, field_identity(rest, logic.c("div", b, below), [room])])
    assert th is not None
    return discharge(sign.conclusion, th)


class Signs(ABC):
    """Signs of terms in a context; what their parts are is a search of its own (`sub`, `part`)."""

    __slots__ = ("context",)

    context: Context

    @abstractmethod
    def sub(self, goal: Term) -> Thm | None:
        """|- goal, or None."""

    @abstractmethod
    def part(self, goal: Term) -> Thm | None:
        """A goal about a smaller term: costs no depth."""

    def _positive(self, goal: Term, t: Term) -> Thm | None:
        value = number_value(t)
        if value is not None:
            return linear_arithmetic(goal) if value > 0 else None
        for name, by in (("mul", "product-positive"), ("div", "quotient-positive")):
            if (parts := binary(name, t)) is not None:
                p = self.part(positive(parts[0]))
                q = self.part(positive(parts[1])) if p is not None else None
                return use(by, p, q) if p is not None and q is not None else None
        if (parts := binary("add", t)) is not None:
            th = self._sum_of_two(goal, *parts)
            if th is not None:
                return th
        if (parts := binary("sub", t)) is not None and number_value(parts[0]) == 1:
            quotient = binary("div", parts[1])
            below = binary("add", quotient[1]) if quotient is not None and number_value(quotient[0]) == 1 else None
            if below is not None and number_value(below[0]) == 1:
                rest = self.part(positive(below[1]))
                return use("complement-positive", rest) if rest is not None else None
        if (parts := binary("pow", t)) is not None:
            base = self.part(positive(parts[0]))
            return use("power-positive", base, y=parts[1]) if base is not None else None
        if unary("exp", t) is not None:
            return use("exp-positive", x=t.arg)
        if (u := unary("of_nat", t)) is not None and unary("suc", u) is not None:
            return use("successor-positive", n=u.arg)
        if (p_ := unary("indicator", t)) is not None:
            holds = self.sub(p_)
            return linear(goal, [use("indicator-true", holds)]) if holds is not None else None
        if (f := unary("sum", t)) is not None:
            points = self.part(_for_each(f, self.context, positive))
            if points is not None:
                return use("sum-of-positive", points)
            return None
        if (f := unary("prod", t)) is not None:
            points = self.part(_for_each(f, self.context, positive))
            return use("product-over-alphabet-positive", points) if points is not None else None
        if (parts := binary("prod_to", t)) is not None:
            points = self.part(_for_range(parts[1], parts[0], self.context, positive))
            return use("range-product-positive", points) if points is not None else None
        if (parts := binary("log", t)) is not None:
            return self._logarithm(*parts)
        if (u := unary("ln", t)) is not None:
            above = self.sub(lt(ONE, u))
            return use("ln-positive", above) if above is not None else None
        return None

    def _sum_of_two(self, goal: Term, left: Term, right: Term) -> Thm | None:
        for u, w in ((left, right), (right, left)):
            p = self.part(positive(u))
            if p is not None:
                q = self.part(le(ZERO, w))
                return linear(goal, [p, q]) if q is not None else None
        return None

    def _logarithm(self, base: Term, t: Term) -> Thm | None:
        above = self.sub(lt(ONE, t))
        big = self.sub(lt(ONE, base)) if above is not None else None
        return use("log-positive", big, above) if big is not None and above is not None else None

    def _nonnegative(self, goal: Term, t: Term) -> Thm | None:
        value = number_value(t)
        if value is not None:
            return linear_arithmetic(goal) if value >= 0 else None
        if (parts := binary("mul", t)) is not None and parts[0] is parts[1]:
            return use("square-nonnegative", a=parts[0])
        for name, by in (("mul", "product-nonnegative"), ("div", "quotient-nonnegative")):
            if (parts := binary(name, t)) is not None:
                p = self.part(le(ZERO, parts[0]))
                q = self.part(le(ZERO, parts[1])) if p is not None else None
                return use(by, p, q) if p is not None and q is not None else None
        if (parts := binary("add", t)) is not None:
            p = self.part(le(ZERO, parts[0]))
            q = self.part(le(ZERO, parts[1])) if p is not None else None
            if p is not None and q is not None:
                return linear(goal, [p, q])
        if (u := unary("of_nat", t)) is not None:
            return use("natural-nonnegative", n=u)
        if t.kind == APP and (head := strip(t)[0]).kind == CONST and head.name in NOTIONS_OF_LAWS:
            law = self.sub(logic.c("law", t.fun))
            return use("law-nonnegative", law, x=t.arg) if law is not None else None
        if (p_ := unary("indicator", t)) is not None:
            variable = theorem("indicator-nonnegative").conclusion.arg.arg
            return instantiate([(variable, p_)], theorem("indicator-nonnegative"))
        if (f := unary("sum", t)) is not None:
            points = self.part(_for_each(f, self.context, lambda u: le(ZERO, u)))
            return use("sum-nonnegative", points) if points is not None else None
        if (parts := binary("sum_to", t)) is not None:
            points = self.part(_for_range(parts[1], parts[0], self.context, lambda u: le(ZERO, u)))
            return use("range-sum-nonnegative", points) if points is not None else None
        return None


def _for_each(f: Term, context: Context, predicate: Callable[[Term], Term]) -> Term:
    v = var(f"_{context.depth}e", f.ty.args[0])
    return universal(v, predicate(apply_term(f, v)))


def _for_range(f: Term, bound: Term, context: Context, predicate: Callable[[Term], Term]) -> Term:
    v = var(f"_{context.depth}e", f.ty.args[0])
    return universal(v, implication(in_range(v, bound), predicate(apply_term(f, v))))
