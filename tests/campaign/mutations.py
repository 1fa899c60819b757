"""The ways in which a statement goes wrong by one slip: each gives new statements, with the kind of the slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    bool_,
    number,
    number_value,
    real,
    strip,
    substitute,
    unary,
    var,
)

Mutant = tuple[str, Term]
"""The kind of the slip, and the statement that has it."""

OPERATORS = {"add": ("sub", "mul"), "sub": ("add",), "mul": ("div", "add"), "div": ("mul",)}
SWAPPED = ("sub", "div", "pow", "divergence", "cross_entropy", "pair", "point_mass")
"""Notions whose last two arguments may be exchanged by mistake."""
RELATIONS = {"eq": ("le", "lt"), "le": ("lt", "eq"), "lt": ("eq",)}
NOTIONS = {
    "entropy": ("conditional_entropy", "mutual_information"), "conditional_entropy": ("entropy", "mutual_information"),
    "mutual_information": ("entropy", "conditional_entropy"), "cross_entropy": ("divergence",), "divergence": ("cross_entropy",),
    "first_marginal": ("second_marginal",), "second_marginal": ("first_marginal",), "argmax": ("argmin",),
    "argmin": ("argmax",), "ln": ("exp",), "exp": ("ln",), "tends_from_right": ("tends_from_left",),
}  # fmt: skip
"""What a notion may be taken for, where the types allow it."""
MAX_OPEN = 40
"""Binders below binders, at most."""


def mutants(statement: Term) -> list[Mutant]:
    """Every statement one slip away, each once; statements equal to the first are left out."""
    found: dict[Term, str] = {}
    for kind, t in _below(statement, ()):
        if t is not statement and t.ty is statement.ty:
            found.setdefault(t, kind)
    for kind, t in _swapped_laws(statement):
        if t is not statement:
            found.setdefault(t, kind)
    return [(kind, t) for t, kind in found.items()]


def _below(t: Term, scope: tuple[Term, ...]) -> Iterator[Mutant]:
    """Slips at this place, then at the places below; ``scope`` are the bound variables around it."""
    yield from _tried(_here(t, scope))
    if t.kind == LAM:
        if len(scope) < MAX_OPEN:
            v = var(f"_m{len(scope)}", t.domain)
            for kind, body in _below(apply_term(t, v), (*scope, v)):
                yield kind, abstract(v, body)
        return
    head, args = strip(t)
    for k, arg in enumerate(args):
        for kind, changed in _below(arg, scope):
            yield from _tried(_rebuilt(kind, head, [*args[:k], changed, *args[k + 1 :]]))


def _rebuilt(kind: str, head: Term, args: Sequence[Term]) -> Iterator[Mutant]:
    yield kind, apply_term(head, *args)


def _tried(found: Iterator[Mutant]) -> Iterator[Mutant]:
    """Those that can be built: a slip that does not fit the types is none."""
    while True:
        try:
            yield next(found)
        except StopIteration:
            return
        except KernelError:
            return


def _here(t: Term, scope: tuple[Term, ...]) -> Iterator[Mutant]:
    head, args = strip(t)
    name = head.name if head.kind == CONST else ""
    if t.ty is real:
        yield from _numbers(t, name, args)
    if t.ty is bool_:
        yield from _relations(name, args)
    if name in SWAPPED and len(args) >= 2 and args[-1].ty is args[-2].ty:
        yield "swapped arguments", c(name, *args[:-2], args[-1], args[-2])
    if name in ("sum", "prod", "expectation") and args and args[-1].kind == LAM and args[-1].ty.args[1] is real:
        yield from _weights(name, args)
    for other in NOTIONS.get(name, ()):
        yield from _tried(_taken_for(other, args))
    if head.kind == VAR and t is head and head in scope:
        for v in scope:
            if v is not head and v.ty is head.ty:
                yield "bound variable renamed", v


def _taken_for(other: str, args: Sequence[Term]) -> Iterator[Mutant]:
    yield "notion mistaken", c(other, *args)


def _numbers(t: Term, name: str, args: Sequence[Term]) -> Iterator[Mutant]:
    q = number_value(t)
    if q is not None:
        for other in (q + 1, 2 * q, -q, q / 2, Fraction(0)):
            yield "changed coefficient", number(other)
        return
    if len(args) == 2 and name in OPERATORS:
        a, b = args
        for other in OPERATORS[name]:
            yield "operator", c(other, a, b)
        if name in ("add", "sub"):
            yield "lost term", a
            yield "lost term", b
            yield "doubled term", c(name, a, c("add", b, b))
            yield "doubled term", c(name, c("add", a, a), b)
            yield "sign", c(name, c("neg", a), b)
        else:
            yield "lost factor", a
            yield "doubled factor", c(name, a, c("mul", b, b))
    elif name == "neg":
        yield "sign", args[0]
    elif name:
        yield "sign", c("neg", t)
        yield "changed coefficient", c("mul", number(2), t)
        yield "changed coefficient", c("add", t, number(1))


def _relations(name: str, args: Sequence[Term]) -> Iterator[Mutant]:
    if name == "imp":
        yield "condition removed", args[1]
        yield "converse", c("imp", args[1], args[0])
    elif name in ("and", "or"):
        yield "connective", c("or" if name == "and" else "and", *args)
    elif name == "not":
        yield "denied", args[0]
    elif name in RELATIONS and args[0].ty is real:
        a, b = args
        for other in RELATIONS[name]:
            yield "relation made strict" if other == "lt" else "relation", c(other, a, b)
        yield "relation reversed", c("le" if name == "eq" else name, b, a)
    elif name == "eq" and args[0].ty is bool_:
        yield "one direction", c("imp", args[0], c("not", args[1]))


def _weights(name: str, args: Sequence[Term]) -> Iterator[Mutant]:
    """A factor of what is summed is lost, or the sum itself stays and its terms are their own weight."""
    binder = args[-1]
    v = var("_w", binder.domain)
    body = apply_term(binder, v)
    parts = binary("mul", body)
    for part in parts or ():
        yield "lost weight", c(name, *args[:-1], abstract(v, part))
    if name == "expectation":
        yield "lost weight", c("sum", binder)
    inner = unary("sum", body)
    if inner is not None and inner.kind == LAM:
        yield "lost sum", apply_term(c("sum", abstract(v, apply_term(inner, v))).fun, abstract(v, apply_term(inner, v)))


def _swapped_laws(statement: Term) -> Iterator[Mutant]:
    """Free variables of one type, a law for another say: one taken for the other, or the two exchanged."""
    free = sorted(statement.free, key=lambda v: (v.name, repr(v.ty)))
    for k, v in enumerate(free):
        for w in free[k + 1 :]:
            if v.ty is w.ty:
                kind = "swapped laws" if v.ty.op == "fun" else "variable renamed"
                yield kind, substitute({v: w}, statement)
                yield kind, substitute({w: v}, statement)
                both = substitute({v: w, w: v}, statement)
                yield kind, both
    sides = next((s for name in ("eq", "le", "lt") if (s := binary(name, statement))), None)
    if sides is not None:
        name, (left, right) = strip(statement)[0].name, sides
        for k, v in enumerate(free):
            for w in free[k + 1 :]:
                if v.ty is w.ty and v in right.free:
                    yield "swapped laws on one side", c(name, left, substitute({v: w, w: v}, right))
