"""Statements that a person wrote, derivation by derivation: they are held against what the printer writes."""

from __future__ import annotations

import re
from importlib.resources import files

_MARK = re.compile(r"^\(\* ==== ([A-Za-z0-9][A-Za-z0-9_-]*)(?:: .*)? ==== \*\)$", re.MULTILINE)


def blocks() -> dict[str, str]:
    """For each derivation that has them, its ``Check`` lines."""
    found: dict[str, str] = {}
    folder = files("symbolic_it.rocq") / "base" / "headlines"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".v")), key=lambda f: f.name):
        parts = _MARK.split(file.read_text("utf-8"))
        for name, block in zip(parts[1::2], parts[2::2], strict=True):
            found[name] = f"{found.get(name, '')}(* {name} *){block}"
    return found
