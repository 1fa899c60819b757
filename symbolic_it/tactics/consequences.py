"""What follows from the facts at hand: read backwards, and by linear arithmetic with their instances."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from symbolic_it.deduction.basics import ZERO, le
from symbolic_it.deduction.context import Context, is_numeral
from symbolic_it.deduction.discharge import prove
from symbolic_it.deduction.linear import comparison, linear
from symbolic_it.deduction.logic import c, right_side
from symbolic_it.deduction.matching import Bindings
from symbolic_it.deduction.matching import Rule as Schema
from symbolic_it.kernel.terms import APP, CONST, Term, bool_, equation, real, strip
from symbolic_it.kernel.theorems import Thm, congruence, equality_modus_ponens, reflexivity, symmetry
from symbolic_it.tactics.material import Material, subterms

MAX_INSTANCES = 80
MAX_PAIRS = 12
MAX_TRIED_PAIRS = 400


class Consequences(Material):
    """Statements that are instances of facts and rules, read backwards, or follow from such instances by linear arithmetic."""

    def _backward(self, goal: Term, context: Context) -> Thm | None:
        """By a fact of the context or a cited rule whose conclusion is the goal."""
        th = prove(goal, context, budget=self.rewriter.goals)
        if th is not None:
            return th
        for s in self.compare:
            found = s.match(s.conclusion, goal)
            if found is not None and s.complete(found):
                th = s.apply(found, lambda g: self._condition(g, context))
                if th is not None:
                    return th
            if s.sides is not None and s.sides[0].ty is bool_:
                th = self._other_side(s, goal, context)
                if th is not None:
                    return th
        rewritten = self.rewriter.rewrite(goal, context)
        if rewritten is not None and right_side(rewritten) is not goal:
            th = prove(right_side(rewritten), context, budget=self.rewriter.goals)
            if th is not None:
                return equality_modus_ponens(symmetry(rewritten), th)
        return None

    def _other_side(self, s: Schema, goal: Term, context: Context) -> Thm | None:
        """By an equivalence one side of which is the goal, and the other known or a linear consequence of what is."""
        assert s.sides is not None
        for here in s.sides:
            found = s.match(here, goal)
            if found is None or not s.complete(found):
                continue
            same = s.apply(found, lambda g: self._condition(g, context))
            if same is None:
                continue
            same = symmetry(same) if here is s.sides[0] else same
            left = same.conclusion.fun.arg
            other = prove(left, context, budget=self.rewriter.goals) or self._by_facts(left, context)
            if other is not None:
                return equality_modus_ponens(same, other)
        return None

    # ---- linear arithmetic with facts ------------------------------------------------------------------------

    def _by_facts(self, goal: Term, context: Context, also: Sequence[Term] = ()) -> Thm | None:
        """Linear arithmetic from the context's comparisons and instances of the cited facts and rules."""
        relation = comparison(goal)
        if relation is None:
            return None
        name, left, right = relation
        first, second = self.canonical.rewrite(left, context), self.canonical.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        new_goal = equation(new_left, new_right) if name == "eq" else c(name, new_left, new_right)
        at_hand = [*context.all_comparisons(), *self.stated]
        th = linear(new_goal, at_hand)
        if th is None:
            facts = [self._ordered(f, context) for f in at_hand]
            facts += self._instances(subterms([left, right, new_left, new_right, *also]), context)
            th = linear(new_goal, facts)
            if th is None and name != "eq":
                # only now the signs of single terms: they take longest to find
                th = linear(new_goal, facts + _bounds([new_left, new_right], facts, context))
        return back(goal, first, second, th) if th is not None else None

    def _ordered(self, th: Thm, context: Context) -> Thm:
        """A comparison with its sides in canonical form."""
        key = context, th
        if key not in self.ordered:
            self.ordered[key] = self._in_order(th, context)
        return self.ordered[key]

    def _in_order(self, th: Thm, context: Context) -> Thm:
        relation = comparison(th.conclusion)
        if relation is None:
            return th
        first, second = self.canonical.rewrite(relation[1], context), self.canonical.rewrite(relation[2], context)
        if first is None and second is None:
            return th
        left = congruence(reflexivity(th.conclusion.fun.fun), first or reflexivity(relation[1]))
        return equality_modus_ponens(congruence(left, second or reflexivity(relation[2])), th)

    def _instances(self, terms: list[Term], context: Context) -> list[Thm]:
        """Instances of the rules and facts whose side matches a part of the goal, conditions proved."""
        key = context, tuple(terms)
        if key not in self.instances:
            self.instances[key] = self._instantiated(Parts(terms), context)
        return self.instances[key]

    def _instantiated(self, parts: Parts, context: Context) -> list[Thm]:
        result: list[Thm] = []
        local = [s for s in context.all_rules() if s.variables and comparison(s.conclusion) is not None]
        for s in [*self.compare, *self.facts, *local]:
            relation = comparison(s.conclusion)
            if relation is None:
                continue
            if not s.variables:
                th = s.apply(s.match(s.conclusion, s.conclusion) or _nothing(), lambda g: self._condition(g, context))
                if th is not None:
                    result += self._rewritten(th, context, s)
                continue
            triggers = _triggers(s)
            for side in triggers:
                hit = False
                for t in parts.like(side):
                    if len(result) >= MAX_INSTANCES:
                        return result
                    found = s.match(side, t)
                    if found is not None and s.complete(found):
                        hit = True
                        th = s.apply(found, lambda g: self._condition(g, context))
                        if th is not None:
                            result += self._rewritten(th, context, s)
                if hit:
                    break
            if not triggers and s in self.compare and not (self.many and _matches_any(relation[1:], s.variables)):
                result += self._paired(s, relation[1:], parts, context)
        return result

    def _paired(self, s: Schema, sides: tuple[Term, ...], parts: Parts, context: Context) -> list[Thm]:
        """Instances of a rule such as ``log u <= log v``, whose two sides match two parts of the goal."""
        found: list[Thm] = []
        tried = 0
        others = [w for w in parts.like(sides[1]) if w.ty is real]
        for t in [t for t in parts.like(sides[0]) if t.ty is real and t.kind == APP]:
            first = s.match(sides[0], t)
            for w in others if first is not None else ():
                bindings = s.match(sides[1], w, first) if w is not t else None
                if bindings is None or not s.complete(bindings):
                    continue
                th = s.apply(bindings, lambda g: self._condition(g, context))
                tried += 1
                if th is not None:
                    found.append(th)
                if len(found) >= MAX_PAIRS or tried >= MAX_TRIED_PAIRS:
                    return found
        return found

    def _rewritten(self, th: Thm, context: Context, source: Schema) -> list[Thm]:
        """An instance in canonical form, as it stands and with the rules applied (but not the fact to itself)."""
        relation = comparison(th.conclusion)
        if relation is None:
            return [th]
        plain = self._ordered(th, context)
        rewriter = self.rewriter if source not in self.facts else self._make_rewriter(without=source)
        first, second = rewriter.rewrite(relation[1], context), rewriter.rewrite(relation[2], context)
        if first is None and second is None:
            return [plain]
        left = congruence(reflexivity(th.conclusion.fun.fun), first or reflexivity(relation[1]))
        th = equality_modus_ponens(congruence(left, second or reflexivity(relation[2])), th)
        return [plain, self._ordered(th, context)]


class Parts:
    """Parts of a goal, by what they are made with at their top."""

    __slots__ = ("by_head", "every")

    def __init__(self, terms: list[Term]) -> None:
        self.every = terms
        self.by_head: dict[tuple[Term | str, int], list[Term]] = {}
        for t in terms:
            head, args = strip(t)
            self.by_head.setdefault((head.name if head.kind == CONST else head, len(args)), []).append(t)

    def like(self, pattern: Term) -> list[Term]:
        """Those that the pattern may match, in order."""
        head, args = strip(pattern)
        if head.kind == CONST:
            return self.by_head.get((head.name, len(args)), [])
        return self.every


def _matches_any(sides: tuple[Term, ...], variables: frozenset[Term]) -> bool:
    """Whether the sides, as patterns, match terms of any form."""
    return all(strip(t)[0] in variables for t in sides)


@lru_cache(maxsize=4000)
def _triggers(s: Schema) -> list[Term]:
    """What to look for in a goal to instantiate a comparison: a side that holds all its variables, or a part of one."""
    relation = comparison(s.conclusion)
    assert relation is not None
    sides = relation[1:]
    result = [t for t in sides if s.variables <= t.free and t.kind == APP]
    for side in sides:
        for t in subterms([side]):
            if (
                t not in result
                and t.kind == APP
                and strip(t)[0] not in s.variables
                and s.variables <= t.free
                and t.ty is real
            ):
                result.append(t)
    return result


def _nothing() -> Bindings:
    return Bindings()


def _bounds(sides: list[Term], facts: Sequence[Thm], context: Context) -> list[Thm]:
    """Signs of the atoms of the goal and of the facts at hand: what is provably nonnegative may be used."""
    atoms: dict[Term, None] = {}
    for t in sides:
        atoms |= dict.fromkeys(_atoms(t))
    for th in facts:
        relation = comparison(th.conclusion)
        if relation is not None:
            atoms |= dict.fromkeys(_atoms(relation[1])) | dict.fromkeys(_atoms(relation[2]))
    result: list[Thm] = []
    for t in list(atoms)[:MAX_INSTANCES]:
        sign = prove(c("lt", ZERO, t), context, 4) or prove(le(ZERO, t), context, 4)
        if sign is not None:
            result.append(sign)
    return result


def _atoms(t: Term) -> list[Term]:
    """Products, quotients and atoms at the top of a real term, below sums and differences."""
    head, args = strip(t)
    if head.kind == CONST and args and head.name in ("add", "sub", "neg"):
        return [a for x in args for a in _atoms(x)]
    return [] if is_numeral(t) else [t]


def back(goal: Term, first: Thm | None, second: Thm | None, th: Thm) -> Thm:
    """From the theorem about the rewritten sides to the goal."""
    if first is None and second is None:
        return th
    left, right = goal.fun.arg, goal.arg
    both = congruence(congruence(reflexivity(goal.fun.fun), first or reflexivity(left)), second or reflexivity(right))
    return equality_modus_ponens(symmetry(both), th)
