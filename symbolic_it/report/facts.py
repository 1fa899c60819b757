"""The facts of a diagnostic as parts of a sentence; a fact that it does not carry leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symbolic_it.report.plain import readable

Payload = Mapping[str, str]
Words = Callable[[Payload, str], str]
"""The sentence for the facts of a diagnostic and the name of the step."""


def fact(payload: Payload, key: str, before: str = "", after: str = "") -> str:
    """The fact with what surrounds it, or nothing when the diagnostic does not carry it."""
    value = readable(payload.get(key, "")).strip()
    return f"{before}{value}{after}" if value else ""


def saying(words: str, key: str = "text", before: str = ": ", after: str = "") -> Words:
    """A sentence of these words, one fact of the finding and what comes after it."""
    return lambda payload, _: f"{words}{fact(payload, key, before)}{after}"


def misnamed(kind: str) -> Words:
    """Nothing of this kind has the name that is given."""
    return lambda payload, _: f"no {kind} is named '{fact(payload, 'name')}'{did_you_mean(payload)}"


def either(payload: Payload, key: str, otherwise: str) -> str:
    return fact(payload, key) or otherwise


def did_you_mean(payload: Payload) -> str:
    return fact(payload, "suggestion", "; did you mean '", "'?")


def values(payload: Payload) -> str:
    lhs, rhs = fact(payload, "lhs"), fact(payload, "rhs")
    return f"the left side is {lhs} and the right side is {rhs}" if lhs and rhs else ""


def seen(payload: Payload) -> str:
    """Where a statement fails and what its sides are there, or nothing."""
    shown = " ".join(filter(None, (fact(payload, "where", "at "), values(payload))))
    return f": {shown}" if shown else ""
