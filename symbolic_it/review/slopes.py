"""Derivatives through the logistic function: what is known of it where a step differentiates it, and the chain rule by a name for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import APP, LAM, VAR, Term, apply_term, binary, number_value, real, strip, substitute, unary, var
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr, Implies
from symbolic_it.language.notation import ForAll, exp
from symbolic_it.language.notation import has_derivative as slope_is
from symbolic_it.notes.reading.derivatives import by_rules
from symbolic_it.review.judging import WORK, Judgement, proved

MAX_TERMS = 3


def by_slopes(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a step about derivatives with facts about the logistic function at hand; None where there is none."""
    facts = list(_facts(statement))
    if not facts:
        return None
    return proved([*facts, statement], given, 3 * WORK)[-1]


def _facts(statement: Expr) -> Iterator[Expr]:
    slopes = [t for t in _parts(statement.term) if strip(t)[0].kind != VAR and _is_slope(t)]
    if not slopes:
        return
    seen: list[Term] = []
    for t in slopes:
        f, point, value = strip(t)[1]
        for here in _logistic(apply_term(f, point)):
            if here not in seen and len(seen) < MAX_TERMS:
                seen.append(here)
                yield from _signs(_as(here, statement))
        if point.kind != VAR:
            continue
        v = _as(point, statement)
        body = apply_term(f, point)
        for here in _logistic(body):
            yield from _through(v, _as(body, statement), _as(here, statement), _as(value, statement))


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


def exponent_of(t: Term) -> Term | None:
    """u in 1/(1 + exp(u))."""
    parts = binary("div", t)
    below = binary("add", parts[1]) if parts is not None and number_value(parts[0]) == 1 else None
    if below is None or number_value(below[0]) != 1:
        return None
    return unary("exp", below[1])


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


def _through(v: Expr, body: Expr, s: Expr, value: Expr) -> Iterator[Expr]:
    """The derivative of the logistic function in v, and that of the body by the chain rule, when it holds v in no other way."""
    u = exponent_of(s.term)
    assert u is not None
    inner = by_rules(v.term, u)
    if inner is None or v.term not in s.term.free:
        return
    inside = Expr(inner, (), s.declarations | v.declarations)
    own = s * (1 - s) if number_value(inner) == -1 else s * (1 - s) * (-inside)
    first = slope_is(v, s, v, own)
    a = declare.real_variable("a_s")
    outer = substitute_term(body.term, s.term, a.term)
    slope = None if v.term in outer.free or outer is body.term else by_rules(a.term, outer)
    if slope is None:
        yield first
        return
    others = body.declarations | s.declarations | a.declarations
    at_s = Expr(substitute({a.term: s.term}, slope), (), others) * own
    target = substitute_term(value.term, s.term, a.term)
    if v.term not in target.free and number_value(inner) == -1:  # as an identity in a, which no rule opens up
        same = Eq(Expr(slope, (), others) * (a * (1 - a)), Expr(target, (), others | value.declarations))
        yield ForAll(a, Implies(a > 0, Implies(1 - a > 0, same)))
        yield Eq(at_s, value)
    yield first
    yield slope_is(v, body, v, at_s)


def substitute_term(t: Term, old: Term, new: Term) -> Term:
    """The term with every occurrence of a closed part replaced."""
    if t is old:
        return new
    if t.kind == APP:
        fun, arg = substitute_term(t.fun, old, new), substitute_term(t.arg, old, new)
        return t if fun is t.fun and arg is t.arg else apply_term(fun, arg)
    return t
