"""Laws as arguments: by name, at a parameter, conditional, marginal, mixed, of independent variables."""

from __future__ import annotations

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import abstract, pair_type, var
from symbolic_it.language import declare
from symbolic_it.language.expr import Expr, as_real
from symbolic_it.language.notation import conditional, function
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import (
    LAW_HEADS,
    OUTCOMES,
    applied_law_key,
    is_capital,
    is_index,
    is_law_name,
    is_parameter,
    joint_letters,
    key_text,
    law_key,
    outcome_letter,
    parameter_key,
    parameter_of,
    split_arguments,
    subscript_variables,
)
from symbolic_it.notes.naming import safe
from symbolic_it.notes.reading.outcomes import Outcomes
from symbolic_it.notes.symbols import Unclear


class Laws(Outcomes):
    """The part of `Reader` that reads laws."""

    def law(self, node: s.Node) -> Expr:
        """A law: p, p(x), p_theta, P_X, p(.|x), P_X P_Y."""
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Relation) and node.op == "=" and node.left is not None:
            raise Unclear(node, "a relation where a law is expected")
        if isinstance(node, s.Name):
            return self.named_law(node, [])
        if isinstance(node, s.Call) and isinstance(node.function, s.Name):
            before, after = split_arguments(node)
            given = [a for a in after if not is_parameter(a)]
            law = self.named_law(node.function, after)
            key = law_key(node.function)
            letters = self.world.letters_of(key)
            if given:
                return self.conditional_law(node, law, letters, given)
            kept = [self.usage.enumerated.get(x, x) for x in joint_letters(before)]
            if len(letters) > 1 and kept and set(kept) < set(letters):
                return self.world.marginal(law, letters, tuple(x for x in letters if x in kept))
            return law
        if self.is_law_formula(node) and not isinstance(node, s.Name):
            return self.mixture(node)
        if isinstance(node, s.Binary) and node.op == "*":
            return self.product_law(node)
        raise Unclear(node, "this is no law that is known")

    def applied_key(self, name: s.Name) -> str:
        """The key of a law that is applied or an argument; one of several that a sum runs through is not read."""
        if is_index(name.sub) and isinstance(name.sub, s.Name) and name.sub.head in self.bound:
            raise Unclear(name, "the laws with an index are not read")
        return applied_law_key(name)

    def named_law(self, name: s.Name, after: list[s.Node]) -> Expr:
        key = self.applied_key(name)
        if is_conditional(name.sub) and not any(not is_parameter(a) for a in after):
            raise Unclear(name, "a conditional law without its condition is outside of what is read")
        if key in self.usage.models:
            return self.world.law(key, self.parameter_in(name, after))
        if name.head in self.usage.scalars:
            raise Unclear(name, f"{name.head} is a number elsewhere in this formula")
        law = self.world.law(key)
        letters = self.world.letters_of(key)
        named = subscript_variables(name)
        if named and set(named) < set(letters):
            return self.world.marginal(law, letters, tuple(x for x in letters if x in named))
        return law

    def parameter_in(self, f: s.Name, after: list[s.Node]) -> Expr | None:
        key = law_key(f)
        if key not in self.usage.models:
            return None
        node = parameter_of(f) or next((a for a in after if is_parameter(a)), None)
        name = self.usage.models[key]
        if node is None:
            return None  # p beside p_theta: a law of its own
        return self.parameter_point(node, name)

    def parameter_point(self, node: s.Node, name: str) -> Expr:
        """The parameter called ``name`` elsewhere: theta, or a value of it with a name of its own, theta^* or theta_0."""
        own = parameter_key(node)
        if not own:
            raise Unclear(node, "the parameter's name is not read")
        if own != name and key_text(node) != name:
            raise Unclear(node, f"the parameter is {own} here and {name} elsewhere")
        if own in self.bound:
            return self.bound[own]
        if own not in self.free:
            point = self.world.parameter(name)
            self.free[own] = point if own == name else declare.parameters(safe(name).capitalize()).point(safe(own))
        if own != name:
            self.remarks.append(("named-parameter", node, own))
        return self.free[own]

    def conditional_law(self, node: s.Node, law: Expr, letters: tuple[str, ...], given: list[s.Node]) -> Expr:
        outcomes = [self.outcome(a, letters) for a in given]
        if len(letters) == 2 and len(given) == 1 and outcomes[0] is not None:
            letter = outcome_letter(given[0])
            if letter not in self.bound and letter not in self.usage.fixed:
                raise Unclear(
                    node, "a conditional law as an argument: for each value of the condition, or on average?", "IT002"
                )
            if letter == letters[0]:
                return conditional(law, outcomes[0])
            v = self.world.outcome(letters[0])
            return function(
                v, self.world.conditional_probability(law, letters, {letters[0]: v}, {letters[1]: outcomes[0]})
            )
        raise Unclear(node, "the conditional law is not read")

    def product_law(self, node: s.Binary) -> Expr:
        """P_X P_Y, p(x) p(y): the law of independent variables."""
        left, right = self.law(node.left), self.law(node.right)
        letters = [law.type.args[0].op[1:].lower().removeprefix("n_") for law in (left, right)]
        if left.type.args[0].op == "pair" or right.type.args[0].op == "pair" or letters[0] == letters[1]:
            raise Unclear(node, "the product of these laws is not read")
        x, y = (self.world.outcome(letter) for letter in letters)
        z = var("z", pair_type(x.type, y.type))
        value = left(Expr(constant_for("fst", z))) * right(Expr(constant_for("snd", z)))
        return Expr(abstract(z, value.term), ("z", *value.names), value.declarations)

    def is_law_formula(self, node: s.Node) -> bool:
        """Whether this is a sum of multiples of laws: (P + Q)/2, t P + (1 - t) Q."""
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Binary) and node.op in "+-":
            return self.is_law_formula(node.left) and self.is_law_formula(node.right)
        if isinstance(node, s.Binary) and node.op == "*":
            return self.is_law_formula(node.right) and not self.is_law(node.left)
        if isinstance(node, s.Binary) and node.op == "/":
            return self.is_law_formula(node.left) and not self.is_law(node.right)
        return isinstance(node, s.Name) and self.is_law(node)

    def mixture(self, node: s.Node) -> Expr:
        """The sum of multiples of laws, as a function of the outcome."""
        laws = [self.law(n) for n in s.walk(node) if isinstance(n, s.Name) and self.is_law(n)]
        if not laws or any(law.type is not laws[0].type for law in laws) or laws[0].type.args[0].op[0] != "%":
            raise Unclear(node, "the mixture of these laws is not read")
        letter = laws[0].type.args[0].op[1:].lower().removeprefix("n_")
        v = self.world.outcome(letter)
        weights: list[Expr] = []

        def at(n: s.Node) -> Expr:
            while isinstance(n, s.Group):
                n = n.inner
            if isinstance(n, s.Binary) and n.op in "+-":
                return at(n.left) + at(n.right) if n.op == "+" else at(n.left) - at(n.right)
            if isinstance(n, s.Binary) and n.op == "*":
                weight = self.value(n.left)
                weights.append(weight)
                return weight * at(n.right)
            if isinstance(n, s.Binary) and n.op == "/":
                return at(n.left) / self.value(n.right)
            return self.law(n)(v)

        def mass(n: s.Node) -> Expr:
            while isinstance(n, s.Group):
                n = n.inner
            if isinstance(n, s.Binary) and n.op in "+-":
                return mass(n.left) + mass(n.right) if n.op == "+" else mass(n.left) - mass(n.right)
            if isinstance(n, s.Binary) and n.op == "*":
                return self.value(n.left) * mass(n.right)
            return mass(n.left) / self.value(n.right) if isinstance(n, s.Binary) else as_real(1)

        value = function(v, at(node))
        self.world.mixed(weights, mass(node))
        return value

    def is_law(self, node: s.Node) -> bool:
        """Whether an argument is a law, by its sort."""
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Call):
            return is_law_name(node.function)
        if isinstance(node, s.Name):
            if node.head in self.usage.scalars:
                return False
            return (
                node.head in LAW_HEADS
                or law_key(node) in self.usage.laws
                or bool(node.mark and len(node.head) == 1 and node.head in OUTCOMES)
            )
        return isinstance(node, s.Binary) and node.op == "*" and self.is_law(node.left) and self.is_law(node.right)

    def is_variable(self, node: s.Node) -> bool:
        return (
            isinstance(node, s.Name)
            and node.sub is None
            and node.sup is None
            and not node.mark
            and is_capital(node.head)
            and not is_law_name(node)
        )

    def two_laws(self, node: s.Call) -> tuple[Expr, Expr]:
        if len(node.arguments) != 2:
            raise Unclear(node, "two laws are expected in the brackets")
        first, second = node.arguments
        return self.law(first), self.law(second)

    def matched(self, node: s.Node, P: Expr, Q: Expr) -> tuple[Expr, Expr]:
        if P.type is not Q.type:
            raise Unclear(node, "the two laws are on different alphabets")
        return P, Q


def is_conditional(sub: s.Node | None) -> bool:
    """Y|X in a subscript."""
    return isinstance(sub, s.Sequence) and sub.bracket == "|"
