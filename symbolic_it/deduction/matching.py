"""Matching of patterns against terms: first order and Miller patterns, type variables included; theorems as rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from symbolic_it.kernel import terms as _t
from symbolic_it.kernel.terms import (
    APP,
    BOUND,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    apply_term,
    binary,
    instantiate_type,
    is_finite,
    strip,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    instantiate,
    instantiate_types,
    modus_ponens,
    specialise,
)

MAX_TYPED = 50


@dataclass
class Bindings:
    """What a match has found so far: values of pattern variables and of type variables."""

    terms: dict[Term, Term] = field(default_factory=dict)
    types: dict[Type, Type] = field(default_factory=dict)

    def copy(self) -> Bindings:
        return Bindings(dict(self.terms), dict(self.types))


class Matcher:
    """Matches patterns whose variables are ``variables``; type variables in ``fixed`` stand for themselves."""

    __slots__ = ("fixed", "polymorphic", "variables")

    def __init__(self, variables: frozenset[Term], polymorphic: bool, fixed: frozenset[Type]) -> None:
        self.variables, self.polymorphic, self.fixed = variables, polymorphic, fixed

    def match_type(self, pattern: Type, t: Type, found: Bindings) -> bool:
        if pattern is t and (not self.polymorphic or pattern.variables <= self.fixed):
            return True
        if pattern.op[0] in "'%":
            if pattern in self.fixed or not self.polymorphic:
                return pattern is t
            known = found.types.get(pattern)
            if known is not None:
                return known is t
            if pattern.op[0] == "%" and not is_finite(t):
                return False
            found.types[pattern] = t
            return True
        if pattern.op != t.op or len(pattern.args) != len(t.args):
            return False
        return all(self.match_type(p, u, found) for p, u in zip(pattern.args, t.args, strict=True))

    def match(self, pattern: Term, t: Term, found: Bindings) -> bool:
        """Extend ``found`` so that the pattern's instance is ``t``. On failure ``found`` may be left half filled."""
        if (
            pattern is t
            and pattern.free.isdisjoint(self.variables)
            and (not self.polymorphic or pattern.type_vars <= self.fixed)
        ):
            return True
        kind = pattern.kind
        if kind == VAR:
            if pattern not in self.variables:
                return pattern is t
            return not t.loose and self._bind(pattern, t, found)
        if kind == APP:
            if pattern.arg.kind == BOUND:
                head, args = strip(pattern)
                if head.kind == VAR and head in self.variables and all(x.kind == BOUND for x in args):
                    indices = [x.index for x in args]
                    if len(set(indices)) == len(indices):
                        return self._bind_function(head, args, indices, t, found)
            if t.kind != APP:
                return False
            return self.match(pattern.fun, t.fun, found) and self.match(pattern.arg, t.arg, found)
        if kind == BOUND:
            return t.kind == BOUND and pattern.index == t.index
        if kind == CONST:
            return t.kind == CONST and pattern.name == t.name and self.match_type(pattern.ty, t.ty, found)
        if t.kind != LAM:
            if t.ty.op != "fun" or not self.match_type(pattern.domain, t.ty.args[0], found):
                return False
            # The target is eta-contracted: compare with its expansion.
            expanded = apply_term(_t._shift(t, 1, 0, {}), _t._bound(0, t.ty.args[0]))
            return self.match(pattern.body, expanded, found)
        return self.match_type(pattern.domain, t.domain, found) and self.match(pattern.body, t.body, found)

    def _bind(self, v: Term, t: Term, found: Bindings) -> bool:
        known = found.terms.get(v)
        if known is not None:
            return known is t
        if not self.match_type(v.ty, t.ty, found):
            return False
        found.terms[v] = t
        return True

    def _bind_function(self, head: Term, args: list[Term], indices: list[int], t: Term, found: Bindings) -> bool:
        """A variable applied to distinct bound variables: it becomes the abstraction of the target over them."""
        position = {index: k for k, index in enumerate(reversed(indices))}
        solution = _renumber(t, position, 0, {})
        if solution is None:
            return False
        for x in reversed(args):
            domain = self._target_type(x, t, found)
            if domain is None:
                return False
            solution = _t._lam(domain, solution)
        return self._bind(head, solution, found)

    def _target_type(self, x: Term, t: Term, found: Bindings) -> Type | None:
        ty = instantiate_type(found.types, x.ty) if self.polymorphic else x.ty
        return ty


def _renumber(t: Term, position: dict[int, int], depth: int, memo: dict[tuple[Term, int], Term | None]) -> Term | None:
    """The term with its loose indices replaced by positions; None when another loose index occurs."""
    if t.loose <= depth:
        return t
    if t.kind == BOUND:
        k = position.get(t.index - depth)
        return None if k is None else _t._bound(k + depth, t.ty)
    key = (t, depth)
    if key in memo:
        return memo[key]
    result: Term | None = None
    if t.kind == APP:
        f = _renumber(t.fun, position, depth, memo)
        x = _renumber(t.arg, position, depth, memo) if f is not None else None
        if f is not None and x is not None:
            result = apply_term(f, x)
    else:
        body = _renumber(t.body, position, depth + 1, memo)
        if body is not None:
            result = _t._lam(t.domain, body)
    memo[key] = result
    return result


Prove = Callable[[Term], Thm | None]


class Rule:
    """A theorem ``for all x, c1 ==> c2 ==> conclusion`` made ready for matching.

    ``conditions`` and ``conclusion`` hold pattern variables: the quantified ones and the free ones that no
    hypothesis fixes.
    """

    __slots__ = (
        "conclusion",
        "conditions",
        "head",
        "matcher",
        "name",
        "sides",
        "source",
        "theorem",
        "typed",
        "variables",
    )

    def __init__(self, th: Thm, name: str = "") -> None:
        self.source, self.name = th, name
        fixed_vars: frozenset[Term] = frozenset().union(*(h.free for h in th.hypotheses))
        conditions: list[Term] = []
        count = 0
        while True:
            c = th.conclusion
            if c.kind == APP and c.fun.kind == CONST and c.fun.name == "forall":
                th = specialise(var(f"?{count}", c.arg.ty.args[0]), th)
                count += 1
            elif (parts := binary("imp", c)) is not None:
                conditions.append(parts[0])
                th = modus_ponens(th, assume(parts[0]))
            else:
                break
        self.conclusion = th.conclusion
        for condition in reversed(conditions):
            th = discharge(condition, th)
        self.theorem, self.conditions = th, tuple(conditions)
        self.variables = frozenset(v for v in th.conclusion.free if v not in fixed_vars)
        fixed_types: frozenset[Type] = frozenset().union(*(h.type_vars for h in self.source.hypotheses))
        polymorphic = bool(th.conclusion.type_vars - fixed_types)
        self.matcher = Matcher(self.variables, polymorphic, fixed_types)
        self.typed: dict[tuple[tuple[Type, Type], ...], Thm] = {}
        """The theorem at the types where it was used lately."""
        self.sides = binary("eq", self.conclusion)
        pattern = self.sides[0] if self.sides is not None else self.conclusion
        head = strip(pattern)[0]
        self.head = head.name if head.kind == CONST else None

    def __repr__(self) -> str:
        return f"Rule({self.name or self.source!r})"

    def match(self, pattern: Term, t: Term, found: Bindings | None = None) -> Bindings | None:
        found = Bindings() if found is None else found.copy()
        return found if self.matcher.match(pattern, t, found) else None

    def instance(self, found: Bindings) -> Thm:
        """The theorem, conditions as premises, at what was found."""
        th, terms = self.theorem, found.terms
        if found.types:
            types = tuple((v, t) for v, t in found.types.items() if v is not t)
            if types:
                typed = self.typed.get(types)
                if typed is None:
                    if len(self.typed) >= MAX_TYPED:
                        self.typed.clear()
                    typed = self.typed[types] = instantiate_types(types, th)
                th = typed
                terms = {var(v.name, instantiate_type(found.types, v.ty)): t for v, t in terms.items()}
        pairs = [(v, t) for v, t in terms.items() if v is not t]
        return instantiate(pairs, th) if pairs else th

    def apply(self, found: Bindings, prove: Prove) -> Thm | None:
        """The instance with every condition proved; None when one cannot be."""
        th = self.instance(found)
        for _ in self.conditions:
            condition = th.conclusion.fun.arg
            proof = prove(condition)
            if proof is None:
                return None
            th = modus_ponens(th, proof)
        return th

    def complete(self, found: Bindings) -> bool:
        return len(found.terms) >= len(self.variables) and self.variables <= found.terms.keys()


def forward(rule: Rule, premises: Sequence[Thm | None], given: Iterable[tuple[str, Term]] = ()) -> Thm:
    """The rule's instance whose first conditions are the premises' conclusions, those discharged.

    ``given`` sets pattern variables by name. Raises KernelError when a premise does not match.
    """
    found = Bindings()
    for name, t in given:
        for v in rule.variables:
            if v.name == name and not rule.matcher._bind(v, t, found):
                raise _t.KernelError(f"{rule!r}: {name} cannot be {_t.show(t)}")
    for condition, premise in zip(rule.conditions, premises, strict=False):
        if premise is not None and not rule.matcher.match(condition, premise.conclusion, found):
            raise _t.KernelError(f"{rule!r}: {_t.show(condition)} against {_t.show(premise.conclusion)}")
    th = rule.instance(found)
    for premise in premises:
        if premise is not None:
            th = modus_ponens(th, premise)
    return th
