"""The bases that a logarithm without one may have, in the order in which they are tried."""

from __future__ import annotations


def of_unit(unit: str, k: int) -> str:
    """The base of the unit that the note's numbers have; then the natural one, which formulas beside them may have."""
    return (unit, "e" if unit != "e" else "")[k]


def to_try(settled: str, k: int) -> str:
    """The bases that a logarithm without one may have, one after the other: the one that the note was found to need, or two."""
    return ((settled, "") if settled else ("e", "2"))[k]
