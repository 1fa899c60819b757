"""Names in a list with one relation behind them or around them: a, b > 0; x, y in (0, 1); 0 < p, q < 1."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.notes import syntax as s

_ORDERS = (("<", "<="), (">", ">="))
_SAID_OF_EACH = frozenset(("in", "!=", "<", "<=", ">", ">="))


def in_common(chains: list[s.Chain]) -> list[s.Chain]:
    """The chains of a formula, with what is said of the list that it begins with said of each of its names."""
    listed = next((k for k, chain in enumerate(chains) if not _bare(chain)), len(chains))
    if listed == len(chains):
        return chains
    last = chains[listed]
    if listed and _is_name(last.sides[0]) and _said(last.signs) and not last.opened:
        names = [chain.sides[0] for chain in chains[:listed]]
        return [*(_of(name, last) for name in names), *chains[listed:]]
    if not listed and len(chains) > 1:
        return _bounded(chains)
    return chains


def _bounded(chains: list[s.Chain]) -> list[s.Chain]:
    """0 < p, q < 1: all between the same two."""
    end = next((k for k in range(1, len(chains)) if not _bare(chains[k])), 0)
    first, last = chains[0], chains[end]
    if not end or len(first.signs) != 1 or len(last.signs) != 1 or last.opened or first.opened:
        return chains
    ops = {first.signs[0].op, last.signs[0].op}
    low, high = first.sides[0], last.sides[1]
    if not any(ops <= set(order) for order in _ORDERS) or not (isinstance(low, s.Num) and isinstance(high, s.Num)):
        return chains
    names = [first.sides[1], *(chain.sides[0] for chain in chains[1 : end + 1])]
    if not all(map(_is_name, names)):
        return chains
    signs = [first.signs[0], last.signs[0]]
    return [*(s.Chain([low, name, high], list(signs), list(last.words)) for name in names), *chains[end + 1 :]]


def _bare(chain: s.Chain) -> bool:
    return not chain.signs and len(chain.sides) == 1 and _is_name(chain.sides[0]) and not chain.opened


def _is_name(node: s.Node) -> bool:
    return isinstance(node, s.Name)


def _said(signs: Sequence[s.Sign]) -> bool:
    return bool(signs) and all(sign.op in _SAID_OF_EACH for sign in signs)


def _of(name: s.Node, chain: s.Chain) -> s.Chain:
    return s.Chain([name, *chain.sides[1:]], list(chain.signs), list(chain.words))
