"""What a document has written for a part of a formula, with the brackets that open or close it."""

from __future__ import annotations

import re

from symbolic_it.notes import syntax as s

_OPENING = re.compile(r"(?:\\(?:left|[bB]igg?l?))\s*$")


def as_written(text: str, node: s.Node) -> str:
    """The text of the node on one line, without marks of alignment."""
    start, end = node.start, node.end
    if (m := _OPENING.search(text[max(0, start - 7) : start])) is not None:  # \\left before the bracket
        start -= len(m[0])
    missing = _unclosed(text[start:end])
    while missing > 0 and text[end : end + 1] == "}":
        end, missing = end + 1, missing - 1
    return one_line(text[start:end])


def one_line(text: str) -> str:
    """Marks of alignment belong to the display, but for those inside of cases and matrices."""
    return " ".join((text if "\\begin{" in text else text.replace("&", " ")).split())


def _unclosed(text: str) -> int:
    return len(re.findall(r"(?<!\\)\{", text)) - len(re.findall(r"(?<!\\)\}", text))
