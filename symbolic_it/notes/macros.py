"""Macros of a document: how definitions are found, and how calls are expanded on tokens, within bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symbolic_it.notes.tokens import COMMAND, NUMBER, SYMBOL, TEXT, Token, spelled, tokenize

MAX_DEPTH = 40
MAX_TOKENS = 20_000
MAX_BODY = 20_000
MAX_STEPS = 2_000_000


class ExpansionError(Exception):
    """Macros that do not come to an end, or grow without bound. ``start`` and ``end``: the call in the document."""

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name, self.start, self.end = name, start, end
        super().__init__(f"the macro {name} does not come to an end, or grows too large")


@dataclass(frozen=True)
class Form:
    """One way of calling a macro. ``pattern`` holds ``{}`` (an argument), ``{`` (an argument that must stand in braces),
    ``[]`` (an optional argument; ``default`` stands in for it), ``[`` (one that must be there), ``*`` (an optional
    star), and other strings: tokens that must stand there.
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
        return Macro(name, (Form((), rf"\operatorname{words}{{{group[0]}}}"),)), group[1]
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
        pattern.append("{}" if piece[0] == "#" else piece)
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


# ---- expansion -----------------------------------------------------------------------------------------


def expand(tokens: list[Token], macros: Mapping[str, Macro]) -> list[Token]:
    """The tokens with every call expanded. What a macro adds carries the span of its call; arguments keep their own.

    Raises ExpansionError when the calls nest too deeply or too many tokens come out.
    """
    if not any(t.kind == COMMAND and t.text in macros for t in tokens):
        return tokens
    return _Expansion(tokens, macros).run()


def _is(token: Token, text: str) -> bool:
    return token.kind in (SYMBOL, COMMAND) and token.text == text


class _Expansion:
    """``todo`` runs backwards: its last token is the next one. Looking for the ends of groups counts as steps."""

    def __init__(self, tokens: list[Token], macros: Mapping[str, Macro]) -> None:
        self.macros = macros
        self.todo: list[tuple[Token, int]] = [(t, 0) for t in reversed(tokens)]
        self.steps = 0

    def run(self) -> list[Token]:
        out: list[Token] = []
        made = 0
        while self.todo:
            token, depth = self.todo.pop()
            macro = self.macros.get(token.text) if token.kind == COMMAND else None
            call = self.call(macro) if macro is not None else None
            if macro is None or call is None:
                out.append(token)
                continue
            form, arguments = call
            end = max([token.end, *(t.end for group in arguments for t in group)])
            produced = _substituted(form.body, arguments, token.start, end)
            made += len(produced) + 1
            if depth >= MAX_DEPTH or made > MAX_TOKENS or self.steps > MAX_STEPS:
                raise ExpansionError(macro.name, token.start, end)
            if macro.primitive:
                out += produced
            else:
                self.todo += [(t, depth + 1) for t in reversed(produced)]
        return out

    def call(self, macro: Macro) -> tuple[Form, list[list[Token]]] | None:
        for form in macro.forms:
            arguments = self.arguments(form)
            if arguments is not None:
                return form, arguments
        return None

    def arguments(self, form: Form) -> list[list[Token]] | None:
        """The arguments of a call in this form, which are taken off ``todo``; None when it does not fit."""
        at = len(self.todo) - 1
        found: list[list[Token]] = []
        for index, part in enumerate(form.pattern):
            head = self.todo[at][0] if at >= 0 else None
            if part == "*":
                at -= head is not None and _is(head, "*")
            elif part in ("[]", "["):
                low = self.group_end(at, "[", "]") if head is not None and _is(head, "[") else None
                if low is not None:
                    if part == "[]":
                        found.append(self.between(low, at))
                    at = low - 1
                elif part == "[":
                    return None
                else:
                    place = head.start if head is not None else 0
                    found.append(_placed(form.default or "", place, place))
            elif part in ("{}", "{"):
                stop = form.pattern[index + 1] if index + 1 < len(form.pattern) else "{}"
                taken = self.argument(at, part, stop)
                if taken is None:
                    return None
                group, at = taken
                found.append(group)
            elif head is None or head.kind == TEXT or head.text != part:
                return None
            else:
                at -= 1
        del self.todo[at + 1 :]
        return found

    def argument(self, at: int, part: str, stop: str) -> tuple[list[Token], int] | None:
        """One argument at ``at`` and the place behind it."""
        head = self.todo[at][0] if at >= 0 else None
        if head is None or _is(head, "}") or (part == "{" and not _is(head, "{")):
            return None
        if stop not in ("{}", "{", "[]", "[", "*"):  # delimited, as in \def\E[#1]
            low = at
            while low >= 0 and not (self.todo[low][0].text == stop and self.todo[low][0].kind != TEXT):
                self.steps += 1
                inner = self.group_end(low, "{", "}") if _is(self.todo[low][0], "{") else low
                if inner is None:
                    return None
                low = inner - 1
            return (self.between(low, at + 1), low) if low >= 0 else None
        if _is(head, "{"):
            closing = self.group_end(at, "{", "}")
            return (self.between(closing, at), closing - 1) if closing is not None else None
        if head.kind == NUMBER and len(head.text) > 1:  # an argument without braces is one digit
            middle = min(head.start + 1, head.end)
            self.todo[at] = (replace(head, text=head.text[1:], start=middle), self.todo[at][1])
            return [replace(head, text=head.text[0], end=middle)], at
        return [head], at - 1

    def between(self, low: int, high: int) -> list[Token]:
        return [t for t, _ in reversed(self.todo[low + 1 : high])]

    def group_end(self, at: int, opening: str, closing: str) -> int | None:
        """The place of the token that closes the group opened at ``at``."""
        depth = braces = 0
        for place in range(at, -1, -1):
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise ExpansionError(self.todo[at][0].text, self.todo[at][0].start, self.todo[at][0].end)
            token = self.todo[place][0]
            if opening == "[":
                braces += _is(token, "{") - _is(token, "}")
                if braces < 0:
                    return None
                if braces:
                    continue
            depth += _is(token, opening) - _is(token, closing)
            if not depth:
                return place
        return None


def _placed(text: str, start: int, end: int) -> list[Token]:
    return [replace(t, start=start, end=end) for t in tokenize(text).tokens]


def _substituted(body: str, arguments: list[list[Token]], start: int, end: int) -> list[Token]:
    out: list[Token] = []
    tokens = _placed(body, start, end)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        follows = tokens[at] if at < len(tokens) else None
        if token.kind == TEXT and "#" in token.text:
            words = re.sub(r"#([1-9])", lambda m: _spelled(arguments, int(m.group(1))), token.text)
            out.append(replace(token, text=words[:MAX_BODY]))
        elif token.kind == SYMBOL and token.text == "#" and follows is not None and follows.kind == NUMBER:
            number = int(follows.text[0]) if follows.text[0] in "123456789" else 0
            out += arguments[number - 1] if 0 < number <= len(arguments) else []
            at += 1
            if len(follows.text) > 1:
                out.append(replace(follows, text=follows.text[1:]))
        else:
            out.append(token)
        if len(out) > MAX_TOKENS:
            break
    return out


def _spelled(arguments: list[list[Token]], number: int) -> str:
    return spelled(arguments[number - 1]) if 0 < number <= len(arguments) else ""
