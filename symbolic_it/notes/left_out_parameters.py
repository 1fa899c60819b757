"""argmax over theta of sum p log q, where theta does not occur: the law in the logarithm is a model, its parameter left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import GREEK_PARAMETERS, is_law_name, law_key


def with_left_out_parameters(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides, with a parameter below such laws; `is_left_out` knows it again."""
    return [_written(side) for side in sides]


def is_left_out(node: s.Node) -> bool:
    """Whether the name is a law whose parameter was written here, and not by the author."""
    return isinstance(node, s.Name) and isinstance(node.sub, s.Name) and node.sub.start == node.sub.end > 0


def _written(node: s.Node) -> s.Node:
    node = s.mapped(node, _written)
    if not isinstance(node, s.Optimum) or not isinstance(node.below, s.Name):
        return node
    parameter = node.below
    if parameter.head not in GREEK_PARAMETERS or parameter.sub is not None or parameter.mark:
        return node
    names = [n for n in s.walk(node.body) if isinstance(n, s.Name)]
    if any(n.head == parameter.head for n in names):
        return node
    inside = {
        id(n) for f in s.walk(node.body) if isinstance(f, s.Function) and f.name in ("log", "ln") for n in s.walk(f)
    }
    calls = [n for n in s.walk(node.body) if isinstance(n, s.Call) and is_law_name(n.function)]
    logged = {law_key(n.function) for n in calls if id(n) in inside and isinstance(n.function, s.Name)}
    outside = {law_key(n.function) for n in calls if id(n) not in inside and isinstance(n.function, s.Name)}
    models = logged - outside
    if len(models) != 1:
        return node
    (model,) = models

    def written(n: s.Node) -> s.Node:
        if isinstance(n, s.Name) and is_law_name(n) and n.sub is None and law_key(n) == model:
            return replace(n, sub=replace(parameter, start=n.end, end=n.end))
        return s.mapped(n, written)

    return replace(node, body=written(node.body))
