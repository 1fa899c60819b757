"""Signs in what stands behind a sum or a product of what its index runs over: a sample, or the outcomes of an alphabet."""

from __future__ import annotations

from collections.abc import Iterator, Set

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import LAW_HEADS, family_key, hangs, is_law_name, outcome_letter
from symbolic_it.notes.standing_values import with_logs


def evidence(big: s.Big, i: str, lengths: Set[str], complemented: Set[str]) -> Iterator[str]:
    """Signs of what the index runs over: ``sample`` or ``enumerated`` (with the outcome's letter).

    ``lengths`` of samples, as the words tell them, and the heads of names that stand as 1 - name.
    """
    last = next((b.last for b in bounds_of(big) if b.name == i), None)
    if isinstance(last, s.Name) and last.head in lengths:
        yield "sample"
    for n, logged in with_logs(big.body, False):
        if isinstance(n, s.Call) and is_law_name(n.function):
            assert isinstance(n.function, s.Name)
            for argument in n.arguments:
                name = argument.right if isinstance(argument, s.Relation) and argument.right is not None else argument
                said = outcome_letter(argument.left) if isinstance(argument, s.Relation) and argument.left else ""
                if isinstance(name, s.Name) and (hangs(name, i)):
                    yield "sample-in-log" if logged else f"enumerated:{said or name.head}"
                    if name.sup is not None:
                        yield "sample"
                if isinstance(name, s.Name) and name.head == i and name.sub is None and not logged:
                    yield f"enumerated:{said or i}"
        elif isinstance(n, s.Name) and hangs(n, i) and n.sup is None:
            if family_key(n) in complemented:
                yield "sample"
            elif (n.head in LAW_HEADS and n.head not in ("m", "M")) or (
                logged and n.head in ("y", "t", "a", "o", "s", "z") and ("hat" in n.mark or n.head != "y")
            ):
                yield f"enumerated:{i}"
        elif isinstance(n, s.Name) and hangs(n, i):
            yield "sample"
