"""The longer searches for a proof of one step, in order: theorems of the library, slopes, extreme values, logarithms, induction, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.review.by_induction import by_induction
from symbolic_it.review.by_library import by_library
from symbolic_it.review.by_logarithms import by_logarithms
from symbolic_it.review.ceilings import by_ceilings
from symbolic_it.review.evidence import by_evidence
from symbolic_it.review.extremes import by_extremes
from symbolic_it.review.judging import Judgement
from symbolic_it.review.lower_bounds import by_gap
from symbolic_it.review.slopes import by_slopes
from symbolic_it.review.steps import Item


def searched(reader: Reader, item: Item, statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of the first search that proves the statement; the library's theorems may lack a condition."""
    of_item = (partial(by_evidence, reader, item), partial(by_gap, reader, item))
    for search in (by_library, by_slopes, by_extremes, by_ceilings, by_logarithms, by_induction, *of_item):
        found = search(statement, given)
        held = (Verdict.PROVED, *((Verdict.CONDITIONAL,) if search is by_library else ()))
        if found is not None and found.verdict in held:
            return found
    return None
