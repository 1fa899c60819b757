"""Words beside a formula, told from words that are names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes.lexicon import RELATIONS, UNITS, WORD_FUNCTIONS
from symbolic_it.notes.tokens import TEXT, Token

REMARK_WORDS = {"if", "where", "for", "and", "or", "with", "otherwise", "since", "as", "when", "so", "then", "by", "constant", "const", "iff", "all"}  # fmt: skip


def is_remark(token: Token) -> bool:
    """Whether words in a formula are a remark beside it, and no name."""
    if token.kind != TEXT:
        return False
    if token.argument in ("label", "tag", "tag*", "ref", "eqref", "intertext"):
        return True
    if token.argument in ("text", "textrm", "mbox", "hbox", "textbf", "textit", "textnormal"):
        text = token.text.strip()
        key = re.sub(r"[\s\\,;!~]", "", text).lower()
        return (
            not (key in WORD_FUNCTIONS or re.fullmatch(r"[A-Za-z]{1,12}[0-9]?", text))
            or text.lower() in UNITS
            or text.lower() in REMARK_WORDS
        )
    return token.text.strip().lower() in UNITS or not token.text.strip()


_QUANTITY = re.compile(
    r"\d|[-+*/^]\s*$|\b(times|twice|half|double|triple|minus|plus|negative|not|no|squared|cubed|square|root|average|mean|expected|maximum|minimum|max|min|sup|inf"
    r"|sum|product|log|ln|exp|logarithm|derivative|gradient|sign|inverse|percent|thousand|million|mod|xor|one|two|three|reciprocal|transpose|per|number of"
    r"|rest|others?)\b|[倍负半不平方个]",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"^\W*(by|from|since|because|using|as|where|when|if|for|see|note|let|with|due|and|or|so|then|thus|hence|recall|def|step|eq|jensen)\b|^\s*[(\[<].*[)\]>]?\s*$|[:.,]\s*$", re.IGNORECASE)  # fmt: skip


def changes_meaning(token: Token, before: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether words stand as a factor of a formula, ``2 times H``, so that it may not be read without them."""
    if token.argument in ("label", "tag", "tag*", "ref", "eqref", "intertext") or token.text.strip().lower() in UNITS:
        return False
    if not _QUANTITY.search(token.text) or _BESIDE.search(token.text):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    behind = (
        after is not None
        and after.kind != TEXT
        and after.text not in RELATIONS
        and after.text not in ("\\\\", "&", ",", ".", ";", r"\quad", r"\qquad")
    )
    in_front = bool(before) and before[-1].text not in RELATIONS and (after is not None and after.text in RELATIONS)
    return behind or in_front
