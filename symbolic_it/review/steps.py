"""What a review says of one chain: its relations as items, their outcomes, the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from symbolic_it.authoring.results import Counterexample, Diagnostic, Span, StepResult, Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.sentences import Scope
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.review.derivatives_shown import shown


@dataclass
class Context:
    """What stands around a chain: words before and after it, and what its display holds."""

    symbols: Symbols
    words: str = ""
    """The text around the chain, lower case."""
    before: str = ""
    """The last words before it."""
    display: bool = True
    section: int = 0
    scope: Scope = field(default_factory=Scope)
    """The sentence of the chain and what was supposed before it."""
    source: str = ""
    """The whole document."""
    told: str = ""
    """The text of its section before it."""
    rest: str = ""
    """What of its formula stands behind it."""
    ahead: str = ""
    """What of its formula stands before it."""
    whole: str = ""
    """The text of its section, before and behind it."""
    foreseen: bool = False
    """Whether its steps are taken to hold: it is asked what the note will have said after it, not whether that is so."""


@dataclass
class Outcome:
    """One step's outcome: a result, or a reason why it was not understood, or nothing to judge."""

    index: int
    sign: s.Sign
    left: s.Node
    right: s.Node
    verdict: Verdict
    read: tuple[str, str] | None = None
    assumptions: tuple[str, ...] = ()
    code: str = ""
    payload: dict[str, str] = field(default_factory=dict)
    counterexample: Counterexample | None = None
    by: tuple[str, ...] = ()
    repair: str = ""
    remarks: tuple[tuple[str, s.Node, str], ...] = ()
    result: StepResult | None = None


@dataclass
class ChainReview:
    outcomes: list[Outcome]
    standing: list[str]
    settings: int = 0
    """Relations that state a condition or a setting and claim nothing."""


@dataclass
class Item:
    """One relation of the chain on its way to a verdict."""

    index: int
    sign: s.Sign
    raw_left: s.Node
    raw_right: s.Node
    left: s.Node
    right: s.Node
    lhs: Expr | None = None
    rhs: Expr | None = None
    statement: Expr | None = None
    error: Unclear | None = None
    remarks: tuple[tuple[str, s.Node, str], ...] = ()
    silent: bool = False
    swallows: int = 0
    whole: tuple[s.Node, s.Node] | None = None
    """Of an implication, the relations that it stands between."""
    proportional: bool = False
    """Whether the sides are equal up to a factor alone, ``\\propto``."""
    weaker: Expr | None = None
    """Of an implication: the same where each of its parts is about every outcome."""
    supposed: Expr | None = None
    """What an implication supposes of every outcome, where it does."""
    stationary: bool = False
    """Whether it sets a derivative to zero: a condition for an optimum, no claim."""


def to_result(outcome: Outcome, span: Span, lhs: str, rhs: str, remarks: tuple[Diagnostic, ...]) -> StepResult:
    """The outcome as a result of the report."""
    theorem = outcome.result.theorem if outcome.result is not None else None
    if outcome.verdict is Verdict.PROVED and theorem is None:  # the word is the kernel's: nobody else may use it
        outcome = unproved(outcome, "a proof was announced, and no theorem kept: a mistake of ours, please report it")
    diagnostic = Diagnostic(outcome.code, span, outcome.payload) if outcome.code else None
    relation = {"==": "=", "<<": "<=", "propto": "="}.get(outcome.sign.op, outcome.sign.op)
    return StepResult(
        index=outcome.index, lhs=lhs, relation=relation, rhs=rhs, verdict=outcome.verdict, by=outcome.by,
        assumptions=outcome.assumptions, counterexample=outcome.counterexample, second_opinion=None, diagnostic=diagnostic,
        span=span, plain=f"{lhs} {relation} {rhs}", read_as=outcome.read, repair=outcome.repair, remarks=remarks,
        theorem=theorem,
    )  # fmt: skip


def base_outcome(item: Item) -> Outcome:
    """The outcome of a relation of which nothing is known yet."""
    read = None
    if item.lhs is not None and item.rhs is not None:
        read = (shown(item.left, item.lhs.latex, item.statement), item.rhs.latex)
    left, right = item.whole or (item.raw_left, item.raw_right)
    return Outcome(item.index, item.sign, left, right, Verdict.UNPROVED, read, remarks=item.remarks)


def proved(base: Outcome, result: StepResult, read: tuple[str, str]) -> Outcome:
    """The outcome of a step whose statement this result proves."""
    return replace(base, verdict=Verdict.PROVED, read=read, result=result, by=result.by, code="", payload={})


def unclear(index: int, sign: s.Sign, left: s.Node, right: s.Node, error: Unclear) -> Outcome:
    """The outcome of a relation that was not understood."""
    payload = {"text": error.words, "readings": error.words, "symbol": error.words}
    return Outcome(index, sign, left, right, Verdict.NOT_UNDERSTOOD, code=error.code, payload=payload)


def unproved(base: Outcome, words: str) -> Outcome:
    """The outcome of a step that is left open, with the reason in words."""
    return replace(base, verdict=Verdict.UNPROVED, code="IT501", payload={"residual": words, "suggestion": ""})


def undecided(base: Outcome, result: StepResult) -> Outcome:
    """The outcome of a step that the checker neither proved nor refuted: what it says of it."""
    d = result.diagnostic
    return replace(
        base, verdict=result.verdict, assumptions=result.assumptions, code=d.code if d else "IT501",
        payload=dict(d.payload) if d else {"residual": "", "suggestion": ""}, result=result,
    )  # fmt: skip
