"""What a document has said so far: the base of logarithms, names that it defines, assumptions that its words make."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import TypeVar

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name
from symbolic_it.notes.told_laws import Told
from symbolic_it.notes.told_sizes import ToldSize

T = TypeVar("T")
MAX_SETTINGS = 20
"""How many of what it has set before a note still speaks of."""


class Unclear(Exception):
    """A formula whose meaning is not known here: where, why in words, and the code of the finding."""

    def __init__(self, node: s.Node | None, words: str, code: str = "IT003") -> None:
        self.node, self.words, self.code = node, words, code
        super().__init__(words)


@dataclass(frozen=True)
class Meaning:
    """A name defined by the note: ``parameters`` are the heads of the names that stand in its brackets."""

    parameters: tuple[str, ...]
    body: s.Node
    line: int = 0
    written: s.Node | None = None
    """The body before the note's other names were replaced in it."""


@dataclass(frozen=True)
class Replaced:
    """What a name meant before its section gave it another meaning; ``sure``: whether words say that it did."""

    meaning: Meaning
    sure: bool


@dataclass(frozen=True)
class LastForm:
    """``form`` may stand for what ``known`` defines; ``near`` says that it does so only about each point, not everywhere."""

    known: Meaning
    form: Meaning
    assumptions: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True)
class Supposition:
    """An equation that words suppose, or that says that a quantity vanishes."""

    left: s.Node
    right: s.Node
    written: str
    section: int
    case: bool = False
    """Whether its sentence speaks of a case."""


@dataclass
class Symbols:
    """One table for a document; it grows from formula to formula."""

    binary_entropies: dict[str, tuple[s.Function, int]] = field(default_factory=dict)
    """Notions, H_b, that the note defines as the entropy of a number p and 1 - p: its logarithm, and the section."""
    base: str = ""
    """``2``, ``e``, ``10`` or nothing: one unknown base b > 1 for the whole document."""
    written_base: str = ""
    notion_bases: dict[str, str] = field(default_factory=dict)
    """Letters of notions, h and H, with the base that their definition in the note names."""
    """The base that all logarithms of the document name, when they all do."""
    meanings: dict[str, Meaning] = field(default_factory=dict)
    chosen: dict[str, tuple[Meaning, str]] = field(default_factory=dict)
    """Laws that a relation alone sets to a formula of other laws, q(z) = p(z|x): with the words of it."""
    passing: dict[str, tuple[int, Meaning | None]] = field(default_factory=dict)
    """Names defined under an if, or before an arrow: where, and what they meant before. They go with the sentence."""
    replaced: dict[str, Replaced] = field(default_factory=dict)
    """Names that a section has given a meaning twice, with the first."""
    latest: dict[str, LastForm] = field(default_factory=dict)
    """What a chain that begins with a defined name last made of it, where its steps hold."""
    last_forms: dict[str, LastForm] = field(default_factory=dict)
    """Of functions whose definition goes on with steps that hold: what it was brought to."""
    earlier: dict[str, Meaning] = field(default_factory=dict)
    """Vectors, ``p[]``, that another section has defined."""
    vectors: set[str] = field(default_factory=set)
    """Keys of the names that have stood with an index in formulas in coordinates."""
    true_class: set[str] = field(default_factory=set)
    """Indices of which the note says that the target is 1 there: y_k = 1."""
    class_spoken: bool = False
    """Whether the words beside the formula in work speak of the true class, or of the others."""
    softmax: bool = False
    cross_entropy: bool = False
    """Whether the text speaks of them."""
    told_later: list[tuple[int, str]] = field(default_factory=list)
    """Letters that an inline formula begins by giving a value, "where $k = ..$", with the place of each."""
    squared: set[str] = field(default_factory=set)
    """Keys of functions that the note writes of a square, l(mu, sigma^2)."""
    told_laws: list[tuple[Told, int]] = field(default_factory=list)
    """Laws that words or tables give by their numbers, each with its section."""
    introduced: set[str] = field(default_factory=set)
    """Standard notions that a formula has introduced already."""
    joint: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Laws that were written with several outcomes: the letters of these."""
    sizes: dict[str, str] = field(default_factory=dict)
    """Names of sizes of alphabets: ``n`` to the outcome's letter."""
    told_sizes: list[tuple[ToldSize, int]] = field(default_factory=list)
    """How many values variables take, as words and sets tell, each with its section."""
    sizes_here: list[ToldSize] = field(default_factory=list)
    """Those that hold where the formula in work stands."""
    depends: dict[str, frozenset[str]] = field(default_factory=dict)
    """Keys of names, with those that the note ties them to."""
    tied_in: dict[str, int] = field(default_factory=dict)
    """The section that tied these names last."""
    related: list[tuple[frozenset[str], int]] = field(default_factory=list)
    """Keys of names that an equation ties to each other, p + q = 1, with its section."""
    random: set[str] = field(default_factory=set)
    """Keys of small letters that are drawn from a law: eps ~ N(0, 1)."""
    redefined: set[str] = field(default_factory=set)
    """Kinds of notions for which the note has a definition of its own."""
    drawn: dict[str, str] = field(default_factory=dict)
    """Letters of variables, x for X ~ p, with the key of the law."""
    several: set[str] = field(default_factory=set)
    """Heads of laws of which the words tell several: distributions p_1, .., p_m."""
    lengths: set[str] = field(default_factory=set)
    """Names of numbers of samples, as the words tell them: a sample x_1, .., x_n."""
    settings: list[tuple[tuple[s.Node, ...], tuple[str, ...], int]] = field(default_factory=list)
    """What is fixed, as in "let p(x) = 1/n": sides, signs and the section, in which what is claimed is about these."""
    constraints: list[tuple[list[s.Node], list[str], int]] = field(default_factory=list)
    """Comparisons that say what numbers are, 0 < p < 1, with their section."""
    doubtful: list[tuple[list[s.Node], list[str], int]] = field(default_factory=list)
    """Those that were told for another part of the section, or before "for all" binds their names anew."""
    unsure: list[tuple[list[s.Node], list[str], int]] = field(default_factory=list)
    """Those that words may tell: used for nothing, and what supposes the contrary is not used either."""
    vague: list[tuple[list[s.Node], list[str], int]] = field(default_factory=list)
    """Those that a sentence may hold whose words are not read: what is proved under the contrary names it as a condition."""
    factored: list[tuple[s.Node, s.Node]] = field(default_factory=list)
    """Equations of probabilities that the words before them suppose: p(z|x,y) = p(z|y)."""
    claimed: list[tuple[frozenset[str], tuple[tuple[s.Node, ...], tuple[str, ...]], int]] = field(default_factory=list)
    """Inequalities that the note claims of its own numbers, their heads and section: Kraft's, of the lengths of its code."""
    supposed: list[Supposition] = field(default_factory=list)
    """Equations between numbers or notions that words suppose: s + t = 1, I(X;Y) = 0."""
    spoken: set[str] = field(default_factory=set)
    """Heads of names that stand in formulas which were not read."""
    said: list[tuple[frozenset[str], tuple[s.Node, ...], tuple[str, ...]]] = field(default_factory=list)
    """Relations that state what is not used of their names: the heads of these, the sides, the signs."""
    uniform: bool = False
    """Whether the text speaks of the uniform law."""
    uniform_in_doubt: bool = False
    """Whether it calls u another law as well."""
    laws: set[str] = field(default_factory=set)
    """Keys of the laws that the formulas have spoken of so far."""
    positive: set[str] = field(default_factory=set)
    """Keys of numbers that the text takes to be positive: for a, b > 0."""
    stated: tuple[str, s.Node] | None = None
    """What the formula before gives a value to, and the formula of the value."""
    told: set[str] = field(default_factory=set)
    """Keys of laws and functions that the note introduces: by a name among its words, a notion of them, an expectation."""
    assumed_base: str = ""
    """The base that a step needed for its logarithms without one; the document keeps to it."""
    told_apart: set[str] = field(default_factory=set)
    """Small letters of laws, p, that the note tells from the law of the capital, P."""
    stationary: list[tuple[s.Node, frozenset[str], int]] = field(default_factory=list)
    """What the note sets to zero as a derivative, its letters and its section: equations after it are about such values."""
    equations: list[tuple[s.Node, frozenset[str], int]] = field(default_factory=list)
    """Equations between numbers that do not hold for all of them, in the same way: what follows may solve them."""
    integrals: bool = False
    """Whether the note has integrals over outcomes: its laws have densities."""
    listed: dict[str, tuple[tuple[Fraction, ...], int]] = field(default_factory=dict)
    """Laws given by their numbers, P = (0.9, 0.1), with the section that says so."""
    listed_at: dict[str, int] = field(default_factory=dict)
    """Where the note gives these laws by their numbers."""
    effort: int = 0
    """Units of work that the long searches of the file have taken."""
    patience: float = 1.0
    """How many times the usual work its long searches may take."""
    unit_base: str = ""
    """The base that a unit in the text tells: 2 for bits, e for nats."""
    aliases: dict[str, s.Name] = field(default_factory=dict)
    """What the author declares of names, ``let p = p_data``: keys, and the names that are put in their place."""
    own_functions: set[str] = field(default_factory=set)
    """Letters of notions that the note uses for functions of its own: h(x) = w x + b."""
    formulas: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Keys of laws that a formula gives: whether it is ``no law`` or that is ``open``, or why its numbers are those of none,
    and its section."""
    pointwise: set[str] = field(default_factory=set)
    """Heads of notions that the note has taken at outcomes: h(x) = -log p(x), and no averages of small letters."""
    independent: bool = False
    empirical: bool = False
    """Whether the text speaks of an empirical law, or of the law of the data."""

    def asked(self, name: str, question: Callable[..., T], *about: Hashable) -> T:
        """What the field of this name says to a question; of a list, one that looks at its entries one by one."""
        return question(getattr(self, name), *about)

    def append(self, name: str, entries: Sequence[object], most: int = 0) -> None:
        """Add to the list of this name, and forget all but so many of its last entries."""
        known: list[object] = getattr(self, name)
        known += entries
        if most:
            del known[:-most]

    def copied(self) -> Symbols:
        """The table as it is, so that what is added there is not here."""
        return Symbols(**{f.name: copy.copy(getattr(self, f.name)) for f in fields(self)})


def key_of(name: s.Node) -> str:
    """What tells names apart: head, marks and a subscript that is a word; fonts do not."""
    if isinstance(name, s.Group):
        return key_of(name.inner)
    if not isinstance(name, s.Name):
        return ""
    mark = "".join("_" + m for m in name.mark.split() if m not in ("transposed",))
    above = f"_at_{s.structure(name.sup)}" if name.sup is not None else ""
    return name.head + mark + (f"_{word}" if (word := s.word_below(name.sub)) else "") + above


def bound_heads(node: s.Node) -> set[str]:
    """The names that a sum, a product or an optimum binds in its bounds."""
    below = node.lower if isinstance(node, s.Big) else node.below if isinstance(node, s.Optimum) else None
    if below is None:
        return set()
    found: set[str] = set()
    for part in below.parts if isinstance(below, s.Sequence) else (below,):
        while isinstance(part, s.Relation) and part.left is not None:
            part = part.left
        found |= {n.head for n in s.walk(part) if isinstance(n, s.Name)}
    return found


def names_bound(node: s.Node) -> frozenset[str]:
    """The keys of plain names that mean something else in what stands after a sum, an optimum or an expectation."""
    if isinstance(node, s.Expectation):
        below: s.Node | None = node.sub
    else:
        below = node.lower if isinstance(node, s.Big) else node.below if isinstance(node, s.Optimum) else None
    found = set(node.differential.split()) if isinstance(node, s.Big) else set()
    todo = [below] if below is not None else []
    while todo:
        part = todo.pop()
        if isinstance(part, s.Sequence):
            todo += part.parts
        elif isinstance(part, s.Relation):
            sides = (part.left,) if part.op in ("=", "in", "~", "->", "minus", "!=") else (part.left, part.right)
            todo += [x for x in sides if x is not None]
        elif isinstance(part, s.Name) and not (isinstance(node, s.Expectation) and is_law_name(part)):
            found.add(key_of(part))
    return frozenset(found)


def renamed(node: s.Node, caught: set[str], taken: set[str]) -> s.Node:
    """The sum with other letters for the indices that it binds. Raises Unclear where it binds no plain indices."""
    lower = node.lower if isinstance(node, s.Big) else None
    index = lower.left if isinstance(lower, s.Relation) and lower.op == "=" else lower
    if not isinstance(index, s.Name) or index.sub is not None or index.mark or caught != {index.head}:
        raise Unclear(node, f"{min(caught)} is bound in the definition and stands for something else here")
    letter = next((x for x in "jklmnirs" if x not in taken), "")
    if (
        not letter
        or index.head not in "ijklmnrs"
        or any(index.head in bound_heads(n) for n in s.walk(node) if n is not node)
    ):
        raise Unclear(node, f"{index.head} is bound in the definition and stands for something else here")
    return with_letter(node, index.head, letter)


def with_letter(node: s.N, old: str, new: str) -> s.N:
    """The formula with another letter for an index, wherever it stands."""
    if isinstance(node, s.Name) and node.head == old and node.sub is None and node.sup is None and not node.mark:
        return replace(node, head=new)
    return s.mapped(node, lambda x: with_letter(x, old, new))


def substituted(node: s.Node, values: Mapping[str, s.Node]) -> s.Node:
    """The formula with nodes in place of plain names; what sums bind stays.

    Raises Unclear where a name in a value would be captured by a sum of the formula.
    """
    own = bound_heads(node)
    if own:
        values = {k: v for k, v in values.items() if k not in own}
        free = {key_of(n) for n in s.walk(node) if isinstance(n, s.Name)} & set(values)
        caught = {n.head for k in free for n in s.walk(values[k]) if isinstance(n, s.Name)} & own
        if caught:
            node = renamed(
                node, caught, {n.head for x in (node, *values.values()) for n in s.walk(x) if isinstance(n, s.Name)}
            )
    if isinstance(node, s.Name) and node.sub is None and node.sup is None and key_of(node) in values:
        return values[key_of(node)]
    return s.mapped(node, lambda x: substituted(x, values))
