"""Probabilities: laws at outcomes, with or without conditions, and at whole samples."""

from __future__ import annotations

from symbolic_it.kernel.terms import fun, real
from symbolic_it.language import declare
from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import ForAll
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_parameter, law_key, split_arguments, subscript_variables
from symbolic_it.notes.naming import safe
from symbolic_it.notes.random_parameters import is_prior
from symbolic_it.notes.reading.events import Events
from symbolic_it.notes.reading.laws import Laws, is_conditional
from symbolic_it.notes.symbols import Unclear


class Probabilities(Laws, Events):
    """The part of `Reader` that reads probabilities."""

    def probability(self, node: s.Call, f: s.Name) -> Expr:
        """p(x), p(x, y), p(y|x), p(x; theta), p_theta(x), P(X = x)."""
        key = self.applied_key(f)
        before, after = split_arguments(node)
        if self.is_whole(before):
            return self.whole_sample(f, after)
        if is_prior(node) and isinstance(before[0], s.Name) and before[0].head in self.usage.models.values():
            return self.prior(key, before[0].head)(self.parameter_point(before[0], before[0].head))
        event = self.event_probability(node)
        if event is not None:
            return event
        parameter = self.parameter_in(f, after)
        letters = self.world.letters_of(key)
        named = subscript_variables(f)
        at = self.outcomes(before, letters, named, node)
        given_nodes = [a for a in after if not is_parameter(a)]
        given = self.outcomes(given_nodes, letters, (), node)
        if set(at) & set(given) and not self.same_outcomes(at, given):
            raise Unclear(node, "the law of one member of a sequence given another is not read")
        if is_conditional(f.sub) and (not given_nodes or set(subscript_variables(f)) != {*at, *given}):
            raise Unclear(node, "the conditional law and its arguments do not fit")
        law = self.world.law(key, parameter)
        if not at:
            raise Unclear(node, f"{f.head} is applied to what is no outcome")
        if given:
            return self.world.dense(self.world.conditional_probability(law, letters, at, given), at)
        return self.world.dense(self.world.probability(law, letters, at), at)

    def prior(self, key: str, parameter: str) -> Expr:
        """The weight p(theta) of each value of the parameter: all that is said of it is that it is positive."""
        world, name = self.world, "prior:" + key
        if name not in world.known:
            ty = fun(declare.parameters(safe(parameter).capitalize()).type, real)
            made = declare.declared("prior_" + safe(key), ty, f"prior_{safe(key)} is the weight of each parameter")
            t = world.parameter(parameter)
            world.known[name] = made
            world.hypotheses.append(ForAll(t, made(t) > 0))
        return world.known[name]

    def same_outcomes(self, at: dict[str, Expr], given: dict[str, Expr]) -> bool:
        """Whether what stands before and behind the bar, as far as it is of one variable, is the same outcome."""
        return all(at[x].term is given[x].term for x in set(at) & set(given))

    def is_whole(self, before: list[s.Node]) -> bool:
        """Whether a law is applied to a whole sample."""
        if any(isinstance(a, s.Dots) for a in before):
            return True
        name = before[0] if len(before) == 1 else None
        if not isinstance(name, s.Name) or name.sub is not None:
            return False
        if name.head in self.bound or name.head.lower() in self.bound:
            return False
        return (name.head.isupper() and name.head.lower() in self.usage.samples) or name.head in ("D", "data")

    def whole_sample(self, f: s.Name, after: list[s.Node]) -> Expr:
        """The probability of a whole sample: a number, or one for each parameter; independence would make it a product."""
        key = self.usage.same.get(law_key(f), law_key(f))
        if key not in self.usage.models:
            if after:
                raise Unclear(f, f"the probability {f.head} of the sample under a condition that is no parameter of it")
            return self.world.whole(key, None)
        at = self.parameter_in(f, after)
        if at is None:
            raise Unclear(f, f"the probability {f.head} of the sample, with and without its parameter")
        return self.world.whole(key, self.usage.models[key])(at)
