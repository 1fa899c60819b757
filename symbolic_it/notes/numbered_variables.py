"""X_1, X_2 as several random variables, where a chain speaks of them side by side: each is a letter of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, OUTCOMES, is_law_name, is_notion


def with_numbered_variables(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides with X_1 and x_1 as names without an index, for the letters that stand for several variables."""
    sides = list(sides)
    nodes = [n for x in sides for n in s.walk(x)]
    heads = {h for n in nodes if isinstance(n, s.Call) for h in several(n)}
    names = [n for n in nodes if isinstance(n, s.Name) and n.head.lower() in heads]
    for n in names:  # X beside X_1 may be all of them, X_i any
        if not isinstance(n.sub, s.Num) or n.sub.value.denominator != 1 or n.sup is not None:
            heads.discard(n.head.lower())
    return [_renamed(x, heads) for x in sides] if heads else sides


def several(call: s.Call) -> Iterator[str]:
    """The letters of numbered variables in H(X_1), I(X_1;Y), p(x_1, x_2)."""
    numbers: dict[str, set[str]] = {}
    for a in call.arguments:
        inner = a.left if isinstance(a, s.Relation) and a.left is not None else a
        if isinstance(inner, s.Name) and isinstance(inner.sub, s.Num) and not inner.mark and inner.sup is None:
            numbers.setdefault(inner.head, set()).add(inner.sub.written)
    notion, law = is_notion(call), is_law_name(call.function)
    for head, found in numbers.items():
        if (notion and head in CAPITALS) or (law and len(found) > 1 and head in CAPITALS | OUTCOMES):
            yield head.lower()


def _renamed(node: s.Node, heads: set[str]) -> s.Node:
    if isinstance(node, s.Name) and node.head.lower() in heads and isinstance(node.sub, s.Num):
        return replace(node, head=f"{node.head}_{node.sub.written}", sub=None)
    changes: dict[str, object] = {}
    for f in node.__dataclass_fields__:
        value = getattr(node, f)
        if isinstance(value, s.Node):
            changes[f] = _renamed(value, heads)
        elif isinstance(value, tuple) and any(isinstance(x, s.Node) for x in value):
            changes[f] = tuple(_renamed(x, heads) if isinstance(x, s.Node) else x for x in value)
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]
