"""The entries of codes and of random variables in the vocabulary, with their layouts."""

from __future__ import annotations

from symbolic_it.kernel.terms import Term
from symbolic_it.language import layout as on
from symbolic_it.language.arrangement import Arranger
from symbolic_it.language.symbol_layouts import Layout
from symbolic_it.language.symbols import enter

CEILING = on.Glyph(on.Sign(r"\operatorname{ceil}", "ceil"))
PROBABILITY, VARIANCE = on.Glyph(on.Sign(r"\Pr", "Pr")), on.Glyph(on.Sign(r"\operatorname{Var}", "Var"))
LAW = on.Glyph(on.Sign(r"\operatorname{law}", "law"))
TIMES = on.Sign(r"\otimes", "(x)")
NOTHING = on.Glyph(on.Sign("", ""))


def ceiling(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """n = ceil(t)"""
    rounded = on.Call(CEILING, (r.term(args[1]),))
    return on.Relation((r.term(args[0]), rounded), (on.EQUAL,))


def under_a_law(glyph: on.Glyph) -> Layout:
    """Pr_{w ~ R}[event], Var_{x ~ P}[f(x)]: the law is read first, then the variable, then the body."""

    def layout(r: Arranger, head: Term, args: list[Term]) -> on.Node:
        law, f = args
        shown = r.term(law)
        v, inside = r.open(f, law)
        below = on.Joined((r.variable(v), shown), on.FOLLOWS)
        return on.Call(on.Subscript(glyph, (below,)), (r.under(v, inside),), brackets="[]")

    return layout


def distributed(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """law_R(U) = P"""
    law = on.Subscript(LAW, (r.term(args[0]),))
    return on.Relation((on.Call(law, (r.term(args[1]),)), r.term(args[2])), (on.EQUAL,))


def independent(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """law_R(U, V) = law_R(U) (x) law_R(V)"""
    law, first, second = on.Subscript(LAW, (r.term(args[0]),)), r.term(args[1]), r.term(args[2])
    product = (on.Call(law, (first,)), on.Call(law, (second,)))
    return on.Relation((on.Call(law, (first, second)), *product), (on.EQUAL, TIMES))


def apart(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """e <= |u - v|"""
    difference = on.Terms((("+", r.term(args[0])), ("-", r.term(args[1]))))
    distance = on.Call(NOTHING, (difference,), brackets="||")
    return on.Relation((r.term(args[2]), distance), (on.AT_MOST,))


enter(
    "ceiling", "rounding up", "the natural number is the least one that is not below the real number", "3 = ceil(5/2)", 2, ceiling, "n t",
)  # fmt: skip
enter(
    "probability", "probability of an event", "the total probability of the outcomes for which the statement holds",
    "Pr_{w~R}[U(w) = a]", 2, under_a_law(PROBABILITY), "R A",
)  # fmt: skip
enter(
    "distributed", "law of a random variable", "the variable takes each value with the probability that the law gives it",
    "law_R(U) = P", 3, distributed, "R U P",
)  # fmt: skip
enter(
    "independent_variables", "independence of two random variables", "the joint law is the product of the two laws",
    "law_R(U, V) = law_R(U) (x) law_R(V)", 3, independent, "R U V",
)  # fmt: skip
enter(
    "variance", "variance", "the mean squared distance of a function of an outcome from its expectation",
    "Var_{x~P}[f(x)]", 2, under_a_law(VARIANCE), "P f",
)  # fmt: skip
enter(
    "apart", "distance of two numbers", "one of the two differences is at least the bound", "1 <= |3 - 5|", 3, apart, "u v e",
)  # fmt: skip
