"""What words tell of the values of numbers, "$a$ is negative", kept as the comparisons that a formula would state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.values_in_words import ValueTold
from symbolic_it.review.forgetting import forget_values

_MOST = 20


def tell_values(symbols: Symbols, told: Sequence[ValueTold], named: s.Node, section: int) -> None:
    """Keeps what the words beside a name tell of it, but for cases and consequences: these do not last."""
    if not isinstance(named, s.Name):
        return
    for value in told:
        if value.sure and not value.case and value.start <= named.start < value.end:
            symbols.constraints += _comparisons(value, named, section)
    del symbols.constraints[:-_MOST]


def tell_plain_values(
    symbols: Symbols, told: Sequence[ValueTold], after: int, until: int, headings: Sequence[int]
) -> None:
    """Keeps what words in a part of the text tell of letters without dollar signs, and apart from it what is not sure."""
    for value in told:
        if not after < value.start <= until or value.case or (value.sure and not value.bare):
            continue
        named = [s.Name(value.start, value.end, name.lstrip("\\")) for name in value.names]
        if value.anew:
            for name in named:
                forget_values(symbols, name)
        kept = symbols.vague if value.vague else symbols.constraints if value.sure else symbols.unsure
        for name in named:
            kept += _comparisons(value, name, bisect_right(headings, value.start))
        del kept[:-_MOST]


def _comparisons(value: ValueTold, named: s.Name, section: int) -> list[tuple[list[s.Node], list[str], int]]:
    """What is told, as the table of symbols keeps comparisons."""
    found: list[tuple[list[s.Node], list[str], int]] = []
    for op, number in value.bounds:
        bound: s.Node = s.Num(named.start, named.end, abs(number), str(abs(number)))
        if number < 0:
            bound = s.Minus(named.start, named.end, bound)
        found.append(([named, bound], [op], section))
    return found
