"""LaTeX notes and books: documents that pdfLaTeX sets with nothing but Latin Modern, amsmath, amssymb and hyperref."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symbolic_it.render.characters import latex_code, latex_text, plain_letters
from symbolic_it.render.environment import environment, tidy
from symbolic_it.render.files import slug
from symbolic_it.render.formulas import Formula
from symbolic_it.render.prose import Code, Emphasis, Inline, Link, Math, Segment, Strong, Words, plain
from symbolic_it.render.reviewed import Review
from symbolic_it.render.typesetting import Target, beside, breakable, printed
from symbolic_it.render.view import Block, Book, Note

_MEASURED = 600.0
"""Formulas wider than this (in letters) are broken without measuring: TeX's dimensions end at some six metres."""

_LINE = 62.0
"""About how many letters of a formula a line holds."""

_INLINE = 14.0
"""Formulas wider than this (in letters) may break within a line of text."""

_LONG_REASON = 220
"""Reasons of more letters than this get the whole width."""


class Writer:
    """Writes notes; ``known`` tells whether a link has a place in this document."""

    def __init__(self) -> None:
        self.known: Callable[[Link], bool] = lambda link: False
        self.environment = environment(
            {
                "inline": self.inline,
                "heading": self.heading,
                "display": self.display,
                "formulas": self.formulas,
                "math": self.math,
                "text": latex_text,
                "code": latex_code,
                "anchor": slug,
            },
            latex=True,
        )

    def render(self, template: str, **values: Any) -> str:
        return tidy(self.environment.get_template(f"latex/{template}.tex.j2").render(**values))

    def math(self, formula: Formula) -> str:
        """A formula within a line; a wide one with places to break, as TeX breaks none inside of brackets that grow."""
        wide = formula.width > _INLINE
        return f"${printed(breakable(formula, inline=True) if wide else formula, Target.LATEX)}$"

    def inline(self, segments: Inline) -> str:
        return "".join(self._segment(segment) for segment in segments).strip()

    def _segment(self, segment: Segment) -> str:
        if isinstance(segment, Words):
            return latex_text(segment.text)
        if isinstance(segment, Math):
            return self.math(segment.formula)
        if isinstance(segment, Code):
            return latex_code(segment.text)
        if isinstance(segment, Emphasis | Strong):
            command = "emph" if isinstance(segment, Emphasis) else "textbf"
            text = segment.text.rstrip()
            return f"\\{command}{{{latex_text(text)}}}{segment.text[len(text) :]}"
        label = self.inline(segment.label)
        if not self.known(segment):
            return label
        return f"\\hyperref[{segment.kind}:{slug(segment.name)}]{{{label}}}"

    def heading(self, segments: Inline) -> str:
        """A title: in print as it is, in the PDF's outline as plain letters."""
        return f"\\texorpdfstring{{{self.inline(segments)}}}{{{plain_letters(plain(segments))}}}"

    def _both(self, formula: Formula) -> str:
        """The formula as one piece, and with places to break."""
        broken = printed(breakable(formula), Target.LATEX)
        whole = broken if formula.width > _MEASURED else printed(formula, Target.LATEX)
        return f"{{{whole}}}{{{broken}}}"

    def _measured(self, formula: Formula) -> str:
        return "\\itunmeasured" if formula.width > _MEASURED else ""

    def formulas(self, formulas: Sequence[Formula]) -> str:
        """Formulas in display, one under the other."""
        rows = (f"{self._measured(f)}\\itformula{self._both(f)}" for f in formulas)
        return "\n".join(["\\begin{itchain}", *rows, "\\end{itchain}"])

    def display(self, block: Block) -> str:
        """A chain, a paragraph to a row, so that it goes on over pages."""
        out = ["\\begin{itchain}"]
        for run in block.runs:
            left = run[0].lhs
            if left is not None:
                alone = "" if beside(left, [row.rhs for row in run], _LINE) else "*"
                out.append(f"{self._measured(left)}\\itlhs{alone}{self._both(left)}")
            else:
                out.append("\\italone")
            for row in run:
                relation = "{}" + printed(Formula.read(row.relation), Target.LATEX) if row.relation else ""
                long = "*" if len(plain(row.reason)) > _LONG_REASON else ""
                out.append(
                    f"{self._measured(row.rhs)}\\itrow{long}{{{relation}}}{self._both(row.rhs)}\n"
                    f"  {{({row.number})}}{{{self.inline(row.reason)}}}"
                )
        return "\n".join([*out, "\\end{itchain}"])

    def note(self, note: Note) -> str:
        """One note as a document of its own."""
        self.known = lambda link: False
        return self.render("single", note=note)

    def review(self, review: Review) -> str:
        """Somebody's note, with what was found of each step."""
        return self.render("review", review=review)

    def book(self, book: Book) -> str:
        """The book as one document."""
        names = {note.name for note in book.notes}
        self.known = lambda link: link.kind == "rule" or link.name in names
        return self.render("book", book=book)
