"""Lemmas of maximisers and minimisers as sets: what may be done to an objective without moving them."""

from __future__ import annotations

from symbolic_it.deduction.basics import ZERO, a, by_linear, d, le, lemma, lt, positive, theorem, use, x, y
from symbolic_it.deduction.logic import apply, both, c, equivalent, first, second, unfold
from symbolic_it.deduction.logic import chain as chain_
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    apply_term,
    bool_,
    equation,
    fun,
    implication,
    real,
    type_variable,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    modus_ponens,
    symmetry,
)

ANY = type_variable("a")
DOMAIN = var("S", fun(ANY, bool_))
F, G = var("f", fun(ANY, real)), var("g", fun(ANY, real))
T, U = var("t", ANY), var("u", ANY)


def _better(kind: str, objective: Term, rival: Term, point: Term) -> Term:
    """The rival is no better than the point."""
    left, right = apply_term(objective, rival), apply_term(objective, point)
    return le(left, right) if kind == "argmax" else le(right, left)


def _by_order(kind: str, other: str) -> Thm:
    """If f and g order S alike (or oppositely), their optima are the same set."""
    in_t, in_u = apply_term(DOMAIN, T), apply_term(DOMAIN, U)
    same = equation(_better(kind, F, U, T), _better(other, G, U, T))
    h = assume(universal(T, universal(U, implication(in_t, implication(in_u, same)))))

    def one_way(source: Term, frm: str, to: str, objective: Term, backwards: bool) -> Thm:
        have = assume(source)
        member, best = first(have), second(have)
        u_in = assume(in_u)
        iff = apply(h, T, U, member, u_in)
        step = equality_modus_ponens(symmetry(iff) if backwards else iff, apply(best, U, u_in))
        return both(member, generalise(U, discharge(in_u, step)))

    left = unfold(apply_term(c(kind, DOMAIN, F), T))
    right = unfold(apply_term(c(other, DOMAIN, G), T))
    p, q = left.conclusion.arg, right.conclusion.arg
    iff = equivalent(p, q, one_way(p, kind, other, G, False), one_way(q, other, kind, F, True))
    th = chain_(left, iff, symmetry(right))
    assert th is not None
    return discharge(h.conclusion, abstraction(T, th))


@lemma("same-order-argmax")
def _() -> Thm:
    return _by_order("argmax", "argmax")


@lemma("same-order-argmin")
def _() -> Thm:
    return _by_order("argmin", "argmin")


@lemma("reversed-order")
def _() -> Thm:
    return _by_order("argmax", "argmin")


@lemma("reversed-order-argmin")
def _() -> Thm:
    return _by_order("argmin", "argmax")


@lemma("scaled-comparison")
def _() -> Thm:
    """0 < a ==> (a x <= a y) = (x <= y)"""
    pos = assume(positive(a))
    scaled, plain = assume(le(c("mul", a, x), c("mul", a, y))), assume(le(x, y))
    gap = by_linear(le(ZERO, c("sub", y, x)), plain)
    backward = by_linear(scaled.conclusion, use("product-nonnegative", by_linear(le(ZERO, a), pos), gap))
    inverse = use("inverse-positive", pos)
    one = inverse.conclusion.arg
    wide = c("sub", c("mul", a, y), c("mul", a, x))
    product = use("product-nonnegative", by_linear(le(ZERO, one), inverse), by_linear(le(ZERO, wide), scaled))
    flat = field_identity(c("mul", one, wide), c("sub", y, x), [pos])
    forward = by_linear(plain.conclusion, product, flat)
    return discharge(pos.conclusion, equivalent(scaled.conclusion, plain.conclusion, forward, backward))


_ORDER_LEMMA = {
    ("argmax", "argmax"): "same-order-argmax",
    ("argmin", "argmin"): "same-order-argmin",
    ("argmax", "argmin"): "reversed-order",
    ("argmin", "argmax"): "reversed-order-argmin",
}


def _affine(kind: str, other: str) -> Thm:
    """(for t in S, g t = a f t + d) ==> the sign of a ==> optima of g = optima of f"""
    name = _ORDER_LEMMA[kind, other]
    in_t, in_u = apply_term(DOMAIN, T), apply_term(DOMAIN, U)
    h = assume(universal(T, implication(in_t, equation(apply_term(G, T), c("add", c("mul", a, apply_term(F, T)), d)))))
    sign = assume(positive(a) if kind == other else lt(a, ZERO))
    g_side, f_side = assume(_better(kind, G, U, T)), assume(_better(other, F, U, T))
    gt, gu = apply(h, T, assume(in_t)), apply(h, U, assume(in_u))
    low, high = f_side.conclusion.fun.arg, f_side.conclusion.arg
    factor = a if kind == other else c("neg", a)
    scaled = use("scaled-comparison", by_linear(positive(factor), sign), x=low, y=high)
    wide = scaled.conclusion.fun.arg
    forward = equality_modus_ponens(scaled, by_linear(wide, g_side, gt, gu))
    backward = by_linear(g_side.conclusion, equality_modus_ponens(symmetry(scaled), f_side), gt, gu)
    iff = equivalent(g_side.conclusion, f_side.conclusion, forward, backward)
    order = generalise(T, generalise(U, discharge(in_t, discharge(in_u, iff))))
    result = modus_ponens(instantiate([(F, G), (G, F)], theorem(name)), order)
    return discharge(h.conclusion, discharge(sign.conclusion, result))


@lemma("affine-argmax")
def _() -> Thm:
    return _affine("argmax", "argmax")


@lemma("affine-argmin")
def _() -> Thm:
    return _affine("argmin", "argmin")


@lemma("affine-reversed")
def _() -> Thm:
    """argmax of g = argmin of f, for g = a f + d, a < 0"""
    return _affine("argmax", "argmin")


@lemma("affine-reversed-argmin")
def _() -> Thm:
    """argmin of g = argmax of f, for g = a f + d, a < 0"""
    return _affine("argmin", "argmax")


def _same(kind: str) -> Thm:
    """(for t in S, f t = g t) ==> optima of f = optima of g"""
    in_t, in_u = apply_term(DOMAIN, T), apply_term(DOMAIN, U)
    h = assume(universal(T, implication(in_t, equation(apply_term(F, T), apply_term(G, T)))))
    ft, fu = apply(h, T, assume(in_t)), apply(h, U, assume(in_u))
    f_side, g_side = _better(kind, F, U, T), _better(kind, G, U, T)
    iff = equivalent(
        f_side, g_side, by_linear(g_side, assume(f_side), ft, fu), by_linear(f_side, assume(g_side), ft, fu)
    )
    order = generalise(T, generalise(U, discharge(in_t, discharge(in_u, iff))))
    return discharge(h.conclusion, modus_ponens(theorem(f"same-order-{kind}"), order))


@lemma("same-argmax")
def _() -> Thm:
    return _same("argmax")


@lemma("same-argmin")
def _() -> Thm:
    return _same("argmin")


def _under_ln(kind: str) -> Thm:
    """(for t in S, 0 < f t) ==> optima of ln f = optima of f"""
    in_t, in_u = apply_term(DOMAIN, T), apply_term(DOMAIN, U)
    h = assume(universal(T, implication(in_t, positive(apply_term(F, T)))))
    pt, pu = apply(h, T, assume(in_t)), apply(h, U, assume(in_u))
    iff = use("ln-order", pu, pt) if kind == "argmax" else use("ln-order", pt, pu)
    order = generalise(T, generalise(U, discharge(in_t, discharge(in_u, iff))))
    logs = abstract(T, c("ln", apply_term(F, T)))
    result = modus_ponens(instantiate([(F, logs), (G, F)], theorem(f"same-order-{kind}")), order)
    return discharge(h.conclusion, result)


@lemma("ln-argmax")
def _() -> Thm:
    return _under_ln("argmax")


@lemma("ln-argmin")
def _() -> Thm:
    return _under_ln("argmin")
