"""Definitions beside a row, ``= N \\sum_k \\hat p_k \\log \\theta_k \\qquad \\hat p_k = n_k / N``: the row speaks of what they define."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import bare
from symbolic_it.notes.symbols import Symbols, key_of
from symbolic_it.review.own_names import component_key, is_explicit


def beside_rows(parsed: Sequence[s.Chain], symbols: Symbols, text: str) -> list[s.Chain]:
    """The chains of a display that stand behind another in its row, and define a name that it has used."""
    found = []
    for before, chain in pairwise(parsed):
        between = text[before.end : chain.start].strip()
        one_row = "\n" not in between and "\\\\" not in between + text[chain.start : chain.end]
        if before.signs and one_row and _defines(chain, before, symbols):
            found.append(chain)
    return found


def _defines(chain: s.Chain, before: s.Chain, symbols: Symbols) -> bool:
    if len(chain.signs) != 1 or chain.signs[0].op not in ("=", ":=") or chain.opened or chain.continued:
        return False
    left, right = chain.sides
    if not isinstance(left, s.Name) or not is_explicit(right) or any(isinstance(n, s.Unread) for n in s.walk(right)):
        return False
    name = key_of(bare(left))
    if {name, component_key(left)} & symbols.meanings.keys():
        return False
    last = before.sides[-1]
    return any(isinstance(n, s.Name) and key_of(bare(n)) == name for n in s.walk(last)) and all(
        not isinstance(n, s.Name) or key_of(bare(n)) != name for x in before.sides[:1] for n in s.walk(x)
    )
