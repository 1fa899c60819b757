"""Functions of a square and of the data: l(mu, sigma^2) read as a function of sigma, L(theta; D) as one of theta."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.notes.symbols import key_of


def with_squares(sides: Iterable[s.Node], squared: set[str]) -> list[s.Node]:
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


def without_data(node: s.Node) -> s.Node:
    """L(theta) for L(theta; D): the data stay what they are."""
    node = s.mapped(node, without_data)
    if not isinstance(node, s.Call) or not isinstance(node.function, s.Name) or len(node.arguments) != 2:
        return node
    theta, data = node.arguments
    named = isinstance(data, s.Name) and data.head in ("D", "data") and data.sub is None and not data.mark
    if not named or not isinstance(theta, s.Name) or node.function.head not in ("L", "l", "ell", "J", "NLL", "LL"):
        return node
    return node if node.dividers == ("||",) else replace(node, arguments=(theta,), dividers=())


def is_square(node: s.Node) -> bool:
    """sigma^2"""
    if not isinstance(node, s.Power) or not isinstance(node.base, s.Name):
        return False
    return isinstance(node.exponent, s.Num) and node.exponent.value == 2
