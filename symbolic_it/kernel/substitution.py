"""Substitution: abstraction, application with contraction, instances of terms and types, and copies by structure.

Each traversal visits a shared part once, and counts what it does (`symbolic_it.kernel.limits`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbolic_it.kernel import nodes
from symbolic_it.kernel.limits import KernelError, begin, fail, spend
from symbolic_it.kernel.nodes import (
    APP,
    BOUND,
    LAM,
    VAR,
    VISIT_WORK,
    Term,
    _abstraction,
    _app,
    _bound,
    _shift,
    apart,
    const,
    show,
    var,
)
from symbolic_it.kernel.types import Type, instantiate_type


def _lam(domain: Type, body: Term) -> Term:
    """The abstraction of index 0 in body, eta-contracted, for a body of unknown origin."""
    if type(domain) is not Type or type(body) is not Term:
        raise KernelError("an abstraction has a type and a body")
    begin()
    well_typed_body(body, domain) or fail("a bound variable is used at another type")
    return _abstraction(domain, body)


def well_typed_body(body: Term, domain: Type) -> bool:
    """Whether every occurrence of index 0 in the body has this type."""
    seen: set[tuple[Term, int]] = set()
    todo = [(body, 0)]
    while todo:
        t, depth = todo.pop()
        if t.loose <= depth or (t, depth) in seen:
            continue
        seen.add((t, depth))
        spend(2)
        if t.kind == BOUND:
            if t.index == depth and t.ty is not domain:
                return False
        elif t.kind == APP:
            todo += [(t.fun, depth), (t.arg, depth)]
        else:
            todo.append((t.body, depth + 1))
    return True


def abstract(variable: Term, body: Term) -> Term:
    """The function that takes the variable to the body. Both closed; raises KernelError else."""
    if type(variable) is not Term or variable.kind != VAR or type(body) is not Term or body.loose:
        raise KernelError("abstraction is over a variable, in a closed term")
    begin()
    return _abstraction(variable.ty, _close(body, variable, 0, {}))


def _close(t: Term, v: Term, depth: int, memo: dict[Any, Term]) -> Term:
    if v not in t.free:
        return t
    if t is v:
        return _bound(depth, v.ty)
    key = (t, depth)
    done = memo.get(key)
    if done is None:
        spend(VISIT_WORK)
        if t.kind == APP:
            f, x = t.fun, t.arg
            done = _app(
                _close(f, v, depth, memo) if v in f.free else f, _close(x, v, depth, memo) if v in x.free else x
            )
        else:
            done = _abstraction(t.domain, _close(t.body, v, depth + 1, memo))
        memo[key] = done
    return done


def apply_term(f: Term, *args: Term) -> Term:
    """The application of f to the arguments; a redex is contracted, as are those that this makes."""
    for x in args:
        if type(f) is not Term or type(x) is not Term:
            raise KernelError("a term is applied to a term")
        begin()
        if f.kind == LAM:
            f.domain is x.ty or fail(f"type clash: a function of {f.domain!r} applied to {show(x)} of type {x.ty!r}")
            f = _contract(f.body, x, 0, {})
        else:
            f = _app(f, x)
    return f


def _contract(t: Term, u: Term, depth: int, memo: dict[Any, Term]) -> Term:
    """Replace index ``depth`` by u (raised), lower the loose indices beyond it, contract the redexes made."""
    if t.loose <= depth:
        return t
    key = (t, depth)
    done = memo.get(key)
    if done is None:
        spend(VISIT_WORK)
        if t.kind == BOUND:
            done = _shift(u, depth, 0, {}) if t.index == depth else _bound(t.index - 1, t.ty)
        elif t.kind == APP:
            f, x = t.fun, t.arg
            if f.loose > depth:
                f = _contract(f, u, depth, memo)
            if x.loose > depth:
                x = _contract(x, u, depth, memo)
            # Terms are kept normal: a new redex arises only where t.fun is, or starts with, the index replaced.
            done = _contract(f.body, x, 0, {}) if f.kind == LAM else _app(f, x)
        else:
            done = _abstraction(t.domain, _contract(t.body, u, depth + 1, memo))
        memo[key] = done
    return done


def check_instance(mapping: Mapping[Term, Term]) -> None:
    """Raises KernelError unless variables are mapped to closed terms of their types."""
    for v, u in mapping.items():
        if type(v) is not Term or type(u) is not Term or v.kind != VAR or u.loose or v.ty is not u.ty:
            raise KernelError("a variable is replaced by a closed term of its type")


def substitute(mapping: Mapping[Term, Term], t: Term) -> Term:
    """Replace free variables by closed terms of their types, simultaneously; nothing is captured."""
    check_instance(mapping)
    begin()
    return substitute_checked(mapping, t, frozenset(mapping), {})


def substitute_checked(mapping: Mapping[Term, Term], t: Term, keys: frozenset[Term], memo: dict[Term, Term]) -> Term:
    """`substitute` for a mapping that has been checked; ``keys`` are its keys, the memo serves several terms."""
    if t.free.isdisjoint(keys):
        return t
    if t.kind == VAR:
        return mapping[t]
    done = memo.get(t)
    if done is None:
        spend(VISIT_WORK)
        if t.kind == APP:
            f, x = t.fun, t.arg
            if not f.free.isdisjoint(keys):
                f = substitute_checked(mapping, f, keys, memo)
            if not x.free.isdisjoint(keys):
                x = substitute_checked(mapping, x, keys, memo)
            done = _contract(f.body, x, 0, {}) if f.kind == LAM else _app(f, x)
        else:
            done = _abstraction(t.domain, substitute_checked(mapping, t.body, keys, memo))
        memo[t] = done
    return done


def instantiate_term_types(mapping: Mapping[Type, Type], t: Term, memo: dict[Any, Any]) -> Term:
    """Replace type variables everywhere in the term (the mapping has been checked)."""
    if t.type_vars.isdisjoint(mapping):
        return t
    done: Term | None = memo.get(t)
    if done is None:
        spend(VISIT_WORK)
        if t.kind == APP:
            done = _app(instantiate_term_types(mapping, t.fun, memo), instantiate_term_types(mapping, t.arg, memo))
        elif t.kind == LAM:
            body = instantiate_term_types(mapping, t.body, memo)
            done = _abstraction(_instance(mapping, t.domain, memo), body)
        elif t.kind == BOUND:
            done = _bound(t.index, _instance(mapping, t.ty, memo))
        else:
            done = (var if t.kind == VAR else const)(t.name, _instance(mapping, t.ty, memo))
        memo[t] = done
    return done


def _instance(mapping: Mapping[Type, Type], ty: Type, memo: dict[Any, Any]) -> Type:
    done: Type | None = memo.get(ty)
    if done is None:
        done = memo[ty] = instantiate_type(mapping, ty)
        spend(ty.size)
    return done


def copied(t: Term, memo: dict[Term, Term]) -> Term:
    """The term made anew in the present room, by its structure; what its other fields say is not believed.

    Raises KernelError when it is not a term; ``memo`` serves several terms.
    """
    begin()
    try:
        return _copied(t, memo)
    except (AttributeError, RecursionError):  # a field is missing; a term that contains itself
        raise KernelError("not a term") from None


def _copied(t: Term, memo: dict[Term, Term]) -> Term:
    if type(t) is not Term:
        raise KernelError("not a term")
    done = memo.get(t)
    if done is None:
        spend(VISIT_WORK)
        kind = t.kind
        (type(kind) is int and type(t.ty) is Type) or fail("not a term")
        if kind == APP:
            f, x = t.fun, t.arg  # read once: they could change
            f = (memo.get(f) if type(f) is Term else None) or _copied(f, memo)
            x = (memo.get(x) if type(x) is Term else None) or _copied(x, memo)
            done = _app(f, x) if f.kind != LAM else apply_term(f, x)
        elif kind == LAM:
            done = _lam(t.domain, _copied(t.body, memo))
        elif kind == BOUND:
            type(t.index) is int or fail("not a term")
            done = _bound(t.index, t.ty)
        else:
            done = (var if kind == VAR else const)(t.name, t.ty)
        memo[t] = done
    return done


def alike(t: Term, made: Term, memo: dict[Term, Term]) -> bool:
    """Whether the term has the structure of ``made``, one that the kernel made; what its other fields say is not believed.

    ``memo`` holds what the terms seen before are like, and serves several terms. Raises KernelError when it is no term.
    """
    try:
        return _alike(t, made, memo)
    except AttributeError:  # a field is missing
        raise KernelError("not a term") from None


def _alike(t: Term, made: Term, memo: dict[Term, Term]) -> bool:
    if type(t) is not Term:
        raise KernelError("not a term")
    known = memo.get(t)
    if known is not None:
        return known is made
    spend(VISIT_WORK)
    kind = made.kind
    if t.kind is not kind or t.ty is not made.ty:  # identity: no equality of others' making is asked
        return False
    if kind == APP:
        same = _alike(t.fun, made.fun, memo) and _alike(t.arg, made.arg, memo)
    elif kind == LAM:
        same = t.domain is made.domain and _alike(t.body, made.body, memo)
    elif kind == BOUND:
        same = type(t.index) is int and t.index == made.index
    else:
        same = type(t.name) is str and t.name == made.name
    if same:
        memo[t] = made
    return same


def vault_copy(t: Term) -> Term:
    """A copy in the vault. Never to be handed out."""
    with apart(nodes._vault):
        return copied(t, {})


def keep(key: tuple[str, str], copy: Term) -> None:
    """Keep a copy made by `vault_copy` for good; `recall` copies it into the present room."""
    nodes._vault.kept.setdefault(key, copy) is copy or fail(f"{key[1]} is kept already, as something else")


def recall(key: tuple[str, str]) -> Term:
    t = nodes._room.kept.get(key)
    if t is None:
        t = nodes._room.kept[key] = copied(nodes._vault.kept[key], {})
    return t
