"""Judging statements of notes: as derivations without reasons, under standing and then under further assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symbolic_it.authoring.checking import _Checker, automatic_rules, contradictory
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span, StepResult, Verdict
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.deduction.logic import is_universal
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import CONST, LAM, VAR, KernelError, Term, binary, number_value, strip, unary
from symbolic_it.kernel.theorems import assume
from symbolic_it.language.expr import Expr
from symbolic_it.tactics.definedness import unmet_conditions

GOOD = (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)


@dataclass(frozen=True)
class Assumption:
    """Something that would make a step true: the code of the finding, words for readers, the statement."""

    code: str
    words: str
    statement: Expr


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


def judged(statements: Sequence[Expr], given: Sequence[Expr]) -> list[Judgement]:
    """The statements judged one after the other; what was proved before may be used."""
    try:
        return [Judgement(r) for r in _check(statements, given)]
    except (InvalidArgument, KernelError) as error:
        if len(statements) == 1:
            return [Judgement(None, error=str(error))]
    return [judged([statement], given)[0] for statement in statements]


def _check(statements: Sequence[Expr], given: Sequence[Expr], cite: int | None = None) -> list[StepResult]:
    def write(d: Proof) -> None:
        for statement in statements:
            if cite is None:
                d.have(statement)
            else:
                rules = [r.name for r in automatic_rules(statement.term, [])]
                d.have(statement, by=[d.given[cite], *rules])

    derivation = Derivation(
        "note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1)
    )
    checker = _Checker(derivation, False)
    checker.check()
    return checker.results


def under(statement: Expr, given: Sequence[Expr], assumption: Assumption) -> Judgement | None:
    """The judgement of a statement under a further assumption, when it is established under it and not empty."""
    every = [*given, assumption.statement]
    for cite in (len(every) - 1, None):
        try:
            (result,) = _check([statement], every, cite)
        except (InvalidArgument, KernelError):
            continue
        if result.verdict is Verdict.PROVED:
            return Judgement(result, (assumption.statement.latex,), assumption.code, assumption.words)
    return None


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
    if found and contradictory([f.term for f in found], [h.term for h in hypotheses]):
        return []
    return found


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
    parts = binary("sub", u)
    if parts is not None and number_value(parts[0]) == 1:
        u = parts[1]
    head, args = strip(u)
    if head.kind == CONST and head.name in ("first_marginal", "second_marginal", "conditional", "of_nat"):
        return all(strip(a)[0].kind != CONST for a in args)
    return head.kind == VAR or (head.kind != CONST and not args)


@dataclass
class Settings:
    """Equations that the note states of its symbols, as far as they fit the step: used as assumptions."""

    statements: list[Assumption] = field(default_factory=list)
