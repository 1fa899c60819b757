"""Macros of a document: where they are defined, in LaTeX and in the configuration of MathJax and KaTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

MAX_BODY = 20_000


@dataclass(frozen=True)
class Form:
    """One way of calling a macro. ``pattern`` holds ``{}`` (an argument), ``{`` (an argument that must stand in braces),
    ``[]`` (an optional argument; ``default`` stands in for it), ``[`` (brackets that must be there and are dropped),
    ``*`` (an optional star), and tokens that must stand there, each with ``=`` before it.
    """

    pattern: tuple[str, ...]
    body: str
    default: str | None = None


@dataclass(frozen=True)
class Macro:
    """A macro and its forms, tried in order. ``primitive``: what comes out is not expanded again (``\\let``)."""

    name: str
    forms: tuple[Form, ...]
    primitive: bool = False


@dataclass(frozen=True)
class Definition:
    """A macro's definition and the place where it stands."""

    macro: Macro
    start: int
    end: int


# ---- definitions ---------------------------------------------------------------------------------------

_DEFINING = re.compile(
    r"\\(?P<kind>(?:re|provide)?newcommand|renewcommand|providecommand|(?:long|outer|global)?\\?[gex]?def|let|DeclareMathOperator"
    r"|DeclarePairedDelimiter(?:XPP|X)?|(?:New|Renew|Provide|Declare)DocumentCommand|newoperator)(?![A-Za-z])\*?"
)
_NAME = re.compile(r"\s{0,20}(?:\{\s{0,20}(\\(?:[A-Za-z@]+|[^A-Za-z\s]))\s{0,20}\}|(\\(?:[A-Za-z@]+|[^A-Za-z\s])))")
_COUNT = re.compile(r"\s{0,20}\[\s{0,9}([0-9])\s{0,9}\]")
_OPTIONAL = re.compile(r"\s{0,20}\[([^\[\]{}]{0,200}|\{[^{}]{0,200}\})\]")
_PARAMETERS = re.compile(r"[^{}\\]{0,60}|(?:[^{}\\]|\\[^\n{}]){0,60}")
_TARGET = re.compile(r"\s{0,20}=?\s{0,20}(\\(?:[A-Za-z@]+|[^A-Za-z\s])|[^\s\\{}])")
_SPACE = re.compile(r"\s{0,50}")


class _Braces:
    """For each opening brace the place of the one that closes it; computed when first asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing: dict[int, int] | None = None

    def group(self, at: int) -> tuple[str, int] | None:
        """The inside of the group at ``at`` (after blanks) and the place behind it."""
        skipped = _SPACE.match(self.text, at)
        assert skipped is not None
        at = skipped.end()
        if self.text[at : at + 1] != "{":
            return None
        if self.closing is None:
            self.closing = {}
            stack: list[int] = []
            for match in re.finditer(r"\\.|[{}]", self.text, re.DOTALL):
                if match.group() == "{":
                    stack.append(match.start())
                elif match.group() == "}" and stack:
                    self.closing[stack.pop()] = match.start()
        close = self.closing.get(at)
        if close is None or close - at > MAX_BODY:
            return None
        return self.text[at + 1 : close], close + 1


def definitions(text: str, start: int = 0) -> list[Definition]:
    """The macro definitions in ``text``, in their order; ``start`` is added to their places."""
    found: list[Definition] = []
    known: dict[str, Macro] = {}
    braces = _Braces(text)
    at = 0
    while (match := _DEFINING.search(text, at)) is not None:
        kind = match.group("kind").replace("\\", "")
        read = _definition(kind, text, match.end(), braces, known)
        if read is None:
            at = match.end()
            continue
        macro, at = read
        if not ("provide" in kind.lower() and macro.name in known):
            known[macro.name] = macro
        found.append(Definition(known[macro.name], match.start() + start, at + start))
    return found


def _definition(kind: str, text: str, at: int, braces: _Braces, known: dict[str, Macro]) -> tuple[Macro, int] | None:
    named = _NAME.match(text, at)
    if named is None:
        return None
    name, at = named.group(1) or named.group(2), named.end()
    if kind == "let":
        return _let(name, text, at, known)
    if kind.endswith("def"):
        return _def(name, text, at, braces)
    if kind in ("DeclareMathOperator", "newoperator"):
        group = braces.group(at)
        if group is None:
            return None
        words = "" if "*" not in text[named.start() - 1 : named.start()] else "*"
        operator = re.sub(r"\\[,;:! ]|\\(?:thin|med|thick)space(?![A-Za-z])|~|\s", "", group[0])  # arg\,max
        return Macro(name, (Form((), rf"\operatorname{words}{{{operator}}}"),)), group[1]
    if kind.startswith("DeclarePaired"):
        return _paired(kind, name, text, at, braces)
    if kind.endswith("DocumentCommand"):
        return _document_command(name, at, braces)
    count, default = 0, None
    numbered = _COUNT.match(text, at)
    if numbered is not None:
        count, at = int(numbered.group(1)), numbered.end()
        optional = _OPTIONAL.match(text, at)
        if optional is not None:
            default, at = optional.group(1), optional.end()
    group = braces.group(at)
    if group is None:
        return None
    pattern = ("[]",) * (default is not None and count > 0) + ("{}",) * (count - (default is not None))
    return Macro(name, (Form(pattern, group[0], default),)), group[1]


def _let(name: str, text: str, at: int, known: dict[str, Macro]) -> tuple[Macro, int] | None:
    target = _TARGET.match(text, at)
    if target is None:
        return None
    other = target.group(1)
    if other in known:
        return replace(known[other], name=name), target.end()
    return Macro(name, (Form((), other),), primitive=True), target.end()


def _def(name: str, text: str, at: int, braces: _Braces) -> tuple[Macro, int] | None:
    parameters = _PARAMETERS.match(text, at)
    assert parameters is not None
    if text[parameters.end() : parameters.end() + 1] != "{":
        return None
    group = braces.group(parameters.end())
    if group is None:
        return None
    pattern: list[str] = []
    for piece in re.findall(r"#[1-9]|\\[A-Za-z]+|\\.|[^\s#]", parameters.group()):
        pattern.append("{}" if piece[0] == "#" else "=" + piece)
    return Macro(name, (Form(tuple(pattern), group[0]),)), group[1]


def _paired(kind: str, name: str, text: str, at: int, braces: _Braces) -> tuple[Macro, int] | None:
    count = 1
    numbered = _COUNT.match(text, at)
    if numbered is not None:
        count, at = int(numbered.group(1)), numbered.end()
    groups: list[str] = []
    for _ in range({"DeclarePairedDelimiter": 2, "DeclarePairedDelimiterX": 3, "DeclarePairedDelimiterXPP": 5}[kind]):
        group = braces.group(at)
        if group is None:
            return None
        groups.append(group[0])
        at = group[1]
    if kind.endswith("XPP"):
        before, left, right, after, inside = groups
    else:
        (left, right), before, after = groups[:2], "", ""
        inside = groups[2] if len(groups) == 3 else "#1"
    body = " ".join((before, left, inside.replace(r"\delimsize", " "), right, after))
    return Macro(name, (Form(("*", "[", *["{}"] * count), body), Form(("*", *["{}"] * count), body))), at


def _document_command(name: str, at: int, braces: _Braces) -> tuple[Macro, int] | None:
    signature = braces.group(at)
    body = braces.group(signature[1]) if signature is not None else None
    if signature is None or body is None:
        return None
    parts = re.fullmatch(r"\s*(?:(o|O\s*\{([^{}]*)\})\s*)?((?:\+?m\s*){0,9})", signature[0])
    if parts is None:
        return None
    optional = ("[]",) if parts.group(1) else ()
    return Macro(name, (Form((*optional, *["{}"] * parts.group(3).count("m")), body[0], parts.group(2) or ""),)), body[
        1
    ]


_CONFIGURED = re.compile(r"\bmacros[\"']?\s{0,9}:\s{0,9}\{", re.IGNORECASE)
_STRING = r"(?:\"((?:[^\"\\]|\\.){0,400})\"|'((?:[^'\\]|\\.){0,400})')"
_ENTRY = re.compile(
    r"\s{0,50},?\s{0,50}[\"']?(?:\\\\)?([A-Za-z]{1,40})[\"']?\s{0,9}:\s{0,9}(?:"
    + _STRING
    + r"|\[\s{0,9}"
    + _STRING
    + r"\s{0,9}(?:,\s{0,9}(\d)\s{0,9})?(?:,\s{0,9}"
    + _STRING
    + r"\s{0,9})?\])"
)


def configured(text: str) -> list[Definition]:
    """The macros of a MathJax or KaTeX configuration that stands in the document."""
    found: list[Definition] = []
    for opening in _CONFIGURED.finditer(text):
        at = opening.end()
        while (match := _ENTRY.match(text, at)) is not None:
            groups = match.groups()
            body = next((g for g in groups[1:5] if g is not None), "").replace("\\\\", "\\")
            count = int(groups[5] or 0)
            default = groups[6] if groups[6] is not None else groups[7]
            pattern = ("[]",) * (default is not None and count > 0) + ("{}",) * (count - (default is not None))
            found.append(
                Definition(Macro("\\" + groups[0], (Form(pattern, body, default),)), match.start(), match.end())
            )
            at = match.end()
    return found
