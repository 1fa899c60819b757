"""From bytes to text: which encoding a note was most likely saved in."""

from __future__ import annotations

import codecs
import re

from symbolic_it.notes.pieces import Fault

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = re.compile(
    r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2027\u2030-\u203b\u0391-\u03c9·×÷°±\u2200-\u22ff\u2460-\u24ff]"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decoded(data: bytes) -> tuple[str, str, list[Fault]]:
    """The text, the name of its encoding, and what went wrong."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name), name, []
            except UnicodeDecodeError as error:
                return "", name, [_not_text(error, name)]
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        fault = _not_text(error, "utf-8")
    sample = data[:200_000]
    if len(_CONTROL.findall(sample)) * 200 > len(sample):
        return "", "utf-8", [fault]
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    if broken * 20 <= sum(c > "\x7f" for c in replaced):  # text in UTF-8 with a few damaged characters
        words = f"{broken} {'place is' if broken == 1 else 'places are'} not valid UTF-8; the rest was read"
        return replaced, "utf-8", [Fault("IT900", words, replaced.index("\ufffd"), fatal=False)]
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    foreign = [c for c in text if c > "\x7f"]
    if foreign and sum(_CHINESE.match(c) is not None for c in foreign) * 20 >= 19 * len(foreign):
        return text, "gb18030", []
    if not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data):
        return data.decode("cp1252"), "cp1252", []
    return "", "utf-8", [fault]


def _not_text(error: UnicodeDecodeError, name: str) -> Fault:
    return Fault("IT900", f"not text in {name.removesuffix('-sig').upper()}: byte {error.start + 1} cannot be read")
