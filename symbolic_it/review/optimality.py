"""What equations at an optimum stand under: derivatives that the note sets to zero, a law that is the sample's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.world import World
from symbolic_it.review.assuming import Assumption, Established, fails_under, under
from symbolic_it.review.assumptions import possible
from symbolic_it.review.steps import Context, Item

_OF_DATA = re.compile(r"data|hat|emp|tilde|observed|数据|经验|样本")
FREE_ANYWAY = frozenset(("e", "i", "j", "k", "n", "N", "m"))
"""Letters of sizes and indices, which the solution of an equation may bring along."""


Stationarity = tuple[s.Node, frozenset[str], int]
"""What is set to zero, its letters, and the section that it stands in."""


def letters_of(sides: Sequence[s.Node]) -> frozenset[str]:
    return frozenset(n.head for x in sides for n in s.walk(x) if isinstance(n, s.Name))


def holds_derivative(node: s.Node) -> bool:
    return any(isinstance(n, s.Derivative) or (isinstance(n, s.Marked) and "prime" in n.mark) for n in s.walk(node))


def set_to_zero(chain: s.Chain, section: int) -> Iterator[Stationarity]:
    """The derivatives that a chain of equations sets to zero; the last formula before the zero says it without a derivative."""
    for k, sign in enumerate(chain.signs):
        zero = chain.sides[k + 1]
        if sign.op != "=" or not isinstance(zero, s.Num) or zero.value != 0:
            continue
        sides = chain.sides[: k + 1]
        if any(map(holds_derivative, sides)):
            yield sides[-1], letters_of(sides), section


def conditions_for(known: Sequence[Stationarity], left: s.Node, op: str, right: s.Node, section: int) -> list[s.Node]:
    """What is zero where this equation stands: it holds no derivative, and no letter that the condition has not.

    A derivative, and a function at its argument, are claimed for all values.
    """
    if op not in ("=", "<=>", "=>") or holds_derivative(left) or holds_derivative(right):
        return []
    used = letters_of((left, right))
    return [
        zero
        for zero, letters, place in reversed(known)
        if place == section and used & letters - FREE_ANYWAY and used <= letters | FREE_ANYWAY
    ]


def equation_of(item: Item, section: int) -> list[Stationarity]:
    """An equation between numbers as what it sets to zero: one that does not hold for all of them is there to be solved."""
    sides = item.raw_left, item.raw_right
    nodes = [n for x in sides for n in s.walk(x)]
    if item.sign.op != "=" or any(isinstance(n, (s.Derivative, s.Optimum, s.Unread)) for n in nodes):
        return []
    if item.statement is None or any(v.ty.op == "fun" and v.ty.args[0].op != "nat" for v in item.statement.term.free):
        return []
    used = [letters_of([x]) - FREE_ANYWAY for x in sides]
    if all(used) and not (used[0] - used[1] and used[1] - used[0]):
        return []  # log(a + b) = log a + log b is a rule, z here and P there an equation
    return [(s.Binary(sides[0].start, sides[1].end, "-", *sides), letters_of(sides), section)]


def where_zero(
    reader: Reader, zeros: Sequence[s.Node], statement: Expr, given: Sequence[Expr], words: str = ""
) -> Established | None:
    """The statement established where one of these is zero."""
    for zero in zeros[:2]:
        if holds_derivative(zero):
            continue
        reader.free.clear()
        try:
            claim = reader.related(zero, "=", s.Num(zero.end, zero.end, Fraction(0), "0"))[2]
        except (Unclear, RecursionError):
            continue
        if claim.term.free <= statement.term.free:
            words = words or "the derivative is zero, as the note sets it"
            found = under(statement, given, Assumption("IT207", words, claim))
            if found is not None:
                return found
    return None


def of_the_data(world: World, item: Item, statement: Expr, given: Sequence[Expr], words: str) -> str:
    """Why an equation of optima is left open: it may hold where p_data is the law of the sample's frequencies."""
    if not any(isinstance(n, s.Optimum) for x in (item.left, item.right) for n in s.walk(x)):
        return ""
    for assumption in possible(world, statement):
        law = assumption.law
        if assumption.sampled is None or law is None or not _OF_DATA.search(law.text + words):
            continue
        if not fails_under(statement, given, [assumption]):
            return f"whether it holds where {law.text} is the empirical law was not established"
    return ""


def where_solved(
    reader: Reader, context: Context, item: Item, statement: Expr, given: Sequence[Expr]
) -> Established | str:
    """The equation established where a derivative is zero or the equation before it holds; else why it is left open, or nothing."""
    about = item.raw_left, item.sign.op, item.raw_right, context.section
    zeros = conditions_for(context.symbols.stationary, *about)
    found = where_zero(reader, zeros, statement, given)
    if found is not None or zeros:
        return found or "it fails in general; that it holds where the derivative is zero was not established"
    solved = context.symbols.asked("equations", conditions_for, *about)
    found = where_zero(reader, solved, statement, given, "the equation before it, as the note has it")
    if found is not None or solved:
        return found or "it fails in general; that it follows from the equation before it was not established"
    return of_the_data(reader.world, item, statement, given, context.words)
