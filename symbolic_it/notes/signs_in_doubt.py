"""Words that may tell the sign of a number in a way that is not read: "let a be -2", "`a` lies left of the origin"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NOTHING = r"(?:zero|nothing|nought|naught|nil|0|\$\s*0\s*\$|the origin)"
_NEGATION = (
    r"(?:\b(?:not|never|neither|nor|no|none|cannot|hardly|without|far from|anything but|fails? to|other than)\b|n't)"
)
_ABOVE = rf"(?:positive|>\s*0|\\gt\s*0|0\s*<|above {_NOTHING}|exceeds? {_NOTHING}|(?:greater|larger|more|bigger) than {_NOTHING})"
_NOT_OF_NUMBERS = (
    r"(?!\s*[- ]?(?:log|entrop|sign\b|class|example|sample|label|loss|part\b|gradient|definite|semi|direction|slope"
    r"|curvature|exponent|power|term|likelihood|predict|rate|feedback|binomial|of\b|relative|mutual|word|pair|result|test))"
)
_BELOW = re.compile(
    rf"(?<!false )(?<!true )(?<!non-)(?<!non)(?<!non )(?<!not )negative(?!ly|\w){_NOT_OF_NUMBERS}|non-?\s?positive"
    rf"|\bminus (?:a |an |one|two|three|four|five|ten|half|\d|\$?\\?[a-z]\$? is\b|amount|sign)|\bsigns? (?:of|is|are|differ)|\bopposite signs?\b|\bin sign\b"
    rf"|\b(?:below|under|beneath|(?:less|smaller|lower|fewer) than|short of) {_NOTHING}|\bleft of {_NOTHING}"
    rf"|{_NEGATION}[^.;]{{0,30}}{_ABOVE}|(?:\b(?:be|is|are|was|equals?|to|values?|at|as|and|take)|[,:=|])\s*\$?\s*[-\u2212]\s?\.?\d"
    r"|\b(?:any|every|all|arbitrary)(?: \w+)? (?:reals?|real numbers?|integers?|scalars?)\b|\breal[- ]valued\b|\bof (?:either|any|whatever|both) signs?\b"
    r"|负|小于\s*\$?(?:零|0)|(?:不|并非|非|没有)[^。；，]{0,6}(?:正|大于\s*\$?(?:零|0))|任[意何]?(?:一个)?实数|异号|反号",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:is|be|are|equals?|as|to|being|stays?) (?:nothing(?! (?:to|but|else|other|more|less))|nought|naught|nil|null)\b|\bvanish\w*|\bdisappears?\b"
    r"|\b(?:zero|0) (?:is )?(?:included|allowed|permitted|possible)|\bincluding (?:zero|0)\b|\b(?:may|can|could|might|possibly|allowed to|perhaps)(?: also| even)? (?:be(?:come)? )?(?:zero|0)\b"
    r"|(?:可以?|可能|允许)(?:为|是|取)?(?:零|0)|包括零|含零",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?;]\s|[。！？；]|\n\s*\n|\n[ \t]*(?:[-*+]|\d+[.)])\s|\n#+ |\n(?=\s*\|)|\x00")
_LONG = re.compile(
    r"\$\$.*?\$\$|\\\[.*?\\\]|\\begin\{(\w+\*?)\}.*?\\end\{\1\}|<!--.*?-->|```.*?```|\$[^$\n]+\$|\\\([^\n]+?\\\)",
    re.DOTALL,
)
_FORMULA = re.compile(r"\$([^$\n]{1,24})\$|\\\((.{1,24}?)\\\)|`\$?([A-Za-z]|\\?[a-z]+)\$?`")
_NAME = re.compile(r"\\[A-Za-z]+(?:_\{?\w+\}?)?|[A-Za-z](?:_\{?\w+\}?)?")
_BARE = re.compile(r"(?<![A-Za-z0-9_$\\.'’^{}(\[-])[B-HJ-Zb-z](?![A-Za-z0-9_'’^{}(\[-])")
_ARTICLE = re.compile(
    r"(?<![A-Za-z0-9_$\\.'’^{}(\[-])[aA](?=\s*(?:[,;:.=<>|)，。是为小]|$|\s(?:be|is|are|was|may|can|might|could|being|has|have|takes?|lies|stays?|equals?|and|or|to|in|below|under|less"
    r"|smaller|never|not|with|which|whose|as|negative (?:and|or|but|here|now)|negative[,.])))"
)


_ANEW = re.compile(
    r"\W*(?:(?:now|next|then|from now on|instead|here|below),?\s+)?(?:we\s+|let us\s+)?(?:now\s+)?(?:let|suppose|assume|take|set|consider|drop|change|现在|令|设|假设)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SignInDoubt:
    """A sentence that may say of these names that they are negative, or zero."""

    start: int
    end: int
    names: tuple[str, ...]
    ops: tuple[str, ...]
    """< or =, to 0: what may be below may be zero as well."""
    anew: bool
    """Whether the sentence gives the names anew: "now let a be ..."."""


def signs_in_doubt(text: str, understood: Sequence[tuple[int, int]] = ()) -> Iterator[SignInDoubt]:
    """The sentences of a text in which letters stand beside words of this kind, in order; but for what is ``understood``."""
    shown = list(text)
    for begin, end in understood:
        shown[begin:end] = "_" * (end - begin)
    text = "".join(shown)
    text = _LONG.sub(lambda m: m[0] if _FORMULA.fullmatch(m[0]) else "\x00" * len(m[0]), text).replace("*", " ")
    start = 0
    for end in [*(m.end() for m in _ENDS.finditer(text)), len(text)]:
        sentence = text[start:end]
        below, none = _BELOW.search(sentence), _NONE.search(sentence)
        if (
            not sentence.rstrip().endswith(("?", "？"))
            and (below is not None or none is not None)
            and (names := _names(sentence))
        ):
            yield SignInDoubt(
                start, end, names, ("<", "=") if below is not None else ("=",), _ANEW.match(sentence) is not None
            )
        start = end


def _names(sentence: str) -> tuple[str, ...]:
    """The names of numbers in a sentence, with and without dollar signs."""
    formulas = [m[1] or m[2] or m[3] for m in _FORMULA.finditer(sentence)]
    found = [x for f in formulas for x in _NAME.findall(f)]
    plain = _FORMULA.sub(lambda m: "\x00" * len(m[0]), sentence)
    found += [m[0].lower() if m[0] == "A" else m[0] for p in (_BARE, _ARTICLE) for m in p.finditer(plain)]
    return tuple(dict.fromkeys(found))
