"""The JSON report: results as the object that ``check --format json`` prints, and its schema.

What was silenced (by a comment, a setting, a baseline) stays in the report and says by what: verdicts are never hidden.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from symbolic_it.authoring.results import DerivationResult, Diagnostic, FileResult, Span, StepResult, Verdict
from symbolic_it.report.words import finding, sentence

SCHEMA = "symbolic-it/check/1"

Json = dict[str, Any]
Key = tuple[str, str, int | None, int | None, int | None, int | None]
"""A finding by its file, code, cell, and where it begins (line and column) with the number of its step."""
Silenced = Mapping[Key, str]
"""What each silenced finding was silenced by: ``comment``, ``settings`` or ``baseline``. The others are not in it."""


def key_of(path: str, diagnostic: Diagnostic, cell: int | None = None, step: int | None = None) -> Key:
    """What tells a finding from every other of one run."""
    span = diagnostic.span
    line, column = (span.line, span.column) if span else (None, None)
    return path, diagnostic.code, cell_of(diagnostic, cell), line, column, step


def key_of_step(path: str, step: StepResult, diagnostic: Diagnostic, cell: int | None = None) -> Key:
    """The same for what there is to say about a step; one that was not understood is known by its place alone, as its
    entry in the list of those is.
    """
    return key_of(path, diagnostic, cell, None if step.verdict is Verdict.NOT_UNDERSTOOD else step.index)


def cell_of(diagnostic: Diagnostic, otherwise: int | None = None) -> int | None:
    """The number of the notebook's cell that the diagnostic is about; its fact ``cell`` says so."""
    number = diagnostic.payload.get("cell", "")
    return int(number) if number.isdecimal() else otherwise


def report(files: Iterable[FileResult], silenced: Silenced | None = None) -> Json:
    """The whole report. Every field is always there; what does not apply is None or an empty list."""
    files, heard = tuple(files), silenced or {}
    return {"schema": SCHEMA, "summary": summary(files), "files": [_file(file, heard) for file in files]}


def dumps(files: Iterable[FileResult], silenced: Silenced | None = None) -> str:
    """The report as JSON text. ASCII alone, so that it survives every terminal, pipe and path name."""
    return json.dumps(report(files, silenced), indent=2, ensure_ascii=True, allow_nan=False)


def summary(files: Iterable[FileResult]) -> dict[str, int]:
    """How many files, chains and steps there are, and how many steps have each verdict.

    A formula of a note that could not be read at all belongs to no step, and counts as ``not-understood`` too.
    """
    files = tuple(files)
    chains = [chain for file in files for chain in file.derivations]
    steps = [step for chain in chains for step in chain.steps]
    counts = {"files": len(files), "chains": len(chains), "steps": len(steps)}
    found = Counter(step.verdict for step in steps)
    counts |= {verdict.value: found[verdict] for verdict in reversed(Verdict)}
    counts[Verdict.NOT_UNDERSTOOD.value] += sum(len(unread(file)) for file in files)
    return counts


def unread(file: FileResult) -> tuple[Diagnostic, ...]:
    """What was not understood and is no step: a step's own entry says what its verdict says already."""
    steps = {
        _spot(finding(step) or Diagnostic("IT001", step.span))
        for chain in file.derivations
        for step in chain.steps
        if step.verdict is Verdict.NOT_UNDERSTOOD
    }
    return tuple(entry for entry in file.not_understood if _spot(entry) not in steps)


def _spot(diagnostic: Diagnostic) -> tuple[str, Span | None]:
    return diagnostic.code, diagnostic.span


def schema() -> Json:
    """The JSON Schema (2020-12) of the report."""
    text = resources.files("symbolic_it.report").joinpath("check.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def _file(file: FileResult, silenced: Silenced) -> Json:
    return {
        "path": file.path,
        "kind": file.kind,
        "chains": [_chain(chain, file.path, silenced) for chain in file.derivations],
        "errors": [
            {"code": error.code, "line": error.span.line if error.span else None, "message": sentence(error)}
            for error in file.errors
        ],
        "not_understood": [_entry(entry, file.path, silenced) for entry in file.not_understood],
        "remarks": [_entry(remark, file.path, silenced) for remark in file.remarks],
        "standing": list(file.standing),
        "displays": file.displays,
        "inline": file.inline,
        "skipped": list(file.skipped),
        "readings": [
            {**_place(span), "as_written": written, "read_as": understood}
            for span, written, understood in file.readings
        ],
    }


def _chain(chain: DerivationResult, path: str, silenced: Silenced) -> Json:
    span = chain.span
    return {
        "id": chain.name,
        "line": span.line,
        "end_line": span.line if span.end_line is None else span.end_line,
        "cell": chain.cell,
        "claims": list(chain.claims),
        "kind": chain.kind,
        "verdict": chain.verdict.value,
        "steps": [_step(step, path, chain.cell, silenced) for step in chain.steps],
    }


def _step(step: StepResult, path: str, cell: int | None, silenced: Silenced) -> Json:
    diagnostic = finding(step)
    seen = step.counterexample
    # what a derivation shows is printed from the checked terms, so both readings are one
    lhs, rhs = (step.lhs, step.rhs) if step.read_as is None else step.read_as
    # a formula that was not understood was not read as anything
    unread = step.read_as is None and step.verdict is Verdict.NOT_UNDERSTOOD
    return {
        "index": step.index,
        **_place(step.span),
        "lhs": step.lhs,
        "relation": step.relation,
        "rhs": step.rhs,
        "read_as": None if unread else {"lhs": lhs, "rhs": rhs},
        "verdict": step.verdict.value,
        "code": diagnostic.code if diagnostic else None,
        "by": list(step.by),
        "assumptions": list(step.assumptions),
        "counterexample": {"where": seen.where, "lhs": seen.lhs, "rhs": seen.rhs} if seen else None,
        "second_opinion": step.second_opinion,
        "message": sentence(diagnostic, step.index) if diagnostic else None,
        "repair": step.repair or None,
        "remarks": [_entry(remark, path, silenced, cell, step.index) for remark in step.remarks],
        "suppressed": silenced.get(key_of_step(path, step, diagnostic, cell)) if diagnostic else None,
    }


def _entry(entry: Diagnostic, path: str, silenced: Silenced, cell: int | None = None, step: int | None = None) -> Json:
    """A finding that is no step's verdict: a formula that was not read, or a remark on notation."""
    return {
        **_place(entry.span),
        "cell": cell_of(entry, cell),
        "code": entry.code,
        "message": sentence(entry),
        "suppressed": silenced.get(key_of(path, entry, cell, step)),
    }


def _place(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"line": None, "column": None, "end_line": None, "end_column": None}
    end_line = span.line if span.end_line is None else span.end_line
    return {"line": span.line, "column": span.column, "end_line": end_line, "end_column": span.end_column}
