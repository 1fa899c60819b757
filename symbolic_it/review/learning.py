"""What a chain tells of the letters in those after it: laws and their alphabets, vectors, the base and kind of entropies."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.usage import Usage


def learn(symbols: Symbols, sides: Sequence[s.Node], reader: Reader, usage: Usage) -> None:
    """Keeps how the sides of a chain were read."""
    symbols.integrals |= any(isinstance(n, s.Big) and n.kind == "int" for x in sides for n in s.walk(x))
    _learn_entropy(symbols, sides)
    left = sides[0]
    if isinstance(left, s.Call) and isinstance(left.function, s.Name) and is_notion(left) and usage.base:
        if any(isinstance(n, s.Function) and n.name in ("log", "ln") for n in s.walk(sides[1])):
            symbols.notion_bases[left.function.head] = usage.base
    symbols.vectors |= usage.vectors.keys()
    for key, letters in usage.laws.items():
        if len(letters) > 1:
            symbols.joint[key] = letters
    symbols.laws |= set(usage.laws) | set(usage.models)
    for name, (kind, of) in reader.sizes().items():
        if kind == "alphabet":
            symbols.sizes[name] = of


def _learn_entropy(symbols: Symbols, sides: Sequence[s.Node]) -> None:
    """Whether the note defines H by a sum or by an integral: H(X) = -int p log p."""
    left, right = sides[:2]
    if not isinstance(left, s.Call) or not is_notion(left) or s.spelled_name(left.function) != "H":
        return
    kinds = {n.kind for n in s.walk(right) if isinstance(n, s.Big)}
    if kinds == {"int"}:
        symbols.introduced.add("H of densities")
    elif "sum" in kinds:
        symbols.introduced.discard("H of densities")
