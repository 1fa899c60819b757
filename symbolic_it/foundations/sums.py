"""Rules of finite sums, over alphabets and over 1..m: linearity, constants, comparison, exchange, indicators."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.deduction.basics import ONE, X, by_linear, i, k, lemma, m, theorem, use
from symbolic_it.deduction.logic import c, chain, equivalent, replace_in, under, unfold
from symbolic_it.deduction.sums import at, same_sum, total, total_to
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import Term, abstract, equation, fun, nat, real, var
from symbolic_it.kernel.theorems import Thm, abstraction, assume, axiom, field_identity, instantiate, symmetry

BOURBAKI = "Bourbaki, Algebra I, chapter I, section 1.5; Graham, Knuth and Patashnik, Concrete Mathematics, section 2.3"


@lemma("sum-of-indicator-right")
def _() -> Thm:
    """sum over i of f(i) [i = k] = f(k)"""
    f, j = var("f", fun(X, real)), var("i", X)
    hit = c("indicator", equation(j, k))
    flip = same_sum(j, field_identity(c("mul", at(f, j), hit), c("mul", hit, at(f, j))))
    th = chain(flip, axiom("sum-of-indicator"))
    assert th is not None
    return th


@lemma("sum-of-bare-indicator")
def _() -> Thm:
    """sum over i of [i = k] = 1"""
    hit = c("indicator", equation(var("i", X), k))
    each = same_sum(var("i", X), field_identity(hit, c("mul", hit, ONE)))
    th = chain(each, instantiate([(var("f", fun(X, real)), abstract(var("i", X), ONE))], axiom("sum-of-indicator")))
    assert th is not None
    return th


@lemma("turned-indicator")
def _() -> Thm:
    """[i = k] = [k = i]"""
    j = var("i", X)
    there, back = equation(j, k), equation(k, j)
    same = equivalent(there, back, symmetry(assume(there)), symmetry(assume(back)))
    return replace_in(same, lambda h: c("indicator", h))


def _turned(name: str, body: Callable[[Term], Term]) -> Thm:
    """The lemma about a sum of ``body`` of [i = k], with [k = i] in its place."""
    turn = symmetry(theorem("turned-indicator"))
    th = chain(same_sum(var("i", X), replace_in(turn, body)), theorem(name))
    assert th is not None
    return th


@lemma("sum-of-turned-indicator")
def _() -> Thm:
    """sum over i of [k = i] f(i) = f(k)"""
    return _turned("sum-of-indicator", lambda h: c("mul", h, at(var("f", fun(X, real)), var("i", X))))


@lemma("sum-of-turned-indicator-right")
def _() -> Thm:
    """sum over i of f(i) [k = i] = f(k)"""
    return _turned("sum-of-indicator-right", lambda h: c("mul", at(var("f", fun(X, real)), var("i", X)), h))


@lemma("sum-of-bare-turned-indicator")
def _() -> Thm:
    """sum over i of [k = i] = 1"""
    return _turned("sum-of-bare-indicator", lambda h: h)


@lemma("empirical-sum")
def _() -> Thm:
    """(1/m) sum over i of g(x_i) = sum over x of phat(x) g(x)"""
    s, g, v = var("s", fun(nat, X)), var("g", fun(X, real)), var("x", X)
    si, gv = at(s, i), at(g, v)
    hit = c("indicator", equation(v, si))
    flipped = c("indicator", equation(si, v))
    # g(x_i) = sum over x of [x = x_i] g(x)
    picked = instantiate([(k, si), (var("f", g.ty), g)], axiom("sum-of-indicator"))
    each = under(c("sum_to", m, abstract(i, picked.conclusion.fun.arg)).fun, abstraction(i, picked))
    swap = use("range-alphabet-exchange", m=m, h=abstract(i, abstract(v, c("mul", hit, gv))))
    # sum over i of [x = x_i] g(x) = g(x) sum over i of [x_i = x]

    same = equivalent(
        equation(v, si), equation(si, v), symmetry(assume(equation(v, si))), symmetry(assume(equation(si, v)))
    )
    body = chain(replace_in(same, lambda h: c("mul", c("indicator", h), gv)),
                 field_identity(c("mul", flipped, gv), c("mul", gv, flipped)))  # fmt: skip
    assert body is not None
    inner = under(c("sum_to", m, abstract(i, c("mul", hit, gv))).fun, abstraction(i, body))
    pulled = use("range-sum-of-multiple", m=m, c=gv, f=abstract(i, flipped))
    column = chain(inner, pulled)
    assert column is not None
    counts = same_sum(v, column)
    all_ = chain(symmetry(each), swap, counts)
    assert all_ is not None
    hits = total_to(m, i, flipped)

    scale = c("div", ONE, c("of_nat", m))

    phat = unfold(c("empirical", m, s, v))
    weighted = chain(replace_in(phat, lambda h: c("mul", h, gv)),
                     field_identity(c("mul", c("div", hits, c("of_nat", m)), gv), c("mul", scale, c("mul", gv, hits))))  # fmt: skip
    assert weighted is not None
    right = chain(same_sum(v, weighted), use("sum-of-multiple", c=scale, f=abstract(v, c("mul", gv, hits))))
    assert right is not None
    left = c("mul", scale, total_to(m, i, at(g, si)))
    scaled = replace_in(all_, lambda h: c("mul", scale, h))
    return by_linear(equation(left, total(v, c("mul", c("empirical", m, s, v), gv))), scaled, right)


def _enter() -> None:
    def entry(
        name: str, *lemmas: str, role: str, title: str, why: str, example: str, source: str = BOURBAKI, notion: str = ""
    ) -> None:
        add_rule(
            name,
            *(lemmas or (name,)),
            subject="sums",
            role=role,
            title=title,
            why=why,
            example=example,
            source=source,
            notion=notion,
        )

    entry("sum-of-sum", "sum-of-sum", "range-sum-of-sum", role="split", title="A sum of sums", why="Finite sums may be reordered and grouped.",
          example="sum (f + g) = sum f + sum g")  # fmt: skip
    entry("sum-of-difference", "sum-of-sum", "sum-of-multiple", "range-sum-of-sum", "range-sum-of-multiple", role="split", title="A sum of differences",
          why="The sum of f + (-1) g, split, with -1 taken out. Finite sums only: a convergent series may split into two divergent ones.",
          example="sum p (log p - log q) = sum p log p - sum p log q")  # fmt: skip
    entry("sum-of-negation", "sum-of-multiple", "range-sum-of-multiple", role="pull", title="A sign before a sum",
          why="The constant -1 comes out of the sum.", example="sum -p log p = -sum p log p")  # fmt: skip
    entry("sum-of-multiple", "sum-of-multiple", "range-sum-of-multiple", role="pull", title="A constant factor",
          why="Distributivity. The factor must not depend on the index.", example="sum c f(x) = c sum f(x)")  # fmt: skip
    entry("sum-comparison", "sum-comparison", "range-sum-comparison", role="compare", title="Comparison of sums",
          why="Inequalities add up.", example="f <= g everywhere gives sum f <= sum g")  # fmt: skip
    entry("sum-nonnegative", "sum-nonnegative", "range-sum-nonnegative", role="compare", title="Sums of nonnegative terms",
          why="Each term is at least 0.", example="0 <= sum p(x) log(1/p(x))")  # fmt: skip
    entry("sum-exchange", "sum-exchange", role="exchange", title="Exchange of finite sums",
          why="Both sides add the same finitely many terms.", example="sum_x sum_y p(x,y) = sum_y sum_x p(x,y)")  # fmt: skip
    entry("sum-zero-terms", "sum-zero-terms", role="fact", title="A vanishing sum of nonnegative terms",
          why="No term exceeds the sum.", example="sum f = 0 with f >= 0 gives f = 0 everywhere")  # fmt: skip
    entry("term-at-most-sum", "term-at-most-sum", role="compare", title="A term is at most the sum", why="The other terms are not negative.",
          example="p(k) <= sum p(x)")  # fmt: skip
    entry("sum-of-indicator", "sum-of-indicator", "sum-of-indicator-right", "sum-of-bare-indicator",
          "sum-of-turned-indicator", "sum-of-turned-indicator-right", "sum-of-bare-turned-indicator", role="rewrite", title="A sum against an indicator",
          why="Only the term at k is left.", example="sum_x [x = k] f(x) = f(k)")  # fmt: skip
    entry("sum-over-pairs", "sum-over-pairs", role="rewrite", title="A sum over pairs", why="A pair is a first and a second component.",
          example="sum over (x,y) of p(x,y) = sum_x sum_y p(x,y)")  # fmt: skip
    entry("sum-of-constant", "range-sum-of-constant", role="rewrite", title="A sum of equal terms", why="m terms, each c.",
          example="sum_{i=1}^m c = m c")  # fmt: skip
    entry("empirical-sum", "empirical-sum", role="rewrite", title="A sample average is an average under the empirical law",
          why="Sort the m terms g(x_i) by the outcome that they show: exact, no law of large numbers.",
          example="(1/m) sum_i g(x_i) = sum_x phat(x) g(x)", source="Cover and Thomas, 2nd ed., section 11.1")  # fmt: skip
    entry("indicator-value", "indicator-true", "indicator-false", role="rewrite", title="Value of an indicator", why="By definition.",
          example="[k = k] = 1")  # fmt: skip
    entry("product-positive", "range-product-positive", "product-over-alphabet-positive", "product-positive", role="compare", title="Products of positive factors",
          why="A product of two positive numbers is positive; induction.", example="0 < prod p(x_i)")  # fmt: skip


_enter()
