"""What the words of a note say of the whole of it: the base of logarithms, units, samples, laws that are spoken of."""

from __future__ import annotations

import re

from symbolic_it.notes.one_law import told_apart
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.told_laws import lengths_of_samples, several_laws
from symbolic_it.review.bases import written_base
from symbolic_it.review.bases_in_words import base_in_words
from symbolic_it.review.denied import without_denied

_EMPIRICAL = re.compile(
    r"empiric|frequenc|histogram|(data|sample|training|train) (distribution|law|set)|经验|频率|频数|数据分布|样本分布"
)


_UNIFORM = re.compile(r"uniform|均匀|equiprob|等概|균등|一様|gleichverteil|equidistrib|равномерн")
_LETTER = re.compile(
    r"(?<![a-z\\])u(?:\([a-z]\))?\s*(?:\$|\\\))\s*(?:be|is|are|as|denotes?|stands? for|[为為是]|表示)(?![a-z])([^.。;；\n]{0,80})"
)
_EQUAL = re.compile(r"(?<![\d.])1\s*/|frac\s*\{?1")
_LAW = re.compile(r"\b(?:any|arbitrary|some|another|law|distribution|pmf|probabilit\w+)\b|任意|分布")


def _uniform(lower: str) -> tuple[bool, bool]:
    """Whether u is the uniform law, of which the text speaks, and whether it is called another law as well."""
    if _UNIFORM.search(without_denied(lower)) is None:
        return False, False
    said = [without_denied(m[1]) for m in _LETTER.finditer(lower)]
    others = [x for x in said if not _UNIFORM.search(x) and not _EQUAL.search(x) and _LAW.search(x) is not None]
    return not others or len(others) < len(said), 0 < len(others) < len(said)


def say_of_all(symbols: Symbols, text: str) -> None:
    """Puts it into the table of symbols, where the author's declarations stand already."""
    lower = text.lower()
    symbols.base = symbols.base or base_in_words(text)
    symbols.written_base = written_base(text) if not symbols.base else ""
    symbols.told_apart = told_apart(text)
    symbols.uniform, symbols.uniform_in_doubt = _uniform(lower)
    bits, nats = re.search(r"\bbits?\b|比特", lower), re.search(r"\bnats?\b|奈特|纳特", lower)
    if symbols.base or bool(bits) != bool(nats):
        symbols.unit_base = symbols.base or ("2" if bits else "e")
    symbols.lengths = set(lengths_of_samples(text))
    symbols.several = set(several_laws(text))
    symbols.softmax = "softmax" in lower
    symbols.cross_entropy = bool(
        re.search(r"cross[- ]?entropy|交叉熵|교차 ?엔트로피|クロスエントロピー|交差エントロピー", lower)
    )
    symbols.empirical = bool(_EMPIRICAL.search(lower))
    symbols.independent = bool(re.search(r"i\.?i\.?d|independen|独立", without_denied(lower)))
