"""Limits at minus infinity: the lemmas of limits at infinity, for the mirrored functions."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, by_linear, discharge_all, le, lemma
from symbolic_it.deduction.logic import c
from symbolic_it.foundations.endless import WAYS, K, L, M, renamed
from symbolic_it.foundations.neighbourhoods import add, at, div, lemma_at, mul, sub
from symbolic_it.kernel.terms import APP, CONST, Term, abstract, equation, implication, real, strip, universal, var
from symbolic_it.kernel.theorems import Thm, assume, discharge, field_identity, generalise, specialise


def _mirrored(f: Term) -> Term:
    x = var("x", real)
    return abstract(x, at(f, c("neg", x)))


def at_minus(f: Term, value: Term) -> Term:
    return c("tends_at_minus_infinity", f, value)


def _through_mirror(goal: Term, name: str, *premises: Thm, **given: Term) -> Thm:
    """|- goal, a limit at -oo (or what follows from some), from the lemma about +oo for the mirrored functions."""
    opened = [
        logic.unfold_theorem(p) if p.conclusion.fun.kind == APP and _is_limit(p.conclusion) else p for p in premises
    ]
    mirrored = {k: _mirrored(t) if t.ty.op == "fun" else t for k, t in given.items()}
    th = lemma_at(f"{name}-infinity", *opened, **mirrored)
    return logic.fold_theorem(goal, th) if _is_limit(goal) else th


def _is_limit(t: Term) -> bool:
    head = strip(t)[0]
    return head.kind == CONST and head.name == "tends_at_minus_infinity"


_F, _G, _H = (WAYS["infinity"].function(n) for n in "fgh")
_X = var("x", real)


@lemma("limit-of-constant-minus-infinity")
def _() -> Thm:
    return _through_mirror(at_minus(abstract(_X, K), K), "limit-of-constant", k=K)


@lemma("limit-of-sum-minus-infinity")
def _() -> Thm:
    tf, tg = assume(at_minus(_F, L)), assume(at_minus(_G, M))
    goal = at_minus(abstract(_X, add(at(_F, _X), at(_G, _X))), add(L, M))
    th = _through_mirror(goal, "limit-of-sum", tf, tg, f=_F, g=_G, l=L, m=M)
    return discharge_all(th, tf.conclusion, tg.conclusion)


@lemma("limit-of-multiple-minus-infinity")
def _() -> Thm:
    tf = assume(at_minus(_F, L))
    goal = at_minus(abstract(_X, mul(K, at(_F, _X))), mul(K, L))
    return discharge(tf.conclusion, _through_mirror(goal, "limit-of-multiple", tf, f=_F, k=K, l=L))


def _below_zero(statement: Term) -> tuple[Thm, Thm]:
    """Assumed for all x <= 0; and the same for the mirrored functions at all x >= 0."""
    given = assume(universal(_X, implication(le(_X, ZERO), statement)))
    sign, other = assume(le(ZERO, _X)), c("neg", _X)
    here = logic.apply(specialise(other, given), by_linear(le(other, ZERO), sign))
    return given, generalise(_X, discharge(sign.conclusion, here))


@lemma("limit-order-minus-infinity")
def _() -> Thm:
    given, mirrored = _below_zero(le(at(_F, _X), at(_G, _X)))
    tf, tg = assume(at_minus(_F, L)), assume(at_minus(_G, M))
    th = _through_mirror(le(L, M), "limit-order", mirrored, tf, tg, f=_F, g=_G, l=L, m=M)
    return discharge_all(th, given.conclusion, tf.conclusion, tg.conclusion)


@lemma("limit-by-squeezing-minus-infinity")
def _() -> Thm:
    low, below = _below_zero(le(at(_G, _X), at(_F, _X)))
    high, above = _below_zero(le(at(_F, _X), at(_H, _X)))
    tg, th_ = assume(at_minus(_G, L)), assume(at_minus(_H, L))
    th = _through_mirror(at_minus(_F, L), "limit-by-squeezing", below, above, tg, th_, f=_F, g=_G, h=_H, l=L)
    return discharge_all(th, *(t.conclusion for t in (low, high, tg, th_)))


@lemma("limit-is-unique-minus-infinity")
def _() -> Thm:
    tf, tg = assume(at_minus(_F, L)), assume(at_minus(_F, M))
    th = _through_mirror(equation(L, M), "limit-is-unique", tf, tg, f=_F, l=L, m=M)
    return discharge_all(th, tf.conclusion, tg.conclusion)


@lemma("limit-of-reciprocal-minus-infinity")
def _() -> Thm:
    """1/(1 - x) tends to 0 as x goes to -oo"""
    th = lemma_at("limit-of-reciprocal-infinity")
    turned = c("neg", _X)
    same = field_identity(div(ONE, add(_X, ONE)), div(ONE, sub(ONE, turned)))
    goal = at_minus(abstract(_X, div(ONE, sub(ONE, _X))), ZERO)
    return logic.fold_theorem(goal, renamed(th, _X, same))
