"""Printing a formula's tree for LaTeX, for GitHub and for other Markdown, and finding where a long one may break."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from symbolic_it.render import commands
from symbolic_it.render.characters import cleaned, latex_text
from symbolic_it.render.formulas import (
    Atom,
    Break,
    Command,
    Environment,
    Fence,
    Formula,
    Group,
    Node,
    Script,
    Sized,
    Space,
    Text,
)


class Target(Enum):
    """Who sets the formula."""

    LATEX = "latex"
    GFM = "gfm"
    DOLLAR = "dollar"


RELATIONS = {
    "=": "=",
    "<=": r"\le",
    "<": r"\lt",
    ">=": r"\ge",
    ">": r"\gt",
    "!=": r"\ne",
    ":=": ":=",
    "~=": r"\approx",
    "->": r"\to",
    "=>": r"\Rightarrow",
    "<=>": r"\Leftrightarrow",
    "in": r"\in",
}
"""The relation signs of ``StepResult`` in LaTeX."""

_OPENING = frozenset(["(", "[", "\\{", "\\lbrace", "\\lbrack", "\\lvert", "\\lVert", "\\langle", "\\lfloor", "\\lceil"])
_CLOSING = frozenset([")", "]", "\\}", "\\rbrace", "\\rbrack", "\\rvert", "\\rVert", "\\rangle", "\\rfloor", "\\rceil"])
_RELATION_ATOMS = frozenset(["=", "<", ">"]) | {"\\" + name for name in commands.RELATIONS - {"mid", "parallel"}}
_BINARY_ATOMS = frozenset(["+", "-"]) | {"\\" + name for name in commands.BINARY}
_BREAKING = frozenset(["+", "-", "\\pm", "\\wedge", "\\land", "\\vee", "\\lor"]) | _RELATION_ATOMS


def printed(formula: Formula | Iterable[Node], target: Target) -> str:
    """The formula as LaTeX source for ``target``."""
    items = formula.items if isinstance(formula, Formula) else formula
    out = ""
    for node in _spaced(tuple(items)) if target is Target.GFM else items:
        piece = _piece(node, target)
        if piece == " " and (not out or out.endswith(" ")):
            continue
        if piece[:1].isalpha() and _ends_in_command(out):
            out += " "
        out += piece
    return out.strip() if not out.endswith("\\ ") else out


def _spaced(items: tuple[Node, ...]) -> Iterable[Node]:
    """The nodes with a thin space after a named operator, which MathJax leaves out after ``\\mathop`` with limits."""
    named = False
    for node in items:
        if named and not isinstance(node, Script | Space):
            if not isinstance(node, Fence | Sized) and node not in (Atom("("), Atom("["), Atom(","), Atom("=")):
                yield Atom("\\,")
            named = False
        named = named or (isinstance(node, Command) and node.name.startswith("operatorname"))
        yield node


def _ends_in_command(source: str) -> bool:
    return source.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").endswith("\\") and (
        source[-1].isalpha()
    )


def _group(node: Node, target: Target) -> str:
    return "{" + printed(node.items if isinstance(node, Group) else (node,), target) + "}"


def _piece(node: Node, target: Target) -> str:
    if isinstance(node, Space):
        return " "
    if isinstance(node, Atom):
        return _atom(node.text, target)
    if isinstance(node, Group):
        return _group(node, target)
    if isinstance(node, Script):
        single = isinstance(node.body, Atom) and len(node.body.text) == 1
        return node.mark + (printed((node.body,), target) if single else _group(node.body, target))
    if isinstance(node, Command):
        return _command(node, target)
    if isinstance(node, Text):
        return _text(node, target)
    if isinstance(node, Fence):
        opening, closing = (_delimiter(d, target) for d in (node.opening, node.closing))
        return f"\\left{opening} {printed(node.items, target)} \\right{closing}"
    if isinstance(node, Sized):
        return f"\\{node.command}{_delimiter(node.delimiter, target)}"
    if isinstance(node, Environment):
        return f"\\begin{{{node.name}}} {printed(node.items, target)} \\end{{{node.name}}}"
    return f"\\itbreak{{{min(node.depth, 3)}}} " if target is Target.LATEX else ""


def _atom(text: str, target: Target) -> str:
    if text in ("<", "\\lt"):
        return " < " if target is not Target.GFM else "\\lt "
    if text in (">", "\\gt"):
        return " > " if target is not Target.GFM else "\\gt "
    if text == "\\|":
        return "\\Vert "
    if text == "\\coloneqq":
        return ":="
    if text == "*":
        return "\\ast "
    if text == '"' or text == "@":
        return f"\\text{{{text}}}"
    return text


def _delimiter(text: str, target: Target) -> str:
    text = {"|": "\\vert", "\\|": "\\Vert", "<": "\\langle", ">": "\\rangle"}.get(text, text)
    return text + (" " if text[-1].isalpha() else "")


def _command(node: Command, target: Target) -> str:
    if node.name.startswith("operatorname") and target is Target.GFM:
        # GitHub forbids \operatorname; \mathop alone puts limits beneath in a display, as the starred form does.
        side = "" if node.name.endswith("*") else "\\nolimits "
        return f"\\mathop{{\\mathrm{_group(node.arguments[0], target)}}}{side}"
    option = "" if node.option is None else f"[{printed(node.option, target)}]"
    return f"\\{node.name}{option}" + "".join(_group(a, target) for a in node.arguments)


_TEXT_SIGNS = {
    **{sign: "\\" + sign for sign in "_$%&#{}"},
    "\\": "\\backslash ",
    "^": "{\\wedge}",
    "`": "\\text{\u2018}",
}


def _text(node: Text, target: Target) -> str:
    """Plain text in a formula. Signs with a meaning stand outside of it, where all typesetters agree on them."""
    name = "text" if node.name == "mbox" else node.name
    out, run = "", ""
    for char in node.content + "\0":
        if char not in "\0<>" and char not in _TEXT_SIGNS:
            run += char
            continue
        if run:
            out += f"\\{name}{{{latex_text(run) if target is Target.LATEX else cleaned(run)}}}"
            run = ""
        out += _atom(char, target) if char in "<>" else _TEXT_SIGNS.get(char, "")
    return out or "{}"


def width(items: Iterable[Node]) -> float:
    """Roughly how many letters wide the nodes are when set in display."""
    total = 0.0
    pending = 0.0
    large = False
    for node in items:
        if isinstance(node, Script):
            body = 0.7 * width((node.body,))
            if large:
                # Limits stand under and over a sum and widen it only where they are wider than its sign.
                total += max(0.0, body - 2.5 - pending)
                pending = max(pending, body - 2.5)
            else:
                total += max(0.0, body - pending)
                pending = max(pending, body)
            continue
        if isinstance(node, Space | Break):
            continue
        pending = 0.0
        large = _is_large(node)
        total += _node_width(node)
    return total


def _is_large(node: Node) -> bool:
    if isinstance(node, Atom):
        return node.text[1:] in commands.LARGE or node.text in ("\\max", "\\min", "\\sup", "\\inf", "\\lim")
    return isinstance(node, Command) and node.name in ("mathop", "operatorname*")


def _node_width(node: Node) -> float:
    if isinstance(node, Group):
        return width(node.items)
    if isinstance(node, Text):
        return 0.85 * len(node.content)
    if isinstance(node, Fence):
        return 1.6 + width(node.items)
    if isinstance(node, Sized):
        return 0.9
    if isinstance(node, Environment):
        rows: list[list[Node]] = [[]]
        for item in node.items:
            if item == Atom("\\\\"):
                rows.append([])
            else:
                rows[-1].append(item)
        return 2.0 + max(width(row) for row in rows)
    if isinstance(node, Command):
        widths = [width((a,)) for a in node.arguments]
        if node.name in ("overset", "underset", "stackrel", "frac", "dfrac", "binom", "dbinom", "substack"):
            return 0.6 + max(widths)
        return (0.7 if node.name in ("tfrac", "tbinom") else 1.0) * max(widths) + (node.name == "sqrt")
    if not isinstance(node, Atom):
        return 0.0
    text = node.text
    if text[0] != "\\":
        if text in ",;.:'!|":
            return 0.6
        return 2.2 if text in "=+-<>" else 0.7 if text in "()[]" else float(len(text))
    name = text[1:]
    if name in commands.RELATIONS or name in commands.BINARY:
        return 2.5
    if name in commands.LARGE:
        return 2.5
    if name in ("quad", "qquad"):
        return 2.0 * len(name) - 6.0
    if name in (
        "log",
        "exp",
        "max",
        "min",
        "sup",
        "inf",
        "lim",
        "ln",
        "sin",
        "cos",
        "arg",
        "Pr",
        "det",
        "dim",
    ):
        return 0.9 * len(name) + 0.4
    return 0.3 if name in commands.SIGNS else 1.1


def alternatives(formula: Formula) -> tuple[Formula, ...]:
    """The formulas that stand side by side in one, a wide space between them: the forms of a rule."""
    parts: list[list[Node]] = [[]]
    for node in formula.items:
        if node == Atom("\\qquad"):
            parts.append([])
        else:
            parts[-1].append(node)
    kept = [tuple(part) for part in parts if any(not isinstance(node, Space) for node in part)]
    return tuple(Formula(part) for part in kept)


def breakable(formula: Formula, *, inline: bool = False) -> tuple[Node, ...]:
    """The formula with places to break marked; outer ``\\left..\\right`` become fixed sizes, which TeX can break."""
    flat: list[Node] = []
    _flatten(formula.items, flat, ("", "big") if inline else ("big", "Bigg"))
    result: list[Node] = []
    depth = 0
    before: str | None = None
    for node in flat:
        text = node.text if isinstance(node, Atom) else node.delimiter if isinstance(node, Sized) else ""
        if text in _CLOSING or (isinstance(node, Sized) and node.command.endswith("r")):
            depth -= 1
        unary = before is None or before in _OPENING or before in _RELATION_ATOMS or before in _BINARY_ATOMS
        if isinstance(node, Atom) and text in _BREAKING and not unary and before not in (",", ":"):
            result.append(Break(max(depth, 0)))
        elif before in (",", "\\ ") and not isinstance(node, Space | Script):
            result.append(Break(max(depth, 0) + 1))
        result.append(node)
        if text in _OPENING or (isinstance(node, Sized) and node.command.endswith("l")):
            depth += 1
        if not isinstance(node, Space):
            before = text or "x"
    return tuple(result)


def _flatten(items: tuple[Node, ...], flat: list[Node], sizes: tuple[str, str]) -> None:
    for node in items:
        if not isinstance(node, Fence) or any(isinstance(i, Sized) and i.command == "middle" for i in node.items):
            flat.append(node)
            continue
        size = sizes[_tall(node.items)]
        if node.opening != ".":
            flat.append(
                Sized(size + "l", node.opening) if size else Atom(_delimiter(node.opening, Target.LATEX).strip())
            )
        _flatten(node.items, flat, sizes)
        if node.closing != ".":
            flat.append(
                Sized(size + "r", node.closing) if size else Atom(_delimiter(node.closing, Target.LATEX).strip())
            )


def _tall(items: Iterable[Node]) -> bool:
    return any(
        (isinstance(n, Command) and n.name in ("frac", "dfrac", "binom"))
        or (isinstance(n, Atom) and n.text[1:] in commands.LARGE)
        or (isinstance(n, Fence | Group) and _tall(n.items))
        for n in items
    )


def lines(formula: Formula, limit: float, target: Target) -> list[str]:
    """The formula in lines of about ``limit`` letters, broken before outer signs."""
    if formula.width <= limit:
        return [printed(formula, target)]
    result: list[list[Node]] = []
    rest = list(breakable(formula))
    while width(rest) > limit:
        best: int | None = None
        for index, node in enumerate(rest):
            if not isinstance(node, Break) or index == 0:
                continue
            reach = width(rest[:index])
            if reach > limit and best is not None:
                break
            previous = rest[best] if best is not None else None
            early = best is not None and width(rest[:best]) < 0.4 * limit
            if previous is None or early or (isinstance(previous, Break) and node.depth <= previous.depth):
                best = index
        if best is None:
            break
        result.append(rest[:best])
        rest = rest[best + 1 :]
    result.append(rest)
    return [printed(line, target) for line in result]


def beside(left: Formula, rights: Iterable[Formula], room: float) -> bool:
    """Whether a chain's left side stands before its first relation sign; else it gets a line of its own.

    It stays there when it is narrow, or when all of the chain fits beside it.
    """
    return left.width <= 9 or (left.width <= 0.45 * room and left.width + max(r.width for r in rights) <= room)
