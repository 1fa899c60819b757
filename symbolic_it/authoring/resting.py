"""What theorems rest on: the axioms and definitions below them, each walked once."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.kernel.proofs import proof_nodes
from symbolic_it.kernel.theorems import Thm, premises

_foundations: dict[Thm, frozenset[tuple[str, str]]] = {}


def rests_on(theorems: Iterable[Thm], rule: str) -> tuple[str, ...]:
    """Names of the axioms (or definitions) used, as `axioms_used` gives them; what was walked before is remembered."""
    theorems = list(theorems)
    for th in proof_nodes(*theorems, skip=_foundations):
        below = frozenset().union(*(_foundations[q] for q in premises(th)))
        if th.rule in ("axiom", "definition"):
            below |= {(th.rule, th.arguments[0])}
        _foundations[th] = below
    return tuple(sorted({name for th in theorems for kind, name in _foundations[th] if kind == rule}))
