"""Outcomes: bound by a sum, elements of a sample, or free."""

from __future__ import annotations

from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import joint_letters, outcome_letter
from symbolic_it.notes.reading.indices import Indices
from symbolic_it.notes.symbols import Unclear, key_of


class Outcomes(Indices):
    """The part of `Reader` that reads outcomes."""

    def outcomes(
        self, nodes: list[s.Node], letters: tuple[str, ...], named: tuple[str, ...], call: s.Node
    ) -> dict[str, Expr]:
        """The outcomes in an argument list, by letter."""
        found: dict[str, Expr] = {}
        flat: list[s.Node] = []
        for a in nodes:
            if isinstance(a, s.Binary) and a.implied and len(joint_letters([a])) > 1:
                parts = [n for n in s.walk(a) if isinstance(n, s.Name)]
                self.remarks.append(("joint-outcome", a, ""))
                flat += parts
            else:
                flat.append(a)
        for place, a in enumerate(flat):
            if isinstance(a, (s.Dots, s.Hole)):
                raise Unclear(a, "dots stand for what was not written out")
            outcome = self.outcome(a, letters, named[place] if place < len(named) else "")
            if outcome is None:
                raise Unclear(a, "this is no outcome that the law could be applied to")
            letter = next((x for x in letters if self.world.alphabet(x).type is outcome.type and x not in found), None)
            if letter is None:
                raise Unclear(call, "the arguments do not fit the law")
            found[letter] = outcome
        return found

    def outcome(self, node: s.Node, letters: tuple[str, ...] = (), named: str = "") -> Expr | None:
        """An outcome: bound by a sum, an element of a sample, or free (then the statement is about all of them)."""
        if isinstance(node, s.Group):
            return self.outcome(node.inner, letters, named)
        if isinstance(node, s.Relation) and node.op == "=" and node.left is not None and node.right is not None:
            letter = outcome_letter(node.left)
            self.check_variable(node.left)
            inner = self.outcome(node.right, (letter,) if letter else letters)
            if inner is not None and letter in self.letters() and inner.type is not self.world.alphabet(letter).type:
                raise Unclear(node, f"a value of another variable for {letter.upper()} is outside of what is read")
            return inner
        if isinstance(node, s.Num):
            letter = named or (letters[0] if len(letters) == 1 else "")
            if letter and node.value.denominator == 1 and 0 <= node.value <= 20:
                return self.set_free(f"{letter}_{node.value}", self.world.outcome(letter, f"{letter}_{node.value}"))
            return None
        if not isinstance(node, s.Name):
            return None
        index = self.index_of(node)
        if index is not None:
            name, at = index
            if name in self.usage.enumerated:
                return at
            if node.head in self.usage.samples:
                return self.world.sample(node.head)[at]
            return None
        if node.sub is None and node.head in self.bound:
            bound = self.bound[node.head]
            return bound if bound.type.op[0] == "%" or node.head in self.usage.indices else None
        letter = named or outcome_letter(node)
        if not letter:
            return None
        letter = self.usage.enumerated.get(letter, letter)
        if letter in self.bound and node.sub is None and not node.mark:
            return self.bound[letter]
        if letters and letter not in letters and len(letters) == 1:
            letter = letters[0]
        if letter not in self.letters() and not letters:
            return None
        if isinstance(node.sub, s.Name) and node.sub.head in self.usage.indices:
            return None  # an index that nothing binds
        name = key_of(node) if len(node.head) == 1 and node.head.islower() else letter
        return self.set_free(name, self.world.outcome(letter, name))

    def check_variable(self, node: s.Node) -> None:
        """P(X' = x), P(X_1 = x): other variables than X, which may follow other laws."""
        if not isinstance(node, s.Name):
            return
        bound = isinstance(node.sub or node.sup, s.Name) and self.index_of(node) is not None
        if node.mark or ((node.sub is not None or node.sup is not None) and not bound):
            raise Unclear(node, f"the law of {node.head} with a mark or an index is not read")

    def set_free(self, name: str, v: Expr) -> Expr:
        return self.free.setdefault("outcome:" + name, v)
