"""Derivatives in formulas: what is differentiated in what, the derivative by the rules, and that it is one as an obligation."""

from __future__ import annotations

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    Term,
    Type,
    abstract,
    apply_term,
    binary,
    number,
    number_value,
    strip,
    substitute,
    unary,
    var,
)
from symbolic_it.language import declare
from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import has_derivative as slope_is
from symbolic_it.notes import syntax as s
from symbolic_it.notes.naming import BINOMIAL
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import Unclear, key_of


class Derivatives(Reading):
    """The part of `Reader` that reads derivatives."""

    def question(self, node: s.Derivative) -> tuple[Expr, Expr, Expr]:
        """(variable, body, point) of a derivative; the point is the variable itself unless the note says what it is."""
        name = node.variable
        if not isinstance(name, s.Name) or node.kind == "nabla":
            raise Unclear(node, "only derivatives in one variable are read")
        if (name.sub is not None and not isinstance(name.sub, s.Num)) or name.sup is not None:
            raise Unclear(node, "a derivative in a coordinate is outside of what is read")
        key = key_of(name)
        if key in self.usage.models.values() or name.head in self.usage.indexed or name.head in self.bound:
            raise Unclear(node, "a derivative in a coordinate or a parameter is outside of what is read")
        for n in (n for n in s.walk(node.body) if isinstance(n, s.Call) and s.spelled_name(n.function) == BINOMIAL):
            if any(key_of(x) == key for a in n.arguments for x in s.walk(a)):
                raise Unclear(n, "a derivative of a binomial coefficient is outside of what is read")
        v = self.world.number(key)
        point = v
        if node.point is not None:
            point = self.value(node.point)
            if node.order == 1:  # of a second derivative the first is needed beside the point, anywhere
                v = declare.real_variable(v.term.name)
        with self.binding("number:" + key, v):
            body = self.value(node.body)
        if v.term not in body.term.free and any(isinstance(n, s.Name) and n.head != "e" for n in s.walk(node.body)):
            raise Unclear(node, f"what depends on {key} here is not known")
        return v, body, point

    def slope(self, left: s.Derivative, right: s.Node) -> tuple[Expr, Expr, Expr]:
        """A derivative on the left of an equation: what is differentiated, and that the right side is its value."""
        if left.order not in (1, 2):
            raise Unclear(left, "only first and second derivatives are read")
        v, body, point = self.question(left)
        value = self.value(right)
        slope = self.near(left, v, body, point) if left.order == 2 else body
        return body, value, slope_is(v, slope, point, value)

    def derived(self, node: s.Derivative) -> Expr:
        """A derivative inside of a formula: its value by the rules, which has to be proved as well."""
        if node.order not in (1, 2):
            raise Unclear(node, "only first and second derivatives are read")
        v, body, point = self.question(node)
        if node.order == 2:
            body = self.near(node, v, body, point)
        return self.first(node, v, body, point)

    def near(self, node: s.Derivative, v: Expr, body: Expr, point: Expr) -> Expr:
        """The first derivative where v is, and also at the point: what it asks for has to hold there too."""
        if point is not v:
            self.first(node, v, body, point)
        return self.first(node, v, body, v)

    def first(self, node: s.Derivative, v: Expr, body: Expr, point: Expr) -> Expr:
        found = by_rules(v.term, body.term)
        if found is None:
            raise Unclear(node, "the derivative of this formula is outside of what is read")
        term = substitute({v.term: point.term}, found) if point is not v else found
        value = Expr(term, body.names, body.declarations | point.declarations)
        self.obligations.append(slope_is(v, body, point, value))
        return value


def by_rules(v: Term, body: Term) -> Term | None:
    """What the rules of differentiation give; None where they do not reach. It is proved wherever it is used."""
    zero, one = number(0), number(1)
    if v not in body.free:
        return zero
    if body is v:
        return one
    head, _ = strip(body)
    if head.kind != CONST:
        return None
    if (u := unary("neg", body)) is not None:
        inner = by_rules(v, u)
        if inner is None:
            return None
        q = number_value(inner)
        return number(-q) if q is not None else constant_for("neg", inner)
    for op in ("add", "sub"):
        if (parts := binary(op, body)) is not None:
            first, second = by_rules(v, parts[0]), by_rules(v, parts[1])
            if first is None or second is None:
                return None
            if number_value(second) == 0:
                return first
            if number_value(first) == 0:
                return second if op == "add" else constant_for("neg", second)
            return constant_for(op, first, second)
    if (parts := binary("mul", body)) is not None:
        return _sum(_product(by_rules(v, parts[0]), parts[1]), _product(by_rules(v, parts[1]), parts[0]))
    if (u := exponent_of(body)) is not None:  # 1/(1 + exp(u)) has the derivative s (1 - s) (-u')
        inner = by_rules(v, u)
        if inner is None:
            return None
        q = number_value(inner)
        turned = number(-q) if q is not None else constant_for("neg", inner)
        return _product(turned, constant_for("mul", body, constant_for("sub", one, body)))
    if (parts := binary("div", body)) is not None:
        top, below = (by_rules(v, u) for u in parts)
        if top is None or below is None:
            return None
        if number_value(below) == 0:
            return constant_for("div", top, parts[1])
        square = constant_for("mul", parts[1], parts[1])
        scaled = _product(below, parts[0])
        assert scaled is not None
        lost = constant_for("neg", constant_for("div", scaled, square))
        return lost if number_value(top) == 0 else constant_for("add", constant_for("div", top, parts[1]), lost)
    if (parts := binary("pow", body)) is not None:
        exponent = number_value(parts[1])
        if exponent is None or v in parts[1].free:
            return None
        lower = parts[0] if exponent == 2 else constant_for("pow", parts[0], number(exponent - 1))
        return _product(by_rules(v, parts[0]), constant_for("mul", number(exponent), lower))
    if (terms := unary("sum", body)) is not None and terms.kind == LAM:
        i = unused("_i", terms.domain, body)
        inner = by_rules(v, apply_term(terms, i))
        return constant_for("sum", abstract(i, inner)) if inner is not None else None
    ranged = binary("sum_to", body)
    if ranged is not None and ranged[1].kind == LAM and v not in ranged[0].free:
        i = unused("_i", ranged[1].domain, body)
        inner = by_rules(v, apply_term(ranged[1], i))
        return constant_for("sum_to", ranged[0], abstract(i, inner)) if inner is not None else None
    if (u := unary("exp", body)) is not None:
        return _product(by_rules(v, u), body)
    if (u := unary("ln", body)) is not None:
        inner = by_rules(v, u)
        return constant_for("div", inner, u) if inner is not None else None
    if (parts := binary("log", body)) is not None and v not in parts[0].free:
        inner = by_rules(v, parts[1])
        return (
            constant_for("div", inner, constant_for("mul", parts[1], constant_for("ln", parts[0])))
            if inner is not None
            else None
        )
    return None


def unused(name: str, ty: Type, t: Term) -> Term:
    """A variable that is not free in the term."""
    v = var(name, ty)
    while v in t.free:
        v = var(v.name + "'", ty)
    return v


def exponent_of(t: Term) -> Term | None:
    """u in 1/(1 + exp(u))."""
    parts = binary("div", t)
    below = binary("add", parts[1]) if parts is not None and number_value(parts[0]) == 1 else None
    if below is None or number_value(below[0]) != 1:
        return None
    return unary("exp", below[1])


def _product(inner: Term | None, factor: Term) -> Term | None:
    if inner is None:
        return None
    if number_value(inner) == 0:
        return inner
    return factor if number_value(inner) == 1 else constant_for("mul", inner, factor)


def _sum(left: Term | None, right: Term | None) -> Term | None:
    if left is None or right is None:
        return None
    if number_value(left) == 0:
        return right
    return left if number_value(right) == 0 else constant_for("add", left, right)
