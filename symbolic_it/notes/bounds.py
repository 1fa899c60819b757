"""What sums and products run over, as far as their bounds tell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import INDICES


@dataclass
class Bound:
    """What a sum or product runs over."""

    name: str
    kind: str
    """``outcome``, ``index`` or ``pair``."""
    first: s.Node | None = None
    last: s.Node | None = None
    letters: tuple[str, ...] = ()
    inside: s.Node | None = None
    """The set that it runs through, where one is named."""
    without: tuple[s.Node, ...] = ()
    """Members that are left out: k != i, x in A without {a}."""
    condition: s.Node | None = None
    """A condition that is not understood: nothing may be said of the sum then."""


def bounds_of(big: s.Big) -> list[Bound]:
    """What the sum runs over, as far as its bounds tell; empty for a bare sum."""
    lower = big.lower
    if lower is None or isinstance(lower, s.Words):
        return []
    parts = lower.parts if isinstance(lower, s.Sequence) else (lower,)
    found: list[Bound] = []
    for part in parts:
        found = _with_part(found, part, big)
    if found and isinstance(lower, s.Sequence) and lower.bracket == "|":
        found[-1].condition = lower
    return found


def _with_part(found: list[Bound], whole: s.Node, big: s.Big) -> list[Bound]:
    """What the bounds say with one more entry of the list below the sign."""
    part, first, inside = whole, None, None
    without: list[s.Node] = []
    condition: s.Node | None = None
    while isinstance(part, s.Relation):
        if part.op == "=" and part.left is not None:
            first = part.right
        elif part.op == "in" and part.left is not None:
            inside = part.right
        elif part.op == "!=" and isinstance(part.right, s.Name):
            without.append(part.right)
        elif part.op == "minus" and (member := _only_member(part.right)) is not None:
            without.append(member)
        else:
            condition = whole
        if part.left is None:
            condition = whole
            break
        part = part.left
    if isinstance(part, s.Group):
        part = part.inner
    if isinstance(part, s.Sequence):  # (x, y) in X x Y
        if without or not all(isinstance(n, s.Name) for n in part.parts):
            condition = whole
        found += [Bound(n.head, "outcome", condition=condition) for n in part.parts if isinstance(n, s.Name)]
        return found
    if isinstance(part, s.Binary) and part.implied:
        if without or first is not None:
            condition = whole
        found += [Bound(n.head, "outcome", condition=condition) for n in s.walk(part) if isinstance(n, s.Name)]
        return found
    again = next((b for b in found if isinstance(part, s.Name) and b.name == part.head), None)
    if again is not None:  # a second entry about the same name: x in A, x != a
        again.without += tuple(without)
        if condition is not None or not without or inside is not None or first is not None:
            again.condition = whole
        return found
    if not isinstance(part, s.Name):
        if found and (condition is not None or isinstance(whole, s.Relation)):
            found[-1].condition = whole
            return found
        return found if found else [Bound("", "index", condition=whole)]
    if part.sub is not None and (inside is None or part.head not in INDICES):
        condition = whole  # y_i = 1, or z_i beside z
    if isinstance(inside, s.Group) and inside.bracket == "[" and isinstance(inside.inner, s.Name):  # i in [m]
        bound = Bound(part.head, "index", s.Num(part.start, part.end, Fraction(1), "1"), inside.inner)
        inside = None
    elif first is not None or (inside is None and part.head in INDICES and part.sub is None):
        bound = Bound(part.head, "index", first, big.upper)
    else:
        bound = Bound(part.head, "outcome", last=big.upper)
    bound.inside, bound.without, bound.condition = inside, tuple(without), condition
    return [*found, bound]


def _only_member(node: s.Node | None) -> s.Node | None:
    """The a of {a}."""
    if isinstance(node, s.Group) and node.bracket in ("{", r"\{") and isinstance(node.inner, s.Name):
        return node.inner
    return node if isinstance(node, s.Name) and node.head.islower() and len(node.head) == 1 else None
