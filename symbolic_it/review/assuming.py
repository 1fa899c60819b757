"""Statements under a further assumption: cited as a fact, or carried over from the value that a law is assumed to have."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from symbolic_it.authoring.checking import replays
from symbolic_it.authoring.results import StepResult, Verdict
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, prove
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    Type,
    abstract,
    equation,
    implication,
    real,
    substitute,
    type_variable,
)
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
from symbolic_it.language.expr import And, Eq, Expr
from symbolic_it.notes import syntax as s
from symbolic_it.refute import Refutation
from symbolic_it.review.averages import sample_averages
from symbolic_it.review.granted import declared_hypotheses, standing_conditions
from symbolic_it.review.judging import FEW, INSTANCES, LITTLE, Prover, check, counterexample, fails
from symbolic_it.review.steps import Item


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
    also: Expr | None = None
    """A further condition beside the value."""
    only_open: bool = False
    """Whether it is for steps without a known counterexample alone: what is false somewhere does not rest on it."""


@dataclass(frozen=True)
class Established:
    """A statement that holds under an assumption, with the theorem."""

    assumption: Assumption
    result: StepResult


def can_be_met(conditions: Sequence[Expr], budget: int = FEW) -> bool:
    """Whether some instance meets the conditions: what nothing meets would prove everything."""
    return counterexample(Expr(constant_for("false")), conditions, budget) is not None


def holds_of_targets(statement: Expr, given: Sequence[Expr], assumption: Assumption) -> bool:
    """Whether the statement is not seen to fail where the targets sum to 1, as some of the instances tried have it."""
    every = [*given, assumption.statement]
    if assumption.code != "IT204" or assumption.law is not None or not can_be_met(every, INSTANCES):
        return False
    return counterexample(statement, every, INSTANCES) is None


def under(statement: Expr, given: Sequence[Expr], assumption: Assumption) -> Established | None:
    """The judgement of a statement under a further assumption, when it is established under it and not empty."""
    if assumption.law is not None and assumption.value is not None:
        return _with_value(statement, given, assumption, assumption.law, assumption.value)
    every = [*given, assumption.statement]
    if not can_be_met(every, INSTANCES):
        return None
    try:
        (result,) = check(Prover, [statement], every, len(every) - 1, work=2 * LITTLE)
    except (InvalidArgument, KernelError):
        return None
    if result.verdict is Verdict.PROVED:
        return Established(assumption, result)
    return None


def where_stated(statement: Expr, given: Sequence[Expr], stated: Sequence[Expr]) -> Established | None:
    """The statement established where what the note has stated in formulas before holds."""
    several = [And(*stated)] if len(stated) > 1 else []
    for claim in (*several, *reversed(stated)):
        found = under(statement, given, Assumption("IT207", f"{claim.text}, as the note has it", claim))
        if found is not None:
            return found
    return None


def _with_value(
    statement: Expr, given: Sequence[Expr], assumption: Assumption, law: Expr, value: Expr
) -> Established | None:
    """The statement where the law is the value: proved of the value, then carried over by the equation."""
    if law.term not in statement.term.free:
        return None

    def there(e: Expr) -> Expr:
        return _replaced(e, law, value)

    goal = there(statement)
    own = [Expr(h) for d in statement.declarations if d.variable is law.term for h in d.hypotheses]
    hypotheses = [*given, *own, *([assumption.also] if assumption.also is not None else ())]
    conditions = [there(h) for h in hypotheses]
    try:
        lemmas = components(law.type.args[0]) if assumption.parts else []
        if assumption.sampled is not None:
            lemmas = sample_averages(goal.term, value.term, *assumption.sampled)
        helpers = [there(h) for h in assumption.helpers]
        every = [*conditions, *standing_conditions([goal], conditions)]
        if not can_be_met(every):
            return None
        result = check(Prover, [*helpers, goal], every, work=2 * LITTLE, lemmas=lemmas)[-1]
    except (InvalidArgument, KernelError):
        return None
    if result.verdict is not Verdict.PROVED or result.theorem is None:
        return None
    theorem: Thm | None = result.theorem
    if assumption.own is not None:
        theorem = _specialised(result.theorem, assumption.parts)
        value = assumption.own
    declared = [h for e in (goal, *every) for hs in declared_hypotheses(e) for h in hs]
    values = {v.term: e.term for v, e in assumption.parts}
    granted = {substitute(values, h) for h in (*(e.term for e in every), *declared)}
    if theorem is not None:
        theorem = _carried(theorem, statement.term, [h.term for h in hypotheses], law.term, value.term, granted)
    if theorem is None:
        return None
    return Established(assumption, replace(result, theorem=theorem))


def empties(item: Item, given: Sequence[Expr], found: Established) -> bool:
    """Whether both sides are 0 where variables are independent, as H(X) - H(X|Y) and 2 I(X;Y) are: that says nothing.

    Nor does I(X;Y) <= 0; I(X;Y) = 0 is what some write for the independence itself.
    """
    if found.assumption.code != "IT203" or found.assumption.own is None or item.lhs is None or item.rhs is None:
        return False
    if item.lhs.type is not real or item.sign.op not in ("=", "==", "<=", ">="):
        return False
    if item.sign.op in ("=", "==") and (isinstance(item.left, s.Num) or isinstance(item.right, s.Num)):
        return False
    sides = (item.lhs,) if item.sign.op in ("=", "==") else (item.lhs, item.rhs)
    return not any(fails_under(Eq(side, 0), given, [found.assumption]) for side in sides)


def together(assumptions: Sequence[Assumption]) -> list[Assumption]:
    """Several conditions as one, where each is a statement; none where there is one alone."""
    plain = [a for a in assumptions if a.law is None]
    if len(plain) < 2:
        return []
    return [Assumption(plain[0].code, " and ".join(a.words for a in plain), And(*(a.statement for a in plain)))]


def fails_under(statement: Expr, given: Sequence[Expr], assumptions: Sequence[Assumption]) -> bool:
    """Whether a few instances that meet the assumptions show the statement false."""
    return fails(*_with(statement, given, assumptions))


def example_under(statement: Expr, given: Sequence[Expr], assumptions: Sequence[Assumption]) -> Refutation | None:
    """An instance that meets the assumptions and shows the statement false."""
    return counterexample(*_with(statement, given, assumptions), INSTANCES)


def _with(statement: Expr, given: Sequence[Expr], assumptions: Sequence[Assumption]) -> tuple[Expr, list[Expr]]:
    """The statement and what is given, with the laws that the assumptions set to a value replaced by it."""
    hypotheses = [*given]
    for assumption in assumptions:
        law, value = assumption.law, assumption.value
        if law is None or value is None or law.term not in statement.term.free:
            hypotheses.append(assumption.statement)
            continue
        own = [Expr(h) for d in statement.declarations if d.variable is law.term for h in d.hypotheses]
        further = () if assumption.also is None else (assumption.also,)
        statement, *hypotheses = (_replaced(e, law, value) for e in (statement, *hypotheses, *own, *further))
    return statement, hypotheses


def _replaced(e: Expr, law: Expr, value: Expr) -> Expr:
    """The expression with the value in place of the law."""
    declarations = frozenset(d for d in e.declarations if d.variable is not law.term) | value.declarations
    return Expr(substitute({law.term: value.term}, e.term), e.names, declarations)


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


def _carried(
    theorem: Thm, goal: Term, hypotheses: Sequence[Term], law: Term, value: Term, granted: Set[Term]
) -> Thm | None:
    """From ``H[value] |- goal[value]``: ``law = value, H |- goal``, replayed; it may rest on what is ``granted`` besides."""
    equality = equation(law, value)
    try:
        for h in hypotheses:
            theorem = discharge(substitute({law: value}, h), theorem)
        whole = goal
        for h in hypotheses:
            whole = implication(h, whole)
        same = congruence(reflexivity(abstract(law, whole)), assume(equality))
        carried = equality_modus_ponens(symmetry(same), theorem)
        for h in reversed(hypotheses):
            carried = modus_ponens(carried, assume(h))
    except KernelError:
        return None
    return carried if replays(carried, goal, frozenset({equality, *hypotheses} | granted)) else None
