"""Outcomes below a law, sum_x p_x log p_x: the law at the outcome that the sum runs over."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name

_LETTERS = frozenset("xyz")


def laws_at_subscripts(node: s.Node, bound: frozenset[str] = frozenset()) -> s.Node:
    """The formula with p(x) for p_x, where a sum binds x, and p stands with no other subscript in the sum."""
    if isinstance(node, s.Big) and isinstance(node.lower, (s.Name, s.Relation, s.Sequence)):
        names = [n for n in s.walk(node.lower) if isinstance(n, s.Name) and n.sub is None and n.head in _LETTERS]
        bound |= {n.head for n in names}
    if isinstance(node, s.Name):
        outcomes, dividers = _outcomes(node.sub)
        heads = {n.head for n in outcomes}
        if outcomes and heads <= bound and is_law_name(node) and node.sup is None:
            return s.Call(node.start, node.end, replace(node, sub=None), outcomes, dividers)
        return node
    if not bound and not any(isinstance(n, s.Big) for n in s.walk(node)):
        return node
    return s.mapped(node, lambda x: laws_at_subscripts(x, bound), ("function", "lower", "upper"))


def _outcomes(sub: s.Node | None) -> tuple[tuple[s.Name, ...], tuple[str, ...]]:
    """The outcomes in a subscript with what divides them: x, xy, x,y and y|x."""
    parts: tuple[s.Node, ...] = (sub,) if sub is not None else ()
    dividers: tuple[str, ...] = ()
    if isinstance(sub, s.Sequence):
        parts = sub.parts
        dividers = ("|" if sub.bracket == "|" else ",",) * (len(parts) - 1)
    elif isinstance(sub, s.Binary) and sub.implied:
        parts = (sub.left, sub.right)
        dividers = (",",)
    names = tuple(n for n in parts if isinstance(n, s.Name))
    plain = all(n.sub is None and n.sup is None and not n.mark and n.head in _LETTERS for n in names)
    if len(names) != len(parts) or not plain or len(set(names)) != len(names) or len(names) > 2:
        return (), ()
    return names, dividers
