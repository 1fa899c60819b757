"""Expectations without a subscript beside words that say under which law they are: "all expectations are under $q$", "samples come from $q$"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import CONST, VAR, parts_of, strip
from symbolic_it.notes import syntax as s
from symbolic_it.review.condition_words import COMMENT
from symbolic_it.review.steps import Context, Outcome, unproved

HEADING = re.compile(r"(?m)^#{1,6} [^\n]*$")
_STOP = re.compile(r"(?<=[.!?])\s|[。；！？]|\n\s*\n|\x00")
_LAW = r"\$\s*(\\?[A-Za-z]+(?:_\{?\\?\w+\}?)?)(?:\s*\([^$()]*\))?\s*\$"
_UNDER = re.compile(
    r"(?:\bexpect\w*|\baverag\w*|\bmeans?\b|\bsampl\w*|\bdraw\w*|\bdata\b|\bobserv\w*|\bexamples?\b|\$\s*(?:\\mathbb\s*)?\{?E\}?\s*(?:\[[^$]*\])?\s*\$|\$\s*[A-Z](?:_\w)?\s*\$|\$x_i\$)"
    r"(?:[^.;$]|\$\s*[A-Za-z](?:_\w)?\s*\$(?=\s*(?:is|are|be)\b)){0,60}?\b(?:under|over|from|with respect to|w\.r\.t\.?|according to|distributed as|has law|have law|follows?)"
    rf"\s+(?:(?:the|a|law|distribution|model|measure|probability|source) ){{0,3}}(?:{_LAW}|(?P<other>uniform|counting|null|reverse)\b)",
    re.IGNORECASE,
)
_UNDER_ZH = re.compile(
    rf"(?:期望|平均|样本|数据|采样|抽取)[^。；$]{{0,12}}(?:关于|服从|来自|取自|自|在|对)[^。；$]{{0,6}}{_LAW}"
)
_USED = re.compile(r"\b(?:instead|approximat|pretend|rather than|importance|would|if we|proposal)", re.IGNORECASE)


def averaged_under(outcome: Outcome, context: Context) -> Outcome:
    """The outcome; left open where an expectation without a subscript was read under a law that the words do not name."""
    if outcome.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL) or outcome.result is None:
        return outcome
    nodes = [n for x in (outcome.left, outcome.right) for n in s.walk(x)]
    if not any(isinstance(n, s.Expectation) and n.sub is None for n in nodes):
        return outcome
    told = _told(context.whole)
    theorem = outcome.result.theorem
    if not told or theorem is None:
        return outcome
    laws: set[str] = set()
    for term in parts_of([theorem.conclusion]):
        head, arguments = strip(term)
        if head.kind == CONST and head.name == "expectation" and arguments and arguments[0].kind == VAR:
            laws.add(arguments[0].name.partition("_")[0])
    if laws <= told:
        return outcome
    words = f"the words of the note speak of averages under {', '.join(sorted(told))}"
    return replace(unproved(outcome, words), assumptions=(), by=(), result=None)


@lru_cache(maxsize=8)
def _told(text: str) -> frozenset[str]:
    """The laws under which sentences of the text say that averages or samples are."""
    found: set[str] = set()
    for sentence in _STOP.split(HEADING.sub(" ", COMMENT.sub(" ", text))):
        if _USED.search(sentence) is None:
            for m in (*_UNDER.finditer(sentence), *_UNDER_ZH.finditer(sentence)):
                found.add("another law" if "other" in m.re.groupindex and m["other"] else _plain(m[1]))
    return frozenset(found)


def _plain(written: str) -> str:
    return written.lstrip("\\").partition("_")[0]
