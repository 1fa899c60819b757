"""The parser for formulas whose names are known: which of them are functions decides what brackets mean; nothing is made fit."""

from __future__ import annotations

from collections.abc import Callable

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import OPERATORS
from symbolic_it.notes.parsing.parser import Parser
from symbolic_it.notes.tokens import NUMBER, Token


class StrictParser(Parser):
    """A sum takes the product that follows and no more; brackets behind a number multiply; a slash divides the last factor."""

    def __init__(self, tokens: list[Token], is_function: Callable[[s.Node], bool]) -> None:
        super().__init__(tokens, [])
        self.is_function = is_function
        self.scripts = 0

    def whole(self) -> s.Chain:
        """All that the tokens say, nothing left out and nothing beside it. Raises NotRead."""
        sides: list[s.Node] = [self.item()]
        signs: list[s.Sign] = []
        while self.peek() is not None:
            sign = self.relation()
            if sign is None:
                raise self.stuck("something stands here that is not understood")
            signs.append(sign)
            sides.append(self.item())
        if self.remarks:
            raise self.stuck(f"the notation is not clear ({self.remarks[0].what.replace('-', ' ')})")
        return s.Chain(sides, signs)

    def goes_on(self, names: set[str]) -> bool:
        return False

    def applied(self, node: s.Node) -> s.Node:
        bound = isinstance(node, s.Name) and any(node.head in names for names in self.bound)
        if not self.sees("(", "[") or bound or not self.is_function(node):
            return node
        opening = self.next()
        parts, dividers = self.arguments("]" if opening.text == "[" else ")")
        return s.Call(node.start, self.last(), node, parts, dividers, opening.text)

    def postfix(self, node: s.Node) -> s.Node:
        made = super().postfix(node)
        if isinstance(made, s.Power) and isinstance(made.base, s.Power):
            raise self.stuck("a power of a power without brackets")
        return made

    def function_argument(self) -> s.Node:
        node = super().function_argument()
        if isinstance(node, s.Power) and isinstance(node.base, s.Group):
            raise self.stuck("whether the power is that of the argument or of the logarithm is not told")
        return node

    def script(self) -> s.Node:
        self.scripts += 1
        try:
            return super().script()
        finally:
            self.scripts -= 1

    def term(self) -> s.Node:
        factors = [self.factor()]
        divided = False
        while not (self.ends() or self.sees("+", "-", r"\pm")):
            if self.sees(*OPERATORS):
                op = self.next()
                right = self.signed_factor()
                divided = op.text in ("/", r"\div")
                if divided:
                    factors[-1] = s.Binary(factors[-1].start, right.end, "/", factors[-1], right)
                else:
                    factors.append(right)
                continue
            if not self.begins():
                break
            if divided and not self.scripts:
                raise self.stuck("what stands below the slash is not clear: write a fraction, or brackets")
            if (after := self.peek()) is not None and after.kind == NUMBER:  # 10 000, 1.5.2, 2^10, 1e3, a2
                raise self.stuck(r"a number right behind a factor is set as a part of it: write \cdot between them")
            factors.append(self.factor())
            divided = False
        made = factors[0]
        for right in factors[1:]:
            made = s.Binary(made.start, right.end, "*", made, right, implied=True)
        return made
