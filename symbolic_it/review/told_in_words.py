"""What plain words of the section say of a step's symbols and no formula does: one-hot, the mean of X, almost surely, deterministic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import names_bound
from symbolic_it.review.condition_words import COMMENT, MATH

_NAMES = re.compile(r"\s*\\?[A-Za-z]+(?:_\{?\w+\}?|\^\{?\w+\}?|')*(?:\s*,\s*\\?[A-Za-z]+(?:_\{?\w+\}?|')*)*\s*")
_ONE_HOT = r"one[- ]?hot|hard (?:label|target)|独热"
_FIXED = r"deterministic|degenerate|(?:almost surely |a\.s\. )?constant|non-?random|确定性|退化|常数"
_CENTRED = (
    r"mean[- ]zero|zero[- ]mean|mean (?:equal to )?\$?0|expectation zero|zero expectation|cent(?:er|re)d|standardi[sz]ed"
    r"|unit[- ]variance|variance one|均值为\s*(?:零|\$?0)|零均值|标准化"
)
_MOMENT = r"mean|average|expectation|expected value|variance|standard deviation|second moment|median|均值|平均值?|期望|方差|标准差"
_IS = r"(?:be|is|are|being|denotes?|has|have|having|with|its?|their|the|an?|both|each|always|of|random|variables?|vectors?|为|是|有|具有|的|,|-|\s)*"
_NOUN = (
    r"(?:\s*(?:vectors?|labels?|targets?|encodings?|random|variables?|laws?|values?|class(?:es)?|标签|向量|变量))*\s*"
)
_AFTER_ANY = re.compile(rf"{_IS}({_ONE_HOT})")
_BEFORE_ANY = re.compile(rf"({_ONE_HOT}){_NOUN}$")
_AFTER_CAPITAL = re.compile(rf"{_IS}({_FIXED}|{_CENTRED})")
_BEFORE_CAPITAL = re.compile(rf"({_FIXED}|{_CENTRED}){_NOUN}$")
_AFTER_NUMBER = re.compile(rf"{_IS}({_MOMENT})")
_BEFORE_NUMBER = re.compile(rf"({_MOMENT})(?:\s+(?:by|as|is))?\s*$")
_SHORT = re.compile(r"\s*(?:for|denotes?|stands? for|is short for)\s*(?:\$|\\\()")
_SURELY = re.compile(r"\s*(?:almost surely|a\.\s?s\.|with probability (?:one|\$?1)|几乎必然|几乎处处|以概率\s*\$?1)")
_NOT = re.compile(r"\b(?:not|n't|never|no|non|neither|without|unless)\b|不|非")
_LISTED = re.compile(r"_\{?1\}?[^$]{0,12}dots[^$]{0,12}_\{?([A-Za-z])\}?")
_LAW = re.compile(
    r"\s*(?:be|is|are|form|denote|,)?\s*(?:an?|the|some|any)?\s*(?:probability )?(?:distribution|law|probabilit|masses|pmf)"
)


@dataclass(frozen=True)
class Told:
    """What words say of a letter, and formulas that say the same, where there are any."""

    words: str
    formulas: tuple[str, ...] = ()
    target: str = ""
    """The name of a one-hot target."""

    def of_class(self, indices: AbstractSet[str]) -> tuple[str, ...]:
        """The formulas, with that the target is of the class that an index of the step stands for."""
        if not self.target or not indices:
            return self.formulas
        return (*self.formulas, f"{self.target}_{min(indices)} = 1") if len(indices) == 1 else ()


def told_in_words(told: str, own: str, letters: AbstractSet[str], averages: bool) -> Told | None:
    """What words of the section before a step, or of its sentence, say that its letters stand for.

    ``averages``: whether the step holds an expectation or a sum, of which a letter may be the value.
    """
    text = COMMENT.sub(" ", f"{told} {own}".replace("\x00", " "))
    for m in MATH.finditer(text):
        formula = next(g for g in m.groups() if g)
        before = re.split(r"[.;。；]\s|[。；\n]\n|\$", text[max(0, m.start() - 60) : m.start()].lower())[-1]
        after = re.split(r"[.;]\s|[。；]|\n\n|\$", text[m.end() : m.end() + 70].lower())[0]
        if _NOT.search(before + after):
            continue
        heads = set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])|(?<=\\)[a-z]+", formula))
        if not heads & letters:
            continue
        if "=" in formula and "\\" not in formula and heads <= letters and (found := _SURELY.match(after)):
            return Told(f"{formula} {found[0].strip()}")
        listed = _LISTED.search(formula)
        if listed is not None and listed[1] in letters and _LAW.match(after):
            return Told(formula)
        if _NAMES.fullmatch(formula) is None:
            continue
        checks = [(_AFTER_ANY, _BEFORE_ANY)]
        if any(x.isupper() for x in heads):
            checks.append((_AFTER_CAPITAL, _BEFORE_CAPITAL))
        elif averages:
            checks.append((_AFTER_NUMBER, _BEFORE_NUMBER))
        for behind, in_front in checks:
            if (found := behind.match(after) or in_front.search(before)) is not None:
                name = " ".join(formula.split())
                target = name if re.match(_ONE_HOT, found[1]) is not None else ""
                return Told(f"{name}: {found[1]}", _formulas(name, found[1]), target)
        if averages and _SHORT.match(text[m.end() :]) and not any(x.isupper() for x in heads):
            return Told(text[m.start() : m.end() + 30].partition(".")[0])
    return None


def loose_indices(nodes: Sequence[s.Node]) -> set[str]:
    """Indices of names that no sum or product runs over: z_c, of the class c perhaps."""
    subs = [n.sub for n in nodes if isinstance(n, s.Name) and n.sub is not None]
    below = {x.head for sub in subs for x in s.walk(sub) if isinstance(x, s.Name)}
    return below - {k for n in nodes for k in names_bound(n)}


def _formulas(name: str, words: str) -> tuple[str, ...]:
    if "," in name:
        return ()
    if re.match(_ONE_HOT, words) is not None:
        return (f"{name}_k^2 = {name}_k", f"\\sum_k {name}_k = 1") if "_" not in name else ()
    if re.match(_FIXED, words) is not None:
        return (f"H({name}) = 0",)
    variance = re.search(r"standardi|variance|标准化", words) is not None
    return () if variance or re.match(_CENTRED, words) is None else (f"\\mathbb{{E}}[{name}] = 0",)
