"""Findings as a SARIF 2.1.0 log: one run, its rules from the table of codes, columns counted in characters."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from symbolic_it.authoring.results import FileResult, Span
from symbolic_it.report.codes import CODES, Code
from symbolic_it.report.findings import Finding, findings
from symbolic_it.report.json_output import Json, Silenced
from symbolic_it.report.plain import clean

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "symbolicIt/1"
_KINDS = {"comment": "inSource", "settings": "external", "baseline": "external"}


def log(files: Iterable[FileResult], silenced: Silenced | None = None, version: str = "") -> Json:
    """The log; ``version`` is that of the program. What was silenced is in it as suppressed."""
    files, silenced = tuple(files), silenced or {}
    found = [each for file in files for each in findings(file)]
    codes = sorted({each.code for each in found if each.code in CODES})
    index = {code: number for number, code in enumerate(codes)}
    driver: Json = {"name": "symbolic-it", "rules": [_rule(CODES[code]) for code in codes]}
    if version:
        driver["version"] = version
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file.path)}} for file in files],
        "results": [
            {**_result(each, index, silenced.get(each.key)), "partialFingerprints": {FINGERPRINT: mark}}
            for each, mark in zip(found, _fingerprints(found), strict=True)
        ],
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def dumps(files: Iterable[FileResult], silenced: Silenced | None = None, version: str = "") -> str:
    """The log as JSON text in ASCII."""
    return json.dumps(log(files, silenced, version), indent=2, ensure_ascii=True, allow_nan=False)


def _rule(entry: Code) -> Json:
    return {
        "id": entry.code,
        "name": "".join(part.capitalize() for part in entry.name.split("-")),
        "shortDescription": {"text": entry.name.replace("-", " ")},
        "fullDescription": {"text": entry.meaning},
        "help": {"text": f"{entry.why}\n\nExample: {entry.example}\n\n{entry.remedy}"},
        "properties": {"tags": [entry.family]},
    }


def _result(found: Finding, index: dict[str, int], silenced: str | None) -> Json:
    place: Json = {"artifactLocation": {"uri": _uri(found.path)}}
    # Lines of a notebook count within a cell, which is no region of the file.
    if found.span is not None and found.cell is None:
        place["region"] = _region(found.span)
    location: Json = {"physicalLocation": place}
    if found.cell is not None:
        line = f", line {found.span.line}" if found.span else ""
        location["logicalLocations"] = [{"name": f"cell {found.cell}{line}", "kind": "element"}]
    made: Json = {
        "ruleId": found.code,
        "level": found.level,
        "message": {"text": clean(found.said)},
        "locations": [location],
    }
    if found.code in index:
        made["ruleIndex"] = index[found.code]
    properties: dict[str, Any] = {}
    if found.verdict is not None:
        properties["verdict"] = found.verdict.value
    if found.step is not None:
        properties |= {"lhs": found.step.lhs, "relation": found.step.relation, "rhs": found.step.rhs}
    if properties:
        made["properties"] = properties
    if silenced is not None:
        made["suppressions"] = [{"kind": _KINDS[silenced], "justification": silenced}]
    return made


def _fingerprints(found: Iterable[Finding]) -> list[str]:
    """What stays the same when rows above a finding come and go: its file, its code, what it is about, and which of those."""
    seen: Counter[str] = Counter()
    made = []
    for each in found:
        step = each.step
        about = [each.message] if step is None else [step.lhs, step.relation, step.rhs]
        words = [_uri(each.path), each.code, *(" ".join(text.split()) for text in about)]
        digest = hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[digest] += 1
        made.append(f"{digest}:{seen[digest]}")
    return made


def _region(span: Span) -> Json:
    region: Json = {"startLine": span.line}
    if span.column is not None:
        region["startColumn"] = span.column
    if span.end_line is not None:
        region["endLine"] = span.end_line
        if span.end_column is not None:
            region["endColumn"] = span.end_column
    return region


def _uri(path: str) -> str:
    """A reference to the file: as given where that is relative, else a file: address."""
    if path == "-":
        return "stdin"
    if Path(path).is_absolute():
        return Path(path).as_uri()
    return quote(Path(path).as_posix(), safe="/", errors="surrogateescape")
