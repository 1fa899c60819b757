"""Values of terms at an instance: exact numbers, three-valued truth, and nothing rests on what is meaningless.

Truth is True, False or None (unknown). ln of a number that is not positive and division by zero give a `Meaningless` value,
which spreads, except that a zero factor cancels a logarithm (0 log 0 = 0); a comparison of it is unknown. So a statement that comes out True or
False is so whatever the unspecified values are. "For all" over an infinite type is False when a sample point refutes it,
else unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from symbolic_it.kernel.definitions import DEFINITIONS, constant_for
from symbolic_it.kernel.limits import begin
from symbolic_it.kernel.terms import (
    BOUND,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    apply_term,
    instantiate_term_types,
    match_type,
    number_value,
    strip,
)
from symbolic_it.language import glance, operations, rough
from symbolic_it.language.guards import Enumeration, for_all, for_some, telling_points, within
from symbolic_it.language.instance import Instance
from symbolic_it.language.members import Arithmetic, Code, Frame, equality, equality_of_sets, optimum, quantifier


def strict(ops: Arithmetic) -> dict[str, tuple[int, Callable[..., Any]]]:
    """Constants whose value comes from the values of their arguments alone, with the number of arguments."""
    return {
        "add": (2, ops.add),
        "sub": (2, ops.subtract),
        "mul": (2, ops.multiply),
        "div": (2, ops.divide),
        "neg": (1, ops.negate),
        "pow": (2, ops.power),
        "ln": (1, ops.ln),
        "exp": (1, ops.exp),
        "le": (2, ops.less_equal),
        "lt": (2, ops.less),
        "zero": (0, lambda: 0),
        "suc": (1, lambda n: n + 1),
        "of_nat": (1, ops.of_nat),
        "indicator": (1, ops.indicator),
        "pair": (2, lambda x, y: (x, y)),
        "fst": (1, lambda p: p[0]),
        "snd": (1, lambda p: p[1]),
        "sum_to": (2, lambda m, f: ops.total(map(f, range(1, m + 1)))),
        "prod_to": (2, lambda m, f: ops.product(map(f, range(1, m + 1)))),
        "not": (1, lambda p: None if p is None else not p),
        "false": (0, lambda: False),
        "has_derivative": (3, ops.has_derivative),
    }


STRICT = strict(operations)
ROUGH = strict(rough)
AT_A_GLANCE = strict(glance)

LOGIC = ("imp", "and", "or")
TYPED = ("eq", "sum", "prod", "forall", "exists", "argmax", "argmin")
UNKNOWN = {
    "tends_from_right": 3, "tends_from_left": 3, "diverges_from_right": 2, "diverges_from_left": 2, "converges": 2,
    "tends_at_infinity": 2, "tends_at_minus_infinity": 2, "series": 2, "line_integral": 2, "series_expectation": 3,
    "line_expectation": 3,
}  # fmt: skip
"""Statements about infinitely many values, with the number of arguments: nothing is known of them here."""
ARITY = {name: arity for name, (arity, _) in STRICT.items()} | {
    "imp": 2, "and": 2, "or": 2, "eq": 2, "sum": 1, "prod": 1, "forall": 1, "exists": 1, "argmax": 3, "argmin": 3,
} | UNKNOWN  # fmt: skip


def evaluate(term: Term, instance: Instance) -> Any:
    """The value of a term whose free variables the instance knows."""
    return compiled(term)(instance, ())


def truth(statement: Term, instance: Instance) -> bool | None:
    """Whether the statement holds at the instance; None when unknown."""
    result = evaluate(statement, instance)
    assert result is None or isinstance(result, bool)
    return result


@lru_cache(maxsize=1000)
def compiled(term: Term) -> Code:
    """The term as a function of the instance and of the values of the bound variables around it (innermost last)."""
    return _Compiler(operations, STRICT).code(term)


@lru_cache(maxsize=1000)
def compiled_roughly(term: Term) -> Code:
    """The same in floating point, for instances from `rough.roughly`: a first look, on which nothing may rest."""
    return _Compiler(rough, ROUGH).code(term)


@lru_cache(maxsize=1000)
def compiled_as_sampled(term: Term) -> Code:
    """The same where "for all numbers" speaks of the numbers tried: what is true so is not false exactly, but for rounding."""
    return _Compiler(rough, ROUGH, True).code(term)


@lru_cache(maxsize=1000)
def compiled_at_a_glance(term: Term) -> Code:
    """The same where it is unknown whether two numbers that are near are equal."""
    return _Compiler(glance, AT_A_GLANCE).code(term)


def seen(code: Code, near: Callable[[], Instance]) -> bool | None:
    """The truth in floating point, at an instance from `rough.roughly`; None also where something has no such form."""
    try:
        result: bool | None = code(near(), ())
    except (rough.NotRough, operations.TooHard, ArithmeticError, KeyError, TypeError, ValueError):
        return None
    return result


class _Compiler:
    def __init__(
        self, ops: Arithmetic, table: dict[str, tuple[int, Callable[..., Any]]], sampled: bool = False
    ) -> None:
        self.ops, self.table, self.sampled = ops, table, sampled
        self.done: dict[Term, Code] = {}

    def code(self, t: Term) -> Code:
        found = self.done.get(t)
        if found is None:
            found = self.done[t] = self._code(t)
        return found

    def _code(self, t: Term) -> Code:
        if t.kind == BOUND:
            place = -1 - t.index
            return lambda _, frame: frame[place]
        if t.kind == VAR:
            return lambda instance, _: instance.values[t]
        if t.kind == LAM:
            body = self.code(t.body)
            return lambda instance, frame: lambda x: body(instance, (*frame, x))
        head, args = strip(t)
        if head.kind != CONST:
            return self._call(self.code(head), args)
        code = self._constant(head, args)
        if t.loose or not args:
            return code

        def remembered(instance: Instance, frame: Frame) -> Any:
            cache = instance.cache
            if t not in cache:
                cache[t] = code(instance, ())
            return cache[t]

        return remembered

    def _call(self, f: Code, args: list[Term]) -> Code:
        for x in map(self.code, args):
            f = _application(f, x)
        return f

    def _constant(self, head: Term, args: list[Term]) -> Code:
        name = head.name
        q = number_value(head)
        if q is not None:
            value = self.ops.number(q)
            return lambda _, __: value
        if name == "conditional" and len(args) >= 3:
            joint = self.code(args[0])
            weight = self.code(apply_term(constant_for("first_marginal", args[0]), args[1]))
            x, y = self.code(args[1]), self.code(args[2])
            divide = self.ops.divide_if_possible

            def share(instance: Instance, frame: Frame) -> Any:
                cell = joint(instance, frame)((x(instance, frame), y(instance, frame)))
                return divide(cell, weight(instance, frame))

            return self._call(share, args[3:])
        if name not in ARITY:
            return self.code(apply_term(unfolded(head), *args))
        arity = ARITY[name]
        if name in ("argmax", "argmin") and len(args) == 2:
            return self._set(head, args)
        if len(args) < arity:
            return self._call(self._curried(head, arity), args)
        here, rest = args[:arity], args[arity:]
        if name in self.table:
            code = _strict(self.table[name][1], [self.code(x) for x in here])
        elif name in LOGIC:
            code = _LOGIC[name](self.code(here[0]), self.code(here[1]))
        elif name in UNKNOWN:
            code = _unknown
        else:
            code = self._typed(name, head.ty, here)
        return self._call(code, rest)

    def _set(self, head: Term, args: list[Term]) -> Code:
        """argmax S g without a point: the set."""
        inside, objective = map(self.code, args)
        points = within(args[0], self.code) if args[0].kind == LAM else None
        codes: list[Code] = [
            lambda instance, frame: inside(instance, frame[:-1]),
            lambda instance, frame: objective(instance, frame[:-1]),
            lambda _, frame: frame[-1],
        ]
        around = None if points is None else lambda instance, frame: points(instance, frame[:-1])
        member = self._typed_code(head.name, head.ty, codes, around)
        return lambda instance, frame: lambda x: member(instance, (*frame, x))

    def _curried(self, head: Term, arity: int) -> Code:
        """A constant that lacks arguments: a function that takes them one by one."""
        full = self._constant_of_bounds(head, arity)

        def curry(instance: Instance, frame: Frame, missing: int) -> Any:
            return lambda x: full(instance, (*frame, x)) if missing == 1 else curry(instance, (*frame, x), missing - 1)

        return lambda instance, _: curry(instance, (), arity)

    def _constant_of_bounds(self, head: Term, arity: int) -> Code:
        places: list[Code] = [lambda _, frame, i=i: frame[i] for i in range(arity)]  # type: ignore[misc]
        name = head.name
        if name in self.table:
            return _strict(self.table[name][1], places)
        if name in LOGIC:
            return _LOGIC[name](*places)
        if name in UNKNOWN:
            return _unknown
        return self._typed_code(name, head.ty, places, None)

    def _typed(self, name: str, ty: Type, args: list[Term]) -> Code:
        if name == "eq":
            points = telling_points(args, self.code) if ty.args[0].op == "fun" else None
        else:
            bounding = {"forall": for_all, "exists": for_some, "argmax": within, "argmin": within}.get(name)
            points = bounding(args[0], self.code) if bounding is not None and args[0].kind == LAM else None
        return self._typed_code(name, ty, [self.code(x) for x in args], points)

    def _typed_code(self, name: str, ty: Type, codes: list[Code], points: Enumeration | None) -> Code:
        if name == "eq":
            left, right = codes
            same = equality(ty.args[0], self.ops)
            if points is None:
                return lambda instance, frame: same(instance, left(instance, frame), right(instance, frame))
            return equality_of_sets(left, right, same, equality(ty.args[0].args[1], self.ops), points)
        domain = ty.args[0].args[0]
        if name in ("sum", "prod"):
            fold = self.ops.total if name == "sum" else self.ops.product
            (f,) = codes
            return lambda instance, frame: fold(map(f(instance, frame), instance.elements(domain) or _missing(domain)))
        if name in ("forall", "exists"):
            return quantifier(domain, codes[0], points, name == "forall", self.sampled)
        return optimum(domain, codes, points, name == "argmax", self.ops)


def _missing(ty: Type) -> Any:
    raise operations.TooHard(f"too many elements: {ty!r}")


def _application(f: Code, x: Code) -> Code:
    return lambda instance, frame: f(instance, frame)(x(instance, frame))


def _strict(f: Callable[..., Any], codes: list[Code]) -> Code:
    if len(codes) == 2:
        a, b = codes
        return lambda instance, frame: f(a(instance, frame), b(instance, frame))
    if len(codes) == 1:
        (a,) = codes
        return lambda instance, frame: f(a(instance, frame))
    return lambda instance, frame: f(*(c(instance, frame) for c in codes))


def _unknown(_: Instance, __: Frame) -> None:
    return None


def _implication(p: Code, q: Code) -> Code:
    def code(instance: Instance, frame: Frame) -> bool | None:
        a = p(instance, frame)
        if a is False:
            return True
        b: bool | None = q(instance, frame)
        return b if a or b else None

    return code


def _conjunction(p: Code, q: Code) -> Code:
    def code(instance: Instance, frame: Frame) -> bool | None:
        a = p(instance, frame)
        if a is False:
            return False
        b: bool | None = q(instance, frame)
        return b if a or b is False else None

    return code


def _disjunction(p: Code, q: Code) -> Code:
    def code(instance: Instance, frame: Frame) -> bool | None:
        a = p(instance, frame)
        if a:
            return True
        b: bool | None = q(instance, frame)
        return b if a is False or b else None

    return code


_LOGIC: dict[str, Callable[[Code, Code], Code]] = {"imp": _implication, "and": _conjunction, "or": _disjunction}


@lru_cache(maxsize=512)
def unfolded(head: Term) -> Term:
    """The right side of the definition of this constant, at its type."""
    right = DEFINITIONS[head.name].right
    mapping: dict[Type, Type] = {}
    match_type(right.ty, head.ty, mapping)
    begin()  # else this would count as part of whatever work the kernel did last
    return instantiate_term_types(mapping, right, {})
