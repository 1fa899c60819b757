"""Derivatives: differentiating the body of a function by the proved rules, and meeting the value that is claimed."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import local_variable, prove
from symbolic_it.deduction.logic import c
from symbolic_it.kernel.terms import CONST, VAR, Term, abstract, apply_term, binary, number, number_value, strip, unary
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    congruence,
    equality_modus_ponens,
    field_identity,
    reflexivity,
    symmetry,
)


class Differentiator:
    """Finds |- has_derivative f c l for a function given by a formula; side conditions are proved from the context."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def derive(self, f: Term, point: Term) -> Thm | None:
        """|- has_derivative f point l, l being what the rules give; None where they do not reach."""
        known = self._known(f, point)
        if known is not None:
            return known
        v = local_variable(self.context.deeper().deeper(), f.ty.args[0])
        return self._body(v, apply_term(f, v), point)

    def _known(self, f: Term, point: Term) -> Thm | None:
        """A hypothesis or a fact that gives the derivative of this function at this point."""
        for place in self.context.chain():
            for rule in place.rules:
                head, args = strip(rule.conclusion)
                if head.kind != CONST or head.name != "has_derivative":
                    continue
                found = rule.match(args[0], f)
                found = rule.match(args[1], point, found) if found is not None else None
                if found is not None and rule.complete(found):
                    th = rule.apply(found, lambda g: prove(g, self.context))
                    if th is not None:
                        return th
        return None

    def _body(self, v: Term, body: Term, point: Term) -> Thm | None:
        if v not in body.free:
            return use("derivative-of-constant", k=body, c=point)
        if body is v:
            return use("derivative-of-identity", c=point)
        head, args = strip(body)
        if head.kind == CONST and head.name == "log":
            return self._renamed(v, logic.unfold(body), point)
        if head.kind == CONST and len(args) == 2 and head.name in ("add", "sub", "mul", "div"):
            return self._arithmetic(head.name, v, args[0], args[1], body, point)
        if (u := unary("neg", body)) is not None:
            minus = c("mul", number(-1), u)
            return self._renamed(v, field_identity(body, minus), point)
        if (u := unary("ln", body)) is not None:
            return self._composed("derivative-of-ln", v, c("ln", v), u, body, point)
        if head.kind == VAR and len(args) == 1 and head.ty is abstract(v, v).ty:
            return self._composed(None, v, apply_term(head, v), args[0], body, point)
        return None

    def _arithmetic(self, name: str, v: Term, left: Term, right: Term, body: Term, point: Term) -> Thm | None:
        if name == "add":
            first, second = self._body(v, left, point), self._body(v, right, point)
            if first is None or second is None:
                return None
            return use("derivative-of-sum", first, second)
        if name == "sub":
            return self._renamed(v, field_identity(body, c("add", left, c("mul", number(-1), right))), point)
        if name == "mul":
            if v not in left.free:
                th = self._body(v, right, point)
                return use("derivative-of-multiple", th, k=left) if th is not None else None
            if v not in right.free:
                return self._renamed(v, field_identity(body, c("mul", right, left)), point)
            return None
        one = number(1)
        if v not in right.free:
            return self._renamed(v, field_identity(body, c("mul", c("div", one, right), left)), point)
        if v not in left.free:
            if number_value(left) != 1:
                return self._renamed(v, field_identity(body, c("mul", left, c("div", one, right))), point)
            return self._composed("derivative-of-reciprocal", v, c("div", one, v), right, body, point)
        return None

    def _renamed(self, v: Term, same: Thm, point: Term) -> Thm | None:
        """From |- body = other: the derivative of the other form, said of the body."""
        other = logic.right_side(same)
        th = self._body(v, other, point)
        if th is None:
            return None
        functions = symmetry(abstraction(v, same))
        value = th.conclusion.arg
        iff = congruence(
            congruence(logic.under(th.conclusion.fun.fun.fun, functions), reflexivity(point)), reflexivity(value)
        )
        return equality_modus_ponens(iff, th)

    def _composed(self, lemma: str | None, v: Term, outer: Term, inner: Term, body: Term, point: Term) -> Thm | None:
        """The outer function at t, at k - t, or at k t with k > 0."""
        f = abstract(v, outer)
        if inner is v:
            return self._outer(lemma, f, point)
        reflected = binary("sub", inner)
        if reflected is not None and reflected[1] is v and v not in reflected[0].free:
            th = self._outer(lemma, f, c("sub", reflected[0], point))
            return use("derivative-of-reflection", th, f=f, k=reflected[0], c=point) if th is not None else None
        scaled = binary("mul", inner)
        if scaled is not None and scaled[1] is v and v not in scaled[0].free:
            sign = prove(positive(scaled[0]), self.context)
            th = self._outer(lemma, f, c("mul", scaled[0], point)) if sign is not None else None
            return use("derivative-of-dilation", sign, th, f=f, k=scaled[0], c=point) if th is not None else None
        if scaled is not None and scaled[0] is v and v not in scaled[1].free:
            turned = field_identity(inner, c("mul", scaled[1], v))
            return self._renamed(v, logic.under(f, turned), point)
        return None

    def _outer(self, lemma: str | None, f: Term, point: Term) -> Thm | None:
        if lemma is None:
            return self._known(f, point)
        sign = prove(positive(point), self.context)
        return use(lemma, sign, c=point) if sign is not None else None


def by_differentiation(goal: Term, context: Context, equal: Callable[[Term, Term], Thm | None]) -> Thm | None:
    """|- has_derivative f c l: the derivative that the rules give, when ``equal(given, l)`` proves that it is l."""
    f, point, value = strip(goal)[1]
    th = Differentiator(context).derive(f, point)
    if th is None:
        return None
    found = th.conclusion.arg
    if found is value:
        return th
    same = equal(found, value)
    return equality_modus_ponens(logic.under(th.conclusion.fun, same), th) if same is not None else None
