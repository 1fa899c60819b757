"""Derivatives through the logistic function: what is known of it where a step differentiates it, and the chain rule by a name for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span, Verdict
from symbolic_it.authoring.steps import Fact
from symbolic_it.deduction.logic import under
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import (
    APP,
    LAM,
    VAR,
    KernelError,
    Term,
    apply_term,
    binary,
    number_value,
    real,
    strip,
    substitute,
)
from symbolic_it.kernel.theorems import equality_modus_ponens
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr, Implies
from symbolic_it.language.notation import ForAll, exp
from symbolic_it.language.notation import has_derivative as slope_is
from symbolic_it.notes.reading.derivatives import by_rules, exponent_of
from symbolic_it.review.judging import WORK, Judgement, Prover, check

MAX_TERMS = 3


@dataclass
class _Fact:
    """A statement on the way, and by which of those before it (their places) it is proved; by what is at hand if by none."""

    statement: Expr
    by: tuple[int, ...] = ()
    own: bool = True
    """Whether it is about the logistic function alone."""
    last: bool = False
    """Whether the step itself rests on it."""


def by_slopes(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a step about derivatives with facts about the logistic function at hand; None where there is none."""
    facts = _facts(statement)
    if not facts:
        return None
    if (
        binary("and", statement.term) is not None
    ):  # its parts are proved from the signs and the slopes of the function itself
        facts = [fact for fact in facts if fact.own]

    def write(d: Proof) -> None:
        made: list[Fact] = []
        for fact in facts:
            made.append(d.have(fact.statement, by=[made[k] for k in fact.by]) if fact.by else d.have(fact.statement))
        d.have(statement)

    derivation = Derivation("note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1))  # fmt: skip
    try:
        with bounded(12 * WORK):
            checker = Prover(derivation, False)
            checker.work, checker.elementary = 3 * WORK, True
            checker.check()
        if checker.results[-1].verdict is Verdict.PROVED:
            return Judgement(checker.results[-1])
        last = [
            r.theorem for r, fact in zip(checker.results, facts, strict=False) if fact.last and r.theorem is not None
        ]
        if len(last) == 2:  # the derivative found, and that it is the value: put together in the kernel
            same = equality_modus_ponens(under(last[0].conclusion.fun, last[1]), last[0])
            return Judgement(check(Prover, [statement], given, lemmas=[same])[0])
    except (InvalidArgument, KernelError):
        return None
    return None


def _facts(statement: Expr) -> list[_Fact]:
    """What is proved before the step, in order."""
    slopes = [t for t in _parts(statement.term) if _is_slope(t)]
    found: list[_Fact] = []
    seen: list[Term] = []
    for t in slopes:
        f, point, value = strip(t)[1]
        for here in _logistic(apply_term(f, point)):
            if here not in seen and len(seen) < MAX_TERMS:
                seen.append(here)
                found += [_Fact(e) for e in _signs(_as(here, statement))]
    for t in slopes:
        f, point, value = strip(t)[1]
        if point.kind != VAR:
            continue
        body = apply_term(f, point)
        for here in _logistic(body):
            _through(_as(point, statement), _as(body, statement), _as(here, statement), _as(value, statement), found)
    return found


def _is_slope(t: Term) -> bool:
    head, args = strip(t)
    return getattr(head, "name", "") == "has_derivative" and len(args) == 3


def _as(t: Term, statement: Expr) -> Expr:
    return Expr(t, (), frozenset(d for d in statement.declarations if d.variable in t.free))


def _parts(t: Term) -> Iterator[Term]:
    todo = [t]
    while todo:
        t = todo.pop()
        yield t
        if t.kind == LAM:
            todo.append(t.body)
        elif t.kind == APP and not _is_slope(t):
            todo += [t.fun, t.arg]


def _logistic(t: Term) -> list[Term]:
    """The terms 1/(1 + exp(u)) in a term, none of whose variables is bound in it."""
    found: list[Term] = []
    todo = [t]
    while todo:
        t = todo.pop()
        if t.kind == LAM:
            continue
        if t.kind == APP:
            if t.ty is real and (argument := exponent_of(t)) is not None and argument.ty is real and t not in found:
                found.append(t)
            todo += [t.fun, t.arg]
    return found


def _signs(s: Expr) -> Iterator[Expr]:
    u = exponent_of(s.term)
    assert u is not None
    power = exp(Expr(u, (), s.declarations))
    yield 1 + power > 0
    yield s > 0
    yield Eq(1 - s, power / (1 + power))
    yield power / (1 + power) > 0
    yield 1 - s > 0
    yield s < 1


def _through(v: Expr, body: Expr, s: Expr, value: Expr, found: list[_Fact]) -> None:
    """The derivative of the logistic function in v, and that of the body by the chain rule, when it holds v in no other way."""
    u = exponent_of(s.term)
    assert u is not None
    inner = by_rules(v.term, u)
    if inner is None or v.term not in s.term.free:
        return
    inside = Expr(inner, (), s.declarations | v.declarations)
    own = s * (1 - s) if number_value(inner) == -1 else s * (1 - s) * (-inside)
    found.append(_Fact(slope_is(v, s, v, own)))
    a = declare.real_variable("a_s")
    outer = substitute_term(body.term, s.term, a.term)
    slope = None if v.term in outer.free or outer is body.term or outer is a.term else by_rules(a.term, outer)
    if slope is None:
        return
    others = body.declarations | s.declarations | a.declarations
    at_s = Expr(substitute({a.term: s.term}, slope), (), others) * own
    target = substitute_term(value.term, s.term, a.term)
    found.append(_Fact(slope_is(v, body, v, at_s), own=False, last=True))
    if v.term not in target.free and number_value(inner) == -1:  # as an identity in a, which no rule opens up
        same = Eq(Expr(slope, (), others) * (a * (1 - a)), Expr(target, (), others | value.declarations))
        found.append(_Fact(ForAll(a, Implies(a > 0, Implies(1 - a > 0, same))), own=False))
        signs = [k for k, fact in enumerate(found) if fact.statement.term in ((s > 0).term, (1 - s > 0).term)]
        found.append(_Fact(Eq(at_s, value), (len(found) - 1, *signs), own=False, last=True))


def substitute_term(t: Term, old: Term, new: Term) -> Term:
    """The term with every occurrence of a closed part replaced."""
    if t is old:
        return new
    if t.kind == APP:
        fun, arg = substitute_term(t.fun, old, new), substitute_term(t.arg, old, new)
        return t if fun is t.fun and arg is t.arg else apply_term(fun, arg)
    return t
