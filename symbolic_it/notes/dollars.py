"""Which dollars are delimiters: pairs of them, prices, and prose between two stray ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from symbolic_it.notes.pieces import Formula

_RUNS = re.compile(r"\\.|\$+", re.DOTALL)


@dataclass
class Dollars:
    """Runs of dollars that no backslash escapes: where they begin, how long they are."""

    starts: list[int]
    lengths: list[int]
    pairs: list[int]

    def after(self, at: int) -> tuple[int, int] | None:
        place = bisect_left(self.starts, at)
        return (self.starts[place], self.lengths[place]) if place < len(self.starts) else None

    def closing(self, text: str, body: int, limit: int) -> tuple[int, int] | None:
        """The run that closes an inline formula; dollars inside a `\\text{..}` of the formula are passed over."""
        place = bisect_left(self.starts, body)
        if place >= len(self.starts):
            return None
        for later in range(place, min(place + 7, len(self.starts)), 2):
            stop = self.starts[later]
            if stop > limit or stop - body > 2000:
                break
            if not _open_words(text[body:stop]):
                return stop, self.lengths[later]
        return self.starts[place], self.lengths[place]

    def pair_after(self, at: int) -> int | None:
        """The first place at ``at`` or later where two dollars or more stand together."""
        place = bisect_left(self.pairs, at)
        return self.pairs[place] if place < len(self.pairs) else None


_WORDS_OPEN = re.compile(r"\\(?:text[a-z]{0,6}|mbox|hbox)\s{0,9}\{[^{}]*\Z")


def _open_words(inside: str) -> bool:
    return "{" in inside and _WORDS_OPEN.search(inside) is not None


_ENTITIES = {"&lt;": "<   ", "&gt;": ">   ", "&amp;": "&    "}


def without_entities(formula: Formula) -> Formula:
    """Entities of HTML as the characters they stand for, at the same length."""
    return replace(formula, text=re.sub(r"&(?:lt|gt|amp);", lambda m: _ENTITIES[m.group()], formula.text))


def has_math(inside: str) -> bool:
    """Whether a command, a subscript, a power or an equality stands in it."""
    return _MATHY.search(inside) is not None


def dollar_runs(text: str, start: int) -> Dollars:
    runs = [m.span() for m in _RUNS.finditer(text, start) if text[m.start()] == "$"]
    return Dollars([a for a, _ in runs], [b - a for a, b in runs], [a for a, b in runs if b - a > 1])


_WORDS_IN_MATH = re.compile(
    r"\\(?:text[a-z]{0,6}|mathrm|mathsf|mathit|mathbf|operatorname\*?|mbox|hbox|label|tag\*?|begin|end|rm|bf|it)\s*\{[^{}]*\}"
    r"|\\[A-Za-z]+\*?|\\.|[_^]\{[^{}]*\}",
    re.DOTALL,
)
_PLAIN_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z(_^{])")
_FUNCTION_WORDS = frozenset(("log", "ln", "exp", "max", "min", "arg", "argmax", "argmin", "lim", "sup", "inf", "sin", "cos", "for", "otherwise"))  # fmt: skip
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{2,}|[，。；、]")
_MATHY = re.compile(r"\\[A-Za-z|{,;!]|[_^=]")
_PRICE = re.compile(r"\d[\d,.]*(?:[kKmMbB]|\s?(?:million|billion|thousand))?(?:\s|[^\x00-\x7f]|[-–/]\Z|\Z)")


_VARIABLE = re.compile(r"[A-Z]{2,}[A-Z_]{2,}(?![A-Za-z(])|(?:Id|Date|Revision): ")
"""Of a shell, or of a version control system."""


def _plain(inside: str) -> str:
    return _WORDS_IN_MATH.sub(" ", inside)


def is_prose(inside: str) -> bool:
    """Whether words that no command holds make ``inside`` a sentence rather than a formula."""
    plain = _plain(inside)
    words = [w for w in _PLAIN_WORD.findall(plain) if w.lower() not in _FUNCTION_WORDS]
    return len(words) >= 2 or len(_CJK.findall(plain)) >= 2 or "。" in plain


def is_inline(inside: str, follows: str) -> bool:
    """Whether what stands between two single dollars is a formula; ``follows`` is the character behind the second."""
    if not inside.strip() or "`" in inside or (_VARIABLE.match(inside) and "\\" not in inside):
        return False
    mathy = _MATHY.search(inside) is not None
    prose = is_prose(inside)
    loose_end = inside[-1].isspace()
    if (
        _PRICE.match(inside)
        and not mathy
        and (loose_end or prose or follows.isdigit() or inside[-1] in "-–/" or _CJK.search(inside))
    ):
        return False
    if prose and (loose_end or inside[0].isspace()):
        return False
    if prose and not mathy:
        return False
    if follows.isdigit() and not loose_end and inside[0].isalpha() and not prose and " " not in inside:
        return True  # $k$2
    if (loose_end or inside[0].isspace() or follows.isdigit()) and not mathy:
        bare = _plain(inside).strip()
        if inside[0].isspace() and not loose_end and not follows.isdigit() and len(bare) > 1 and bare.isalpha():
            return False
        return not _PLAIN_WORD.search(bare) and not _CJK.search(bare) and not (follows.isdigit() and not loose_end)
    return True


_HEAD_OF_DIVERGENCE = re.compile(r"(?:D|\}|KL|JSD?|div|d)\s*(?:\\(?:left|big|Big|bigl|Bigl))?\s*\Z")


def pipes_unescaped(formula: Formula) -> Formula:
    """In a table cell ``\\|`` is how a bar is written; where a divergence or a norm can be meant, it stays a double bar."""
    text = list(formula.text)
    source = formula.text
    opened: list[int] = []
    inside: dict[int, list[int]] = {}
    at = 0
    while at < len(source):
        if source.startswith("\\|", at):
            inside.setdefault(opened[-1] if opened else -1, []).append(at)
            at += 2
            continue
        if source[at] in "([":
            opened.append(at)
        elif source[at] in ")]" and opened:
            opened.pop()
        at += 2 if source[at] == "\\" else 1
    for bracket, places in inside.items():
        if bracket >= 0 and len(places) == 1 and not _HEAD_OF_DIVERGENCE.search(source[max(0, bracket - 12) : bracket]):
            text[places[0]] = " "
    return replace(formula, text="".join(text))
