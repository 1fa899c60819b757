"""What a side of a relation is made of: numbers alone, a name, a product of probabilities."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion

_PLAIN = (s.Name, s.Num, s.Sequence, s.Minus, s.Group, s.Dots, s.Words)


def is_product_of_probabilities(node: s.Node) -> bool:
    """p(x) p(y|x), p(x, y)/p(y): products and quotients of a law's values."""
    if isinstance(node, s.Group):
        return is_product_of_probabilities(node.inner)
    if isinstance(node, s.Binary) and node.op in "*/":
        return is_product_of_probabilities(node.left) and is_product_of_probabilities(node.right)
    return isinstance(node, s.Call) and is_law_name(node.function) and not is_notion(node)


def of_function(call: s.Call) -> bool:
    """Whether a notion's arguments hold a function of a variable: H(g(X))."""
    inner = [n.function for a in call.arguments for n in s.walk(a) if isinstance(n, s.Call)]
    return any(isinstance(f, s.Name) and not is_law_name(f) for f in inner)


def closed(node: s.Node) -> bool:
    return not any(isinstance(n, s.Name) and n.head != "e" for n in s.walk(node))


def compares_laws(sides: Sequence[s.Node]) -> bool:
    """Whether it says more of laws than p(x) > 0: such a display claims, and is no hypothesis for what follows."""
    calls = [n for x in sides for n in s.walk(x) if isinstance(n, s.Call)]
    return bool(calls) and (len(calls) > 1 or any(isinstance(n, (s.Binary, s.Power)) for x in sides for n in s.walk(x)))


def plain(node: s.Node) -> bool:
    """Whether a side is a name, a number or a set of numbers."""
    return all(isinstance(n, _PLAIN) for n in s.walk(node))


def weighted(sides: Sequence[s.Node]) -> bool:
    """Whether it compares an average, a sum with a law in it, with more than a name or a number."""
    sums = [n for x in sides for n in s.walk(x) if isinstance(n, s.Big) and n.kind == "sum"]
    laws = any(isinstance(n, s.Call) and is_law_name(n.function) for b in sums for n in s.walk(b.body))
    return laws and not any(map(plain, sides))
