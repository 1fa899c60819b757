"""The parts of a formula by where they stand: as values, as laws, inside of logarithms."""

from __future__ import annotations

from collections.abc import Iterator

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import FUNCTION_HEADS, LAW_HEADS, is_law_name, is_notion


def with_logs(node: s.Node, logged: bool) -> Iterator[tuple[s.Node, bool]]:
    yield node, logged
    if isinstance(node, s.Call):
        if not isinstance(node.function, s.Name):  # p(x_i)(a - b): a product
            yield from with_logs(node.function, logged)
        for argument in node.arguments:
            yield from with_logs(argument, logged)
        return
    for child in s.children(node):
        yield from with_logs(child, logged or isinstance(node, s.Function))


def standing_values(node: s.Node, inside_sum: bool, place: str) -> Iterator[tuple[s.Name, bool, str]]:
    """The names that stand as values: (name, inside of a bare sum or one over outcomes, ``law`` where a law is expected)."""
    if isinstance(node, s.Name):
        yield node, inside_sum, place
        return
    if isinstance(node, s.Call):
        notion = is_notion(node)
        applied = isinstance(node.function, s.Name) and (node.function.head in LAW_HEADS | FUNCTION_HEADS)
        if isinstance(node.function, s.Name) and not notion and is_law_name(node.function) and looks_like_factor(node):
            yield node.function, inside_sum, place
        for argument in node.arguments:
            yield from standing_values(argument, inside_sum, "law" if notion or applied else place)
        return
    if isinstance(node, s.Expectation):
        yield from standing_values(node.body, inside_sum, place)
        return
    if isinstance(node, s.Relation) and node.op in ("~", "in"):
        return
    if isinstance(node, s.Big):
        bounds = bounds_of(node)
        yield from standing_values(
            node.body, inside_sum or not bounds or all(b.kind == "outcome" for b in bounds), place
        )
        return
    if isinstance(node, s.Optimum):
        yield from standing_values(node.body, inside_sum, place)
        return
    if isinstance(node, s.Derivative):
        yield from standing_values(node.body, inside_sum, place)
        return
    for child in s.children(node):
        yield from standing_values(child, inside_sum, place)


def looks_like_factor(call: s.Call) -> bool:
    """p(1-p): one argument that is a sum or difference and holds no outcome."""
    if len(call.arguments) != 1 or call.dividers:
        return False
    argument = call.arguments[0]
    return (isinstance(argument, s.Binary) and argument.op in ("+", "-")) or isinstance(argument, s.Minus)
