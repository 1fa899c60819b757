"""Subscripts, superscripts and the braced arguments of commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.parsing.relations import Relations
from symbolic_it.notes.tokens import COMMAND, NUMBER, SYMBOL

MARKS = {"*": "star", r"\ast": "star", r"\star": "star", "'": "prime", r"\prime": "prime", "+": "plus", "-": "minus"}
"""Signs that stand alone above a name, and the marks that they make."""

_NOT_BESIDE = frozenset(("=", ",", ";", "|", "~", "<", ">", r"\sim", r"\in", r"\le", r"\ge", r"\neq", r"\mid"))
"""Between these and something else a tilde is a space."""


_MARKING = {
    "star": "star", "ast": "star", "prime": "prime", "plus": "plus", "minus": "minus", "dagger": "dagger", "top": "transposed",
    "T": "transposed", "intercal": "transposed", "perp": "perp", "circ": "circ",
}  # fmt: skip


def mark_of(script: s.Node) -> str:
    """The mark that a superscript is, if it is no exponent: a star, primes, a transposition, an order in brackets."""
    word = s.spelled_name(script)
    if word in _MARKING:
        return _MARKING[word]
    if isinstance(script, s.Group) and script.bracket == "(":
        return "order " + s.structure(script)
    if isinstance(script, s.Name) and script.head in ("prime", "star") and script.mark:
        return " ".join(["prime"] * (1 + script.mark.split().count("prime")))
    return ""


class Scripts(Relations):
    """The part of `Parser` that reads what braces and scripts hold."""

    def script(self) -> s.Node:
        """What stands in a subscript or superscript."""
        token = self.peek()
        if token is None:
            raise self.stuck("a subscript or superscript without anything in it")
        inner, closing = self.peek(1), self.peek(2)
        if (
            token.text == "{"
            and inner is not None
            and closing is not None
            and inner.text in MARKS
            and closing.text == "}"
        ):
            self.at += 3
            return s.Name(token.start, closing.end, MARKS[inner.text])
        if token.text == "{" and token.kind == SYMBOL:
            self.tilde()
            return word_of_letters(self.braced(self.conditional_listing))
        if token.text in ("*", "'", "+", "-") and token.kind == SYMBOL:
            self.next()
            return s.Name(token.start, token.end, MARKS[token.text])
        if token.kind == NUMBER and token.text[0] == ".":
            raise self.stuck("a subscript or superscript that is a point alone")
        if token.kind == NUMBER and len(token.text) > 1:  # x^10 is x^1 followed by 0 in TeX
            self.at += 1
            first = s.Num(token.start, token.start + 1, Fraction(token.text[0]), token.text[0])
            rest = token.text[1:]
            self.at -= 1
            self.tokens[self.at] = replace(token, text=rest, start=token.start + 1)
            return first
        return self.primary(plain=True)

    def tilde(self) -> None:
        """x~p in a subscript: TeX prints a space for it, and the author means that x is distributed as p."""
        depth, at = 0, self.at
        while at < len(self.tokens):
            t = self.tokens[at]
            depth += (t.text == "{") - (t.text == "}")
            if depth <= 0:
                return
            if t.text == "~" and t.kind == SYMBOL:
                before, after = self.tokens[at - 1].text, self.tokens[at + 1].text if at + 1 < len(self.tokens) else "}"
                if before == "{" or after == "}" or {before, after} & _NOT_BESIDE:
                    del self.tokens[at]
                    continue
                if depth == 1:
                    self.tokens[at] = replace(t, kind=COMMAND, text=r"\sim")
                    self.remark("bare-name", t.start, t.end, "~")
            at += 1

    def braced(self, read: Callable[[], s.Node]) -> s.Node:
        opening = self.next()
        bars, self.bars = self.bars, 0
        if self.sees("}"):
            self.next()
            self.bars = bars
            return s.Words(opening.start, self.last(), "")
        node = read()
        self.bars = bars
        if not self.take("}"):
            raise self.stuck("a brace is not closed where it should be")
        return node

    def conditional_listing(self) -> s.Node:
        """X, Y|X in a subscript, where a bar behind a name divides and opens no absolute value."""
        after = self.peek(1)
        divides = after is not None and after.text == "|"
        self.bars += divides
        found = self.listing()
        self.bars -= divides
        return found

    def argument(self) -> s.Node:
        """The argument of a command: a braced expression or one token."""
        if self.sees("{"):
            return self.braced(self.expression)
        token = self.peek()
        if token is not None and token.kind == NUMBER and len(token.text) > 1:
            return self.script()
        return self.primary(plain=True)


def word_of_letters(node: s.Node) -> s.Node:
    """Letters side by side in a subscript as one word: \\theta_{ML}, p_{data}; but ij and XY stay several."""
    letters: list[s.Name] = []
    todo = [node]
    while todo:
        n = todo.pop()
        if isinstance(n, s.Binary) and n.implied:
            todo += [n.right, n.left]
        elif isinstance(n, s.Name) and n.sub is None and not n.mark and len(n.head) == 1:
            letters.append(n)
        else:
            return node
    text = "".join(n.head for n in letters)
    if (
        len(text) < 2
        or (len(text) == 2 and (text.islower() or set(text) <= set("XYZUVWABC")))
        or set(text) <= set("XYZUVW")
    ):
        return node
    return s.Name(node.start, node.end, text)
