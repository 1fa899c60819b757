"""Sums of numbers that the words of a note take modulo a number, 1 + 1 = 0: what fails for real numbers may hold for these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name
from symbolic_it.review.steps import Context

WORDS = "it fails for real numbers; the text speaks of sums modulo a number"
_MODULO = re.compile(
    r"\b(?:modulo|mod)[ -]?\$?(?:two|\d|[a-z]\b)|\bxor\b|exclusive[ -]or|\bgf\s?\(\d|\\oplus|\\[bp]?mod(?![a-z])|\\mathbb\s*\{?[fz]\}?_\{?[\dp]|\\mathbb\s*\{?z\}?\s*/|模\s*\$?(?:2|二)|异或",
    re.IGNORECASE,
)


def may_be_modulo(sides: Sequence[s.Node], context: Context) -> bool:
    """Whether a chain without laws and notions adds, beside words of that kind."""
    nodes = [n for x in sides for n in s.walk(x)]
    if any(isinstance(n, (s.Big, s.Expectation, s.Function, s.Derivative)) for n in nodes):
        return False
    if any(isinstance(n, s.Call) or (isinstance(n, s.Name) and is_law_name(n)) for n in nodes):
        return False
    if not any(isinstance(n, s.Binary) and n.op in "+-" for n in nodes):
        return False
    return _MODULO.search(f"{context.told} {context.scope.own} {context.scope.heading}") is not None
