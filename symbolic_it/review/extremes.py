"""Steps with largest and smallest values: what follows from f(x) <= f(x_max) for all x, and from which of two numbers is larger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from symbolic_it.authoring.model import Proof
from symbolic_it.authoring.steps import Fact
from symbolic_it.deduction.logic import is_universal
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    Term,
    abstract,
    apply_term,
    binary,
    constants_of,
    strip,
    var,
)
from symbolic_it.language.expr import Eq, Expr, apply_symbol, as_real
from symbolic_it.language.notation import ForAll, Sum
from symbolic_it.notes.extremes import is_extreme
from symbolic_it.review.inequalities import base_in
from symbolic_it.review.judging import WORK, Judgement, by_proof

MAX_CASES = 2
_NOTIONS = ("entropy-definition", "cross-entropy-definition", "divergence-definition", "expectation-definition")


def by_extremes(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a statement about extreme values; None where it is none or is not proved so."""
    bounds = [(k, f) for k, g in enumerate(given) if (f := _bounded(g.term)) is not None]
    cases = list(dict.fromkeys(_alternatives(statement.term)))[:MAX_CASES]
    if not bounds and not cases:
        return None

    def write(d: Proof) -> None:
        facts: list[Fact] = []
        for k, (v, star, body) in bounds:
            smallest = _is_smallest(given[k].term)
            facts += [d.given[k], *_facts(d, d.given[k], statement, v, star, body, not smallest)]
        splits = [Expr(t, (), statement.declarations) for t in cases]
        d.have(statement, by=[*facts, *(_NOTIONS if facts else ())], cases=splits)

    return by_proof(write, given, 3 * WORK)


def _facts(d: Proof, bound: Fact, statement: Expr, v: Expr, star: Expr, body: Expr, below: bool) -> Iterator[Fact]:
    """The averages of the function under the laws of the statement against its extreme value; of a law also its logarithm."""
    at = Expr(apply_term(abstract(v.term, body.term), star.term), (), statement.declarations)
    laws = list(_laws(statement, v))
    whole = ["sum-of-multiple", "sum-to-one"]
    for p in laws:
        weighted, constant = p(v) * body, p(v) * at
        each = d.have(ForAll(v, weighted <= constant if below else constant <= weighted), by=[bound])
        sums = (Sum(v, weighted), Sum(v, constant))
        yield d.have(sums[0] <= sums[1] if below else sums[1] <= sums[0], by=["sum-comparison", each])
        yield d.have(Eq(sums[1], at), by=whole)
    own = next((p for p in laws if p(v).term is body.term), None)
    if own is None or not below:
        return
    total = d.have(Sum(v, body) <= Sum(v, at), by=["sum-comparison", bound])
    size = Sum(v, as_real(1))
    least = d.have(as_real(1) <= at * size, by=[total, *whole])
    positive = d.have(as_real(0) < at, by=[least], cases=[Eq(at, 0)])
    yield positive
    many = d.have(as_real(0) < size)
    share = d.have(as_real(0) < 1 / size, by=[many])
    scaled = d.have(1 / size * 1 <= 1 / size * (at * size), by=[least, share])
    same = d.have(Eq(1 / size * (at * size), at), by=[many])
    yield d.have(1 / size <= at, by=[scaled, same])
    base = base_in(statement.term)
    if base is None:
        return
    for p in laws:
        natural = "ln" in constants_of([statement.term])
        log = partial(apply_symbol, *(("ln",) if natural else ("log", Expr(base, (), statement.declarations))))
        logs = p(v) * log(body), p(v) * log(at)
        if p is own:
            each = d.have(ForAll(v, logs[0] <= logs[1]), by=["log-increasing", bound, positive])
            yield d.have(Sum(v, logs[0]) <= Sum(v, logs[1]), by=["sum-comparison", each])
            yield d.have(Eq(Sum(v, logs[1]), log(at)), by=whole)


def _bounded(t: Term) -> tuple[Expr, Expr, Expr] | None:
    """(x, x_max, f(x)) of a condition f(x) <= f(x_max) for all x, or of its reverse."""
    if not is_universal(t) or t.arg.kind != LAM:
        return None
    v = var("x", t.arg.ty.args[0])
    inner = binary("le", apply_term(t.arg, v))
    if inner is None:
        return None
    for f, c in (inner, inner[::-1]):
        stars = [w for w in c.free if w.ty is v.ty and is_extreme(w.name)]
        if len(stars) == 1 and v in f.free and v not in c.free:
            return Expr(v), Expr(stars[0]), Expr(f)
    return None


def _is_smallest(t: Term) -> bool:
    """Whether the condition says f(x_min) <= f(x)."""
    v = var("x", t.arg.ty.args[0])
    inner = binary("le", apply_term(t.arg, v))
    return inner is not None and v in inner[1].free and v not in inner[0].free


def _laws(statement: Expr, v: Expr) -> list[Expr]:
    """The laws of the statement on the alphabet of the outcome."""
    return [
        Expr(d.variable, (), frozenset((d,)))
        for d in sorted(statement.declarations, key=lambda d: d.variable.name)
        if d.variable.ty.op == "fun"
        and d.variable.ty.args[0] is v.type
        and any(h.kind == APP and strip(h)[0].kind == CONST and strip(h)[0].name == "law" for h in d.hypotheses)
    ]


def _alternatives(t: Term) -> Iterator[Term]:
    """The comparisons of numbers in the indicators of a term, which a proof may split on."""
    todo = [t]
    while todo:
        t = todo.pop()
        if t.kind == LAM:
            continue
        if t.kind == APP:
            if t.fun.kind == CONST and t.fun.name == "indicator" and binary("le", t.arg) is not None:
                yield t.arg
            todo += [t.fun, t.arg]
