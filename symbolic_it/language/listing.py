"""Alphabets given by the list of their letters, and functions on them given by their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    LAM,
    VAR,
    Term,
    Type,
    abstract,
    binary,
    equation,
    fun,
    is_finite,
    number,
    pair_type,
    real,
    strip,
    unary,
    universal,
    var,
)
from symbolic_it.language.declare import Alphabet
from symbolic_it.language.expr import Declaration, Expr

MAX_LETTERS = 12


def letters(over: Alphabet, names: str) -> tuple[Expr, ...]:
    """All letters of the alphabet: ``u, v, w = letters(X, "u v w")`` says that X has these three and no others.

    Raises InvalidArgument for fewer than one or more than twelve names, a name twice, or a product of alphabets.
    """
    if not isinstance(over, Alphabet) or not isinstance(names, str):
        raise InvalidArgument('letters lists an alphabet: u, v = letters(X, "u v") for X = alphabet("X")')
    found = [over.letter(name) for name in names.split()]
    if not 1 <= len(found) <= MAX_LETTERS or len({e.term for e in found}) < len(found):
        raise InvalidArgument(f"an alphabet is listed by 1 to {MAX_LETTERS} different letters, not by {names!r}")
    if over.type.args:
        raise InvalidArgument(f"{over.name} is a product: list the letters of its factors")
    hypotheses = listing([e.term for e in found])
    *most, last = names.split()
    those = f"the letters {', '.join(most)} and {last}, all different, and" if most else f"the letter {last} and"
    words = f"{over.name} has {those} no others"
    return tuple(Expr(e.term, (), frozenset((Declaration(e.term, words, hypotheses),))) for e in found)


def listing(members: Sequence[Term]) -> tuple[Term, ...]:
    """The statements that every element is one of the members, and that no two members are equal."""
    x = var("x", members[0].ty)
    anyone = equation(x, members[-1])
    for u in reversed(members[:-1]):
        anyone = constant_for("or", equation(x, u), anyone)
    cover = universal(x, anyone)
    different = [constant_for("not", equation(u, v)) for i, u in enumerate(members) for v in members[i + 1 :]]
    if not different:
        return (cover,)
    distinct = different[-1]
    for denial in reversed(different[:-1]):
        distinct = constant_for("and", denial, distinct)
    return cover, distinct


def listed(hypotheses: Sequence[Term]) -> dict[Type, tuple[Term, ...]]:
    """The letters of the alphabets that the hypotheses list, those lists only that are the alphabet's first."""
    found: dict[Type, tuple[Term, ...]] = {}
    for h in hypotheses:
        members = members_of(h)
        if members and members[0].ty not in found and set(listing(members)) <= set(hypotheses):
            found[members[0].ty] = members
    return found


def members_of(cover: Term) -> tuple[Term, ...]:
    """The letters u, v, w of ``for all x, x = u or x = v or x = w``; none when the statement is another."""
    f = unary("forall", cover)
    if f is None or f.kind != LAM or f.domain.op[0] != "%":
        return ()
    members: list[Term] = []
    rest: Term | None = f.body
    while rest is not None:
        parts = binary("or", rest)
        one, rest = parts if parts is not None else (rest, None)
        sides = binary("eq", one)
        if sides is None or sides[0].loose != 1 or sides[1].kind != VAR or sides[1] in members:
            return ()
        members.append(sides[1])
    return tuple(members)


def tabulated(values: Mapping[Any, Any]) -> Expr:
    """The function with these values at letters, or at pairs of letters: ``tabulated({u: Q(1, 4), v: Q(3, 4)})``."""
    for at in values:
        parts = at if isinstance(at, tuple) else (at,)
        if not all(isinstance(e, Expr) for e in parts) or len(parts) > 2:
            break
        types = [e.term.ty for e in parts]
        return function_of_values(values, fun(types[0] if len(types) == 1 else pair_type(*types), real))
    raise InvalidArgument("a function is tabulated by its values at letters")


def function_of_values(values: Mapping[Any, Any], ty: Type) -> Expr:
    """The function of this type with these values at the letters (pairs of letters), and 0 at what is not listed."""
    if ty.op != "fun" or ty.args[1] is not real or not is_finite(ty.args[0]):
        raise InvalidArgument("values at letters make a real function on an alphabet")
    x = var("x", ty.args[0])
    body: Term | None = None
    declarations: frozenset[Declaration] = frozenset()
    for at, value in values.items():
        for e in (at if isinstance(at, tuple) else (at,)) + ((value,) if isinstance(value, Expr) else ()):
            declarations |= e.declarations
        point = at.term if isinstance(at, Expr) else constant_for("pair", *(e.term for e in at))
        if point.ty is not x.ty:
            raise InvalidArgument(f"{at} is not a place where this function has a value")
        weight = value.term if isinstance(value, Expr) else number(Fraction(value))
        term = constant_for("mul", weight, constant_for("indicator", equation(x, point)))
        body = term if body is None else constant_for("add", body, term)
    if body is None:
        raise InvalidArgument("a function without values")
    return Expr(abstract(x, body), ("x",), declarations)


def values_of(t: Term) -> list[tuple[Term, Term]] | None:
    """[(place, value), ...] of a term made by `function_of_values`; None for another."""
    if t.kind != LAM:
        return None
    found: list[tuple[Term, Term]] = []
    body: Term | None = t.body
    while body is not None:
        parts = binary("add", body)
        body, one = parts if parts is not None else (None, body)
        weighted = binary("mul", one)
        hit = unary("indicator", weighted[1]) if weighted is not None else None
        sides = binary("eq", hit) if hit is not None else None
        if weighted is None or sides is None or weighted[0].loose or sides[1].loose or strip(sides[0])[1]:
            return None
        found.append((sides[1], weighted[0]))
    return found[::-1]
