"""Names that stand for numbers: bound outcomes, constants, laws without their arguments."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.language.expr import Expr, as_real
from symbolic_it.language.notation import base, exp
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_index, law_key, outcome_letter, parameter_of
from symbolic_it.notes.reading.laws import Laws
from symbolic_it.notes.symbols import Unclear, key_of


class Names(Laws):
    """The part of `Reader` that reads names."""

    def named(self, node: s.Name) -> Expr:
        """A name that stands for a number."""
        key = key_of(node)
        if "transposed" in node.mark.split() and id(node) not in self.paired:
            raise Unclear(node, "something is transposed that is no number")
        if "number:" + key in self.bound:
            return self.bound["number:" + key]
        self.check_no_part(node)
        both = self.two_indices(node)
        if both is not None:
            return self.world.array(key_of(s.Name(node.start, node.end, node.head, node.mark)))(both[0])(both[1])
        index = self.index_of(node)
        if index is not None:
            return self.member(node, *index)
        if (
            law_key(node) in self.usage.laws
            and node.sub is not None
            and is_index(node.sub)
            and parameter_of(node) is None
        ):
            law, letters = self.world.law(law_key(node)), self.world.letters_of(law_key(node))
            if len(letters) == 1:  # p_k, where k is the true class
                return law(self.world.letter(letters[0], s.spelled_name(node.sub)))
        if node.mark == "bar" and node.sub is None:
            mean = self.sample_mean(node)
            if mean is not None:
                return mean
        loose = self.loose_index(node)
        if loose is not None:
            return loose
        if node.head in ("infinity", "emptyset", "binom"):
            raise Unclear(node, "infinity is no number here")
        if node.sub is None and node.head in self.bound and node.head in self.usage.indices:
            return as_real(self.bound[node.head])
        letter = outcome_letter(node)
        if key in self.sizes():
            kind, of = self.sizes()[key]
            return self.world.count(of) if kind == "alphabet" else as_real(self.world.size(key))
        if letter and letter in self.bound and not key.startswith("e_"):
            return self.number_of(letter, self.bound[letter])
        if (
            node.head in ("p", "q", "P", "Q", "r")
            and node.sub is None
            and key in self.usage.laws
            and key not in self.usage.scalars
        ):
            return self.bare_law(node)
        if node.head == "e" and node.sub is None:
            if "e" in self.symbols.told:
                raise Unclear(node, "e is what the note calls so, or the base of natural logarithms?")
            return exp(1)
        if node.head in ("E", "Var", "H", "D", "KL") or len(node.head) > 12:
            raise Unclear(node, f"{node.head} has no meaning here")
        if parameter_of(node) is not None and law_key(node) in self.usage.models:
            return self.bare_law(node)
        if key in self.usage.models.values():
            raise Unclear(node, "a parameter stands where a number is needed")
        if node.sub is not None and not isinstance(node.sub, (s.Num, s.Words)) and not isinstance(node.sub, s.Name):
            raise Unclear(node, "the subscript is not read")
        if key == "b" and self.usage.letter_base:
            return base
        if (tied := self.tied_below(node)) is not None:
            return tied
        if (
            self.averages_over is not None
            and (of_outcomes := self.function_alone(node, key, self.averages_over)) is not None
        ):
            return of_outcomes
        known = "number:" + key in self.world.known
        value = self.world.number(key)
        if node.head == "sigma" and not known:  # by custom a standard deviation
            self.world.hypotheses.append(value > 0)
            self.world.standing.append(f"{value.text} is positive")
        return value

    def tied_below(self, node: s.Name) -> Expr | None:
        """c_x under a sum over x: a value of a function c; raises Unclear for Z_theta where theta runs, and theta_j of it."""
        running = {key.removeprefix("number:") for key in self.bound}
        for part in (node.sub, node.sup):
            letters = {n.head for n in s.walk(part) if isinstance(n, s.Name)} & running if part is not None else set()
            if not letters:
                continue
            at = self.bound.get(part.head) if isinstance(part, s.Name) and part.sub is None and not part.mark else None
            if at is None or at.type.op[0] != "%" or node.sup is not None:
                raise Unclear(node, f"{node.head} with {', '.join(sorted(letters))} below it depends on that")
            letter = at.type.op[1:].lower().removeprefix("n_")
            return self.world.function(key_of(replace(node, sub=None)), letter)(at)
        return None

    def check_no_part(self, node: s.Name) -> None:
        """Raises Unclear for theta_j where theta runs; theta_0 and theta_old are other values of it."""
        below = node.sub
        numbered = isinstance(below, s.Num) and below.value != 0
        at = self.bound.get(node.head)
        if at is not None and at.type.op[0] == "%":
            return  # x_i beside x: values of outcomes
        running = at is not None or f"number:{node.head}" in self.bound or node.head in self.usage.optimised
        if running and (numbered or (isinstance(below, s.Name) and is_index(below))):
            raise Unclear(node, f"{node.head} runs through values here, and this is a part of it")

    def function_alone(self, node: s.Name, key: str, at: Expr) -> Expr | None:
        """f for f(x), inside of an expectation; None for a name that is no function."""
        meaning = self.symbols.meanings.get(key)
        if (meaning is not None and meaning.parameters) or key in self.symbols.own_functions:
            raise Unclear(node, f"the function {node.head} stands without what it is applied to")
        if node.head not in ("f", "g", "h") or node.sub is not None or node.sup is not None or node.mark:
            return None
        if meaning is not None or at.type.op[0] != "%":
            return None
        return self.world.function(key, at.type.op[1:].lower().removeprefix("n_"))(at)

    def bare_law(self, node: s.Name) -> Expr:
        """p for p(x), inside of a sum that binds x (or a bare one)."""
        key = law_key(node)
        letters = self.world.letters_of(key)
        at = {x: self.bound[x] for x in letters if x in self.bound}
        if set(at) != set(letters):
            raise Unclear(node, f"{node.head} stands for a number and for a law")
        return self.world.dense(self.world.probability(self.law(node), letters, at), letters)
