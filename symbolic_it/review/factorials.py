"""Factorials: for a proof an unknown positive function; a counterexample takes 0 and 1 alone, whose factorials are 1."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.kernel.terms import APP, LAM, VAR, Term, abstract, fun, nat, number, parts_of, real, substitute, var
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr, Or
from symbolic_it.language.notation import ForAll

NAME = "factorial"
_FACTORIAL = var(NAME, fun(real, real))


def attackable(statement: Expr, given: Sequence[Expr]) -> tuple[Expr, list[Expr]] | None:
    """The statement and its conditions without factorials, for arguments that are 0 or 1; None where these are others.

    What is false of them is false of the factorials.
    """
    terms = [statement.term, *(g.term for g in given)]
    if not any(_FACTORIAL in t.free for t in terms):
        return statement, list(given)
    conditions: dict[Term, Expr] = {}
    sizes = sorted((v for v in statement.term.free if v.ty is nat), key=lambda v: v.name)
    for argument in (a for a in dict.fromkeys(t.arg for t in parts_of(terms) if t.kind == APP and t.fun is _FACTORIAL)):
        if argument.kind == VAR and argument.ty is real:
            e = Expr(argument, (), statement.declarations)
            conditions[argument] = Or(Eq(e, 0), Eq(e, 1))
        elif argument.kind == APP and argument.fun.kind == VAR and argument.fun.ty is fun(nat, real) and sizes:
            for k, size in enumerate(sizes):
                i = declare.index(f"i_{k}", Expr(size, (), statement.declarations))
                e = Expr(argument.fun, (), statement.declarations)[i]
                conditions[argument.fun] = ForAll(i, Or(Eq(e, 0), Eq(e, 1)))
        elif not _bound(argument):
            return None
    one = {_FACTORIAL: abstract(var("t", real), number(1))}
    plain, *others = (Expr(substitute(one, e.term), e.names, e.declarations) for e in (statement, *given))
    kept = [
        e for e, g in zip(others, given, strict=True) if _FACTORIAL not in g.term.free
    ]  # they say that it is positive
    return plain, [*kept, *conditions.values()]


def _bound(argument: Term) -> bool:
    """Whether this is a variable that a condition speaks of all values of: factorial(t) > 0."""
    return argument.kind not in (APP, VAR, LAM)
