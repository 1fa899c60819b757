"""Steps about targets that sum to 1, with logarithms of which no base is told: they hold for natural ones alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.review.assuming import fails_under, holds_of_targets, under
from symbolic_it.review.assumptions import possible
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.numbers import with_base
from symbolic_it.review.steps import Outcome, unproved

BASE = "the logarithm is to base e"


def of_natural_targets(reader: Reader, base: Outcome, statement: Expr, given: Sequence[Expr]) -> Outcome | None:
    """The outcome of a step that fails for some base and some targets, and does not where both are as they are meant."""
    if not any(v.name == "b" for v in statement.term.free):
        return None
    fixed, others = with_base(statement, "e"), [with_base(h, "e") for h in given]
    others += standing_conditions([fixed], others)
    for assumption in possible(reader.world, fixed):
        if assumption.code != "IT204" or assumption.law is not None or fails_under(fixed, others, [assumption]):
            continue
        found, words = under(fixed, others, assumption), assumption.words
        if found is not None:
            payload = {"condition": words, "place": f"step {base.index}", "assumption": words, "limit": words}
            base = replace(base, result=found.result, by=found.result.by, code="IT204", payload=payload)
            return replace(base, verdict=Verdict.CONDITIONAL, assumptions=(words, BASE))
        if holds_of_targets(fixed, others, assumption):
            return unproved(base, f"it fails in general; that it holds when {words} and {BASE} was not established")
    return None
