"""How far a logarithm reaches: log a \\cdot b, which some write for the logarithm of the product; log(a)^2, for (log a)^2."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name


def reaches_further(node: s.Node) -> bool:
    """log a \\cdot b, log (a)(b) and log of fractions side by side, which some write for the logarithm of the product."""
    if not isinstance(node, s.Binary) or node.op != "*":
        return False
    log, right = node.left, node.right
    while isinstance(log, s.Binary) and log.op == "*":
        log = log.right
    if not isinstance(log, s.Function) or log.name not in ("log", "ln"):
        return False
    if is_fraction(log.argument) and is_fraction(right):
        return True  # log of a/b times c/d
    if isinstance(right, s.Big) and right.kind == "prod" and _constant(log.argument):
        return True  # log 1/N prod_i p(x_i)
    if log is not node.left:
        return False
    if node.implied:
        return isinstance(log.argument, s.Group) and log.argument.bracket == "(" and isinstance(right, s.Group)
    return isinstance(log.argument, (s.Name, s.Power, s.Num)) and isinstance(right, (s.Name, s.Power, s.Num, s.Group))


def with_other_reach(node: s.Node) -> s.Node:
    """The side with log a \\cdot b, of letters and numbers, as the logarithm of the product, and log(a)^2 as a square."""
    node = s.mapped(node, with_other_reach)
    if isinstance(node, s.Function) and node.name in ("log", "ln") and isinstance(node.argument, s.Power):
        inside, exponent = node.argument.base, node.argument.exponent
        if isinstance(inside, s.Group) and inside.bracket in ("(", "["):
            return s.Power(node.start, node.end, replace(node, argument=inside, end=inside.end), exponent)
    if not isinstance(node, s.Binary) or node.op != "*" or node.implied or not isinstance(node.left, s.Function):
        return node
    log, right = node.left, node.right
    bare = isinstance(log.argument, (s.Name, s.Power)) and isinstance(right, (s.Name, s.Power))
    if log.name not in ("log", "ln") or not bare:
        return node
    inside = s.Binary(log.argument.start, right.end, "*", log.argument, right)
    return replace(log, argument=inside, end=right.end)


def to_the_end(node: s.Node) -> s.Node:
    """The side with the logarithm of the product where `reaches_further` says that it may be meant, behind a logarithm."""
    node = s.mapped(node, to_the_end)
    if not reaches_further(node) or not isinstance(node, s.Binary) or not isinstance(node.left, s.Function):
        return node
    log = node.left
    return replace(
        log, argument=s.Binary(log.argument.start, node.right.end, "*", log.argument, node.right), end=node.right.end
    )


def _constant(node: s.Node) -> bool:
    """1/N: nobody takes the logarithm of it alone and multiplies a product by that."""
    names = [n for n in s.walk(node) if isinstance(n, s.Name)]
    return not any(isinstance(n, s.Call) for n in s.walk(node)) and all(n.sub is None for n in names)


def is_fraction(node: s.Node) -> bool:
    while isinstance(node, s.Group):
        node = node.inner
    return isinstance(node, s.Binary) and node.op == "/"


def divides_after(node: s.Node) -> bool:
    """log n / n, with a stroke: the logarithm divided by n, or that of a quotient; of p(x)/q(x) it is the latter."""
    if not isinstance(node, s.Function) or node.name not in ("log", "ln") or not isinstance(node.argument, s.Binary):
        return False
    quotient = node.argument
    if quotient.op != "/" or quotient.implied or quotient.start != quotient.left.start:
        return False
    return all(
        isinstance(x, s.Num) or (isinstance(x, s.Name) and not is_law_name(x)) for x in (quotient.left, quotient.right)
    )
