"""Equal up to a factor or a summand that does not depend on what the formula is about: p(t|x) \\propto p(x|t) p(t), log p + const."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.kernel.terms import substitute, var
from symbolic_it.language.expr import Eq, Expr, as_real
from symbolic_it.language.notation import ForAll, Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion, is_parameter, key_text, parameter_of, split_arguments
from symbolic_it.notes.reading.statements import Statements
from symbolic_it.notes.symbols import Unclear, key_of

PROPORTIONAL = r"\propto"
"""How such a relation is written."""


class Proportions(Statements):
    """The part of `Reader` that reads relations up to a constant."""

    total: Expr | None = None
    """Of the last law that was read as proportional to something: the sum of that."""

    def proportional(self, left: s.Node, right: s.Node, first: s.Node | None = None) -> tuple[Expr, Expr, Expr]:
        """The left side as the right side times its factor: a law is the right side over its sum, other values have one ratio.

        ``first`` is the side that the chain begins with, which says what the sides are functions of.
        """
        moving = moving_names(left) or (moving_names(first) if first is not None else [])
        a, b = self.value(left), self.value(right)
        if is_constant(right) or not moving:
            raise Unclear(right, "what the two sides are proportional in is not known")
        variables = [self.variable(n) for n in moving]
        if all(v.type.op[0] == "%" for v in variables):
            self.total = self.over_all(b, variables)
            if isinstance(left, s.Call) and is_law_name(left.function):
                b = self.of_masses("/", b, self.total)
            else:
                b = self.of_masses("*", b, self.of_masses("/", self.over_all(a, variables), self.total))
            return a, b, self.closed(Eq(a, b))
        if any(v.type.op[0] == "%" and self.usage.densities for v in variables):
            raise Unclear(right, "that densities are proportional is not read here")
        return self.alike(a / b, variables)

    def up_to_summand(self, left: s.Node, right: s.Node, first: s.Node | None = None) -> tuple[Expr, Expr, Expr]:
        """left = right + const: their difference is the same for all values of what the formula is about."""
        moving = parameters_in(left) or parameters_in(right) or moving_names(left)
        moving = moving or (moving_names(first) if first is not None else [])
        a, b = as_real(self.value(left)), as_real(self.value(without_constant(right)))
        if not moving:
            raise Unclear(right, "what the constant does not depend on is not known")
        return self.alike(a - b, [self.variable(n) for n in moving])

    def alike(self, value: Expr, variables: list[Expr]) -> tuple[Expr, Expr, Expr]:
        """The statement that a value is the same at all values of the variables."""
        moving = [v for v in variables if v.term in value.term.free]
        if not moving:
            raise Unclear(None, "what the two sides are compared in does not occur")
        others = [Expr(var(f"{v.text}_other", v.type)) for v in moving]
        values = {v.term: w.term for v, w in zip(moving, others, strict=True)}
        again = Expr(substitute(values, value.term), value.names, value.declarations)
        statement = self.closed(Eq(value, again))
        for w in reversed(others):
            statement = ForAll(w, statement)
        return value, again, statement

    def over_all(self, value: Expr, variables: list[Expr]) -> Expr:
        """The sum over all values of the variables, or the integral where they have densities."""
        value, widths = self.world.mass(value)
        letters = [v.type.op[1:].lower().removeprefix("n_") for v in variables]
        for v in reversed(variables):
            value = Sum(v, value)
        dense = [x for x in letters if x in self.usage.densities]
        return self.world.scaled(value, {**widths, **{x: widths.get(x, 0) - 1 for x in dense}})

    def variable(self, node: s.Name) -> Expr:
        """What stands free in the formula under this name."""
        names = (key_of(node), "outcome:" + key_of(node), "outcome:" + node.head.lower())
        found = next((self.free[k] for k in names if k in self.free), None)
        if found is None:
            found = self.world.known.get("number:" + key_of(node))
        if found is None:
            raise Unclear(node, f"what {node.head} ranges over is not known")
        return found


def moving_names(left: s.Node) -> list[s.Name]:
    """What a value is a function of: theta in p(theta | x), in L(theta; x) and in their logarithms."""
    while isinstance(left, (s.Group, s.Minus)) or (isinstance(left, s.Function) and left.name in ("log", "ln")):
        left = left.argument if isinstance(left, s.Function) else left.inner
    if not isinstance(left, s.Call) or is_notion(left):
        return []
    before, _ = split_arguments(left)
    names = [a.right if isinstance(a, s.Relation) and a.op == "=" else a for a in before]
    return [n for n in names if isinstance(n, s.Name)] if all(isinstance(n, s.Name) for n in names) else []


def parameters_in(side: s.Node) -> list[s.Name]:
    """The parameters of the laws of a side, each once."""
    found: dict[str, s.Name] = {}
    for n in s.walk(side):
        own = parameter_of(n) if isinstance(n, s.Name) and is_law_name(n) else None
        if isinstance(n, s.Call) and is_law_name(n.function):
            own = next((a for a in n.arguments if is_parameter(a)), None)
        if isinstance(own, s.Name):
            found.setdefault(key_text(own), own)
    return list(found.values())


def is_constant(node: s.Node) -> bool:
    """Whether this is the word for a constant."""
    while isinstance(node, s.Group):
        node = node.inner
    return isinstance(node, s.Name) and node.head.lower().rstrip(".") in ("const", "constant")


def has_constant(side: s.Node) -> bool:
    """Whether the side is a sum whose last part is the word for a constant."""
    return isinstance(side, s.Binary) and side.op in "+-" and is_constant(side.right)


def without_constant(side: s.Node) -> s.Node:
    return replace(side.left, end=side.end) if isinstance(side, s.Binary) and has_constant(side) else side
