"""Justifying a statement by named rules, facts cited and hypotheses, or by everything at hand when no rule is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, le, nonzero, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, local_variable, prove
from symbolic_it.deduction.linear import comparison
from symbolic_it.deduction.logic import c, chain, right_side
from symbolic_it.kernel.terms import (
    CONST,
    VAR,
    KernelError,
    Term,
    apply_term,
    binary,
    bool_,
    equation,
    nat,
    number_value,
    real,
    strip,
    substitute,
    unary,
)
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    discharge,
    equality_modus_ponens,
    generalise,
    modus_ponens,
    reflexivity,
    symmetry,
)
from symbolic_it.tactics.calculus import by_differentiation, differentiates_sum
from symbolic_it.tactics.comparisons import Comparisons
from symbolic_it.tactics.evaluation import by_evaluation
from symbolic_it.tactics.indicators import fixed_pair
from symbolic_it.tactics.information import by_information
from symbolic_it.tactics.limits import by_limits
from symbolic_it.tactics.meeting import meet
from symbolic_it.tactics.optima import Optima
from symbolic_it.tactics.quantified import by_induction, existence
from symbolic_it.tactics.termwise import by_terms, factor_and_sum
from symbolic_it.tactics.totals import by_linearity


@dataclass
class Attempt:
    """What came of a justification: the theorem, or what is left over and which conditions failed."""

    theorem: Thm | None
    residual: tuple[Term, Term] | None = None
    missed: list[tuple[Term, str]] = field(default_factory=list)


class Justifier(Comparisons):
    """Proves statements in a context with a set of rules."""

    apart_from: frozenset[Term] = frozenset()
    """Equations between letters whose cases are being told apart."""
    directly = False
    """Whether equations are to be proved by their normal forms alone."""
    denying = False
    """Whether an equation is being proved from its denial: not once more inside."""

    def attempt(self, goal: Term) -> Attempt:
        """Try to prove the goal; on failure say what is left over."""
        th: Thm | None = None
        try:
            if any(r.role == "evaluation" for r in self.rules):
                th = by_evaluation(goal, self.context)
            if th is None:
                th = self.prove(goal, self.context)
            if th is None:
                bad = self._apart(lambda: self._contradiction(self.context))
                th = logic.from_false(goal, bad) if bad is not None else None
        except KernelError:
            th = None
        missed = [(t, name) for t, (name, _) in self.missed.conditions.items()]
        return Attempt(th, None if th is not None else self.residual, missed)

    # ---- statements ------------------------------------------------------------------------------------

    def prove(self, goal: Term, context: Context) -> Thm | None:
        """|- goal, or None."""
        if logic.is_universal(goal):
            if goal.arg.ty.args[0] is nat and any(r.name == "induction" for r in self.rules):
                return by_induction(goal, context, self.prove)
            v = local_variable(context, goal.arg.ty.args[0])
            th = self.prove(apply_term(goal.arg, v), context.deeper())
            return generalise(v, th) if th is not None else None
        if unary("exists", goal) is not None:
            return self._backward(goal, context) or existence(goal, context, self.facts, self.prove)
        if (parts := binary("imp", goal)) is not None:
            th = self._one_letter(*parts, context)
            if th is not None:
                return th
            th = self.prove(parts[1], assuming(context, parts[0]))
            return discharge(parts[0], th) if th is not None else None
        if (parts := binary("and", goal)) is not None:
            left = self.prove(parts[0], context)
            right = self.prove(parts[1], context) if left is not None else None
            return logic.both(left, right) if left is not None and right is not None else None
        if (parts := binary("eq", goal)) is not None:
            return self._equation(goal, parts[0], parts[1], context)
        relation = comparison(goal)
        if relation is not None:
            return self._comparison(goal, *relation, context)
        head, _ = strip(goal)
        computed = (
            head.kind == CONST and head.name in _CALCULUS and any(r.name == _CALCULUS[head.name] for r in self.rules)
        )
        alone = computed and differentiates_sum(goal)  # no other rule speaks of the terms of a sum
        if not alone:
            th = self._backward(goal, context)
            if th is not None:
                return th
        if computed:
            tactic = _TACTICS.get(head.name, by_linearity)
            before, self.directly = self.directly, self.directly or alone
            try:
                return tactic(
                    goal, context, lambda u, v: self._real_equation(equation(u, v), u, v, context),
                    lambda g: self._condition(g, context),
                )  # fmt: skip
            finally:
                self.directly = before
        inner = unary("not", goal)
        if inner is not None:
            return self._denial(inner, context)
        if head.kind == CONST and head.name in _OPENABLE:
            unfolded = logic.unfold(goal)
            th = self.prove(right_side(unfolded), context)
            return equality_modus_ponens(symmetry(unfolded), th) if th is not None else None
        return self._opened_member(goal, context)

    def _one_letter(self, condition: Term, claim: Term, context: Context) -> Thm | None:
        """i = k ==> claim, for two letters of an alphabet: the claim with k in place of i."""
        sides = binary("eq", condition)
        if sides is None or any(x.kind != VAR or x.ty.op[0] != "%" for x in sides) or sides[0] not in claim.free:
            return None
        i, k = sides
        th = self.prove(substitute({i: k}, claim), context)
        if th is None or i in frozenset().union(*(h.free for h in th.hypotheses)):
            return None
        same = logic.replace_in(symmetry(assume(condition)), lambda x: substitute({i: x}, claim))
        return discharge(condition, equality_modus_ponens(same, th))

    def _same_or_not(self, goal: Term, context: Context) -> Thm | None:
        """By the cases i = k and i != k, for two letters of the goal whose indicator stands in it."""
        pair = fixed_pair(goal, self.apart_from)
        if pair is None or not self.rules:
            return None
        before, turned = self.apart_from, equation(*reversed(strip(pair)[1]))
        self.apart_from = before | {pair, turned}
        try:
            same = self._one_letter(pair, goal, context)
            differ = assume(logic.negation(pair))
            back = logic.refute(turned, logic.contradiction(symmetry(assume(turned)), differ))
            below = assuming(context, differ.conclusion).plus(back)
            other = self.prove(goal, below) if same is not None else None
        finally:
            self.apart_from = before
        if same is None or other is None:
            return None
        return logic.cases(pair, modus_ponens(same, assume(pair)), other)

    def _opened_member(self, goal: Term, context: Context) -> Thm | None:
        """``x in argmax S f`` opens to its meaning."""
        head, args = strip(goal)
        if head.kind == CONST and head.name in ("argmax", "argmin") and len(args) == 3:
            unfolded = logic.unfold(goal)
            th = self.prove(right_side(unfolded), context)
            return equality_modus_ponens(symmetry(unfolded), th) if th is not None else None
        return None

    def _denial(self, inner: Term, context: Context) -> Thm | None:
        """not p: from p, a contradiction between comparisons, or with something denied."""
        bad = self._contradiction(assuming(context, inner), inner)
        return logic.refute(inner, bad) if bad is not None else None

    def _contradiction(self, context: Context, claim: Term | None = None) -> Thm | None:
        """|- false, from something denied, a product that is 0 without a factor that is, or comparisons."""
        for fact in context.all_rules():
            other = unary("not", fact.conclusion)
            if other is None or other is claim or fact.variables or fact.conditions or unary("not", other) is not None:
                continue
            th = self.prove(other, context)
            if th is not None:
                return logic.contradiction(th, fact.theorem)
        vanishing = self._vanishing_product(context)
        if vanishing is not None:
            return vanishing
        bad = self.prove(c("lt", ZERO, ZERO), context)
        return logic.contradiction(bad, use("less-irreflexive", a=ZERO)) if bad is not None else None

    def _vanishing_product(self, context: Context) -> Thm | None:
        """|- false, from a product (or quotient) that is 0 and none of whose parts is."""
        for fact in context.all_rules():
            sides = binary("eq", fact.conclusion) if not fact.variables and not fact.conditions else None
            if sides is None or number_value(sides[1]) != 0:
                continue
            if binary("mul", sides[0]) is None and binary("div", sides[0]) is None:
                continue
            th = prove(nonzero(sides[0]), context, budget=self.rewriter.goals)
            if th is not None:
                return logic.contradiction(fact.theorem, th)
        return None

    # ---- equations ---------------------------------------------------------------------------------------

    def _equation(self, goal: Term, left: Term, right: Term, context: Context) -> Thm | None:
        if left is right:
            return reflexivity(left)
        if left.ty is bool_:
            return self._equivalence(left, right, context)
        if left.ty is real:
            return self._real_equation(goal, left, right, context)
        if left.ty.op == "fun":
            heads = strip(left)[0], strip(right)[0]
            if all(h.kind == CONST and h.name in ("argmax", "argmin") for h in heads):
                return Optima(self.rewriter, self.canonical, self.optima_rules).prove(left, right, context)
            th = prove(goal, context, budget=self.rewriter.goals)
            if th is not None:
                return th
            v = local_variable(context, left.ty.args[0])
            at_v = equation(apply_term(left, v), apply_term(right, v))
            th = self.prove(at_v, context.deeper())
            return abstraction(v, th) if th is not None else None
        th = self._backward(goal, context)
        if th is not None:
            return th
        return meet(left, right, context, self.canonical)

    def _equivalence(self, left: Term, right: Term, context: Context) -> Thm | None:
        th = self._backward(equation(left, right), context)
        if th is not None:
            return th
        forward = self.prove(right, assuming(context, left))
        if forward is None:
            return None
        backward = self.prove(left, assuming(context, right))
        return logic.equivalent(left, right, forward, backward) if backward is not None else None

    def _real_equation(self, goal: Term, left: Term, right: Term, context: Context) -> Thm | None:
        first, second = self.rewriter.rewrite(left, context), self.rewriter.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        middle = meet(new_left, new_right, context, self.canonical)
        if middle is None:
            middle = self._second_round(new_left, new_right, context)
        if middle is None:
            middle = self._same_or_not(equation(new_left, new_right), context)
        if middle is None:
            self.residual = (new_left, new_right)
        if middle is None and self.directly:
            middle = self._by_terms(new_left, new_right, context) or self._by_information(new_left, new_right, context)
            if middle is None:
                return None
        if middle is None:
            middle = self._by_facts(equation(new_left, new_right), context, [left, right])
        if middle is None:
            middle = self._antisymmetric(new_left, new_right, context)
        if middle is None:
            return self._backward(goal, context) or self._undeniable(goal, right, context)
        return chain(first, middle, symmetry(second) if second is not None else None)

    def _by_terms(self, left: Term, right: Term, context: Context) -> Thm | None:
        """Two sums whose terms are equal."""
        found = factor_and_sum(left)
        if found is None:
            return None
        v, below = local_variable(context, found[1].ty.args[0]), context.deeper()
        return by_terms(left, right, v, lambda u, w: self._real_equation(equation(u, w), u, w, below))

    def _by_information(self, left: Term, right: Term, context: Context) -> Thm | None:
        """Equal by the normal form of sums, logarithms and exponentials."""
        first, second = self.canonical.rewrite(left, context), self.canonical.rewrite(right, context)
        ends = (right_side(first) if first is not None else left, right_side(second) if second is not None else right)
        middle = by_information(equation(*ends), context)
        return chain(first, middle, symmetry(second) if second is not None else None) if middle is not None else None

    def _second_round(self, left: Term, right: Term, context: Context) -> Thm | None:
        """What cancels in an argument may make a rule apply that did not before: log(q/q), x^(1-1)."""
        ends: list[tuple[Thm | None, Term]] = []
        changed = False
        for side in (left, right):
            ordered = self.canonical.rewrite(side, context)
            t = right_side(ordered) if ordered is not None else side
            again = self.rewriter.rewrite(t, context)
            changed = changed or again is not None
            th = chain(ordered, again)
            ends.append((th, right_side(th) if th is not None else side))
        if not changed:
            return None
        (first, new_left), (second, new_right) = ends
        middle = meet(new_left, new_right, context, self.canonical)
        if middle is None:
            return None
        return chain(first, middle, symmetry(second) if second is not None else None)

    def _antisymmetric(self, left: Term, right: Term, context: Context) -> Thm | None:
        """a = b from a <= b and b <= a, when facts for both are at hand."""
        if not self.facts and not self.compare:
            return None
        one = self._by_facts(le(left, right), context)
        two = self._by_facts(le(right, left), context) if one is not None else None
        return use("antisymmetry", one, two) if one is not None and two is not None else None

    def _undeniable(self, goal: Term, right: Term, context: Context) -> Thm | None:
        """u = 0 where u != 0 contradicts what is known: by a u = 0 with a != 0, say."""
        if self.denying or number_value(right) != 0:
            return None
        no = self._apart(lambda: self._denial(logic.negation(goal), context))
        if no is None:
            return None
        other = assume(logic.negation(goal))
        return logic.by_contradiction(goal, logic.contradiction(other, no))

    def _apart(self, search: Callable[[], Thm | None]) -> Thm | None:
        """A search beside the goal's: not once more inside, and what it leaves over is not what the goal leaves over."""
        residual, self.denying = self.residual, True
        try:
            return search()
        finally:
            self.residual, self.denying = residual, False


_CALCULUS = {
    "has_derivative": "derivative-rules", "tends_from_right": "limit-rules", "tends_from_left": "limit-rules",
    "converges": "far-limit-rules", "tends_at_infinity": "far-limit-rules", "tends_at_minus_infinity": "far-limit-rules",
    "series": "linearity-of-series", "line_integral": "linearity-of-integrals",
}  # fmt: skip
_TACTICS = {"has_derivative": by_differentiation, "tends_from_right": by_limits, "tends_from_left": by_limits}
"""Goals that are computed by structure, when this rule is cited."""
_OPENABLE = {
    "law", "dominated", "tends_from_right", "tends_from_left", "diverges_from_right", "diverges_from_left", "converges",
}  # fmt: skip
