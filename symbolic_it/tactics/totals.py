"""Limits far out, series and integrals by linearity: the facts at hand, added and multiplied by constants."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import local_variable, prove
from symbolic_it.deduction.logic import c
from symbolic_it.deduction.matching import Rule
from symbolic_it.foundations.endless import renamed
from symbolic_it.foundations.neighbourhoods import lemma_at
from symbolic_it.kernel.arithmetic import normal_form
from symbolic_it.kernel.terms import (
    CONST,
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    nat,
    number,
    real,
    strip,
    unary,
)
from symbolic_it.kernel.theorems import Thm, field_identity, symmetry
from symbolic_it.tactics.calculus import Condition, Equal, facts_about, with_value
from symbolic_it.tactics.canonical import Canonical

LEMMAS = {
    "converges": ("limit-of-constant-sequence", "limit-of-sum-sequence", "limit-of-multiple-sequence"),
    "tends_at_infinity": ("limit-of-constant-infinity", "limit-of-sum-infinity", "limit-of-multiple-infinity"),
    "tends_at_minus_infinity": (
        "limit-of-constant-minus-infinity", "limit-of-sum-minus-infinity", "limit-of-multiple-minus-infinity",
    ),
    "series": ("", "series-of-sum", "series-of-multiple"),
    "line_integral": ("", "integral-of-sum", "integral-of-multiple"),
}  # fmt: skip
"""For each notion: its lemmas on constants (series and integrals have none), sums and multiples."""


class Linear:
    """Finds |- notion f l for a function that is a linear combination of functions whose values are known."""

    def __init__(self, notion: str, context: Context, condition: Condition | None = None) -> None:
        self.notion, self.context = notion, context
        self.condition = condition or (lambda goal: prove(goal, context))
        self.facts = list(facts_about(notion, context))
        self.constant, self.sum, self.multiple = LEMMAS[notion]

    def find(self, f: Term) -> Thm | None:
        domain = f.ty.args[0]
        assert domain in (real, nat)
        v = local_variable(self.context.deeper().deeper(), domain)
        return self.body(v, apply_term(f, v))

    def body(self, v: Term, body: Term) -> Thm | None:
        if v not in body.free and self.constant:
            return lemma_at(self.constant, k=body)
        return self._known(v, body) or self._parts(v, body) or self._collected(v, body)

    def _known(self, v: Term, body: Term) -> Thm | None:
        """A fact about this function, or about one that is the same by the laws of a field."""
        f = abstract(v, body)
        for rule in self.facts:
            th = self._matched(rule, f)
            if th is not None:
                return th
        for rule in self.facts:
            th = rule.source  # a fact holds for its own symbols, also where it could be instantiated
            head = strip(th.conclusion)[0]
            if head.kind != CONST or head.name != self.notion:
                continue
            same = self._same(apply_term(th.conclusion.fun.arg, v), body)
            if same is not None:
                return renamed(th, v, same)
        return None

    def _same(self, left: Term, right: Term) -> Thm | None:
        try:
            return field_identity(left, right)
        except KernelError:
            return None

    def _matched(self, rule: Rule, f: Term) -> Thm | None:
        found = rule.match(rule.conclusion.fun.arg, f)
        return rule.apply(found, self.condition) if found is not None and rule.complete(found) else None

    def _parts(self, v: Term, body: Term) -> Thm | None:
        if (parts := binary("add", body)) is not None:
            first = self.body(v, parts[0])
            second = self.body(v, parts[1]) if first is not None else None
            if first is None or second is None:
                return None
            f, g = abstract(v, parts[0]), abstract(v, parts[1])
            return lemma_at(self.sum, first, second, f=f, g=g, l=first.conclusion.arg, m=second.conclusion.arg)
        if (parts := binary("mul", body)) is not None and v not in parts[0].free:
            th = self.body(v, parts[1])
            if th is None:
                return None
            return lemma_at(self.multiple, th, f=abstract(v, parts[1]), k=parts[0], l=th.conclusion.arg)
        for same in self._rewritings(v, body):
            th = self.body(v, logic.right_side(same))
            return renamed(th, v, symmetry(same)) if th is not None else None
        return None

    @staticmethod
    def _rewritings(v: Term, body: Term) -> Iterator[Thm]:
        """The body as a sum or as a multiple."""
        if (u := unary("neg", body)) is not None:
            yield field_identity(body, c("mul", number(-1), u))
        elif (parts := binary("sub", body)) is not None:
            yield field_identity(body, c("add", parts[0], c("mul", number(-1), parts[1])))
        elif (parts := binary("mul", body)) is not None and v not in parts[1].free:
            yield field_identity(body, c("mul", parts[1], parts[0]))
        elif (parts := binary("div", body)) is not None and v not in parts[1].free:
            yield field_identity(body, c("mul", c("div", ONE, parts[1]), parts[0]))

    def _collected(self, v: Term, body: Term) -> Thm | None:
        """The body multiplied out and sorted by what depends on v; tried once, where it is a sum then."""
        canonical = Canonical(split=True, pull=True)
        groups = canonical._groups(normal_form(body), v)
        pieces = [(canonical.term(k), canonical.term({m: Fraction(1)})) for m, k in groups.items()]
        if len(pieces) < 2 and (not pieces or pieces[0][0] is ONE or pieces[0][1] is body):
            return None
        total: Term | None = None
        for factor, inner in pieces:
            piece = c("mul", factor, inner) if factor is not ONE else inner
            total = piece if total is None else c("add", total, piece)
        assert total is not None
        if total is body:
            return None
        same = self._same(body, total)
        th = self._plain(v, total) if same is not None else None
        return renamed(th, v, symmetry(same)) if th is not None and same is not None else None

    def _plain(self, v: Term, body: Term) -> Thm | None:
        """The same without multiplying out again."""
        if v not in body.free:
            return lemma_at(self.constant, k=body) if self.constant else None
        th = self._known(v, body)
        if th is not None:
            return th
        if (parts := binary("add", body)) is not None:
            first, second = self._plain(v, parts[0]), self._plain(v, parts[1])
            if first is None or second is None:
                return None
            f, g = abstract(v, parts[0]), abstract(v, parts[1])
            return lemma_at(self.sum, first, second, f=f, g=g, l=first.conclusion.arg, m=second.conclusion.arg)
        if (parts := binary("mul", body)) is not None and v not in parts[0].free:
            th = self._plain(v, parts[1])
            given = {"f": abstract(v, parts[1]), "k": parts[0]}
            return lemma_at(self.multiple, th, **given, l=th.conclusion.arg) if th is not None else None
        return None


def by_linearity(goal: Term, context: Context, equal: Equal, condition: Condition | None = None) -> Thm | None:
    """|- notion f l: the value that linearity gives from the facts at hand, when ``equal(given, l)`` proves that it is l."""
    head, (f, value) = strip(goal)
    return with_value(Linear(head.name, context, condition).find(f), value, equal)
