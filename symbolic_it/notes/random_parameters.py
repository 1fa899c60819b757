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
    sides = [_priors_outside(x) for x in sides]
    nodes = [n for x in sides for n in s.walk(x)]
    heads = {a.head for n in nodes if isinstance(n, s.Call) for a in _applied(n)}
    heads |= {a.head for n in nodes if isinstance(n, s.Big) for a in _summed(n)}
    if len(heads) != 1 or (any(map(has_members, sides)) and priors_alone(sides)):
        return list(sides)
    used = {n.head.lower() for n in nodes if isinstance(n, s.Name)}
    free = [x for x in STAND_INS if x not in used]
    if len(free) < 2:
        return list(sides)
    writer = _Writer(min(heads), free[0], free[1])
    return [writer.written(x) for x in sides]


def is_prior(node: s.Node) -> bool:
    """p(theta)"""
    if not isinstance(node, s.Call) or not is_law_name(node.function) or len(node.arguments) != 1:
        return False
    at = node.arguments[0]
    return isinstance(at, s.Name) and is_parameter(at) and at.head not in "wW" and _plain(at)


def _priors_outside(node: s.Node) -> s.Node:
    """prod_i p(x_i | theta) p(theta): the prior stands once, behind the product."""
    node = s.mapped(node, _priors_outside)
    if not isinstance(node, s.Big) or node.kind != "prod" or not isinstance(node.body, s.Binary):
        return node
    body = node.body
    if body.op != "*" or not is_prior(body.right) or not has_members(body.left):
        return node
    return s.Binary(node.start, node.end, "*", replace(node, body=body.left, end=body.left.end), body.right)


def has_members(side: s.Node) -> bool:
    """Whether a law stands at members of a sample: p(x_i | theta)."""
    calls = [n for n in s.walk(side) if isinstance(n, s.Call) and is_law_name(n.function)]
    return any(isinstance(a, s.Name) and a.sub is not None for n in calls for a in n.arguments)


def priors_alone(sides: Sequence[s.Node]) -> bool:
    """Whether laws are applied to parameters as priors alone, p(theta): a positive weight of each value, and no joint law."""
    calls = [n for x in sides for n in s.walk(x) if isinstance(n, s.Call)]
    summed = any(_summed(n) for x in sides for n in s.walk(x) if isinstance(n, s.Big))
    data = [n for n in calls if is_law_name(n.function) and len(n.arguments) == 1 and not is_prior(n)]
    alone = any(isinstance(n.arguments[0], s.Name) and n.arguments[0].head in ("D", "data") for n in data)
    return not summed and not alone and all(is_prior(n) for n in calls if _applied(n))


def split_at_members(sides: Sequence[s.Node]) -> int:
    """The side at which a chain goes over from p(theta | D) p(D) to members of the sample: it can be read both ways; 0 for none."""
    first = next((k for k, x in enumerate(sides) if has_members(x)), 0)
    rest = sides[first - 1 :] if first > 0 else []
    if first < 2 or not any(_applied(n) for x in rest for n in s.walk(x) if isinstance(n, s.Call)):
        return 0
    return first - 1 if priors_alone(rest) and not priors_alone(sides[:first]) else 0


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
