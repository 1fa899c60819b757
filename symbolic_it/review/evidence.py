"""Bayes with the total probability written out: the sum below the fraction is shown to be the probability of what is given."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_parameter, split_arguments
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.judging import Judgement, proved
from symbolic_it.review.steps import Item


def by_evidence(reader: Reader, item: Item, statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The step, where it says p(z|x) = p(x|z) p(z) / sum_z p(x|z) p(z): first of the sum that it is p(x)."""
    parts = _evidence(item)
    if parts is None:
        return None
    condition, above, below = parts
    reader.free.clear()
    try:
        for side in (item.left, item.right):  # what stands free in the statement
            reader.value(side)
        total = reader.total if below is None else reader.value(below)
        if total is None:
            return None
        evidence = reader.value(condition)
        fact = reader.closed(Eq(total, evidence))
        rule = reader.closed(Eq(reader.value(item.left), reader.of_masses("/", reader.value(above), evidence)))
    except (Unclear, RecursionError):
        return None
    first, _, last = proved([fact, rule, statement], given)
    return last if first.verdict is Verdict.PROVED else None


def _evidence(item: Item) -> tuple[s.Node, s.Node, s.Node | None] | None:
    """p(x) for a left side p(z|x), what is divided on the right, and the sum below it: None where that is not written."""
    left, right = item.left, item.right
    if item.sign.op not in ("=", ":=", "==") or not isinstance(left, s.Call) or not is_law_name(left.function):
        return None
    _, after = split_arguments(left)
    if not after or any(map(is_parameter, after)):
        return None
    condition = s.Call(left.start, left.end, left.function, tuple(after), tuple("," for _ in after[1:]))
    if item.proportional:
        return condition, right, None
    while isinstance(right, s.Group):
        right = right.inner
    if not isinstance(right, s.Binary) or right.op != "/" or not isinstance(_inner(right.right), s.Big):
        return None
    return condition, right.left, right.right


def _inner(node: s.Node) -> s.Node:
    while isinstance(node, s.Group):
        node = node.inner
    return node
