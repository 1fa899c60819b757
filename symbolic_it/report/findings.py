"""Findings: everything in the results of a file that there is something to say about, in the order of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from symbolic_it.authoring.results import DerivationResult, Diagnostic, FileResult, Span, StepResult, Verdict
from symbolic_it.report.json_output import Key, cell_of, key_of, key_of_step, unread
from symbolic_it.report.plain import plain_math
from symbolic_it.report.words import finding, sentence

ERROR, WARNING, NOTE = "error", "warning", "note"
"""How much a finding matters: something is false or failed; something is open; something is to be known."""
_LEVELS = {
    Verdict.REFUTED: ERROR,
    Verdict.UNPROVED: WARNING,
    Verdict.NOT_UNDERSTOOD: WARNING,
    Verdict.CONDITIONAL: NOTE,
}
LOUD = "IT990"
USELESS = "IT310"
DAMAGED = "IT900"


@dataclass(frozen=True)
class Finding:
    """One thing to say. ``verdict`` is that of its step, or of the formula that was not read; None for others."""

    path: str
    diagnostic: Diagnostic
    span: Span | None
    level: str
    cell: int | None = None
    verdict: Verdict | None = None
    step: StepResult | None = None
    chain: DerivationResult | None = None
    of_step: int | None = None
    """For a remark that belongs to a step: the step's number."""

    @property
    def code(self) -> str:
        return self.diagnostic.code

    @property
    def key(self) -> Key:
        if self.step is None:
            return key_of(self.path, self.diagnostic, self.cell, self.of_step)
        return key_of_step(self.path, self.step, self.diagnostic, self.cell)

    @property
    def message(self) -> str:
        return sentence(self.diagnostic, None if self.step is None else self.step.index)

    @property
    def said(self) -> str:
        """The message with the repair, for reports that have one text a finding."""
        repair = self.step.repair if self.step is not None else ""
        return self.message + (f"; likely meant: {plain_math(repair)}" if repair else "")

    @property
    def of_file(self) -> bool:
        """Whether it concerns the file itself (or us): such a finding cannot be silenced."""
        return self.code.startswith("IT9")


def findings(file: FileResult) -> tuple[Finding, ...]:
    """What there is to say about the file, by cell, row and column; what concerns all of it comes first."""
    read = bool(file.displays or file.inline or file.derivations)
    found = [
        # a few damaged places do not keep a note from being judged
        Finding(file.path, error, error.span, WARNING if read and error.code == DAMAGED else ERROR, cell_of(error))
        for error in file.errors
    ]
    for chain in file.derivations:
        for step in chain.steps:
            found += _of_step(file.path, chain, step)
    for entry in unread(file):
        found.append(Finding(file.path, entry, entry.span, WARNING, cell_of(entry), verdict=Verdict.NOT_UNDERSTOOD))
    found += [_remark(file.path, remark, cell_of(remark)) for remark in file.remarks]
    return tuple(sorted(found, key=_order))


def place(path: str, span: Span | None, cell: int | None = None) -> str:
    """``path:line:column``; in a notebook the cell stands before the line, since lines count within it."""
    where = path if cell is None else f"{path}:cell {cell}"
    if span is None:
        return where
    return f"{where}:{span.line}" + ("" if span.column is None else f":{span.column}")


def _of_step(path: str, chain: DerivationResult, step: StepResult) -> list[Finding]:
    found = []
    diagnostic = finding(step)
    if diagnostic is not None:
        level = ERROR if diagnostic.code == LOUD else _LEVELS.get(step.verdict, NOTE)
        span = step.span or diagnostic.span or chain.span
        found.append(Finding(path, diagnostic, span, level, chain.cell, step.verdict, step, chain))
    elif step.verdict is Verdict.NOT_UNDERSTOOD:
        span = step.span or chain.span
        found.append(Finding(path, Diagnostic("IT001", span), span, WARNING, chain.cell, step.verdict, step, chain))
    for remark in step.remarks:
        found.append(_remark(path, remark, cell_of(remark, chain.cell), step.index))
    return found


def _remark(path: str, remark: Diagnostic, cell: int | None, step: int | None = None) -> Finding:
    level = NOTE if remark.code.startswith("IT3") and remark.code != USELESS else WARNING
    return Finding(path, remark, remark.span, level, cell, of_step=step)


def _order(found: Finding) -> tuple[int, int, int]:
    span = found.span
    return found.cell or 0, span.line if span else 0, (span.column or 0) if span else 0
