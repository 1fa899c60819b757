"""Sums over a set that the note tells to be a part of the alphabet, or that may be one: they are not sums over all letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import Bound, bounds_of
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.steps import Context

_PART = re.compile(
    r"\b(?:subsets?|part|parts|event|events|region|cell|typical|atypical|rare|likely|unlikely|frequent|some of|fewer|contains?|containing|proper|smaller)\b"
    r"|子集|部分|事件|典型|稀有",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s|[。！？；]|\n\s*\n|\x00")
_FONT = r"\\(?:mathcal|mathscr|mathbb|mathbf|mathsf|cal)\s*\{?\s*"
_SUBSET = r"\s*\}?\s*(?:\\(?:sub|subset|subseteq|subsetneq|subseteqq|setminus)(?![a-z])|⊂|⊆)(?!\s*\\mathbb)"
_CALLED = r"\s*\}?\s*\$\s*(?:be|is|denotes?|as)\s+(?:an?|any|some|the)\s+(?:\w+ ){0,2}(?:subset|part|event)\b"
_OF = re.compile(r"\b(?:of|in|from|to)\s+(?:the |an? )?(?:\w+ )?\$?\s*$")


def refuse_parts(sides: Sequence[s.Node], context: Context) -> None:
    """Raises Unclear for a sum over x in such a set."""
    for node in (n for x in sides for n in s.walk(x)):
        if not isinstance(node, s.Big):
            continue
        for bound in bounds_of(node):
            if bound.inside is not None and _may_be_part(bound, f"{context.told} {context.scope.own}"):
                raise Unclear(node, f"what {bound.name} runs through may be a part of the alphabet")


def _may_be_part(bound: Bound, text: str) -> bool:
    inside = bound.inside
    if isinstance(inside, s.Sequence):
        return _other_values(bound.name, inside, text)
    if not isinstance(inside, s.Name) or inside.sub is not None:
        return False
    if inside.mark:
        return True
    if not inside.font:
        return False
    name = rf"{_FONT}{re.escape(inside.head)}(?![A-Za-z])"
    if re.search(name + _SUBSET, text) is not None:
        return True
    own = inside.head == bound.name.upper()
    if not own and re.search(rf"{_FONT}{re.escape(bound.name.upper())}(?![A-Za-z])", text) is not None:
        return True  # the alphabet of x is another set
    if own:
        return re.search(name + _CALLED, text) is not None
    return any(
        _PART.search(re.sub(r"\$[^$]*\$", " ", sentence)) is not None
        for sentence in _SENTENCE.split(text)
        if any(_OF.search(sentence[: m.start()]) is None for m in re.finditer(name, sentence))
    )


def _other_values(letter: str, inside: s.Sequence, text: str) -> bool:
    """Whether the text tells other values of the variable than those that the sum runs through."""
    told = re.findall(rf"(?<![A-Za-z\\])[{letter}{letter.upper()}](?:_\w)?\s*\\in\s*\\\{{([^{{}}$]*)\\\}}", text)
    told += re.findall(rf"{_FONT}{letter.upper()}\s*\}}?\s*=\s*\\\{{([^{{}}$]*)\\\}}", text)
    values = [n.written for n in inside.parts if isinstance(n, s.Num)]
    return len(values) == len(inside.parts) and any(sorted(_listed(x)) != sorted(values) for x in told)


def _listed(values: str) -> list[str]:
    return [x.strip() for x in values.split(",")]
