"""Terms as objects: what they are, how they are interned, and the tables that they stand in.

A term is a variable, a constant, an application or an abstraction; inside an abstraction the bound variable is an
index (de Bruijn). Two terms are equal exactly when they are the same object: redexes are contracted when they are made
(`symbolic_it.kernel.substitution`) and abstractions eta-contract, so no rule for beta or eta is needed. The tables that
intern terms are swept of those that nobody else holds. Terms may be taken apart by anyone; they are made by functions
of the kernel alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from symbolic_it.kernel.limits import KernelError, charge, fail, spend
from symbolic_it.kernel.sweeping import VAR as VAR
from symbolic_it.kernel.sweeping import sweep
from symbolic_it.kernel.types import (
    MAX_NAME,
    Type,
    alphabet_type,
    bool_,
    fun,
    match_type,
    nat,
    pair_type,
    real,
    type_variable,
)

MAX_DEPTH = 4000
MAX_DIGITS = 2000
MAX_VARIABLES = 2000
MIN_SWEEP = 100_000
"""Terms in a room, some 40 MB, below which it is not swept."""
NODE_WORK, VISIT_WORK = 20, 4

# Traversals recurse once a level of depth; depth is bounded by MAX_DEPTH and pure Python frames live on the heap.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 4 * MAX_DEPTH))

BOUND, CONST, APP, LAM = 0, 2, 3, 4
_EMPTY: frozenset[Any] = frozenset()
_new = object.__new__


class Term:
    """A term; compare with ``is``. Which fields are set depends on ``kind``:

    BOUND: index. VAR, CONST: name. APP: fun, arg. LAM: domain (a Type), body.
    ``loose`` is one more than the largest index not bound inside (0: closed), ``free`` the free variables.
    """

    __slots__ = (
        "arg", "body", "depth", "domain", "free", "fun", "index", "kind", "loose", "name", "normal",
        "sn", "ty", "type_vars",
    )  # fmt: skip
    kind: int
    ty: Type
    name: str
    index: int
    fun: Term
    arg: Term
    domain: Type
    body: Term
    loose: int
    free: frozenset[Term]
    type_vars: frozenset[Type]
    depth: int
    sn: int
    normal: Any

    def __new__(cls, *_: object) -> Term:
        raise KernelError("terms are made by the functions of this module only")

    def __setattr__(self, name: str, value: object) -> None:
        raise KernelError("terms are immutable")

    def __delattr__(self, name: str) -> None:
        raise KernelError("terms are immutable")

    def __repr__(self) -> str:
        return show(self)


class _Draft(Term):
    """A term while it is being made: its fields can be set."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]


# ---- the tables of terms, and the rooms they stand in --------------------------------------------
#
# Nothing in a Python process can be sealed against its owner: fields of a term can be set by force. So what a verdict
# rests on is derived again among terms of its own (`apart`), which nobody outside the kernel has ever held, from copies
# of the axioms and definitions kept the same way. Not for use by several threads at once.


class Room:
    """A table of terms, and the statements kept in it under a name."""

    __slots__ = ("equality", "full", "kept", "terms")

    def __init__(self) -> None:
        self.terms: dict[Any, Term] = {}
        self.full = MIN_SWEEP
        """How many terms it may hold before it is swept."""
        self.kept: dict[tuple[str, str], Term] = {}
        self.equality: dict[Type, Term] = {}
        """The constant ``eq`` at the types where it was used: most inferences make an equation."""


_room, _vault = Room(), Room()
_terms = _room.terms
_serial = 0


@contextmanager
def apart(room: Room) -> Iterator[None]:
    """Inside, terms are made in this room."""
    global _room, _terms
    outside = _room
    try:
        _room, _terms = room, room.terms
        yield
    finally:
        _room, _terms = outside, outside.terms


def interned_count() -> int:
    """How many terms are in use in the present room."""
    _swept(_room)
    return len(_terms)


def _swept(room: Room) -> None:
    sweep(room.terms)
    room.full = max(MIN_SWEEP, 2 * len(room.terms))


def _store(key: Any, t: Term) -> Term:
    global _serial
    charge(NODE_WORK)
    t.sn, t.normal = _serial, None
    _serial += 1
    t.__class__ = Term
    _terms[key] = t
    if len(_terms) > _room.full:
        _swept(_room)
    return t


def _bound(index: int, ty: Type) -> Term:
    key = (index, ty)
    t = _terms.get(key)
    if t is None:
        (type(index) is int and 0 <= index < MAX_DEPTH and type(ty) is Type) or fail("bad index of a bound variable")
        t = _new(_Draft)
        t.kind, t.ty, t.index, t.loose, t.depth = BOUND, ty, index, index + 1, 1
        t.free, t.type_vars = _EMPTY, ty.variables
        return _store(key, t)
    return t


def var(name: str, ty: Type) -> Term:
    """The free variable of this name and type (two types: two variables)."""
    if type(name) is not str:
        raise KernelError("a variable has a name and a type")
    key = (VAR, name, ty)
    t = _terms.get(key)
    if t is None:
        (0 < len(name) <= MAX_NAME and type(ty) is Type) or fail("a variable has a name and a type")
        t = _new(_Draft)
        t.kind, t.ty, t.name, t.loose, t.depth, t.type_vars = VAR, ty, name, 0, 1, ty.variables
        t.free = frozenset((t,))
        return _store(key, t)
    return t


# Constants and their most general types; definitions add to it. A constant occurs at instances of its type only.
_a, _b, _f = type_variable("a"), type_variable("b"), alphabet_type("f")
_signature: dict[str, Type] = {
    "eq": fun(_a, _a, bool_),
    "imp": fun(bool_, bool_, bool_),
    "forall": fun(fun(_a, bool_), bool_),
    "add": fun(real, real, real),
    "sub": fun(real, real, real),
    "mul": fun(real, real, real),
    "div": fun(real, real, real),
    "neg": fun(real, real),
    "pow": fun(real, real, real),
    "le": fun(real, real, bool_),
    "lt": fun(real, real, bool_),
    "ln": fun(real, real),
    "exp": fun(real, real),
    "zero": nat,
    "suc": fun(nat, nat),
    "of_nat": fun(nat, real),
    "indicator": fun(bool_, real),
    "pair": fun(_a, _b, pair_type(_a, _b)),
    "fst": fun(pair_type(_a, _b), _a),
    "snd": fun(pair_type(_a, _b), _b),
    "sum": fun(fun(_f, real), real),
    "prod": fun(fun(_f, real), real),
    "sum_to": fun(nat, fun(nat, real), real),
    "prod_to": fun(nat, fun(nat, real), real),
}
SIGNATURE = MappingProxyType(_signature)

_NUMERAL = re.compile(r"#(0|-?[1-9][0-9]*)(/[1-9][0-9]*)?")


def const(name: str, ty: Type) -> Term:
    """The constant at this instance of its type. Numerals are ``#q``, q a reduced fraction such as -3/4."""
    if type(name) is not str:
        raise KernelError("a constant has a name and a type")
    key = (CONST, name, ty)
    t = _terms.get(key)
    if t is None:
        type(ty) is Type or fail("a constant has a name and a type")
        charge(ty.size)
        if name[:1] == "#":
            ty is real or fail("numerals are real numbers")
            (len(name) <= 2 * MAX_DIGITS and _NUMERAL.fullmatch(name)) or fail("malformed numeral")
            str(Fraction(name[1:])) == name[1:] or fail(f"numeral {name[:50]} is not reduced")
        else:
            name in SIGNATURE or fail(f"unknown constant {name[:50]!r}")
            match_type(SIGNATURE[name], ty, {}) or fail(f"{name} does not occur at type {ty!r}")
        t = _new(_Draft)
        t.kind, t.ty, t.name, t.loose, t.depth = CONST, ty, name, 0, 1
        t.free, t.type_vars = _EMPTY, ty.variables
        return _store(key, t)
    return t


def _union(a: frozenset[Any], b: frozenset[Any]) -> frozenset[Any]:
    if b <= a:
        return a
    if a <= b:
        return b
    both = a | b
    len(both) <= MAX_VARIABLES or fail("too many variables in one term")
    charge(4 * len(both))
    return both


def _app(f: Term, x: Term) -> Term:
    """The application f x; no redex is looked for."""
    key = (f, x)
    t = _terms.get(key)
    if t is None:
        if type(f) is not Term or type(x) is not Term:
            raise KernelError("a term is applied to a term")
        fty, free, variables = f.ty, f.free, f.type_vars
        if fty.op != "fun" or fty.args[0] is not x.ty:
            raise KernelError(f"type clash: {show(f)} of type {fty!r} applied to {show(x)} of type {x.ty!r}")
        # One of the sets is often empty: then there is nothing to unite.
        more, others = x.free, x.type_vars
        if more and more is not free:
            free = _union(free, more) if free else more
        if others and others is not variables:
            variables = _union(variables, others) if variables else others
        loose, depth = f.loose, f.depth
        if x.loose > loose:
            loose = x.loose
        if x.depth > depth:
            depth = x.depth
        if depth >= MAX_DEPTH:
            raise KernelError("term too deep")
        t = _new(_Draft)
        t.kind, t.ty, t.fun, t.arg = APP, fty.args[1], f, x
        t.free, t.type_vars, t.loose, t.depth = free, variables, loose, depth + 1
        return _store(key, t)
    return t


def _abstraction(domain: Type, body: Term) -> Term:
    """The abstraction of index 0 in body, eta-contracted. The caller vouches for the type of index 0."""
    key = (LAM, domain, body)
    t = _terms.get(key)
    if t is None:
        if body.kind == APP and body.arg.kind == BOUND and body.arg.index == 0 and not _occurs(body.fun, 0, set()):
            return _shift(body.fun, -1, 0, {})
        t = _new(_Draft)
        t.kind, t.ty, t.domain, t.body = LAM, fun(domain, body.ty), domain, body
        t.loose = body.loose - 1 if body.loose else 0
        t.free, t.depth = body.free, body.depth + 1
        t.type_vars = _union(body.type_vars, domain.variables)
        t.depth <= MAX_DEPTH or fail("term too deep")
        return _store(key, t)
    return t


def _occurs(t: Term, index: int, seen: set[tuple[Term, int]]) -> bool:
    if t.loose <= index or (t, index) in seen:
        return False
    if t.kind == BOUND:
        return t.index == index
    seen.add((t, index))
    spend(2)
    if t.kind == APP:
        return _occurs(t.fun, index, seen) or _occurs(t.arg, index, seen)
    return _occurs(t.body, index + 1, seen)


def _shift(t: Term, by: int, depth: int, memo: dict[Any, Term]) -> Term:
    """Add ``by`` to every index that is loose beyond ``depth``."""
    if by == 0 or t.loose <= depth:
        return t
    if t.kind == BOUND:
        return _bound(t.index + by, t.ty)
    key = (t, depth)
    done = memo.get(key)
    if done is None:
        spend(VISIT_WORK)
        if t.kind == APP:
            done = _app(_shift(t.fun, by, depth, memo), _shift(t.arg, by, depth, memo))
        else:
            done = _abstraction(t.domain, _shift(t.body, by, depth + 1, memo))
        memo[key] = done
    return done


def strip(t: Term) -> tuple[Term, list[Term]]:
    """The head and the arguments: f x y gives (f, [x, y])."""
    args: list[Term] = []
    while t.kind == APP:
        args.append(t.arg)
        t = t.fun
    args.reverse()
    return t, args


def show(t: Term, budget: int = 1000) -> str:
    """A plain, bounded rendering for messages; the printers for readers live in ``symbolic_it.language``."""
    parts: list[str] = []
    todo: list[Term | str] = [t]
    while todo and budget > 0:
        item = todo.pop()
        budget -= 1
        if isinstance(item, str):
            parts.append(item)
        elif item.kind == BOUND:
            parts.append(f"_{item.index}")
        elif item.kind in (VAR, CONST):
            parts.append(item.name.lstrip("#"))
        elif item.kind == LAM:
            parts.append("(\\")
            todo += [")", item.body]
        else:
            head, args = strip(item)
            budget -= len(args)
            todo.append(")")
            for i, x in enumerate(reversed(args)):
                todo += [x, ", "] if i < len(args) - 1 else [x]
            todo += ["(", head]
    return "".join(parts) + ("..." if todo else "")
