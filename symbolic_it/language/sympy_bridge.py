"""The bridge to SymPy: a term with symbolic probabilities at given alphabet sizes, and SymPy expressions as terms.

Probabilities are nonnegative symbols: the law P on an alphabet of 2 letters is ``P_1, P_2``, a joint law ``P_1_1, P_1_2,
...``, the model p at the parameter theta ``p_theta_1, ...``, a sequence ``f_1, f_2, ...``. A sum over an alphabet is
written out. Where probabilities are symbols ``P(x) log P(x)`` becomes the plain product ``P_1*log(P_1)``, which SymPy
takes for nan at P_1 = 0; with ``values`` given, a term with the weight 0 is 0. An outcome x_i that is not given stays
an index: p_theta at x_1 is ``p_theta_x_1``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    apply_term,
    binary,
    bool_,
    is_finite,
    nat,
    number_value,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.language.lowering import MAX_IN_ALL, Env, Lowering, Part, index_bound

if TYPE_CHECKING:
    import sympy

    from symbolic_it.language.expr import Expr

# Which arguments of a notion are laws, which is a base: said here for terms that come without declarations.
_LAWS = {
    "law": (0,), "dominated": (0, 1), "expectation": (0,), "information": (1,), "entropy": (1,),
    "cross_entropy": (1, 2), "divergence": (1, 2), "first_marginal": (0,), "second_marginal": (0,),
    "conditional": (0,), "conditional_entropy": (1,), "mutual_information": (1,),
}  # fmt: skip
_BASED = ("log", "information", "entropy", "cross_entropy", "divergence", "conditional_entropy", "mutual_information")
_COUNTED = ("sum_to", "prod_to", "empirical")


def to_sympy(
    term: Term,
    sizes: int | Mapping[str, int] = 2,
    sample_size: int = 2,
    values: Mapping[Term, Any] | None = None,
    *,
    like: Sequence[Term] = (),
) -> sympy.Basic:
    """The term in SymPy. ``sizes`` counts the letters of all alphabets, or of each by name; ``sample_size`` is the
    length of samples. ``values`` gives variables exact values: a number, or a table for a function (a mapping, or a
    sequence for the letters or indices 1, 2, ...). ``like`` names terms or hypotheses that tell laws from other
    functions. Raises InvalidArgument for what SymPy has no expression for: sets of maximisers, quantifiers over
    infinite types.
    """
    for n in (sample_size, *(sizes.values() if isinstance(sizes, Mapping) else (sizes,))):
        if isinstance(n, bool) or not isinstance(n, int) or n < 1:
            raise InvalidArgument(f"a size is a whole number, at least 1, not {n!r}")
    if term.loose:
        raise InvalidArgument("an expression with an index that nothing binds")
    given = {v: _given(x, v.ty) for v, x in (values or {}).items()}
    lowering = _Symbolic(sizes, sample_size, given, _Roles([term, *like]), {v.name for v in term.free})
    result = lowering.value(term)
    if term.ty is real or term.ty is bool_:
        return result
    if term.ty is nat:
        return lowering.sp.Integer(result) if isinstance(result, int) else result
    raise InvalidArgument(f"a function or a set is not a SymPy expression ({_kind(term)}); lower one of its values")


def optimum_to_sympy(term: Term, name: str, **options: Any) -> tuple[str, sympy.Basic, sympy.Basic]:
    """For a set of maximisers or minimisers, which SymPy cannot express as a set: "argmax" or "argmin", the condition
    that says where, and the objective, both at a symbol of this name. Raises InvalidArgument for other terms.
    """
    head, args = strip(term)
    if head.kind != CONST or head.name not in ("argmax", "argmin") or len(args) != 2:
        raise InvalidArgument("not a set of maximisers or minimisers")
    v = var(name, args[0].ty.args[0])
    if v in term.free:
        raise InvalidArgument(f"{name} stands for something else in the set")
    where, objective = (to_sympy(apply_term(a, v), **options) for a in args)
    return head.name, where, objective


def _kind(term: Term) -> str:
    head = strip(term)[0]
    return head.name if head.kind in (CONST, VAR) else "an abstraction"


class _Roles:
    """Which variables are laws (or families of laws), bases, and lengths of samples, read off the terms."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.laws: set[Term] = set()
        self.bases: set[Term] = set()
        self.lengths: set[Term] = set()
        for t in terms:
            low = binary("lt", t) or binary("le", t)
            if low is not None and number_value(low[0]) == 1:  # 1 < b, 1 <= m
                self.bases |= {low[1]} if low[1].kind == VAR else set()
                self._lengths(unary("of_nat", low[1]))
        seen: set[Term] = set()
        todo = list(terms)
        while todo:
            t = todo.pop()
            if t in seen:
                continue
            seen.add(t)
            if t.kind == LAM:
                todo.append(t.body)
                bound = index_bound(t.body)
                self._lengths(bound)
            elif t.kind == APP:
                head, args = strip(t)
                todo += args if head.kind == CONST else [head, *args]
                if head.kind == CONST:
                    self._note(head.name, args)

    def _note(self, name: str, args: list[Term]) -> None:
        for i in _LAWS.get(name, ()):
            if i < len(args) and strip(args[i])[0].kind == VAR:
                self.laws.add(strip(args[i])[0])
        if name in _BASED and args and args[0].kind == VAR:
            self.bases.add(args[0])
        if name in _COUNTED and args:
            self._lengths(args[0])

    def _lengths(self, t: Term | None) -> None:
        if t is not None:
            self.lengths |= {v for v in t.free if v.ty is nat}


class _Symbolic(Lowering):
    """Variables become symbols, statements SymPy's logic."""

    def __init__(
        self, sizes: int | Mapping[str, int], sample_size: int, values: Mapping[Term, Any], roles: _Roles, names: set[str]
    ) -> None:  # fmt: skip
        super().__init__(sizes, values)
        self.sample_size, self.roles, self.names = sample_size, roles, names
        self.budget = MAX_IN_ALL

    def size(self, ty: Type) -> int:
        if isinstance(self.sizes, int):
            if ty.op[0] == "%":
                return self.sizes
        elif ty.op[1:] in self.sizes:
            return self.sizes[ty.op[1:]]
        raise InvalidArgument(f"the number of elements of {ty.op[1:]} is not known: give sizes={{'{ty.op[1:]}': ...}}")

    def variable(self, v: Term) -> Any:
        if v.ty is nat and v in self.roles.lengths:
            return self.sample_size
        return self.named(v.name, v.ty, v in self.roles.laws, v in self.roles.bases)

    def named(self, name: str, ty: Type, weight: bool, positive: bool = False) -> Any:
        """A symbol of this name for a number or a letter, a function that gives symbols for a function."""
        if ty is real:
            if positive:
                return self.sp.Symbol(name, positive=True)
            return self.sp.Symbol(name, nonnegative=True) if weight else self.sp.Symbol(name, real=True)
        if ty is nat:
            return self.sp.Symbol(name, integer=True, nonnegative=True)
        if ty.op[0] in "%'":
            return self.sp.Symbol(name, integer=True, positive=True)
        if ty.op == "pair":
            return self.named(name + "_1", ty.args[0], False), self.named(name + "_2", ty.args[1], False)
        if ty is bool_:
            return self.sp.Symbol(name)
        if ty.op == "fun":
            domain, codomain = ty.args
            if domain is real and codomain is real:
                return self.sp.Function(name)
            if domain is nat or domain.op[0] in "%'" or (domain.op == "pair" and is_finite(domain)):
                return lambda x: self.named(self._member(name, x), codomain, weight)
        raise InvalidArgument(f"{name} has no symbol in SymPy: give its value")

    def _member(self, name: str, x: Any) -> str:
        """P at 1 is P_1, unless the author has a P_1 of his own."""
        name = f"{name}_{_suffix(x)}"
        while name in self.names:
            name += "_"
        return name

    # ---- statements ----------------------------------------------------------------------------------------

    def on_eq(self, head: Term, args: list[Part], env: Env) -> Any:
        ty = head.ty.args[0]
        left, right = self.value(args[0], env), self.value(args[1], env)
        return self._equal(left, right, ty)

    def _equal(self, left: Any, right: Any, ty: Type) -> Any:
        if ty is bool_:
            return self.sp.Equivalent(left, right)
        if ty is real or ty is nat or ty.op[0] in "%'":
            return self._relation(self.sp.Eq, left, right)
        if ty.op == "pair":
            return self.sp.And(*(self._equal(a, b, t) for a, b, t in zip(left, right, ty.args, strict=True)))
        if ty.args[1] is bool_:
            raise InvalidArgument("an equation between sets (of maximisers, say) has no SymPy expression")
        points = self.elements(ty.args[0])
        return self.sp.And(*(self._equal(left(x), right(x), ty.args[1]) for x in points))

    def _relation(self, relation: Any, left: Any, right: Any) -> Any:
        """Kept as written, unless it is about numbers: SymPy would turn ``x = x`` into true."""
        left, right = self.sp.S(left), self.sp.S(right)
        return relation(left, right, evaluate=not (left.free_symbols or right.free_symbols))

    def on_le(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self._relation(self.sp.Le, self.value(args[0], env), self.value(args[1], env))

    def on_lt(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self._relation(self.sp.Lt, self.value(args[0], env), self.value(args[1], env))

    def on_false(self, _head: Term, _args: list[Part], _env: Env) -> Any:
        return self.sp.false

    def on_not(self, _head: Term, args: list[Part], env: Env) -> Any:
        return self.sp.Not(self.value(args[0], env))

    def on_and(self, _head: Term, args: list[Part], env: Env) -> Any:
        left = self.value(args[0], env)
        return left if left is self.sp.false else self.sp.And(left, self.value(args[1], env))

    def on_or(self, _head: Term, args: list[Part], env: Env) -> Any:
        left = self.value(args[0], env)
        return left if left is self.sp.true else self.sp.Or(left, self.value(args[1], env))

    def on_imp(self, _head: Term, args: list[Part], env: Env) -> Any:
        left = self.value(args[0], env)
        return self.sp.true if left is self.sp.false else self.sp.Implies(left, self.value(args[1], env))

    def on_indicator(self, _head: Term, args: list[Part], env: Env) -> Any:
        holds = self.value(args[0], env)
        if holds is self.sp.true or holds is self.sp.false:
            return self.sp.Integer(1 if holds is self.sp.true else 0)
        return self.sp.Piecewise((1, holds), (0, True))

    def on_forall(self, head: Term, args: list[Part], env: Env) -> Any:
        return self.sp.And(*self._instances("for all", head, args[0], env))

    def on_exists(self, head: Term, args: list[Part], env: Env) -> Any:
        return self.sp.Or(*self._instances("there is", head, args[0], env))

    def _instances(self, quantifier: str, head: Term, part: Part, env: Env) -> list[Any]:
        ty = head.ty.args[0].args[0]
        f = self.value(part, env)
        bound = index_bound(part.body) if isinstance(part, Term) and part.kind == LAM else None
        if bound is not None:
            length = self.value(bound, (*env, None))
            if isinstance(length, int):
                return [f(i) for i in range(1, length + 1)]
        if ty is nat or ty is real or ty.op == "fun":
            raise InvalidArgument(f"a '{quantifier}' over an infinite type has no SymPy expression")
        return [f(x) for x in self.elements(ty)]

    # ---- calculus ------------------------------------------------------------------------------------------

    def _fresh(self) -> Any:
        name = next(
            n for n in ("x", "t", "u", "v", *(f"x{k}" for k in range(len(self.names) + 1))) if n not in self.names
        )
        return self.sp.Symbol(name, real=True)

    def on_has_derivative(self, _head: Term, args: list[Part], env: Env) -> Any:
        h, point, value = (self.value(a, env) for a in args)
        x = self._fresh()
        derivative = self.sp.Derivative(h(x), x).doit()
        return self._relation(self.sp.Eq, derivative.subs(x, point), value)

    def on_tends_from_right(self, head: Term, args: list[Part], env: Env) -> Any:
        return self._limit(head.name, args, env)

    on_tends_from_left = on_diverges_from_right = on_diverges_from_left = on_tends_from_right

    def _limit(self, name: str, args: list[Part], env: Env) -> Any:
        h, point = self.value(args[0], env), self.value(args[1], env)
        value = self.value(args[2], env) if len(args) == 3 else self.sp.oo
        x = self._fresh()
        limit = self.sp.Limit(h(x), x, point, "+" if name.endswith("right") else "-")
        return self.sp.Eq(limit, value, evaluate=False)

    def on_converges(self, _head: Term, args: list[Part], env: Env) -> Any:
        sequence, value = self.value(args[0], env), self.value(args[1], env)
        n = self.sp.Symbol("n" if "n" not in self.names else "n_", integer=True, positive=True)
        return self.sp.Eq(self.sp.Limit(sequence(n), n, self.sp.oo), value, evaluate=False)

    def on_series(self, head: Term, args: list[Part], env: Env) -> Any:
        """A series as Sum, an integral over the line as Integral; expectations with their weights."""
        *functions, last = [self.value(a, env) for a in args]
        naturals = head.name.startswith("series")
        x = self.sp.Symbol("n" if "n" not in self.names else "n_", integer=True) if naturals else self._fresh()
        body = self.sp.Mul(*(f(x) for f in functions))
        oo = self.sp.oo
        total = self.sp.Sum(body, (x, 0, oo)) if naturals else self.sp.Integral(body, (x, -oo, oo))
        return self.sp.Eq(total, last, evaluate=False)

    def on_tends_at_infinity(self, head: Term, args: list[Part], env: Env) -> Any:
        f, value = self.value(args[0], env), self.value(args[1], env)
        x, far = self._fresh(), self.sp.oo if head.name == "tends_at_infinity" else -self.sp.oo
        return self.sp.Eq(self.sp.Limit(f(x), x, far), value, evaluate=False)


def _suffix(x: Any) -> str:
    """How a letter, a parameter or an index stands in the name of a symbol: 1, (1, 2) as 1_2, theta."""
    return "_".join(_suffix(part) for part in x) if isinstance(x, tuple) else str(x).replace(" ", "")


# ---- values given by the caller ----------------------------------------------------------------------


def _given(value: Any, ty: Type) -> Any:
    """An exact value as the lowering keeps it. Raises InvalidArgument for one that does not fit the type."""
    if ty is real:
        return _exact(value)
    if ty is nat or ty.op[0] in "%'":
        if isinstance(value, bool) or not isinstance(value, int) or value < (0 if ty is nat else 1):
            raise InvalidArgument(f"{value!r} is not {'a natural number' if ty is nat else 'the number of a letter'}")
        return value
    if ty.op == "pair" and isinstance(value, tuple) and len(value) == 2:
        return tuple(_given(x, t) for x, t in zip(value, ty.args, strict=True))
    if ty.op == "fun":
        return _table(value, ty.args[1])
    raise InvalidArgument(f"{value!r} is not a value of the type {ty!r}")


def _table(value: Any, codomain: Type) -> Callable[[Any], Any]:
    if callable(value):
        return lambda x: _given(value(x), codomain)
    if isinstance(value, Mapping):
        entries = {k: _given(v, codomain) for k, v in value.items()}
    elif isinstance(value, Sequence) and not isinstance(value, str):
        entries = {i: _given(v, codomain) for i, v in enumerate(value, 1)}
    else:
        raise InvalidArgument(f"{value!r} is not a table: a mapping, or a sequence of the values at 1, 2, ...")

    def look_up(x: Any) -> Any:
        if x not in entries:
            raise InvalidArgument(f"the table has no value at {x}")
        return entries[x]

    return look_up


def _exact(value: Any) -> Any:
    import sympy

    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(value, sympy.Expr) and not value.has(sympy.Float):
        return value
    raise InvalidArgument(f"{value!r} is not an exact number (an int, a Fraction or a SymPy expression without floats)")


# ---- from SymPy --------------------------------------------------------------------------------------


def from_sympy(expression: Any) -> Expr:
    """The SymPy expression as an `Expr`: numbers, real symbols by their names, + * / powers, log, exp, relations, logic.

    SymPy's form is taken over as it is: what SymPy rewrote when the expression was made stays rewritten. Raises
    InvalidArgument for floats, and for anything else; text is never parsed.
    """
    import sympy

    from symbolic_it.language.sympy_reader import Reader

    if not isinstance(expression, sympy.Basic):
        raise InvalidArgument(f"{expression!r} is not a SymPy expression")
    return Reader(sympy).read(expression)
