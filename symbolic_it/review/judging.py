"""Judging statements of notes: as derivations without reasons, under standing and then under further assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from symbolic_it.authoring.checking import _Checker, automatic_rules, conclusions_of, replays
from symbolic_it.authoring.hypotheses import contradictory
from symbolic_it.authoring.leftover import residual_words
from symbolic_it.authoring.library import Library
from symbolic_it.authoring.model import Derivation, Proof, Step
from symbolic_it.authoring.results import Diagnostic, Span, StepResult, Verdict
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, prove
from symbolic_it.deduction.logic import is_universal
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations import Rule
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    Type,
    abstract,
    binary,
    constants_of,
    equation,
    implication,
    number,
    number_value,
    strip,
    substitute,
    type_variable,
    unary,
)  # fmt: skip
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    congruence,
    discharge,
    equality_modus_ponens,
    instantiate,
    instantiate_types,
    modus_ponens,
    reflexivity,
    symmetry,
)  # fmt: skip
from symbolic_it.language.expr import Expr
from symbolic_it.refute import Refutation, find_counterexample
from symbolic_it.review import inequalities
from symbolic_it.review.averages import sample_averages
from symbolic_it.review.lemmas import lemmas_for
from symbolic_it.tactics.definedness import unmet_conditions
from symbolic_it.tactics.justify import Attempt

LITTLE = 150_000
"""Units of kernel work for a first look at a step: before it is proved at length it is attacked."""
WORK = 500_000
"""Units of kernel work for one step of a note."""
INSTANCES = 500
"""How many instances a step that is not proved is tried on."""
GOOD = (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)


@dataclass(frozen=True)
class Assumption:
    """Something that would make a step true: the code of the finding, words for readers, the statement."""

    code: str
    words: str
    statement: Expr
    law: Expr | None = None
    """Where the assumption says which law a symbol is: the symbol, and the law."""
    value: Expr | None = None
    parts: tuple[tuple[Expr, Expr], ...] = ()
    """Symbols of the value that stand for others: arbitrary laws in the proof, the marginals in what is concluded."""
    helpers: tuple[Expr, ...] = ()
    """Statements about the symbol that hold where it has the value, proved first."""
    sampled: tuple[Term, Term] | None = None
    """The length and the sample, where the value is an empirical law."""
    own: Expr | None = None
    """The value with the others in their place."""


@dataclass
class Judgement:
    """What came of one statement."""

    result: StepResult | None
    assumptions: tuple[str, ...] = ()
    """LaTeX, for ``conditional``."""
    code: str = ""
    words: str = ""
    error: str = ""
    """Why it could not be judged at all."""

    @property
    def verdict(self) -> Verdict:
        return self.result.verdict if self.result is not None else Verdict.UNPROVED


class _Prover(_Checker):
    """The checker of derivations for statements without an author: it gives up without advice."""

    work = WORK
    elementary = False
    """Whether lemmas about exponentials are tried."""
    lemmas: Sequence[Thm] = ()
    """Theorems that every step may use."""

    def _attempt(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        with bounded(self.work):
            attempt = super()._attempt(step, context, rules, [*cited, *self.lemmas])
        if attempt.theorem is None and self.elementary and (more := lemmas_for(step.goal.term)):
            with bounded(self.work):
                attempt = super()._attempt(step, context, rules, [*cited, *self.lemmas, *more])
        return attempt

    def _not_established(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> StepResult:  # fmt: skip
        payload = {"residual": residual_words(attempt.residual), "suggestion": ""}
        if step.index in self.exhausted:
            diagnostic = Diagnostic("IT502", step.span, {"budget": f"{WORK:,} units of work"})
        else:
            diagnostic = Diagnostic("IT501", step.span, payload)
        return self._result(step, Verdict.UNPROVED, (), None, None, diagnostic)


class _Conditional(_Prover):
    """What is not proved may lack a condition, one that some instance meets."""

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


def counterexample(statement: Expr, given: Sequence[Expr], budget: int = INSTANCES) -> Refutation | None:
    """An instance that meets the hypotheses and where the statement is false."""
    declared = [h for e in (statement, *given) for d in _ordered(e) for h in d]
    hypotheses = list(dict.fromkeys([*(g.term for g in given), *declared]))
    return find_counterexample(hypotheses, statement.term, budget=budget)


def fails(statement: Expr, given: Sequence[Expr], budget: int = 120) -> bool:
    """Whether a few instances that meet the hypotheses show the statement false."""
    return counterexample(statement, given, budget) is not None


def proved(statements: Sequence[Expr], given: Sequence[Expr], work: int = WORK) -> list[Judgement]:
    """What of the statements is proved, one after the other; what was proved before may be used. Nothing is attacked."""
    if work == WORK and any("has_derivative" in constants_of([e.term]) for e in statements):
        work = 3 * WORK
    return _judged(_Prover, statements, given, work)


def conditional(statement: Expr, given: Sequence[Expr]) -> Judgement:
    """The judgement of one statement that was neither proved nor refuted: a condition may be missing."""
    return _judged(_Conditional, [statement], given, 2 * LITTLE)[0]


def _judged(kind: type[_Prover], statements: Sequence[Expr], given: Sequence[Expr], work: int) -> list[Judgement]:
    try:
        return [Judgement(r) for r in _check(kind, statements, given, work=work)]
    except (InvalidArgument, KernelError) as error:
        if len(statements) == 1:
            return [Judgement(None, error=str(error))]
    return [_judged(kind, [statement], given, work)[0] for statement in statements]


def _check(
    kind: type[_Prover], statements: Sequence[Expr], given: Sequence[Expr], cite: int | None = None, names: Sequence[str] = (),
    work: int = WORK, lemmas: Sequence[Thm] = (),
) -> list[StepResult]:  # fmt: skip
    def write(d: Proof) -> None:
        for statement in statements:
            if cite is None and not names:
                d.have(statement)
                continue
            rules = [r.name for r in automatic_rules(statement.term, [])]
            facts = [] if cite is None else [d.given[cite]]
            d.have(statement, by=[*facts, *names, *rules])

    derivation = Derivation(
        "note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1)
    )
    if names:
        derivation.library = shipped_library()
    with bounded(2 * WORK * (1 + len(statements))):
        checker = kind(derivation, False)
        checker.work, checker.lemmas, checker.elementary = work, lemmas, work >= WORK
        checker.check()
    return checker.results


LIBRARY = {
    "entropy": ("entropy-nonnegative", "uniform-law-maximises-entropy", "chain-rule-of-entropy", "entropy-zero-only-for-point-mass"),
    "divergence": ("gibbs-inequality", "divergence-chain-rule"),
    "cross_entropy": ("cross-entropy-bound", "gibbs-inequality"),
    "conditional_entropy": ("conditioning-does-not-increase-entropy", "chain-rule-of-entropy", "conditional-entropy-as-weighted-mean"),
    "mutual_information": ("mutual-information-nonnegative", "chain-rule-of-entropy", "conditioning-does-not-increase-entropy"),
}  # fmt: skip
"""Theorems of the library that steps about a notion may rest on."""


def by_library(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a statement that follows from a theorem of the library; None when none is found to do."""
    found = _by_inequalities(statement, given)
    if found is not None:
        return found
    present = constants_of([statement.term])
    names = list(dict.fromkeys(name for notion, names in LIBRARY.items() if notion in present for name in names))
    if not names:
        return None
    library = shipped_library()
    for name in names:
        conclusions_of(library.get(name))  # outside of the bounds of a search
    for cited in (names[:1], names) if len(names) > 1 else (names,):
        try:
            (result,) = _check(_Prover, [statement], given, names=cited)
        except (InvalidArgument, KernelError):
            continue
        if result.verdict in (Verdict.PROVED, Verdict.CONDITIONAL):
            return Judgement(result)
    return None


def _by_inequalities(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    known = inequalities.helpers(statement, given)
    if not known:
        return None
    library = shipped_library()
    for name in inequalities.CITED:
        conclusions_of(library.get(name))
    for splitting in (False, True):
        try:
            derivation = inequalities.derivation(statement, given, known, splitting)
            derivation.library = library
            checker = _Prover(derivation, False)
            checker.lemmas = lemmas_for(inequalities.goal_with_base(statement.term))
            with bounded(2 * WORK):
                checker.check()
        except (InvalidArgument, KernelError):
            continue
        if checker.results[-1].verdict is Verdict.PROVED:
            return Judgement(checker.results[-1])
    return None


@cache
def shipped_library() -> Library:
    return Library.shipped()


def under(statement: Expr, given: Sequence[Expr], assumption: Assumption) -> Judgement | None:
    """The judgement of a statement under a further assumption, when it is established under it and not empty."""
    if assumption.law is not None and assumption.value is not None:
        return _with_value(statement, given, assumption, assumption.law, assumption.value)
    every = [*given, assumption.statement]
    try:
        (result,) = _check(_Prover, [statement], every, len(every) - 1)
    except (InvalidArgument, KernelError):
        return None
    if result.verdict is Verdict.PROVED:
        return Judgement(result, (assumption.statement.latex,), assumption.code, assumption.words)
    return None


def _with_value(
    statement: Expr, given: Sequence[Expr], assumption: Assumption, law: Expr, value: Expr
) -> Judgement | None:
    """The statement where the law is the value: proved of the value, then carried over by the equation."""
    if law.term not in statement.term.free:
        return None

    def there(e: Expr) -> Expr:
        declarations = frozenset(d for d in e.declarations if d.variable is not law.term) | value.declarations
        return Expr(substitute({law.term: value.term}, e.term), e.names, declarations)

    goal = there(statement)
    own = [Expr(h) for d in statement.declarations if d.variable is law.term for h in d.hypotheses]
    hypotheses = [*given, *own]
    conditions = [there(h) for h in hypotheses]
    try:
        lemmas = components(law.type.args[0]) if assumption.parts else []
        if assumption.sampled is not None:
            lemmas = sample_averages(goal.term, value.term, *assumption.sampled)
        helpers = [there(h) for h in assumption.helpers]
        every = [*conditions, *standing_conditions([goal], conditions)]
        result = _check(_Prover, [*helpers, goal], every, lemmas=lemmas)[-1]
    except (InvalidArgument, KernelError):
        return None
    if result.verdict is not Verdict.PROVED or result.theorem is None:
        return None
    theorem: Thm | None = result.theorem
    if assumption.own is not None:
        theorem = _specialised(result.theorem, assumption.parts)
        value = assumption.own
    if theorem is not None:
        theorem = _carried(theorem, statement.term, [h.term for h in hypotheses], law.term, value.term)
    if theorem is None:
        return None
    return Judgement(replace(result, theorem=theorem), (assumption.statement.latex,), assumption.code, assumption.words)


def components(pair: Type) -> list[Thm]:
    """|- the components of a pair of this type are what it was made of."""
    types = list(zip((type_variable("a"), type_variable("b")), pair.args, strict=True))
    return [instantiate_types(types, axiom(name)) for name in ("first-of-pair", "second-of-pair")]


def _specialised(theorem: Thm, parts: Sequence[tuple[Expr, Expr]]) -> Thm | None:
    """The theorem about arbitrary laws at the marginals, which are laws."""
    try:
        theorem = instantiate([(v.term, e.term) for v, e in parts], theorem)
        for _, e in parts:
            claim = constant_for("law", e.term)
            joint = [assume(h) for d in e.declarations for h in d.hypotheses]
            proof = prove(claim, Context([part for th in joint for part in known_parts(th)]))
            if proof is None:
                return None
            theorem = modus_ponens(discharge(claim, theorem), proof)
    except KernelError:
        return None
    return theorem


def _carried(theorem: Thm, goal: Term, hypotheses: Sequence[Term], law: Term, value: Term) -> Thm | None:
    """From ``H[value] |- goal[value]``: ``law = value, H |- goal``, replayed."""
    try:
        for h in hypotheses:
            theorem = discharge(substitute({law: value}, h), theorem)
        whole = goal
        for h in hypotheses:
            whole = implication(h, whole)
        same = congruence(reflexivity(abstract(law, whole)), assume(equation(law, value)))
        carried = equality_modus_ponens(symmetry(same), theorem)
        for h in reversed(hypotheses):
            carried = modus_ponens(carried, assume(h))
    except KernelError:
        return None
    return carried if replays(carried, goal, carried.hypotheses) else None


def standing_conditions(statements: Sequence[Expr], given: Sequence[Expr]) -> list[Expr]:
    """What the statements need to be meaningful and what notes take for granted: domination, positive arguments of logs."""
    found: list[Expr] = []
    hypotheses = [*given, *(Expr(t) for e in statements for d in _ordered(e) for t in d)]
    context = Context([part for h in dict.fromkeys(h.term for h in hypotheses) for part in known_parts(assume(h))])
    for e in statements:
        try:
            with bounded(400_000):
                unmet = unmet_conditions(e.term, context)
        except KernelError:
            continue
        for t in unmet:
            if taken_for_granted(t) and t not in [f.term for f in found]:
                declarations = frozenset(d for x in statements for d in x.declarations if d.variable in t.free)
                found.append(Expr(t, (), declarations))
    found = _between(found)
    if found and contradictory([f.term for f in found], [h.term for h in hypotheses]):
        return []
    return found


def _between(found: list[Expr]) -> list[Expr]:
    """``t != 0`` and ``1 - t != 0`` together mean a parameter strictly between 0 and 1."""
    terms = {e.term: e for e in found}
    for e in found:
        inner = unary("not", e.term)
        sides = binary("eq", inner) if inner is not None else None
        if sides is None or sides[0].kind != VAR or number_value(sides[1]) != 0:
            continue
        rest = constant_for("not", equation(constant_for("sub", number(1), sides[0]), number(0)))
        if rest in terms and e.term in terms:
            del terms[rest], terms[e.term]
            v = Expr(sides[0], (), e.declarations)
            terms[(v > 0).term], terms[(v < 1).term] = v > 0, v < 1
    return list(terms.values())


def _ordered(e: Expr) -> list[tuple[Term, ...]]:
    declared = sorted((d for d in e.declarations if d.variable in e.term.free), key=lambda d: d.variable.name)
    return [d.hypotheses for d in declared]


def taken_for_granted(t: Term) -> bool:
    """Whether a condition is one that notes leave unsaid: of a law, a family, a number or a sequence, not of a compound."""
    while True:
        if is_universal(t):
            t = t.arg.body if t.arg.kind == LAM else t.arg
        elif (parts := binary("imp", t)) is not None:
            t = parts[1]
        else:
            break
    head = strip(t)[0]
    if head.kind == CONST and head.name == "dominated":
        return True
    inner = unary("not", t)
    sides = binary("eq", inner) if inner is not None else binary("lt", t) or binary("le", t) or binary("eq", t)
    if sides is None:
        return False
    numerals = [number_value(u) for u in sides]
    if not any(q in (0, 1) for q in numerals):
        return False
    return all(q is not None or _elementary(u) for q, u in zip(numerals, sides, strict=True))


def _elementary(u: Term) -> bool:
    """Whether a term is made of laws, numbers and their sums, products and quotients, so that its sign is a matter of course."""
    if u.kind == LAM:
        return _elementary(u.body)
    parts = binary("sub", u)
    if parts is not None:
        return number_value(parts[0]) == 1 and strip(parts[1])[0].kind == VAR
    head, args = strip(u)
    if head.kind != CONST:
        return True
    q = number_value(head)
    if q is not None:
        return q > 0
    if head.name in ("first_marginal", "second_marginal", "conditional", "of_nat", "pair", "exp"):
        return True
    if head.name in ("sum", "expectation", "sum_to", "prod", "prod_to"):
        return all(_elementary(a) for a in args if a.kind == LAM or a.ty.op != "nat")
    if head.name in ("mul", "div", "add", "pow"):
        return all(_elementary(a) for a in args)
    return False
