"""A baseline: the findings that a repository had when it took up the check, so that only new ones are heard.

A finding is known by its file, its code and the text of its rows; so it stays known when it moves, and is heard again
when its rows are changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.report.findings import Finding
from symbolic_it.report.sources import Source

SCHEMA = "symbolic-it/baseline/1"
Known = tuple[str, str, str]


class Baseline:
    """The known findings, each as often as it occurred; ``file`` is where they are kept."""

    def __init__(self, file: Path, known: Iterable[Known] = ()) -> None:
        self.file = file
        self.left = Counter(known)

    def takes(self, found: Finding, source: Source) -> bool:
        """Whether the finding is a known one; each known one is taken once."""
        known = self._known(found, source)
        if not self.left[known]:
            return False
        self.left[known] -= 1
        return True

    def write(self, findings: Iterable[tuple[Finding, Source]]) -> int:
        """Make these the known ones, and keep them in the file; how many they are."""
        counted = Counter(self._known(found, source) for found, source in findings if not found.of_file)
        entries = [
            {"path": path, "code": code, "rows": rows, "count": number}
            for (path, code, rows), number in sorted(counted.items())
        ]
        text = json.dumps({"schema": SCHEMA, "findings": entries}, indent=2) + "\n"
        self.file.write_text(text, encoding="utf-8")
        self.left = counted
        return sum(counted.values())

    def _known(self, found: Finding, source: Source) -> Known:
        path = found.path
        if path != "-":  # from the baseline's own folder, so that it can be used from any other
            path = os.path.relpath(Path(path).resolve(), self.file.resolve().parent).replace(os.sep, "/")
        return path, found.code, _rows(found, source)


def read_baseline(file: Path) -> Baseline:
    """The baseline in the file. Raises InvalidArgument when there is none."""
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidArgument(f"{file}: no such baseline (--write-baseline makes one)") from None
    except OSError as error:
        raise InvalidArgument(f"{file}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise InvalidArgument(f"{file}: not a baseline: it is no JSON") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("findings"), list):
        raise InvalidArgument(f"{file}: not a baseline: its schema is not {SCHEMA}")
    known: list[Known] = []
    for entry in data["findings"]:
        fields = [entry.get(key) for key in ("path", "code", "rows")] if isinstance(entry, dict) else []
        number = entry.get("count", 1) if isinstance(entry, dict) else 0
        if len(fields) != 3 or not all(isinstance(value, str) for value in fields) or not isinstance(number, int):
            raise InvalidArgument(f"{file}: not a baseline: an entry lacks its path, code or rows")
        known += [(str(fields[0]), str(fields[1]), str(fields[2]))] * max(0, min(number, 10_000))
    return Baseline(file, known)


def _rows(found: Finding, source: Source) -> str:
    """A short hash of the rows of a finding, blanks apart."""
    span, texts = found.span, []
    if span is not None:
        for line in range(span.line, min(span.end_line or span.line, span.line + 200) + 1):
            texts.append(" ".join((source.row(line, found.cell) or "").split()))
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
