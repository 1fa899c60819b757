"""Formulas as real numbers: arithmetic, powers, logarithms, indicators."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from symbolic_it.errors import InvalidArgument
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr, Ne, Q, as_real
from symbolic_it.language.notation import ForAll, exp, indicator, ln
from symbolic_it.language.notation import base as standing
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import LAW_HEADS
from symbolic_it.notes.reading.applications import Applications
from symbolic_it.notes.reading.ceilings import Ceilings
from symbolic_it.notes.reading.coordinates import Coordinates
from symbolic_it.notes.reading.derivatives import Derivatives
from symbolic_it.notes.reading.expectations import Expectations
from symbolic_it.notes.reading.extremes import Extremes, size_of
from symbolic_it.notes.reading.names import Names
from symbolic_it.notes.reading.sums import Sums
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.told_sizes import INFINITE
from symbolic_it.notes.world import evident_size

MAX_EXPONENT = 2000
MAX_FACTORIAL = 20
_KINDS = {
    s.Cases: "a distinction of cases", s.Factorial: "a factorial", s.Dots: "what dots stand for", s.Sequence: "a list",
    s.Optimum: "a maximum, minimum or limit inside of a formula", s.Derivative: "a derivative inside of a formula", s.Absolute: "an absolute value",
    s.Words: "a word", s.Hole: "a dot", s.Relation: "a relation inside of brackets", s.Marked: "a mark on what is no name",
}  # fmt: skip
"""What is not read as a number, in words."""


class Numbers(Names, Applications, Sums, Expectations, Derivatives, Coordinates, Extremes, Ceilings):
    """The part of `Reader` that reads numbers."""

    def value(self, node: s.Node) -> Expr:
        """A real number."""
        try:
            return self._value(node)
        except InvalidArgument as error:
            raise Unclear(node, str(error)) from None

    def _value(self, node: s.Node) -> Expr:
        if isinstance(node, s.Unread):
            raise Unclear(node, node.words, "IT001")
        if self.usage.classes and (found := self.in_coordinates(node)) is not None:
            return found
        if isinstance(node, s.Big) and node.kind in ("max", "min"):
            return self.extreme(node)
        if isinstance(node, s.Optimum) and (among := self.extreme_of_list(node)) is not None:
            return among
        if isinstance(node, s.Num):
            return as_real(Fraction(node.value))
        if isinstance(node, s.Name):
            return self.named(node)
        if isinstance(node, s.Group):
            return self.value(node.inner)
        if isinstance(node, s.Minus):
            mass, widths = self.world.mass(self.value(node.inner))
            return self.world.scaled(-mass, widths)
        if isinstance(node, s.Binary):
            return self.arithmetic(node)
        if isinstance(node, s.Power):
            return self.power(node)
        if isinstance(node, s.Call):
            return self.call(node)
        if isinstance(node, s.Function):
            return self.function(node)
        if isinstance(node, s.Big):
            return self.big(node)
        if isinstance(node, s.Expectation):
            return self.expectation(node)
        if isinstance(node, s.Derivative):
            return self.partial_value(node) if self.takes_coordinate(node) else self.derived(node)
        if isinstance(node, s.Indicator):
            return self.indicated(node)
        if isinstance(node, s.Factorial):
            return self.factorial(node)
        if isinstance(node, s.Words) and " " in node.text:
            raise Unclear(node, f"{node.text} are outside of what is read")
        letter = evident_size(node)
        if letter:
            if any(t.size == INFINITE and t.letter in (letter, "") for t in self.symbols.sizes_here):
                raise Unclear(node, "infinite alphabets are outside of what is read")
            return self.world.count(letter if letter in self.letters() else self.world.default_letter())
        if isinstance(node, s.Absolute) and not node.norm and isinstance(node.inner, (s.Binary, s.Minus, s.Function)):
            return size_of(self.value(node.inner))
        raise Unclear(node, f"{_KINDS.get(type(node), 'this')} is outside of what is read")

    def factorial(self, node: s.Factorial) -> Expr:
        inner = node.inner
        if isinstance(inner, s.Num) and inner.value.denominator == 1 and inner.value <= MAX_FACTORIAL:
            return as_real(factorial(int(inner.value)))
        known = "real-function:factorial" in self.world.known
        made = self.world.real_function("factorial")
        if not known:  # nothing but this is used of it
            t = declare.real_variable("t")
            self.world.hypotheses.append(ForAll(t, made(t) > 0))
        return made(self.value(inner))

    def arithmetic(self, node: s.Binary) -> Expr:
        if isinstance(node.left, s.Dots) or isinstance(node.right, s.Dots):
            raise Unclear(node, "dots stand for what was not written out")
        if node.op == "*" and node.implied and isinstance(node.right, s.Minus):
            raise Unclear(node, "a product with a sign inside")
        self.inner_product(node)
        a, b = self.value(node.left), self.value(node.right)
        if self.usage.densities:
            return self.of_masses(node.op, a, b)
        if node.op == "+":
            return a + b
        if node.op == "-":
            return a - b
        return a * b if node.op == "*" else a / b

    def inner_product(self, node: s.Binary) -> None:
        """w^T x at the end of a product is read as a product of numbers; what is transposed elsewhere is not read."""
        if node.op != "*" or not node.implied:
            return
        if isinstance(node.left, s.Binary) and node.left.implied:
            self.going_on.add(id(node.left))
        last = node.left.right if isinstance(node.left, s.Binary) and node.left.implied else node.left
        if isinstance(last, s.Name) and "transposed" in last.mark.split() and last.head not in LAW_HEADS:
            if id(node) not in self.going_on and not (
                isinstance(node.right, s.Name) and "transposed" in node.right.mark
            ):
                self.paired.add(id(last))

    def of_masses(self, op: str, a: Expr, b: Expr) -> Expr:
        """A sum, product or quotient where densities occur: the widths of the cells cancel as far as they do."""
        (m, first), (n, second) = self.world.mass(a), self.world.mass(b)
        if op in "+-":
            if first != second:
                return a + b if op == "+" else a - b
            return self.world.scaled(m + n if op == "+" else m - n, first)
        sign = 1 if op == "*" else -1
        widths = {x: first.get(x, 0) + sign * second.get(x, 0) for x in {*first, *second}}
        return self.world.scaled(m * n if op == "*" else m / n, widths)

    def power(self, node: s.Power) -> Expr:
        base = node.base
        if isinstance(base, s.Call) and self.is_factor(base):  # p(1-p)^2 is p (1-p)^2
            inner = s.Power(node.start, node.end, s.Group(base.start, base.end, base.arguments[0]), node.exponent)
            return self.value(base.function) * self.value(inner)
        if isinstance(base, s.Name) and base.head == "e" and "e" not in self.usage.scalars:
            return exp(self.value(node.exponent))
        if isinstance(node.exponent, s.Num) and abs(node.exponent.value) > MAX_EXPONENT:
            raise Unclear(node, "the exponent is too large")
        if isinstance(node.exponent, s.Power):
            raise Unclear(node, "a tower of powers is outside of what is read")
        turned = _below_zero(node.exponent)
        if turned is not None:  # x^{-2} is 1/x^2, for every x that is not zero
            return 1 / (self.value(base) ** turned if turned > 1 else self.value(base))
        return self.value(base) ** self.value(node.exponent)

    def function(self, node: s.Function) -> Expr:
        if isinstance(node.argument, s.Call) and self.is_factor(node.argument):
            raise Unclear(
                node, f"{node.name} p(...): the letter is a number here, so where does the argument end?", "IT002"
            )
        if node.name in ("log", "ln") and s.is_powers(node.argument) and not isinstance(node.argument, s.Power):
            self.remarks.append(("reach", node, ""))
        if node.name == "ceil":
            return self.rounded_up(node)
        argument = self.value(node.argument)
        if node.name == "ln":
            return ln(argument)
        if node.name == "exp":
            return exp(argument)
        if node.name == "sqrt":
            return argument ** Q(1, 2)
        if node.name == "log":
            if node.base is None:
                return self.world.logarithm(argument, None)
            if isinstance(node.base, s.Name) and node.base.head == "e":
                return ln(argument)
            if isinstance(node.base, s.Name) and node.base.head == "b" and node.base.sub is None:
                return self.world.logarithm(argument, standing)
            return self.world.logarithm(argument, self.value(node.base))
        raise Unclear(node, f"the function {node.name} is outside of the vocabulary")

    def indicated(self, node: s.Indicator) -> Expr:
        inner = node.inner
        if (
            isinstance(inner, s.Relation)
            and inner.left is not None
            and inner.right is not None
            and inner.op in ("=", "!=")
        ):
            a, b = self.outcome(inner.left), self.outcome(inner.right)
            if a is not None and b is not None and a.type is b.type:
                return indicator(Eq(a, b) if inner.op == "=" else Ne(a, b))
        raise Unclear(node, "what the indicator indicates is not read")


def _below_zero(exponent: s.Node) -> int | None:
    """n where the exponent is the whole number -n < 0."""
    while isinstance(exponent, s.Group):
        exponent = exponent.inner
    sign = -1
    if isinstance(exponent, s.Minus):
        exponent, sign = exponent.inner, 1
    if not isinstance(exponent, s.Num) or exponent.value != int(exponent.value) or sign * exponent.value <= 0:
        return None
    return int(sign * exponent.value)
