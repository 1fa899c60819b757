"""Chain rules for X_1, ..., X_n: what was proved for a few lengths, proved for all of them by induction.

The quantities of the first n variables and those of one given the variables before it are sequences of numbers, of which
only the chain rule for two blocks of variables is used: p(A, B) = p(A) p(B|A), H(A, B) = H(A) + H(B|A).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span, StepResult, Verdict
from symbolic_it.authoring.steps import Fact
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import KernelError, substitute
from symbolic_it.language import declare
from symbolic_it.language.chance_notation import successor, whole_number
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import ForAll, Prod, Sum, log
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.notes.list_extents import extent, follow
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.notes.usage import analysed
from symbolic_it.notes.variable_lists import index_of, series_of
from symbolic_it.review.inequalities import base_in
from symbolic_it.review.judging import LITTLE, Prover
from symbolic_it.review.relations import elaborated

STANDING = {
    "p": "the probability of several outcomes is that of the first ones times that of the next given them",
    "H": "H(A, B) = H(A) + H(B|A) and H(B|A) <= H(B) for blocks A, B of variables; I(A;B|C) = H(A|C) - H(A|B, C)",
}


class _Other(Exception):
    """The chain speaks of more than chain rules."""


@dataclass
class _Sequences:
    """The sequences that stand for the quantities of a chain, by what they are of: the law or H, and the condition."""

    name: str
    size: str
    keys: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    """Letters of the listed variables: there may be one alone."""

    def number(self, kind: str, given: tuple[str, ...]) -> int:
        key = (kind, tuple(sorted(given)))
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key)

    def side(self, node: s.Node, index: str) -> s.Node:
        """The side with names of sequences in place of probabilities, entropies and informations."""
        if isinstance(node, s.Big) and (i := index_of(node)):
            return self.over(node, i)
        if isinstance(node, s.Binary) and (series := series_of(node)) is not None:  # what was checked for some lengths
            if not follow(*series, self.size):
                raise _Other
            i = next(x for x in "ijk" if x not in {n.head for n in s.walk(series[1]) if isinstance(n, s.Name)})
            kind = "sum" if node.op == "+" else "prod"
            name = s.Name(node.start, node.end, self.size)
            body = _renamed(series[1], self.size, i)
            return self.over(s.Big(node.start, node.end, kind, s.Name(node.start, node.end, i), name, body), i)
        if isinstance(node, s.Call) and (is_notion(node) or is_law_name(node.function)):
            return self.quantity(node, index)
        if isinstance(node, (s.Expectation, s.Optimum, s.Derivative, s.Big, s.Call, s.Unread)):
            raise _Other
        return s.mapped(node, lambda n: self.side(n, index))

    def over(self, node: s.Big, i: str) -> s.Node:
        one = s.Num(node.start, node.end, Fraction(1), "1")
        lower = node.lower
        if isinstance(lower, s.Relation) and lower.op == "=":
            if not isinstance(lower.right, s.Num) or lower.right.value != 1:
                raise _Other
        upper = node.upper or s.Name(node.start, node.end, self.size)
        if not isinstance(upper, s.Name) or s.structure(upper) != self.size or node.kind == "int":
            raise _Other
        below = s.Relation(node.start, node.end, "=", s.Name(node.start, node.end, i), one)
        return replace(node, lower=below, upper=upper, body=self.side(node.body, i))

    def quantity(self, node: s.Call, index: str) -> s.Node:
        f = node.function
        assert isinstance(f, s.Name)
        segments = _segments(node)
        if is_law_name(f):
            if len(segments) > 2 or node.dividers.count(";") or not segments[0]:
                raise _Other
            of, given = segments[0], segments[1] if len(segments) == 2 else []
            return self.named(node, "p " + s.structure(f), of, given, index)
        if f.head == "H" and len(segments) <= 2 and ";" not in node.dividers and "||" not in node.dividers:
            return self.named(
                node, "H " + s.structure(f), segments[0], segments[1] if len(segments) == 2 else [], index
            )
        if f.head == "I" and 2 <= len(segments) <= 3 and node.dividers.count(";") == 1:
            of, about, given = segments[0], segments[1], segments[2] if len(segments) == 3 else []
            if any(extent([a]) is not None for a in about):
                of, about = about, of
            kind = "H " + s.structure(replace(f, head="H"))
            without = self.named(node, kind, of, given, index)
            return s.Group(
                node.start, node.end,
                s.Binary(node.start, node.end, "-", without, self.named(node, kind, of, [*given, *about], index)),
            )  # fmt: skip
        raise _Other

    def named(self, node: s.Node, kind: str, of: Sequence[s.Node], given: Sequence[s.Node], index: str) -> s.Name:
        """The first n together, or the i-th given those before it, or the i-th alone; the rest is a fixed condition."""
        first, second = extent(of), extent(given)
        if first is None or (first.rest and second is None):
            raise _Other
        rest = tuple(s.structure(x) for x in (*first.rest, *(second.rest if second is not None else given)))
        if first.rest or len(self.heads | {first.head}) > 1:
            raise _Other
        self.heads.add(first.head)
        if second is not None and second.head != first.head:
            raise _Other
        k = self.number(kind, rest)
        if first.last == (self.size, 0) and first.first == 1 and second is None:
            return s.Name(node.start, node.end, f"whole{k}")
        at = s.Name(node.start, node.end, index)
        alone = first.first is None and first.last == (index, 0) and index != ""
        if alone and second is not None and second.first == 1 and second.last == (index, -1):
            return s.Name(node.start, node.end, f"part{k}", sub=at)
        if alone and second is None and kind[0] == "H":
            return s.Name(node.start, node.end, f"own{k}", sub=at)
        raise _Other


def _renamed(node: s.Node, old: str, new: str) -> s.Node:
    if isinstance(node, s.Name) and node.head == old and node.sub is None:
        return replace(node, head=new)
    return s.mapped(node, lambda n: _renamed(n, old, new))


def _segments(node: s.Call) -> list[list[s.Node]]:
    """The arguments between strong dividers."""
    found: list[list[s.Node]] = [[]]
    for k, a in enumerate(node.arguments):
        if k and node.dividers[k - 1] != ",":
            found.append([])
        found[-1].append(a)
    return found


def for_every_length(chain: s.Chain, size: str, symbols: Symbols) -> dict[int, str]:
    """What the relations of a chain that hold for every length rest on, by their place."""
    names = _Sequences("", size)
    try:
        sides = [names.side(x, "") for x in chain.sides]
        reader = Reader(analysed(sides, symbols), symbols)
        reader.find_sizes(sides)
        items = elaborated(reader, replace(chain, sides=sides), sides, 0)
    except (_Other, Unclear):
        return {}
    found: dict[int, str] = {}
    for item in items:
        if item.statement is None:
            continue
        try:
            result = _proved(item.statement, reader, names)
        except (InvalidArgument, KernelError):
            continue
        if result is not None and result.verdict is Verdict.PROVED:
            found[item.index] = STANDING[names.keys[0][0][0]]
    return found


def _proved(statement: Expr, reader: Reader, names: _Sequences) -> StepResult | None:
    world, n = reader.world, declare.natural_variable("k")
    size = world.size(names.size)
    given: list[Expr] = []
    rules: list[tuple[str, Expr, Expr]] = []
    for k, (kind, condition) in enumerate(names.keys):
        whole, part, own = (declare.sequence(f"{word}{k}") for word in ("W", "part", "own"))
        number = world.known.get(f"number:whole{k}")
        if number is not None:
            term = substitute({number.term: whole[size].term}, statement.term)
            kept = frozenset(d for d in statement.declarations if d.variable is not number.term)
            statement = Expr(term, (), kept | whole.declarations | size.declarations)
        nought, last = whole_number(0), successor(n)
        if kind[0] == "p":
            given += [Eq(whole[nought], 1), ForAll(n, Eq(whole[last], whole[n] * part[last])), ForAll(n, part[n] > 0)]
        else:
            given += [Eq(whole[nought], 0), ForAll(n, Eq(whole[last], whole[n] + part[last])), ForAll(n, part[n] >= 0)]
            given += [ForAll(n, part[n] <= own[n])]
            for j, (other, wider) in enumerate(names.keys):
                if j != k and other == kind and set(condition) < set(wider):
                    given.append(ForAll(n, declare.sequence(f"part{j}")[n] <= part[n]))
        rules.append((kind, whole, part))
    base = base_in(statement.term)
    unit = Expr(base, (), statement.declarations) if base is not None else None

    def write(d: Proof) -> None:
        facts: list[Fact] = []
        for kind, whole, part in rules:
            facts += _telescoped(d, kind, whole, part, unit)
        d.have(statement, by=[*facts, *d.given, "sum-of-negation", "sum-of-difference", "sum-comparison"])

    derivation = Derivation("note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1))  # fmt: skip
    checker = Prover(derivation, False)
    checker.work = LITTLE
    with bounded(6 * LITTLE):
        checker.check()
    return checker.results[-1]


def _telescoped(d: Proof, kind: str, whole: Expr, part: Expr, base: Expr | None) -> Iterator[Fact]:
    """That the first n together are the product, or the sum, of each given those before it."""
    n = declare.natural_variable("k")
    nought, last = whole_number(0), successor(n)
    at = next(place for place, h in enumerate(d.given) if whole.term in h.statement.term.free)
    start, longer, third = d.given[at : at + 3]

    def total(size: Expr) -> Expr:
        t = declare.index("t", size)
        return Prod(t, part[t]) if kind[0] == "p" else Sum(t, part[t])

    end = "last-factor" if kind[0] == "p" else "last-term"
    nothing = 1 if kind[0] == "p" else 0
    empty = d.chain(whole[nought]).eq(nothing, by=start).eq(total(nought), by=end)
    with d.take(n), d.suppose(Eq(whole[n], total(n))) as so_far:
        grown = whole[n] * part[last] if kind[0] == "p" else whole[n] + part[last]
        more = total(n) * part[last] if kind[0] == "p" else total(n) + part[last]
        d.chain(whole[last]).eq(grown, by=longer).eq(more, by=so_far.assumption).eq(total(last), by=end)
    yield d.have(ForAll(n, Eq(whole[n], total(n))), by=["induction", empty, so_far])
    if kind[0] != "p" or base is None:
        return
    with d.take(n), d.suppose(whole[n] > 0) as before:
        d.chain(whole[last]).eq(whole[n] * part[last], by=longer).gt(
            0, by=["product-of-signs", before.assumption, third.at(last)]
        )
    first = d.have(whole[nought] > 0, by=start)
    possible = d.have(ForAll(n, whole[n] > 0), by=["induction", first, before])
    yield possible

    def logs(size: Expr) -> Expr:
        t = declare.index("t", size)
        return Sum(t, log(part[t], to_base=base))

    none = d.chain(log(whole[nought], to_base=base)).eq(log(1, to_base=base), by=start).eq(0, by="log-of-one")
    none = none.eq(logs(nought), by="last-term")
    with d.take(n), d.suppose(Eq(log(whole[n], to_base=base), logs(n))) as known:
        own, prefix = d.have(part[last] > 0, by=third.at(last)), d.have(whole[n] > 0, by=possible.at(n))
        d.chain(log(whole[last], to_base=base)).eq(log(whole[n] * part[last], to_base=base), by=longer).eq(
            log(whole[n], to_base=base) + log(part[last], to_base=base), by=["log-of-product", own, prefix]
        ).eq(logs(n) + log(part[last], to_base=base), by=known.assumption).eq(logs(last), by="last-term")
    yield d.have(ForAll(n, Eq(log(whole[n], to_base=base), logs(n))), by=["induction", none, known])
