"""Maxima, minima and limits, with what stands below them."""

from __future__ import annotations

import re

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import FUNCTIONS, IGNORED, OPTIMA, WORD_FUNCTIONS
from symbolic_it.notes.parsing.functions import Functions
from symbolic_it.notes.parsing.names import Names
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import COMMAND, LETTER, TEXT, Token


class Optima(Names, Functions):
    """The part of `Parser` that reads optima and limits."""

    def optimum(self, token: Token, below: s.Node | None) -> s.Node:
        kind = OPTIMA.get(token.text, "")
        if kind in ("max", "min") and self.sees("}"):  # x_{\\max}
            return s.Name(token.start, token.end, kind)
        if token.text == r"\arg":
            while self.sees(*IGNORED):
                self.next()
            after = self.next()
            inner = after.text.strip().lstrip("\\").lower() if after.kind in (TEXT, COMMAND) else ""
            if inner not in ("max", "min", "sup", "inf"):
                raise NotRead(token.start, after.end, "arg is followed by neither max nor min")
            kind = {"max": "argmax", "sup": "argmax", "min": "argmin", "inf": "argmin"}[inner]
        if self.sees("_"):
            self.next()
            below = self.script()
        if kind == "lim" or kind.startswith("arg"):
            body = self.expression()
        else:
            body = self.signed() if not self.sees(r"\{", "(", "[") else self.term()
        return s.Optimum(token.start, body.end, kind, below, body)

    def under(self, token: Token) -> s.Node:
        """\\underset{theta}{argmax}, \\mathop{argmax}, \\operatorname{..} whose words are themselves commands."""
        below = self.braced(self.listing) if token.text == r"\underset" and self.sees("{") else None
        if token.text == r"\underset" and below is None:
            below = self.script()
        words = re.sub(r"[\s\\{}]", "", self.skip_braces()) if self.sees("{") else self.next().text.lstrip("\\")
        known = {"argmax": "argmax", "argmin": "argmin", "max": "max", "min": "min", "lim": "lim", "sup": "sup", "inf": "inf",
                 "mathrmargmax": "argmax", "mathrmargmin": "argmin", "operatornameargmax": "argmax"}.get(words.lower())  # fmt: skip
        if known is None and re.fullmatch(r"(mathrm)?arg(max|min)", words.lower()):
            known = words.lower().removeprefix("mathrm")
        if known is not None:
            return self.optimum(Token(COMMAND, "\\" + known, token.start, self.last()), below)
        if "E" in words and below is not None:
            return self.expectation(s.Name(token.start, self.last(), "E", sub=below, font="bb"))
        if token.text != r"\underset" and words in WORD_FUNCTIONS and WORD_FUNCTIONS[words] in FUNCTIONS:
            return self.command(Token(COMMAND, WORD_FUNCTIONS[words], token.start, self.last()), False)
        if token.text != r"\underset":
            return self.name(Token(LETTER, words, token.start, self.last()), words, False)
        raise NotRead(token.start, self.last(), "something stands below what is no operator")
