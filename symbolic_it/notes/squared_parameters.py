"""Functions of a square, l(mu, sigma^2): read as functions of sigma, wherever they are applied to squares of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.notes.symbols import key_of


def with_squares(sides: Sequence[s.Node], squared: set[str]) -> list[s.Node]:
    """The sides with sigma for sigma^2 in brackets of functions; ``squared`` collects their keys, of the whole note.

    Applied to a number such a function is not read: the number would be the square.
    """

    def written(node: s.Node) -> s.Node:
        node = s.mapped(node, written)
        if not isinstance(node, s.Call) or not isinstance(node.function, s.Name):
            return node
        if is_notion(node) or is_law_name(node.function) or node.function.head in ("N", "log", "exp"):
            return node
        form = f"{key_of(node.function)}/{len(node.arguments)}"
        places = [k for k, a in enumerate(node.arguments) if is_square(a)]
        if places and all(isinstance(a, s.Name) or is_square(a) for a in node.arguments) and len(node.arguments) > 1:
            squared.add(form)
            bare = (a.base if isinstance(a, s.Power) else a for a in node.arguments)
            return replace(node, arguments=tuple(bare))
        if form in squared and not places:
            return s.Words(node.start, node.end, "values of a function of a square")
        return node

    return [written(x) for x in sides]


def is_square(node: s.Node) -> bool:
    """sigma^2"""
    if not isinstance(node, s.Power) or not isinstance(node.base, s.Name):
        return False
    return isinstance(node.exponent, s.Num) and node.exponent.value == 2
