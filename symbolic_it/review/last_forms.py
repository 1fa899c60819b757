"""What the definition of a function was brought to, and where the function stands for it: derivatives and optima.

A step l(t) = log prod .. = sum .. is proved of one t under the conditions of the note. The last side may stand for l
under a binder of t only as far as these conditions leave t free: not at all under a = b, for derivatives where an open
condition such as 0 < t is all that is asked, for optima too where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import LAM, Term, binary, unary
from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import LastForm, Meaning
from symbolic_it.review.steps import Outcome

HOLDS = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.DEFINITION)
_NUMBERED = re.compile(r"_\d+$")


def last_form(
    known: Meaning, body: s.Node, written: s.Node, outcomes: Sequence[Outcome], foreseen: bool
) -> LastForm | None:
    """The last side of a definition that goes on, where every step holds for all values of its parameters, or about each."""
    assumptions: list[str] = []
    near = False
    for outcome in outcomes:
        if outcome.verdict not in HOLDS:
            return None
        if outcome.verdict is Verdict.DEFINITION or foreseen:
            continue
        theorem = outcome.result.theorem if outcome.result is not None else None
        if theorem is None or not _is_equation(theorem.conclusion):
            return None
        about = [h for h in theorem.hypotheses if _speaks_of(h, known.parameters)]
        if not all(_is_open(h) for h in about):
            return None
        near = near or bool(about)
        assumptions += [a for a in outcome.assumptions if a not in assumptions]
    form = Meaning(known.parameters, body, known.line, written)
    return LastForm(known, form, tuple(assumptions), near)


def _is_equation(statement: Term) -> bool:
    """Whether it equates two values, of all outcomes and parameters perhaps."""
    return binary("eq", _inside(statement)) is not None


def _speaks_of(hypothesis: Term, parameters: Iterable[str]) -> bool:
    """Whether it may be about one of the parameters; that a law is one is what it says anyway."""
    if unary("law", hypothesis) is not None:
        return False
    names = {_NUMBERED.sub("", v.name) for v in hypothesis.free}
    return any(name in parameter or parameter in name for name in names for parameter in parameters)


def _is_open(hypothesis: Term) -> bool:
    """Whether it holds about each point where it holds: a < b, a != b, of all outcomes perhaps."""
    inside = _inside(hypothesis)
    denied = unary("not", inside)
    return binary("lt", inside) is not None or (denied is not None and binary("eq", denied) is not None)


def _inside(statement: Term) -> Term:
    while (f := unary("forall", statement)) is not None and f.kind == LAM:
        statement = f.body
    return statement
