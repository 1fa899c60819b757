"""Conditions that the words beside a step state: those that can be said as hypotheses, and whether there are others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import combinations

from symbolic_it.kernel.terms import Term
from symbolic_it.language.expr import And, Eq, Expr
from symbolic_it.language.notation import ForAll, uniform
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import made_of
from symbolic_it.notes.sentences import Scope
from symbolic_it.notes.world import World
from symbolic_it.review import condition_words as said
from symbolic_it.review.alike import identical, independent, independent_given, numbered
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.conditions_after import adjective_after
from symbolic_it.review.denied import denies_chains, without_denied
from symbolic_it.review.equal_laws import CODE, equal_laws
from symbolic_it.review.index_cases import index_cases
from symbolic_it.review.unread_clauses import unread_clause

AROUND = 400
"""How many characters of the text before a step are among the words around it."""


@dataclass
class Supposed:
    """What is supposed of the symbols of one step."""

    assumptions: list[Assumption] = field(default_factory=list)
    other: str = ""
    """The words of a condition that is not said as a hypothesis; empty when there is none."""
    formulas: list[str] = field(default_factory=list)
    """Where that is a formula, and no words are beside it: all formulas that state a condition."""


class Conditions:
    """Reads the conditions in the scope of a step."""

    def __init__(
        self, world: World, scope: Scope, nodes: list[s.Node], free: AbstractSet[Term], after: Sequence[str] = ()
    ) -> None:
        """``after``: formulas that state a condition behind the step."""
        self.world, self.scope, self.after = world, replace(scope, own=said.own_clause(scope.own)), after
        self.several = any(isinstance(n, s.Dots) for n in nodes)
        self.letters = {n.head for n in nodes if isinstance(n, s.Name) and len(n.head) == 1}
        self.names = {n.head for n in nodes if isinstance(n, s.Name)}
        self.known = {key: e for key, e in world.known.items() if e.term in free}

    def read(self) -> Supposed:
        """The conditions that concern this step."""
        found = Supposed(list(self.stated()))
        if not found.assumptions:
            words, formulas = self.unread_words(), list(self.unread_formulas())
            clause = unread_clause(self.scope.own, self.letters | self.names)
            found.other = words or next(map(said.compact, formulas), "") or clause
            found.formulas = [] if words else [*formulas, *([clause] if clause else [])]
            found.formulas += [x for x in self.after if not words and x not in found.formulas]
            found.other = found.other or next((x for x in map(said.compact, self.after) if self.restricts(x)), "")
            found.other = found.other or adjective_after(self.scope.own, self.letters | self.names)
        return found

    def heading(self) -> str:
        return without_denied(self.scope.heading).lower()

    def left_after(self) -> list[str]:
        """The formulas behind the step that are not read as independence or as laws that are alike."""
        return [
            x for x in self.after if "⊥" not in said.compact(x) and said.EQUAL_LAWS.fullmatch(said.compact(x)) is None
        ]

    # ---- hypotheses ------------------------------------------------------------------------------------

    def stated(self) -> Iterator[Assumption]:
        scope = self.scope
        own = without_denied(f"{scope.own} . {scope.supposed}")
        if said.INDEPENDENT.search(own.lower()):
            own = said.DASHES.sub(lambda m: re.sub(r"\s*(?:--?|\u2013|\u2014)\s*", r" \\to ", m[0]), own)
        plain = said.PERP.sub(
            "⊥", said.ARROW.sub("→", said.MATH.sub(lambda m: f" {said.compact(said.inside(m))} ", own))
        )
        plain += "".join(f" ; {said.compact(x)} " for x in self.after)
        lower = own.lower()
        seen = set()
        for a in (
            *(() if denies_chains(scope.own) else self.chains(plain)),
            *self.separated(plain, lower),
            *equal_laws(self.world, self.known, self.scope.own, self.after),
            *self.uniform(lower),
            *index_cases(self.world, self.known, own),
            *self.alike(lower),
            *self.given_one(f"{lower} {scope.heading.lower()}"),
            *self.inverted(without_denied(scope.own).lower()),
        ):
            if a.words not in seen:
                seen.add(a.words)
                yield a

    def joint(self) -> list[tuple[Expr, tuple[str, ...]]]:
        """The laws of several variables that the step speaks of, with their letters."""
        return [
            (law, self.world.letters_of(key.removeprefix("law:")))
            for key, law in self.known.items()
            if key.startswith("law:") and law.type.args[0].op == "pair"
        ]

    def chains(self, plain: str) -> Iterator[Assumption]:
        link = rf"(?:{said.VARIABLE}|[A-Z]_[a-z](?:[+-]1)?|\\[lc]?dots|\.\.\.)"
        for m in re.finditer(rf"(?<![A-Za-z]){said.VARIABLE}(?:→{link}){{2,}}(?![A-Za-z(])", plain):
            names = m[0].split("→")
            if not all(re.fullmatch(said.VARIABLE, x) for x in names):  # X_1 -> X_2 -> ... -> X_n
                own = {x for _, letters in self.joint() for x in letters if x[:1] == names[0][:1].lower() and "_" in x}
                names = [x.upper() for x in sorted(own)]
            if len(names) == 3:
                yield from self.separate(names[0], names[2], names[1])
            elif len(set(names)) == len(names) > 3:
                yield from self.long_chain(names)

    def long_chain(self, names: list[str]) -> Iterator[Assumption]:
        """That variables form a Markov chain, of which those that a law holds form one as well."""
        for law, letters in self.joint():
            kept = [x for x in (name.lower() for name in names) if x in letters]
            if len(kept) < 3:
                continue
            steps = [
                self.separated_under(law, letters, kept[: k - 1], [kept[k]], [kept[k - 1]]) for k in range(2, len(kept))
            ]
            words = f"{' -> '.join(names)} is a Markov chain"
            yield Assumption(CODE, words, steps[0] if len(steps) == 1 else And(*steps))

    def separated(self, plain: str, lower: str) -> Iterator[Assumption]:
        between = rf"(?<![A-Za-z])\(?({said.VARIABLE})⊥\(?({said.VARIABLE})(?:\)?\|({said.VARIABLE}))?(?![A-Za-z])"
        for m in re.finditer(between, plain):
            yield from self.separate(m[1], m[2], m[3] or "")
        if said.NEGATED.search(lower) or not re.search(r"independen|独立", lower + self.heading()):
            return
        named = re.search(
            r"([A-Z])\s*(?:and|,|和|与)\s*([A-Z])\b[^.。]{0,40}?independen\w*[^.。]{0,6}given\s*([A-Z])\b", plain
        )
        given = re.search(r"(?:given|给定)\s*([A-Z])\b", plain)
        letters = [x.upper() for _, xs in self.joint()[:1] for x in xs]
        pair = re.search(rf"\b({said.VARIABLE})\s*(?:and|,|和|与)\s*({said.VARIABLE})\b", plain)
        if re.search(r"pairwise|两两", lower) and len(letters) > 2:
            yield from self.in_pairs()
            return
        if named is None and given is None and len(letters) > 2:
            several = list(self.mutually(plain, lower))
            if several:
                yield from several
                return
        if named is not None:
            yield from self.separate(named[1], named[2], named[3])
        elif given is not None and len(letters) == 3 and given[1] in letters:
            a, c = (x for x in letters if x != given[1])
            yield from self.separate(a, c, given[1])
        elif len(letters) == 2:
            yield from self.separate(letters[0], letters[1], "")
        elif pair is not None:
            yield from self.separate(pair[1], pair[2], "")

    def separate(self, a: str, c: str, given: str) -> Iterator[Assumption]:
        """That two variables are independent, given the third, under each law that holds them."""
        x, z, y = a.lower(), c.lower(), given.lower()
        asked = [letter for letter in (x, z, y) if letter]
        for law, letters in self.joint():
            if not set(asked) <= set(letters) or len(set(asked)) != len(asked):
                continue
            claim = self.separated_under(law, letters, [x], [z], [y] if y else [])
            words = f"{a} and {c} are independent" + (f" given {given}" if given else "")
            yield Assumption(CODE, words if len(self.joint()) == 1 else f"{words} under {law.text}", claim)

    def in_pairs(self) -> Iterator[Assumption]:
        """That each two of the variables are independent."""
        for law, letters in self.joint():
            pairs = [self.separated_under(law, letters, [x], [z], []) for x, z in combinations(letters, 2)]
            words = f"{', '.join(x.upper() for x in letters)} are pairwise independent"
            yield Assumption(CODE, words, And(*pairs))

    def mutually(self, plain: str, lower: str) -> Iterator[Assumption]:
        """That three or more variables are independent: X, Y and Z, or X_1, ..., X_n and all those of the letter."""
        listed = rf"(?:{said.VARIABLE}|\\[lc]?dots|\.\.\.)"
        for law, letters in self.joint():
            found = False
            several = rf"({listed}(?:\s*(?:, and|, ?|and|和|与|、)\s*{listed})+)"
            words = r"(?:independen|独立|i\.?i\.?d)"
            after = (
                rf"(?:\b[Ff]or|\bwith|[Ll]et|对于?)\s*(?:mutually\s+)?{words}[a-z的]*\s+(?:[a-z]+\s+){{0,2}}{several}"
            )
            for m in (*re.finditer(rf"{several}[^.。]{{0,40}}?{words}", plain), *re.finditer(after, plain)):
                names = [x.lower() for x in re.findall(said.VARIABLE, m[1])]
                if "dots" in m[1] or "..." in m[1]:
                    names = [x for x in letters if x[:1] == names[0][:1] and "_" in x]
                kept = [x for x in letters if x in names]
                if len(kept) > 2:
                    words = f"{', '.join(x.upper() for x in kept)} are independent"
                    yield Assumption(CODE, words, independent(self.world, law, letters, kept))
                    found = True
            kept = numbered(letters)
            if (
                not found
                and len(kept) > 2
                and said.INDEPENDENT_VARIABLES.search(f"{lower} {self.heading()}")
                and not said.CONDITIONALLY.search(lower)
            ):  # "independent variables" in the heading
                words = f"{', '.join(x.upper() for x in kept)} are independent"
                yield Assumption(CODE, words, independent(self.world, law, letters, kept))

    def separated_under(
        self, law: Expr, letters: tuple[str, ...], x: list[str], z: list[str], y: list[str]
    ) -> Expr:  # fmt: skip
        """That what stands in the first two lists is independent given the third."""
        at = {letter: self.world.outcome(letter) for letter in letters if letter in (*x, *z, *y)}

        def p(*of: str) -> Expr:
            return self.world.probability(law, letters, {letter: at[letter] for letter in letters if letter in of})

        claim = Eq(p(*x, *z, *y) * p(*y), p(*x, *y) * p(*y, *z)) if y else Eq(p(*x, *z), p(*x) * p(*z))
        return ForAll(*at.values(), claim)

    def alike(self, lower: str) -> Iterator[Assumption]:
        """That X_1, ..., X_n follow one law, as far as their entropies tell: i.i.d. ones are independent besides."""
        if not said.ONE_LAW.search(lower):
            return
        for law, letters in self.joint():
            kept = numbered(letters)
            if len(kept) < 2:
                continue
            parts = identical(self.world, law, letters, kept)
            words = f"{', '.join(x.upper() for x in kept)} are identically distributed"
            if said.BOTH.search(lower):
                parts.append(independent(self.world, law, letters, kept))
                words = words.replace("identically", "independent and identically")
            yield Assumption(CODE, words, parts[0] if len(parts) == 1 else And(*parts))

    def nearby(self, words: str) -> Iterator[Assumption]:
        """That numbered variables are independent, or i.i.d., as the text around the step says of variables."""
        before = words[words.rfind("\n#", 0, AROUND) + 1 :]
        words = without_denied(before[:end] if (end := before.find("\n#", AROUND)) > 0 else before)
        yield from self.given_one(words)
        if said.CONDITIONALLY.search(words) or not said.INDEPENDENT_VARIABLES.search(words):
            return
        for law, letters in self.joint():
            kept = numbered(letters)
            if len(kept) < 2:
                continue
            claim = independent(self.world, law, letters, kept)
            words_ = f"{', '.join(x.upper() for x in kept)} are independent"
            yield Assumption("IT203", words_, claim)
            if said.BOTH.search(words):
                alike = And(claim, *identical(self.world, law, letters, kept))
                yield Assumption("IT203", f"{words_} and identically distributed", alike)

    def given_one(self, words: str) -> Iterator[Assumption]:
        """That X_1, ..., X_d are independent given the one other variable, the class of naive Bayes."""
        if not said.GIVEN_CLASS.search(words):
            return
        for law, letters in self.joint():
            kept = numbered(letters)
            others = [x for x in letters if x not in kept]
            if len(kept) > 1 and len(others) == 1:
                claim = independent_given(self.world, law, letters, kept, others[0])
                words = f"{', '.join(x.upper() for x in kept)} are independent given {others[0].upper()}"
                yield Assumption(CODE, words, claim)

    def inverted(self, lower: str) -> Iterator[Assumption]:
        """That a function of a variable is one-to-one."""
        if not said.ONE_TO_ONE.search(lower) or said.NOT_ONE_TO_ONE.search(lower):
            return
        words = said.ONE_TO_ONE.pattern
        for law, letters in self.joint():
            for letter in letters:
                of = made_of(letter)
                name = rf"(?<![a-z]){letter.partition('_')[2]}(?![a-z])"
                told = re.search(rf"{name}[^.。]{{0,40}}?({words})|({words})[^.。]{{0,40}}?{name}", lower)
                if not of or not set(of) <= set(letters) or told is None:
                    continue
                at = {x: self.world.outcome(x) for x in (*of, letter)}
                both = self.world.probability(law, letters, at)
                claim = ForAll(
                    *at.values(), Eq(both * both, both * self.world.probability(law, letters, {letter: at[letter]}))
                )
                yield Assumption(CODE, f"{letter.partition('_')[2]} is one-to-one", claim)

    def spoken_of(self) -> set[str]:
        """The laws of the step and their letters, small."""
        laws = [key.removeprefix("law:") for key in self.known if key.startswith("law:")]
        letters = {x for name in laws for x in self.world.letters_of(name)}
        return {x.lower() for x in (*letters, *laws)}

    def uniform(self, lower: str) -> Iterator[Assumption]:
        if not re.search(r"uniform|equally likely|equiprobable|均匀|等概", lower) or re.search(
            r"non-?uniform|not uniform|非均匀|不均匀", lower
        ):
            return
        if said.uniform_is_another(lower, self.spoken_of()):
            return
        laws = [(k, e) for k, e in self.known.items() if k.startswith("law:") and e.type.args[0].op != "pair"]
        if len(laws) == 1:
            key, law = laws[0]
            space = self.world.space(key.removeprefix("law:"))
            yield Assumption(CODE, f"{law.text} is uniform", Eq(law, uniform(space)), law, uniform(space))

    # ---- other conditions ------------------------------------------------------------------------------

    def unread_words(self) -> str:
        """The words of a condition that is not read as a hypothesis."""
        own = said.COMMENT.sub(lambda m: " " * len(m[0]), self.scope.own)  # what a comment says is no word of the note
        if said.NEGATED.search(own.lower()) is None:
            laws = [key.removeprefix("law:") for key in self.known if key.startswith("law:")]
            own = said.without_norms(own, laws)
            if said.uniform_is_another(own.lower(), self.spoken_of()):
                own = said.UNIFORM.sub(" ", own)
            for text in (
                self.scope.heading.lower(),
                said.MATH.sub(lambda m: f" {said.compact(said.inside(m))} ", own).lower(),
            ):
                found = self.property_of(text)
                if found:
                    return found
        return ""

    def unread_formulas(self) -> Iterator[str]:
        """Conditions by a formula, if X = Y, that are not read as hypotheses."""
        own = said.COMMENT.sub(lambda m: " " * len(m[0]), self.scope.own)
        for m in said.MATH.finditer(own):
            if m[1] or m[4]:  # a display claims
                continue
            before, after = own[: m.start()].lower()[-80:], own[m.end() : m.end() + 14].lower()
            if not said.OPENER.search(before) and not said.OPENER.search(after):
                continue
            if self.restricts(said.compact(said.inside(m))):
                yield said.inside(m)
        for m in re.finditer(
            r"(?:\bif|\bwhen|\bfor|如果|若|当)\s*([A-Za-z]\s*=\s*[A-Za-z0-9.]+)(?![\w(])", own, re.IGNORECASE
        ):
            if self.restricts(said.compact(m[1])):
                yield m[1]

    def property_of(self, text: str) -> str:
        """A word that says something of the laws of the step."""
        kinds = {key.partition(":")[0] for key in self.known}
        pairs = any(e.type.op == "fun" and e.type.args[0].op == "pair" for e in self.known.values())
        patterns = []
        if self.several or pairs or kinds & {"whole", "event"}:
            patterns.append(said.INDEPENDENT)
            if said.OF_EVERY_LAW.search(text) is None:
                patterns.append(said.MODELS)
        if kinds & {"law", "model", "event", "function", "sequence"}:
            patterns += [said.ONE_HOT, said.IN_A_CASE]
        if kinds & {"law", "model", "event"}:
            patterns.append(said.OF_LAWS)
        return next((m[0].replace("\x00", "...") for p in patterns if (m := p.search(text)) is not None), "")

    def restricts(self, formula: str) -> bool:
        """Whether a formula among the words fixes symbols of the step: X = Y, p = 1/2, P != Q, X -> Y -> Z."""
        heads = set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", formula)) | set(
            re.findall(r"\\([a-z]+)", formula)
        )
        if not heads & (self.letters | self.names) or said.COMPUTED.search(formula):
            return False
        if "⊥" in formula or "→" in formula:
            return True
        parts = re.split(r"\\neq?|≠|\\equiv|=", formula)
        if len({x[:1] for x in parts}) == 1:  # p_theta(x) = p(x | theta): a notation
            return False
        return len(parts) >= 2 and all(said.SIMPLE.fullmatch(x) for x in parts) and "{" not in formula
