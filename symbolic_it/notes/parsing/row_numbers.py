"""Numbers of rows that are set by hand beside a formula."""

from __future__ import annotations

from symbolic_it.notes.tokens import TEXT, Token


def without_row_numbers(tokens: list[Token]) -> list[Token]:
    """The tokens without numbers of rows set by hand: ``(3)`` at the end of a row, a wide space or two marks before it."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].text == "(" and _set_off(kept) and _ends_row(tokens, at + 3):
            inside, closing = tokens[at + 1], tokens[at + 2]
            if closing.text == ")" and (inside.text.isdecimal() or inside.text in _STARS):
                at += 3
                while kept and kept[-1].text in _SPACES:
                    kept.pop()
                continue
        kept.append(tokens[at])
        at += 1
    return kept


_STARS = ("*", r"\ast", r"\star", r"\dagger")
_SPACES = ("&", r"\quad", r"\qquad")


def _set_off(before: list[Token]) -> bool:
    """Whether a wide space or two alignment marks stand before."""
    if not before or before[-1].kind == TEXT:
        return False
    marks = before[-1].text, before[-2].text if len(before) > 1 else ""
    return marks[0] in (r"\quad", r"\qquad") or marks == ("&", "&")


def _ends_row(tokens: list[Token], at: int) -> bool:
    return at == len(tokens) or (at < len(tokens) and tokens[at].text == "\\\\")
