"""Conditions that the words of a note deny, hedge or except: "not independent", "isn't uniform", "unless they match"."""

from __future__ import annotations

import re

from symbolic_it.review.condition_words import INDEPENDENT, MATH

_PROPERTY = (
    r"(?:independen\w*|i\.?i\.?d\b\.?|uniform\w*|equally likely|equiprobable|markov\w*|identical\w*|identically distributed|one[- ]to[- ]one"
    r"|injecti\w+|bijecti\w+|invertible|deterministic|⊥|\\perp\b|\\indep\w*)"
)
_ZH_PROPERTY = (
    r"(?:相互|条件|统计)?(?:独立(?:同分布)?|均匀(?:分布)?|等概率?|同分布|马尔可?科?夫|单射|双射|一一对应|可逆)"
)
_NOT = r"(?:\bnot\b|n't\b|n’t\b|\bnever\b|\bneither\b|\bnor\b|\bno longer\b|\bcannot\b|\bhardly\b|\bfar from\b|\brather than\b|\bfails? to be\b|\bwithout\b|\black of\b)"
_NAME = r"(?:\$[^$\n]{0,30}\$|\\\([^()\n]{0,30}\\\)|\b[A-Z](?:_\w+)?\b|\\[a-zA-Z]+)"
_FILLER = (
    r"(?:[\s,]*(?:necessarily|be|being|to|assum\w*|suppos\w*|requir\w*|that|and|or|in general|always|really|all|both|mutually|statistically|pairwise|conditionally"
    r"|the|an?|any|is|are|was|were|either|longer|known|said|taken|true|of|law|distribution|variables?|they|it|these|quite|exactly|even|form\w*|chain|function"
    rf"|{_NAME})(?![A-Za-z])){{0,9}}[\s,]*"
)
_DENIAL = re.compile(
    rf"{_NOT}{_FILLER}{_PROPERTY}|\bnon[- ]?{_PROPERTY}|\bin-?dependence (?:does not hold|fails|is (?:violated|not \w+))"
    rf"|{_PROPERTY}[\s\w]{{0,12}}?\b(?:does not hold|do not hold|fails|need not hold|is violated|are violated|is false|cannot be assumed|is not (?:assumed|given|required|needed))"
    rf"|\bunless\b[^.;。]{{0,80}}?(?:{_PROPERTY}|\bmatch\w*|\bcoincid\w*|\bequal\w*|\b(?:the )?same\b|=)[^,.;。]*"
    rf"|\\(?:not|cancel)\s*(?:\\!|\{{)*\s*\\?(?:perp|indep\w*|⊥)+\b|\\nperp\b|⊥̸|⊥̷",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"(?<![A-Za-z])(?:dependent|correlated|coupled)(?! (?:on|upon|only)\b)|(?:彼此|相互|互相)(?:依赖|相关)|(?<![不无条件])相依"
)
_ZH_DENIAL = re.compile(
    rf"(?:不是?|并?非|不再|没有|未必|无须|无需|不要求|不假设|不一定|不必|不可能?|并不)[^，。；,;独均]{{0,8}}?{_ZH_PROPERTY}"
    rf"|除非[^，。；]{{0,40}}|{_ZH_PROPERTY}[^，。；]{{0,6}}?(?:不成立|并不成立|未必成立)"
)
_IDIOM = re.compile(r"\bnot only\b|\bnot (?:hard|difficult|surprising)", re.IGNORECASE)


def without_denied(text: str) -> str:
    """The text with blanks in the place of the conditions that it denies."""
    for pattern in (_DENIAL, _ZH_DENIAL):
        text = pattern.sub(lambda m: m[0] if _IDIOM.match(m[0]) else " " * len(m[0]), text)
    return text


def denies_independence(text: str, letters: frozenset[str] = frozenset()) -> bool:
    """Whether the last word of the text on independence, as far as it is about these variables, is that there is none."""
    places = [
        m.start()
        for pattern in (_DENIAL, _ZH_DENIAL, _DEPENDENT)
        for m in pattern.finditer(text)
        if not _IDIOM.match(m[0]) and (pattern is _DEPENDENT or _INDEPENDENCE.search(m[0])) and _about(text, m, letters)
    ]
    if not places:
        return False
    told = [m.start() for m in _TOLD.finditer(without_denied(text)) if not _OPEN.match(text[m.end() :])]
    return max(places) > max(told, default=-1)


def denies_chains(text: str) -> bool:
    """Whether it says that something is no Markov chain."""
    return any("arkov" in m[0] or "马" in m[0] for p in (_DENIAL, _ZH_DENIAL) for m in p.finditer(text))


_INDEPENDENCE = re.compile(r"independen|独立|perp|indep|⊥", re.IGNORECASE)
_TOLD = re.compile(INDEPENDENT.pattern + r"|\\perp\b|⊥", re.IGNORECASE)
_OPEN = re.compile(r"\w*\s+(?:of|from) (?:the )?(?:base|choice|unit)", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\s|[。！？；;]|\n\s*\n")


def _about(text: str, m: re.Match[str], letters: frozenset[str]) -> bool:
    """Whether the sentence up to the denial names no variables but these."""
    low = max((x.end() for x in _STOP.finditer(text, max(0, m.start() - 200), m.start())), default=0)
    formulas = [next(g for g in f.groups() if g) for f in MATH.finditer(text[low : m.end() + 20])]
    named = {x.lower() for f in formulas for x in re.findall(r"(?<![A-Za-z\\])[A-Z](?![A-Za-z])", f) if len(f) < 30}
    return not letters or len(named) < 2 or len(named & {x[:1] for x in letters}) >= min(2, len(letters))


_DENIED_CLAIM = re.compile(
    r"\b(?:(?:is|are|was|be|but|seems?|looks?) (?:\w+ )?(?:wrong|false|incorrect|mistaken|untrue)|not (?:the case|true|correct|right) that|(?:is|was) it true|(?:student|some|people|one|he|she|they|somebody|someone) "
    r"(?:\w+ )?(?:claim(?:s|ed)?|writes?|thinks?|believes?|wrote|thought)|wrongly|mistakenly|sometimes|unless)\b|是错误的|不成立|并非|有时|除非",
    re.IGNORECASE,
)


def denied_claim(own: str) -> bool:
    """Whether the words of a sentence deny, quote or restrict the equation in it, so that it defines nothing."""
    return _DENIED_CLAIM.search(MATH.sub(" ", own)) is not None
