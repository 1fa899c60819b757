"""Words after which what was said of a name does not hold any more: "now let $x$ be any number", "for every function $f$"."""

from __future__ import annotations

import re

from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Symbols, key_of

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
    symbols.constraints = [
        told
        for told in symbols.constraints
        if not keys & {key_of(n) for x in told[0] for n in s.walk(x) if isinstance(n, s.Name)}
    ]
