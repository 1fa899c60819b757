"""Conditions that say how a law factors, p(z|x,y) = p(z|y), as equations of products of its probabilities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_parameter, split_arguments
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.steps import Context

CODE = "IT207"


def factored(reader: Reader, context: Context) -> Iterator[Assumption]:
    """What the sentence of a step, or one before it, supposes of this kind."""
    for left, right in context.symbols.factored:
        if not context.scope.holds(left.start):
            continue
        (above, below), (over, under) = _quotient(left), _quotient(right)
        reader.free.clear()
        try:
            statement = reader.related(_product([*above, *under], left), "=", _product([*over, *below], right))[2]
        except (Unclear, RecursionError):
            continue
        yield Assumption(CODE, f"{_spelled(left)} = {_spelled(right)}", statement)


def _quotient(node: s.Node) -> tuple[list[s.Node], list[s.Node]]:
    """What is multiplied and what it is divided by, p(y|x) as p(x, y)/p(x): no value where the condition is impossible."""
    if isinstance(node, s.Group):
        return _quotient(node.inner)
    if isinstance(node, s.Binary):
        (above, below), (over, under) = _quotient(node.left), _quotient(node.right)
        return ([*above, *over], [*below, *under]) if node.op == "*" else ([*above, *under], [*below, *over])
    assert isinstance(node, s.Call)
    before, after = split_arguments(node)
    if "|" not in node.dividers or any(map(is_parameter, after)):
        return [node], []
    return [_at(node, [*before, *after])], [_at(node, after)]


def _at(call: s.Call, arguments: list[s.Node]) -> s.Call:
    return replace(call, arguments=tuple(arguments), dividers=(",",) * (len(arguments) - 1))


def _product(factors: list[s.Node], place: s.Node) -> s.Node:
    value = factors[0]
    for factor in factors[1:]:
        value = s.Binary(place.start, place.end, "*", value, factor)
    return value


def _spelled(node: s.Node) -> str:
    if isinstance(node, s.Group):
        return f"({_spelled(node.inner)})"
    if isinstance(node, s.Binary):
        return f"{_spelled(node.left)}{' ' if node.op == '*' else node.op}{_spelled(node.right)}"
    if isinstance(node, s.Relation) and node.left is not None and node.right is not None:
        return f"{_spelled(node.left)} {node.op} {_spelled(node.right)}"
    if not isinstance(node, s.Call):
        return s.spelled_name(node)
    inside = _spelled(node.arguments[0])
    for divider, argument in zip(node.dividers, node.arguments[1:], strict=True):
        inside += f"{divider}{_spelled(argument)}"
    return f"{_spelled(node.function)}({inside})"
