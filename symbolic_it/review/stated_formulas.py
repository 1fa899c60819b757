"""Formulas that state a condition beside a step, read as hypotheses: a step that fails under them as well is not saved by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from symbolic_it.kernel.terms import Term, nat
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.rows import chains
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.tokens import tokenize
from symbolic_it.review.memberships import comparisons, infinite
from symbolic_it.review.own_names import OwnNames
from symbolic_it.review.values_compared import compared_values

_COMPARISONS = ("=", "<", "<=", ">", ">=", "!=")
_FORALL = re.compile(r"^\s*\\forall(?![a-z])")
_OF_NUMBERS = ("R", "reals")

Said = tuple[tuple[s.Node, ...], tuple[str, ...]]
"""The sides of a relation and the signs between them."""


class StatedFormulas:
    """Reads conditions for one step, whose sides are ``nodes``, with the names of the note put in their place."""

    def __init__(self, reader: Reader, sides: Sequence[s.Node], free: AbstractSet[Term]) -> None:
        self.reader, self.free = reader, free
        self.names = OwnNames(reader.symbols)
        self.heads = {n.head for x in sides for n in s.walk(x) if isinstance(n, s.Name)}

    def of_texts(self, formulas: Sequence[str]) -> list[Expr] | None:
        """The hypotheses that these formulas in LaTeX state of the step's symbols; None where one is not read."""
        said: list[Said] = []
        for formula in formulas:
            found = tokenize(_FORALL.sub("", formula), 0)
            try:
                parsed = chains(expand(found.tokens, {}), found.remarks)
            except (NotRead, ExpansionError, RecursionError):
                return None
            said += [(tuple(c.sides), tuple(sign.op for sign in c.signs)) for c in parsed if c.signs]
            if not all(c.signs and not c.opened for c in parsed):
                return None
        return self.of_relations(said)

    def of_relations(self, said: Sequence[Said]) -> list[Expr] | None:
        """The same of relations that the note has stated."""
        world = self.reader.world
        known, standing, hypotheses = dict(world.known), list(world.standing), list(world.hypotheses)
        found: list[Expr] = []
        try:
            for sides, signs in said:
                if self.names_another(sides, signs) or self.says_nothing(sides, signs):
                    continue
                for left, op, right in zip(sides, signs, sides[1:], strict=False):
                    found += self.relation(left, op, right)
        except (Unclear, RecursionError):
            return None
        finally:
            self.reader.free.clear()
            world.known.clear()
            world.known.update(known)
            world.standing[:], world.hypotheses[:] = standing, hypotheses
        return found

    def relation(self, left: s.Node, op: str, right: s.Node) -> list[Expr]:
        """Raises Unclear where it is not read, or ties the step's symbols to others."""
        if op == "in" and (known := comparisons((left, right), (s.Sign("in", "", left.end, left.end),), "")):
            return [e for sides, ops in known for e in self.several(sides, ops)]
        if op == "in":
            return self.interval(left, right)
        if (values := compared_values(self.reader, left, op, right)) is not None:
            return [values] if values.term.free <= self.free else []
        if op not in _COMPARISONS or any(isinstance(n, (s.Unread, s.Words, s.Dots)) for n in s.walk(right)):
            raise Unclear(right, "not a comparison")
        found = []
        for part in left.parts if isinstance(left, s.Sequence) else (left,):
            self.reader.free.clear()
            statement = self.reader.related(self.names.expanded(part), op, self.names.expanded(right))[2]
            of_it = {v for v in statement.term.free if v.ty is not nat and v.name != "b"}
            heads = {n.head.lower() for x in (part, right) for n in s.walk(x) if isinstance(n, s.Name)}
            if of_it.isdisjoint(self.free) and heads.isdisjoint(h.lower() for h in self.heads):
                continue  # it says something of others
            if not of_it <= self.free:
                raise Unclear(part, "it ties the symbols of the step to others")
            found.append(statement)
        return found

    def several(self, sides: Sequence[s.Node], ops: Sequence[str]) -> list[Expr]:
        return [e for a, op, b in zip(sides, ops, sides[1:], strict=False) for e in self.relation(a, op, b)]

    def interval(self, left: s.Node, right: s.Node) -> list[Expr]:
        """0 < theta < 1 for theta in (0, 1)."""
        if not isinstance(right, s.Sequence) or right.bracket not in ("(", "[") or len(right.parts) != 2:
            raise Unclear(right, "not an interval")
        low, high = right.parts
        if not all(isinstance(x, (s.Num, s.Minus, s.Name)) for x in (low, high)):
            raise Unclear(right, "not an interval")
        found: list[Expr] = []
        if not infinite(low):
            found += self.relation(low, right.below, left)
        if not infinite(high):
            found += self.relation(left, right.above, high)
        return found

    def names_another(self, sides: Sequence[s.Node], signs: Sequence[str]) -> bool:
        """Whether an equation says what something is of which the step does not speak: hat p_k = n_k / n."""
        if signs not in (("=",), (":=",), ("==",)):
            return False
        if isinstance(sides[0], s.Call) and is_notion(sides[0]):  # I(X;Y) = 0 says something of the law
            return False
        first = sides[0].function if isinstance(sides[0], s.Call) else sides[0]
        return isinstance(first, s.Name) and first.head not in self.heads

    def says_nothing(self, sides: Sequence[s.Node], signs: Sequence[str]) -> bool:
        """Whether no value of the step's symbols is excluded by it: w in R^n, epsilon ~ N(0, 1), y = f(x) + epsilon."""
        if not self.heads & {n.head for x in sides for n in s.walk(x) if isinstance(n, s.Name)}:
            return True
        if signs == ("=",) and isinstance(sides[1], s.Binary) and sides[1].op == "+":
            noise = sides[1].right
            return isinstance(noise, s.Name) and noise.head in ("epsilon", "varepsilon")
        if signs == ("~",):
            law = sides[1].function if isinstance(sides[1], s.Call) else sides[1]
            return s.spelled_name(law) in ("N", "Normal", "Gaussian")
        if signs != ("in",):
            return False
        space = sides[1].base if isinstance(sides[1], s.Power) else sides[1]
        return isinstance(space, s.Name) and space.head in _OF_NUMBERS and space.sub is None


def at_values(node: s.Node) -> bool:
    """P(Y = 0): what is said of one value is not said of all outcomes."""
    called = isinstance(node, s.Call) and not is_notion(node)
    return called and isinstance(node, s.Call) and not all(isinstance(a, s.Name) for a in node.arguments)


def claims_of(claimed: Sequence[tuple[frozenset[str], Said, int]], heads: frozenset[str], section: int) -> list[Said]:
    """What the section claims of one of these names and was not proved."""
    return [said for names, said, place in claimed if names & heads and place == section]
