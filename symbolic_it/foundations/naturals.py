"""Rules of natural numbers among the reals: the whole part of a number, and multiples that stay bounded."""

from __future__ import annotations

from symbolic_it.deduction.basics import ZERO, by_linear, discharge_all, le, lemma, lt, nonzero, positive, use
from symbolic_it.deduction.logic import (
    both,
    by_contradiction,
    c,
    cases,
    choose,
    contradiction,
    existential,
    from_false,
    negation,
    witness,
)
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, abstract, apply_term, implication, nat, number, real, universal, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    field_identity,
    generalise,
    instantiate,
    modus_ponens,
    specialise,
)

x, h, d = var("x", real), var("h", real), var("c", real)
n, m = var("n", nat), var("m", nat)
ONE = number(1)
RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., theorem 1.20"


def _of(t: Term) -> Term:
    return c("of_nat", t)


def _impossible(goal: Term, *facts: Thm) -> Thm:
    """|- goal, from comparisons that contradict each other."""
    bad = by_linear(lt(ZERO, ZERO), *facts)
    return from_false(goal, contradiction(bad, instantiate([(var("a", real), ZERO)], axiom("less-irreflexive"))))


def _induction(v: Term, statement: Term, start: Thm, step: Thm) -> Thm:
    """|- for all v, statement, from the statement at 0 and the step from v to its successor."""
    rule = instantiate([(next(iter(axiom("induction").conclusion.free)), abstract(v, statement))], axiom("induction"))
    return modus_ponens(modus_ponens(rule, start), generalise(v, discharge(statement, step)))


@lemma("whole-part")
def _() -> Thm:
    """0 <= x ==> for some natural m, m <= x and x < m + 1"""
    sign = assume(le(ZERO, x))
    goal = existential(m, c("and", le(_of(m), x), lt(x, c("add", _of(m), ONE))))
    claim = implication(lt(x, _of(n)), goal)
    below_zero = assume(lt(x, _of(c("zero"))))
    start = discharge(below_zero.conclusion, _impossible(goal, below_zero, axiom("nat-zero"), sign))
    before, below = assume(claim), assume(lt(x, _of(c("suc", n))))
    reached = assume(le(_of(n), x))
    found = witness(goal, n, both(reached, by_linear(lt(x, c("add", _of(n), ONE)), below, axiom("nat-successor"))))
    earlier = modus_ponens(before, use("less-not-or-equal", assume(negation(reached.conclusion))))
    step = discharge(below.conclusion, cases(reached.conclusion, found, earlier))
    every = _induction(n, claim, start, step)
    above = axiom("archimedes")
    beyond = assume(apply_term(above.conclusion.arg, n))
    return discharge(sign.conclusion, choose(above, n, modus_ponens(specialise(n, every), beyond)))


@lemma("bounded-multiples")
def _() -> Thm:
    """(for all natural n, n h <= c) ==> h <= 0"""
    bounded = assume(universal(n, le(c("mul", _of(n), h), d)))
    goal = le(h, ZERO)
    pos = use("less-not-or-equal", assume(negation(goal)))
    above = instantiate([(x, c("div", d, h))], axiom("archimedes"))
    beyond = assume(apply_term(above.conclusion.arg, n))
    gap = by_linear(positive(c("sub", _of(n), c("div", d, h))), beyond)
    product = use("product-positive", gap, pos)
    cleared = field_identity(product.conclusion.arg, c("sub", c("mul", _of(n), h), d), [pos])
    false = c("false")
    bad = _impossible(false, product, cleared, specialise(n, bounded))
    return discharge(bounded.conclusion, by_contradiction(goal, choose(above, n, bad)))


@lemma("equal-by-bounded-multiples")
def _() -> Thm:
    """(for all natural n, n h <= c) ==> (for all natural n, -c <= n h) ==> h = 0"""
    upper = assume(universal(n, le(c("mul", _of(n), h), d)))
    lower = assume(universal(n, le(c("neg", d), c("mul", _of(n), h))))
    flipped = by_linear(le(c("mul", _of(n), c("neg", h)), d), specialise(n, lower))
    below = use("bounded-multiples", generalise(n, flipped))
    above = use("bounded-multiples", upper)
    th = use("antisymmetry", above, by_linear(le(ZERO, h), below))
    return discharge_all(th, upper.conclusion, lower.conclusion)


@lemma("natural-at-least-one")
def _() -> Thm:
    """n != 0 ==> 1 <= n"""
    claim = implication(nonzero(_of(n)), le(ONE, _of(n)))
    zero, other = assume(nonzero(_of(c("zero")))), assume(nonzero(_of(c("suc", n))))
    goal = le(ONE, _of(c("zero")))
    start = discharge(zero.conclusion, from_false(goal, contradiction(axiom("nat-zero"), zero)))
    step = by_linear(le(ONE, _of(c("suc", n))), axiom("nat-successor"), use("natural-nonnegative", n=n))
    return specialise(n, _induction(n, claim, start, discharge(other.conclusion, step)))


def _enter() -> None:
    def entry(name: str, *lemmas: str, title: str, why: str, example: str) -> None:
        add_rule(name, *lemmas, subject="naturals", role="fact", title=title, why=why, example=example, source=RUDIN)

    entry("whole-part", "whole-part", title="The whole part of a nonnegative number",
          why="Some natural number lies beyond x; going up from 0, the last one that does not is the whole part.",
          example="for x >= 0 some natural m has m <= x < m + 1")  # fmt: skip
    entry("bounded-multiples", "equal-by-bounded-multiples", "bounded-multiples", title="Bounded multiples vanish",
          why="If h were positive, some natural number n would lie beyond c/h, and n h would exceed c.",
          example="-c <= n h <= c for every natural n gives h = 0")  # fmt: skip
    entry("natural-at-least-one", "natural-at-least-one", title="A natural number that is not 0 is at least 1",
          why="By induction: n + 1 is at least 1.", example="a code word that is not empty has a symbol")  # fmt: skip


_enter()
