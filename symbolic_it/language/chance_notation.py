"""The notation of codes and of random variables: whole lengths, ceilings, events, variance, independence."""

from __future__ import annotations

from symbolic_it.kernel.terms import fun, nat
from symbolic_it.language.declare import Alphabet, declared
from symbolic_it.language.expr import Expr, apply_symbol, as_real, lift


def code_lengths(name: str, over: Alphabet) -> Expr:
    """A natural number for each letter: the lengths of its code words."""
    return declared(name, fun(over.type, nat), f"{name} gives each element of {over.name} a natural number")


def ceiling(n: object, t: object) -> Expr:
    """The statement that the natural number n is t rounded up: t <= n < t + 1."""
    return apply_symbol("ceiling", lift(n, nat), as_real(t))
