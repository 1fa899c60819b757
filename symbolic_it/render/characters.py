"""Plain text as LaTeX source: every character is set by pdfLaTeX with Latin fonts, or shown as its code point."""

from __future__ import annotations

import re
import unicodedata

from symbolic_it.render import commands

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "%": r"\%",
    "#": r"\#",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
}

_SIGNS = {
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": r"\textendash{}",
    "\u2014": r"\textemdash{}",
    "\u2018": r"\textquoteleft{}",
    "\u2019": "'",
    "\u201a": r"\quotesinglbase{}",
    "\u201c": r"\textquotedblleft{}",
    "\u201d": r"\textquotedblright{}",
    "\u201e": r"\quotedblbase{}",
    "\u2022": r"\textbullet{}",
    "\u2026": r"\dots{}",
    "\u2039": r"\guilsinglleft{}",
    "\u203a": r"\guilsinglright{}",
    "\u20ac": r"\texteuro{}",
    "\u2122": r"\texttrademark{}",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "¬": r"\ensuremath{\neg}",
    "±": r"\ensuremath{\pm}",
    "×": r"\ensuremath{\times}",
    "÷": r"\ensuremath{\div}",
    "·": r"\textperiodcentered{}",
    "µ": r"\ensuremath{\mu}",
    "✓": r"\ensuremath{\surd}",
}

_LATIN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĂăĄąĆćČčĎďĐđĘęĚěĞğĹĺĽľŁłŃńŇňŐőŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽžŒœŊŋİı¡¿§£«»"
)
"""What the T1 encoding of Latin Modern holds."""

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0331": "b",
}

# Characters that change the direction of what follows, or cannot be seen: they would let a text lie about itself.
_HIDDEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(c) for r in (range(0x202A, 0x202F), range(0x2066, 0x206A)) for c in r
}


def cleaned(text: str) -> str:
    """The text without control characters, directional overrides and invisible ones, in composed form."""
    kept = (" " if c in "\t\r\v\f\u2028\u2029" else c for c in text if c not in _HIDDEN)
    return unicodedata.normalize(
        "NFC", "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    )


_LONG_WORD = re.compile(r"[^\s]{40,}")


def latex_text(text: str) -> str:
    """The text as LaTeX source that shows it and does nothing else. Words too long for a line may break anywhere."""
    text = cleaned(text).replace("\n", " ")
    breaks = {n for word in _LONG_WORD.finditer(text) for n in range(word.start() + 1, word.end())}
    out: list[str] = []
    unset: list[str] = []

    def flush() -> None:
        if unset:
            out.append("\\itunset{" + r"\allowbreak{} ".join(unset) + "}")
            unset.clear()

    previous = ""
    for n, char in enumerate(text):
        piece = _latex_character(char)
        if piece is None:
            unset.append(f"U+{ord(char):04X}")
            previous = ""
            continue
        flush()
        if n in breaks:
            out.append(r"\allowbreak{}")
        # Two hyphens, quotes or commas would join to one sign.
        elif char == previous and char in "-',":
            out.append("{}")
        out.append(piece)
        previous = char
    flush()
    return "".join(out)


def _latex_character(char: str) -> str | None:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isascii() or char in _LATIN:
        return char
    if char in _SIGNS:
        return _SIGNS[char]
    if char in commands.UNICODE:
        return f"\\ensuremath{{{commands.UNICODE[char]}}}"
    base, *marks = tuple(unicodedata.normalize("NFD", char))
    if len(marks) == 1 and marks[0] in _ACCENTS and (base.isascii() and base.isalpha()):
        return f"\\{_ACCENTS[marks[0]]}{{{base}}}"
    return None


def latex_code(text: str) -> str:
    """The text as LaTeX source in typewriter type that may break after hyphens, dots and the like."""
    parts = re.split("([-_./:(){},])", text)
    source = "".join(latex_text(p) + (r"\allowbreak{}" if n % 2 else "") for n, p in enumerate(parts))
    return f"\\texttt{{{source}}}"


def plain_letters(text: str) -> str:
    """The text for a PDF bookmark: printable ASCII without what TeX gives a meaning."""
    flat = unicodedata.normalize("NFKD", cleaned(text).replace("\u2013", "-").replace("\u2019", "'"))
    kept = "".join(c for c in flat if c.isascii() and c.isprintable() and c not in "\\{}$%#&_^~")
    return " ".join(kept.split())
