"""Printed arithmetic, read back by an independent reader, is the term: no lost sign, bracket, scope or name."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from printed_back import Reader, tree_of

from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import Term, abstract, alphabet_type, apply_term, fun, nat, number, real, var
from symbolic_it.language.printing import to_latex, to_text

X = alphabet_type("X")
OUTCOMES = [var(n, X) for n in ("x", "y", "k")]
INDICES = [var(n, nat) for n in ("i", "j", "m")]
REALS = [var(n, real) for n in ("a", "e", "b", "d", "t", "t'")]
LAWS = [var(n, fun(X, real)) for n in ("P", "Q")]
SEQUENCES = [var(n, fun(nat, real)) for n in ("f", "g")]
SAMPLE = var("x", fun(nat, X))
FUNCTION = var("h", fun(real, real))
NUMERALS = [0, 1, 2, 13, -1, -3, Fraction(1, 2), Fraction(-3, 4)]
BASE = var("b", real)
NAMES = ("x", "y", "i", "j", "a", "e", "b", "t", "t'", "z", "P", "f")


@st.composite
def naturals(draw: st.DrawFn) -> Term:
    n = draw(st.sampled_from([*INDICES, c("zero")]))
    for _ in range(draw(st.integers(0, 2))):
        n = c("suc", n)
    return n


@st.composite
def reals(draw: st.DrawFn, depth: int = 4) -> Term:
    leaf = depth == 0
    kind = draw(st.sampled_from(["number", "real", "law", "sequence", "of_nat"] if leaf else
        ["add", "sub", "mul", "div", "neg", "pow", "log", "ln", "exp", "sum", "prod", "sum_to", "prod_to", "h",
         "law", "sequence", "real", "mul", "log", "neg", "sum"]))  # fmt: skip
    sub = reals(depth - 1) if depth else None
    if kind == "number":
        return number(draw(st.sampled_from(NUMERALS)))
    if kind == "real":
        return draw(st.sampled_from(REALS))
    if kind == "law":
        seen = draw(st.sampled_from([*OUTCOMES, apply_term(SAMPLE, draw(st.sampled_from(INDICES)))]))
        return apply_term(draw(st.sampled_from(LAWS)), seen)
    if kind == "sequence":
        return apply_term(draw(st.sampled_from(SEQUENCES)), draw(naturals()))
    if kind == "of_nat":
        return c("of_nat", draw(naturals()))
    assert sub is not None
    if kind == "h":
        return apply_term(FUNCTION, draw(sub))
    if kind in ("neg", "ln", "exp"):
        return c(kind, draw(sub))
    if kind == "log":
        return c("log", BASE, draw(sub))
    if kind in ("sum", "prod"):
        return c(kind, abstract(draw(st.sampled_from(OUTCOMES)), draw(sub)))
    if kind in ("sum_to", "prod_to"):
        return c(kind, draw(st.sampled_from(INDICES)), abstract(draw(st.sampled_from(INDICES)), draw(sub)))
    return c(kind, draw(sub), draw(sub))


@settings(max_examples=400, deadline=None)
@given(reals(), st.lists(st.sampled_from(NAMES), max_size=5).map(tuple))
def test_plain_text_says_the_term(t: Term, names: tuple[str, ...]) -> None:
    assert Reader(to_text(t, names), latex=False).whole() == tree_of(t), to_text(t, names)


@settings(max_examples=400, deadline=None)
@given(reals(), st.lists(st.sampled_from(NAMES), max_size=5).map(tuple))
def test_latex_says_the_term(t: Term, names: tuple[str, ...]) -> None:
    number_e = "e" not in names and all(v.name != "e" for v in t.free)
    assert Reader(to_latex(t, names), latex=True, number_e=number_e).whole() == tree_of(t), to_latex(t, names)
