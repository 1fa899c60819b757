"""The notation of codes and of random variables: whole lengths, ceilings, events, variance, independence."""

from __future__ import annotations

from symbolic_it.kernel.terms import fun, nat, real
from symbolic_it.language.declare import Alphabet, declared
from symbolic_it.language.expr import Expr, apply_symbol, as_real, lift, statement
from symbolic_it.language.notation import bind_last


def code_lengths(name: str, over: Alphabet) -> Expr:
    """A natural number for each letter: the lengths of its code words."""
    return declared(name, fun(over.type, nat), f"{name} gives each element of {over.name} a natural number")


def ceiling(n: object, t: object) -> Expr:
    """The statement that the natural number n is t rounded up: t <= n < t + 1."""
    return apply_symbol("ceiling", lift(n, nat), as_real(t))


def whole_number(k: int) -> Expr:
    """The numeral as a natural number, where one is meant: the bound of a sum, an index."""
    return lift(k, nat)


def successor(n: object) -> Expr:
    """The natural number n + 1, where a natural number is meant: the bound of a sum, an index."""
    return apply_symbol("suc", lift(n, nat))


def random_variable(name: str, space: Alphabet, over: Alphabet) -> Expr:
    """A random variable: a function from a finite space of outcomes to an alphabet."""
    return declared(name, fun(space.type, over.type), f"{name} is a function from {space.name} to {over.name}")


def random_variables(name: str, space: Alphabet, over: Alphabet) -> Expr:
    """A sequence of random variables on one finite space, used as X[i](w)."""
    words = f"{name}_1, {name}_2, ... are functions from {space.name} to {over.name}"
    return declared(name, fun(nat, space.type, over.type), words)


def random_numbers(name: str, space: Alphabet) -> Expr:
    """A sequence of random numbers on one finite space, used as c[i](w)."""
    words = f"{name}_1, {name}_2, ... are real functions on {space.name}"
    return declared(name, fun(nat, space.type, real), words)


def probability(R: Expr, w: Expr, event: object) -> Expr:
    """The probability of the event (a statement about w) when w follows the law R."""
    return bind_last("probability", R, w, statement(event))


def distributed(R: Expr, U: Expr, P: Expr) -> Expr:
    """The statement that the variable U has the law P when outcomes follow R."""
    return apply_symbol("distributed", R, U, P)


def independent(R: Expr, U: Expr, V: Expr) -> Expr:
    """The statement that the two variables are independent when outcomes follow R."""
    return apply_symbol("independent_variables", R, U, V)


def variance(P: Expr, x: Expr, body: object) -> Expr:
    """The mean squared distance of the body from its expectation."""
    return bind_last("variance", P, x, as_real(body))


def apart(u: object, v: object, e: object) -> Expr:
    """The statement that the distance of two numbers is at least e."""
    return apply_symbol("apart", as_real(u), as_real(v), as_real(e))
