"""What stands on the page: the few shapes that notation is made of, before a pen writes them as LaTeX or plain text."""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import NamedTuple


class Sign(NamedTuple):
    """A sign in the two notations."""

    latex: str
    text: str


class Glyph(NamedTuple):
    """A fixed letter of the notation: H, D, a dot, the set of naturals."""

    sign: Sign


class Name(NamedTuple):
    """A variable. ``plain`` asks for the name letter by letter; ``kind`` is its type where two of a name occur."""

    name: str
    plain: bool = False
    kind: Sign | None = None


class Number(NamedTuple):
    value: Rational


class Terms(NamedTuple):
    """A sum a - b + c from left to right; the first sign is always ``+``."""

    items: tuple[tuple[str, Node], ...]


class Product(NamedTuple):
    factors: tuple[Node, ...]


class Quotient(NamedTuple):
    above: Node
    below: Node


class Negative(NamedTuple):
    body: Node


class Power(NamedTuple):
    base: Node
    exponent: Node


class Exponential(NamedTuple):
    """e to a power, or exp( ) where ``word`` says that e could be a variable."""

    exponent: Node
    word: bool


class Operator(NamedTuple):
    """log, ln: takes one factor."""

    sign: Sign
    base: Node | None
    body: Node


class Big(NamedTuple):
    """Sum, product, limit, argmax: takes the product that follows."""

    sign: Sign
    below: Node
    above: Node | None
    body: Node
    under: bool = False
    """A word with its condition set under it, rather than one of TeX's large operators."""


class Subscript(NamedTuple):
    """``apart`` sets the head in brackets, where the whole would look like another name."""

    head: Node
    below: tuple[Node, ...]
    apart: bool = False


class Call(NamedTuple):
    head: Node
    arguments: tuple[Node, ...]
    between: Sign = Sign(",", ", ")
    brackets: str = "()"


class Pair(NamedTuple):
    items: tuple[Node, ...]


class Joined(NamedTuple):
    """Parts of a subscript or of a condition under an operator: 1:m, x ~ P, x -> 0, theta: P << Q."""

    parts: tuple[Node, ...]
    between: Sign


class OneSided(NamedTuple):
    """A point approached from the right (+) or the left (-)."""

    point: Node
    side: str


class Derivative(NamedTuple):
    variable: Node
    body: Node
    at: Node | None


class Differential(NamedTuple):
    """The dx at the end of an integral."""

    variable: Node


class Relation(NamedTuple):
    """a = b, or a chain 0 < t < 1."""

    parts: tuple[Node, ...]
    signs: tuple[Sign, ...]


class Remark(NamedTuple):
    """A subject and words about it: P is a law."""

    subject: Node
    words: Sign


class Connective(NamedTuple):
    """and, or."""

    sign: Sign
    parts: tuple[Node, ...]


class Equivalence(NamedTuple):
    left: Node
    right: Node


class Implication(NamedTuple):
    premises: tuple[Node, ...]
    conclusion: Node


class Negation(NamedTuple):
    body: Node


class Quantified(NamedTuple):
    sign: Sign
    variables: tuple[Node, ...]
    domain: Node | None
    body: Node


class UpTo(NamedTuple):
    """The set {1, ..., m}."""

    last: Node


class Mapping(NamedTuple):
    """The function that takes the variable to the body."""

    variable: Node
    body: Node


Node = (
    Glyph | Name | Number | Terms | Product | Quotient | Negative | Power | Exponential | Operator | Big | Subscript
    | Call | Pair | Joined | OneSided | Derivative | Differential | Relation | Remark | Connective | Equivalence | Implication
    | Negation | Quantified | UpTo | Mapping
)  # fmt: skip

EQUAL = Sign("=", "=")
UNEQUAL = Sign(r"\neq", "!=")
LESS = Sign("<", "<")
AT_MOST = Sign(r"\le", "<=")
IN = Sign(r"\in", "in")
NOT_IN = Sign(r"\notin", "not in")
DOMINATED = Sign(r"\ll", "<<")
IS_LAW = Sign(r"\text{ is a law}", " is a law")
AND, OR = Sign(r"\wedge", "and"), Sign(r"\vee", "or")
FOR_ALL, EXISTS = Sign(r"\forall", "forall"), Sign(r"\exists", "exists")
SUM, PRODUCT = Sign(r"\sum", "sum"), Sign(r"\prod", "prod")
LIMIT = Sign(r"\lim", "lim")
ARG_MAX, ARG_MIN = Sign(r"\mathrm{arg\,max}", "argmax"), Sign(r"\mathrm{arg\,min}", "argmin")
LOG, LN = Sign(r"\log", "log"), Sign(r"\ln", "ln")

COMMA = Sign(",", ", ")
COLON = Sign(":", ":")
SUCH_THAT = Sign(r":\,", ": ")
FOLLOWS = Sign(r"\sim", "~")
TENDS = Sign(r"\to", "->")
BAR = Sign(r"\mid", " | ")
DOUBLE_BAR = Sign(r"\,\|\,", " || ")
SEMICOLON = Sign(";", "; ")

ELLIPSIS = Glyph(Sign(r"\dots", "..."))
DOT = Glyph(Sign(r"\cdot", "."))
TRUE, FALSE = Glyph(Sign(r"\top", "true")), Glyph(Sign(r"\bot", "false"))
INFINITY = Glyph(Sign(r"\infty", "oo"))
PLUS_INFINITY = Glyph(Sign(r"+\infty", "+oo"))
NATURALS, REALS = Glyph(Sign(r"\mathbb{N}", "N")), Glyph(Sign(r"\mathbb{R}", "R"))
EXPECTATION, ONE_IF = Glyph(Sign(r"\mathbb{E}", "E")), Glyph(Sign(r"\mathbf{1}", "1"))
ENTROPY, DIVERGENCE, INFORMATION = Glyph(Sign("H", "H")), Glyph(Sign("D", "D")), Glyph(Sign("I", "I"))
POINT_MASS, UNIFORM, EMPIRICAL = Glyph(Sign(r"\delta", "delta")), Glyph(Sign("U", "U")), Glyph(Sign(r"\hat p", "phat"))
TIGHT_COMMA = Sign(",", ",")
