"""Laws that a note gives by their numbers: P = (0.9, 0.1)."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.notes import syntax as s

MAX_LETTERS = 12


def listed_numbers(node: s.Node) -> tuple[Fraction, ...] | None:
    """The numbers, when the node is a list of a few."""
    while isinstance(node, s.Group):
        node = node.inner
    if not isinstance(node, s.Sequence) or not 2 <= len(node.parts) <= MAX_LETTERS:
        return None
    values = [number_of(part) for part in node.parts]
    found = tuple(v for v in values if v is not None)
    return found if len(found) == len(values) else None


def listed_law(node: s.Node) -> tuple[Fraction, ...] | None:
    """The probabilities, when the node is a list of numbers that are one law: none below zero, together 1."""
    found = listed_numbers(node)
    return found if found is not None and min(found) >= 0 and sum(found) == 1 else None


def number_of(node: s.Node) -> Fraction | None:
    if isinstance(node, s.Group):
        return number_of(node.inner)
    if isinstance(node, s.Num):
        return Fraction(node.value)
    if isinstance(node, s.Binary) and node.op == "/":
        a, b = number_of(node.left), number_of(node.right)
        return a / b if a is not None and b else None
    return None
