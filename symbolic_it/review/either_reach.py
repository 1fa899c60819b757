"""Steps in which a logarithm may reach further than it was read: what holds, or fails, with the other reach as well."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.judging import fails
from symbolic_it.review.reach import reaches_further, to_the_end, with_other_reach
from symbolic_it.review.steps import Item


def reaches_either_way(reader: Reader, item: Item, given: Sequence[Expr]) -> bool:
    """Whether the step holds as well where log a \\cdot b is the logarithm of the product, or log(a)^2 a square."""
    longer = with_other_reach(item.left), with_other_reach(item.right)
    return longer == (item.left, item.right) or not _fails(reader, item, longer, given)


def reaches_in_doubt(reader: Reader, item: Item, given: Sequence[Expr]) -> bool:
    """Whether one logarithm may reach further, and it is not seen that the step fails then as well; or several may."""
    sides = item.left, item.right
    places = sum(reaches_further(n) for x in sides for n in s.walk(x))
    longer = to_the_end(item.left), to_the_end(item.right)
    if places != 1 or longer == sides:
        return places > 0
    return not _fails(reader, item, longer, given)


def _fails(reader: Reader, item: Item, sides: tuple[s.Node, s.Node], given: Sequence[Expr]) -> bool:
    """Whether the step is seen to fail with these sides."""
    reader.free.clear()
    try:
        return fails(reader.related(sides[0], item.sign.op, sides[1])[2], given)
    except (Unclear, RecursionError):
        return False
