"""The terminal as a place to write: colour, width and encoding settled once, and texts made safe for it."""

from __future__ import annotations

import inspect
import re
import sys
from typing import IO, NoReturn

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symbolic_it.authoring.results import Verdict
from symbolic_it.report.plain import ascii_text, clean, readable

VERDICT_STYLES = {
    Verdict.PROVED: "green",
    Verdict.DEFINITION: "green",
    Verdict.COMPUTED: "cyan",
    Verdict.CONDITIONAL: "yellow",
    Verdict.UNPROVED: "bold magenta",
    Verdict.NOT_UNDERSTOOD: "bold magenta",
    Verdict.REFUTED: "bold red",
}
READING_WIDTH = 96


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError  # the command line ends quietly, in one place


class Screen:
    """A rich console that takes plain strings only: no markup, no control characters, ASCII where needed.

    Off a terminal rich writes neither colour nor control codes, in 80 columns unless ``COLUMNS`` says more.
    ``NO_COLOR`` is honoured.
    """

    def __init__(self, file: IO[str] | None = None, width: int | None = None) -> None:
        stream = sys.stdout if file is None else file
        if hasattr(stream, "reconfigure"):  # whatever is left after the ASCII table must not raise
            stream.reconfigure(errors="replace")
        self.console = _Console(
            file=stream, width=width, highlight=False, markup=False, emoji=False, force_jupyter=False
        )
        self.ascii = self.console.options.ascii_only

    @property
    def width(self) -> int:
        return self.console.width

    def text(self, text: str, style: str = "") -> Text:
        """One piece of text, safe to show."""
        safe = clean(text)
        return Text(ascii_text(safe) if self.ascii else safe, style=style, overflow="fold")

    def folded(self, text: str, width: int) -> list[str]:
        """The lines that a text takes in this many columns, safe to show."""
        safe = clean(text)
        safe = ascii_text(safe) if self.ascii else safe
        if "\n" not in safe and cell_len(safe) <= width:
            return [safe]
        return [line.plain.rstrip() for line in Text(safe).wrap(self.console, width, overflow="fold")]

    def joined(self, *pieces: tuple[str, str]) -> Text:
        """Pieces of text with a style each, as one."""
        return Text("", overflow="fold").join(self.text(text, style) for text, style in pieces)

    def under(self, head: Text, *lines: tuple[str, str], indent: int = 4) -> Group:
        """A text, and lines of text and style below it, indented also where they wrap."""
        return Group(head, *(Padding(self.text(text, style), (0, 0, 0, indent)) for text, style in lines))

    def verdict(self, verdict: Verdict) -> Text:
        return self.text(verdict.value.replace("-", " "), VERDICT_STYLES[verdict])

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        self.show(self.text(text, style), indent)

    def show(self, renderable: RenderableType, indent: int = 0) -> None:
        self.console.print(Padding(renderable, (0, 0, 0, indent), expand=False) if indent else renderable)

    def as_laid_out(self, text: Text) -> None:
        """Lines that fit and are ended, as they are."""
        self.console.print(text, soft_wrap=True, end="")

    def heading(self, text: str) -> None:
        self.line()
        self.line(text, "bold")

    def prose(self, text: str, indent: int = 0) -> None:
        """Paragraphs, with formulas between dollars made plain, filled to a width that reads well."""
        width = min(self.width, READING_WIDTH) - indent
        for number, paragraph in enumerate(_paragraphs(readable(inspect.cleandoc(text)))):
            if number:
                self.line()
            self.console.print(Padding(self.text(paragraph), (0, 0, 0, indent), expand=False), width=width + indent)

    def facts(self, rows: list[tuple[str, str]], indent: int = 2) -> None:
        """Labelled lines; a row without text is left out."""
        grid = self.grid()
        for label, value in rows:
            if value:
                grid.add_row(self.text(label, "dim"), self.text(value))
        if grid.row_count:
            self.show(grid, indent)

    def grid(self) -> Table:
        """Two columns, label and value."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        return grid

    def message(self, text: Text) -> None:
        """A message: filled on a terminal, and one line however long for programs that search the output."""
        self.console.print(text, soft_wrap=not self.console.is_terminal)

    def unwrapped(self, text: Text) -> None:
        """A line that stays one line, for whoever copies it."""
        self.console.print(text, soft_wrap=True)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs with their lines joined, except in lists, whose items keep a line each."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.splitlines()]
        filled = ""
        for line in lines:
            starts_item = re.match(r"([-*]|\d+[.)])\s", line)
            filled += ("\n" if starts_item and filled else " " if filled else "") + line
        if filled:
            paragraphs.append(filled)
    return paragraphs
