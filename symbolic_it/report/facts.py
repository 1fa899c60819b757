"""The facts of a diagnostic as parts of a sentence; a fact that it does not carry leaves nothing behind."""

from __future__ import annotations

from collections.abc import Mapping

from symbolic_it.report.plain import readable

Payload = Mapping[str, str]


def fact(payload: Payload, key: str, before: str = "", after: str = "") -> str:
    """The fact with what surrounds it, or nothing when the diagnostic does not carry it."""
    value = readable(payload.get(key, "")).strip()
    return f"{before}{value}{after}" if value else ""


def either(payload: Payload, key: str, otherwise: str) -> str:
    return fact(payload, key) or otherwise


def did_you_mean(payload: Payload) -> str:
    return fact(payload, "suggestion", "; did you mean '", "'?")


def values(payload: Payload) -> str:
    lhs, rhs = fact(payload, "lhs"), fact(payload, "rhs")
    return f"the left side is {lhs} and the right side is {rhs}" if lhs and rhs else ""
