"""Names of files and anchors, and writing files whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from symbolic_it.errors import InvalidArgument

_RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))])


def slug(name: str) -> str:
    """The name as a file name or anchor: small ASCII letters, digits, ``_`` and ``-``; names that differ stay apart."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9_]+", "-", flat).strip("-_")[:80].rstrip("-_") or "note"
    if made == name and made not in _RESERVED:
        return made
    return f"{made}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def write(files: Mapping[str, str | bytes], folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write the files into the folder, made when it is not there; what else it holds stays.

    Each file is written under another name and moved into place, so a reader finds the old one or the new one. All
    are written before the first is moved.
    """
    root = Path(folder)
    for name in files:
        if not name or name in (".", "..") or re.search(r"[/\\\0]", name):
            raise InvalidArgument(f"{name!r} is no file name")
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidArgument(f"cannot make the folder {str(root)!r}: {error.strerror}") from error
    waiting: list[tuple[str, Path]] = []
    try:
        for name, content in files.items():
            handle, temporary = tempfile.mkstemp(dir=root, prefix=".writing-")
            waiting.append((temporary, root / name))
            with os.fdopen(handle, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            # mkstemp makes files that their owner alone may read.
            os.chmod(temporary, 0o666 & ~_umask())
        for temporary, place in waiting:
            os.replace(temporary, place)
    except OSError as error:
        raise InvalidArgument(f"cannot write into {str(root)!r}: {error.strerror}") from error
    finally:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
    return tuple(place for _, place in waiting)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
