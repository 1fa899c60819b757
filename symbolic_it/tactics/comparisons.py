"""Justifying comparisons: sums by their terms, weighted terms by the other factor, and by the facts at hand."""

from __future__ import annotations

from abc import ABC, abstractmethod

from symbolic_it.deduction.basics import ZERO, le, nonzero, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, local_variable, prove
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import c, right_side
from symbolic_it.deduction.range_sums import in_range
from symbolic_it.kernel.terms import Term, abstract, apply_term, binary, number_value, unary
from symbolic_it.kernel.theorems import Thm, assume, discharge, generalise, instantiate_types
from symbolic_it.tactics.consequences import Consequences, back


class Comparisons(Consequences, ABC):
    """Comparisons of reals, by the structure of their sides where the facts at hand do not give them."""

    residual: tuple[Term, Term] | None = None
    """The sides of what was left over last."""

    @abstractmethod
    def prove(self, goal: Term, context: Context) -> Thm | None:
        """|- goal, or None."""

    def _comparison(self, goal: Term, relation: str, left: Term, right: Term, context: Context) -> Thm | None:
        th = self._backward(goal, context)
        if th is not None:
            return th
        first, second = self.rewriter.rewrite(left, context), self.rewriter.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        new_goal = c(relation, new_left, new_right)
        th = self._structural(relation, new_left, new_right, context)
        if th is None:
            th = self._by_facts(new_goal, context, [left, right])
        if th is None:
            self.residual = (new_left, new_right)
            return None
        return back(goal, first, second, th)

    def _structural(self, relation: str, left: Term, right: Term, context: Context) -> Thm | None:
        """Sums by their terms, products with one weight by the other factor, a rule where it matches."""
        for s in self.compare + self.facts:
            found = s.match(s.conclusion, c(relation, left, right))
            if found is not None and s.complete(found):
                th = s.apply(found, lambda g: self._condition(g, context))
                if th is not None:
                    return th
        if relation != "le":
            return None
        f, g = unary("sum", left), unary("sum", right)
        if f is not None and g is not None and f.ty is g.ty:
            return self._termwise(f, g, None, context)
        fs, gs = binary("sum_to", left), binary("sum_to", right)
        if fs is not None and gs is not None and fs[0] is gs[0]:
            return self._termwise(fs[1], gs[1], fs[0], context)
        if (f is not None and number_value(right) == 0) or (g is not None and number_value(left) == 0):
            return self._sum_sign(f, g, context)
        p, q = binary("mul", left), binary("mul", right)
        if p is not None and q is not None and p[0] is q[0]:
            return self._weighted(p[0], p[1], q[1], context)
        if q is not None and number_value(left) == 0:
            return self._weighted_sign(q[0], q[1], context)
        n, m = unary("neg", left), unary("neg", right)
        if n is not None and m is not None:
            th = self._structural("le", m, n, context) or self._by_facts(le(m, n), context)
            return linear(le(left, right), [th]) if th is not None else None
        return None

    def _termwise(self, f: Term, g: Term, bound: Term | None, context: Context) -> Thm | None:
        v = local_variable(context, f.ty.args[0])
        below = context.deeper()
        inside = assume(in_range(v, bound)) if bound is not None else None
        if inside is not None:
            below = assuming(below, inside.conclusion)
        left, right = apply_term(f, v), apply_term(g, v)
        th = self._structural("le", left, right, below) or self._by_facts(le(left, right), below)
        if th is None:
            return None
        if inside is not None:
            premise = generalise(v, discharge(inside.conclusion, th))
            return use("range-sum-comparison", premise, f=f, g=g)
        return use("sum-comparison", generalise(v, th), f=f, g=g)

    def _sum_sign(self, f: Term | None, g: Term | None, context: Context) -> Thm | None:
        """sum f <= 0 or 0 <= sum g, by the signs of the terms."""
        function = f if f is not None else g
        assert function is not None
        v = local_variable(context, function.ty.args[0])
        body = apply_term(function, v)
        goal = le(body, ZERO) if f is not None else le(ZERO, body)
        th = self.prove(goal, context.deeper())
        if th is None:
            return None
        if f is None:
            return use("sum-nonnegative", generalise(v, th), f=function)
        zero = abstract(v, ZERO)
        th = use("sum-comparison", generalise(v, th), f=function, g=zero)
        total = linear(le(th.conclusion.fun.arg, ZERO), [th, _zero_sum(zero)])
        return total

    def _weighted(self, u: Term, v: Term, w: Term, context: Context) -> Thm | None:
        weight = nonzero(u)
        sign = prove(le(ZERO, u), context, budget=self.rewriter.goals)
        if sign is None:
            self.missed.conditions.setdefault(le(ZERO, u), ("weighted-comparison", context))
            return None
        below = assuming(context, weight)
        th = self._structural("le", v, w, below) or self._by_facts(le(v, w), below)
        return use("weighted-comparison", sign, discharge(weight, th)) if th is not None else None

    def _weighted_sign(self, u: Term, v: Term, context: Context) -> Thm | None:
        """0 <= u v, where u is a weight: v matters only where u is not 0."""
        th = self._weighted(u, ZERO, v, context)
        return linear(le(ZERO, c("mul", u, v)), [th]) if th is not None else None


def _zero_sum(zero: Term) -> Thm:
    th = theorem("sum-of-zero")
    generic = next(iter(th.conclusion.type_vars))
    ty = zero.ty.args[0]
    return instantiate_types([(generic, ty)], th) if generic is not ty else th
