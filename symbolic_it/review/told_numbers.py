"""What a note says of the numbers in a step: what is proved under the contrary is not proved of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from symbolic_it.authoring.hypotheses import contradictory
from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import KernelError, Term, constants_of, real, unary
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.naming import APART
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear, key_of
from symbolic_it.refute import Refutation
from symbolic_it.review.assuming import can_be_met
from symbolic_it.review.judging import counterexample
from symbolic_it.review.memberships import SIZES
from symbolic_it.review.numbers import with_base
from symbolic_it.review.readings import notion_kind
from symbolic_it.review.stated_formulas import StatedFormulas
from symbolic_it.review.steps import Outcome, unproved
from symbolic_it.review.values_compared import of_values

_HALF = re.compile(r"(?<![A-Za-z_])[nNmMKT] = -?\d+/\d+")
_EQUATIONS = ("=", ":=", "==")
_COMPARISONS = ("<", "<=", ">", ">=", "!=")


def unless_excluded(
    outcome: Outcome, reader: Reader, section: int, after: Sequence[str] = (), used: Sequence[Expr] = ()
) -> Outcome:
    """The outcome; left open where the theorem supposes 0 < x, say, and the note says that x = -1.

    ``after``: formulas that state a condition behind the step. ``used``: what the note is known to suppose.
    """
    own = reader.symbols.redefined
    calls = [n for x in (outcome.left, outcome.right) for n in s.walk(x) if isinstance(n, s.Call) and is_notion(n)]
    if own and outcome.verdict in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.REFUTED):
        if any(notion_kind(n) in own for n in calls):
            return replace(
                unproved(outcome, "the note defines this notion in its own way"), assumptions=(), counterexample=None
            )
    example = outcome.counterexample
    if example is not None and outcome.verdict is Verdict.REFUTED and _HALF.search(example.where):
        return unproved(
            outcome, f"it fails at {example.where}; whether that number is meant to be a natural one is not known"
        )
    if outcome.verdict is Verdict.REFUTED and (name := _of_one_member(outcome, reader, section)):
        return unproved(
            outcome, f"it fails in general; whether what is said of {name} is said of every member is not told"
        )
    theorem = outcome.result.theorem if outcome.result is not None else None
    if theorem is None or outcome.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL):
        return outcome
    free = {v for h in theorem.hypotheses for v in h.free}
    zeros = {k for k, (law, at) in reader.symbols.listed.items() if at == section and not all(law)}
    positive = {v.name for h in theorem.hypotheses if {"forall", "lt"} <= constants_of([h]) for v in h.free}
    if zeros & positive:
        return replace(
            unproved(outcome, f"it is proved for laws without zeros, and {min(zeros & positive)} has one"),
            assumptions=(),
        )
    stated = StatedFormulas(reader, (outcome.left, outcome.right), free)
    behind = [(e.text, e.term) for x in after for e in stated.of_texts([x]) or []]
    symbols = reader.symbols
    known = (*symbols.constraints, *symbols.settings, *symbols.unsure)
    for words, told in (*_told(reader, section, free, known), *behind):
        if _excluded(told, [*theorem.hypotheses]):
            return replace(unproved(outcome, f"it is proved where the contrary of {words} holds"), assumptions=())
    vague = [told for _, told in _told(reader, section, free, symbols.vague)]
    return _unless_vague(outcome, theorem.hypotheses, vague, [e.term for e in used]) if vague else outcome


def _unless_vague(outcome: Outcome, supposed: Iterable[Term], vague: Sequence[Term], known: Sequence[Term]) -> Outcome:
    """The outcome under the conditions whose contrary the words may tell, but for those that are known to be supposed."""
    doubtful = [t for t in vague if not _excluded(t, known)]
    supposed = [*supposed]
    against = [t for t in doubtful if _excluded(t, supposed)]
    if not against:
        return outcome
    needed = [h for h in supposed if not any(_excluded(t, [x for x in supposed if x is not h]) for t in against)]
    conditions = needed or [h for h in supposed if any(t.free & h.free for t in against)]
    words = " and ".join(Expr(h).text for h in conditions)
    for name in {v.name for h in conditions for v in h.free if v.name.endswith(APART)}:
        words = words.replace(name, name.removesuffix(APART))  # as the note has it: the base is not among these
    payload = {"condition": words, "place": f"step {outcome.index}"}
    return replace(
        outcome, verdict=Verdict.CONDITIONAL, code="IT201", payload=payload, assumptions=(*outcome.assumptions, words)
    )


def _excluded(told: Term, supposed: Sequence[Term]) -> bool:
    if any(unary("not", h) is told or unary("not", told) is h for h in supposed):
        return True
    if unary("forall", told) is not None:  # it may be about outcomes of positive probability alone that they speak
        return not can_be_met([Expr(t) for t in (*supposed, told)])
    try:
        return contradictory([told], [*supposed, told])
    except KernelError:
        return False


def with_naturals(statement: Expr | None, given: Sequence[Expr], example: Refutation) -> Refutation:
    """The counterexample, or one where n, m and the like are natural numbers, which they may be meant to be."""
    if statement is None or _HALF.search(example.where) is None:
        return example
    if not any(v.name == "b" for v in example.instance.values):
        statement = with_base(statement, "e")
    counts = [Expr(v) for v in statement.term.free if v.ty is real and v.name in ("n", "N", "m", "M", "K", "T")]
    for value in (2, 3):
        found = counterexample(statement, [*given, *(Eq(v, value) for v in counts)])
        if found is not None:
            return found
    return example


def _told(
    reader: Reader, section: int, free: set[Term], among: Sequence[tuple[Sequence[s.Node], Sequence[str], int]]
) -> list[tuple[str, Term]]:
    """What the section says of numbers among these variables, in words and as statements: of what is kept, ``among``."""
    found: list[tuple[str, Term]] = []
    names = {v.name for v in free} | {v.name.removesuffix(APART) for v in free}  # b_0: the number b, not the base
    for sides, ops, at in among:
        if at == section and (values := of_values(reader, sides, ops)) is not None:
            found += [(e.text, e.term) for e in values if e.term.free <= free]
        if at != section or not names & {key_of(n) for x in sides for n in s.walk(x) if isinstance(n, s.Name)}:
            continue
        for left, op, right in zip(sides, ops, sides[1:], strict=False):
            fixed = op in _EQUATIONS and isinstance(left, s.Name) and _is_number(right)
            if not fixed and op not in _COMPARISONS:
                continue
            reader.free.clear()
            try:
                statement = reader.related(left, "=" if fixed else op, right)[2]
            except (Unclear, RecursionError):
                continue
            if statement.term.free <= free:
                found.append((statement.text, statement.term))
    reader.free.clear()
    return found


def _of_one_member(outcome: Outcome, reader: Reader, section: int) -> str:
    """x_n, where the section says what values it has and the step is about other members of the sample."""
    told = {
        (n.head, n.sub.head)
        for sides, _, at in reader.symbols.constraints
        for x in sides
        for n in s.walk(x)
        if at == section and isinstance(n, s.Name) and isinstance(n.sub, s.Name) and n.sub.head in SIZES
    }
    names = [n for x in (outcome.left, outcome.right) for n in s.walk(x) if isinstance(n, s.Name)]
    here = [(n.head, n.sub.head) for n in names if isinstance(n.sub, s.Name)]
    return next((f"{a}_{i}" for a, i in sorted(told) if any(a == c and i != j for c, j in here)), "")


def _is_number(node: s.Node) -> bool:
    return all(
        isinstance(n, (s.Num, s.Minus, s.Group)) or (isinstance(n, s.Binary) and n.op == "/") for n in s.walk(node)
    )
