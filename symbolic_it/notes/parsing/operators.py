"""Sums, products and signs by precedence, and what hangs behind a factor: factorials, powers, primes."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import CLOSING, DIVIDERS, DOTS, OPERATORS, RELATIONS
from symbolic_it.notes.parsing.remarks import is_remark
from symbolic_it.notes.parsing.scripts import Scripts, mark_of
from symbolic_it.notes.parsing.stream import MAX_DEPTH, NotRead
from symbolic_it.notes.tokens import COMMAND, LETTER, NUMBER, TEXT


class Operators(Scripts):
    """The part of `Parser` that reads expressions."""

    def expression(self) -> s.Node:
        """A sum of products."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.stuck("the formula is nested too deeply")
        try:
            left = self.signed()
            while self.sees("+", "-", r"\pm") and not self.ends():
                op = self.next()
                if op.text == r"\pm":
                    raise NotRead(op.start, op.end, "a sign of both kinds stands for two formulas")
                right = self.term()
                left = s.Binary(left.start, right.end, op.text, left, right)
            return left
        finally:
            self.depth -= 1

    def signed(self) -> s.Node:
        if self.sees("-", "+"):
            op = self.next()
            inner = self.signed() if self.sees("-", "+") else self.term()
            return s.Minus(op.start, inner.end, inner) if op.text == "-" else inner
        return self.term()

    def ends(self) -> bool:
        """Whether the current expression ends here."""
        token = self.peek()
        if token is None:
            return True
        if token.kind == TEXT:
            return is_remark(token)
        if token.text == "|" and self.bars:
            return True
        if token.text == r"\lvert" and self.bars and not any(t.text == r"\rvert" for t in self.tokens[self.at :]):
            return True  # p(y \lvert x)
        return token.text in CLOSING or token.text in RELATIONS or (token.kind == COMMAND and token.text in DIVIDERS)

    def term(self) -> s.Node:
        """A product: factors side by side or with signs between them."""
        if self.sees(*DOTS):  # x_1 + \\cdots + x_n
            dots = self.next()
            left: s.Node = s.Dots(dots.start, dots.end)
        else:
            left = self.factor()
        while True:
            if self.ends() or self.sees("+", "-", r"\pm"):
                return left
            if self.integrals and self.differential_here():
                return left
            if self.sees(*OPERATORS):
                op = self.next()
                right = self.signed_factor()
                left = s.Binary(left.start, right.end, "/" if op.text in ("/", r"\div") else "*", left, right)
                continue
            if self.sees(*DOTS):
                dots = self.next()
                left = s.Binary(left.start, dots.end, "*", left, s.Dots(dots.start, dots.end))
                self.take(r"\cdot")
                continue
            if not self.begins():
                return left
            begun, before = self.peek(), self.last()
            right = self.factor()
            if isinstance(left, s.Binary) and left.op == "/" and begun is not None and begun.start == before:
                typed = self.text_between(left)
                if typed and isinstance(left.right, (s.Num, s.Name)) and isinstance(right, s.Name):
                    raise NotRead(left.start, right.end, "how far the stroke of the fraction reaches is not told")
            left = s.Binary(left.start, right.end, "*", left, right, implied=True)

    def text_between(self, quotient: s.Binary) -> bool:
        """Whether a quotient was written with a stroke, a/b, and not as a fraction."""
        return any(t.text == "/" and quotient.left.end <= t.start <= quotient.right.start for t in self.tokens)

    def signed_factor(self) -> s.Node:
        if self.sees("-"):
            op = self.next()
            inner = self.factor()
            return s.Minus(op.start, inner.end, inner)
        if self.sees(*DOTS):
            dots = self.next()
            return s.Dots(dots.start, dots.end)
        return self.factor()

    def begins(self) -> bool:
        """Whether a factor begins here."""
        token = self.peek()
        if token is None or self.ends():
            return False
        if token.kind in (LETTER, NUMBER, COMMAND):
            return token.text not in RELATIONS and token.text not in OPERATORS and token.text not in ("\\\\", r"\end")
        return token.kind == TEXT or token.text in ("(", "[", "{", "|")

    def factor(self) -> s.Node:
        return self.postfix(self.primary())

    def is_factorial(self) -> bool:
        """Whether the mark here is a factorial's, not the first half of a typed "unequal"."""
        mark, after = self.peek(), self.peek(1)
        assert mark is not None
        if after is None or after.text != "=" or after.start > mark.end:
            return True
        if self.at and self.tokens[self.at - 1].end == mark.start:
            raise NotRead(mark.start, after.end, "a factorial and a sign of equality, or a sign of inequality")
        return False

    def postfix(self, node: s.Node) -> s.Node:
        while True:
            if self.sees("!") and self.is_factorial():
                self.next()
                node = s.Factorial(node.start, self.last(), node)
            elif self.sees("^"):
                self.next()
                exponent = self.script()
                mark = mark_of(exponent)
                if mark == "transposed" and isinstance(node, s.Name):
                    node = replace(node, mark=(node.mark + " transposed").strip(), end=self.last())
                elif mark and not isinstance(node, s.Num):
                    node = s.Marked(node.start, self.last(), node, mark)
                else:
                    node = _raised(node, exponent)
            elif self.sees("'", r"\prime"):
                self.next()
                if isinstance(node, s.Name):
                    node = replace(node, mark=(node.mark + " prime").strip(), end=self.last())
                else:
                    node = s.Marked(node.start, self.last(), node, "prime")
            elif self.sees("_") and not isinstance(node, s.Name):
                self.next()
                self.script()  # a value taken at, or an index of a bracket: not understood further on
                raise self.stuck("a subscript on something that is no name")
            else:
                return node


def _raised(node: s.Node, exponent: s.Node) -> s.Node:
    """The power; behind p(x)(x - a) it is that of the last bracket."""
    last = node.arguments[0] if isinstance(node, s.Call) and len(node.arguments) == 1 and not node.dividers else None
    if last is None or not isinstance(node, s.Call) or not isinstance(node.function, s.Call):
        return s.Power(node.start, exponent.end, node, exponent)
    bracket = s.Group(node.function.end, node.end, last, node.bracket)
    power = s.Power(bracket.start, exponent.end, bracket, exponent)
    return s.Binary(node.start, exponent.end, "*", node.function, power, implied=True)
