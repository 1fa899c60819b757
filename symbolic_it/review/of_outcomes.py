"""Letters of notions at an outcome that a sum or an expectation around them binds: there they are functions of the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import is_capital, is_notion

LETTERS = ("h", "H")


def functions_of_outcomes(sides: Sequence[s.Node]) -> set[str]:
    """h where a side has sum_x p(x) h(x) or E[h(X)]: no entropy varies with what is summed over."""
    return {letter for side in sides for letter in _found(side, frozenset(), False)}


def _found(node: s.Node, bound: frozenset[str], mean: bool) -> Iterator[str]:
    """``bound`` are the names that something around the node binds; ``mean``: it stands in an expectation."""
    if isinstance(node, s.Call) and isinstance(node.function, s.Name) and node.function.head in LETTERS:
        only = node.arguments[0] if len(node.arguments) == 1 else None
        if is_notion(node) and isinstance(only, s.Name) and only.sub is None and not only.mark:
            random = mean and is_capital(only.head) and node.function.head == "h"
            if random or only.head in bound:
                yield node.function.head
    if isinstance(node, s.Big):
        bound |= {b.name for b in bounds_of(node)} | set(node.differential.split())
    elif isinstance(node, s.Expectation):
        mean = True
        if node.sub is not None:
            bound |= {n.head for n in s.walk(node.sub) if isinstance(n, s.Name) and n.head.islower()}
    elif isinstance(node, s.Optimum) and node.below is not None:
        bound |= {n.head for n in s.walk(node.below) if isinstance(n, s.Name)}
    elif isinstance(node, s.Derivative) and isinstance(node.variable, s.Name):
        bound |= {node.variable.head}
    for child in s.children(node):
        yield from _found(child, bound, mean)
