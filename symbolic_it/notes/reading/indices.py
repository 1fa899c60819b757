"""Names with indices: elements of samples, sequences and alphabets."""

from __future__ import annotations

from symbolic_it.language import declare
from symbolic_it.language.expr import Expr, as_real, lift
from symbolic_it.language.notation import Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import law_key
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import Unclear, key_of


class Indices(Reading):
    """The part of `Reader` that reads indices."""

    def index_of(self, node: s.Name) -> tuple[str, Expr] | None:
        """The index that hangs on a name, when it is bound (or a number, for an element of an alphabet)."""
        for part in (node.sub, node.sup):
            if isinstance(part, s.Name) and part.head in self.bound and part.sub is None:
                if part.head in self.usage.indices or part.head in self.usage.enumerated:
                    if node.sub is not None and node.sup is not None:
                        raise Unclear(node, "a name with an index below and another above is not read")
                    return part.head, self.bound[part.head]
        return None

    def two_indices(self, node: s.Name) -> tuple[Expr, Expr] | None:
        """y_{ij}, y_{i,j}, y_j^{(i)}: both indices, when sums over 1..m bind them."""
        sub = node.sub
        parts: list[s.Node | None] = []
        if isinstance(sub, s.Binary) and sub.implied:
            parts = [sub.left, sub.right]
        elif isinstance(sub, s.Sequence) and len(sub.parts) == 2:
            parts = list(sub.parts)
        elif sub is not None and node.sup is not None:
            parts = [node.sup, sub]
        found = [
            self.bound[p.head]
            for p in parts
            if isinstance(p, s.Name) and p.head in self.bound and p.sub is None and p.head in self.usage.indices
        ]
        if len(parts) == 2 and len(found) == 2:
            return found[0], found[1]
        return None

    def loose_index(self, node: s.Name) -> Expr | None:
        """z_c, where z_j is summed over elsewhere: the member at some index."""
        sub = node.sub
        index = self.usage.indexed.get(node.head)
        if (
            isinstance(sub, s.Num)
            and index in self.usage.indices
            and sub.value.denominator == 1
            and 0 <= sub.value <= 50
        ):
            return (
                self.member(node, index, lift(int(sub.value), self.world.size("n").type)) if node.sup is None else None
            )
        if not isinstance(sub, s.Name) or sub.sub is not None or len(sub.head) != 1 or node.sup is not None:
            return None
        if index is None or sub.head in self.bound:
            return None
        if index in self.usage.enumerated:
            letter = self.usage.enumerated[index]
            return self.member(node, index, self.world.letter(letter, sub.head))
        if sub.head in self.sizes():
            return self.member(node, index, self.world.size(sub.head))
        v = self.free.setdefault("index:" + sub.head, declare.index(sub.head, self.length(index)))
        return self.member(node, index, v)

    def length(self, index: str) -> Expr:
        """The size of what an index over 1..n runs through."""
        names = [name for name, (kind, of) in self.sizes().items() if kind == "sample" and of == index]
        every = [name for name, (kind, _) in self.sizes().items() if kind == "sample"]
        return self.world.size(names[0] if names else every[0] if len(every) == 1 else "n")

    def member(self, node: s.Name, index: str, at: Expr) -> Expr:
        """x_i, p_i, y_i, f_i as a number."""
        bare = key_of(s.Name(node.start, node.end, node.head, node.mark))
        if index in self.usage.enumerated:
            letter = self.usage.enumerated[index]
            key = law_key(node)
            if key in self.usage.laws:
                return self.world.law(key)(at)
            if node.head == letter:
                return self.number_of(letter, at)
            return self.world.function(bare, letter)(at)
        if node.head in self.usage.samples:
            return self.number_of(node.head, self.world.sample(node.head)[at])
        return self.world.sequence(bare)[at]

    def sample_mean(self, node: s.Name) -> Expr | None:
        """x with a bar, beside x_1, ..., x_n: their mean."""
        names = [name for name, (kind, _) in self.sizes().items() if kind == "sample"]
        if len(names) != 1 or node.head not in self.usage.indexed:
            return None
        size = self.world.size(names[0])
        i = declare.index("i", size)
        bare = s.Name(node.start, node.end, node.head)
        with self.binding("i", i):
            self.usage.indices.add("i")
            return Sum(i, self.member(bare, "i", i)) / as_real(size)

    def number_of(self, letter: str, outcome: Expr) -> Expr:
        """An outcome that stands as a number: the value that the variable takes there."""
        if letter in self.usage.densities:
            raise Unclear(None, f"the value of {letter} itself beside an integral over it is outside of what is read")
        if outcome.type.op == "nat":
            return as_real(outcome)
        return self.world.function(f"v_{letter}", letter)(outcome)
