"""Scopes of a proof: what is assumed or fixed inside, and what a closed scope says outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbolic_it.authoring.formulas import in_scope_of, understood
from symbolic_it.authoring.steps import Fact, Instance, Step
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import VAR, Type, apply_term, unary, universal
from symbolic_it.language.expr import Expr, Implies, statement
from symbolic_it.language.notation import bind

if TYPE_CHECKING:
    from symbolic_it.authoring.model import Derivation


def refuse_names_of_bound(e: Expr) -> None:
    """Raises InvalidArgument for a free variable called as the search calls what it opens: it would take one for the other."""
    for v in e.term.free:
        if v.name.startswith("_"):
            raise InvalidArgument(
                f"{v.name!r} is not a symbol's name: those that begin with _ are kept for bound variables"
            )


@dataclass
class Scope:
    """A scope of the proof; ``fact`` is what it establishes outside, once it is closed."""

    assumptions: tuple[Fact, ...]
    fact: Fact | None = None
    last: Fact | None = None
    stated: bool = False
    """Whether readers are told what is assumed before the steps: the instance of a refutation."""

    @property
    def assumption(self) -> Fact:
        return self.assumptions[0]

    def at(self, *values: object) -> Instance:
        """What the closed scope establishes, at these values of its variables."""
        if self.fact is None:
            raise InvalidArgument("a scope establishes something once it is closed; inside, cite its assumption")
        return self.fact.at(*values)


class Scopes:
    """Opens and closes the scopes of one proof, and keeps the facts of each."""

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self._facts: list[Fact] = []
        self._scope: list[tuple[Scope, tuple[Expr, ...]]] = []

    @contextmanager
    def suppose(self, *assumptions: object) -> Iterator[Scope]:
        """Inside, the assumptions hold; afterwards, ``scope.fact`` says that they imply the last statement made inside."""
        with self._enter(tuple(statement(self._read(a)) for a in assumptions), ()) as scope:
            yield scope

    @contextmanager
    def take(self, *variables: Expr, given: object = None) -> Iterator[Scope]:
        """Inside, the variables are fixed (with ``given``); afterwards ``scope.fact`` is the last statement for all of them."""
        held = (
            ()
            if given is None
            else tuple(statement(self._read(g)) for g in (given if isinstance(given, (list, tuple)) else (given,)))
        )
        with self._enter(held, variables) as scope:
            yield scope

    @contextmanager
    def obtain(self, v: Expr, fact: Fact) -> Iterator[Scope]:
        """Inside, v is one of the values that the fact (an ``exists``) speaks of; v must not stay in the last statement."""
        predicate = unary("exists", fact.statement.term)
        if predicate is None:
            raise InvalidArgument(f"{fact.statement} does not say that something exists")
        self._not_fixed(v)
        names = fact.statement.names[1:]  # those of the binders inside
        body = Expr(apply_term(predicate, v.term), names, fact.statement.declarations | v.declarations)
        with self._enter((body,), ()) as scope:
            yield scope
        inner = scope.last
        assert inner is not None
        if v.term in inner.statement.term.free:
            raise InvalidArgument(f"{v} is chosen inside and cannot stay in the statement {inner.statement}")
        self._facts.remove(scope.fact) if scope.fact in self._facts else None
        scope.fact = self._fact(inner.statement, step=inner.step)
        from symbolic_it.authoring.composing import compose_choice

        scope.fact.compose = lambda: compose_choice(fact, v.term, body.term, inner)

    @contextmanager
    def _enter(self, held: tuple[Expr, ...], variables: tuple[Expr, ...]) -> Iterator[Scope]:
        for v in variables:
            self._not_fixed(v)
        for e in (*held, *variables):
            refuse_names_of_bound(e)
        scope = Scope(tuple(Fact(h, assumed=True) for h in held))
        self._scope.append((scope, variables))
        mark = len(self._facts)
        try:
            yield scope
        finally:
            self._scope.pop()
        inside = self._facts[mark:]
        if not inside:
            raise InvalidArgument("a scope ends without a statement")
        scope.last = inside[-1]
        result = scope.last.statement
        for h in reversed(held):
            result = Implies(h, result)
        for v in reversed(variables):
            result = bind(v, result, universal)
        inner = scope.last
        scope.fact = self._fact(result, step=inner.step)
        from symbolic_it.authoring.composing import compose_scope

        terms, names = tuple(h.term for h in held), tuple(v.term for v in variables)
        scope.fact.compose = lambda: compose_scope(inner, terms, names)

    def _not_fixed(self, v: Expr) -> None:
        """Raises InvalidArgument when the variable is not one, or means something around this scope."""
        if not isinstance(v, Expr) or v.term.kind != VAR:
            raise InvalidArgument(f"{v!r} is not a variable")
        for scope, variables in self._scope:
            if any(v.term is w.term for w in variables):
                raise InvalidArgument(f"{v} is fixed already by a scope around this one")
            if any(v.term in a.statement.term.free for a in scope.assumptions):
                raise InvalidArgument(f"{v} is fixed already by an assumption around this scope")
        if any(v.term in g.term.free for g in self.derivation.hypotheses):
            raise InvalidArgument(f"{v} occurs in the hypotheses of the derivation: it cannot be taken arbitrary")

    def _read(self, value: object, like: Type | None = None) -> object:
        """A LaTeX string as the term that it says of the symbols in scope."""
        return understood(value, lambda: in_scope_of(self.derivation._write), like)

    def _fact(self, goal: Expr, label: str | None = None, step: Step | None = None) -> Fact:
        scope = tuple(a.statement.term for s, _ in self._scope for a in s.assumptions)
        fact = Fact(goal, label, step, top=not self._scope, scope=scope)
        self._facts.append(fact)
        return fact
