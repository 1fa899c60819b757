"""Rules of powers and of the exponential: monotonicity, the value at 0, on which side of 1 they lie."""

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
    n,
    positive,
    theorem,
    use,
    x,
    y,
)
from symbolic_it.deduction.logic import both, c, contradiction, first, from_false, refute, replace_in, second
from symbolic_it.deduction.sums import induct, number_of
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, equation, implication, number
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    equality_modus_ponens,
    field_identity,
    instantiate,
    linear_arithmetic,
    modus_ponens,
    specialise,
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


@lemma("power-of-zero")
def _() -> Thm:
    """0 < n ==> 0^n = 0 for natural n"""

    def statement(u: Term) -> Term:
        return implication(positive(number_of(u)), equation(c("pow", ZERO, number_of(u)), ZERO))

    none = assume(positive(number_of(c("zero"))))
    bad = by_linear(lt(ZERO, ZERO), none, axiom("nat-zero"))
    absurd = from_false(statement(c("zero")).arg, contradiction(bad, use("less-irreflexive", a=ZERO)))
    value = replace_in(axiom("nat-successor"), lambda h: c("pow", ZERO, h))
    grown = instantiate([(x, ZERO)], axiom("power-successor"))
    step = by_linear(statement(c("suc", n)).arg, value, grown)
    every = discharge(statement(n), discharge(statement(c("suc", n)).fun.arg, step))
    return specialise(n, induct(n, statement(n), discharge(none.conclusion, absurd), every))


@lemma("power-strictly-increasing")
def _() -> Thm:
    """0 < x ==> x < a ==> 0 < y ==> x^y < a^y"""
    low, order, sign = assume(lt(ZERO, x)), assume(lt(x, a)), assume(lt(ZERO, y))
    high = by_linear(lt(ZERO, a), low, order)
    gap = by_linear(lt(ZERO, c("sub", c("ln", a), c("ln", x))), use("ln-strictly-monotone", low, order))
    logs = by_linear(lt(c("mul", y, c("ln", x)), c("mul", y, c("ln", a))), use("product-positive", sign, gap))
    th = by_linear(
        lt(c("pow", x, y), c("pow", a, y)), use("exp-strictly-increasing", logs),
        use("power-positive-base", low, y=y), use("power-positive-base", high, y=y),
    )  # fmt: skip
    return discharge_all(th, low.conclusion, order.conclusion, sign.conclusion)


HALF = number(Fraction(1, 2))


@lemma("square-of-root")
def _() -> Thm:
    """0 < x ==> x^(1/2) x^(1/2) = x"""
    pos = assume(lt(ZERO, x))
    root = c("pow", x, HALF)
    root_pos = use("power-positive", pos, y=HALF)
    logs = use("ln-product", root_pos, root_pos)
    same = by_linear(equation(c("ln", c("mul", root, root)), c("ln", x)), logs, use("ln-of-power", pos, y=HALF))
    th = use("ln-injective", use("product-positive", root_pos, root_pos), pos, same)
    return discharge(pos.conclusion, th)


@lemma("root-of-square")
def _() -> Thm:
    """0 < x ==> (x x)^(1/2) = x"""
    pos = assume(lt(ZERO, x))
    square = use("product-positive", pos, pos)
    root = c("pow", c("mul", x, x), HALF)
    logs = use("ln-of-power", square, y=HALF)
    same = by_linear(equation(c("ln", root), c("ln", x)), logs, use("ln-product", pos, pos))
    th = use("ln-injective", use("power-positive", square, y=HALF), pos, same)
    return discharge(pos.conclusion, th)


@lemma("power-of-one")
def _() -> Thm:
    """1^y = 1"""
    one = linear_arithmetic(lt(ZERO, ONE))
    log_ = replace_in(theorem("ln-one"), lambda h: c("exp", c("mul", y, h)))
    flat = replace_in(field_identity(c("mul", y, ZERO), ZERO), lambda h: c("exp", h))
    return by_linear(
        equation(c("pow", ONE, y), ONE), use("power-positive-base", one, y=y), log_, flat, theorem("exp-of-zero")
    )


def _natural_power() -> Thm:
    """0 <= x ==> x <= 1 ==> 0 <= x^n and x^n <= 1, by induction: x^(n+1) = x x^n <= x^n"""
    low, high = assume(le(ZERO, x)), assume(le(x, ONE))

    def power(u: Term) -> Term:
        return c("pow", x, number_of(u))

    def statement(u: Term) -> Term:
        return c("and", le(ZERO, power(u)), le(power(u), ONE))

    one = replace_in(axiom("nat-zero"), lambda h: c("pow", x, h))
    base = both(by_linear(le(ZERO, power(c("zero"))), one), by_linear(le(power(c("zero")), ONE), one))
    h = assume(statement(n))
    value = replace_in(axiom("nat-successor"), lambda u: c("pow", x, u))
    grown = axiom("power-successor")
    sign = use("product-nonnegative", low, first(h))
    gap = use("product-nonnegative", by_linear(le(ZERO, c("sub", ONE, x)), high), first(h))
    after = c("suc", n)
    step = both(
        by_linear(le(ZERO, power(after)), value, grown, sign),
        by_linear(le(power(after), ONE), value, grown, gap, second(h)),
    )
    every = specialise(n, induct(n, statement(n), base, discharge(h.conclusion, step)))
    return discharge_all(every, low.conclusion, high.conclusion)


@lemma("natural-power-nonnegative")
def _() -> Thm:
    low, high = assume(le(ZERO, x)), assume(le(x, ONE))
    th = first(modus_ponens(modus_ponens(_natural_power(), low), high))
    return discharge_all(th, low.conclusion, high.conclusion)


@lemma("natural-power-at-most-one")
def _() -> Thm:
    low, high = assume(le(ZERO, x)), assume(le(x, ONE))
    th = second(modus_ponens(modus_ponens(_natural_power(), low), high))
    return discharge_all(th, low.conclusion, high.conclusion)


def _enter() -> None:
    def entry(name: str, *lemmas: str, role: str, title: str, why: str, example: str) -> None:
        add_rule(
            name, *(lemmas or (name,)), subject="powers", role=role, title=title, why=why, example=example, source=RUDIN
        )

    entry("exp-increasing", "exp-increasing", "exp-strictly-increasing", role="compare", title="The exponential is increasing",
          why="Its inverse, the logarithm, keeps and reflects order.", example="u < v gives exp u < exp v")  # fmt: skip
    entry("exp-of-zero", role="rewrite", title="The exponential at zero", why="ln 1 = 0.", example="exp(0) = 1")  # fmt: skip
    entry("power-of-one", role="rewrite", title="Powers of one", why="exp(y ln 1) = exp 0.", example="1^n = 1")
    entry("power-increasing", "power-strictly-increasing", role="compare", title="Powers keep order", why="exp(y ln x) with y > 0.",
          example="x < y gives x^(1/2) < y^(1/2) for positive x")  # fmt: skip
    entry("square-root", "square-of-root", "root-of-square", role="rewrite", title="Squares and square roots", why="Compare logarithms: 2 (1/2) ln x = ln x.",
          example="x^(1/2) x^(1/2) = x for x > 0")  # fmt: skip
    entry("exp-against-one", "exp-at-most-one", "exp-above-one", role="compare", title="The exponential against 1",
          why="exp is increasing and exp 0 = 1.", example="exp(-1) <= 1")  # fmt: skip
    entry(
        "power-of-zero",
        role="rewrite",
        title="Powers of zero",
        why="0^(n+1) = 0 times 0^n; but 0^0 = 1.",
        example="0^k = 0 for k > 0",
    )
    entry("power-at-most-one", "power-at-most-one", "natural-power-at-most-one", "natural-power-nonnegative", role="compare", title="Powers of a probability are at most 1",
          why="x^y = exp(y ln x), and y ln x <= 0. For negative y the inequality turns round.", example="x^n <= 1 for 0 < x <= 1")  # fmt: skip


_enter()
