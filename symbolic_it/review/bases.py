"""The bases that a logarithm without one may have, in the order in which they are tried."""

from __future__ import annotations

import re


def of_unit(unit: str, k: int) -> str:
    """The base of the unit that the note's numbers have; then the natural one, which formulas beside them may have."""
    return (unit, "e" if unit != "e" else "")[k]


def to_try(settled: str, k: int) -> str:
    """The bases that a logarithm without one may have, one after the other: the one that the note was found to need, or two."""
    return ((settled, "") if settled else ("e", "2"))[k]


def written_base(text: str) -> str:
    """The base of the document's logarithms when each names one and all the same: \\log_2 everywhere, or \\ln."""
    named = set(re.findall(r"\\log_\{?(2|10|e)\b", text)) | ({"e"} if re.search(r"\\ln(?![a-z])", text) else set())
    bare = re.search(r"\\log(?![a-zA-Z_2])|\\(text|mathrm)\{log\}(?!_)", text)
    return named.pop() if len(named) == 1 and bare is None else ""
