"""Conditions that the words beside a step state: those that can be said as hypotheses, and whether there are others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import mul

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import Term
from symbolic_it.language.expr import And, Eq, Expr
from symbolic_it.language.notation import ForAll, uniform
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import made_of
from symbolic_it.notes.sentences import Scope
from symbolic_it.notes.world import World
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.index_cases import index_cases
from symbolic_it.review.unread_clauses import unread_clause

CODE = "IT207"
_PERP = re.compile(r"(\\(?:perp|bot|Perp|independent|indep|upmodels)|⊥|⫫)(\\!|\\perp|\\bot|⊥)*")
_ARROW = re.compile(
    r"\\(?:long)?(?:left)?rightarrow|\\to|→|↔|⟶|(?<=[A-Z])\s*-{1,2}\s*(?=[A-Z]\s*-)|(?<=-[A-Z])\s*-{1,2}\s*(?=[A-Z])"
)
_VARIABLE = r"[A-Z](?:_\d+)?"
_DASHES = re.compile(r"(?<![A-Za-z(=+])[A-Z](?:\s*(?:--?|\u2013|\u2014)\s*[A-Z]){2,}(?![A-Za-z(=+])")
"""X - Y - Z, the other way to write a Markov chain."""
_NOISE = re.compile(
    r"\\(?:left|right|[,;!: ]|quad|qquad|mathrm|mathbf|mathsf|boldsymbol|bm|mathit|text|displaystyle|operatorname|big|Big)(?![a-z])|[{}\s$*]"
)
_NEGATED = re.compile(
    r"\bnot (\w+ )?independent|n't (\w+ )?independent|\bdependent|without|regardless|whether or not|even (if|when|though)|in general\b"
    r"|不独立|不一定|无论|不管|非独立|相关|一般情况"
)
_OPENER = re.compile(
    r"\b(if|when|whenever|where|for|given that|assum\w*|suppos\w*|let|under|unless|provided|since|because|with|subject to|such that|as|i\.e\.|set(ting)?|tak(e|ing)|denote\w*|defin\w*|in (the|this) case)\b"
    r"|当|若|如果|假设|假定|设|由于|因为|令|其中|时|满足|约束|取|记"
)
INDEPENDENT = re.compile(r"\bi\.?i\.?d\b|\bindependen|\bmarkov|独立|马尔可?科?夫")
CONDITIONALLY = re.compile(r"conditional(ly)? independen|条件独立")
ONE_HOT = re.compile(r"\bone[- ]?hot|\bhard (label|target)|独热")
_OF_LAWS = re.compile(
    r"\bdeterministic|\bis a function of|\bbijecti|\binvertible|\bone[- ]to[- ]one|\bfair\b|\buniform|\bequally likely|\bequiprobable"
    r"|\bsymmetric (matrix|channel|distribution)|\bidentical|\bdisjoint|\bmutually exclusive|\bbernoulli|\bgaussian|\bnormal(ly)? distribut"
    r"|\bstationar|\bergodic|平稳|\bsufficient statistic|\bmismatch|\bdegenerate|\bsame distribution|\bpoint mass|\bdirac|\bbinary (label|classif|case|variable|random)"
    r"|\bsubject to\b|\bconstraints?\b|(?<!不)确定性(的)?(函数|映射)|完全(确定|相同|一致)|双射|可逆|均匀|等概|互斥|伯努利|高斯|充分统计|二分类|二项分布|两点分布|约束|(?<!独立)同分布|的函数"
)
_IN_A_CASE = re.compile(
    r"(\b(if|when|whenever|unless|suppose|assume)\b|如果|若|当)[^.。]{0,120}?(\bmatch|\bcoincid|\b(the )?same\b|\b(is|are) equal|\bequals?\b|\bperfect|\bidentical"
    r"|\bconstant\b|\bonly one\b|\bdiffer|\bcertain\b|\bknown\b|相同|相等|一致|不同|确定|已知|完美|等于)"
)
_LAW = r"[pqrPQR](?:_?(?:\\theta|\\phi|data|model|true)|\^\*)?"
_EQUAL_LAWS = re.compile(rf"({_LAW})(?:\(\.?[a-z\\cdot]*\))?(=|\\equiv|\\ne(?:q)?|≠)({_LAW})(?:\(\.?[a-z\\cdot]*\))?")
_ALIKE = re.compile(
    r"\bmatch(es|ed)?\b|\bcoincid|\bidentical|\b(the )?same\b|\b(is|are|be) equal|\bequals\b|\bagree\b|完全相同|相同|相等|一致|等于"
)
_UNLIKE = re.compile(
    r"\bmismatch|\bdiffer(s|ent)?\b|\bnot (the )?(same|identical|equal)|\bdo(es)? not match|\bdistinct|不同|不等|不一致|不匹配"
)
_BOTH = re.compile(r"\bi\.?i\.?d\b|独立同分布|independent(ly)? and identically")
_ONE_LAW = re.compile(_BOTH.pattern + r"|\bidentically distributed|\bthe same (distribution|law)|同分布")
_ONE_TO_ONE = re.compile(
    r"\bone[- ]to[- ]one\b|\binjecti\w+|\bbijecti\w+|\binvertible\b|双射|单射|可逆|一一对应|一对一"
)
_NOT_ONE_TO_ONE = re.compile(
    r"\b(not|no|need not be|isn't|neither|non)[- ]?\s*(\w+ ){0,2}(one[- ]to[- ]one|injecti|bijecti|invertible)|unless|不可逆|(不|非)(是)?(单射|双射|一一)"
)
_ALIKE_IN_PART = re.compile(
    r"\b(about|almost|nearly|approximately|roughly|close to|not quite|similar)\b|\b(mean|variance|moment|support|entropy|marginal|shape|family|mode|median)s?\b"
    r"|\b(agree|match(es)?|coincide|equal)s? (on|at|in|up to)\b|\bsome\b|近似|几乎|支撑|均值|方差|边缘"
)
"""Words by which laws are alike in a part of what they are, or nearly."""
_MATH = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_SIMPLE = re.compile(r"[A-Za-z0-9\\_^.,/()|;:'\-+]+")
_COMPUTED = re.compile(
    r"\\(?:sum|prod|int|log|ln|lg|exp|sigma|E|mathbb|max|min|arg|operatorname|sqrt)|(?<![A-Za-z\\])[HDI]\(|\\?(?:d|l)?dots|D_|KL|softmax"
)


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass
class Supposed:
    """What is supposed of the symbols of one step."""

    assumptions: list[Assumption] = field(default_factory=list)
    other: str = ""
    """The words of a condition that is not said as a hypothesis; empty when there is none."""


class Conditions:
    """Reads the conditions in the scope of a step."""

    def __init__(self, world: World, scope: Scope, nodes: list[s.Node], free: AbstractSet[Term]) -> None:
        self.world, self.scope = world, scope
        self.several = any(isinstance(n, s.Dots) for n in nodes)
        self.letters = {n.head for n in nodes if isinstance(n, s.Name) and len(n.head) == 1}
        self.names = {n.head for n in nodes if isinstance(n, s.Name)}
        self.known = {key: e for key, e in world.known.items() if e.term in free}

    def read(self) -> Supposed:
        """The conditions that concern this step."""
        found = Supposed(list(self.stated()))
        if not found.assumptions:
            found.other = self.unread() or unread_clause(self.scope.own, self.letters | self.names)
        return found

    # ---- hypotheses ------------------------------------------------------------------------------------

    def stated(self) -> Iterator[Assumption]:
        scope = self.scope
        own = f"{scope.own} . {scope.supposed}"
        if INDEPENDENT.search(own.lower()):
            own = _DASHES.sub(lambda m: re.sub(r"\s*(?:--?|\u2013|\u2014)\s*", r" \\to ", m[0]), own)
        plain = _PERP.sub("⊥", _ARROW.sub("→", _MATH.sub(lambda m: f" {compact(inside(m))} ", own)))
        lower = own.lower()
        seen = set()
        for a in (
            *self.chains(plain),
            *self.separated(plain, lower),
            *self.laws(own),
            *self.uniform(lower),
            *index_cases(self.world, self.known, own),
            *self.alike(lower),
            *self.inverted(scope.own.lower()),
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
        link = rf"(?:{_VARIABLE}|[A-Z]_[a-z](?:[+-]1)?|\\[lc]?dots|\.\.\.)"
        for m in re.finditer(rf"(?<![A-Za-z]){_VARIABLE}(?:→{link}){{2,}}(?![A-Za-z(])", plain):
            names = m[0].split("→")
            if not all(re.fullmatch(_VARIABLE, x) for x in names):  # X_1 -> X_2 -> ... -> X_n
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
        between = rf"(?<![A-Za-z])\(?({_VARIABLE})⊥\(?({_VARIABLE})(?:\)?\|({_VARIABLE}))?(?![A-Za-z])"
        for m in re.finditer(between, plain):
            yield from self.separate(m[1], m[2], m[3] or "")
        if _NEGATED.search(lower) or not re.search(r"independen|独立", lower + self.scope.heading.lower()):
            return
        named = re.search(
            r"([A-Z])\s*(?:and|,|和|与)\s*([A-Z])\b[^.。]{0,40}?independen\w*[^.。]{0,6}given\s*([A-Z])\b", plain
        )
        given = re.search(r"(?:given|给定)\s*([A-Z])\b", plain)
        letters = [x.upper() for _, xs in self.joint()[:1] for x in xs]
        pair = re.search(rf"\b({_VARIABLE})\s*(?:and|,|和|与)\s*({_VARIABLE})\b", plain)
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
        listed = rf"(?:{_VARIABLE}|\\[lc]?dots|\.\.\.)"
        for law, letters in self.joint():
            for m in re.finditer(
                rf"({listed}(?:\s*(?:, and|, ?|and|和|与|、)\s*{listed})+)[^.。]{{0,40}}?(?:independen|独立|i\.?i\.?d)",
                plain,
            ):
                names = [x.lower() for x in re.findall(_VARIABLE, m[1])]
                if "dots" in m[1] or "..." in m[1]:
                    names = [x for x in letters if x[:1] == names[0][:1] and "_" in x]
                kept = [x for x in letters if x in names]
                if len(kept) > 2:
                    words = f"{', '.join(x.upper() for x in kept)} are independent"
                    yield Assumption(CODE, words, self.factors(law, letters, kept))

    def separated_under(
        self, law: Expr, letters: tuple[str, ...], x: list[str], z: list[str], y: list[str]
    ) -> Expr:  # fmt: skip
        """That what stands in the first two lists is independent given the third."""
        at = {letter: self.world.outcome(letter) for letter in letters if letter in (*x, *z, *y)}

        def p(*of: str) -> Expr:
            return self.world.probability(law, letters, {letter: at[letter] for letter in letters if letter in of})

        claim = Eq(p(*x, *z, *y) * p(*y), p(*x, *y) * p(*y, *z)) if y else Eq(p(*x, *z), p(*x) * p(*z))
        return ForAll(*at.values(), claim)

    def laws(self, text: str) -> Iterator[Assumption]:
        """P = Q, "Q matches P", "when P and Q differ"."""
        own = self.scope.own
        for m in _MATH.finditer(own):
            formula = compact(inside(m))
            found = _EQUAL_LAWS.fullmatch(formula)
            before = own[max(0, m.start() - 60) : m.start()].lower()
            if found is None or not (_OPENER.search(before) or re.match(r"\s*[,，时]", own[m.end() : m.end() + 2])):
                continue
            yield from self.pair(found[1], found[3], same=found[2] in ("=", "\\equiv"))
        for sentence in re.split(r"(?<=[.。;；])\s", own):
            lower = sentence.lower()
            if not re.search(r"\b(if|when|whenever|suppose|assume|since|because)\b|当|若|如果|由于", lower):
                continue
            clause = re.split(r"\x00", lower)[0] if "\x00" in lower else lower
            unlike, alike = _UNLIKE.search(clause), _ALIKE.search(clause)
            if (unlike is None and alike is None) or (unlike is None and _ALIKE_IN_PART.search(clause)):
                continue
            named = [compact(inside(m)) for m in _MATH.finditer(sentence)]
            laws = [n for n in dict.fromkeys(named) if re.fullmatch(_LAW + r"(?:\([a-z]\))?", n)]
            laws = [re.sub(r"\([a-z]\)", "", n) for n in laws] or [
                k.removeprefix("law:") for k in self.known if k.startswith("law:")
            ]
            if len(laws) == 2:
                yield from self.pair(laws[0], laws[1], same=unlike is None)

    def pair(self, a: str, c: str, same: bool) -> Iterator[Assumption]:
        first, second = (self.known.get("law:" + self.world.usage.same.get(n, n)) for n in (a, c))
        if first is None or second is None or first.term is second.term or first.type is not second.type:
            return
        if same:
            yield Assumption(CODE, f"{a} = {c}", Eq(second, first), second, first)
        else:
            claim = Expr(constant_for("not", Eq(first, second).term), (), first.declarations | second.declarations)
            yield Assumption(CODE, f"{a} and {c} differ", claim)

    def alike(self, lower: str) -> Iterator[Assumption]:
        """That X_1, ..., X_n follow one law, as far as their entropies tell: i.i.d. ones are independent besides."""
        if not _ONE_LAW.search(lower):
            return
        for law, letters in self.joint():
            kept = [x for x in letters if "_" in x and not made_of(x)]
            if len({x[0] for x in kept}) != 1 or len(kept) < 2:
                continue
            first, *others = (self.world.based("entropy", self.world.marginal(law, letters, (x,))) for x in kept)
            parts = [Eq(other - first, 0) for other in others]
            words = f"{', '.join(x.upper() for x in kept)} are identically distributed"
            if _BOTH.search(lower):
                parts.append(self.factors(law, letters, kept))
                words = words.replace("identically", "independent and identically")
            yield Assumption(CODE, words, parts[0] if len(parts) == 1 else And(*parts))

    def factors(self, law: Expr, letters: tuple[str, ...], kept: list[str]) -> Expr:
        """That the law of these variables is the product of theirs."""
        at = {x: self.world.outcome(x) for x in kept}
        whole = self.world.probability(law, letters, at)
        product = reduce(mul, (self.world.probability(law, letters, {x: at[x]}) for x in kept))
        return ForAll(*at.values(), Eq(whole, product))

    def inverted(self, lower: str) -> Iterator[Assumption]:
        """That a function of a variable is one-to-one."""
        if not _ONE_TO_ONE.search(lower) or _NOT_ONE_TO_ONE.search(lower):
            return
        words = _ONE_TO_ONE.pattern
        for law, letters in self.joint():
            for letter in letters:
                of = made_of(letter)
                name = rf"(?<![a-z]){letter.partition('_')[2]}(?![a-z])"
                said = re.search(rf"{name}[^.。]{{0,40}}?({words})|({words})[^.。]{{0,40}}?{name}", lower)
                if not of or not set(of) <= set(letters) or said is None:
                    continue
                at = {x: self.world.outcome(x) for x in (*of, letter)}
                both = self.world.probability(law, letters, at)
                claim = ForAll(
                    *at.values(), Eq(both * both, both * self.world.probability(law, letters, {letter: at[letter]}))
                )
                yield Assumption(CODE, f"{letter.partition('_')[2]} is one-to-one", claim)

    def uniform(self, lower: str) -> Iterator[Assumption]:
        if not re.search(r"uniform|equally likely|equiprobable|均匀|等概", lower) or re.search(
            r"non-?uniform|not uniform|非均匀|不均匀", lower
        ):
            return
        laws = [(k, e) for k, e in self.known.items() if k.startswith("law:") and e.type.args[0].op != "pair"]
        if len(laws) == 1:
            key, law = laws[0]
            space = self.world.space(key.removeprefix("law:"))
            yield Assumption(CODE, f"{law.text} is uniform", Eq(law, uniform(space)), law, uniform(space))

    # ---- other conditions ------------------------------------------------------------------------------

    def unread(self) -> str:
        """The words of a condition that is not read as a hypothesis."""
        own = _COMMENT.sub(lambda m: " " * len(m[0]), self.scope.own)  # what a comment says is no word of the note
        lower = own.lower()
        if _NEGATED.search(lower) is None:
            for text in (self.scope.heading.lower(), _MATH.sub(lambda m: f" {compact(inside(m))} ", own).lower()):
                found = self.property_of(text)
                if found:
                    return found
        for m in _MATH.finditer(own):
            if m[1] or m[4]:  # a display claims
                continue
            formula = compact(inside(m))
            before, after = own[: m.start()].lower()[-80:], own[m.end() : m.end() + 14].lower()
            if not _OPENER.search(before) and not _OPENER.search(after):
                continue
            if self.restricts(formula):
                return formula
        for m in re.finditer(
            r"(?:\bif|\bwhen|\bfor|如果|若|当)\s*([A-Za-z]\s*=\s*[A-Za-z0-9.]+)(?![\w(])", own, re.IGNORECASE
        ):
            if self.restricts(compact(m[1])):
                return compact(m[1])
        return ""

    def property_of(self, text: str) -> str:
        """A word that says something of the laws of the step."""
        kinds = {key.partition(":")[0] for key in self.known}
        pairs = any(e.type.op == "fun" and e.type.args[0].op == "pair" for e in self.known.values())
        patterns = []
        if self.several or pairs or kinds & {"whole", "event"}:
            patterns.append(INDEPENDENT)
        if kinds & {"law", "model", "event", "function", "sequence"}:
            patterns += [ONE_HOT, _IN_A_CASE]
        if kinds & {"law", "model", "event"}:
            patterns.append(_OF_LAWS)
        return next((m[0].replace("\x00", "...") for p in patterns if (m := p.search(text)) is not None), "")

    def restricts(self, formula: str) -> bool:
        """Whether a formula among the words fixes symbols of the step: X = Y, p = 1/2, P != Q, X -> Y -> Z."""
        heads = set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", formula)) | set(
            re.findall(r"\\([a-z]+)", formula)
        )
        if not heads & (self.letters | self.names) or _COMPUTED.search(formula):
            return False
        if "⊥" in formula or "→" in formula:
            return True
        parts = re.split(r"\\neq?|≠|\\equiv|=", formula)
        if len({x[:1] for x in parts}) == 1:  # p_theta(x) = p(x | theta): a notation
            return False
        return len(parts) >= 2 and all(_SIMPLE.fullmatch(x) for x in parts) and "{" not in formula


def inside(m: re.Match[str]) -> str:
    """What stands between the delimiters of a formula."""
    return next(g for g in m.groups() if g)


def compact(text: str) -> str:
    """LaTeX without blanks, braces and fonts; the signs of independence and the arrows as one sign each."""
    text = _PERP.sub("⊥", _ARROW.sub("→", text))
    text = re.sub(r"\\(?:mid|vert|lvert|rvert|given)(?![a-z])", "|", text)
    return _NOISE.sub("", text)
