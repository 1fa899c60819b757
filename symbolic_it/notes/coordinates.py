"""Formulas in coordinates, as dL/dz_i and delta_ij: which names are vectors, and which indices run through one set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import GREEK_PARAMETERS, is_law_name, is_notion
from symbolic_it.notes.symbols import Unclear, key_of
from symbolic_it.notes.usage import Usage

SINGLE = frozenset("ijklmnrscdty")
"""Letters that stand for an index where they hang on a name."""

CLASSES = frozenset(("true", "correct", "target", "label", "gt"))
"""Words for the true class."""


def bare(name: s.Name) -> s.Name:
    """The name without its indices; the number of a layer, as in z^{(2)}_i, is part of the name."""
    return replace(name, sub=None, sup=name.sup if is_layer(name.sup) else None)


def is_layer(node: s.Node | None) -> bool:
    """A number above a name, or L for the last layer."""
    while isinstance(node, s.Group):
        node = node.inner
    return isinstance(node, s.Num) or (isinstance(node, s.Name) and node.head in ("L", "l") and node.sub is None)


def index_parts(name: s.Node | None) -> tuple[s.Name, ...]:
    """The indices that hang on a name, as z_i, x_{ij}, x_{i,j}, x^{(i)}_j, a_{true}; empty where none or more than these hang."""
    if not isinstance(name, s.Name):
        return ()
    below: tuple[s.Node, ...] = ()
    if isinstance(name.sub, s.Binary) and name.sub.implied:
        below = (name.sub.left, name.sub.right)
    elif isinstance(name.sub, s.Sequence):
        below = name.sub.parts
    elif name.sub is not None:
        below = (name.sub,)
    above = (name.sup,) if name.sup is not None and not (below and is_layer(name.sup)) else ()
    found: list[s.Name] = []
    for part in (*above, *below):
        if not isinstance(part, s.Name) or part.mark or part.sub is not None or part.sup is not None:
            return ()
        if part.head in GREEK_PARAMETERS or (len(part.head) == 1 and part.head not in SINGLE):
            return ()
        found.append(part)
    return tuple(found) if len(found) <= 2 else ()


def is_delta(node: s.Node | None) -> bool:
    """Kronecker's delta with its two indices."""
    return isinstance(node, s.Name) and node.head == "delta" and not node.mark and len(index_parts(node)) == 2


def is_partial(node: s.Node | None) -> bool:
    """A derivative in a coordinate."""
    return (
        isinstance(node, s.Derivative)
        and node.kind != "nabla"
        and bool(index_parts(node.variable))
        and not is_word(node)
    )


def is_word(node: s.Derivative) -> bool:
    """Whether what hangs on the variable is a word, with which it is a name: dL/da_{ML}."""
    return not any(is_index(part) for part in index_parts(node.variable))


def is_index(part: s.Name) -> bool:
    """A letter, or a word for the class that is the true one."""
    return len(part.head) == 1 or part.head in CLASSES


def compared(node: s.Node) -> s.Relation | None:
    """i = j in 1{i = j}, [i = j]: a relation between two indices."""
    inner: s.Node | None = None
    if isinstance(node, s.Indicator) or (isinstance(node, s.Group) and node.bracket == "["):
        inner = node.inner
    elif isinstance(node, s.Binary) and node.op == "*" and node.implied and isinstance(node.left, s.Num):
        if node.left.value == 1 and isinstance(node.right, s.Group) and node.right.bracket in ("[", "{", "("):
            inner = node.right.inner
    elif isinstance(node, s.Call) and s.spelled_name(node.function) in ("I", "1") and len(node.arguments) == 1:
        inner = node.arguments[0]
    while isinstance(inner, s.Group):
        inner = inner.inner
    return inner if is_comparison(inner) and isinstance(inner, s.Relation) else None


def is_comparison(node: s.Node | None) -> bool:
    """Whether a relation compares two indices: i = j, k != true."""
    return (
        isinstance(node, s.Relation)
        and node.op in ("=", "!=")
        and all(isinstance(x, s.Name) and not x.mark and x.sub is None and x.sup is None for x in (node.left, node.right))
    )  # fmt: skip


def is_other(node: s.Node) -> bool:
    """A notion of laws, which is read elsewhere; I(i = j) is none."""
    return isinstance(node, s.Call) and is_notion(node) and compared(node) is None


def in_coordinates(nodes: Sequence[s.Node], follows: Collection[str] = ()) -> bool:
    """Whether a chain is to be read in coordinates: by its derivatives, or since it goes on from one and has its vectors."""
    if any(isinstance(n, (s.Expectation, s.Optimum, s.Dots)) or is_other(n) for n in nodes):
        return False
    if any(isinstance(n, s.Big) and n.kind == "int" for n in nodes):
        return False
    if any(is_partial(n) or is_delta(n) for n in nodes):
        return True
    hung = {key_of(bare(n)) for n in nodes if index_parts(n) and isinstance(n, s.Name)}
    most = {b.name for n in nodes if isinstance(n, s.Big) and n.kind in ("max", "min") for b in bounds_of(n)}
    vectors = [n for n in nodes if isinstance(n, s.Name) and any(p.head in most for p in index_parts(n))]
    if vectors and not any(is_law_name(n) for n in vectors):
        return True
    return bool(hung) and hung <= set(follows)


def settle(usage: Usage, sides: Iterable[s.Node], follows: Collection[str] = ()) -> None:
    """Fills in the roles of names and indices of a chain in coordinates; leaves the usage as it is for another one.

    ``follows``: the vectors of the formulas before, for a chain that goes on from one of them.
    Two indices run through one set when they hang on one name in one place, or are compared. Raises Unclear where a
    name has different numbers of indices.
    """
    sides = list(sides)
    nodes = [n for x in sides for n in s.walk(x)]
    if not in_coordinates(nodes, follows):
        return
    summed = {b.name for n in nodes if isinstance(n, s.Big) for b in bounds_of(n)}
    for n in nodes:
        if isinstance(n, s.Name) and index_parts(n) and is_layer(n.sup) and s.spelled_name(n.sup) in summed:
            raise Unclear(n, "a sum over the layers is outside of what is read")
    classes = _Classes()
    slots: dict[str, tuple[s.Name, ...]] = {}
    single = {key_of(bare(n)) for n in nodes if isinstance(n, s.Name) and any(map(is_index, index_parts(n)))}
    for n in nodes:
        if not isinstance(n, s.Name) or not (parts := index_parts(n)):
            continue
        if is_delta(n):
            classes.join(parts[0].head, parts[1].head)
            usage.told_apart.add(frozenset((parts[0].head, parts[1].head)))
            continue
        key = key_of(bare(n))
        if key not in single:  # a word hangs on it: a name, and no index
            continue
        known = slots.setdefault(key, parts)
        if len(known) != len(parts):
            raise Unclear(n, f"{n.head} has one index here and two elsewhere")
        for a, b in zip(known, parts, strict=True):
            classes.join(a.head, b.head)
    for n in nodes:
        relation = compared(n) or (n if is_comparison(n) and isinstance(n, s.Relation) else None)
        if relation is not None:
            pair = [x.head for x in (relation.left, relation.right) if isinstance(x, s.Name)]
            classes.join(*pair)
            usage.told_apart.add(frozenset(pair))
        if isinstance(n, s.Big):
            for bound in bounds_of(n):
                classes.join(bound.name, bound.name)
                for x in bound.without:
                    if isinstance(x, s.Name):
                        classes.join(bound.name, x.head)
    usage.classes = classes.named()
    usage.vectors = {key: tuple(usage.classes[p.head] for p in parts) for key, parts in slots.items()}
    usage.coordinates = {p.head for n in nodes if isinstance(n, s.Derivative) for p in index_parts(n.variable)}
    usage.positive = {key_of(bare(n)) for x in sides for n in _positive(x, False) if index_parts(n)}
    usage.enumerated = {
        b.name: usage.classes[b.name] for n in nodes if isinstance(n, s.Big) for b in bounds_of(n) if b.name
    }
    usage.laws, usage.models, usage.families, usage.indexed = {}, {}, {}, {}
    usage.indices, usage.samples, usage.fixed = set(), set(), set()


class _Classes:
    """Indices joined when they run through one set."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        while self.parent.setdefault(name, name) != name:
            name = self.parent[name]
        return name

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.find(a), self.find(b)))
        self.parent[second] = first

    def named(self) -> dict[str, str]:
        """Each index with the letter of its set."""
        return {name: self.find(name) for name in list(self.parent)}


def _positive(node: s.Node, inside: bool) -> Iterator[s.Name]:
    """The names that a logarithm is taken of, or that something is divided by."""
    if isinstance(node, s.Name):
        if inside:
            yield node
        return
    if isinstance(node, s.Function) and node.name in ("log", "ln"):
        yield from _positive(node.argument, True)
    elif isinstance(node, s.Binary) and node.op == "/":
        yield from _positive(node.left, inside)
        yield from _positive(node.right, True)
    elif isinstance(node, (s.Group, s.Power)) or (isinstance(node, s.Binary) and node.op == "*"):
        inner = node.base if isinstance(node, s.Power) else node
        for child in [inner] if inner is not node else s.children(node):
            yield from _positive(child, inside)
    else:
        for child in s.children(node):
            yield from _positive(child, False)
