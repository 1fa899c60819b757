"""Fields of a note's report: valid against the schema, places within the file, theorems behind verdicts, the same each time."""

from __future__ import annotations

import json

import jsonschema
import pytest
from corpus import CORPUS, NOTES, reviewed
from test_corpus import SLOW, marked

from symbolic_it.authoring.results import Span, Verdict
from symbolic_it.report.json_output import dumps, schema
from symbolic_it.review import review_file

PROVED = (Verdict.PROVED, Verdict.CONDITIONAL)
TWICE = ("bce-loss.md", "log-rules.md", "poisson-fit.ipynb", "zuida-shang.md", "poisson-exponential.tex")


def rows(note: str, cell: int | None) -> list[str]:
    text = (CORPUS / note).read_text(encoding="utf-8")
    return ("".join(json.loads(text)["cells"][cell - 1]["source"]) if cell is not None else text).splitlines()


def outside(span: Span | None, lines: list[str]) -> bool:
    if span is None or span.column is None or span.end_line is None or span.end_column is None:
        return True
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    if not (1 <= span.line <= span.end_line <= len(lines) and (1, 1) <= start <= end):
        return True
    return span.column > len(lines[span.line - 1]) + 1 or span.end_column > len(lines[span.end_line - 1]) + 1


@pytest.mark.parametrize("note", [marked(note) for note in NOTES])
def test_report_of_a_note(note: str) -> None:
    result = reviewed(note)
    jsonschema.Draft202012Validator(schema()).validate(json.loads(dumps([result])))
    assert result.kind == "notes" and not result.errors
    for chain in result.derivations:
        lines = rows(note, chain.cell)
        for step in chain.steps:
            places = [step.span, *(remark.span for remark in step.remarks)]
            assert not [place for place in places if outside(place, lines)], (chain.name, step.index)
            if step.diagnostic is not None:
                assert step.diagnostic.code
            if step.verdict is Verdict.REFUTED:
                assert step.counterexample is not None and step.diagnostic is not None


@pytest.mark.parametrize("note", [marked(note) for note in NOTES])
def test_a_theorem_is_behind_what_is_proved(note: str) -> None:
    for chain in reviewed(note).derivations:
        for step in chain.steps:
            numbers = (
                step.diagnostic is not None and step.diagnostic.code == "IT305"
            )  # computed, up to the base of the log
            if step.verdict in PROVED and not numbers:
                assert step.theorem is not None, (
                    f"{chain.name}, step {step.index}: {step.lhs} {step.relation} {step.rhs}"
                )


@pytest.mark.parametrize("note", [note for note in TWICE if note not in SLOW])
def test_same_input_same_report(note: str) -> None:
    again = review_file(note, (CORPUS / note).read_bytes())
    assert dumps([again]) == dumps([reviewed(note)])
