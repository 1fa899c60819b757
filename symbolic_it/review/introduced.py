"""What a counterexample may not choose: letters that the note does not introduce, the value of one example, what solves an equation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from symbolic_it.kernel.terms import Term, constants_of, real, substitute
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import first_marginal, second_marginal
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import applied_law_key, is_law_name, is_notion, law_key, outcome_letter
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols, Unclear, key_of
from symbolic_it.refute import Refutation
from symbolic_it.review.judging import counterexample, fails
from symbolic_it.review.numbers import with_base
from symbolic_it.review.plain_sides import closed
from symbolic_it.review.sizes_told import holds_of_told_size, of_untold_size
from symbolic_it.review.steps import Item

_PLAIN = ("p", "P", "Pr", "q", "Q", "pi")
"""Laws that everybody writes without a word about them."""
_POSITIVE = re.compile(r"\b(?:positive|non-?negative) (?:real )?numbers?\b|正(?:实|實)?[数數]|非[负負]")
_LAW = r"(?:\blaws?\b|\bdistributions?\b|\bpmfs?\b|分布)"
_UNKNOWN = ("law", "function", "functions", "real-function", "model")
_EVERY = ("f", "g", "F", "G", "h_function", "phi", "psi", "varphi", "T")
"""Letters for functions of which a claim is about every one."""


def told_laws(nodes: Sequence[s.Node]) -> Iterator[str]:
    """The keys of laws that these formulas introduce: by a notion of theirs, or as what an expectation is under."""
    for n in nodes:
        if isinstance(n, s.Call) and is_notion(n):
            for a in n.arguments:
                yield from (key for x in s.walk(a) if isinstance(x, s.Name) for key in (law_key(x), applied_law_key(x)))
        elif isinstance(n, s.Expectation) and n.sub is not None:
            yield from (key for x in s.walk(n.sub) if isinstance(x, s.Name) for key in (law_key(x), applied_law_key(x)))


def told_by(chain: s.Chain) -> Iterator[str]:
    """The keys that a chain introduces for what follows: by its notions, and by what it begins with, q(x) = .., x ~ q."""
    yield from told_laws([n for x in chain.sides for n in s.walk(x)])
    for k, sign in enumerate(chain.signs):
        if sign.op in ("~", "in") or (k == 0 and sign.op in ("=", ":=")):
            yield from named_alone(chain.sides[k + 1 if sign.op == "~" else k])


def named_alone(side: s.Node) -> Iterator[str]:
    """What a formula without a relation names, as in "two laws $r$ and $s$"."""
    parts = side.parts if isinstance(side, s.Sequence) else (side,)
    for part in parts:
        name = part.function if isinstance(part, s.Call) else part
        if isinstance(name, s.Name):
            yield law_key(name)
            yield applied_law_key(name)


def error_probability(item: Item) -> str:
    """P_e, P_err: by custom the probability of an error, which only words can tell; empty when it does not occur."""
    for n in (n for x in (item.raw_left, item.raw_right) for n in s.walk(x)):
        if is_law_name(n) and isinstance(n, s.Name) and s.word_below(n.sub) in ("e", "err", "error", "mathrm{e}"):
            return s.spelled_name(n) or "P_e"
    return ""


class Introduced:
    """Looks at a step that fails in general: whether the note has told what its letters are."""

    def __init__(self, reader: Reader, symbols: Symbols, own: str = "") -> None:
        """``own``: the words that the step stands under."""
        self.reader, self.world, self.symbols, self.own = reader, reader.world, symbols, own.lower()

    def untold(self, item: Item, given: Sequence[Expr]) -> str:
        """Why nothing is claimed of the step, in words; empty when its letters are known."""
        statement = item.statement
        if item.lhs is None or item.rhs is None or statement is None:
            return ""
        if item.sign.op in ("=>", "<=>"):
            new = sorted(v.name for v in item.rhs.term.free - item.lhs.term.free if v.ty is real and v.name != "b")
            return f"it fails in general; what {new[0]} is, the note has not told before" if new else ""
        if item.sign.op in ("=", "==") and self.other_numbers(item):
            return "it fails in general; how the numbers of the two sides belong together, the note does not say"
        if called := self.called_law(item):
            return f"it fails in general; {called} is read as a number here, and the text calls it a law"
        if self.apart(item):
            return "it fails in general; how the sums belong to the variables, the note does not say"
        stranger = self.stranger(item) or error_probability(item)
        if stranger:
            return f"it fails in general; what {stranger} is, the note has not told before"
        if self.holds_of_marginals(item, statement, given):
            return "it fails in general; it may hold where the single laws are those of the joint one"
        if self.holds_of_values(item, statement, given):
            return "it fails in general; it may hold where the variable takes the values alone that are written here"
        if words := holds_of_told_size(self.reader, statement, given):
            return f"it fails in general; it may hold where {words}, as the note says"
        if untold := of_untold_size(self.reader, statement):
            return f"it fails in general; what {untold} is, the note has not told before"
        if self.value_of_one(item, given):
            return "some laws have this value and some have not; which one the note speaks of is not known"
        return ""

    def examined(self, item: Item, given: Sequence[Expr]) -> Refutation | str | None:
        """Why nothing is claimed of the step, or a counterexample with the numbers positive that the text has so."""
        if words := self.untold(item, given):
            return words
        statement = item.statement
        assert statement is not None
        every = _POSITIVE.search(self.own) is not None
        numbers = {key.removeprefix("number:"): e for key, e in self.world.known.items() if key.startswith("number:")}
        free = {key: e for key, e in numbers.items() if e.term in statement.term.free}
        used = [e > 0 for key, e in free.items() if every or key in self.symbols.positive]
        if not used:
            return None
        based = any(v.name == "b" for v in statement.term.free)
        found = [counterexample(with_base(statement, b), [*given, *used]) for b in (("", "e") if based else ("",))]
        words = "it fails in general; for positive numbers, as the text has them, it was not seen to fail"
        return words if None in found else found[0]

    def other_numbers(self, item: Item) -> bool:
        """Whether each side has a sequence of numbers that the other has not: sum_i p_i l_i here and sum_i x_i l_i there."""
        assert item.lhs is not None and item.rhs is not None
        left, right = (
            {v for v in e.term.free if v.ty.op == "fun" and v.ty.args[0].op == "nat" and v.ty.args[1] is real}
            for e in (item.lhs, item.rhs)
        )
        return bool(left - right) and bool(right - left)

    def called_law(self, item: Item) -> str:
        """A name that H(u) is read of as a number, the entropy of u and 1 - u, and that the words call a law."""
        for n in (n for x in (item.raw_left, item.raw_right) for n in s.walk(x)):
            u = n.arguments[0] if isinstance(n, s.Call) and is_notion(n) and len(n.arguments) == 1 else None
            if isinstance(u, s.Name) and f"number:{key_of(u)}" in self.world.known:
                name = rf"\\?{re.escape(u.head.lower())}"
                called = rf"{_LAW}\W{{0,4}}{name}(?![a-z])|(?<![a-z]){name}\$[^.。]{{0,40}}{_LAW}"
                if re.search(called, self.own):
                    return s.spelled_name(u) or u.head
        return ""

    def apart(self, item: Item) -> bool:
        """Whether a sample is weighted by its law, sum_j p(y_j) f(y_j), or H(x, y) stands beside p(i, j) alone."""
        nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
        samples = {key.removeprefix("sample:") for key in self.world.known if key.startswith("sample:")}
        if any(isinstance(n, s.Big) and n.kind == "sum" and _weighted(n.body, samples) for n in nodes):
            return True
        calls = [n for n in nodes if isinstance(n, s.Call)]
        notions = {outcome_letter(a) for n in calls if is_notion(n) for a in n.arguments if isinstance(a, s.Name)} - {
            ""
        }
        laws = {outcome_letter(a) for n in calls if is_law_name(n.function) for a in n.arguments} - {""}
        return bool(notions and laws) and not notions & laws and laws <= set("ijk")

    def stranger(self, item: Item) -> str:
        """A law or a function that only one side speaks of, and that nothing before introduces."""
        assert item.lhs is not None and item.rhs is not None
        sides = [e.term.free for e in (item.lhs, item.rhs)]
        nodes = [n for x in (item.raw_left, item.raw_right, item.left, item.right) for n in s.walk(x)]
        told = {*self.symbols.told, *told_laws(nodes)}
        calls = [n.function for n in nodes if isinstance(n, s.Call) and isinstance(n.function, s.Name)]
        applied = {key for f in calls for key in (law_key(f), applied_law_key(f), key_of(f))}
        words = [e for key, e in self.world.known.items() if key == "sample:w"]
        if any((e.term in sides[0]) != (e.term in sides[1]) for e in words) and any(map(_of_words, nodes)):
            return "the entropy of the words"
        shared = sides[0] & sides[1]
        events = any(key.startswith("event:") and e.term in shared for key, e in self.world.known.items())
        every = {key.partition(":")[0] for key, e in self.world.known.items() if e.term in sides[0] | sides[1]}
        laws = bool(every & {"law", "model"})
        for key, e in self.world.known.items():
            kind, _, name = key.partition(":")
            head = name.partition(":")[0]
            one_sided = (e.term in sides[0]) != (e.term in sides[1])
            if kind == "event" and one_sided and not events and item.sign.op in ("=", "=="):
                return f"the event {name}"
            later = kind == "number" and one_sided and item.sign.op in ("=", "==")
            if (
                later
                and name not in self.defining()
                and any(place > item.right.start and told == name for place, told in self.symbols.told_later)
            ):
                return e.text  # "where k = sum_i x_i" follows
            if kind == "number" and one_sided and laws and item.sign.op in ("=", "=="):
                return e.text  # L_ELBO, c: a number of laws that has no other
            if kind not in _UNKNOWN or not one_sided or (kind not in ("model", "functions") and head not in applied):
                continue
            other = sides[1] if e.term in sides[0] else sides[0]
            if item.sign.op in ("=", "==") and kind in ("law", "model", "functions") and self.formula_alone(other):
                return e.text
            if kind == "law":
                plain = head in _PLAIN or head in told or _decorated(head)
                if not plain:
                    return e.text
            elif kind != "model" and head not in _EVERY:
                return e.text
        return ""

    def defining(self) -> set[str]:
        """What the note's own definitions are made of, T in q_k = e^{z_k / T} / Z: a value that it has later is a case."""
        bodies = [m.body for m in self.symbols.meanings.values()]
        return {key_of(n) for body in bodies for n in s.walk(body) if isinstance(n, s.Name)}

    def formula_alone(self, free: AbstractSet[Term]) -> bool:
        """Whether a side speaks of numbers and of no law: what the law on the other side is."""
        kinds = {key.partition(":")[0] for key, e in self.world.known.items() if e.term in free}
        return bool(kinds & {"number", "sequence"}) and not kinds & {"law", "model", "functions", "event", "whole"}

    def holds_of_marginals(self, item: Item, statement: Expr, given: Sequence[Expr]) -> bool:
        """Whether laws and functions of one variable, put in the place of the marginals of the joint law, make it true."""
        free = statement.term.free
        joints = [
            (e, self.world.letters_of(key.removeprefix("law:")))
            for key, e in self.world.known.items()
            if key.startswith("law:") and e.term in free and e.type.args[0].op == "pair"
        ]
        if len(joints) != 1 or len(joints[0][1]) != 2:
            return False
        joint, letters = joints[0]
        nodes = [n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Call)]
        single = [n for n in nodes if not is_notion(n) and is_law_name(n.function) and len(n.arguments) == 1]
        named = {  # p(z) beside q(z): q is no name for the marginal, which stands there itself
            outcome_letter(n.arguments[0])
            for n in single
            if isinstance(n.function, s.Name) and self.world.known.get("law:" + law_key(n.function)) is joint
        }
        values: dict[Term, Term] = {}
        for key, e in self.world.known.items():
            kind, _, name = key.partition(":")
            if (
                name.partition(":")[0] in ("f", "g")
                or kind not in ("law", "function")
                or e.term not in free
                or e.type.op != "fun"
                or e.term is joint.term
            ):
                continue
            for letter, marginal in zip(letters, (first_marginal, second_marginal), strict=True):
                if letter not in named and e.type.args[0] is self.world.alphabet(letter).type:
                    values[e.term] = marginal(joint).term
        if not values:
            return False
        declarations = frozenset(d for d in statement.declarations if d.variable not in values)
        conditions = [Expr(substitute(values, g.term), g.names, g.declarations) for g in given]
        return not fails(Expr(substitute(values, statement.term), statement.names, declarations), conditions)

    def holds_of_values(self, item: Item, statement: Expr, given: Sequence[Expr]) -> bool:
        """Whether it is not seen to fail for variables with the values alone that stand in it: P(0) log P(0) + P(1) log P(1)."""
        values: dict[str, set[str]] = {}
        for n in (n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Call)):
            for a in n.arguments:
                if isinstance(a, s.Relation) and a.op == "=" and isinstance(a.right, s.Num) and a.left is not None:
                    values.setdefault(outcome_letter(a.left), set()).add(a.right.written)
                elif isinstance(a, s.Num) and is_law_name(n.function) and len(n.arguments) == 1:
                    values.setdefault(self.world.default_letter(), set()).add(a.written)
        values = {x: found for x, found in values.items() if x}
        if not values:
            return False
        sizes = [Eq(self.world.count(x), max(2, len(found))) for x, found in values.items()]
        return not fails(statement, [*given, *sizes])

    def value_of_one(self, item: Item, given: Sequence[Expr]) -> bool:
        """Whether a number is claimed that some laws are below and some above: H(X|Y) = 11/8 of the table before."""
        assert item.lhs is not None and item.rhs is not None
        side = item.right if closed(item.right) else item.left if closed(item.left) else None
        if side is None or item.sign.op not in ("=", "==", "<", "<=", ">", ">="):
            return False
        laws = any(v.ty.op == "fun" for v in item.lhs.term.free | item.rhs.term.free)
        if laws and (item.sign.op not in ("=", "==") or (isinstance(side, s.Num) and side.value in (0, 1))):
            return False  # a sum is 1, a probability is below 1: said of all laws
        if (
            not laws
            and item.sign.op not in ("=", "==")
            and (
                any(isinstance(n, (s.Function, s.Big)) for x in (item.left, item.right) for n in s.walk(x))
                or constants_of([item.lhs.term, item.rhs.term]) & {"exp", "ln"}
            )
        ):
            return False
        if not isinstance(side, (s.Num, s.Minus)) and self.happens(item, "=", given):
            return True
        return all(self.happens(item, op, given) for op in ("<", ">"))

    def happens(self, item: Item, op: str, given: Sequence[Expr]) -> bool:
        """Whether some instance meets the relation."""
        opposite = {"<": ">=", ">": "<=", "=": "!="}[op]
        self.reader.free.clear()
        try:
            statement = self.reader.related(item.left, opposite, item.right)[2]
        except (Unclear, RecursionError):
            return False
        return counterexample(statement, given, 120) is not None


def _decorated(head: str) -> bool:
    """p_data, p_hat, q_phi: a law of the plain ones with a word or a mark."""
    first, _, rest = head.partition("_")
    return first in _PLAIN and len(rest) > 1


def _of_words(node: s.Node) -> bool:
    """H(W), which notes on languages write for the entropy per word."""
    return isinstance(node, s.Call) and is_notion(node) and any(s.spelled_name(a) == "W" for a in node.arguments)


def _weighted(body: s.Node, samples: AbstractSet[str]) -> bool:
    while isinstance(body, (s.Group, s.Minus)):
        body = body.inner
    return isinstance(body, s.Binary) and body.op == "*" and _weights(body, samples)


def _weights(body: s.Node, samples: AbstractSet[str]) -> bool:
    """Whether a factor of the body is a law at a member of a sample."""
    while isinstance(body, (s.Group, s.Minus)):
        body = body.inner
    if isinstance(body, s.Binary) and body.op == "*":
        return _weights(body.left, samples) or _weights(body.right, samples)
    if not isinstance(body, s.Call) or not is_law_name(body.function):
        return False
    return any(isinstance(a, s.Name) and a.sub is not None and a.head in samples for a in body.arguments)
