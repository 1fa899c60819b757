"""Findings one a line: for editors (``concise``) and as commands to GitHub's workflows (``github``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symbolic_it.authoring.results import FileResult
from symbolic_it.report.codes import CODES
from symbolic_it.report.findings import ERROR, WARNING, Finding, findings, place
from symbolic_it.report.json_output import Silenced
from symbolic_it.report.plain import clean

_COMMANDS = {ERROR: "error", WARNING: "warning"}


def heard(files: Iterable[FileResult], silenced: Silenced) -> Iterator[Finding]:
    """The findings of the files that were not silenced, in order."""
    return (found for file in files for found in findings(file) if found.key not in silenced)


def concise(files: Iterable[FileResult], silenced: Silenced | None = None) -> list[str]:
    """``path:line:column: CODE sentence``."""
    return [
        _one_line(f"{place(found.path, found.span, found.cell)}: {found.code} {found.said}")
        for found in heard(files, silenced or {})
    ]


def github(files: Iterable[FileResult], silenced: Silenced | None = None) -> list[str]:
    """``::error file=..,line=..,col=..::sentence``; what is open is a warning, what is to be known a notice."""
    return [_command(found) for found in heard(files, silenced or {})]


def _command(found: Finding) -> str:
    properties = {"file": found.path}
    span = found.span
    # Lines of a notebook count within a cell, and an annotation has no place for the cell but its title.
    if span is not None and found.cell is None:
        properties["line"] = str(span.line)
        if span.end_line is not None:
            properties["endLine"] = str(span.end_line)
        if span.column is not None and span.end_line in (None, span.line):  # columns are for one line only
            properties["col"] = str(span.column)
            if span.end_column is not None:
                properties["endColumn"] = str(max(span.column, span.end_column - 1))
    known = CODES.get(found.code)
    title = f"{found.code} {known.name}" if known else found.code
    properties["title"] = (
        title if found.cell is None else f"{title} (cell {found.cell}, line {span.line if span else 1})"
    )
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS.get(found.level, 'notice')} {given}::{_data(found.said)}"


def _data(text: str) -> str:
    return _one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    escapes = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
    return "".join(escapes.get(char, char) for char in text)


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))
