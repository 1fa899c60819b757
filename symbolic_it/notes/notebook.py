"""Jupyter notebooks: the Markdown cells, as one text with the places where they begin."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Cells:
    """``text`` holds the sources of the Markdown cells; each starts a line. ``numbers`` count all cells, from 1."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def markdown_cells(source: str) -> Cells | str:
    """The Markdown cells of a notebook, or what is wrong with it in words."""
    if not source.strip():
        return "the notebook is empty"
    try:
        content = json.loads(source)
    except json.JSONDecodeError as error:
        return f"the notebook is not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})"
    except (RecursionError, ValueError):
        return "the notebook is not valid JSON: it is nested too deeply, or a number in it is too long"
    found = _cells(content)
    if found is None:
        return "the file is JSON but not a notebook: it has no list of cells"
    result = Cells()
    parts: list[str] = []
    at = 0
    for number, cell in enumerate(found, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
            continue
        words = _source(cell.get("source"))
        result.starts.append(at)
        result.ends.append(at + len(words))
        result.numbers.append(number)
        parts += (words, "\n\n")
        at += len(words) + 2
    result.text = "".join(parts)
    return result


def _cells(content: Any) -> list[Any] | None:
    if not isinstance(content, dict):
        return None
    cells = content.get("cells")
    sheets = content.get("worksheets")  # version 3 of the format
    if cells is None and isinstance(sheets, list):
        cells = [c for s in sheets if isinstance(s, dict) and isinstance(s.get("cells"), list) for c in s["cells"]]
    return cells if isinstance(cells, list) else None


def _source(source: Any) -> str:
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
