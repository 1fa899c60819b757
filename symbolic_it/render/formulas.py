"""Reading the LaTeX of a formula into a small tree, so that only known commands reach a document.

The tree is what the printers of ``typesetting.py`` work on. Nothing here knows what a formula means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from symbolic_it.render import commands

MAX_LENGTH = 20_000
MAX_DEPTH = 60


class FormulaError(ValueError):
    """A formula that will not be set; the message names the first thing in it that is not allowed."""


@dataclass(frozen=True)
class Atom:
    """A character, a number or a command without arguments."""

    text: str


@dataclass(frozen=True)
class Space:
    """White space of the source; it has no meaning and keeps the output readable."""


@dataclass(frozen=True)
class Group:
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Script:
    """``^`` or ``_`` with what it raises or lowers."""

    mark: str
    body: Node


@dataclass(frozen=True)
class Command:
    name: str
    arguments: tuple[Node, ...]
    option: tuple[Node, ...] | None = None


@dataclass(frozen=True)
class Text:
    """``\\text{..}`` and its kin; ``content`` is plain text."""

    name: str
    content: str


@dataclass(frozen=True)
class Fence:
    """``\\left( .. \\right)``."""

    opening: str
    closing: str
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Sized:
    """``\\bigl(`` and the like."""

    command: str
    delimiter: str


@dataclass(frozen=True)
class Environment:
    name: str
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Break:
    """A place where a long formula may go on in the next line, inside ``depth`` brackets."""

    depth: int


Node = Atom | Space | Group | Script | Command | Text | Fence | Sized | Environment | Break

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
_PLAIN_CHARACTERS = frozenset("()[]|,;:.!?/+-*=<>'~@\"")
_DELIMITER_CHARACTERS = frozenset("()[]|/.<>")
_CELLS = ("&", "\\\\")


class _Reader:
    def __init__(self, source: str) -> None:
        if len(source) > MAX_LENGTH:
            raise FormulaError(f"it is longer than {MAX_LENGTH} characters")
        for sign, command in commands.UNICODE.items():
            if sign in source:
                source = source.replace(sign, command + " ")
        self.tokens: list[str] = _TOKEN.findall(source)
        self.at = 0
        self.depth = 0

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> str:
        token = self.peek()
        if token is None:
            raise FormulaError("it ends too early")
        self.at += 1
        return token

    def skip_space(self) -> None:
        while (token := self.peek()) is not None and token.isspace():
            self.at += 1

    def items(self, end: str | None, *, cells: bool = False) -> tuple[Node, ...]:
        """The nodes up to the token ``end`` (taken) or the end of the source."""
        found: list[Node] = []
        scripts = ""
        while True:
            token = self.peek()
            if token is None and end is not None:
                raise FormulaError(f"'{end}' is missing")
            if token is None or token == end:
                self.at += token is not None
                break
            node = self.node(cells)
            if isinstance(node, Script):
                if node.mark in scripts:
                    raise FormulaError(f"two '{node.mark}' in a row")
                scripts += node.mark
            elif node == Atom("'"):
                if "^" in scripts:
                    raise FormulaError("a prime after '^'")
            elif not isinstance(node, Space):
                scripts = ""
            found.append(node)
        return tuple(found)

    def node(self, cells: bool) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError("it is nested too deeply")
        node = self.one(cells)
        self.depth -= 1
        return node

    def one(self, cells: bool) -> Node:
        token = self.take()
        if token.isspace():
            return Space()
        if token == "{":
            return Group(self.items("}"))
        if token in "^_":
            return Script(token, self.argument())
        if token in _CELLS:
            if not cells:
                raise FormulaError(f"'{token}' outside of an environment")
            return Atom(token)
        if token[0] == "\\":
            return self.command(token[1:])
        if token[0].isascii() and (token[0].isalnum() or token in _PLAIN_CHARACTERS):
            return Atom(token)
        raise FormulaError(f"the character {token!r}")

    def argument(self) -> Node:
        """A group, or the one node that TeX would take in its place."""
        self.skip_space()
        token = self.peek()
        if token is None or token in "}^_" or token in _CELLS or token == "\\right":
            raise FormulaError("an argument is missing")
        if token[0].isdigit() and len(token) > 1:
            self.tokens[self.at : self.at + 1] = list(token)
        node = self.node(False)
        if isinstance(node, Command | Text | Fence | Sized | Environment):
            return Group((node,))
        return node

    def command(self, name: str) -> Node:
        bare = name.rstrip("*")
        if name != bare and name != "operatorname*":
            self.tokens.insert(self.at, "*")
            name = bare
        if bare in commands.TEXT:
            return Text(bare, self.text())
        if bare in commands.ARGUMENTS:
            option: tuple[Node, ...] | None = None
            self.skip_space()
            if name == "sqrt" and self.peek() == "[":
                self.take()
                option = self.items("]")
            if name == "substack":
                self.take_exactly("{")
                return Command(name, (Group(self.items("}", cells=True)),))
            return Command(name, tuple(self.argument() for _ in range(commands.ARGUMENTS[bare])), option)
        if name in commands.SIZED:
            return Sized(name, self.delimiter())
        if name == "left":
            opening = self.delimiter()
            items = self.items("\\right")
            return Fence(opening, self.delimiter(), items)
        if name == "middle":
            return Sized(name, self.delimiter())
        if name == "begin":
            environment = self.word()
            if environment not in commands.ENVIRONMENTS:
                raise FormulaError(f"the environment '{environment}'")
            items = self.items("\\end", cells=True)
            if self.word() != environment:
                raise FormulaError(f"\\begin{{{environment}}} without its \\end")
            return Environment(environment, items)
        if name in commands.PLAIN or name in commands.SIGNS:
            return Atom("\\" + name)
        raise FormulaError(f"the command \\{name}")

    def delimiter(self) -> str:
        self.skip_space()
        token = self.take()
        if token in _DELIMITER_CHARACTERS or token in ("\\{", "\\}", "\\|"):
            return token
        if token[1:] in commands.DELIMITERS:
            return token
        raise FormulaError(f"{token!r} is no bracket")

    def take_exactly(self, wanted: str) -> None:
        self.skip_space()
        if self.take() != wanted:
            raise FormulaError(f"'{wanted}' is missing")

    def word(self) -> str:
        self.take_exactly("{")
        word = ""
        while (token := self.take()) != "}":
            word += token
        return word

    def text(self) -> str:
        """The braced plain text of ``\\text``: escaped signs are taken, other commands are not."""
        self.take_exactly("{")
        content = ""
        while (token := self.take()) != "}":
            if token in ("{", "$", "%", "#", "\\("):
                raise FormulaError(f"{token!r} inside of a text")
            if token[0] != "\\":
                content += " " if token.isspace() or token == "~" else token
            elif token[1:] in commands.SIGNS - {"\\"}:
                content += token[1:] if token[1:] in "{}|%#&$_" else " "
            else:
                raise FormulaError(f"{token} inside of a text")
        return content


def _bars(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Bare ``|`` as what it stands for: a pair is an absolute value, a lone one a condition, ``||`` a divergence."""
    result = list(items)
    open_bars: list[list[int]] = [[]]

    def settle(bars: list[int]) -> None:
        for n, index in enumerate(bars):
            paired = len(bars) % 2 == 0
            result[index] = Atom("\\mid" if not paired else "\\lvert" if n % 2 == 0 else "\\rvert")

    for index, node in enumerate(items):
        if node in (Atom("("), Atom("[")):
            open_bars.append([])
        elif node in (Atom(")"), Atom("]")) and len(open_bars) > 1:
            settle(open_bars.pop())
        elif node == Atom("|"):
            if index and items[index - 1] == node and open_bars[-1] and open_bars[-1][-1] == index - 1:
                open_bars[-1].pop()
                result[index - 1], result[index] = Atom("\\parallel"), Space()
            else:
                open_bars[-1].append(index)
    for bars in open_bars:
        settle(bars)
    return tuple(_inside(node) for node in result)


def _inside(node: Node) -> Node:
    if isinstance(node, Group):
        return Group(_bars(node.items))
    if isinstance(node, Script):
        return Script(node.mark, _bars((node.body,))[0])
    if isinstance(node, Command):
        option = None if node.option is None else _bars(node.option)
        return Command(node.name, tuple(_bars((a,))[0] for a in node.arguments), option)
    if isinstance(node, Fence):
        return Fence(node.opening, node.closing, _bars(node.items))
    if isinstance(node, Environment):
        return Environment(node.name, _bars(node.items))
    return node


@dataclass(frozen=True)
class Formula:
    """A formula that may stand in a document."""

    items: tuple[Node, ...]

    @classmethod
    def read(cls, source: str) -> Formula:
        """Read a formula; ``FormulaError`` when it holds something that is not allowed or is not well formed."""
        items = _bars(_Reader(source.strip()).items(None))
        if all(isinstance(item, Space) for item in items):
            raise FormulaError("it is empty")
        return cls(items)

    @cached_property
    def width(self) -> float:
        """Roughly how many letters wide it is when set in display."""
        from symbolic_it.render.typesetting import width

        return width(self.items)
