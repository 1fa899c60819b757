"""Names in front of brackets: expectations, and functions with their arguments and dividers."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import DIVIDERS
from symbolic_it.notes.parsing.relations import Relations
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import TEXT

_CLOSING = {"(": ")", "[": "]", r"\{": r"\}", r"\lbrace": r"\rbrace"}


class Applications(Relations):
    """The part of `Parser` that reads what stands in brackets behind a name."""

    def expectation(self, node: s.Name) -> s.Node:
        kind = "E" if node.head == "E" else "Var"
        if node.mark or node.sup is not None:
            raise NotRead(node.start, node.end, "a mark on an expectation: over what, or of what kind, is not known")
        if self.sees("[", "(", r"\{", r"\lbrace", r"\lbrack"):
            opening = self.next()
            bars, self.bars = self.bars, 0
            integrals, self.integrals = self.integrals, 0
            body = self.expression()
            given = None
            if self.sees("|", r"\mid", r"\vert"):
                self.next()
                given = self.listing()
            self.bars, self.integrals = bars, integrals
            if not self.sees("]", ")", r"\}", r"\rbrace", r"\rbrack"):
                raise NotRead(opening.start, opening.end, f"the bracket {opening.text} is not closed")
            self.next()
            return s.Expectation(node.start, self.last(), kind, node.sub, body, True, given)
        body = self.term()
        return s.Expectation(node.start, body.end, kind, node.sub, body, False)

    def applied(self, node: s.Node) -> s.Node:
        square = isinstance(node, s.Name) and node.head in ("H", "D", "KL", "I", "S", "J", "L", "F", "h")
        while self.sees("(") or (square and self.sees("[")) or self.event_here(node):
            opening = self.next()
            parts, dividers = self.arguments(_CLOSING[opening.text])
            node = s.Call(node.start, self.last(), node, parts, dividers, opening.text)
            square = False
        return node

    def event_here(self, node: s.Node) -> bool:
        """Whether a probability has its event in square brackets or braces: Pr[X = x], P\\{X = x\\}; without a relation it is a factor."""
        if not isinstance(node, s.Name) or node.head not in ("P", "Pr", "p") or not self.sees("[", r"\{", r"\lbrace"):
            return False
        depth, at, related = 0, self.at, False
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind != TEXT:
                depth += 1 if token.text in _CLOSING else -1 if token.text in _CLOSING.values() else 0
                related = related or (depth == 1 and token.text == "=")
            if depth <= 0:
                return related
            at += 1
        return False

    def arguments(self, closing: str) -> tuple[tuple[s.Node, ...], tuple[str, ...]]:
        bars, self.bars = self.bars, 0
        integrals, self.integrals = self.integrals, 0
        parts = [] if self.sees(closing) else [self.argument_entry()]
        dividers: list[str] = []
        while not self.sees(closing):
            divider = self.divider() or ("," if isinstance(parts[-1], s.Dots) else None)  # X_1, \\dots X_n
            if divider is None:
                raise self.stuck(f"a bracket {closing} is missing")
            dividers.append(divider)
            parts.append(self.argument_entry())
        self.next()
        self.bars, self.integrals = bars, integrals
        return tuple(parts), tuple(dividers)

    def argument_entry(self) -> s.Node:
        self.bars += 1  # a bar divides here
        node = self.related()
        self.bars -= 1
        return node

    def divider(self) -> str | None:
        token = self.peek()
        if token is None:
            return None
        if token.text in (",", ";", ":"):
            self.next()
            return token.text if token.text != ":" else ";"
        if token.text in ("|", r"\mid", r"\vert", r"\lvert", r"\rvert", r"\given"):
            self.next()
            if self.sees("|", r"\mid", r"\vert"):
                self.next()
                return "||"
            return "|"
        if token.text in DIVIDERS:
            self.next()
            return "||"
        return None
