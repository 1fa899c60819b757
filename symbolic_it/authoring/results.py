"""What checking found: verdicts, diagnostics, and the results of steps, derivations and files, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbolic_it.kernel import Thm


class Verdict(Enum):
    """The seven verdicts of a step, worst first (a derivation's verdict is that of its worst step)."""

    REFUTED = "refuted"
    NOT_UNDERSTOOD = "not-understood"
    UNPROVED = "unproved"
    CONDITIONAL = "conditional"
    COMPUTED = "computed"
    DEFINITION = "definition"
    PROVED = "proved"

    @property
    def good(self) -> bool:
        """Whether a derivation with this verdict counts as checked (exit code 0)."""
        return self not in (Verdict.REFUTED, Verdict.NOT_UNDERSTOOD, Verdict.UNPROVED)


SEVERITY = tuple(Verdict)


def worst(verdicts: list[Verdict]) -> Verdict:
    """The worst of the verdicts; ``PROVED`` when there are none."""
    return min(verdicts, key=SEVERITY.index, default=Verdict.PROVED)


@dataclass(frozen=True)
class Span:
    """A place in a file; lines and columns count from 1, columns count characters."""

    line: int
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True)
class Diagnostic:
    """One finding: a stable code, where it is, and the facts that its sentence needs (see ``report.codes``)."""

    code: str
    span: Span | None = None
    payload: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Counterexample:
    """An instance that meets every hypothesis and on which the step fails, evaluated rigorously. Plain text."""

    where: str
    lhs: str
    rhs: str


_DEFERRED = frozenset(("lhs", "rhs", "plain", "by"))
_DEFERRED_RESTS = frozenset(("axioms", "definitions"))


@dataclass(frozen=True)
class StepResult:
    """The judgement of one step.

    ``lhs``, ``rhs``, ``plain`` and ``by`` may be given as functions without arguments: they run when the text is read.

    ``lhs`` and ``rhs`` are LaTeX; ``relation`` is one of ``= <= < >= > != := ~= -> => <=> in``.
    ``assumptions`` are LaTeX: what the step needs beyond the derivation's hypotheses (verdict ``conditional``).
    ``second_opinion`` is ``agrees``, ``disagrees``, ``no finite instance`` or None (not asked).
    """

    index: int
    lhs: str
    relation: str
    rhs: str
    verdict: Verdict
    by: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    second_opinion: str | None = None
    diagnostic: Diagnostic | None = None
    span: Span | None = None
    plain: str = ""
    """The whole step in plain text, for the terminal."""
    read_as: tuple[str, str] | None = None
    """For notes: how both sides were understood, as our own LaTeX. None: as ``lhs`` and ``rhs``."""
    repair: str = ""
    """For notes: what would make a refuted step true, as LaTeX; empty when none was found."""
    remarks: tuple[Diagnostic, ...] = ()
    """For notes: findings on notation (IT3xx) at this step; they do not change its verdict."""
    theorem: Thm | None = field(default=None, compare=False, repr=False)
    """The theorem behind ``proved`` and ``conditional``; its inferences have been run again."""

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        return value() if name in _DEFERRED and callable(value) else value


@dataclass(frozen=True)
class DerivationResult:
    """The judgement of one derivation. ``kind`` is ``theorem``, ``refutation`` or ``computation``."""

    name: str
    title: str
    kind: str
    claims: tuple[str, ...]
    span: Span
    steps: tuple[StepResult, ...]
    axioms: tuple[str, ...] = ()
    """Names of the axioms that its theorems rest on."""
    definitions: tuple[str, ...] = ()
    cell: int | None = None
    """For notebooks: the number of the cell, from 1."""

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        return value() if name in _DEFERRED_RESTS and callable(value) else value

    @property
    def verdict(self) -> Verdict:
        return worst([step.verdict for step in self.steps])


@dataclass(frozen=True)
class FileResult:
    """The judgement of one file: ``kind`` is ``derivations`` or ``notes``; ``errors`` concern the file itself."""

    path: str
    kind: str
    derivations: tuple[DerivationResult, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    not_understood: tuple[Diagnostic, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    """For notes: findings on notation (IT3xx) that belong to no step."""
    standing: tuple[str, ...] = ()
    """For notes: the assumptions that hold throughout the report, in words."""
    displays: int = 0
    """For notes: how many displayed formulas there are."""
    inline: int = 0
    """For notes: how many formulas stand within the text."""
    skipped: tuple[str, ...] = ()
    """For notes: what was not looked at, in words (``3 formulas that are pictures``)."""
    readings: tuple[tuple[Span, str, str], ...] = ()
    """For notes: where each formula stands, as written, and how it was understood (for ``--explain-reading``)."""

    @property
    def good(self) -> bool:
        return not self.errors and all(
            d.verdict.good and all(s.second_opinion != "disagrees" for s in d.steps) for d in self.derivations
        )
