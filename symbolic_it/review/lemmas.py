"""Lemmas that steps of notes use without a word: powers of e, logarithms to base e; proved when first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span
from symbolic_it.kernel.limits import apart
from symbolic_it.kernel.terms import Term, constants_of
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.declare import real_variable
from symbolic_it.language.expr import Eq, Implies, as_real
from symbolic_it.language.notation import ForAll, exp, ln, log


def lemmas_for(goal: Term) -> list[Thm]:
    """The lemmas that concern what occurs in the goal."""
    present = constants_of([goal])
    found: list[Thm] = []
    if "exp" in present:
        found += _exponentials()
    if "exp" in present and present & {
        "log",
        "entropy",
        "cross_entropy",
        "divergence",
        "conditional_entropy",
        "mutual_information",
    }:
        found += _natural()
    return found


@cache
def _exponentials() -> tuple[Thm, ...]:
    """|- exp(a + b) = exp(a) exp(b), exp(a - b) = exp(a)/exp(b), exp(-a) = 1/exp(a)."""
    a, b = real_variable("a"), real_variable("b")

    def write(d: Proof) -> None:
        product = exp(a) * exp(b)
        sum_ = d.have(ForAll(a, b, Eq(ln(product), a + b)), by=["log-of-product", "exp-of-log", "exp-positive"])
        first = d.have(ForAll(a, b, Eq(exp(ln(product)), product)), by=["exp-of-log", "exp-positive"])
        second = d.have(ForAll(a, b, Eq(exp(ln(product)), exp(a + b))), by=sum_)
        with d.take(a, b) as scope:
            d.chain(exp(a + b)).eq(exp(ln(product)), by=second.at(a, b)).eq(product, by=first.at(a, b))
        total = scope.fact
        assert total is not None
        d.conclude(ForAll(a, b, Eq(exp(a + b), product)), by=total)
        none = d.have(ForAll(a, Eq(a + (-a), 0)))
        with d.take(a) as cancelled:
            d.chain(exp(a) * exp(-a)).eq(exp(a + (-a)), by=total.at(a, -a)).eq(exp(0), by=none.at(a)).eq(
                1, by="exp-of-zero"
            )
        assert cancelled.fact is not None
        with d.take(a) as turned:
            d.chain(exp(-a)).eq((exp(a) * exp(-a)) / exp(a), by="exp-positive").eq(1 / exp(a), by=cancelled.at(a))
        assert turned.fact is not None
        minus = d.conclude(ForAll(a, Eq(exp(-a), 1 / exp(a))), by=turned.fact)
        less = d.have(ForAll(a, b, Eq(a - b, a + (-b))))
        with d.take(a, b) as quotient:
            chain = d.chain(exp(a - b)).eq(exp(a + (-b)), by=less.at(a, b)).eq(exp(a) * exp(-b), by=total.at(a, -b))
            chain.eq(exp(a) * (1 / exp(b)), by=minus.at(b)).eq(exp(a) / exp(b))
        assert quotient.fact is not None
        d.conclude(ForAll(a, b, Eq(exp(a - b), exp(a) / exp(b))), by=quotient.fact)

    return _proved(write)


@cache
def _natural() -> tuple[Thm, ...]:
    """|- 1 < exp(1), log_{exp(1)} u = ln u."""
    u = real_variable("u")
    e = exp(1)

    def write(d: Proof) -> None:
        d.conclude(as_real(1) < e, by="exp-against-one")
        one = d.have(Eq(ln(e), 1), by="exp-of-log")
        with d.take(u, given=u > 0) as scope:
            d.chain(log(u, to_base=e)).eq(ln(u) / ln(e), by="log-definition").eq(ln(u) / as_real(1), by=one).eq(ln(u))
        assert scope.fact is not None
        d.conclude(ForAll(u, Implies(u > 0, Eq(log(u, to_base=e), ln(u)))), by=scope.fact)

    return _proved(write)


def _proved(write: Callable[[Proof], None]) -> tuple[Thm, ...]:
    derivation = Derivation(
        "lemmas", write, title="", claims=(), given=(), source="", kind="theorem", doc="", path="", span=Span(1)
    )  # fmt: skip
    with apart():
        return tuple(th for _, th in conclusions_of(derivation))
