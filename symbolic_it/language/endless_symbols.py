"""The entries of what reaches to infinity in the vocabulary, with their layouts."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.kernel.terms import Term
from symbolic_it.language import layout as on
from symbolic_it.language import notion_layouts
from symbolic_it.language.arrangement import Arranger
from symbolic_it.language.symbol_layouts import Layout
from symbolic_it.language.symbols import enter

LAW_ON_NATURALS = on.Sign(r"\text{ is a law on }\mathbb{N}", " is a law on N")
DENSITY = on.Sign(r"\text{ is a density}", " is a density")
MINUS_INFINITY = on.Glyph(on.Sign(r"-\infty", "-oo"))
INTEGRAL = on.Sign(r"\int", "int")


def infinite_divergence(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """D(P || Q) = +oo"""
    return on.Relation((notion_layouts.divergence(r, head, args), on.PLUS_INFINITY), (on.EQUAL,))


def remark(words: on.Sign) -> Layout:
    def layout(r: Arranger, head: Term, args: list[Term]) -> on.Node:
        return on.Remark(r.term(args[0]), words)

    return layout


def limit_at(place: on.Glyph) -> Layout:
    """lim_{x -> +oo} f(x) = l"""

    def layout(r: Arranger, head: Term, args: list[Term]) -> on.Node:
        v, inside = r.open(args[0], args[1])
        below = on.Joined((r.variable(v), place), on.TENDS)
        return on.Relation((on.Big(on.LIMIT, below, None, r.under(v, inside)), r.term(args[1])), (on.EQUAL,))

    return layout


def series(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """sum_{n=0}^oo a_n = s"""
    v, inside = r.open(args[0], args[1])
    below = on.Relation((r.variable(v), on.Number(Fraction(0))), (on.EQUAL,))
    total = on.Big(on.SUM, below, on.INFINITY, r.under(v, inside))
    return on.Relation((total, r.term(args[1])), (on.EQUAL,))


def line_integral(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """int_{-oo}^{+oo} f(x) dx = s, the differential as a last factor"""
    v, inside = r.open(args[0], args[1])
    integrand = r.under(v, inside)
    factors = integrand.factors if isinstance(integrand, on.Product) else (integrand,)
    body = on.Product((*factors, on.Differential(r.variable(v))))
    total = on.Big(INTEGRAL, MINUS_INFINITY, on.PLUS_INFINITY, body)
    return on.Relation((total, r.term(args[1])), (on.EQUAL,))


def expectation(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """E_{x ~ p}[f(x)] = v"""
    mean = notion_layouts.expectation(r, head, args[:2])
    return on.Relation((mean, r.term(args[2])), (on.EQUAL,))


enter(
    "infinite_divergence", "infinite divergence",
    "the divergence from Q, moved a little towards P, exceeds every bound as the move gets smaller",
    "D(U || delta_k) = +oo", 3, infinite_divergence, "b P Q",
)  # fmt: skip
enter(
    "tends_at_infinity", "limit at +oo", "the function comes as near to the limit as wanted, beyond some point",
    "lim_{x->+oo} 1/x = 0", 2, limit_at(on.PLUS_INFINITY), "f l",
)  # fmt: skip
enter(
    "tends_at_minus_infinity", "limit at -oo", "the function comes as near to the limit as wanted, below some point",
    "lim_{x->-oo} exp(x) = 0", 2, limit_at(MINUS_INFINITY), "f l",
)  # fmt: skip
enter(
    "series", "sum of a series", "the partial sums over n = 0, 1, 2, ... converge to the number",
    "sum_{n=0}^oo (1/2)^n = 2", 2, series, "a s",
)  # fmt: skip
enter(
    "line_integral", "integral over the line",
    "some antiderivative has limits at both ends of the line, whose difference is the number",
    "int_{-oo}^(+oo) p(x) dx = 1", 2, line_integral, "f s",
)  # fmt: skip
enter(
    "law_on_naturals", "law on the natural numbers", "no value is negative and the series of all values is 1",
    "p is a law on N", 1, remark(LAW_ON_NATURALS), "p",
)  # fmt: skip
enter(
    "density", "density on the line", "no value is negative and the integral over the line is 1", "p is a density", 1,
    remark(DENSITY), "p",
)  # fmt: skip
enter(
    "series_expectation", "expectation of a discrete variable",
    "the series of the weighted values converges absolutely, and to this number", "E_{n~p}[n] = 1", 3, expectation, "p f v",
)  # fmt: skip
enter(
    "line_expectation", "expectation of a continuous variable",
    "the integral of the weighted values converges absolutely, and to this number", "E_{x~p}[x] = 0", 3, expectation, "p f v",
)  # fmt: skip
