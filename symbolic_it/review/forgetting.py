"""Words after which what was said of a name does not hold any more: "now let $x$ be any number", "for every function $f$"."""

from __future__ import annotations

import re

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Symbols, key_of
from symbolic_it.review.settings import COMMON

_BEFORE = re.compile(
    r"\bfor (the |all |every |any |an? )?(remaining|other|general|smaller|larger|small|large|negative|arbitrary|rest of the)\s*(values? of\s*)?[$(\\]*$|(其余|其他|其它|一般)的?\s*\$*$|"
    r"\b(any|every|all|each|arbitrary|general)\s+(\w+\s+)?(functions?|numbers?|reals?|values?)\s*[$(\\]*$"
    r"|\bin general[^.]{0,20}\b(all|any|every)\b[^.]{0,20}$|(任意|任何|一切)(的)?(函数|实数|数)\s*\$*$"
)
_CONSTANT = re.compile(
    r"\W*(?:and \W*\w+\W+)?(?:now )?(?:be|is|are|denotes?)\s+(?:an?\s+|some |now |fixed |given |real |positive |known )*(?:constants?|fixed|numbers?|given|scalars?|reals?|independent of)\b"
    r"|\W*(?:and \W*\w+\W+)?does not depend\b|\$*\s*(?:为|是)(?:一个)?(?:给定的?|固定的?|已知的?)?(?:常数|常量|定值|实数|数)"
)
"""Words that make a constant of a name, whatever was said of it before."""
_AFTER = re.compile(r"\W*(and \W*\w+\W+)?(now )?(be|is|are)\s+(an?\s+|now )?(any|arbitrary)\b|\$*\s*(为|是)任意")

_ANOTHER = re.compile(
    r"\b(?:from (?:now|here) on|now|henceforth|hereafter|instead),?\s+(?:we\s+)?(?:let|denote by|write|use|call)\s*[$(\\]*$"
    r"|(?:从现在起|现在|今后|此后|以下)[，,]?\s*(?:令|设|记|用)\s*\$*$"
)
_BE = re.compile(r"\W*(?:\\\))?\s*(?:be|denotes?|stands? for|for|表示|为|是|指)")
_DENIED = re.compile(
    r"\b(?:is|are|was|be|it is)\s+(?:\w+\s+)?(?:wrong|false|incorrect|untrue|mistaken)\b(?!\s+(?:positiv|negativ|alarm|discover))"
    r"|\bnot (?:the case|true|correct) that\b|\bis it (?:true|so)\b|\b(?:unless|sometimes|occasionally|mistakenly|erroneously|wrongly)\b"
    r"|\b(?:students?|people|someone|somebody|he|she|they|some)\s+(?:\w+\s+){0,2}(?:claim|sa[iy]|th[io]|believ|wr[io]t|guess|argue)"
    r"|\bmight (?:think|believe)\b|是?错误的|是错的|不成立|不正确|误认为|误以为|除非|有人|有时"
)
"""Words of a sentence by which what it says of a name is denied, quoted or restricted."""


def is_another(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name that stands there give it to something else: "from now on let $s$ be the variance"."""
    return _ANOTHER.search(text[max(0, start - 60) : start].lower()) is not None and (
        _BE.match(text[end : end + 20].lower()) is not None
    )


def is_denied(symbols: Symbols, named: s.Node, sentence: str) -> bool:
    """Whether the sentence of a definition denies it, tells it of others, or restricts it to a case: then it is not told."""
    if _DENIED.search(sentence.lower()) is None:
        return False
    speak_of(symbols, named)
    return True


def speak_of(symbols: Symbols, named: s.Node) -> None:
    """The note speaks of these names in words that are not read."""
    symbols.spoken |= {n.head for n in s.walk(named) if isinstance(n, s.Name)} - COMMON


def is_any(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name that stands there say that it is any."""
    before, after = text[max(0, start - 60) : start].lower(), text[end : end + 60].lower()
    return _BEFORE.search(before) is not None or _AFTER.match(after) is not None


def is_constant(text: str, end: int) -> bool:
    """Whether the words behind the name say that it is a constant."""
    return _CONSTANT.match(text[end : end + 60].lower()) is not None


def untie(symbols: Symbols, named: s.Node, section: int) -> None:
    """Leaves out what the table says that these names depend on, and what another section says that they are."""
    for key in [key_of(n) for n in s.walk(named) if isinstance(n, s.Name)]:
        known = symbols.meanings.get(key)
        if known is not None and known.line != section:
            del symbols.meanings[key]
        symbols.depends.pop(key, None)
        symbols.random.discard(key)


def forget(symbols: Symbols, named: s.Node) -> None:
    """Leaves out what the table says of these names: their definitions, and comparisons about them."""
    keys = {key_of(n) for n in s.walk(named) if isinstance(n, s.Name)}
    for key in keys & symbols.meanings.keys():
        del symbols.meanings[key]
    forget_values(symbols, named)


def forget_values(symbols: Symbols, named: s.Node) -> None:
    """Leaves out the comparisons about these names, but for what the sentence that names them tells."""
    keys = {key_of(n) for n in s.walk(named) if isinstance(n, s.Name)}
    symbols.constraints, symbols.unsure, symbols.vague = (
        [
            told
            for told in comparisons
            if told[0][0].start <= named.start < told[0][0].end  # the same sentence tells it
            or not keys & {key_of(n) for x in told[0] for n in s.walk(x) if isinstance(n, s.Name)}
        ]
        for comparisons in (symbols.constraints, symbols.unsure, symbols.vague)
    )
