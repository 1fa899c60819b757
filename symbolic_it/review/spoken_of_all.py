"""What the words of a note say of the whole of it: the base of logarithms, units, samples, laws that are spoken of."""

from __future__ import annotations

import re

from symbolic_it.notes.one_law import told_apart
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.told_laws import lengths_of_samples, several_laws
from symbolic_it.review.bases import other_base, written_base
from symbolic_it.review.denied import without_denied

_EMPIRICAL = re.compile(
    r"empiric|frequenc|histogram|(data|sample|training|train) (distribution|law|set)|经验|频率|频数|数据分布|样本分布"
)


def say_of_all(symbols: Symbols, text: str) -> None:
    """Puts it into the table of symbols, where the author's declarations stand already."""
    lower = text.lower()
    if not symbols.base and re.search(r"\\log_\{?2|\\log_\{?10", text) is None:
        if re.search(
            r"\b(all )?logarithms? (are|is|to|in) (the )?(to )?base[- ](2|two)\b|log.{0,10}以\s*\$?2\$?\s*为底",
            lower,
        ):
            symbols.base = "2"
        elif (other := other_base(lower)) is not None:
            symbols.base = other
        elif re.search(r"\blogarithms? (are|is) natural\b|natural logarithm(s)? throughout", lower):
            symbols.base = "e"
    symbols.written_base = written_base(text) if not symbols.base else ""
    symbols.told_apart = told_apart(text)
    symbols.uniform = bool(
        re.search(r"uniform|均匀|equiprob|等概|균등|一様|gleichverteil|equidistrib|равномерн", lower)
    )
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
