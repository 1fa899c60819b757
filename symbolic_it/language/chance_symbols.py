"""The entries of codes and of random variables in the vocabulary, with their layouts."""

from __future__ import annotations

from symbolic_it.kernel.terms import Term
from symbolic_it.language import layout as on
from symbolic_it.language.arrangement import Arranger
from symbolic_it.language.symbols import enter

CEILING = on.Glyph(on.Sign(r"\operatorname{ceil}", "ceil"))


def ceiling(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """n = ceil(t)"""
    rounded = on.Call(CEILING, (r.term(args[1]),))
    return on.Relation((r.term(args[0]), rounded), (on.EQUAL,))


enter(
    "ceiling", "rounding up", "the natural number is the least one that is not below the real number", "3 = ceil(5/2)", 2, ceiling, "n t",
)  # fmt: skip
