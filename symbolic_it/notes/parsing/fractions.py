"""Fractions, and derivatives, which are written as fractions."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.parsing.scripts import Scripts
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import Token


class Fractions(Scripts):
    """The part of `Parser` that reads fractions."""

    def fraction(self, token: Token) -> s.Node:
        start = self.at
        above = self.derivative_head()
        if above is not None:
            kind, order, body = above
            variable, second = self.derivative_foot(kind, order)
            if body is None:
                body = self.term()
            if second is not None:
                order, body = 1, s.Derivative(token.start, self.last(), kind, second, 1, body)
            return s.Derivative(token.start, self.last(), kind, variable, order, body)
        self.at = start
        top, bottom = self.argument(), self.argument()
        return s.Binary(token.start, self.last(), "/", top, bottom)

    def slanted(self, token: Token) -> s.Node:
        """\\partial L / \\partial z_i, \\partial_{z_i} L."""
        if self.take("_"):
            variable = self.script()
            body = self.term()
            return s.Derivative(token.start, self.last(), "partial", variable, 1, body)
        above = self.factor() if not self.sees("^", "/") else None
        if above is None or isinstance(above, s.Power) or not self.take("/") or not self.take(token.text):
            raise NotRead(token.start, token.end, "a derivative names what it is taken of and in")
        variable = self.factor()
        if not isinstance(variable, s.Name):
            raise NotRead(token.start, token.end, "a derivative in what is no name is not read")
        return s.Derivative(token.start, self.last(), "partial", variable, 1, above)

    def derivative_head(self) -> tuple[str, int, s.Node | None] | None:
        """\\frac{d}{..}, \\frac{\\partial L}{..}, \\frac{d^2 h}{..}: (kind, order, body or None)."""
        if not self.take("{"):
            return None
        token = self.next()
        kind = {"d": "d", r"\partial": "partial"}.get(token.text)
        if kind is None:
            return None
        order = 1
        if self.sees("^"):
            self.next()
            power = self.script()
            if not isinstance(power, s.Num):
                return None
            order = int(power.value)
        body = None
        if not self.sees("}"):
            try:
                body = self.expression()
            except NotRead:
                return None
        if not self.take("}") or not self.sees("{"):
            return None
        below = self.peek(1)
        if below is None or {"d": "d", r"\partial": "partial"}.get(below.text) != kind:
            return None
        return kind, order, body

    def derivative_foot(self, kind: str, order: int) -> tuple[s.Node, s.Node | None]:
        """The variable below, and a second one: \\partial z_i \\partial z_j."""
        opening = self.next()
        self.next()
        variable = self.factor()
        if isinstance(variable, s.Power):
            variable = variable.base
        second: s.Node | None = None
        if order == 2 and isinstance(variable, s.Name) and variable.sub is not None and self.take(r"\partial"):
            second = self.factor()
        if not self.take("}") or (second is not None and (not isinstance(second, s.Name) or second.sub is None)):
            raise NotRead(opening.start, opening.end, "a derivative in more than one variable is not read")
        return variable, second
