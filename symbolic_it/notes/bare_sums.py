"""Sums that do not say over what they run, \\sum x_i beside n: their index from 1 to the one size that the chain speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name

SIZES = ("n", "N", "m", "M")


def with_ranges(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides with a range below bare sums, where one index hangs on what they sum and one size is named beside them."""
    sides = list(sides)
    nodes = [n for x in sides for n in s.walk(x)]
    bare = [n for n in nodes if isinstance(n, s.Big) and n.kind in ("sum", "prod") and open_index(n)]
    indices = {open_index(n) for n in bare}
    last = size_of(nodes)
    if len(indices) != 1 or last is None or any(hangs_free(x, next(iter(indices))) for x in sides):
        return sides
    return [filled(x, next(iter(indices)), last) for x in sides]


def open_index(big: s.Big) -> str:
    """The index i of \\sum x_i, and of \\sum_i x_i where x is no law; empty where a range is given or none is meant."""
    if big.upper is not None or any(isinstance(n, s.Big) for n in s.walk(big.body)):
        return ""
    names = [n for n in s.walk(big.body) if isinstance(n, s.Name) and n.sub is not None]
    found = {n.sub.head for n in names if isinstance(n.sub, s.Name) and n.sub.sub is None and n.sub.head in "ijk"}
    if len(found) != 1 or len(names) != sum(isinstance(n.sub, s.Name) and n.sub.head in found for n in names):
        return ""
    index = found.pop()
    if any(
        n.head not in ("x", "y", "z", "t") for n in names
    ):  # p_i: what is summed may be a law, of which more is said
        return ""
    if big.lower is None:
        return index
    plain = isinstance(big.lower, s.Name) and big.lower.head == index and big.lower.sub is None
    return index if plain and not any(map(is_law_name, names)) else ""


def size_of(nodes: Sequence[s.Node]) -> s.Name | None:
    """The one size that the formula names: n in p^{n - ...}, or the upper bound of its other sums."""
    above = [n.upper for n in nodes if isinstance(n, s.Big) and n.upper is not None]
    if above:
        first = above[0]
        same = all(s.structure(x) == s.structure(first) for x in above)
        return first if same and isinstance(first, s.Name) and first.head in SIZES and first.sub is None else None
    applied = {n.function.head for n in nodes if isinstance(n, s.Call) and isinstance(n.function, s.Name)}
    names = [n for n in nodes if isinstance(n, s.Name) and n.head in SIZES[:2] and n.sub is None and not n.mark]
    heads = {n.head for n in names}
    return names[0] if len(heads) == 1 and not heads & applied else None


def hangs_free(node: s.Node, index: str) -> bool:
    """Whether the index hangs on a name outside of all sums: x_i beside \\sum x_i may belong to it."""
    if isinstance(node, s.Big):
        return False
    if isinstance(node, s.Name):
        return any(
            isinstance(n, s.Name) and n.head == index for x in (node, node.sub, node.sup) if x for n in s.walk(x)
        )
    return any(hangs_free(x, index) for x in s.children(node))


def filled(node: s.Node, index: str, last: s.Name) -> s.Node:
    """The formula with the range 1..last below the sums that are open in the index."""
    if isinstance(node, s.Big) and node.kind in ("sum", "prod") and open_index(node) == index:
        at = node.start
        below = s.Relation(at, at, "=", s.Name(at, at, index), s.Num(at, at, Fraction(1), "1"))
        return replace(node, lower=below, upper=last)
    return s.mapped(node, lambda x: filled(x, index, last))
