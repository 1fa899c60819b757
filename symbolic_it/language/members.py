"""Truth over the members of a type, at an instance: quantifiers, maximisers, equality."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from symbolic_it.kernel.terms import Type, nat, real
from symbolic_it.language import operations
from symbolic_it.language.guards import Enumeration
from symbolic_it.language.instance import FiniteSet, Instance

Frame = tuple[Any, ...]
Code = Callable[[Instance, Frame], Any]
Equality = Callable[[Instance, Any, Any], "bool | None"]

Arithmetic = ModuleType
"""`operations` (exact) or `rough` (floating point): modules with the same functions."""


_members_left = sys.maxsize


@contextmanager
def metered(members: int) -> Iterator[None]:
    """Inside, quantifiers look at so many members together; after that they are undecided.

    Quantifiers inside one another, as a limit in a limit, would else take longer than anybody waits.
    """
    global _members_left
    outside = _members_left
    _members_left = min(outside, members)
    try:
        yield
    finally:
        _members_left = outside


def exhausted() -> bool:
    """Whether quantifiers are undecided for having looked at too many members."""
    return _members_left < 0


def quantifier(domain: Type, f: Code, points: Enumeration | None, universal: bool, sampled: bool = False) -> Code:
    """Whether f holds at every member of the domain (at some); ``points`` are those that decide it in an infinite one.

    ``sampled``: the members that are tried of an infinite domain are taken for all of it.
    """
    decisive = not universal  # the truth of one member that settles the whole

    def code(instance: Instance, frame: Frame) -> bool | None:
        body = f(instance, frame)
        members = instance.elements(domain)
        complete = members is not None
        candidates: Any = members
        if not complete:
            candidates = points(instance, frame) if points is not None else None
            complete = candidates is not None
            if not complete:
                candidates, complete = instance.samples(domain), sampled and points is None
        result: bool | None = universal
        global _members_left
        for x in candidates:
            _members_left -= 1
            if _members_left < 0:
                return None
            value = body(x)
            if value is decisive:
                return not universal
            if value is None:
                result = None
        return result if complete else None

    return code


def optimum(domain: Type, codes: list[Code], points: Enumeration | None, largest: bool, ops: Arithmetic) -> Code:
    """Whether a point is a maximiser (minimiser); codes of the set, of the objective and of the point."""
    inside, objective, point = codes

    def code(instance: Instance, frame: Frame) -> bool | None:
        member, g, t = inside(instance, frame), objective(instance, frame), point(instance, frame)
        result: bool | None = member(t)
        if result is False:
            return False
        best = g(t)
        candidates: Any = instance.elements(domain)
        if candidates is None:
            candidates = member.members if isinstance(member, FiniteSet) else None
            if points is not None:
                candidates = points(instance, frame)
            if candidates is None:
                candidates, result = instance.samples(domain), None
        for w in candidates:
            allowed = member(w)
            if allowed is False:
                continue
            holds = ops.less_equal(g(w), best) if largest else ops.less_equal(best, g(w))
            if holds is False and allowed:
                return False
            if not holds:
                result = None
        return result

    return code


def equality_of_sets(left: Code, right: Code, same: Equality, member: Equality, points: Enumeration) -> Code:
    """Whether two sets are one: the points may tell them apart before all members are compared."""

    def code(instance: Instance, frame: Frame) -> bool | None:
        f, g = left(instance, frame), right(instance, frame)
        if any(member(instance, f(x), g(x)) is False for x in points(instance, frame)):
            return False
        return same(instance, f, g)

    return code


def equality(ty: Type, ops: Arithmetic = operations) -> Equality:
    """The test of equality for values of the type."""
    if ty is real:
        return lambda _, a, b: ops.equal(a, b)
    if ty.op == "fun":
        inner = equality(ty.args[1], ops)
        domain = ty.args[0]

        def functions(instance: Instance, f: Any, g: Any) -> bool | None:
            result: bool | None = True if instance.elements(domain) is not None else None
            for x in instance.samples(domain):
                holds = inner(instance, f(x), g(x))
                if holds is False:
                    return False
                result = result if holds else None
            return result

        return functions
    if ty.op == "pair":
        first, second = equality(ty.args[0], ops), equality(ty.args[1], ops)

        def pairs(instance: Instance, a: Any, b: Any) -> bool | None:
            left, right = first(instance, a[0], b[0]), second(instance, a[1], b[1])
            return False if left is False or right is False else True if left and right else None

        return pairs
    if ty.op == "bool":
        return lambda _, a, b: None if a is None or b is None else a is b
    assert ty is nat or not ty.args
    return lambda _, a, b: bool(a == b)
