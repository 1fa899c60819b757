"""Rules of rounding up: what it means, and that every nonnegative number can be rounded up."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, by_linear, discharge_all, le, lemma, lt, use
from symbolic_it.deduction.logic import both, c, cases, choose, existential, first, second, witness
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, apply_term, equation, nat, real, var
from symbolic_it.kernel.theorems import Thm, assume, axiom, discharge, instantiate

n, m, t = var("n", nat), var("m", nat), var("t", real)
CONCRETE = "Graham, Knuth and Patashnik, Concrete Mathematics, 2nd ed., equation 3.5"


def _of(u: Term) -> Term:
    return c("of_nat", u)


@lemma("ceiling-from-below")
def _() -> Thm:
    """n = ceil t ==> t <= n"""
    h = assume(c("ceiling", n, t))
    return discharge(h.conclusion, first(logic.unfold_theorem(h)))


@lemma("ceiling-from-above")
def _() -> Thm:
    """n = ceil t ==> n < t + 1"""
    h = assume(c("ceiling", n, t))
    return discharge(h.conclusion, second(logic.unfold_theorem(h)))


@lemma("ceiling-by-bounds")
def _() -> Thm:
    """t <= n ==> n < t + 1 ==> n = ceil t"""
    low, high = assume(le(t, _of(n))), assume(lt(_of(n), c("add", t, ONE)))
    th = logic.fold_theorem(c("ceiling", n, t), both(low, high))
    return discharge_all(th, low.conclusion, high.conclusion)


@lemma("ceiling-exists")
def _() -> Thm:
    """0 <= t ==> for some natural n, n = ceil t"""
    sign = assume(le(ZERO, t))
    goal = existential(n, c("ceiling", n, t))
    existence = use("whole-part", sign)
    part = assume(apply_term(existence.conclusion.arg, m))
    low, high = first(part), second(part)
    whole = assume(equation(_of(m), t))
    here = use("ceiling-by-bounds", by_linear(le(t, _of(m)), whole), by_linear(lt(_of(m), c("add", t, ONE)), whole))
    strict = use("less-or-equal-different", low, assume(logic.negation(whole.conclusion)))
    after, next_ = instantiate([(n, m)], axiom("nat-successor")), c("suc", m)
    reached = by_linear(le(t, _of(next_)), high, after)
    beyond = use("ceiling-by-bounds", reached, by_linear(lt(_of(next_), c("add", t, ONE)), strict, after))
    th = cases(whole.conclusion, witness(goal, m, here), witness(goal, next_, beyond))
    return discharge(sign.conclusion, choose(existence, m, th))


def _enter() -> None:
    def entry(name: str, *lemmas: str, title: str, why: str, example: str) -> None:
        add_rule(name, *lemmas, subject="coding", role="fact", title=title, why=why, example=example, source=CONCRETE)

    entry("ceiling-bounds", "ceiling-from-below", "ceiling-from-above", title="Where a number rounded up lies",
          why="By definition: the number itself is not exceeded by its ceiling, and less than 1 is added.",
          example="l = ceil(t) gives t <= l < t + 1")  # fmt: skip
    entry("ceiling-by-bounds", "ceiling-by-bounds", title="Rounding up, from the bounds", why="By definition.",
          example="5/2 <= 3 < 7/2 gives 3 = ceil(5/2)")  # fmt: skip
    entry("ceiling-exists", "ceiling-exists", title="Every nonnegative number can be rounded up",
          why="With m the whole part of t, either m = t, or m < t < m + 1 and m + 1 is the ceiling.",
          example="log(1/p) has a ceiling for 0 < p <= 1")  # fmt: skip


_enter()
