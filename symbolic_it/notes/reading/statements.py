"""Relations between two sides as statements: equations, limits, derivatives, maximisers."""

from __future__ import annotations

import re

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import real, substitute
from symbolic_it.language import declare
from symbolic_it.language.expr import And, Eq, Expr, Iff, Implies, Ne, as_real
from symbolic_it.language.notation import ForAll, argmax, argmin, tends_to, tends_to_infinity
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import family_key, is_notion, law_key, outcome_letter
from symbolic_it.notes.naming import safe
from symbolic_it.notes.reading.numbers import Numbers
from symbolic_it.notes.symbols import Unclear, key_of

_NUMERAL = re.compile(r"outcome:[a-z]_\d+")


class Statements(Numbers):
    """The part of `Reader` that reads statements."""

    stays_open = False
    """Whether what stands free in a statement is not closed: a part of an implication speaks of the same outcome as the other."""

    def implied(
        self, premise: tuple[s.Node, str, s.Node], claim: tuple[s.Node, str, s.Node], both: bool
    ) -> tuple[Expr, Expr, Expr, Expr, bool]:
        """(premise, claim, statement, weaker statement, whether the premise is about every outcome).

        What stands free on both sides of the arrow is one outcome: for all x, if p(x) = 0 then q(x) = 0. What stands in the
        premise alone is every outcome, as in p(x, y) = p(x) p(y). In the weaker statement each side is about every outcome.
        """
        connective = Iff if both else Implies
        self.stays_open = True
        try:
            a, b = self.related(*premise)[2], self.related(*claim)[2]
        finally:
            self.stays_open = False
        free = dict(self.free)
        weaker = connective(self.closed(a), self.closed(b))
        shared = {
            key: v
            for key, v in free.items()
            if _NUMERAL.fullmatch(key) or (v.term in a.term.free and v.term in b.term.free)
        }
        own = {key: v for key, v in free.items() if key not in shared}
        every = any(v.term in a.term.free for v in own.values())
        try:
            self.free = own
            inner = self.closed(a), self.closed(b)
            self.free = shared
            return a, b, self.closed(connective(*inner)), weaker, every
        finally:
            self.free = free

    def related(self, left: s.Node, op: str, right: s.Node) -> tuple[Expr, Expr, Expr]:
        """(left, right, statement) of a relation between two sides."""
        self.obligations.clear()
        for side, other in ((left, right), (right, left)):
            bare = side
            while isinstance(bare, s.Group):
                bare = bare.inner
            if (
                isinstance(bare, s.Derivative)
                and op in ("=", ":=", "==")
                and (side is left or not isinstance(left, s.Derivative))
            ):
                partial = self.takes_coordinate(bare)
                body, value, statement = self.partial(bare, other) if partial else self.slope(bare, other)
                return (
                    (body, value, self.obliged(statement)) if side is left else (value, body, self.obliged(statement))
                )
        if isinstance(left, s.Optimum) and left.kind == "lim":
            return self.limit(left, right)
        several = self.extremes(left, op, right)
        if several is not None:
            return several
        sole = self.attained(left, op, right)
        if sole is not None:
            return sole
        a, b = self.side(left), self.side(right)
        if a.type is not b.type and real in (a.type, b.type):
            a, b = (as_real(a), as_real(b)) if "nat" in (a.type.op, b.type.op) else (a, b)
        try:
            return a, b, self.obliged(relate(a, op, b))
        except InvalidArgument as error:
            raise Unclear(right, str(error)) from None

    def extremes(self, left: s.Node, op: str, right: s.Node) -> tuple[Expr, Expr, Expr] | None:
        """a <= min(b, c), a >= max(b, c): below each of them, above each of them."""
        if op not in ("<=", "<", ">=", ">") or not isinstance(right, s.Optimum) or right.below is not None:
            return None
        if right.kind != ("min" if op in ("<=", "<") else "max"):
            return None
        listed = right.body
        if not isinstance(listed, s.Sequence) or len(listed.parts) < 2 or not listed.bracket:
            return None
        a = self.side(left)
        parts = [self.value(x) for x in listed.parts]
        return a, parts[0], self.closed(And(*(relate(a, op, b) for b in parts)))

    def obliged(self, statement: Expr) -> Expr:
        """The statement, and that the derivatives in it are what they are taken for."""
        return self.closed(And(*self.obligations, statement) if self.obligations else statement)

    def closed(self, statement: Expr) -> Expr:
        """The statement about all values of what stands free in it; outcomes that numerals name, P(0) and P(1), differ."""
        if self.stays_open:
            return statement
        named = [e for key, e in self.free.items() if _NUMERAL.fullmatch(key) and e.term in statement.term.free]
        for k, first in enumerate(named):
            for second in named[k + 1 :]:
                if first.type is second.type:
                    statement = Implies(Ne(first, second), statement)
        for v in reversed(list(self.free.values())):
            if v.term in statement.term.free:
                statement = ForAll(v, statement)
        return statement

    def side(self, node: s.Node) -> Expr:
        """A side of a relation: a number, a set of maximisers, a law."""
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Optimum) and node.kind in ("argmax", "argmin"):
            return self.maximisers(node)
        if isinstance(node, s.Name):
            if node.head in self.usage.laws and node.sub is None and key_of(node) not in self.usage.scalars:
                return self.law(node)
        return self.value(node)

    def maximisers(self, node: s.Optimum) -> Expr:
        below = node.below
        while isinstance(below, s.Relation) and below.op == "in" and below.left is not None:
            below = below.left
        if not isinstance(below, s.Name):
            raise Unclear(node, f"{node.kind} does not say over what")
        make = argmax if node.kind == "argmax" else argmin
        key = below.head
        if key in (*self.usage.models.values(), *self.usage.families.values()):
            v = self.world.parameter(key)
            with self.binding(key, v):
                return make(v, self.value(node.body))
        law = law_key(below)
        if law in self.usage.laws or any(isinstance(n, s.Call) and is_notion(n) for n in s.walk(node.body)):
            raise Unclear(node, "an optimum over laws is outside of what is read")
        letter = outcome_letter(below)
        if letter in self.letters() and below.sub is None and letter not in self.usage.scalars:
            at = self.world.outcome(letter)
            with self.binding(letter, at):
                return make(at, self.value(node.body))
        v = self.world.number(key_of(below))
        return make(v, self.value(node.body), self.range_of(below, v))

    def range_of(self, name: s.Name, v: Expr) -> Expr | None:
        """Where a number that an objective is a function of lies, as the chain uses it: (0, 1) beside 1 - v, above 0 in log v."""
        if name.head in self.usage.complemented:
            return And(v > 0, v < 1)
        return v > 0 if family_key(name) in self.usage.logged else None

    def attained(self, left: s.Node, op: str, right: s.Node) -> tuple[Expr, Expr, Expr] | None:
        """argmax_t f(t) = c, where t is a number: f(t) <= f(c) for all t, and less for all others."""
        optimum, point = (left, right) if isinstance(left, s.Optimum) else (right, left)
        if (
            not isinstance(optimum, s.Optimum)
            or optimum.kind not in ("argmax", "argmin")
            or op not in ("=", ":=", "==")
        ):
            return None
        below = optimum.below
        if isinstance(point, s.Optimum) or not isinstance(below, s.Name) or below.sub is not None or below.mark:
            return None
        best = self.side(optimum)
        if best.type.op != "fun" or best.type.args[0] is not real or self.is_set(point):
            return None
        value = as_real(self.value(point))
        v, t = self.world.number(key_of(below)), declare.real_variable(safe(key_of(below)) + "_other")
        body = self.value(optimum.body)
        if optimum.kind == "argmin":
            body = -body
        other, top = (
            Expr(substitute({v.term: x.term}, body.term), body.names, body.declarations | x.declarations)
            for x in (t, value)
        )
        claim = And(other <= top, Implies(top <= other, Eq(t, value)))
        inside = self.range_of(below, v)
        if any(x.ty is real and x is not v.term and x.name != "b" for x in body.term.free | value.term.free):
            self.remarks.append(("numbers", optimum, ""))  # k successes in n trials: not any two numbers
        if inside is not None:
            there = [Expr(substitute({v.term: x.term}, inside.term), (), x.declarations) for x in (t, value)]
            claim = Implies(there[1], there[0], claim)
        statement = self.closed(ForAll(t, claim))
        return (best, value, statement) if optimum is left else (value, best, statement)

    def is_set(self, node: s.Node) -> bool:
        """A star or a hat marks what the note calls the optimum itself."""
        return isinstance(node, s.Name) and bool(set(node.mark.split()) & {"hat", "star"})

    def limit(self, left: s.Optimum, right: s.Node) -> tuple[Expr, Expr, Expr]:
        below = left.below
        if (
            not isinstance(below, s.Relation)
            or below.op != "->"
            or not isinstance(below.left, s.Name)
            or below.right is None
        ):
            raise Unclear(left, "the limit does not say where")
        side, point = "right", below.right
        if isinstance(point, s.Power) and isinstance(point.exponent, s.Name):
            side = "right" if point.exponent.head == "plus" else "left"
            point = point.base
        elif isinstance(point, s.Name) and point.head == "infinity":
            raise Unclear(left, "a limit at infinity is outside of what is read here")
        v = declare.real_variable(key_of(below.left))
        with self.binding("number:" + key_of(below.left), v):
            body = self.value(left.body)
        if v.term not in body.term.free:
            raise Unclear(left, "what tends does not occur in the formula")
        at = self.value(point)
        bare = right.inner if isinstance(right, s.Minus) else right
        if isinstance(bare, s.Name) and bare.head == "infinity":
            if isinstance(right, s.Minus):
                body = -body
            return body, body, self.closed(tends_to_infinity(v, body, at, side))
        value = self.value(right)
        return body, value, self.closed(tends_to(v, body, at, value, side))


def relate(a: Expr, op: str, b: Expr) -> Expr:
    """The statement; raises InvalidArgument when the relation does not fit."""
    if op in ("=", ":=", "=="):
        return Eq(a, b)
    if op == "!=":
        return Ne(a, b)
    if op == "<=":
        return a <= b
    if op == "<":
        return a < b
    if op == ">=":
        return a >= b
    if op == ">":
        return a > b
    if op == "<<":
        return a << b
    raise InvalidArgument(f"the relation {op} is outside of what is read")
