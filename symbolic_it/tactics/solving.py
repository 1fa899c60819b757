"""What follows from an equation: u = v where u - v is a multiple of f - g. SymPy divides, the kernel multiplies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, local_variable, prove
from symbolic_it.deduction.logic import c, is_universal, under
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    apply_term,
    binary,
    equation,
    number,
    number_value,
    real,
    unary,
)
from symbolic_it.kernel.theorems import Thm, discharge, field_identity, generalise, linear_arithmetic, transitivity

MAX_EQUATIONS, MAX_OPERATIONS, MAX_POWER = 4, 60, 6
_ZERO = number(0)
_OPERATIONS = ("add", "sub", "mul", "div")


def by_equation(goal: Term, context: Context, premises: Iterable[Term] = ()) -> Thm | None:
    """|- goal, an equation of reals below quantifiers and conditions, where it follows by algebra from one equation.

    That equation is one of its conditions, or of the ``premises``, which the context knows.
    """
    return _opened(goal, context, tuple(premises))


def _opened(goal: Term, context: Context, premises: tuple[Term, ...]) -> Thm | None:
    if is_universal(goal):
        v = local_variable(context, goal.arg.ty.args[0])
        th = _opened(apply_term(goal.arg, v), context.deeper(), premises)
        return generalise(v, th) if th is not None else None
    if (parts := binary("imp", goal)) is not None:
        th = _opened(parts[1], assuming(context, parts[0]), (*premises, parts[0]))
        return discharge(parts[0], th) if th is not None else None
    sides = binary("eq", goal)
    if sides is None or sides[0].ty is not real:
        return None
    known = [t for t in reversed(premises) if (parts := binary("eq", t)) is not None and parts[0].ty is real]
    for premise in known[:MAX_EQUATIONS]:
        fact = prove(premise, context)
        if fact is not None and (th := _multiple(goal, fact, context)) is not None:
            return th
    return None


def _multiple(goal: Term, fact: Thm, context: Context) -> Thm | None:
    """|- u = v from |- f = g, when u - v is a multiple of f - g."""
    u, v = goal.fun.arg, goal.arg
    f, g = fact.conclusion.fun.arg, fact.conclusion.arg
    if sum(_operations(t) for t in (u, v, f, g)) > MAX_OPERATIONS:
        return None
    if _atoms((f, g)).isdisjoint(_atoms((u, v))):  # without SymPy, which takes long to load
        return None
    factor = _quotient((u, v), (f, g))
    if factor is None:
        return None
    product = c("mul", factor, c("sub", f, g))
    nonzero = []
    for d in dict.fromkeys(x for t in (u, v, f, g, factor) for x in _divisors(t)):
        th = prove(constant_for("not", equation(d, _ZERO)), context)
        if th is not None:
            nonzero.append(th)
    try:
        same = field_identity(c("sub", u, v), product, nonzero)
        nothing = linear_arithmetic(equation(c("sub", f, g), _ZERO), [(1, fact)])
        vanishes = transitivity(under(product.fun, nothing), field_identity(c("mul", factor, _ZERO), _ZERO))
        return linear_arithmetic(goal, [(1, transitivity(same, vanishes))])
    except KernelError:
        return None


def _atoms(sides: Iterable[Term]) -> set[Term]:
    """What the operations of arithmetic are applied to."""
    found: set[Term] = set()
    todo = list(sides)
    while todo:
        t = todo.pop()
        parts = next((p for name in _OPERATIONS if (p := binary(name, t)) is not None), None)
        inner = unary("neg", t)
        if parts is not None or inner is not None:
            todo += parts if parts is not None else (inner,) if inner is not None else ()
        elif number_value(t) is None:
            found.add(t)
    return found


def _quotient(goal: tuple[Term, Term], fact: tuple[Term, Term]) -> Term | None:
    """(u - v)/(f - g), in lowest terms; a proposal, which the kernel checks."""
    import sympy

    atoms: dict[Term, Any] = {}

    def value(t: Term) -> Any:
        q = number_value(t)
        if q is not None:
            return sympy.Rational(q.numerator, q.denominator)
        for name in _OPERATIONS:
            parts = binary(name, t)
            if parts is not None:
                a, b = value(parts[0]), value(parts[1])
                return {"add": a + b, "sub": a - b, "mul": a * b, "div": a / b}[name]
        inner = unary("neg", t)
        if inner is not None:
            return -value(inner)
        return atoms.setdefault(t, sympy.Dummy())

    above, below = value(goal[0]) - value(goal[1]), value(fact[0]) - value(fact[1])
    if not below.free_symbols & above.free_symbols:
        return None
    found = sympy.cancel(sympy.together(above / below))
    back = {s: t for t, s in atoms.items()}
    if found.has(sympy.nan, sympy.zoo):
        return None
    return _term(found, back)


def _term(e: Any, back: dict[Any, Term]) -> Term | None:
    """A rational function of SymPy as a term."""
    if e.is_Rational:
        return number(Fraction(int(e.p), int(e.q)))
    if e in back:
        return back[e]
    if e.is_Pow and e.exp.is_Integer and abs(int(e.exp)) <= MAX_POWER:
        base = _term(e.base, back)
        if base is None:
            return None
        t = base
        for _ in range(abs(int(e.exp)) - 1):
            t = c("mul", t, base)
        return t if e.exp > 0 else c("div", number(1), t)
    if e.is_Add or e.is_Mul:
        parts = [_term(x, back) for x in e.args]
        result: Term | None = None
        for part in parts:
            if part is None:
                return None
            result = part if result is None else c("add" if e.is_Add else "mul", result, part)
        return result
    return None


def _operations(t: Term) -> int:
    parts = next((p for name in _OPERATIONS if (p := binary(name, t)) is not None), None)
    if parts is not None:
        return 1 + _operations(parts[0]) + _operations(parts[1])
    inner = unary("neg", t)
    return 1 + _operations(inner) if inner is not None else 1


def _divisors(t: Term) -> Iterator[Term]:
    for name in _OPERATIONS:
        parts = binary(name, t)
        if parts is not None:
            if name == "div":
                yield parts[1]
                yield from _factors(parts[1])
            yield from _divisors(parts[0])
            yield from _divisors(parts[1])
            return
    inner = unary("neg", t)
    if inner is not None:
        yield from _divisors(inner)


def _factors(t: Term) -> Iterator[Term]:
    parts = binary("mul", t)
    if parts is not None:
        for part in parts:
            yield part
            yield from _factors(part)
