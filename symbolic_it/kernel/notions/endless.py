"""Notions that reach to infinity: limits at infinity, series, integrals over the line, expectations, +oo as a divergence."""

from __future__ import annotations

from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.definitions import define
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    alphabet_type,
    apply_term,
    equation,
    fun,
    implication,
    nat,
    number,
    real,
    universal,
    var,
)

RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "
FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume "
ZERO, ONE = number(0), number(1)


def _define(name: str, parameters: list[Term], body: Term, source: str) -> None:
    for v in reversed(parameters):
        body = abstract(v, body)
    define(name, body, source)


def _some(v: Term, body: Term) -> Term:
    return c("exists", abstract(v, body))


def _infinite_divergence() -> None:
    letters = alphabet_type("f")
    b, t, x = var("b", real), var("t", real), var("x", letters)
    P, Q = var("P", fun(letters, real)), var("Q", fun(letters, real))
    mixed = c("add", c("mul", c("sub", ONE, t), apply_term(Q, x)), c("mul", t, apply_term(P, x)))
    path = abstract(t, c("divergence", b, P, abstract(x, mixed)))
    source = "Cover and Thomas, Elements of Information Theory, 2nd ed., section 2.3, p log(p/0) = +oo, as a limit"
    _define("infinite_divergence", [b, P, Q], c("diverges_from_right", path, ZERO), source)


def _limits() -> None:
    f, x, e, l = var("f", fun(real, real)), var("x", real), var("e", real), var("l", real)
    far, value = var("N", nat), apply_term(f, x)
    close = c("and", c("lt", c("sub", l, e), value), c("lt", value, c("add", l, e)))
    late = universal(x, implication(c("le", c("of_nat", far), x), close))
    body = universal(e, implication(c("lt", ZERO, e), _some(far, late)))
    _define("tends_at_infinity", [f, l], body, RUDIN + "definition 4.33")
    mirrored = abstract(x, apply_term(f, c("neg", x)))
    _define("tends_at_minus_infinity", [f, l], c("tends_at_infinity", mirrored, l), RUDIN + "definition 4.33")


def _totals() -> None:
    a, n, s = var("a", fun(nat, real)), var("n", nat), var("s", real)
    partial = abstract(n, c("add", apply_term(a, c("zero")), c("sum_to", n, a)))
    _define("series", [a, s], c("converges", partial, s), RUDIN + "definition 3.21")
    f, F, x = var("f", fun(real, real)), var("F", fun(real, real)), var("x", real)
    low, high = var("l", real), var("m", real)
    slope = universal(x, c("has_derivative", F, x, apply_term(f, x)))
    right = c("and", c("tends_at_infinity", F, high), equation(s, c("sub", high, low)))
    body = c("and", slope, c("and", c("tends_at_minus_infinity", F, low), right))
    source = RUDIN + "theorem 6.21; Newton's integral, improper at both ends"
    _define("line_integral", [f, s], _some(F, _some(low, _some(high, body))), source)


def _expectations() -> None:
    for name, domain, whole, law, volume in (
        ("series_expectation", nat, "series", "law_on_naturals", "1, 3rd ed., section IX.2"),
        ("line_expectation", real, "line_integral", "density", "2, 2nd ed., section I.2"),
    ):
        p, f, u = (var(name_, fun(domain, real)) for name_ in "pfu")
        x, v, B = var("x", domain), var("v", real), var("B", real)
        nonnegative = universal(x, c("le", ZERO, apply_term(p, x)))
        _define(law, [p], c("and", nonnegative, c(whole, p, ONE)), FELLER + volume)

        def weighed(g: Term, p: Term = p, x: Term = x) -> Term:
            return abstract(x, c("mul", apply_term(p, x), apply_term(g, x)))

        ux, fx = apply_term(u, x), apply_term(f, x)
        below = universal(x, c("and", c("le", c("neg", ux), fx), c("le", fx, ux)))
        finite = _some(u, _some(B, c("and", below, c(whole, weighed(u), B))))
        _define(name, [p, f, v], c("and", finite, c(whole, weighed(f), v)), FELLER + volume)


_infinite_divergence()
_limits()
_totals()
_expectations()
