"""Sums and products over 1..n in closed form, by induction on n: sum_{i=1}^n i = n (n + 1) / 2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

from symbolic_it.authoring.model import Proof
from symbolic_it.kernel.terms import VAR, Term, abstract, apply_term, binary, parts_of, real
from symbolic_it.language.declare import natural_variable
from symbolic_it.language.expr import Eq, Expr, apply_symbol, natural_literal
from symbolic_it.language.notation import ForAll
from symbolic_it.review.judging import WORK, Judgement, by_proof

_RULES = ["last-term", "last-factor", "natural-successor", "power-successor"]


def by_induction(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a comparison with such a sum in it; None where there is none, or it is not proved so.

    The statement is shown for every n from 0 on; what is given of n is not used.
    """
    sides = binary("eq", statement.term) or binary("le", statement.term) or binary("lt", statement.term)
    if sides is None or sides[0].ty is not real:
        return None
    for bound in dict.fromkeys(_bounds(statement.term)):
        found = by_proof(partial(_write, statement, bound, _another([statement, *given])), given, 2 * WORK)
        if found is not None:
            return found
    return None


def _another(spoken: Sequence[Expr]) -> Expr:
    """A natural number of which nothing is said."""
    names = {v.name for e in spoken for v in e.term.free}
    return natural_variable(next(name for k in count() for name in (f"n_{k}",) if name not in names))


def _bounds(t: Term) -> Iterator[Term]:
    """The n of sums and products from 1 to n."""
    for part in parts_of([t]):
        for name in ("sum_to", "prod_to"):
            parts = binary(name, part)
            if parts is not None and parts[0].kind == VAR:
                yield parts[0]


def _alone(statement: Expr) -> Expr:
    """The statement with the sum alone on the left, where something is added to it: so it can be put in for the sum."""
    sides = binary("eq", statement.term)
    parts = binary("add", sides[0]) if sides is not None else None
    if sides is None or parts is None or sum(binary("sum_to", t) is not None for t in parts) != 1:
        return statement
    sums, rest = sorted(parts, key=lambda t: binary("sum_to", t) is None)
    left, right, other = (Expr(t, (), statement.declarations) for t in (sums, sides[1], rest))
    return Eq(left, right - other)


def _write(statement: Expr, bound: Term, n: Expr, d: Proof) -> None:
    alone = _alone(statement)
    predicate = abstract(bound, alone.term)

    def at(k: Expr) -> Expr:
        return Expr(apply_term(predicate, k.term), alone.names, alone.declarations | k.declarations)

    start = d.have(at(natural_literal(0)), by=_RULES)
    with d.take(n, given=at(n)) as step:
        d.have(at(apply_symbol("suc", n)), by=[step.assumption, *_RULES])
    whole = d.have(ForAll(n, at(n)), by=["induction", start, step])
    d.have(statement, by=whole.at(Expr(bound, (), statement.declarations)))
