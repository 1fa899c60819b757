"""Judging statements of notes as derivations without reasons: proved at first sight or at length, attacked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from symbolic_it.authoring.automatic import automatic_rules
from symbolic_it.authoring.checking import Checker, conclusions_of
from symbolic_it.authoring.lacking import closed_condition
from symbolic_it.authoring.leftover import residual_words
from symbolic_it.authoring.library import Library
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Diagnostic, Span, StepResult, Verdict
from symbolic_it.authoring.steps import Step
from symbolic_it.deduction.context import Context
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations import Rule
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.limits import bounded, exhausted
from symbolic_it.kernel.terms import KernelError, Term, binary, constants_of
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.expr import Expr
from symbolic_it.refute import Refutation, fails_somewhere, find_counterexample
from symbolic_it.review.contexts import context_of
from symbolic_it.review.factorials import attackable
from symbolic_it.review.granted import declared_hypotheses, taken_for_granted
from symbolic_it.review.lemmas import lemmas_for
from symbolic_it.tactics.cells import component_types
from symbolic_it.tactics.information import by_information
from symbolic_it.tactics.justify import Attempt
from symbolic_it.tactics.solving import by_equation

FIRST = 50_000
"""Units of kernel work for a first look at a step: before it is proved at length it is attacked."""
LITTLE = 150_000
"""Units of kernel work for a small part of a search: a theorem of the library, a condition, a repair."""
WORK = 500_000
"""Units of kernel work for one step of a note."""
FEW = 80
"""How many instances a step that is not proved at once is tried on: nearly all counterexamples are among the first of them."""
LOOK = 40
"""How many instances a step is tried on before a search for its proof."""
INSTANCES = 500
"""How many instances a step that is not proved at all is tried on."""


@dataclass
class Judgement:
    """What came of one statement."""

    result: StepResult | None
    error: str = ""
    """Why it could not be judged at all."""

    @property
    def verdict(self) -> Verdict:
        return self.result.verdict if self.result is not None else Verdict.UNPROVED


class Prover(Checker):
    """The checker of derivations for statements without an author: it gives up without advice."""

    work = WORK
    authored = False
    elementary = False
    """Whether lemmas about exponentials are tried."""
    lemmas: Sequence[Thm] = ()
    """Theorems that every step may use."""

    def context(self, scope: tuple[Term, ...]) -> Context:
        if not scope and scope not in self.contexts:
            self.contexts[scope] = context_of(self.given)
        return super().context(scope)

    def _attempt(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        theorem = _at_sight(step.goal.term, context, (*self.given, *step.scope))
        if theorem is not None:
            return Attempt(theorem)
        if self._false_somewhere(step):
            return Attempt(None)
        with bounded(self.work):
            attempt = super()._attempt(step, context, rules, [*cited, *self.lemmas])
        if attempt.theorem is None and self.elementary and (more := lemmas_for(step.goal.term)):
            with bounded(self.work):
                attempt = super()._attempt(step, context, rules, [*cited, *self.lemmas, *more])
        if attempt.theorem is None:
            with bounded(self.work):
                theorem = by_equation(step.goal.term, context, (*self.given, *step.scope))
            return Attempt(theorem) if theorem is not None else attempt
        return attempt

    def _false_somewhere(self, step: Step) -> bool:
        """Whether a look at a few instances spares the search for a proof."""
        del step
        return False

    def _unmet(self, step: Step, context: Context, allowed: frozenset[Term]) -> list[Term]:
        return [t for t in super()._unmet(step, context, allowed) if not self._met_at_sight(t, context, allowed)]

    def _met_at_sight(self, condition: Term, context: Context, allowed: frozenset[Term]) -> bool:
        theorem = _at_sight(condition, context, tuple(allowed))
        if theorem is None or not self._replayed(theorem, condition, allowed):
            return False
        self.met.append(theorem)
        return True

    def _not_established(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> StepResult:  # fmt: skip
        payload = {"residual": residual_words(attempt.residual), "suggestion": ""}
        if step.index in self.exhausted:
            diagnostic = Diagnostic("IT502", step.span, {"budget": f"{WORK:,} units of work"})
        else:
            diagnostic = Diagnostic("IT501", step.span, payload)
        return self._result(step, Verdict.UNPROVED, (), None, None, diagnostic)


def _at_sight(goal: Term, context: Context, hypotheses: tuple[Term, ...]) -> Thm | None:
    """By the normal form of information quantities, which takes milliseconds; None also when it is too long."""
    key = (goal, frozenset(hypotheses), sum(len(place.rules) for place in context.chain()))
    if key in _BEYOND:
        return None
    with bounded(6 * WORK if _many_variables(goal) else WORK):
        try:
            theorem = by_information(goal, context)
        except KernelError:
            theorem = None
        if theorem is None and not exhausted() and len(_BEYOND) < MAX_BEYOND:
            _BEYOND.add(key)
    return theorem


def _many_variables(goal: Term) -> bool:
    """Whether it speaks of a law of four or more variables, of which there are many inequalities."""
    laws = (v.ty.args[0] for v in goal.free if v.ty.op == "fun" and v.ty.args[0].op == "pair")
    return any(len(component_types(ty)) > 3 for ty in laws)


_BEYOND: set[tuple[Term, frozenset[Term], int]] = set()
"""Goals with their hypotheses that are not shown in this way: a statement is judged several times."""
MAX_BEYOND = 5000


class _Looking(Prover):
    """A step that is not shown at sight is tried on instances before more is done about it."""

    def _false_somewhere(self, step: Step) -> bool:
        goal = step.goal.term
        budget = LOOK // 2 if "has_derivative" in constants_of([goal]) else LOOK
        return fails_somewhere([*self._standing(step), *step.scope], goal, budget)


class _Conditional(Prover):
    """What is not proved may lack a condition that notes leave unsaid, one that some instance meets."""

    def _missing(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> tuple[list[Term], Thm] | None:  # fmt: skip
        return super()._missing(step, context, rules, cited, _with_granted(attempt), allowed)

    def _assuming(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], conditions: Sequence[Term]
    ) -> Attempt:  # fmt: skip
        self.work, whole = min(self.work, LITTLE), self.work
        try:
            return _with_granted(super()._assuming(step, context, rules, cited, conditions))
        finally:
            self.work = whole

    def _not_established(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> StepResult:  # fmt: skip
        missing = self._missing(step, context, rules, cited, attempt, allowed)
        hypotheses = [*self._standing(step), *step.scope]
        if missing is not None and find_counterexample([*hypotheses, *missing[0]], constant_for("false"), budget=300):
            conditions, theorem = missing
            if all(taken_for_granted(t) for t in conditions):
                assumptions = tuple(Expr(t).text for t in conditions)
                return self._result(step, Verdict.PROVED, assumptions, None, None, None, theorem)
        return super()._not_established(step, context, rules, cited, attempt, allowed)


def _with_granted(attempt: Attempt) -> Attempt:
    """The attempt, of the conditions that it missed only those that notes leave unsaid."""
    return replace(attempt, missed=[(t, name) for t, name in attempt.missed if taken_for_granted(closed_condition(t))])


def counterexample(statement: Expr, given: Sequence[Expr], budget: int = INSTANCES) -> Refutation | None:
    """An instance that meets the hypotheses and where the statement is false."""
    if "has_derivative" in constants_of([statement.term]):  # each takes long
        budget = min(budget // 4, FEW)
    plain = attackable(statement, given)
    if plain is None:
        return None
    statement, given = plain
    hypotheses = _hypotheses(statement, given)
    for claim in _claims(statement.term):
        found = find_counterexample(hypotheses, claim, budget=budget)
        if found is not None:
            return found
    return None


def fails(statement: Expr, given: Sequence[Expr], budget: int = 120) -> bool:
    """Whether a few instances that meet the hypotheses show the statement false; fewer where each takes long."""
    plain = attackable(statement, given)
    if plain is None:
        return False
    statement, given = plain
    hypotheses = _hypotheses(statement, given)
    if "has_derivative" in constants_of([statement.term]):
        budget = min(budget, FEW // 4)
    return any(fails_somewhere(hypotheses, claim, budget) for claim in _claims(statement.term))


def _claims(t: Term) -> list[Term]:
    """What may be shown false: the statement, and before it what it says of the derivatives that it names."""
    parts = binary("and", t)
    while parts is not None and binary("and", parts[1]) is not None:
        parts = binary("and", parts[1])
    return [parts[1], t] if parts is not None and "has_derivative" in constants_of([parts[0]]) else [t]


def _hypotheses(statement: Expr, given: Sequence[Expr]) -> list[Term]:
    declared = [h for e in (statement, *given) for d in declared_hypotheses(e) for h in d]
    return list(dict.fromkeys([*(g.term for g in given), *declared]))


def proved(statements: Sequence[Expr], given: Sequence[Expr], work: int = WORK) -> list[Judgement]:
    """What of the statements is proved, one after the other; what was proved before may be used. Nothing is attacked."""
    if "has_derivative" in constants_of(
        [e.term for e in statements]
    ):  # to attack these takes longer than a second look
        work = max(work, 3 * LITTLE)
    return _judged(Prover, statements, given, work)


def at_first(statements: Sequence[Expr], given: Sequence[Expr]) -> list[Judgement]:
    """The same with little work, and less for what fails on some of the instances tried."""
    return _judged(_Looking, statements, given, FIRST)


def at_length(statement: Expr, given: Sequence[Expr]) -> Judgement:
    """The judgement of one statement that was not refuted: proved with more work, or for want of a condition."""
    work = 3 * WORK if "has_derivative" in constants_of([statement.term]) else WORK
    return _judged(_Conditional, [statement], given, work)[0]


def _judged(kind: type[Prover], statements: Sequence[Expr], given: Sequence[Expr], work: int) -> list[Judgement]:
    try:
        return [Judgement(r) for r in check(kind, statements, given, work=work)]
    except (InvalidArgument, KernelError) as error:
        if len(statements) == 1:
            return [Judgement(None, error=str(error))]
    return [_judged(kind, [statement], given, work)[0] for statement in statements]


def check(
    kind: type[Prover], statements: Sequence[Expr], given: Sequence[Expr], cite: int | None = None, names: Sequence[str] = (),
    work: int = WORK, lemmas: Sequence[Thm] = (),
) -> list[StepResult]:  # fmt: skip
    library = shipped_library() if names else None
    cited = [th for name in names for _, th in conclusions_of(library.get(name))] if library is not None else []
    at_hand = [*(e.term for e in (*given, *statements)), *(th.conclusion for th in (*lemmas, *cited))]

    def write(d: Proof) -> None:
        for statement in statements:
            if cite is None and not names:
                d.have(statement)
                continue
            rules = [r.name for r in automatic_rules(statement.term, at_hand)]
            facts = [] if cite is None else [d.given[cite]]
            d.have(statement, by=[*facts, *names, *rules])

    derivation = Derivation(
        "note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1)
    )
    if library is not None:
        derivation.library = library
    with bounded(2 * WORK * (1 + len(statements))):
        checker = kind(derivation, False)
        checker.work, checker.lemmas, checker.elementary = work, lemmas, work >= WORK
        checker.check()
    return checker.results


@cache
def shipped_library() -> Library:
    return Library.shipped()


def by_proof(write: Callable[[Proof], None], given: Sequence[Expr], work: int) -> Judgement | None:
    """The judgement of the last statement of a proof written for a step, from the library's rules; None if not proved."""
    derivation = Derivation("note", write, title="", claims=(), given=tuple(given), source="", kind="theorem", doc="", path="", span=Span(1))  # fmt: skip
    derivation.library = shipped_library()
    try:
        with bounded(work):
            checker = Prover(derivation, False)
            checker.check()
    except (InvalidArgument, KernelError):
        return None
    result = checker.results[-1]
    return Judgement(result) if result.verdict is Verdict.PROVED else None
