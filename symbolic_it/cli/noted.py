"""The notes among the arguments of ``render`` and ``certify``, reviewed with their theorems at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from symbolic_it.cli.note_files import STDIN, SUFFIXES, NoteFile, read_note, sort_targets
from symbolic_it.errors import InvalidArgument

if TYPE_CHECKING:
    from symbolic_it.authoring.results import FileResult


def notes_among(names: Sequence[str]) -> list[NoteFile]:
    """The notes that the names stand for; none when they stand for derivations. A folder with .py files holds these.

    Raises InvalidArgument for notes and derivations together.
    """
    noted = [name for name in names if _is_note(name)]
    if noted and len(noted) < len(names):
        other = next(name for name in names if name not in noted)
        raise InvalidArgument(f"{noted[0]} is a note and {other} is none: name the one or the other")
    return sort_targets(noted).notes


def _is_note(name: str) -> bool:
    path = Path(name)
    if name == STDIN:
        return True
    if path.is_dir():
        files = [f for f in path.rglob("*") if f.is_file()]
        return not any(f.suffix == ".py" for f in files) and any(f.suffix.lower() in SUFFIXES for f in files)
    return path.suffix.lower() in SUFFIXES and path.is_file()


def reviewed(note: NoteFile) -> tuple[FileResult, bytes]:
    """The review of a note, its theorems with it, and its bytes. Raises InvalidArgument when it cannot be read."""
    from symbolic_it.report.words import sentence
    from symbolic_it.review import review_file

    data = read_note(note)
    result = review_file(note.name if note.path == STDIN else note.path, data)
    read = result.displays or result.inline or result.derivations
    if result.errors and not read and any(error.code == "IT900" for error in result.errors):
        raise InvalidArgument(f"{note.path}: {sentence(result.errors[0])}")
    return result, data


def file_names(notes: Sequence[NoteFile], ending: str) -> list[str]:
    """A file name for each note, made of its own; notes of one name in several folders stay apart."""
    from symbolic_it.render.files import slug

    stems = [Path(note.name).stem for note in notes]
    return [
        (slug(stem) if stems.count(stem) == 1 else slug(note.path)) + ending
        for note, stem in zip(notes, stems, strict=True)
    ]
