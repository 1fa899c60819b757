"""Values to try for the variables of a statement: small laws with zeros, point masses, unequal ones; small numbers; samples."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, product
from typing import Any

from symbolic_it.kernel.terms import Term, Type
from symbolic_it.refute.finite import Instance

F = Fraction
LAWS: dict[int, list[tuple[Fraction, ...]]] = {
    1: [(F(1),)],
    2: [(F(1, 2), F(1, 2)), (F(3, 4), F(1, 4)), (F(1), F(0)), (F(1, 4), F(3, 4)), (F(0), F(1)), (F(7, 8), F(1, 8))],
    3: [
        (F(1, 2), F(1, 4), F(1, 4)), (F(1, 4), F(1, 2), F(1, 4)), (F(1, 2), F(1, 2), F(0)), (F(1), F(0), F(0)),
        (F(1, 3), F(1, 3), F(1, 3)), (F(0), F(3, 4), F(1, 4)),
    ],
    4: [
        (F(1, 4),) * 4, (F(1, 2), F(0), F(0), F(1, 2)), (F(1, 2), F(1, 4), F(1, 8), F(1, 8)), (F(1), F(0), F(0), F(0)),
        (F(1, 8), F(3, 8), F(3, 8), F(1, 8)),
    ],
}  # fmt: skip
REALS = [F(2), F(1, 2), F(1), F(3), F(1, 4), F(0), F(-1), F(3, 4), F(-2), F(5)]
NATURALS = [1, 2, 0, 3, 4, 5]
SEQUENCES = [
    (F(1, 2), F(1, 4), F(3, 4)),
    (F(1), F(0), F(1)),
    (F(2), F(3), F(1, 2)),
    (F(0), F(0), F(1)),
    (F(1), F(1), F(1)),
    (F(-1), F(-2), F(1)),
]
FUNCTIONS: list[tuple[str, Callable[[Any], Any]]] = []


class Table:
    """A function given by its values; what is not listed has the default."""

    __slots__ = ("default", "entries")

    def __init__(self, entries: dict[Any, Any], default: Any) -> None:
        self.entries, self.default = entries, default

    def __call__(self, x: Any) -> Any:
        return self.entries.get(x, self.default)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(frozenset(self.entries.items()))


class Named:
    """A real function with a name for the report."""

    __slots__ = ("function", "words")

    def __init__(self, words: str, function: Callable[[Any], Any]) -> None:
        self.words, self.function = words, function

    def __call__(self, x: Any) -> Any:
        return self.function(x)


def real_functions() -> list[Named]:
    from symbolic_it.language import exact
    from symbolic_it.refute.finite import Meaningless, compare

    def minus_ln(x: Any) -> Any:
        if compare(x, F(0)) != 1:
            raise Meaningless
        return -exact.ln(x)

    return [
        Named("-ln t", minus_ln),
        Named("t", lambda x: x),
        Named("t^2", lambda x: x * x),
        Named("0", lambda x: F(0)),
        Named("1 - t", lambda x: F(1) - x),
    ]


def candidates(v: Term, instance: Instance, lawful: bool, rng: random.Random) -> list[Any]:
    """Values for a variable of this type at these sizes, the telling ones first."""
    ty = v.ty
    if ty.op == "real":
        return [F(2), F(4)] if v.name == "b" else REALS
    if ty.op == "nat":
        return NATURALS
    if ty.op == "bool":
        return [True, False]
    if ty.op in ("pair",) or ty.op[0] in "%'":
        return instance.elements(ty) or []
    if ty.op != "fun":
        return []
    return _functions(ty, instance, lawful, rng)


def _functions(ty: Type, instance: Instance, lawful: bool, rng: random.Random) -> list[Any]:
    domain, value = ty.args
    if domain.op == "nat":
        if value.op == "real":
            return [Table(dict(enumerate(s, 1)), s[-1]) for s in SEQUENCES]
        letters = instance.elements(value)
        if not letters:
            return []
        tuples = list(islice(product(letters, repeat=3), 64))
        rng.shuffle(tuples)
        return [Table(dict(enumerate(s, 1)), letters[0]) for s in tuples[:10]]
    if domain.op == "real":
        return list(real_functions()) if value.op == "real" else []
    points = instance.elements(domain)
    if not points:
        return []
    if value.op == "real":
        return [Table(dict(zip(points, row, strict=True)), F(0)) for row in _rows(len(points), lawful, rng)]
    if value.op == "bool":
        sets = [frozenset(points), *(frozenset((p,)) for p in points)]
        return [Table({p: p in s for p in points}, False) for s in sets]
    if value.op == "fun":
        inner = _functions(value, instance, lawful, rng)
        if not inner:
            return []
        rows = [tuple(inner[(k + j) % len(inner)] for j in range(len(points))) for k in range(len(inner))]
        rows += [tuple(rng.choice(inner) for _ in points) for _ in range(8)]
        return [Table(dict(zip(points, row, strict=True)), inner[0]) for row in rows]
    return []


def _rows(n: int, lawful: bool, rng: random.Random) -> Iterator[tuple[Fraction, ...]]:
    """Rows of n values: laws, or any small numbers."""
    if lawful:
        yield from LAWS.get(n, ())
        for _ in range(4 if n in LAWS else 8):
            parts = [rng.choice((0, 0, 1, 1, 2, 3)) for _ in range(n)]
            parts[rng.randrange(n)] += 1
            yield tuple(F(p, sum(parts)) for p in parts)
        return
    small = [F(1), F(2), F(1, 2), F(0), F(-1), F(3)]
    yield tuple(small[k % 3] for k in range(n))
    yield tuple(F(1) for _ in range(n))
    for _ in range(8):
        yield tuple(rng.choice(small) for _ in range(n))
