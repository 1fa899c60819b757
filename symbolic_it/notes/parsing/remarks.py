"""Words beside a formula, told from words that are names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes.lexicon import RELATIONS, UNITS, WORD_FUNCTIONS
from symbolic_it.notes.tokens import TEXT, Token

REMARK_WORDS = {"if", "where", "for", "and", "or", "with", "otherwise", "since", "as", "when", "so", "then", "by", "constant", "const", "iff", "all", "whenever", "provided", "unless", "given", "because", "assuming", "forall", "foreach", "plus", "minus", "times", "twice"}  # fmt: skip


CONSTANT = re.compile(r"\s*(?:a )?(?:const(?:ant|s)?\.?|常[数數]项?|常量)\s*", re.IGNORECASE)
"""The word for a summand of which only that it is constant is said."""


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


_OPENS = re.compile(
    r"^\W*(?:(?:but |and |only )?(?:if|iff|when|whenever|where|for|with|provided|as long as|so long as|as soon as|unless|assuming|given|since|because|such that|s\.t\.|and|or)\b"
    r"|如果|若|当|其中|只要|对于?|因为|且|或)",
    re.IGNORECASE,
)


def opens_condition(token: Token, before: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether words between a whole formula and another one begin a condition: ``xy = x \\text{ if } y = 1``."""
    if not any(t.kind != TEXT and t.text in RELATIONS for t in before) or before[-1].text in RELATIONS:
        return False
    if _OPENS.match(token.text) is None:
        return False
    for t in tokens[at + 1 :]:
        if t.kind != TEXT and t.text in RELATIONS:
            return True
        if t.text in ("\\\\", r"\quad", r"\qquad", "&"):
            break
    return False


_SUPPOSES = re.compile(
    r"^\W*(if|when|for|where|given|assum\w*|suppos\w*|provided|unless)\b|\b(independen|i\.?i\.?d|uniform|identical)|若|当|如果|假设|独立|均匀",
    re.IGNORECASE,
)
REASON = "a reason in brackets that holds a formula"


_PRODUCT_RULE = re.compile(
    r"(?P<law>[pP])\((?P<a>\w)(?:\||\\mid)(?P<b>\w)\)=\\frac\{(?P=law)\((?:(?P=a),(?P=b)|(?P=b),(?P=a))\)\}\{(?P=law)\((?P=b)\)\}"
    r"|(?P<one>[pP])\((?P<x>\w),(?P<y>\w)\)=(?P=one)\((?P=y)(?:\||\\mid)(?P=x)\)(?:\\cdot|\*)?(?P=one)\((?P=x)\)"
    r"|(?P<own>[pP])\((?P<u>\w),(?P<v>\w)\)=(?P=own)\((?P=u)\)(?:\\cdot|\*)?(?P=own)\((?P=v)(?:\||\\mid)(?P=u)\)"
)


def is_product_rule(formula: str) -> bool:
    """Whether a formula is p(x, y) = p(y|x) p(x), which holds without a condition."""
    return _PRODUCT_RULE.fullmatch(formula.strip("&,.;")) is not None


def comment_words(tokens: Sequence[Token]) -> list[str]:
    """The words of a comment, and that it holds a formula which may be a condition."""
    held = any(t.kind != TEXT and t.text in RELATIONS and t.text != r"\because" for t in tokens)
    held = held and not is_product_rule("".join(t.text for t in tokens if t.kind != TEXT))
    return [*(t.text for t in tokens if t.kind == TEXT), *([REASON] if held else [])]


_GIVES_REASON = re.compile(
    r"^\W*(since|because|by|using|as|where|from|due to|def\w*|recall|note)\b|^\W*(因为|由于|由|利用|根据|其中)",
    re.IGNORECASE,
)


def comment_column_end(tokens: Sequence[Token], at: int) -> int:
    """Where a column of comments ends that these words begin, ``&& \\text{since } p = q``; 0 where they begin none."""
    if tokens[at - 2].text != "&" and not (_GIVES_REASON.search(tokens[at].text) and _holds_relation(tokens, at)):
        return 0
    end = at
    while end < len(tokens) and tokens[end].text != "\\\\":
        end += 1
    formula = any(t.kind != TEXT and t.text in RELATIONS for t in tokens[at:end])
    return end if formula and _GIVES_REASON.search(tokens[at].text) else at + 1 if tokens[at - 2].text == "&" else 0


def opened_comment_end(tokens: Sequence[Token], at: int) -> int:
    """Where the last column ends that words with an open bracket begin, ``& \\text{(by definition of } q)``; 0 for none."""
    text = tokens[at].text
    if tokens[at].kind != TEXT or not text.lstrip().startswith("(") or text.count("(") <= text.count(")"):
        return 0
    if not at or tokens[at - 1].text not in ("&", r"\quad", r"\qquad") or not _holds_relation(tokens, at):
        return 0
    end = at
    while end < len(tokens) and tokens[end].text not in ("\\\\", "&"):
        end += 1
    inside = "".join(t.text for t in tokens[at:end])
    return end if inside.count("(") == inside.count(")") and inside.rstrip(" ,.&").endswith(")") else 0


def _holds_relation(tokens: Sequence[Token], at: int) -> bool:
    """Whether a relation stands before in the row."""
    while at > 0 and tokens[at - 1].text != "\\\\":
        at -= 1
        if tokens[at].kind != TEXT and tokens[at].text in RELATIONS:
            return True
    return False


def comment_end(tokens: Sequence[Token], at: int) -> int:
    """Where a comment in brackets ends that begins here: ``(\\because ..)``, or words in the last column of a row; 0 for none."""
    if tokens[at].text not in ("(", "[") or tokens[at].kind == TEXT or at + 1 >= len(tokens):
        return 0
    first, close, depth = tokens[at + 1], at, 0
    while close < len(tokens) and tokens[close].text != "\\\\":
        if tokens[close].kind != TEXT:
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(tokens[close].text, 0)
        close += 1
        if depth <= 0:
            break
    after = close
    while after < len(tokens) and tokens[after].kind != TEXT and tokens[after].text in (",", ".", "&", r"\quad"):
        after += 1
    if depth > 0 or (after < len(tokens) and tokens[after].text != "\\\\"):
        return 0
    inside = tokens[at + 1 : close]
    if any(x.text in (r"\perp", r"\bot", "⊥") or (x.kind == TEXT and _SUPPOSES.search(x.text)) for x in inside):
        return 0
    if first.kind != TEXT and first.text == r"\because":
        return close
    if first.kind != TEXT or not re.search(r"[^\W\d_]{2}", first.text) or tokens[at - 1 if at else 0].text != "&":
        return 0
    row = at
    while row > 0 and tokens[row - 1].text != "\\\\":
        row -= 1
    return close if any(t.kind != TEXT and t.text in RELATIONS for t in tokens[row : at - 1]) else 0
