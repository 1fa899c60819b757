"""Sums and products: over outcomes, over indices, and without bounds."""

from __future__ import annotations

from symbolic_it.language import declare
from symbolic_it.language.expr import Expr, lift
from symbolic_it.language.notation import Prod, Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import Bound, bounds_of
from symbolic_it.notes.letters import is_notion, joint_letters, law_key
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import Unclear, key_of


class Sums(Reading):
    """The part of `Reader` that reads sums and products."""

    def big(self, node: s.Big) -> Expr:
        if node.kind == "int":
            raise Unclear(node, "integrals are outside of what is read so far")
        bounds = bounds_of(node)
        if not bounds:
            return self.bare_sum(node)
        return self.summed(node, bounds)

    def summed(self, node: s.Big, bounds: list[Bound]) -> Expr:
        if not bounds:
            return self.value(node.body)
        b, rest = bounds[0], bounds[1:]
        make = Sum if node.kind == "sum" else Prod
        if b.kind == "index" and b.name not in self.usage.enumerated:
            v = self.index_variable(node, b)
            with self.binding(b.name, v):
                return make(v, self.summed(node, rest))
        letter = self.usage.enumerated.get(b.name, b.name)
        if b.kind == "index":
            self.check_bounds(node, b)
        if b.kind == "outcome" and letter.lower() not in self.letters():
            if letter in self.usage.samples:
                raise Unclear(node, "a sum over a sample without its index")
            default = self.world.default_letter()
            if not self.letters() or not (len(letter) == 1 and letter.isalpha()):
                raise Unclear(node, f"what {letter} ranges over is not known")
            letter = (
                letter.lower()
                if letter.lower() in self.letters()
                else default
                if self.renames(node, letter)
                else letter
            )
        letter = letter.lower() if len(letter) == 1 else letter
        v = self.world.outcome(letter, b.name if len(b.name) == 1 and b.name.islower() else letter)
        with self.binding(letter, v), self.binding(b.name, v):
            return make(v, self.summed(node, rest))

    def renames(self, node: s.Big, letter: str) -> bool:
        """Whether the sum runs over the outcomes of a law under another letter."""
        return any(isinstance(n, s.Call) and letter in joint_letters(n.arguments) for n in s.walk(node.body))

    def check_bounds(self, node: s.Big, b: Bound) -> None:
        first, last = b.first, b.last
        if first is not None and not (isinstance(first, s.Num) and first.value in (0, 1)):
            raise Unclear(node, "a sum over a part of an alphabet is outside of what is read")
        if last is not None and not isinstance(last, (s.Name, s.Num, s.Absolute)):
            raise Unclear(node, "a sum over a part of an alphabet is outside of what is read")
        if isinstance(last, s.Name) and last.head == "infinity":
            raise Unclear(node, "an infinite sum is outside of what is read")
        if isinstance(last, s.Num):
            raise Unclear(node, "a sum over a listed alphabet is outside of what is read")

    def index_variable(self, node: s.Big, b: Bound) -> Expr:
        if b.first is not None and not (isinstance(b.first, s.Num) and b.first.value == 1):
            raise Unclear(node, "a sum that does not begin at 1 is outside of what is read")
        if b.last is None:
            names = [name for name, (kind, of) in self.sizes().items() if kind == "sample" and of == b.name]
            every = [name for name, (kind, _) in self.sizes().items() if kind == "sample"]
            size = self.world.size(names[0] if names else every[0] if len(every) == 1 else "n")
        elif isinstance(b.last, s.Name) and b.last.head != "infinity":
            size = self.world.size(key_of(b.last))
        elif isinstance(b.last, s.Num) and b.last.value.denominator == 1 and 0 < b.last.value <= 50:
            size = lift(int(b.last.value), self.world.size("n").type)
        else:
            raise Unclear(node, "the upper bound of the sum is not read")
        return declare.index(b.name, size)

    def bare_sum(self, node: s.Big) -> Expr:
        """A sum without bounds: over the free outcome, when a law weights the body."""
        letters: list[str] = []
        for n in s.walk(node.body):
            if (
                isinstance(n, s.Call)
                and not is_notion(n)
                and isinstance(n.function, s.Name)
                and law_key(n.function) in self.usage.laws
            ):
                letters += [x for x in joint_letters(n.arguments) if x not in letters and x not in self.bound]
            elif isinstance(n, s.Name) and law_key(n) in self.usage.laws and n.sub is None:
                letters += [x for x in self.world.letters_of(law_key(n)) if x not in letters and x not in self.bound]
            elif (
                isinstance(n, s.Name)
                and isinstance(n.sub, s.Name)
                and n.sub.head in ("i", "j", "k")
                and n.sub.head not in self.bound
            ):
                raise Unclear(node, "the sum does not say over what it runs", "IT002")
        letters = [x for x in letters if x in self.letters()]
        if not letters or node.kind != "sum":
            raise Unclear(node, "the sum does not say over what it runs", "IT002")
        return self.summed(node, [Bound(x, "outcome") for x in letters])
