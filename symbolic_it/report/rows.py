"""Rows of a note with marks under a span of them: as wide as they look, and cut around the span where they are long."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len

from symbolic_it.authoring.results import Span
from symbolic_it.report.plain import ascii_text
from symbolic_it.report.sources import Source

TAB = 4
CONTEXT = 12
"""Columns kept before a span that does not fit as a whole."""
MOST_ROWS = 6
MARK = "^"


@dataclass(frozen=True)
class MarkedRow:
    """A row as shown, and the marks that go below it. ``line`` is None for rows that were left out."""

    line: int | None
    text: str
    marks: str = ""
    cut: bool = False
    """Whether part of the span is left out of the text."""


def marked_rows(
    source: Source, span: Span, cell: int | None = None, *, width: int = 80, ascii_only: bool = False
) -> list[MarkedRow]:
    """The rows of the span, each cut to ``width`` columns; those in the middle of a long span are left out."""
    last = max(span.line, span.end_line or span.line)
    lines = [line for line in range(span.line, min(last, span.line + 10_000) + 1) if source.row(line, cell) is not None]
    shown: list[int | None] = list(lines)
    if len(lines) > MOST_ROWS:
        shown = [*lines[: MOST_ROWS - 2], None, lines[-1]]
    marked = []
    for line in shown:
        if line is None:
            marked.append(MarkedRow(None, "..." if ascii_only else "⋮"))
            continue
        row = source.row(line, cell) or ""
        start, end = _part(row, line, span, last)
        text, marks = mark(row, start, end, width, ascii_only)
        cut = sum(map(cell_len, _cells(row[start : min(end, start + width)], ascii_only))) > len(marks.strip())
        marked.append(MarkedRow(line, text, marks, cut or end - start > width))
    return marked


def _part(row: str, line: int, span: Span, last: int) -> tuple[int, int]:
    """Which characters of this row the span covers, blanks at its ends apart."""
    first_ink, end_ink = len(row) - len(row.lstrip()), len(row.rstrip())
    start = span.column - 1 if line == span.line and span.column is not None else first_ink
    if line == last and span.end_column is not None:
        end = span.end_column - 1
    elif span.column is not None and span.end_column is None and line == last == span.line:
        end = start + 1
    else:
        end = end_ink
    start = min(max(start, 0), len(row))
    return start, min(max(end, start + 1), max(len(row), start + 1))


def mark(row: str, start: int, end: int, width: int, ascii_only: bool = False) -> tuple[str, str]:
    """The row and its marks under the characters from ``start`` to ``end``, neither wider than ``width``."""
    far = end + 20 * width  # of a row without end, only what can be seen is looked at
    near = max(0, start - 20 * width)
    cells = _cells(row[near:far], ascii_only)
    start, end, widths = start - near, end - near, [cell_len(cell) for cell in cells]
    edges = [0, *accumulate(widths)]
    low, high = 0, len(cells)
    if edges[-1] > width or near or far < len(row):
        low, high = _window(
            edges, min(start, len(cells)), min(end, len(cells)), width - 2 * cell_len(_dots(ascii_only))
        )
    before = _dots(ascii_only) if low or near else ""
    after = _dots(ascii_only) if high < len(cells) or far < len(row) else ""
    marked_to = edges[min(max(end, start), high)] if start < high else edges[high] + 1
    blank = cell_len(before) + edges[min(start, high)] - edges[low]
    return before + "".join(cells[low:high]) + after, " " * blank + MARK * max(1, marked_to - edges[min(start, high)])


def _window(edges: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters to show: the span in the middle if it fits, else its beginning with a little before it."""
    room = max(room, 8)
    spare = max(min(CONTEXT, room // 4), (room - (edges[end] - edges[start])) // 2)
    low = start
    while low > 0 and edges[start] - edges[low - 1] <= spare:
        low -= 1
    high = low
    while high < len(edges) - 1 and edges[high + 1] - edges[low] <= room:
        high += 1
    while low > 0 and edges[high] - edges[low - 1] <= room:
        low -= 1
    return low, high


def _dots(ascii_only: bool) -> str:
    return "..." if ascii_only else "…"


def _cells(row: str, ascii_only: bool) -> list[str]:
    """Each character as it is shown. Control characters, which could steer a terminal or turn the row around, are not."""
    cells: list[str] = []
    at = 0
    for char in row:
        if char == "\t":
            shown = " " * (TAB - at % TAB)
        elif unicodedata.category(char) in ("Cc", "Cs", "Cf", "Zl", "Zp"):
            shown = "?" if ascii_only else "\ufffd"
        else:
            shown = (ascii_text(char) or "?") if ascii_only else char
        cells.append(shown)
        at += cell_len(shown)
    return cells
