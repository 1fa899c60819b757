"""Logarithms and other functions with names, and how far their arguments reach."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import ACCENTS, FONTS, FUNCTIONS, GREEK, RELATIONS, WORD_FUNCTIONS
from symbolic_it.notes.parsing.scripts import Scripts
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import COMMAND, LETTER, NUMBER, TEXT, Token

_LOGARITHMS = frozenset(("log", "ln", "lb", "lg"))
BESIDE = frozenset((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\sqrt", *FONTS, *ACCENTS))
"""Commands that begin a factor; behind a letter under a logarithm, custom does not tell whose it is."""


class Functions(Scripts):
    """The part of `Parser` that reads functions."""

    def function(self, token: Token) -> s.Node:
        name = FUNCTIONS[token.text]
        base: s.Node | None = None
        power: s.Node | None = None
        while self.sees("_", "^"):
            if self.next().text == "_":
                base = self.script()
            else:
                power = self.script()
        if name == "log" and base is None and self.log_two(token):
            base = s.Num(token.start, self.last(), Fraction(2), "2")
        alone = name not in _LOGARITHMS and self.sees("(", "[")  # exp(x)^2 is a square
        argument = self.primary() if alone else self.function_argument()
        if name in ("lb", "lg"):
            name, base = (
                "log",
                s.Num(token.start, token.end, Fraction(2 if name == "lb" else 10), "2" if name == "lb" else "10"),
            )
        node: s.Node = s.Function(token.start, self.last(), name, argument, base)
        return node if power is None else s.Power(token.start, self.last(), node, power)

    def log_two(self, token: Token) -> bool:
        """log2(p), log2 p: the base without its subscript."""
        number = self.peek()
        if number is None or number.text != "2" or number.start != token.end:
            return False
        after = self.peek(1)
        if after is None or after.text in ("/", "+", "-", ")", "=", "}") or after.text in RELATIONS:
            return False
        self.next()
        return True

    def function_argument(self) -> s.Node:
        """What a logarithm takes: a bracket, or one factor, and a quotient that begins with it."""
        if self.sees("-"):
            op = self.next()
            inner = self.factor()
            return s.Minus(op.start, inner.end, inner)
        before = self.at
        bracketed = self.sees("(", "[", "{", r"\{", r"\lbrace")
        node = self.factor()  # log(1/2)^{10} is the logarithm of the power
        if self.sees("/") and not bracketed and before < self.at:
            after = self.peek(1)
            if after is not None and after.text not in FUNCTIONS and after.text not in ("\\\\",):
                self.next()
                right = self.factor()
                node = s.Binary(node.start, right.end, "/", node, right)
        elif not bracketed and before < self.at:
            node = self.with_exponential(self.side_by_side(node))
        self.stays_open(node, bracketed)
        return node

    def with_exponential(self, node: s.Node) -> s.Node:
        """log \\frac{1}{s} e^{-x}, log \\frac1s \\exp(-x): a density, whose exponential nobody leaves outside of its logarithm."""
        token = self.peek()
        fraction = isinstance(node, s.Binary) and node.op == "/" and not node.implied
        if token is None or not fraction or not (token.text == r"\exp" or self.is_e_power()):
            return node
        self.remark("reach", token.start, token.end)
        right = self.factor()
        return s.Binary(node.start, right.end, "*", node, right, implied=True)

    def is_e_power(self) -> bool:
        token, after = self.peek(), self.peek(1)
        while token is not None and token.text in (r"\mathrm", r"\rm", "{") and after is not None:
            return False  # fonts are read where the factor is
        return token is not None and token.text == "e" and after is not None and after.text == "^"

    def stays_open(self, node: s.Node, bracketed: bool) -> None:
        """Raises NotRead where a factor follows that people read as a part of the argument as often as not."""
        token = self.peek()
        if not bracketed and twice_applied(node):  # log p(x)(1 - x)
            raise NotRead(node.start, node.end, "how far the logarithm reaches is not told")
        if token is None or self.ends() or (self.integrals and self.differential_here()):
            return
        factor = token.kind in (LETTER, NUMBER) or token.text in GREEK or token.text in ("(", "[")
        if bracketed:  # log (1-t)^3 t^2 beside log(x) y
            opens = isinstance(node, s.Power) and factor
            if opens and not self.power_follows():
                opens = False
        elif token.text == r"\exp":
            opens = True
        elif is_plain(node) or isinstance(node, s.Call):
            spelled = token.kind == TEXT and token.text.strip().lower() not in WORD_FUNCTIONS
            opens = token.text in ("(", "[") or token.text in BESIDE or spelled
        elif isinstance(node, s.Function) and node.name == "sqrt":
            opens = factor
        else:
            opens = factor and not isinstance(node, s.Call) and self.power_follows()
        if opens:
            raise NotRead(node.start, token.end, "how far the logarithm reaches is not told")

    def power_follows(self) -> bool:
        """Whether the factor that comes next is a power."""
        at, tokens = self.at, list(self.tokens)
        try:
            return isinstance(self.factor(), s.Power)
        finally:
            self.at, self.tokens = at, tokens

    def side_by_side(self, node: s.Node) -> s.Node:
        """log xy, log 2x: letters and numbers close together are one argument; where custom does not tell, nothing is read."""
        while (token := self.peek()) is not None and (
            token.kind in (LETTER, NUMBER)
            or token.text in GREEK
            or (token.text == "(" and s.is_powers(node) and self.power_follows())
        ):
            if self.differential_here() or not (is_plain(node) or isinstance(node, s.Call) or s.is_powers(node)):
                break
            at, tokens = self.at, list(self.tokens)
            apart = token.start > node.end and self.tokens[at - 1].kind != COMMAND and token.kind != COMMAND
            right = self.factor()
            calls = isinstance(right, s.Call) or isinstance(node, s.Call)
            if s.is_powers(node) and s.is_powers(right):
                node = s.Binary(node.start, right.end, "*", node, right, implied=True)
                continue
            if not is_plain(right) and not isinstance(right, s.Call):
                self.at, self.tokens = at, tokens
                break
            if calls or apart:
                raise NotRead(node.start, right.end, "how far the logarithm reaches is not told")
            node = s.Binary(node.start, right.end, "*", node, right, implied=True)
        return node


def twice_applied(node: s.Node) -> bool:
    """p(x)(1 - x), or a power of it: an application and a factor in brackets."""
    while isinstance(node, s.Power):
        node = node.base
    if isinstance(node, s.Binary):  # the power is that of the factor alone
        return node.implied and isinstance(node.left, s.Call)
    return isinstance(node, s.Call) and isinstance(node.function, s.Call)


def is_plain(node: s.Node) -> bool:
    """A letter, a number, a power or a product of these."""
    while isinstance(node, s.Power):
        node = node.base
    if isinstance(node, s.Binary):
        return node.implied and is_plain(node.left) and is_plain(node.right)
    return isinstance(node, (s.Name, s.Num))
