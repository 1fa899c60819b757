"""The tokens of a formula as the parser passes over them, and the rules of the grammar that need each other."""

from __future__ import annotations

from abc import ABC, abstractmethod

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import FONTS, GREEK
from symbolic_it.notes.tokens import LETTER, SYMBOL, TEXT, Remark, Token

MAX_DEPTH = 60


class NotRead(Exception):
    """The formula could not be read: where, and why in words."""

    def __init__(self, start: int, end: int, words: str) -> None:
        self.start, self.end, self.words = start, end, words
        super().__init__(words)


class Stream:
    """One run of tokens and a place in it. ``remarks`` collects what is odd about the notation."""

    def __init__(self, tokens: list[Token], remarks: list[Remark]) -> None:
        self.tokens, self.remarks = tokens, remarks
        self.at = 0
        self.depth = 0
        self.integrals = 0
        self.bars = 0
        self.bound: list[set[str]] = []

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise self.stuck("the formula ends where something is still expected")
        self.at += 1
        return token

    def sees(self, *texts: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token is not None and token.kind != TEXT and token.text in texts

    def take(self, text: str) -> bool:
        if self.sees(text):
            self.at += 1
            return True
        return False

    def skip_braces(self) -> str:
        """Passes a braced group without reading it; its text."""
        depth, words = 0, []
        while True:
            token = self.next()
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == SYMBOL else 0
            words.append(token.text)
            if depth <= 0:
                return " ".join(words[1:-1])

    def differential_here(self) -> bool:
        token, after = self.peek(), self.peek(1)
        if token is None or after is None:
            return False
        named = (token.kind == LETTER and token.text == "d") or (token.kind == TEXT and token.text == "d")
        return named and (after.kind == LETTER or after.text in GREEK or after.text in FONTS)

    def stuck(self, words: str) -> NotRead:
        token = self.peek() or (self.tokens[-1] if self.tokens else None)
        return NotRead(token.start if token else 0, token.end if token else 0, words)

    def remark(self, what: str, start: int, end: int, words: str = "") -> None:
        self.remarks.append(Remark(what, start, end, words))

    def last(self) -> int:
        return self.tokens[self.at - 1].end


class Grammar(Stream, ABC):
    """The rules that the parts of the parser ask of each other in a circle."""

    @abstractmethod
    def expression(self) -> s.Node:
        """A sum of products."""

    @abstractmethod
    def signed(self) -> s.Node:
        """A product with signs before it."""

    @abstractmethod
    def term(self) -> s.Node:
        """A product: factors side by side or with signs between them."""

    @abstractmethod
    def factor(self) -> s.Node:
        """One factor with what hangs behind it."""

    @abstractmethod
    def primary(self, plain: bool = False) -> s.Node:
        """One factor without what hangs behind it."""

    @abstractmethod
    def ends(self) -> bool:
        """Whether the current expression ends here."""

    @abstractmethod
    def command(self, token: Token, plain: bool) -> s.Node:
        """What a command begins."""
