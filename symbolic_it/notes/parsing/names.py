"""Names: fonts, accents, marks, subscripts, letters that make one word; and indicators, which are spelled like names."""

from __future__ import annotations

import re
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import GREEK, WORD_FUNCTIONS
from symbolic_it.notes.parsing.applications import Applications
from symbolic_it.notes.parsing.scripts import Scripts
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import COMMAND, Token


class Names(Scripts, Applications):
    """The part of `Parser` that reads names."""

    def word(self, token: Token, plain: bool) -> s.Node:
        text = token.text.strip()
        key = re.sub(r"[\s\\,;!~]|\\quad", "", text).lower()
        if key in WORD_FUNCTIONS and not plain:
            known = Token(COMMAND, WORD_FUNCTIONS[key], token.start, token.end)
            return self.command(known, plain)
        return self.name(token, text, plain)

    def name(self, token: Token, head: str, plain: bool, mark: str = "", font: str = "") -> s.Node:
        node = s.Name(token.start, token.end, head, mark, font=font)
        return node if plain else self.decorated(node)

    def decorated(self, node: s.Name) -> s.Node:
        """Primes, subscripts and index superscripts, then what stands in brackets behind the name."""
        while True:
            if self.sees("'") or self.sees(r"\prime"):
                self.next()
                node = replace(node, mark=(node.mark + " prime").strip(), end=self.last())
            elif self.sees("_") and node.sub is None:
                self.next()
                sub = self.script()
                node = replace(node, sub=sub, end=max(node.end, self.last()))
            elif self.sees("^") and node.sup is None:
                after = self.at
                self.next()
                sup = self.script()
                if (
                    isinstance(sup, s.Name) and sup.head == "prime" and set(sup.mark.split()) == {"prime"}
                ):  # f^{\\prime\\prime}
                    node = replace(node, mark=f"{node.mark} prime {sup.mark}".strip(), end=self.last())
                elif s.spelled_name(sup) in ("star", "ast", "prime", "dagger", "plus"):
                    node = replace(node, mark=(node.mark + " " + s.spelled_name(sup)).strip(), end=self.last())
                elif s.spelled_name(sup) in ("top", "T", "intercal"):
                    node = replace(node, mark=(node.mark + " transposed").strip(), end=self.last())
                elif isinstance(sup, s.Group) and sup.bracket == "(":
                    node = replace(node, sup=sup.inner, end=self.last())
                elif isinstance(sup, s.Name) and sup.head in ("MLE", "ML", "train", "test"):
                    node = replace(node, mark=(node.mark + " " + sup.head).strip(), end=self.last())
                else:
                    self.at = after
                    break
            else:
                break
        if node.head in ("E", "Var", "V", "Cov") and (
            node.font == "bb"
            or self.sees("[", "(", r"\{", r"\log", r"\ln")
            or node.sub is not None
            or len(node.head) > 1
        ):
            if node.head in ("E", "Var") or node.font == "bb":
                return self.expectation(node)
        return self.applied(node)

    def fonted(self, token: Token, font: str, plain: bool) -> s.Node:
        if not self.sees("{"):
            after = self.next()
            head = GREEK.get(after.text, after.text)
            return self.of_font(s.Name(token.start, after.end, head), font, plain)
        inner = self.braced(self.expression)
        node = replace(inner, start=token.start, end=self.last())
        if isinstance(node, s.Name):
            return self.of_font(node, font, plain)
        bold = token.text in (r"\mathbf", r"\boldsymbol", r"\bm") and self.sees("_", "[", r"\{")
        if isinstance(node, s.Num) and node.value == 1 and (font == "bb" or bold):
            return self.indicator(token)
        return self.run_of_letters(node, font, plain)

    def run_of_letters(self, node: s.Node, font: str, plain: bool) -> s.Node:
        """\\mathbf{KL}, \\mathit{data}: letters side by side are one name."""
        letters: list[str] = []
        todo = [node]
        while todo:
            n = todo.pop()
            if isinstance(n, s.Binary) and n.implied:
                todo += [n.right, n.left]
            elif isinstance(n, s.Name) and n.sub is None and not n.mark and len(n.head) == 1:
                letters.append(n.head)
            else:
                return node
        word = s.Name(node.start, node.end, "".join(letters), font=font)
        return word if plain else self.decorated(word)

    def of_font(self, node: s.Name, font: str, plain: bool) -> s.Node:
        node = replace(node, font=font)
        if node.head == "1" or (font == "bb" and node.head in ("I", "1")):
            return self.indicator(Token(COMMAND, "1", node.start, node.end))
        return node if plain and node.head != "E" else self.decorated(node)

    def indicator(self, token: Token) -> s.Node:
        if self.sees("_"):
            self.next()
            inner = self.script()
            return s.Indicator(token.start, self.last(), inner)
        if self.sees("(", "[", r"\{"):
            opening = self.next()
            inner = self.related()
            if not self.sees(")", "]", r"\}"):
                raise NotRead(opening.start, opening.end, "the bracket is not closed")
            self.next()
            return s.Indicator(token.start, self.last(), inner)
        raise NotRead(token.start, token.end, "an indicator without a condition")

    def accented(self, token: Token, mark: str, plain: bool) -> s.Node:
        inner = self.argument()
        if isinstance(inner, s.Group):
            inner = inner.inner
        if not isinstance(inner, s.Name):
            inner = self.run_of_letters(inner, "", True)
        if not isinstance(inner, s.Name):
            raise NotRead(token.start, token.end, f"{token.text} on something that is no name")
        node = replace(
            inner, mark=(inner.mark + " " + mark).strip() if mark else inner.mark, start=token.start, end=self.last()
        )
        return node if plain else self.decorated(node)
