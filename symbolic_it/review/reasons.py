"""Why a step holds: the fewest named rules and theorems of the library that give it, looked up in its proof and tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from symbolic_it.authoring.checking import conclusions_of, generalised, replays
from symbolic_it.authoring.judging import LOGICAL
from symbolic_it.authoring.results import DerivationResult, FileResult, StepResult
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.foundations import Rule, all_rules, get_rule, has_rule
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.limits import bounded, spent
from symbolic_it.kernel.terms import KernelError, Term, binary, constants_of
from symbolic_it.kernel.theorems import Thm, assume, premises
from symbolic_it.review.by_library import LIBRARY
from symbolic_it.review.judging import LITTLE, shipped_library
from symbolic_it.tactics.justify import Justifier

MAX_EFFORT = 12_000_000
"""Units of work for the reasons of all steps of one file; afterwards those of the proofs are shown untrimmed."""
_QUIET = (
    frozenset(("law", "log", "or", "and", "not", "false", "true", "forall", "exists", "imp", "dominated")) | LOGICAL
)
"""Notions whose definitions are no reason worth a word."""
_SUMS = frozenset(("sum", "sum_to", "expectation", "entropy", "cross_entropy", "divergence"))
_MANY = 3
"""More rules than this say less than one theorem of the library."""
_SMALL = ("compare", "fact", "arithmetic", "evaluation")
"""Roles of rules that serve conditions more often than steps: the first to be left out."""


@dataclass
class _Budget:
    left: int = MAX_EFFORT


def with_reasons(result: FileResult) -> FileResult:
    """The review with the fewest reasons for each step that has a theorem."""
    budget = _Budget()
    return replace(result, derivations=tuple(_chain(chain, budget) for chain in result.derivations))


def _chain(chain: DerivationResult, budget: _Budget) -> DerivationResult:
    return replace(chain, steps=tuple(replace(s, by=_reasons(s, budget)) for s in chain.steps))


def _reasons(step: StepResult, budget: _Budget) -> tuple[str, ...]:
    if step.theorem is None:
        return step.by
    if budget.left <= 0:
        found = _candidates(step.theorem, step.by)
        return tuple(n for n in found if not has_rule(n) or get_rule(n).role not in _SMALL)
    before = spent()
    try:
        return fewest_reasons(step.theorem, step.by)
    finally:
        budget.left -= spent() - before


def _candidates(theorem: Thm, tried: Sequence[str]) -> tuple[str, ...]:
    theorems = (n for n in tried if not has_rule(n) and shipped_library().find(n) is not None)
    return tuple(dict.fromkeys((*theorems, *used_in(theorem))))


def used_in(theorem: Thm) -> tuple[str, ...]:
    """The named rules and definitions that its proof uses; not those that the rules' own proofs use."""
    rules, names = _rules(), dict[str, None]()
    seen, todo = set[Thm](), [theorem]
    while todo:
        th = todo.pop()
        if th in seen:
            continue
        seen.add(th)
        if th.rule == "definition":
            notion = th.arguments[0]
            if notion not in _QUIET and (name := _definitions().get(notion)) is not None:
                names.setdefault(name)
        elif th in rules:
            names.setdefault(rules[th])
        else:
            todo += premises(th)
    return tuple(names)


def fewest_reasons(theorem: Thm, tried: Sequence[str]) -> tuple[str, ...]:
    """One theorem of the library that says it; else the definitions and rules without any of which it is not found.

    Where the named rules alone do not find it again, all that its proof uses. ``tried`` is what it was found by.
    """
    found = _candidates(theorem, tried)
    proof = _Proof(theorem)
    for name in proof.of_library(found):
        if proof.by([name]):
            return (name,)
    rules = [n for n in found if has_rule(n)]
    if not constants_of([proof.goal]).isdisjoint(_SUMS):  # what normal forms of sums do without a word
        rules = [*(r.name for r in all_rules() if r.role in ("split", "pull") and r.name not in rules), *rules]
    rules.sort(key=lambda n: _SMALL.index(get_rule(n).role) if get_rule(n).role in _SMALL else len(_SMALL))
    kept = _trimmed(proof, rules)
    if kept is None:
        proof.citing = True
        kept = _trimmed(proof, rules)
        proof.citing = False
    if kept and not set(kept) & set(found) and proof.by([]):
        kept = []
    if kept is None or len(kept) > _MANY:
        for name in proof.of_library(found, equations=True):
            if proof.by([name]):
                return (name,)
    if kept is None:
        kept = [n for n in found if not has_rule(n)] or [
            n for n in rules if n in found and get_rule(n).role not in _SMALL
        ]
    return tuple(sorted(kept, key=lambda n: not has_rule(n) or get_rule(n).role != "definition"))


def _trimmed(proof: _Proof, rules: Sequence[str]) -> list[str] | None:
    """As few of the rules as give it, what serves conditions left out first; None when all of them do not."""
    whole = [n for n in rules if get_rule(n).role not in _SMALL]
    kept = next((list(names) for names in (whole, rules) if proof.by(names)), None)
    for name in list(kept or ()):
        fewer = [n for n in kept or () if n != name]
        if fewer and proof.by(fewer):
            kept = fewer
    return kept


class _Proof:
    """A theorem to be found again, from its hypotheses, by named reasons."""

    def __init__(self, theorem: Thm) -> None:
        self.goal, self.hypotheses = theorem.conclusion, theorem.hypotheses
        given = sorted(self.hypotheses, key=lambda t: t.sn)
        self.context = Context([part for t in given for part in known_parts(assume(t))])
        self.citing = False
        """Whether the hypotheses are cited, so that equations among them rewrite."""

    def of_library(self, found: Iterable[str], equations: bool = False) -> list[str]:
        """Theorems of the library that the step may be a case of: those it was found by, and for bounds those known."""
        names = [n for n in found if not has_rule(n)]
        if equations or binary("eq", self.goal) is None:
            present = constants_of([self.goal])
            names += [n for notion, theorems in LIBRARY.items() if notion in present for n in theorems]
        return list(dict.fromkeys(names))

    def by(self, names: Sequence[str]) -> bool:
        """Whether these reasons give it, the kernel having run the proof again."""
        rules: list[Rule] = []
        cited = [assume(t) for t in self.hypotheses] if self.citing else []
        for name in names:
            if has_rule(name):
                rules.append(get_rule(name))
            else:
                cited += _conclusions(name, self.hypotheses)
        try:
            with bounded(LITTLE):
                theorem = Justifier(self.context, rules, cited).attempt(self.goal).theorem
        except KernelError:
            return False
        return theorem is not None and replays(theorem, self.goal, frozenset(self.hypotheses))


def _conclusions(name: str, hypotheses: frozenset[Term]) -> list[Thm]:
    derivation = shipped_library().find(name)
    if derivation is None:
        return []
    found = []
    for _, th in conclusions_of(derivation):
        found.append(generalised(th))
        if th.hypotheses <= hypotheses:
            found.append(th)
    return found


@cache
def _rules() -> dict[Thm, str]:
    """The theorems behind the named rules."""
    return {th: r.name for r in reversed(all_rules()) if r.role != "definition" for th in r.theorems}


@cache
def _definitions() -> dict[str, str]:
    """The rule that unfolds a notion."""
    return {r.notion: r.name for r in all_rules() if r.role == "definition" and r.notion in DEFINITIONS}
