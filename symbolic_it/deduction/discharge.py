"""Proving the conditions of rules: signs, being nonzero, order, quantified facts. Bounded search, untrusted."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, le, lt, nonzero, positive, rule, theorem, use
from symbolic_it.deduction.context import Context, denied, is_numeral
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import both, is_universal
from symbolic_it.deduction.matching import Rule
from symbolic_it.deduction.opening import taken_apart
from symbolic_it.deduction.signs import Signs
from symbolic_it.kernel.terms import APP, CONST, Term, Type, apply_term, binary, number_value, real, strip, unary, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    generalise,
    instantiate,
    linear_arithmetic,
    reflexivity,
    symmetry,
)

DEPTH = 7
MAX_GOALS = 1500
NOT_CUT = 1_000_000


STANDING: dict[str, list[str]] = {}
"""Lemmas to try for goals with this head, such as ``law``: the rooms above enter them (`stand`)."""


def stand(head: str, lemma: str) -> None:
    """Let the discharger use a lemma whose conclusion has this head."""
    STANDING.setdefault(head, []).append(lemma)


class Budget:
    """Goals that may still be tried; shared by all goals of one step.

    ``cut`` is the place, among the goals being tried, of the outermost one that was met again since it was last reset.
    """

    __slots__ = ("cut", "left")

    def __init__(self, goals: int = MAX_GOALS) -> None:
        self.left = goals
        self.cut = NOT_CUT


def local_variable(context: Context, ty: Type) -> Term:
    """The variable that opens a binder at this depth; no author can write its name."""
    return var(f"_{context.depth}", ty)


def prove(
    goal: Term,
    context: Context,
    depth: int = DEPTH,
    seen: tuple[Term, ...] = (),
    budget: Budget | None = None,
) -> Thm | None:
    """|- goal from the context's facts, or None. Remembers what was proved there, and what cannot be at this depth.

    A failure is remembered unless the budget ran out or it came of meeting again a goal that is still being tried.
    """
    known = context.known(goal)
    if known is not None:
        return known
    if depth <= 0 or depth <= context.failed.get(goal, 0):
        return None
    budget = budget or Budget()
    if budget.left <= 0:
        return None
    if goal in seen:
        budget.cut = min(budget.cut, seen.index(goal))
        return None
    budget.left -= 1
    before, budget.cut = budget.cut, NOT_CUT
    th = _Search(context, depth - 1, (*seen, goal), budget).prove(goal)
    if th is not None:
        context.memo[goal] = th
        budget.cut = before
        return th
    if budget.cut >= len(seen):
        if budget.left > 0:
            context.failed[goal] = depth
        budget.cut = before
    else:
        budget.cut = min(budget.cut, before)
    return None


class _Search(Signs):
    __slots__ = ("budget", "depth", "seen")

    def __init__(self, context: Context, depth: int, seen: tuple[Term, ...], budget: Budget) -> None:
        self.context, self.depth, self.seen, self.budget = context, depth, seen, budget

    def sub(self, goal: Term) -> Thm | None:
        return prove(goal, self.context, self.depth, self.seen, self.budget)

    def part(self, goal: Term) -> Thm | None:
        """A goal about a smaller term: costs no depth."""
        return prove(goal, self.context, self.depth + 1, self.seen, self.budget)

    def prove(self, goal: Term) -> Thm | None:
        if goal.kind == APP and goal.fun.kind == CONST:
            if is_universal(goal):
                return self._universal(goal)
            inner = denied(goal)
            if inner is not None and (th := self._denial(goal, inner)) is not None:
                return th
        if (parts := binary("imp", goal)) is not None:
            below = assuming(self.context, parts[0])
            th = prove(parts[1], below, self.depth + 1, self.seen, self.budget)
            return discharge(parts[0], th) if th is not None else None
        if (parts := binary("and", goal)) is not None:
            left = self.sub(parts[0])
            right = self.sub(parts[1]) if left is not None else None
            return both(left, right) if left is not None and right is not None else None
        th = self._known(goal)
        if th is not None:
            return th
        if (parts := binary("lt", goal)) is not None:
            return self._less(goal, *parts)
        if (parts := binary("le", goal)) is not None:
            return self._at_most(goal, *parts)
        if (parts := binary("eq", goal)) is not None:
            if parts[0] is parts[1]:
                return reflexivity(parts[0])
            if parts[0].ty is real:
                return linear(goal, self.context.all_comparisons())
            th = self._known(logic.equal_terms(parts[1], parts[0]))
            return symmetry(th) if th is not None else None
        head = strip(goal)[0]
        for name in STANDING.get(head.name, ()) if head.kind == CONST else ():
            th = self.by_rule(rule(name), goal)
            if th is not None:
                return th
        return None

    def _universal(self, goal: Term) -> Thm | None:
        v = local_variable(self.context, goal.arg.ty.args[0])
        th = prove(apply_term(goal.arg, v), self.context.deeper(), self.depth + 1, self.seen, self.budget)
        return generalise(v, th) if th is not None else None

    def _denial(self, goal: Term, inner: Term) -> Thm | None:
        sides = binary("eq", inner)
        if sides is None or sides[0].ty is not real:
            return None
        left, right = sides
        if number_value(right) != 0:
            return None
        value = number_value(left)
        if value is not None:
            return use("positive-nonzero" if value > 0 else "negative-nonzero", self._numeral(left)) if value else None
        th = self._known(goal)
        if th is not None:
            return th
        for name, lemma in (("mul", "product-nonzero"), ("div", "quotient-nonzero")):
            if (parts := binary(name, left)) is not None:
                p = self.part(nonzero(parts[0]))
                q = self.part(nonzero(parts[1])) if p is not None else None
                if p is not None and q is not None:
                    return use(lemma, p, q)
        pos = self.part(positive(left))
        if pos is not None:
            return use("positive-nonzero", pos)
        neg = self.part(logic.c("lt", left, ZERO))
        return use("negative-nonzero", neg) if neg is not None else None

    @staticmethod
    def _numeral(t: Term) -> Thm:
        value = number_value(t)
        assert value is not None
        return linear_arithmetic(positive(t) if value > 0 else logic.c("lt", t, ZERO))

    def _known(self, goal: Term) -> Thm | None:
        """By a fact of the context, backwards; its conditions are proved in turn."""
        for fact in self.context.candidates(goal):
            th = self.by_rule(fact, goal)
            if th is not None:
                return th
        return None

    def by_rule(self, fact: Rule, goal: Term) -> Thm | None:
        found = fact.match(fact.conclusion, goal)
        if found is None:
            return None
        if fact.complete(found):
            return fact.apply(found, self.sub)
        if fact.conditions:
            # A variable occurs in a condition only: try the facts that the first condition matches.
            for known in list(self.context.all_rules()):
                if known.conditions or known.variables:
                    continue
                more = fact.match(fact.conditions[0], known.conclusion, found)
                if more is not None and fact.complete(more):
                    th = fact.apply(more, self.sub)
                    if th is not None:
                        return th
        return None

    # ---- comparisons --------------------------------------------------------------------------------

    def _less(self, goal: Term, left: Term, right: Term) -> Thm | None:
        if left is ZERO:
            th = self._positive(goal, right)
            if th is not None:
                return th
        th = linear(goal, self._comparisons(left, right))
        if th is None:
            th = self._different(left, right) or self._quotient(lt, "quotient-less", left, right)
        if th is not None or left is not ZERO:
            return th
        weak = self.sub(le(ZERO, right))
        if weak is not None:
            other = self.sub(nonzero(right))
            if other is not None:
                return use("nonnegative-nonzero", weak, other)
        return None

    def _quotient(self, relation: Callable[[Term, Term], Term], by: str, left: Term, right: Term) -> Thm | None:
        """a/b against a number, from a against the same multiple of b."""
        parts = binary("div", left)
        if parts is None or not is_numeral(right):
            return None
        below = self.part(positive(parts[1]))
        whole = self.sub(relation(parts[0], logic.c("mul", right, parts[1]))) if below is not None else None
        return use(by, whole, below) if whole is not None and below is not None else None

    def _different(self, left: Term, right: Term) -> Thm | None:
        """left < right from left <= right, where the context says that they differ."""
        for u, w in ((left, right), (right, left)):
            denied_ = logic.negation(logic.equal_terms(u, w))
            if not self.context.candidates(denied_):
                continue
            other = self._known(denied_)
            weak = self.sub(le(left, right)) if other is not None else None
            if other is None or weak is None:
                continue
            if u is right:
                turned = assume(logic.equal_terms(left, right))
                other = logic.refute(turned.conclusion, logic.contradiction(symmetry(turned), other))
            return use("less-or-equal-different", weak, other)
        return None

    def _at_most(self, goal: Term, left: Term, right: Term) -> Thm | None:
        if left is ZERO:
            th = self._nonnegative(goal, right)
            if th is not None:
                return th
        th = linear(goal, self._comparisons(left, right))
        if th is not None:
            return th
        if left is ZERO:
            pos = self.sub(positive(right))
            if pos is not None:
                return linear_arithmetic(goal, [(1, pos)])
        return self._quotient(le, "quotient-at-most", left, right)

    def _comparisons(self, left: Term, right: Term) -> list[Thm]:
        """The context's comparisons, and what quantified facts and general bounds say of the atoms of both sides."""
        facts = self.context.all_comparisons()
        for t in sorted(_atoms(left) | _atoms(right), key=lambda u: u.sn):
            facts += self.about(t)
        return facts

    def about(self, t: Term) -> list[Thm]:
        """Bounds of one atom, from quantified facts of the context and from what it is."""
        found: list[Thm] = []
        head = strip(t)[0]
        key = head.name if head.kind == CONST else head
        for relation in ("lt", "le"):
            for fact in self.context.about((relation, key)):
                if not fact.variables and not fact.conditions:
                    continue
                sides = binary(relation, fact.conclusion)
                assert sides is not None
                for side in sides:
                    bindings = fact.match(side, t)
                    if bindings is not None and fact.complete(bindings):
                        th = fact.apply(bindings, self.sub)
                        if th is not None:
                            found.append(th)
                            break
        if unary("exp", t) is not None:
            found.append(use("exp-positive", x=t.arg))
        elif unary("of_nat", t) is not None:
            found += _natural_bounds(t.arg)
        elif (p := unary("indicator", t)) is not None:
            variable = theorem("indicator-at-most-one").conclusion.fun.arg.arg
            found += [
                instantiate([(variable, p)], theorem(name))
                for name in ("indicator-at-most-one", "indicator-nonnegative")
            ]
        elif head.kind == CONST and head.name in ("sum", "prod", "sum_to", "prod_to", "pow", "mul", "div"):
            if (th := self.part(positive(t))) is not None or (th := self.part(le(ZERO, t))) is not None:
                found.append(th)
        return found


def _natural_bounds(u: Term) -> list[Thm]:
    bounds = [use("natural-nonnegative", n=u)]
    while (inner := unary("suc", u)) is not None:
        bounds.append(use("nat-successor", n=inner))
        u = inner
        bounds.append(use("natural-nonnegative", n=u))
    if u.kind == CONST:
        bounds.append(theorem("nat-zero"))
    return bounds


def _atoms(t: Term) -> set[Term]:
    """The maximal parts of a real term that are not sums, differences, products, quotients or numerals."""
    result: set[Term] = set()
    todo = [t]
    while todo:
        u = todo.pop()
        head, args = strip(u)
        if head.kind == CONST and head.name in ("add", "sub", "mul", "div", "neg") and u.kind == APP:
            todo += args
        elif not is_numeral(u):
            result.add(u)
    return result


# ---- what a hypothesis says ----------------------------------------------------------------------


@lru_cache(maxsize=1000)
def _assumed(t: Term) -> tuple[Rule, ...]:
    return tuple(Rule(part) for part in known_parts(assume(t)))


def assuming(context: Context, t: Term) -> Context:
    """The context with t assumed, taken apart; the same one each time, with what was proved there before."""
    below = context.assuming.get(t)
    if below is None:
        below = context.assuming[t] = context.plus(*_assumed(t))
    return below


def known_parts(th: Thm) -> list[Thm]:
    """A fact taken apart: conjunctions split, laws, dominations and maximisers opened, so that their parts can be matched."""
    return list(_parts_of_assumption(th.conclusion)) if th.rule == "assume" else taken_apart(th)


@lru_cache(maxsize=1000)
def _parts_of_assumption(t: Term) -> tuple[Thm, ...]:
    return tuple(taken_apart(assume(t)))
