"""Justifying a statement by named rules, facts cited and hypotheses, or by everything at hand when no rule is named."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, le, nonzero, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, known_parts, local_variable, prove
from symbolic_it.deduction.linear import comparison, linear
from symbolic_it.deduction.logic import c, chain, right_side
from symbolic_it.deduction.matching import Bindings
from symbolic_it.deduction.matching import Rule as Schema
from symbolic_it.deduction.rewriting import Conversion, Missed, Rewriter
from symbolic_it.deduction.sums import in_range
from symbolic_it.foundations.registry import Rule
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    bool_,
    equation,
    instantiate_type,
    nat,
    number_value,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    equality_modus_ponens,
    generalise,
    instantiate_types,
    modus_ponens,
    reflexivity,
    symmetry,
)
from symbolic_it.tactics.calculus import by_differentiation
from symbolic_it.tactics.canonical import Canonical, meet
from symbolic_it.tactics.evaluation import by_evaluation
from symbolic_it.tactics.limits import by_limits
from symbolic_it.tactics.optima import Optima
from symbolic_it.tactics.quantified import by_induction, existence
from symbolic_it.tactics.totals import by_linearity

MAX_INSTANCES = 80
MAX_PAIRS = 12
MAX_TRIED_PAIRS = 400


@dataclass
class Attempt:
    """What came of a justification: the theorem, or what is left over and which conditions failed."""

    theorem: Thm | None
    residual: tuple[Term, Term] | None = None
    missed: list[tuple[Term, str]] = field(default_factory=list)


class Justifier:
    """Proves statements in a context with a set of rules.

    ``facts`` are theorems cited for this step: they rewrite (equations), and are instantiated where they match.
    """

    def __init__(self, context: Context, rules: Sequence[Rule], facts: Sequence[Thm] = ()) -> None:
        cited = [part for th in facts for part in known_parts(th)]
        self.facts = [Schema(th, "cited") for th in cited]
        self.context = context.plus(*self.facts)
        # A fact holds for its own symbols too, also where nothing fixes them and it could be instantiated.
        self.stated = [s.source for s in self.facts if s.variables and comparison(s.source.conclusion) is not None]
        self.rules = rules
        self.missed = Missed()
        self.failed: set[tuple[Context, Term]] = set()
        roles = {r.role for r in rules}
        self.canonical = Canonical(split="split" in roles, pull="pull" in roles)
        self.compare = [s for r in rules if r.role in ("compare", "fact") for s in r.schemas]
        self.optima_rules = frozenset(r.notion for r in rules if r.role == "optima")
        self.residual: tuple[Term, Term] | None = None
        self.denying = False
        """Whether an equation is being proved from its denial: not once more inside."""
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

    def attempt(self, goal: Term) -> Attempt:
        """Try to prove the goal; on failure say what is left over."""
        th: Thm | None = None
        try:
            if any(r.role == "evaluation" for r in self.rules):
                th = by_evaluation(goal, self.context)
            if th is None:
                th = self.prove(goal, self.context)
            if th is None:
                bad = self._apart(lambda: self._contradiction(self.context))
                th = logic.from_false(goal, bad) if bad is not None else None
        except KernelError:
            th = None
        missed = [(t, name) for t, (name, _) in self.missed.conditions.items()]
        return Attempt(th, None if th is not None else self.residual, missed)

    # ---- statements ------------------------------------------------------------------------------------

    def prove(self, goal: Term, context: Context) -> Thm | None:
        """|- goal, or None."""
        if logic.is_universal(goal):
            if goal.arg.ty.args[0] is nat and any(r.name == "induction" for r in self.rules):
                return by_induction(goal, context, self.prove)
            v = local_variable(context, goal.arg.ty.args[0])
            th = self.prove(apply_term(goal.arg, v), context.deeper())
            return generalise(v, th) if th is not None else None
        if unary("exists", goal) is not None:
            return self._backward(goal, context) or existence(goal, context, self.facts, self.prove)
        if (parts := binary("imp", goal)) is not None:
            th = self.prove(parts[1], assuming(context, parts[0]))
            return discharge(parts[0], th) if th is not None else None
        if (parts := binary("and", goal)) is not None:
            left = self.prove(parts[0], context)
            right = self.prove(parts[1], context) if left is not None else None
            return logic.both(left, right) if left is not None and right is not None else None
        if (parts := binary("eq", goal)) is not None:
            return self._equation(goal, parts[0], parts[1], context)
        relation = comparison(goal)
        if relation is not None:
            return self._comparison(goal, *relation, context)
        th = self._backward(goal, context)
        if th is not None:
            return th
        head, _ = strip(goal)
        if head.kind == CONST and head.name in _CALCULUS and any(r.name == _CALCULUS[head.name] for r in self.rules):
            tactic = _TACTICS.get(head.name, by_linearity)
            return tactic(
                goal, context, lambda u, v: self._real_equation(equation(u, v), u, v, context),
                lambda g: self._condition(g, context),
            )  # fmt: skip
        inner = unary("not", goal)
        if inner is not None:
            return self._denial(inner, context)
        if head.kind == CONST and head.name in _OPENABLE:
            unfolded = logic.unfold(goal)
            th = self.prove(right_side(unfolded), context)
            return equality_modus_ponens(symmetry(unfolded), th) if th is not None else None
        return self._opened_member(goal, context)

    def _opened_member(self, goal: Term, context: Context) -> Thm | None:
        """``x in argmax S f`` opens to its meaning."""
        head, args = strip(goal)
        if head.kind == CONST and head.name in ("argmax", "argmin") and len(args) == 3:
            unfolded = logic.unfold(goal)
            th = self.prove(right_side(unfolded), context)
            return equality_modus_ponens(symmetry(unfolded), th) if th is not None else None
        return None

    def _backward(self, goal: Term, context: Context) -> Thm | None:
        """By a fact of the context or a cited rule whose conclusion is the goal."""
        th = prove(goal, context, budget=self.rewriter.goals)
        if th is not None:
            return th
        for s in self.compare:
            found = s.match(s.conclusion, goal)
            if found is not None and s.complete(found):
                th = s.apply(found, lambda g: self._condition(g, context))
                if th is not None:
                    return th
            if s.sides is not None and s.sides[0].ty is bool_:
                th = self._other_side(s, goal, context)
                if th is not None:
                    return th
        rewritten = self.rewriter.rewrite(goal, context)
        if rewritten is not None and right_side(rewritten) is not goal:
            th = prove(right_side(rewritten), context, budget=self.rewriter.goals)
            if th is not None:
                return equality_modus_ponens(symmetry(rewritten), th)
        return None

    def _other_side(self, s: Schema, goal: Term, context: Context) -> Thm | None:
        """By an equivalence one side of which is the goal, and the other known or a linear consequence of what is."""
        assert s.sides is not None
        for here in s.sides:
            found = s.match(here, goal)
            if found is None or not s.complete(found):
                continue
            same = s.apply(found, lambda g: self._condition(g, context))
            if same is None:
                continue
            same = symmetry(same) if here is s.sides[0] else same
            left = same.conclusion.fun.arg
            other = prove(left, context, budget=self.rewriter.goals) or self._by_facts(left, context)
            if other is not None:
                return equality_modus_ponens(same, other)
        return None

    def _condition(self, goal: Term, context: Context) -> Thm | None:
        if (context, goal) in self.failed:
            return None
        th = prove(goal, context, budget=self.rewriter.goals)
        if th is None:
            self.failed.add((context, goal))
            self.missed.conditions.setdefault(goal, ("", context))
        return th

    def _denial(self, inner: Term, context: Context) -> Thm | None:
        """not p: from p, a contradiction between comparisons, or with something denied."""
        bad = self._contradiction(assuming(context, inner), inner)
        return logic.refute(inner, bad) if bad is not None else None

    def _contradiction(self, context: Context, claim: Term | None = None) -> Thm | None:
        """|- false, from something denied, a product that is 0 without a factor that is, or comparisons."""
        for fact in context.all_rules():
            other = unary("not", fact.conclusion)
            if other is None or other is claim or fact.variables or fact.conditions or unary("not", other) is not None:
                continue
            th = self.prove(other, context)
            if th is not None:
                return logic.contradiction(th, fact.theorem)
        vanishing = self._vanishing_product(context)
        if vanishing is not None:
            return vanishing
        bad = self.prove(c("lt", ZERO, ZERO), context)
        return logic.contradiction(bad, use("less-irreflexive", a=ZERO)) if bad is not None else None

    def _vanishing_product(self, context: Context) -> Thm | None:
        """|- false, from a product (or quotient) that is 0 and none of whose parts is."""
        for fact in context.all_rules():
            sides = binary("eq", fact.conclusion) if not fact.variables and not fact.conditions else None
            if sides is None or number_value(sides[1]) != 0:
                continue
            if binary("mul", sides[0]) is None and binary("div", sides[0]) is None:
                continue
            th = prove(nonzero(sides[0]), context, budget=self.rewriter.goals)
            if th is not None:
                return logic.contradiction(fact.theorem, th)
        return None

    # ---- equations ---------------------------------------------------------------------------------------

    def _equation(self, goal: Term, left: Term, right: Term, context: Context) -> Thm | None:
        if left is right:
            return reflexivity(left)
        if left.ty is bool_:
            return self._equivalence(left, right, context)
        if left.ty is real:
            return self._real_equation(goal, left, right, context)
        if left.ty.op == "fun":
            heads = strip(left)[0], strip(right)[0]
            if all(h.kind == CONST and h.name in ("argmax", "argmin") for h in heads):
                return Optima(self.rewriter, self.canonical, self.optima_rules).prove(left, right, context)
            th = prove(goal, context, budget=self.rewriter.goals)
            if th is not None:
                return th
            v = local_variable(context, left.ty.args[0])
            at_v = equation(apply_term(left, v), apply_term(right, v))
            th = self.prove(at_v, context.deeper())
            return abstraction(v, th) if th is not None else None
        th = self._backward(goal, context)
        if th is not None:
            return th
        return meet(left, right, context, self.canonical)

    def _equivalence(self, left: Term, right: Term, context: Context) -> Thm | None:
        th = self._backward(equation(left, right), context)
        if th is not None:
            return th
        forward = self.prove(right, assuming(context, left))
        if forward is None:
            return None
        backward = self.prove(left, assuming(context, right))
        return logic.equivalent(left, right, forward, backward) if backward is not None else None

    def _real_equation(self, goal: Term, left: Term, right: Term, context: Context) -> Thm | None:
        first, second = self.rewriter.rewrite(left, context), self.rewriter.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        middle = meet(new_left, new_right, context, self.canonical)
        if middle is None:
            middle = self._second_round(new_left, new_right, context)
        if middle is None:
            self.residual = (new_left, new_right)
            middle = self._by_facts(equation(new_left, new_right), context, [left, right])
        if middle is None:
            middle = self._antisymmetric(new_left, new_right, context)
        if middle is None:
            return self._backward(goal, context) or self._undeniable(goal, right, context)
        return chain(first, middle, symmetry(second) if second is not None else None)

    def _second_round(self, left: Term, right: Term, context: Context) -> Thm | None:
        """What cancels in an argument may make a rule apply that did not before: log(q/q), x^(1-1)."""
        ends: list[tuple[Thm | None, Term]] = []
        changed = False
        for side in (left, right):
            ordered = self.canonical.rewrite(side, context)
            t = right_side(ordered) if ordered is not None else side
            again = self.rewriter.rewrite(t, context)
            changed = changed or again is not None
            th = chain(ordered, again)
            ends.append((th, right_side(th) if th is not None else side))
        if not changed:
            return None
        (first, new_left), (second, new_right) = ends
        middle = meet(new_left, new_right, context, self.canonical)
        if middle is None:
            return None
        return chain(first, middle, symmetry(second) if second is not None else None)

    def _antisymmetric(self, left: Term, right: Term, context: Context) -> Thm | None:
        """a = b from a <= b and b <= a, when facts for both are at hand."""
        if not self.facts and not self.compare:
            return None
        one = self._by_facts(le(left, right), context)
        two = self._by_facts(le(right, left), context) if one is not None else None
        return use("antisymmetry", one, two) if one is not None and two is not None else None

    def _undeniable(self, goal: Term, right: Term, context: Context) -> Thm | None:
        """u = 0 where u != 0 contradicts what is known: by a u = 0 with a != 0, say."""
        if self.denying or number_value(right) != 0:
            return None
        no = self._apart(lambda: self._denial(logic.negation(goal), context))
        if no is None:
            return None
        other = assume(logic.negation(goal))
        return logic.by_contradiction(goal, logic.contradiction(other, no))

    def _apart(self, search: Callable[[], Thm | None]) -> Thm | None:
        """A search beside the goal's: not once more inside, and what it leaves over is not what the goal leaves over."""
        residual, self.denying = self.residual, True
        try:
            return search()
        finally:
            self.residual, self.denying = residual, False

    # ---- comparisons -----------------------------------------------------------------------------------------

    def _comparison(self, goal: Term, relation: str, left: Term, right: Term, context: Context) -> Thm | None:
        th = self._backward(goal, context)
        if th is not None:
            return th
        first, second = self.rewriter.rewrite(left, context), self.rewriter.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        new_goal = c(relation, new_left, new_right)
        th = self._structural(relation, new_left, new_right, context)
        if th is None:
            th = self._by_facts(new_goal, context, [left, right])
        if th is None:
            self.residual = (new_left, new_right)
            return None
        return _back(goal, first, second, th)

    def _structural(self, relation: str, left: Term, right: Term, context: Context) -> Thm | None:
        """Sums by their terms, products with one weight by the other factor, a rule where it matches."""
        for s in self.compare + self.facts:
            found = s.match(s.conclusion, c(relation, left, right))
            if found is not None and s.complete(found):
                th = s.apply(found, lambda g: self._condition(g, context))
                if th is not None:
                    return th
        if relation != "le":
            return None
        f, g = unary("sum", left), unary("sum", right)
        if f is not None and g is not None and f.ty is g.ty:
            return self._termwise(f, g, None, context)
        fs, gs = binary("sum_to", left), binary("sum_to", right)
        if fs is not None and gs is not None and fs[0] is gs[0]:
            return self._termwise(fs[1], gs[1], fs[0], context)
        if (f is not None and number_value(right) == 0) or (g is not None and number_value(left) == 0):
            return self._sum_sign(f, g, context)
        p, q = binary("mul", left), binary("mul", right)
        if p is not None and q is not None and p[0] is q[0]:
            return self._weighted(p[0], p[1], q[1], context)
        if q is not None and number_value(left) == 0:
            return self._weighted_sign(q[0], q[1], context)
        n, m = unary("neg", left), unary("neg", right)
        if n is not None and m is not None:
            th = self._structural("le", m, n, context) or self._by_facts(le(m, n), context)
            return linear(le(left, right), [th]) if th is not None else None
        return None

    def _termwise(self, f: Term, g: Term, bound: Term | None, context: Context) -> Thm | None:
        v = local_variable(context, f.ty.args[0])
        below = context.deeper()
        inside = assume(in_range(v, bound)) if bound is not None else None
        if inside is not None:
            below = assuming(below, inside.conclusion)
        left, right = apply_term(f, v), apply_term(g, v)
        th = self._structural("le", left, right, below) or self._by_facts(le(left, right), below)
        if th is None:
            return None
        if inside is not None:
            premise = generalise(v, discharge(inside.conclusion, th))
            return use("range-sum-comparison", premise, f=f, g=g)
        return use("sum-comparison", generalise(v, th), f=f, g=g)

    def _sum_sign(self, f: Term | None, g: Term | None, context: Context) -> Thm | None:
        """sum f <= 0 or 0 <= sum g, by the signs of the terms."""
        function = f if f is not None else g
        assert function is not None
        v = local_variable(context, function.ty.args[0])
        body = apply_term(function, v)
        goal = le(body, ZERO) if f is not None else le(ZERO, body)
        th = self.prove(goal, context.deeper())
        if th is None:
            return None
        if f is None:
            return use("sum-nonnegative", generalise(v, th), f=function)
        zero = abstract(v, ZERO)
        th = use("sum-comparison", generalise(v, th), f=function, g=zero)
        total = linear(le(th.conclusion.fun.arg, ZERO), [th, _zero_sum(zero)])
        return total

    def _weighted(self, u: Term, v: Term, w: Term, context: Context) -> Thm | None:
        weight = nonzero(u)
        sign = prove(le(ZERO, u), context, budget=self.rewriter.goals)
        if sign is None:
            self.missed.conditions.setdefault(le(ZERO, u), ("weighted-comparison", context))
            return None
        below = assuming(context, weight)
        th = self._structural("le", v, w, below) or self._by_facts(le(v, w), below)
        return use("weighted-comparison", sign, discharge(weight, th)) if th is not None else None

    def _weighted_sign(self, u: Term, v: Term, context: Context) -> Thm | None:
        """0 <= u v, where u is a weight: v matters only where u is not 0."""
        th = self._weighted(u, ZERO, v, context)
        return linear(le(ZERO, c("mul", u, v)), [th]) if th is not None else None

    # ---- linear arithmetic with facts ------------------------------------------------------------------------

    def _by_facts(self, goal: Term, context: Context, also: Sequence[Term] = ()) -> Thm | None:
        """Linear arithmetic from the context's comparisons and instances of the cited facts and rules."""
        relation = comparison(goal)
        if relation is None:
            return None
        name, left, right = relation
        first, second = self.canonical.rewrite(left, context), self.canonical.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        new_goal = equation(new_left, new_right) if name == "eq" else c(name, new_left, new_right)
        at_hand = [*context.all_comparisons(), *self.stated]
        th = linear(new_goal, at_hand)
        if th is None:
            facts = [self._ordered(f, context) for f in at_hand]
            terms = _subterms([left, right, new_left, new_right, *also])
            facts += self._instances(terms, context)
            th = linear(new_goal, facts)
            if th is None and name != "eq":
                # only now the signs of single terms: they take longest to find
                th = linear(new_goal, facts + _bounds([new_left, new_right], facts, context))
        return _back(goal, first, second, th) if th is not None else None

    def _ordered(self, th: Thm, context: Context) -> Thm:
        """A comparison with its sides in canonical form."""
        relation = comparison(th.conclusion)
        if relation is None:
            return th
        first, second = self.canonical.rewrite(relation[1], context), self.canonical.rewrite(relation[2], context)
        if first is None and second is None:
            return th
        left = congruence(reflexivity(th.conclusion.fun.fun), first or reflexivity(relation[1]))
        return equality_modus_ponens(congruence(left, second or reflexivity(relation[2])), th)

    def _instances(self, terms: list[Term], context: Context) -> list[Thm]:
        """Instances of the rules and facts whose side matches a part of the goal, conditions proved."""
        result: list[Thm] = []
        local = [s for s in context.all_rules() if s.variables and comparison(s.conclusion) is not None]
        for s in [*self.compare, *self.facts, *local]:
            relation = comparison(s.conclusion)
            if relation is None:
                continue
            if not s.variables:
                th = s.apply(s.match(s.conclusion, s.conclusion) or _nothing(), lambda g: self._condition(g, context))
                if th is not None:
                    result += self._rewritten(th, context, s)
                continue
            for side in _triggers(s, relation[1:]):
                hit = False
                for t in terms:
                    if len(result) >= MAX_INSTANCES:
                        return result
                    found = s.match(side, t)
                    if found is not None and s.complete(found):
                        hit = True
                        th = s.apply(found, lambda g: self._condition(g, context))
                        if th is not None:
                            result += self._rewritten(th, context, s)
                if hit:
                    break
            if not _triggers(s, relation[1:]) and s in self.compare:
                result += self._paired(s, relation[1:], terms, context)
        return result

    def _paired(self, s: Schema, sides: tuple[Term, ...], terms: list[Term], context: Context) -> list[Thm]:
        """Instances of a rule such as ``log u <= log v``, whose two sides match two parts of the goal."""
        found: list[Thm] = []
        tried = 0
        for t in [t for t in terms if t.ty is real and t.kind == APP]:
            first = s.match(sides[0], t)
            for w in terms if first is not None else ():
                bindings = s.match(sides[1], w, first) if w is not t and w.ty is real else None
                if bindings is None or not s.complete(bindings):
                    continue
                th = s.apply(bindings, lambda g: self._condition(g, context))
                tried += 1
                if th is not None:
                    found.append(th)
                if len(found) >= MAX_PAIRS or tried >= MAX_TRIED_PAIRS:
                    return found
        return found

    def _rewritten(self, th: Thm, context: Context, source: Schema) -> list[Thm]:
        """An instance in canonical form, as it stands and with the rules applied (but not the fact to itself)."""
        relation = comparison(th.conclusion)
        if relation is None:
            return [th]
        plain = self._ordered(th, context)
        rewriter = self.rewriter if source not in self.facts else self._make_rewriter(without=source)
        first, second = rewriter.rewrite(relation[1], context), rewriter.rewrite(relation[2], context)
        if first is None and second is None:
            return [plain]
        left = congruence(reflexivity(th.conclusion.fun.fun), first or reflexivity(relation[1]))
        th = equality_modus_ponens(congruence(left, second or reflexivity(relation[2])), th)
        return [plain, self._ordered(th, context)]


_CALCULUS = {
    "has_derivative": "derivative-rules", "tends_from_right": "limit-rules", "tends_from_left": "limit-rules",
    "converges": "far-limit-rules", "tends_at_infinity": "far-limit-rules", "tends_at_minus_infinity": "far-limit-rules",
    "series": "linearity-of-series", "line_integral": "linearity-of-integrals",
}  # fmt: skip
_TACTICS = {"has_derivative": by_differentiation, "tends_from_right": by_limits, "tends_from_left": by_limits}
"""Goals that are computed by structure, when this rule is cited."""
_OPENABLE = {
    "law", "dominated", "tends_from_right", "tends_from_left", "diverges_from_right", "diverges_from_left", "converges",
}  # fmt: skip


def _triggers(s: Schema, sides: tuple[Term, ...]) -> list[Term]:
    """What to look for in a goal to instantiate a comparison: a side that holds all its variables, or a part of one."""
    result = [t for t in sides if s.variables <= t.free and t.kind == APP]
    for side in sides:
        for t in _subterms([side]):
            if (
                t not in result
                and t.kind == APP
                and strip(t)[0] not in s.variables
                and s.variables <= t.free
                and t.ty is real
            ):
                result.append(t)
    return result


def _nothing() -> Bindings:
    return Bindings()


def _zero_sum(zero: Term) -> Thm:
    th = theorem("sum-of-zero")
    generic = next(iter(th.conclusion.type_vars))
    ty = zero.ty.args[0]
    return instantiate_types([(generic, ty)], th) if generic is not ty else th


def _back(goal: Term, first: Thm | None, second: Thm | None, th: Thm) -> Thm:
    """From the theorem about the rewritten sides to the goal."""
    if first is None and second is None:
        return th
    left, right = goal.fun.arg, goal.arg
    both = congruence(congruence(reflexivity(goal.fun.fun), first or reflexivity(left)), second or reflexivity(right))
    return equality_modus_ponens(symmetry(both), th)


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
    if t.kind != APP or strip(t)[0].kind != CONST or strip(t)[0].name != "sum":
        return None
    for place in context.chain():
        for fact in place.index.get(("eq", "sum"), ()):
            if fact.sides is None or number_value(fact.sides[1]) is None:
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
    return any(t is left or (t.kind == left.kind and s.match(left, t) is not None) for t in _subterms([right]))


def _subterms(terms: Iterable[Term]) -> list[Term]:
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


def _bounds(sides: list[Term], facts: Sequence[Thm], context: Context) -> list[Thm]:
    """Signs of the atoms of the goal and of the facts at hand: what is provably nonnegative may be used."""
    atoms: dict[Term, None] = {}
    for t in sides:
        atoms |= dict.fromkeys(_atoms(t))
    for th in facts:
        relation = comparison(th.conclusion)
        if relation is not None:
            atoms |= dict.fromkeys(_atoms(relation[1])) | dict.fromkeys(_atoms(relation[2]))
    result: list[Thm] = []
    for t in list(atoms)[:MAX_INSTANCES]:
        sign = prove(c("lt", ZERO, t), context, 4) or prove(le(ZERO, t), context, 4)
        if sign is not None:
            result.append(sign)
    return result


def _atoms(t: Term) -> list[Term]:
    """Products, quotients and atoms at the top of a real term, below sums and differences."""
    head, args = strip(t)
    if head.kind == CONST and args and head.name in ("add", "sub", "neg"):
        return [a for x in args for a in _atoms(x)]
    return [t] if number_value(t) is None else []
