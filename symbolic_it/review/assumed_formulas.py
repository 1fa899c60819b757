"""Formulas that words right before them suppose, "assume that $E[X] = 0$ and $E[Y] = 0$": conditions, of which nothing is claimed."""

from __future__ import annotations

import re

from symbolic_it.review.condition_words import MATH
from symbolic_it.review.steps import Context

_ASSUMED = re.compile(
    r"(?:(?<!do not )(?<!not )\b(?:assum(?:e|es|ing)|suppos(?:e|es|ing)|(?<!only )if|provided|given|whenever)(?:,| that| we have| also| further| moreover| in addition)*"
    r"|假设|假定|如果|若)[\s,，:：]*$"
)
_AND = re.compile(r"\s*,?\s*(?:and(?: that)?|且|并且|以及|和)\s*")
_LISTED = re.compile(r"(?:assum|suppos)[a-z]*(?: that)?\s*\$[^$]*$")


def is_assumed(context: Context) -> bool:
    """Whether the words right before an inline formula suppose it, or the formula that it is listed with."""
    if context.display:
        return False
    before = context.scope.own.partition("\x00")[0]
    if context.ahead or not before.rstrip().endswith(("$", "\\(")):
        return False
    before = re.sub(r"(?:\$|\\\()\s*$", "", before)
    while True:
        if _ASSUMED.search(before.lower()):
            return True
        formulas = list(MATH.finditer(before))
        last = formulas[-1] if formulas else None
        if last is None or last[1] or last[4]:
            return False
        between = before[last.end() :].lower()  # "if $x > 0$, $\\log x > 0$": the second is claimed
        if not _AND.fullmatch(between) and not (
            between.strip() == "," and _LISTED.search(before[: last.end() - 1].lower())
        ):
            return False
        before = before[: last.start()]
