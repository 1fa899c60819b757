"""Whether a step that fails may hold of the numbers that a note means: n the sum of the n_k, numbers that it does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import VAR, Term, binary, nat, real
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import ForAll, Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.notes.naming import APART, shared
from symbolic_it.refute import Refutation
from symbolic_it.review.judging import INSTANCES, counterexample
from symbolic_it.review.steps import Item

_TOTALS = ("n", "N", "m")
"""By custom these are numbers beside indexed ones of that name: the total of the n_k."""


def ties_of_shared(item: Item) -> list[Expr] | None:
    """That n is the sum of the n_k, or each of them, where one name is that of both; None where it may mean more.

    A step that fails for arbitrary numbers n and n_k, and under each of these, is false in all readings; those of a vector
    and its components are not known.
    """
    statement = item.statement
    name = shared(v.name for v in statement.term.free) if statement is not None else ""
    if statement is None or not name:
        return []
    free = {v.name: v for v in statement.term.free}
    pair = free[name], free[name + APART]
    numbers = [v for v in pair if v.ty in (real, nat)]
    indexed = [v for v in pair if v.ty.op == "fun" and v.ty.args == (nat, real)]
    sizes = [v for v in free.values() if v.ty is nat]
    if name not in _TOTALS or len(numbers) != 1 or len(indexed) != 1 or len(sizes) != 1:
        return None
    (number,), (several,), (size,) = numbers, indexed, sizes
    i = declare.index("i", Expr(size))
    total = Expr(number if number.ty is real else constant_for("of_nat", number))
    return [Eq(total, Sum(i, Expr(several)[i])), ForAll(i, Eq(Expr(several)[i], total))]


def fails_anyway(item: Item, given: Sequence[Expr], example: Refutation | None) -> bool:
    """Whether it is not seen to hold for any indexed numbers, where the plain ones are those of the counterexample.

    Then it is not saved by what the indexed numbers are: a sum of them, say, stands on both sides.
    """
    statement = item.statement
    if statement is None or example is None or item.sign.op not in ("<", "<=", ">", ">="):
        return False
    values = [(v, x) for v, x in example.instance.values.items() if v.kind == VAR and v.ty is real]
    fixed = [Eq(Expr(v), x) for v, x in values if v in statement.term.free]
    holds = Expr(constant_for("not", statement.term), statement.names, statement.declarations)
    return bool(fixed) and counterexample(holds, [*given, *fixed], INSTANCES) is None


def tied_by(stated: Sequence[Expr]) -> set[Term]:
    """The numbers that equations tie to others: p and z by p = sigma(z)."""
    equations = [e.term.free for e in stated if binary("eq", e.term) is not None]
    return {v for free in equations if len(free) > 1 for v in free}


def only_here(item: Item, told: AbstractSet[Term]) -> tuple[bool, bool]:
    """Whether a number or a function of numbers stands on the left alone, and one on the right alone; none that is ``told`` of."""
    assert item.lhs is not None and item.rhs is not None
    left, right = (
        {v for v in e.term.free if v.name != "b" and (v.ty is real or (v.ty.op == "fun" and v.ty.args[0] is real))}
        for e in (item.lhs, item.rhs)
    )
    return bool(left - right - told), bool(right - left - told)


def in_new_letters(item: Item) -> bool:
    """Whether one side speaks of laws and the other of numbers with an index, and of no letter of the first: H(p, q) = -sum_k y_k log a_k."""
    assert item.lhs is not None and item.rhs is not None
    sides = [{v for v in e.term.free if v.ty.op == "fun"} for e in (item.lhs, item.rhs)]
    if not all(sides) or sides[0] & sides[1]:
        return False
    notion, numbers = (item.left, item.right) if isinstance(item.left, s.Call) else (item.right, item.left)
    if not isinstance(notion, s.Call) or not is_notion(notion):
        return False
    return not any(is_law_name(n) for n in s.walk(numbers))
