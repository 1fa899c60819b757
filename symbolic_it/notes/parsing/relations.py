"""Relation signs, and lists of expressions with relations between them."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import CLOSING, DIVIDERS, DOTS, PAIRED_RELATIONS, RELATIONS
from symbolic_it.notes.parsing.remarks import is_remark
from symbolic_it.notes.parsing.stream import Grammar
from symbolic_it.notes.tokens import COMMAND, TEXT


class Relations(Grammar):
    """The part of `Parser` that reads relations and the entries of lists."""

    def listing(self) -> s.Node:
        """Expressions with relations and dividers between them, as in subscripts."""
        parts = [self.related()]
        conditional, colons = False, 0
        while self.sees(",", ";", ":", "|", *DIVIDERS):
            colons += self.sees(":")
            conditional |= self.next().text in ("|", r"\mid", r"\vert", r"\given")
            if self.sees("}"):
                break
            parts.append(self.related())
        if len(parts) == 1:
            return parts[0]
        return s.Sequence(
            parts[0].start, parts[-1].end, tuple(parts), "|" if conditional else ":" if colons == 1 else ""
        )

    def related(self) -> s.Node:
        """An expression, or a relation of two; a side may be missing."""
        token = self.peek()
        if token is None:
            raise self.stuck("something is missing")
        left: s.Node | None = None
        if token.text not in RELATIONS:
            left = self.item()
        sign = self.relation()
        while sign is not None:
            token = self.peek()
            missing = token is None or token.text in ("}", ",", ")")
            right = None if missing else self.item()
            end = sign.end if right is None else right.end
            left = s.Relation(sign.start if left is None else left.start, end, sign.op, left, right)
            sign = self.relation()
        assert left is not None
        return left

    def item(self) -> s.Node:
        """One entry of a list: an expression, dots, a hole, words."""
        token = self.peek()
        if token is None:
            raise self.stuck("something is missing")
        if token.text in DOTS and token.kind == COMMAND:
            self.next()
            return s.Dots(token.start, token.end)
        if token.text == "." and self.sees(".", ahead=1):
            while self.take("."):
                pass
            return s.Dots(token.start, self.last())
        if token.text in (r"\cdot", r"\bullet", "*", ".") and self.peek(1) is not None:
            after = self.peek(1)
            if after is not None and (after.text in CLOSING or after.text in DIVIDERS or after.text in ("|", ",", ";")):
                self.next()
                return s.Hole(token.start, token.end)
        if token.kind == TEXT and is_remark(token):
            self.next()
            return s.Words(token.start, token.end, token.text)
        return self.expression()

    def relation(self) -> s.Sign | None:
        """The relation here, if there is one, and moves past it."""
        token = self.peek()
        if token is None or token.kind == TEXT:
            return None
        after = self.peek(1)
        paired = PAIRED_RELATIONS.get(token.text + after.text) if after is not None and after.kind != TEXT else None
        if after is not None and paired is not None:
            self.at += 2
            return s.Sign(paired, token.text + after.text, token.start, self.last())
        op = RELATIONS.get(token.text)
        if op is None:
            return None
        self.next()
        if token.text in (r"\not",):
            inner = self.relation()
            if inner is None:
                raise self.stuck("a stroke through nothing")
            return s.Sign("!=" if inner.op == "=" else "not " + inner.op, token.text, token.start, inner.end)
        if token.text in (r"\overset", r"\stackrel", r"\underset"):
            raise self.stuck("something stands above what is no relation")
        if token.text in (r"\xrightarrow", r"\xlongrightarrow", r"\xRightarrow", r"\xlongequal") and self.sees("{"):
            self.skip_braces()
        return s.Sign(op, token.text, token.start, self.last())
