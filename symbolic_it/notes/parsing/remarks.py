"""Words beside a formula, told from words that are names in it."""

from __future__ import annotations

import re

from symbolic_it.notes.lexicon import UNITS, WORD_FUNCTIONS
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
