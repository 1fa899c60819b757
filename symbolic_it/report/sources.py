"""The rows of a note as written, for frames and for comments in it. For the eye: no verdict depends on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from symbolic_it.notes.encodings import decoded
from symbolic_it.notes.notebook import markdown_cells

_ENDS = re.compile(r"\r\n|\r|\n")
NOTEBOOK, TEX = ".ipynb", ".tex"


@dataclass(frozen=True)
class Source:
    """The rows of a file, and of each cell of a notebook. Rows and cells count from 1."""

    name: str
    """The name whose ending tells the kind of the file."""
    rows: tuple[str, ...]
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, data: bytes) -> Source:
        text, _, _ = decoded(data)
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
    cells = markdown_cells(text)
    if isinstance(cells, str):
        return {}
    places = zip(cells.numbers, cells.starts, cells.ends, strict=True)
    return {number: tuple(_ENDS.split(cells.text[start:end])) for number, start, end in places}
