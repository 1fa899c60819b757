"""Hypotheses that nothing can meet, so far as is found: from them everything would follow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from symbolic_it.authoring.faults import ContradictoryHypotheses
from symbolic_it.authoring.judging import is_letter
from symbolic_it.authoring.model import Proof
from symbolic_it.deduction.basics import le, lt
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, local_variable, prove
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import is_universal
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import (
    VAR,
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    number,
    number_value,
    real,
    unary,
    var,
)
from symbolic_it.kernel.theorems import Thm, assume
from symbolic_it.language.listing import listed
from symbolic_it.tactics.justify import Justifier

FEW = 4
"""At how many of the symbols that stand beside it a "for all" is tried."""
_NEVER = le(number(1), number(0))
LITTLE = 50_000
"""Units of kernel work for a proof that the hypotheses contradict each other."""


def refuse_absurd(proof: Proof, hypotheses: Sequence[Term]) -> None:
    """Raises ContradictoryHypotheses where a table of values meets them not, or the search itself finds that they give
    1 <= 0: it would prove any step."""
    if not proof.given:
        return
    given = [fact.statement.term for fact in proof.given]
    context = Context([part for t in hypotheses for part in _parts(t)])
    with bounded(LITTLE):
        try:
            absurd = Justifier(context, (), [assume(t) for t in given]).attempt(_NEVER).theorem is not None
        except KernelError:
            absurd = False
    if absurd or _false_at_values(hypotheses):
        raise ContradictoryHypotheses(given)


def refuse_denied(proof: Proof, hypotheses: Sequence[Term]) -> None:
    """Raises ContradictoryHypotheses where what the steps have established denies them."""
    shown = [fact.theorem for fact in proof._facts if fact.top and fact.theorem is not None]
    if not proof.given or not shown:
        return
    allowed = frozenset(hypotheses)
    facts = [part for th in shown if th.hypotheses <= allowed for part in known_parts(th)]
    with bounded(LITTLE):
        try:
            absurd = linear(_NEVER, [*facts, *(part for t in hypotheses for part in _parts(t))]) is not None
        except KernelError:
            absurd = False
    if absurd:
        raise ContradictoryHypotheses([fact.statement.term for fact in proof.given])


def _false_at_values(hypotheses: Sequence[Term]) -> bool:
    """Whether a hypothesis is false at the letters that are listed and the values that are given: of a law, say, that its
    table is none."""
    from symbolic_it.language.evaluate import evaluate, truth
    from symbolic_it.language.instance import Instance
    from symbolic_it.language.intervals import TooHard
    from symbolic_it.refute.instances import settled

    lists = listed(hypotheses)
    values: dict[Term, Any] = {u: k for members in lists.values() for k, u in enumerate(members)}
    letters = frozenset(values)
    try:
        for t in hypotheses:
            sides = binary("eq", t)
            if sides is not None and sides[0].kind == VAR and sides[0] not in values and sides[1].free <= letters:
                where = Instance({ty: len(members) for ty, members in lists.items()}, values)
                value = settled(evaluate(sides[1], where), sides[0].ty, where)
                if value is not None:
                    values = {**values, sides[0]: value}
        if len(values) == len(letters):
            return False
        where = Instance({ty: len(members) for ty, members in lists.items()}, values)
        return any(t.free and t.free <= values.keys() and truth(t, where) is False for t in hypotheses)
    except (TooHard, ArithmeticError, ValueError, TypeError, KeyError, AssertionError):
        return False


def refuse_contradictory(proof: Proof, hypotheses: Sequence[Term]) -> None:
    """Raises ContradictoryHypotheses when what the author gives contradicts the other hypotheses or itself."""
    given = [fact.statement.term for fact in proof.given]
    if given and contradictory(given, hypotheses):
        raise ContradictoryHypotheses(given)


@lru_cache(maxsize=1000)
def _parts(t: Term) -> tuple[Thm, ...]:
    """What the hypothesis says by itself; the same few stand in most derivations."""
    return tuple(known_parts(assume(t)))


def contradictory(given: Sequence[Term], hypotheses: Sequence[Term]) -> bool:
    """Whether the hypotheses that an author gives contradict the others or each other, so far as is found."""
    if linear(le(number(1), number(0)), [part for t in hypotheses for part in _parts(t)]) is not None:
        return True
    others = [part for t in hypotheses if t not in given for part in _parts(t)]
    return impossible(given, Context(others))


def impossible(conditions: Sequence[Term], context: Context) -> bool:
    """Whether the conditions contradict the context or each other, so far as is found: then nothing was shown under them."""
    beside = _connected(conditions, context)
    for place, condition in enumerate(conditions):
        near = beside[place]
        tied = [k != place and (near is None or beside[k] is None or beside[k] is near) for k in range(len(beside))]
        others = [part for t, with_it in zip(conditions, tied, strict=True) if with_it for part in _parts(t)]
        if _fails(condition, context.plus(*others)):
            return True
    return False


def _connected(conditions: Sequence[Term], context: Context) -> list[Term | None]:
    """For each condition about real numbers alone one of them, which stands for all those it is tied to: what speaks of
    other numbers cannot contradict it. None where it may be tied to anything, say by the size of an alphabet.

    Keeps the time linear where hundreds of numbers are said to be positive.
    """
    above: dict[Term, Term] = {}

    def first(v: Term) -> Term:
        while (w := above.get(v, v)) is not v:
            v = w
        return v

    facts = [rule.source.conclusion for c in context.chain() for rule in c.rules]
    for t in (*facts, *conditions):
        some = next(iter(t.free), None)
        for v in t.free:
            if some is not None and (end := first(v)) is not (root := first(some)):
                above[end] = root
    alone = [t.free and all(v.ty is real for v in t.free) for t in conditions]
    return [first(next(iter(t.free))) if numbers else None for t, numbers in zip(conditions, alone, strict=True)]


def denied(conditions: Sequence[Term], goal: Term, context: Context) -> bool:
    """Whether the goal's own premises contradict the conditions, so far as is found: then it says nothing under them."""
    premises: list[Term] = []
    opened: list[Term] = []
    while True:
        if is_universal(goal):
            opened.append(var(f"_d{len(opened)}", goal.arg.ty.args[0]))
            goal = apply_term(goal.arg, opened[-1])
        elif (parts := binary("imp", goal)) is not None:
            premises.append(parts[0])
            goal = parts[1]
        else:
            break
    # a condition on all values, at those that the premises are about
    at = [apply_term(t.arg, v) for t in conditions if is_universal(t) for v in opened if t.arg.ty.args[0] is v.ty]
    return bool(premises) and impossible([*premises, *conditions, *at], context)


def vain(conditions: Sequence[Term], goal: Term, context: Context) -> bool:
    """Whether nothing was shown under the conditions: they contradict the context, each other, the goal or what it supposes."""
    plain = not is_universal(goal) and binary("imp", goal) is None
    against_goal = plain and impossible([goal, *conditions], context)
    return impossible(conditions, context) or against_goal or denied(conditions, goal, context)


def _fails(condition: Term, context: Context) -> bool:
    """Whether the condition is seen to be false: a "for all" at any value (no type is empty), at what is named beside it, or at
    a small number."""
    if is_universal(condition):
        below = context.deeper()
        ty = condition.arg.ty.args[0]
        facts = (rule.source.conclusion for c in context.chain() for rule in c.rules)
        named = sorted({v for t in (condition, *facts) for v in t.free if v.ty is ty}, key=lambda v: v.name)[:FEW]
        values = [local_variable(below, ty), *named, *((number(q) for q in (0, 1, -1)) if ty is real else ())]
        return any(_fails(apply_term(condition.arg, value), below) for value in values) or _no_mass(condition, context)
    parts = binary("imp", condition)
    if parts is not None:
        return prove(parts[0], context) is not None and _fails(parts[1], context)
    denial = _denial(condition)
    return denial is not None and prove(denial, context) is not None


def _no_mass(condition: Term, context: Context) -> bool:
    """Whether the condition says f(x) <= 0 of every letter where the sum of f is positive: of a law, say."""
    v = local_variable(context, condition.arg.ty.args[0])
    sides = binary("le", apply_term(condition.arg, v))
    if sides is None or number_value(sides[1]) != 0 or not is_letter(v):
        return False
    return prove(lt(number(0), constant_for("sum", abstract(v, sides[0]))), context) is not None


def _denial(t: Term) -> Term | None:
    """What contradicts a comparison, or a number's being other than another."""
    if (sides := binary("le", t)) is not None:
        return lt(sides[1], sides[0])
    if (sides := binary("lt", t)) is not None:
        return le(sides[1], sides[0])
    inner = unary("not", t)
    return inner if inner is not None and binary("eq", inner) is not None else None
