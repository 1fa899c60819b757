"""Comparisons of a variable with a number, X > 0: they are said of its value at every outcome."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import ForAll
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_capital
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def of_values(reader: Reader, sides: Sequence[s.Node], ops: Sequence[str]) -> list[Expr] | None:
    """What comparisons say of the values of a variable; None where they are about something else."""
    found: list[Expr] = []
    for a, op, b in zip(sides, ops, sides[1:], strict=False):
        try:
            compared = compared_values(reader, a, op, b)
        except (Unclear, RecursionError):
            return None
        if compared is None:
            return None
        found.append(compared)
    return found


def compared_values(reader: Reader, left: s.Node, op: str, right: s.Node) -> Expr | None:
    """v_x(x) > 0 for all x, for X > 0, where the values of X are spoken of; None for other relations.

    Raises Unclear where the number is not read.
    """
    named = right if isinstance(right, s.Name) else left
    if not isinstance(named, s.Name) or named.sub is not None or not is_capital(named.head):
        return None
    letter = named.head.lower()
    values = reader.world.known.get(f"function:v_{letter}:{letter}")
    if values is None:
        return None
    x = reader.world.outcome(letter)
    claim = compared(reader, values(x), left, op, right)
    return ForAll(x, claim) if claim is not None else None


def compared(reader: Reader, value: Expr, left: s.Node, op: str, right: s.Node) -> Expr | None:
    """The comparison with a number, with this value in the place of the name; None for other relations.

    Raises Unclear where the number is not read.
    """
    if isinstance(right, s.Name):
        left, op, right = right, _MIRRORED.get(op, ""), left
    if op not in _MIRRORED or not isinstance(left, s.Name):
        return None
    number = right.inner if isinstance(right, s.Minus) else right
    if not isinstance(number, (s.Num, s.Binary)) or any(isinstance(n, s.Name) for n in s.walk(right)):
        return None
    bound = reader.value(right)
    return {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}[op]
