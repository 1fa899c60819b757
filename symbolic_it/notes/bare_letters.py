"""Letters without dollar signs that words or signs tell values of: "let a be negative", "where b < 0"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_MATHS = re.compile(
    r"```.*?```|`[^`\n]*`|<!--.*?-->|\$\$.*?\$\$|\$[^$\n]*\$|\\\(.*?\\\)|\\\[.*?\\\]|\\begin\{(\w+\*?)\}.*?\\end\{\1\}|\\\w+",
    re.DOTALL,
)
_LETTER = (
    r"(?<![A-Za-z0-9_$\\.'’^{}(\[|-])(?:(?<=[^A-Za-z]\()|(?<!\())[A-HJ-Za-z](?![A-Za-z0-9_'’^{}(\[-])"  # I is a word
)
_LETTERS = rf"{_LETTER}(?:\s*(?:,\s*and\b|,|\band\b|和|与|、)\s*{_LETTER}){{0,4}}"
_LISTED = re.compile(_LETTERS)
_VERB = re.compile(
    r"\s*(?:,?\s*(?:which|that)\s+)?(?:(?:to be|be|is|are|was|were|being|denotes?|equals?|vanish(?:es)?)\b|[为為是取非负])"
)
_SIGN = re.compile(
    r"\s*(?P<op><=|>=|==|!=|=|<|>|≤|≥|≠)\s*(?P<number>-?\d+(?:\.\d+|/\d+)?)(?![.,]?\d|/|\s*(?:[-+*/^(=<>≤≥]|[A-Za-z]\b))"
)
_SIGN_BEFORE = re.compile(
    r"(?<![A-Za-z0-9_.)^/*+=-])(?<![-+*/^=)] )(?P<number>-?\d+(?:\.\d+|/\d+)?)\s*(?P<op><=|>=|<|>|≤|≥)\s*$"
)
_IN_FRONT = re.compile(r"[B-HJ-Zb-z](?![A-Za-z0-9_'’^{}(\[-])(?=\s*(?:[.,;:)]|$|and\b|we\b))")
_OPENED = re.compile(
    r"(?:^|[.,;:!?，。；：]|\n\s*\n|\b(?:let|lets|where|if|iff|that|when|whenever|suppose|assume|since|because|for|and|with|but|as|then|unless|while|case|fix|take|given|say"
    r"|here|now|numbers?|constants?|scalars?|reals?|parameters?|variables?|both|any|every|each|all)|[设設令若当當且但故取有，])\s*$",
    re.IGNORECASE,
)
SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class BareLetters:
    """Letters in plain text; ``sure``: nothing before them makes them a part of something else, "class b"."""

    start: int
    end: int
    names: tuple[str, ...]
    sure: bool
    bounds: tuple[tuple[str, Fraction], ...] = ()
    """What signs compare them with, from ``whole[0]`` to ``whole[1]``; nothing where words follow."""
    whole: tuple[int, int] = (0, 0)


def without_maths(text: str) -> str:
    """The text with its formulas and what is not shown blank, as long as before."""
    return _MATHS.sub(lambda m: "\x00" * len(m[0]), text)


def bare_letters(text: str) -> Iterator[BareLetters]:
    """The letters of a text that a verb stands behind, or a comparison with a number beside."""
    plain = without_maths(text)
    for m in _LISTED.finditer(plain):
        near = max(0, m.start() - 30)
        before, behind = _SIGN_BEFORE.search(plain[near : m.start()]), _SIGN.match(plain, m.end())
        if before is None and behind is None and _VERB.match(plain, m.end()) is None:
            continue
        start = near + before.start() if before is not None else m.start()
        sure = _OPENED.search(plain[max(0, start - 20) : start]) is not None
        bounds: list[tuple[str, Fraction]] = []
        if before is not None:
            op = SIGNS.get(before["op"], before["op"])
            bounds.append((_MIRRORED[op], Fraction(before["number"])))
        if behind is not None:
            op = SIGNS.get(behind["op"], behind["op"])
            bounds.append((op, Fraction(behind["number"])))
            sure = sure and op != "="  # "n = 10" may be an example
        names = tuple(re.findall(_LETTER, re.sub(r"\band\b", ",", m[0])))
        end = behind.end() if behind is not None else m.end()
        yield BareLetters(m.start(), m.end(), names, sure, tuple(bounds), (start, end))


def letter_behind(text: str, at: int) -> re.Match[str] | None:
    """The letter that words in front tell something of: "for negative b,"."""
    return _IN_FRONT.match(text, at)
