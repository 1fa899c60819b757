"""The sentences of a note: the one in which a formula stands, and what the sentences before it suppose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from symbolic_it.notes.pieces import Formula
from symbolic_it.notes.values_in_words import in_formulas

_INLINE, _DISPLAY = "\x01", "\x02"
_ABBREVIATION = re.compile(
    r"(i\.e|e\.g|i\.?i\.?d|w\.r\.t|r\.v|a\.s|cf|vs|resp|eqs?|figs?|sec|s\.t|etc|\b[a-z])\.?$", re.IGNORECASE
)
_CUT = re.compile(
    r"(?P<stop>[.!?](?:[\])\"'*_$]|\\\]|\\\)|\\end\{[a-z]+\*?\})*)\s+(?=[A-Z\x01\x02\\$*_(\[#>-])|(?P<cjk>[。！？；])"
    r"|(?P<item>\n[ \t>]*(?:(?:[-*+•]|\(?\d{1,2}[.)]|\\item\b)[ \t]|(?=(?:Let|Suppose|Assume|If|When)\b)))|(?P<heading>\n#{1,6} [^\n]*|(?<=\n)#{1,6} [^\n]*)|(?P<blank>\n[ \t>]*\n\s*)"
)
_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+([^\n]*)|\\(?:sub)*section\*?\{([^}\n]*)\}|\\paragraph\*?\{([^}\n]*)\}")
_CONTINUES = re.compile(r"\s*(?:[a-z]|其中|这里|此处|则|那么|因此|所以)")
_THEN = re.compile(
    r"\W*(then|so|hence|thus|therefore|it follows|in (this|that) case|in particular|we (have|get|obtain)|则|那么|因此|所以|于是|此时|特别地)"
)
_LET = re.compile(
    r"\W*(\w+ ){0,2}?(let|suppose|assume|assuming|consider|given|set|take|under|假设|假定|设|令|给定|考虑)(?![a-z])"
)
_IF = re.compile(r"\b(if|when|whenever|since|because|for|provided|unless)\b|如果|若|当|由于|因为|对于")
_IF_THEN = re.compile(r"\W*(if|when|whenever)\b|\W*(如果|若|当)")
_TIED = re.compile(r"\\(to|rightarrow|perp)\b|[→⊥]|[Ii]ndependen|[Mm]arkov|独立|马尔可夫")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_ITEM = re.compile(r"[ \t>]*(?:[-*+•]|\(?\d{1,2}[.)])[ \t]")
_FORMULA = re.compile(r"[\x01\x02]+|\$+|\\\[|\\\]|\\\(|\\\)|\\(?:begin|end)\{[a-z]*\*?\}")


@dataclass(frozen=True)
class Scope:
    """The words that a formula's claim stands under; formulas in them are as they were written."""

    own: str = ""
    """The sentence of the formula, and the conditions right before it that it goes on from; what words tell of the values
    of numbers stands there in formulas."""
    supposed: str = ""
    """Sentences of the section before it that let or suppose something."""
    heading: str = ""
    places: tuple[tuple[int, int], ...] = ()
    """Where these sentences stand in the text."""

    def holds(self, start: int) -> bool:
        """Whether what stands at this place belongs to the sentence, or to what is supposed before it."""
        return any(a <= start < b for a, b in self.places)


class Sentences:
    """Finds the scope of formulas in one text."""

    def __init__(self, text: str, formulas: Sequence[Formula]) -> None:
        self.text = text
        masked = list(text)
        for f in formulas:
            mark = _DISPLAY if f.display else _INLINE
            masked[f.start : f.end] = mark * (f.end - f.start)
            last = text[f.start : f.end].rstrip()[-1:]
            if last and last in ".。":
                masked[f.end - 1] = last
        for m in _COMMENT.finditer(text):  # what is not shown is no part of a sentence
            masked[m.start() : m.end()] = ["\n" if c == "\n" else " " for c in m[0]]
        self.masked = "".join(masked)
        self.headings = [(m.end(), next((g for g in m.groups() if g), "")) for m in _HEADING.finditer(self.masked)]
        self.cuts = [0]
        for m in _CUT.finditer(self.masked):
            if m["stop"] is not None and _ABBREVIATION.search(self.masked[max(0, m.start() - 8) : m.start() + 1]):
                if m["stop"].startswith("."):
                    continue
            if m["blank"] is not None and self.goes_on(m.start(), m.end()):
                continue
            if m["heading"] is not None:
                self.cuts.append(m.start())
            self.cuts.append(m.end() if m["item"] is None else m.start())
        self.cuts.append(len(text) + 1)

    def goes_on(self, start: int, end: int) -> bool:
        """Whether the sentence goes on across a blank line: a display stands at it and no full stop before it."""
        before, after = self.masked[max(0, start - 40) : start].rstrip(), self.masked[end : end + 20]
        if before[-1:] in tuple(".。!?！？"):
            return False
        line = self.masked[self.masked.rfind("\n", 0, start) + 1 : start]
        if _ITEM.match(line) and self.masked[end - 1] == "\n" and before[-1:] not in tuple(":：,，"):
            return False  # an item of a list, and a display outside of it
        if re.match(r"\$\$|\\\[|\\begin\{|\x02|```", after):
            return bool(re.search(r"[^\s\x02$]", before[-12:].replace("\\]", "")))
        return bool(re.search(r"(\$\$|\\\]|\\end\{[a-z]+\*?\}|\x02|```)$", before)) and bool(_CONTINUES.match(after))

    def scope(self, start: int, end: int) -> Scope:
        """The scope of what stands at this place."""
        k = bisect_right(self.cuts, start) - 1
        place = bisect_right([at for at, _ in self.headings], start)
        section, heading = self.headings[place - 1] if place else (0, "")
        low, high = self.cuts[k], min(self.cuts[k + 1], len(self.text))
        places = [(low, high)]
        own = [self.text[low:start] + " \x00 " + self.text[end:high] if low <= start <= high else ""]
        follows = self.masked[high : high + 12].lower()
        if re.match(
            r"\s*(here|where|with|其中|这里|此处)", follows
        ):  # a sentence that says what the display's symbols are
            own.append(self.text[high : min(self.cuts[min(k + 2, len(self.cuts) - 1)], len(self.text))])
        goes_on = _THEN.match(self.masked[low:high].lower()) is not None or not self.has_prose(low, start)
        supposed = []
        for j in range(k - 1, -1, -1):
            a, b = self.cuts[j], self.cuts[j + 1]
            if a < section - 1:
                break
            words = self.masked[a:b].lower()
            complete = (
                re.search(r"[.!?。！？][\"'*_)\]$\s\x02]*$", _COMMENT.sub("", words)) is not None
            )  # it has its own consequence
            if (
                j == k - 1
                and complete
                and _IF_THEN.match(words)
                and _TIED.search(self.text[a:b])
                and not self.has_prose(low, start)
            ):
                own.insert(
                    0, self.text[a:b]
                )  # "If X -> Y -> Z, then ..." right before a display, which may go on from it
            elif goes_on and _IF.search(words) and not complete:
                own.insert(0, self.text[a:b])
                places.append((a, b))
            elif _LET.match(words):
                places.append((a, b))
                if goes_on:
                    own.insert(0, self.text[a:b])
                supposed.append(self.text[a:b])
            if self.has_prose(a, b):
                goes_on = False
        own, supposed = ([_COMMENT.sub(" ", words) for words in parts] for parts in (own, supposed))
        return Scope(in_formulas(" ".join(own)), " ".join(reversed(supposed)), heading, tuple(places))

    def has_prose(self, low: int, high: int) -> bool:
        return re.search(r"[^\W\d_]", _FORMULA.sub(" ", self.masked[low:high])) is not None
