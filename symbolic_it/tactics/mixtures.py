"""Mixtures of two laws in entropies and divergences: t ln t is convex, and u ln(u/v) in both numbers together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from symbolic_it.deduction.basics import ONE, ZERO, a, b, le, nonzero, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, prove
from symbolic_it.deduction.logic import c, cases, chain, replace_in
from symbolic_it.kernel.arithmetic import normal_form
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    KernelError,
    Term,
    apply_term,
    binary,
    equation,
    parts_of,
    strip,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    field_identity,
    instantiate,
    linear_arithmetic,
    modus_ponens,
)
from symbolic_it.tactics.pointwise import gibbs
from symbolic_it.tactics.products import logarithm_of_product

MAX_PAIRS = 4


class Mixture(NamedTuple):
    """x -> w P(x) + z Q(x); for a law alone both parts are the law, for none of them (an entropy) they are the number one."""

    weights: tuple[Term, Term]
    parts: tuple[Term | None, Term | None]


def convexities(goal: Term, context: Context) -> list[tuple[Term, Thm]]:
    """|- U ln(U/V) <= w u ln(u/v) + z u' ln(u'/v') at an outcome, with it, for the mixtures that the goal speaks of."""
    found: list[tuple[Term, Thm]] = []
    for first, second in dict.fromkeys(_pairs(goal)):
        ty = next(p.ty for m in (first, second) for p in m.parts if p is not None).args[0]
        v = var("_x", ty)
        try:
            th = _convexity(first, second, v, context)
        except KernelError:
            continue
        if th is not None and len(found) < MAX_PAIRS:
            found.append((v, th))
    return found


def _pairs(goal: Term) -> Iterator[tuple[Mixture, Mixture]]:
    """The laws of entropies and divergences, where one of them is a mixture."""
    for t in parts_of([goal]):
        head, args = strip(t)
        name = head.name if head.kind == CONST else ""
        if name == "entropy" and len(args) == 2 and (one := mixture(args[1])) is not None:
            yield one, Mixture(one.weights, (None, None))
        elif name == "divergence" and len(args) == 3:
            one, two = mixture(args[1]), mixture(args[2])
            weights = one.weights if one is not None else two.weights if two is not None else None
            if weights is not None:
                first = one or Mixture(weights, (args[1], args[1]))
                second = two or Mixture(weights, (args[2], args[2]))
                if first.weights == second.weights:
                    yield first, second


def mixture(law: Term) -> Mixture | None:
    """The parts of x -> w P(x) + (1 - w) Q(x)."""
    if law.kind != LAM:
        return None
    v = var("_x", law.domain)
    parts = binary("add", apply_term(law, v))
    products = [binary("mul", t) for t in parts] if parts is not None else []
    weights, laws = [], []
    for product in products:
        if product is None or v in product[0].free or product[1].kind != APP or product[1].arg is not v:
            return None
        weights.append(product[0])
        laws.append(product[1].fun)
    if len(laws) != 2 or any(v in p.free for p in laws):
        return None
    if normal_form(c("add", *weights)) != normal_form(ONE):
        return None
    return Mixture((weights[0], weights[1]), (laws[0], laws[1]))


def _convexity(first: Mixture, second: Mixture, v: Term, context: Context) -> Thm | None:
    weights = first.weights
    us, vs = ([ONE if p is None else apply_term(p, v) for p in m.parts] for m in (first, second))
    wholes = []
    for values, m in ((us, first), (vs, second)):
        alone = m.parts[0] is m.parts[1]
        products = [c("mul", w, u) for w, u in zip(weights, values, strict=True)]
        wholes.append(values[0] if alone else c("add", *products))
    U, V = wholes
    ratio = c("div", U, V) if V is not ONE else U
    least = [prove(le(ZERO, t), context) for t in (*weights, *us, *vs, U, V)]
    if any(th is None for th in least):
        return None
    signs = [th for th in least if th is not None]
    weak_u, weak_v = signs[2:4], signs[4:6]
    weak_ratio = use("quotient-nonnegative", signs[6], signs[7]) if V is not ONE else signs[6]
    terms: list[Thm] = []
    for k, (w, u, below) in enumerate(zip(weights, us, vs, strict=True)):
        here = assuming(assuming(context, nonzero(w)), nonzero(u))
        above = [prove(positive(t), here) for t in (below, U, V)]
        if any(th is None for th in above):
            return None
        strict = [th for th in above if th is not None]
        other = c("mul", below, ratio)
        th = instantiate([(a, u), (b, other)], gibbs())
        th = modus_ponens(modus_ponens(th, weak_u[k]), use("product-nonnegative", weak_v[k], weak_ratio))
        large = use("quotient-positive", strict[1], strict[2]) if V is not ONE else strict[1]
        high = use("product-positive", strict[0], large)
        th = modus_ponens(th, discharge(nonzero(u), high))
        split = logarithm_of_product([(below, 1, strict[0]), (ratio, 1, large)], 1, other)
        long = c("sub", c("ln", u), c("add", c("ln", below), c("ln", ratio)))
        inner = linear_arithmetic(equation(c("sub", c("ln", u), c("ln", other)), long), [(-1, split)])
        same = use("weighted-equality", discharge(nonzero(u), inner), a=u)
        th = linear_arithmetic(le(th.conclusion.fun.arg, same.conclusion.arg), [(1, th), (1, same)])
        terms.append(use("weighted-comparison", signs[k], discharge(nonzero(w), th)))
    rest = c("add", *(th.conclusion.fun.arg for th in terms))
    zero = assume(equation(V, ZERO))
    gone = replace_in(zero, lambda t: c("mul", t, ratio))
    none = field_identity(gone.conclusion.arg, ZERO)
    nothing = chain(gone, none)
    full = field_identity(c("mul", V, ratio), U, [assume(nonzero(V))])
    assert nothing is not None
    goal = le(ZERO, rest)
    balanced = cases(zero.conclusion, _by(goal, signs[6], nothing), _by(goal, full))
    left = c("mul", U, c("ln", ratio))
    logs = [c("mul", w, c("mul", u, c("sub", c("ln", u), c("ln", t)))) for w, u, t in zip(weights, us, vs, strict=True)]
    return linear_arithmetic(le(left, c("add", *logs)), [(1, balanced), *((1, th) for th in terms)])


def _by(goal: Term, *facts: Thm) -> Thm:
    """By linear arithmetic, an equation in the direction that fits."""
    *others, last = facts
    for k in (1, -1):
        try:
            return linear_arithmetic(goal, [*((1, th) for th in others), (k, last)])
        except KernelError:
            continue
    raise KernelError("the equation does not fit")
