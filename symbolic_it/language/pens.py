"""The two pens: they write a layout as LaTeX or as plain text, and put the brackets that each notation needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from symbolic_it.language import layout as on
from symbolic_it.language.names import has_subscript, name_latex, name_text, script, typewriter

# How tightly a piece holds together, loosest first.
LOOSE, IMPLIES, CONNECTED, CLAIM, RELATED, ADDED, MULTIPLIED, BIG, SLASHED, PREFIXED, RAISED, STACKED, CLOSED = range(
    13
)

_WORD_END = re.compile(r"\\[A-Za-z]+$")


class Piece(NamedTuple):
    """Something written. ``open``: it would swallow a factor to its right. ``head`` and ``tail`` say what it begins and
    ends with, as far as the factor beside it minds: digit, fraction, operator, big operator, name, bracket, other."""

    s: str
    level: int = CLOSED
    open: bool = False
    tall: bool = False
    head: str = "other"
    tail: str = "other"


class Pen:
    """What the two notations share: which part needs brackets where."""

    def show(self, node: on.Node) -> str:
        return self.write(node, False).s

    def write(self, node: on.Node, small: bool) -> Piece:
        """The piece; ``small`` inside subscripts and exponents, where fractions are set with a slash."""
        return _WRITERS[type(node)](self, node, small)

    # What a pen does in its own way.

    def glyph(self, sign: on.Sign) -> str:
        raise NotImplementedError

    def spelled(self, node: on.Name) -> str:
        raise NotImplementedError

    def group(self, piece: Piece, brackets: str = "()") -> Piece:
        raise NotImplementedError

    def infix(self, sign: on.Sign, small: bool) -> str:
        raise NotImplementedError

    def quotient(self, node: on.Quotient, small: bool) -> Piece:
        return self.slashed(node, small)

    def rational(self, node: on.Number, small: bool) -> Piece:
        raise NotImplementedError

    def raised(self, exponent: on.Node) -> str:
        raise NotImplementedError

    def lowered(self, below: tuple[on.Node, ...]) -> str:
        raise NotImplementedError

    def exponential(self, node: on.Exponential, small: bool) -> Piece:
        raise NotImplementedError

    def beside(self, left: Piece, right: Piece) -> str:
        """What stands between two factors."""
        raise NotImplementedError

    def is_factor(self, body: on.Node, piece: Piece) -> bool:
        """Whether log may stand before the piece without brackets."""
        raise NotImplementedError

    def operator_below(self, node: on.Big) -> str:
        raise NotImplementedError

    def derivative(self, node: on.Derivative, small: bool) -> Piece:
        raise NotImplementedError

    # What both do alike.

    def at_least(self, level: int, node: on.Node, small: bool) -> Piece:
        piece = self.write(node, small)
        return piece if piece.level >= level else self.group(piece)

    def name(self, node: on.Name, small: bool) -> Piece:
        return Piece(self.spelled(node), head="name", tail="name" if node.kind is None else "bracket")

    def letter(self, node: on.Glyph, small: bool) -> Piece:
        return Piece(self.glyph(node.sign), head="name", tail="name")

    def number(self, node: on.Number, small: bool) -> Piece:
        value = node.value
        if value < 0:
            positive = self.number(on.Number(-value), small)
            return Piece("-" + positive.s, ADDED, tall=positive.tall)
        if value.denominator == 1:
            return Piece(str(value.numerator), head="digit", tail="digit")
        return self.rational(node, small)

    def terms(self, node: on.Terms, small: bool) -> Piece:
        first = self.write(node.items[0][1], small)
        if first.level < ADDED or isinstance(node.items[0][1], on.Terms):
            first = self.group(first)
        parts, tall = [first.s], first.tall
        for sign, item in node.items[1:]:
            piece = self.at_least(MULTIPLIED, item, small)
            parts.append(f"{sign}{piece.s}" if small else f" {sign} {piece.s}")
            tall = tall or piece.tall
        return Piece("".join(parts), ADDED, open=True, tall=tall)

    def product(self, node: on.Product, small: bool) -> Piece:
        pieces = [self.at_least(BIG, factor, small) for factor in node.factors]
        last = len(pieces) - 1
        s = ""
        for n, piece in enumerate(pieces):
            if n < last and (piece.open or (piece.level == SLASHED and (n or pieces[n + 1].head != "big operator"))):
                pieces[n] = piece = self.group(piece)
            s += piece.s if n == 0 else self.beside(pieces[n - 1], piece) + piece.s
        tall = any(piece.tall for piece in pieces)
        return Piece(s, MULTIPLIED, pieces[-1].open, tall, pieces[0].head, pieces[-1].tail)

    def slashed(self, node: on.Quotient, small: bool) -> Piece:
        above, below = self.at_least(RAISED, node.above, small), self.at_least(RAISED, node.below, small)
        return Piece(f"{above.s}/{below.s}", SLASHED, False, above.tall or below.tall, above.head, "fraction")

    def negative(self, node: on.Negative, small: bool) -> Piece:
        piece = self.at_least(MULTIPLIED, node.body, small)
        return Piece("-" + piece.s, ADDED, open=True, tall=piece.tall)

    def power(self, node: on.Power, small: bool) -> Piece:
        base = self.write(node.base, small)
        is_e = isinstance(node.base, on.Name) and node.base.name == "e"  # e^x is exp
        # TeX takes a power of a primed, indexed name for a double superscript.
        primed = "'" in base.s and isinstance(node.base, on.Name | on.Subscript)
        if base.level < CLOSED or is_e or primed:
            base = self.group(base)
        return Piece(base.s + self.raised(node.exponent), RAISED, False, base.tall, base.head)

    def operator(self, node: on.Operator, small: bool) -> Piece:
        s = self.glyph(node.sign) + ("" if node.base is None else self.lowered((node.base,)))
        body = self.write(node.body, small)
        if not self.is_factor(node.body, body) or body.head == "bracket":
            return Piece(s + self.group(body).s, PREFIXED, False, body.tall, head="operator")
        apart = " " if node.base is not None or self is TEXT else ""
        return Piece(_glue(s, apart, body.s), PREFIXED, True, body.tall, head="operator")

    def big(self, node: on.Big, small: bool) -> Piece:
        body = self.write(node.body, small)
        if body.level < MULTIPLIED or node.runs_on:
            body = self.group(body, "[]" if body.level >= ADDED else "()")
        s = self.operator_below(node) + ("" if node.above is None else self.raised(node.above))
        return Piece(s + (r"\;" if node.under and self is LATEX else " ") + body.s, BIG, True, True, "big operator")

    def subscript(self, node: on.Subscript, small: bool) -> Piece:
        head = self.write(node.head, small)
        simple = isinstance(node.head, on.Glyph) or (
            isinstance(node.head, on.Name) and not has_subscript(node.head.name) and node.head.kind is None
        )
        if node.apart or not simple:
            head = self.group(head)
        return Piece(head.s + self.lowered(node.below), CLOSED, False, False, head.head, "name")

    def call(self, node: on.Call, small: bool) -> Piece:
        head = self.write(node.head, small)
        if not isinstance(node.head, on.Name | on.Glyph | on.Subscript | on.Call):
            head = self.group(head)
        inside, tall = self.listed(node.arguments, self.infix(node.between, True), small)
        arguments = self.group(Piece(inside, tall=tall), node.brackets)
        first = "digit" if node.head == on.ONE_IF else head.head
        return Piece(head.s + arguments.s, CLOSED, False, tall, first)

    def pair(self, node: on.Pair, small: bool) -> Piece:
        inside, tall = self.listed(node.items, self.infix(on.COMMA, True), small)
        return self.group(Piece(inside, tall=tall))

    def listed(self, nodes: tuple[on.Node, ...], between: str, small: bool) -> tuple[str, bool]:
        pieces = [self.write(node, small) for node in nodes]
        if len(pieces) > 1:
            pieces = [p if p.level > IMPLIES else self.group(p) for p in pieces]
        s = pieces[0].s
        for piece in pieces[1:]:
            s = _glue(s + between, " " if _WORD_END.search(between) else "", piece.s)
        return s, any(p.tall for p in pieces)

    def joined(self, node: on.Joined, small: bool) -> Piece:
        pieces = [self.write(part, small) for part in node.parts]
        last = len(pieces) - 1 if node.between is on.SUCH_THAT else -1
        pieces = [p if p.level >= ADDED or n == last else self.group(p) for n, p in enumerate(pieces)]
        s = pieces[0].s
        for piece in pieces[1:]:
            s = _glue(s + self.glyph(node.between), "", piece.s)
        return Piece(s, RELATED)

    def one_sided(self, node: on.OneSided, small: bool) -> Piece:
        point = self.at_least(CLOSED, node.point, small)
        return Piece(f"{point.s}^{node.side}" if self is LATEX else point.s + node.side)

    def relation(self, node: on.Relation, small: bool) -> Piece:
        pieces = [self.at_least(ADDED, part, small) for part in node.parts]
        s = pieces[0].s
        for sign, piece in zip(node.signs, pieces[1:], strict=True):
            s = _glue(s + self.infix(sign, small), "", piece.s)
        return Piece(s, RELATED, tall=any(p.tall for p in pieces))

    def remark(self, node: on.Remark, small: bool) -> Piece:
        subject = self.at_least(ADDED, node.subject, small)
        return Piece(subject.s + self.glyph(node.words), RELATED, tall=subject.tall)

    def connective(self, node: on.Connective, small: bool) -> Piece:
        pieces = [self.at_least(CLAIM, part, small) for part in node.parts]
        s = self.infix(node.sign, False).join(piece.s for piece in pieces)
        return Piece(s, CONNECTED, tall=any(p.tall for p in pieces))

    def equivalence(self, node: on.Equivalence, small: bool) -> Piece:
        left, right = self.at_least(CONNECTED, node.left, small), self.at_least(CONNECTED, node.right, small)
        return Piece(left.s + self.glyph(_IFF) + right.s, IMPLIES, tall=left.tall or right.tall)

    def implication(self, node: on.Implication, small: bool) -> Piece:
        premises = [self.at_least(CONNECTED, premise, small) for premise in node.premises]
        conclusion = self.write(node.conclusion, small)
        if conclusion.level == IMPLIES:
            conclusion = self.group(conclusion)
        s = self.glyph(_THEN_LIST).join(p.s for p in premises) + self.glyph(_IMPLIES) + conclusion.s
        return Piece(s, IMPLIES, tall=conclusion.tall or any(p.tall for p in premises))

    def negation(self, node: on.Negation, small: bool) -> Piece:
        body = self.at_least(CLOSED, node.body, small)
        return Piece(_glue(self.glyph(_NOT), "", body.s), CLAIM, tall=body.tall)

    def quantified(self, node: on.Quantified, small: bool) -> Piece:
        names = self.glyph(_LISTED).join(self.write(v, small).s for v in node.variables)
        domain = "" if node.domain is None else self.infix(on.IN, small)
        if node.domain is not None:
            domain = _glue(domain, "", self.at_least(ADDED, node.domain, small).s)
        body = self.write(node.body, small)
        return Piece(f"{self.glyph(node.sign)} {names}{domain}{self.glyph(_HOLDS)}{body.s}", LOOSE, tall=body.tall)

    def up_to(self, node: on.UpTo, small: bool) -> Piece:
        last = self.write(node.last, True).s
        return Piece(rf"\{{1,\dots,{last}\}}" if self is LATEX else f"{{1,...,{last}}}")

    def mapping(self, node: on.Mapping, small: bool) -> Piece:
        body = self.write(node.body, small)
        return Piece(self.write(node.variable, small).s + self.glyph(_MAPS_TO) + body.s, LOOSE, tall=body.tall)


_IFF = on.Sign(r" \iff ", " <=> ")
_IMPLIES = on.Sign(r" \implies ", " ==> ")
_THEN_LIST = on.Sign(r",\ ", ", ")
_LISTED = on.Sign(", ", ", ")
_HOLDS = on.Sign(r":\ ", ": ")
_NOT = on.Sign(r"\neg", "not ")
_D = ("d", r"\mathrm{d}")
_MAPS_TO = on.Sign(r" \mapsto ", " -> ")


def _glue(left: str, between: str, right: str) -> str:
    """One after the other, with the space that a command's name needs before a letter."""
    if not between and right[:1].isalnum() and _WORD_END.search(left):
        between = " "
    return left + between + right


class LatexPen(Pen):
    def glyph(self, sign: on.Sign) -> str:
        return sign.latex

    def spelled(self, node: on.Name) -> str:
        name = typewriter(node.name) if node.plain else name_latex(node.name)
        return name if node.kind is None else f"({name}{{:}}{node.kind.latex})"

    def group(self, piece: Piece, brackets: str = "()") -> Piece:
        opening, closing = brackets[0], brackets[1]
        if piece.tall:
            opening, closing = r"\left" + opening, r"\right" + closing
        return Piece(opening + piece.s + closing, tall=piece.tall, head="bracket", tail="bracket")

    def infix(self, sign: on.Sign, small: bool) -> str:
        return sign.latex if small else f" {sign.latex} "

    def quotient(self, node: on.Quotient, small: bool) -> Piece:
        if small:
            return self.slashed(node, small)
        above, below = self.write(node.above, False), self.write(node.below, False)
        return Piece(f"\\frac{{{above.s}}}{{{below.s}}}", STACKED, False, True, "fraction", "fraction")

    def rational(self, node: on.Number, small: bool) -> Piece:
        n, d = node.value.numerator, node.value.denominator
        if small:
            return Piece(f"{n}/{d}", SLASHED, head="digit", tail="fraction")
        return Piece(f"\\frac{{{n}}}{{{d}}}", STACKED, False, True, "fraction", "fraction")

    def raised(self, exponent: on.Node) -> str:
        return f"^{{{self.write(exponent, True).s}}}"

    def lowered(self, below: tuple[on.Node, ...]) -> str:
        return "_" + script(",".join(self.write(b, True).s for b in below))

    def exponential(self, node: on.Exponential, small: bool) -> Piece:
        exponent = self.write(node.exponent, True)
        if not node.word and exponent.s == "1":
            return Piece("e", RAISED, head="name", tail="name")
        if not node.word and len(exponent.s) <= 24 and not exponent.tall and "^" not in exponent.s:
            return Piece(f"e^{{{exponent.s}}}", RAISED, head="name")
        inside = self.group(self.write(node.exponent, small))
        return Piece(r"\exp" + inside.s, RAISED, False, inside.tall, "operator")

    def beside(self, left: Piece, right: Piece) -> str:
        if right.head == "digit" or (right.head == "fraction" and left.tail in ("digit", "fraction")):
            return r" \cdot "
        if left.tail == "digit" or right.head in ("operator", "big operator"):
            return ""
        return "" if left.tail == right.head == "bracket" else r"\,"

    def is_factor(self, body: on.Node, piece: Piece) -> bool:
        return piece.level >= STACKED or (isinstance(body, on.Big) and body.sign in (on.SUM, on.PRODUCT))

    def operator_below(self, node: on.Big) -> str:
        below = self.write(node.below, True).s
        return f"\\underset{{{below}}}{{{node.sign.latex}}}" if node.under else f"{node.sign.latex}_{{{below}}}"

    def derivative(self, node: on.Derivative, small: bool) -> Piece:
        variable = self.write(node.variable, False).s
        body = self.write(node.body, False)
        if body.level < PREFIXED:
            body = self.group(body, "[]")
        s = _glue(f"\\frac{{\\mathrm{{d}}}}{{\\mathrm{{d}}{_glue('', '', variable)}}}", " ", body.s)
        if node.at is not None:
            s += f"\\Big|_{{{variable} = {self.write(node.at, True).s}}}"
        return Piece(s, BIG, True, True)


class TextPen(Pen):
    def glyph(self, sign: on.Sign) -> str:
        return sign.text

    def spelled(self, node: on.Name) -> str:
        name = name_text(node.name)
        if node.plain and name[0] != '"':
            name = f'"{name}"'
        return name if node.kind is None else f"({name}:{node.kind.text})"

    def group(self, piece: Piece, brackets: str = "()") -> Piece:
        return Piece(brackets[0] + piece.s + brackets[1], head="bracket", tail="bracket")

    def infix(self, sign: on.Sign, small: bool) -> str:
        return sign.text if small and not sign.text[0].isalpha() else f" {sign.text} "

    def rational(self, node: on.Number, small: bool) -> Piece:
        return Piece(str(node.value), SLASHED, head="digit", tail="fraction")

    def raised(self, exponent: on.Node) -> str:
        s = self.write(exponent, True).s
        return f"^{s}" if re.fullmatch(r"[A-Za-z0-9]+", s) else f"^({s})"

    def lowered(self, below: tuple[on.Node, ...]) -> str:
        s = ",".join(self.write(b, True).s for b in below)
        return f"_{s}" if re.fullmatch(r"[A-Za-z]+|[0-9]+", s) else f"_{{{s}}}"

    def exponential(self, node: on.Exponential, small: bool) -> Piece:
        return Piece("exp" + self.group(self.write(node.exponent, small)).s, RAISED, head="operator")

    def beside(self, left: Piece, right: Piece) -> str:
        return " * " if right.head == "digit" or (left.tail == "name" and right.head == "bracket") else " "

    def is_factor(self, body: on.Node, piece: Piece) -> bool:
        return piece.level >= CLOSED

    def operator_below(self, node: on.Big) -> str:
        return self.glyph(node.sign) + self.lowered((node.below,))

    def derivative(self, node: on.Derivative, small: bool) -> Piece:
        variable = self.write(node.variable, False).s
        at = "" if node.at is None else f"_{{{variable}={self.write(node.at, True).s}}}"
        return Piece(f"d/d{variable}[{self.write(node.body, False).s}]{at}")


_WRITERS: dict[type, Callable[[Any, Any, bool], Piece]] = {
    on.Glyph: Pen.letter, on.Name: Pen.name, on.Number: Pen.number, on.Terms: Pen.terms, on.Product: Pen.product,
    on.Negative: Pen.negative, on.Power: Pen.power, on.Operator: Pen.operator, on.Big: Pen.big,
    on.Quotient: lambda pen, node, small: pen.quotient(node, small),
    on.Exponential: lambda pen, node, small: pen.exponential(node, small),
    on.Derivative: lambda pen, node, small: pen.derivative(node, small),
    on.Differential: lambda pen, node, small: Piece(_D[isinstance(pen, LatexPen)] + pen.write(node.variable, small).s),
    on.Subscript: Pen.subscript, on.Call: Pen.call, on.Pair: Pen.pair, on.Joined: Pen.joined,
    on.OneSided: Pen.one_sided, on.Relation: Pen.relation, on.Remark: Pen.remark, on.Connective: Pen.connective,
    on.Equivalence: Pen.equivalence, on.Implication: Pen.implication, on.Negation: Pen.negation,
    on.Quantified: Pen.quantified, on.UpTo: Pen.up_to, on.Mapping: Pen.mapping,
}  # fmt: skip

LATEX, TEXT = LatexPen(), TextPen()
