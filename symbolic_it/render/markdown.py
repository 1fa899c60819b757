"""Markdown notes: what GitHub typesets (profile ``gfm``), or dollars as Jupyter and others take them (``dollar``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from symbolic_it.render.characters import cleaned
from symbolic_it.render.environment import environment, tidy
from symbolic_it.render.files import slug
from symbolic_it.render.formulas import Formula
from symbolic_it.render.prose import Code, Emphasis, Inline, Link, Math, Segment, Strong, Words
from symbolic_it.render.reviewed import Review
from symbolic_it.render.typesetting import Target, beside, lines, printed
from symbolic_it.render.view import Block, Book, Note, Row

PROFILES = {"gfm": Target.GFM, "dollar": Target.DOLLAR}

LINE = 72.0
"""How many letters wide a displayed line may be: about what a page of GitHub holds beside the step's number."""

_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    # A backslash before a bracket would be a formula to some readers.
    "\\": "&#92;",
    "[": "&#91;",
    "]": "&#93;",
}
_ESCAPED = frozenset("*_`~|")

Resolve = Callable[[Link], str | None]


def escaped(text: str, target: Target, *, start: bool = False) -> str:
    """Plain text that Markdown shows as it is. ``start`` says that it opens a line."""
    text = cleaned(text).replace("\n", " ")
    # GitHub takes \$ for a dollar only inside of a formula; its manual asks for a span around one in the text.
    dollar = "<span>$</span>" if target is Target.GFM else "\\$"
    out = "".join(dollar if c == "$" else _ENTITIES.get(c) or ("\\" + c if c in _ESCAPED else c) for c in text)
    if start:
        out = re.sub(r"^(\s*)([-+=#:])", r"\1\\\2", out)
        out = re.sub(r"^(\s*[0-9]+)([.)])", r"\1\\\2", out)
    return out


def code(text: str) -> str:
    """The text in code type, whatever backticks it holds."""
    text = " ".join(cleaned(text).split())
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    room = " " if text.startswith("`") or text.endswith("`") or longest else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def inline_formula(formula: Formula, target: Target) -> str:
    source = printed(formula, target)
    return f"$`{source}`$" if target is Target.GFM else f"${source}$"


class Writer:
    """Writes notes in one profile; ``resolve`` tells where a link leads, or None."""

    def __init__(self, profile: str) -> None:
        self.target = PROFILES[profile]
        self.resolve: Resolve = lambda link: None
        self.environment = environment(
            {
                "inline": self.inline,
                "display": self.display,
                "formulas": self.formulas,
                "math": lambda formula: inline_formula(formula, self.target),
                "text": lambda text: escaped(text, self.target),
                "code": code,
                "anchor": slug,
            },
            latex=False,
        )

    def render(self, template: str, **values: Any) -> str:
        return tidy(self.environment.get_template(f"markdown/{template}.md.j2").render(**values))

    def inline(self, segments: Inline, prefix: str = "") -> str:
        """The segments in one line. ``prefix`` is what stands before them in that line."""
        out = ""
        for segment in segments:
            piece = self._segment(segment, start=not out and not prefix)
            before = (prefix + out)[-1:]
            # GitHub sees no formula right after a letter, a digit or a hyphen; nobody does right before a digit.
            if isinstance(segment, Math) and (before.isalnum() or before in ("-", "_", "$")) and before:
                out += " "
            if out.endswith("$") and piece[:1].isdigit():
                out += " "
            out += piece
        return out.strip()

    def _segment(self, segment: Segment, *, start: bool) -> str:
        if isinstance(segment, Words):
            return escaped(segment.text, self.target, start=start)
        if isinstance(segment, Math):
            return inline_formula(segment.formula, self.target)
        if isinstance(segment, Code):
            return code(segment.text)
        if isinstance(segment, Emphasis | Strong):
            marks = "*" if isinstance(segment, Emphasis) else "**"
            text = segment.text.rstrip()
            return marks + escaped(text, self.target) + marks + segment.text[len(text) :]
        label = self.inline(segment.label, prefix=" ")
        place = self.resolve(segment)
        if place is None:
            return label
        if any(isinstance(part, Math) for part in segment.label):
            # GitHub sets no formula inside of a link.
            return f"{label} ([{code(segment.name)}]({place}))"
        return f"[{label}]({place})"

    def _fenced(self, body: str) -> str:
        return f"```math\n{body}\n```" if self.target is Target.GFM else f"$$\n{body}\n$$"

    def formulas(self, formulas: Sequence[Formula]) -> str:
        """Formulas in display, one under the other."""
        rows: list[str] = []
        for formula in formulas:
            first, *more = lines(formula, LINE, self.target)
            rows += ["&" + first, *("&\\qquad " + _after_break(line) for line in more)]
        if len(rows) == 1:
            return self._fenced(rows[0].removeprefix("&"))
        body = " \\\\\n".join(rows)
        return self._fenced(f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}")

    def display(self, block: Block) -> str:
        """A chain: its relation signs under one another, the number of each step at its right."""
        out: list[str] = []
        for run in block.runs:
            out += self._run(run)
        return self._fenced("\\begin{aligned}\n" + " \\\\\n".join(out) + "\n\\end{aligned}")

    def _run(self, rows: Sequence[Row]) -> list[str]:
        left = rows[0].lhs
        together = left is not None and beside(left, [row.rhs for row in rows], LINE - 6)
        room = LINE - (left.width if left is not None and together else 4) - 4
        out: list[str] = []
        indent = "" if together or left is None else "\\quad "
        if left is not None and not together:
            for n, line in enumerate(lines(left, LINE, self.target)):
                out.append("&" + ("\\qquad " if n else "") + _after_break(line))
        for n, row in enumerate(rows):
            start = printed(left, self.target) + " " if left is not None and together and n == 0 else ""
            parts = lines(row.rhs, room, self.target)
            sign = printed(Formula.read(row.relation), self.target) + " " if row.relation else ""
            for m, part in enumerate(parts):
                if m == 0:
                    line = f"{start}&{indent}{sign}{part}"
                else:
                    line = f"&\\qquad {indent}{_after_break(part)}"
                out.append(line + (f" &&\\quad ({row.number})" if m == len(parts) - 1 else ""))
        return out

    def note(self, note: Note) -> str:
        """One note as a document of its own."""
        return self.render("single", note=note)

    def review(self, review: Review) -> str:
        """Somebody's note, with what was found of each step."""
        return self.render("review", review=review)

    def book(self, book: Book) -> dict[str, str]:
        """The book: contents, a file for each chapter, an appendix."""
        files: dict[str, str] = {}
        names: dict[str, str] = {}
        for number, chapter in enumerate(book.chapters, 1):
            name = f"{number:02d}-{slug(re.sub('^[0-9]+[_-]?', '', chapter.name))}.md"
            for note in chapter.notes:
                names[note.name] = name
        self.resolve = lambda link: (
            f"appendix.md#rule-{slug(link.name)}"
            if link.kind == "rule"
            else f"{names[link.name]}#{slug(link.name)}"
            if link.name in names
            else None
        )
        files["README.md"] = self.render("contents", book=book, files=names)
        for chapter in book.chapters:
            if chapter.notes:
                files[names[chapter.notes[0].name]] = self.render("chapter", chapter=chapter)
        files["appendix.md"] = self.render("appendix", book=book)
        return files


def _after_break(line: str) -> str:
    """A line that starts with a sign which had a left neighbour: an empty one keeps its spacing."""
    return "{}" + line if line[:1] in "+-=" or line.startswith("\\") else line
