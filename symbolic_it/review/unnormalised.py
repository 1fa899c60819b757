"""Letters of laws of which the words say that they need not sum to one: "$p$ is a sub-probability", "the weights $w$ do not sum to one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from symbolic_it.notes.told_laws import VALUE, Listed, values_in_tables, values_in_turn

_NOT = r"(?:not|n't|never|nowhere)(?: (?:necessarily|assumed|required|yet|in general|be|to|have|need|always)){0,4}"
_UNNORMALISED = re.compile(
    rf"\bsub-?\s?(?:probabilit|distribution|stochastic|normali[sz]ed|pmf)\w*|\bun-?normali[sz]ed\b|\b{_NOT} (?:a )?normali[sz]ed\b"
    rf"|{_NOT} (?:a )?(?:probability )?(?:law|distribution)\b(?! (?:of|on|over|that|for))|{_NOT} (?:sum|add up|integrate)(?: up)? to (?:one\b|unity|\$?1)"
    r"|\b(?:sums?|adds?(?: up)?) to (?:less|more|something else) than (?:one\b|\$?1)|\b(?:total )?mass (?:of \$[^$]{1,20}\$ )?(?:is |of |which is |that is )?(?:not (?:equal to )?|less than |more than |below |above |at most |at least |different from )(?:one\b|\$?1)"
    r"|\b(?:adds? up|sums?|summing) to (?:zero|two|\$?(?!1\b)\d)|\bsum [^.]{0,40}?(?:is|are) (?:not (?:equal to )?|(?:less|more|greater|other) than |below |above |at most |at least |different from )(?:one\b|\$?1)"
    r"|\bimproper\b|\b(?:counting|signed|lebesgue|arbitrary|any|general) measures?\b|\bonly (?:required|assumed|known|supposed) to be (?:positive|non-?negative)"
    r"|\b(?:be|is|are|denotes?) (?:an?|any|some|the) (?:\w+ )?(?:(?<!mass )(?<!density )(?<!probability )function\b(?! of\b)|kernel\b|scores?\b|vector of (?:scores|weights|logits))"
    r"|\b(?:be|is|are|denotes?|consists? of|as|holds?) (?:(?:an?|any|some|the|its|two|raw|just|only|all) ){0,2}(?:counts?\b|numbers? of\b|scores?\b|logits?\b|polynomials?\b|quantile\b|price\b|prime\b|pressure\b|dimension\b"
    r"|sum of \$|sum of (?:two|the) |differences? (?:of|between)\b|pointwise\b|(?:twice|double|half|three times)\b|unscaled\b|un-?weighted\b|energ|potential\b|utilit|exponent)"
    r"|\bcounts how\b|\bwithout (?:the |its |any )?normali[sz]|\btotal mass (?:two|three|\$?[2-9])|(?<!对数)计数|次数|两倍|得分|打分"
    r"|未归一化|非归一化|不归一|没有归一化|次概率|(?:之?和|总和)不(?:一定)?(?:为|是|等于)\s*\$?(?:1|一)",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:probability (?:law|distribution|measure|vector|mass)|law|distribution|pmf|normali[sz]ed|sums? to (?:one|unity|\$?1))\b|概率(?:分布|测度)|归一化",
    re.IGNORECASE,
)
_NOTION_OF = re.compile(
    r"\b(?:entrop(?:y|ies)|divergences?|information|perplexity|logarithm|log-likelihood|expectation|expected value|mean|variance|length|gradient|derivative|support|number|code|normali[sz]er)"
    r" (?:of|between|from|for|under)(?: [a-z-]+){0,4} \$[^$\n]{1,60}\$(?:\s*(?:,|and|to|from|relative to)\s*(?:the [a-z]+ )?\$[^$\n]{1,60}\$)*",
    re.IGNORECASE,
)
"""What is said of the entropy of q is not said of q."""
_FORMULA = re.compile(r"\$([^$\n]{1,60})\$|\\\(([^\n]{1,60}?)\\\)")
_STOP = re.compile(r"(?<=[.;!?])\s|[。；！？]|\n\s*\n|\x00")
_CLAUSE = re.compile(r",? (?:and|but|while|whereas) (?=(?:let )?\$)|，")
_VERB = re.compile(
    r"\b(?:is|are|be|has|have|sums?|adds?|denotes?|consists?|counts?|need|does|do)\b|[为是不有]", re.IGNORECASE
)
_FURTHEST = 20_000
_HYPOTHETICAL = re.compile(
    r"\b(?:if|when|whenever|unless|would|were|suppose not|whether|even)\b|如果|若|当", re.IGNORECASE
)
_MORE = re.compile(
    r"\.\.\.|…|\\[lc]?dots|\b(?:and so on|etc|(?<!no )other(?:s|wise)?|(?<!nothing )else|rest|remain\w*|(?<!no )further|some)\b|等等|其余|(?<!没有)其[他它]|剩",
    re.IGNORECASE,
)
"""Words of other outcomes than those that are listed."""
_EVENT = re.compile(r"[A-Z]|\\(?:bar|neg|overline).*")
_LETTER = re.compile(r"(?:\\(tilde|hat|bar|check)\{?\s*)?(?<![A-Za-z\\])([pqrwuvPQRW])(?![A-Za-z])")


def said_unnormalised(text: str) -> set[str]:
    """The keys of the letters that the words last called something that need not sum to one."""
    text = text[-_FURTHEST:]
    if _UNNORMALISED.search(text) is None:
        return set()
    found: set[str] = set()
    for sentence in _STOP.split(text):
        if _HYPOTHETICAL.search(sentence) is not None:
            continue
        for clause in _clauses(sentence):
            letters = {key for m in _FORMULA.finditer(_NOTION_OF.sub(" ", clause)) for key in _letters(m[1] or m[2])}
            if _UNNORMALISED.search(clause) is not None:
                found |= letters
            elif _LAW.search(clause) is not None:
                found -= letters
    return found


def _clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence: "$p$ and $q$ are scores, and $r$ is a law" has two."""
    subject = ""
    for part in _CLAUSE.split(sentence):
        subject = f"{subject} {part}"
        if _VERB.search(part) is not None:
            yield subject
            subject = ""
    if subject:
        yield subject


def _letters(formula: str) -> set[str]:
    """The keys of the letters of laws that a formula names or takes values of: q, q(x), \\tilde q(x), p, q."""
    if re.search(r"[=<>]|\\(?:le|ge|log|ln|frac|sum|propto|in)", formula) is not None:
        formula = re.split(r"=|<|>|\\(?:le|ge|log|ln|frac|propto|in)", formula)[0]
    return {m[2] + (f"_{m[1]}" if m[1] else "") for m in _LETTER.finditer(re.sub(r"\([^()]*\)", "", formula))}


def listed_in_part(text: str, heads: set[str]) -> set[str]:
    """The keys of the laws of which the note lists values that do not sum to one, and speaks of no others: "$P(X=0)=0.5$, $P(X=1)=0.3$".

    ``heads``: the names in what is claimed; what is listed of $X$ tells nothing of $\\sum_y p(y)$.
    """
    found: set[str] = set()
    text = text[-_FURTHEST:]
    for values in sorted(_lists(text), key=lambda values: values.end):
        others = {x.lower() for x in heads & _VARIABLES} - {values.letter}
        if values.letter and others and values.letter not in {x.lower() for x in heads}:
            continue
        keys = {"P", "p"} if values.law.lower() in ("p", "pr", "\\pr") else {values.law}
        sentence = _around(text, values)
        mentioned = {x for m in VALUE.finditer(sentence) if (x := m["value"].strip()).isdigit()}
        more = _MORE.search(sentence) is not None or not mentioned <= {x.strip() for x in values.outcomes}
        if sum(values.numbers) == 1 or (more and sum(values.numbers) < 1):
            found -= keys
        else:
            found |= keys
    return found


_VARIABLES = set("xyzuvwstXYZUVWST")


def _lists(text: str) -> Iterator[Listed]:
    """The lists of values in a text, each as far as it goes."""
    longest: dict[int, Listed] = {}
    for values in values_in_turn(text):
        longest[values.start] = values
    for values in longest.values():
        if len(values.numbers) > 1 and (values.letter or not any(map(_EVENT.fullmatch, values.outcomes))):
            yield values
    for values in values_in_tables(text):
        total = values.numbers[-1:] == (Fraction(1),) and sum(values.numbers) == 2
        if len(values.numbers) > 1 and not total and len(set(values.outcomes)) == len(values.outcomes):
            yield values


def _around(text: str, values: Listed) -> str:
    """The sentences that the list stands in, and the one after."""
    before = _STOP.split(text[max(0, values.start - 300) : values.start])[-1]
    return before + text[values.start : values.end] + " ".join(_STOP.split(text[values.end : values.end + 300])[:2])
