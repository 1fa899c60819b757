"""Formulas in LaTeX read against declared symbols: every name is one of them, and the types decide what is meant.

Nothing is guessed: a name that nobody declared, or one that two declared symbols could be, is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from symbolic_it.errors import InvalidArgument, Unreadable
from symbolic_it.kernel.terms import VAR, Term, nat, real
from symbolic_it.language.declare import Alphabet, Space
from symbolic_it.language.expr import Expr
from symbolic_it.language.names import name_latex
from symbolic_it.notes import syntax as s
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.layout import layout_dropped
from symbolic_it.notes.packages import DEFAULTS
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.strict import StrictParser
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.tokens import tokenize

MAX_LENGTH = 20_000


def parsed(text: str, is_function: Callable[[s.Node], bool] = lambda node: True) -> s.Chain:
    """The one chain that the text holds; raises Unreadable. Dollars around it are left off."""
    if len(text) > MAX_LENGTH:
        raise Unreadable(text, "it is too long", "IT004")
    bare = text.strip()
    for mark in ("$$", "$"):
        if len(bare) > 2 * len(mark) and bare.startswith(mark) and bare.endswith(mark):
            bare = bare.removeprefix(mark).removesuffix(mark)
            break
    found = tokenize(bare, 0)
    if found.remarks:
        raise Unreadable(text, f"{found.remarks[0].words or 'a sign'} stands where it has no meaning", "IT001")
    try:
        return StrictParser(layout_dropped(expand(found.tokens, DEFAULTS)), is_function).whole()
    except ExpansionError as error:
        raise Unreadable(text, str(error), "IT004") from None
    except NotRead as error:
        raise Unreadable(text, error.words, "IT001") from None
    except RecursionError:
        raise Unreadable(text, "it is nested too deeply", "IT004") from None


def key_of(node: s.Name) -> str:
    """What tells names apart: the head, its marks, what hangs below and above."""
    below = s.word_below(node.sub) if node.sub is not None else ""
    above = s.structure(node.sup) if node.sup is not None else ""
    return "|".join((node.head, " ".join(sorted(node.mark.split())), below, above))


def bare(node: s.Name) -> s.Name:
    """The name without what hangs below it."""
    return s.Name(node.start, node.end, node.head, node.mark, None, node.sup)


class Scope:
    """The declared symbols by how their names are written, and what is bound inside of the formula."""

    def __init__(self, values: Iterable[object]) -> None:
        self.symbols: dict[str, dict[Term, Expr]] = {}
        self.alphabets: dict[str, Alphabet | Space] = {}
        self.bound: dict[str, list[Expr]] = {}
        for value in values:
            if isinstance(value, Expr) and value.term.kind == VAR:
                if (node := _written(value.term.name)) is not None:
                    self.symbols.setdefault(key_of(node), {}).setdefault(value.term, value)
            elif isinstance(value, (Alphabet, Space)) and (node := _written(value.name)) is not None:
                self.alphabets[key_of(node)] = value

    def candidates(self, node: s.Name) -> list[Expr]:
        """The symbols of this name: a bound one hides what is declared."""
        key = key_of(node)
        bound = self.bound.get(key)
        declared = list(self.symbols.get(key, {}).values())
        if bound:  # x beside the sample x_1, x_2, ...: the sample has an index
            return [bound[-1], *(e for e in declared if is_sequence(e) and not is_sequence(bound[-1]))]
        return declared

    def is_function(self, node: s.Node) -> bool:
        """Whether brackets behind this are its arguments: for what is declared as no function they are a factor."""
        if not isinstance(node, s.Name):
            return False
        found = self.candidates(node)
        if not found and node.sub is not None:
            heads = self.candidates(bare(node))
            return not heads or any(not is_scalar(e) and not is_sequence(e) for e in heads)
        return not found or any(not is_scalar(e) for e in found)

    def known(self, node: s.Name) -> bool:
        return bool(self.candidates(node))

    @contextmanager
    def binding(self, node: s.Name, v: Expr) -> Iterator[None]:
        key = key_of(node)
        self.bound.setdefault(key, []).append(v)
        try:
            yield
        finally:
            self.bound[key].pop()


def is_sequence(e: Expr) -> bool:
    return e.type.op == "fun" and e.type.args[0] is nat


def is_scalar(e: Expr) -> bool:
    return e.type in (real, nat)


def is_law(e: Expr) -> bool:
    """Whether it has the type of a law: a real function on an alphabet or on pairs."""
    ty = e.type
    return ty.op == "fun" and ty.args[1] is real and (ty.args[0].op == "pair" or ty.args[0].op.startswith("%"))


def unclear(node: s.Node | None, words: str, code: str = "IT003") -> Unclear:
    return Unclear(node, words, code)


@lru_cache(maxsize=4096)
def _written(name: str) -> s.Name | None:
    """A declared name as the parser reads it where it is printed."""
    try:
        chain = parsed(name_latex(name))
    except (Unreadable, InvalidArgument):
        return None
    node = chain.sides[0]
    while isinstance(node, s.Group):
        node = node.inner
    return node if isinstance(node, s.Name) and not chain.signs else None
