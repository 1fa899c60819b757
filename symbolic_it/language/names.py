"""Spelling names: ``theta`` as a Greek letter, ``p_data`` with a subscript, hostile names made harmless."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = """alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"""
GREEK = {name: "\\" + name for name in _LETTERS.split()} | {"epsilon": r"\varepsilon"}

_NOTATION = "sum prod log ln exp lim argmax argmin forall exists and or not in is false true fst snd delta"
WORDS = frozenset(_NOTATION.split())
"""Words of the plain text notation; a variable of such a name is put in quotes."""

_NAME = re.compile(r"([A-Za-z][A-Za-z0-9]*)((?:_[A-Za-z0-9]+)*)('*)")
_NUMBERED = re.compile(r"([A-Za-z]+)([0-9]+)")
_ACCENTED = re.compile(r"([A-Za-z]+)(hat|bar|tilde)")
_HARMLESS = re.compile(r"[A-Za-z0-9 .,:;=+*/()-]")


def _letter(word: str) -> str | None:
    """The LaTeX of a word that is set as one letter, accents included, else None."""
    if len(word) == 1:
        return word
    if word in GREEK:
        return GREEK[word]
    accented = _ACCENTED.fullmatch(word)
    if accented is not None:
        stem = _letter(accented[1])
        if stem is not None and stem[-1] != "}":
            return f"\\{accented[2]}{stem}" if stem[0] == "\\" else f"\\{accented[2]} {stem}"
    return None


def script(body: str) -> str:
    """What follows ``_`` or ``^`` in LaTeX."""
    return body if len(body) == 1 or re.fullmatch(r"\\[A-Za-z]+", body) else f"{{{body}}}"


def _part(word: str) -> str:
    """A word inside a subscript."""
    if word.isdigit():
        return word
    numbered = _NUMBERED.fullmatch(word)
    if numbered is not None and (stem := _letter(numbered[1])) is not None:
        return f"{stem}_{script(numbered[2])}"
    return _letter(word) or f"\\text{{{word}}}"


def harmless(text: str) -> str:
    """The text with every sign that could do something in TeX or a terminal spelled as its code."""
    return "".join(c if _HARMLESS.fullmatch(c) else f"!{ord(c):X}!" for c in text)


@lru_cache(maxsize=4096)
def name_latex(name: str) -> str:
    """A variable's name as a mathematician sets it: ``p_theta`` gives ``p_\\theta``, ``phat`` gives ``\\hat p``."""
    parsed = _NAME.fullmatch(name)
    if parsed is None:
        return f"\\text{{{harmless(name)}}}"
    stem, rest, primes = parsed[1], parsed[2], parsed[3]
    parts = [_part(word) for word in rest.split("_")[1:]]
    base = _letter(stem)
    if base is None:
        numbered = _NUMBERED.fullmatch(stem)
        base = _letter(numbered[1]) if numbered is not None else None
        if numbered is not None and base is not None:
            parts.insert(0, numbered[2])
        else:
            base = f"\\mathit{{{stem}}}"
    # The prime goes first: it is a superscript, and TeX would take a second superscript after it amiss.
    return base + primes + ("_" + script(",".join(parts)) if parts else "")


@lru_cache(maxsize=4096)
def name_text(name: str) -> str:
    """A variable's name in plain text; in quotes when it could be taken for notation."""
    if _NAME.fullmatch(name) is None or name.rstrip("'").split("_")[0] in WORDS:
        return f'"{harmless(name)}"'
    return name


def typewriter(name: str) -> str:
    """A name letter by letter, for a variable that would otherwise look like another or like notation."""
    return f"\\mathtt{{{name}}}".replace("_", r"\_") if _NAME.fullmatch(name) else name_latex(name)


def has_subscript(name: str) -> bool:
    """Whether the name is set with a subscript of its own."""
    return "_" in name or name.rstrip("'")[-1:].isdigit()
