"""Lower bounds of the evidence: log p(x) less the bound is the divergence of q(z|x) from p(z|x), which is not negative."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import KernelError
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, split_arguments
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.by_library import by_library
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import WORK, Judgement, Prover, check, proved
from symbolic_it.review.steps import Item


def by_gap(reader: Reader, item: Item, statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of log p(x) >= E_{q(z|x)}[..] - ..: the difference is shown to be D(q(z|x) || p(z|x))."""
    if item.sign.op not in (">=", "<="):
        return None
    above, below = (item.left, item.right) if item.sign.op == ">=" else (item.right, item.left)
    divergence = _gap(above, below)
    if divergence is None or reader.usage.densities:
        return None
    reader.free.clear()
    try:
        gap = reader.value(divergence)
        equal = reader.closed(Eq(reader.value(above) - reader.value(below), gap))
        positive = reader.closed(gap >= 0)
    except (Unclear, RecursionError, InvalidArgument):
        return None
    given = [*given, *standing_conditions([positive, equal], given)]
    first = by_library(positive, given) or proved([positive], given)[0]
    if first.result is None or first.verdict is not Verdict.PROVED or first.result.theorem is None:
        return None
    try:
        results = check(Prover, [equal, statement], given, work=WORK, lemmas=[first.result.theorem])
    except (InvalidArgument, KernelError):
        return None
    return Judgement(results[1]) if results[0].verdict is Verdict.PROVED else None


def _gap(above: s.Node, below: s.Node) -> s.Node | None:
    """D(q(z|x) || p(z|x)) for log p(x) above and an expectation under q(z|x) below."""
    while isinstance(above, s.Group):
        above = above.inner
    if not isinstance(above, s.Function) or above.name not in ("log", "ln") or not isinstance(above.argument, s.Call):
        return None
    p = above.argument
    for n in s.walk(below):
        q = n.sub.right if isinstance(n, s.Expectation) and isinstance(n.sub, s.Relation) else getattr(n, "sub", None)
        if not isinstance(n, s.Expectation) or not isinstance(q, s.Call) or not is_law_name(q.function):
            continue
        before, after = split_arguments(q)
        if len(before) == 1 and len(after) == 1 and is_law_name(p.function) and after == list(p.arguments):
            posterior = s.Call(p.start, p.end, p.function, (before[0], after[0]), ("|",))
            name = s.Name(p.start, p.end, "D")
            return s.Call(p.start, p.end, name, (q, posterior), ("||",))
    return None
