"""Clauses with a formula, "if sum a = 1, then", "for all x in (0, 1)": conditions that are not read, and hold for the step."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

_FORMULA = re.compile(r"(?<![\\$])\$([^$\n]+)\$(?!\$)|\\\((.+?)\\\)")
_IF = re.compile(
    r"(?:\b(?:if|when|whenever|suppose|supposing|provided|assum\w+)(?: that| we have)?|如果有?|若|当|假设|假定)[\s,，:：]*$"
)
_FOR = re.compile(r"(?:\b(?:for|on|over|with)(?: all| every| each| any)?|对于?(?:所有|任意|每个)?的?)[\s,，:：]*$")
_RELATION = re.compile(r"=|<|>|\\(?:leq?|geq?|in|lt|gt)(?![a-z])")
_RANGE = re.compile(r"\\in\s*(?:\\left\s*)?[(\[]")
_POSITIVE = re.compile(r"^[^=<]*(?:>|\\gt)\s*0\s*$")
_WORDS = frozenset(
    ("sum", "frac", "log", "ln", "in", "le", "leq", "ge", "geq", "left", "right", "forall", "mathbb", "mathcal", "prod", "text", "mid", "cdot", "times", "dots", "ldots", "quad")
)  # fmt: skip


def unread_clause(
    own: str, names: AbstractSet[str], before: bool = False, known: AbstractSet[str] = frozenset()
) -> str:
    """The formula of a clause of this sentence that restricts what the step speaks of; that something is positive is read.

    ``before``: only what stands in the same part of the sentence, before the step; ``known``: formulas that are read.
    """
    place = own.find("\x00")
    if before:
        own, place = re.split(r"[;；。]|\.\s", own[: max(place, 0)])[-1] + "\x00", -1
    for m in _FORMULA.finditer(own):
        formula = next(g for g in m.groups() if g)
        words = own[: m.start()].lower()[-40:]
        every = re.match(r"\s*\\forall(?![a-z])", formula) is not None
        told = _IF.search(words) is not None and (place < 0 or m.end() <= place) and _RELATION.search(formula)
        ranged = (every or _FOR.search(words) is not None) and _RANGE.search(formula)
        first = _RELATION.split(formula.replace("\\forall", ""))[0]  # what it says something of
        heads = set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", first))
        heads |= set(re.findall(r"\\([a-zA-Z]+)", first)) - _WORDS
        if known and "".join(re.sub(r"\\(mid|[,;!: ])", lambda k: "|" * (k[1] == "mid"), formula).split()) in known:
            continue
        if (told or ranged) and heads & names and not _POSITIVE.search(formula):
            return " ".join(formula.split())
    return ""
