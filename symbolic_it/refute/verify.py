"""The second, independent evaluation of a counterexample: it walks the term itself, all notions unfolded, with enclosures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    BOUND,
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    Type,
    apply_term,
    nat,
    number_value,
    real,
    strip,
    unary,
)
from symbolic_it.language import exact
from symbolic_it.language.evaluate import unfolded
from symbolic_it.language.guards import for_all, for_some, telling_points
from symbolic_it.language.instance import FiniteSet, Instance, NamedFunction
from symbolic_it.language.intervals import TooHard
from symbolic_it.refute.enclosed import BITS, Enclosed, add, difference, divide, exp, ln, multiply, power, rational
from symbolic_it.refute.slopes import slope_at

Value = Any
"""Enclosed, or None for a number that nothing may rest on; True, False, None; a letter, a pair, a function."""
NATIVE = ("and", "or", "not", "false", "exists", "has_derivative")
"""Notions that are not unfolded: by their definitions they could not be decided, or not quickly."""

_ARITHMETIC: dict[str, Callable[..., Value]] = {"add": add, "div": divide, "pow": power, "ln": ln, "exp": exp}


class Walker:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.bodies: dict[Term, Term] = {}

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
            return rational(q)
        if head.name in DEFINITIONS and head.name not in NATIVE:
            body = self.bodies.get(t)
            if body is None:
                body = self.bodies[t] = apply_term(unfolded(head), *args)
            return self.value(body, frame)
        return self.primitive(head.name, head.ty, args, frame)

    def given(self, value: Any, ty: Type) -> Value:
        """A value of the instance in this file's arithmetic."""
        if isinstance(value, Fraction):
            return rational(value)
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

    def everything(self, universal: bool, ty: Type, binder: Term, frame: tuple[Any, ...]) -> tuple[Sequence[Any], bool]:
        """The members of a type, or some of them, and whether they are all that matter."""
        members: Any = self.instance.elements(ty)
        if members is not None:
            return members, True
        bounding = for_all if universal else for_some
        points = bounding(binder, self.code) if binder.kind == LAM else None
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
        if name == "has_derivative" and len(args) == 3:
            return self.has_derivative(args[0], args[1], args[2], frame)
        if name == "eq" and len(args) == 2 and ty.args[0].op == "fun":
            points = telling_points(args, self.code)
            members = [self.given(x, ty.args[0].args[0]) for x in points(self.instance, frame)] if points else []
            f, g = (self.value(a, frame) for a in args)
            if any(self.equal(ty.args[0].args[1], f(x), g(x)) is False for x in members):
                return False
            return self.equal(ty.args[0], f, g)
        if name == "ln" and len(args) == 1 and (inner := unary("exp", args[0])) is not None:
            return self.value(inner, frame)  # exactly, where enclosures could not tell ln e from its neighbours
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
        members, complete = self.everything(universal, domain, binder, frame)
        f = self.value(binder, frame)
        results = [f(x) for x in members]
        if (not universal) in results:
            return not universal
        return universal if complete and None not in results else None

    def has_derivative(self, f: Term, point: Term, claimed: Term, frame: tuple[Any, ...]) -> bool | None:
        s = difference(slope_at(self, f, self.value(point, frame), frame), self.value(claimed, frame))
        return None if s is None else s == 0

    def apply(self, name: str, ty: Type, v: list[Any]) -> Value:
        if name in _ARITHMETIC:
            return None if None in v else _ARITHMETIC[name](*v)
        if name == "sub":
            return None if None in v else add(v[0], multiply(rational(Fraction(-1)), v[1]))
        if name == "neg":
            return None if None in v else multiply(rational(Fraction(-1)), v[0])
        if name == "mul":
            return multiply(v[0], v[1])
        if name in ("le", "lt"):
            s = difference(*v)
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
            return None if v[0] is None else rational(Fraction(int(v[0])))
        if name in ("sum", "prod", "sum_to", "prod_to"):
            return self.folded(name, ty, v)
        others: dict[str, Callable[..., Value]] = {
            "false": lambda: False, "zero": lambda: 0, "suc": lambda n: n + 1, "of_nat": lambda n: rational(Fraction(n)),
            "pair": lambda x, y: (x, y), "fst": lambda p: p[0], "snd": lambda p: p[1],
        }  # fmt: skip
        return others[name](*v)

    def folded(self, name: str, ty: Type, v: list[Any]) -> Value:
        if name.endswith("_to"):
            members: Any = range(1, v[0] + 1)
        else:
            members = self.instance.elements(ty.args[0].args[0])
            if members is None:
                raise TooHard("too many elements")
        values = [v[-1](x) for x in members]
        if name.startswith("sum"):
            if None in values:
                return None
            total = rational(Fraction(0))
            for x in values:
                total = add(total, x)
            return total
        factor: Value = rational(Fraction(1))
        for x in values:
            factor = multiply(factor, x)
        return factor

    def equal(self, ty: Type, a: Value, b: Value) -> bool | None:
        if ty is real:
            s = difference(a, b)
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
        result = Walker(instance).value(statement, ())
    except (KernelError, TooHard, ZeroDivisionError):
        return None
    return result if isinstance(result, bool) else None
