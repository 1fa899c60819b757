"""A step that fails in general, under the conditions that the words and formulas beside it state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.review.assuming import (
    Assumption,
    Established,
    can_be_met,
    example_under,
    fails_under,
    together,
    under,
    where_stated,
)
from symbolic_it.review.assumptions import unsaid_fails
from symbolic_it.review.by_library import by_library
from symbolic_it.review.condition_words import INDEPENDENT, PERP
from symbolic_it.review.denied import denies_independence
from symbolic_it.review.effort import effort
from symbolic_it.review.factored import factored
from symbolic_it.review.judging import counterexample, fails
from symbolic_it.review.stated_formulas import StatedFormulas
from symbolic_it.review.steps import Context, Item
from symbolic_it.review.supposed import Conditions
from symbolic_it.review.supposed_equations import supposed_equations
from symbolic_it.review.unread_clauses import unread_clause


def where_supposed(
    reader: Reader, context: Context, item: Item, statement: Expr, given: Sequence[Expr], after: Sequence[str]
) -> tuple[Established | str | None, Sequence[Expr]]:  # fmt: skip
    """What is established of the step under them, or why it is left open; and what a counterexample has to meet.

    ``after``: formulas that state a condition behind the step.
    """
    nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
    conditions = Conditions(reader.world, context.scope, nodes, statement.term.free, after)
    found = conditions.read()
    stated = [*factored(reader, context), *supposed_equations(reader, context, conditions)]
    found.assumptions += [a for a in stated if a.statement.term.free <= statement.term.free]
    if not found.assumptions and not found.other:
        found.assumptions += earlier_in_paragraph(reader, context, nodes, statement, given)
    if not found.assumptions and not found.other and item.sign.op in ("=", "==", ":="):
        found.assumptions += conditions.nearby(context.words)
    formulas = StatedFormulas(reader, (item.left, item.right), statement.term.free)
    if found.assumptions:
        if fails_under(statement, given, found.assumptions):
            more = formulas.of_texts(left := conditions.left_after())
            every = [*given, *(a.statement for a in found.assumptions), *(more or [])]
            if more is None or (more and not fails(statement, every)):
                return f"a condition is not read here ({left[0]})", ()
            known = {"".join(a.words.split()) for a in found.assumptions}
            words = unread_clause(context.scope.own, conditions.letters | conditions.names, True, known)
            return (f"a condition is not read here ({words})" if words else None), ()
        for assumption in [*found.assumptions, *together(found.assumptions)]:
            if len(found.assumptions) > 1 and fails_under(statement, given, [assumption]):
                continue
            further = under(statement, given, assumption)
            if further is not None:
                return further, ()
            if not can_be_met([*given, assumption.statement]):
                continue
            with effort(context.symbols):
                proof = by_library(statement, [*given, assumption.statement])
            if proof is not None and proof.result is not None and proof.verdict is Verdict.PROVED:
                return Established(assumption, proof.result), ()
        if example_under(statement, given, found.assumptions) is not None:
            return None, [a.statement for a in found.assumptions]
        words = (
            f"that it holds when {' and '.join(dict.fromkeys(a.words for a in found.assumptions))}, as the text says,"
        )
        return f"{words} was not established", ()
    stated_here = formulas.of_texts(found.formulas)
    if stated_here is None and not found.other:
        found.other = next(iter(after), "")
    if found.formulas and stated_here is not None:
        if counterexample(statement, [*given, *stated_here]) is not None:
            return None, stated_here
        if stated_here and (there := where_stated(statement, given, stated_here)) is not None:
            return there, ()
        if stated_here and after:
            words = " and ".join(e.text for e in stated_here)
            return f"that it holds where {words} was not established", ()
    if found.other and not unsaid_fails(reader.world, statement, given, found.other):
        words = f"the text states a condition that is not read here ({found.other})"
        return f"{words}", ()
    return None, ()


def earlier_in_paragraph(
    reader: Reader, context: Context, nodes: list[s.Node], statement: Expr, given: Sequence[Expr]
) -> list[Assumption]:
    """What sentences before the step say in its paragraph of independence and Markov chains, where it does not fail under it."""
    paragraph = context.told.rpartition("\n\n")[2]
    if INDEPENDENT.search(paragraph.lower()) is None and PERP.search(paragraph) is None:
        return []
    letters = frozenset(x for key in reader.usage.laws for x in reader.world.letters_of(key))
    if denies_independence(f"{paragraph} {context.scope.own}", letters):
        return []
    scope = replace(context.scope, own=paragraph, supposed="")
    said = Conditions(reader.world, scope, nodes, statement.term.free).read().assumptions
    return [a for a in said if not fails_under(statement, given, [a])]
