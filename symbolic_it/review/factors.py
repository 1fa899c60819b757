"""Brackets that are not what they look like: a(1 - a) is a product, (x^2 + 1)' a derivative."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import key_of


def is_number_before(call: s.Call) -> bool:
    """a(1-a): a letter for numbers before a sum in brackets is a factor."""
    f = call.function
    if not isinstance(f, s.Name) or len(f.head) != 1 or not f.head.islower() or f.head in "fghu" or call.dividers:
        return False
    inner = call.arguments[0] if len(call.arguments) == 1 else None
    return isinstance(inner, s.Binary) and inner.op in ("+", "-")


def primed(node: s.Marked) -> s.Node:
    """(x^2 + 1)': the derivative in the one letter that it holds; what holds several stays as it is."""
    functions = {id(n.function) for n in s.walk(node.inner) if isinstance(n, s.Call)}
    names = [n for n in s.walk(node.inner) if isinstance(n, s.Name) and id(n) not in functions and n.head != "e"]
    inner: s.Node = node.inner
    order = node.mark.split().count("prime")
    while isinstance(inner, s.Marked) and set(inner.mark.split()) == {"prime"}:
        order += inner.mark.split().count("prime")
        inner = inner.inner
    if len({key_of(n) for n in names}) != 1 or any(n.sub is not None or n.sup is not None for n in names):
        return node
    if any(isinstance(n, (s.Big, s.Expectation, s.Optimum, s.Derivative, s.Marked)) for n in s.walk(inner)):
        return node
    return s.Derivative(node.start, node.end, "d", names[0], order, inner)


def is_factor(call: s.Call) -> bool:
    """Whether a name stands before brackets that hold 1 minus something, or itself: a(1 - y), y(x - y)."""
    if len(call.arguments) != 1 or call.dividers:
        return False
    argument = call.arguments[0]
    if isinstance(argument, s.Binary) and argument.op == "-" and isinstance(argument.left, s.Num):
        return argument.left.value == 1
    return isinstance(argument, s.Binary) and any(n == call.function for n in s.walk(argument))
