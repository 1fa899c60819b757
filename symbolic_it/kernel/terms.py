"""Terms, for all other rooms: what is made of them, the words of logic and arithmetic, and the names of the layers below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from symbolic_it.kernel import nodes
from symbolic_it.kernel.limits import KernelError, fail
from symbolic_it.kernel.nodes import (
    APP,
    BOUND,
    CONST,
    LAM,
    MAX_DEPTH,
    MAX_DIGITS,
    SIGNATURE,
    VAR,
    Term,
    _app,
    _bound,
    _shift,
    const,
    interned_count,
    show,
    strip,
    var,
)  # fmt: skip
from symbolic_it.kernel.substitution import _lam, abstract, apply_term, instantiate_term_types, substitute
from symbolic_it.kernel.types import (
    Type,
    alphabet_type,
    bool_,
    check_type_instance,
    fun,
    instantiate_type,
    is_finite,
    make_type,
    match_type,
    nat,
    pair_type,
    real,
    type_variable,
)  # fmt: skip

__all__ = [
    "APP",
    "BOUND",
    "CONST",
    "LAM",
    "MAX_DEPTH",
    "MAX_DIGITS",
    "SIGNATURE",
    "VAR",
    "KernelError",
    "Term",
    "Type",
    "_bound",
    "_lam",
    "_shift",
    "abstract",
    "alphabet_type",
    "apply_term",
    "binary",
    "bool_",
    "check_type_instance",
    "const",
    "constants_of",
    "equation",
    "fail",
    "fun",
    "implication",
    "instantiate_term_types",
    "instantiate_type",
    "interned_count",
    "is_finite",
    "make_type",
    "match_type",
    "nat",
    "number",
    "number_value",
    "numeral_value",
    "pair_type",
    "parts_of",
    "real",
    "show",
    "strip",
    "substitute",
    "type_variable",
    "unary",
    "universal",
    "var",
]  # fmt: skip


def binary(name: str, t: Term) -> tuple[Term, Term] | None:
    """(a, b) when t is the constant ``name`` applied to a and b, else None."""
    if t.kind == APP:
        f = t.fun
        if f.kind == APP:
            head = f.fun
            if head.kind == CONST and head.name == name:
                return f.arg, t.arg
    return None


def unary(name: str, t: Term) -> Term | None:
    """a when t is the constant ``name`` applied to a, else None."""
    if t.kind == APP and t.fun.kind == CONST and t.fun.name == name:
        return t.arg
    return None


def number(q: int | Fraction) -> Term:
    """The numeral of an exact rational; floats and booleans are refused."""
    q = exact(q)
    q.numerator.bit_length() + q.denominator.bit_length() < 3 * MAX_DIGITS or fail("number with too many digits")
    return const("#" + str(q), real)


def exact(q: Any) -> Fraction:
    """The rational as a fraction of its own: one that was handed in could change or lie. Raises KernelError."""
    if type(q) is int:
        return Fraction(q)
    if type(q) is not Fraction:
        raise KernelError("numbers are exact: an int or a Fraction")
    n, d = q.numerator, q.denominator
    (type(n) is int and type(d) is int and d > 0) or fail("not a fraction")
    return Fraction(n, d)


def number_value(t: Term) -> Fraction | None:
    """The value of a numeral, else None."""
    q = numeral_value(t)
    return Fraction(q) if isinstance(q, int) else q


def numeral_value(t: Term) -> int | Fraction | None:
    """`number_value`, whole numbers as ints: they are made faster and cannot be changed. Mind that 1 / 2 is a float."""
    if t.kind != CONST or t.name[0] != "#":
        return None
    name = t.name
    return Fraction(name[1:]) if "/" in name else int(name[1:])


def equation(left: Term, right: Term) -> Term:
    eq = nodes._room.equality.get(left.ty)
    if eq is None:
        eq = nodes._room.equality[left.ty] = const("eq", fun(left.ty, left.ty, bool_))
    return _app(_app(eq, left), right)


def implication(*parts: Term) -> Term:
    """``implication(p, q, r)`` is p ==> (q ==> r)."""
    imp, result = const("imp", SIGNATURE["imp"]), parts[-1]
    for p in reversed(parts[:-1]):
        result = _app(_app(imp, p), result)
    return result


def universal(variable: Term, body: Term) -> Term:
    """For all values of the variable, the body."""
    f = abstract(variable, body)
    return _app(const("forall", fun(f.ty, bool_)), f)


def constants_of(terms: Iterable[Term]) -> set[str]:
    """The names of the constants that occur, numerals left out."""
    return {t.name for t in parts_of(terms) if t.kind == CONST and t.name[0] != "#"}


def parts_of(terms: Iterable[Term]) -> Iterator[Term]:
    """The terms and all that they are made of, each once, what is bound included; a part comes after its whole."""
    seen: set[Term] = set()
    todo = list(terms)
    while todo:
        t = todo.pop()
        if t in seen:
            continue
        seen.add(t)
        yield t
        if t.kind == APP:
            todo += [t.fun, t.arg]
        elif t.kind == LAM:
            todo.append(t.body)
