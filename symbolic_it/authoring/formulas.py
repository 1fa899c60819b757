"""LaTeX in place of a term: read against the symbols that stand in scope where the derivation writes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import CodeType, FrameType
from typing import Any

from symbolic_it.kernel.terms import Type


def understood(value: object, values: Callable[[], Iterable[object]], like: Type | None = None) -> object:
    """The term that a LaTeX string says, read against the values; anything else as it is. Raises Unreadable."""
    if not isinstance(value, str):
        return value
    from symbolic_it.notes.elaboration import read_term

    return read_term(value, values(), like)


def in_scope_of(write: Callable[..., Any]) -> list[object]:
    """What the names in a derivation's function stand for: its locals where it runs, what it closes over, its module's."""
    code: CodeType | None = getattr(write, "__code__", None)
    found: dict[str, object] = dict(getattr(write, "__globals__", {}))
    closure = getattr(write, "__closure__", None) or ()
    for name, cell in zip(code.co_freevars if code is not None else (), closure, strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # not set yet
            continue
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code is code:
            found |= frame.f_locals
            break
        frame = frame.f_back
    return _flat(found)


def in_scope_of_caller(depth: int = 1) -> Callable[[], list[object]]:
    """The same of the code that calls our caller: what stands there when it is asked for."""
    frame = sys._getframe(depth + 1)
    return lambda: _flat({**frame.f_globals, **frame.f_locals})


def _flat(names: Mapping[str, object]) -> list[object]:
    """The values, those of tuples and lists as well: P, Q = laws."""
    found: list[object] = []
    for value in names.values():
        found += value if isinstance(value, (list, tuple)) and len(value) <= 50 else [value]
    return found
