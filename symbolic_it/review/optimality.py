"""Derivatives that a note sets to zero: the conditions that its next equations in the same letters stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.notes import syntax as s

FREE_ANYWAY = frozenset(("e", "i", "j", "k", "n", "N", "m"))
"""Letters of sizes and indices, which the solution of an equation may bring along."""


Stationarity = tuple[s.Node, frozenset[str], int]
"""What is set to zero, its letters, and the section that it stands in."""


def letters_of(sides: Sequence[s.Node]) -> frozenset[str]:
    return frozenset(n.head for x in sides for n in s.walk(x) if isinstance(n, s.Name))


def holds_derivative(node: s.Node) -> bool:
    return any(isinstance(n, s.Derivative) or (isinstance(n, s.Marked) and "prime" in n.mark) for n in s.walk(node))


def set_to_zero(chain: s.Chain, section: int) -> Iterator[Stationarity]:
    """The derivatives that a chain of equations sets to zero; the last formula before the zero says it without a derivative."""
    for k, sign in enumerate(chain.signs):
        zero = chain.sides[k + 1]
        if sign.op != "=" or not isinstance(zero, s.Num) or zero.value != 0:
            continue
        sides = chain.sides[: k + 1]
        if any(map(holds_derivative, sides)):
            yield sides[-1], letters_of(sides), section


def conditions_for(known: Sequence[Stationarity], left: s.Node, op: str, right: s.Node, section: int) -> list[s.Node]:
    """What is zero where this equation stands: it holds no derivative, and no letter that the condition has not.

    A derivative, and a function at its argument, are claimed for all values.
    """
    if op not in ("=", "<=>", "=>") or holds_derivative(left) or holds_derivative(right):
        return []
    used = letters_of((left, right))
    return [
        zero
        for zero, letters, place in reversed(known)
        if place == section and used & letters - FREE_ANYWAY and used <= letters | FREE_ANYWAY
    ]
