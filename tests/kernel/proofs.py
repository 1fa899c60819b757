"""Real proofs to attack: every lemma that the search rooms know, as theorems and as one certificate."""

import json
from functools import cache

from symbolic_it.deduction import basics, objectives, sums  # noqa: F401 - the lemmas register themselves
from symbolic_it.kernel import Thm, certificate


@cache
def lemmas() -> dict[str, Thm]:
    """Those of the deduction's own room: others are complete only with all the foundations."""
    own = [name for name, proof in basics.LEMMAS.items() if proof.__module__.startswith("symbolic_it.deduction")]
    return {name: basics.theorem(name) for name in own}


@cache
def _text(names: tuple[str, ...] | None) -> str:
    known = lemmas()
    return json.dumps(certificate(known if names is None else {n: known[n] for n in names}))


def lemma_certificate(*names: str) -> dict:
    """A fresh certificate of these lemmas (of all, when none is named)."""
    return json.loads(_text(names or None))
