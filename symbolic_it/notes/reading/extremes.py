"""Largest and smallest values: the value at an outcome that no other exceeds, and of a list of numbers."""

from __future__ import annotations

from functools import reduce

from symbolic_it.kernel.terms import Term, abstract, substitute
from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import ForAll, indicator
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.notes.usage import Usage


class Extremes(Reading):
    """The part of `Reader` that reads max and min as values."""

    def __init__(self, usage: Usage, symbols: Symbols) -> None:
        super().__init__(usage, symbols)
        self.outermost: dict[tuple[str, Term], Expr] = {}
        """Where a function of an outcome is largest or smallest: a fixed outcome."""

    def extreme(self, node: s.Big) -> Expr:
        """max_x f(x) is f(x_max), where f(x) <= f(x_max) for all x: on a finite alphabet there is such an outcome."""
        bounds = bounds_of(node)
        if len(bounds) != 1 or bounds[0].condition is not None or bounds[0].without or bounds[0].last is not None:
            raise Unclear(node, f"over what the {node.kind} is taken is not understood")
        name = bounds[0].name
        if self.usage.classes:
            letter = self.usage.classes.get(name, "")
        else:
            letter = self.usage.enumerated.get(name, name)
        known = self.usage.classes.values() if self.usage.classes else self.letters()
        if (letter not in known and (known or letter != self.world.default_letter())) or letter in self.usage.densities:
            raise Unclear(node, f"what {name} ranges over is not known")
        v = self.world.outcome(letter, name)
        around = [e.term for e in (*self.bound.values(), *self.free.values()) if e.term is not v.term]
        before = set(self.free)
        with self.binding(letter, v), self.binding(name, v):
            body = self.value(node.body)
        around += [e.term for k, e in self.free.items() if k not in before]
        if any(t in body.term.free for t in around) or v.term not in body.term.free:
            raise Unclear(node, f"a {node.kind} that depends on other outcomes is outside of what is read")
        key = node.kind, abstract(v.term, body.term)
        if key not in self.outermost:
            number = sum(kind == node.kind for kind, _ in self.outermost)
            where = self.world.letter(letter, f"{name}_{node.kind}{number + 1 if number else ''}")
            at = Expr(substitute({v.term: where.term}, body.term), body.names, body.declarations | where.declarations)
            self.world.hypotheses.append(ForAll(v, body <= at if node.kind == "max" else at <= body))
            extreme = "largest" if node.kind == "max" else "smallest"
            self.world.standing.append(f"{where.text} is an outcome where {body.text} is {extreme}")
            self.outermost[key] = at
        return self.outermost[key]

    def extreme_of_list(self, node: s.Optimum) -> Expr | None:
        """max(a, b): a where b <= a, else b."""
        listed = node.body
        if node.below is not None or node.kind not in ("max", "min") or not isinstance(listed, s.Sequence):
            return None
        if len(listed.parts) < 2 or not listed.bracket or any(isinstance(x, (s.Dots, s.Hole)) for x in listed.parts):
            return None
        return reduce(lambda a, b: larger(a, b) if node.kind == "max" else smaller(a, b), map(self.value, listed.parts))


def larger(a: Expr, b: Expr) -> Expr:
    return b + (a - b) * indicator(b <= a)


def smaller(a: Expr, b: Expr) -> Expr:
    return a + (b - a) * indicator(b <= a)


def size_of(a: Expr) -> Expr:
    """|a|"""
    return larger(a, -a)
