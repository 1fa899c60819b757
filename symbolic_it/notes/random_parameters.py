"""Parameters that have a law of their own, p(theta | D): in such a formula they are random variables, and so are the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion, is_parameter, split_arguments

STAND_INS = ("u", "v", "z", "y")
"""Letters that stand for the parameter and the data, where the formula does not use them."""


def random_parameters(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides of a chain with outcomes in place of a parameter that a law is applied to, and of the data D."""
    nodes = [n for x in sides for n in s.walk(x)]
    heads = {a.head for n in nodes if isinstance(n, s.Call) for a in _applied(n)}
    heads |= {a.head for n in nodes if isinstance(n, s.Big) for a in _summed(n)}
    if len(heads) != 1:
        return list(sides)
    used = {n.head.lower() for n in nodes if isinstance(n, s.Name)}
    free = [x for x in STAND_INS if x not in used]
    if len(free) < 2:
        return list(sides)
    writer = _Writer(min(heads), free[0], free[1])
    return [writer.written(x) for x in sides]


def _applied(call: s.Call) -> list[s.Name]:
    """The parameters that a law is applied to, or that information is about: p(theta), I(theta; D)."""
    if is_notion(call):
        names = [a for a in call.arguments if isinstance(a, s.Name) and _plain(a)]
        about_data = any(a.head in ("D", "data") for a in names) and "||" not in call.dividers
        return [a for a in names if is_parameter(a)] if about_data and len(names) > 1 else []
    if not is_law_name(call.function):
        return []
    before, _ = split_arguments(call)
    return [a for a in before if isinstance(a, s.Name) and is_parameter(a) and _plain(a) and a.head not in "wW"]


def _summed(big: s.Big) -> list[s.Name]:
    """The parameters that a sum over everything runs through: sum_theta p(D | theta) ..."""
    lower = big.lower
    return (
        [lower]
        if isinstance(lower, s.Name) and is_parameter(lower) and _plain(lower) and lower.head not in "wW"
        else []
    )


def _plain(name: s.Name) -> bool:
    return not name.mark and name.sub is None and name.sup is None


class _Writer:
    def __init__(self, head: str, parameter: str, data: str) -> None:
        self.head, self.parameter, self.data = head, parameter, data

    def written(self, node: s.Node) -> s.Node:
        if isinstance(node, s.Name):
            return replace(node, head=self.parameter) if node.head == self.head and _plain(node) else node
        if isinstance(node, s.Call) and is_law_name(node.function):
            if any(isinstance(a, s.Name) and a.sub is not None for a in node.arguments):
                return s.Words(node.start, node.end, "members of the sample beside a law of the parameter")
            return replace(node, arguments=tuple(self.argument(a) for a in node.arguments))
        if isinstance(node, s.Call) and is_notion(node):
            return replace(node, arguments=tuple(self.capital(self.argument(a)) for a in node.arguments))
        made = s.mapped(node, self.written)
        if isinstance(made, s.Big) and self.head in made.differential.split():
            over = (self.parameter if x == self.head else x for x in made.differential.split())
            return replace(made, differential=" ".join(over))
        return made

    def argument(self, node: s.Node) -> s.Node:
        if isinstance(node, s.Name) and node.head in ("D", "data") and _plain(node):
            return replace(node, head=self.data, font="")
        return self.written(node)

    def capital(self, node: s.Node) -> s.Node:
        if isinstance(node, s.Name) and node.head in (self.parameter, self.data):
            return replace(node, head=node.head.upper())
        return node
