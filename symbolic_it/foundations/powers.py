"""Rules of powers and of the exponential: monotonicity, the value at 0, on which side of 1 they lie."""

from __future__ import annotations

from symbolic_it.deduction.basics import ONE, ZERO, a, b, by_linear, discharge_all, le, lemma, lt, theorem, use, x, y
from symbolic_it.deduction.logic import c, contradiction, refute, replace_in
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, equation
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    equality_modus_ponens,
    instantiate,
    linear_arithmetic,
)

RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., chapter 8"


def _exp(t: Term) -> tuple[Term, Thm, Thm]:
    """exp t with |- 0 < exp t and |- ln(exp t) = t."""
    return c("exp", t), instantiate([(x, t)], axiom("exp-positive")), instantiate([(x, t)], axiom("ln-exp"))


@lemma("exp-increasing")
def _() -> Thm:
    """a <= b ==> exp a <= exp b"""
    h = assume(le(a, b))
    (_, p, ln_a), (_, q, ln_b) = _exp(a), _exp(b)
    order = use("ln-order", p, q)
    return discharge(h.conclusion, equality_modus_ponens(order, by_linear(order.conclusion.fun.arg, h, ln_a, ln_b)))


@lemma("exp-strictly-increasing")
def _() -> Thm:
    """a < b ==> exp a < exp b"""
    h = assume(lt(a, b))
    (ea, _, ln_a), (eb, _, ln_b) = _exp(a), _exp(b)
    weak = use("exp-increasing", by_linear(le(a, b), h))
    same = assume(equation(ea, eb))
    logs = replace_in(same, lambda v: c("ln", v))
    bad = by_linear(lt(a, a), h, logs, ln_a, ln_b)
    different = refute(same.conclusion, contradiction(bad, axiom("less-irreflexive")))
    return discharge(h.conclusion, use("less-or-equal-different", weak, different))


@lemma("exp-of-zero")
def _() -> Thm:
    """exp 0 = 1"""
    e, p, ln_e = _exp(ZERO)
    one = linear_arithmetic(lt(ZERO, ONE))
    logs = by_linear(equation(c("ln", e), c("ln", ONE)), ln_e, theorem("ln-one"))
    return use("ln-injective", p, one, logs)


@lemma("exp-at-most-one")
def _() -> Thm:
    """a <= 0 ==> exp a <= 1"""
    h = assume(le(a, ZERO))
    th = by_linear(le(c("exp", a), ONE), use("exp-increasing", h), theorem("exp-of-zero"))
    return discharge(h.conclusion, th)


@lemma("exp-above-one")
def _() -> Thm:
    """0 < a ==> 1 < exp a"""
    h = assume(lt(ZERO, a))
    th = by_linear(lt(ONE, c("exp", a)), use("exp-strictly-increasing", h), theorem("exp-of-zero"))
    return discharge(h.conclusion, th)


@lemma("power-at-most-one")
def _() -> Thm:
    """0 < x ==> x <= 1 ==> 0 <= y ==> x^y <= 1"""
    p, q, r = assume(lt(ZERO, x)), assume(le(x, ONE)), assume(le(ZERO, y))
    log_ = by_linear(le(ZERO, c("neg", c("ln", x))), use("ln-monotone", p, q), theorem("ln-one"))
    product = use("product-nonnegative", r, log_)
    below = use("exp-at-most-one", by_linear(le(c("mul", y, c("ln", x)), ZERO), product))
    th = by_linear(le(c("pow", x, y), ONE), below, use("power-positive-base", p, y=y))
    return discharge_all(th, p.conclusion, q.conclusion, r.conclusion)


def _enter() -> None:
    def entry(name: str, *lemmas: str, role: str, title: str, why: str, example: str) -> None:
        add_rule(
            name, *(lemmas or (name,)), subject="powers", role=role, title=title, why=why, example=example, source=RUDIN
        )

    entry("exp-increasing", "exp-increasing", "exp-strictly-increasing", role="compare", title="The exponential is increasing",
          why="Its inverse, the logarithm, keeps and reflects order.", example="u < v gives exp u < exp v")  # fmt: skip
    entry("exp-of-zero", role="rewrite", title="The exponential at zero", why="ln 1 = 0.", example="exp(0) = 1")  # fmt: skip
    entry("exp-against-one", "exp-at-most-one", "exp-above-one", role="compare", title="The exponential against 1",
          why="exp is increasing and exp 0 = 1.", example="exp(-1) <= 1")  # fmt: skip
    entry("power-at-most-one", role="compare", title="Powers of a probability are at most 1",
          why="x^y = exp(y ln x), and y ln x <= 0. For negative y the inequality turns round.", example="x^n <= 1 for 0 < x <= 1")  # fmt: skip


_enter()
