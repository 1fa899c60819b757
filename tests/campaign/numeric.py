"""Values of terms in floating point, by an evaluation of the campaign's own: it shares no code with the search for counterexamples.

Truth is True, False or None (not known). What has no value (a quotient by zero, the logarithm of a number that is not
positive) is nan and spreads, except under a factor zero; nothing is true or false of it. So what comes out False is false
whatever such values are taken to be. Numbers that differ by rounding alone are equal.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.limits import begin
from symbolic_it.kernel.terms import (
    BOUND,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    apply_term,
    bool_,
    instantiate_term_types,
    match_type,
    nat,
    number_value,
    real,
    strip,
)

NAN = math.nan
SAME, APART = 1e-10, 1e-6
"""Below the first, relative to the numbers, two numbers are equal; above the second they differ; between, nothing is known."""
REALS = (1.0, 0.0, 2.0, 0.5, -1.0, 0.25, 0.75, 3.0, -2.0, 0.1, 1.5, 10.0)
NATURALS = range(8)
MAX_ELEMENTS = 300

Value = Any
Code = Callable[["World", tuple[Any, ...]], Value]


@dataclass(eq=False)
class World:
    """How many letters each alphabet has, and what the free variables are: numbers, letters, functions of Python."""

    sizes: Mapping[Type, int]
    values: dict[Term, Value]
    points: tuple[float, ...] = ()
    """Real numbers that quantifiers look at besides the usual ones."""
    lenient: bool = False
    """Whether "for all natural numbers" is taken for true when the small ones say so: for hypotheses."""
    _elements: dict[Type, Sequence[Value] | None] = field(default_factory=dict)

    def elements(self, ty: Type) -> Sequence[Value] | None:
        if ty not in self._elements:
            self._elements[ty] = self._all(ty)
        return self._elements[ty]

    def _all(self, ty: Type) -> Sequence[Value] | None:
        if ty is bool_:
            return (False, True)
        if ty is real or ty is nat:
            return None
        if not ty.args:
            return range(self.sizes[ty]) if ty in self.sizes else None
        left, right = map(self.elements, ty.args)
        if left is None or right is None:
            return None
        if ty.op == "pair":
            return list(itertools.product(left, right))
        if len(right) ** len(left) > MAX_ELEMENTS:
            return None
        rows = itertools.product(right, repeat=len(left))
        return [dict(zip(left, row, strict=True)).__getitem__ for row in rows]

    def members(self, ty: Type) -> tuple[Iterable[Value], bool]:
        """Elements of the type, and whether they are all."""
        every = self.elements(ty)
        if every is not None:
            return every, True
        if ty is nat:
            return NATURALS, self.lenient
        if ty is real:
            return dict.fromkeys((*self.points, *REALS)), False
        return (), False


# ---- numbers ----------------------------------------------------------------------------------------------


def compare(a: float, b: float) -> int | None:
    """-1, 0 or 1 as a is below b, equal, above; None when it is not known."""
    if math.isinf(a) or math.isinf(b) or a != a or b != b:
        return None
    gap, scale = abs(a - b), max(1.0, abs(a), abs(b))
    if gap <= SAME * scale:
        return 0
    if gap < APART * scale:
        return None
    return -1 if a < b else 1


def multiply(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


def divide(a: float, b: float) -> float:
    return NAN if abs(b) < 1e-13 or b != b else a / b


def ln(a: float) -> float:
    return math.log(a) if a > 1e-13 else NAN


def exponential(a: float) -> float:
    return math.exp(a) if abs(a) < 600 else NAN  # beyond, 0 and infinity are rounded, too


def power(a: float, b: float) -> float:
    if a != a or b != b or abs(b) > 300:
        return NAN
    whole = b == int(b)
    if a == 0:
        return (1.0 if b == 0 else 0.0) if whole and b >= 0 else NAN
    if a < 0 and not whole:
        return NAN
    try:
        result = float(a**b)
    except OverflowError:
        return NAN
    return result if abs(result) > 1e-250 else NAN


def total(values: Iterable[float]) -> float:
    return math.fsum(values)


def product(values: Iterable[float]) -> float:
    result = 1.0
    for x in values:
        result = multiply(result, x)
    return result


def less(a: float, b: float) -> bool | None:
    """Between numbers that only rounding may tell apart, nothing is known, unless they are the very same."""
    order = compare(a, b)
    return None if order is None or (order == 0 and a != b) else order < 0


def less_equal(a: float, b: float) -> bool | None:
    order = compare(a, b)
    return None if order is None else order <= 0


def has_derivative(f: Callable[[float], float], at: float, slope: float) -> bool | None:
    """By difference quotients with shrinking steps: False only where they settle on another number from both sides."""
    below, above = ([(f(at + s * h) - f(at)) / (s * h) for h in (1e-4, 1e-5)] for s in (-1, 1))
    quotients = [*below, *above]
    if any(q != q or math.isinf(q) for q in quotients) or slope != slope:
        return None
    settled = max(quotients) - min(quotients) < 1e-2 * max(1.0, abs(quotients[0]))
    middle = (below[-1] + above[-1]) / 2
    return False if settled and abs(middle - slope) > 0.05 * max(1.0, abs(middle), abs(slope)) else None


def tends(f: Callable[[float], float], places: Sequence[float], limit: float) -> bool | None:
    """False where the values at these places have settled, and not at the limit."""
    values = [f(x) for x in places]
    if any(v != v or math.isinf(v) for v in (*values, limit)):
        return None
    settled = max(values) - min(values) < 1e-3 * max(1.0, abs(values[-1]))
    return False if settled and abs(values[-1] - limit) > 0.05 * max(1.0, abs(limit)) else None


def tends_from(side: int) -> Callable[..., bool | None]:
    return lambda f, at, limit: tends(f, [at + side * h for h in (1e-4, 1e-6, 1e-7)], limit)


def negation(p: bool | None) -> bool | None:
    return None if p is None else not p


STRICT: dict[str, tuple[int, Callable[..., Value]]] = {
    "add": (2, lambda a, b: a + b), "sub": (2, lambda a, b: a - b), "mul": (2, multiply), "div": (2, divide),
    "neg": (1, lambda a: -a), "pow": (2, power), "ln": (1, ln), "exp": (1, exponential), "le": (2, less_equal),
    "lt": (2, less), "zero": (0, lambda: 0), "suc": (1, lambda n: n + 1), "of_nat": (1, float), "false": (0, lambda: False),
    "indicator": (1, lambda p: NAN if p is None else float(p)), "not": (1, negation), "pair": (2, lambda x, y: (x, y)),
    "fst": (1, lambda p: p[0]), "snd": (1, lambda p: p[1]), "sum_to": (2, lambda m, f: total(map(f, range(1, m + 1)))),
    "prod_to": (2, lambda m, f: product(map(f, range(1, m + 1)))), "has_derivative": (3, has_derivative),
    "tends_from_right": (3, tends_from(1)), "tends_from_left": (3, tends_from(-1)),
    "tends_at_infinity": (2, lambda f, limit: tends(f, (1e5, 1e6, 1e7), limit)),
}  # fmt: skip
UNKNOWN = (
    "converges", "diverges_from_right", "diverges_from_left", "tends_at_minus_infinity", "series", "line_integral",
    "series_expectation", "line_expectation", "law_on_naturals", "density",
)  # fmt: skip
TYPED = {"eq": 2, "sum": 1, "prod": 1, "forall": 1, "exists": 1, "imp": 2, "and": 2, "or": 2}


@lru_cache(maxsize=4000)
def compiled(t: Term) -> Code:
    """The term as a function of the world and of the values of the bound variables around it, innermost last."""
    if t.kind == BOUND:
        place = -1 - t.index
        return lambda _, frame: frame[place]
    if t.kind == VAR:
        return lambda world, _: world.values[t]
    if t.kind == LAM:
        body = compiled(t.body)
        return lambda world, frame: lambda x: body(world, (*frame, x))
    head, args = strip(t)
    if head.kind != CONST:
        return _called(compiled(head), args)
    q = number_value(head)
    if q is not None:
        value = float(q)
        return lambda _, __: value
    name = head.name
    if name in UNKNOWN:
        return lambda _, __: None
    arity = STRICT[name][0] if name in STRICT else TYPED.get(name)
    if arity is None:
        return compiled(apply_term(_unfolded(head), *args))
    if len(args) < arity:
        places: list[Code] = [lambda _, frame, k=k: frame[k] for k in range(arity)]  # type: ignore[misc]
        return _curried(_constant(name, head.ty, places), [compiled(x) for x in args], arity)
    return _called(_constant(name, head.ty, [compiled(x) for x in args[:arity]]), args[arity:])


def _called(f: Code, args: Sequence[Term]) -> Code:
    for x in map(compiled, args):
        f = _applied(f, x)
    return f


def _applied(f: Code, x: Code) -> Code:
    return lambda world, frame: f(world, frame)(x(world, frame))


def _curried(full: Code, given: Sequence[Code], arity: int) -> Code:
    def curry(world: World, found: tuple[Value, ...]) -> Value:
        if len(found) == arity:
            return full(world, found)
        return lambda x: curry(world, (*found, x))

    return lambda world, frame: curry(world, tuple(c(world, frame) for c in given))


@lru_cache(maxsize=500)
def _unfolded(head: Term) -> Term:
    right = DEFINITIONS[head.name].right
    mapping: dict[Type, Type] = {}
    match_type(right.ty, head.ty, mapping)
    begin()
    return instantiate_term_types(mapping, right, {})


def _constant(name: str, ty: Type, args: list[Code]) -> Code:
    if name in STRICT:
        f = STRICT[name][1]
        if len(args) == 2:
            a, b = args
            return lambda world, frame: f(a(world, frame), b(world, frame))
        return lambda world, frame: f(*(x(world, frame) for x in args))
    if name in ("imp", "and", "or"):
        return _connective(name, *args)
    if name == "eq":
        left, right = args
        domain = ty.args[0]
        return lambda world, frame: equal(world, domain, left(world, frame), right(world, frame))
    domain, (body,) = ty.args[0].args[0], args
    if name in ("forall", "exists"):
        return _quantified(name == "forall", domain, body)
    fold = total if name == "sum" else product
    return lambda world, frame: fold(map(body(world, frame), world.elements(domain) or ()))


def _connective(name: str, p: Code, q: Code) -> Code:
    def code(world: World, frame: tuple[Value, ...]) -> bool | None:
        a = p(world, frame)
        if name == "imp":
            a, settles = negation(a), True
        else:
            settles = name == "or"
        if a is settles:
            return settles
        b: bool | None = q(world, frame)
        return b if b is settles or a is not None else None

    return code


def _quantified(universal: bool, domain: Type, body: Code) -> Code:
    def code(world: World, frame: tuple[Value, ...]) -> bool | None:
        f = body(world, frame)
        members, complete = world.members(domain)
        results = {f(x) for x in members}
        if (not universal) in results:
            return not universal
        return universal if complete and None not in results else None

    return code


def equal(world: World, ty: Type, a: Value, b: Value) -> bool | None:
    if ty is real:
        order = compare(a, b)
        return None if order is None else order == 0
    if ty.op == "fun":
        members, complete = world.members(ty.args[0])
        results = {equal(world, ty.args[1], a(x), b(x)) for x in members}
        return False if False in results else True if complete and None not in results else None
    if ty.op == "pair":
        results = {equal(world, part, x, y) for part, x, y in zip(ty.args, a, b, strict=True)}
        return False if False in results else None if None in results else True
    return None if a is None or b is None else bool(a == b)


def holds(statement: Term, world: World) -> bool | None:
    """Whether the statement holds in the world; None when that is not known."""
    try:
        result = compiled(statement)(world, ())
    except (OverflowError, KeyError, TypeError, RecursionError):
        return None
    return result if isinstance(result, bool) else None
