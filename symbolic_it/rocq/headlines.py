"""Statements that a person wrote, derivation by derivation: they are held against what the printer writes."""

from __future__ import annotations

import re
from importlib.resources import files

_MARK = re.compile(r"^\(\* ==== ([A-Za-z0-9][A-Za-z0-9_-]*)(?::.*)? ==== \*\)$", re.MULTILINE)


def blocks() -> dict[str, str]:
    """For each derivation that has them, its ``Check`` lines."""
    text = (files("symbolic_it.rocq") / "base" / "Headlines.v").read_text("utf-8")
    parts = _MARK.split(text)
    return {name: f"(* {name} *){block}" for name, block in zip(parts[1::2], parts[2::2], strict=True)}
