"""Quantifiers over infinite types that come down to finitely many points: 1 <= i <= m, t in a finite set, t = c."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from symbolic_it.kernel.terms import APP, BOUND, CONST, LAM, VAR, Term, binary, nat, real, strip, unary
from symbolic_it.language.instance import FiniteSet, Instance, Sequence1

Frame = tuple[Any, ...]
Enumeration = Callable[[Instance, Frame], Any]
"""The points that matter, or None when they are not finitely many."""
MAX_POINTS = 200


def mentions(t: Term, index: int) -> bool:
    """Whether the loose index occurs in the term."""
    if t.loose <= index:
        return False
    if t.kind == BOUND:
        return t.index == index
    if t.kind == APP:
        return mentions(t.fun, index) or mentions(t.arg, index)
    return mentions(t.body, index + 1)


def _conditions(body: Term) -> list[Term]:
    """The premises of nested implications, conjunctions taken apart."""
    result: list[Term] = []
    while (parts := binary("imp", body)) is not None:
        result += _conjuncts(parts[0])
        body = parts[1]
    return result


def _conjuncts(p: Term) -> list[Term]:
    parts = binary("and", p)
    return [p] if parts is None else _conjuncts(parts[0]) + _conjuncts(parts[1])


def _is_index(t: Term) -> bool:
    return t.kind == BOUND and t.index == 0


Coder = Callable[[Term], Callable[[Instance, Frame], Any]]


def for_all(binder: Term, code: Coder) -> Enumeration | None:
    """The points of ``for all t, guard implies ...``: elsewhere the guard is false, so the statement holds."""
    return _guarded(binder, _conditions(binder.body), code) or _along(binder)


def for_some(binder: Term, code: Coder) -> Enumeration | None:
    """The points of ``for some t, guard and ...``: elsewhere the guard is false."""
    return within(binder, code) or _along(binder)


def within(binder: Term, code: Coder) -> Enumeration | None:
    """Points among which all members of ``{t | guard and ...}`` are."""
    return _guarded(binder, _conjuncts(binder.body), code)


def _guarded(binder: Term, conditions: list[Term], code: Coder) -> Enumeration | None:
    assert binder.kind == LAM
    if binder.domain is not nat and binder.domain is not real and not binder.domain.args:
        return None
    for p in conditions:
        found = _bounded(p, code) if binder.domain is nat else None
        found = found or _equal(p, code) or _finite_set(p, code)
        if found is not None:
            return found
    return None


def _along(binder: Term) -> Enumeration | None:
    return _along_sequences(binder.body) if binder.domain is nat else None


def telling_points(sets: Iterable[Term], code: Coder) -> Enumeration | None:
    """Points at which sets such as {t | t = c}, or their maximisers, may differ; None when the terms show none."""
    found = []
    for s in sets:
        head, args = strip(s)
        if head.kind == CONST and head.name in ("argmax", "argmin") and args:
            s = args[0]
        points = within(s, code) if s.kind == LAM else None
        if points is not None:
            found.append(points)
    if not found:
        return None

    def points_of_all(instance: Instance, frame: Frame) -> Any:
        return [x for p in found for x in p(instance, frame) or ()]

    return points_of_all


def _along_sequences(body: Term) -> Enumeration | None:
    """When the index occurs in s_i only, for free sequences s that are constant from some place on."""
    found: set[Term] = set()
    if not _collect_sequences(body, 0, found):
        return None

    def places(instance: Instance, _: Frame) -> Any:
        sequences = [instance.values[s] for s in found]
        if not all(isinstance(s, Sequence1) for s in sequences):
            return None
        return range(1 + max((len(s.prefix) for s in sequences), default=0))

    return places


def _collect_sequences(t: Term, index: int, found: set[Term]) -> bool:
    if t.loose <= index:
        return True
    if t.kind == BOUND:
        return t.index != index
    if t.kind == LAM:
        return _collect_sequences(t.body, index + 1, found)
    if t.arg.kind == BOUND and t.arg.index == index and t.fun.kind == VAR:
        found.add(t.fun)
        return True
    return _collect_sequences(t.fun, index, found) and _collect_sequences(t.arg, index, found)


def _bounded(p: Term, code: Coder) -> Enumeration | None:
    sides = binary("le", p) or binary("lt", p)
    index = unary("of_nat", sides[0]) if sides is not None else None
    if sides is None or index is None or not _is_index(index) or mentions(sides[1], 0):
        return None
    bound = code(sides[1])

    def upto(instance: Instance, frame: Frame) -> Any:
        value = bound(instance, (*frame, None))
        return range(int(value) + 1) if isinstance(value, Fraction) and -1 <= value <= MAX_POINTS else None

    return upto


def _equal(p: Term, code: Coder) -> Enumeration | None:
    sides = binary("eq", p)
    if sides is not None:
        for index, value in (sides, sides[::-1]):
            if _is_index(index) and not mentions(value, 0):
                only = code(value)
                return lambda instance, frame: (only(instance, (*frame, None)),)
    return None


def _finite_set(p: Term, code: Coder) -> Enumeration | None:
    if p.kind == APP and _is_index(p.arg) and not mentions(p.fun, 0):
        inside = code(p.fun)

        def members(instance: Instance, frame: Frame) -> Any:
            value = inside(instance, (*frame, None))
            return value.members if isinstance(value, FiniteSet) else None

        return members
    return None
