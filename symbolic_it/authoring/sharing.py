"""Checking shared out to processes: the results without their theorems, sooner.

A theorem lives in the process whose kernel derived it, so what comes back is plain: verdicts, texts, diagnostics.
Where a process cannot be forked (Windows), where another thread runs, or for little work, one process does it all.
"""

from __future__ import annotations

import gc
import json
import os
import select
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from symbolic_it.authoring.processes import can_fork, processors
from symbolic_it.authoring.results import (
    Counterexample,
    DerivationResult,
    Diagnostic,
    FileResult,
    Span,
    StepResult,
    Verdict,
)

if TYPE_CHECKING:
    from symbolic_it.authoring.cache import Cache
    from symbolic_it.authoring.library import Library, Progress
    from symbolic_it.authoring.model import Derivation

MAX_PROCESSES = 8
LITTLE = 40
"""Steps that one process checks before another has started."""
KEPT = 8
"""How many steps with a proof in the cache take as long as one whose proof is searched for."""
_QUIET = (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)

Judged = tuple[str, tuple[FileResult, ...]]
"""The name of a derivation and what `Library.check` says of it alone."""


def check_shared(
    library: Library, names: Iterable[str] | None = None, second_opinion: bool = True,
    progress: Progress | None = None, texts: bool = True, processes: int | None = None, cache: Cache | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> tuple[FileResult, ...]:  # fmt: skip
    """What `Library.check` says, without theorems, by several processes; with a cache, by the proofs kept there.

    ``texts`` False leaves out the formulas of steps that are in order, and what their theorems rest on. ``meanwhile``
    is called while other processes check.
    """
    chosen = None if names is None else [library.get(name).name for name in names]
    todo = [d for d in library.derivations if chosen is None or d.name in chosen]
    count = min(min(processors(), MAX_PROCESSES) if processes is None else processes, len(todo))
    try:
        if count < 2 or not can_fork() or not _much(todo, cache):
            return library.check(chosen, second_opinion, progress, cache=cache)
        if cache is not None:
            cache.make_ready(todo)
        job = _Job(library, _portions(todo, count, cache), second_opinion, texts, cache)
        return _joined(library, chosen, _shared(job, count, progress, meanwhile))
    finally:
        if cache is not None:
            cache.trim()


@dataclass(frozen=True)
class _Job:
    """What the processes share."""

    library: Library
    portions: Sequence[Sequence[Derivation]]
    second_opinion: bool
    texts: bool
    cache: Cache | None


def _much(todo: Sequence[Derivation], cache: Cache | None) -> bool:
    """Whether there is enough to do for more than one process."""
    total = 0.0
    for d in todo:
        total += _size(d, cache)
        if total >= LITTLE:
            return True
    return False


def _size(d: Derivation, cache: Cache | None) -> float:
    """The work, in steps to be searched for. What is in the cache need not be built for this."""
    if cache is not None and (kept := cache.find(d)) is not None:
        return kept.steps / KEPT
    return float(len(d.steps)) if _builds(d) else 1.0


def _builds(d: Derivation) -> bool:
    try:
        d.build()
    except Exception:  # the check will say what is wrong with it
        return False
    return True


def _portions(todo: Sequence[Derivation], count: int, cache: Cache | None = None) -> list[list[Derivation]]:
    """What is cited goes with what cites it, since it would be checked twice else; large portions come first.

    What is in the cache is checked by itself.
    """
    sizes = {d: _size(d, cache) for d in todo}
    kept = [d for d in todo if cache is not None and cache.find(d) is not None]
    searched = [d for d in todo if d not in set(kept)]
    group = {d.name: d.name for d in searched}

    def leader(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for d in searched:
        for cited in d.cites if _builds(d) else ():
            if cited in group:
                group[leader(cited)] = leader(d.name)
    portions: dict[str, list[Derivation]] = {}
    for d in searched:
        portions.setdefault(leader(d.name), []).append(d)

    def size(portion: Sequence[Derivation]) -> float:
        return sum(sizes[d] for d in portion)

    fair = sum(sizes.values()) / count
    split = [
        part
        for portion in portions.values()
        for part in ([portion] if size(portion) <= fair else [[d] for d in portion])
    ]
    return sorted([*split, *([d] for d in kept)], key=lambda portion: -size(portion))


def _shared(
    job: _Job, count: int, progress: Progress | None, meanwhile: Callable[[], object] | None
) -> dict[str, tuple[FileResult, ...]]:
    """Each process takes the next portion that nobody has taken: its number waits in a pipe that all read."""
    numbers, giving = os.pipe()
    os.write(giving, b"".join(i.to_bytes(2, "big") for i in range(len(job.portions))))
    os.close(giving)
    children: dict[int, tuple[int, bytearray]] = {}
    for _ in range(count):
        answers, answering = os.pipe()
        child = os.fork()
        if not child:
            _work(job, numbers, answering)
        os.close(answering)
        children[answers] = child, bytearray()
    os.close(numbers)
    total, judged = sum(map(len, job.portions)), dict[str, tuple[FileResult, ...]]()
    if progress is not None:
        progress(0, total, "")
    try:
        if meanwhile is not None:
            meanwhile()
        while children:
            for answers in select.select(list(children), [], [])[0]:
                child, waiting = children[answers]
                got = os.read(answers, 1 << 16)
                waiting += got
                for name, files in _complete(waiting):
                    judged[name] = files
                    if progress is not None:
                        progress(len(judged), total, name)
                if not got:
                    os.close(answers)
                    os.waitpid(child, 0)
                    del children[answers]
    finally:
        for answers, (child, _) in children.items():  # interrupted
            os.close(answers)
            os.kill(child, 15)
            os.waitpid(child, 0)
    return judged


def _work(job: _Job, numbers: int, answering: int) -> None:
    """What a child does; it never returns."""
    gc.freeze()
    if not job.second_opinion:  # terms and theorems are rarely in cycles, and the process is short
        gc.disable()
    try:
        while number := os.read(numbers, 2):
            for d in job.portions[int.from_bytes(number, "big")]:
                result = job.library.check([d.name], job.second_opinion, cache=job.cache)
                answer = json.dumps([d.name, [_plain(f, job.texts) for f in result]]).encode()
                _write(answering, len(answer).to_bytes(4, "big") + answer)
    except BaseException:  # the derivations without an answer are reported by the parent
        os._exit(1)
    os._exit(0)


def _write(pipe: int, data: bytes) -> None:
    while data:
        data = data[os.write(pipe, data) :]


def _complete(waiting: bytearray) -> Iterable[Judged]:
    """Take the whole answers out of what has arrived."""
    while len(waiting) >= 4 and len(waiting) >= 4 + (length := int.from_bytes(waiting[:4], "big")):
        name, files = json.loads(waiting[4 : 4 + length])
        yield name, tuple(_file(f) for f in files)
        del waiting[: 4 + length]


_STEP = tuple(f.name for f in fields(StepResult) if f.name != "theorem")
_BRIEF = tuple(name for name in _STEP if name not in ("lhs", "rhs", "plain", "by"))


def _plain(value: Any, texts: bool) -> Any:
    """A result as JSON: records by the names of their fields; texts that nobody will show are left empty.

    Of steps, fields that say nothing are left out.
    """
    if type(value) is str or type(value) is int or value is None:
        return value
    if is_dataclass(value):
        omitted: tuple[str, ...] = ()
        if isinstance(value, StepResult):
            told = texts or value.verdict not in _QUIET or value.second_opinion == "disagrees"
            names = _STEP if told else _BRIEF
            said = {name: found for name in names if (found := getattr(value, name)) not in (None, "", ())}
            return {name: _plain(found, texts) for name, found in said.items()}
        elif isinstance(value, DerivationResult) and not texts:
            omitted = ("axioms", "definitions")
        return {f.name: _plain(getattr(value, f.name), texts) for f in fields(value) if f.name not in omitted}
    if isinstance(value, tuple):
        return [_plain(x, texts) for x in value]
    return value.value if isinstance(value, Enum) else value


def _span(data: Any) -> Span | None:
    return Span(**data) if data is not None else None


def _diagnostic(data: Any) -> Diagnostic | None:
    return Diagnostic(data["code"], _span(data["span"]), data["payload"]) if data is not None else None


def _diagnostics(data: Any) -> tuple[Diagnostic, ...]:
    return tuple(d for d in map(_diagnostic, data) if d is not None)


def _step(data: dict[str, Any]) -> StepResult:
    example, read_as = data.get("counterexample"), data.get("read_as")
    changed: dict[str, Any] = {
        "verdict": Verdict(data["verdict"]), "span": _span(data.get("span")), "diagnostic": _diagnostic(data.get("diagnostic")),
        "counterexample": Counterexample(**example) if example is not None else None,
        "read_as": tuple(read_as) if read_as is not None else None, "remarks": _diagnostics(data.get("remarks", ())),
        **{name: tuple(data.get(name, ())) for name in ("by", "assumptions")},
    }  # fmt: skip
    return StepResult(**({"lhs": "", "rhs": "", "relation": ""} | data | changed))


def _derivation(data: dict[str, Any]) -> DerivationResult:
    changed: dict[str, Any] = {key: tuple(data[key]) for key in ("claims", "axioms", "definitions") if key in data}
    return DerivationResult(
        **(data | changed | {"span": _span(data["span"]), "steps": tuple(map(_step, data["steps"]))})
    )


def _file(data: dict[str, Any]) -> FileResult:
    errors, unread = _diagnostics(data["errors"]), _diagnostics(data["not_understood"])
    return FileResult(data["path"], data["kind"], tuple(map(_derivation, data["derivations"])), errors, unread)


def _joined(
    library: Library, chosen: Sequence[str] | None, judged: dict[str, tuple[FileResult, ...]]
) -> tuple[FileResult, ...]:
    """The results by file, as one process would give them."""
    results = []
    for file in library.files:
        mine = [d for d in file.derivations if chosen is None or d.name in chosen]
        if chosen is not None and not mine:
            continue
        derivations: list[DerivationResult] = []
        errors = list(file.errors)
        for d in mine:
            if d.name not in judged:
                errors.append(Diagnostic("IT902", d.span, {"type": "SystemExit", "text": "the process ended"}))
                continue
            for part in judged[d.name]:
                derivations += part.derivations
                errors += [e for e in part.errors if e not in file.errors]
        results.append(FileResult(file.path, "derivations", tuple(derivations), tuple(errors)))
    return tuple(results)
