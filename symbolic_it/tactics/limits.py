"""One-sided limits: the limit of the body of a function by the proved rules, continuity where it has a derivative."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, positive
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import local_variable, prove
from symbolic_it.deduction.logic import c
from symbolic_it.foundations.neighbourhoods import lemma_at, restated
from symbolic_it.kernel.terms import Term, abstract, apply_term, binary, number, real, strip, unary
from symbolic_it.kernel.theorems import Thm, field_identity, symmetry
from symbolic_it.tactics.calculus import Condition, Differentiator, Equal, facts_about, known_fact, with_value


class LimitFinder:
    """Finds |- tends_from_right f c l (or left) for a function given by a formula."""

    def __init__(self, context: Context, side: str, condition: Condition | None = None) -> None:
        self.context, self.side = context, side
        self.condition = condition or (lambda goal: prove(goal, context))
        self.facts = list(facts_about(f"tends_from_{side}", context))
        self.differentiator = Differentiator(context)

    def find(self, f: Term, point: Term) -> Thm | None:
        """The limit that the rules give; None where they do not reach."""
        v = local_variable(self.context.deeper().deeper(), real)
        return self._body(v, apply_term(f, v), point)

    def _body(self, v: Term, body: Term, point: Term) -> Thm | None:
        if v not in body.free:
            return lemma_at(f"limit-of-constant-from-{self.side}", k=body, c=point)
        if body is v:
            return lemma_at(f"limit-of-identity-from-{self.side}", c=point)
        known = known_fact(self.facts, abstract(v, body), point, self.condition)
        return known or self._parts(v, body, point) or self._continuous(v, body, point)

    def _parts(self, v: Term, body: Term, point: Term) -> Thm | None:
        if (u := unary("neg", body)) is not None:
            return self._renamed(v, field_identity(body, c("mul", number(-1), u)), point)
        if (parts := binary("add", body)) is not None:
            return self._pair("limit-of-sum", v, *parts, point)
        if (parts := binary("sub", body)) is not None:
            minus = c("mul", number(-1), parts[1])
            return self._renamed(v, field_identity(body, c("add", parts[0], minus)), point)
        if (parts := binary("mul", body)) is not None:
            left, right = parts
            if v not in left.free:
                th = self._body(v, right, point)
                if th is None:
                    return None
                given = {"f": abstract(v, right), "k": left, "c": point, "l": th.conclusion.arg}
                return lemma_at(f"limit-of-multiple-from-{self.side}", th, **given)
            if v not in right.free:
                return self._renamed(v, field_identity(body, c("mul", right, left)), point)
            return self._pair("limit-of-product", v, left, right, point)
        if (parts := binary("div", body)) is not None and v not in parts[1].free:
            return self._renamed(v, field_identity(body, c("mul", c("div", ONE, parts[1]), parts[0])), point)
        if (parts := binary("log", body)) is not None and v not in parts[0].free:
            return self._renamed(v, logic.unfold(body), point)
        if (parts := binary("pow", body)) is not None and parts[0] is v and v not in parts[1].free:
            return self._power(parts[1], point)
        return None

    def _pair(self, lemma: str, v: Term, left: Term, right: Term, point: Term) -> Thm | None:
        first = self._body(v, left, point)
        second = self._body(v, right, point) if first is not None else None
        if first is None or second is None:
            return None
        given = {"f": abstract(v, left), "g": abstract(v, right), "c": point}
        given |= {"l": first.conclusion.arg, "m": second.conclusion.arg}
        return lemma_at(f"{lemma}-from-{self.side}", first, second, **given)

    def _power(self, exponent: Term, point: Term) -> Thm | None:
        if self.side != "right" or point is not ZERO:
            return None
        sign = self.condition(positive(exponent))
        return lemma_at("limit-of-power", sign, y=exponent) if sign is not None else None

    def _continuous(self, v: Term, body: Term, point: Term) -> Thm | None:
        th = self.differentiator.body(v, body, point)
        if th is None:
            return None
        given = {"f": abstract(v, body), "c": point, "l": th.conclusion.arg}
        return lemma_at(f"limit-by-derivative-from-{self.side}", th, **given)

    def _renamed(self, v: Term, same: Thm, point: Term) -> Thm | None:
        th = self._body(v, logic.right_side(same), point)
        return restated(th, v, symmetry(same)) if th is not None else None


def by_limits(goal: Term, context: Context, equal: Equal, condition: Condition | None = None) -> Thm | None:
    """|- tends_from_right f c l (or left): the limit that the rules give, when ``equal(given, l)`` proves that it is l."""
    head, (f, point, value) = strip(goal)
    side = head.name.removeprefix("tends_from_")
    return with_value(LimitFinder(context, side, condition).find(f, point), value, equal)
