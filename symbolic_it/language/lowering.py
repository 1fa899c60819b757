"""Lowering kernel terms into SymPy: arithmetic, finite sums and products, definitions unfolded; logic is left to subclasses.

A value is a SymPy expression (real numbers), an int or a SymPy integer (naturals), 1..n or a symbol (letters and
points), a tuple (pairs), or a callable (functions). ``0 log 0 = 0`` holds as in the kernel: a product with a factor
that is exactly 0 is 0, and its other factor is not looked at. What the kernel leaves without a meaning for readers
(the logarithm of 0, division by 0) raises `Meaningless`. SymPy itself is imported when a lowering is made.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product as cartesian
from typing import Any, NoReturn

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    APP,
    BOUND,
    CONST,
    LAM,
    SIGNATURE,
    VAR,
    Term,
    Type,
    binary,
    instantiate_term_types,
    match_type,
    nat,
    number_value,
    strip,
    unary,
)

MAX_TERMS = 10_000
MAX_IN_ALL = 100_000
Env = tuple[Any, ...]


class Meaningless(InvalidArgument):
    """The expression has no value here: a logarithm of a number that is not positive, a division by zero."""


def _too_many(n: int) -> NoReturn:
    raise InvalidArgument(f"{n} terms are too many to be written out")


class Known:
    """An argument that has been lowered."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


Part = Term | Known


class Closure:
    """An abstraction in its environment; what it gave before is remembered."""

    __slots__ = ("body", "env", "known", "lowering")

    def __init__(self, lowering: Lowering, body: Term, env: Env) -> None:
        self.lowering, self.body, self.env = lowering, body, env
        self.known: dict[Any, Any] = {}

    def __call__(self, x: Any) -> Any:
        if x not in self.known:
            self.known[x] = self.lowering.value(self.body, (*self.env, x))
        return self.known[x]


class Partial:
    """A constant that still waits for arguments, as ``ln`` in ``sum(ln)``."""

    __slots__ = ("args", "arity", "head", "lowering")

    def __init__(self, lowering: Lowering, head: Term, args: tuple[Any, ...], arity: int) -> None:
        self.lowering, self.head, self.args, self.arity = lowering, head, args, arity

    def __call__(self, x: Any) -> Any:
        args = (*self.args, x)
        if len(args) < self.arity:
            return Partial(self.lowering, self.head, args, self.arity)
        return self.lowering.primitive(self.head, [Known(a) for a in args], ())


_unfolded: dict[Term, Term] = {}


def unfolded(head: Term) -> Term:
    """The right side of the definition of a constant, at the types at which it occurs."""
    known = _unfolded.get(head)
    if known is None:
        mapping: dict[Type, Type] = {}
        match_type(SIGNATURE[head.name], head.ty, mapping)
        known = _unfolded[head] = instantiate_term_types(mapping, DEFINITIONS[head.name].right, {})
    return known


class Lowering:
    """One lowering at given alphabet sizes and values of variables; closed parts are lowered once."""

    ARITY: Mapping[str, int] = {
        "add": 2, "sub": 2, "mul": 2, "div": 2, "neg": 1, "pow": 2, "ln": 1, "exp": 1, "log": 2, "zero": 0, "suc": 1,
        "of_nat": 1, "indicator": 1, "pair": 2, "fst": 1, "snd": 1, "sum": 1, "prod": 1, "sum_to": 2, "prod_to": 2,
        "eq": 2, "imp": 2, "forall": 1, "le": 2, "lt": 2, "false": 0, "not": 1, "and": 2, "or": 2, "exists": 1,
        "tends_from_right": 3, "tends_from_left": 3, "diverges_from_right": 2, "diverges_from_left": 2,
        "has_derivative": 3, "converges": 2, "tends_at_infinity": 2, "tends_at_minus_infinity": 2, "series": 2,
        "line_integral": 2, "series_expectation": 3, "line_expectation": 3,
    }  # fmt: skip

    budget = math.inf
    """How many terms of sums and products may still be written out."""

    def __init__(self, sizes: int | Mapping[str, int], values: Mapping[Term, Any]) -> None:
        import sympy

        self.sp = sympy
        self.zero = sympy.S.Zero
        self.sizes, self.values = sizes, dict(values)
        self.known: dict[Term, Any] = {}

    # ---- what subclasses say -----------------------------------------------------------------------------

    def variable(self, v: Term) -> Any:
        """The value of a free variable that has none yet."""
        raise NotImplementedError

    def size(self, ty: Type) -> int:
        """How many elements an alphabet or a space has."""
        raise NotImplementedError

    # ---- walking -------------------------------------------------------------------------------------------

    def value(self, t: Part, env: Env = ()) -> Any:
        """The value of a term; ``env`` holds the values of its loose indices, innermost last."""
        if isinstance(t, Known):
            return t.value
        kind = t.kind
        if kind == BOUND:
            return env[-1 - t.index]
        if kind == VAR:
            if t not in self.values:
                self.values[t] = self.variable(t)
            return self.values[t]
        if t.loose:
            return self._value(t, env)
        if t not in self.known:
            self.known[t] = self._value(t, ())
        return self.known[t]

    def _value(self, t: Term, env: Env) -> Any:
        if t.kind == LAM:
            return Closure(self, t.body, env)
        head, args = strip(t)
        if head.kind == CONST:
            if head.name[0] == "#":
                q = number_value(head)
                assert q is not None
                return self.sp.Rational(q.numerator, q.denominator)
            arity = self.ARITY.get(head.name)
            if arity is not None:
                if len(args) < arity:
                    return Partial(self, head, tuple(self.value(a, env) for a in args), arity)
                result = self.primitive(head, args[:arity], env)
                args = args[arity:]
            elif head.name in DEFINITIONS:
                result = self.value(unfolded(head))
            else:
                raise InvalidArgument(f"the notion {head.name} cannot be lowered to SymPy")
        else:
            result = self.value(head, env)
        for a in args:
            result = result(self.value(a, env))
        return result

    def primitive(self, head: Term, args: list[Any], env: Env) -> Any:
        """A constant that has a meaning of its own in SymPy, applied to all its arguments."""
        return getattr(self, "on_" + head.name)(head, args, env)

    def elements(self, ty: Type) -> tuple[Any, ...]:
        """The elements of a finite type or of a space of known size. Raises InvalidArgument."""
        if ty.op[0] in "%'":
            n = self.size(ty)
            n <= MAX_TERMS or _too_many(n)
            return tuple(range(1, n + 1))
        if ty.op == "pair":
            n = len(self.elements(ty.args[0])) * len(self.elements(ty.args[1]))
            n <= MAX_TERMS or _too_many(n)
            return tuple(cartesian(self.elements(ty.args[0]), self.elements(ty.args[1])))
        raise InvalidArgument(f"the elements of the type {ty!r} cannot be listed")

    # ---- arithmetic ----------------------------------------------------------------------------------------

    def on_add(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.value(args[0], env) + self.value(args[1], env)

    def on_sub(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.value(args[0], env) - self.value(args[1], env)

    def on_neg(self, _head: Term, args: list[Part], env: Env) -> Any:
        return -self.value(args[0], env)

    def on_mul(self, _head: Term, args: list[Part], env: Env) -> Any:
        try:
            left = self.value(args[0], env)
        except Meaningless:
            if self.value(args[1], env) is self.zero:
                return self.zero
            raise
        return left if left is self.zero else left * self.value(args[1], env)

    def on_div(self, _head: Term, args: list[Part], env: Env) -> Any:
        divisor = self.value(args[1], env)
        if divisor is self.zero or (divisor.is_number and self.is_nought(divisor)):
            raise Meaningless("a division by 0")
        return self.value(args[0], env) / divisor

    def is_nought(self, number: Any) -> bool:
        """Whether a number that is not written as 0 is 0 all the same."""
        return bool(number.is_zero)

    def on_pow(self, _head: Term, args: list[Part], env: Env) -> Any:
        x, y = self.value(args[0], env), self.value(args[1], env)
        if x is self.zero and not (y.is_Integer and y >= 0) and y.is_number:
            raise Meaningless("a power of 0 whose exponent is not a natural number")
        return self.sp.Pow(x, y)

    def on_ln(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.logarithm(self.value(args[0], env))

    def on_log(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.logarithm(self.value(args[1], env)) / self.logarithm(self.value(args[0], env))

    def logarithm(self, x: Any) -> Any:
        if x.is_nonpositive:
            raise Meaningless(f"the logarithm of {x}")
        return self.sp.log(x)

    def on_exp(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.sp.exp(self.value(args[0], env))

    # ---- naturals, pairs, sums -----------------------------------------------------------------------------

    def on_zero(self, _head: Term, _args: list[Part], _env: Env) -> Any:
        return 0

    def on_suc(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.value(args[0], env) + 1

    def on_of_nat(self, _head: Term, args: list[Part], env: Env) -> Any:
        n = self.value(args[0], env)
        return self.sp.Integer(n) if isinstance(n, int) else n

    def on_pair(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.value(args[0], env), self.value(args[1], env)

    def on_fst(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self._component(args[0], env, 0)

    def on_snd(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self._component(args[0], env, 1)

    def _component(self, pair: Part, env: Env, which: int) -> Any:
        found = self.value(pair, env)
        if not isinstance(found, tuple):
            raise InvalidArgument("a component of a pair that is not known")
        return found[which]

    def on_sum(self, head: Term, args: list[Part], env: Env) -> Any:
        return self._total(args[0], self.elements(head.ty.args[0].args[0]), env, self.sp.Add)

    def on_prod(self, head: Term, args: list[Part], env: Env) -> Any:
        return self._total(args[0], self.elements(head.ty.args[0].args[0]), env, self.sp.Mul)

    def on_sum_to(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self._total(args[1], range(1, self.count(args[0], env) + 1), env, self.sp.Add)

    def on_prod_to(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self._total(args[1], range(1, self.count(args[0], env) + 1), env, self.sp.Mul)

    def count(self, n: Part, env: Env) -> int:
        found = self.value(n, env)
        if not isinstance(found, int):
            raise InvalidArgument(f"how many terms a sum or a product has is not known: give a value for {found}")
        return found

    def on_series(self, head: Term, args: list[Part], env: Env) -> Any:
        raise InvalidArgument(f"the notion {head.name} is about infinitely many values")

    def on_tends_at_infinity(self, head: Term, args: list[Part], env: Env) -> Any:
        raise InvalidArgument(f"the notion {head.name} is about infinitely many values")

    def _as_series(self, head: Term, args: list[Part], env: Env) -> Any:
        return self.on_series(head, args, env)

    def on_tends_at_minus_infinity(self, head: Term, args: list[Part], env: Env) -> Any:
        return self.on_tends_at_infinity(head, args, env)

    on_line_integral = on_series_expectation = on_line_expectation = _as_series

    def _total(self, part: Part, over: Any, env: Env, join: Callable[..., Any]) -> Any:
        len(over) <= MAX_TERMS or _too_many(len(over))
        self.budget -= len(over)
        self.budget >= 0 or _too_many(MAX_IN_ALL)
        f = self.value(part, env)
        if join is self.sp.Add:
            return join(*(f(x) for x in over))
        factors = []
        for x in over:
            factor = f(x)
            if factor is self.zero:
                return factor
            factors.append(factor)
        return join(*factors)


def index_bound(body: Term) -> Term | None:
    """For ``1 <= i and i <= m implies ...`` under the binder of i: the term m, else None."""
    parts = binary("imp", body)
    both = binary("and", parts[0]) if parts is not None else None
    if both is None:
        return None
    low, high = binary("le", both[0]), binary("le", both[1])
    if low is None or high is None or number_value(low[0]) != 1:
        return None
    i, j, m = unary("of_nat", low[1]), unary("of_nat", high[0]), unary("of_nat", high[1])
    if i is None or j is None or m is None or i.kind != BOUND or i.index or j is not i or m.ty is not nat:
        return None
    return m if not m.loose or (m.kind == BOUND and m.index) else None


def is_application(name: str, t: Term) -> Term | None:
    """The argument when t is the constant applied to one argument (quantifiers), else None."""
    return t.arg if t.kind == APP and t.fun.kind == CONST and t.fun.name == name else None
