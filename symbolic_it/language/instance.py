"""Instances: sizes for the types, values for the free variables; tables, sequences, and the meaningless value."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symbolic_it.kernel.terms import Term, Type, bool_, nat, real

MAX_ELEMENTS = 4096

REAL_SAMPLES = tuple(map(Fraction, ("1", "0", "2", "1/2", "-1", "1/4", "3/4", "1/3", "3", "-2", "2/3", "1/10")))
NATURAL_SAMPLES = tuple(range(7))
FUNCTION_SAMPLES: tuple[Callable[[Any], Any], ...] = (lambda _: Fraction(1), lambda _: Fraction(0))


class Meaningless:
    """No value that anything may rest on. It spreads; a zero factor cancels it where that is the convention (0 log 0)."""

    __slots__ = ("cancels",)

    def __init__(self, cancels: bool) -> None:
        self.cancels = cancels

    def _absorb(self, other: Any) -> Meaningless:
        return MEANINGLESS if other is MEANINGLESS else self

    __add__ = __radd__ = __sub__ = __rsub__ = _absorb

    def __neg__(self) -> Meaningless:
        return self

    def __mul__(self, other: Any) -> Any:
        if self.cancels and isinstance(other, Fraction) and other == 0:
            return other
        return self._absorb(other)

    __rmul__ = __mul__

    def __repr__(self) -> str:
        return "meaningless"


MEANINGLESS = Meaningless(cancels=False)
"""What comes from dividing by zero: a c/a = c does not fail at a = 0, it says nothing there."""
NO_LOG = Meaningless(cancels=True)
"""What comes from ln 0, from a conditional law given what has probability zero, or from a value too hard to find."""


@dataclass(frozen=True)
class Table:
    """A function on a finite type: its values by element."""

    entries: Mapping[Any, Any]

    def __call__(self, x: Any) -> Any:
        return self.entries[x]

    def __hash__(self) -> int:
        return hash(tuple(self.entries.items()))


@dataclass(frozen=True)
class Sequence1:
    """A function on the natural numbers, x_1, x_2, ...: a finite list, its last value for ever (x_0 is x_1)."""

    prefix: tuple[Any, ...]

    def __call__(self, i: int) -> Any:
        return self.prefix[min(max(i, 1), len(self.prefix)) - 1]


@dataclass(frozen=True)
class FiniteSet:
    """A finite set of points of a type that may be infinite."""

    members: tuple[Any, ...]

    def __call__(self, x: Any) -> bool | None:
        if x in self.members:
            return True
        # Another form of a member would be a member too; rationals and letters have one form only.
        return False if isinstance(x, (int, Fraction, tuple)) else None


@dataclass(frozen=True)
class NamedFunction:
    """A function given by a closed term, with a phrase for readers such as ``t^2``."""

    words: str
    term: Term
    apply: Callable[[Any], Any] = field(compare=False, repr=False)

    def __call__(self, x: Any) -> Any:
        return self.apply(x)


@dataclass(eq=False)
class Instance:
    """``sizes``: how many elements each type variable has (0, 1, ..., n-1). ``values``: what the free variables are."""

    sizes: Mapping[Type, int]
    values: Mapping[Term, Any]
    cache: dict[Term, Any] = field(default_factory=dict, repr=False)
    _elements: dict[Type, Sequence[Any] | None] = field(default_factory=dict, repr=False)

    def elements(self, ty: Type) -> Sequence[Any] | None:
        """All elements of a finite type, else None."""
        if ty not in self._elements:
            self._elements[ty] = self._list(ty)
        return self._elements[ty]

    def _list(self, ty: Type) -> Sequence[Any] | None:
        if ty is bool_:
            return (False, True)
        if ty is real or ty is nat:
            return None
        if not ty.args:
            return range(self.sizes[ty])
        left, right = self.elements(ty.args[0]), self.elements(ty.args[1])
        if left is None or right is None:
            return None
        if ty.op == "pair":
            return tuple(itertools.product(left, right))
        if len(right) ** len(left) > MAX_ELEMENTS:
            return None
        return tuple(Table(dict(zip(left, row, strict=True))) for row in itertools.product(right, repeat=len(left)))

    def samples(self, ty: Type) -> Iterable[Any]:
        """Some elements of a type; all of them when `elements` knows them."""
        every = self.elements(ty)
        if every is not None:
            return every
        if ty is real:
            return REAL_SAMPLES
        if ty is nat:
            return NATURAL_SAMPLES
        if ty.op == "pair":
            left, right = self.samples(ty.args[0]), self.samples(ty.args[1])
            return itertools.islice(itertools.product(left, right), 64)
        if ty.args[1] is real:
            return FUNCTION_SAMPLES
        return ()


def table(instance: Instance, ty: Type, rows: Iterable[Any]) -> Table:
    """The function on a finite type with these values in the order of the elements."""
    elements = instance.elements(ty)
    assert elements is not None
    return Table(dict(zip(elements, rows, strict=True)))
