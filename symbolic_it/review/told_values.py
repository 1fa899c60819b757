"""What words tell of the values of numbers, "$a$ is negative", kept as the comparisons that a formula would state."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.values_in_words import ValueTold

_MOST = 20


def tell_values(symbols: Symbols, told: Sequence[ValueTold], named: s.Node, section: int) -> None:
    """Keeps what the words beside a name tell of it, but for cases and consequences: these do not last."""
    if not isinstance(named, s.Name):
        return
    for value in told:
        if value.case or not value.start <= named.start < value.end:
            continue
        for op, number in value.bounds:
            bound: s.Node = s.Num(named.start, named.end, abs(number), str(abs(number)))
            if number < 0:
                bound = s.Minus(named.start, named.end, bound)
            symbols.constraints.append(([named, bound], [op], section))
    del symbols.constraints[:-_MOST]
