"""Lemmas of the natural logarithm and the exponential, proved once, on demand."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.deduction.basics import (
    ONE,
    ZERO,
    a,
    b,
    by_linear,
    discharge_all,
    le,
    lemma,
    lt,
    positive,
    theorem,
    use,
    x,
    y,
)
from symbolic_it.deduction.logic import (
    apply,
    by_contradiction,
    c,
    chain,
    contradiction,
    equivalent,
    refute,
    replace_in,
    unfold,
)
from symbolic_it.kernel.terms import Term, equation, number, real, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    equality_modus_ponens,
    field_identity,
    instantiate,
    linear_arithmetic,
    symmetry,
)

u = var("u", real)
HALF = number(Fraction(1, 2))


@lemma("ln-one")
def _() -> Thm:
    one = linear_arithmetic(positive(ONE))
    th = apply(instantiate([(a, ONE), (b, ONE)], axiom("ln-product")), one, one)
    return by_linear(
        equation(c("ln", ONE), ZERO),
        th,
        replace_in(field_identity(c("mul", ONE, ONE), ONE), lambda h: c("ln", h)),
    )


@lemma("ln-quotient")
def _() -> Thm:
    p, q = assume(positive(a)), assume(positive(b))
    quotient = c("div", a, b)
    th = apply(instantiate([(a, quotient)], axiom("ln-product")), use("quotient-positive", p, q), q)
    back = replace_in(field_identity(c("mul", quotient, b), a, [q]), lambda h: c("ln", h))
    goal = equation(c("ln", quotient), c("sub", c("ln", a), c("ln", b)))
    return discharge_all(by_linear(goal, th, back), p.conclusion, q.conclusion)


def _ln_le_from(first_pos: Thm, second_pos: Thm) -> tuple[Term, Thm]:
    """For |- 0 < u, |- 0 < v: ln u - ln v <= u/v - 1."""
    quotient_pos = use("quotient-positive", first_pos, second_pos)
    bound = use("ln-bound", quotient_pos)
    return bound.conclusion, by_linear(
        le(
            c("sub", c("ln", first_pos.conclusion.arg), c("ln", second_pos.conclusion.arg)),
            bound.conclusion.arg,
        ),
        bound,
        use("ln-quotient", first_pos, second_pos),
    )


@lemma("ln-order")
def _() -> Thm:
    """0 < a ==> 0 < b ==> (ln a <= ln b) = (a <= b)"""
    p, q = assume(positive(a)), assume(positive(b))
    logs, plain = assume(le(c("ln", a), c("ln", b))), assume(le(a, b))
    # a <= b: ln a - ln b <= a/b - 1 <= 0
    scaled = use("product-nonnegative", by_linear(le(ZERO, c("div", ONE, b)), use("inverse-positive", q)),
                 by_linear(le(ZERO, c("sub", b, a)), plain))  # fmt: skip
    quotient = field_identity(c("mul", c("div", ONE, b), c("sub", b, a)), c("sub", ONE, c("div", a, b)), [q])
    backward = by_linear(logs.conclusion, _ln_le_from(p, q)[1], scaled, quotient)
    # ln a <= ln b: 0 <= ln b - ln a <= b/a - 1
    above = by_linear(le(ZERO, c("sub", c("div", b, a), ONE)), _ln_le_from(q, p)[1], logs)
    scaled = use("product-nonnegative", by_linear(le(ZERO, a), p), above)
    back = field_identity(c("mul", a, c("sub", c("div", b, a), ONE)), c("sub", b, a), [p])
    forward_ = by_linear(plain.conclusion, scaled, back)
    return discharge_all(equivalent(logs.conclusion, plain.conclusion, forward_, backward), p.conclusion, q.conclusion)


@lemma("ln-monotone")
def _() -> Thm:
    """0 < a ==> a <= b ==> ln a <= ln b"""
    p, h = assume(positive(a)), assume(le(a, b))
    q = by_linear(positive(b), p, h)
    th = equality_modus_ponens(symmetry(use("ln-order", p, q)), h)
    return discharge_all(th, p.conclusion, h.conclusion)


@lemma("ln-injective")
def _() -> Thm:
    """0 < a ==> 0 < b ==> ln a = ln b ==> a = b"""
    p, q, h = assume(positive(a)), assume(positive(b)), assume(equation(c("ln", a), c("ln", b)))
    one = equality_modus_ponens(use("ln-order", p, q), by_linear(le(c("ln", a), c("ln", b)), h))
    two = equality_modus_ponens(use("ln-order", q, p), by_linear(le(c("ln", b), c("ln", a)), h))
    return discharge_all(use("antisymmetry", one, two), p.conclusion, q.conclusion, h.conclusion)


@lemma("ln-strictly-monotone")
def _() -> Thm:
    """0 < a ==> a < b ==> ln a < ln b"""
    p, h = assume(positive(a)), assume(lt(a, b))
    q = by_linear(positive(b), p, h)
    weak = use("ln-monotone", p, by_linear(le(a, b), h))
    same = assume(equation(c("ln", a), c("ln", b)))
    bad = by_linear(lt(a, a), h, use("ln-injective", p, q, same))
    different = refute(same.conclusion, contradiction(bad, axiom("less-irreflexive")))
    return discharge_all(use("less-or-equal-different", weak, different), p.conclusion, h.conclusion)


@lemma("ln-positive")
def _() -> Thm:
    """1 < a ==> 0 < ln a"""
    h = assume(lt(ONE, a))
    one = linear_arithmetic(positive(ONE))
    th = by_linear(positive(c("ln", a)), use("ln-strictly-monotone", one, h), theorem("ln-one"))
    return discharge(h.conclusion, th)


@lemma("log-positive")
def _() -> Thm:
    """1 < b ==> 1 < x ==> 0 < log_b x"""
    p, q = assume(lt(ONE, b)), assume(lt(ONE, x))
    th = use("quotient-positive", use("ln-positive", q), use("ln-positive", p))
    th = equality_modus_ponens(symmetry(replace_in(unfold(c("log", b, x)), positive)), th)
    return discharge_all(th, p.conclusion, q.conclusion)


@lemma("exp-ln")
def _() -> Thm:
    """0 < x ==> exp(ln x) = x"""
    p = assume(positive(x))
    same = instantiate([(x, c("ln", x))], axiom("ln-exp"))
    th = use("ln-injective", instantiate([(x, c("ln", x))], axiom("exp-positive")), p, same)
    return discharge(p.conclusion, th)


@lemma("power-positive")
def _() -> Thm:
    """0 < x ==> 0 < x^y"""
    p = assume(positive(x))
    th = apply(axiom("power-positive-base"), p)
    e = instantiate([(x, c("mul", y, c("ln", x)))], axiom("exp-positive"))
    return discharge(p.conclusion, equality_modus_ponens(symmetry(replace_in(th, positive)), e))


@lemma("ln-of-power")
def _() -> Thm:
    """0 < x ==> ln(x^y) = y ln x"""
    p = assume(positive(x))
    th = replace_in(apply(axiom("power-positive-base"), p), lambda h: c("ln", h))
    end = instantiate([(x, c("mul", y, c("ln", x)))], axiom("ln-exp"))
    result = chain(th, end)
    assert result is not None
    return discharge(p.conclusion, result)


# ---- equality in ln u <= u - 1 -------------------------------------------------------------------


@lemma("ln-bound-equality")
def _() -> Thm:
    """0 < u ==> (ln u = u - 1) = (u = 1): from ln u = 2 ln r <= 2 (r - 1) with r = u^(1/2)"""
    p = assume(positive(u))
    tight, one = assume(equation(c("ln", u), c("sub", u, ONE))), assume(equation(u, ONE))
    ln_one = replace_in(one, lambda h: c("ln", h))
    backward = by_linear(tight.conclusion, ln_one, theorem("ln-one"), one)
    r = c("exp", c("mul", HALF, c("ln", u)))
    root = instantiate([(x, c("mul", HALF, c("ln", u)))], axiom("exp-positive"))
    ln_root = instantiate([(x, c("mul", HALF, c("ln", u)))], axiom("ln-exp"))
    square_ln = use("ln-product", root, root)
    square = c("mul", r, r)
    same = use("ln-injective", use("product-positive", root, root), p, by_linear(
        equation(c("ln", square), c("ln", u)), square_ln, ln_root))  # fmt: skip
    # u - 1 = ln u = 2 ln r <= 2 (r - 1), so (r - 1)^2 <= 0, so r = 1
    gap = c("sub", r, ONE)
    upper = by_linear(le(c("mul", gap, gap), ZERO), use("ln-bound", root), ln_root, tight, same)
    zero = use("antisymmetry", upper, use("square-nonnegative", a=gap))
    nonzero_gap = assume(c("not", equation(gap, ZERO)))
    bad = contradiction(zero, use("product-nonzero", nonzero_gap, nonzero_gap))
    gap_zero = by_contradiction(equation(gap, ZERO), bad)
    r_one = by_linear(equation(r, ONE), gap_zero)
    squared = replace_in(r_one, lambda h: c("mul", h, h))
    forward = by_linear(one.conclusion, same, squared)
    th = equivalent(tight.conclusion, one.conclusion, forward, backward)
    return discharge(p.conclusion, th)


@lemma("ln-bound-tight")
def _() -> Thm:
    """0 < u ==> ln u = u - 1 ==> u = 1"""
    p, h = assume(positive(u)), assume(equation(c("ln", u), c("sub", u, ONE)))
    th = equality_modus_ponens(use("ln-bound-equality", p), h)
    return discharge_all(th, p.conclusion, h.conclusion)


@lemma("ln-strict-bound")
def _() -> Thm:
    """0 < u ==> u != 1 ==> ln u < u - 1"""
    p, h = assume(positive(u)), assume(c("not", equation(u, ONE)))
    tight = assume(equation(c("ln", u), c("sub", u, ONE)))
    one = equality_modus_ponens(use("ln-bound-equality", p), tight)
    different = refute(tight.conclusion, contradiction(one, h))
    th = use("less-or-equal-different", use("ln-bound", p), different)
    return discharge_all(th, p.conclusion, h.conclusion)
