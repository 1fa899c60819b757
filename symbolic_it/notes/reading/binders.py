"""Marks on bound names: under a sum over x, x' and x with a hat are not what is summed over."""

from __future__ import annotations

from collections.abc import Mapping

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS
from symbolic_it.notes.symbols import Unclear


def check_marks(node: s.Node, bound: Mapping[str, str] | None = None) -> None:
    """Raises Unclear where a name has other marks than the sum, expectation or optimum that binds its letter."""
    bound = bound or {}
    if isinstance(node, s.Name):
        mark = marks(node)
        if len(node.head) == 1 and bound.get(node.head, mark) != mark:
            raise Unclear(node, f"{node.head} is bound with other marks than it has here")
    own = {k: m for n in binders(node) for k, m in ((n.head, marks(n)), (other_case(n.head), marks(n)))}
    if isinstance(node, s.Expectation) and not own and node.bracketed:
        own = {k: "" for n in s.walk(node.body) if isinstance(n, s.Name) and n.head in CAPITALS for k in (n.head,)}
    inner = {**bound, **own} if own else bound
    for child in s.children(node):
        if isinstance(node, s.Call) and child is node.function and isinstance(child, s.Name):
            for part in (child.sub, child.sup):
                if part is not None:
                    check_marks(part, bound)
            continue
        if child not in (getattr(node, name, None) for name in ("lower", "below", "sub")) or isinstance(node, s.Name):
            check_marks(child, inner)


def binders(node: s.Node) -> list[s.Name]:
    """The names that a sum, an expectation or an optimum binds."""
    if isinstance(node, s.Big):
        below = node.lower
    elif isinstance(node, s.Optimum):
        below = node.below
    elif isinstance(node, s.Expectation):
        below = node.sub
    else:
        return []
    if below is None:
        return []
    found: list[s.Name] = []
    for part in below.parts if isinstance(below, s.Sequence) else (below,):
        while isinstance(part, s.Relation) and part.left is not None:
            part = part.left
        inside = part.parts if isinstance(part, s.Sequence) else (part,)
        found += [n for n in inside if isinstance(n, s.Name) and len(n.head) == 1 and n.sub is None]
    return found


def marks(name: s.Name) -> str:
    return " ".join(sorted(m for m in name.mark.split() if m != "transposed"))


def other_case(head: str) -> str:
    return head.upper() if head.islower() else head.lower()
