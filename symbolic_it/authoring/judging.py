"""What is said of a step once its proof is there: the verdict, SymPy's opinion, the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.results import Counterexample, Diagnostic, StepResult, Verdict
from symbolic_it.authoring.steps import Step
from symbolic_it.kernel.terms import Term, binary
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.expr import Expr, Implies

LOGICAL = frozenset(("not", "and", "or", "false", "exists"))
"""Notions of logic: that a result rests on their definitions is not worth saying."""


@dataclass
class Judge:
    """Judges the steps of one derivation, wherever their proofs come from."""

    derivation: Derivation
    second_opinion: bool
    results: list[StepResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.proof = self.derivation.build()  # declares the symbols whose hypotheses come next
        self.given = [h.term for h in self.derivation.hypotheses]
        self.instance: tuple[Term, ...] = getattr(self.proof, "equations", ())

    def _standing(self, step: Step) -> list[Term]:
        """The hypotheses in force: at a refutation's instance, and where the claim is denied, only what is listed."""
        return self.proof.standing(self.instance if step.by_instance is not None else step.scope)

    def _supposed(self, step: Step) -> tuple[Term, ...]:
        """The hypotheses and local assumptions of a step, but for the values of an instance."""
        held = step.scope[len(self.instance) :] if step.scope[: len(self.instance)] == self.instance else step.scope
        return (*self._standing(step), *held)

    def accepted(self, step: Step, theorem: Thm | None) -> StepResult:
        """The result of a step that is proved, under no conditions."""
        verdict = Verdict.PROVED
        if step.definition:
            verdict = Verdict.DEFINITION
        elif self.derivation.kind == "computation" and step.prefix is None and self._determined(step.goal.term):
            verdict = Verdict.COMPUTED
        return self.told(step, verdict, (), None, theorem)

    def told(
        self, step: Step, verdict: Verdict, assumptions: tuple[str, ...], diagnostic: Diagnostic | None, theorem: Thm | None,
        under: Sequence[Term] = (),
    ) -> StepResult:  # fmt: skip
        """The result, with SymPy's opinion; that it disagrees is louder than anything else."""
        opinion = self._opinion(step, under)
        if opinion == "disagrees":
            payload = {"where": f"step {step.index}", "lhs": step.lhs_text, "rhs": step.rhs_text}
            diagnostic = Diagnostic("IT990", step.span, payload)
        return self._result(step, verdict, assumptions, None, opinion, diagnostic, theorem)

    def _determined(self, goal: Term) -> bool:
        """Whether nothing in the statement is left open: its variables are letters, or given by a table of values."""
        sides = [parts for t in self.given if (parts := binary("eq", t)) is not None]
        tables = {left for left, right in sides if all(is_letter(v) for v in right.free)}
        return all(is_letter(v) or v in tables for v in goal.free)

    def _opinion(self, step: Step, under: Sequence[Term] = ()) -> str | None:
        if not self.second_opinion:
            return None
        from symbolic_it.refute.second_opinion import second_opinion

        return str(second_opinion([*self._standing(step), *step.scope, *under], step.goal.term))

    def _result(
        self, step: Step, verdict: Verdict, assumptions: tuple[str, ...], counterexample: Counterexample | None,
        opinion: str | None, diagnostic: Diagnostic | None, theorem: Thm | None = None,
    ) -> StepResult:  # fmt: skip
        # A statement that is more than two related sides is shown whole, with the assumptions that it stands under:
        # the hypotheses imply it.
        alone = step.relation == "" or step.prefix is not None or bool(step.held)

        def whole() -> Expr:
            return Implies(*step.held, step.goal) if step.held else step.goal

        def plain() -> str:
            return step.text_of(whole()) if alone else f"{step.lhs_text} {step.relation} {step.rhs_text}"

        lhs: Any = "" if alone else lambda: step.lhs_latex
        rhs: Any = (lambda: step.latex_of(whole())) if alone else lambda: step.rhs_latex
        shown: Any = plain
        reasons: Any = lambda: step.by  # noqa: E731
        return StepResult(
            index=step.index, lhs=lhs, relation="=>" if alone else step.relation, rhs=rhs, verdict=verdict,
            by=reasons, assumptions=assumptions, counterexample=counterexample, second_opinion=opinion,
            diagnostic=diagnostic, span=step.span, plain=shown, theorem=theorem,
        )  # fmt: skip


def is_letter(v: Term) -> bool:
    """Whether the variable is an element of an alphabet."""
    return bool(v.ty.op[0] == "%")
