"""Inner products beside derivatives in coordinates: w^T x_i as the sum over m of w_m x_{im}."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import bare, index_parts, is_partial
from symbolic_it.notes.symbols import key_of

LETTERS = "mlrskn"


def with_inner_products(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides with sums in place of inner products of the vector that a derivative of the chain is taken in."""
    sides = list(sides)
    nodes = [n for x in sides for n in s.walk(x)]
    vectors = {
        key_of(bare(n.variable))
        for n in nodes
        if isinstance(n, s.Derivative) and is_partial(n) and isinstance(n.variable, s.Name)
    }
    arrays = {key_of(bare(n)) for n in nodes if isinstance(n, s.Name) and len(index_parts(n)) == 2}
    single = {key_of(bare(n)) for n in nodes if isinstance(n, s.Name) and len(index_parts(n)) == 1} - vectors - arrays
    if not vectors or not arrays | single:
        return sides
    taken = {n.head for n in nodes if isinstance(n, s.Name)}
    letter = next((x for x in LETTERS if x not in taken), "")
    return [_written(x, vectors, arrays, single, letter) for x in sides] if letter else sides


def _written(node: s.Node, vectors: set[str], arrays: set[str], single: set[str], letter: str) -> s.Node:
    if isinstance(node, s.Binary) and node.op == "*":
        made = _product(node, vectors, arrays, single, letter)
        if made is not None:
            return made
    return s.mapped(node, lambda x: _written(x, vectors, arrays, single, letter))


def _product(node: s.Binary, vectors: set[str], arrays: set[str], single: set[str], letter: str) -> s.Node | None:
    """w^T x_i, x_i^T w, w . x_i: whole vectors, one of them with the index of its row; w^T x, where x_j stands elsewhere."""
    left, right = node.left, node.right
    if not isinstance(left, s.Name) or not isinstance(right, s.Name):
        return None
    marked = "transposed" in left.mark.split()
    first, second = _plain(left), _plain(right)
    for w, x in ((first, second), (second, first)):
        alone = not index_parts(w) and key_of(w) in vectors and x.sub is None and x.sup is None and key_of(x) in single
        if alone and marked and w.sub is None:
            at = s.Name(node.start, node.end, letter)
            term = s.Binary(node.start, node.end, "*", replace(w, sub=at), replace(x, sub=at), True)
            return s.Group(node.start, node.end, s.Big(node.start, node.end, "sum", at, None, term))
        if index_parts(w) or key_of(w) not in vectors or len(index_parts(x)) != 1 or key_of(bare(x)) not in arrays:
            continue
        if w.sub is not None or not (marked or not node.implied):
            continue
        row = index_parts(x)[0]
        at = s.Name(node.start, node.end, letter)
        below = s.Binary(node.start, node.end, "*", row, at, True)
        term = s.Binary(node.start, node.end, "*", replace(w, sub=at), replace(x, sub=below, sup=None), True)
        return s.Group(node.start, node.end, s.Big(node.start, node.end, "sum", at, None, term))
    return None


def _plain(name: s.Name) -> s.Name:
    return replace(name, mark=" ".join(m for m in name.mark.split() if m != "transposed"))
