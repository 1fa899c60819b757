"""Which variables a text says follow which law: "let X ~ p and Y ~ q", "X_1, ..., X_n i.i.d. with law p"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LETTER = r"[XYZUVWST](?:_\{?\w\}?)?"
_LIST = rf"{_LETTER}(?:\s*,\s*(?:{_LETTER}|\\[a-z]*dots[a-z]?|\.\.\.))*"
_LAW = r"\\?(?:mathbb\{P\}|pi|rho|[pqrPQRm])(?![A-Za-z])(?:_\{?[A-Za-z0-9]\}?)?(?!\s*[\^_'(|])"
_SIGN = r"(?:\\(?:stackrel|overset)\s*\{[^$]{0,40}?\}\s*\{?\\sim\}?|\\sim(?![a-z])|∼|~)(?:_\{[^{}$]{0,30}\})?"
_BY_SIGN = re.compile(rf"(?<![\w\\{{])(?P<names>{_LIST})\s*(?P<sign>{_SIGN})\s*(?P<law>{_LAW})")
_BETWEEN = (
    r"(?:[\s,]*(?:be|is|are|have|has|having|with|which|that|a|an|the|two|random|discrete|variables?|i\.\s?i\.\s?d\.?|iid|(?:mutually )?independent(?:ly)?|identically|distributed"
    r"|and|common|each|all|both|marginal|same|samples?|draws?|drawn|taken|sampled|according|as|to|from|of|follow(?:s|ing)?|laws?|distributions?|pmfs?)(?![a-z])){1,9}\s*"
    r"|\s*(?:[独獨]立)?(?:同分布)?[,，]?\s*(?:均|都)?(?:服从|服從|分布[为為是]|取自|来自|來自|于|於)\s*"
)
_FOLLOWS = re.compile(r"\blaws?|\bdistribut|\bpmf|\bfrom|\bfollow|according|\bas$|服|分布|自|于|於")
_BY_WORDS = re.compile(
    rf"\$(?P<names>{_LIST})\$(?:\s*(?:and|和|与)\s*\$(?P<second>{_LETTER})\$)?(?P<words>{_BETWEEN})"
    rf"\$(?P<law>{_LAW})\$(?:\s*(?:and|和|与)\s*\$(?P<other>{_LAW})\$)?"
)
_USED = re.compile(
    r"cod(?:e|ing)|compress|approximat|model|believ|pretend|assum|wrong|instead|编码|近似", re.IGNORECASE
)
"""Words by which a law is not the one that a variable follows, but one that is used for it."""
_JOINT = re.compile(
    rf"\bjoint(?:ly)? (?:law|distribution|pmf|distributed (?:as|according to))[^.$\n]{{0,20}}\$(?P<law>{_LAW})\$"
    rf"|{_LETTER}\s*\)\s*{_SIGN}\s*(?P<sign>{_LAW})|联合分布(?:为|是)?\s*\$(?P<zh>{_LAW})\$"
)
_COPIES = re.compile(rf"\$(?P<names>{_LIST})\$[^$.;。\n]{{0,40}}\bcop(?:y|ies) of \$(?P<of>{_LETTER})(?=\$|\s*{_SIGN})")
_COMMON = re.compile(r"\bi\.?\s?i\.?\s?d\b|\bidentical|\bcommon\b|\beach\b|\bcopies\b|\bindependen|独立|獨立|同分布")
_STOP = re.compile(r"[.!?]\s+(?=[A-Z$\\*])|[。！？]|\n\s*\n")


@dataclass(frozen=True)
class Drawn:
    """The variables ``X``, ``X_1`` and the law that each follows; of ``X_1, ..., X_n``, ``X_*`` with the name of their number."""

    law: str
    variables: frozenset[str]
    number: str = ""
    letter: str = ""
    """The letter of the variables of a list with dots, and ``number`` how many they are."""


def drawn(text: str) -> list[Drawn]:
    """What the text says of variables and their laws, in its order; what may be meant of a joint law is left out."""
    found: list[tuple[int, Drawn]] = []
    for m in _BY_SIGN.finditer(text):
        before = text[max(0, m.start() - 80) : m.start()]
        if before.rstrip()[-1:] in ("|", "(", "+", "-", "=") or before.rfind("{") > max(map(before.rfind, "}$")):
            continue  # E_{X ~ p}
        common = _COMMON.search(_sentence(text, m.start(), m.end()).lower()) is not None
        found += [(m.start(), d) for d in _told(m["names"], m["law"], common)]
    for m in _BY_WORDS.finditer(text):
        if _FOLLOWS.search(m["words"]) is None or _USED.search(_sentence(text, m.start(), m.start())):
            continue
        common = _COMMON.search(_sentence(text, m.start(), m.end()).lower()) is not None
        if m["second"] and m["other"]:
            found += [
                (m.start(), d) for d in (*_told(m["names"], m["law"], common), *_told(m["second"], m["other"], common))
            ]
        elif not m["other"]:
            names = m["names"] + (f",{m['second']}" if m["second"] else "")
            found += [(m.start(), d) for d in _told(names, m["law"], common)]
    known = [d for _, d in sorted(found, key=lambda x: x[0])]
    for m in _COPIES.finditer(text):
        laws = {d.law for d in known if plain(m["of"]) in d.variables}
        for law in laws if len(laws) == 1 else ():
            known += _told(m["names"], law, True)
    return known


def joint_laws(text: str) -> set[str]:
    """The laws that the text calls the law of several variables together."""
    return {plain(next(g for g in m.groups() if g)) for m in _JOINT.finditer(text)}


def plain(written: str) -> str:
    """X_1 for X_{1}, pi for \\pi: the name without braces and backslashes."""
    return re.sub(r"[\\{}\s$]|mathbb", "", written)


def _told(names: str, law: str, common: bool) -> Iterator[Drawn]:
    parts = [plain(x) for x in names.split(",")]
    dots = [x for x in parts if "dots" in x or x == "..."]
    if len(parts) > 1 and not common:
        return  # X, Y ~ p: each of them, or the pair
    kept = frozenset(x for x in parts if x not in dots)
    if dots:
        letters, last = {x[0] for x in kept}, parts[-1].partition("_")[2]
        if len(letters) == 1 and parts[0].endswith("_1") and last:
            yield Drawn(plain(law), kept, last, letters.pop())
        return
    yield Drawn(plain(law), kept)


def _sentence(text: str, start: int, end: int) -> str:
    low = max((m.end() for m in _STOP.finditer(text, max(0, start - 300), start)), default=max(0, start - 300))
    after = _STOP.search(text, end, end + 200)
    return text[low : after.start() if after is not None else min(len(text), end + 200)]
