"""Letters of notions at an outcome that a sum or an expectation around them binds: there they are functions of the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import is_capital, is_law_name, is_notion, split_arguments

LETTERS = ("h", "H", "S", "I")


def functions_of_outcomes(sides: Sequence[s.Node]) -> set[str]:
    """h where a side has sum_x p(x) h(x) or E[h(X)]: no entropy varies with what is summed over."""
    return {letter for side in sides for letter in _found(side, frozenset(), False)}


def at_outcomes(call: s.Call) -> bool:
    """Whether all that a notion is of are letters of outcomes: H(x), I(x; y), and not H(X), H(X|y)."""
    before, _ = split_arguments(call)
    return all(isinstance(a, s.Name) and a.head.islower() and a.sub is None and not a.mark for a in before)


def _found(node: s.Node, bound: frozenset[str], mean: bool) -> Iterator[str]:
    """``bound`` are the names that something around the node binds; ``mean``: it stands in an expectation."""
    if isinstance(node, s.Call) and isinstance(node.function, s.Name) and node.function.head in LETTERS:
        letter = node.function.head
        names = [a for a in split_arguments(node)[0] if isinstance(a, s.Name) and a.sub is None and not a.mark]
        random = letter == "h" and mean and len(node.arguments) == 1 and any(is_capital(n.head) for n in names)
        of_one = letter == "I" and len(node.arguments) == 1  # I(x) is the information of the outcome in any case
        if is_notion(node) and not of_one and (random or any(n.head in bound for n in names)):
            yield letter
    if isinstance(node, s.Big):
        bound |= {b.name for b in bounds_of(node)} | set(node.differential.split())
    elif isinstance(node, s.Expectation):
        mean = True
        drawn = node.sub.left if isinstance(node.sub, s.Relation) else node.sub
        names_drawn = [n for n in s.walk(drawn) if isinstance(n, s.Name)] if drawn is not None else []
        bound |= {n.head for n in names_drawn if n.head.islower() and not is_law_name(n)}
    for child in s.children(node):
        yield from _found(child, bound, mean)
