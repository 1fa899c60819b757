"""Whether the laws of a chain are densities, by the words beside it or of its section, or by an entropy defined before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_differential_entropy, is_law_name, is_notion
from symbolic_it.review.condition_words import MATH
from symbolic_it.review.steps import Context

_CONTINUOUS = re.compile(
    r"\bcontinuous\b(?! (function|in\b|at\b|and\b|on\b|map|time|extension|relaxation|at\b))(?<!lipschitz continuous)(?<!absolutely continuous)"
    r"|\breal-valued\b|\b(probability )?densit(y|ies)\b(?! (ratio|estimat|matri))|\bpdfs?\b|连续(型|随机|变量|分布)|密度"
)
_FAMILY = re.compile(
    r"(?<!not )(?<!non-)(?<!no )(?<!n't )\bgaussians?\b|\bnormal(?:ly)? (?:distribut|law|random|variable|density|noise)|\b(?:exponential|laplace|gamma|beta)(?:ly)? (?:distribut|law|random|variable)"
    r"|\b(?:log-?normal|pareto|cauchy|weibull|bell curve)\b|\breal random variable|\b(?:takes?|taking|with) (?:real values|values in (?:the reals|\$?\s*\\mathbb\s*\{?r))|\$\s*(?:\\mathcal\s*\{?\s*n\}?|n)\s*\(\s*[^()$,]{1,12},"
    r"|(?<![a-z\\])[xyz]\s*\\in\s*(?:\\mathbb\s*\{?r|[\[(]\s*-?[\d.]+\s*,)"
    r"|\buniform\w*(?: \w+){0,2} (?:on|over|in) (?:the (?:unit )?interval|\$?\s*[\[(])"
    r"|\\sim\s*(?:\\[a-z]+\s*\{?)?\s*(?:n|normal|exp\w*|laplace|gamma|beta|u|unif\w*)\s*\}?\s*(?:\\left)?\s*[(\[](?!\s*\\?\{)|高斯|正态|指数分布|拉普拉斯"
)
"""Words for laws that have densities."""
_DIFFERENTIAL = re.compile(
    r"\bentrop(?:y|ies)(?: here| below| throughout| in this \w+)* (?:is|are|means?|stands? for) (?:always |the |a )*differential\b"
    r"|\b(?:all|every|these|our|the) entrop(?:y|ies) (?:here |below )?(?:is|are) (?:a |the )?differential\b"
    r"|\b(?:we|i) (?:use|work with|consider|write|mean|study|take)\b[^.]{0,40}\bdifferential entrop|\bdenotes? (?:the |a )?differential entrop|熵(?:均|都)?(?:为|是|指)微分熵"
)
"""Words for entropies of densities, whatever the variables."""
_ORDERS = ("<", "<=", ">", ">=")
_DISCRETE = re.compile(r"\b(?:discreti?[sz]ed|quanti[sz]ed|discrete)\b|\bmass functions?\b|\bpmfs?\b|离散|质量函数")
_CASE = re.compile(
    r"\b(if|when|whenever|unless|iff|not|no|n't|than|analog\w*|unlike|whereas|example)\b|如果|若|当|不是|例如"
)
_STOP = re.compile(r"(?<=[.!?])\s|[。！？]|\n\s*\n|\n[ \t>]*(?:[-*+]|\d+[.)])\s")


def speaks_of_densities(sides: Sequence[s.Node], signs: Sequence[s.Sign], context: Context) -> bool:
    """Whether the laws of a chain without sums and integrals are densities.

    A family that has densities is word enough for a comparison of entropies, or of values of laws with numbers.
    """
    nodes = [n for x in sides for n in s.walk(x)]
    if any(isinstance(n, s.Big) and n.kind not in ("max", "min", "sup", "inf") for n in nodes):
        return False
    if any(map(is_differential_entropy, nodes)):
        return False
    entropy = any(isinstance(n, s.Call) and is_notion(n) and s.spelled_name(n.function) == "H" for n in nodes)
    if entropy and "H of densities" in context.symbols.introduced:
        return True
    scope = context.scope
    words = f"{scope.heading} . {scope.supposed} . {scope.own}".lower()
    if "discrete" in words or "离散" in words:
        return False
    if entropy and any(
        _DIFFERENTIAL.search(x) is not None and _CASE.search(x) is None
        for x in _STOP.split(f"{context.told} {words}".lower())
        if x
    ):
        return True
    if _CONTINUOUS.search(words) is not None or _told(context.told, nodes):
        return True
    notions = any(
        isinstance(n, (s.Expectation, s.Derivative)) or (isinstance(n, s.Call) and is_notion(n)) for n in nodes
    )
    if not any(sign.op in _ORDERS for sign in signs) or (notions and not entropy):
        return False
    return _FAMILY.search(words) is not None or _told(context.told, nodes, _FAMILY)


def _told(text: str, nodes: Sequence[s.Node], continuous: re.Pattern[str] = _CONTINUOUS) -> bool:
    """Whether the last sentence of the section that tells the kind of these laws says that they are densities."""
    heads = {n.head for n in nodes if isinstance(n, s.Name) and (is_law_name(n) or n.head in "XYZ")}
    heads |= {n.head.upper() for n in nodes if isinstance(n, s.Name) and n.head in ("x", "y", "z") and n.sub is None}
    for sentence in reversed(_STOP.split(text)):
        lower = sentence.lower() if sentence else ""
        dense, discrete = continuous.search(lower), _DISCRETE.search(lower)
        if (dense is None and discrete is None) or _CASE.search(lower):
            continue
        named = " ".join(next(g for g in m.groups() if g) for m in MATH.finditer(sentence))
        letters = set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", named))
        if heads & letters or (continuous is _FAMILY and not letters and _DISCRETE.search(text.lower()) is None):
            return discrete is None
    return False
