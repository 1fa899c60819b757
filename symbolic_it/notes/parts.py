"""Parts of a note that have hypotheses of their own: lemmas, exercises and their parts, claims, proofs, cases."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import zip_longest

_LINE = r"(?m)^[ \t>]*(?:[-+*][ \t]+)?(?:#{1,6}[ \t]+)?[*_]{0,3}\[?!?\(?"
_NUMBER = r"[ \t]*(?:[(\[]?\d+(?:\.\d+)*[)\]]?|[IVX]+|[A-Z](?![a-z]))?'?"
_STATEMENT = (
    r"(?:lemma|theorem|proposition|corollary|exercise|problem|question|example|remark|fact|observation|claim|definition)"
    rf"{_NUMBER}(?:[ \t]*\([^)\n]*\))?[ \t]*(?:[*_\])]*[.:：]|[*_]{{2,3}}[ \t]*$)"
    rf"|(?:引理|定理|命题|推论|练习|习题|问题|例题?|注|断言)[ \t]*(?:\d+(?:\.\d+)*|[一二三四五六七八九十])?[ \t]*(?:[（(][^)）\n]*[)）])?[*_]*[.:：。]"
)
_PROOF = (
    r"(?:proof|solution|answer)\b[^.:：\n$]{0,40}[*_\])]*[.:：]|proof by [a-z]+[*_]*[.:：]|(?:证明|解答?)[*_]*[.:：]"
)
_PART = r"(?:(?:[a-h]|i{1,3}|iv|vi?)\)(?=[*_ \t])|\d{1,2}[.)](?=\*\*))"
_CASE = r"(?:case|situation)\b(?:[ \t]*\d+|[ \t]*[IVX]+\b)?[^.:：\n]{0,60}[.:：]|情[形况][ \t]*(?:\d+|[一二三四])?[^:：\n]{0,40}[:：]"
_LABEL = re.compile(
    f"{_LINE}(?:(?P<statement>{_STATEMENT})|(?P<proof>{_PROOF})|(?P<part>{_PART})|(?P<case>{_CASE}))"
    r"|(?P<heading>^#{1,6}[ \t]|\\(?:sub)*section\*?\{)"
    r"|\\begin\{(?P<open>lemma|theorem|proposition|corollary|exercise|problem|question|example|remark|claim|definition|proof|solution)\*?\}"
    r"|\\end\{(?P<close>lemma|theorem|proposition|corollary|exercise|problem|question|example|remark|claim|definition|proof|solution)\*?\}"
    r"|(?P<done>\bQ\.?E\.?D\b|[∎□■◻]|\\qed(?:here)?\b|\\blacksquare|\\(?:Box|square)\b|证毕)",
    re.IGNORECASE,
)
_LEVELS = {"statement": 1, "proof": 2, "part": 3, "case": 4}
_PROOFS = ("proof", "solution")
_DROPPED = re.compile(
    r"\b(?:dropp?(?:ing)?|remov(?:e|ing)|lift(?:ing)?|relax(?:ing)?|without)\s+(?:this|that|the|these|any|our)\s+"
    r"(?:\w+\s+)?(?:assumption|condition|restriction|hypothes[ie]s|constraint)s?\b|\bno longer (?:assume|suppose|require)"
    r"|(?:^|(?<=[.!?]\s)|(?<=\n))[ \t]*(?:but |however,? )?(?:in general|more generally|generally)\b|一般地|一般情[形况]下"
    r"|(?:去掉|不要|放弃|取消)[^。.]{0,6}(?:假设|条件|限制)|不再假设",
    re.IGNORECASE,
)
_DISCHARGED = re.compile(
    r"\bcontradict\w*|\b(?:in|for) (?:both|either|all|any|each) (?:of (?:the|these) )?cases?\b|\bcombining (?:the|both|these) cases"
    r"|矛盾|(?:两|各|每)种情[形况]|综上",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:suppos\w*|assum\w*|case)\b|反设|假设|假定|情[形况]", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """From its label to where the next one of its kind, or a greater one, begins."""

    start: int
    end: int
    level: int


class Parts:
    """Finds the parts of one text, and tells whether what is told at one place is told for another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[Part] = []
        self.opened: list[tuple[int, int, str]] = []  # start, level, environment
        labels = list(_LABEL.finditer(text))
        for m, following in zip_longest(labels, labels[1:]):
            kind, word = m.lastgroup or "", m[0].lower()
            in_proof = any(level == 2 for _, level, _ in self.opened)
            if kind == "open":
                name = m["open"].lower()
                level = 2 if name in _PROOFS else 3 if in_proof else 1
                self.end(m.start(), level)
                self.opened.append((m.start(), level, name))
            elif kind == "close":
                proved = following is not None and (following["open"] or "").lower() in _PROOFS  # its proof follows
                own = [level for _, level, name in self.opened if name == m["close"].lower()]
                if own and not (proved and own[-1] == 1):
                    self.end(m.end(), 1 if own[-1] == 2 else own[-1])
            elif kind == "heading":
                self.end(m.start(), 0)
            elif kind == "done":
                self.end(m.end(), 1)
            elif kind in _LEVELS:
                level = _LEVELS[kind]
                if kind == "statement" and ("claim" in word or "断言" in word) and in_proof:
                    level = 3  # a claim within a proof
                self.end(m.start(), level)
                self.opened.append((m.start(), level, ""))
        self.end(len(text) + 1, 0)
        self.dropped = [m.start() for m in _DROPPED.finditer(text)]
        self.discharged = [m.start() for m in _DISCHARGED.finditer(text)]

    def end(self, at: int, level: int) -> None:
        """Ends the parts of this level and those within them."""
        while self.opened and self.opened[-1][1] >= level:
            start, own, _ = self.opened.pop()
            self.parts.append(Part(start, at, own))

    def ended(self, told: int, place: int) -> bool:
        """Whether what is told at the one place ends before the other, or may: with its part, or by words between them."""
        if any(p.start <= told < p.end <= place for p in self.parts) or _between(self.dropped, told, place):
            return True
        if not _between(self.discharged, told, place):
            return False
        sentence = re.split(r"[.!?]\s|[。！？]|\n\s*\n", self.text[max(0, told - 80) : told])[-1]
        return _SUPPOSED.search(sentence) is not None


def _between(places: list[int], told: int, place: int) -> bool:
    return bisect_right(places, told) < bisect_right(places, place)
