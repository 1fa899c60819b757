"""The second, independent evaluation of a counterexample: all notions unfolded, 256-bit intervals, no factoring into primes.

It walks the term itself (no compiled code) and calculates with enclosures. Equality of two numbers that are not rational is
certified in another way than in `language.exact`: sum of c_i ln r_i is zero exactly when the product of r_i^(c_i) is one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import BOUND, CONST, LAM, VAR, Term, Type, apply_term, nat, number_value, real, strip
from symbolic_it.language import exact, intervals
from symbolic_it.language.evaluate import unfolded
from symbolic_it.language.guards import enumeration
from symbolic_it.language.instance import FiniteSet, Instance, NamedFunction
from symbolic_it.language.intervals import Interval, TooHard

BITS = 256
MAX_DIGITS = 20_000


@dataclass(frozen=True)
class Logs:
    """c + sum of coefficients times ln of positive rationals."""

    constant: Fraction
    logs: tuple[tuple[Fraction, Fraction], ...] = ()

    def plus(self, other: Logs, scale: Fraction = Fraction(1)) -> Logs:
        logs = dict(self.logs)
        for r, c in other.logs:
            logs[r] = logs.get(r, Fraction(0)) + scale * c
        return Logs(self.constant + scale * other.constant, tuple((r, c) for r, c in sorted(logs.items()) if c))

    def times(self, q: Fraction) -> Logs:
        return Logs(Fraction(0)).plus(self, q)

    @property
    def zero(self) -> bool:
        """Whether it is certainly zero."""
        if self.constant:
            return False
        common = math.lcm(*(c.denominator for _, c in self.logs))
        above = below = 1
        for r, c in self.logs:
            n = int(c * common)
            if abs(n) * (r.numerator.bit_length() + r.denominator.bit_length()) > MAX_DIGITS:
                return False
            over, under = (r.numerator, r.denominator) if n > 0 else (r.denominator, r.numerator)
            above, below = above * over ** abs(n), below * under ** abs(n)
        return above == below


ONE = Logs(Fraction(1))


@dataclass(frozen=True)
class Enclosed:
    """A number within an interval; where known also by form, as a quotient of sums of logarithms."""

    interval: Interval
    over: Logs | None = None
    under: Logs = ONE

    @property
    def rational(self) -> Fraction | None:
        return self.over.constant if self.over is not None and not self.over.logs and self.under == ONE else None


Value = Any
"""Enclosed, or None for a number that nothing may rest on; True, False, None; a letter, a pair, a function."""


def _rational(q: Fraction) -> Enclosed:
    return Enclosed(intervals.from_rational(q, BITS), Logs(q))


def _add(a: Enclosed, b: Enclosed) -> Enclosed:
    interval = intervals.add(a.interval, b.interval)
    over: Logs | None = None
    under = ONE
    if a.over is not None and b.over is not None:
        p, q = a.rational, b.rational
        if a.under == b.under:
            over, under = a.over.plus(b.over), a.under
        elif p is not None:
            over, under = b.over.plus(b.under, p), b.under
        elif q is not None:
            over, under = a.over.plus(a.under, q), a.under
    return Enclosed(interval, over, under)


def _multiply(a: Value, b: Value) -> Value:
    if any(x is not None and x.rational == 0 for x in (a, b)):
        return _rational(Fraction(0))
    if a is None or b is None:
        return None
    p, q = a.rational, b.rational
    interval = intervals.multiply(a.interval, b.interval, BITS)
    if p is not None and q is not None:
        return _rational(p * q)
    for x, y, c in ((a, b, q), (b, a, p)):
        if c is not None and x.over is not None:
            return Enclosed(interval, x.over.times(c), x.under)
        if x.over is not None and x.under != ONE and y.over == x.under and y.under == ONE:
            return Enclosed(interval, x.over)
    return Enclosed(interval)


def _invert(a: Enclosed) -> Value:
    q = a.rational
    if q is not None:
        return _rational(1 / q) if q else None
    if _zero(a) is not False:
        return None
    interval = intervals.inverse(a.interval, BITS)
    if a.over is not None and a.under == ONE:
        return Enclosed(interval, ONE, a.over)
    return Enclosed(interval)


def _divide(a: Enclosed, b: Enclosed) -> Value:
    inverse = _invert(b)
    if inverse is None:
        return None
    if b.rational is None and b.over is not None and b.under == ONE and a.over is not None and a.under == ONE:
        interval = intervals.multiply(a.interval, inverse.interval, BITS)
        return Enclosed(interval, a.over, b.over)
    return _multiply(a, inverse)


def _zero(a: Enclosed) -> bool | None:
    q = a.rational
    if q is not None:
        return q == 0
    if a.interval[0] > 0 or a.interval[1] < 0:
        return False
    return True if a.over is not None and a.over.zero else None


def _sign(a: Enclosed) -> int | None:
    q = a.rational
    if q is not None:
        return (q > 0) - (q < 0)
    if a.interval[0] > 0:
        return 1
    if a.interval[1] < 0:
        return -1
    return 0 if _zero(a) else None


def _ln(a: Enclosed) -> Value:
    q = a.rational
    if q is not None:
        return Enclosed(intervals.ln(q, BITS), Logs(Fraction(0)).plus(Logs(Fraction(0), ((q, Fraction(1)),)))) if q > 0 else None
    if a.interval[0] <= 0:
        return None
    lo, hi = (Fraction(end, 1 << BITS) for end in a.interval)
    return Enclosed((intervals.ln(lo, BITS)[0], intervals.ln(hi, BITS)[1]))


def _exp(a: Enclosed) -> Value:
    interval = intervals.exp(a.interval, BITS)
    q = Fraction(1)
    if a.over is not None and a.under == ONE and a.over.constant == 0:
        for r, c in a.over.logs:
            if c.denominator != 1 or abs(c) > 2000:
                return Enclosed(interval)
            q *= r ** int(c)
        return _rational(q)
    return Enclosed(interval)


def _power(a: Enclosed, b: Enclosed) -> Value:
    n = b.rational
    if n is not None and n.denominator == 1 and 0 <= n <= 2000:
        result: Value = _rational(Fraction(1))
        for _ in range(int(n)):
            result = _multiply(result, a)
        return result
    log = _ln(a)
    return None if log is None else _exp(_multiply(b, log))


def _difference(a: Value, b: Value) -> int | None:
    """The sign of b - a."""
    if a is None or b is None:
        return None
    return _sign(_add(b, _multiply(_rational(Fraction(-1)), a)))


_ARITHMETIC = {"add": _add, "div": _divide, "pow": _power, "ln": _ln, "exp": _exp}


class _Walker:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    def value(self, t: Term, frame: tuple[Any, ...]) -> Value:
        if t.kind == BOUND:
            return frame[-1 - t.index]
        if t.kind == VAR:
            return self.given(self.instance.values[t], t.ty)
        if t.kind == LAM:
            return lambda x: self.value(t.body, (*frame, x))
        head, args = strip(t)
        if head.kind != CONST:
            f = self.value(head, frame)
            for x in args:
                f = f(self.value(x, frame))
            return f
        q = number_value(head)
        if q is not None:
            return _rational(q)
        if head.name in DEFINITIONS and head.name not in ("and", "or", "not", "false", "exists"):
            return self.value(apply_term(unfolded(head), *args), frame)
        return self.primitive(head.name, head.ty, args, frame)

    def given(self, value: Any, ty: Type) -> Value:
        """A value of the instance in this file's arithmetic."""
        if isinstance(value, Fraction):
            return _rational(value)
        if isinstance(value, exact.Number):
            return Enclosed(exact.enclose(value, BITS))
        if isinstance(value, NamedFunction):
            return self.value(value.term, ())
        if ty.op == "fun" and isinstance(value, FiniteSet):
            return self.set(value)
        if ty.op == "fun":
            return lambda x: self.given(value(self.plain(x)), ty.args[1])
        return value

    def set(self, value: FiniteSet) -> Value:
        def member(x: Value) -> bool | None:
            q = self.plain(x)
            return None if q is None else value(q)

        return member

    @staticmethod
    def plain(x: Value) -> Any:
        return x.rational if isinstance(x, Enclosed) else x

    def everything(self, ty: Type, binder: Term, frame: tuple[Any, ...]) -> tuple[Sequence[Any], bool]:
        """The members of a type, or some of them, and whether they are all that matter."""
        members: Any = self.instance.elements(ty)
        if members is not None:
            return members, True
        points = enumeration(binder, self.code) if binder.kind == LAM else None
        members = points(self.instance, frame) if points is not None else None
        complete = members is not None
        if not complete:
            members = self.instance.samples(ty)
        return [self.given(x, ty) if isinstance(x, Fraction) else x for x in members], complete

    def code(self, t: Term) -> Any:
        """For `guards`: the value as its points need it, rational or a finite set."""

        def run(instance: Instance, frame: tuple[Any, ...]) -> Any:
            if t.kind == VAR and isinstance(instance.values[t], FiniteSet):
                return instance.values[t]
            return self.plain(self.value(t, frame))

        return run

    def primitive(self, name: str, ty: Type, args: list[Term], frame: tuple[Any, ...]) -> Value:
        if name in ("forall", "exists"):
            return self.quantified(name == "forall", ty.args[0].args[0], args[0], frame)
        missing = _ARITY[name] - len(args)
        if missing > 0:
            return lambda x: self.partial(name, ty, [self.value(a, frame) for a in args], x, missing)
        values = [self.value(a, frame) for a in args]
        f = self.apply(name, ty, values[: _ARITY[name]])
        for x in values[_ARITY[name] :]:
            f = f(x)
        return f

    def partial(self, name: str, ty: Type, values: list[Any], x: Any, missing: int) -> Value:
        values = [*values, x]
        if missing == 1:
            return self.apply(name, ty, values)
        return lambda y: self.partial(name, ty, values, y, missing - 1)

    def quantified(self, universal: bool, domain: Type, binder: Term, frame: tuple[Any, ...]) -> bool | None:
        members, complete = self.everything(domain, binder, frame)
        f = self.value(binder, frame)
        results = [f(x) for x in members]
        if (not universal) in results:
            return not universal
        return universal if complete and None not in results else None

    def apply(self, name: str, ty: Type, v: list[Any]) -> Value:
        if name in _ARITHMETIC:
            return None if None in v else _ARITHMETIC[name](*v)
        if name == "sub":
            return None if None in v else _add(v[0], _multiply(_rational(Fraction(-1)), v[1]))
        if name == "neg":
            return None if None in v else _multiply(_rational(Fraction(-1)), v[0])
        if name == "mul":
            return _multiply(v[0], v[1])
        if name in ("le", "lt"):
            s = _difference(*v)
            return None if s is None else s > 0 or (s == 0 and name == "le")
        if name == "eq":
            return self.equal(ty.args[0], v[0], v[1])
        if name == "imp":
            return True if v[0] is False or v[1] is True else False if v[0] is True and v[1] is False else None
        if name in ("and", "or"):
            settles = name == "or"
            return settles if settles in v else None if None in v else not settles
        if name == "not":
            return None if v[0] is None else not v[0]
        if name == "indicator":
            return None if v[0] is None else _rational(Fraction(int(v[0])))
        if name in ("sum", "prod", "sum_to", "prod_to"):
            return self.folded(name, ty, v)
        return {
            "false": lambda: False, "zero": lambda: 0, "suc": lambda n: n + 1, "of_nat": lambda n: _rational(Fraction(n)),
            "pair": lambda x, y: (x, y), "fst": lambda p: p[0], "snd": lambda p: p[1],
        }[name](*v)  # fmt: skip

    def folded(self, name: str, ty: Type, v: list[Any]) -> Value:
        if name.endswith("_to"):
            members: Any = range(1, v[0] + 1)
        else:
            members = self.instance.elements(ty.args[0].args[0])
            if members is None:
                raise TooHard("too many elements")
        values = [v[-1](x) for x in members]
        if name.startswith("sum"):
            result = _rational(Fraction(0))
            if None in values:
                return None
            for x in values:
                result = _add(result, x)
            return result
        factor: Value = _rational(Fraction(1))
        for x in values:
            factor = _multiply(factor, x)
        return factor

    def equal(self, ty: Type, a: Value, b: Value) -> bool | None:
        if ty is real:
            s = _difference(a, b)
            return None if s is None else s == 0
        if ty.op == "fun":
            domain, complete = self.instance.elements(ty.args[0]), True
            if domain is None:
                complete = False
                domain = [self.given(x, ty.args[0]) for x in self.instance.samples(ty.args[0])]
            results = [self.equal(ty.args[1], a(x), b(x)) for x in domain]
            return False if False in results else True if complete and None not in results else None
        if ty.op == "pair":
            results = [self.equal(part, x, y) for part, x, y in zip(ty.args, a, b, strict=True)]
            return False if False in results else None if None in results else True
        if ty.op == "bool":
            return None if a is None or b is None else a is b
        assert ty is nat or not ty.args
        return bool(a == b)


_ARITY = dict.fromkeys(("add", "sub", "mul", "div", "pow", "le", "lt", "eq", "imp", "and", "or", "pair"), 2)
_ARITY |= dict.fromkeys(("neg", "ln", "exp", "suc", "of_nat", "indicator", "fst", "snd", "sum", "prod", "not"), 1)
_ARITY |= {"sum_to": 2, "prod_to": 2, "zero": 0, "false": 0}


def verified(statement: Term, instance: Instance) -> bool | None:
    """Whether the statement holds at the instance, by this file's own means; None when it cannot tell."""
    try:
        result = _Walker(instance).value(statement, ())
    except (TooHard, ZeroDivisionError):
        return None
    return result if isinstance(result, bool) else None
