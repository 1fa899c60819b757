"""Relations between numbers without variables: computed exactly, or compared to the digits that are printed."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from symbolic_it.authoring.results import Counterexample, Verdict
from symbolic_it.kernel.terms import Term, Type, real, substitute
from symbolic_it.language import exact
from symbolic_it.language.evaluate import truth
from symbolic_it.language.expr import Expr, as_real
from symbolic_it.language.instance import Instance, Table
from symbolic_it.language.notation import base as standing
from symbolic_it.language.notation import exp
from symbolic_it.notes import syntax as s
from symbolic_it.notes.extremes import is_extreme
from symbolic_it.notes.symbols import Symbols, key_of
from symbolic_it.notes.told_laws import told_of
from symbolic_it.notes.world import World
from symbolic_it.review import figures
from symbolic_it.review.examples import chance_of_example, laws_of_example, numbers_beside
from symbolic_it.review.printed_numbers import converts, cut_short, is_printed, near, scientific, zeros_behind
from symbolic_it.review.reach import divides_after, with_other_reach
from symbolic_it.review.rounding import may_agree
from symbolic_it.review.steps import Item, Outcome, base_outcome, unproved

_UNITS = {
    "2": frozenset(("bit", "bits", "shannon", "shannons", "比特")),
    "e": frozenset(("nat", "nats", "奈特", "纳特")),
    "10": frozenset(("hartley", "hartleys", "dit", "dits", "ban", "bans", "哈特莱", "哈特利")),
}


PI = Fraction(3_141_592_653_589_793_238_462_643, 10**24)
CLOSE = 100
"""Two formulas that a note calls about equal may differ by this part of the larger one."""


ROUND = 20
"""A round number, 1000, may differ by this part from what it is about."""


class Numbers:
    """Judges relations between numbers in one chain."""

    def __init__(
        self, world: World, section: int, words: tuple[str, ...], symbols: Symbols, unit: str = "", beside: str = ""
    ) -> None:
        """``words`` stand in the formula, ``unit`` behind it, ``beside`` is the text around it; laws that the section
        lists have their numbers."""
        self.words, self.symbols, self.unit, self.beside = words, symbols, unit, numbers_beside(beside)
        self.world, self.section = world, section
        self.by_table = False

    def laws(self, *sides: Expr) -> tuple[Instance, str]:
        """The laws of the sides that the note gives by their numbers, and the same in words; none when sizes differ."""
        free = frozenset(v for e in sides for v in e.term.free)
        sizes: dict[Type, int] = {}
        values: dict[Term, Table | int] = {}
        words = []
        for key, law in self.world.known.items():
            name = key.removeprefix("law:")
            if law.term not in free or name == key or name not in self.symbols.listed or law.type.op != "fun":
                continue
            if any(self.world.usage.same.get(other) == name for other in self.symbols.listed):
                continue  # p and P in one formula, read as one law
            numbers, section = self.symbols.listed[name]
            letters = law.type.args[0]
            if section == self.section and not letters.args and sizes.setdefault(letters, len(numbers)) == len(numbers):
                values[law.term] = Table(dict(enumerate(numbers)))
                words.append(f"{law.text} = ({', '.join(map(str, numbers))})")
        for key, letter in self.world.known.items():  # where a listed law is largest
            if key.startswith("letter:") and letter.term in free and is_extreme(letter.text):
                bounds = [h.term for h in self.world.hypotheses if letter.term in h.term.free]
                for k in range(sizes.get(letter.type, 0)):
                    at = Instance(sizes, {**values, letter.term: k})
                    if all(h.free <= at.values.keys() and truth(h, at) for h in bounds):
                        values[letter.term] = k
                        break
        return Instance(sizes, values), ", ".join(words)

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
            return replace(base_outcome(item), code="IT501", payload={"residual": words, "suggestion": ""})
        if (rounded := self.at_told_numbers(item)) is not None:
            return rounded
        if not self.by_table and (of_table := self.after_table(item)) is not None:
            return of_table
        found = [self.compared(item, base) for base in self.bases(item)]
        known = [f for f in found if f is not None]
        sides = item.left, item.right
        if any(with_other_reach(x) != x for x in sides) or any(divides_after(n) for x in sides for n in s.walk(x)):
            words = "how far the logarithm reaches is not told"
            known = [unproved(base_outcome(item), words) if f.verdict is Verdict.REFUTED else f for f in known]
        holding = [f for f in known if f.verdict not in (Verdict.REFUTED, Verdict.UNPROVED)]
        if len(found) > 1 and len(holding) == len(found) and item.sign.op != "~=":
            return None  # in every base: judged like a formula
        open_ones = [f for f in known if f.verdict is Verdict.UNPROVED]
        return next(iter(holding or open_ones or known), None)

    def at_told_numbers(self, item: Item) -> Outcome | None:
        """The outcome of log_2 p = -0.152 after "let p = 0.9", where the printed digits are those of the value."""
        assert item.lhs is not None and item.rhs is not None
        number, power = scientific(item.right)
        free = item.lhs.term.free
        if item.sign.op not in ("=", "~=") or not isinstance(number, s.Num) or number.digits < 2 or item.rhs.term.free:
            return None
        told: dict[str, Fraction] = {}
        for sides, ops, at in (*self.symbols.constraints, *self.symbols.settings):
            if at == self.section and len(ops) == 1 and ops[0] in ("=", ":=") and isinstance(sides[1], s.Num):
                if isinstance(sides[0], s.Name):
                    told[key_of(sides[0])] = sides[1].value
        names = {key.removeprefix("number:"): e for key, e in self.world.known.items() if key.startswith("number:")}
        values: dict[Term, Table | int | Fraction] = {
            e.term: told[name] for name, e in names.items() if name in told and e.term in free
        }
        if not values or free - values.keys():
            return None
        found = figures.value_of(item.lhs.term, Instance({}, values))
        value = number.value * Fraction(10) ** power * (-1 if isinstance(item.right, s.Minus) else 1)
        if found is None or not figures.agrees(found, value, number.digits - power):
            return None
        words = ", ".join(f"{e.text} = {told[name]}" for name, e in names.items() if e.term in values)
        return replace(base_outcome(item), verdict=Verdict.COMPUTED, assumptions=(words,))

    def after_table(self, item: Item) -> Outcome | None:
        """The outcome for a law that a table or the words give after p = (1/2, 1/2), where that value is met."""
        assert item.lhs is not None and item.rhs is not None
        free, known = item.lhs.term.free | item.rhs.term.free, self.world.known
        names = [key.removeprefix("law:") for key, e in known.items() if e.term in free and key.startswith("law:")]
        if len(names) != 1 or self.symbols.listed.get(names[0], ((), -1))[1] != self.section:
            return None
        (name,) = names
        place = self.symbols.listed_at.get(name, item.left.start)
        later = [
            t for t, section in self.symbols.told_laws if section == self.section and place < t.end <= item.left.start
        ]
        before = self.symbols.listed[name]
        self.by_table = True
        try:
            for told in reversed([t for t in later if t.numbers != before[0]]):
                self.symbols.listed[name] = told.numbers, self.section
                outcome = self.numeric(item)
                if outcome is not None and outcome.verdict is Verdict.COMPUTED:
                    words = f"{name} is ({', '.join(map(str, told.numbers))}), as the text has it last"
                    return replace(outcome, assumptions=(words, *outcome.assumptions))
        finally:
            self.by_table = False
            self.symbols.listed[name] = before
        return None

    def example(self, item: Item) -> Outcome | None:
        """The outcome of H(X) = -0.9 log 0.9 - 0.1 log 0.1, where the formula alone tells the law: a value of that law."""
        if item.lhs is None or item.rhs is None:
            return None
        if item.sign.op not in ("=", "~=", ":=", "=="):
            return self.told(item) if item.sign.op in ("<", "<=", ">", ">=", "!=") else None
        if isinstance(item.left, s.Call) and isinstance(item.left.function, s.Name) and item.left.function.head == "I":
            chance = chance_of_example(item.right) if len(item.left.arguments) == 1 else None
            events = {
                key for key, e in self.world.known.items() if e.term in item.lhs.term.free and key.startswith("event:")
            }
            told = not self.beside or chance in self.beside
            if chance is None or not told or len(events) != 1 or item.rhs.term.free - item.lhs.term.free:
                return None
            return replace(
                base_outcome(item), verdict=Verdict.COMPUTED, assumptions=(f"the event has probability {chance}",)
            )
        if (in_words := self.told(item)) is not None:
            return in_words
        laws, reason = laws_of_example(item.left, item.right)
        if reason:
            return unproved(base_outcome(item), reason)
        names = {
            k.removeprefix("law:") for k, e in self.world.known.items() if e.term in item.lhs.term.free and ":" in k
        }
        if "" in laws and len(names - {"number"}) == 1:
            laws = dict.fromkeys(names, laws[""])
        if (
            not laws
            or not set(laws) <= names
            or any(self.symbols.listed.get(name, ((), -1))[1] == self.section for name in laws)
        ):
            return None
        if self.beside and self.beside.isdisjoint(x for numbers in laws.values() for w in numbers for x in (w, 1 - w)):
            return None  # the text gives other numbers
        before = dict(self.symbols.listed)
        try:
            self.symbols.listed.update({name: (numbers, self.section) for name, numbers in laws.items()})
            outcome = self.numeric(item)
            words = self.laws(item.lhs, item.rhs)[1]
        finally:
            self.symbols.listed.clear()
            self.symbols.listed.update(before)
        if outcome is None or outcome.verdict is not Verdict.COMPUTED:
            return None
        return replace(outcome, assumptions=(words,))

    def told(self, item: Item) -> Outcome | None:
        """The outcome of H(X) = 1.5, or 2^H(X) < 3, where the words or a table before it tell the law of X by its numbers."""
        calls = s.walk(item.raw_left)
        candidates = list(dict.fromkeys(t for x in calls for t in told_of(x, self.symbols.told_laws, self.section)))
        names = {key.removeprefix("law:") for key, e in self.world.known.items() if key.startswith("law:")}
        if not candidates or len(names) != 1 or not closed_number(item.raw_right):
            return None
        found: list[Outcome] = []
        before = dict(self.symbols.listed)
        for numbers in dict.fromkeys(told.numbers for told in candidates):
            try:
                self.symbols.listed.update(dict.fromkeys(names, (numbers, self.section)))
                outcome = self.numeric(item)
            finally:
                self.symbols.listed.clear()
                self.symbols.listed.update(before)
            if outcome is not None and outcome.verdict in (Verdict.COMPUTED, Verdict.CONDITIONAL):
                words = f"the variable has the law ({', '.join(map(str, numbers))})"
                return replace(outcome, assumptions=(words, *outcome.assumptions))
            found += [outcome] if outcome is not None else []
        certain = len(found) == 1 and all(told.letter for told in candidates)
        if found and found[0].verdict is Verdict.REFUTED and not certain:
            words = "it is not the value for the numbers that the text has before; whether they are meant is not known"
            return unproved(base_outcome(item), words)
        return found[0] if certain else None

    def said(self) -> set[str]:
        """The words beside the numbers."""
        return {word for text in self.words for word in re.findall(r"[a-z]+|比特|[奈纳]特", text.lower())}

    def units_differ(self, item: Item) -> bool:
        """Whether the chain's units are not the one that its logarithms give: log_2 8 = 3 nats, 1 nat = 1.4427 bit.

        A unit behind the formula, $\\log_2 8 = 3$ nats, is not looked at where they are converted: ln 8 / ln 2, 2.3 ln 2.
        """
        nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
        logs = [n for n in nodes if isinstance(n, s.Function)]
        units = {u for u, names in _UNITS.items() if self.said() & names}
        if not any(map(converts, nodes)) and len({s.structure(replace(n, argument=item.left)) for n in logs}) < 2:
            units |= {u for u, names in _UNITS.items() if self.unit in names}
        written = {
            "e" if n.name == "ln" else str(n.base.value) if isinstance(n.base, s.Num) else ""
            for n in logs
            if n.name in ("log", "ln")
        } - {""}
        return bool(units) and len(units | (written & set(_UNITS))) > 1

    def bases(self, item: Item) -> tuple[str, ...]:
        assert item.lhs is not None and item.rhs is not None
        named = list((item.lhs.term.free | item.rhs.term.free) - self.laws(item.lhs, item.rhs)[0].values.keys())
        printed, _ = scientific(item.right)
        if isinstance(printed, s.Num) and printed.digits >= 2:
            named = [v for v in named if v.name != "pi" or v.ty is not real]
        if not named:
            return ("",)
        if len(named) == 1 and named[0].name == "b":
            said = [base for base, names in _UNITS.items() if (self.said() | {self.unit}) & names]
            if len(said) == 1:
                return (said[0],)
            return tuple(
                dict.fromkeys(b for b in (self.symbols.unit_base, self.symbols.assumed_base, "2", "e", "10") if b)
            )
        return ()

    def compared(self, item: Item, base: str) -> Outcome | None:
        assert item.lhs is not None and item.rhs is not None
        left, right = (with_base(e, base) for e in (item.lhs, item.rhs))
        at, where = self.laws(item.lhs, item.rhs)
        number, power = scientific(item.right)
        if isinstance(number, s.Num) and number.digits >= 2 and "number:pi" in self.world.known:
            at = Instance(at.sizes, {**at.values, self.world.known["number:pi"].term: PI})
        a, b = figures.value_of(left.term, at), figures.value_of(right.term, at)
        if a is None or b is None:
            return None
        outcome = base_outcome(item)
        op = item.sign.op
        holds: bool | None
        if op in ("~=", "=", "==") and isinstance(number, s.Num) and (op == "~=" or is_printed(number)):
            value = number.value * Fraction(10) ** power * (-1 if isinstance(item.right, s.Minus) else 1)
            holds = figures.agrees(a, value, number.digits - power)
            if op == "~=" and not holds and (zeros := zeros_behind(item.right)) > 1:  # 1024 is about 1000
                holds = figures.agrees(a, value, -zeros) and near(a, b, ROUND)
        elif op == "~=" and (zeros := zeros_behind(item.right)) > 1:
            holds = figures.agrees(a, Fraction(10) ** zeros, -zeros) and near(a, b, ROUND)
        elif op == "~=":
            holds = near(a, b, CLOSE)
        else:
            same = figures.equal(a, b)
            if same is None:
                return None
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
        if op in ("=", "==", "~=") and (
            may_agree(item.left, item.right, base, not isinstance(a, Fraction)) or cut_short(a, item.right)
        ):
            words = "the sides agree as far as the rounding of their numbers tells"
            return replace(outcome, code="IT501", payload={"residual": words, "suggestion": ""})
        shown = figures.shown(a), figures.shown(b)
        payload = {
            "where": where or "the numbers written",
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
            counterexample=Counterexample(where or "the numbers written", *shown),
        )


def with_base(e: Expr, base: str) -> Expr:
    """The expression with the unknown base of the logarithm fixed."""
    if not base:
        return e
    value = exp(1) if base == "e" else as_real(int(base))
    return Expr(substitute({standing.term: value.term}, e.term), e.names, e.declarations)


def closed_number(node: s.Node) -> bool:
    """A number, and nothing that stands for one."""
    return not any(isinstance(n, (s.Name, s.Call, s.Big, s.Expectation, s.Words)) for n in s.walk(node))
