"""The search for a counterexample: instances that meet the hypotheses, small ones first, until the statement is false."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from symbolic_it.kernel.terms import Term, binary, constants_of
from symbolic_it.language.evaluate import compiled, compiled_as_sampled, compiled_roughly, seen
from symbolic_it.language.instance import Instance
from symbolic_it.language.members import metered
from symbolic_it.language.rough import roughly
from symbolic_it.refute import wording
from symbolic_it.refute.instances import Generator, Wanted
from symbolic_it.refute.verify import verified

BUDGET = 2500
"""How many instances are tried in all."""
MEMBERS = 60_000
"""How many members quantifiers look at in the whole search."""
SHARE = 250
"""How many of them, at most, for one choice of sizes before the next is tried."""
RANDOM = 30
"""How many random instances come early where no example is asked for."""
ATTEMPTS = 30
"""How many instances may look false and fail the second evaluation before the search gives up."""


@dataclass(frozen=True)
class Refutation:
    """A counterexample: where (plain text), the values of both sides there, and the instance itself."""

    where: str
    lhs: str
    rhs: str
    instance: Instance = field(compare=False, repr=False)


def find_counterexample(hypotheses: Sequence[Term], statement: Term, *, budget: int = BUDGET) -> Refutation | None:
    """An instance that meets all hypotheses and makes the statement false, evaluated twice; None when none was found.

    The search is deterministic. Nothing is concluded from None.
    """
    with metered(MEMBERS):
        return _found(hypotheses, statement, budget)


def fails_somewhere(hypotheses: Sequence[Term], statement: Term, budget: int) -> bool:
    """Whether an instance that meets all hypotheses makes the statement false, evaluated once: for what is only tried."""
    with metered(MEMBERS):
        return next(_false(hypotheses, statement, budget, early=RANDOM), None) is not None


def _false(hypotheses: Sequence[Term], statement: Term, budget: int, early: int = 0) -> Iterator[Instance]:
    """Instances that meet the hypotheses and where the statement is false."""
    generator = Generator([*hypotheses, *antecedents(statement)], statement)
    test = compiled(statement)
    look = compiled_as_sampled(statement)
    slow = "has_derivative" in constants_of([statement])  # then the hypotheses are sooner tested than the statement

    def wanted(instance: Instance) -> bool:
        # What seems true in floating point need not meet the hypotheses: a look costs less than to test these. And where
        # it has no value, as that of ln(-1), it mostly has none at all.
        seems = seen(look, lambda: roughly(instance))
        return seems is False or (seems is None and (slow or test(instance, ()) is False))

    for instance in instances(generator, budget, wanted, early):
        if test(instance, ()) is False:
            yield instance


def _found(hypotheses: Sequence[Term], statement: Term, budget: int) -> Refutation | None:
    for instance in itertools.islice(_false(hypotheses, statement, budget), ATTEMPTS):
        if all(verified(h, instance) for h in hypotheses) and verified(statement, instance) is False:
            lhs, rhs, extra = wording.sides(statement, instance)
            where = wording.where([*hypotheses], statement, instance, extra)
            return Refutation(where, lhs, rhs, instance)
    return None


def seems_false(statement: Term, instance: Instance) -> bool:
    """Whether the statement does not hold at the instance, in floating point."""
    return seen(compiled_roughly(statement), lambda: roughly(instance)) is False


def antecedents(statement: Term) -> list[Term]:
    """The conditions of an implication: only instances that meet them can make it false."""
    found = []
    while (parts := binary("imp", statement)) is not None:
        found.append(parts[0])
        statement = parts[1]
    return found


def instances(generator: Generator, budget: int, wanted: Wanted, early: int = 0) -> Iterator[Instance]:
    """Those wanted among instances that meet the hypotheses: for all sizes the simple ones, then random ones.

    So many of the random ones come ``early``, after the simple ones of the first sizes: they are no example for readers,
    and tell more.
    """
    sizes = generator.sizes()
    share, looked_at = max(20, min(SHARE, budget // (2 * len(sizes)))), 0
    for choice in sizes:
        if budget <= 0:
            return
        yield from generator.simple(choice, share, wanted)
        budget -= share
        if early:
            yield from generator.random(choice, early, 0, wanted)
            budget, early, looked_at = budget - early, 0, early
    round_ = 0
    while budget > 0 and (generator.variables or not round_):
        for choice in sizes:
            yield from generator.random(choice, min(40, budget), round_, wanted, looked_at)
            round_, looked_at = round_ + 1, 0
            budget -= 40
            if budget <= 0:
                return
