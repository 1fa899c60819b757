"""Notions of random variables on a finite space: probability of an event, laws, independence, variance, deviation."""

from __future__ import annotations

from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.definitions import define
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    equation,
    fun,
    real,
    type_variable,
    universal,
    var,
)

FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "


def _define(name: str, parameters: list[Term], body: Term, source: str) -> None:
    for v in reversed(parameters):
        body = abstract(v, body)
    define(name, body, source)


def _enter() -> None:
    space, values, others = alphabet_type("w"), type_variable("a"), type_variable("b")
    R, w = var("R", fun(space, real)), var("w", space)
    A = var("A", fun(space, bool_))
    weighed = c("mul", apply_term(R, w), c("indicator", apply_term(A, w)))
    _define("probability", [R, A], c("sum", abstract(w, weighed)), FELLER + "section I.7")

    U, V = var("U", fun(space, values)), var("V", fun(space, others))
    a, b = var("a", values), var("b", others)
    P = var("P", fun(values, real))

    def chance(event: Term) -> Term:
        return c("probability", R, abstract(w, event))

    here, there = equation(apply_term(U, w), a), equation(apply_term(V, w), b)
    same = universal(a, equation(chance(here), apply_term(P, a)))
    _define("distributed", [R, U, P], same, FELLER + "section IX.1")
    product = equation(chance(c("and", here, there)), c("mul", chance(here), chance(there)))
    _define("independent_variables", [R, U, V], universal(a, universal(b, product)), FELLER + "section IX.1")

    f = var("f", fun(space, real))
    distance = c("sub", apply_term(f, w), c("expectation", R, f))
    square = c("mul", distance, distance)
    _define("variance", [R, f], c("expectation", R, abstract(w, square)), FELLER + "section IX.4")

    u, v, e = var("u", real), var("v", real), var("e", real)
    beyond = c("or", c("le", e, c("sub", u, v)), c("le", e, c("sub", v, u)))
    _define("apart", [u, v, e], beyond, FELLER + "section IX.6, Chebyshev's inequality")


_enter()
