"""Names that may stand for two things in one formula: H_2 beside H, p_Y at a letter of X, one of several laws."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, is_law_name, is_notion, joint_letters
from symbolic_it.notes.symbols import Symbols, Unclear


def tell_entropies_apart(sides: Sequence[s.Node]) -> None:
    """Raises Unclear where H_2(X) stands beside H(X): the base of the logarithm, or the order of another entropy."""
    nodes = [n for x in sides for n in s.walk(x)]
    names = [n.function for n in nodes if isinstance(n, s.Call) and is_notion(n) and joint_letters(n.arguments)]
    below = {s.word_below(f.sub): f for f in names if isinstance(f, s.Name) and f.head == "H"}
    if {"", "2"} <= set(below):
        raise Unclear(below["2"], "H with 2 below it beside H: another base, or another entropy?", "IT002")


def tell_laws_apart(sides: Sequence[s.Node], symbols: Symbols) -> None:
    """Raises Unclear at p_Y(x), the law of one variable at a letter of another, and at p_i where the p_i are laws."""
    for n in (n for x in sides for n in s.walk(x)):
        f = n.function if isinstance(n, s.Call) and len(n.arguments) == 1 else None
        of = f.sub if isinstance(f, s.Name) and is_law_name(f) else None
        at = n.arguments[0] if isinstance(n, s.Call) and f is not None else None
        if isinstance(of, s.Name) and of.head in CAPITALS and isinstance(at, s.Name) and at.head.upper() in CAPITALS:
            if at.head.islower() and at.head != of.head.lower() and at.sub is None:
                raise Unclear(n, f"the law of {of.head} at {at.head}: which letters are meant?")
        if isinstance(n, s.Name) and n.head in symbols.several and n.sub is not None and not n.mark:
            raise Unclear(n, f"{n.head} with an index is one of several laws")
