"""Judging a derivation by proofs that were kept: run again by the kernel, held against its statements as they are now."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.hypotheses import refuse_absurd, refuse_contradictory
from symbolic_it.authoring.judging import LOGICAL, Judge
from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.results import DerivationResult
from symbolic_it.authoring.steps import Step
from symbolic_it.kernel.archive import Proofs
from symbolic_it.kernel.terms import Term, binary
from symbolic_it.tactics.definedness import conditions_certified


def recalled(derivation: Derivation, proofs: Proofs, second_opinion: bool) -> DerivationResult | None:
    """The judgement when the proofs give every step, what the steps establish, and that each statement means something.

    None else: nothing is said then of what is missing. Raises what the search would raise of the hypotheses.
    """
    judge = _Recall(derivation, second_opinion)
    refuse_contradictory(judge.proof, judge.given)
    if not judge.instance:
        refuse_absurd(judge.proof, judge.given)
    if not judge.holds(proofs):
        return None
    conclusions = {id(fact) for fact in judge.proof.conclusions()}
    named = [f"fact {k}" for k, fact in enumerate(judge.proof._facts) if id(fact) in conclusions]

    def rests_on(kind: str) -> tuple[str, ...]:
        found = {name for what, name in proofs.rests_on(named) if what == kind}
        return tuple(sorted(found - LOGICAL if kind == "definition" else found))

    return DerivationResult(
        name=derivation.name, title=derivation.title, kind=derivation.kind, claims=derivation.claims,
        span=derivation.span, steps=tuple(judge.accepted(step, None) for step in judge.proof.steps),
        axioms=lambda: rests_on("axiom"), definitions=lambda: rests_on("definition"),  # type: ignore[arg-type]
    )  # fmt: skip


class _Recall(Judge):
    def holds(self, proofs: Proofs) -> bool:
        """Whether the proofs are of this derivation's statements, from the hypotheses that each stands under."""
        met: set[tuple[frozenset[Term], Term]] = set()
        for step in self.proof.steps:
            allowed = (*self._standing(step), *step.scope)
            if not proofs.states(f"step {step.index}", allowed, step.goal.term):
                return False
            if not self._means_something(step, allowed, proofs, met):
                return False
        given = tuple(self.given)
        return all(
            proofs.states(f"fact {k}", (*given, *fact.scope), fact.statement.term)
            for k, fact in enumerate(self.proof._facts)
            if fact.step is not None
        )

    def _means_something(
        self, step: Step, allowed: tuple[Term, ...], proofs: Proofs, met: set[tuple[frozenset[Term], Term]]
    ) -> bool:
        """Whether the conditions of its statement are proved: those of the present code, not those that were kept."""
        goal, held = step.goal.term, frozenset(allowed)

        def states(assumed: Sequence[Term], condition: Term) -> bool:
            return proofs.states_one((*allowed, *assumed), condition)

        sides = binary("eq", goal) or binary("le", goal) or binary("lt", goal) or (goal,)
        for side in (*self._supposed(step), *sides):
            if (held, side) not in met:  # the next step of a chain has one side in common with this one
                if not conditions_certified(side, states):
                    return False
                met.add((held, side))
        return True
