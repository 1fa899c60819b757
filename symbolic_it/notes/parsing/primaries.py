"""Single factors: numbers, brackets, bars, and what each command begins."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import ACCENTS, BIG, FONTS, FUNCTIONS, GREEK, GUESSED, IGNORED, OPTIMA, UNITS, WRAPPERS
from symbolic_it.notes.parsing.big_operators import BigOperators
from symbolic_it.notes.parsing.cases import Distinctions
from symbolic_it.notes.parsing.fractions import Fractions
from symbolic_it.notes.parsing.functions import Functions
from symbolic_it.notes.parsing.optima import Optima
from symbolic_it.notes.parsing.stream import MAX_DEPTH, NotRead
from symbolic_it.notes.tokens import LETTER, NUMBER, SYMBOL, TEXT, Token

MAX_DIGITS = 60


class Primaries(Optima, Distinctions, Functions, Fractions, BigOperators):
    """The part of `Parser` that reads one factor without what hangs behind it."""

    def primary(self, plain: bool = False) -> s.Node:
        """One factor without what hangs behind it. ``plain`` in scripts: a letter alone is no application."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.stuck("the formula is nested too deeply")
        try:
            return self._primary(plain)
        finally:
            self.depth -= 1

    def _primary(self, plain: bool) -> s.Node:
        token = self.next()
        if token.kind == NUMBER:
            if len(token.text) > MAX_DIGITS:
                raise NotRead(token.start, token.end, "a number with too many digits")
            if self.sees("%", r"\%"):
                percent = self.next()
                return s.Num(token.start, percent.end, Fraction(token.text) / 100, token.text)
            return s.Num(token.start, token.end, Fraction(token.text), token.text)
        if token.kind == TEXT:
            return self.word(token, plain)
        if token.kind == LETTER:
            return self.name(token, token.text, plain)
        if token.kind == SYMBOL:
            return self.symbol(token)
        return self.command(token, plain)

    def symbol(self, token: Token) -> s.Node:
        if token.text in ("(", "["):
            return self.bracketed(token, ")" if token.text == "(" else "]")
        if token.text == "{":
            self.at -= 1
            inner = self.braced(self.expression)
            return s.Group(token.start, self.last(), inner, "{")
        if token.text == "|":
            double = self.take("|")
            self.bars += 1
            inner = self.expression()
            self.bars -= 1
            if not self.take("|") or (double and not self.take("|")):
                raise NotRead(token.start, token.end, "a bar that is not closed")
            return s.Absolute(token.start, self.last(), inner, double)
        raise NotRead(token.start, token.end, f"{token.text} is not expected here")

    def bracketed(self, token: Token, closing: str) -> s.Node:
        bars, self.bars = self.bars, 0
        integrals, self.integrals = self.integrals, 0
        parts = [self.related()]
        while self.take(","):
            parts.append(self.related())
        self.bars, self.integrals = bars, integrals
        if not self.sees(")", "]", r"\}", r"\rbrace"):
            raise NotRead(token.start, token.end, f"the bracket {token.text} is not closed")
        closing = self.next().text
        if len(parts) == 1:
            return s.Group(token.start, self.last(), parts[0], token.text)
        return s.Sequence(token.start, self.last(), tuple(parts), token.text, closing)

    def command(self, token: Token, plain: bool) -> s.Node:
        text = token.text
        if text == r"\Sigma" and not plain and self.summing():
            return self.big(replace(token, text=r"\sum"))
        if text in GREEK:
            return self.name(token, GREEK[text], plain)
        if text in IGNORED:
            return self.primary(plain)
        if text in FONTS:
            return self.fonted(token, FONTS[text], plain)
        if text in ACCENTS:
            return self.accented(token, ACCENTS[text], plain)
        if text in WRAPPERS:
            return self.wrapped(token, plain)
        if text in (r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"):
            return self.fraction(token)
        if text in FUNCTIONS:
            return self.function(token)
        if text in BIG:
            return self.big(token)
        if text in OPTIMA or text == r"\arg":
            return self.optimum(token, None)
        if text in (r"\underset", r"\mathop", r"\operatorname*", r"\operatorname"):
            return self.under(token)
        if text == r"\sqrt":
            root = None
            if self.sees("["):
                opening = self.next()
                root = self.expression()
                if not self.take("]"):
                    raise NotRead(opening.start, opening.end, "the root's degree is not read")
            inner = self.argument()
            if root is not None and not (isinstance(root, s.Num) and root.value == 2):
                one = s.Num(token.start, token.start, Fraction(1), "1")
                degree = s.Binary(token.start, token.start, "/", one, root)
                return s.Power(token.start, self.last(), s.Group(token.start, self.last(), inner), degree)
            return s.Function(token.start, self.last(), "sqrt", inner)
        if text == r"\lceil":
            inner = self.expression()
            if not self.take(r"\rceil"):
                raise NotRead(token.start, token.end, "a bracket that is not closed")
            return s.Function(token.start, self.last(), "ceil", inner)
        if text in (r"\{", r"\lbrace"):
            return self.bracketed(replace(token, text="{"), r"\}")
        if text in (r"\lvert", r"\vert", r"\mid"):
            self.bars += 1
            inner = self.expression()
            self.bars -= 1
            if not self.sees("|", r"\rvert", r"\vert", r"\mid"):
                raise NotRead(token.start, token.end, "a bar that is not closed")
            self.next()
            return s.Absolute(token.start, self.last(), inner)
        if text == r"\partial":
            return self.slanted(token)
        if text == r"\nabla":
            below = None
            if self.take("_"):
                below = self.script()
            order = 1
            if self.sees("^"):
                self.next()
                self.script()
                raise NotRead(token.start, token.end, "second gradients are not read")
            body = self.term()
            return s.Derivative(token.start, body.end, "nabla", below, order, body)
        if text == r"\binom":
            top, bottom = self.argument(), self.argument()
            return s.Call(token.start, self.last(), s.Name(token.start, token.end, "binom"), (top, bottom), (",",))
        if text == r"\begin":
            return self.environment(token)
        if text in (r"\infty",):
            return s.Name(token.start, token.end, "infinity")
        if text in (r"\emptyset", r"\varnothing"):
            return s.Name(token.start, token.end, "emptyset")
        if text == r"\Pr":
            return self.name(token, "P", plain)
        if text in UNITS:
            return s.Words(token.start, token.end, text)
        if text in GUESSED:
            return self.name(token, GUESSED[text], plain, font="bb" if GUESSED[text] == "E" else "")
        raise NotRead(token.start, token.end, f"the command {text} is not known here")

    def wrapped(self, token: Token, plain: bool) -> s.Node:
        """\\underbrace, \\boxed, \\color: what they hold is what is meant."""
        if token.text in (r"\color", r"\textcolor", r"\colorbox", r"\href", r"\class", r"\style"):
            self.skip_braces() if self.sees("{") else self.next()
            if not self.sees("{"):
                return self.primary(plain)
        inner = self.argument()
        while token.text in (r"\underbrace", r"\overbrace") and self.sees("_", "^"):
            self.next()
            if self.sees("{"):
                self.skip_braces()
            else:
                self.next()
        return s.Group(token.start, self.last(), inner, "{")
