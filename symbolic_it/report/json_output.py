"""The JSON report: results as the object that ``check --format json`` prints, and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

from symbolic_it.authoring.results import DerivationResult, Diagnostic, FileResult, Span, StepResult, Verdict
from symbolic_it.report.words import finding, sentence

SCHEMA = "symbolic-it/check/1"

Json = dict[str, Any]


def report(files: Iterable[FileResult]) -> Json:
    """The whole report. Every field is always there; what does not apply is None or an empty list."""
    files = tuple(files)
    return {"schema": SCHEMA, "summary": summary(files), "files": [_file(file) for file in files]}


def dumps(files: Iterable[FileResult]) -> str:
    """The report as JSON text. ASCII alone, so that it survives every terminal, pipe and path name."""
    return json.dumps(report(files), indent=2, ensure_ascii=True, allow_nan=False)


def summary(files: Iterable[FileResult]) -> dict[str, int]:
    """How many files, chains and steps there are, and how many steps have each verdict."""
    files = tuple(files)
    chains = [chain for file in files for chain in file.derivations]
    steps = [step for chain in chains for step in chain.steps]
    counts = {"files": len(files), "chains": len(chains), "steps": len(steps)}
    for verdict in reversed(Verdict):
        counts[verdict.value] = sum(step.verdict is verdict for step in steps)
    return counts


def schema() -> Json:
    """The JSON Schema (2020-12) of the report."""
    text = resources.files("symbolic_it.report").joinpath("check.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def _file(file: FileResult) -> Json:
    return {
        "path": file.path,
        "kind": file.kind,
        "chains": [_chain(chain) for chain in file.derivations],
        "errors": [
            {"code": error.code, "line": error.span.line if error.span else None, "message": sentence(error)}
            for error in file.errors
        ],
        "not_understood": [_not_understood(entry) for entry in file.not_understood],
    }


def _chain(chain: DerivationResult) -> Json:
    span = chain.span
    return {
        "id": chain.name,
        "line": span.line,
        "end_line": span.line if span.end_line is None else span.end_line,
        "claims": list(chain.claims),
        "kind": chain.kind,
        "verdict": chain.verdict.value,
        "steps": [_step(step) for step in chain.steps],
    }


def _step(step: StepResult) -> Json:
    diagnostic = finding(step)
    seen = step.counterexample
    return {
        "index": step.index,
        **_place(step.span),
        "lhs": step.lhs,
        "relation": step.relation,
        "rhs": step.rhs,
        # what a derivation shows is printed from the checked terms, so both readings are one
        "read_as": {"lhs": step.lhs, "rhs": step.rhs},
        "verdict": step.verdict.value,
        "code": diagnostic.code if diagnostic else None,
        "by": list(step.by),
        "assumptions": list(step.assumptions),
        "counterexample": {"where": seen.where, "lhs": seen.lhs, "rhs": seen.rhs} if seen else None,
        "second_opinion": step.second_opinion,
        "message": sentence(diagnostic, step.index) if diagnostic else None,
    }


def _not_understood(entry: Diagnostic) -> Json:
    return {**_place(entry.span), "code": entry.code, "message": sentence(entry)}


def _place(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"line": None, "column": None, "end_line": None, "end_column": None}
    end_line = span.line if span.end_line is None else span.end_line
    return {"line": span.line, "column": span.column, "end_line": end_line, "end_column": span.end_column}
