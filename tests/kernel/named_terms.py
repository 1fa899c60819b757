"""A tiny reference for the term layer: lambda terms with named binders, naive substitution, beta-eta normal forms."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from symbolic_it.kernel.terms import (
    Term,
    Type,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    const,
    fun,
    instantiate_type,
    real,
    type_variable,
    var,
)

Named = tuple  # ("var", name, type) | ("const", name, type) | ("app", f, x) | ("lam", name, type, body)

A, F = type_variable("a"), alphabet_type("f")
BASES = (real, bool_, A, F)
NAMES = ("x", "y", "z")
CONSTANTS = {
    (fun(real, real, real)): "add",
    (fun(real, real)): "neg",
    (fun(A, A, bool_)): "eq",
    (fun(F, F, bool_)): "eq",
    (fun(fun(F, real), real)): "sum",
    (fun(fun(A, bool_), bool_)): "forall",
    real: "#2",
}


def type_of(t: Named) -> Type:
    if t[0] in ("var", "const"):
        return t[2]
    if t[0] == "lam":
        return fun(t[2], type_of(t[3]))
    return type_of(t[1]).args[1]


def free(t: Named) -> frozenset:
    if t[0] == "var":
        return frozenset({(t[1], t[2])})
    if t[0] == "const":
        return frozenset()
    if t[0] == "app":
        return free(t[1]) | free(t[2])
    return free(t[3]) - {(t[1], t[2])}


def fresh(name: str, ty: Type, taken: frozenset) -> str:
    return next(new for i in count() if ((new := f"{name}{i}"), ty) not in taken)


def substituted(t: Named, values: dict) -> Named:
    """Simultaneous substitution of named terms for free variables (name, type), renaming binders that would capture."""
    if t[0] == "var":
        return values.get((t[1], t[2]), t)
    if t[0] == "const":
        return t
    if t[0] == "app":
        return ("app", substituted(t[1], values), substituted(t[2], values))
    _, name, ty, body = t
    inner = {v: u for v, u in values.items() if v != (name, ty) and v in free(body)}
    coming = frozenset().union(*(free(u) for u in inner.values()))
    if (name, ty) in coming:
        new = fresh(name, ty, coming | free(body) | frozenset(inner))
        body = substituted(body, {(name, ty): ("var", new, ty)})
        name = new
    return ("lam", name, ty, substituted(body, inner))


def normal(t: Named) -> Named:
    """The beta-eta normal form; simple types make it exist."""
    if t[0] in ("var", "const"):
        return t
    if t[0] == "app":
        f, x = normal(t[1]), normal(t[2])
        return normal(substituted(f[3], {(f[1], f[2]): x})) if f[0] == "lam" else ("app", f, x)
    body = normal(t[3])
    v = ("var", t[1], t[2])
    if body[0] == "app" and body[2] == v and (t[1], t[2]) not in free(body[1]):
        return body[1]
    return ("lam", t[1], t[2], body)


def alpha_equal(s: Named, t: Named, left: tuple = (), right: tuple = ()) -> bool:
    if s[0] != t[0]:
        return False
    if s[0] == "var":
        i = next((k for k, v in enumerate(reversed(left)) if v == s[1:]), None)
        j = next((k for k, v in enumerate(reversed(right)) if v == t[1:]), None)
        return i == j and (i is not None or s == t)
    if s[0] == "const":
        return s == t
    if s[0] == "app":
        return alpha_equal(s[1], t[1], left, right) and alpha_equal(s[2], t[2], left, right)
    return s[2] is t[2] and alpha_equal(s[3], t[3], (*left, s[1:3]), (*right, t[1:3]))


def renamed(t: Named, tag: str) -> Named:
    """Every binder under a new name."""
    if t[0] == "app":
        return ("app", renamed(t[1], tag), renamed(t[2], tag))
    if t[0] == "lam":
        body = renamed(t[3], tag)
        new = fresh(t[1] + tag, t[2], free(body))
        return ("lam", new, t[2], substituted(body, {(t[1], t[2]): ("var", new, t[2])}))
    return t


def at_types(t: Named, mapping: dict[Type, Type]) -> Named:
    """Type variables replaced; binders renamed first, since two variables may become one."""
    if t[0] in ("var", "const"):
        return (t[0], t[1], instantiate_type(mapping, t[2]))
    if t[0] == "app":
        return ("app", at_types(t[1], mapping), at_types(t[2], mapping))
    return ("lam", t[1], instantiate_type(mapping, t[2]), at_types(t[3], mapping))


def uniquely_bound(t: Named, number: count | None = None) -> Named:
    number = count() if number is None else number
    if t[0] == "app":
        return ("app", uniquely_bound(t[1], number), uniquely_bound(t[2], number))
    if t[0] == "lam":
        new = f"bound{next(number)}"
        body = substituted(t[3], {(t[1], t[2]): ("var", new, t[2])})
        return ("lam", new, t[2], uniquely_bound(body, number))
    return t


def kernel(t: Named) -> Term:
    if t[0] == "var":
        return var(t[1], t[2])
    if t[0] == "const":
        return const(t[1], t[2])
    if t[0] == "app":
        return apply_term(kernel(t[1]), kernel(t[2]))
    return abstract(var(t[1], t[2]), kernel(t[3]))


def types(depth: int = 2) -> st.SearchStrategy:
    return st.recursive(st.sampled_from(BASES), lambda inner: st.builds(fun, inner, inner), max_leaves=depth + 1)


@st.composite
def named(draw: st.DrawFn, ty: Type | None = None, fuel: int = 4) -> Named:
    """A random well-typed term, redexes and shadowed names included."""
    ty = draw(types()) if ty is None else ty
    choices = ["var"]
    if ty in CONSTANTS:
        choices.append("const")
    if fuel:
        choices += ["app", "redex"]
        if ty.op == "fun":
            choices += ["lam", "lam"]
    kind = draw(st.sampled_from(choices))
    if kind == "var":
        return ("var", draw(st.sampled_from(NAMES)), ty)
    if kind == "const":
        return ("const", CONSTANTS[ty], ty)
    if kind == "lam":
        return ("lam", draw(st.sampled_from(NAMES)), ty.args[0], draw(named(ty.args[1], fuel - 1)))
    domain = draw(st.sampled_from((*BASES, fun(real, real), fun(F, real), fun(A, bool_))))
    x = draw(named(domain, fuel - 1))
    if kind == "redex":
        return ("app", ("lam", draw(st.sampled_from(NAMES)), domain, draw(named(ty, fuel - 1))), x)
    return ("app", draw(named(fun(domain, ty), fuel - 1)), x)
