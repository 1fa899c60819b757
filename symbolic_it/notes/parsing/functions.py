"""Logarithms and other functions with names, and how far their arguments reach."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import FUNCTIONS, RELATIONS
from symbolic_it.notes.parsing.scripts import Scripts
from symbolic_it.notes.tokens import Token


class Functions(Scripts):
    """The part of `Parser` that reads functions."""

    def function(self, token: Token) -> s.Node:
        name = FUNCTIONS[token.text]
        base: s.Node | None = None
        power: s.Node | None = None
        while self.sees("_", "^"):
            if self.next().text == "_":
                base = self.script()
            else:
                power = self.script()
        if name == "log" and base is None and self.log_two(token):
            base = s.Num(token.start, self.last(), Fraction(2), "2")
        argument = self.function_argument()
        if name in ("lb", "lg"):
            name, base = (
                "log",
                s.Num(token.start, token.end, Fraction(2 if name == "lb" else 10), "2" if name == "lb" else "10"),
            )
        node: s.Node = s.Function(token.start, self.last(), name, argument, base)
        return node if power is None else s.Power(token.start, self.last(), node, power)

    def log_two(self, token: Token) -> bool:
        """log2(p), log2 p: the base without its subscript."""
        number = self.peek()
        if number is None or number.text != "2" or number.start != token.end:
            return False
        after = self.peek(1)
        if after is None or after.text in ("/", "+", "-", ")", "=", "}") or after.text in RELATIONS:
            return False
        self.next()
        return True

    def function_argument(self) -> s.Node:
        """What a logarithm takes: a bracket, or one factor, and a quotient that begins with it."""
        if self.sees("-"):
            op = self.next()
            inner = self.factor()
            return s.Minus(op.start, inner.end, inner)
        before = self.at
        bracketed = self.sees("(", "[", "{", r"\{", r"\lbrace")
        node = self.factor()  # log(1/2)^{10} is the logarithm of the power
        if self.sees("/") and not bracketed and before < self.at:
            after = self.peek(1)
            if after is not None and after.text not in FUNCTIONS and after.text not in ("\\\\",):
                self.next()
                right = self.factor()
                node = s.Binary(node.start, right.end, "/", node, right)
        return node
