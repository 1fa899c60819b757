"""Types and terms: simply typed, interned, nameless inside; identity is equality up to bound names, beta and eta.

A term is a variable, a constant, an application or an abstraction; inside an abstraction the bound variable is an
index (de Bruijn). Two terms are equal exactly when they are the same object: redexes are contracted when they are made
(`apply_term`, `substitute`) and abstractions eta-contract, so no rule for beta or eta is needed. The tables that intern
terms hold them weakly. Terms may be taken apart by anyone; they are made by the functions of this module alone.
"""

from __future__ import annotations

import re
import sys
import weakref
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NoReturn

MAX_DEPTH = 4000
MAX_DIGITS = 2000
MAX_NAME = 200
MAX_TYPE_SIZE = 400

# Traversals recurse once a level of depth; depth is bounded by MAX_DEPTH and pure Python frames live on the heap.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 4 * MAX_DEPTH))


class KernelError(Exception):
    """The kernel refuses: an ill-typed term, an inference whose side condition fails, a damaged certificate."""


def fail(message: str) -> NoReturn:
    """Raise `KernelError`. Written ``condition or fail(f"...")``, so that the message is built on failure only."""
    raise KernelError(message)


# ---- types ---------------------------------------------------------------------------------------
#
# A type is a name applied to types. Names starting with ' are type variables; those starting with % are type variables
# that range over finite nonempty types only (the alphabets). Sums and products over a whole type need a finite one.

_TYPE_NAME = re.compile(r"[A-Za-z'%][A-Za-z0-9_'%]*")
_ARITY = {"real": 0, "bool": 0, "nat": 0, "fun": 2, "pair": 2}


class Type:
    """A type; compare with ``is``. ``op`` is its name, ``args`` its arguments."""

    __slots__ = ("__weakref__", "args", "op", "size", "sn", "variables")
    op: str
    args: tuple[Type, ...]
    size: int
    sn: int
    variables: frozenset[Type]

    def __new__(cls, *_: object) -> Type:
        raise KernelError("types are made by the functions of this module only")

    def __repr__(self) -> str:
        if self.op in ("fun", "pair"):
            left, right = self.args
            return f"({left!r} {'->' if self.op == 'fun' else '*'} {right!r})"
        return self.op


class _Entry(weakref.ref[Any]):
    """A weak reference that knows its key, so that a dead entry can be removed from its table."""

    __slots__ = ("key",)
    key: Any


def _collector(table: dict[Any, _Entry]) -> Any:
    def remove(entry: _Entry) -> None:
        if table.get(entry.key) is entry:
            del table[entry.key]

    return remove


_types: dict[Any, _Entry] = {}
_remove_type = _collector(_types)
_serial = 0


def make_type(op: str, *args: Type) -> Type:
    """The type ``op(args)``. Raises KernelError for an unknown name or a wrong number of arguments."""
    entry = _types.get((op, args))
    found: Type | None = entry() if entry is not None else None
    if found is not None:
        return found
    global _serial
    if type(op) is not str or any(type(a) is not Type for a in args):
        raise KernelError("a type is a name applied to types")
    if op in _ARITY:
        _ARITY[op] == len(args) or fail(f"type {op} takes {_ARITY[op]} arguments")
    else:
        (op[:1] in ("'", "%") and not args) or fail(f"unknown type {op[:50]!r}")
        (len(op) <= MAX_NAME and _TYPE_NAME.fullmatch(op)) or fail("malformed type name")
    t = object.__new__(Type)
    t.op, t.args, t.sn = op, args, _serial
    _serial += 1
    t.size = 1 + sum(a.size for a in args)
    t.size <= MAX_TYPE_SIZE or fail("type too large")
    t.variables = frozenset((t,)) if not args and op not in _ARITY else frozenset().union(*(a.variables for a in args))
    entry = _Entry(t, _remove_type)
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
        known = mapping.get(pattern)
        if known is None:
            if pattern.op[0] == "%" and not is_finite(t):
                return False
            mapping[pattern] = t
            return True
        return known is t
    if pattern.op != t.op:
        return False
    return all(match_type(p, u, mapping) for p, u in zip(pattern.args, t.args, strict=True))


# ---- terms ---------------------------------------------------------------------------------------

BOUND, VAR, CONST, APP, LAM = range(5)
_EMPTY: frozenset[Any] = frozenset()


class Term:
    """A term; compare with ``is``. Which fields are set depends on ``kind``:

    BOUND: index. VAR, CONST: name. APP: fun, arg. LAM: domain (a Type), body.
    ``loose`` is one more than the largest index not bound inside (0: closed), ``free`` the free variables.
    """

    __slots__ = (
        "__weakref__", "arg", "body", "depth", "domain", "free", "fun", "index", "kind", "loose", "name", "normal",
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

    def __repr__(self) -> str:
        return show(self)


_terms: dict[Any, _Entry] = {}
_remove_term = _collector(_terms)


def _store(key: Any, t: Term) -> Term:
    global _serial
    t.sn, t.normal = _serial, None
    _serial += 1
    entry = _Entry(t, _remove_term)
    entry.key = key
    _terms[key] = entry
    return t


def interned_count() -> int:
    """How many terms are alive."""
    return len(_terms)


def _bound(index: int, ty: Type) -> Term:
    key = (index, ty)
    entry = _terms.get(key)
    t: Term | None = entry() if entry is not None else None
    if t is None:
        t = object.__new__(Term)
        t.kind, t.ty, t.index, t.loose, t.free, t.depth, t.type_vars = (
            BOUND,
            ty,
            index,
            index + 1,
            _EMPTY,
            1,
            ty.variables,
        )
        return _store(key, t)
    return t


def var(name: str, ty: Type) -> Term:
    """The free variable of this name and type (two types: two variables)."""
    key = (VAR, name, ty)
    entry = _terms.get(key)
    t: Term | None = entry() if entry is not None else None
    if t is None:
        (type(name) is str and 0 < len(name) <= MAX_NAME and type(ty) is Type) or fail(
            "a variable has a name and a type"
        )
        t = object.__new__(Term)
        t.kind, t.ty, t.name, t.loose, t.depth, t.type_vars = VAR, ty, name, 0, 1, ty.variables
        t.free = frozenset((t,))
        return _store(key, t)
    return t


# Constants and their most general types; definitions add to it. A constant occurs at instances of its type only.
_a, _b, _f = type_variable("a"), type_variable("b"), alphabet_type("f")
SIGNATURE: dict[str, Type] = {
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

_NUMERAL = re.compile(r"#(0|-?[1-9][0-9]*)(/[1-9][0-9]*)?")


def const(name: str, ty: Type) -> Term:
    """The constant at this instance of its type. Numerals are ``#q``, q a reduced fraction such as -3/4."""
    key = (CONST, name, ty)
    entry = _terms.get(key)
    t: Term | None = entry() if entry is not None else None
    if t is None:
        (type(name) is str and type(ty) is Type) or fail("a constant has a name and a type")
        if name[:1] == "#":
            ty is real or fail("numerals are real numbers")
            (len(name) <= 2 * MAX_DIGITS and _NUMERAL.fullmatch(name)) or fail("malformed numeral")
            str(Fraction(name[1:])) == name[1:] or fail(f"numeral {name[:50]} is not reduced")
        else:
            name in SIGNATURE or fail(f"unknown constant {name[:50]!r}")
            match_type(SIGNATURE[name], ty, {}) or fail(f"{name} does not occur at type {ty!r}")
        t = object.__new__(Term)
        t.kind, t.ty, t.name, t.loose, t.free, t.depth, t.type_vars = (
            CONST,
            ty,
            name,
            0,
            _EMPTY,
            1,
            ty.variables,
        )
        return _store(key, t)
    return t


def _app(f: Term, x: Term) -> Term:
    """The application f x; no redex is looked for."""
    key = (f, x)
    entry = _terms.get(key)
    t: Term | None = entry() if entry is not None else None
    if t is None:
        fty = f.ty
        if fty.op != "fun" or fty.args[0] is not x.ty:
            raise KernelError(f"type clash: {show(f)} of type {fty!r} applied to {show(x)} of type {x.ty!r}")
        t = object.__new__(Term)
        t.kind, t.ty, t.fun, t.arg = APP, fty.args[1], f, x
        t.loose = f.loose if f.loose > x.loose else x.loose
        t.free = f.free if x.free <= f.free else x.free if f.free <= x.free else f.free | x.free
        t.type_vars = f.type_vars if x.type_vars <= f.type_vars else f.type_vars | x.type_vars
        t.depth = 1 + (f.depth if f.depth > x.depth else x.depth)
        t.depth <= MAX_DEPTH or fail("term too deep")
        return _store(key, t)
    return t


def _lam(domain: Type, body: Term) -> Term:
    """The abstraction of index 0 in body, eta-contracted. The caller vouches for the type of index 0."""
    key = (LAM, domain, body)
    entry = _terms.get(key)
    t: Term | None = entry() if entry is not None else None
    if t is None:
        if body.kind == APP and body.arg.kind == BOUND and body.arg.index == 0 and not _occurs(body.fun, 0, {}):
            return _shift(body.fun, -1, 0, {})
        t = object.__new__(Term)
        t.kind, t.ty, t.domain, t.body = LAM, fun(domain, body.ty), domain, body
        t.loose = body.loose - 1 if body.loose else 0
        t.free, t.depth = body.free, body.depth + 1
        t.type_vars = body.type_vars | domain.variables
        t.depth <= MAX_DEPTH or fail("term too deep")
        return _store(key, t)
    return t


def _occurs(t: Term, index: int, memo: dict[Any, bool]) -> bool:
    if t.loose <= index:
        return False
    if t.kind == BOUND:
        return t.index == index
    found = memo.get((t, index))
    if found is None:
        if t.kind == APP:
            found = _occurs(t.fun, index, memo) or _occurs(t.arg, index, memo)
        else:
            found = _occurs(t.body, index + 1, memo)
        memo[t, index] = found
    return found


def _shift(t: Term, by: int, depth: int, memo: dict[Any, Term]) -> Term:
    """Add ``by`` to every index that is loose beyond ``depth``."""
    if by == 0 or t.loose <= depth:
        return t
    if t.kind == BOUND:
        return _bound(t.index + by, t.ty)
    key = (t, depth)
    done = memo.get(key)
    if done is None:
        if t.kind == APP:
            done = _app(_shift(t.fun, by, depth, memo), _shift(t.arg, by, depth, memo))
        else:
            done = _lam(t.domain, _shift(t.body, by, depth + 1, memo))
        memo[key] = done
    return done


def abstract(variable: Term, body: Term) -> Term:
    """The function that takes the variable to the body. Both closed; raises KernelError else."""
    if type(variable) is not Term or variable.kind != VAR or type(body) is not Term or body.loose:
        raise KernelError("abstraction is over a variable, in a closed term")
    return _lam(variable.ty, _close(body, variable, 0, {}))


def _close(t: Term, v: Term, depth: int, memo: dict[Any, Term]) -> Term:
    if v not in t.free:
        return t
    if t is v:
        return _bound(depth, v.ty)
    key = (t, depth)
    done = memo.get(key)
    if done is None:
        if t.kind == APP:
            done = _app(_close(t.fun, v, depth, memo), _close(t.arg, v, depth, memo))
        else:
            done = _lam(t.domain, _close(t.body, v, depth + 1, memo))
        memo[key] = done
    return done


def apply_term(f: Term, *args: Term) -> Term:
    """The application of f to the arguments; a redex is contracted, as are those that this makes."""
    for x in args:
        if f.kind == LAM:
            f.domain is x.ty or fail(f"type clash: a function of {f.domain!r} applied to {show(x)} of type {x.ty!r}")
            f = _contract(f.body, x, 0, {}, [0])
        else:
            f = _app(f, x)
    return f


MAX_CONTRACTIONS = 200_000


def _contract(t: Term, u: Term, depth: int, memo: dict[Any, Term], fuel: list[int]) -> Term:
    """Replace index ``depth`` by u (raised), lower the loose indices beyond it, contract the redexes made."""
    if t.loose <= depth:
        return t
    if t.kind == BOUND:
        return _shift(u, depth, 0, {}) if t.index == depth else _bound(t.index - 1, t.ty)
    key = (t, depth)
    done = memo.get(key)
    if done is None:
        fuel[0] += 1
        fuel[0] <= MAX_CONTRACTIONS or fail("substitution too large")
        if t.kind == APP:
            f, x = _contract(t.fun, u, depth, memo, fuel), _contract(t.arg, u, depth, memo, fuel)
            # t.fun is an index: only then can a new redex arise, as terms are kept normal.
            done = _contract(f.body, x, 0, {}, fuel) if f.kind == LAM else _app(f, x)
        else:
            done = _lam(t.domain, _contract(t.body, u, depth + 1, memo, fuel))
        memo[key] = done
    return done


def substitute(mapping: Mapping[Term, Term], t: Term) -> Term:
    """Replace free variables by closed terms of their types, simultaneously; nothing is captured."""
    for v, u in mapping.items():
        if type(v) is not Term or type(u) is not Term or v.kind != VAR or u.loose or v.ty is not u.ty:
            raise KernelError("a variable is replaced by a closed term of its type")
    return _substitute(mapping, t, {}, [0])


def _substitute(mapping: Mapping[Term, Term], t: Term, memo: dict[Term, Term], fuel: list[int]) -> Term:
    if t.free.isdisjoint(mapping):
        return t
    if t.kind == VAR:
        return mapping[t]
    done = memo.get(t)
    if done is None:
        fuel[0] += 1
        fuel[0] <= MAX_CONTRACTIONS or fail("substitution too large")
        if t.kind == APP:
            f, x = _substitute(mapping, t.fun, memo, fuel), _substitute(mapping, t.arg, memo, fuel)
            done = _contract(f.body, x, 0, {}, fuel) if f.kind == LAM else _app(f, x)
        else:
            done = _lam(t.domain, _substitute(mapping, t.body, memo, fuel))
        memo[t] = done
    return done


def instantiate_term_types(mapping: Mapping[Type, Type], t: Term, memo: dict[Term, Term]) -> Term:
    """Replace type variables everywhere in the term (the mapping has been checked)."""
    if t.type_vars.isdisjoint(mapping):
        return t
    done = memo.get(t)
    if done is None:
        if t.kind == APP:
            done = _app(instantiate_term_types(mapping, t.fun, memo), instantiate_term_types(mapping, t.arg, memo))
        elif t.kind == LAM:
            done = _lam(instantiate_type(mapping, t.domain), instantiate_term_types(mapping, t.body, memo))
        elif t.kind == BOUND:
            done = _bound(t.index, instantiate_type(mapping, t.ty))
        else:
            done = (var if t.kind == VAR else const)(t.name, instantiate_type(mapping, t.ty))
        memo[t] = done
    return done


def well_typed_body(body: Term, domain: Type) -> bool:
    """Whether every occurrence of index 0 in the body has this type (a certificate could lie)."""
    seen: set[tuple[Term, int]] = set()
    todo = [(body, 0)]
    while todo:
        t, depth = todo.pop()
        if t.loose <= depth or (t, depth) in seen:
            continue
        seen.add((t, depth))
        if t.kind == BOUND:
            if t.index == depth and t.ty is not domain:
                return False
        elif t.kind == APP:
            todo += [(t.fun, depth), (t.arg, depth)]
        else:
            todo.append((t.body, depth + 1))
    return True


# ---- taking terms apart, and the words of logic and arithmetic -----------------------------------


def strip(t: Term) -> tuple[Term, list[Term]]:
    """The head and the arguments: f x y gives (f, [x, y])."""
    args: list[Term] = []
    while t.kind == APP:
        args.append(t.arg)
        t = t.fun
    args.reverse()
    return t, args


def binary(name: str, t: Term) -> tuple[Term, Term] | None:
    """(a, b) when t is the constant ``name`` applied to a and b, else None."""
    if t.kind == APP and t.fun.kind == APP and t.fun.fun.kind == CONST and t.fun.fun.name == name:
        return t.fun.arg, t.arg
    return None


def unary(name: str, t: Term) -> Term | None:
    """a when t is the constant ``name`` applied to a, else None."""
    if t.kind == APP and t.fun.kind == CONST and t.fun.name == name:
        return t.arg
    return None


def number(q: int | Fraction) -> Term:
    """The numeral of an exact rational; floats and booleans are refused."""
    if type(q) is not int and type(q) is not Fraction:
        raise KernelError("numbers are exact: an int or a Fraction")
    q.numerator.bit_length() + q.denominator.bit_length() < 3 * MAX_DIGITS or fail("number with too many digits")
    return const("#" + str(Fraction(q)), real)


def number_value(t: Term) -> Fraction | None:
    """The value of a numeral, else None."""
    return Fraction(t.name[1:]) if t.kind == CONST and t.name[0] == "#" else None


def equation(left: Term, right: Term) -> Term:
    return _app(_app(const("eq", fun(left.ty, left.ty, bool_)), left), right)


_IMP = const("imp", SIGNATURE["imp"])


def implication(*parts: Term) -> Term:
    """``implication(p, q, r)`` is p ==> (q ==> r)."""
    result = parts[-1]
    for p in reversed(parts[:-1]):
        result = _app(_app(_IMP, p), result)
    return result


def universal(variable: Term, body: Term) -> Term:
    """For all values of the variable, the body."""
    f = abstract(variable, body)
    return _app(const("forall", fun(f.ty, bool_)), f)


def show(t: Term, budget: int = 4000) -> str:
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
            todo.append(")")
            for i, x in enumerate(reversed(args)):
                todo += [x, ", "] if i < len(args) - 1 else [x]
            todo += ["(", head]
    return "".join(parts) + ("..." if todo else "")


def constants_of(terms: Iterable[Term]) -> set[str]:
    """The names of the constants that occur, numerals left out."""
    seen: set[Term] = set()
    names: set[str] = set()
    todo = list(terms)
    while todo:
        t = todo.pop()
        if t in seen:
            continue
        seen.add(t)
        if t.kind == CONST:
            if t.name[0] != "#":
                names.add(t.name)
        elif t.kind == APP:
            todo += [t.fun, t.arg]
        elif t.kind == LAM:
            todo.append(t.body)
    return names
