"""Steps about variables of which the note says what law they follow, and about that law: H(Y) = H(q) where Y ~ q."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.drawn_from import Drawn, drawn, joint_laws
from symbolic_it.notes.letters import CAPITALS, applied_law_key, is_law_name, is_notion, joint_letters
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.condition_words import CONDITIONALLY, INDEPENDENT_VARIABLES
from symbolic_it.review.denied import denies_independence, without_denied
from symbolic_it.review.gradients import under
from symbolic_it.review.steps import ChainReview, Context

_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z$\\*])|[。！？]|\n\s*\n")
_VARIABLE = re.compile(r"(?<![A-Za-z\\])[XYZUVWST](?:_\{?\w\}?)?(?![A-Za-z])")


def with_their_laws(chain: s.Chain, context: Context) -> tuple[s.Chain, list[str], list[str]]:
    """The chain with what its variables' own laws say in place of their entropies; in words, what it rests on then,
    and what the note says of these variables.

    Raises Unclear where the law of a variable beside such a law is not told, or whether they are independent.
    """
    nodes = [n for x in chain.sides for n in s.walk(x)]
    calls = [n for n in nodes if isinstance(n, s.Call) and is_notion(n)]
    variables = [n for n in calls if all(map(_of_variable, n.arguments))]
    bare = {applied_law_key(a) for n in calls for a in n.arguments if isinstance(a, s.Name) and is_law_name(a)}
    if not variables or not bare:
        return chain, [], []
    text = f"{context.told} {context.scope.own}"
    joint = sorted(bare & joint_laws(text))
    if joint and all(len(n.arguments) == 1 for n in variables):
        raise Unclear(variables[0], f"{joint[0]} is the law of several variables, as the note says")
    told = drawn(text)
    told = [d for d in told if d.law in bare or any(x.law in bare for x in told if x is not d)]
    if not any(d.law in bare for d in told):
        return chain, [], []
    over = {k: set(joint_letters(n.arguments) if isinstance(n, s.Call) else ()) for n in nodes for k in _applied(n)}
    if any(len(x) > 1 for k, x in over.items() if k in bare):
        return chain, [], []  # p(x, y): the law of all of them
    if len({x[0] for d in told for x in d.variables}) > 1 and any(isinstance(n, s.Absolute) for n in nodes):
        raise Unclear(variables[0], "which of the alphabets the laws are on is not read")
    return _Laws(told, chain, context, bare, over).rewritten(variables, calls)


class _Laws:
    def __init__(
        self, told: Sequence[Drawn], chain: s.Chain, context: Context, bare: set[str], over: dict[str, set[str]]
    ) -> None:
        self.told, self.chain, self.context, self.bare, self.over = told, chain, context, bare, over
        self.words: dict[str, None] = {}
        self.said: dict[str, None] = {}

    def rewritten(self, variables: Sequence[s.Call], calls: Sequence[s.Call]) -> tuple[s.Chain, list[str], list[str]]:
        single = all(len(n.arguments) == 1 and _head(n) in ("H", "S") and _name(n.arguments[0]) for n in variables)
        back = self.by_variables(calls) if not single else {}
        if back:
            return replace(self.chain, sides=[_replaced(x, back) for x in self.chain.sides]), [], [*self.said]
        made = {id(n): self.entropy(n) for n in variables}
        sides = [_replaced(x, made) for x in self.chain.sides]
        return replace(self.chain, sides=sides), [*self.words], [*self.said]

    def by_variables(self, calls: Sequence[s.Call]) -> dict[int, s.Node]:
        """H(X) for H(p), where each law of the chain stands so alone, and is the law of one variable of it."""
        own: dict[str, str] = {}
        for law in self.bare:
            names = {x for d in self.told if d.law == law for x in d.variables}
            if len(names) != 1 or any(d.number for d in self.told if d.law == law) or law in self.over:
                return {}
            own[law] = names.pop()
            self.follows(own[law], law)
        if len({x for d in self.told for x in d.variables}) < len(self.told):
            return {}  # two laws for one variable
        made: dict[int, s.Node] = {}
        for n in calls:
            if any(isinstance(a, s.Name) and is_law_name(a) for a in n.arguments):
                a = n.arguments[0]
                if len(n.arguments) != 1 or _head(n) not in ("H", "S") or not isinstance(a, s.Name):
                    return {}
                head, _, below = own[applied_law_key(a)].partition("_")
                made[id(n)] = replace(n, arguments=(replace(a, head=head, sub=_below(a, below), mark=""),))
        return made

    def entropy(self, call: s.Call) -> s.Node:
        """The entropy of variables by their laws: H(p) for H(X), the sum of those of independent ones."""
        if _head(call) not in ("H", "S") or "|" in call.dividers or ";" in call.dividers:
            raise Unclear(call, "the joint law of the variables beside their own laws is not read")
        power = call.arguments[0]
        if len(call.arguments) == 1 and isinstance(power, s.Power):
            return self.many(call, _name(power.base), power.exponent)
        if any(isinstance(a, s.Dots) for a in call.arguments):
            first, last = call.arguments[0], call.arguments[-1]
            if _name(first).endswith("_1") and isinstance(last, s.Name) and last.sub is not None:
                return self.many(call, last.head, last.sub)
            raise Unclear(call, "the law of these variables is not read")
        names = [_name(a) for a in call.arguments]
        terms = [self.of_law(call, self.law(x, call)) for x in names]
        if len(set(names)) < len(names) or not all(names):
            raise Unclear(call, "a variable that stands twice beside its law is not read")
        if len(terms) == 1:
            return terms[0]
        self.independent(names, call)
        whole: s.Node = terms[0]
        for term in terms[1:]:
            whole = s.Binary(call.start, call.end, "+", whole, term)
        return s.Group(call.start, call.end, whole)

    def many(self, call: s.Call, letter: str, number: s.Node) -> s.Node:
        """n H(p), as a sum over n, for H(X_1, ..., X_n)."""
        lists = {d for d in self.told if d.letter == letter and d.number == s.spelled_name(number)}
        if len({d.law for d in lists}) != 1:
            raise Unclear(call, "the law of these variables is not told")
        self.independent([letter], call)
        law = next(iter(lists)).law
        term = self.of_law(call, law)
        self.follows(f"each {letter}_i", law)
        heads = {n.head for x in self.chain.sides for n in s.walk(x) if isinstance(n, s.Name)}
        index = next((x for x in "ijkl" if x not in heads), "")
        if not index:
            raise Unclear(call, "the law of these variables is not read")
        at = s.Name(call.start, call.end, index)
        below = s.Relation(call.start, call.end, "=", at, s.Num(call.start, call.end, Fraction(1), "1"))
        return s.Group(call.start, call.end, s.Big(call.start, call.end, "sum", below, number, term))

    def of_law(self, call: s.Call, law: str) -> s.Call:
        head, _, below = law.partition("_")
        name = s.Name(call.start, call.end, head)
        return replace(call, arguments=(replace(name, sub=_below(name, below)),), dividers=())

    def law(self, variable: str, call: s.Call) -> str:
        laws = {d.law for d in self.told if variable in d.variables or (d.letter and variable[:2] == f"{d.letter}_")}
        if len(laws) > 1:
            raise Unclear(call, f"the note tells several laws of {variable}: {' and '.join(sorted(laws))}")
        if not laws:
            known = next(d for d in self.told if d.law in self.bare)
            words = (
                f"{known.law} is the law of {min(known.variables)}, as the note says; the law of {variable} is not told"
            )
            raise Unclear(call, words)
        law = laws.pop()
        self.follows(variable, law)
        return law

    def follows(self, variable: str, law: str) -> None:
        self.said[f"{variable} follows {law}, as the note says"] = None

    def independent(self, names: Sequence[str], call: s.Call) -> None:
        """Keeps that these variables are independent, as the text has it; raises Unclear where it does not say so."""
        text = f"{self.context.told} {self.context.scope.own}"
        letters = frozenset(x.lower() for x in names)
        kept = without_denied(text)
        for m in INDEPENDENT_VARIABLES.finditer(kept):
            low = max((x.end() for x in _SENTENCE.finditer(kept, 0, m.start())), default=0)
            after = _SENTENCE.search(kept, m.end())
            sentence = kept[low : after.start() if after is not None else len(kept)]
            spoken = {re.sub(r"[{}]", "", x) for x in _VARIABLE.findall(sentence)}
            about = not spoken or set(names) <= spoken | {x[0] for x in spoken}
            if about and CONDITIONALLY.search(sentence.lower()) is None:
                break
        else:
            raise Unclear(call, "whether the variables are independent, the note does not say")
        if denies_independence(text, letters) or denies_independence(text):
            raise Unclear(call, "whether the variables are independent, the note does not say")
        some = f"the variables {names[0]}_i" if len(names) == 1 else " and ".join(names)
        self.words[f"{some} are independent"] = None


def resting_on(review: ChainReview, words: list[str], said: list[str]) -> ChainReview:
    """The review with what its steps rest on said of those that hold, and what the note says once for all."""
    review = replace(review, standing=[*review.standing, *said]) if said else review
    if not words:
        return review
    held = (Verdict.PROVED, Verdict.CONDITIONAL)
    outcomes = [replace(under(o, words), code="IT203") if o.verdict in held else o for o in review.outcomes]
    return replace(review, outcomes=outcomes)


def _head(call: s.Call) -> str:
    return call.function.head if isinstance(call.function, s.Name) else ""


def _name(node: s.Node) -> str:
    """X, X_1 of a plain variable; empty for anything else."""
    if not isinstance(node, s.Name) or node.head not in CAPITALS or node.mark or node.sup is not None:
        return ""
    below = s.word_below(node.sub)
    return node.head + (f"_{below}" if below else "") if node.sub is None or below else ""


def _of_variable(node: s.Node) -> bool:
    if isinstance(node, s.Power):
        return bool(_name(node.base))
    return isinstance(node, s.Dots) or (isinstance(node, s.Name) and node.head in CAPITALS)


def _applied(node: s.Node) -> list[str]:
    if isinstance(node, s.Call) and is_law_name(node.function) and isinstance(node.function, s.Name):
        return [applied_law_key(node.function)]
    if isinstance(node, s.Expectation) and node.sub is not None:
        return [applied_law_key(n) for n in s.walk(node.sub) if isinstance(n, s.Name) and is_law_name(n)]
    return []


def _below(name: s.Node, written: str) -> s.Node | None:
    if not written:
        return None
    if written.isdigit():
        return s.Num(name.start, name.end, Fraction(int(written)), written)
    return s.Name(name.start, name.end, written)


def _replaced(node: s.Node, made: dict[int, s.Node]) -> s.Node:
    return made[id(node)] if id(node) in made else s.mapped(node, lambda x: _replaced(x, made))
