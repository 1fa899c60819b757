"""The value of a term at a concrete finite instance, exactly: the semantics of the kernel, and what is meaningless."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    BOUND,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    binary,
    constants_of,
    number_value,
    strip,
    unary,
)
from symbolic_it.language import exact
from symbolic_it.language.intervals import TooHard

Value = Any
"""Reals are Fraction or exact.Number, naturals int, statements True, False or None (unknown), letters int, pairs tuples,
functions and sets callables."""
MAX_WORK = 60_000
SAMPLE_REALS = tuple(Fraction(a, b) for a, b in ((0, 1), (1, 2), (1, 1), (2, 1), (1, 4), (3, 4), (-1, 1), (3, 1)))


class Meaningless(ArithmeticError):
    """A logarithm of what is not positive, a division by zero, a divergence without domination, with weight."""


class Unknown(ArithmeticError):
    """The value cannot be decided on this instance (or the work for it is used up)."""


@dataclass
class Instance:
    """Values for the type variables (sizes) and the free variables of a statement."""

    sizes: dict[Type, int]
    values: dict[Term, Value]
    work: int = field(default=MAX_WORK)

    def elements(self, ty: Type) -> list[Value] | None:
        """All elements of a type, None when it is infinite."""
        if ty.op[0] in "%'":
            return list(range(self.sizes[ty])) if ty in self.sizes else None
        if ty.op == "bool":
            return [True, False]
        if ty.op == "pair":
            left, right = self.elements(ty.args[0]), self.elements(ty.args[1])
            return None if left is None or right is None else list(product(left, right))
        return None


class Evaluator:
    """Evaluates terms at one instance. With ``native`` off every defined notion is unfolded: an independent second way."""

    def __init__(self, instance: Instance, native: bool = True) -> None:
        self.instance, self.native, self.left = instance, native, instance.work
        self._defined: dict[str, Term] = {}

    def value(self, t: Term, bound: tuple[Value, ...] = ()) -> Value:
        """The value; raises Meaningless or Unknown."""
        self.left -= 1
        if self.left < 0:
            raise Unknown
        kind = t.kind
        if kind == BOUND:
            return bound[-1 - t.index]
        if kind == VAR:
            try:
                return self.instance.values[t]
            except KeyError:
                raise Unknown from None
        if kind == LAM:
            body = t.body
            return lambda x: self.value(body, (*bound, x))
        head, args = strip(t)
        if head.kind == CONST:
            special = _SPECIAL.get(head.name)
            if special is not None and len(args) == special[0]:
                return special[1](self, args, bound)
            if head.name[0] == "#":
                return number_value(head)
            if self.native and head.name in _NATIVE and len(args) == _NATIVE[head.name][0]:
                return _NATIVE[head.name][1](self, args, bound)
            if head.name in DEFINITIONS:
                f = self.value(self._definition(head))
            else:
                f = self._constant(head)
        else:
            f = self.value(head, bound)
        for x in args:
            f = f(self.value(x, bound))
        return f

    def _definition(self, head: Term) -> Term:
        from symbolic_it.kernel.terms import instantiate_term_types, match_type

        right = DEFINITIONS[head.name].right
        mapping: dict[Type, Type] = {}
        match_type(right.ty, head.ty, mapping)
        return instantiate_term_types(mapping, right, {}) if mapping else right

    def _constant(self, head: Term) -> Value:
        """A constant with fewer arguments than it takes, as a function."""
        name = head.name
        if name == "zero":
            return 0
        if name == "suc":
            return lambda n: n + 1
        if name == "of_nat":
            return Fraction
        if name == "fst":
            return lambda z: z[0]
        if name == "snd":
            return lambda z: z[1]
        raise Unknown

    # ---- statements --------------------------------------------------------------------------------------

    def holds(self, t: Term, bound: tuple[Value, ...] = ()) -> bool | None:
        """Whether a statement holds; None when that is not decided. Raises Meaningless."""
        try:
            result = self.value(t, bound)
        except (Unknown, TooHard, OverflowError):
            return None
        return result if result is None else bool(result)

    def domain(self, ty: Type) -> tuple[Iterable[Value], bool]:
        """Values of a type to try, and whether they are all."""
        elements = self.instance.elements(ty)
        if elements is not None:
            return elements, True
        if ty.op == "nat":
            return range(6), False
        if ty.op == "real":
            return SAMPLE_REALS, False
        if ty.op == "fun":
            points = self.instance.elements(ty.args[0])
            if points is not None and ty.args[1].op == "bool":
                return (_set(s) for s in _subsets(points)), True
        return (), False

    def every(self, f: Term, bound: tuple[Value, ...]) -> bool | None:
        """A universal statement over its domain, three-valued."""
        ty = f.ty.args[0]
        body = f.body if f.kind == LAM else None
        if ty.op == "nat" and body is not None and (limit := self._range_limit(body, bound)) is not None:
            values: Iterable[Value] = range(1, limit + 1)
            complete = True
        else:
            values, complete = self.domain(ty)
        result: bool | None = True if complete else None
        for x in values:
            one = self._at(f, x, bound)
            if one is False:
                return False
            if one is None:
                result = None
        return result

    def _at(self, f: Term, x: Value, bound: tuple[Value, ...]) -> bool | None:
        if f.kind == LAM:
            return self.holds(f.body, (*bound, x))
        try:
            answer = self.value(f, bound)(x)
        except (Unknown, TooHard, OverflowError):
            return None
        return answer if answer is None else bool(answer)

    def _range_limit(self, body: Term, bound: tuple[Value, ...]) -> int | None:
        """m, when the body is ``1 <= i and i <= m ==> ...`` for the innermost bound variable i."""
        parts = binary("imp", body)
        inside = binary("and", parts[0]) if parts is not None else None
        upper = binary("le", inside[1]) if inside is not None else None
        if upper is None:
            return None
        index, size = unary("of_nat", upper[0]), unary("of_nat", upper[1])
        if index is None or size is None or index.kind != BOUND or index.index != 0:
            return None
        # the size may not speak of the index: it is evaluated beside a value that would show
        try:
            return int(self.value(size, (*bound, None)))
        except (Unknown, TypeError):
            return None

    def some(self, f: Term, bound: tuple[Value, ...]) -> bool | None:
        values, complete = self.domain(f.ty.args[0])
        result: bool | None = False if complete else None
        for x in values:
            one = self._at(f, x, bound)
            if one:
                return True
            if one is None:
                result = None
        return result

    # ---- equality -------------------------------------------------------------------------------------------

    def same(self, a: Value, b: Value, ty: Type) -> bool | None:
        """Equality of two values of a type, three-valued."""
        if ty.op == "real":
            s = compare(a, b)
            return None if s is None else s == 0
        if ty.op == "bool":
            return None if a is None or b is None else a == b
        if ty.op == "fun":
            values, complete = self.domain(ty.args[0])
            result: bool | None = True if complete else None
            for x in values:
                one = self.same(a(x), b(x), ty.args[1])
                if one is False:
                    return False
                if one is None:
                    result = None
            return result
        return bool(a == b)


def compare(a: Value, b: Value) -> int | None:
    """The sign of a - b, None when it is not decided."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return (a > b) - (a < b)
    return exact.sign(a - b)


def _is_zero(x: Value) -> bool:
    return isinstance(x, Fraction) and x == 0


def _mul(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    left = e.value(args[0], bound)
    if _is_zero(left) and (_is_weight(args[0]) or _has_log(args[1])):
        return left  # beside a weight that is exactly zero nothing else counts: 0 log 0 = 0
    return left * e.value(args[1], bound)


def _is_weight(t: Term) -> bool:
    """A value of a function, such as P(x): a factor 0 then means that the letter does not count."""
    head, args = strip(t)
    return bool(args) and (head.kind == VAR or (head.kind == CONST and head.name not in _SPECIAL))


def _has_log(t: Term) -> bool:
    return bool(constants_of([t]) & {"ln", "log"})


def _div(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    right = e.value(args[1], bound)
    s = compare(right, Fraction(0))
    if s is None:
        raise Unknown
    if s == 0:
        raise Meaningless
    return exact.divide(e.value(args[0], bound), right)


def _ln(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    return _ln_value(e.value(args[0], bound))


def _ln_value(x: Value) -> Value:
    s = compare(x, Fraction(0))
    if s is None:
        raise Unknown
    if s <= 0:
        raise Meaningless
    return exact.ln(x)


def _log(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    b, x = e.value(args[0], bound), e.value(args[1], bound)
    base = _ln_value(b)
    if compare(base, Fraction(0)) in (0, None):
        raise Meaningless
    return exact.divide(_ln_value(x), base)


def _pow(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    x, y = e.value(args[0], bound), e.value(args[1], bound)
    if isinstance(y, Fraction) and y.denominator == 1 and 0 <= y <= 400:
        result: Value = Fraction(1)
        for _ in range(int(y)):
            result = result * x
        return result
    s = compare(x, Fraction(0))
    if s is None:
        raise Unknown
    if s <= 0:
        raise Meaningless
    return exact.power(x, y)


def _sum(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    elements = e.instance.elements(args[0].ty.args[0])
    if elements is None:
        raise Unknown
    f = e.value(args[0], bound)
    total: Value = Fraction(0)
    for x in elements:
        total = total + f(x)
    return total


def _prod(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    elements = e.instance.elements(args[0].ty.args[0])
    if elements is None:
        raise Unknown
    f = e.value(args[0], bound)
    total: Value = Fraction(1)
    for x in elements:
        total = total * f(x)
    return total


def _sum_to(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    f = e.value(args[1], bound)
    total: Value = Fraction(0)
    for i in range(1, e.value(args[0], bound) + 1):
        total = total + f(i)
    return total


def _prod_to(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    f = e.value(args[1], bound)
    total: Value = Fraction(1)
    for i in range(1, e.value(args[0], bound) + 1):
        total = total * f(i)
    return total


def _eq(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    if args[0].ty.op == "bool":
        return e.same(e.holds(args[0], bound), e.holds(args[1], bound), args[0].ty)
    return e.same(e.value(args[0], bound), e.value(args[1], bound), args[0].ty)


def _order(strict: bool) -> Callable[[Evaluator, list[Term], tuple[Value, ...]], Value]:
    def decide(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
        s = compare(e.value(args[0], bound), e.value(args[1], bound))
        return None if s is None else s < 0 or (s == 0 and not strict)

    return decide


def _imp(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    p = e.holds(args[0], bound)
    if p is False:
        return True
    q = e.holds(args[1], bound)
    return True if q else q if p else None


def _and(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    p = e.holds(args[0], bound)
    if p is False:
        return False
    q = e.holds(args[1], bound)
    return False if q is False else q if p else None


def _or(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    p = e.holds(args[0], bound)
    if p:
        return True
    q = e.holds(args[1], bound)
    return True if q else None if p is None else q


def _not(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    p = e.holds(args[0], bound)
    return None if p is None else not p


def _indicator(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    p = e.holds(args[0], bound)
    if p is None:
        raise Unknown
    return Fraction(1 if p else 0)


def _optimum(kind: str) -> Callable[[Evaluator, list[Term], tuple[Value, ...]], Value]:
    def make(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
        inside, f = e.value(args[0], bound), e.value(args[1], bound)
        ty = args[1].ty.args[0]

        def member(t: Value) -> bool | None:
            here = inside(t)
            if not here:
                return None if here is None else False
            best = f(t)
            values, complete = e.domain(ty)
            result: bool | None = True if complete else None
            for u in values:
                allowed = inside(u)
                if allowed is None:
                    result = None
                if not allowed:
                    continue
                s = compare(f(u), best)
                if s is None:
                    result = None
                elif (s > 0) if kind == "argmax" else (s < 0):
                    return False
            return result

        return member

    return make


def _undecided(_e: Evaluator, _args: list[Term], _bound: tuple[Value, ...]) -> Value:
    return None


def _dominated_or_fail(p: Value, q: Value, elements: list[Value]) -> None:
    for x in elements:
        if compare(q(x), Fraction(0)) == 0 and compare(p(x), Fraction(0)) != 0:
            raise Meaningless


def _divergence(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    base = _ln_value(e.value(args[0], bound))
    p, q = e.value(args[1], bound), e.value(args[2], bound)
    elements = e.instance.elements(args[1].ty.args[0]) or []
    _dominated_or_fail(p, q, elements)
    total: Value = Fraction(0)
    for x in elements:
        if not _is_zero(p(x)):
            total = total + p(x) * (_ln_value(p(x)) - _ln_value(q(x)))
    return exact.divide(total, base)


def _cross_entropy(e: Evaluator, args: list[Term], bound: tuple[Value, ...]) -> Value:
    base = _ln_value(e.value(args[0], bound))
    p, q = e.value(args[1], bound), e.value(args[2], bound)
    elements = e.instance.elements(args[1].ty.args[0]) or []
    _dominated_or_fail(p, q, elements)
    total: Value = Fraction(0)
    for x in elements:
        if not _is_zero(p(x)):
            total = total - p(x) * _ln_value(q(x))
    return exact.divide(total, base)


def _set(members: frozenset[Value]) -> Callable[[Value], bool]:
    return lambda x: x in members


def _subsets(points: list[Value]) -> Iterator[frozenset[Value]]:
    for mask in range(1 << min(len(points), 4)):
        yield frozenset(p for k, p in enumerate(points) if mask >> k & 1)


_Special = Callable[[Evaluator, list[Term], tuple[Value, ...]], Value]
_SPECIAL: dict[str, tuple[int, _Special]] = {
    "mul": (2, _mul), "div": (2, _div), "pow": (2, _pow), "ln": (1, _ln), "log": (2, _log),
    "add": (2, lambda e, a, b: e.value(a[0], b) + e.value(a[1], b)),
    "sub": (2, lambda e, a, b: e.value(a[0], b) - e.value(a[1], b)),
    "neg": (1, lambda e, a, b: -e.value(a[0], b)),
    "exp": (1, lambda e, a, b: exact.exp(e.value(a[0], b))),
    "of_nat": (1, lambda e, a, b: Fraction(e.value(a[0], b))),
    "suc": (1, lambda e, a, b: e.value(a[0], b) + 1),
    "pair": (2, lambda e, a, b: (e.value(a[0], b), e.value(a[1], b))),
    "sum": (1, _sum), "prod": (1, _prod), "sum_to": (2, _sum_to), "prod_to": (2, _prod_to), "indicator": (1, _indicator),
    "eq": (2, _eq), "le": (2, _order(False)), "lt": (2, _order(True)), "imp": (2, _imp), "and": (2, _and), "or": (2, _or),
    "not": (1, _not), "false": (0, lambda e, a, b: False),
    "forall": (1, lambda e, a, b: e.every(a[0], b)), "exists": (1, lambda e, a, b: e.some(a[0], b)),
    "argmax": (2, _optimum("argmax")), "argmin": (2, _optimum("argmin")),
    "has_derivative": (3, _undecided), "converges": (2, _undecided),
    "tends_from_right": (3, _undecided), "tends_from_left": (3, _undecided),
    "diverges_from_right": (2, _undecided), "diverges_from_left": (2, _undecided),
}  # fmt: skip
_NATIVE: dict[str, tuple[int, _Special]] = {"divergence": (3, _divergence), "cross_entropy": (3, _cross_entropy)}
