"""The notation of what reaches to infinity: +oo as a divergence, limits at infinity, series, integrals, expectations."""

from __future__ import annotations

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import abstract, fun, nat, real
from symbolic_it.language.declare import declared
from symbolic_it.language.expr import Expr, apply_symbol, as_real, build
from symbolic_it.language.notation import base, bind


def natural_law(name: str) -> Expr:
    """A law on the natural numbers 0, 1, 2, ..., used as p[n]."""
    v = declared(name, fun(nat, real), name)
    return declared(
        name, fun(nat, real), f"{name} is a law on the natural numbers", constant_for("law_on_naturals", v.term)
    )


def natural_function(name: str) -> Expr:
    """A real function on the natural numbers 0, 1, 2, ..., used as f[n]."""
    return declared(name, fun(nat, real), f"{name} is a real function on the natural numbers")


def density(name: str) -> Expr:
    """A probability density on the line."""
    v = declared(name, fun(real, real), name)
    return declared(name, fun(real, real), f"{name} is a density on the line", constant_for("density", v.term))


def is_natural_law(p: Expr) -> Expr:
    """The statement that p is a law on the natural numbers."""
    return apply_symbol("law_on_naturals", p)


def is_density(p: Expr) -> Expr:
    """The statement that p is a density on the line."""
    return apply_symbol("density", p)


def infinite_divergence(P: Expr, Q: Expr) -> Expr:
    """The statement that the divergence of P from Q, taken in the reals with +oo, is +oo."""
    return apply_symbol("infinite_divergence", base, P, Q)


def _with_value(name: str, v: Expr, body: object, value: object, *first: Expr) -> Expr:
    inner = bind(v, as_real(body), abstract)
    last = as_real(value)
    parts = (*first, Expr(inner.term, (), inner.declarations), last)
    result = build(lambda *terms: constant_for(name, *terms), *parts)
    names = (*(n for part in first for n in part.names), *inner.names, *last.names)
    return Expr(result.term, names, result.declarations)


def series(n: Expr, body: object, value: object) -> Expr:
    """The statement that the series of the body over n = 0, 1, 2, ... converges to the value."""
    if n.type is not nat:
        raise InvalidArgument("a series runs over a natural variable")
    return _with_value("series", n, body, value)


def integral(x: Expr, body: object, value: object) -> Expr:
    """The statement that the integral of the body over the whole line is the value."""
    if x.type is not real:
        raise InvalidArgument("an integral runs over a real variable")
    return _with_value("line_integral", x, body, value)


def mean_value(p: Expr, x: Expr, body: object, value: object) -> Expr:
    """The statement that the expectation of the body exists and is the value, x having the law or the density p."""
    kinds = {nat: "series_expectation", real: "line_expectation"}
    if x.type not in kinds:
        raise InvalidArgument("on an alphabet every expectation exists: write E(P, x, body)")
    return _with_value(kinds[x.type], x, body, value, p)


def sequence_tends_to(n: Expr, body: object, value: object) -> Expr:
    """The statement that the body tends to the value as the natural number n grows."""
    return _with_value("converges", n, body, value)


def tends_at_infinity(x: Expr, body: object, value: object, sign: str = "+") -> Expr:
    """The statement that the body tends to the value as the real number x goes to +oo, or to -oo."""
    if sign not in ("+", "-"):
        raise InvalidArgument(f"a sign is '+' or '-', not {sign!r}")
    return _with_value("tends_at_infinity" if sign == "+" else "tends_at_minus_infinity", x, body, value)
