"""The registry of lemmas, and those of order, weights and factors, proved once, on demand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps

from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import (
    apply,
    by_contradiction,
    c,
    cases,
    chain,
    contradiction,
    negation,
    refute,
    replace_in,
)
from symbolic_it.deduction.matching import Rule, forward
from symbolic_it.kernel.limits import apart
from symbolic_it.kernel.terms import Term, alphabet_type, equation, fail, fun, implication, nat, number, real, var
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
    symmetry,
)

ZERO, ONE = number(0), number(1)
a, b, d, x, y = (var(n, real) for n in ("a", "b", "d", "x", "y"))
n, m, i = var("n", nat), var("m", nat), var("i", nat)
X = alphabet_type("f")
k = var("k", X)
f, g = var("f", fun(X, real)), var("g", fun(X, real))
s, t = var("f", fun(nat, real)), var("g", fun(nat, real))

LEMMAS: dict[str, Callable[[], Thm]] = {}


def lemma(name: str) -> Callable[[Callable[[], Thm]], Callable[[], Thm]]:
    """Register a lemma: its proof runs when it is first asked for."""

    def register(proof: Callable[[], Thm]) -> Callable[[], Thm]:
        name not in LEMMAS or fail(f"two lemmas of the name {name}")

        def made() -> Thm:
            with apart():
                return proof()

        LEMMAS[name] = wraps(proof)(cache(made))
        return LEMMAS[name]

    return register


def theorem(name: str) -> Thm:
    """The lemma or axiom of this name."""
    return LEMMAS[name]() if name in LEMMAS else axiom(name)


@cache
def rule(name: str) -> Rule:
    """The lemma or axiom of this name, ready for matching."""
    th = theorem(name)
    with apart():
        return Rule(th, name)


def use(name: str, *premises: Thm | None, **given: Term) -> Thm:
    """The lemma's instance with its first conditions discharged; ``given`` sets variables by name."""
    return forward(rule(name), premises, given.items())


def le(u: Term, v: Term) -> Term:
    return c("le", u, v)


def lt(u: Term, v: Term) -> Term:
    return c("lt", u, v)


def nonzero(u: Term) -> Term:
    return negation(equation(u, ZERO))


def positive(u: Term) -> Term:
    return c("lt", ZERO, u)


def by_linear(goal: Term, *facts: Thm) -> Thm:
    th = linear(goal, facts)
    return th if th is not None else fail(f"does not follow: {goal!r} from {facts!r}")


def discharge_all(th: Thm, *assumptions: Term) -> Thm:
    """|- p ==> q ==> th, for assumptions p, q in the order read."""
    for p in reversed(assumptions):
        th = discharge(p, th)
    return th


# ---- order ---------------------------------------------------------------------------------------


@lemma("positive-nonzero")
def _() -> Thm:
    zero = assume(equation(a, ZERO))
    bad = by_linear(lt(ZERO, ZERO), assume(positive(a)), zero)
    no = contradiction(bad, instantiate([(a, ZERO)], axiom("less-irreflexive")))
    return discharge(positive(a), refute(zero.conclusion, no))


@lemma("negative-nonzero")
def _() -> Thm:
    zero = assume(equation(a, ZERO))
    bad = by_linear(lt(ZERO, ZERO), assume(lt(a, ZERO)), zero)
    no = contradiction(bad, instantiate([(a, ZERO)], axiom("less-irreflexive")))
    return discharge(lt(a, ZERO), refute(zero.conclusion, no))


@lemma("less-or-equal-different")
def _() -> Thm:
    """a <= b ==> not (a = b) ==> a < b"""
    weak, different = assume(le(a, b)), assume(negation(equation(a, b)))
    back = apply(axiom("not-less"), assume(negation(lt(a, b))))
    same = apply(axiom("antisymmetry"), weak, back)
    strict = by_contradiction(lt(a, b), contradiction(same, different))
    return discharge_all(strict, weak.conclusion, different.conclusion)


@lemma("nonnegative-nonzero")
def _() -> Thm:
    """0 <= a ==> not (a = 0) ==> 0 < a"""
    other = assume(nonzero(a))
    flipped = refute(equation(ZERO, a), contradiction(symmetry(assume(equation(ZERO, a))), other))
    th = apply(instantiate([(a, ZERO), (b, a)], theorem("less-or-equal-different")), assume(le(ZERO, a)), flipped)
    return discharge_all(th, le(ZERO, a), nonzero(a))


@lemma("less-not-or-equal")
def _() -> Thm:
    """not (a <= b) ==> b < a"""
    no = assume(negation(le(a, b)))
    step = apply(instantiate([(a, b), (b, a)], axiom("not-less")), assume(negation(lt(b, a))))
    th = by_contradiction(lt(b, a), contradiction(step, no))
    return discharge(no.conclusion, th)


@lemma("product-nonnegative")
def _() -> Thm:
    p, q = assume(le(ZERO, a)), assume(le(ZERO, b))
    goal = le(ZERO, c("mul", a, b))

    def when_zero(v: Term) -> Thm:
        zero = assume(equation(v, ZERO))
        product = replace_in(zero, lambda h: c("mul", h, b) if v is a else c("mul", a, h))
        return by_linear(goal, product)

    pos = apply(
        axiom("product-positive"),
        use("nonnegative-nonzero", p, assume(nonzero(a))),
        use("nonnegative-nonzero", q, assume(nonzero(b))),
    )
    inner = cases(equation(b, ZERO), when_zero(b), by_linear(goal, pos))
    return discharge_all(cases(equation(a, ZERO), when_zero(a), inner), p.conclusion, q.conclusion)


@lemma("square-nonnegative")
def _() -> Thm:
    goal = le(ZERO, c("mul", a, a))
    yes = use("product-nonnegative", assume(le(ZERO, a)), assume(le(ZERO, a)))
    minus = by_linear(le(ZERO, c("neg", a)), use("less-not-or-equal", assume(negation(le(ZERO, a)))))
    no = by_linear(goal, use("product-nonnegative", minus, minus))
    return cases(le(ZERO, a), yes, no)


@lemma("inverse-positive")
def _() -> Thm:
    pos = assume(positive(a))
    inv = c("div", ONE, a)
    one = field_identity(c("mul", a, inv), ONE, [pos])
    denied = assume(negation(positive(inv)))
    back = apply(instantiate([(a, ZERO), (b, inv)], axiom("not-less")), denied)
    product = use("product-nonnegative", by_linear(le(ZERO, a), pos), by_linear(le(ZERO, c("neg", inv)), back))
    bad = by_linear(lt(ONE, ONE), product, one)
    th = by_contradiction(positive(inv), contradiction(bad, instantiate([(a, ONE)], axiom("less-irreflexive"))))
    return discharge(pos.conclusion, th)


@lemma("quotient-positive")
def _() -> Thm:
    p, q = assume(positive(a)), assume(positive(b))
    th = apply(instantiate([(b, c("div", ONE, b))], axiom("product-positive")), p, use("inverse-positive", q))
    return discharge_all(by_linear(positive(c("div", a, b)), th), p.conclusion, q.conclusion)


@lemma("quotient-nonnegative")
def _() -> Thm:
    p, q = assume(le(ZERO, a)), assume(le(ZERO, b))
    inv = c("div", ONE, b)
    pos = use("nonnegative-nonzero", q, assume(nonzero(b)))
    yes = linear_arithmetic(le(ZERO, c("div", ONE, ZERO)))
    yes = equality_modus_ponens(
        symmetry(replace_in(assume(equation(b, ZERO)), lambda h: le(ZERO, c("div", ONE, h)))), yes
    )
    no = by_linear(le(ZERO, inv), use("inverse-positive", pos))
    inverse = cases(equation(b, ZERO), yes, no)
    th = by_linear(le(ZERO, c("div", a, b)), use("product-nonnegative", p, inverse))
    return discharge_all(th, p.conclusion, q.conclusion)


def _quotient_below(relation: Callable[[Term, Term], Term], sign: Callable[..., Thm], by: str) -> Thm:
    """``a relation d b ==> 0 < b ==> a/b relation d``: the sign of (d b - a)/b."""
    p, q = assume(relation(a, c("mul", d, b))), assume(positive(b))
    room = c("sub", c("mul", d, b), a)
    above = use(by, by_linear(relation(ZERO, room), p), sign(q))
    same = field_identity(c("div", room, b), c("sub", d, c("div", a, b)), [q])
    return discharge_all(by_linear(relation(c("div", a, b), d), above, same), p.conclusion, q.conclusion)


@lemma("quotient-at-most")
def _() -> Thm:
    return _quotient_below(le, lambda q: by_linear(le(ZERO, b), q), "quotient-nonnegative")


@lemma("quotient-less")
def _() -> Thm:
    return _quotient_below(lt, lambda q: q, "quotient-positive")


@lemma("product-nonzero")
def _() -> Thm:
    p, q = assume(nonzero(a)), assume(nonzero(b))
    zero = assume(equation(c("mul", a, b), ZERO))
    inv = c("div", ONE, a)
    th = chain(
        field_identity(b, c("mul", c("mul", a, b), inv), [p]),
        replace_in(zero, lambda h: c("mul", h, inv)),
        field_identity(c("mul", ZERO, inv), ZERO),
    )
    assert th is not None
    return discharge_all(refute(zero.conclusion, contradiction(th, q)), p.conclusion, q.conclusion)


@lemma("quotient-nonzero")
def _() -> Thm:
    p, q = assume(nonzero(a)), assume(nonzero(b))
    zero = assume(equation(c("div", a, b), ZERO))
    th = chain(
        field_identity(a, c("mul", c("div", a, b), b), [q]),
        replace_in(zero, lambda h: c("mul", h, b)),
        field_identity(c("mul", ZERO, b), ZERO),
    )
    assert th is not None
    return discharge_all(refute(zero.conclusion, contradiction(th, p)), p.conclusion, q.conclusion)


# ---- weights: what stands beside a factor matters only where the factor is not zero --------------


@lemma("weighted-equality")
def _() -> Thm:
    """(a != 0 ==> b = d) ==> a b = a d"""
    h = assume(implication(nonzero(a), equation(b, d)))
    zero = assume(equation(a, ZERO))
    yes = chain(
        replace_in(zero, lambda v: c("mul", v, b)),
        field_identity(c("mul", ZERO, b), c("mul", ZERO, d)),
        symmetry(replace_in(zero, lambda v: c("mul", v, d))),
    )
    assert yes is not None
    no = replace_in(modus_ponens(h, assume(nonzero(a))), lambda v: c("mul", a, v))
    return discharge(h.conclusion, cases(zero.conclusion, yes, no))


@lemma("weighted-comparison")
def _() -> Thm:
    """0 <= a ==> (a != 0 ==> b <= d) ==> a b <= a d"""
    p, h = assume(le(ZERO, a)), assume(implication(nonzero(a), le(b, d)))
    goal = le(c("mul", a, b), c("mul", a, d))
    zero = assume(equation(a, ZERO))
    yes = by_linear(goal, replace_in(zero, lambda v: c("mul", v, b)), replace_in(zero, lambda v: c("mul", v, d)))
    gap = by_linear(le(ZERO, c("sub", d, b)), modus_ponens(h, assume(nonzero(a))))
    no = by_linear(goal, use("product-nonnegative", p, gap))
    return discharge_all(cases(zero.conclusion, yes, no), p.conclusion, h.conclusion)


# ---- factors -------------------------------------------------------------------------------------


def _factor_nonzero(factor: Term) -> Thm:
    h = assume(nonzero(c("mul", a, b)))
    zero = assume(equation(factor, ZERO))
    product = replace_in(zero, lambda v: c("mul", v, b) if factor is a else c("mul", a, v))
    vanishes = by_linear(equation(c("mul", a, b), ZERO), product)
    return discharge(h.conclusion, refute(zero.conclusion, contradiction(vanishes, h)))


@lemma("left-factor-nonzero")
def _() -> Thm:
    """a b != 0 ==> a != 0"""
    return _factor_nonzero(a)


@lemma("right-factor-nonzero")
def _() -> Thm:
    """a b != 0 ==> b != 0"""
    return _factor_nonzero(b)
