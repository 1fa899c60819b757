"""Gradients as vectors: nabla_z L = p - y and dL/dz = p - y as what they say of each coordinate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import bare, index_parts
from symbolic_it.notes.symbols import Symbols, key_of
from symbolic_it.review.steps import Item


def in_components(sides: Sequence[s.Node], symbols: Symbols) -> list[s.Node]:
    """The sides of a chain about a gradient at one index; the sides as they are where it is none, or not of this kind."""
    sides = list(sides)
    first = sides[0]
    while isinstance(first, s.Group):
        first = first.inner
    if (
        len(sides) < 2
        or not isinstance(first, s.Derivative)
        or first.order != 1
        or not isinstance(first.variable, s.Name)
    ):
        return sides
    body = first.body
    if isinstance(body, s.Call) and body.arguments == (first.variable,):  # L(z)
        body = body.function
    vectors = known_vectors(symbols)
    if not isinstance(body, s.Name) or index_parts(body) or key_of(first.variable) not in vectors:
        return sides
    letter = next(
        x for x in "imjk" if all(n.head != x for side in sides for n in s.walk(side) if isinstance(n, s.Name))
    )
    made: list[s.Node] = []
    for side in sides[1:]:
        part = component(side, letter, vectors)
        if part is None:
            return sides
        made.append(part)
    variable = at(first.variable, letter)
    return [replace(first, kind="partial", variable=variable, body=body), *made]


def known_vectors(symbols: Symbols) -> set[str]:
    """Keys of the names that have stood with an index in what the note has said so far."""
    found = set(symbols.vectors)
    for key, meaning in (*symbols.meanings.items(), *symbols.earlier.items()):
        if key.endswith("[]"):
            found.add(key.removesuffix("[]"))
        names = [n for n in s.walk(meaning.written or meaning.body) if isinstance(n, s.Name)]
        found |= {key_of(bare(n)) for n in names if index_parts(n)}
    return found


def component(node: s.Node, letter: str, vectors: set[str]) -> s.Node | None:
    """One component of a sum of vectors; None for anything else, numbers beside the vectors included."""
    if isinstance(node, s.Group):
        inner = component(node.inner, letter, vectors)
        return replace(node, inner=inner) if inner is not None else None
    if isinstance(node, s.Minus):
        inner = component(node.inner, letter, vectors)
        return replace(node, inner=inner) if inner is not None else None
    if isinstance(node, s.Binary) and node.op in "+-":
        left, right = component(node.left, letter, vectors), component(node.right, letter, vectors)
        return replace(node, left=left, right=right) if left is not None and right is not None else None
    if isinstance(node, s.Binary) and node.op == "*" and isinstance(node.left, s.Num):
        right = component(node.right, letter, vectors)
        return replace(node, right=right) if right is not None else None
    if isinstance(node, s.Name) and node.sub is None and node.sup is None and key_of(node) in vectors:
        return at(node, letter)
    return None


def at(name: s.Name, letter: str) -> s.Name:
    return replace(name, sub=s.Name(name.start, name.end, letter))


def introduces_vector(item: Item, symbols: Symbols) -> bool:
    """Whether a vector that the note has not spoken of before is set equal to a derivative: delta_i = dL/dz_i."""
    if not any(isinstance(n, s.Derivative) for x in (item.left, item.right) for n in s.walk(x)):
        return False
    known = known_vectors(symbols)
    for side, other in ((item.left, item.right), (item.right, item.left)):
        while isinstance(side, s.Group):
            side = side.inner
        if not isinstance(side, s.Name) or len(index_parts(side)) != 1:
            continue
        key = key_of(bare(side))
        if key not in known and all(key_of(bare(n)) != key for n in s.walk(other) if isinstance(n, s.Name)):
            return True
    return False
