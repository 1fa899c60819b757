"""Types: a name applied to types. Names starting with ' are type variables; those with % range over finite types only.

Types are interned: two are equal exactly when they are the same object. All are nonempty. Sums and products over a
whole type need a finite one.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Mapping
from typing import Any

from symbolic_it.kernel.limits import KernelError, charge, fail, seal

MAX_NAME = 200
MAX_TYPE_SIZE = 400

_NAME = re.compile(r"['%][A-Za-z0-9_'%]*")
_ARITY = {"real": 0, "bool": 0, "nat": 0, "fun": 2, "pair": 2}


class Type:
    """A type; compare with ``is``. ``op`` is its name, ``args`` its arguments, ``variables`` those that occur."""

    __slots__ = ("__weakref__", "args", "op", "size", "variables")
    op: str
    args: tuple[Type, ...]
    size: int
    variables: frozenset[Type]

    def __new__(cls, *_: object) -> Type:
        raise KernelError("types are made by the functions of this module only")

    def __repr__(self) -> str:
        if self.op in ("fun", "pair"):
            left, right = self.args
            return f"({left!r} {'->' if self.op == 'fun' else '*'} {right!r})"
        return self.op


_set_op, _set_args, _set_size, _set_variables = seal(Type, "op", "args", "size", "variables")


class Entry(weakref.ref[Any]):
    """A weak reference that knows its key, so that a dead entry can be removed from its table."""

    __slots__ = ("key",)
    key: Any


def collector(table: dict[Any, Entry]) -> Callable[[Entry], None]:
    """The callback that removes a dead entry, unless another object has taken its key since."""

    def remove(entry: Entry) -> None:
        if table.get(entry.key) is entry:
            del table[entry.key]

    return remove


_types: dict[Any, Entry] = {}
_remove = collector(_types)


def make_type(op: str, *args: Type) -> Type:
    """The type ``op(args)``. Raises KernelError for an unknown name or a wrong number of arguments."""
    if type(op) is not str:
        raise KernelError("a type is a name applied to types")
    entry = _types.get((op, args))
    found: Type | None = entry() if entry is not None else None
    if found is not None:
        return found
    all(type(a) is Type for a in args) or fail("a type is a name applied to types")
    if op in _ARITY:
        _ARITY[op] == len(args) or fail(f"type {op} takes {_ARITY[op]} arguments")
    else:
        (op[:1] in ("'", "%") and not args) or fail(f"unknown type {op[:50]!r}")
        (len(op) <= MAX_NAME and _NAME.fullmatch(op)) or fail("malformed type name")
    size = 1 + sum(a.size for a in args)
    size <= MAX_TYPE_SIZE or fail("type too large")
    t: Type = object.__new__(Type)
    variables = frozenset((t,)) if not args and op not in _ARITY else frozenset().union(*(a.variables for a in args))
    charge(4 * len(variables))
    _set_op(t, op)
    _set_args(t, args)
    _set_size(t, size)
    _set_variables(t, variables)
    entry = Entry(t, _remove)
    entry.key = (op, args)
    _types[entry.key] = entry
    return t


real, bool_, nat = make_type("real"), make_type("bool"), make_type("nat")


def fun(*types: Type) -> Type:
    """``fun(a, b, c)`` is a -> (b -> c)."""
    result = types[-1]
    for t in reversed(types[:-1]):
        result = make_type("fun", t, result)
    return result


def pair_type(left: Type, right: Type) -> Type:
    return make_type("pair", left, right)


def type_variable(name: str) -> Type:
    """A type variable that ranges over all types."""
    return make_type("'" + name)


def alphabet_type(name: str) -> Type:
    """A type variable that ranges over finite nonempty types."""
    return make_type("%" + name)


def is_finite(t: Type) -> bool:
    """Whether every instance of the type is finite (and nonempty, as every type is)."""
    if t.op == "bool" or t.op[0] == "%":
        return True
    return t.op in ("fun", "pair") and all(is_finite(a) for a in t.args)


def instantiate_type(mapping: Mapping[Type, Type], t: Type) -> Type:
    """Replace type variables simultaneously."""
    if t.variables.isdisjoint(mapping):
        return t
    return mapping[t] if not t.args else make_type(t.op, *(instantiate_type(mapping, a) for a in t.args))


def check_type_instance(mapping: Mapping[Type, Type]) -> None:
    """Raises KernelError unless variables are mapped to types, variables over finite types to finite types."""
    for variable, t in mapping.items():
        if type(variable) is not Type or type(t) is not Type or variable.op[0] not in "'%":
            raise KernelError("a type variable is instantiated by a type")
        variable.op[0] == "'" or is_finite(t) or fail(f"{t!r} is not a finite type")


def match_type(pattern: Type, t: Type, mapping: dict[Type, Type]) -> bool:
    """Extend the mapping so that the pattern's instance is ``t``; False when there is none."""
    if pattern.op[0] in "'%":
        known = mapping.setdefault(pattern, t)
        return known is t and (pattern.op[0] == "'" or is_finite(t))
    if pattern.op != t.op:
        return False
    return all(match_type(p, u, mapping) for p, u in zip(pattern.args, t.args, strict=True))
