"""Comparisons by which a note says what the numbers of a step are: 0 < p < 1, sum_k y_k = 1."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import family_key
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear, key_of
from symbolic_it.review.assuming import can_be_met
from symbolic_it.review.values_compared import of_values

_INSTANCES = 200


def constraints(reader: Reader, section: int, statements: Sequence[Expr]) -> list[Expr]:
    """What the note said of the numbers that occur: 0 < p < 1, sum_k y_k = 1."""
    found: list[Expr] = []
    free = {v for st in statements for v in st.term.free}
    for sides, ops, at in reader.symbols.constraints:
        if at != section and at:
            continue
        names = {k for x in sides for n in s.walk(x) if isinstance(n, s.Name) for k in (key_of(n), family_key(n))}
        if of_values(reader, sides, ops) is not None:
            continue  # X > 0 may be said of some values: it is no hypothesis, but counterexamples meet it
        if not names & {key.partition(":")[2] for key in reader.world.known}:
            continue
        reader.free.clear()
        for a, op, b in zip(sides, ops, sides[1:], strict=False):
            try:
                statement = reader.related(a, op, b)[2]
            except (Unclear, RecursionError):
                continue
            if (
                statement.term.free <= free | {v for v in statement.term.free if v.ty.op == "nat"}
                and statement.term.free & free
            ):
                found.append(statement)
    if not found:
        return []
    return (
        found if can_be_met([*found, *reader.world.hypotheses], _INSTANCES) else latest(found, reader.world.hypotheses)
    )


def latest(told: Sequence[Expr], given: Sequence[Expr]) -> list[Expr]:
    """Of what cannot be met together, as it is of the cases a < b and b <= a, what was told last."""
    kept: list[Expr] = []
    for statement in reversed(told):
        if can_be_met([statement, *kept, *given], _INSTANCES):
            kept.insert(0, statement)
    return kept
