"""The contexts of the hypotheses that one chain is judged under: what was proved for one question serves the next."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.kernel.terms import Term
from symbolic_it.kernel.theorems import assume

_MOST = 64
_contexts: dict[tuple[Term, ...], Context] = {}


def context_of(hypotheses: Sequence[Term]) -> Context:
    """The hypotheses as facts, with what was proved from them since `forget`."""
    key = tuple(dict.fromkeys(hypotheses))
    found = _contexts.get(key)
    if found is None:
        if len(_contexts) >= _MOST:
            _contexts.clear()
        found = _contexts[key] = Context([part for t in key for part in known_parts(assume(t))])
    return found


def forget() -> None:
    """A chain is judged by itself: the work it takes is to depend on no other."""
    _contexts.clear()
