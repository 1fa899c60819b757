"""The rows of a note as written, for frames and for comments in it. For the eye: no verdict depends on them."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ENDS = re.compile(r"\r\n|\r|\n")
NOTEBOOK, TEX = ".ipynb", ".tex"


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark; what is neither comes with replacement characters."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return data.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Source:
    """The rows of a file, and of each cell of a notebook. Rows and cells count from 1."""

    name: str
    """The name whose ending tells the kind of the file."""
    rows: tuple[str, ...]
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, data: bytes) -> Source:
        text = decoded(data)
        if name.lower().endswith(NOTEBOOK):
            return cls(name, (), _cells(text))
        return cls(name, tuple(_ENDS.split(text)))

    @property
    def tex(self) -> bool:
        return self.name.lower().endswith(TEX)

    def part(self, cell: int | None = None) -> Sequence[str]:
        """The rows of a cell, or of the file that has none; empty when there is no such cell."""
        return self.rows if cell is None else self.cells.get(cell, ())

    def parts(self) -> list[tuple[int | None, Sequence[str]]]:
        """All rows, with the cell that they are in."""
        if self.cells:
            return list(self.cells.items())
        return [(None, self.rows)]

    def row(self, line: int, cell: int | None = None) -> str | None:
        rows = self.part(cell)
        return rows[line - 1] if 1 <= line <= len(rows) else None


def _cells(text: str) -> dict[int, tuple[str, ...]]:
    """The rows of the Markdown cells by number; all cells are counted. Empty when the text is no notebook."""
    try:
        book: Any = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    cells = book.get("cells") if isinstance(book, dict) else None
    found: dict[int, tuple[str, ...]] = {}
    for number, cell in enumerate(cells if isinstance(cells, list) else (), 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
            continue
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(piece for piece in source if isinstance(piece, str))
        if isinstance(source, str):
            found[number] = tuple(_ENDS.split(source))
    return found
