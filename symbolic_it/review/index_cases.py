"""Conditions on indices in words: i = k, i != k, for the indices of a step in coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes.world import World
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.assumptions import differing

CODE = "IT207"
_WORDED = re.compile(r"\\(?:text|mathrm|operatorname|textrm)\{([a-z]+)\}")
_BELOW = re.compile(r"_\{[^{}]*\}|\\(?:quad|qquad|[,;: ])|[{}]")
_CASE = re.compile(r"(?<![\w\\^_=+*/-])([a-z]+)\s*(=|\\neq?(?![a-z])|\\not\s*=|≠|!=)\s*([a-z]+)(?![\w^_=+*/(])")
_END = re.compile(r"\$\$|\\\]|\\\\|\n\s*\n|\\end\{")


def _plain(words: str) -> str:
    return _BELOW.sub(" ", _WORDED.sub(r"\1", words))


def index_cases(world: World, known: Mapping[str, Expr], own: str) -> Iterator[Assumption]:
    """i = k or i != k, one of them, as the words have it."""
    letters = {key.partition(":")[2]: e for key, e in known.items() if key.startswith("letter:")}
    if not world.usage.coordinates or len(letters) < 2:
        return
    found: dict[frozenset[str], set[str]] = {}
    behind = _END.split(own.partition("\x00")[2])[0]  # "..., i = j" in the display itself
    words = behind if _CASE.search(_plain(behind)) is not None else own
    for m in _CASE.finditer(_plain(words)):
        pair = frozenset((m[1], m[3]))
        if len(pair) == 2 and pair <= letters.keys():
            found.setdefault(pair, set()).add("=" if m[2] == "=" else "!=")
    for pair, signs in found.items():
        a, c = sorted(pair)
        first, second = letters[a], letters[c]
        if first.type is not second.type:
            continue
        if "=" in signs:  # with both, the words do not say which is meant
            yield Assumption(CODE, f"{a} = {c}", Eq(first, second), first, second)
        if "!=" in signs:
            yield Assumption(CODE, f"{a} and {c} are different", differing(first, second))
