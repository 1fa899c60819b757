"""One chain of a note: its relations read, judged one by one, and what can be said of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symbolic_it.authoring.results import Counterexample, Diagnostic, Span, StepResult, Verdict
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import real
from symbolic_it.language.expr import And, Expr, Implies
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import (
    family_key,
    is_law_name,
    is_notion,
    is_parameter,
    law_key,
    outcome_letter,
    parameter_of,
    split_arguments,
)
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.reading.statements import relate
from symbolic_it.notes.symbols import Meaning, Symbols, Unclear, key_of, substituted
from symbolic_it.notes.usage import Usage, analysed
from symbolic_it.refute import Refutation
from symbolic_it.review import figures
from symbolic_it.review.assumptions import possible
from symbolic_it.review.judging import (
    LITTLE,
    Assumption,
    Judgement,
    by_library,
    conditional,
    counterexample,
    fails,
    proved,
    standing_conditions,
    under,
)
from symbolic_it.review.repairs import likely_repair

MAX_EXPANSIONS = 12
MAX_EFFORT = 60
"""Long searches, for a proof or a repair, in one file: afterwards only what is found at first sight is said."""
CLAIMS = ("=", "<=", "<", ">=", ">", "!=", ":=", "==", "<<")


@dataclass
class Context:
    """What stands around a chain: words before and after it, and what its display holds."""

    symbols: Symbols
    words: str = ""
    """The text around the chain, lower case."""
    before: str = ""
    """The last words before it."""
    display: bool = True
    section: int = 0


@dataclass
class Outcome:
    """One step's outcome: a result, or a reason why it was not understood, or nothing to judge."""

    index: int
    sign: s.Sign
    left: s.Node
    right: s.Node
    verdict: Verdict
    read: tuple[str, str] | None = None
    assumptions: tuple[str, ...] = ()
    code: str = ""
    payload: dict[str, str] = field(default_factory=dict)
    counterexample: Counterexample | None = None
    by: tuple[str, ...] = ()
    repair: str = ""
    remarks: tuple[tuple[str, s.Node, str], ...] = ()
    result: StepResult | None = None


@dataclass
class ChainReview:
    outcomes: list[Outcome]
    standing: list[str]
    settings: int = 0
    """Relations that state a condition or a setting and claim nothing."""


class ChainReviewer:
    """Reviews one chain; changes the table of symbols."""

    def __init__(self, chain: s.Chain, context: Context) -> None:
        self.chain, self.context = chain, context
        self.symbols = context.symbols
        self.standing: list[str] = []

    # ---- preparing -------------------------------------------------------------------------------------

    def expanded(self, node: s.Node) -> s.Node:
        """The side with the note's own names replaced by what they stand for."""
        for _ in range(MAX_EXPANSIONS):
            new = self._once(node)
            if new is node:
                return node
            node = new
        raise Unclear(node, "a name is defined by itself")

    def _once(self, node: s.Node) -> s.Node:
        meanings = self.symbols.meanings
        if not meanings and not any(
            isinstance(n, s.Derivative) or (isinstance(n, s.Name) and "prime" in n.mark) for n in s.walk(node)
        ):
            return node
        if isinstance(node, s.Call):
            f = node.function
            known = meanings.get(law_pattern(node)) or meanings.get(key_of(f))
            if known is not None and known.parameters and len(known.parameters) == len(node.arguments):
                values = dict(zip(known.parameters, node.arguments, strict=True))
                return s.Group(node.start, node.end, substituted(known.body, values), "{")
            if known is not None and not known.parameters and isinstance(f, s.Name) and is_law_name(f):
                return replace(node, function=s.Group(f.start, f.end, known.body, "{"))
            if (
                isinstance(f, s.Name)
                and f.mark == "prime"
                and len(node.arguments) == 1
                and isinstance(node.arguments[0], s.Name)
            ):
                if f.head in ("H", "h", "sigma") and key_of(replace(f, mark="")) not in meanings:
                    body = replace(node, function=replace(f, mark=""))
                    return s.Derivative(node.start, node.end, "d", node.arguments[0], 1, body)
            if isinstance(f, s.Name) and f.mark == "prime" and len(node.arguments) == 1:
                known = meanings.get(key_of(replace(f, mark="")))
                variable = node.arguments[0]
                if known is not None and len(known.parameters) == 1 and isinstance(variable, s.Name):
                    inside = substituted(known.body, {known.parameters[0]: variable})
                    return s.Derivative(
                        node.start, node.end, "d", variable, 1, s.Group(node.start, node.end, inside, "{")
                    )
        if isinstance(node, s.Derivative) and isinstance(node.body, s.Name) and isinstance(node.variable, s.Name):
            known = meanings.get(key_of(node.body))
            if known is None and node.body.head in ("sigma", "H", "h"):
                return replace(node, body=s.Call(node.start, node.end, node.body, (node.variable,), ()))
            if known is not None and len(known.parameters) == 1:
                inside = substituted(known.body, {known.parameters[0]: node.variable})
                return replace(node, body=s.Group(node.body.start, node.body.end, inside, "{"))
        if isinstance(node, s.Name):
            known = meanings.get(key_of(node))
            if known is not None and not known.parameters:
                return s.Group(node.start, node.end, known.body, "{")
            known = meanings.get(indexed_key(node)) if node.sub is not None else None
            if known is not None and node.sub is not None:
                return s.Group(node.start, node.end, substituted(known.body, {known.parameters[0]: node.sub}), "{")
            return node
        changes: dict[str, object] = {}
        for name in node.__dataclass_fields__:
            if name in ("function", "below", "lower", "variable"):
                continue
            value = getattr(node, name)
            if isinstance(value, s.Node):
                new = self._once(value)
                if new is not value:
                    changes[name] = new
            elif isinstance(value, tuple) and any(isinstance(x, s.Node) for x in value):
                parts = tuple(self._once(x) if isinstance(x, s.Node) else x for x in value)
                if any(a is not b for a, b in zip(parts, value, strict=True)):
                    changes[name] = parts
        return replace(node, **changes) if changes else node  # type: ignore[arg-type]

    def defines(self, left: s.Node, right: s.Node, sign: s.Sign) -> tuple[str, tuple[str, ...]] | None:
        """(key, parameters) when the relation introduces a name of the note's own."""
        if sign.op not in ("=", ":=", "=="):
            return None
        while isinstance(left, s.Group):
            left = left.inner
        again = sign.op == ":="
        if isinstance(left, s.Name):
            return self.defines_name(left, right, again)
        if not isinstance(left, s.Call) or not isinstance(left.function, s.Name) or is_notion(left):
            return None
        f = left.function
        key = key_of(f)
        if (key in self.symbols.meanings and not again) or "prime" in f.mark:
            return None
        names = [a for a in left.arguments if isinstance(a, s.Name)]
        if len(names) != len(left.arguments):
            return None
        inside = {key_of(n.function) for n in s.walk(right) if isinstance(n, s.Call)}
        if is_law_name(f):
            calls = [n for n in s.walk(right) if isinstance(n, s.Call) and is_law_name(n.function)]
            if calls or not self.is_explicit(right) or (isinstance(right, s.Num)):
                return None
            return law_pattern(left), tuple(key_of(n) for n in names)
        if any(a.sub is not None for a in names):
            return None
        return None if key in inside else (key, tuple(n.head for n in names))

    def defines_name(self, left: s.Name, right: s.Node, again: bool) -> tuple[str, tuple[str, ...]] | None:
        key = key_of(left)
        indexed = indexed_key(left)
        if ((indexed or key) in self.symbols.meanings and not again) or (
            left.head in ("e", "b") and not left.mark and left.sub is None
        ):
            return None
        if isinstance(right, s.Num) or (isinstance(right, s.Minus) and isinstance(right.inner, s.Num)):
            return None
        if any(isinstance(n, (s.Sequence, s.Dots, s.Words)) for n in s.walk(right)):
            return None
        used = {key_of(n) for n in s.walk(right) if isinstance(n, s.Name)}
        if key in used:
            return None
        if indexed:
            assert isinstance(left.sub, s.Name)
            return (indexed, (left.sub.head,)) if self.is_explicit(right) and left.head not in ("x", "X") else None
        if is_law_name(left) and left.mark and left.sub is None and self.is_explicit(right):
            if not any(isinstance(n, s.Call) or (isinstance(n, s.Name) and is_law_name(n)) for n in s.walk(right)):
                return key, ()
        if is_law_name(left) and left.sub is None:
            laws = [n for n in s.walk(right) if isinstance(n, s.Name) and is_law_name(n)]
            return (
                (key, ())
                if left.head in ("M", "m", "R", "r") and laws and isinstance(right, (s.Binary, s.Group))
                else None
            )
        return key, ()

    @staticmethod
    def is_explicit(right: s.Node) -> bool:
        """Whether a formula says how a value is computed: it holds an operation."""
        return any(isinstance(n, (s.Binary, s.Power, s.Function, s.Big)) for n in s.walk(right))

    # ---- reviewing -------------------------------------------------------------------------------------

    def review(self) -> ChainReview:
        """The outcomes of the chain's relations, in order."""
        chain = self.chain
        outcomes: list[Outcome] = []
        settings = 0
        first = 0
        sides = list(chain.sides)
        if not chain.signs:
            return ChainReview([], [])
        several = len(chain.signs) > 1 and all(plain(x) for x in sides)
        definition = None if several else self.defines(sides[0], sides[1], chain.signs[0])
        if definition is None and self.is_setting(sides, chain.signs):
            if not self.remember(sides, chain.signs):
                self.spoken(sides)
            self.remember_formula(sides, chain.signs)
            shown = [
                Outcome(k + 1, sign, sides[k], sides[k + 1], Verdict.DEFINITION)
                for k, sign in enumerate(chain.signs)
                if sign.op in REPORTED
            ]
            return ChainReview(shown, [], len(chain.signs))
        raw = list(sides)
        if definition is not None:
            key, parameters = definition
            body = self.expanded(sides[1])
            outcomes.append(Outcome(1, chain.signs[0], sides[0], sides[1], Verdict.DEFINITION))
            self.symbols.meanings[key] = Meaning(parameters, body, self.context.section)
            first = 1
        try:
            sides = [self.expanded(x) if k >= first else x for k, x in enumerate(sides)]
            usage = analysed(sides[first:], self.symbols)
            self.unify_case(usage)
            reader = Reader(usage, self.symbols)
            reader.find_sizes(sides[first:])
        except Unclear as error:
            return ChainReview([*outcomes, *self.all_unclear(first, raw, error)], [], settings)
        if definition is not None:
            outcomes[0] = self.understood_definition(outcomes[0], reader, sides[1])
        items = self.elaborated(reader, sides, raw, first)
        outcomes += self.judge(reader, items)
        self.learn(reader, usage)
        return ChainReview(sorted(outcomes, key=lambda o: o.index), [*self.standing, *reader.world.standing], settings)

    def all_unclear(self, first: int, raw: Sequence[s.Node], error: Unclear) -> list[Outcome]:
        return [
            self.unclear(k + 1, self.chain.signs[k], raw[k], raw[k + 1], error)
            for k in range(first, len(self.chain.signs))
        ]

    @staticmethod
    def unclear(index: int, sign: s.Sign, left: s.Node, right: s.Node, error: Unclear) -> Outcome:
        return Outcome(
            index,
            sign,
            left,
            right,
            Verdict.NOT_UNDERSTOOD,
            code=error.code,
            payload={"text": error.words, "readings": error.words, "symbol": error.words},
        )

    def understood_definition(self, outcome: Outcome, reader: Reader, right: s.Node) -> Outcome:
        try:
            value = reader.side(right)
            return replace(outcome, read=(self.written(outcome.left), value.latex))
        except Unclear as error:
            return self.unclear(1, outcome.sign, outcome.left, outcome.right, error)
        finally:
            reader.free.clear()

    @staticmethod
    def written(node: s.Node) -> str:
        return s.spelled_name(node)

    def is_setting(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Whether a relation alone states a condition or a choice, and claims nothing that could be judged."""
        if len(signs) > 1:
            return (
                all(sign.op in ("<", "<=", ">", ">=", "!=", "in", "=") for sign in signs)
                and all(plain(x) for x in sides)
                and not all(self.closed(x) for x in sides)
            )
        first = sides[0].function if isinstance(sides[0], s.Call) else sides[0]
        if isinstance(first, s.Name) and "prime" in first.mark:
            return False
        op = signs[0].op
        if op in (
            "~",
            "in",
            "perp",
            "subset",
            "->",
            "up",
            "down",
            "not in",
            "minus",
            "cup",
            "cap",
            "and",
            "or",
            "not",
        ) and not (op == "->" and any(isinstance(n, (s.Big, s.Expectation)) for x in sides for n in s.walk(x))):
            return True
        if op == "<<" and all(isinstance(x, (s.Name, s.Num)) for x in sides):
            return True
        if op not in CLAIMS:
            return False
        left, right = sides
        rich = any(
            isinstance(n, (s.Big, s.Expectation, s.Function, s.Optimum, s.Derivative, s.Cases))
            or (isinstance(n, s.Call) and is_notion(n))
            for x in sides
            for n in s.walk(x)
        )
        total = left if isinstance(left, s.Big) and isinstance(right, s.Num) and op == "=" else None
        if total is not None and not any(isinstance(n, s.Call) for n in s.walk(total)):
            heads = {n.head for n in s.walk(total.body) if isinstance(n, s.Name) and n.sub is not None}
            if len(heads) == 1 and not is_law_name(
                next(n for n in s.walk(total.body) if isinstance(n, s.Name) and n.sub is not None)
            ):
                return True  # sum_k y_k = 1: what the y are
        if any(isinstance(n, s.Call) and is_notion(n) and self.of_function(n) for x in sides for n in s.walk(x)):
            return False  # H(g(X)) <= H(X) claims something
        if rich:
            bare = isinstance(left, s.Call) and is_notion(left) and isinstance(right, s.Num)
            if bare and isinstance(left, s.Call) and all(map(self.closed, left.arguments)):
                return False  # H(1/2, 1/2) = 1 is a claim
            if self.unknown_functions(sides):  # E_p[f] = E_q[f p/q] claims something of every f
                averages = any(isinstance(n, s.Expectation) for x in sides for n in s.walk(x))
                return not averages or _LET.search(self.context.before) is not None
            return bare and op == "="
        if all(self.closed(x) for x in sides):
            return False
        if self.unknown_functions(sides):
            return True
        if any(isinstance(x, (s.Sequence, s.Words, s.Hole, s.Dots)) for x in sides):
            return True
        laws = [n for x in sides for n in s.walk(x) if isinstance(n, s.Call) and is_law_name(n.function)]
        if len(laws) >= 2 and any(len(c.arguments) > 1 for c in laws):
            return False  # p(x, y) = p(x) p(y)
        if len(laws) >= 3:
            return False
        if not any(isinstance(n, (s.Power, s.Binary)) for n in s.walk(left)):
            return True
        return bool(laws) and _LET.search(self.context.before) is not None

    def unknown_functions(self, sides: Sequence[s.Node]) -> bool:
        """Whether it speaks of a function that the note has not defined."""
        for x in sides:
            for n in s.walk(x):
                if (
                    isinstance(n, s.Call)
                    and isinstance(n.function, s.Name)
                    and not n.function.mark
                    and n.function.head in ("f", "g", "u", "F", "G", "varphi", "phi", "psi")
                ):
                    if (
                        key_of(n.function) not in self.symbols.meanings
                        and len(n.arguments) == 1
                        and n.function.sub is None
                        and not outcome_letter_of(n)
                    ):
                        return True
        return False

    @staticmethod
    def of_function(call: s.Call) -> bool:
        """Whether a notion's arguments hold a function of a variable: H(g(X))."""
        inner = [n.function for a in call.arguments for n in s.walk(a) if isinstance(n, s.Call)]
        return any(isinstance(f, s.Name) and not is_law_name(f) for f in inner)

    @staticmethod
    def closed(node: s.Node) -> bool:
        return not any(isinstance(n, s.Name) and n.head != "e" for n in s.walk(node))

    def spoken(self, sides: Sequence[s.Node]) -> None:
        """The note says something of these names that is not used: a counterexample may not choose them."""
        for x in sides:
            for n in s.walk(x):
                if isinstance(n, s.Name) and n.head not in COMMON:
                    self.symbols.spoken.add(n.head)

    def remember(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Keeps what the relations say of symbols; whether it is a condition that steps are judged under."""
        if all(sign.op in ("<", "<=", ">", ">=") for sign in signs) or isinstance(sides[0], s.Big):
            if _IF.search(self.context.before) or self.compares_laws(sides):
                return False
            self.symbols.constraints.append((list(sides), [sign.op for sign in signs], self.context.section))
            del self.symbols.constraints[:-20]
            return True
        computed = isinstance(sides[0], s.Name) and any(
            isinstance(n, (s.Call, s.Function, s.Binary)) for n in s.walk(sides[1])
        )
        if not computed and not _LET.search(self.context.before):
            return False
        if signs[0].op in ("=", ":=") and isinstance(sides[0], (s.Call, s.Name)):
            self.symbols.settings.append((sides[0], self.context.section))
            del self.symbols.settings[:-20]
        return False

    @staticmethod
    def compares_laws(sides: Sequence[s.Node]) -> bool:
        """Whether it says more of laws than p(x) > 0: such a display claims, and is no hypothesis for what follows."""
        calls = [n for x in sides for n in s.walk(x) if isinstance(n, s.Call)]
        return bool(calls) and (
            len(calls) > 1 or any(isinstance(n, (s.Binary, s.Power)) for x in sides for n in s.walk(x))
        )

    def remember_formula(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> None:
        """w(x) = p(x)/q(x): what is said of w later is about this function."""
        left = sides[0]
        if len(signs) != 1 or not isinstance(left, s.Call) or is_law_name(left.function):
            return
        if not self.is_explicit(sides[1]) or self.unknown_functions(sides[1:]):
            return
        again = signs[0]
        known = self.symbols.meanings.get(key_of(left.function))
        if known is not None and known.line != self.context.section and _LET_OR_DEFINE.search(self.context.before):
            again = replace(again, op=":=")
        definition = self.defines(left, sides[1], again)
        if definition is None:
            return
        key, parameters = definition
        try:
            self.symbols.meanings[key] = Meaning(parameters, self.expanded(sides[1]), self.context.section)
        except Unclear:
            return

    def unify_case(self, usage: Usage) -> None:
        """p(x) and P(x) in one formula are one law, unless both stand in one pair of brackets or q and Q differ as well."""
        for small, large in (("p", "P"), ("q", "Q")):
            if small in usage.laws and large in usage.laws and small not in usage.scalars:
                usage.same[large] = small
                joint = usage.laws[small] + tuple(x for x in usage.laws[large] if x not in usage.laws[small])
                usage.laws[small] = usage.laws[large] = joint

    # ---- relations to statements ---------------------------------------------------------------------------

    def elaborated(self, reader: Reader, sides: Sequence[s.Node], raw: Sequence[s.Node], first: int) -> list[Item]:
        items: list[Item] = []
        signs = self.chain.signs
        k = first
        while k < len(signs):
            sign = signs[k]
            item = Item(k + 1, sign, raw[k], raw[k + 1], sides[k], sides[k + 1])
            items.append(item)
            if sign.op in ("=>", "<=>"):
                self.implication(reader, sides, k, item, items)
                k += 1
                continue
            self.relation(reader, item)
            k += 1
        return items

    def relation(self, reader: Reader, item: Item) -> None:
        reader.free.clear()
        reader.remarks.clear()
        try:
            if item.sign.op in ("~=", "->"):
                item.lhs, item.rhs = reader.side(item.left), reader.side(item.right)
                if item.lhs.type is not item.rhs.type:
                    raise Unclear(item.right, "the two sides are of different kinds")
                item.statement = reader.closed(relate(item.lhs, "=", item.rhs))
            else:
                item.lhs, item.rhs, item.statement = reader.related(item.left, item.sign.op, item.right)
        except Unclear as error:
            item.error = error
        except RecursionError:
            item.error = Unclear(item.right, "the formula is nested too deeply", "IT004")
        item.remarks = tuple(reader.remarks)

    def implication(self, reader: Reader, sides: Sequence[s.Node], k: int, item: Item, items: list[Item]) -> None:
        """a = b => c = d: one statement; its parts claim nothing by themselves."""
        signs = self.chain.signs
        before = k - 1
        if before < 0 or signs[before].op in ("=>", "<=>"):
            item.error = Unclear(item.left, "an implication needs a relation before it")
            return
        if k + 1 >= len(signs) or signs[k + 1].op in ("=>", "<=>"):
            item.error = Unclear(item.right, "an implication needs a relation after it")
            return
        reader.free.clear()
        try:
            a = reader.related(sides[before], signs[before].op, sides[before + 1])
            b = reader.related(sides[k + 1], signs[k + 1].op, sides[k + 2])
            item.lhs, item.rhs = a[2], b[2]
            from symbolic_it.language.expr import Iff

            item.statement = Implies(a[2], b[2]) if item.sign.op == "=>" else Iff(a[2], b[2])
        except Unclear as error:
            item.error = error
        if items[-2:-1] and items[-2].index == before + 1:
            items[-2].silent = True
        item.swallows = k + 2

    # ---- judging -------------------------------------------------------------------------------------------

    def judge(self, reader: Reader, items: list[Item]) -> list[Outcome]:
        swallowed = {item.swallows for item in items if item.swallows}
        live = [i for i in items if i.error is None and not i.silent and i.index not in swallowed]
        outcomes = []
        for item in items:
            if item.silent or item.index in swallowed:
                continue
            if item.error is not None:
                outcomes.append(
                    replace(
                        self.unclear(item.index, item.sign, item.raw_left, item.raw_right, item.error),
                        remarks=item.remarks,
                    )
                )
        numbers = [i for i in live if self.numeric(i) is not None]
        for item in numbers:
            found = self.numeric(item)
            assert found is not None
            outcomes.append(found)
        rest = [i for i in live if i not in numbers and i.sign.op not in ("~=", "->")]
        statements = [i.statement for i in rest if i.statement is not None]
        used = [h for h in reader.world.hypotheses if any(h.term.free & st.term.free for st in statements)]
        used += self.constraints(reader, statements)
        given = [*used, *standing_conditions(statements, used)]
        self.given = given
        for item, judgement in zip(rest, proved(statements, given, LITTLE) if statements else [], strict=True):
            outcomes.append(self.outcome(reader, item, judgement, given))
        for item in live:
            if item not in numbers and item.sign.op in ("~=", "->"):
                outcomes.append(self.approximation(reader, item))
        return outcomes

    def constraints(self, reader: Reader, statements: Sequence[Expr]) -> list[Expr]:
        """What the note said of the numbers that occur: 0 < p < 1, sum_k y_k = 1."""
        found: list[Expr] = []
        free = {v for st in statements for v in st.term.free}
        for sides, ops, section in self.symbols.constraints:
            if section != self.context.section and section:
                continue
            names = {k for x in sides for n in s.walk(x) if isinstance(n, s.Name) for k in (key_of(n), family_key(n))}
            if not names & {key.partition(":")[2] for key in reader.world.known}:
                continue
            reader.free.clear()
            for a, op, b in zip(sides, ops, sides[1:], strict=False):
                try:
                    statement = reader.related(a, op, b)[2]
                except (Unclear, RecursionError):
                    continue
                if (
                    statement.term.free <= free | {v for v in statement.term.free if v.ty.op == "nat"}
                    and statement.term.free & free
                ):
                    found.append(statement)
        if found and counterexample(Expr(constant_for("false")), [*found, *reader.world.hypotheses], 200) is None:
            return []
        self.standing += [f"as the note says, {e.text}" for e in found]
        return found

    def outcome(self, reader: Reader, item: Item, judgement: Judgement, given: Sequence[Expr]) -> Outcome:
        base = self.base_outcome(item)
        if judgement.result is None:
            return self.unclear(
                item.index, item.sign, item.raw_left, item.raw_right, Unclear(item.right, judgement.error)
            )
        result = judgement.result
        base = replace(base, result=result, by=result.by)
        statement = item.statement
        assert statement is not None
        if result.verdict in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION):
            verdict = Verdict.DEFINITION if self.introduces(item) else Verdict.PROVED
            self.standing += result.assumptions
            return replace(base, verdict=verdict)
        if result.verdict is Verdict.CONDITIONAL:
            payload = dict(result.diagnostic.payload) if result.diagnostic else {}
            code = result.diagnostic.code if result.diagnostic else "IT201"
            return replace(
                base, verdict=Verdict.CONDITIONAL, assumptions=result.assumptions, code=code, payload=payload
            )
        code = "IT101"
        example = counterexample(statement, given)
        if example is None:
            if self.symbols.effort >= MAX_EFFORT:
                words = f"{MAX_EFFORT} long searches for one file"
                return replace(base, verdict=Verdict.UNPROVED, code="IT502", payload={"budget": words})
            self.symbols.effort += 1
            (longer,) = proved([statement], given)
            for found in (longer, by_library(statement, given)):
                if found is not None and found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL):
                    return self.outcome(reader, item, found, given)
        further = self.under_assumptions(reader, statement, given)
        if further is not None:
            assumption, j = further
            if example is None and assumption.code in ("IT203", "IT204"):
                pass  # true without it, or not shown false: then it is not what the step lacks
            elif not assumption.code:
                self.standing.append(assumption.words)
                return replace(base, verdict=Verdict.PROVED, result=j.result, by=j.result.by if j.result else ())
            elif assumption.code == "IT205" and not self.speaks_of_limit():
                code = "IT103"
            else:
                return replace(
                    base,
                    verdict=Verdict.CONDITIONAL,
                    assumptions=(assumption.words,),
                    code=assumption.code,
                    payload=self.assumed(item, assumption.words),
                    result=j.result,
                    by=j.result.by if j.result else (),
                )
        if example is not None:
            return self.under_base(item, base, statement, given) or self.refuted(
                reader, item, base, example, given, code
            )
        last = conditional(statement, given)
        if last.verdict is Verdict.PROVED:
            return self.outcome(reader, item, last, given)
        result = last.result or result
        payload = dict(result.diagnostic.payload) if result.diagnostic else {"residual": "", "suggestion": ""}
        verdict = result.verdict
        return replace(
            base,
            verdict=verdict,
            assumptions=result.assumptions,
            code=result.diagnostic.code if result.diagnostic else "IT501",
            payload=payload,
            result=result,
        )

    def under_base(self, item: Item, base: Outcome, statement: Expr, given: Sequence[Expr]) -> Outcome | None:
        """The outcome when the step is false for some base of its logarithms, and holds for natural or binary ones."""
        if not any(v.name == "b" for v in statement.term.free):
            return None
        settled = self.symbols.unit_base or self.symbols.assumed_base
        for name in (settled,) if settled else ("e", "2"):
            fixed = with_base(statement, name)
            others = [with_base(h, name) for h in given]
            others += standing_conditions([fixed], others)
            if fails(fixed, others):
                continue
            (judgement,) = proved([fixed], others)
            found = judgement if judgement.result is not None else by_library(fixed, others)
            if found is not None and found.result is not None and found.result.verdict is not Verdict.PROVED:
                found = by_library(fixed, others)
            words = f"the logarithm is to base {name}"
            if found is None or found.result is None or found.result.verdict is not Verdict.PROVED:
                residual = f"it depends on the base of the logarithm; for base {name} neither proved nor refuted"
                return replace(base, code="IT501", payload={"residual": residual, "suggestion": ""})
            self.symbols.assumed_base = name
            return replace(
                base,
                verdict=Verdict.CONDITIONAL,
                assumptions=(words,),
                code="IT305",
                payload={"condition": words, "base": name, "text": words},
                result=found.result,
                by=found.result.by,
            )
        return None

    @staticmethod
    def assumed(item: Item, words: str) -> dict[str, str]:
        return {"condition": words, "place": f"step {item.index}", "assumption": words, "limit": words}

    def refuted(
        self, reader: Reader, item: Item, base: Outcome, example: Refutation, given: Sequence[Expr], code: str = "IT101"
    ) -> Outcome:
        if self.ambiguous(item):
            words = "with another reading the step may hold, so nothing is claimed about it"
            return replace(base, verdict=Verdict.UNPROVED, code="IT501", payload={"residual": words, "suggestion": ""})
        if self.introduces_law(item):
            self.symbols.settings.append((item.raw_left, self.context.section))
            del self.symbols.settings[:-20]
            return replace(base, verdict=Verdict.DEFINITION)
        if self.about_settings(item):
            words = "it does not hold for every law; whether it holds for the one that the note speaks of is not known"
            return replace(base, verdict=Verdict.UNPROVED, code="IT501", payload={"residual": words, "suggestion": ""})
        lhs, rhs = example.lhs, example.rhs
        if item.sign.op in (">=", ">"):
            lhs, rhs = rhs, lhs
        payload = {"where": example.where, "lhs": lhs, "rhs": rhs}
        repair = ""
        if self.symbols.effort < MAX_EFFORT:
            self.symbols.effort += 1
            repair = likely_repair(reader, item.left, item.sign.op, item.right, given)
        payload["hint"] = ""  # the repair is a field of its own
        if code == "IT103":
            payload["limit"] = payload.get("where", "")
        return replace(
            base,
            verdict=Verdict.REFUTED,
            code=code,
            payload=payload,
            counterexample=Counterexample(example.where, lhs, rhs),
            repair=repair,
        )

    def ambiguous(self, item: Item) -> bool:
        return any(what in ("averaged",) for what, _, _ in item.remarks) or self.drops_parameter(item)

    @staticmethod
    def drops_parameter(item: Item) -> bool:
        """Whether p(x_i) stands beside p(x_i | theta): the same law with its parameter left out, or another one."""
        calls = [n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Call)]
        laws = [(n, n.function) for n in calls if isinstance(n.function, s.Name) and is_law_name(n.function)]
        with_one = {law_key(f) for n, f in laws if parameter_of(f) or any(map(is_parameter, split_arguments(n)[1]))}
        return any(
            law_key(f) in with_one
            and parameter_of(f) is None
            and not any(map(is_parameter, n.arguments))
            and any(isinstance(a, s.Name) and a.sub is not None for a in n.arguments)
            for n, f in laws
        )

    def introduces_law(self, item: Item) -> bool:
        """Whether a law that the note has not spoken of before is set equal to a formula without it: q(y) = sum_x p(x, y)."""
        left = item.raw_left
        if item.index != 1 or item.sign.op not in ("=", ":=") or not isinstance(left, s.Call):
            return False
        if not isinstance(left.function, s.Name) or not is_law_name(left.function):
            return False
        key = law_key(left.function)
        used = {law_key(n) for n in s.walk(item.raw_right) if isinstance(n, s.Name)}
        return key not in self.symbols.laws and key not in used and self.is_explicit(item.raw_right)

    def about_settings(self, item: Item) -> bool:
        """Whether the note fixed a symbol of the step before, so that a counterexample with another value shows nothing."""
        nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
        found = [n for n in nodes if isinstance(n, s.Name)]
        bounds = [b for n in nodes if isinstance(n, s.Big) for b in bounds_of(n)]
        bound = {b.name for b in bounds} | {key_of(b.last) for b in bounds if b.last is not None}
        if any(n.head in self.symbols.spoken and n.head not in bound for n in found):
            return True
        names = {law_key(n) for n in found}
        if any(f"{name}(" in key or f"{name}[]" == key for name in names for key in self.symbols.meanings):
            return True
        for left, section in self.symbols.settings:
            if section != self.context.section:
                continue
            name = left.function if isinstance(left, s.Call) else left
            if isinstance(name, s.Name) and law_key(name) in names:
                return True
        sides = (item.left, item.right)
        notion = any(isinstance(x, s.Call) and is_notion(x) and not self.closed(x) for x in sides)
        if item.lhs is None or item.rhs is None:
            return False
        free = item.lhs.term.free | item.rhs.term.free
        sequences = any(v.ty.op == "fun" and v.ty.args[0].op == "nat" and v.ty.args[1].op == "real" for v in free)
        laws = any(v.ty.op == "fun" and v.ty.args[0].op != "nat" for v in free)
        if sequences and not laws and item.sign.op in ("<", "<=", ">", ">="):
            return True
        if item.sign.op != "=" or not (notion or sequences):
            return False
        numbers = [{v.name for v in e.term.free} <= {"b"} for e in (item.lhs, item.rhs)]
        return numbers[0] != numbers[1]

    def under_assumptions(
        self, reader: Reader, statement: Expr, given: Sequence[Expr]
    ) -> tuple[Assumption, Judgement] | None:
        for assumption in possible(reader.world, statement):
            if fails(statement, [*given, assumption.statement]):
                continue
            found = under(statement, given, assumption)
            if found is not None:
                return assumption, found
        return None

    def approximation(self, reader: Reader, item: Item) -> Outcome:
        """A sample average beside an expectation: the sign itself speaks of a limit."""
        base = self.base_outcome(item)
        statement = item.statement
        assert statement is not None
        given = [h for h in reader.world.hypotheses if h.term.free & statement.term.free]
        given += standing_conditions([statement], given)
        further = self.under_assumptions(reader, statement, given)
        if further is not None:
            assumption, j = further
            payload = {
                "condition": assumption.words,
                "place": f"step {item.index}",
                "assumption": assumption.words,
                "limit": assumption.words,
            }
            return replace(
                base,
                verdict=Verdict.CONDITIONAL,
                assumptions=(assumption.words,),
                code=assumption.code,
                payload=payload,
                result=j.result,
            )
        (judgement,) = proved([statement], given)
        if judgement.result is not None and judgement.result.verdict is Verdict.PROVED:
            return replace(base, verdict=Verdict.PROVED, result=judgement.result)
        return replace(
            base,
            verdict=Verdict.UNPROVED,
            code="IT501",
            payload={"residual": "an approximation without a stated error", "suggestion": ""},
        )

    def speaks_of_limit(self) -> bool:
        words = self.context.words
        return any(w in words for w in _LIMIT_WORDS)

    def base_outcome(self, item: Item) -> Outcome:
        read = None
        if item.lhs is not None and item.rhs is not None:
            read = (item.lhs.latex, item.rhs.latex)
        return Outcome(
            item.index, item.sign, item.raw_left, item.raw_right, Verdict.UNPROVED, read, remarks=item.remarks
        )

    def introduces(self, item: Item) -> bool:
        """Whether this is the first use of a standard notion, defined by what stands on the right."""
        left = item.left
        if (
            item.index != 1
            or item.sign.op not in ("=", ":=", "==")
            or not isinstance(left, s.Call)
            or not is_notion(left)
        ):
            return False
        assert isinstance(left.function, s.Name)
        if any(isinstance(n, s.Call) and is_notion(n) for n in s.walk(item.right)):
            return False
        kind = notion_kind(left)
        first = kind not in self.symbols.introduced
        self.symbols.introduced.add(kind)
        return first or item.sign.op == ":="

    # ---- numbers -------------------------------------------------------------------------------------------

    def numeric(self, item: Item) -> Outcome | None:
        """The outcome of a relation between numbers without variables; None when it is none."""
        if (
            item.lhs is None
            or item.rhs is None
            or item.lhs.type is not real
            or item.sign.op not in ("=", "~=", "<", "<=", ">", ">=", "!=", "==")
        ):
            return None
        if self.units_differ(item):
            words = "the sides are in different units, which are not converted"
            return replace(self.base_outcome(item), code="IT501", payload={"residual": words, "suggestion": ""})
        for base in self.bases(item):
            found = self.compared(item, base)
            if found is not None and (found.verdict is Verdict.COMPUTED or base in ("", "2")):
                return found
        return None

    def units_differ(self, item: Item) -> bool:
        """Whether the chain's units are not the one that its logarithms give: log_2 8 = 3 nats, 1 nat = 1.4427 bit."""
        said = {word for text in self.chain.words for word in re.findall(r"[a-z]+|比特|[奈纳]特", text.lower())}
        units = {u for u, names in _UNITS.items() if said & names}
        logs = [n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Function)]
        written = {
            "e" if n.name == "ln" else str(n.base.value) if isinstance(n.base, s.Num) else ""
            for n in logs
            if n.name in ("log", "ln")
        } - {""}
        return bool(units) and len(units | (written & set(_UNITS))) > 1

    def bases(self, item: Item) -> tuple[str, ...]:
        assert item.lhs is not None and item.rhs is not None
        named = list(item.lhs.term.free | item.rhs.term.free)
        if not named:
            return ("",)
        if len(named) == 1 and named[0].name == "b":
            return ("2", "e", "10")
        return ()

    def compared(self, item: Item, base: str) -> Outcome | None:
        assert item.lhs is not None and item.rhs is not None
        left, right = (with_base(e, base) for e in (item.lhs, item.rhs))
        a, b = figures.value_of(left.term), figures.value_of(right.term)
        if a is None or b is None:
            return None
        outcome = self.base_outcome(item)
        op = item.sign.op
        printed = item.right if isinstance(item.right, (s.Num, s.Minus)) else None
        number = printed.inner if isinstance(printed, s.Minus) else printed
        holds: bool | None
        if op in ("~=", "=", "==") and isinstance(number, s.Num) and (op == "~=" or number.digits >= 2):
            value = number.value * (-1 if isinstance(printed, s.Minus) else 1)
            holds = figures.agrees(a, value, number.digits)
        elif op == "~=":
            near, close = figures.bounds(a), figures.bounds(b)
            holds = None
            if near is not None and close is not None:
                holds = abs(near[0] - close[0]) <= max(abs(near[0]), abs(close[0])) / 50
        else:
            same = figures.equal(a, b)
            if same is None:
                return None
            from symbolic_it.language import exact

            sign = 0 if same else exact.sign(a - b)
            holds = {
                "=": same,
                "==": same,
                "!=": not same,
                "<": sign == -1,
                ">": sign == 1,
                "<=": sign in (0, -1),
                ">=": sign in (0, 1),
            }[op]
        if holds is None:
            return None
        if holds:
            if base and base != self.symbols.unit_base:
                words = f"the logarithm is to base {base}"
                return replace(
                    outcome,
                    verdict=Verdict.CONDITIONAL,
                    assumptions=(words,),
                    code="IT305",
                    payload={"condition": words, "base": base, "text": words},
                )
            return replace(outcome, verdict=Verdict.COMPUTED)
        shown = figures.shown(a), figures.shown(b)
        payload = {
            "where": "the numbers written",
            "lhs": shown[0],
            "rhs": shown[1],
            "hint": "",
            "value": shown[0],
            "printed": shown[1],
            "written": shown[1],
        }
        return replace(
            outcome,
            verdict=Verdict.REFUTED,
            code="IT401",
            payload=payload,
            counterexample=Counterexample("the numbers written", *shown),
        )

    # ---- learning ------------------------------------------------------------------------------------------

    def learn(self, reader: Reader, usage: Usage) -> None:
        for key, letters in usage.laws.items():
            if len(letters) > 1:
                self.symbols.joint[key] = letters
        self.symbols.laws |= set(usage.laws) | set(usage.models)
        for name, (kind, of) in reader.sizes().items():
            if kind == "alphabet":
                self.symbols.sizes[name] = of


@dataclass
class Item:
    """One relation of the chain on its way to a verdict."""

    index: int
    sign: s.Sign
    raw_left: s.Node
    raw_right: s.Node
    left: s.Node
    right: s.Node
    lhs: Expr | None = None
    rhs: Expr | None = None
    statement: Expr | None = None
    error: Unclear | None = None
    remarks: tuple[tuple[str, s.Node, str], ...] = ()
    silent: bool = False
    swallows: int = 0


_LET = re.compile(
    r"\b(let|suppose|assume|assuming|set|setting|take|taking|put|choose|consider|given|uniform|where|with)\b|设|令|假设|假定|取|记"
)
_UNITS = {
    "2": frozenset(("bit", "bits", "shannon", "shannons", "比特")),
    "e": frozenset(("nat", "nats", "奈特", "纳特")),
}
_LET_OR_DEFINE = re.compile(r"\b(let|define|defines|defined|denote|put|set|where|call)\b|设|令|定义|记")
_IF = re.compile(r"\b(if|when|whenever|unless|for)\b[^.]*$|如果|若|当")
REPORTED = frozenset(("=", "<=", "<", ">=", ">", "!=", ":=", "~=", "->", "=>", "<=>", "in"))
COMMON = frozenset(
    ("p", "q", "P", "Q", "x", "y", "z", "X", "Y", "Z", "e", "infinity", "theta", "D", "H", "I", "KL", "E", "A", "B")
)
"""Letters that notes use for anything: what is said of them in passing does not bind them."""
_LIMIT_WORDS = (
    "law of large numbers", "large number", "limit", "asymptotic", "converge", "n \\to", "m \\to", "\\to\\infty", "\\to \\infty", "infinite data", "infinitely many",
    "approximat", "monte carlo", "tends to", "大数", "极限", "趋于", "收敛", "近似", "渐近", "无穷", "large n", "large sample", "lln",
)  # fmt: skip


def plain(node: s.Node) -> bool:
    """Whether a side is a name, a number or a set of numbers."""
    return all(isinstance(n, (s.Name, s.Num, s.Sequence, s.Minus, s.Group, s.Dots, s.Words)) for n in s.walk(node))


def indexed_key(name: s.Name) -> str:
    """The key of a name with an index: q_i as ``q[]``; empty without one."""
    if isinstance(name.sub, s.Name) and name.sub.sub is None and len(name.sub.head) == 1 and name.sub.head.islower():
        return key_of(replace(name, sub=None)) + "[]"
    return ""


def law_pattern(call: s.Call) -> str:
    """The key of a law at arguments of this shape: P(.|.;.)."""
    if not isinstance(call.function, s.Name) or not is_law_name(call.function):
        return "?"
    return f"{key_of(call.function)}({''.join(call.dividers)})"


def outcome_letter_of(call: s.Call) -> bool:
    """Whether the argument is an outcome, so that the function lives on an alphabet."""
    return outcome_letter(call.arguments[0]) in ("x", "y", "z") and False


def notion_kind(call: s.Call) -> str:
    """H of one, H of two, H given, D, I of one, I of two."""
    assert isinstance(call.function, s.Name)
    head = {"KL": "D", "DKL": "D"}.get(call.function.head, call.function.head)
    laws = (
        "law"
        if all(is_law_name(a) or (isinstance(a, s.Call) and is_law_name(a.function)) for a in call.arguments)
        else "variable"
    )
    return f"{head}{len(call.arguments)}{'|' if '|' in call.dividers else ''}{laws if head == 'H' and len(call.arguments) == 2 else ''}"


def with_base(e: Expr, base: str) -> Expr:
    """The expression with the unknown base of the logarithm fixed."""
    if not base:
        return e
    from symbolic_it.kernel.terms import substitute
    from symbolic_it.language.expr import as_real
    from symbolic_it.language.notation import base as standing
    from symbolic_it.language.notation import exp

    value = exp(1) if base == "e" else as_real(int(base))
    return Expr(substitute({standing.term: value.term}, e.term), e.names, e.declarations)


def to_result(outcome: Outcome, span: Span, lhs: str, rhs: str, remarks: tuple[Diagnostic, ...]) -> StepResult:
    """The outcome as a result of the report."""
    diagnostic = Diagnostic(outcome.code, span, outcome.payload) if outcome.code else None
    relation = {"==": "=", "<<": "<="}.get(outcome.sign.op, outcome.sign.op)
    return StepResult(
        index=outcome.index, lhs=lhs, relation=relation, rhs=rhs, verdict=outcome.verdict, by=outcome.by,
        assumptions=outcome.assumptions, counterexample=outcome.counterexample, second_opinion=None, diagnostic=diagnostic,
        span=span, plain=f"{lhs} {relation} {rhs}", read_as=outcome.read, repair=outcome.repair, remarks=remarks,
        theorem=outcome.result.theorem if outcome.result is not None else None,
    )  # fmt: skip


__all__ = ["And", "ChainReview", "ChainReviewer", "Context", "Outcome", "to_result"]
