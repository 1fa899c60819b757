"""Relations that state a condition or a choice and claim nothing, and what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, is_law_name, is_notion, is_other_notion, law_key, made_of
from symbolic_it.notes.listed import listed_law, number_of
from symbolic_it.notes.symbols import MAX_SETTINGS, Meaning, Unclear, key_of
from symbolic_it.notes.told_laws import told_of
from symbolic_it.review import setting_words as said
from symbolic_it.review import supposed_equations
from symbolic_it.review.assumed_formulas import is_assumed
from symbolic_it.review.conditions_after import is_case_of_another
from symbolic_it.review.conventions import is_convention, is_update
from symbolic_it.review.defined_laws import keep_numbers, total_of_law
from symbolic_it.review.memberships import comparisons, of_members
from symbolic_it.review.own_names import OwnNames, component_key, is_explicit
from symbolic_it.review.plain_sides import (
    closed,
    compares_laws,
    is_product_of_probabilities,
    of_function,
    plain,
    weighted,
)
from symbolic_it.review.steps import Context

_COMPARED = ("<", "<=", ">", ">=", "!=", "in")
CLAIMS = ("=", "<=", "<", ">=", ">", "!=", ":=", "==", "<<")
COMMON = frozenset(
    ("p", "q", "P", "Q", "x", "y", "z", "X", "Y", "Z", "e", "infinity", "theta", "D", "H", "I", "KL", "E", "A", "B")
)
"""Letters that notes use for anything: what is said of them in passing does not bind them."""


def op_of(signs: Sequence[s.Sign]) -> str:
    return signs[0].op if len(signs) == 1 else ""


class Settings:
    """Tells settings from claims, and keeps what they say in the table of symbols."""

    def __init__(self, context: Context, names: OwnNames, words: Sequence[str] = ()) -> None:
        """``words``: what stands beside the relation in its display."""
        self.context, self.names = context, names
        self.words = words
        self.symbols = context.symbols

    def keep(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> None:
        """Keeps what a setting says; a condition behind the claim that it belongs to says nothing of what follows."""
        if op_of(signs) in _COMPARED and is_case_of_another(self.context, self.words, op_of(signs), sides[-1]):
            return
        if self.is_case(sides, op_of(signs)) and not isinstance(sides[0], (s.Name, s.Sequence, s.Num)):
            return
        if len(signs) == 1 and signs[0].op == "~" and isinstance(sides[0], s.Name) and isinstance(sides[1], s.Name):
            if (sides[0].head in CAPITALS or sides[0].sub is not None) and is_law_name(sides[1]):
                self.symbols.drawn[sides[0].head.lower()] = law_key(sides[1])
        if len(signs) == 1 and signs[0].op == "~" and isinstance(sides[0], s.Name) and sides[0].sub is None:
            if sides[0].head.islower() and len(sides[0].head) > 1:
                self.symbols.random.add(key_of(sides[0]))
        if len(signs) == 1 and isinstance(sides[0], s.Name) and is_law_name(sides[0]):
            law = listed_law(sides[1])
            self.symbols.listed.pop(law_key(sides[0]), None)
            keep_numbers(self.symbols, law_key(sides[0]), sides[1], self.context.section)
            if law is not None and signs[0].op in ("=", ":="):
                self.symbols.listed[law_key(sides[0])] = law, self.context.section
                self.symbols.listed_at[law_key(sides[0])] = sides[0].start
        if key := total_of_law(sides, op_of(signs)):
            self.symbols.formulas[key] = ("the note says that its values need not sum to 1", self.context.section)
        self.forget_listed(sides)
        if self.supposes_factors(sides, signs):
            self.symbols.factored.append((sides[0], sides[1]))
            return
        supposed_equations.keep(sides, signs, self.context)
        if (
            not self.remember_values(sides, signs)
            and not self.remember(sides, signs)
            and not self.takes_positive(sides, signs)
        ):
            self.spoken(sides, signs)
        self.remember_formula(sides, signs)

    def forget_listed(self, sides: Sequence[s.Node]) -> None:
        """p(0, 0) = 1/3 after p = (1/2, 1/2): the law of another example goes by the name now."""
        left = sides[0]
        law = left.function if isinstance(left, s.Call) else None
        if not isinstance(left, s.Call) or not isinstance(law, s.Name) or not all(map(closed, left.arguments)):
            return
        known, several = self.symbols.listed.get(law_key(law)), len(left.arguments) > 1
        if known is not None and (several or number_of(sides[1]) not in known[0]):
            del self.symbols.listed[law_key(law)]
        if several and all(isinstance(a, s.Num) for a in left.arguments):
            self.symbols.told_laws = [x for x in self.symbols.told_laws if x[0].end > left.start]

    def is_setting(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Whether a relation alone states a condition or a choice, and claims nothing that could be judged."""
        if len(signs) > 1:
            return (
                all(sign.op in ("<", "<=", ">", ">=", "!=", "in", "=", "->") for sign in signs)
                and (all(plain(x) for x in sides) or self.maps(sides, signs) or self.bounds_values(sides, signs))
                and not all(closed(x) for x in sides)
            )
        if op_of(signs) in ("=", "<=", ">=") and said.SUBJECT.search(self.context.scope.own) is not None:
            if any(isinstance(x, (s.Num, s.Name)) for x in sides) and not all(closed(x) for x in sides):
                return True
        first = sides[0].function if isinstance(sides[0], s.Call) else sides[0]
        if isinstance(first, s.Name) and "prime" in first.mark:
            return False
        if op_of(signs) in ("=", ":=", "==") and is_convention(*sides):
            return True
        if supposed_equations.is_supposed(sides, signs, self.context):
            return True
        op = signs[0].op
        if op == "propto":
            return self.introduces(sides[0], sides[1])
        if op in ("=", ":=") and is_update(sides[0], sides[1], op == ":="):
            return True
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
        if op not in CLAIMS or (op in ("=", "!=", "<", ">") and sides[0] == sides[1]):
            return False
        left, right = sides
        if self.is_case(sides, op) or is_assumed(self.context):
            return True
        if (
            self.says_of_slope(left)
            or self.claims_of_known(sides)
            or any(is_other_notion(n) for x in sides for n in s.walk(x))
        ):
            return False
        rich = any(
            isinstance(n, (s.Big, s.Expectation, s.Function, s.Optimum, s.Derivative, s.Cases))
            or (isinstance(n, s.Call) and is_notion(n))
            or (isinstance(n, s.Marked) and "prime" in n.mark)
            for x in sides
            for n in s.walk(x)
        )
        if not self.context.display and total_of_law(sides, op):
            last = re.split(r"[.!?]\s|[。！？]", self.context.before)[-1]
            if said.LET.search(last) and not self.concluded():
                return True  # weights q with sum_x q(x) < 1
        total = left if isinstance(left, s.Big) and isinstance(right, s.Num) and op == "=" else None
        if total is not None and not any(isinstance(n, (s.Call, s.Derivative)) for n in s.walk(total)):
            heads = {n.head for n in s.walk(total.body) if isinstance(n, s.Name) and n.sub is not None}
            if len(heads) == 1 and not is_law_name(
                next(n for n in s.walk(total.body) if isinstance(n, s.Name) and n.sub is not None)
            ):
                return True  # sum_k y_k = 1: what the y are
        if any(isinstance(x, s.Call) and is_notion(x) and self.listed(x) for x in sides):
            return False  # H(p) = 1.5 of p = (1/2, 1/4, 1/4)
        if any(isinstance(n, s.Name) and n.head[:1].isupper() and made_of(n.head) for x in sides for n in s.walk(x)):
            return False  # H(g(X)|X) = 0
        if any(isinstance(n, s.Call) and is_notion(n) and of_function(n) for x in sides for n in s.walk(x)):
            return False  # H(g(X)) <= H(X) claims something
        if rich:
            bare = isinstance(left, s.Call) and is_notion(left) and isinstance(right, s.Num)
            if bare and isinstance(left, s.Call) and all(map(closed, left.arguments)):
                return False  # H(1/2, 1/2) = 1 is a claim
            if self.unknown_functions(sides):  # E_p[f] = E_q[f p/q] claims something of every f
                averages = any(
                    isinstance(n, (s.Expectation, s.Derivative))
                    or (isinstance(n, s.Marked) and "prime" in n.mark)
                    or (isinstance(n, s.Big) and n.kind == "int")
                    for x in sides
                    for n in s.walk(x)
                )
                sentence = re.split(r"[.!?]\s|[。！？]", f"{self.context.before} ")[-1]
                return not (averages or weighted(sides)) or said.LET.search(sentence) is not None
            concluded = self.concluded()
            return bare and op == "=" and not concluded and not (self.context.display and self.stands_alone())
        if all(closed(x) for x in sides):
            return False
        if self.unknown_functions(sides):
            return True
        if any(isinstance(x, (s.Sequence, s.Words, s.Hole, s.Dots)) for x in sides):
            return True
        if self.supposes_factors(sides, signs):
            return True
        laws = [n for x in sides for n in s.walk(x) if isinstance(n, s.Call) and is_law_name(n.function)]
        if len(laws) >= 2 and any(len(c.arguments) > 1 for c in laws):
            return False  # p(x, y) = p(x) p(y)
        if len(laws) >= 3:
            return False
        if not any(isinstance(n, (s.Power, s.Binary)) for n in s.walk(left)):
            return True
        return bool(laws) and said.LET.search(self.context.before) is not None

    def is_case(self, sides: Sequence[s.Node], op: str) -> bool:
        """ "as soon as $\\ln n > 2$": a case, of which nothing is claimed, and which does not last."""
        if (
            self.context.display
            or op not in ("<", "<=", ">", ">=", "!=")
            or not said.IN_CASE.search(self.context.before.rpartition("\n\n")[2])
        ):
            return False
        return not any(isinstance(n, s.Call) for x in sides for n in s.walk(x))

    def introduces(self, left: s.Node, right: s.Node) -> bool:
        """Whether q(x) \\propto f(x) says what q is, of which nothing was said before."""
        if isinstance(left, s.Name):
            return not any(isinstance(n, s.Name) and law_key(n) == law_key(left) for n in s.walk(right))
        if not isinstance(left, s.Call) or not isinstance(left.function, s.Name) or "|" in left.dividers:
            return False
        key = law_key(left.function)
        spoken = key in self.symbols.laws or key_of(left.function) in self.names.meanings
        return not spoken and not any(isinstance(n, s.Name) and law_key(n) == key for n in s.walk(right))

    def says_of_slope(self, left: s.Node) -> bool:
        """Whether a name with an index stands on the left that the note has defined as a derivative."""
        known = self.names.meanings.get(component_key(left)) if isinstance(left, s.Name) else None
        return known is not None and any(isinstance(n, s.Derivative) for n in s.walk(known.body))

    def concluded(self) -> bool:
        """Whether "then" stands before it, with nothing but other formulas in between."""
        own = said.BESIDE.sub(" ", self.context.scope.own.partition("\x00")[0].lower())
        return said.THEN.search(self.context.before) is not None or said.THEN.search(own) is not None

    def listed(self, call: s.Call) -> bool:
        """Whether the notion is one of laws that the section gives by their numbers."""
        if told_of(call, self.symbols.told_laws, self.context.section):
            return True
        known = {key for key, (_, section) in self.symbols.listed.items() if section == self.context.section}
        return all(isinstance(a, s.Name) and law_key(a) in known for a in call.arguments)

    def supposes_factors(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Whether an equation of products of probabilities is supposed by the words right before it: if p(x,y) = p(x)p(y)."""
        if self.context.display or op_of(signs) != "=":
            return False
        if said.SUPPOSED.search(self.context.before) is None:
            known = self.symbols.factored
            if not (known and self.context.scope.holds(known[-1][0].start) and said.AND.search(self.context.before)):
                return False
        return all(is_product_of_probabilities(x) for x in sides)

    def stands_alone(self) -> bool:
        """Whether nothing around a display, I(X;Y) = 0, makes it a condition or the case of equality."""
        return said.CONDITION.search(self.context.words) is None and said.LET.search(self.context.before) is None

    def bounds_values(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Whether the values of a law are said to lie between others: let 0 < P(x) < 1."""
        last = re.split(r"[.!?]\s|[。！？]", self.context.before)[-1]
        return (
            not self.context.display
            and all(sign.op in ("<", "<=", ">", ">=") for sign in signs)
            and all(plain(x) or (isinstance(x, s.Call) and is_law_name(x.function)) for x in sides)
            and (said.LET.search(last) or said.SUPPOSED.search(last)) is not None
            and not self.concluded()
        )

    def claims_of_known(self, sides: Sequence[s.Node]) -> bool:
        """Whether it says something of a function that the note has defined, and no word makes it a condition or a choice."""
        known = any(
            isinstance(n, s.Call) and not is_law_name(n.function) and self.symbols.meanings.get(key_of(n.function))
            for x in sides
            for n in s.walk(x)
        )
        last = re.split(r"[.!?]\s|[。！？]", self.context.before)[-1]
        return (
            known
            and said.LET_OR_DEFINE.search(last) is None
            and said.IF.search(last) is None
            and not said.LET.search(last)
        )

    def maps(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """p = 1/2 -> 1: what a value is sent to, in words."""
        return any(sign.op == "->" for sign in signs) and plain(sides[0]) and all(closed(x) or plain(x) for x in sides)

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
                    ):
                        return True
        return False

    def takes_positive(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Whether it says a > 0 of plain numbers; keeps which."""
        names = sides[0].parts if isinstance(sides[0], s.Sequence) else (sides[0],)
        zero = isinstance(sides[-1], s.Num) and sides[-1].value == 0
        if len(signs) != 1 or signs[0].op not in (">", ">=") or not zero:
            return False
        if not all(isinstance(n, s.Name) and not is_law_name(n) and n.sub is None for n in names):
            return False
        self.symbols.positive |= {key_of(n) for n in names}
        return True

    def spoken(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> None:
        """The note says something of these names that is not used: a counterexample has to meet it, as far as it is read."""
        heads = {n.head for x in sides for n in s.walk(x) if isinstance(n, s.Name)} - set(COMMON)
        compared = all(sign.op in ("<", "<=", ">", ">=", "!=") for sign in signs)
        if not heads and compared and all(isinstance(x, (s.Name, s.Num)) for x in sides):
            entry = tuple(sides), tuple(sign.op for sign in signs), self.context.section
            self.symbols.append("settings", [entry], MAX_SETTINGS)
        if heads:
            self.symbols.append("said", [(frozenset(heads), tuple(sides), tuple(sign.op for sign in signs))])

    def remember_values(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """x_i in {0, 1}: what follows is judged under it."""
        last = re.split(r"\b(?:let|suppose|assume|where)\b|设|令", self.context.before)[-1]
        found = [] if said.IF.search(last) else comparisons(sides, signs, self.context.source[: sides[0].start][-40:])
        for told, ops in found:
            self.symbols.constraints.append((told, ops, self.context.section))
            del self.symbols.constraints[:-20]
        return bool(found)

    def remember(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """Keeps what the relations say of symbols; whether it is a condition that steps are judged under."""
        if all(sign.op in ("<", "<=", ">", ">=") for sign in signs) or isinstance(sides[0], s.Big):
            if said.IF.search(self.context.before.rpartition("\n\n")[2]) or compares_laws(sides):
                return False
            told = of_members(sides, self.context.source[: sides[0].start][-40:])
            self.symbols.constraints.append((told, [sign.op for sign in signs], self.context.section))
            del self.symbols.constraints[:-20]
            return True
        computed = isinstance(sides[0], s.Name) and any(
            isinstance(n, (s.Call, s.Function, s.Binary)) for n in s.walk(sides[1])
        )
        before = self.context.before
        if not self.context.display:  # the words of another sentence say nothing of this formula
            before = re.split(r"[.!?]\s|[。！？]", before)[-1]
            if said.WHEN.search(before):
                return False  # a condition of its own sentence
        if not computed and not said.LET.search(before) and not self.of_all_outcomes(sides, signs):
            return False
        if signs[0].op in ("=", ":=") and isinstance(sides[0], (s.Call, s.Name)):
            entry = tuple(sides), tuple(sign.op for sign in signs), self.context.section
            self.symbols.append("settings", [entry], MAX_SETTINGS)
            if isinstance(sides[0], s.Name) and isinstance(sides[1], s.Num) and not sides[1].value:
                # what is said to be 0 is not divided by, nor is its logarithm taken: nobody takes the contrary for granted
                self.symbols.constraints.append(([*sides], ["="], self.context.section))
        return False

    def of_all_outcomes(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> bool:
        """p(x) = q(x) for all x: that two laws are one."""
        after = self.context.scope.own.partition("\x00")[2]
        return (
            op_of(signs) == "="
            and said.OF_ALL.match(after) is not None
            and all(map(is_product_of_probabilities, sides))
        )

    def remember_formula(self, sides: Sequence[s.Node], signs: Sequence[s.Sign]) -> None:
        """w(x) = p(x)/q(x): what is said of w later is about this function."""
        left = sides[0]
        if len(signs) != 1 or not isinstance(left, s.Call) or is_law_name(left.function):
            return
        if not is_explicit(sides[1]) or self.unknown_functions(sides[1:]):
            return
        again = signs[0]
        known = self.symbols.meanings.get(key_of(left.function))
        if known is not None and known.line != self.context.section and said.LET_OR_DEFINE.search(self.context.before):
            again = replace(again, op=":=")
        definition = self.names.defines(left, sides[1], again)
        if definition is None:
            return
        key, parameters = definition
        try:
            self.symbols.meanings[key] = Meaning(
                parameters, self.names.expanded(sides[1], parameters), self.context.section
            )
        except Unclear:
            return
