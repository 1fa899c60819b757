"""Judging a derivation: every step justified, replayed by the kernel, or refuted; what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from symbolic_it.authoring.automatic import automatic_rules
from symbolic_it.authoring.cases import by_cases
from symbolic_it.authoring.faults import CircularCitation, UnknownReason
from symbolic_it.authoring.hypotheses import refuse_absurd, refuse_contradictory, refuse_denied, vain
from symbolic_it.authoring.judging import LOGICAL
from symbolic_it.authoring.lacking import Lacking, advised
from symbolic_it.authoring.leftover import residual_words
from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.resting import rests_on
from symbolic_it.authoring.results import Counterexample, DerivationResult, Diagnostic, StepResult, Verdict
from symbolic_it.authoring.steps import Fact, Step
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.foundations import Rule, all_rules
from symbolic_it.foundations.registry import nearest
from symbolic_it.kernel.limits import bounded, exhausted
from symbolic_it.kernel.replaying import Replay, replay_steps
from symbolic_it.kernel.terms import KernelError, Term, binary
from symbolic_it.kernel.theorems import Thm, assume, discharge
from symbolic_it.language.expr import Expr
from symbolic_it.tactics.definedness import unmet_conditions
from symbolic_it.tactics.evaluation import by_evaluation
from symbolic_it.tactics.justify import Attempt, Justifier

if TYPE_CHECKING:
    from symbolic_it.authoring.library import Library

SEARCH_WORK = 4_000_000
"""Units of kernel work (`symbolic_it.kernel.limits`) for one search: a few seconds, fifty times what a long step takes."""

_REPLAYED = Replay()
"""Inferences replayed before in this process: a lemma shared by many steps is run again once."""


def replays(theorem: Thm, goal: Term, allowed: frozenset[Term]) -> bool:
    """Whether the theorem's inferences, run again, give ``allowed |- goal`` or better.

    Every verdict of ``proved`` and ``conditional`` rests on this: on the replay, which stays private to this module, and on
    the statement that the step holds; never on what a theorem object says of itself.
    """
    try:
        again = replay_steps([theorem], _REPLAYED)[0]
    except (KernelError, TypeError, ValueError, AttributeError, KeyError):
        return False
    return again.conclusion is goal and again.hypotheses <= allowed


@dataclass
class Checker(Lacking):
    contexts: dict[tuple[Term, ...], Context] = field(default_factory=dict)
    unmet: dict[tuple[tuple[Term, ...], Term], list[Term]] = field(default_factory=dict)
    exhausted: set[int] = field(default_factory=set)
    """Steps whose search was stopped."""
    met: list[Thm] = field(default_factory=list)
    """Theorems of the conditions under which the statements mean something."""
    authored: ClassVar[bool] = True
    """Whether the hypotheses are those of an author; what those of a note leave unsaid is granted, and told, by its reader."""

    def __post_init__(self) -> None:
        super().__post_init__()
        all_rules()  # read them now: inside a search they would be read within its bounds, and perhaps in part
        for fact in self.proof.given:
            fact.theorem = assume(fact.statement.term)

    # ---- one step --------------------------------------------------------------------------------------

    def context(self, scope: tuple[Term, ...]) -> Context:
        """The hypotheses and the local assumptions as facts; kept, so that what was proved once is remembered."""
        known = self.contexts.get(scope)
        if known is None:
            if scope and scope == self.instance:
                known = Context(
                    [part for t in (*self.proof.standing(scope), *scope) for part in known_parts(assume(t))]
                )
            elif scope:
                known = self.context(scope[:-1]).plus(*known_parts(assume(scope[-1])))
            else:
                known = Context([part for t in self.given for part in known_parts(assume(t))])
            self.contexts[scope] = known
        return known

    def check(self) -> None:
        refuse_contradictory(self.proof, self.given)
        if self.authored and not self.instance:  # a refutation proves its hypotheses of an instance
            refuse_absurd(self.proof, self.given)
        for step in self.proof.steps:
            self._settle_facts(step)
            result, theorem = self.judge(step)
            object.__setattr__(step, "theorem", theorem)  # authors cannot: a step stays as it was written
            if theorem is not None and step.scope and step.scope == self.instance:
                # What an instance is proved to meet, a refutation's hypotheses first, may be used like a hypothesis.
                self.contexts[step.scope] = self.context(step.scope).plus(*known_parts(theorem))
            self.results.append(result)
        self._settle_facts(None)
        if self.authored and not self.instance:
            refuse_denied(self.proof, self.given)
        self._refuse_gaps()

    def _refuse_gaps(self) -> None:
        """A scope or a chain whose steps are proved and which does not follow from them is not passed over."""
        if any(r.verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION) for r in self.results):
            return
        for fact in self.proof._facts:
            if fact.theorem is None and fact.step is not None:
                payload = {"residual": f"what the scope or chain says: {fact.statement.text}", "suggestion": ""}
                diagnostic = Diagnostic("IT501", fact.step.span, payload)
                place = fact.step.index - 1
                self.results[place] = replace(self.results[place], verdict=Verdict.UNPROVED, diagnostic=diagnostic)

    def _settle_facts(self, before: Step | None) -> None:
        """Give facts their theorems as soon as the steps they come from are judged."""
        judged = len(self.results) if before is None else before.index - 1
        for fact in self.proof._facts:
            if fact.theorem is not None or fact.step is None or fact.step.index > judged:
                continue
            theorem = getattr(fact.step, "theorem", None) if fact.compose is None else fact.compose()
            if theorem is not None and theorem.conclusion is fact.statement.term:
                fact.theorem = theorem

    def judge(self, step: Step) -> tuple[StepResult, Thm | None]:
        context = self.context(step.scope)
        rules, cited, unproved = self._reasons(step)
        if not step.reasons:
            cited = self._visible(step)
        if step.by_instance is not None:
            attempt = Attempt(step.by_instance())
        else:
            attempt = self._attempt(step, context, rules, cited)
        allowed = frozenset(self._standing(step)) | frozenset(step.scope) | frozenset(unproved)
        theorem = attempt.theorem
        if theorem is not None and self._replayed(theorem, step.goal.term, allowed):
            unmet = list(dict.fromkeys((*self._unclear(step, context, allowed), *self._unmet(step, context, allowed))))
            extra = [t for t in unproved if t in theorem.hypotheses]
            return self._established(step, theorem, unmet, extra)
        return self._not_established(step, context, rules, cited, attempt, allowed), None

    def _unclear(self, step: Step, context: Context, allowed: frozenset[Term]) -> list[Term]:
        """What the hypotheses need to be meaningful: from c = 1/a, say, that c is 0 where a is 0 would follow."""
        unmet: list[Term] = []
        for t in self._supposed(step) if self.authored else ():
            key = (step.scope, t)
            if key not in self.unmet:
                self.unmet[key] = unmet_conditions(t, context, self.met)
            unmet += self.unmet[key]
        if unmet and (known := self._before(step, allowed)):
            context = context.plus(*known)
            return [u for t in self._supposed(step) for u in unmet_conditions(t, context, self.met)]
        return unmet

    def _before(self, step: Step, allowed: frozenset[Term]) -> list[Thm]:
        """What the steps before say under hypotheses that are in force here."""
        before = [f.theorem for f in self.proof._facts if f.theorem is not None and f.step is not step]
        return [part for th in before if th.hypotheses <= allowed for part in known_parts(th)]

    def _unmet(self, step: Step, context: Context, allowed: frozenset[Term]) -> list[Term]:
        """What the statement needs to be meaningful and what neither the hypotheses nor the steps before give."""
        goal = step.goal.term
        sides = binary("eq", goal) or binary("le", goal) or binary("lt", goal)
        unmet: list[Term] = []
        for side in sides or (goal,):  # the next step of a chain has one side in common with this one
            key = (step.scope, side)
            if key not in self.unmet:
                self.unmet[key] = unmet_conditions(side, context, self.met)
            unmet += [t for t in self.unmet[key] if t not in unmet]
        if not unmet:
            return unmet
        known = self._before(step, allowed)
        unmet = unmet_conditions(step.goal.term, context.plus(*known), self.met) if known else unmet
        if self.instance and step.scope[: len(self.instance)] == self.instance:
            return [t for t in unmet if not self._holds_here(t, context, allowed)]
        return unmet

    def _holds_here(self, condition: Term, context: Context, allowed: frozenset[Term]) -> bool:
        """Whether the condition is met at the instance, by evaluation."""
        theorem = by_evaluation(condition, context)
        if theorem is None or not self._replayed(theorem, condition, allowed):
            return False
        self.met.append(theorem)
        return True

    def _visible(self, step: Step) -> list[Thm]:
        """Without reasons named, the statements before the step in its scope may be used."""
        allowed = frozenset(self._standing(step)) | frozenset(step.scope)
        found = [f.theorem for f in self.proof._facts if f.theorem is not None and f.step is not None]
        return [th for th in found if th.hypotheses <= allowed][-4:]

    def _attempt(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        """A search within `SEARCH_WORK`; steps whose search went beyond it are remembered."""
        with bounded(SEARCH_WORK):
            try:
                attempt = self._search(step, context, rules, cited)
            except KernelError:
                if not exhausted():
                    raise
                attempt = Attempt(None)
            if attempt.theorem is None and exhausted():
                self.exhausted.add(step.index)
        return attempt

    def _search(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        goal = step.goal.term
        if not step.reasons:
            plain = Justifier(context, (), cited).attempt(goal)
            if plain.theorem is not None:
                return plain
            rules = automatic_rules(goal, [*self._standing(step), *step.scope, *(th.conclusion for th in cited)])
        if step.cases:
            theorem = by_cases(goal, context, rules, cited, [c.term for c in step.cases], self.given)
            if theorem is not None:
                return Attempt(theorem)
        attempt = Justifier(context, rules, cited).attempt(goal)
        if attempt.theorem is None and not step.reasons:
            # Facts at hand may rewrite what should stay as it is, and a hypothesis is no fact that rewrites: try both.
            assumed = [assume(t) for t in (*self.proof.standing(step.scope), *step.scope)]
            for facts in ((), assumed) if cited else (assumed,):  # without any cited, none at all was tried first
                again = Justifier(context, (), facts).attempt(goal)
                if again.theorem is not None:
                    return again
        return attempt

    @staticmethod
    def _replayed(theorem: Thm, goal: Term, allowed: frozenset[Term]) -> bool:
        return replays(theorem, goal, allowed)

    def _established(
        self, step: Step, theorem: Thm, unmet: list[Term], extra: list[Term]
    ) -> tuple[StepResult, Thm | None]:
        """The result, and the theorem that later steps may cite: none when the statement is meaningless or its conditions fail."""
        missing = [*extra, *unmet]
        if not missing:
            return self.accepted(step, theorem), theorem
        words = "; ".join(Expr(t).text for t in missing)
        payload = {"condition": words, "place": f"step {step.index}"}
        if vain(missing, step.goal.term, self.context(step.scope)):
            return self._result(step, Verdict.UNPROVED, (), None, None, Diagnostic("IT202", step.span, payload)), None
        assumptions = tuple(step.latex_of(Expr(t)) for t in missing)
        payload["unproved"] = self._not_proved(step)
        diagnostic = Diagnostic("IT202" if unmet and not extra else "IT201", step.span, payload)
        # under what was cited and is not proved, which may be false: that is no disagreement with the kernel
        return self.told(step, Verdict.CONDITIONAL, assumptions, diagnostic, theorem, extra), theorem

    # ---- a step that was not proved ------------------------------------------------------------------------

    def _not_established(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> StepResult:  # fmt: skip
        from symbolic_it.refute import find_counterexample

        hypotheses = [*self._standing(step), *step.scope]
        refutation = find_counterexample(hypotheses, step.goal.term)
        missing = self._missing(step, context, rules, cited, attempt, allowed)
        if refutation is not None:
            where, lhs, rhs = refutation.where, refutation.lhs, refutation.rhs
            if step.relation in (">=", ">"):
                lhs, rhs = rhs, lhs
            hint = f"it would hold under {'; '.join(Expr(t).text for t in missing[0])}" if missing is not None else ""
            payload = {"where": where, "lhs": lhs, "rhs": rhs, "hint": hint}
            example = Counterexample(where, lhs, rhs)
            return self._result(step, Verdict.REFUTED, (), example, None, Diagnostic("IT101", step.span, payload))
        if missing is not None:
            conditions, theorem = missing
            words = "; ".join(Expr(t).text for t in conditions)
            diagnostic = Diagnostic("IT201", step.span, {"condition": words, "place": f"step {step.index}"})
            assumptions = tuple(step.latex_of(Expr(t)) for t in conditions)
            return self._result(
                step, Verdict.CONDITIONAL, assumptions, None, self._opinion(step, conditions), diagnostic, theorem
            )
        if step.index in self.exhausted:
            payload = {"budget": f"{SEARCH_WORK:,} units of work"}
            return self._result(step, Verdict.UNPROVED, (), None, None, Diagnostic("IT502", step.span, payload))
        residual = residual_words(attempt.residual)
        suggestion = ""
        if step.reasons:
            goal, others = step.goal.term, [r for r in automatic_rules(step.goal.term) if r not in rules]
            suggestion = advised(goal, context, rules, others, cited, lambda th: self._replayed(th, goal, allowed))
        payload = {"residual": residual, "suggestion": suggestion, "unproved": self._not_proved(step)}
        return self._result(step, Verdict.UNPROVED, (), None, None, Diagnostic("IT501", step.span, payload))

    # ---- reasons ----------------------------------------------------------------------------------------------

    def _cite(self, name: str) -> list[Thm]:
        from symbolic_it.authoring.library import resolve

        base, _, label = name.partition("/")
        target = resolve(self.derivation, base)
        if target is None:
            names = [r.name for r in all_rules()]
            lib: Library | None = self.derivation.library
            names += [d.name for d in lib.derivations] if lib is not None else []
            raise UnknownReason(name, nearest(name, names), "/" in name)
        found = []
        for fact, th in conclusions_of(target):
            if not label or fact.label == label:
                found.append(generalised(th))
                if th.hypotheses <= frozenset(self.given):  # of the very symbols: no instance has to be found
                    found.append(th)
        if label and not found:
            raise UnknownReason(name, nearest(label, [f.label or "" for f, _ in conclusions_of(target)]), True)
        return found


def generalised(th: Thm) -> Thm:
    """The theorem with its hypotheses as premises, so that all its variables can be instantiated."""
    for h in sorted(th.hypotheses, key=lambda t: t.sn, reverse=True):
        th = discharge(h, th)
    return th


_in_progress: list[Derivation] = []
_results: WeakKeyDictionary[Derivation, dict[bool, DerivationResult]] = WeakKeyDictionary()
"""Judgements made, with and without a second opinion, for as long as the derivation lives."""
_met: WeakKeyDictionary[Derivation, list[Thm]] = WeakKeyDictionary()
"""Theorems of the conditions of their statements."""


def check_derivation(derivation: Derivation, second_opinion: bool = True) -> DerivationResult:
    """The judgement of a derivation.

    Raises what its building raises (InvalidArgument for bad arguments), CircularCitation, UnknownReason.
    """
    known = _results.get(derivation, {}).get(second_opinion)
    if known is not None:
        return known
    if derivation in _in_progress:
        cycle = [d.name for d in _in_progress[_in_progress.index(derivation) :]] + [derivation.name]
        raise CircularCitation(cycle)
    _in_progress.append(derivation)
    try:
        checker = Checker(derivation, second_opinion)
        checker.check()
        _met[derivation] = checker.met

        @cache
        def theorems() -> tuple[Thm, ...]:
            return tuple(th for _, th in _conclusions(derivation))

        axioms: Any = lambda: rests_on(theorems(), "axiom")  # noqa: E731
        notions: Any = lambda: tuple(n for n in rests_on(theorems(), "definition") if n not in LOGICAL)  # noqa: E731
        result = DerivationResult(
            name=derivation.name, title=derivation.title, kind=derivation.kind, claims=derivation.claims,
            span=derivation.span, steps=tuple(checker.results), axioms=axioms, definitions=notions,
        )  # fmt: skip
    finally:
        _in_progress.pop()
    _results.setdefault(derivation, {})[second_opinion] = result
    return result


def proofs_of(derivation: Derivation) -> dict[str, Thm] | None:
    """The theorems behind its judgement, by names; None unless every step is proved, under no conditions of its own.

    ``step 3`` for a step, ``fact 2`` for what a step, chain or scope establishes, and the conditions under which the
    statements mean something.
    """
    steps = [s for result in _results.get(derivation, {}).values() for s in result.steps]
    if any(s.verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION) for s in steps):
        return None
    found = {f"step {s.index}": s.theorem for s in steps}
    for k, fact in enumerate(derivation.build()._facts):
        if fact.step is not None:
            found[f"fact {k}"] = fact.theorem
    found |= {f"condition {k}": th for k, th in enumerate(dict.fromkeys(_met.get(derivation, ())))}
    proved = {name: th for name, th in found.items() if th is not None}
    return proved if steps and len(proved) == len(found) else None


def _conclusions(derivation: Derivation) -> list[tuple[Fact, Thm]]:
    allowed = frozenset(h.term for h in derivation.hypotheses)
    found = []
    for fact in derivation.build().conclusions():
        if fact.theorem is not None and replays(fact.theorem, fact.statement.term, allowed):
            found.append((fact, fact.theorem))
    return found


def conclusions_of(derivation: Derivation) -> list[tuple[Fact, Thm]]:
    """The facts that a derivation offers to others, with their theorems; it is checked first."""
    if derivation not in _results:
        check_derivation(derivation, second_opinion=False)
    return _conclusions(derivation)
