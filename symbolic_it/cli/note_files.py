"""Which of the paths given to ``check`` are notes, and what is in them. Notes are read, never run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from symbolic_it.errors import InvalidArgument

SUFFIXES = (".md", ".markdown", ".qmd", ".txt", ".tex", ".ipynb")
STDIN = "-"
_OTHERS = frozenset(("node_modules", "__pycache__", "site-packages"))
_MENTION = b"symbolic_it"


@dataclass(frozen=True)
class NoteFile:
    """A note: ``path`` as shown, ``name`` whose ending tells its kind, and its bytes where they are known already."""

    path: str
    name: str
    data: bytes | None = None


@dataclass
class Targets:
    """The arguments of ``check`` by what they are."""

    notes: list[NoteFile] = field(default_factory=list)
    derivations: list[str] = field(default_factory=list)
    """What is left to select derivations by: .py files, folders of them, names."""


def sort_targets(
    paths: Sequence[str], stdin_name: str | None = None, exclude: Sequence[str] = (), root: Path | None = None
) -> Targets:
    """Tell notes from derivations. A folder gives the notes in it, and what derivation files it holds.

    ``exclude`` are patterns of paths from ``root``; they go for the members of folders alone.
    Raises InvalidArgument for a file that is neither.
    """
    made, seen = Targets(), set[str]()

    def add(note: NoteFile, file: str) -> None:
        if file not in seen:
            seen.add(file)
            made.notes.append(note)

    for target in paths:
        path = Path(target)
        if target == STDIN:
            if STDIN not in seen:
                add(NoteFile(STDIN, _checked_name(stdin_name), sys.stdin.buffer.read()), STDIN)
        elif path.is_dir():
            members = list(_members(path, exclude, root or Path.cwd()))
            for member in members:
                add(NoteFile(str(member), member.name), str(member.resolve()))
            made.derivations += _programs(target, bool(members))
        elif path.suffix.lower() in SUFFIXES and path.exists():
            add(NoteFile(target, path.name), str(path.resolve()))
        elif path.is_file() and path.suffix != ".py":
            raise InvalidArgument(
                f"{target}: neither a derivation file (they end in .py) nor notes ({' '.join(SUFFIXES)})"
            )
        else:
            made.derivations.append(target)
    return made


def read_note(note: NoteFile) -> bytes:
    """The bytes of the note. Raises OSError."""
    return Path(note.path).read_bytes() if note.data is None else note.data


def _checked_name(name: str | None) -> str:
    if name is None:
        return "stdin.md"
    if Path(name).suffix.lower() not in SUFFIXES:
        raise InvalidArgument(f"--stdin-name {name}: notes end in {' '.join(SUFFIXES)}")
    return name


def _members(folder: Path, exclude: Sequence[str], root: Path) -> Iterator[Path]:
    """The notes in the folder and below, in order of their names; hidden folders and what others installed are not."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not _hidden(name) and not _excluded(Path(here) / name, exclude, root)
        )
        for name in sorted(files):
            path = Path(here) / name
            if path.suffix.lower() in SUFFIXES and not _hidden(name) and not _excluded(path, exclude, root):
                yield path


def _hidden(name: str) -> bool:
    return name.startswith(".") or name in _OTHERS


def _excluded(path: Path, exclude: Sequence[str], root: Path) -> bool:
    if not exclude:
        return False
    shown = os.path.relpath(path, root).replace(os.sep, "/")
    return any(fnmatchcase(shown, pattern.rstrip("/")) or fnmatchcase(path.name, pattern) for pattern in exclude)


def _programs(folder: str, among_notes: bool) -> list[str]:
    """What to select derivations by in a folder: the folder; among notes only those .py files that speak of us.

    Checking a .py file runs it, and who checks a folder of notes does not ask for the scripts in it to be run.
    Raises InvalidArgument when there is nothing to check.
    """
    programs = sorted(Path(folder).rglob("*.py"))
    if not among_notes:
        if not programs:
            raise InvalidArgument(f"{folder}: neither a derivation file (.py) nor notes in this folder")
        return [folder]
    found = []
    for path in programs:
        parts = path.relative_to(folder).parts
        if any(part[0] in "._" or part in _OTHERS for part in parts) or not path.is_file():
            continue
        try:
            with path.open("rb") as stream:
                if _MENTION in stream.read(1 << 20):
                    found.append(str(path))
        except OSError:
            continue
    return found
