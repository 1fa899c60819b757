"""From tokens to syntax: operators by precedence, the scope of sums and logarithms, brackets of every kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import (
    ACCENTS,
    BIG,
    CLOSING,
    DIVIDERS,
    DOTS,
    FONTS,
    FUNCTIONS,
    GREEK,
    IGNORED,
    OPERATORS,
    OPTIMA,
    RELATIONS,
    UNITS,
    WORD_FUNCTIONS,
    WRAPPERS,
)  # fmt: skip
from symbolic_it.notes.tokens import COMMAND, LETTER, NUMBER, SYMBOL, TEXT, Remark, Token

MAX_DEPTH = 60
MAX_DIGITS = 60


class NotRead(Exception):
    """The formula could not be read: where, and why in words."""

    def __init__(self, start: int, end: int, words: str) -> None:
        self.start, self.end, self.words = start, end, words
        super().__init__(words)


class Parser:
    """Reads one run of tokens. ``remarks`` collects what is odd about the notation."""

    def __init__(self, tokens: list[Token], remarks: list[Remark]) -> None:
        self.tokens, self.remarks = tokens, remarks
        self.at = 0
        self.depth = 0
        self.integrals = 0
        self.bars = 0
        self.bound: list[set[str]] = []

    # ---- the stream ------------------------------------------------------------------------------------

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

    def stuck(self, words: str) -> NotRead:
        token = self.peek() or (self.tokens[-1] if self.tokens else None)
        return NotRead(token.start if token else 0, token.end if token else 0, words)

    def remark(self, what: str, start: int, end: int, words: str = "") -> None:
        self.remarks.append(Remark(what, start, end, words))

    def last(self) -> int:
        return self.tokens[self.at - 1].end

    # ---- expressions -----------------------------------------------------------------------------------

    def expression(self) -> s.Node:
        """A sum of products."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.stuck("the formula is nested too deeply")
        try:
            left = self.signed()
            while self.sees("+", "-", r"\pm") and not self.ends():
                op = self.next()
                if op.text == r"\pm":
                    raise NotRead(op.start, op.end, "a sign of both kinds stands for two formulas")
                right = self.term()
                left = s.Binary(left.start, right.end, op.text, left, right)
            return left
        finally:
            self.depth -= 1

    def signed(self) -> s.Node:
        if self.sees("-", "+"):
            op = self.next()
            inner = self.signed() if self.sees("-", "+") else self.term()
            return s.Minus(op.start, inner.end, inner) if op.text == "-" else inner
        return self.term()

    def ends(self) -> bool:
        """Whether the current expression ends here."""
        token = self.peek()
        if token is None:
            return True
        if token.kind == TEXT:
            return is_remark(token)
        if token.text == "|" and self.bars:
            return True
        return token.text in CLOSING or token.text in RELATIONS or (token.kind == COMMAND and token.text in DIVIDERS)

    def term(self) -> s.Node:
        """A product: factors side by side or with signs between them."""
        left = self.factor()
        while True:
            if self.ends() or self.sees("+", "-", r"\pm"):
                return left
            if self.integrals and self.differential_here():
                return left
            if self.sees(*OPERATORS):
                op = self.next()
                right = self.signed_factor()
                left = s.Binary(left.start, right.end, "/" if op.text in ("/", r"\div") else "*", left, right)
                continue
            if self.sees(*DOTS):
                dots = self.next()
                left = s.Binary(left.start, dots.end, "*", left, s.Dots(dots.start, dots.end))
                self.take(r"\cdot")
                continue
            if not self.begins():
                return left
            right = self.factor()
            left = s.Binary(left.start, right.end, "*", left, right, implied=True)

    def signed_factor(self) -> s.Node:
        if self.sees("-"):
            op = self.next()
            inner = self.factor()
            return s.Minus(op.start, inner.end, inner)
        if self.sees(*DOTS):
            dots = self.next()
            return s.Dots(dots.start, dots.end)
        return self.factor()

    def begins(self) -> bool:
        """Whether a factor begins here."""
        token = self.peek()
        if token is None or self.ends():
            return False
        if token.kind in (LETTER, NUMBER, COMMAND):
            return token.text not in RELATIONS and token.text not in OPERATORS and token.text not in ("\\\\", r"\end")
        return token.kind == TEXT or token.text in ("(", "[", "{", "|")

    def differential_here(self) -> bool:
        token, after = self.peek(), self.peek(1)
        if token is None or after is None:
            return False
        named = (token.kind == LETTER and token.text == "d") or (token.kind == TEXT and token.text == "d")
        return named and (after.kind == LETTER or after.text in GREEK or after.text in FONTS)

    def factor(self) -> s.Node:
        node = self.postfix(self.primary())
        return node

    def postfix(self, node: s.Node) -> s.Node:
        while True:
            if self.sees("!") and not self.sees("=", ahead=1):
                self.next()
                node = s.Factorial(node.start, self.last(), node)
            elif self.sees("^"):
                self.next()
                exponent = self.script()
                if spelled(exponent) in ("top", "T") and not isinstance(node, s.Num):
                    node = replace(node, mark=(node.mark + " transposed").strip()) if isinstance(node, s.Name) else node
                    continue
                node = s.Power(node.start, exponent.end, node, exponent)
            elif self.sees("'"):
                self.next()
                if isinstance(node, s.Name):
                    node = replace(node, mark=(node.mark + " prime").strip(), end=self.last())
            elif self.sees("_") and not isinstance(node, s.Name):
                self.next()
                self.script()  # a value taken at, or an index of a bracket: not understood further on
                raise self.stuck("a subscript on something that is no name")
            else:
                return node

    # ---- parts -----------------------------------------------------------------------------------------

    def script(self) -> s.Node:
        """What stands in a subscript or superscript."""
        token = self.peek()
        if token is None:
            raise self.stuck("a subscript or superscript without anything in it")
        marks = {
            "*": "star",
            r"\ast": "star",
            r"\star": "star",
            "'": "prime",
            r"\prime": "prime",
            "+": "plus",
            "-": "minus",
        }
        inner, closing = self.peek(1), self.peek(2)
        if (
            token.text == "{"
            and inner is not None
            and closing is not None
            and inner.text in marks
            and closing.text == "}"
        ):
            self.at += 3
            return s.Name(token.start, closing.end, marks[inner.text])
        if token.text == "{" and token.kind == SYMBOL:
            return word_of_letters(self.braced(self.listing))
        if token.text in ("*", "'", "+", "-") and token.kind == SYMBOL:
            self.next()
            return s.Name(token.start, token.end, {"*": "star", "'": "prime", "+": "plus", "-": "minus"}[token.text])
        if token.kind == NUMBER and len(token.text) > 1:  # x^10 is x^1 followed by 0 in TeX
            self.at += 1
            first = s.Num(token.start, token.start + 1, Fraction(token.text[0]), token.text[0])
            rest = token.text[1:]
            self.at -= 1
            self.tokens[self.at] = replace(token, text=rest, start=token.start + 1)
            return first
        return self.primary(plain=True)

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

    def argument(self) -> s.Node:
        """The argument of a command: a braced expression or one token."""
        if self.sees("{"):
            return self.braced(self.expression)
        token = self.peek()
        if token is not None and token.kind == NUMBER and len(token.text) > 1:
            return self.script()
        return self.primary(plain=True)

    def listing(self) -> s.Node:
        """Expressions with relations and dividers between them, as in subscripts."""
        parts = [self.related()]
        while self.sees(",", ";", ":", *DIVIDERS):
            self.next()
            if self.sees("}"):
                break
            parts.append(self.related())
        return parts[0] if len(parts) == 1 else s.Sequence(parts[0].start, parts[-1].end, tuple(parts))

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
        if token.text == ":" and self.sees("=", ahead=1):
            self.at += 2
            return s.Sign(":=", ":=", token.start, self.last())
        if token.text == "=" and self.sees(":", ahead=1):
            self.at += 2
            return s.Sign("=", "=:", token.start, self.last())
        if token.text == "=" and self.sees("=", ahead=1):
            self.at += 2
            return s.Sign("=", "==", token.start, self.last())
        if token.text == "!" and self.sees("=", ahead=1):
            self.at += 2
            return s.Sign("!=", "!=", token.start, self.last())
        if token.text in ("<", ">") and self.sees("=", ahead=1):
            self.at += 2
            return s.Sign(token.text + "=", token.text + "=", token.start, self.last())
        if token.text in ("<", ">") and self.sees(token.text, ahead=1):
            self.at += 2
            return s.Sign("<<", token.text * 2, token.start, self.last())
        if token.text == "=" and self.sees(">", ahead=1):
            self.at += 2
            return s.Sign("=>", "=>", token.start, self.last())
        if token.text == "-" and self.sees(">", ahead=1):
            self.at += 2
            return s.Sign("->", "->", token.start, self.last())
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

    def skip_braces(self) -> str:
        """Passes a braced group without reading it; its text."""
        depth, words = 0, []
        while True:
            token = self.next()
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == SYMBOL else 0
            words.append(token.text)
            if depth <= 0:
                return " ".join(words[1:-1])

    # ---- primaries -------------------------------------------------------------------------------------

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
            return s.Absolute(token.start, self.last(), inner)
        raise NotRead(token.start, token.end, f"{token.text} is not expected here")

    def bracketed(self, token: Token, closing: str) -> s.Node:
        bars, self.bars = self.bars, 0
        integrals, self.integrals = self.integrals, 0
        parts = [self.entry()]
        while self.take(","):
            parts.append(self.entry())
        self.bars, self.integrals = bars, integrals
        if not self.sees(")", "]", r"\}", r"\rbrace"):
            raise NotRead(token.start, token.end, f"the bracket {token.text} is not closed")
        self.next()
        if len(parts) == 1:
            return s.Group(token.start, self.last(), parts[0], token.text)
        return s.Sequence(token.start, self.last(), tuple(parts), token.text)

    def entry(self) -> s.Node:
        node = self.related()
        return node

    def word(self, token: Token, plain: bool) -> s.Node:
        text = token.text.strip()
        key = re.sub(r"[\s\\,;!~]|\\quad", "", text).lower()
        if key in WORD_FUNCTIONS and not plain:
            known = Token(COMMAND, WORD_FUNCTIONS[key], token.start, token.end)
            return self.command(known, plain)
        if text in ("E", "Var", "Cov", "V", "H", "KL", "D", "I", "P", "Pr") and not plain:
            return self.name(token, text, plain)
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
                if spelled(sup) in ("star", "ast", "prime", "dagger", "plus"):
                    node = replace(node, mark=(node.mark + " " + spelled(sup)).strip(), end=self.last())
                elif spelled(sup) in ("top", "T", "intercal"):
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
            node.font == "bb" or self.sees("[", "(", r"\{") or node.sub is not None or len(node.head) > 1
        ):
            if node.head in ("E", "Var") or node.font == "bb":
                return self.expectation(node)
        return self.applied(node)

    def expectation(self, node: s.Name) -> s.Node:
        kind = "E" if node.head == "E" else "Var"
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
        while self.sees("(") or (square and self.sees("[")):
            opening = self.next()
            parts, dividers = self.arguments("]" if opening.text == "[" else ")")
            node = s.Call(node.start, self.last(), node, parts, dividers, opening.text)
            square = False
        return node

    def arguments(self, closing: str) -> tuple[tuple[s.Node, ...], tuple[str, ...]]:
        bars, self.bars = self.bars, 0
        integrals, self.integrals = self.integrals, 0
        parts = [] if self.sees(closing) else [self.argument_entry()]
        dividers: list[str] = []
        while not self.sees(closing):
            divider = self.divider()
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

    def command(self, token: Token, plain: bool) -> s.Node:
        text = token.text
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
            if self.sees("["):
                raise NotRead(token.start, token.end, "roots other than square roots are not read")
            inner = self.argument()
            return s.Function(token.start, self.last(), "sqrt", inner)
        if text in (r"\{", r"\lbrace"):
            return self.bracketed(replace(token, text="{"), r"\}")
        if text in (r"\lvert", r"\vert"):
            self.bars += 1
            inner = self.expression()
            self.bars -= 1
            if not self.sees("|", r"\rvert", r"\vert"):
                raise NotRead(token.start, token.end, "a bar that is not closed")
            self.next()
            return s.Absolute(token.start, self.last(), inner)
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
        raise NotRead(token.start, token.end, f"the command {text} is not known here")

    def fonted(self, token: Token, font: str, plain: bool) -> s.Node:
        if not self.sees("{"):
            after = self.next()
            head = GREEK.get(after.text, after.text)
            return self.of_font(s.Name(token.start, after.end, head), font, plain)
        inner = self.braced(self.expression)
        node = replace(inner, start=token.start, end=self.last())
        if isinstance(node, s.Name):
            return self.of_font(node, font, plain)
        if isinstance(node, s.Num) and node.value == 1 and font == "bb":
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

    def fraction(self, token: Token) -> s.Node:
        start = self.at
        above = self.derivative_head()
        if above is not None:
            kind, order, body = above
            variable = self.derivative_foot(kind, order)
            if body is None:
                body = self.term()
            return s.Derivative(token.start, self.last(), kind, variable, order, body)
        self.at = start
        top, bottom = self.argument(), self.argument()
        return s.Binary(token.start, self.last(), "/", _grouped(top), _grouped(bottom))

    def derivative_head(self) -> tuple[str, int, s.Node | None] | None:
        """\\frac{d}{..}, \\frac{\\partial L}{..}, \\frac{d^2 h}{..}: (kind, order, body or None)."""
        if not self.take("{"):
            return None
        token = self.next()
        kind = {"d": "d", r"\partial": "partial"}.get(token.text)
        if kind is None:
            return None
        order = 1
        if self.sees("^"):
            self.next()
            power = self.script()
            if not isinstance(power, s.Num):
                return None
            order = int(power.value)
        body = None
        if not self.sees("}"):
            try:
                body = self.expression()
            except NotRead:
                return None
        if not self.take("}") or not self.sees("{"):
            return None
        below = self.peek(1)
        if below is None or {"d": "d", r"\partial": "partial"}.get(below.text) != kind:
            return None
        return kind, order, body

    def derivative_foot(self, kind: str, order: int) -> s.Node:
        opening = self.next()
        self.next()
        variable = self.factor()
        if isinstance(variable, s.Power):
            variable = variable.base
        if not self.take("}"):
            raise NotRead(opening.start, opening.end, "a derivative in more than one variable is not read")
        return variable

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
        argument = self.function_argument()
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
        node = self.factor_of_function()
        if self.sees("/") and not bracketed and before < self.at:
            after = self.peek(1)
            if after is not None and after.text not in FUNCTIONS and after.text not in ("\\\\",):
                self.next()
                right = self.factor()
                node = s.Binary(node.start, right.end, "/", node, right)
        return node

    def factor_of_function(self) -> s.Node:
        return self.factor()  # log(1/2)^{10} is the logarithm of the power

    def big(self, token: Token) -> s.Node:
        kind = BIG[token.text]
        lower = upper = None
        while self.sees("_", "^"):
            if self.next().text == "_":
                lower = self.script()
            else:
                upper = self.script()
        if kind == "int":
            return self.integral(token, lower, upper)
        names = bound_names(lower)
        self.bound.append(names)
        body = self.signed() if self.sees("-") else self.term()
        while names and self.sees("+", "-") and self.goes_on(names):
            op = self.next()
            right = self.term()
            self.remark("scope", body.start, right.end, ", ".join(sorted(names)))
            body = s.Binary(body.start, right.end, op.text, body, right)
        self.bound.pop()
        return s.Big(token.start, body.end, kind, lower, upper, body)

    def goes_on(self, names: set[str]) -> bool:
        """Whether the next term still holds the bound index, which nothing outside binds."""
        if any(names & outer for outer in self.bound[:-1]):
            return False
        at, remarks = self.at, len(self.remarks)
        tokens = list(self.tokens)
        try:
            self.next()
            term = self.term()
        except NotRead:
            return False
        finally:
            self.at, self.tokens = at, tokens
            del self.remarks[remarks:]
        return bool(names & free_names(term))

    def integral(self, token: Token, lower: s.Node | None, upper: s.Node | None) -> s.Node:
        self.integrals += 1
        body: s.Node = self.signed()
        while self.sees("+", "-") and self.differential_ahead():
            op = self.next()
            right = self.term()
            body = s.Binary(body.start, right.end, op.text, body, right)
        self.integrals -= 1
        differential = ""
        if self.differential_here():
            self.next()
            variable = self.primary(plain=True)
            differential = spelled(variable)
        else:
            self.remark("no-differential", token.start, body.end)
        node: s.Node = s.Big(token.start, self.last(), "int", lower, upper, body, differential)
        return node

    def differential_ahead(self) -> bool:
        depth, at = 0, self.at
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.text in ("(", "[", "{"):
                depth += 1
            elif token.text in (")", "]", "}"):
                depth -= 1
            if depth < 0 or (not depth and token.text in RELATIONS) or token.text == r"\int":
                return False
            if not depth and token.text == "d" and at + 1 < len(self.tokens) and self.tokens[at + 1].kind == LETTER:
                return True
            at += 1
        return False

    def optimum(self, token: Token, below: s.Node | None) -> s.Node:
        kind = OPTIMA.get(token.text, "")
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
        start = self.at
        words = re.sub(r"[\s\\{}]", "", self.skip_braces()) if self.sees("{") else self.next().text.lstrip("\\")
        known = {"argmax": "argmax", "argmin": "argmin", "max": "max", "min": "min", "lim": "lim", "sup": "sup", "inf": "inf",
                 "mathrmargmax": "argmax", "mathrmargmin": "argmin", "operatornameargmax": "argmax"}.get(words.lower())  # fmt: skip
        if known is None and re.fullmatch(r"(mathrm)?arg(max|min)", words.lower()):
            known = words.lower().removeprefix("mathrm")
        if known is not None:
            return self.optimum(Token(COMMAND, "\\" + known, token.start, self.last()), below)
        if "E" in words and below is not None:
            return self.expectation(s.Name(token.start, self.last(), "E", sub=below, font="bb"))
        del start
        if token.text != r"\underset":
            return self.name(Token(LETTER, words, token.start, self.last()), words, False)
        raise NotRead(token.start, self.last(), "something stands below what is no operator")

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
        assert start is not None
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


def is_remark(token: Token) -> bool:
    """Whether words in a formula are a remark beside it, and no name."""
    if token.kind != TEXT:
        return False
    if token.argument in ("label", "tag", "tag*", "ref", "eqref", "intertext"):
        return True
    if token.argument in ("text", "textrm", "mbox", "hbox", "textbf", "textit", "textnormal"):
        text = token.text.strip()
        key = re.sub(r"[\s\\,;!~]", "", text).lower()
        return (
            not (key in WORD_FUNCTIONS or re.fullmatch(r"[A-Za-z]{1,12}[0-9]?", text))
            or text.lower() in UNITS
            or text.lower() in _REMARK_WORDS
        )
    return token.text.strip().lower() in UNITS or not token.text.strip()


_REMARK_WORDS = {"if", "where", "for", "and", "or", "with", "otherwise", "since", "as", "when", "so", "then", "by", "constant", "const", "iff", "all"}  # fmt: skip


def _grouped(node: s.Node) -> s.Node:
    return node


def spelled(node: s.Node | None) -> str:
    return s.spelled_name(node)


def bound_names(lower: s.Node | None) -> set[str]:
    """The names that a sum's lower bound binds."""
    if lower is None:
        return set()
    parts = lower.parts if isinstance(lower, s.Sequence) else (lower,)
    found: set[str] = set()
    for part in parts:
        while isinstance(part, s.Relation) and part.left is not None:
            part = part.left
        if isinstance(part, s.Name):
            found.add(part.head)
        elif isinstance(part, s.Binary):  # \sum_{xy}
            found |= {n.head for n in s.walk(part) if isinstance(n, s.Name)}
    return found


def free_names(node: s.Node) -> set[str]:
    """The heads of names that no sum inside binds."""
    if isinstance(node, s.Name):
        found = {node.head}
        for part in (node.sub, node.sup):
            found |= free_names(part) if part is not None else set()
        return found
    found = set()
    for child in s.children(node):
        found |= free_names(child)
    if isinstance(node, s.Big):
        found -= bound_names(node.lower)
    return found
