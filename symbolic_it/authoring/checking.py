"""Judging a derivation: every step justified, replayed by the kernel, or refuted; what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from symbolic_it.authoring.faults import CircularCitation, UnknownReason
from symbolic_it.authoring.hypotheses import impossible, refuse_contradictory
from symbolic_it.authoring.judging import LOGICAL, Judge
from symbolic_it.authoring.leftover import residual_words
from symbolic_it.authoring.model import Derivation, Fact, Instance, Step
from symbolic_it.authoring.results import (
    Counterexample,
    DerivationResult,
    Diagnostic,
    StepResult,
    Verdict,
)
from symbolic_it.deduction.basics import le
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, prove
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import is_universal
from symbolic_it.deduction.naturals import as_numbers, natural_of
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations import Rule, all_rules, get_rule, has_rule
from symbolic_it.foundations.registry import nearest
from symbolic_it.kernel.certificates import Replay, replay_steps
from symbolic_it.kernel.limits import bounded, exhausted
from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    KernelError,
    Term,
    Type,
    apply_term,
    binary,
    constants_of,
    nat,
    number_value,
    real,
    strip,
    unary,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    equality_modus_ponens,
    generalise,
    instantiate,
    instantiate_types,
    modus_ponens,
    premises,
    proof_nodes,
    specialise,
)
from symbolic_it.language.expr import Expr, lift
from symbolic_it.tactics.definedness import unmet_conditions
from symbolic_it.tactics.evaluation import by_evaluation
from symbolic_it.tactics.justify import Attempt, Justifier

if TYPE_CHECKING:
    from symbolic_it.authoring.library import Library

SEARCH_WORK = 4_000_000
"""Units of kernel work (`symbolic_it.kernel.limits`) for one search: a few seconds, fifty times what a long step takes."""

_REPLAYED = Replay()
"""Inferences replayed before in this process: a lemma shared by many steps is run again once."""


def replays(theorem: Thm, goal: Term, allowed: frozenset[Term]) -> bool:
    """Whether the theorem's inferences, run again, give ``allowed |- goal`` or better.

    Every verdict of ``proved`` and ``conditional`` rests on this: on the replay, which stays private to this module, and on
    the statement that the step holds; never on what a theorem object says of itself.
    """
    try:
        again = replay_steps([theorem], _REPLAYED)[0]
    except (KernelError, TypeError, ValueError, AttributeError, KeyError):
        return False
    return again.conclusion is goal and again.hypotheses <= allowed


@dataclass
class Checker(Judge):
    contexts: dict[tuple[Term, ...], Context] = field(default_factory=dict)
    unmet: dict[tuple[tuple[Term, ...], Term], list[Term]] = field(default_factory=dict)
    exhausted: set[int] = field(default_factory=set)
    """Steps whose search was stopped."""
    met: list[Thm] = field(default_factory=list)
    """Theorems of the conditions under which the statements mean something."""

    def __post_init__(self) -> None:
        super().__post_init__()
        all_rules()  # read them now: inside a search they would be read within its bounds, and perhaps in part
        for fact in self.proof.given:
            fact.theorem = assume(fact.statement.term)

    # ---- one step --------------------------------------------------------------------------------------

    def context(self, scope: tuple[Term, ...]) -> Context:
        """The hypotheses and the local assumptions as facts; kept, so that what was proved once is remembered."""
        known = self.contexts.get(scope)
        if known is None:
            if scope and scope == self.instance:
                known = Context(
                    [part for t in (*self.proof.standing(scope), *scope) for part in known_parts(assume(t))]
                )
            elif scope:
                known = self.context(scope[:-1]).plus(*known_parts(assume(scope[-1])))
            else:
                known = Context([part for t in self.given for part in known_parts(assume(t))])
            self.contexts[scope] = known
        return known

    def check(self) -> None:
        refuse_contradictory(self.proof, self.given)
        for step in self.proof.steps:
            self._settle_facts(step)
            result, theorem = self.judge(step)
            object.__setattr__(step, "theorem", theorem)  # authors cannot: a step stays as it was written
            if theorem is not None and step.scope and step.scope == self.instance:
                # What an instance is proved to meet, a refutation's hypotheses first, may be used like a hypothesis.
                self.contexts[step.scope] = self.context(step.scope).plus(*known_parts(theorem))
            self.results.append(result)
        self._settle_facts(None)
        self._refuse_gaps()

    def _refuse_gaps(self) -> None:
        """A scope or a chain whose steps are proved and which does not follow from them is not passed over."""
        if any(r.verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION) for r in self.results):
            return
        for fact in self.proof._facts:
            if fact.theorem is None and fact.step is not None:
                payload = {"residual": f"what the scope or chain says: {fact.statement.text}", "suggestion": ""}
                diagnostic = Diagnostic("IT501", fact.step.span, payload)
                place = fact.step.index - 1
                self.results[place] = replace(self.results[place], verdict=Verdict.UNPROVED, diagnostic=diagnostic)

    def _settle_facts(self, before: Step | None) -> None:
        """Give facts their theorems as soon as the steps they come from are judged."""
        judged = len(self.results) if before is None else before.index - 1
        for fact in self.proof._facts:
            if fact.theorem is not None or fact.step is None or fact.step.index > judged:
                continue
            theorem = getattr(fact.step, "theorem", None) if fact.compose is None else fact.compose()
            if theorem is not None and theorem.conclusion is fact.statement.term:
                fact.theorem = theorem

    def judge(self, step: Step) -> tuple[StepResult, Thm | None]:
        context = self.context(step.scope)
        rules, cited, unproved = self._reasons(step)
        if not step.reasons:
            cited = self._visible(step)
        if step.by_instance is not None:
            attempt = Attempt(step.by_instance())
        else:
            attempt = self._attempt(step, context, rules, cited)
        allowed = frozenset(self._standing(step)) | frozenset(step.scope) | frozenset(unproved)
        theorem = attempt.theorem
        if theorem is not None and self._replayed(theorem, step.goal.term, allowed):
            unmet = self._unmet(step, context, allowed)
            extra = [t for t in unproved if t in theorem.hypotheses]
            return self._established(step, theorem, unmet, extra)
        return self._not_established(step, context, rules, cited, attempt, allowed), None

    def _unmet(self, step: Step, context: Context, allowed: frozenset[Term]) -> list[Term]:
        """What the statement needs to be meaningful and what neither the hypotheses nor the steps before give."""
        goal = step.goal.term
        sides = binary("eq", goal) or binary("le", goal) or binary("lt", goal)
        unmet: list[Term] = []
        for side in sides or (goal,):  # the next step of a chain has one side in common with this one
            key = (step.scope, side)
            if key not in self.unmet:
                self.unmet[key] = unmet_conditions(side, context, self.met)
            unmet += [t for t in self.unmet[key] if t not in unmet]
        if not unmet:
            return unmet
        before = [f.theorem for f in self.proof._facts if f.theorem is not None and f.step is not step]
        known = [part for th in before if th.hypotheses <= allowed for part in known_parts(th)]
        unmet = unmet_conditions(step.goal.term, context.plus(*known), self.met) if known else unmet
        if self.instance and step.scope[: len(self.instance)] == self.instance:
            return [t for t in unmet if not self._holds_here(t, context, allowed)]
        return unmet

    def _holds_here(self, condition: Term, context: Context, allowed: frozenset[Term]) -> bool:
        """Whether the condition is met at the instance, by evaluation."""
        theorem = by_evaluation(condition, context)
        if theorem is None or not self._replayed(theorem, condition, allowed):
            return False
        self.met.append(theorem)
        return True

    def _visible(self, step: Step) -> list[Thm]:
        """Without reasons named, the statements before the step in its scope may be used."""
        allowed = frozenset(self._standing(step)) | frozenset(step.scope)
        found = [f.theorem for f in self.proof._facts if f.theorem is not None and f.step is not None]
        return [th for th in found if th.hypotheses <= allowed][-4:]

    def _attempt(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        """A search within `SEARCH_WORK`; steps whose search went beyond it are remembered."""
        with bounded(SEARCH_WORK):
            try:
                attempt = self._search(step, context, rules, cited)
            except KernelError:
                if not exhausted():
                    raise
                attempt = Attempt(None)
            if attempt.theorem is None and exhausted():
                self.exhausted.add(step.index)
        return attempt

    def _search(self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm]) -> Attempt:
        goal = step.goal.term
        if not step.reasons:
            plain = Justifier(context, (), cited).attempt(goal)
            if plain.theorem is not None:
                return plain
            rules = automatic_rules(goal, self.given)
        if step.cases:
            theorem = self._by_cases(goal, context, rules, cited, [c.term for c in step.cases])
            if theorem is not None:
                return Attempt(theorem)
        attempt = Justifier(context, rules, cited).attempt(goal)
        if attempt.theorem is None and not step.reasons:
            # Facts at hand may rewrite what should stay as it is, and a hypothesis is no fact that rewrites: try both.
            assumed = [assume(t) for t in (*self.proof.standing(step.scope), *step.scope)]
            for facts in ((), assumed):
                again = Justifier(context, (), facts).attempt(goal)
                if again.theorem is not None:
                    return again
        return attempt

    def _by_cases(
        self, goal: Term, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], splits: list[Term]
    ) -> Thm | None:
        from symbolic_it.deduction import logic

        if logic.is_universal(goal):
            # The split may speak of the quantified variable under the author's name for it: open it under that name.
            for v in sorted({v for s in splits for v in s.free}, key=lambda v: v.sn):
                if (
                    v.ty is goal.arg.ty.args[0]
                    and v not in goal.free
                    and v not in {w for t in self.given for w in t.free}
                ):
                    inner = self._by_cases(logic.body_at(goal, v), context, rules, cited, splits)
                    return generalise(v, inner) if inner is not None else None
        from symbolic_it.kernel.terms import binary

        parts = binary("imp", goal)
        if parts is not None:
            inner = self._by_cases(parts[1], context.plus(*known_parts(assume(parts[0]))), rules, cited, splits)
            return discharge(parts[0], inner) if inner is not None else None
        if not splits:
            return Justifier(context, rules, cited).attempt(goal).theorem
        first, rest = splits[0], splits[1:]
        yes = self._by_cases(goal, context.plus(*known_parts(assume(first))), rules, [*cited, assume(first)], rest)
        if yes is None:
            return None
        denied = assume(logic.negation(first))
        extra = [denied, *self._opposite(first)]
        no = self._by_cases(goal, context.plus(*extra), rules, [*cited, *extra], rest)
        return logic.cases(first, yes, no) if no is not None else None

    @staticmethod
    def _opposite(p: Term) -> list[Thm]:
        """not (a <= b) as b < a, not (a < b) as b <= a."""
        from symbolic_it.deduction.basics import use
        from symbolic_it.deduction.logic import negation
        from symbolic_it.kernel.terms import binary

        for name, lemma in (("le", "less-not-or-equal"), ("lt", "not-less")):
            if binary(name, p) is not None:
                return [use(lemma, assume(negation(p)))]
        return []

    @staticmethod
    def _replayed(theorem: Thm, goal: Term, allowed: frozenset[Term]) -> bool:
        return replays(theorem, goal, allowed)

    def _established(
        self, step: Step, theorem: Thm, unmet: list[Term], extra: list[Term]
    ) -> tuple[StepResult, Thm | None]:
        """The result, and the theorem that later steps may cite: none when the statement is meaningless or its conditions fail."""
        missing = [*extra, *unmet]
        if not missing:
            return self.accepted(step, theorem), theorem
        words = "; ".join(Expr(t).text for t in missing)
        payload = {"condition": words, "place": f"step {step.index}"}
        if impossible(missing, self.context(step.scope)):
            return self._result(step, Verdict.UNPROVED, (), None, None, Diagnostic("IT202", step.span, payload)), None
        assumptions = tuple(Expr(t).latex for t in missing)
        payload["unproved"] = self._not_proved(step)
        diagnostic = Diagnostic("IT202" if unmet and not extra else "IT201", step.span, payload)
        # under what was cited and is not proved, which may be false: that is no disagreement with the kernel
        return self.told(step, Verdict.CONDITIONAL, assumptions, diagnostic, theorem, extra), theorem

    # ---- a step that was not proved ------------------------------------------------------------------------

    def _not_established(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> StepResult:  # fmt: skip
        from symbolic_it.refute import find_counterexample

        hypotheses = [*self._standing(step), *step.scope]
        refutation = find_counterexample(hypotheses, step.goal.term)
        missing = self._missing(step, context, rules, cited, attempt, allowed)
        if refutation is not None:
            where, lhs, rhs = refutation.where, refutation.lhs, refutation.rhs
            if step.relation in (">=", ">"):
                lhs, rhs = rhs, lhs
            hint = f"it would hold under {'; '.join(Expr(t).text for t in missing[0])}" if missing is not None else ""
            payload = {"where": where, "lhs": lhs, "rhs": rhs, "hint": hint}
            example = Counterexample(where, lhs, rhs)
            return self._result(step, Verdict.REFUTED, (), example, None, Diagnostic("IT101", step.span, payload))
        if missing is not None:
            conditions, theorem = missing
            words = "; ".join(Expr(t).text for t in conditions)
            diagnostic = Diagnostic("IT201", step.span, {"condition": words, "place": f"step {step.index}"})
            assumptions = tuple(Expr(t).latex for t in conditions)
            return self._result(
                step, Verdict.CONDITIONAL, assumptions, None, self._opinion(step, conditions), diagnostic, theorem
            )
        if step.index in self.exhausted:
            payload = {"budget": f"{SEARCH_WORK:,} units of work"}
            return self._result(step, Verdict.UNPROVED, (), None, None, Diagnostic("IT502", step.span, payload))
        residual = residual_words(attempt.residual)
        suggestion = self._suggestion(step, context, rules, cited, allowed)
        payload = {"residual": residual, "suggestion": suggestion, "unproved": self._not_proved(step)}
        return self._result(step, Verdict.UNPROVED, (), None, None, Diagnostic("IT501", step.span, payload))

    def _missing(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], attempt: Attempt, allowed: frozenset[Term]
    ) -> tuple[list[Term], Thm] | None:  # fmt: skip
        """Conditions that a rule needed and that, assumed, make the step go through; none that could be left out."""
        wanted: list[Term] = []
        for _ in range(2):  # what is assumed may let a rule get further and ask for more
            fresh = [closed_condition(t) for t, _ in attempt.missed if is_side_condition(t)]
            more = [t for t in dict.fromkeys(fresh) if t not in wanted and not _says_it(t, step.goal.term)][:6]
            if not more:
                return None
            wanted += more
            attempt = self._assuming(step, context, rules, cited, wanted)
            if attempt.theorem is not None:
                break
        for t in list(wanted):
            fewer = [x for x in wanted if x is not t]
            again = self._assuming(step, context, rules, cited, fewer) if len(wanted) > 1 else None
            if again is not None and again.theorem is not None:
                wanted, attempt = fewer, again
        theorem = attempt.theorem
        if theorem is None or not self._replayed(theorem, step.goal.term, allowed | frozenset(wanted)):
            return None
        used = [t for t in wanted if t in theorem.hypotheses]
        if not used or _say_it(used, step.goal.term) or _restate(used, step.goal.term) or _pinned(used):
            return None
        # under them the statement must mean something, too
        used += unmet_conditions(step.goal.term, context.plus(*(part for t in used for part in known_parts(assume(t)))))
        return None if impossible(used, context) else (used, theorem)

    def _assuming(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], conditions: Sequence[Term]
    ) -> Attempt:  # fmt: skip
        assumed = context.plus(*(part for t in conditions for part in known_parts(assume(t))))
        return self._attempt(step, assumed, rules, cited)

    def _suggestion(
        self, step: Step, context: Context, rules: Sequence[Rule], cited: Sequence[Thm], allowed: frozenset[Term]
    ) -> str:
        """The one more rule that would do it, or the rules that would do without those named; empty when none is found."""
        if not step.reasons:
            return ""
        candidates = [r for r in automatic_rules(step.goal.term, self.given) if r not in rules]
        goal = step.goal.term
        everything = Justifier(context, [*rules, *candidates], cited).attempt(goal)
        if everything.theorem is None or not self._replayed(everything.theorem, goal, allowed):
            return ""
        for r in candidates:
            if Justifier(context, [*rules, r], cited).attempt(goal).theorem is not None:
                return r.name
        kept = list(candidates)
        for r in candidates:  # drop what is not needed
            fewer = [x for x in kept if x is not r]
            if Justifier(context, [*rules, *fewer], cited).attempt(goal).theorem is not None:
                kept = fewer
        return ", ".join(r.name for r in kept[:4])

    # ---- reasons ----------------------------------------------------------------------------------------------

    def _reasons(self, step: Step) -> tuple[list[Rule], list[Thm], list[Term]]:
        """The rules, the cited theorems, and the statements cited that were not proved (assumed for this step)."""
        rules: list[Rule] = []
        cited: list[Thm] = []
        unproved: list[Term] = []
        for reason in step.reasons:
            if isinstance(reason, str):
                if has_rule(reason):
                    rules.append(get_rule(reason))
                else:
                    cited += self._cite(reason)
                continue
            if isinstance(reason, Instance):
                if isinstance(reason.of, str):
                    cited += self._rule_instance(reason)
                    continue
                theorem = self._fact(reason.of, unproved)
                cited.append(at_values(theorem, [lift(v).term for v in reason.values]))
                continue
            cited.append(self._fact(reason, unproved))
        return rules, cited, unproved

    def _not_proved(self, step: Step) -> str:
        """The steps that this one cites and that are not proved themselves, in words."""
        facts = [r.of if isinstance(r, Instance) else r for r in step.reasons]
        open_ = [f.step.index for f in facts if isinstance(f, Fact) and f.theorem is None and f.step is not None]
        return " and ".join(f"step {k}" for k in dict.fromkeys(open_))

    @staticmethod
    def _fact(fact: Fact, unproved: list[Term]) -> Thm:
        if fact.theorem is not None:
            return fact.theorem
        if not fact.assumed:
            unproved.append(fact.statement.term)
        return assume(fact.statement.term)

    def _cite(self, name: str) -> list[Thm]:
        from symbolic_it.authoring.library import resolve

        base, _, label = name.partition("/")
        target = resolve(self.derivation, base)
        if target is None:
            names = [r.name for r in all_rules()]
            lib: Library | None = self.derivation.library
            names += [d.name for d in lib.derivations] if lib is not None else []
            raise UnknownReason(name, nearest(name, names), "/" in name)
        found = []
        for fact, th in conclusions_of(target):
            if not label or fact.label == label:
                found.append(generalised(th))
                if th.hypotheses <= frozenset(self.given):  # of the very symbols: no instance has to be found
                    found.append(th)
        if label and not found:
            raise UnknownReason(name, nearest(label, [f.label or "" for f, _ in conclusions_of(target)]), True)
        return found

    def _rule_instance(self, reason: Instance) -> list[Thm]:
        assert isinstance(reason.of, str)
        theorems = list(get_rule(reason.of).theorems) if has_rule(reason.of) else self._cite(reason.of)
        result: list[Thm] = []
        for th in theorems:
            th = _stripped(th)
            names = {v.name for v in th.conclusion.free}
            if set(reason.named) <= names:
                result.append(_at_names(th, {k: lift(v).term for k, v in reason.named.items()}))
        if not result:
            raise InvalidArgument(f"{reason.of} has no variables {', '.join(sorted(reason.named))}")
        return result


def _stripped(th: Thm) -> Thm:
    """Leading quantifiers opened under the names of their variables, so that values can be given by name."""
    return th


def _at_names(th: Thm, values: dict[str, Term]) -> Thm:
    types: dict[Type, Type] = {}
    pairs: list[tuple[str, Term]] = []
    from symbolic_it.kernel.terms import match_type

    for v in th.conclusion.free:
        if v.name in values:
            if not match_type(v.ty, values[v.name].ty, types):
                raise InvalidArgument(f"{v.name} cannot be {Expr(values[v.name])}")
            pairs.append((v.name, values[v.name]))
    try:
        if types:
            th = instantiate_types(types.items(), th)
        return instantiate([(var(n, t.ty), t) for n, t in pairs], th)
    except KernelError as error:
        raise InvalidArgument(str(error)) from None


def at_values(th: Thm, values: Iterable[Term]) -> Thm:
    """A ``for all`` at values; n + 1 will do for a natural number. Raises InvalidArgument where the statement is not one."""
    counted = False
    before: list[Term] = []
    for t in values:
        value: Term | None = t
        while (parts := binary("imp", th.conclusion)) is not None:
            before.append(parts[0])
            th = modus_ponens(th, assume(parts[0]))
        if t.ty is real and is_universal(th.conclusion) and th.conclusion.arg.ty.args[0] is nat:
            value, counted = natural_of(t), True
        try:
            th = specialise(value if value is not None else t, th)
        except KernelError:
            raise InvalidArgument(f"the fact cannot be taken at {Expr(t)}") from None
    for p in reversed(before):
        th = discharge(p, th)
    same = as_numbers(th.conclusion) if counted else None
    return th if same is None else equality_modus_ponens(same, th)


def generalised(th: Thm) -> Thm:
    """The theorem with its hypotheses as premises, so that all its variables can be instantiated."""
    for h in sorted(th.hypotheses, key=lambda t: t.sn, reverse=True):
        th = discharge(h, th)
    return th


def closed_condition(condition: Term) -> Term:
    """A missed condition, closed over the local variables that the search opened."""
    local = sorted((v for v in condition.free if v.name.startswith("_")), key=lambda v: v.name, reverse=True)
    for v in local:
        condition = universal(v, condition)
    return condition


def is_side_condition(t: Term) -> bool:
    """Whether a condition is of the kind that a step may lack: a sign, not being zero, a bound by 0 or 1, domination."""
    while True:
        if is_universal(t):
            t = t.arg.body if t.arg.kind == LAM else t.arg
        elif (parts := binary("imp", t)) is not None:
            t = parts[1]
        else:
            break
    inner = unary("not", t)
    if inner is not None:
        sides = binary("eq", inner)
        return sides is not None and number_value(sides[1]) == 0
    for relation in ("lt", "le"):
        sides = binary(relation, t)
        if sides is not None:
            numbers = [number_value(u) for u in sides]
            return any(q in (0, 1) for q in numbers) and not all(q is not None for q in numbers)
    head = strip(t)[0]
    return head.kind == CONST and head.name in ("dominated", "law")


def _says_it(condition: Term, goal: Term) -> bool:
    """Whether the condition alone gives the goal: then it is no condition of it."""
    return condition is goal or linear(goal, [assume(condition)]) is not None


def _say_it(conditions: Sequence[Term], goal: Term) -> bool:
    """Whether the conditions together give the goal by arithmetic alone: an equation, say, as two inequalities."""
    facts = [assume(t) for t in conditions]
    for k in range(20):
        if not is_universal(goal):
            break
        v = var(f"_s{k}", goal.arg.ty.args[0])
        goal = apply_term(goal.arg, v)
        facts = [
            specialise(v, th) if is_universal(th.conclusion) and th.conclusion.arg.ty.args[0] is v.ty else th
            for th in facts
        ]
    facts = [part for th in facts for part in known_parts(th)]
    sides = binary("eq", goal)
    if sides is not None and sides[0].ty is real:
        return all(linear(le(*pair), facts) is not None for pair in (sides, sides[::-1]))
    return linear(goal, facts) is not None


def _restate(conditions: Sequence[Term], goal: Term) -> bool:
    """Whether the goal alone gives the conditions: then it was only written in another way."""
    claimed = Context(known_parts(assume(goal)))
    return all(prove(t, claimed) is not None for t in conditions)


def _pinned(conditions: Sequence[Term]) -> bool:
    """Whether two inequalities among them make an equation: a claim in disguise, not a side condition."""
    for t in conditions:
        sides = binary("le", t)
        others = [assume(x) for x in conditions if x is not t]
        if sides is not None and linear(le(sides[1], sides[0]), others) is not None:
            return True
    return False


def automatic_rules(goal: Term, given: Sequence[Term]) -> list[Rule]:
    """The rules tried when a step names none: the definitions that occur, and the standard rules."""
    present = constants_of([goal])
    skip = {"change-of-base", "empirical-sum", "power-successor", "natural-successor", "log-definition", "law-definition",
            "dominated-definition", "argmax-definition", "argmin-definition", "sum-exchange"}  # fmt: skip
    chosen = []
    for r in all_rules():
        if r.name in skip or (r.role == "definition" and (r.notion not in present or r.notion in LOGICAL)):
            continue
        chosen.append(r)
    if "empirical" in present:
        chosen = [r for r in chosen if r.notion != "empirical"] + [get_rule("empirical-sum")]
    del given
    return chosen


_in_progress: list[Derivation] = []
_results: WeakKeyDictionary[Derivation, dict[bool, DerivationResult]] = WeakKeyDictionary()
"""Judgements made, with and without a second opinion, for as long as the derivation lives."""
_met: WeakKeyDictionary[Derivation, list[Thm]] = WeakKeyDictionary()
"""Theorems of the conditions of their statements."""


def check_derivation(derivation: Derivation, second_opinion: bool = True) -> DerivationResult:
    """The judgement of a derivation.

    Raises what its building raises (InvalidArgument for bad arguments), CircularCitation, UnknownReason.
    """
    known = _results.get(derivation, {}).get(second_opinion)
    if known is not None:
        return known
    if derivation in _in_progress:
        cycle = [d.name for d in _in_progress[_in_progress.index(derivation) :]] + [derivation.name]
        raise CircularCitation(cycle)
    _in_progress.append(derivation)
    try:
        checker = Checker(derivation, second_opinion)
        checker.check()
        _met[derivation] = checker.met

        @cache
        def theorems() -> tuple[Thm, ...]:
            return tuple(th for _, th in _conclusions(derivation))

        axioms: Any = lambda: rests_on(theorems(), "axiom")  # noqa: E731
        notions: Any = lambda: tuple(n for n in rests_on(theorems(), "definition") if n not in LOGICAL)  # noqa: E731
        result = DerivationResult(
            name=derivation.name, title=derivation.title, kind=derivation.kind, claims=derivation.claims,
            span=derivation.span, steps=tuple(checker.results), axioms=axioms, definitions=notions,
        )  # fmt: skip
    finally:
        _in_progress.pop()
    _results.setdefault(derivation, {})[second_opinion] = result
    return result


_foundations: dict[Thm, frozenset[tuple[str, str]]] = {}


def rests_on(theorems: Iterable[Thm], rule: str) -> tuple[str, ...]:
    """Names of the axioms (or definitions) used, as `axioms_used` gives them; what was walked before is remembered."""
    theorems = list(theorems)
    for th in proof_nodes(*theorems, skip=_foundations):
        below = frozenset().union(*(_foundations[q] for q in premises(th)))
        if th.rule in ("axiom", "definition"):
            below |= {(th.rule, th.arguments[0])}
        _foundations[th] = below
    return tuple(sorted({name for th in theorems for kind, name in _foundations[th] if kind == rule}))


def proofs_of(derivation: Derivation) -> dict[str, Thm] | None:
    """The theorems behind its judgement, by names; None unless every step is proved, under no conditions of its own.

    ``step 3`` for a step, ``fact 2`` for what a step, chain or scope establishes, and the conditions under which the
    statements mean something.
    """
    steps = [s for result in _results.get(derivation, {}).values() for s in result.steps]
    if any(s.verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION) for s in steps):
        return None
    found = {f"step {s.index}": s.theorem for s in steps}
    for k, fact in enumerate(derivation.build()._facts):
        if fact.step is not None:
            found[f"fact {k}"] = fact.theorem
    found |= {f"condition {k}": th for k, th in enumerate(dict.fromkeys(_met.get(derivation, ())))}
    proved = {name: th for name, th in found.items() if th is not None}
    return proved if steps and len(proved) == len(found) else None


def _conclusions(derivation: Derivation) -> list[tuple[Fact, Thm]]:
    allowed = frozenset(h.term for h in derivation.hypotheses)
    found = []
    for fact in derivation.build().conclusions():
        if fact.theorem is not None and replays(fact.theorem, fact.statement.term, allowed):
            found.append((fact, fact.theorem))
    return found


def conclusions_of(derivation: Derivation) -> list[tuple[Fact, Thm]]:
    """The facts that a derivation offers to others, with their theorems; it is checked first."""
    if derivation not in _results:
        check_derivation(derivation, second_opinion=False)
    return _conclusions(derivation)
