"""Expectations and variances: the law that they are under, and the variables that they run over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from symbolic_it.language.chance_notation import variance
from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import E as mean_of
from symbolic_it.language.notation import Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import (
    CAPITALS,
    hangs,
    is_law_name,
    joint_letters,
    law_key,
    outcome_letter,
    split_arguments,
)
from symbolic_it.notes.reading.laws import Laws
from symbolic_it.notes.symbols import Unclear


class Expectations(Laws):
    """The part of `Reader` that reads expectations."""

    def expectation(self, node: s.Expectation) -> Expr:
        if node.given is not None:
            raise Unclear(node, "conditional expectations are outside of what is read")
        one_variable_each(node)
        if node.sub is None and is_estimate(node.body):
            raise Unclear(node, "the expectation of an estimated law is over the sample, and not over its argument")
        law, letters = self.expected_law(node)
        around = self.averaged_letters
        self.averaged_letters = frozenset(letters) if node.sub is None else frozenset()
        try:
            return self.average(node, law, letters)
        finally:
            self.averaged_letters = around

    def average(self, node: s.Expectation, law: Expr, letters: tuple[str, ...]) -> Expr:
        """The expectation under this law of variables with these letters."""
        said = isinstance(node.sub, (s.Relation, s.Sequence))  # E_{x ~ p}, where the x_i may be given
        if not said and any(
            isinstance(n, s.Name) and n.head in self.usage.samples & {*letters} for n in s.walk(node.body)
        ):
            if any(isinstance(n, s.Name) and n.head in letters and n.sub is not None for n in s.walk(node.body)):
                raise Unclear(node, "whether the members of the sample are random here is not said")
        if len(letters) == 1:
            v = self.world.outcome(letters[0])
            with ExitStack() as bound:
                indices = [i for i, x in self.usage.enumerated.items() if x == letters[0]]
                own = self.named_below(node) or letters[0]
                if own != letters[0] and own not in indices:  # y ~ q of a law whose outcomes are called x elsewhere
                    v, indices = self.world.outcome(letters[0], own), []
                for name in dict.fromkeys((own, own.upper(), *indices)):
                    bound.enter_context(self.binding(name, v))
                around, self.averages_over = self.averages_over, v
                try:
                    body = self.value(node.body)
                finally:
                    self.averages_over = around
                if node.kind == "Var":
                    return variance(law, v, body)
                return mean_of(law, v, body)
        if node.kind == "Var":
            raise Unclear(node, "the variance of several variables is outside of what is read")
        vs = {x: self.world.outcome(x) for x in letters}
        before = dict(self.bound)
        self.bound |= vs | {x.upper(): v for x, v in vs.items()}
        try:
            body = self.world.probability(law, letters, vs) * self.value(node.body)
        finally:
            self.bound = before
        for x in reversed(letters):
            body = Sum(vs[x], body)
        return body

    def named_below(self, node: s.Expectation) -> str:
        """y of E_{y ~ q}."""
        sub = node.sub
        if not isinstance(sub, s.Relation) or sub.op not in ("~", "in") or not isinstance(sub.left, s.Name):
            return ""
        letters = joint_letters([sub.left])
        return letters[0] if len(letters) == 1 else ""

    def expected_law(self, node: s.Expectation) -> tuple[Expr, tuple[str, ...]]:
        """The law of an expectation and the letters of its variables."""
        sub = node.sub
        below = sub.left if isinstance(sub, s.Relation) else sub
        if isinstance(below, s.Name) and below.head in "ijkln" and below.sub is None:
            if below.head not in self.usage.enumerated and law_key(below) not in self.usage.laws:
                raise Unclear(node, "what the index below the expectation runs through is not told")
        parts = sub.parts if isinstance(sub, s.Sequence) and not sub.bracket else ((sub,) if sub is not None else ())
        for part in parts:
            drawn = isinstance(part, s.Relation) and (part.op == "~" or (part.op == "in" and self.is_law_of(part)))
            if drawn and isinstance(part, s.Relation) and part.right is not None:
                if any(
                    (p is not part and not joint_letters([p]))
                    or isinstance(p.left if isinstance(p, s.Relation) else None, s.Relation)
                    for p in parts
                ):
                    raise Unclear(node, "the conditions below the expectation are not read")
                letters = joint_letters(
                    part.left.parts if isinstance(part.left, s.Sequence) else [part.left] if part.left else []
                )
                letters = [*(x for p in parts if p is not part for x in joint_letters([p])), *letters]
                return self.law_over(part.right, tuple(letters))
        if len(parts) == 1 and isinstance(parts[0], (s.Name, s.Call)) and not outcome_letter(parts[0]):
            part = parts[0]
            own = tuple(joint_letters(split_arguments(part)[0])) if isinstance(part, s.Call) else ()
            return self.law_over(part, own)
        wanted = (
            tuple(dict.fromkeys(joint_letters(parts))) if parts else tuple(dict.fromkeys(self.variables_in(node.body)))
        )
        wanted = tuple(x for x in wanted if x not in self.bound or (not parts and x in self.averaged_letters))
        if not wanted and not parts:
            wanted = self.outcome_in(node.body)
            if wanted:  # E(I(x)): what is meant is likely, and not said
                self.remarks.append(("averaged", node, ""))
        if not wanted:
            raise Unclear(node, "the expectation does not say of what")
        alone = wanted[0] if len(wanted) == 1 and not parts else ""
        key = self.symbols.drawn.get(alone) or self.world.primary(list(wanted))
        if key not in self.usage.laws:
            self.usage.laws[key] = wanted
        known = self.world.letters_of(key)
        if not set(wanted) <= set(known):
            raise Unclear(node, "the law of the expectation is not known")
        kept = tuple(x for x in known if x in wanted)
        if key in self.usage.models:
            raise Unclear(node, "the expectation does not say whether it is under the model or under the data's law")
        law = self.world.law(key)
        return self.world.marginal(law, known, kept), kept

    def is_law_of(self, part: s.Relation) -> bool:
        """x in P for x drawn from the law P, where P is no set."""
        law = part.right
        if not isinstance(law, s.Name) or law.font in ("cal", "bb") or law.head not in ("P", "Q", "p", "q") or law.mark:
            return False
        return isinstance(part.left, s.Name) and bool(outcome_letter(part.left))

    def law_over(self, node: s.Node, letters: tuple[str, ...]) -> tuple[Expr, tuple[str, ...]]:
        law = self.law(node)
        domain = law.type.args[0]
        if domain.op != "pair":
            said = joint_letters(split_arguments(node)[0]) if isinstance(node, s.Call) else []
            if letters and said and set(letters) != set(said):
                raise Unclear(node, "the expectation is of one variable, and its law is written with another")
            own = domain.op[1:].lower().removeprefix("n_")
            return law, (own,)
        name = node.function if isinstance(node, s.Call) else node
        known = self.world.letters_of(law_key(name)) if isinstance(name, s.Name) else ()
        if known and (not letters or set(letters) == set(known)):
            return law, known
        raise Unclear(node, "the law and its variables do not fit")

    def outcome_in(self, body: s.Node) -> tuple[str, ...]:
        """The one outcome, or the one index of outcomes, that E(I(x)) and E(l_i) speak of; none where there are others."""
        names = [n for n in s.walk(body) if isinstance(n, s.Name)]
        found = {self.usage.enumerated[i] for n in names for i in self.usage.enumerated if hangs(n, i)}
        found |= {n.head for n in names if n.head in ("x", "y", "z") and n.sub is None and not n.mark}
        free = found - set(self.bound)
        laws = [letters for letters in self.usage.laws.values() if set(letters) & found]
        return tuple(free) if len(found) == 1 and len(laws) == 1 else ()  # one law that it can be under

    def variables_in(self, body: s.Node) -> Iterator[str]:
        for n in s.walk(body):
            if isinstance(n, s.Name) and len(n.head) == 1 and n.head.isupper() and n.head in "XYZUVW":
                yield n.head.lower()
            elif isinstance(n, s.Call) and isinstance(n.function, s.Name) and law_key(n.function) in self.usage.laws:
                yield from (x for x in joint_letters(n.arguments) if x not in self.bound)


def one_variable_each(node: s.Expectation) -> None:
    """Raises Unclear where X_1 and X_2, or X and X', stand in one expectation: they would be read as one variable."""
    forms: dict[str, set[str]] = {}
    inner = {id(n.inner) for n in s.walk(node.body) if isinstance(n, s.Marked)}
    for n in s.walk(node.body):
        name = n.inner if isinstance(n, s.Marked) else n
        if isinstance(name, s.Name) and name.head in CAPITALS and id(n) not in inner:
            forms.setdefault(name.head, set()).add(s.structure(n))
    several = [head for head, found in forms.items() if len(found) > 1]
    if several:
        raise Unclear(node, f"several variables {several[0]} in one expectation are outside of what is read")


def is_estimate(node: s.Node) -> bool:
    """Whether it is made of the probability that an estimated law gives an outcome, without a function of it: p_hat(x) - p(x)."""
    while isinstance(node, (s.Group, s.Minus, s.Power)):
        node = node.base if isinstance(node, s.Power) else node.inner
    if isinstance(node, s.Binary):
        return is_estimate(node.left) or is_estimate(node.right)
    marks = node.function.mark.split() if isinstance(node, s.Call) and isinstance(node.function, s.Name) else []
    law = isinstance(node, s.Call) and is_law_name(node.function) and bool({"hat", "tilde"} & {*marks})
    return law and isinstance(node, s.Call) and all(isinstance(a, s.Name) and a.head.islower() for a in node.arguments)
