"""Names that may be declared: clean, none that the vocabulary uses, one for each symbol of a chain."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from symbolic_it.kernel.terms import VAR, Type, nat, real
from symbolic_it.language.expr import Expr

APART = "_0"
BINOMIAL = "binom"
"""How the names of binomial coefficients begin: positive numbers, of which nothing else is known, so that no claim fails by them."""
_CLASHES = frozenset(("b",))
"""Names that the vocabulary uses itself."""


MAX_LENGTH = 36


def safe(name: str) -> str:
    """A name that may be declared; other names have others."""
    spelled = (ch if ch.isascii() and ch.isalnum() else "_" if ch.isascii() else f"u{ord(ch):x}" for ch in name)
    clean = "_".join(part for part in "".join(spelled).split("_") if part)
    if not clean or not clean[0].isalpha():
        clean = "v" + clean
    if len(clean) > MAX_LENGTH:
        clean = f"{clean[: MAX_LENGTH - 9]}_{crc32(name.encode()):08x}"
    return clean + "_0" if clean in _CLASHES else clean


def apart(key: str, ty: Type, known: Iterable[Expr]) -> str:
    """The name of a symbol of this type; with a mark behind it beside a number or indexed numbers of that name: n, and the n_k."""
    name = safe(key)
    numbers = ty in (real, nat)
    others = {
        e.term.name for e in known if e.term.kind == VAR and e.type is not ty and numbers != (e.type in (real, nat))
    }
    while name in others:
        name += APART
    return name


def shared(names: Iterable[str]) -> str:
    """A name that stands both for a number and for indexed numbers; empty when there is none."""
    found = set(names)
    return next((x for x in sorted(found) if x + APART in found and x not in _CLASHES), "")
