"""Distinctions of cases: values and their conditions, row by row."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.parsing.relations import Relations
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import TEXT, Token


class Distinctions(Relations):
    """The part of `Parser` that reads environments of cases."""

    def environment(self, token: Token) -> s.Node:
        if token.argument.rstrip("*") not in ("cases", "dcases", "rcases"):
            raise NotRead(token.start, token.end, f"the environment {token.argument} is not read inside of a formula")
        rows: list[tuple[s.Node, s.Node | None]] = []
        while not self.sees(r"\end"):
            value = self.expression()
            condition: s.Node | None = None
            self.take(",")
            if self.take("&"):
                condition = self.condition()
            rows.append((value, condition))
            self.take(",")
            if not self.take("\\\\"):
                break
        if not self.sees(r"\end"):
            raise self.stuck("the cases are not ended")
        self.next()
        return s.Cases(token.start, self.last(), tuple(rows))

    def condition(self) -> s.Node | None:
        start = self.peek()
        if start is None:
            raise self.stuck("the cases are not ended")
        words: list[str] = []
        node: s.Node | None = None
        while not self.sees("\\\\", r"\end"):
            token = self.peek()
            if token is None:
                raise self.stuck("the cases are not ended")
            if token.kind == TEXT or token.text in (",", ";", ".", r"\quad", r"\qquad"):
                words.append(self.next().text)
                continue
            node = self.related()
        return node if node is not None else s.Words(start.start, self.last(), " ".join(words))
