"""Calls of macros, expanded on tokens within bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from symbolic_it.notes.macros import Form, Macro
from symbolic_it.notes.tokens import COMMAND, NUMBER, SYMBOL, TEXT, Token, spelled, tokenize

MAX_DEPTH = 40
MAX_TOKENS = 20_000
MAX_STEPS = 2_000_000
MAX_WORDS = 20_000


class ExpansionError(Exception):
    """Macros that do not come to an end, or grow without bound. ``start`` and ``end``: the call in the document."""

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name, self.start, self.end = name, start, end
        super().__init__(f"the macro {name} does not come to an end, or grows too large")


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
            form, arguments, end = call
            end = max(token.end, end)
            produced = _substituted(form.body, arguments, token.start, end)
            made += len(produced) + 1
            if depth >= MAX_DEPTH or made > MAX_TOKENS or self.steps > MAX_STEPS:
                raise ExpansionError(macro.name, token.start, end)
            if macro.primitive:
                out += produced
            else:
                self.todo += [(t, depth + 1) for t in reversed(produced)]
        return out

    def call(self, macro: Macro) -> tuple[Form, list[list[Token]], int] | None:
        for form in macro.forms:
            arguments = self.arguments(form)
            if arguments is not None:
                return form, *arguments
        return None

    def arguments(self, form: Form) -> tuple[list[list[Token]], int] | None:
        """The arguments of a call in this form, which are taken off ``todo``, and where the call ends; None: it does not fit."""
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
            elif head is None or head.kind == TEXT or "=" + head.text != part:
                return None
            else:
                at -= 1
        end = self.todo[at + 1][0].end if at + 1 < len(self.todo) else 0
        del self.todo[at + 1 :]
        return found, end

    def argument(self, at: int, part: str, stop: str) -> tuple[list[Token], int] | None:
        """One argument at ``at`` and the place behind it."""
        head = self.todo[at][0] if at >= 0 else None
        if head is None or _is(head, "}") or (part == "{" and not _is(head, "{")):
            return None
        if stop.startswith("="):  # delimited, as in \def\E[#1]
            low = at
            while low >= 0 and not ("=" + self.todo[low][0].text == stop and self.todo[low][0].kind != TEXT):
                self.step(low)
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

    def step(self, at: int) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            token = self.todo[at][0]
            raise ExpansionError(token.text, token.start, token.end)

    def group_end(self, at: int, opening: str, closing: str) -> int | None:
        """The place of the token that closes the group opened at ``at``."""
        depth = braces = 0
        for place in range(at, -1, -1):
            self.step(at)
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
            out.append(replace(token, text=words[:MAX_WORDS]))
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
