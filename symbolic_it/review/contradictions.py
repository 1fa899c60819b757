"""Definitions and conditions that contradict what a symbol stands for, or what the formula right before says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symbolic_it.authoring.results import Counterexample, StepResult, Verdict
from symbolic_it.kernel.terms import real
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import settle
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.notes.one_law import unify_names
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear, key_of, substituted
from symbolic_it.notes.usage import analysed
from symbolic_it.review import figures
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import FEW, at_first, counterexample
from symbolic_it.review.numbers import with_base
from symbolic_it.review.own_names import OwnNames
from symbolic_it.review.plain_sides import closed
from symbolic_it.review.printed_numbers import scientific
from symbolic_it.review.relations import elaborated, unify_case
from symbolic_it.review.steps import ChainReview, Context, Outcome, proved
from symbolic_it.review.verdicts import Judge

_OPENING = re.compile(r"(?:\$\$?|\\\[|\\\(|\\begin\{[a-z]+\*?\})\s*$")
_RIGHT_AFTER = re.compile(
    r"(?:\$|\\\]|\\\)|\\end\{[a-z]+\*?\})[\s.,;:，。；：]*(?:so|thus|hence|therefore|which (?:is|gives)|we get|that is|即|所以|因此|得到?|于是|故)?[\s:：,，]*$"
)
_SIGMOID = re.compile(r"sigmoid|logistic|s形|s型|逻辑(?:斯蒂)?(?:函数|回归)|시그모이드|シグモイド")
_LOG_LIKELIHOOD = re.compile(
    r"log[- ]?likelihood|对数似然|對數概似|로그\s?가능도|対数尤度|log-?verosimi|verosimiglianza"
)


class Contradictions:
    """Looks once more at what a chain introduces or supposes."""

    def __init__(self, chain: s.Chain, context: Context) -> None:
        self.chain, self.context, self.symbols = chain, context, context.symbols

    def checked(self, review: ChainReview) -> ChainReview:
        """The review, with a refutation in the place of a definition or a condition that cannot be."""
        chain = self.chain
        stated, self.symbols.stated = self.symbols.stated, None
        if chain.opened or chain.continued or any(isinstance(x, s.Unread) for x in chain.sides):
            return review
        first = next((k for k, o in enumerate(review.outcomes) if o.index == 1), -1)
        if (
            first >= 0
            and not self.context.foreseen
            and review.outcomes[first].verdict in (Verdict.DEFINITION, Verdict.UNPROVED)
        ):
            try:
                found = self.contradicted(review.outcomes[first], stated)
            except (Unclear, RecursionError):
                found = None
            if found is not None:
                review = replace(review, outcomes=[*review.outcomes])
                review.outcomes[first] = found
        last = chain.sides[-1]
        if all(sign.op in ("=", ":=") for sign in chain.signs) and chain.signs and closed(last):
            self.symbols.stated = s.structure(chain.sides[0]), last
        return review

    def contradicted(self, outcome: Outcome, stated: tuple[str, s.Node] | None) -> Outcome | None:
        left, right, sign = self.chain.sides[0], self.chain.sides[1], self.chain.signs[0]
        if sign.op not in ("=", ":=", "~="):
            return None
        if stated is not None and stated[0] == s.structure(left) and closed(right):
            found = self.second_value(outcome, stated[1])
            if found is not None:
                return found
        if sign.op == "~=":
            return None
        if isinstance(left, s.Call) and closed(right) and len(self.chain.signs) == 1:
            return self.value(outcome)
        if outcome.verdict is not Verdict.DEFINITION:
            return None
        if isinstance(left, s.Call) and key_of(left.function) == "sigma":
            return self.sigmoid(outcome, left)
        if isinstance(left, s.Call) and key_of(left.function) == "ell":
            return self.log_likelihood(outcome, left)
        return None

    # ---- values ----------------------------------------------------------------------------------------

    def value(self, outcome: Outcome) -> Outcome | None:
        """H(X|X) = 1, P(X=0) = 1.2: a number that no law gives."""
        left, right = self.chain.sides[:2]
        if not isinstance(left, s.Call) or not (is_notion(left) or is_law_name(left.function)):
            return None
        reader = reader_of([left, right], self.context)
        lhs, rhs, statement = reader.related(left, "=", right)
        number = figures.value_of(rhs.term) if rhs.type is real else None
        if not isinstance(number, Fraction) or lhs.type is not real:
            return None
        given = self.given(reader, statement)
        result = self.shown(statement, given)
        if result is not None:
            return proved(outcome, result, (lhs.latex, rhs.latex)) if is_notion(left) else None
        zero, one = (s.Num(right.start, right.end, Fraction(k), str(k)) for k in (0, 1))
        checks: list[tuple[str, s.Node]] = [("=", zero)] if number and is_notion(left) else []
        checks += [(">=", zero)] if number < 0 else []
        checks += [("<=", one)] if number > 1 and is_law_name(left.function) else []
        for op, bound in checks:
            other = reader.related(left, op, bound)[2]
            if self.shown(other, given) is not None:
                return self.refutation(outcome, statement, given, (lhs.latex, rhs.latex))
        return None

    def second_value(self, outcome: Outcome, before: s.Node) -> Outcome | None:
        """D = 0.5 log .. + 0.5 log .., D = 0.0458: another number than the formula right before gives."""
        right, sign = self.chain.sides[1], self.chain.signs[0]
        number = before.inner if isinstance(before, s.Minus) else before
        between = _OPENING.sub("", re.sub(r"<!--.*?-->", "", self.context.before))
        if isinstance(number, s.Num) or not _RIGHT_AFTER.search(between):
            return None
        if scientific(right)[0] is None and any(isinstance(n, (s.Function, s.Power, s.Name)) for n in s.walk(right)):
            return None  # the formula of another example
        chain = s.Chain([before, right], [sign])
        reader = reader_of([before, right], self.context)
        item = elaborated(reader, chain, [before, right], 0)[0]
        found = Judge(reader, self.context, tuple(self.chain.words)).numbers.numeric(item)
        if found is None or found.verdict is not Verdict.REFUTED:
            return None
        return replace(
            outcome, verdict=found.verdict, code=found.code, payload=found.payload, counterexample=found.counterexample
        )

    # ---- functions -------------------------------------------------------------------------------------

    def sigmoid(self, outcome: Outcome, left: s.Call) -> Outcome | None:
        """sigma(z) = 1 / (1 + e^z), where the text calls it the sigmoid."""
        scope = self.context.scope
        text = f"{scope.own} {scope.heading} {self.context.before}".lower()
        argument = left.arguments[0] if len(left.arguments) == 1 else None
        right = self.chain.sides[1]
        if not _SIGMOID.search(text) or not isinstance(argument, s.Name):
            return None
        if not any(isinstance(n, (s.Power, s.Function)) for n in s.walk(right)):
            return None
        reader = reader_of([left, right], self.context)
        statement = reader.related(left, "=", right)[2]
        return self.refutation(outcome, statement, self.given(reader, statement), None)

    def log_likelihood(self, outcome: Outcome, left: s.Call) -> Outcome | None:
        """ell(t), where L(t) is given: it differs from log L(t) by what does not depend on t."""
        known = self.symbols.meanings.get("L")
        parameter = left.arguments[0] if len(left.arguments) == 1 else None
        if known is None or not isinstance(parameter, s.Name) or len(known.parameters) != 1:
            return None
        if not _LOG_LIKELIHOOD.search(self.context.words):
            return None
        right = OwnNames(self.symbols).expanded(self.chain.sides[1])
        start, end = right.start, right.end
        named = {n.name for n in s.walk(right) if isinstance(n, s.Function)} & {"ln", "log"}
        at = {known.parameters[0]: parameter}
        log = s.Function(start, end, min(named or {"ln"}), s.Group(start, end, substituted(known.body, at), "{"))
        difference = s.Binary(start, end, "-", log, s.Group(start, end, right, "{"))
        half = s.Binary(start, end, "/", parameter, s.Num(start, end, Fraction(2), "2"))
        elsewhere = substituted(difference, {key_of(parameter): s.Group(start, end, half, "(")})
        reader = reader_of([difference, elsewhere], self.context)
        statement = reader.related(difference, "=", elsewhere)[2]
        if self.refutation(outcome, statement, self.given(reader, statement), None) is None:
            return None
        statement = reader_of([right, log], self.context).related(right, "=", log)[2]
        return self.refutation(outcome, statement, self.given(reader, statement), None)

    # ---- judging ---------------------------------------------------------------------------------------

    def given(self, reader: Reader, statement: Expr) -> list[Expr]:
        used = [h for h in reader.world.hypotheses if h.term.free & statement.term.free]
        return [*used, *standing_conditions([statement], used)]

    def shown(self, statement: Expr, given: Sequence[Expr]) -> StepResult | None:
        """The result when the statement is proved at first sight."""
        (judgement,) = at_first([statement], given)
        return judgement.result if judgement.verdict is Verdict.PROVED else None

    def refutation(
        self, outcome: Outcome, statement: Expr, given: Sequence[Expr], read: tuple[str, str] | None
    ) -> Outcome | None:
        """The outcome refuted by an instance, where there is one for every base of the logarithms."""
        example = counterexample(statement, given, FEW)
        if example is None:
            return None
        for base in ("e", "2") if any(v.name == "b" for v in statement.term.free) else ():
            if counterexample(with_base(statement, base), [with_base(g, base) for g in given], FEW) is None:
                return None
        payload = {"where": example.where, "lhs": example.lhs, "rhs": example.rhs, "limit": example.where}
        found = Counterexample(example.where, example.lhs, example.rhs)
        return replace(
            outcome,
            verdict=Verdict.REFUTED,
            code="IT101",
            payload=payload,
            counterexample=found,
            read=read or outcome.read,
        )


def reader_of(sides: list[s.Node], context: Context) -> Reader:
    """A reader for these sides alone."""
    usage = analysed(sides, context.symbols)
    settle(usage, sides)
    unify_case(usage)
    unify_names(usage, sides)
    reader = Reader(usage, context.symbols)
    reader.find_sizes(list(sides))
    return reader
