"""Syntax of formulas: what was written, before it is known what the letters mean."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import TypeVar


@dataclass(frozen=True)
class Node:
    """A part of a formula; ``start`` and ``end`` are its place in the document."""

    start: int = field(compare=False)
    end: int = field(compare=False)

    def __getstate__(self) -> dict[str, object]:
        """Without what `walk` keeps: another process finds it again."""
        return {name: value for name, value in self.__dict__.items() if name not in _KEPT}


@dataclass(frozen=True)
class Num(Node):
    value: Fraction
    written: str

    @property
    def digits(self) -> int:
        """How many digits stand after the point."""
        return len(self.written.partition(".")[2])


@dataclass(frozen=True)
class Name(Node):
    """A letter or a word with what hangs on it; ``mark`` is hat, bar, tilde, prime, star or several of them.

    ``font`` is for display alone, but ``cal`` and ``bb`` tell a set from its elements.
    """

    head: str
    mark: str = ""
    sub: Node | None = None
    sup: Node | None = None
    font: str = field(default="", compare=False)


@dataclass(frozen=True)
class Call(Node):
    """A name before brackets: an application, or a product when the name is a number."""

    function: Node
    arguments: tuple[Node, ...]
    dividers: tuple[str, ...]
    """Between the arguments: ``,`` ``;`` ``|`` or ``||``."""
    bracket: str = "("


@dataclass(frozen=True)
class Binary(Node):
    """``op`` is + - * /; ``implied`` for a product without a sign."""

    op: str
    left: Node
    right: Node
    implied: bool = False


@dataclass(frozen=True)
class Minus(Node):
    inner: Node


@dataclass(frozen=True)
class Power(Node):
    base: Node
    exponent: Node


@dataclass(frozen=True)
class Group(Node):
    """An expression in brackets."""

    inner: Node
    bracket: str = "("


@dataclass(frozen=True)
class Sequence(Node):
    """(a, b), {a, b}, [a, b), or the list a, b."""

    parts: tuple[Node, ...]
    bracket: str = ""
    closing: str = ""

    @property
    def below(self) -> str:
        """How an interval is bounded from below, < or <=; and from above."""
        return "<=" if self.bracket == "[" else "<"

    @property
    def above(self) -> str:
        return "<=" if self.closing == "]" else "<"


@dataclass(frozen=True)
class Function(Node):
    """log, ln, exp, sqrt, ... of one argument; ``base`` for a logarithm's."""

    name: str
    argument: Node
    base: Node | None = None


@dataclass(frozen=True)
class Big(Node):
    """sum, prod or int with its bounds. ``body`` is the product that follows."""

    kind: str
    lower: Node | None
    upper: Node | None
    body: Node
    differential: str = ""


@dataclass(frozen=True)
class Expectation(Node):
    """E or Var with its subscript; ``bracketed`` tells whether the body stood in brackets."""

    kind: str
    sub: Node | None
    body: Node
    bracketed: bool
    given: Node | None = None


@dataclass(frozen=True)
class Optimum(Node):
    """argmax, argmin, max, min, sup, inf, lim over what stands below."""

    kind: str
    below: Node | None
    body: Node


@dataclass(frozen=True)
class Derivative(Node):
    """d^order/d variable of the body; kind is ``d``, ``partial`` or ``nabla``."""

    kind: str
    variable: Node | None
    order: int
    body: Node
    point: Node | None = None
    """What the variable is by the note's own definition: dL/da is taken there."""


@dataclass(frozen=True)
class Absolute(Node):
    inner: Node
    norm: bool = False
    """Whether the bars are double."""


@dataclass(frozen=True)
class Factorial(Node):
    inner: Node


@dataclass(frozen=True)
class Marked(Node):
    """A mark behind what is no name: (..)', (..)^T, H(p)^*; only what is known to mean something is read."""

    inner: Node
    mark: str


@dataclass(frozen=True)
class Indicator(Node):
    inner: Node


@dataclass(frozen=True)
class Cases(Node):
    rows: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True)
class Relation(Node):
    """A relation inside of brackets or a subscript: X = x, x ~ p, i < t; a side may be missing."""

    op: str
    left: Node | None
    right: Node | None


@dataclass(frozen=True)
class Dots(Node):
    """\\cdots and its kin."""


@dataclass(frozen=True)
class Hole(Node):
    """The dot in p(. | x)."""


@dataclass(frozen=True)
class Words(Node):
    text: str


@dataclass(frozen=True)
class Unread(Node):
    """A side that could not be read, with the reason in words: the other sides of its chain are."""

    words: str


@dataclass(frozen=True)
class Sign:
    """A relation between the sides of a chain: one of the words of the report, as written, with its place."""

    op: str
    written: str
    start: int
    end: int


@dataclass
class Chain:
    """Sides and the relations between them. ``opened`` when the first side is missing: it goes on with what came before."""

    sides: list[Node]
    signs: list[Sign]
    words: list[str] = field(default_factory=list)
    """Remarks that stand beside it."""
    opened: bool = False
    every: frozenset[str] = frozenset()
    """Heads of the names of which it is said that it holds for all of them, before it: for all s: s = ..."""
    continued: bool = False
    """Whether its first side was taken from the formula before: it introduces nothing, then."""

    @property
    def start(self) -> int:
        return self.sides[0].start

    @property
    def end(self) -> int:
        return self.sides[-1].end


def children(node: Node) -> Iterator[Node]:
    """The parts of a node, subscripts included."""
    return iter(_parts(node))


_PARTS, _BELOW = "_parts", "_below"
_KEPT = frozenset((_PARTS, _BELOW))
"""What is kept beside the fields of a node, which does not change: its parts, and everything below it."""


def _parts(node: Node) -> tuple[Node, ...]:
    known: tuple[Node, ...] | None = node.__dict__.get(_PARTS)
    if known is None:
        known = node.__dict__[_PARTS] = tuple(_found_parts(node))
    return known


def _found_parts(node: Node) -> list[Node]:
    found: list[Node] = []
    places = _places.get(type(node))
    if places is None:
        places = _places[type(node)] = tuple(f.name for f in fields(node) if f.type not in ("int", "str", "bool"))
    for name in places:
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            for part in value:
                if isinstance(part, Node):
                    found.append(part)
                elif isinstance(part, tuple):
                    found += [x for x in part if isinstance(x, Node)]
    return found


_places: dict[type, tuple[str, ...]] = {}
"""The fields that may hold parts, of the kinds of nodes met before."""


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    known: tuple[Node, ...] | None = node.__dict__.get(_BELOW)
    if known is None:
        found, todo = [], [node]
        while todo:
            n = todo.pop()
            found.append(n)
            todo += reversed(_parts(n))
        known = node.__dict__[_BELOW] = tuple(found)
    return iter(known)


N = TypeVar("N", bound=Node)


def mapped(node: N, change: Callable[[Node], Node], without: Container[str] = ()) -> N:
    """The node with its parts changed, but for the fields ``without``."""
    if not _parts(node):
        return node
    changes: dict[str, object] = {}
    for name in node.__dataclass_fields__:
        value = getattr(node, name) if name not in without else None
        if isinstance(value, Node):
            new = change(value)
            if new is not value:
                changes[name] = new
        elif isinstance(value, tuple) and any(isinstance(x, Node) for x in value):
            parts = tuple(change(x) if isinstance(x, Node) else x for x in value)
            if any(a is not b for a, b in zip(parts, value, strict=True)):
                changes[name] = parts
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]


def is_powers(node: Node) -> bool:
    """A product of powers, which one logarithm is taken of: log t^x (1-t)^y."""
    if isinstance(node, Binary):
        return node.implied and is_powers(node.left) and is_powers(node.right)
    return isinstance(node, Power)


def structure(node: Node | None) -> str:
    """A word that tells formulas apart by everything in them but fonts: n+1 is not n."""
    if node is None:
        return ""
    if isinstance(node, Num):
        return node.written
    if isinstance(node, Name):
        marks = "".join("_" + m for m in node.mark.split())
        hung = [
            f"_{structure(node.sub)}" if node.sub is not None else "",
            f"_at_{structure(node.sup)}" if node.sup is not None else "",
        ]
        return node.head + marks + "".join(hung)
    if isinstance(node, Group):
        return structure(node.inner)
    words = {"+": "plus", "-": "minus", "*": "times", "/": "over"}
    own = words.get(node.op, node.op) if isinstance(node, (Binary, Relation)) else type(node).__name__.lower()
    return "_".join([own, *(structure(n) for n in children(node))])


def word_below(node: Node | None) -> str:
    """A subscript as one word that keeps everything in it."""
    if isinstance(node, Words) or (isinstance(node, Name) and not node.mark and node.sup is None and node.sub is None):
        return spelled_name(node)
    return structure(node)


def spelled_name(node: Node | None) -> str:
    """A name as one word: ``p_data``, ``theta``, ``x``; empty for what is none."""
    if isinstance(node, (Group, Minus)):
        return spelled_name(node.inner) if isinstance(node, Group) else ""
    if isinstance(node, Words):
        return "".join(ch for ch in node.text if ch.isalnum())
    if isinstance(node, Num):
        return node.written
    if not isinstance(node, Name):
        return ""
    below = spelled_name(node.sub)
    return node.head + ("'" if "prime" in node.mark else "") + (f"_{below}" if below else "")
