"""The base that the words of a note give to its logarithms: "logarithms are natural unless a base is written"."""

from __future__ import annotations

import re

from symbolic_it.review.bases import other_base
from symbolic_it.review.denied import without_denied

_MANNER = r"(?:here |below |always |throughout )?(?:all |always |taken |understood |meant |assumed |to be )*"
_LOGARITHMS = r"(?:\blog(?:arithm)?s?\b|\\log(?:\\?[)$]|\s*\$))"
_NATURAL = re.compile(
    rf"{_LOGARITHMS} (?:are|is|denotes?|means?|stands? for) {_MANNER}(?:the )?natural\b"
    r"|\bnatural log(?:arithm)?s? (?:throughout|everywhere|only|are used)"
    rf"|{_LOGARITHMS} (?:are|is) {_MANNER}(?:to|in|of|with) (?:the )?base[- ]\$?\\?(?:mathrm\{{)?e\b"
    r"|(?:对数|\\log\$?)\s*(?:均|都|一律)?(?:为|是|取|指|表示)\s*自然对数|对数.{0,6}以\s*\$?\\?(?:mathrm\{)?e\}?\$?\s*为底"
)
_USED = re.compile(r"\b(?:use|take|write) (?:the )?natural log(?:arithm)?s?\b")
_BITS = re.compile(r"\bbits?\b|\bbase[- ](?:2|two)\b|\bbinary log|比特")
_BINARY = re.compile(
    r"\b(all )?logarithms? (are|is|to|in) (the )?(to )?base[- ](2|two)\b|log.{0,10}以\s*\$?2\$?\s*为底"
)
_UNLESS = re.compile(
    r"\bunless\b|\botherwise\b|\b(?:if|where|when) no base\b|\bwithout (?:a|any) base\b|除非|未[写注标]明"
)
_SENTENCE = re.compile(r"[.!?](?=\s)|[。！？]|\n\s*\n")


def base_in_words(text: str) -> str:
    """``2``, ``e`` or another number; empty where the words give none.

    Where some logarithms have a base written, words count that say what those without it have.
    """
    lower = without_denied(text.lower())
    if re.search(r"\\log_\{?2|\\log_\{?10", text) is not None:
        kept = [x for x in _SENTENCE.split(lower) if _UNLESS.search(x) is not None]
        lower = ". ".join(kept)
    if _BINARY.search(lower) is not None:
        return "2"
    other = other_base(lower)
    if other is not None:
        return other
    used = _USED.search(lower) is not None and _BITS.search(text.lower()) is None  # else perhaps in one place only
    return "e" if used or _NATURAL.search(lower) is not None else ""
