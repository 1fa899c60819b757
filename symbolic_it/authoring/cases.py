"""Proving a statement by cases: where each of some statements holds, and where it does not."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.foundations import Rule
from symbolic_it.kernel.terms import Term, binary
from symbolic_it.kernel.theorems import Thm, assume, discharge, generalise
from symbolic_it.tactics.justify import Justifier


def by_cases(
    goal: Term, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], splits: list[Term], given: Sequence[Term]
) -> Thm | None:
    """|- goal where each of these statements holds and where it does not, or None; ``given`` are the hypotheses."""
    if logic.is_universal(goal):
        # The split may speak of the quantified variable under the author's name for it: open it under that name.
        for v in sorted({v for s in splits for v in s.free}, key=lambda v: v.sn):
            if v.ty is goal.arg.ty.args[0] and v not in goal.free and v not in {w for t in given for w in t.free}:
                inner = by_cases(logic.body_at(goal, v), context, rules, cited, splits, given)
                return generalise(v, inner) if inner is not None else None

    parts = binary("imp", goal)
    if parts is not None:
        inner = by_cases(parts[1], context.plus(*known_parts(assume(parts[0]))), rules, cited, splits, given)
        return discharge(parts[0], inner) if inner is not None else None
    if not splits:
        return Justifier(context, rules, cited).attempt(goal).theorem
    first, rest = splits[0], splits[1:]
    yes = by_cases(goal, context.plus(*known_parts(assume(first))), rules, [*cited, assume(first)], rest, given)
    if yes is None:
        return None
    denied = assume(logic.negation(first))
    extra = [denied, *_opposite(first)]
    no = by_cases(goal, context.plus(*extra), rules, [*cited, *extra], rest, given)
    return logic.cases(first, yes, no) if no is not None else None


def _opposite(p: Term) -> list[Thm]:
    """not (a <= b) as b < a, not (a < b) as b <= a."""
    for name, lemma in (("le", "less-not-or-equal"), ("lt", "not-less")):
        if binary(name, p) is not None:
            return [use(lemma, assume(logic.negation(p)))]
    return []
