"""Statements that something exists, and statements for all natural numbers: by a value, by a choice, by induction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import theorem
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, local_variable, prove
from symbolic_it.deduction.logic import c, right_side
from symbolic_it.deduction.matching import Bindings, Matcher, Rule
from symbolic_it.deduction.naturals import as_numbers
from symbolic_it.kernel.terms import Term, apply_term, binary, nat, unary
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    equality_modus_ponens,
    generalise,
    instantiate,
    symmetry,
)

Prove = Callable[[Term, Context], "Thm | None"]


def by_induction(goal: Term, context: Context, prove_: Prove) -> Thm | None:
    """A statement for all naturals from the one at 0 and its passing from n to n + 1, both read as real numbers."""
    v = local_variable(context, nat)
    at_v = apply_term(goal.arg, v)
    start = _numbered(apply_term(goal.arg, c("zero")), context, prove_)
    if start is None:
        return None
    below = context.deeper().plus(*known_parts(assume(at_v)))
    step = _numbered(apply_term(goal.arg, c("suc", v)), below, prove_)
    if step is None:
        return None
    law = theorem("induction")
    law = instantiate([(next(iter(law.conclusion.free)), goal.arg)], law)
    return logic.apply(law, start, generalise(v, discharge(at_v, step)))


def _numbered(goal: Term, context: Context, prove_: Prove) -> Thm | None:
    """The goal, where a fact says it; else proved with 0 for the natural 0 and n + 1 for the successor of n."""
    known = prove(goal, context)
    if known is not None:
        return known
    same = as_numbers(goal)
    if same is None:
        return prove_(goal, context)
    th = prove_(right_side(same), context)
    return equality_modus_ponens(symmetry(same), th) if th is not None else None


def existence(goal: Term, context: Context, cited: Sequence[Rule], prove_: Prove) -> Thm | None:
    """A value with the property: one that a fact shows, or one that a fact says to exist."""
    predicate = goal.arg
    hole = local_variable(context, predicate.ty.args[0])
    facts = [*cited, *context.all_rules()]
    for value in _values(apply_term(predicate, hole), hole, facts):
        th = prove_(apply_term(predicate, value), context)
        if th is not None:
            return logic.witness(goal, value, th)
    for fact in facts:
        other = unary("exists", fact.conclusion)
        if other is None or other.ty is not predicate.ty:
            continue
        for known in _at_variables(fact, goal, context):
            chosen = assume(apply_term(known.conclusion.arg, hole))
            th = prove_(apply_term(predicate, hole), context.deeper().plus(*known_parts(chosen)))
            if th is not None:
                return logic.choose(known, hole, logic.witness(goal, hole, th))
    return None


def _values(body: Term, hole: Term, facts: Sequence[Rule]) -> list[Term]:
    """Values of the hole for which a part of the body is a fact; parts that say most come first."""
    matcher = Matcher(frozenset((hole,)), False, hole.type_vars)
    found: dict[Term, None] = {}
    for part in sorted(_conjuncts(body), key=lambda p: -p.depth):
        for fact in facts if hole in part.free else ():
            bindings = Bindings()
            if matcher.match(part, fact.source.conclusion, bindings) and hole in bindings.terms:
                found[bindings.terms[hole]] = None
    return list(found)


def _conjuncts(t: Term) -> list[Term]:
    parts = binary("and", t)
    return [t] if parts is None else [*_conjuncts(parts[0]), *_conjuncts(parts[1])]


def _at_variables(fact: Rule, goal: Term, context: Context) -> list[Thm]:
    """The fact itself, or, when it is quantified once, the fact at the variables of the goal."""
    if not fact.variables:
        choices = [Bindings()]
    elif len(fact.variables) == 1:
        v = next(iter(fact.variables))
        choices = [Bindings({v: w}) for w in sorted(goal.free, key=lambda w: w.sn) if w.ty is v.ty]
    else:
        return []
    found = [fact.apply(b, lambda condition: prove(condition, context)) for b in choices]
    return [th for th in found if th is not None]
