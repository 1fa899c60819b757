"""Entropies, divergences, mutual information: which law or laws the brackets hold, told by the sort of the arguments."""

from __future__ import annotations

from symbolic_it.language.expr import Expr
from symbolic_it.language.notation import Sum, conditional, function
from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Symbols, Unclear, key_of
from symbolic_it.notes.usage import (
    CAPITALS,
    LAW_HEADS,
    OUTCOMES,
    Usage,
    is_law_name,
    is_parameter,
    joint_letters,
    law_key,
    outcome_letter,
    split_arguments,
    subscript_variables,
)  # fmt: skip
from symbolic_it.notes.world import World


class Notions:
    """The part of `Reader` that reads H, D, I."""

    usage: Usage
    symbols: Symbols
    world: World
    bound: dict[str, Expr]
    remarks: list[tuple[str, s.Node, str]]

    def value(self, node: s.Node) -> Expr:
        raise NotImplementedError

    def outcome(self, node: s.Node, letters: tuple[str, ...] = (), named: str = "") -> Expr | None:
        raise NotImplementedError

    def parameter_in(self, f: s.Name, after: list[s.Node]) -> Expr | None:
        raise NotImplementedError

    def event_key(self, node: s.Node) -> str:
        raise NotImplementedError

    def notion(self, node: s.Call) -> Expr:
        """H(..), h(..), D(..||..), KL(..), I(..;..), I(..), CE(..)."""
        f = node.function
        assert isinstance(f, s.Name)
        if f.head in ("H", "S", "h"):
            return self.entropy(node, f)
        if f.head in ("D", "KL", "DKL"):
            return self.divergence(node)
        if f.head == "CE":
            return self.cross(node, *self.two_laws(node))
        return self.information(node)

    # ---- laws as arguments -----------------------------------------------------------------------------

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

        def at(n: s.Node) -> Expr:
            while isinstance(n, s.Group):
                n = n.inner
            if isinstance(n, s.Binary) and n.op in "+-":
                return at(n.left) + at(n.right) if n.op == "+" else at(n.left) - at(n.right)
            if isinstance(n, s.Binary) and n.op == "*":
                return self.value(n.left) * at(n.right)
            if isinstance(n, s.Binary) and n.op == "/":
                return at(n.left) / self.value(n.right)
            return self.law(n)(v)

        return function(v, at(node))

    def named_law(self, name: s.Name, after: list[s.Node]) -> Expr:
        key = law_key(name)
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

    def conditional_law(self, node: s.Node, law: Expr, letters: tuple[str, ...], given: list[s.Node]) -> Expr:
        outcomes = [self.outcome(a, letters) for a in given]
        if len(letters) == 2 and len(given) == 1 and outcomes[0] is not None:
            letter = outcome_letter(given[0])
            if letter not in self.bound:
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
        from symbolic_it.kernel.definitions import constant_for
        from symbolic_it.kernel.terms import abstract, pair_type, var

        z = var("z", pair_type(x.type, y.type))
        value = left(Expr(constant_for("fst", z))) * right(Expr(constant_for("snd", z)))
        return Expr(abstract(z, value.term), ("z", *value.names), value.declarations)

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
            and len(node.head) == 1
            and node.head in CAPITALS
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

    # ---- entropy ---------------------------------------------------------------------------------------

    def entropy(self, node: s.Call, f: s.Name) -> Expr:
        before, after = split_arguments(node)
        if any(isinstance(a, s.Dots) for a in before):
            before = before[:1]
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
            if f.head != "h":
                return self.world.based("entropy", self.law(argument))
        if isinstance(argument, s.Call) and self.is_law(argument):
            return self.world.based("entropy", self.law(argument))
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
        t = self.value(argument)
        return -t * self.world.notion_log(t) - (1 - t) * self.world.notion_log(1 - t)

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
        if len(letters) != len(before) or len(given) != len(after):
            raise Unclear(node, "the variables of the conditional entropy are not read")
        law, known = self.joint_law([*letters, *given], node)
        fixed = [a for a in after if isinstance(a, s.Relation) or (isinstance(a, s.Name) and a.head.islower())]
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

    # ---- divergence, information -----------------------------------------------------------------------

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
        if len(set(shapes)) != 1 or len(of) != 1 or len(on) != 1 or on[0] in self.bound:
            return None
        laws, known = [], ()
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

    def information(self, node: s.Call) -> Expr:
        before, after = split_arguments(node)
        if len(node.arguments) == 1:
            argument = node.arguments[0]
            event = self.event_key(argument)
            if event:
                return -self.world.notion_log(self.world.event(event))
            outcome = self.outcome(argument)
            if outcome is not None and outcome.type.op[0] == "%":
                key = self.world.primary([outcome.type.op[1:].lower()])
                if key not in self.usage.laws:
                    raise Unclear(node, "the law of the outcome is not known")
                return self.world.based("information", self.world.law(key), outcome)
            return -self.world.notion_log(self.value(argument))
        divided = ";" in node.dividers or (node.dividers == (",",) and all(self.is_variable(a) for a in node.arguments))
        if not divided:
            raise Unclear(node, "the information of these arguments is not read")
        first = node.arguments[: node.dividers.index(";") + 1] if ";" in node.dividers else node.arguments[:1]
        rest = node.arguments[len(first) :]
        bar = node.dividers.index("|") + 1 if "|" in node.dividers else len(node.arguments)
        second, given = rest[: bar - len(first)], rest[bar - len(first) :]
        a, b, c = joint_letters(first), joint_letters(second), joint_letters(given)
        del before, after
        if not a or not b or len(a) + len(b) + len(c) != len(node.arguments):
            raise Unclear(node, "the variables of the information are not read")
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
