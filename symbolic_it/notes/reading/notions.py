"""Entropies, divergences, mutual information: which law or laws the brackets hold, told by the sort of the arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import Sum, base, conditional, function
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import (
    CAPITALS,
    family_key,
    is_capital,
    is_law_name,
    is_parameter,
    joint_letters,
    law_key,
    outcome_letter,
    split_arguments,
)
from symbolic_it.notes.reading.events import Events
from symbolic_it.notes.reading.laws import Laws
from symbolic_it.notes.symbols import Unclear, key_of
from symbolic_it.notes.world import base_of


class Notions(Laws, Events):
    """The part of `Reader` that reads H, D, I."""

    def notion(self, node: s.Call) -> Expr:
        """H(..), h(..), D(..||..), KL(..), I(..;..), I(..), CE(..)."""
        f = node.function
        assert isinstance(f, s.Name)
        if (
            f.sub is not None
            and is_law_name(f.sub)
            and (f.head == "I" or "|" in node.dividers or len(node.arguments) > 1)
        ):
            self.under_law(node, f.sub)
        self.at_outcomes(node, f)
        outer, self.world.own_base = self.world.own_base, self.base_below(f)
        try:
            return self.of_kind(node, f)
        finally:
            self.world.own_base = outer

    def base_below(self, f: s.Name) -> Expr | None:
        """The base that stands under H: H_2(X), H_e(X), H_b(X)."""
        sub = f.sub
        if f.head not in ("H", "S") or sub is None or is_law_name(sub) or isinstance(sub, s.Call):
            return None
        if isinstance(sub, s.Name) and not sub.mark and sub.sub is None and sub.sup is None and sub.head in "eab":
            return base_of("e") if sub.head == "e" else base if sub.head == "b" else self.value(sub)
        if isinstance(sub, s.Num) and sub.value in (2, 10):
            return base_of(str(sub.value))
        raise Unclear(f, "what stands below the entropy is not read")

    def binary(self, node: s.Node, t: Expr, f: s.Name) -> Expr:
        """The entropy of t and 1 - t; H_2 and H_b of a number say by their subscript that there are two outcomes."""
        if s.word_below(f.sub) in ("2", "b"):
            if len(self.usage.entropy_bases) > 1:
                raise Unclear(node, "whether the base or the number of outcomes stands below the entropy is not told")
            self.world.own_base = None
        return -t * self.world.notion_log(t) - (1 - t) * self.world.notion_log(1 - t)

    def of_kind(self, node: s.Call, f: s.Name) -> Expr:
        if self.usage.densities and f.head in ("H", "S", "h", "CE", "I"):
            return self.of_densities(node, f)
        if f.head in ("H", "S", "h"):
            return self.entropy(node, f)
        if f.head in ("D", "KL", "DKL"):
            return self.divergence(node)
        if f.head == "CE":
            return self.cross(node, *self.two_laws(node))
        return self.information(node)

    def at_outcomes(self, node: s.Call, f: s.Name) -> None:
        """Raises Unclear for h(x) = -log p(x), I(x;y): notions at outcomes that stand free beside them, and no averages."""
        small = [a for a in node.arguments if is_small_variable(a)]
        if (
            len(small) != len(node.arguments)
            or f.head not in ("H", "h", "I", "S")
            or (f.head == "I" and len(small) < 2)
        ):
            return
        own = split_arguments(node)[0] if "|" in node.dividers else small  # H(y|x) at one x averages over y
        free = {a.head for a in own if isinstance(a, s.Name)} & self.usage.fixed
        if free or f.head in self.symbols.pointwise:
            self.symbols.pointwise.add(f.head)
            raise Unclear(node, "a notion at outcomes, and no average over them, is not read")

    def under_law(self, node: s.Call, law: s.Node) -> None:
        """I_p(X;Y), H_p(Y|X): the law in the subscript has to be the one that the variables follow here."""
        assert isinstance(law, s.Name)
        letters = joint_letters(node.arguments)
        if not letters or law.sub is not None or self.world.primary(letters) != law_key(law):
            raise Unclear(node, "the law in the subscript is not the one that the variables follow")

    def of_densities(self, node: s.Call, f: s.Name) -> Expr:
        """The entropy of a density: that of the masses of its cells, and the logarithm of a cell's size."""
        if f.head == "I" and len(node.arguments) > 1:
            return self.information(node)
        if f.head in ("H", "S") and self.usage.differential:
            raise Unclear(node, "h stands beside it, so that this may be the entropy of a discrete variable")
        before, _ = split_arguments(node)
        repeated = joint_letters(node.arguments)
        if any(repeated.count(x) > 1 for x in self.usage.densities):  # (X, X) has no density
            raise Unclear(node, "the variable stands twice, and the pair of it with itself has no density")
        if f.head == "I":
            raise Unclear(node, "the information of this density is outside of what is read")
        if all(self.is_variable(a) for a in before):
            letters = set(joint_letters(before)) & self.usage.densities
        else:
            letters = self.letters()
            if len(letters) != 1 or not letters <= self.usage.densities or "|" in node.dividers:
                raise Unclear(node, "the entropy of this density is outside of what is read")
        value = self.cross(node, *self.two_laws(node)) if f.head == "CE" else self.entropy(node, f)
        for x in sorted(letters):
            value = value + self.world.notion_log(self.world.cell(x))
        return value

    def entropy(self, node: s.Call, f: s.Name) -> Expr:
        before, after = split_arguments(node)
        if any(isinstance(a, s.Dots) for a in before):  # H(p_1, ..., p_n), a listed law
            if not all(isinstance(a, s.Dots) or self.is_law(a) for a in before):
                raise Unclear(node, "the joint entropy of many variables is outside of what is read")
            first = before[0]
            before = [replace(first, sub=None) if isinstance(first, s.Name) else first]
        elif (
            len(before) == 1 and isinstance(before[0], s.Name) and before[0].sub is not None and self.is_law(before[0])
        ):
            if isinstance(before[0].sub, s.Num) and family_key(before[0]) in self.usage.complemented:
                t = self.value(before[0])
                return self.binary(node, t, f)
        averaged = self.averaged(node) if not after else None
        if averaged is not None:
            return averaged
        if f.sub is not None and self.is_law(f.sub) and len(before) == 1:  # H_p(X)
            return self.world.based("entropy", self.law(f.sub))
        if after:
            return self.conditional_entropy(node, before, after)
        if len(before) == 1:
            return self.entropy_of(before[0], f)
        if all(self.is_variable(a) for a in before):
            return self.joint_entropy(node, [outcome_letter(a) for a in before])
        small = joint_letters(before)
        if len(small) == len(before) and all(is_small_variable(a) for a in before):
            if any(set(small) <= set(letters) for letters in self.usage.laws.values()):
                return self.joint_entropy(node, small)  # H(x, y) beside p(x, y)
        if len(before) == 2 and all(self.is_law(a) for a in before):
            return self.cross(node, *self.two_laws(node))
        if (
            len(before) == 2
            and self.is_law(before[1])
            and isinstance(before[0], s.Name)
            and not self.is_variable(before[0])
        ):
            return self.cross(node, *self.two_laws(node))
        raise Unclear(node, "H of two arguments: cross-entropy of laws, or joint entropy of variables?", "IT002")

    def cross(self, node: s.Node, P: Expr, Q: Expr) -> Expr:
        return self.world.based("cross_entropy", *self.matched(node, P, Q))

    def entropy_of(self, argument: s.Node, f: s.Name) -> Expr:
        while isinstance(argument, s.Group):
            argument = argument.inner
        if isinstance(argument, s.Sequence):
            raise Unclear(argument, "the entropy of a listed law is outside of what is read")
        if self.is_variable(argument):
            return self.joint_entropy(argument, [outcome_letter(argument)])
        if isinstance(argument, s.Name) and key_of(argument) not in self.usage.scalars and self.is_law(argument):
            if f.head != "h" or self.usage.densities:
                return self.world.based("entropy", self.law(argument))
        if isinstance(argument, s.Call) and self.is_law(argument):
            return self.world.based("entropy", self.law(argument))
        mixed = isinstance(argument, s.Binary) and (
            argument.op != "*" or not any(is_law_name(n) for n in s.walk(argument.left))
        )
        if f.head == "H" and mixed and self.is_law_formula(argument):
            return self.world.based("entropy", self.law(argument))
        if isinstance(argument, s.Name) and is_capital(argument.head):
            raise Unclear(argument, f"the law of {argument.head} with a mark or an index is not read")
        letter = outcome_letter(argument)
        if (
            letter in ("x", "y", "z")
            and argument.__class__ is s.Name
            and not getattr(argument, "sub", None)
            and letter not in self.usage.scalars
        ):
            return self.joint_entropy(argument, [letter])
        if any(self.is_variable(n) for n in s.walk(argument)):
            raise Unclear(argument, "the entropy of a function of a variable is outside of what is read")
        if isinstance(argument, s.Name) and argument.head in CAPITALS and argument.sub is not None:
            raise Unclear(argument, "the entropy of one of several variables is outside of what is read")
        return self.binary(argument, self.value(argument), f)

    def plain_variables(self, nodes: Sequence[s.Node]) -> None:
        """Raises Unclear for X_1 and X': their laws are not known."""
        for n in nodes:
            inner = n.left if isinstance(n, s.Relation) and n.left is not None else n
            if isinstance(inner, s.Name) and is_capital(inner.head) and not self.is_variable(inner):
                raise Unclear(inner, f"the law of {inner.head} with a mark or an index is not read")

    def joint_law(self, letters: list[str], node: s.Node) -> tuple[Expr, tuple[str, ...]]:
        key = self.world.primary(letters)
        known = self.world.letters_of(key)
        if not set(letters) <= set(known):
            raise Unclear(node, "the law of the variables is not known")
        return self.world.law(key), known

    def joint_entropy(self, node: s.Node, letters: list[str]) -> Expr:
        law, known = self.joint_law(letters, node)
        kept = tuple(x for x in known if x in letters)
        if len(known) > 2 and 1 < len(kept) < len(known):
            return self.expanded(law, known, kept, ())
        return self.world.based("entropy", self.world.marginal(law, known, kept))

    def conditional_entropy(self, node: s.Call, before: list[s.Node], after: list[s.Node]) -> Expr:
        if all(self.is_law(a) for a in (*before, *after)):
            raise Unclear(node, "an entropy of laws given laws is not read")
        letters, given = joint_letters(before), joint_letters(after)
        self.plain_variables([*before, *after])
        if len(letters) != len(before) or len(given) != len(after):
            raise Unclear(node, "the variables of the conditional entropy are not read")
        law, known = self.joint_law([*letters, *given], node)
        said = {*self.bound, *self.usage.fixed}  # H(Y|x) is taken at x, H(y|x) only where something says at which
        of_variables = all(self.is_variable(a) for a in before)
        fixed = [
            a
            for a in after
            if isinstance(a, s.Relation)
            or (isinstance(a, s.Name) and a.head.islower() and (of_variables or a.head in said))
        ]
        if fixed:
            if len(known) != 2 or len(given) != 1:
                raise Unclear(node, "the entropy at one value of several conditions is not read")
            at = self.outcome(fixed[0], known)
            if at is None:
                raise Unclear(node, "the value of the condition is not read")
            if given[0] == known[0]:
                return self.world.based("entropy", conditional(law, at))
            v = self.world.outcome(known[0])
            return self.world.based(
                "entropy", function(v, self.world.conditional_probability(law, known, {known[0]: v}, {given[0]: at}))
            )
        if len(known) == 2 and given == [known[0]] and letters == [known[1]]:
            return self.world.based("conditional_entropy", law)
        return self.expanded(law, known, tuple(x for x in known if x in letters), tuple(x for x in known if x in given))

    def expanded(self, law: Expr, known: tuple[str, ...], of: tuple[str, ...], given: tuple[str, ...]) -> Expr:
        """-sum p(a, b) log p(a | b), the sum over everything."""
        vs = {x: self.world.outcome(x) for x in known}
        inner = {x: vs[x] for x in (*of, *given)}
        value = self.world.probability(law, known, inner)
        if given:
            value = value / self.world.probability(law, known, {x: vs[x] for x in given})
        body = self.world.probability(law, known, vs) * self.world.notion_log(value)
        for x in reversed(known):
            body = Sum(vs[x], body)
        return -body

    def divergence(self, node: s.Call) -> Expr:
        if len(node.arguments) != 2:
            raise Unclear(node, "a divergence takes two laws")
        averaged = self.averaged(node)
        if averaged is not None:
            return averaged
        P, Q = (self.law(a) for a in node.arguments)
        return self.world.based("divergence", *self.matched(node, P, Q))

    def averaged(self, node: s.Call) -> Expr | None:
        """D(p(y|x) || q(y|x)), H(p(y|x), q(y|x)) where nothing binds x: on average over x, which is remarked."""
        calls = [a for a in node.arguments if isinstance(a, s.Call) and isinstance(a.function, s.Name)]
        if len(calls) != len(node.arguments) or not 1 <= len(calls) <= 2:
            return None
        shapes = []
        for a in calls:
            before, after = split_arguments(a)
            given = [x for x in after if not is_parameter(x)]
            shapes.append((tuple(joint_letters(before)), tuple(joint_letters(given))))
        of, on = shapes[0]
        if len(set(shapes)) != 1 or len(of) != 1 or len(on) != 1:
            return None
        if on[0] in {*self.bound, *self.usage.fixed}:
            self.symbols.pointwise.add("|")
            return None
        if "|" in self.symbols.pointwise:
            raise Unclear(node, f"the note takes this at each {on[0]} elsewhere; here it is not said of which")
        laws: list[Expr] = []
        known: tuple[str, ...] = ()
        for a in calls:
            assert isinstance(a.function, s.Name)
            known = self.world.letters_of(law_key(a.function))
            if len(known) != 2 or set(known) != {of[0], on[0]}:
                return None
            laws.append(self.named_law(a.function, split_arguments(a)[1]))
        vs = {x: self.world.outcome(x) for x in known}
        at, given_at = {of[0]: vs[of[0]]}, {on[0]: vs[on[0]]}
        values = [self.world.conditional_probability(law, known, at, given_at) for law in laws]
        assert isinstance(node.function, s.Name)
        if node.function.head == "H" or node.function.head == "CE":
            inner = -self.world.notion_log(values[-1])
        else:
            inner = self.world.notion_log(values[0] / values[1])
        body = self.world.probability(laws[0], known, vs) * inner
        for x in reversed(known):
            body = Sum(vs[x], body)
        self.remarks.append(("averaged", node, ""))
        return body

    def of_number(self, node: s.Call, number: s.Num) -> Expr:
        """I(6), which is no probability: of an outcome of the law that the formula speaks of, or of an event."""
        letters = tuple(x for x in self.letters() if self.world.primary([x]) in self.usage.laws)
        outcome = self.outcome(number, letters)
        if outcome is not None:
            return self.world.based("information", self.world.law(self.world.primary(list(letters))), outcome)
        return -self.world.notion_log(self.world.event(str(number.value)))

    def information(self, node: s.Call) -> Expr:
        before, after = split_arguments(node)
        if len(node.arguments) == 1:
            argument = node.arguments[0]
            event = self.event_key(argument)
            if event:
                return -self.world.notion_log(self.world.event(event))
            if isinstance(argument, s.Num) and argument.value.denominator == 1 and argument.value != 1:
                return self.of_number(node, argument)
            outcome = self.outcome(argument)
            if outcome is not None and outcome.type.op[0] == "%":
                key = self.world.primary([outcome.type.op[1:].lower()])
                if key not in self.usage.laws:
                    raise Unclear(node, "the law of the outcome is not known")
                return self.world.based("information", self.world.law(key), outcome)
            if isinstance(argument, s.Name) and argument.head in ("x", "y", "z") and not argument.mark:
                raise Unclear(node, "the information of an outcome whose law is not told")
            return -self.world.notion_log(self.value(argument))
        if node.dividers.count(";") > 1:
            raise Unclear(node, "the information of more than two sides is not read")
        divided = ";" in node.dividers or (node.dividers == (",",) and all(self.is_variable(a) for a in node.arguments))
        if not divided:
            raise Unclear(node, "the information of these arguments is not read")
        first = node.arguments[: node.dividers.index(";") + 1] if ";" in node.dividers else node.arguments[:1]
        rest = node.arguments[len(first) :]
        bar = node.dividers.index("|") + 1 if "|" in node.dividers else len(node.arguments)
        second, given = rest[: bar - len(first)], rest[bar - len(first) :]
        a, b, c = joint_letters(first), joint_letters(second), joint_letters(given)
        if any(isinstance(x, s.Relation) for x in node.arguments):
            raise Unclear(node, "the information at a value of the condition is not read")
        self.plain_variables(node.arguments)
        del before, after
        if not a or not b or len(a) + len(b) + len(c) != len(node.arguments):
            raise Unclear(node, "the variables of the information are not read")
        if len(a) == len(b) == 1 and a == b and not c and all(map(self.is_variable, node.arguments)):
            return self.joint_entropy(node, a)  # of the law of (X, X), which is that of X
        law, known = self.joint_law([*a, *b, *c], node)
        if len(known) == 2 and a == [known[0]] and b == [known[1]]:
            return self.world.based("mutual_information", law)
        if set(a) & set(b):
            raise Unclear(node, "the information of a variable about itself is not read")
        vs = {x: self.world.outcome(x) for x in known}

        def p(letters: list[str]) -> Expr:
            return self.world.probability(law, known, {x: vs[x] for x in known if x in letters})

        ratio = p([*a, *b, *c]) * p(c) / (p([*a, *c]) * p([*b, *c])) if c else p([*a, *b]) / (p(a) * p(b))
        body = p(list(known)) * self.world.notion_log(ratio)
        for x in reversed(known):
            body = Sum(vs[x], body)
        return body


def is_small_variable(node: s.Node) -> bool:
    """x, y, z: variables in small letters."""
    return (
        isinstance(node, s.Name)
        and node.head in ("x", "y", "z")
        and node.sub is None
        and not node.mark
        and not node.sup
    )
