"""Names in front of brackets: factors, notions, laws, functions and families of functions."""

from __future__ import annotations

from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import exp
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import (
    family_key,
    hangs,
    is_law_name,
    is_notion,
    is_other_notion,
    is_parameter,
    law_key,
    outcome_letter,
    parameter_of,
    split_arguments,
)
from symbolic_it.notes.naming import BINOMIAL, safe
from symbolic_it.notes.reading.notions import Notions
from symbolic_it.notes.reading.probabilities import Probabilities
from symbolic_it.notes.symbols import Unclear, key_of


class Applications(Notions, Probabilities):
    """The part of `Reader` that reads applications."""

    def call(self, node: s.Call) -> Expr:
        f = node.function
        if not isinstance(f, s.Name):
            if len(node.arguments) == 1 and not node.dividers:
                outcome = self.outcome(node.arguments[0], (self.world.default_letter(),))
                if outcome is not None and self.is_law_formula(f):
                    letter = outcome.type.op[1:].lower().removeprefix("n_")
                    return self.world.dense(self.law(f)(outcome), (letter,))
                return self.value(f) * self.value(node.arguments[0])
            raise Unclear(node, "something in brackets is applied that is no name")
        if is_notion(node):
            return self.notion(node)
        if is_other_notion(node):
            raise Unclear(node, f"{f.head} with this mark or index is another notion, which is not read")
        if self.is_factor(node):
            if f.sub is not None and isinstance(node.arguments[0], s.Name) and self.index_of(f) is not None:
                raise Unclear(node, f"{f.head} with an index before brackets: a function or a factor?", "IT002")
            return self.value(f) * self.value(node.arguments[0])
        key = law_key(f)
        if key in self.usage.laws or key in self.usage.models or is_law_name(f):
            return self.probability(node, f)
        return self.applied(node, f)

    def is_factor(self, node: s.Call) -> bool:
        """Whether a name before brackets is a number, so that this is a product."""
        f = node.function
        if not isinstance(f, s.Name) or node.dividers or len(node.arguments) != 1 or is_notion(node):
            return False
        if isinstance(node.arguments[0], s.Relation):
            return False
        key = key_of(f)
        if self.index_of(f) is not None or (
            f.sub is not None
            and isinstance(f.sub, s.Name)
            and hangs(f, f.sub.head)
            and f.sub.head in self.usage.indices
        ):
            return True
        if key in self.usage.scalars or key in self.sizes() or key in self.usage.indices:
            letter = outcome_letter(node.arguments[0])
            return not (letter and letter in self.bound)
        if f.head in (
            "x",
            "y",
            "z",
            "t",
            "n",
            "k",
            "N",
            "K",
            "a",
            "b",
            "c",
            "lambda",
            "alpha",
            "gamma",
            "epsilon",
            "eta",
            "mu",
        ):
            return True
        return f.head in ("theta", "beta") or (
            f.head in ("p", "q") and isinstance(node.arguments[0], s.Binary) and key not in self.usage.laws
        )

    def applied(self, node: s.Call, f: s.Name) -> Expr:
        """An unknown function at its arguments."""
        key = key_of(f)
        if "prime" in f.mark:
            raise Unclear(node, f"the derivative of {f.head} is not read here")
        if family_key(f) in self.usage.families:
            return self.family_value(node, f)
        if f.head == "binom" and len(node.arguments) == 2:
            return self.binomial(node)
        if len(node.arguments) != 1 or node.dividers:
            raise Unclear(node, f"{f.head} is not known as a function of several arguments")
        argument = node.arguments[0]
        outcome = self.outcome(argument)
        if outcome is not None and outcome.type.op not in ("nat", "real"):
            return self.world.function(key, outcome.type.op[1:].lower().removeprefix("n_"))(outcome)
        if f.head == "sigma" and not f.mark and f.sub is None and f.sup is None:
            if "sigma" in self.symbols.spoken:
                raise Unclear(node, "what sigma is, the note says in a formula that is not read")
            return 1 / (1 + exp(-self.value(argument)))
        if is_parameter(argument) and key_of(argument) in self.usage.models.values():
            raise Unclear(node, f"{f.head} is not defined so far")
        return self.world.real_function(key)(self.value(argument))

    def binomial(self, node: s.Call) -> Expr:
        """A binomial coefficient of fixed numbers: all that is said of it is that it is positive."""
        inside = {n.head for a in node.arguments for n in s.walk(a) if isinstance(n, s.Name)}
        if inside & set(self.bound) or not all(isinstance(a, (s.Name, s.Num)) for a in node.arguments):
            raise Unclear(node, "a binomial coefficient of this kind is outside of what is read")
        key = f"{BINOMIAL}_{'_'.join(safe(s.structure(a)) for a in node.arguments)}"
        if "number:" + key not in self.world.known:
            self.world.hypotheses.append(self.world.number(key) > 0)
        return self.world.number(key)

    def family_value(self, node: s.Call, f: s.Name) -> Expr:
        """f_theta(x), f(x; theta)."""
        key = family_key(f)
        before, after = split_arguments(node)
        name = self.usage.families[key]
        own = parameter_of(f) or next((a for a in after if is_parameter(a)), None)
        if len(before) != 1 or own is None:
            raise Unclear(node, f"{f.head} with and without its parameter")
        outcome = self.outcome(before[0])
        if outcome is None and parameter_of(f) is not None and name not in self.bound and name not in self.usage.models:
            return self.world.real_function(key_of(f))(self.value(before[0]))  # h_theta(x), x a number
        if outcome is None or outcome.type.op[0] != "%":
            raise Unclear(node, f"what {f.head} is applied to is not read")
        made = self.world.functions(key, name, outcome.type.op[1:].lower().removeprefix("n_"))
        return made(self.parameter_point(own, name))(outcome)
