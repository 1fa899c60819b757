"""The notation authors write with: sums, products, expectation, logarithms, entropies, divergence, argmax, limits."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    VAR,
    KernelError,
    Term,
    abstract,
    apply_term,
    bool_,
    const,
    equation,
    fun,
    implication,
    is_finite,
    number,
    real,
    universal,
    var,
)
from symbolic_it.language.declare import Alphabet
from symbolic_it.language.expr import Declaration, Expr, apply_symbol, as_real, build, lift, statement

_base = var("b", real)
base = Expr(
    _base,
    (),
    frozenset((Declaration(_base, "b > 1 is the base of the logarithm", (constant_for("lt", number(1), _base),)),)),
)
"""The standing base of the logarithm, any b > 1."""


def _binder(v: Expr) -> Term:
    if not isinstance(v, Expr) or v.term.kind != VAR:
        raise InvalidArgument(f"{v!r} is not a variable that can be bound")
    return v.term


def _index_bound(v: Expr) -> Term | None:
    for d in v.declarations:
        if d.variable is v.term:
            return d.bound
    return None


def _without(declarations: frozenset[Declaration], v: Term) -> frozenset[Declaration]:
    return frozenset(d for d in declarations if d.variable is not v)


def bind(v: Expr, body: Expr, wrap: Callable[[Term, Term], Term]) -> Expr:
    """A binder: wrap gets the variable and the body; the name stands first in the reading order."""
    variable = _binder(v)
    try:
        term = wrap(variable, body.term)
    except KernelError as error:
        raise InvalidArgument(f"types do not fit: {error}") from None
    declarations = _without(body.declarations | v.declarations, variable)
    return Expr(term, (variable.name, *body.names), declarations)


def _total(kind: str, v: Expr, body: object) -> Expr:
    summand = as_real(body)
    bound = _index_bound(v)
    if bound is not None:
        return bind(v, summand, lambda x, t: constant_for(f"{kind}_to", bound, abstract(x, t)))
    if not is_finite(v.type):
        raise InvalidArgument(f"{v} does not range over an alphabet or an index set: a sum over it is not finite")
    return bind(v, summand, lambda x, t: constant_for(kind, abstract(x, t)))


def Sum(*arguments: object) -> Expr:
    """``Sum(x, body)``: the sum over the alphabet of x, or over 1..m for an index; ``Sum(x, y, body)`` is a double sum."""
    *variables, body = arguments
    result = as_real(body)
    if not variables:
        raise InvalidArgument("Sum(x, body) needs the variable that it sums over")
    for v in reversed(variables):
        if not isinstance(v, Expr):
            raise InvalidArgument(f"{v!r} is not a variable that can be bound")
        result = _total("sum", v, result)
    return result


def Prod(v: Expr, body: object) -> Expr:
    """The product over the alphabet of v, or over 1..m for an index."""
    return _total("prod", v, body)


def E(P: Expr, x: Expr, body: object) -> Expr:
    """The expectation of ``body`` under the law P of x."""
    return bind_last("expectation", P, x, as_real(body))


def bind_last(name: str, first: Expr, v: Expr, body: Expr) -> Expr:
    variable = _binder(v)
    inner = bind(v, body, lambda x, t: abstract(x, t))
    result = build(lambda f, g: constant_for(name, f, g), first, Expr(inner.term, (), inner.declarations))
    return Expr(result.term, (*first.names, variable.name, *body.names), result.declarations)


def function(v: Expr, body: object) -> Expr:
    """The function that takes v to the body."""
    return bind(v, lift(body), abstract)


def log(t: object, to_base: object = None) -> Expr:
    """The logarithm to the standing base b > 1, or to a given base."""
    return apply_symbol("log", base if to_base is None else as_real(to_base), as_real(t))


def ln(t: object) -> Expr:
    """The natural logarithm."""
    return apply_symbol("ln", as_real(t))


def exp(t: object) -> Expr:
    """The exponential function."""
    return apply_symbol("exp", as_real(t))


def H(P: Expr, Q: Expr | None = None, *, to_base: object = None) -> Expr:
    """``H(P)`` is the entropy of a law, ``H(P, Q)`` the cross-entropy, both to the standing base (or ``to_base``)."""
    b = base if to_base is None else as_real(to_base)
    return apply_symbol("entropy", b, P) if Q is None else apply_symbol("cross_entropy", b, P, Q)


def D(P: Expr, Q: Expr, *, to_base: object = None) -> Expr:
    """The Kullback-Leibler divergence of P from Q."""
    return apply_symbol("divergence", base if to_base is None else as_real(to_base), P, Q)


def conditional_entropy(P: Expr) -> Expr:
    """H(Y|X) under a joint law P on X * Y."""
    return apply_symbol("conditional_entropy", base, P)


def mutual_information(P: Expr) -> Expr:
    """I(X;Y) under a joint law P on X * Y."""
    return apply_symbol("mutual_information", base, P)


def information(P: Expr, x: Expr) -> Expr:
    """The self-information of the outcome x under P."""
    return apply_symbol("information", base, P, x)


def first_marginal(P: Expr) -> Expr:
    """The law of the first variable under a joint law."""
    return apply_symbol("first_marginal", P)


def second_marginal(P: Expr) -> Expr:
    """The law of the second variable under a joint law."""
    return apply_symbol("second_marginal", P)


def conditional(P: Expr, x: Expr) -> Expr:
    """The conditional law of the second variable given that the first is x."""
    return apply_symbol("conditional", P, x)


def point_mass(k: Expr) -> Expr:
    """The law that gives everything to k."""
    return apply_symbol("point_mass", k)


def uniform(over: Alphabet) -> Expr:
    """The uniform law on the alphabet."""
    return Expr(const("uniform", fun(over.type, real)))


def empirical(x: Expr, m: Expr) -> Expr:
    """The empirical law of the sample x_1, ..., x_m."""
    return apply_symbol("empirical", m, x)


def indicator(p: object) -> Expr:
    """1 where the statement holds, else 0."""
    return apply_symbol("indicator", statement(p))


def is_law(P: Expr) -> Expr:
    """The statement that P is a law."""
    return apply_symbol("law", P)


def _optimum(name: str, v: Expr, objective: object, where: Expr | None) -> Expr:
    variable = _binder(v)
    body = as_real(objective)
    if where is None:
        domain = Expr(abstract(variable, _truth()))
        inside = Expr(_truth())
    elif where.type is fun(variable.ty, bool_):
        domain, inside = where, where
    else:
        inside = statement(where)
        domain = Expr(abstract(variable, inside.term), inside.names, inside.declarations)
    f = abstract(variable, body.term)
    try:
        term = constant_for(name, domain.term, f)
    except KernelError as error:
        raise InvalidArgument(f"types do not fit: {error}") from None
    declarations = _without(inside.declarations | body.declarations | v.declarations, variable)
    return Expr(term, (variable.name, *inside.names, *body.names), declarations)


def _truth() -> Term:
    """A statement that holds: the domain is everything."""
    return equation(constant_for("false"), constant_for("false"))


def argmax(v: Expr, objective: object, where: Expr | None = None) -> Expr:
    """The set of maximisers of the objective in v, over everything or over the v with ``where`` (a statement or a set)."""
    return _optimum("argmax", v, objective, where)


def argmin(v: Expr, objective: object, where: Expr | None = None) -> Expr:
    """The set of minimisers."""
    return _optimum("argmin", v, objective, where)


def member(x: Expr, S: Expr) -> Expr:
    """The statement that x belongs to the set (of maximisers, say)."""
    return build(apply_term, S, x)


def ForAll(*arguments: object) -> Expr:
    """``ForAll(x, y, statement)``; for an index the statement is about 1..m."""
    *variables, body = arguments
    result = statement(body)
    for v in reversed(variables):
        assert isinstance(v, Expr)
        bound = _index_bound(v)
        if bound is not None:
            i = v.term
            inside = constant_for(
                "and",
                constant_for("le", number(1), constant_for("of_nat", i)),
                constant_for("le", constant_for("of_nat", i), constant_for("of_nat", bound)),
            )
            result = bind(v, Expr(implication(inside, result.term), result.names, result.declarations), universal)
        else:
            result = bind(v, result, universal)
    return result


def Exists(v: Expr, body: object) -> Expr:
    """The statement that the body holds for some v."""
    return bind(v, statement(body), lambda x, t: constant_for("exists", abstract(x, t)))


def tends_to(v: Expr, body: object, point: object, limit: object, side: str = "right") -> Expr:
    """The statement that body tends to the limit as v tends to the point from the right or the left."""
    return _limit(f"tends_from_{_side(side)}", v, as_real(body), as_real(point), as_real(limit))


def tends_to_infinity(v: Expr, body: object, point: object, side: str = "right") -> Expr:
    """The statement that body tends to +oo as v tends to the point from the right or the left."""
    return _limit(f"diverges_from_{_side(side)}", v, as_real(body), as_real(point))


def _side(side: str) -> str:
    if side not in ("right", "left"):
        raise InvalidArgument(f"a side is 'right' or 'left', not {side!r}")
    return side


def _limit(name: str, v: Expr, body: Expr, *rest: Expr) -> Expr:
    inner = bind(v, body, abstract)
    result = build(lambda *ts: constant_for(name, *ts), Expr(inner.term, (), inner.declarations), *rest)
    names = (v.term.name, *body.names)
    for r in rest:
        names += r.names
    return Expr(result.term, names, result.declarations)


def has_derivative(v: Expr, body: object, point: object, value: object) -> Expr:
    """The statement that the body, as a function of v, has this derivative at the point."""
    return _limit("has_derivative", v, as_real(body), as_real(point), as_real(value))
