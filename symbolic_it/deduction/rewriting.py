"""Rewriting with conditional rules anywhere in a term, assuming under a binder or beside a weight what holds there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symbolic_it.deduction.basics import nonzero, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import Budget, assuming, local_variable, prove
from symbolic_it.deduction.logic import chain, right_side
from symbolic_it.deduction.matching import Rule
from symbolic_it.deduction.range_sums import in_range
from symbolic_it.kernel.terms import APP, CONST, LAM, Term, abstract, apply_term, number_value, strip
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    generalise,
    instantiate,
    modus_ponens,
    reflexivity,
)

MAX_REWRITES = 5000

Conversion = Callable[[Term, Context], "Thm | None"]
"""Gives |- t = t' for a term that it knows how to change, else None."""


class Missed:
    """Conditions that a rule needed and that could not be proved, in the order met."""

    def __init__(self) -> None:
        self.conditions: dict[Term, tuple[str, Context]] = {}


_BINDERS = ("sum", "prod", "forall", "exists")


class Rewriter:
    """Rewrites with a set of rules, exhaustively, outermost first.

    A bound variable is opened; in ``u * v`` the factor u is assumed not to be zero inside v; in a sum over 1..m
    the index is assumed to lie there. ``missed`` collects the conditions that failed.
    """

    def __init__(
        self, rules: Sequence[Rule | Conversion], missed: Missed | None = None, budget: int = MAX_REWRITES
    ) -> None:
        self.by_head: dict[str | None, list[Rule]] = {}
        self.conversions: list[Conversion] = []
        self.missed, self.left = missed, budget
        self.goals = Budget()
        for r in rules:
            if isinstance(r, Rule):
                self.by_head.setdefault(r.head, []).append(r)
            else:
                self.conversions.append(r)
        self.anywhere = self.by_head.get(None, ())
        """Rules for terms that are made with no constant at their top: an equation such as P = Q rewrites variables."""

    def rewrite(self, t: Term, context: Context) -> Thm | None:
        """|- t = t' with every rule applied as long as one applies; None when none does."""
        if not self.by_head and not self.conversions:
            return None
        th: Thm | None = None
        while self.left > 0 and (step := self._here(t, context)) is not None:
            self.left -= 1
            th = chain(th, step)
            t = right_side(step)
        below = self._below(t, context)
        if below is not None:
            th = chain(th, below)
            t = right_side(below)
            if self.left > 0 and (step := self._here(t, context)) is not None:
                self.left -= 1
                th = chain(th, step, self.rewrite(right_side(step), context))
        return th

    def _here(self, t: Term, context: Context) -> Thm | None:
        for conversion in self.conversions:
            th = conversion(t, context)
            if th is not None:
                return th
        head = t
        while head.kind == APP:
            head = head.fun
        if head.kind == CONST:
            for r in self.by_head.get(head.name, ()):
                th = self._apply(r, t, context)
                if th is not None:
                    return th
        for r in self.anywhere:
            th = self._apply(r, t, context)
            if th is not None:
                return th
        return None

    def _apply(self, r: Rule, t: Term, context: Context) -> Thm | None:
        if r.sides is None or (r.sides[0].ty is not t.ty and not r.matcher.polymorphic):
            return None
        found = r.match(r.sides[0], t)
        if found is None or not r.complete(found):
            return None

        def condition(goal: Term) -> Thm | None:
            proof = prove(goal, context, budget=self.goals)
            if proof is None and self.missed is not None:
                self.missed.conditions.setdefault(goal, (r.name, context))
            return proof

        th = r.apply(found, condition)
        return th if th is not None and right_side(th) is not t else None

    def _below(self, t: Term, context: Context) -> Thm | None:
        if t.kind == LAM:
            v = local_variable(context, t.domain)
            th = self.rewrite(apply_term(t, v), context.deeper())
            return abstraction(v, th) if th is not None else None
        if t.kind != APP:
            return None
        head, args = strip(t)
        if head.kind == CONST and len(args) == 2:
            if head.name == "mul":
                return self._weighted(t, args[0], args[1], context)
            if head.name in ("sum_to", "prod_to"):
                return self._range(t, head.name, args[0], args[1], context)
            if head.name in ("argmax", "argmin"):
                return self._maximisers(t, head.name, args[0], args[1], context)
            if head.name == "imp":
                return self._consequence(t, args[0], args[1], context)
        if head.kind == CONST and len(args) == 1 and head.name in _BINDERS and args[0].kind == APP:
            step = self._body(args[0], context)
            return congruence(reflexivity(t.fun), step) if step is not None else None
        variables = bool(self.anywhere)
        f = self._below(t.fun, context) if t.fun.kind == APP else self._here(t.fun, context) if variables else None
        x = self.rewrite(t.arg, context) if variables or t.arg.kind in (APP, LAM, CONST) else None
        if f is None and x is None:
            return None
        return congruence(f or reflexivity(t.fun), x or reflexivity(t.arg))

    def _body(self, f: Term, context: Context) -> Thm | None:
        """Rewrite what is summed where it is not written out, as the marginal in "sum of P_X"."""
        v = local_variable(context, f.ty.args[0])
        step = self.rewrite(apply_term(f, v), context.deeper())
        return abstraction(v, step) if step is not None else self.rewrite(f, context)

    def _weighted(self, t: Term, u: Term, v: Term, context: Context) -> Thm | None:
        """In u * v, rewrite v where u is not zero; then u. The assumption is discharged by `weighted-equality`."""
        if number_value(u) is not None:
            return by_factors(t, u, v, self.rewrite, context, None, context)
        weight = nonzero(u)
        return by_factors(t, u, v, self.rewrite, assuming(context, weight), weight, context)

    def _range(self, t: Term, name: str, bound: Term, f: Term, context: Context) -> Thm | None:
        v = local_variable(context, f.ty.args[0])
        inside = assume(in_range(v, bound))
        step = self.rewrite(apply_term(f, v), assuming(context.deeper(), inside.conclusion))
        if step is None:
            return None
        if inside.conclusion not in step.hypotheses:
            return congruence(reflexivity(t.fun), abstraction(v, step))
        return in_range_alone(name, bound, f, v, inside.conclusion, step)

    def _maximisers(self, t: Term, name: str, domain: Term, f: Term, context: Context) -> Thm | None:
        """Rewrite the objective on its domain only."""
        v = local_variable(context, f.ty.args[0])
        inside = assume(apply_term(domain, v))
        step = self.rewrite(apply_term(f, v), assuming(context.deeper(), inside.conclusion))
        if step is None:
            return None
        return same_objective(name, domain, v, inside.conclusion, step)

    def _consequence(self, t: Term, p: Term, q: Term, context: Context) -> Thm | None:
        f = self.rewrite(p, context)
        x = self.rewrite(q, context)
        if f is None and x is None:
            return None
        left = congruence(reflexivity(t.fun.fun), f) if f is not None else reflexivity(t.fun)
        return congruence(left, x or reflexivity(q))


def same_objective(name: str, domain: Term, v: Term, inside: Term, step: Thm) -> Thm:
    """From v in domain |- f v = g v: |- argmax domain f = argmax domain g (or argmin)."""
    return use(f"same-{name}", generalise(v, discharge(inside, step)))


def by_factors(
    t: Term, u: Term, v: Term, rewrite: Callable[[Term, Context], Thm | None],
    inner: Context, weight: Term | None, context: Context,
) -> Thm | None:  # fmt: skip
    """|- t, which is u * v, with v rewritten in ``inner``, which assumes the weight, that u is not zero, if there is one,
    and u in the context."""
    th: Thm | None = None
    step = rewrite(v, inner)
    if step is not None:
        if weight is not None and weight in step.hypotheses:
            th = use("weighted-equality", discharge(weight, step))
        else:
            th = congruence(reflexivity(t.fun), step)
        v = right_side(step)
    step = rewrite(u, context)
    if step is not None:
        th = chain(th, congruence(congruence(reflexivity(t.fun.fun), step), reflexivity(v)))
    return th


def in_range_alone(name: str, bound: Term, f: Term, v: Term, inside: Term, step: Thm) -> Thm:
    """From v in 1..bound |- f v = g v: |- sum_to bound f = sum_to bound g (or prod_to)."""
    premise = generalise(v, discharge(inside, step))
    lemma = theorem("range-sum-equal" if name == "sum_to" else "range-product-equal")
    by_name = {w.name: w for w in lemma.conclusion.free}
    pairs = [(by_name["f"], f), (by_name["g"], abstract(v, right_side(step))), (by_name["m"], bound)]
    return modus_ponens(instantiate(pairs, lemma), premise)
