"""What the definition of a function was brought to, and where the function stands for it: derivatives and optima.

A step l(t) = log prod .. = sum .. is proved of one t under the conditions of the note. The last side may stand for l
under a binder of t only as far as these conditions leave t free: not at all under a = b, for derivatives where an open
condition such as 0 < t is all that is asked, for optima too where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import LAM, Term, binary, unary
from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import LastForm, Meaning, Symbols, key_of
from symbolic_it.review.own_names import OwnNames
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


def of_logarithm(
    chain: s.Chain, outcomes: Sequence[Outcome], symbols: Symbols, names: OwnNames, foreseen: bool
) -> None:
    """Keeps what log L(p) was brought to, where that holds: L(p) is the exponential of it, for derivatives of log L."""
    left = chain.sides[0]
    if not isinstance(left, s.Function) or left.name not in ("log", "ln") or left.base is not None or not outcomes:
        return
    call = left.argument
    known = symbols.meanings.get(key_of(call.function)) if isinstance(call, s.Call) else None
    if known is None or not isinstance(call, s.Call) or outcomes[0].index != 1 or outcomes[0].verdict not in HOLDS:
        return
    if tuple(map(key_of, call.arguments)) != known.parameters or symbols.base not in ("", "e"):
        return
    if any(sign.op != "=" for sign in chain.signs) or len(outcomes) != len(chain.signs):
        return
    written = chain.sides[-1]
    last = names.expanded(written, known.parameters)
    whole, raw = (s.Function(x.start, x.end, "exp", x) for x in (last, written))
    form = last_form(known, whole, raw, outcomes, foreseen)
    if form is not None:
        symbols.last_forms[key_of(call.function)] = replace(form, near=True)
