"""Formulas that words of an equality case introduce, "equality holds iff p = q": conditions, which claim nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.sentences import Scope

_ONLY = r"(?:iff|(?:if and )?only if|only when|exactly when|precisely when|(?:if and )?only for|when|if|at|for)"
_BEFORE = re.compile(
    rf"(?:\bequality\b[^.;。；$\\]{{0,60}}|\b(?:is|are|being) (?:attained|achieved|reached)[^.;。；,$\\]{{0,20}})\b{_ONLY}(?: all)?(?: the (?:ratio|condition))?\s*:?\s*$"
    r"|等号[^.;。；，$\\]{0,12}(?:当且仅当|条件(?:是|为)?|仅当)\s*[：:]?\s*$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"(?:当且仅当|当|仅当)\s*$")
_AFTER = re.compile(r"\s*\$*\s*时?\s*[，,]?\s*(?:取等号|等号成立|取到等号|等式成立|取等)")
_OPENING = re.compile(r"(?:\$+|\\\[|\\\(|\\begin\{[a-z]*\*?\}|&|\s|```math)+$")
_CLOSING = re.compile(r"^(?:\$+|\\\]|\\\)|\s)+")


def is_equality_case(scope: Scope, signs: Sequence[s.Sign]) -> bool:
    """Whether the words right beside a formula make it the case in which a bound is reached."""
    if not signs or any(sign.op not in ("=", "==", "in") for sign in signs):
        return False
    before, found, after = scope.own.partition("\x00")
    if not found:
        return False
    before = _OPENING.sub("", before)[-160:]
    if _BEFORE.search(before) is not None:
        return True
    return _WHEN.search(before) is not None and _AFTER.match(_CLOSING.sub("", after)) is not None
