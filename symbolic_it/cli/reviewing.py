"""Reviewing the notes given to ``check``: by one process or several, then what is silenced, and the exit code."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from symbolic_it.authoring.processes import idle_processors, processors
from symbolic_it.authoring.project import Settings
from symbolic_it.authoring.results import Diagnostic, FileResult, Verdict
from symbolic_it.cli.note_files import STDIN, NoteFile, read_note
from symbolic_it.report.baseline import Baseline, read_baseline
from symbolic_it.report.findings import findings
from symbolic_it.report.json_output import Key
from symbolic_it.report.silencing import checked_codes, silence
from symbolic_it.report.sources import Source
from symbolic_it.review import ReviewOptions, review_file

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Progress = Callable[[int, int, str], None]
UNREADABLE, OURS = "IT900", "IT991"
TRACEBACK = "SYMBOLIC_IT_TRACEBACK"
LARGE = 1_000_000
MANY, MOST = 4, 8
"""From how many files on several processes are used unasked, and how many at most."""


@dataclass(frozen=True)
class NotesOptions:
    """What the command line says of notes; None is what the settings of the project say."""

    select: str | None = None
    ignore: str | None = None
    baseline: Path | None = None
    write_baseline: bool = False
    strict: bool | None = None
    jobs: int | None = None
    explain_reading: bool = False
    effort: float = 1.0


@dataclass
class Reviewed:
    """The results of all notes in the order given, their rows, and what was silenced by what."""

    files: tuple[FileResult, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    silenced: dict[Key, str] = field(default_factory=dict)
    written: tuple[Path, int] | None = None
    """The baseline that was written and how many findings are in it."""
    strict: bool = False

    @property
    def exit_code(self) -> int:
        """2 when a file could not be read; 1 when something is refuted, with ``strict`` also unproved or not read."""
        worst = 0
        bad = {Verdict.REFUTED} | ({Verdict.UNPROVED, Verdict.NOT_UNDERSTOOD} if self.strict else set())
        for file in self.files:
            if failed(file):
                return 2
            for found in findings(file):
                if found.key not in self.silenced and (
                    found.verdict in bad or (found.of_file and found.code != UNREADABLE)
                ):
                    worst = 1
        return worst


def failed(file: FileResult) -> bool:
    """Whether the file was not judged: it could not be read, but for a few damaged places, or the review broke."""
    codes = {error.code for error in file.errors}
    read = bool(file.displays or file.inline or file.derivations)
    return OURS in codes or (UNREADABLE in codes and not read)


def review_notes(
    notes: Sequence[NoteFile], options: NotesOptions, settings: Settings, progress: Progress | None = None
) -> Reviewed:
    """Review the notes. Raises InvalidArgument for options and settings that cannot be."""
    select = _codes(options.select, settings.select, "select")
    ignore = _codes(options.ignore, settings.ignore, "ignore")
    known = _baseline(options, settings)
    strict = settings.strict if options.strict is None else options.strict
    made = Reviewed(strict=strict)
    results = []
    for note, result in zip(notes, _results(notes, options, progress), strict=True):
        source = _source(note, bool(findings(result)))
        file, silenced = silence(result, source, select, ignore, None if options.write_baseline else known)
        results.append(file)
        made.silenced |= silenced
        if findings(file):
            made.sources[file.path] = source
    made.files = tuple(results)
    if options.write_baseline and known is not None:
        fresh = [
            (found, made.sources[file.path])
            for file in made.files
            for found in findings(file)
            if found.key not in made.silenced
        ]
        made.written = known.file, known.write(fresh)
    return made


def _source(note: NoteFile, needed: bool) -> Source:
    """The rows of the note; none of a large file that nothing is to be said about and that says nothing to us."""
    try:
        data = read_note(note)
    except OSError:  # the result says so
        return Source(note.name, ())
    if not needed and len(data) > LARGE and b"symbolic-it" not in data:
        return Source(note.name, ())
    return Source.of(note.name, data)


def _codes(given: str | None, otherwise: Sequence[str], option: str) -> tuple[str, ...]:
    if given is not None:
        return checked_codes(given.replace(",", " ").split(), f"--{option}")
    return checked_codes(otherwise, f"{option} in pyproject.toml")


def _baseline(options: NotesOptions, settings: Settings) -> Baseline | None:
    file = options.baseline or settings.baseline
    if options.write_baseline:
        return Baseline(file or Path("symbolic-it-baseline.json"))
    return None if file is None else read_baseline(file)


def _results(notes: Sequence[NoteFile], options: NotesOptions, progress: Progress | None) -> list[FileResult]:
    """One result a note, in order."""
    free = options.jobs or min(processors(), MOST)
    jobs = min(free, len(notes)) if options.jobs or len(notes) >= MANY else 1
    # another process takes a third more work in all: beside what else runs, one file would only take longer
    spare = free if options.jobs else min(free, idle_processors())
    guarded = not os.environ.get(TRACEBACK)
    how = ReviewOptions(
        explain_reading=options.explain_reading, effort=options.effort, guarded=guarded, processes=max(1, spare // jobs)
    )
    made: dict[int, FileResult] = {}
    for number, result in _shared(notes, how, jobs) if jobs > 1 else _one_by_one(notes, how, progress):
        made[number] = result
        if progress is not None:
            progress(len(made), len(notes), notes[number].path)
    return [made[number] for number in range(len(notes))]


def _one_by_one(
    notes: Sequence[NoteFile], how: ReviewOptions, progress: Progress | None
) -> Iterator[tuple[int, FileResult]]:
    for number, note in enumerate(notes):
        if progress is not None:
            progress(number, len(notes), note.path)
        yield number, review_one(note, how)


def _shared(notes: Sequence[NoteFile], how: ReviewOptions, jobs: int) -> Iterator[tuple[int, FileResult]]:
    """The results as they come from several processes; a note whose process died is an error of ours."""
    import multiprocessing  # they take a tenth of the start of a check of one note
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    forks = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forks else "spawn")
    done: set[int] = set()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts) as pool:
        with _interrupts_held():
            futures = {pool.submit(review_one, note, how): number for number, note in enumerate(notes)}
        try:
            for future in as_completed(futures):
                number = futures[future]
                result = future.result()
                done.add(number)
                yield number, result
        except BrokenProcessPool:  # one process died and took the others with it: they are made up for, one by one
            pass
        except BaseException:
            for child in multiprocessing.active_children():
                child.terminate()
            pool.shutdown(wait=True, cancel_futures=True)  # its thread would write to a closed pipe at exit
            raise
    for number, note in enumerate(notes):
        if number not in done:
            yield number, _alone(note, how, context)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """While processes are forked an interrupt waits, so that none of them gets it before it knows to leave it alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts() -> None:
    """An interrupt is for the parent, which ends its children quietly."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _alone(note: NoteFile, how: ReviewOptions, context: BaseContext) -> FileResult:
    """Review in a process of its own, which may die without harm."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(review_one, note, how).result()
    except BrokenProcessPool:
        return FileResult(note.path, "notes", errors=(Diagnostic(OURS, None, {"text": "the process ended"}),))


def review_one(note: NoteFile, how: ReviewOptions) -> FileResult:
    """The review of one note as plain values; whatever goes wrong is an error of its file, not of the run."""
    try:
        data = read_note(note)
    except OSError as error:
        text = error.strerror or str(error)
        return FileResult(note.path, "notes", errors=(Diagnostic(UNREADABLE, None, {"text": text}),))
    name = note.name if note.path == STDIN else note.path
    try:
        return _settled(review_file(name, data, how), note.path)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        about = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return FileResult(note.path, "notes", errors=(Diagnostic(OURS, None, {"text": about}),))


def _settled(result: FileResult, path: str) -> FileResult:
    """Without theorems, with every text made, so that it can come from another process; under the path as given."""
    chains = []
    for chain in result.derivations:
        name = path + chain.name.removeprefix(result.path) if chain.name.startswith(result.path) else chain.name
        chains.append(replace(chain, name=name, steps=tuple(replace(step, theorem=None) for step in chain.steps)))
    return replace(result, path=path, derivations=tuple(chains))
