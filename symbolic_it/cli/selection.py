"""What the arguments of a command mean: files, folders and names, as derivations of one library."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symbolic_it.cli.nearest import did_you_mean
from symbolic_it.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from symbolic_it.authoring import Derivation, Library
    from symbolic_it.authoring.cache import Cache
    from symbolic_it.authoring.citations import Citations
    from symbolic_it.authoring.results import Diagnostic, FileResult

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def shipped() -> Library:
    """The library that comes with the package (running its files)."""
    from symbolic_it.authoring import Library

    with authors_code():
        return Library.shipped()


def everything() -> Library:
    """What comes with the package, and the folders that the pyproject.toml of the working folder names."""
    from symbolic_it.authoring.project import own_folders

    folders = own_folders()
    library = shipped()
    if not folders:
        return library
    with authors_code():
        return library.with_paths(folders)


def authors_code() -> AbstractContextManager[object]:
    """For running files of authors: what they print goes to standard error; standard output is ours."""
    return redirect_stdout(sys.stderr)


@dataclass(frozen=True)
class Selection:
    """A library, and which of its derivations and files a command is about."""

    library: Library
    everything: bool
    derivations: tuple[Derivation, ...]
    errors: tuple[tuple[str, tuple[Diagnostic, ...]], ...]
    """The files selected as such, in order, each with what is wrong with it."""

    def check(
        self, second_opinion: bool, progress: Callable[[int, int, str], None] | None = None, texts: bool = True,
        kept: bool = False, meanwhile: Callable[[], object] | None = None,
    ) -> tuple[FileResult, ...]:  # fmt: skip
        """The results of what is selected, without theorems, files that hold no derivation included.

        ``texts`` False leaves out the formulas of steps that are in order; with ``kept``, proofs are kept in the user's
        cache, and replayed from there; ``meanwhile`` is called while other processes check, if they do.
        """
        from symbolic_it.authoring.results import FileResult
        from symbolic_it.authoring.sharing import check_shared

        names = None if self.everything else [derivation.name for derivation in self.derivations]
        results: tuple[FileResult, ...] = ()
        if names is None or names:
            with authors_code():
                cache = self._cache() if kept else None
                results = check_shared(
                    self.library, names, second_opinion, progress, texts, cache=cache, meanwhile=meanwhile
                )
        if self.everything:
            return results
        found = {path: FileResult(path, "derivations", (), errors) for path, errors in self.errors}
        mine = set(self.derivations)
        sources = {source.path for source in self.library.files if not mine.isdisjoint(source.derivations)}
        for result in results:
            if result.path in sources or result.path in found:
                before = found[result.path].errors if result.path in found else ()
                more = tuple(error for error in result.errors if error not in before)
                found[result.path] = replace(result, errors=(*before, *more))
        return tuple(found.values())

    def _cache(self) -> Cache | None:
        from symbolic_it.authoring.cache import opened

        return opened(self.library)


def select(targets: Sequence[str], *, names_first: bool = False) -> Selection:
    """What the targets name; all that is shipped, and the project's own, when there are none.

    A target is a file or folder, or the name of a derivation; ``names_first`` decides when it is both.
    """
    with authors_code():
        return _select(targets, names_first)


def _select(targets: Sequence[str], names_first: bool) -> Selection:
    library = everything()
    if not targets:
        return Selection(library, True, library.derivations, _errors(library, None))
    known = {derivation.name for derivation in library.derivations}
    names, paths = [], []
    for target in targets:
        if target in known and (names_first or not Path(target).exists()):
            names.append(target)
        else:
            paths.append(_existing(target, known))
    if paths:
        library = library.with_paths(paths)
    chosen = {name: library.get(name) for name in names}
    chosen |= {d.name: d for d in library.derivations if _under(str(d.path), paths)}
    errors = _errors(library, paths)
    for path in paths:
        if not any(_under(source.file, [path]) for source in library.files):
            raise InvalidArgument(f"{path}: no derivation file (.py) in this folder")
    return Selection(library, False, tuple(chosen.values()), errors)


def _existing(target: str, known: set[str]) -> str:
    path = Path(target)
    if path.is_dir() or (path.is_file() and path.suffix == ".py"):
        return target
    if path.exists():
        raise InvalidArgument(f"{target}: not a derivation file (they end in .py)")
    if NAME.fullmatch(target):
        hint = did_you_mean(target, known) or " (symbolic-it list shows all)"
        raise InvalidArgument(f"no file and no derivation named {target!r}{hint}")
    raise InvalidArgument(f"{target}: no such file or folder")


def _errors(library: Library, paths: Sequence[str] | None) -> tuple[tuple[str, tuple[Diagnostic, ...]], ...]:
    return tuple(
        (str(source.path), tuple(source.errors))
        for source in library.files
        if paths is None or _under(source.file, paths)
    )


def _under(path: str, roots: Sequence[str]) -> bool:
    """Whether the file is one of the roots or lies in one, however either is written."""
    here = Path(path).resolve()
    return any(here.is_relative_to(Path(root).resolve()) for root in roots)


def complain_of_files(selection: Selection) -> bool:
    """What is wrong with the files themselves, a line each on standard error; whether there was anything."""
    return _complain((path, error) for path, errors in selection.errors for error in errors)


def complain_of_citations(cited: Citations) -> bool:
    """The same of derivations that cite what does not exist, or in a circle."""
    return _complain((str(derivation.path), error) for derivation, error in cited.errors)


def _complain(findings: Iterable[tuple[str, Diagnostic]]) -> bool:
    from symbolic_it.report.plain import clean
    from symbolic_it.report.terminal import place
    from symbolic_it.report.words import sentence

    lines = [f"symbolic-it: {place(path, error.span)}: {error.code} {sentence(error)}" for path, error in findings]
    for line in lines:
        click.echo(clean(line), err=True)
    return bool(lines)
