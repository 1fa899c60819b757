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
_DISCRETE = re.compile(r"\bdiscrete\b|\bmass functions?\b|\bpmfs?\b|离散|质量函数")
_CASE = re.compile(
    r"\b(if|when|whenever|unless|iff|not|no|n't|than|analog\w*|unlike|whereas|example)\b|如果|若|当|不是|例如"
)
_STOP = re.compile(r"(?<=[.!?])\s|[。！？]|\n\s*\n|\n[ \t>]*(?:[-*+]|\d+[.)])\s")


def speaks_of_densities(sides: Sequence[s.Node], context: Context) -> bool:
    """Whether the laws of a chain without sums and integrals are densities."""
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
    return _CONTINUOUS.search(words) is not None or _told(context.told, nodes)


def _told(text: str, nodes: Sequence[s.Node]) -> bool:
    """Whether the last sentence of the section that tells the kind of these laws says that they are densities."""
    heads = {n.head for n in nodes if isinstance(n, s.Name) and (is_law_name(n) or n.head in "XYZ")}
    heads |= {n.head.upper() for n in nodes if isinstance(n, s.Name) and n.head in ("x", "y", "z") and n.sub is None}
    for sentence in reversed(_STOP.split(text)):
        lower = sentence.lower() if sentence else ""
        dense, discrete = _CONTINUOUS.search(lower), _DISCRETE.search(lower)
        if (dense is None and discrete is None) or _CASE.search(lower):
            continue
        named = " ".join(next(g for g in m.groups() if g) for m in MATH.finditer(sentence))
        if heads & set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", named)):
            return discrete is None
    return False
