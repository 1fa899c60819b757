"""What a list of variables holds for every length: X_1 to X_{i-1}, X_i alone, and others beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.variable_lists import Writer, alike, index_in, juxtaposed, power_list, range_below


@dataclass(frozen=True)
class Extent:
    """What a list of variables holds: those of one letter from the first to the last, or the last alone; and others."""

    head: str
    first: int | None
    """None where it is one variable alone."""
    last: tuple[str, int]
    """n - 1 as n and -1; a number without a name."""
    rest: tuple[s.Node, ...]


def extent(parts: Sequence[s.Node]) -> Extent | None:
    """What a list of variables holds, where it lists one letter: X_1, ..., X_{i-1}, Y; X_i; None for anything else."""
    flat = [b for a in parts for b in juxtaposed(a)]
    places = [k for k, x in enumerate(flat) if isinstance(x, s.Dots)]
    if len(places) == 1 and 0 < places[0] < len(flat) - 1:
        at = places[0]
        low = at
        while low > 0 and index_in(flat[low - 1]) is not None and alike(flat[low - 1]) == alike(flat[at - 1]):
            low -= 1
        return _run(flat[low:at], flat[at + 1], (*flat[:low], *flat[at + 2 :]))
    listed = [x for x in flat if (range_below(x) or power_list(x)) is not None]
    own = [x for x in flat if index_in(x) is not None]
    if places or len(listed) + len(own) != 1:
        return None
    rest = tuple(x for x in flat if x not in listed and x not in own)
    if own:
        at_ = linear(index_in(own[0]))
        return Extent(alike(own[0]), None, at_, rest) if at_ is not None else None
    item = listed[0]
    bounds = range_below(item) or power_list(item)
    base = item.base if isinstance(item, s.Power) else item
    if bounds is None or not isinstance(base, s.Name) or linear(bounds[0]) != ("", 1):
        return None
    last = linear(bounds[1])
    return Extent(base.head, 1, last, rest) if last is not None else None


def _run(before: Sequence[s.Node], end: s.Node, rest: tuple[s.Node, ...]) -> Extent | None:
    """X_1, X_2, ..., X_n, and the other way round."""
    places = [linear(index_in(x)) for x in (*before, end)]
    if any(p is None for p in places) or any(alike(x) != alike(end) for x in before):
        return None
    first, *others, last = [p for p in places if p is not None]
    down = last == ("", 1) and first[0] != ""
    step = -1 if down else 1
    if any(p != (first[0], first[1] + step * (k + 1)) for k, p in enumerate(others)):
        return None
    low, high = (last, first) if down else (first, last)
    return Extent(alike(end), 1, high, rest) if low == ("", 1) else None


def linear(node: s.Node | None) -> tuple[str, int] | None:
    """n - 1 as n and -1, 3 as a number alone."""
    if isinstance(node, s.Group):
        return linear(node.inner)
    if isinstance(node, s.Num) and node.value.denominator == 1:
        return "", int(node.value)
    if isinstance(node, s.Name) and node.sub is None and node.sup is None and not node.mark:
        return node.head, 0
    if isinstance(node, s.Binary) and node.op in "+-" and isinstance(node.right, s.Num):
        left = linear(node.left)
        if left is not None and node.right.value.denominator == 1:
            return left[0], left[1] + int(node.right.value) * (1 if node.op == "+" else -1)
    return None


def follow(before: Sequence[s.Node], last: s.Node, name: str) -> bool:
    """Whether each of the first terms is the last one at its place."""
    for j, term in enumerate(before, 1):
        try:
            writer = Writer(name, j)
            if s.structure(writer.written(term, {})) != s.structure(writer.written(last, {name: j})):
                return False
        except Unclear:
            return False
    return True
