"""What stands on the page: the few shapes that notation is made of, before a pen writes them as LaTeX or plain text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction as Rational


@dataclass(eq=False, repr=False)
class Sign:
    """A sign in the two notations."""

    latex: str
    text: str


COMMA = Sign(",", ", ")


@dataclass(eq=False, repr=False)
class Glyph:
    """A fixed letter of the notation: H, D, a dot, the set of naturals."""

    sign: Sign


@dataclass(eq=False, repr=False)
class Name:
    """A variable. ``plain`` asks for the name letter by letter; ``kind`` is its type where two of a name occur."""

    name: str
    plain: bool = False
    kind: Sign | None = None


@dataclass(eq=False, repr=False)
class Number:
    value: Rational


@dataclass(eq=False, repr=False)
class Terms:
    """A sum a - b + c from left to right; the first sign is always ``+``."""

    items: tuple[tuple[str, Node], ...]


@dataclass(eq=False, repr=False)
class Product:
    factors: tuple[Node, ...]


@dataclass(eq=False, repr=False)
class Quotient:
    above: Node
    below: Node


@dataclass(eq=False, repr=False)
class Negative:
    body: Node


@dataclass(eq=False, repr=False)
class Power:
    base: Node
    exponent: Node


@dataclass(eq=False, repr=False)
class Exponential:
    """e to a power, or exp( ) where ``word`` says that e could be a variable."""

    exponent: Node
    word: bool


@dataclass(eq=False, repr=False)
class Operator:
    """log, ln: takes one factor."""

    sign: Sign
    base: Node | None
    body: Node


@dataclass(eq=False, repr=False)
class Big:
    """Sum, product, limit, argmax: takes the product that follows."""

    sign: Sign
    below: Node
    above: Node | None
    body: Node
    under: bool = False
    """A word with its condition set under it, rather than one of TeX's large operators."""

    @property
    def runs_on(self) -> bool:
        """Whether a product's last factor is a product: without brackets, the two would be read side by side."""
        last = self.body.factors[-1] if isinstance(self.body, Product) else None
        return self.sign is PRODUCT and isinstance(last, Big) and last.sign is PRODUCT


@dataclass(eq=False, repr=False)
class Subscript:
    """``apart`` sets the head in brackets, where the whole would look like another name."""

    head: Node
    below: tuple[Node, ...]
    apart: bool = False


@dataclass(eq=False, repr=False)
class Call:
    head: Node
    arguments: tuple[Node, ...]
    between: Sign = COMMA
    brackets: str = "()"


@dataclass(eq=False, repr=False)
class Pair:
    items: tuple[Node, ...]


@dataclass(eq=False, repr=False)
class Joined:
    """Parts of a subscript or of a condition under an operator: 1:m, x ~ P, x -> 0, theta: P << Q."""

    parts: tuple[Node, ...]
    between: Sign


@dataclass(eq=False, repr=False)
class OneSided:
    """A point approached from the right (+) or the left (-)."""

    point: Node
    side: str


@dataclass(eq=False, repr=False)
class Derivative:
    variable: Node
    body: Node
    at: Node | None


@dataclass(eq=False, repr=False)
class Differential:
    """The dx at the end of an integral."""

    variable: Node


@dataclass(eq=False, repr=False)
class Relation:
    """a = b, or a chain 0 < t < 1."""

    parts: tuple[Node, ...]
    signs: tuple[Sign, ...]


@dataclass(eq=False, repr=False)
class Remark:
    """A subject and words about it: P is a law."""

    subject: Node
    words: Sign


@dataclass(eq=False, repr=False)
class Connective:
    """and, or."""

    sign: Sign
    parts: tuple[Node, ...]


@dataclass(eq=False, repr=False)
class Equivalence:
    left: Node
    right: Node


@dataclass(eq=False, repr=False)
class Implication:
    premises: tuple[Node, ...]
    conclusion: Node


@dataclass(eq=False, repr=False)
class Negation:
    body: Node


@dataclass(eq=False, repr=False)
class Quantified:
    sign: Sign
    variables: tuple[Node, ...]
    domain: Node | None
    body: Node


@dataclass(eq=False, repr=False)
class UpTo:
    """The set {1, ..., m}."""

    last: Node


@dataclass(eq=False, repr=False)
class Mapping:
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
