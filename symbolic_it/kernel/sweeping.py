"""Removing terms that are not in use from the table that interns them, by the number of references to each.

Were a term removed that is still in use, a second one of its structure could be made, and a variable would not be found
among the free ones of what it occurs in. So a term goes only when every reference to it is accounted for.
"""

from __future__ import annotations

import sys
from typing import Any

VAR = 1
"""The kind of a variable. It is held by its own set of free variables; other terms are in no set of their own."""

_references: Any = getattr(sys, "getrefcount", None)
_Counts = tuple[int, int]


def sweep(terms: dict[Any, Any]) -> None:
    """Remove the terms that nothing but this table and terms removed before holds; a whole stands after its parts.

    Does nothing where this Python does not count references in the way known here.
    """
    if _COUNTS is not None:
        _sweep(terms, _COUNTS)


def _sweep(terms: dict[Any, Any], counts: _Counts) -> _Counts:
    """``counts``: the references to a variable that is not in use, and to its set of free variables, where they are
    counted below; another term has one less. Returns the counts of the variable that came last."""
    own = counts[0]
    found = 0, 0
    keys = list(terms)
    while keys:
        key = keys.pop()
        t = terms[key]
        if t.kind == VAR:
            found = _references(t), _references(t.free)
            if found == counts:
                del terms[key]
        elif _references(t) == own - 1:
            del terms[key]
    return found


class _Probe:
    """What matters of a term here."""

    __slots__ = ("arg", "free", "kind")
    arg: _Probe
    free: frozenset[_Probe]
    kind: int


def _probes() -> dict[Any, Any]:
    """A variable, and a term that it is a part of."""
    variable, whole = _Probe(), _Probe()
    variable.kind, whole.kind, whole.arg = VAR, VAR + 1, variable
    variable.free = whole.free = frozenset((variable,))
    return {0: variable, 1: whole}


def _counted() -> _Counts | None:
    """The counts of a variable that is not in use. Versions of Python differ in which references they count: None where
    what is in use could not be told from what is not."""
    if _references is None:
        return None
    alone = _probes()
    del alone[1]
    counts = _sweep(alone, (0, 0))
    unused, used, part, in_set = (_probes() for _ in range(4))
    held = used[1], part.pop(1), in_set[0].free
    for table in (unused, used, part, in_set):
        _sweep(table, counts)
    told = [len(table) for table in (unused, used, part, in_set)] == [0, 2, 1, 1]
    return counts if told and held else None


_COUNTS = _counted()
