"""What one justification may use: facts cited, what cited rules say of them, and the rewriting that they give."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import use
from symbolic_it.deduction.context import Context, is_numeral
from symbolic_it.deduction.discharge import known_parts, prove
from symbolic_it.deduction.linear import comparison
from symbolic_it.deduction.matching import Rule as Schema
from symbolic_it.deduction.rewriting import Conversion, Missed, Rewriter
from symbolic_it.foundations.registry import Rule
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    Term,
    abstract,
    apply_term,
    bool_,
    instantiate_type,
    number_value,
    strip,
    unary,
    var,
)
from symbolic_it.kernel.theorems import Thm, generalise, modus_ponens
from symbolic_it.tactics.canonical import Canonical

MANY = 60
"""More rules than an author names for a step."""


class Material:
    """The facts cited for a step, the rules named, and the conditions of theirs that were not met.

    ``facts`` are theorems cited for this step: they rewrite (equations), and are instantiated where they match.
    """

    def __init__(self, context: Context, rules: Sequence[Rule], facts: Sequence[Thm] = ()) -> None:
        cited = [part for th in facts for part in known_parts(th)]
        self.facts = [Schema(th, "cited") for th in cited]
        self.context = context.plus(*self.facts)
        # A fact holds for its own symbols too, also where nothing fixes them and it could be instantiated.
        self.stated = [s.source for s in self.facts if s.variables and comparison(s.source.conclusion) is not None]
        self.rules = rules
        self.many = len(rules) > MANY
        """Whether all rules are tried: those that any two terms match are too many instances then."""
        self.missed = Missed()
        self.failed: set[tuple[Context, Term]] = set()
        self.ordered: dict[tuple[Context, Thm], Thm] = {}
        self.instances: dict[tuple[Context, tuple[Term, ...]], list[Thm]] = {}
        """Facts in canonical form and instances of rules: an equation is tried as two inequalities after itself."""
        roles = {r.role for r in rules}
        picks = any(r.name == "sum-of-indicator" for r in rules)
        self.canonical = Canonical(split="split" in roles, pull="pull" in roles, pick=picks)
        self.compare = [s for r in rules if r.role in ("compare", "fact") for s in r.schemas]
        self.optima_rules = frozenset(r.notion for r in rules if r.role == "optima")
        self.rewriter = self._make_rewriter()
        self._draw_conclusions(cited)

    def _draw_conclusions(self, cited: Sequence[Thm]) -> None:
        """What a cited rule says of a cited fact that meets its first condition: more facts."""
        found: list[Thm] = []
        for r in self.rules:
            if r.role != "fact":
                continue
            for s in r.schemas:
                for th in cited:
                    found += self._conclusions_from(s, th, cited)
        if found:
            more = [Schema(th, "cited") for th in found]
            self.context = self.context.plus(*more)
            self.facts += more

    def _conclusions_from(self, s: Schema, th: Thm, cited: Sequence[Thm]) -> list[Thm]:
        """What the rule says of a fact that meets its first condition, or one that leaves nothing open."""
        needed = {v for condition in s.conditions for v in condition.free if v in s.variables}
        for place, condition in enumerate(s.conditions):
            bindings = s.match(condition, th.conclusion)
            if bindings is None or (place and not needed <= bindings.terms.keys()):
                continue
            for later in s.conditions[place + 1 :]:  # other facts that are cited may fix functions that are open still
                if not logic.is_universal(later) or s.variables & later.free <= bindings.terms.keys():
                    continue
                for other in cited:
                    more = s.match(later, other.conclusion, bindings)
                    if more is not None:
                        bindings = more
                        break
            # What is left open gets a name of its own: the rule's names may be names of the author's as well.
            opened = [v for v in s.variables if v not in bindings.terms]
            for v in opened:
                bindings.terms[v] = var("?" + v.name, instantiate_type(bindings.types, v.ty))
            result = s.instance(bindings)
            for _ in s.conditions:
                wanted = result.conclusion.fun.arg
                proof = th if wanted is th.conclusion else prove(wanted, self.context, budget=self.rewriter.goals)
                if proof is None:
                    break
                result = modus_ponens(result, proof)
            else:
                place = 0
            if not place:
                for v in opened:
                    result = generalise(bindings.terms[v], result)
                return known_parts(result)
        return []

    def _make_rewriter(self, without: Schema | None = None) -> Rewriter:
        rewriting: list[Schema | Conversion] = []
        notions = {r.notion for r in self.rules if r.role == "definition"}
        if notions:
            rewriting.append(lambda t, _context: _unfold(t, notions))
        if any(r.role == "laws" for r in self.rules):
            rewriting.append(_from_hypotheses)
        if any(r.role == "exchange" for r in self.rules):
            rewriting.append(_exchanged)
        for r in self.rules:
            if r.role == "rewrite":
                rewriting += r.schemas
        for s in self.facts:
            if s is not without and s.sides is not None and s.sides[0].ty is not bool_ and not _loops(s):
                rewriting.append(s)
        return Rewriter(rewriting, self.missed)

    def _condition(self, goal: Term, context: Context) -> Thm | None:
        if (context, goal) in self.failed:
            return None
        th = prove(goal, context, budget=self.rewriter.goals)
        if th is None:
            self.failed.add((context, goal))
            self.missed.conditions.setdefault(goal, ("", context))
        return th


def _unfold(t: Term, notions: set[str]) -> Thm | None:
    """|- t = its definition, for a notion that is cited and has all its arguments."""
    head, args = strip(t)
    if head.kind != CONST or head.name not in notions:
        return None
    right = DEFINITIONS[head.name].right
    arity = 0
    while right.kind == LAM and arity < _ARITY.get(head.name, 99):
        right = right.body
        arity += 1
    if len(args) < arity or (t.ty.op == "fun" and len(args) < arity):
        return None
    return logic.unfold(t)


_ARITY = {"point_mass": 2, "empirical": 3, "first_marginal": 2, "second_marginal": 2, "conditional": 3, "uniform": 1}


def _from_hypotheses(t: Term, context: Context) -> Thm | None:
    """|- sum of P = 1 (and other equations that the hypotheses give for sums)."""
    if unary("sum", t) is None:
        return None
    for fact in context.about(("eq", "sum")):
        if fact.sides is None or not is_numeral(fact.sides[1]):
            continue
        found = fact.match(fact.sides[0], t)
        if found is not None and fact.complete(found):
            th = fact.apply(found, lambda g: prove(g, context))
            if th is not None:
                return th
    return None


def _exchanged(t: Term, _context: Context) -> Thm | None:
    """|- sum_y sum_x = sum_x sum_y, into one order of the alphabets: both sides of a goal come to it."""
    outer = unary("sum", t)
    if outer is None or outer.kind != LAM:
        return None
    v = var("_v", outer.domain)
    inner = unary("sum", apply_term(outer, v))
    if inner is None:
        return None
    w = var("_w", inner.ty.args[0])
    if repr(v.ty) <= repr(w.ty):
        return None
    return use("sum-exchange", h=abstract(v, abstract(w, apply_term(inner, w))))


def _loops(s: Schema) -> bool:
    """Whether rewriting with the equation may not end: its left side is a variable or matches a part of the right."""
    assert s.sides is not None
    left, right = s.sides
    if left in s.variables or number_value(left) is not None:
        return True
    if not right.free & s.variables <= left.free:
        return True
    return any(t is left or (t.kind == left.kind and s.match(left, t) is not None) for t in subterms([right]))


def subterms(terms: Iterable[Term]) -> list[Term]:
    """The closed parts of the terms, each once, larger ones first."""
    seen: dict[Term, None] = {}
    todo = deque(terms)
    while todo:
        t = todo.popleft()
        if t in seen:
            continue
        if not t.loose:
            seen[t] = None
        if t.kind == APP:
            todo += [t.fun, t.arg]
        elif t.kind == LAM:
            todo.append(t.body)
    return list(seen)
