"""Definitions that end where their name is given to something else: in another section, corrected, as a loss of another kind."""

from __future__ import annotations

import re

from symbolic_it.notes import syntax as s
from symbolic_it.notes.squared_parameters import is_square
from symbolic_it.notes.symbols import Symbols, key_of
from symbolic_it.review.own_names import square_key

_AGAIN = re.compile(
    r"correct|should (be|read)|instead|fixed|rather|now (let|define)|redefin|正确|应为|修正|改为|应该是"
)
_NAMES = (
    r"\bmse\b|squared[- ](?:error|loss)|quadratic (?:cost|loss)|least[- ]squares|均方(?:误差)?|平方(?:误差|损失)|二次代价",
    r"cross[- ]?entropy|log[- ]loss|logistic loss|\bb?ce\b|交叉熵|对数损失",
    r"\bhinge\b|合页",
    r"log[- ]?likelihood|\bnll\b|对数似然",
    r"absolute (?:error|loss)|\bmae\b|绝对(?:值)?(?:误差|损失)",
    r"\bfocal\b",
    r"\bregulari[sz]\w*|\bpenali[sz]\w*|weight decay|正则",
    r"label smoothing|标签平滑",
)
_KINDS = [re.compile(words) for words in _NAMES]
_NEAR = 70


def loss_named(text: str, end: int) -> frozenset[int]:
    """The kinds of losses that the words right before this place name, in its own sentence."""
    words = re.split(r"\n\s*\n|[.!?]\s|[。！？]", text[max(0, end - _NEAR) : end].rstrip("$\\[( \n"))[-1].lower()
    return frozenset(k for k, kind in enumerate(_KINDS) if kind.search(words))


def another_loss(text: str, before: int, here: int) -> bool:
    """Whether the words before two definitions of one letter name losses of different kinds."""
    first, second = loss_named(text, before), loss_named(text, here)
    return bool(first and second) and not first & second


def end_redefined(symbols: Symbols, chain: s.Chain, text: str, place: int, section: int) -> None:
    """Takes the definitions out of the table that the chain, whose formula is at this place, puts others in the place of."""
    before = text[max(0, place - 60) : place].lower()
    tops = [n.upper for x in chain.sides for n in s.walk(x) if isinstance(n, s.Big) and isinstance(n.upper, s.Name)]
    counts = {key_of(x) for x in tops if x is not None}
    for key, meaning in list(symbols.meanings.items()):
        corrected = redefined(chain, key) and (
            _AGAIN.search(before) is not None or another_loss(text, (meaning.written or meaning.body).start, place)
        )
        own = "(" in key or "[" in key
        ended = own or redefined(chain, key) or key in counts
        if corrected or (meaning.line != section and ended):
            if key.endswith("[]"):
                symbols.earlier[key] = meaning
            del symbols.meanings[key]


def redefined(chain: s.Chain, key: str) -> bool:
    """Whether the chain begins by giving a meaning to this name."""
    left = chain.sides[0]
    if is_square(left):
        return bool(chain.signs) and square_key(left) == key
    return bool(chain.signs) and key_of(left.function if isinstance(left, s.Call) else left) == key
