"""Mutants of the steps of the shipped library, each judged as a user's own step: the same hypotheses, no reasons named."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from symbolic_it import Expr, InvalidArgument, Library, derivation, refute
from symbolic_it.authoring import checking
from symbolic_it.authoring.results import StepResult
from symbolic_it.kernel.terms import KernelError, Term
from tests.campaign.mutations import mutants

PROOF_WORK = 40_000
"""Units of the kernel's work for one search: a step of the library takes a few thousand."""
INSTANCES = 800
"""How many instances the search for a counterexample tries; authors get three times as many."""
WITHOUT_HYPOTHESIS = 3
"""One mutant in so many is the step itself, with one of its hypotheses removed."""


@dataclass(frozen=True)
class Case:
    """A statement and what it is claimed under."""

    origin: str
    kind: str
    hypotheses: tuple[Term, ...]
    statement: Term

    @property
    def text(self) -> str:
        try:
            return Expr(self.statement).text
        except (KernelError, InvalidArgument):
            return repr(self.statement)


def steps() -> Iterator[tuple[str, tuple[Term, ...], Term]]:
    """Every step of the library: where it stands, its hypotheses, its statement."""
    for d in Library.shipped().derivations:
        proof = d.build()
        for step in d.steps:
            if step.by_instance is None:
                hypotheses = tuple(dict.fromkeys((*proof.standing(step.scope), *step.scope)))
                yield f"{d.name}/{step.index}", hypotheses, step.goal.term


def of_step(seed: int, origin: str, hypotheses: tuple[Term, ...], statement: Term, number: int) -> Iterator[Case]:
    """So many mutants of the step, chosen at random; the same for the same seed."""
    rng = random.Random(f"{seed}/{origin}")
    found = mutants(statement)
    without = [h for h in hypotheses if h.free & statement.free]
    rng.shuffle(found)
    for k in range(number):
        if without and (not found or (k + 1) % WITHOUT_HYPOTHESIS == 0):
            h = without.pop(rng.randrange(len(without)))
            rest = tuple(other for other in hypotheses if other is not h)
            yield Case(origin, "hypothesis removed", rest, statement)
        elif found:
            kind, t = found.pop()
            yield Case(origin, kind, hypotheses, t)


def judged(case: Case) -> StepResult | None:
    """The result of a derivation that has this one step; None where the hypotheses or the statement are refused as such."""
    with _little_work():
        try:
            given = [Expr(h) for h in case.hypotheses]
            made = derivation("mutant", given=given)(lambda d: d.have(Expr(case.statement)) and None)
            (result,) = made.check(second_opinion=False).steps
            return result
        except InvalidArgument:
            return None


@contextmanager
def _little_work() -> Iterator[None]:
    """Searches within what the campaign allows one mutant."""
    before = checking.SEARCH_WORK, refute.find_counterexample
    checking.SEARCH_WORK = PROOF_WORK
    refute.find_counterexample = partial(before[1], budget=INSTANCES)  # type: ignore[assignment]
    try:
        yield
    finally:
        checking.SEARCH_WORK, refute.find_counterexample = before
