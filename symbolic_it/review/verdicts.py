"""A verdict for each relation of a chain: proved, attacked, proved at length, under assumptions, repaired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Counterexample, Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.free_letters import loose_letters
from symbolic_it.notes.parsing.remarks import REASON
from symbolic_it.notes.reading.proportions import has_constant
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.refute import Refutation
from symbolic_it.review import bases
from symbolic_it.review.against_standing import against_standing
from symbolic_it.review.assuming import (
    Established,
    can_be_met,
    empties,
    fails_under,
    holds_of_targets,
    under,
    where_stated,
)
from symbolic_it.review.assumptions import possible
from symbolic_it.review.condition_words import CONDITIONALLY, FLAT, INDEPENDENT, LIMIT_WORDS, UNIT_AFTER
from symbolic_it.review.conditional_models import same_minimisers
from symbolic_it.review.conditions_after import conditions_after
from symbolic_it.review.defined_laws import resting_on_laws
from symbolic_it.review.denied import denies_independence
from symbolic_it.review.effort import effort, limit, used_up
from symbolic_it.review.either_reach import reaches_either_way
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.in_doubt import doubt_of
from symbolic_it.review.in_words import in_words
from symbolic_it.review.introduced import Introduced
from symbolic_it.review.judging import FEW, INSTANCES, Judgement, at_first, at_length, counterexample, fails, proved
from symbolic_it.review.kinds_of_numbers import kinds_told, members_told
from symbolic_it.review.memberships import listed_from
from symbolic_it.review.natural_targets import of_natural_targets
from symbolic_it.review.numbers import Numbers
from symbolic_it.review.occurring import occurring
from symbolic_it.review.optimality import Stationarity, equation_of, where_solved
from symbolic_it.review.other_values import fails_anyway, ties_of_shared
from symbolic_it.review.readings import Readings, may_have_parameter
from symbolic_it.review.repairs import likely_repair
from symbolic_it.review.said_of_numbers import constraints
from symbolic_it.review.searches import searched
from symbolic_it.review.sizes_told import told_sizes_of
from symbolic_it.review.stated_formulas import Said, StatedFormulas
from symbolic_it.review.steps import Context, Item, Outcome, base_outcome, unclear, undecided, unproved
from symbolic_it.review.supposed_equations import said_in_section
from symbolic_it.review.told_numbers import unless_excluded, with_naturals
from symbolic_it.review.where_supposed import where_supposed

INTEGRALS = (
    "the integrals exist: checked for densities that are positive and constant on finitely many cells of one width"
)
"""What a step with integrals is proved under."""
_DISPLAY = re.compile(r"\$\$|\\\]|\\end\{|\n\s*\n\s*\n")


class Judge:
    """Judges the relations of one chain; ``standing`` collects the conditions that were taken for granted."""

    def __init__(self, reader: Reader, context: Context, words: tuple[str, ...], continued: bool = False) -> None:
        """``continued``: the chain's first side was taken from the formula before, so that nothing is introduced."""
        self.continued = continued
        self.stated: list[Expr] = []  # conditions that the text states in formulas, which a counterexample meets
        self.beside: list[Expr] = []  # those of them that the words beside the step state
        self.granted: list[Expr] = []  # equations that it sets, or gives as reasons
        self.meant = ""  # what a symbol's mark says that it is, where a step was not shown false of that
        self.reader, self.context, self.symbols = reader, context, context.symbols
        unit = UNIT_AFTER.match(context.scope.own.partition("\x00")[2])
        own = unit[1].lower() if unit is not None else ""
        beside = context.scope.own + _DISPLAY.split(context.before.rstrip().rstrip("$[\\"))[-1]
        self.numbers = Numbers(reader.world, context.section, words, context.symbols, own, beside)
        self.readings = Readings(context.symbols, context.section, reader.usage.classes)
        self.after = conditions_after(context.scope.own, context.rest)
        self.reasons = REASON in words
        self.standing: list[str] = []
        self.solvable: list[Stationarity] = []

    def judge(self, items: list[Item]) -> list[Outcome]:
        """The outcomes of a chain's relations; those that an implication holds as its parts claim nothing."""
        swallowed = {item.swallows for item in items if item.swallows}
        outcomes: list[Outcome] = []
        near: list[Item] = []
        exact: list[Item] = []
        for item in items:
            if item.silent or item.index in swallowed:
                continue
            if item.error is not None:
                found = unclear(item.index, item.sign, item.raw_left, item.raw_right, item.error)
                outcomes.append(replace(found, remarks=item.remarks))
            elif (number := self.numbers.numeric(item)) is not None or (
                number := self.numbers.example(item)
            ) is not None:
                outcomes.append(number)
            else:
                (near if item.sign.op in ("~=", "->") else exact).append(item)
        if self.context.foreseen:
            return outcomes + [self.foreseen(item) for item in (*exact, *near)]
        return outcomes + self.exactly(exact) + [self.approximation(item) for item in near]

    def foreseen(self, item: Item) -> Outcome:
        """The outcome of a step that holds, as that of a law not spoken of before does by its introduction."""
        defines = item.stationary or (not self.continued and self.readings.introduces(item))
        if not defines and not self.continued:
            self.readings.kept_law(item)
        return replace(base_outcome(item), verdict=Verdict.DEFINITION if defines else Verdict.PROVED)

    def exactly(self, items: list[Item]) -> list[Outcome]:
        statements = [i.statement for i in items if i.statement is not None]
        if not statements:
            return []
        used = [h for h in self.reader.world.hypotheses if any(h.term.free & st.term.free for st in statements)]
        told = constraints(self.reader, self.context.section, statements)
        self.standing += [f"as the note says, {e.text}" for e in told]
        used += told
        given = [*used, *standing_conditions(statements, used)]
        judgements = at_first(statements, given)
        outcomes = [self.integrated(self.of_size(item, j, given)) for item, j in zip(items, judgements, strict=True)]
        if self.solvable:
            self.symbols.append("equations", self.solvable)
        outcomes = [unless_excluded(o, self.reader, self.context.section, self.after, used) for o in outcomes]
        return [against_standing(resting_on_laws(o, self.reader, self.context), self.context) for o in outcomes]

    def integrated(self, outcome: Outcome) -> Outcome:
        """The outcome of a step of a chain with integrals: what is proved of sums over cells is proved under a condition."""
        if not self.reader.usage.densities or outcome.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL):
            return outcome
        words = (INTEGRALS, *outcome.assumptions)
        code = outcome.code or "IT208"
        payload = outcome.payload or {"condition": INTEGRALS}
        return replace(outcome, verdict=Verdict.CONDITIONAL, assumptions=words, code=code, payload=payload)

    def of_size(self, item: Item, judgement: Judgement, given: Sequence[Expr]) -> Outcome:
        """The outcome of a step; one that does not hold for all alphabets may hold for the sizes that the note tells."""
        at_once = item.statement is None or judgement.result is None or judgement.verdict is Verdict.PROVED
        told = {} if at_once or item.statement is None else dict(told_sizes_of(self.reader, item.statement))
        sizes = list(told.values())
        if sizes and not can_be_met([*given, *sizes]):
            told, sizes = {}, []
        outcome = self.outcome(item, judgement, [*given, *sizes])
        if outcome.verdict in (Verdict.PROVED, Verdict.CONDITIONAL):
            self.standing += told
        return outcome

    def outcome(self, item: Item, judgement: Judgement, given: Sequence[Expr]) -> Outcome:
        if judgement.result is None:
            return unclear(item.index, item.sign, item.raw_left, item.raw_right, Unclear(item.right, judgement.error))
        result = judgement.result
        base = replace(base_outcome(item), result=result, by=result.by)
        statement = item.statement
        assert statement is not None
        if result.verdict in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION):
            if not reaches_either_way(self.reader, item, given):
                return unproved(base, "how far the logarithm reaches is not told, and it holds for one reading alone")
            if item.supposed is not None and not can_be_met([*given, item.supposed], INSTANCES):
                return unproved(base, "nothing was found that meets what it supposes")
            verdict = Verdict.DEFINITION if not self.continued and self.readings.introduces(item) else Verdict.PROVED
            self.standing += result.assumptions
            return replace(base, verdict=verdict)
        if result.verdict is Verdict.CONDITIONAL:
            return undecided(base, result)
        if item.stationary:
            return replace(base, verdict=Verdict.DEFINITION)
        example = counterexample(statement, given, FEW)
        longer: Judgement | None = None
        if example is None:
            positive = self.where_positive(statement, given)
            if positive is not None and counterexample(statement, given) is None:
                return self.assumed(item, base, positive)
            if used_up(self.symbols):
                words = (
                    f"{limit(self.symbols):,} units of work for the long searches of one file (--effort allows more)"
                )
                return replace(base, verdict=Verdict.UNPROVED, code="IT502", payload={"budget": words})
            example = counterexample(statement, given)  # takes less than the searches
        if example is None:
            with effort(self.symbols):
                found = searched(self.reader, item, statement, given)
                if found is not None:
                    return self.outcome(item, found, given)
                longer = at_length(statement, given)
                if longer.verdict is Verdict.PROVED:
                    return self.outcome(item, longer, given)
        code = "IT101"
        further = self.under_assumptions(statement, given, false=example is not None)
        if further is not None and example is not None and empties(item, given, further):
            further = further if INDEPENDENT.search(self.context.scope.own.lower()) else None
        if further is not None:
            if further.assumption.code != "IT205" or self.speaks_of_limit():
                return self.assumed(item, base, further)
            code = "IT103"
        if example is not None and self.meant:
            return unproved(base, f"it fails in general; that it holds when {self.meant} was not established")
        if example is not None:
            self.stated, self.granted, self.beside = [], [], []
            stated = self.supposed(item, base, statement, given)
            self.beside = [*self.stated]
            if stated is not None and stated.verdict in (Verdict.CONDITIONAL, Verdict.PROVED):
                return stated
            read = self.said_before(item, statement)
            example = counterexample(statement, [*given, *self.stated]) if self.stated else example
            if example is None and (known := where_stated(statement, given, self.granted)):
                return self.assumed(item, base, known)
            with effort(self.symbols):
                alike = same_minimisers(self.reader.world, statement, given)
            if alike is not None:
                return self.assumed(item, base, alike)
            return (
                occurring(self.reader, self.context, item, base, given)
                or bases.under_base(self.symbols, base, statement, given, self.stated)
                or of_natural_targets(self.reader, base, statement, given)
                or self.at_an_optimum(item, base, statement, given)
                or stated
                or self.in_words(item, base, statement, given)
                or self.refuted(item, base, example if read else None, given, code)
            )
        return undecided(base, (longer.result if longer is not None else None) or result)

    def where_positive(self, statement: Expr, given: Sequence[Expr]) -> Established | None:
        """The statement established for positive laws: sooner found than that zeros do no harm."""
        self.meant = ""
        every = [a for a in possible(self.reader.world, statement) if a.only_open]
        tried = (under(statement, given, a) for a in every if not fails(statement, [*given, a.statement]))
        with effort(self.symbols):
            return next((found for found in tried if found is not None), None)

    def under_assumptions(self, statement: Expr, given: Sequence[Expr], false: bool) -> Established | None:
        """The first assumption under which the statement is established.

        A step that is not ``false`` without it does not lack independence or a one-hot target.
        """
        self.meant = ""
        for assumption in possible(self.reader.world, statement):
            if assumption.only_open or (not false and assumption.code in ("IT201", "IT203", "IT204")):
                continue
            if assumption.code == "IT203" and self.no_independence():
                continue
            if assumption.code == "IT204" and (law := assumption.law) is not None and self.has_members(law, statement):
                continue
            if fails_under(statement, given, [assumption]):
                continue
            found = under(statement, given, assumption)
            if found is not None:
                return found
            sampled = assumption.sampled is not None and assumption.code != "IT205"
            if sampled or holds_of_targets(statement, given, assumption):
                self.meant = assumption.words
        return None

    def assumed(self, item: Item, base: Outcome, found: Established) -> Outcome:
        """The outcome under an assumption; one without a code is what a symbol of the note means, not a further one."""
        words, code = found.assumption.words, found.assumption.code
        base = replace(base, result=found.result, by=found.result.by)
        if not code:
            self.standing.append(words)
            return replace(base, verdict=Verdict.PROVED)
        payload = {"condition": words, "place": f"step {item.index}", "assumption": words, "limit": words}
        return replace(base, verdict=Verdict.CONDITIONAL, assumptions=(words,), code=code, payload=payload)

    def at_an_optimum(self, item: Item, base: Outcome, statement: Expr, given: Sequence[Expr]) -> Outcome | None:
        """The outcome of an equation that fails in general, where a derivative is zero or a law that of the data."""
        found = where_solved(self.reader, self.context, item, statement, given)
        if isinstance(found, str):
            return unproved(base, found) if found else None
        return self.assumed(item, base, found)

    def supposed(self, item: Item, base: Outcome, statement: Expr, given: Sequence[Expr]) -> Outcome | None:
        """The outcome of a step that fails in general, where the words beside it state a condition that it may hold under."""
        found, stated = where_supposed(self.reader, self.context, item, statement, given, self.after)
        self.stated = [*stated] if stated else self.stated
        if isinstance(found, str):
            return unproved(base, f"it fails in general; {found}")
        return self.assumed(item, base, found) if found is not None else None

    def in_words(self, item: Item, base: Outcome, statement: Expr, given: Sequence[Expr]) -> Outcome | None:
        """The outcome where plain words say what the step's letters stand for."""
        told = in_words(self.reader, self.context, item, statement, [*given, *self.stated])
        if told is None or told.known is not None:
            return self.assumed(item, base, told.known) if told is not None and told.known is not None else None
        if told.example is None:
            return unproved(base, f"it fails in general; what the words say was not used ({told.words})")
        self.stated += told.met
        return self.refuted(item, base, told.example, given, target=told.target)

    def said_before(self, item: Item, statement: Expr) -> bool:
        """Whether all that the note has said of the names of the step in passing is read; it counts as stated."""
        said, equations = self.readings.said_of(item)
        self.stated += said_in_section(self.reader, self.context, statement)
        self.stated += kinds_told(self.reader, self.context, statement, item.sign.start)
        if not said:
            return True
        formulas = StatedFormulas(self.reader, (item.left, item.right), statement.term.free)
        nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
        read: list[Said] = []
        for sides, signs in said:
            listed = listed_from(sides, signs, nodes, self.context.source[: item.sign.start])
            read += [(tuple(a), tuple(ops)) for a, ops in listed] or [(sides, signs)]
        known = formulas.of_relations(read)
        self.stated += known or []
        self.granted = formulas.of_relations(equations) or []
        return known is not None

    def approximation(self, item: Item) -> Outcome:
        """A sample average beside an expectation: the sign itself speaks of a limit."""
        base = base_outcome(item)
        statement = item.statement
        assert statement is not None
        given = [h for h in self.reader.world.hypotheses if h.term.free & statement.term.free]
        given += standing_conditions([statement], given)
        further = self.under_assumptions(statement, given, false=False)
        if further is not None:
            return self.assumed(item, base, further)
        (judgement,) = proved([statement], given)
        if judgement.verdict is Verdict.PROVED:
            return self.outcome(item, judgement, given)
        if loose := loose_letters(item.left, item.right):
            return unproved(base, f"{loose} free on one side: nothing binds what stands there")
        return unproved(base, "an approximation without a stated error")

    def no_independence(self) -> bool:
        """Whether the note denies it, or has it given another variable alone."""
        letters = frozenset(x for k in self.reader.usage.laws for x in self.reader.world.letters_of(k))
        own = self.context.scope.own
        return CONDITIONALLY.search(own.lower()) is not None or denies_independence(
            f"{self.context.told} {own}", letters
        )

    def has_members(self, law: Expr, statement: Expr) -> bool:
        """Whether the note compares all members of a law with numbers, p_i > 0, so that it is not one-hot."""
        return any(law.term in e.term.free for e in members_told(self.reader, self.context, statement))

    def speaks_of_limit(self) -> bool:
        return any(w in self.context.words for w in LIMIT_WORDS)

    def said(self) -> str:
        """What the text has said so far of where the step stands."""
        scope = self.context.scope
        return f"{scope.heading} {scope.supposed} {scope.own} {self.context.before}"

    def refuted(
        self, item: Item, base: Outcome, example: Refutation | None, given: Sequence[Expr], code: str = "IT101", target: str = ""
    ) -> Outcome:  # fmt: skip
        """The outcome of a step with a counterexample, where nothing else may be meant; ``target``: it has this one one-hot."""
        if self.reasons:
            return unproved(base, "it fails in general; a reason that is written beside the rows is not read")
        if (item.proportional or has_constant(item.right)) and FLAT.search(self.said()):
            return unproved(
                base, "it fails in general; whether it holds for the flat law of the text was not established"
            )
        if item.weaker is not None and counterexample(item.weaker, given) is None:
            return unproved(
                base, "it fails for one outcome; where it is said of all outcomes at once it was not seen to fail"
            )
        ties = ties_of_shared(item)
        if ties and item.statement is not None and example is not None:
            found_each = [counterexample(item.statement, [*given, *self.stated, tie]) for tie in ties]
            example = found_each[0] if None not in found_each else None
            given = [*given, ties[0]]
        untied = ties is None or (bool(ties) and example is None)
        if untied or self.readings.ambiguous(self.reader, item, given) or may_have_parameter(self.reader, item, given):
            return unproved(base, "with another reading the step may hold, so nothing is claimed about it")
        if not self.continued and self.readings.kept_law(item):
            return replace(base, verdict=Verdict.DEFINITION)
        anyway = fails_anyway(item, given, example)
        if example is None or self.readings.about_settings(item, target, anyway, self.beside):
            self.solvable += equation_of(item, self.context.section)
            self.readings.keep_claim(item)
            words = "it does not hold for every law; whether it holds for the one that the note speaks of is not known"
            return unproved(base, words)
        if doubt := doubt_of(self.reader, self.context, item, [*given, *self.stated]):
            return unproved(base, f"it fails in general; {doubt}")
        found = Introduced(self.reader, self.symbols, self.said()).examined(item, [*given, *self.stated])
        if isinstance(found, str):
            return unproved(base, found)
        example = with_naturals(item.statement, [*given, *self.stated], found or example)
        example, given = bases.natural(item.statement, [*given, *self.stated]) or (example, given)
        lhs, rhs = example.lhs, example.rhs
        if item.sign.op in (">=", ">"):
            lhs, rhs = rhs, lhs
        if not used_up(self.symbols) and not item.proportional:
            pointwise = set(self.symbols.pointwise)
            with effort(self.symbols):
                base.repair = likely_repair(self.reader, item, given, example, self.context.source)
            self.symbols.pointwise = pointwise  # what a repair would say of its letters, the note does not say
        payload = {"where": example.where, "lhs": lhs, "rhs": rhs, "limit": example.where}
        shown = Counterexample(example.where, lhs, rhs)
        return replace(base, verdict=Verdict.REFUTED, code=code, payload=payload, counterexample=shown)
