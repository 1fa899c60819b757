"""The lines of a Markdown document: quotes, lists, tables and headings; front matter; blank lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from symbolic_it.notes.pieces import HEADING, LIST, QUOTE, TABLE, TEXT

_QUOTE = re.compile(r"[ \t]{0,12}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?((?:>[ \t]?)+)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t])?|$)")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]|$)")
_RULE_CHARACTERS = frozenset("|-: \t")
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n")
_FRONT_LINE = re.compile(r"[ \t]*(?:[\w\"'.-]{1,80}[ \t]*[:=]|#|-[ \t]|\.\.\.|---|\+\+\+)")


@dataclass
class Blocks:
    """``masked`` is the text with quote marks blank; ``kinds`` says of each line in what it stands."""

    masked: str
    starts: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    markers: list[tuple[int, int]] = field(default_factory=list)
    """List markers and heading marks."""
    blank: list[int] = field(default_factory=list)
    """The starts of blank lines."""

    def kind(self, at: int) -> str:
        place = bisect_right(self.starts, at) - 1
        return self.kinds[place] if 0 <= place < len(self.kinds) else TEXT

    def line_start(self, at: int) -> int:
        place = bisect_right(self.starts, at) - 1
        return self.starts[place] if place >= 0 else 0

    def break_after(self, at: int) -> int:
        """The start of the first blank line behind ``at``, or the end of the text."""
        place = bisect_left(self.blank, at)
        return self.blank[place] if place < len(self.blank) else len(self.masked)

    def block_between(self, start: int, end: int) -> bool:
        """Whether a list item or a heading begins between the two."""
        place = bisect_right(self.markers, (start, len(self.masked)))
        return place < len(self.markers) and self.markers[place][0] < end


def front_matter(text: str) -> int:
    """The end of YAML or TOML front matter at the start of a document; 0 when there is none."""
    opening = _FRONT.match(text)
    if opening is None:
        return 0
    first = opening.end()
    while text[first : first + 1] == "\n":
        first += 1
    if _FRONT_LINE.match(text, first) is None:
        return 0
    closing = re.compile(r"^(?:" + re.escape(opening.group(1)) + r"|\.\.\.)[ \t]*$", re.MULTILINE).search(
        text, opening.end()
    )
    return closing.end() if closing is not None else 0


def blocks(text: str, start: int, end: int) -> Blocks:
    """Reads the lines of ``text[start:end]``, whose lines end in newlines; characters outside are not looked at."""
    result = Blocks("")
    parts: list[str] = [text[:start]]
    kinds = result.kinds
    listed = display = quoted = False
    table = False
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = text[at:stop]
        quote = _QUOTE.match(line)
        was_quoted = quoted
        if quote is not None and (not display or was_quoted):
            low, high = quote.span(1)
            line = line[:low] + " " * (high - low) + line[high:]
            quoted = True
        elif not display:
            quoted = False
        words = line.strip()
        kind = QUOTE if quoted else TEXT
        item = _ITEM.match(line) if not display else None
        if not words:
            result.blank.append(at)
            table = False
            kind = TEXT
        elif _HEADING.match(line) and not display:
            kind, listed = HEADING, False
            result.markers.append((at, at + len(line) - len(line.lstrip(" \t#"))))
        elif _is_rule(words):
            table = True
            kind = TABLE
            if (
                kinds
                and result.starts
                and kinds[-1] != HEADING
                and not (result.blank and result.blank[-1] == result.starts[-1])
            ):
                kinds[-1] = TABLE
        elif table or (words.startswith("|") and words.count("|") > 1 and not display):
            kind = TABLE
        elif item is not None:
            kind = kind if quoted else LIST
            listed = True
            result.markers.append((at, at + item.end()))
        elif listed and not quoted:
            lazy = not (result.blank and result.starts and result.blank[-1] == result.starts[-1])
            listed = line[:1] in " \t" or lazy
            kind = LIST if listed else TEXT
        if words:
            display = _display_after(words, display)
        else:
            display = False if not display else display and _closes_soon(text, stop, end)
        result.starts.append(at)
        kinds.append(kind)
        parts.append(line)
        at = stop
    parts.append(text[end:])
    result.masked = "".join(parts)
    return result


def _is_rule(words: str) -> bool:
    return "|" in words and "-" in words and _RULE_CHARACTERS.issuperset(words)


def _display_after(words: str, display: bool) -> bool:
    """Whether a display formula is open behind this line."""
    if words.count("$$") % 2:
        display = not display
    opening, closing = words.rfind("\\["), words.rfind("\\]")
    if opening > closing and not words.startswith("\\\\[", max(opening - 1, 0)):
        display = True
    elif closing > opening:
        display = False
    return display


def _closes_soon(text: str, at: int, end: int) -> bool:
    return "$$" in text[at : min(end, at + 400)]
