"""The library of derivations: the shipped ones and an author's, found by name, checked together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from symbolic_it.authoring.loading import SourceFile, explain, load_file
from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.project import own_folders
from symbolic_it.authoring.results import DerivationResult, Diagnostic, FileResult
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations.registry import nearest
from symbolic_it.resources import derivations_folder

if TYPE_CHECKING:
    from symbolic_it.authoring.cache import Cache

Progress = Callable[[int, int, str], None]


class Library:
    """Files of derivations. Names are unique in it: a second derivation of a name is an error of its file."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self.files: tuple[SourceFile, ...] = ()
        self._by_name: dict[str, Derivation] = {}
        self._add(files)

    def _add(self, files: Iterable[SourceFile]) -> None:
        kept = list(self.files)
        for file in files:
            errors, mine = list(file.errors), []
            for d in file.derivations:
                first = self._by_name.get(d.name)
                if first is not None and first is not d:
                    errors.append(
                        Diagnostic(
                            "IT903", d.span, {"name": d.name, "first": f"{Path(first.path).name}:{first.span.line}"}
                        )
                    )
                    continue
                self._by_name[d.name] = d
                d.library = self
                mine.append(d)
            kept.append(replace(file, derivations=tuple(mine), errors=tuple(errors)))
        self.files = tuple(kept)

    _shipped: Library | None = None

    @classmethod
    def shipped(cls) -> Library:
        """The derivations that come with the package."""
        if cls._shipped is None:
            folder = derivations_folder()
            chapters = (folder / "chapters.txt").read_text(encoding="utf-8").split()
            paths = sorted(folder.glob("[!_]*.py"), key=lambda p: (_place(p.stem, chapters), p.name))
            cls._shipped = cls([load_file(p, f"derivations/{p.name}") for p in paths])
        return cls._shipped

    @classmethod
    def of_project(cls, folder: str | Path = ".") -> Library:
        """The shipped derivations and those of the project around the folder, see `project.own_folders`."""
        folders = own_folders(folder)
        return cls.shipped().with_paths(folders) if folders else cls.shipped()

    def with_paths(self, paths: Iterable[str | Path]) -> Library:
        """This library and the files at the paths (folders: the .py files in them). A file that is here already is not loaded twice.

        Raises InvalidArgument when a path does not exist.
        """
        known = {f.file for f in self.files}
        shown = {f.path for f in self.files}
        more: list[SourceFile] = []
        for given in paths:
            path = Path(given)
            if not path.exists():
                raise InvalidArgument(f"no such file or folder: {given}")
            members = _members(path) if path.is_dir() else [path]
            for member in members:
                if str(member.resolve()) not in known:
                    known.add(str(member.resolve()))
                    # An author's derivations/entropy.py is not the shipped one: no two files go by one path.
                    name = str(member) if str(member) not in shown else f".{os.sep}{member}"
                    shown.add(name)
                    more.append(load_file(member, name))
        joined = Library([])
        joined.files = self.files
        joined._by_name = dict(self._by_name)
        joined._add(more)
        for d in joined.derivations:
            d.library = joined
        return joined

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """All derivations, in the order of files and lines."""
        return tuple(d for f in self.files for d in f.derivations)

    def get(self, name: str) -> Derivation:
        """The derivation of this name. Raises InvalidArgument, with the nearest name, when there is none."""
        found = self._by_name.get(name)
        if found is None:
            near = nearest(name, self._by_name)
            raise InvalidArgument(f"no derivation named {name!r}" + (f"; did you mean {near!r}?" if near else ""))
        return found

    def find(self, name: str) -> Derivation | None:
        return self._by_name.get(name)

    def check(
        self, names: Iterable[str] | None = None, second_opinion: bool = True, progress: Progress | None = None,
        files: Iterable[SourceFile] | None = None, cache: Cache | None = None,
    ) -> tuple[FileResult, ...]:  # fmt: skip
        """Judge the derivations (all, or those named, or those of the files); one result a file.

        With a ``cache``, proofs kept there are replayed instead of being searched for; those steps carry no theorem. What goes wrong in one derivation is an error of its file; the others are judged all the same.
        """
        chosen = None if names is None else {self.get(n).name for n in names}
        wanted = tuple(self.files if files is None else files)
        todo = [d for f in wanted for d in f.derivations if chosen is None or d.name in chosen]
        done = 0
        results: list[FileResult] = []
        for file in wanted:
            judged: list[DerivationResult] = []
            errors = list(file.errors)
            for d in file.derivations:
                if chosen is not None and d.name not in chosen:
                    continue
                if progress is not None:
                    progress(done, len(todo), d.name)
                try:
                    result = _judged(d, second_opinion, cache)
                    if not result.steps:
                        errors.append(
                            Diagnostic("IT902", d.span, {"type": "InvalidArgument", "text": f"{d.name} has no steps"})
                        )
                    else:
                        judged.append(result)
                except KeyboardInterrupt:
                    raise
                except (
                    BaseException
                ) as error:  # an author's SystemExit too: it must not end our process as if all were well
                    errors.append(explain(error, d.path, d.span))
                done += 1
            if chosen is None or judged or any(d.name in chosen for d in file.derivations):
                results.append(FileResult(file.path, "derivations", tuple(judged), tuple(errors)))
        if progress is not None:
            progress(done, len(todo), "")
        return tuple(results)


def _judged(d: Derivation, second_opinion: bool, cache: Cache | None) -> DerivationResult:
    result = cache.recall(d, second_opinion) if cache is not None else None
    if result is None:
        from symbolic_it.authoring.checking import check_derivation

        result = check_derivation(d, second_opinion)
        if cache is not None:
            cache.keep(d)
    return result


def _members(folder: Path) -> list[Path]:
    """The files of a folder and of those in it, but for what starts with a dot or an underscore."""
    found = sorted(folder.rglob("*.py"))
    return [path for path in found if not any(part[0] in "._" for part in path.relative_to(folder).parts)]


def _place(name: str, chapters: list[str]) -> int:
    """Where a file stands in the book; files not named come last."""
    return chapters.index(name) if name in chapters else len(chapters)


def resolve(citing: Derivation, name: str) -> Derivation | None:
    """The derivation that is cited: from the citing one's library, else from the shipped one."""
    library: Library | None = citing.library
    if library is not None and (found := library.find(name)) is not None:
        return found
    return Library.shipped().find(name)
