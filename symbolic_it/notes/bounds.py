"""What sums and products run over, as far as their bounds tell."""

from __future__ import annotations

from dataclasses import dataclass

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


def bounds_of(big: s.Big) -> list[Bound]:
    """What the sum runs over, as far as its bounds tell; empty for a bare sum."""
    lower = big.lower
    if lower is None or isinstance(lower, s.Words):
        return []
    parts = lower.parts if isinstance(lower, s.Sequence) else (lower,)
    found: list[Bound] = []
    for part in parts:
        first: s.Node | None = None
        inside: s.Node | None = None
        while isinstance(part, s.Relation):
            if part.op == "=" and part.left is not None:
                first = part.right
            elif part.op == "in" and part.left is not None:
                inside = part.right
            if part.left is None:
                break
            part = part.left
        if isinstance(part, s.Group):
            part = part.inner
        if isinstance(part, s.Sequence):  # (x, y) in X x Y
            found += [Bound(n.head, "outcome") for n in part.parts if isinstance(n, s.Name)]
            continue
        if isinstance(part, s.Binary) and part.implied:
            found += [Bound(n.head, "outcome") for n in s.walk(part) if isinstance(n, s.Name)]
            continue
        if not isinstance(part, s.Name):
            continue
        if first is not None or (inside is None and part.head in INDICES and part.sub is None):
            found.append(Bound(part.head, "index", first, big.upper))
        else:
            found.append(Bound(part.head, "outcome"))
    return found
