"""Sentences that say of laws that they have zeros, "the model assigns zero probability to some symbols", or that they have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from symbolic_it.review.condition_words import MATH

_ZEROS = re.compile(
    r"\bzeros\b|\bzero (?:probabilit|mass|weight|entries|entry)|\bprobabilit\w+ (?:is |are |of |may be |can be )?zero|(?:\b(?:probabilit|mass|weight|entries|letter|symbol|frequenc|component|coordinate)\w*|\$[^$]*[pqPQ][^$]*\$)[^.]{0,30}\bvanish|\bone-?\s?hot|\bpoint mass|\bdirac|\bsparse"
    r"|\bsupported (?:only )?on|(?<!full )(?<!same )(?<!common )(?<!equal )(?<!whole )\bsupports?\b(?! vector)|\b(?:not|n't|without|no|neither|fails? to)\b[^.$]{0,30}\b(?:full support|positive\b)|\bnot (?:everywhere|strictly|all|always|necessarily) positive|\bproper subset\b|\bdisjoint\b"
    r"|(?P<law>[pqPQ])(?:_\{?\w\}?|\([a-z]\))\s*=\s*0(?![.\d])|\bnever (?:occur|happen)|\bno (?:weight|chance|mass|probability)\b|\brul(?:es?|ing) out\b|\bmiss(?:es|ing)\b|\btruncat|\bconcentrated on\b|\btop-|不给[^。]{0,12}概率|截断|\bimpossible (?:symbol|letter|outcome|value)|\bunseen\b|支撑集?(?:不|是|为)|概率为\s*\$?(?:零|0)|零概率|独热|稀疏|不(?:全|都|一定)(?:为|是)?正",
    re.IGNORECASE,
)
_OF_THE_DATA = re.compile(r"one-?\s?hot|独热|sparse|稀疏", re.IGNORECASE)
"""What labels, features and rewards are called as well: said of a law where its sentence names one."""
_OF_LAWS = re.compile(
    r"\b(?:distributions?|laws?|priors?|posteriors?|polic(?:y|ies)|models?|predictions?|outputs?|attention|probabilit\w+|pmfs?)\b|分布|模型|先验|后验",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\bno (?:\w+ ){1,2}(?:ever )?(?:has|have|gets?|receives?|with|of) (?:an? |exactly )?|\bno |\bwithout (?:any )?|\bno longer |\b(?:is|are) not "
    r"|\bnever (?:gives?|assigns?|has|have) (?:an? |any )?(?:\w+ )?)$|没有$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\w*\s*(?:$|[.,;:)，])")
_NEVER_ZERO = re.compile(
    r"no probability(?= (?:\w+ ){1,3}zero\s*(?:$|[.,;]))|no (?:weight|probability)(?= is (?:infinite|large|too|negative)\b)",
    re.IGNORECASE,
)
_SUBTRACTED = re.compile(r"[-\u2212]\s*(?:\\sum(?:_\{[^{}]*\}|_\w)?\s*)?$")
_CASE = re.compile(r"\b(?:if|when|whenever|as soon as|wherever)\b|如果|若|当|一旦|只要", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:infinite|infinity|undefined|diverges|blows? up|not (?:well )?defined|ill-defined|biased|fails|breaks down|invalid|(?:does not|no longer) holds?)\b|\\infty|无穷|无定义|没有定义|未定义|发散|不成立|失效",
    re.IGNORECASE,
)
"""What the formula has no value for, is no case of it: "if q(x) = 0, the divergence is infinite"."""
_HERE = re.compile(
    r"\b(?:here|our|ours|this|these|as (?:it|they)|may well|often|always|usual(?:ly)?)\b|这里|我们|本", re.IGNORECASE
)
_NAME = r"\\?[A-Za-z]+(?:_\{?\\?\w+\}?)?(?:\([^()$]*\))?"
_NAMES = rf"\$\s*{_NAME}(?:\s*,\s*{_NAME})*\s*\$(?:\s*(?:,|and|和|与|、)\s*\$\s*{_NAME}\s*\$)*"
_FULL = r"(?:strictly positive|everywhere positive|positive everywhere|full support|处处为正|恒为正)(?! (?:on|except|at|but|over|apart|outside|for|in|unless)\b)"
_POSITIVE = re.compile(
    rf"(?P<before>{_NAMES})\s*(?:(?!(?:and|but|or)\b)[a-z]+ ){{0,4}}{_FULL}|{_FULL} (?:[a-z]+ ){{0,2}}(?P<behind>{_NAMES})"
    rf"|\$\s*(?P<above>{_NAME}(?:\s*,\s*{_NAME})*)\s*>\s*0\s*\$\s*(?P<all>for (?:all|every|each) \$[a-z]\$\s*|everywhere\s*)?(?=$|[.,;，。])",
    re.IGNORECASE,
)
_DOUBTED = re.compile(
    r"\b(?:not|n't|never|no|without|neither|nor|one of|either|some|only|former|latter|if|when|whenever|wherever|unless|almost|nearly)\b|不|若|如果|当|某|部分|除",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\s*(?:let|suppose|assume|设|假设)(?!\w*\b(?:with|where|on)\b)", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:where|with|on|such that|outcomes?)\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\s*(?:perhaps |possibly )?(?:except|but|unless|apart|save|at least|if|when|on|outside|for|in|or|with|where|not|and not)\b"
)
_KEY = re.compile(r"\\?([A-Za-z]+)(?:_\{?\\?(\w+)\}?)?(?:\([^()]*\))?")
_LETTER = re.compile(r"(?:\\(hat|tilde|bar)\s*\{?\s*)?(?<![A-Za-z\\])([A-Za-z])(?![A-Za-z])")


@dataclass(frozen=True)
class Zeros:
    """What the sentences of a text say of zeros."""

    told: tuple[frozenset[str], ...]
    """The letters of each sentence that speaks of zeros; none where it names no letter."""
    positive: frozenset[str]
    """Names of laws that are told to be positive everywhere."""

    def of(self, laws: AbstractSet[str]) -> bool:
        """Whether one of these laws may have zeros, as the words say; p of p_theta as well."""
        unknown = laws - self.positive
        named = laws | {x.rpartition("_")[0] for x in laws if not x.endswith(("_hat", "_tilde", "_bar"))}
        return any(names & named if names else unknown for names in self.told)


def zeros_told(sentences: list[str]) -> Zeros:
    return Zeros(
        tuple(x for sentence in sentences for x in _zeros(sentence)),
        frozenset(x for sentence in sentences for x in _positive(sentence)),
    )


def _zeros(sentence: str) -> Iterator[frozenset[str]]:
    outside = _OUTSIDE.search(sentence) is not None and _HERE.search(sentence) is None
    letters = letters_of(sentence)
    for m in _ZEROS.finditer(sentence):
        before, behind = sentence[: m.start()], sentence[m.end() :]
        if outside and _CASE.search(before) is not None:
            continue
        if m["law"] is not None:
            if _SUBTRACTED.search(before) is None:
                yield frozenset(x for x in {m["law"], *letters} if x.partition("_")[0] == m["law"])
        elif not (_denied(before, behind) or _NEVER_ZERO.match(sentence, m.start())):
            if letters or _OF_THE_DATA.match(m[0]) is None or _of_a_law(m[0], sentence):
                yield letters


def _denied(before: str, behind: str) -> bool:
    """Whether "no class has" stands before the words, and nothing behind them."""
    return _DENIED.search(re.split(r"[,;:，]", before)[-1]) is not None and _ENDS.match(behind) is not None


def _of_a_law(words: str, sentence: str) -> bool:
    """ "The prior is sparse"; a one-hot target without a letter is a target."""
    return words.lower() in ("sparse", "稀疏") and _OF_LAWS.search(sentence) is not None


def _positive(sentence: str) -> Iterator[str]:
    clauses = re.split(r",(?= [a-z])", sentence)
    for clause, following in zip(clauses, [*clauses[1:], ""], strict=True):
        if _DOUBTED.search(clause) is not None or _TAKEN_BACK.match(following) is not None:
            continue
        for m in _POSITIVE.finditer(clause):
            above = m["above"] or ""
            if above and not m["all"] and (_SUPPOSED.match(sentence) is None or _PARTIAL.search(sentence) is not None):
                continue
            for name in _KEY.finditer(re.sub(r"\$|\band\b", " ", above or m["before"] or m["behind"] or "")):
                below = name[2] or ""
                yield name[1] + (f"_{below}" if len(below) > 1 else "")


def letters_of(sentence: str) -> frozenset[str]:
    """The letters in the formulas of a sentence, with their marks."""
    formulas = " ".join(next(g for g in m.groups() if g) for m in MATH.finditer(sentence))
    marked = {(m[2] or "") + (f"_{m[1]}" if m[1] else "") for m in _LETTER.finditer(formulas)}
    return frozenset(marked) | frozenset(re.findall(r"\\([a-z]+)", formulas))
