"""What the kernel says when it refuses, the meter of its work, and the sealing of what it makes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

MAX_WORK = 2_000_000
"""Units for one inference. A unit is about half a microsecond or 20 bytes: 4 a term visited, 20 a term made."""
MAX_REPLAY_WORK = 20_000_000
"""Units for one certificate, whatever its size: about ten seconds, half a gigabyte, half a million inferences."""


class KernelError(Exception):
    """The kernel refuses: an ill-typed term, an inference whose side condition fails, a damaged certificate."""


def fail(message: str) -> NoReturn:
    """Raise `KernelError`. Written ``condition or fail(f"...")``, so that the message is built on failure only."""
    raise KernelError(message)


_spent, _limit, _total = 0, MAX_WORK, sys.maxsize


def begin() -> None:
    """A new piece of work starts: it may spend `MAX_WORK`, within what is left of the whole."""
    global _limit
    limit = _spent + MAX_WORK
    _limit = limit if limit < _total else _total


def spend(units: int) -> None:
    """Raises KernelError when the work begun has spent more than it may."""
    global _spent
    _spent += units
    if _spent > _limit:
        raise KernelError("too much work")


def charge(units: int) -> None:
    """Memory taken. Within a piece of work it counts for that; for itself, only the whole is limited."""
    global _spent
    _spent += units
    if _spent > _total:
        raise KernelError("too much work")


@contextmanager
def bounded(units: int) -> Iterator[None]:
    """All work inside may spend these units together."""
    global _total
    outside = _total
    _total = min(outside, _spent + units)
    begin()
    try:
        yield
    finally:
        _total = outside
        begin()


@contextmanager
def apart() -> Iterator[None]:
    """Work inside counts for no `bounded` around it: what is made once and kept must not depend on who asks first."""
    global _spent, _total
    before, outside = _spent, _total
    _total = sys.maxsize
    begin()
    try:
        yield
    finally:
        _spent, _total = before, outside
        begin()


def spent() -> int:
    """The units of all work so far: the difference of two calls is the work between them."""
    return _spent


def exhausted() -> bool:
    """Whether the innermost `bounded` has nothing left."""
    return _spent > _total


def seal(cls: type, *names: str) -> list[Callable[[Any, Any], None]]:
    """Make these slots of the class readable only; the functions that set them are returned, for the maker alone."""
    setters = []
    for name in names:
        slot = cls.__dict__[name]
        setters.append(slot.__set__)
        setattr(cls, name, property(slot.__get__))
    return setters
