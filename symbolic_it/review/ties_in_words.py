"""What words say that a name depends on: "$c$ changes with $theta$", "$r$ is the penalty $lambda theta^2$", a table of symbols."""

from __future__ import annotations

import re

from symbolic_it.review.condition_words import COMMENT, MATH
from symbolic_it.review.forgetting import is_constant

_NAME = re.compile(r"\s*\\?[A-Za-z]+(?:_\{?\w+\}?)?\s*")
_WITH = re.compile(
    r"\s*(?:(?:itself|also|then|still|here|in turn|again|both|is|are|may|will|does|can)\s+)*"
    r"(?:depends? (?:up)?on|changes? with|var(?:y|ies) with|grows? with|scales? with|moves? with|is a function of|a function of|(?:is )?determined by|computed from|dependent on)"
    r"(?:\s+(?:the|both|our|its|parameters?|weights?|values?|of))*\s*|\s*(?:随着?|依赖于?|取决于|是?关于)\s*"
)
_NOT = re.compile(r"\b(?:not|n't|never|no longer|neither|nor|independent)\b|不|无关")
_IS = re.compile(
    r"\s*(?:here|is|denotes?|be|abbreviates?|stands? for|is short for|means|为|是|表示)\s+(?:[a-z-]+\s+){0,3}?"
    r"(?:penalty|regulari[sz](?:er|ation)|terms?|costs?|loss|sum|product|ratio|quantity|expression|abbreviation (?:of|for)|shorthand (?:of|for)|square|difference|norm|energy|factor)\s*"
    r"|\s*(?:stands? for|is short for|is shorthand for|abbreviates)\s*|\s*\|\s*"
)
_SHORT = re.compile(
    r"\s*(?:is|are|be|will be)?\s*(?:abbreviated|shortened|written|denoted)(?:\s+(?:as|by|to|simply|just|briefly))*\s*"
)
_PARTITION = re.compile(
    r"\s*(?:is|denotes?|be|,)?\s*(?:the|its)\s+partition function\b|\s*(?:是|为)?[^。，]{0,6}配分函数"
)
_COMMANDS = frozenset(("frac", "log", "ln", "exp", "sum", "prod", "left", "right", "mathbb", "cdot", "sqrt", "text", "mathrm", "big", "Big", "tfrac", "quad", "infty"))  # fmt: skip


def ties_in_words(text: str) -> dict[str, frozenset[str]]:
    """The names that the text says to depend on others, with these."""
    text = COMMENT.sub(" ", text)
    found: dict[str, frozenset[str]] = {}
    formulas = [(m, next(g for g in m.groups() if g)) for m in MATH.finditer(text)]
    for k, (m, formula) in enumerate(formulas):
        behind = text[m.end() : m.end() + 60]
        name = _key(formula)
        if name and is_constant(text, m.end()):
            found.pop(name, None)
        if name and _PARTITION.match(behind.lower()):
            found[name] = found.get(name, frozenset()) | {"theta"}
        if k + 1 == len(formulas):
            break
        following, other = formulas[k + 1]
        between = text[m.end() : following.start()].lower()
        if len(between) > 80 or _NOT.search(between):
            continue
        if "|" in between and (name in _heads(other) or _key(other)):
            continue  # | $x$ | $p(x)$ |: no table of what symbols mean
        if name and (_WITH.fullmatch(between) or _IS.fullmatch(between)):
            if on := _heads(other) - {name}:
                found[name] = found.get(name, frozenset()) | on
        elif not name and "(" in formula and (short := _key(other)) and _SHORT.fullmatch(between):
            if on := _heads(formula) - {short}:
                found[short] = found.get(short, frozenset()) | on
    return found


def _key(formula: str) -> str:
    """The name that stands alone in a formula; empty where there is more."""
    return formula.strip().lstrip("\\") if _NAME.fullmatch(formula) is not None and "_" not in formula else ""


def _heads(formula: str) -> frozenset[str]:
    if "=" in formula:
        return frozenset()
    commands = set(re.findall(r"\\([A-Za-z]+)", formula)) - _COMMANDS
    return frozenset(commands | set(re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", formula))))
