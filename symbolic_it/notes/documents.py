"""Documents: from the bytes of a file to its formulas, words, directives and macros, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from symbolic_it.notes.encodings import decoded
from symbolic_it.notes.latex import scan_latex
from symbolic_it.notes.macros import Definition, Macro
from symbolic_it.notes.markdown import scan_markdown
from symbolic_it.notes.notebook import Cells, markdown_cells
from symbolic_it.notes.packages import DEFAULTS
from symbolic_it.notes.pieces import Directive, Fault, Formula, Prose, Scan, Span, blanked, unix_lines

__all__ = ["Directive", "Document", "Fault", "Formula", "Prose", "read_document"]

MAX_BYTES = 64_000_000
MAX_CHARACTERS = 2_000_000
"""Of text that is scanned; the code, outputs and pictures of a notebook do not count."""

MARKDOWN, LATEX, NOTEBOOK = "markdown", "latex", "notebook"


@dataclass(frozen=True)
class Document:
    """A note. Offsets count characters of ``text``; in a notebook ``text`` holds the Markdown cells one after the other.

    ``unclosed``: from a delimiter that nothing closes to where reading went on. ``encoding`` is what the bytes were read as.
    """

    path: str
    kind: str
    text: str
    formulas: tuple[Formula, ...] = ()
    prose: tuple[Prose, ...] = ()
    directives: tuple[Directive, ...] = ()
    macros: Mapping[str, Macro] = field(default_factory=dict)
    undelimited: tuple[Span, ...] = ()
    unclosed: tuple[Span, ...] = ()
    pictures: int = 0
    errors: tuple[Fault, ...] = ()
    encoding: str = "utf-8"
    definitions: tuple[Definition, ...] = ()
    cells: Cells | None = None
    unseen: tuple[Span, ...] = ()

    @cached_property
    def shown(self) -> str:
        """The text with blanks in the place of comments and of what is struck out."""
        return blanked(self.text, sorted(self.unseen))

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, from 1; in a notebook, within the source of its cell."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._lines, offset) - 1
        first = 0
        if self.cells is not None and self.cells.starts:
            cell = max(bisect_right(self.cells.starts, offset) - 1, 0)
            first = bisect_right(self._lines, self.cells.starts[cell]) - 1
        return line - first + 1, offset - self._lines[line] + 1

    def cell(self, offset: int) -> int | None:
        """The number, from 1 and counting all cells, of a notebook's cell that holds the character."""
        if self.cells is None or not self.cells.starts:
            return None
        return self.cells.numbers[max(bisect_right(self.cells.starts, offset) - 1, 0)]

    @cached_property
    def _redefined(self) -> bool:
        seen: dict[str, Macro] = {}
        return any(seen.setdefault(d.macro.name, d.macro) != d.macro for d in self.definitions)

    def macros_at(self, offset: int) -> Mapping[str, Macro]:
        """The macros as they stand at a place: where a name is defined several times, the definition before it counts."""
        if not self._redefined:
            return self.macros
        before: dict[str, Macro] = {}
        for definition in self.definitions:
            if definition.start <= offset or definition.macro.name not in before:
                before[definition.macro.name] = definition.macro
        return DEFAULTS | before


def read_document(path: str, data: bytes) -> Document:
    """Reads a note. Never raises: what cannot be read is in ``errors``."""
    kind = _kind(path)
    if len(data) > MAX_BYTES or (kind != NOTEBOOK and len(data) > 4 * MAX_CHARACTERS):
        return _refused(path, kind or MARKDOWN, _too_large(len(data), "bytes"))
    text, encoding, faults = decoded(data)
    if kind is None:
        kind = _sniffed(text)
    if any(f.fatal for f in faults):
        return Document(path, kind, "", errors=tuple(faults), encoding=encoding)
    cells: Cells | None = None
    if kind == NOTEBOOK:
        found = markdown_cells(text)
        if isinstance(found, str):
            return _refused(path, kind, found)
        cells, text = found, found.text
    if len(text) > MAX_CHARACTERS:
        return _refused(path, kind, _too_large(len(text), "characters"))
    scan = _scanned(text, kind, cells)
    macros = DEFAULTS | {d.macro.name: d.macro for d in scan.definitions}
    return Document(
        path,
        kind,
        text,
        tuple(scan.formulas),
        tuple(scan.prose),
        tuple(scan.directives),
        macros,
        tuple(scan.undelimited),
        tuple(scan.unclosed),
        scan.pictures,
        tuple(faults),
        encoding,
        tuple(scan.definitions),
        cells,
        tuple(scan.unseen),
    )


def _scanned(text: str, kind: str, cells: Cells | None) -> Scan:
    lines = unix_lines(text)
    if kind == LATEX:
        return scan_latex(lines)
    if cells is None:
        return scan_markdown(lines)
    whole = Scan()
    for start, end in zip(cells.starts, cells.ends, strict=True):
        whole.extend(scan_markdown(lines[start:end]), start)
    return whole


def _kind(path: str) -> str | None:
    """The kind by the name's ending; None leaves it to the content."""
    name = path.lower()
    if name.endswith((".tex", ".latex", ".ltx")):
        return LATEX
    if name.endswith(".ipynb"):
        return NOTEBOOK
    return MARKDOWN if name.endswith((".md", ".markdown", ".qmd", ".txt", ".rmd", ".mdx")) else None


def _sniffed(text: str) -> str:
    if re.match(r"\s*\{", text) and '"cells"' in text:
        return NOTEBOOK
    return LATEX if re.search(r"^[ \t]*\\(?:documentclass|begin[ \t]*\{document\})", text, re.MULTILINE) else MARKDOWN


def _too_large(size: int, unit: str) -> str:
    return f"the file is too large to be a note: {size:,} {unit}"


def _refused(path: str, kind: str, words: str) -> Document:
    return Document(path, kind, "", errors=(Fault("IT900", words),))
