"""What a step that is not proved lacks: conditions under which it would be, or a rule."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from symbolic_it.authoring.citing import Citing
from symbolic_it.authoring.hypotheses import vain
from symbolic_it.authoring.steps import Step
from symbolic_it.deduction.basics import le
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, prove
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import innermost, is_universal
from symbolic_it.foundations import Rule
from symbolic_it.kernel.terms import (
    CONST,
    Term,
    apply_term,
    binary,
    number_value,
    real,
    strip,
    unary,
    universal,
    var,
)
from symbolic_it.kernel.theorems import Thm, assume, specialise
from symbolic_it.tactics.definedness import unmet_conditions
from symbolic_it.tactics.justify import Attempt, Justifier


class Lacking(Citing):
    """Finds the conditions without which a step does not go through."""

    @abstractmethod
    def _attempt(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        """A bounded search for the proof of a step."""

    @staticmethod
    @abstractmethod
    def _replayed(theorem: Thm, goal: Term, allowed: frozenset[Term]) -> bool:
        """Whether the theorem's inferences, run again, give ``allowed |- goal`` or better."""

    @abstractmethod
    def _unclear(self, step: Step, context: Context, allowed: frozenset[Term]) -> list[Term]:
        """What the hypotheses need to be meaningful."""

    def _missing(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> tuple[list[Term], Thm] | None:  # fmt: skip
        """Conditions that a rule needed and that, assumed, make the step go through; none that could be left out."""
        wanted: list[Term] = []
        for _ in range(2):  # what is assumed may let a rule get further and ask for more
            fresh = [closed_condition(t) for t, _ in attempt.missed if is_side_condition(t)]
            more = [t for t in dict.fromkeys(fresh) if t not in wanted and not _says_it(t, step.goal.term)][:6]
            if not more:
                return None
            wanted += more
            attempt = self._assuming(step, context, rules, cited, wanted)
            if attempt.theorem is not None:
                break
        if attempt.theorem is None:
            return None
        wanted, attempt = _fewest(wanted, attempt, lambda some: self._assuming(step, context, rules, cited, some))
        theorem = attempt.theorem
        if theorem is None or not self._replayed(theorem, step.goal.term, allowed | frozenset(wanted)):
            return None
        used = [t for t in wanted if t in theorem.hypotheses]
        if not used or _say_it(used, step.goal.term) or _restate(used, step.goal.term) or _pinned(used):
            return None
        # they must mean something, and so must the statement under them
        below = context.plus(*(part for t in used for part in known_parts(assume(t))))
        needed = [u for t in (*used, step.goal.term) for u in unmet_conditions(t, below)]
        used += [t for t in dict.fromkeys((*needed, *self._unclear(step, context, allowed))) if t not in used]
        return None if vain(used, step.goal.term, context) else (used, theorem)

    def _assuming(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], conditions: Sequence[Term]
    ) -> Attempt:  # fmt: skip
        assumed = context.plus(*(part for t in conditions for part in known_parts(assume(t))))
        return self._attempt(step, assumed, rules, cited)


def _fewest(
    wanted: list[Term], attempt: Attempt, assuming: Callable[[Sequence[Term]], Attempt]
) -> tuple[list[Term], Attempt]:
    """The conditions of which none can be left out, and the attempt under them.

    One alone where it suffices, in the order in which rules asked: 0 < a rather than 1 < a, and no two that exclude each other.
    """
    if len(wanted) == 1:
        return wanted, attempt
    for t in wanted:
        alone = assuming([t])
        if alone.theorem is not None:
            return [t], alone
    for t in list(wanted):
        fewer = [x for x in wanted if x is not t]
        again = assuming(fewer)
        if again.theorem is not None:
            wanted, attempt = fewer, again
    return wanted, attempt


def advised(
    goal: Term, context: Context, rules: Sequence[Rule], candidates: Sequence[Rule], cited: Sequence[Thm], holds: Callable[[Thm], bool]
) -> str:  # fmt: skip
    """The one more rule that would do it, or the rules that would do without those named; empty when none is found."""
    everything = Justifier(context, [*rules, *candidates], cited).attempt(goal)
    if everything.theorem is None or not holds(everything.theorem):
        return ""
    for r in candidates:
        if Justifier(context, [*rules, r], cited).attempt(goal).theorem is not None:
            return r.name
    kept = list(candidates)
    for r in candidates:  # drop what is not needed
        fewer = [x for x in kept if x is not r]
        if Justifier(context, [*rules, *fewer], cited).attempt(goal).theorem is not None:
            kept = fewer
    return ", ".join(r.name for r in kept[:4])


def closed_condition(condition: Term) -> Term:
    """A missed condition, closed over the local variables that the search opened."""
    local = sorted((v for v in condition.free if v.name.startswith("_")), key=lambda v: v.name, reverse=True)
    for v in local:
        condition = universal(v, condition)
    return condition


def is_side_condition(t: Term) -> bool:
    """Whether a condition is of the kind that a step may lack: a sign, not being zero, a bound by 0 or 1, domination."""
    t = innermost(t)
    inner = unary("not", t)
    if inner is not None:
        sides = binary("eq", inner)
        return sides is not None and number_value(sides[1]) == 0
    for relation in ("lt", "le"):
        sides = binary(relation, t)
        if sides is not None:
            numbers = [number_value(u) for u in sides]
            return any(q in (0, 1) for q in numbers) and not all(q is not None for q in numbers)
    head, args = strip(t)
    if head.kind != CONST or head.name not in ("dominated", "law"):
        return False
    return args[0].ty.args[0].op != "fun"  # nobody has a law of sets or functions in mind


def _says_it(condition: Term, goal: Term) -> bool:
    """Whether the condition alone gives the goal: then it is no condition of it."""
    return condition is goal or linear(goal, [assume(condition)]) is not None


def _say_it(conditions: Sequence[Term], goal: Term) -> bool:
    """Whether the conditions together give the goal by arithmetic alone: an equation, say, as two inequalities."""
    facts = [assume(t) for t in conditions]
    for k in range(20):
        if not is_universal(goal):
            break
        v = var(f"_s{k}", goal.arg.ty.args[0])
        goal = apply_term(goal.arg, v)
        facts = [
            specialise(v, th) if is_universal(th.conclusion) and th.conclusion.arg.ty.args[0] is v.ty else th
            for th in facts
        ]
    facts = [part for th in facts for part in known_parts(th)]
    sides = binary("eq", goal)
    if sides is not None and sides[0].ty is real:
        return all(linear(le(*pair), facts) is not None for pair in (sides, sides[::-1]))
    return linear(goal, facts) is not None


def _restate(conditions: Sequence[Term], goal: Term) -> bool:
    """Whether the goal alone gives the conditions: then it was only written in another way."""
    claimed = Context(known_parts(assume(goal)))
    return all(prove(t, claimed) is not None for t in conditions)


def _pinned(conditions: Sequence[Term]) -> bool:
    """Whether two inequalities among them make an equation: a claim in disguise, not a side condition."""
    for t in conditions:
        sides = binary("le", t)
        others = [assume(x) for x in conditions if x is not t]
        if sides is not None and linear(le(sides[1], sides[0]), others) is not None:
            return True
    return False
