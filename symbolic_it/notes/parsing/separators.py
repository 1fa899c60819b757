"""Commas and colons between numbers that may stand inside of a number or a ratio: 0,5 and 1:2; what they mean is not guessed."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.notes.lexicon import RELATIONS
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import LETTER, NUMBER, Token

_STEPS = {"(": 1, "[": 1, "{": 1, r"\{": 1, ")": -1, "]": -1, "}": -1, r"\}": -1}


def refuse_unclear_separators(tokens: Sequence[Token]) -> None:
    """Raises NotRead for a comma or a colon outside of brackets that may be part of a number or of a ratio."""
    depth, colons, related = 0, 0, False
    for k, token in enumerate(tokens):
        depth = max(0, depth + _STEPS.get(token.text, 0))
        if depth:
            continue
        if token.text == "\\\\":
            colons, related = 0, False
        related = related or token.text in RELATIONS
        if token.text not in (",", ":") or not 0 < k < len(tokens) - 1:
            continue
        before, after = tokens[k - 1], tokens[k + 1]
        if token.text == "," and _decimal(tokens, k):
            raise NotRead(before.start, after.end, "a decimal comma, or a list of two numbers")
        if token.text == ":" and before.kind in (NUMBER, LETTER) and after.kind in (NUMBER, LETTER):
            colons += 1
            if before.kind == after.kind == NUMBER or (colons > 1 and related):
                raise NotRead(before.start, after.end, "a ratio, or words before a formula")


def _decimal(tokens: Sequence[Token], k: int) -> bool:
    """Whether a comma without blanks stands between two numbers, and no list goes on before or behind."""
    before, after = tokens[k - 1], tokens[k + 1]
    if before.kind != NUMBER or after.kind != NUMBER or before.end != tokens[k].start or after.start != tokens[k].end:
        return False
    return all(x.text not in (",", r"\in") for x in (*tokens[max(0, k - 2) : k - 1], *tokens[k + 2 : k + 3]))
