"""How much work the long searches of one file of notes may take, and have taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from symbolic_it.kernel.limits import spent
from symbolic_it.notes.symbols import Symbols

MAX_EFFORT = 8_000_000
"""Units of work for the long searches, for a proof or a repair, of one file: afterwards only what is found at first sight is said."""


def limit(symbols: Symbols) -> int:
    """How much work the long searches of the file may take."""
    return int(MAX_EFFORT * symbols.patience)


def used_up(symbols: Symbols) -> bool:
    return symbols.effort >= limit(symbols)


@contextmanager
def effort(symbols: Symbols) -> Iterator[None]:
    """What is done inside counts as long searches of the file."""
    before = spent()
    try:
        yield
    finally:
        symbols.effort += spent() - before
