"""Derivatives for the second evaluation, by the rules of differentiation on the term itself."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import BOUND, CONST, LAM, VAR, Term, apply_term, strip
from symbolic_it.language.evaluate import unfolded
from symbolic_it.language.guards import mentions
from symbolic_it.language.instance import NamedFunction
from symbolic_it.language.intervals import TooHard
from symbolic_it.refute import enclosed as e

if TYPE_CHECKING:
    from symbolic_it.refute.verify import Walker

Frame = tuple[Any, ...]


def slope(walker: Walker, t: Term, frame: Frame, index: int) -> Any:
    """The derivative of t in the bound variable; None where it has none by the rules, TooHard where no rule speaks of it."""
    if not mentions(t, index):
        return e.rational(Fraction(0))
    if t.kind == BOUND:
        return e.rational(Fraction(1))
    head, args = strip(t)
    if head.kind == VAR and len(args) == 1:
        given = walker.instance.values[head]
        if isinstance(given, NamedFunction):
            return slope(walker, apply_term(given.term, *args), frame, index)
    if head.kind != CONST:
        raise TooHard("no rule of differentiation")
    if head.name in DEFINITIONS:
        return slope(walker, apply_term(unfolded(head), *args), frame, index)
    if head.name in ("sum", "sum_to", "prod", "prod_to"):
        return _slope_of_many(walker, head, args, frame, index)
    values = [walker.value(a, frame) for a in args]
    if None in values:
        return None
    slopes = [slope(walker, a, frame, index) for a in args]
    return None if None in slopes else rule(head.name, values, slopes)


def slope_at(walker: Walker, f: Term, point: Any, frame: Frame) -> Any:
    """The derivative of a function at a point; None or TooHard as for `slope`."""
    head, args = strip(f)
    if head.kind == VAR and not args and isinstance(walker.instance.values[head], NamedFunction):
        return slope_at(walker, walker.instance.values[head].term, point, frame)
    if f.kind == LAM:
        return slope(walker, f.body, (*frame, point), 0)
    if head.kind == CONST and head.name in DEFINITIONS:
        return slope_at(walker, apply_term(unfolded(head), *args), point, frame)
    if head.kind != CONST:
        raise TooHard("no rule of differentiation")
    # an operation that lacks its last argument, such as ln or 2 + .
    values = [walker.value(a, frame) for a in args]
    if None in values or point is None:
        return None
    zero, one = e.rational(Fraction(0)), e.rational(Fraction(1))
    return rule(head.name, [*values, point], [*(zero for _ in values), one])


def _slope_of_many(walker: Walker, head: Term, args: list[Term], frame: Frame, index: int) -> Any:
    """The derivative of a sum or a product over the members of a type or the numbers 1, .., m."""
    body = args[-1]
    if body.kind != LAM or (len(args) == 2 and mentions(args[0], index)):
        raise TooHard("no rule of differentiation")
    if head.name in ("sum", "prod"):
        members: Any = walker.instance.elements(body.domain)
    else:
        members = range(1, walker.value(args[0], frame) + 1)
    if members is None:
        raise TooHard("too many elements")
    product = head.name in ("prod", "prod_to")
    total, whole = e.rational(Fraction(0)), e.rational(Fraction(1))
    for x in members:
        term = slope(walker, body.body, (*frame, x), index + 1)
        value = walker.value(body.body, (*frame, x)) if product else None
        if term is None or (product and value is None):
            return None
        if product:  # of the factors so far and this one
            total, whole = e.add(e.multiply(total, value), e.multiply(whole, term)), e.multiply(whole, value)
        else:
            total = e.add(total, term)
    return total


def rule(name: str, v: list[Any], d: list[Any]) -> Any:
    minus = e.rational(Fraction(-1))
    if name == "add":
        return e.add(d[0], d[1])
    if name == "sub":
        return e.add(d[0], e.multiply(minus, d[1]))
    if name == "neg":
        return e.multiply(minus, d[0])
    if name == "mul":
        return e.add(e.multiply(d[0], v[1]), e.multiply(v[0], d[1]))
    if name == "div":
        over = e.add(e.multiply(d[0], v[1]), e.multiply(minus, e.multiply(v[0], d[1])))
        return e.divide(over, e.multiply(v[1], v[1]))
    if name == "ln":
        return None if e.ln(v[0]) is None else e.divide(d[0], v[0])
    if name == "exp":
        return e.multiply(e.exp(v[0]), d[0])
    if name == "pow":
        n = v[1].rational
        if n is not None and n.denominator == 1 and n >= 1 and d[1].rational == 0:
            return e.multiply(e.multiply(v[1], e.power(v[0], e.rational(n - 1))), d[0])
        if n == 0 and d[1].rational == 0:
            return e.rational(Fraction(0))
        log = e.ln(v[0])
        if log is None:
            return None
        return e.multiply(e.power(*v), e.add(e.multiply(d[1], log), e.divide(e.multiply(v[1], d[0]), v[0])))
    raise TooHard("no rule of differentiation")
