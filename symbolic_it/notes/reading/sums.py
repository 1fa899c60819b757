"""Sums and products: over outcomes, over indices, and without bounds."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.language import declare
from symbolic_it.language.expr import Expr, lift
from symbolic_it.language.notation import Prod, Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import Bound, bounds_of
from symbolic_it.notes.letters import is_notion, joint_letters, law_key
from symbolic_it.notes.reading.outcomes import Outcomes
from symbolic_it.notes.symbols import Unclear, key_of


class Sums(Outcomes):
    """The part of `Reader` that reads sums and products."""

    def big(self, node: s.Big) -> Expr:
        if node.kind == "int":
            return self.integral(node)
        bounds = bounds_of(node)
        if not bounds:
            return self.bare_sum(node)
        return self.summed(node, bounds)

    def integral(self, node: s.Big) -> Expr:
        """An integral over outcomes: for densities that are constant on cells of one width it is that width times a sum."""
        names: list[str] = []
        signs = 0
        inner: s.Node = node
        while isinstance(inner, s.Big) and inner.kind == "int":
            signs += 1
            names += inner.differential.split()
            for bound in (inner.lower, inner.upper):
                if bound is not None and not whole_space(bound):
                    raise Unclear(node, "an integral over a part of the line is outside of what is read")
            inner = inner.body
        letters = [x.lower() for x in names]
        if not letters or len(set(letters)) != len(letters) or (signs > 1 and signs != len(letters)):
            raise Unclear(node, "the integral does not say over what it runs")
        if any(x not in self.letters() or x in self.bound for x in letters):
            raise Unclear(node, f"what {' '.join(names)} ranges over is not known")
        if any(isinstance(n, s.Big) and n.kind != "int" for n in s.walk(inner)):
            raise Unclear(node, "a sum inside of an integral is outside of what is read")
        vs = [self.world.outcome(x) for x in letters]
        before = dict(self.bound)
        for x, name, v in zip(letters, names, vs, strict=True):
            self.bound |= {x: v, name: v}
        try:
            value = self.value(inner)
        finally:
            self.bound = before
        value, widths = self.world.mass(value)
        for v in reversed(vs):
            value = Sum(v, value)
        return self.world.scaled(value, {**widths, **{x: widths.get(x, 0) - 1 for x in letters}})

    def summed(self, node: s.Big, bounds: list[Bound]) -> Expr:
        if not bounds:
            return self.value(node.body)
        b, rest = bounds[0], bounds[1:]
        if b.condition is not None or not b.name:
            raise Unclear(node, "the condition under the sum is not understood")
        make = Sum if node.kind == "sum" else Prod
        if (pair := self.other_of_pair(node, b)) is not None:
            return self.summed(node, [pair, *bounds])
        if b.kind == "index" and b.name not in self.usage.enumerated:
            return self.over_indices(node, b, rest)
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
        self.same_range(node, letter, b)
        if letter in self.usage.densities:
            raise Unclear(node, f"{letter} is summed over here and integrated over elsewhere in this formula")
        v = self.world.outcome(letter, b.name if len(b.name) == 1 and b.name.islower() else letter)
        with self.binding(letter, v), self.binding(b.name, v):
            total = make(v, self.summed(node, rest))
        for left_out in self.left_out(node, b):
            at = self.member_left_out(left_out, letter, b)
            if at is None or at.type is not v.type:
                raise Unclear(left_out, "what the sum leaves out is not known")
            with self.binding(letter, at), self.binding(b.name, at):
                total = total - self.summed(node, rest)
        return total

    def other_of_pair(self, node: s.Big, b: Bound) -> Bound | None:
        """The index j of a sum over i != j that runs as well: nothing else binds it, and not all sides speak of one j."""
        other = b.without[0] if len(b.without) == 1 else None
        if not isinstance(other, s.Name) or other.sub is not None or other.mark or len(other.head) != 1:
            return None
        if b.kind != "index" or other.head in self.bound or other.head in self.usage.spoken_outside:
            return None
        if not any(isinstance(n, s.Name) and n.head == other.head for n in s.walk(node.body)):
            return None
        return replace(b, name=other.head, without=())

    def left_out(self, node: s.Big, b: Bound) -> tuple[s.Node, ...]:
        """The members that a sum leaves out, which are taken off the whole sum."""
        if b.without and (node.kind != "sum" or len(b.without) > 1):
            raise Unclear(node, "a product without one of its members is outside of what is read")
        return b.without

    def member_left_out(self, node: s.Node, letter: str, b: Bound) -> Expr | None:
        if b.kind == "index" and isinstance(node, s.Name) and node.sub is None and not node.mark and node.sup is None:
            return self.bound[node.head] if node.head in self.bound else self.world.letter(letter, node.head)
        return self.outcome(node, (letter,))

    def same_range(self, node: s.Big, letter: str, b: Bound) -> None:
        """One alphabet has one name in a chain: a sum over x in A is not one over x in B, nor one from 1 to n one to m."""
        first = "" if b.first is None else s.structure(b.first)
        words = first + ".." + (s.structure(b.last) if b.last is not None else "") if b.kind == "index" else ""
        if b.kind == "outcome" and b.last is not None:
            words = s.structure(b.last)
        if b.inside is not None:
            words = s.structure(b.inside)
            if not isinstance(b.inside, (s.Name, s.Call, s.Group, s.Sequence, s.Binary)) or names_support(b.inside):
                raise Unclear(node, "the set that the sum runs through is not known")
            own = {letter.upper(), b.name.upper()} | set("XYZ")
            if (
                isinstance(b.inside, s.Name)
                and not b.inside.font
                and b.inside.head.isupper()
                and b.inside.head not in own
            ):
                raise Unclear(node, f"{b.inside.head} may be an event, and not all that {letter} can be")
            if isinstance(b.inside, s.Name) and (
                b.inside.sub is not None
                or b.inside.head == "emptyset"
                or (b.inside.font and b.inside.head in "TBEF" and b.inside.head not in own)
            ):
                raise Unclear(node, f"the sum runs through {b.inside.head}, which may be a part of the alphabet")
        if words and self.ranges.setdefault((letter, b.kind), words) != words:
            raise Unclear(node, f"the sums over {letter} run through different sets")

    def over_indices(self, node: s.Big, b: Bound, rest: list[Bound]) -> Expr:
        """A sum over 1..n, or over a range that begins or ends beside it: the terms at its ends are added or taken off."""
        v, ends = self.index_variable(node, b)
        if ends and node.kind != "sum":
            raise Unclear(node, "a product that does not run from 1 to a name is outside of what is read")
        make = Sum if node.kind == "sum" else Prod
        with self.binding(b.name, v):
            total = make(v, self.summed(node, rest))
        for sign, at in ends:
            with self.binding(b.name, at):
                total = total + self.summed(node, rest) if sign > 0 else total - self.summed(node, rest)
        for left_out in self.left_out(node, b):
            if not isinstance(left_out, s.Name) or left_out.sub is not None or left_out.mark or ends:
                raise Unclear(left_out, "what the sum leaves out is not known")
            bound = self.bound.get(left_out.head)
            if bound is None:
                bound = self.free.setdefault(
                    "index:" + left_out.head, declare.index(left_out.head, self.size_of(node, b))
                )
            if bound.type is not v.type:
                raise Unclear(left_out, "what the sum leaves out is not known")
            with self.binding(b.name, bound):
                total = total - self.summed(node, rest)
        return total

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

    def index_variable(self, node: s.Big, b: Bound) -> tuple[Expr, list[tuple[int, Expr]]]:
        """The index over 1..n, and the ends by which the range differs from it: with 1 what is added, with -1 what is left out."""
        size = self.size_of(node, b)
        ends: list[tuple[int, Expr]] = []
        first = b.first.value if isinstance(b.first, s.Num) else None
        if b.first is not None and first not in (0, 1, 2):
            raise Unclear(node, "a sum that does not begin at 1 is outside of what is read")
        if first == 0:
            ends.append((1, lift(0, size.type)))
        elif first == 2:
            ends.append((-1, lift(1, size.type)))
        if is_predecessor(b.last):
            ends.append((-1, size))
        return declare.index(b.name, size), ends

    def size_of(self, node: s.Big, b: Bound) -> Expr:
        last = b.last.left if isinstance(b.last, s.Binary) and is_predecessor(b.last) else b.last
        if last is None:
            return self.length(b.name)
        if isinstance(last, s.Name) and last.head != "infinity" and not last.mark and len(last.head) == 1:
            return self.world.size(key_of(last))
        if isinstance(last, s.Num) and last.value.denominator == 1 and 0 < last.value <= 50:
            return lift(int(last.value), self.world.size("n").type)
        raise Unclear(node, "the upper bound of the sum is not read")

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


def is_predecessor(node: s.Node | None) -> bool:
    """n - 1."""
    if not isinstance(node, s.Binary) or node.op != "-" or not isinstance(node.left, s.Name):
        return False
    return isinstance(node.right, s.Num) and node.right.value == 1


def names_support(node: s.Node) -> bool:
    """supp(P): where a law is positive, which is less than the alphabet for another law."""
    spelled = "".join(n.head for n in s.walk(node) if isinstance(n, s.Name))
    return "supp" in spelled or spelled.startswith("Supp")


def whole_space(bound: s.Node) -> bool:
    """Whether a bound of an integral is no number: x, a set's name, plus or minus infinity."""
    while isinstance(bound, (s.Group, s.Minus)):
        bound = bound.inner
    return isinstance(bound, s.Name) and (
        bound.head == "infinity" or bound.head in "xyzXYZ" or bound.font in ("cal", "bb")
    )
