"""The search for a counterexample: small instances that meet every hypothesis, evaluated exactly, twice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from symbolic_it.kernel.terms import APP, CONST, LAM, Term, Type, apply_term, binary, bool_, constants_of, strip, var
from symbolic_it.language import exact
from symbolic_it.refute.finite import Evaluator, Instance, Meaningless, Unknown
from symbolic_it.language.intervals import TooHard
from symbolic_it.refute.trials import Named, Table, candidates

SIZES = (2, 3, 1, 4)
MAX_INSTANCES = 220
"""Instances evaluated for each choice of sizes."""
_HOPELESS = {
    "has_derivative",
    "tends_from_right",
    "tends_from_left",
    "diverges_from_right",
    "diverges_from_left",
    "converges",
}


@dataclass(frozen=True)
class Refutation:
    """An instance that meets every hypothesis and on which the statement is meaningful and false. Plain text."""

    where: str
    lhs: str
    rhs: str
    instance: Instance


def find_counterexample(
    hypotheses: Sequence[Term], statement: Term, *, budget: int = MAX_INSTANCES, seed: int = 20
) -> Refutation | None:
    """A counterexample to ``hypotheses |- statement``, or None when none was found.

    Alphabets of 1 to 4 letters, zeros and point masses included. Rigorous: the values are exact or enclosed by intervals, the
    statement is evaluated again with every notion unfolded, and nothing rests on a logarithm without a value or an undecided sign.
    """
    if constants_of([statement]) & _HOPELESS:
        return None
    free = sorted({v for t in (*hypotheses, statement) for v in t.free}, key=lambda v: (v.name, v.sn))
    type_variables = sorted({a for t in (*hypotheses, statement) for a in t.type_vars}, key=lambda a: a.op)
    for sizes in _size_choices(type_variables):
        rng = random.Random(seed)
        for values in _instances(hypotheses, statement, free, sizes, rng, budget):
            instance = Instance(sizes, values)
            found = _refuted(instance, statement)
            if found is not None:
                return found
    return None


def _size_choices(type_variables: list[Type]) -> Iterator[dict[Type, int]]:
    if not type_variables:
        yield {}
        return
    options = [SIZES if a.op[0] == "%" else (2, 3) for a in type_variables]
    for k, choice in enumerate(product(*options)):
        if k >= 10:
            return
        yield dict(zip(type_variables, choice, strict=True))


def _instances(
    hypotheses: Sequence[Term],
    statement: Term,
    free: list[Term],
    sizes: dict[Type, int],
    rng: random.Random,
    budget: int,
) -> Iterator[dict[Term, Any]]:
    """Assignments that meet the hypotheses: each variable's values are filtered by the hypotheses on it alone first."""
    pools: list[list[Any]] = []
    for v in free:
        mine = [h for h in hypotheses if h.free == {v}]
        lawful = any("law" in constants_of([h]) for h in mine)
        blank = Instance(sizes, {})
        pool = [x for x in candidates(v, blank, lawful, rng) if _meets(mine, Instance(sizes, {v: x}))]
        if not pool:
            return
        pools.append(pool)
    shared = [h for h in hypotheses if len(h.free) != 1]
    tried = 0
    seen: set[tuple[int, ...]] = set()
    for choice in _choices([len(p) for p in pools], rng, 12 * budget):
        if choice in seen:
            continue
        seen.add(choice)
        values = {v: pool[k] for v, pool, k in zip(free, pools, choice, strict=True)}
        if not _meets(shared, Instance(sizes, values)):
            continue
        tried += 1
        yield values
        if tried >= budget:
            return
    del statement


def _choices(lengths: list[int], rng: random.Random, limit: int) -> Iterator[tuple[int, ...]]:
    """Index tuples: all of them when they are few, else early ones first and then at random."""
    total = 1
    for n in lengths:
        total *= n
    if total <= limit:
        ordered = sorted(product(*(range(n) for n in lengths)), key=lambda c: (sum(c), c))
        yield from ordered
        return
    for width in (2, 3):
        narrow = [min(n, width) for n in lengths]
        yield from list(product(*(range(n) for n in narrow)))[: limit // 3]
    for _ in range(limit):
        yield tuple(rng.randrange(n) for n in lengths)


def _meets(hypotheses: Sequence[Term], instance: Instance) -> bool:
    for h in hypotheses:
        try:
            if Evaluator(instance).holds(h) is not True:
                return False
        except (Meaningless, RecursionError):
            return False
    return True


def _refuted(instance: Instance, statement: Term) -> Refutation | None:
    try:
        if Evaluator(instance).holds(statement) is not False:
            return None
        # again, from the definitions alone
        if Evaluator(instance, native=False).holds(statement) is not False:
            return None
        place, core, values = _failing_part(instance, statement)
        full = Instance(instance.sizes, {**instance.values, **values})
        sides = _sides(full, core)
    except (Meaningless, Unknown, TooHard, RecursionError, OverflowError):
        return None
    if sides is None or (sides[0] == sides[1] and binary("lt", core) is None):
        return None
    return Refutation(_where(instance, statement, place), sides[0], sides[1], instance)


def _failing_part(instance: Instance, t: Term) -> tuple[list[tuple[str, str]], Term, dict[Term, Any]]:
    """Below quantifiers, premises and conjunctions: the relation that fails, and the values of the variables there."""
    place: list[tuple[str, str]] = []
    values: dict[Term, Any] = {}
    while True:
        here = Instance(instance.sizes, {**instance.values, **values})
        if t.kind == APP and t.fun.kind == CONST and t.fun.name == "forall":
            ty = t.arg.ty.args[0]
            v = var(f"value{len(values)}", ty)
            domain, _ = Evaluator(here).domain(ty)
            candidates_ = range(0, 5) if ty.op == "nat" else domain
            body = apply_term(t.arg, v)
            for x in candidates_:
                if Evaluator(Instance(here.sizes, {**here.values, v: x})).holds(body) is False:
                    values[v] = x
                    place.append((_binder_name(t.arg, ty), _show(x, ty)))
                    t = body
                    break
            else:
                raise Unknown
        elif (parts := binary("imp", t)) is not None:
            t = parts[1]
        elif (parts := binary("and", t)) is not None:
            t = parts[0] if Evaluator(here).holds(parts[0]) is False else parts[1]
        else:
            return place, t, values


def _binder_name(f: Term, ty: Type) -> str:
    if ty.op[0] in "%'":
        return ty.op[1:].lower()
    return "i" if ty.op == "nat" else "t"


def _sides(instance: Instance, t: Term) -> tuple[str, str] | None:
    for name in ("eq", "le", "lt"):
        sides = binary(name, t)
        if sides is None:
            continue
        values = [Evaluator(instance).value(s) if s.ty is not bool_ else Evaluator(instance).holds(s) for s in sides]
        ty = sides[0].ty
        if ty.op == "real":
            for digits in (3, 6, 12):
                shown = [_show_real(v, s, instance, digits) for v, s in zip(values, sides, strict=True)]
                if shown[0] != shown[1]:
                    return shown[0], shown[1]
            note = "" if name == "lt" else " (different, beyond the digits shown)"  # a strict inequality may fail at equality
            return shown[0], shown[1] + note
        if ty.op == "fun":
            return _show_function(values[0], ty, instance), _show_function(values[1], ty, instance)
        return _show(values[0], ty), _show(values[1], ty)
    return "false", "true"


def _show_real(x: Any, side: Term, instance: Instance, digits: int) -> str:
    text = _rational(x) if isinstance(x, Fraction) else exact.decimal(x, digits)
    unit = ""
    if any(v.name == "b" and v.ty.op == "real" and instance.values.get(v) == 2 for v in side.free) and _is_information(
        side
    ):
        unit = " bit"
    return text + unit


def _is_information(t: Term) -> bool:
    return bool(
        constants_of([t])
        & {"log", "entropy", "cross_entropy", "divergence", "information", "conditional_entropy", "mutual_information"}
    )


def _rational(q: Fraction) -> str:
    return str(q) if abs(q.numerator) < 10**6 and q.denominator < 10**6 else exact.decimal(q, 6)


def _show(x: Any, ty: Type) -> str:
    if ty.op == "real":
        return _rational(x) if isinstance(x, Fraction) else exact.decimal(x)
    if ty.op == "bool":
        return {True: "true", False: "false", None: "unknown"}[x]
    if ty.op[0] in "%'":
        return str(x + 1)
    if ty.op == "pair":
        return f"({_show(x[0], ty.args[0])}, {_show(x[1], ty.args[1])})"
    return str(x)


def _show_function(f: Any, ty: Type, instance: Instance) -> str:
    """A law as the row of its values, a set as its members, a family as its rows."""
    if isinstance(f, Named):
        return f.words
    domain, value = ty.args
    if domain.op == "nat":
        return "(" + ", ".join(_show(f(i), value) for i in range(1, 4)) + ", ...)"
    points = instance.elements(domain) or []
    if value.op == "bool":
        return "{" + ", ".join(_show(p, domain) for p in points if f(p)) + "}"
    if value.op == "fun":
        return "; ".join(f"at {_show(p, domain)}: {_show_function(f(p), value, instance)}" for p in points)
    return "(" + ", ".join(_show(f(p), value) for p in points) + ")"


def _where(instance: Instance, statement: Term, place: list[tuple[str, str]]) -> str:
    parts: list[str] = []
    for a in sorted(instance.sizes, key=lambda a: a.op):
        if any(a in v.ty.variables for v in instance.values) or a in statement.type_vars:
            parts.append(f"{a.op[1:]} = {{{', '.join(str(k + 1) for k in range(instance.sizes[a]))}}}")
    for v in sorted(instance.values, key=lambda v: v.name):
        if v not in statement.free and v.ty.op != "fun":
            continue
        x = instance.values[v]
        shown = _show_function(x, v.ty, instance) if v.ty.op == "fun" else _show(x, v.ty)
        parts.append(f"{v.name} = {shown}")
    parts += [f"{name} = {value}" for name, value in place]
    return ", ".join(parts)


_ = (LAM, Table, strip)
