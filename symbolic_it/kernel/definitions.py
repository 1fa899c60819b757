"""Definitions: trusted data. A name stands for a closed term made of constants that exist, so none is circular."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import NamedTuple

from symbolic_it.kernel.nodes import _signature
from symbolic_it.kernel.substitution import keep, recall, vault_copy
from symbolic_it.kernel.terms import (
    SIGNATURE,
    Term,
    Type,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    const,
    equation,
    fail,
    fun,
    implication,
    instantiate_type,
    match_type,
    nat,
    number,
    pair_type,
    real,
    type_variable,
    universal,
    var,
)


class Definition(NamedTuple):
    """``name`` stands for ``right``; ``source`` says where the notion comes from."""

    name: str
    right: Term
    source: str


_table: dict[str, Definition] = {}
DEFINITIONS = MappingProxyType(_table)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def define(name: str, right: Term, source: str) -> None:
    """Add a notion. Defining the same name again is accepted only with the same right side.

    Raises KernelError when the right side is not closed, has a free variable or a type variable that its type does not
    show (two instances of the name could then not be told apart), or when the name is taken.
    """
    (type(name) is str and type(source) is str and source) or fail("a definition has a name and a source")
    (len(name) <= 100 and _NAME.fullmatch(name)) or fail(
        f"a notion's name is made of small letters, digits and underscores: {name[:50]!r}"
    )
    copy = vault_copy(right)  # what is judged is a copy, by structure: the fields of a term handed in could lie
    known = name in _table
    known or name not in SIGNATURE or fail(f"{name} is a primitive notion")
    not copy.loose or fail(f"the definition of {name} is not closed")
    not copy.free or fail(f"free variables in the definition of {name}: {sorted(v.name for v in copy.free)}")
    copy.type_vars <= copy.ty.variables or fail(f"the definition of {name} hides a type variable")
    keep(("definition", name), copy)
    if not known:
        _signature[name] = copy.ty
        _table[name] = Definition(name, recall(("definition", name)), source)


def constant_for(name: str, *args: Term) -> Term:
    """The constant applied to the arguments, its type variables taken from their types. Raises KernelError."""
    key: tuple[str | Type, ...] = (name, *(x.ty for x in args))
    ty = _instances.get(key)
    if ty is None:
        name in SIGNATURE or fail(f"unknown constant {name!r}")
        generic = result = SIGNATURE[name]
        mapping: dict[Type, Type] = {}
        for x in args:
            result.op == "fun" or fail(f"{name} takes fewer arguments")
            match_type(result.args[0], x.ty, mapping) or fail(f"{name} does not take {x!r} of type {x.ty!r}")
            result = result.args[1]
        if len(_instances) >= MAX_INSTANCES:
            _instances.clear()
        ty = _instances[key] = instantiate_type(mapping, generic)
    return apply_term(const(name, ty), *args)


MAX_INSTANCES = 5000
_instances: dict[tuple[str | Type, ...], Type] = {}
"""Types of constants at arguments of given types, as they were found before. A constant's type never changes."""


# ---- the standing notions ------------------------------------------------------------------------

_A, _B = type_variable("a"), type_variable("b")
_X, _Y = alphabet_type("f"), alphabet_type("g")
_p, _q, _r = var("p", bool_), var("q", bool_), var("r", bool_)
_b, _u, _c, _l = var("b", real), var("u", real), var("c", real), var("l", real)
_e, _d, _M = var("e", real), var("d", real), var("M", real)
_ZERO, _ONE = number(0), number(1)


def _c_(name: str, *args: Term) -> Term:
    return constant_for(name, *args)


def _define(name: str, parameters: list[Term], body: Term, source: str) -> None:
    for v in reversed(parameters):
        body = abstract(v, body)
    define(name, body, source)


def _sum(v: Term, body: Term) -> Term:
    return _c_("sum", abstract(v, body))


def _mul(a: Term, b: Term) -> Term:
    return _c_("mul", a, b)


def _standing() -> None:
    logic = (
        "Church's encoding of the connectives in higher-order logic; Andrews, Mathematical Logic and Type Theory, ch. 5"
    )
    _define("false", [], universal(_p, _p), logic)
    false = _c_("false")
    _define("not", [_p], implication(_p, false), logic)
    _define("and", [_p, _q], universal(_r, implication(implication(_p, _q, _r), _r)), logic)
    _define("or", [_p, _q], universal(_r, implication(implication(_p, _r), implication(_q, _r), _r)), logic)
    pred, x = var("P", fun(_A, bool_)), var("x", _A)
    holds = universal(x, implication(apply_term(pred, x), _q))
    _define("exists", [pred], universal(_q, implication(holds, _q)), logic)

    def both(*parts: Term) -> Term:
        result = parts[-1]
        for part in reversed(parts[:-1]):
            result = _c_("and", part, result)
        return result

    def some(v: Term, body: Term) -> Term:
        return _c_("exists", abstract(v, body))

    cover = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
    _define("log", [_b, _u], _c_("div", _c_("ln", _u), _c_("ln", _b)), cover + "section 2.1")

    P, Q = var("P", fun(_X, real)), var("Q", fun(_X, real))
    xs = var("x", _X)
    px, qx = apply_term(P, xs), apply_term(Q, xs)
    nonnegative = universal(xs, _c_("le", _ZERO, px))
    _define("law", [P], both(nonnegative, equation(_c_("sum", P), _ONE)), cover + "section 2.1")
    vanishes = implication(equation(qx, _ZERO), equation(px, _ZERO))
    _define(
        "dominated",
        [P, Q],
        universal(xs, vanishes),
        "Kullback, Information Theory and Statistics, section 1.2",
    )
    f = var("f", fun(_X, real))
    _define("expectation", [P, f], _sum(xs, _mul(px, apply_term(f, xs))), cover + "section 2.1")
    _define("information", [_b, P, xs], _c_("neg", _c_("log", _b, px)), "Shannon 1948; MacKay, section 2.4")
    entropy = _c_("neg", _sum(xs, _mul(px, _c_("log", _b, px))))
    _define("entropy", [_b, P], entropy, cover + "equation 2.1")
    cross = _c_("neg", _sum(xs, _mul(px, _c_("log", _b, qx))))
    _define("cross_entropy", [_b, P, Q], cross, "Goodfellow, Bengio and Courville, Deep Learning, equation 3.51")
    ratio = _sum(xs, _mul(px, _c_("log", _b, _c_("div", px, qx))))
    _define("divergence", [_b, P, Q], ratio, cover + "equation 2.26")

    ys = var("y", _Y)
    J = var("P", fun(pair_type(_X, _Y), real))
    jxy = apply_term(J, _c_("pair", xs, ys))
    _define("first_marginal", [J, xs], _sum(ys, jxy), cover + "section 2.2")
    _define("second_marginal", [J, ys], _sum(xs, jxy), cover + "section 2.2")
    first, second = _c_("first_marginal", J, xs), _c_("second_marginal", J, ys)
    _define("conditional", [J, xs, ys], _c_("div", jxy, first), cover + "section 2.2")
    given = _c_("conditional", J, xs, ys)
    body = _sum(xs, _sum(ys, _mul(jxy, _c_("log", _b, given))))
    _define("conditional_entropy", [_b, J], _c_("neg", body), cover + "equation 2.12")
    ratio = _c_("div", jxy, _mul(first, second))
    body = _sum(xs, _sum(ys, _mul(jxy, _c_("log", _b, ratio))))
    _define("mutual_information", [_b, J], body, cover + "equation 2.28")

    k = var("k", _A)
    _define("point_mass", [k, x], _c_("indicator", equation(x, k)), "unit mass at k")
    _define("uniform", [xs], _c_("div", _ONE, _sum(xs, _ONE)), cover + "section 2.1")
    m, i, s = var("m", nat), var("i", nat), var("s", fun(nat, _A))
    hits = _c_("sum_to", m, abstract(i, _c_("indicator", equation(apply_term(s, i), x))))
    _define("empirical", [m, s, x], _c_("div", hits, _c_("of_nat", m)), cover + "section 11.1")

    S, g, t, w = var("S", fun(_A, bool_)), var("g", fun(_A, real)), var("t", _A), var("w", _A)
    in_t, in_w, gt, gw = apply_term(S, t), apply_term(S, w), apply_term(g, t), apply_term(g, w)
    sets = "Boyd and Vandenberghe, Convex Optimization, section 4.1"
    _define("argmax", [S, g, t], both(in_t, universal(w, implication(in_w, _c_("le", gw, gt)))), sets)
    _define("argmin", [S, g, t], both(in_t, universal(w, implication(in_w, _c_("le", gt, gw)))), sets)

    h, v = var("f", fun(real, real)), var("x", real)
    rudin = "Rudin, Principles of Mathematical Analysis, 3rd ed., "

    def within(value: Term, centre: Term, radius: Term) -> Term:
        lower, upper = _c_("sub", centre, radius), _c_("add", centre, radius)
        return both(_c_("lt", lower, value), _c_("lt", value, upper))

    def near(point: Term, side: str, then: Term) -> Term:
        """For some d > 0, all x within d of the point (on the side) satisfy ``then``."""
        if side == "right":
            region = both(_c_("lt", point, v), _c_("lt", v, _c_("add", point, _d)))
        elif side == "left":
            region = both(_c_("lt", _c_("sub", point, _d), v), _c_("lt", v, point))
        else:
            region = within(v, point, _d)
        return some(_d, both(_c_("lt", _ZERO, _d), universal(v, implication(region, then))))

    def for_all_positive(body: Term) -> Term:
        return universal(_e, implication(_c_("lt", _ZERO, _e), body))

    hv = apply_term(h, v)
    for side in ("right", "left"):
        limit = for_all_positive(near(_c, side, within(hv, _l, _e)))
        _define(f"tends_from_{side}", [h, _c, _l], limit, rudin + "definitions 4.1, 4.25")
        _define(
            f"diverges_from_{side}",
            [h, _c],
            universal(_M, near(_c, side, _c_("lt", _M, hv))),
            rudin + "4.32-4.33",
        )
    step = _c_("sub", v, _c)
    error = _c_("sub", _c_("sub", hv, apply_term(h, _c)), _mul(_l, step))
    # |error| <= e |x - c|, squared: no absolute value is needed
    small = _c_("le", _mul(error, error), _mul(_mul(_e, step), _mul(_e, step)))
    _define("has_derivative", [h, _c, _l], for_all_positive(near(_c, "both", small)), rudin + "definition 5.1")
    seq = var("a", fun(nat, real))
    n, big = var("n", nat), var("N", nat)
    late = implication(_c_("le", _c_("of_nat", big), _c_("of_nat", n)), within(apply_term(seq, n), _l, _e))
    body = for_all_positive(some(big, universal(n, late)))
    _define("converges", [seq, _l], body, rudin + "definition 3.1")


_standing()
