"""Counterexamples in words: which laws and numbers, and what both sides come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import CONST, LAM, VAR, Term, Type, bool_, nat, number_value, real, strip, unary
from symbolic_it.kernel.terms import binary as sides_of
from symbolic_it.language import exact, operations
from symbolic_it.language.evaluate import compiled
from symbolic_it.language.exact import Number
from symbolic_it.language.guards import telling_points
from symbolic_it.language.instance import FiniteSet, Instance, NamedFunction, Sequence1, Table
from symbolic_it.language.intervals import TooHard
from symbolic_it.language.members import equality
from symbolic_it.refute.instances import LOG_NOTIONS, bases_of

MAX_SHOWN = 24
_MIXED = object()


def sides(statement: Term, instance: Instance) -> tuple[str, str, list[str]]:
    """Both sides of a statement that is false at the instance, and where in its quantifiers it fails."""
    frame: tuple[Any, ...] = ()
    extra: list[str] = []
    t = statement
    while (f := unary("forall", t)) is not None and f.kind == LAM:
        witness = _failure(f, instance, frame)
        if witness is None:
            break
        extra.append(f"{_binder_name(f, len(extra))} = {show(witness, f.domain, instance)}")
        frame, t = (*frame, witness), f.body
        while frame and (parts := sides_of("imp", t)) is not None:
            t = parts[1]
    head, args = strip(t)
    if head.kind == CONST and head.name == "has_derivative" and len(args) == 3:
        f, point, claimed = (compiled(s)(instance, frame) for s in args)
        return (*_numbers(operations.derivative(f, point), claimed, "", ""), extra)
    t = unary("not", t) or t
    for relation in ("eq", "le", "lt"):
        pair = sides_of(relation, t)
        if pair is not None:
            ty = pair[0].ty
            a, b = (compiled(s)(instance, frame) for s in pair)
            if ty is real:
                return (*_numbers(a, b, _unit(pair[0], instance), _unit(pair[1], instance)), extra)
            if ty.op == "fun":
                points = telling_points(pair, compiled)
                point = _difference(ty, a, b, instance, points(instance, frame) if points is not None else ())
                shown = show(a, ty, instance), show(b, ty, instance)
                if "" not in shown:
                    return (*shown, extra)
                if point is not None and ty.args[1] is bool_:
                    where = show(point, ty.args[0], instance)
                    words = {True: f"contains {where}", False: f"does not contain {where}"}
                    return words[a(point)], words[b(point)], extra
                return "one function", "another function", extra
            return show(a, ty, instance), show(b, ty, instance), extra
    parts = sides_of("imp", t)
    return ("true", "false", extra) if parts is not None else ("false", "true", extra)


def _failure(f: Term, instance: Instance, frame: tuple[Any, ...]) -> Any:
    body = compiled(f.body)
    for x in instance.samples(f.domain):
        if body(instance, (*frame, x)) is False:
            return x
    return None


def _difference(ty: Type, a: Any, b: Any, instance: Instance, points: Iterable[Any]) -> Any:
    same = equality(ty.args[1])
    for x in (*points, *instance.samples(ty.args[0])):
        if same(instance, a(x), b(x)) is False:
            return x
    return None


def _binder_name(f: Term, place: int) -> str:
    if f.domain is nat:
        return ("i", "j", "k", "n")[min(place, 3)]
    return (
        f.domain.op[1:].lower() if not f.domain.args and f.domain.op[0] in "%'" else ("t", "s", "u", "v")[min(place, 3)]
    )


# ---- numbers and units ---------------------------------------------------------------------------


def _unit(t: Term, instance: Instance) -> str:
    """``bit`` for a quantity of information to base 2, ``nat`` to base e, else nothing."""
    kinds = _degree(t, {})
    if kinds != ("log", 1):
        return "nat" if kinds == ("ln", 1) else ""
    values = []
    for b in bases_of([t]):
        value = instance.values.get(b) if b.kind == VAR else number_value(b)
        values.append(value)
    return "bit" if set(values) == {Fraction(2)} else ""


def _degree(t: Term, memo: dict[Term, Any]) -> Any:
    """How a number scales with the unit of information: (kind, degree), None for zero, `_MIXED` when it does not."""
    if t not in memo:
        memo[t] = _degree_of(t, memo)
    return memo[t]


def _degree_of(t: Term, memo: dict[Term, Any]) -> Any:
    pure = ("", 0)
    if t.kind == LAM:
        return _degree(t.body, memo)
    head, args = strip(t)
    if head.kind != CONST:
        return pure
    if head.name[0] == "#":
        return None if head.name == "#0" else pure
    if head.name in LOG_NOTIONS:
        return "log", 1
    if head.name == "ln":
        return "ln", 1
    if head.name in ("add", "sub") and len(args) == 2:
        return _same(_degree(args[0], memo), _degree(args[1], memo))
    if head.name in ("neg", "sum") and args:
        return _degree(args[0], memo)
    if head.name in ("expectation", "sum_to") and len(args) == 2:
        return _degree(args[1], memo)
    if head.name in ("mul", "div") and len(args) == 2:
        return _product(_degree(args[0], memo), _degree(args[1], memo), 1 if head.name == "mul" else -1)
    if head.name in DEFINITIONS or head.name in ("indicator", "of_nat", "fst", "snd"):
        return pure
    return pure if all(_degree(a, memo) in (pure, None) for a in args) else _MIXED


def _same(a: Any, b: Any) -> Any:
    return b if a is None else a if b is None or a == b else _MIXED


def _product(a: Any, b: Any, power: int) -> Any:
    if a is _MIXED or b is _MIXED:
        return _MIXED
    if a is None or b is None:
        return None
    degree = a[1] + power * b[1]
    kinds = {x[0] for x in (a, b) if x[1]}
    return _MIXED if len(kinds) > 1 else (kinds.pop(), degree) if degree and kinds else ("", 0)


def _numbers(a: Any, b: Any, left: str, right: str) -> tuple[str, str]:
    """Both values, in the units of their sides, with as many digits as tell them apart."""
    if operations.equal(a, b):
        return number(a, left), number(b, right)
    for digits in (3, 6, 12, 24):
        shown = number(a, left, digits), number(b, right, digits)
        if shown[0] != shown[1]:
            return shown
    return repr(a), repr(b)


def number(x: Any, unit: str = "", digits: int = 3) -> str:
    """A number for readers: a short fraction as it is, anything else rounded."""
    tail = f" {unit}" if unit else ""
    if isinstance(x, Fraction):
        finite = (x * 1000).denominator == 1
        if unit and finite:
            return exact.decimal(x, 3) + tail
        if len(str(x)) <= 9 or digits > 12:
            return str(x) + tail
    try:
        return exact.decimal(x, digits) + tail
    except TooHard:
        return repr(x) + tail


# ---- instances -----------------------------------------------------------------------------------


def where(hypotheses: Sequence[Term], statement: Term, instance: Instance, extra: Sequence[str] = ()) -> str:
    """``X = {1, 2}, P = (3/4, 1/4), Q = (1/2, 1/2)``: the sizes and the values that the statement speaks of."""
    shown = set(statement.free)
    for h in hypotheses:
        if len(h.free) > 1 and not h.free.isdisjoint(statement.free):
            shown |= h.free
    parts = []
    types = sorted(statement.type_vars.union(*(v.type_vars for v in shown)), key=lambda ty: ty.op)
    for ty in types:
        parts.append(f"{ty.op[1:]} = {{{', '.join(str(i + 1) for i in range(instance.sizes[ty]))}}}")
    length = max((n for v, n in instance.values.items() if v.ty is nat and v in shown), default=3)
    in_bits = {b for b in bases_of([statement]) if b.kind == VAR and instance.values[b] == 2}
    for v in sorted(shown, key=lambda v: (_rank(v.ty), v.name)):
        if v in in_bits and _speaks_of_bits(statement, instance):
            continue
        value = instance.values[v]
        if (
            v.ty.op == "fun"
            and v.ty.args[1].op == "fun"
            and v.ty.args[1].args[0] is not real
            and isinstance(value, Table)
        ):
            for x, row in value.entries.items():
                parts.append(f"{v.name}[{show(x, v.ty.args[0], instance)}] = {show(row, v.ty.args[1], instance)}")
        elif isinstance(value, NamedFunction):
            parts.append(f"{v.name}(t) = {value.words}")
        else:
            parts.append(f"{v.name} = {show(value, v.ty, instance, length) or 'a function'}")
    return ", ".join([*parts, *extra])


def _speaks_of_bits(statement: Term, instance: Instance) -> bool:
    pair = next((p for r in ("eq", "le", "lt") if (p := sides_of(r, statement)) is not None), None)
    return pair is not None and pair[0].ty is real and "bit" in {_unit(s, instance) for s in pair}


def _rank(ty: Type) -> int:
    return 0 if ty is nat else 1 if ty.op == "fun" and ty.args[0] is not nat else 2 if ty.op == "fun" else 3


def show(value: Any, ty: Type, instance: Instance, length: int = 3) -> str:
    """A value of the type for readers; letters and points count from 1. Empty when it has no finite form."""
    if isinstance(value, FiniteSet):
        return "{" + ", ".join(show(x, ty.args[0], instance) for x in value.members) + "}"
    if isinstance(value, Sequence1):
        return "(" + ", ".join(show(value(i), ty.args[1], instance) for i in range(1, max(length, 1) + 1)) + ")"
    if ty is real:
        return number(value) if isinstance(value, (Fraction, Number)) else str(value)
    if ty is nat:
        return str(value)
    if ty is bool_:
        return {True: "true", False: "false", None: "unknown"}[value]
    if not ty.args:
        return str(value + 1)
    if ty.op == "pair":
        return f"({show(value[0], ty.args[0], instance)}, {show(value[1], ty.args[1], instance)})"
    return _function(value, ty, instance)


def _function(value: Any, ty: Type, instance: Instance) -> str:
    domain, codomain = ty.args
    elements = instance.elements(domain)
    if elements is None or len(elements) > MAX_SHOWN:
        return ""
    if codomain is bool_:
        members = [x for x in elements if value(x)]
        return "{" + ", ".join(show(x, domain, instance) for x in members) + "}" if members else "the empty set"
    if domain.op == "pair":
        left = instance.elements(domain.args[0]) or ()
        right = instance.elements(domain.args[1]) or ()
        rows = ["(" + ", ".join(show(value((x, y)), codomain, instance) for y in right) + ")" for x in left]
        return "(" + ", ".join(rows) + ")"
    return "(" + ", ".join(show(value(x), codomain, instance) for x in elements) + ")"
