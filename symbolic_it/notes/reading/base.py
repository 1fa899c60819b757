"""What all parts of the reader share: the letters' roles, what is bound, what stands free."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.usage import Usage
from symbolic_it.notes.world import World


class Reading(ABC):
    """The state of a reader. ``free`` are outcomes and parameters that stand free: the statement is about all of them."""

    def __init__(self, usage: Usage, symbols: Symbols) -> None:
        self.usage, self.symbols = usage, symbols
        self.world = World(usage, symbols)
        self.bound: dict[str, Expr] = {}
        self.free: dict[str, Expr] = {}
        self._sizes: dict[str, tuple[str, str]] = {}
        self.obligations: list[Expr] = []
        """What has to hold for the values of derivatives inside of the formula that is being read."""
        self.averages_over: Expr | None = None
        self.averaged_letters: frozenset[str] = frozenset()
        """Letters of the variables of an expectation around that names none: E[X] inside is a number of its own."""
        """The outcome that the expectation around what is read averages over: f stands for f(x) there."""
        self.paired: set[int] = set()
        """Transposed names that a factor follows, as in w^T x."""
        self.going_on: set[int] = set()
        """Products that a further factor follows."""
        self.ranges: dict[tuple[str, str], str] = {}
        """What the sums over each letter run through, as it is written."""
        self.remarks: list[tuple[str, s.Node, str]] = []

    @contextmanager
    def binding(self, key: str, v: Expr) -> Iterator[None]:
        before = self.bound.get(key)
        self.bound[key] = v
        try:
            yield
        finally:
            if before is None:
                del self.bound[key]
            else:
                self.bound[key] = before

    def letters(self) -> set[str]:
        return {x for xs in self.usage.laws.values() for x in xs}

    def sizes(self) -> dict[str, tuple[str, str]]:
        return self._sizes

    @abstractmethod
    def value(self, node: s.Node) -> Expr:
        """A real number."""
