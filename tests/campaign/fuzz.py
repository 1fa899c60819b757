"""Inputs by the million: nothing that is handed in may end in a traceback, hang, or leave memory behind.

    python -m tests.campaign.fuzz --ways replay,read --inputs 1000000 --seed 1 --keep failures
    python -m tests.campaign.fuzz --ways review --inputs 5000
    python -m tests.campaign.fuzz --ways read --only 12345

The ways in: ``replay``, certificates; ``read``, notes scanned, cut into formulas and parsed; ``review``, notes read and
judged, with the least effort; ``strings``, LaTeX in derivations; ``claims``, statements of Python, judged. Input number
k of a way and a seed is always the same one.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import process_time
from types import FrameType
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.documents import replayed
from symbolic_it.kernel.limits import KernelError
from symbolic_it.notes.documents import read_document
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.rows import chains
from symbolic_it.notes.sentences import Sentences
from symbolic_it.notes.tokens import tokenize
from symbolic_it.notes.told_laws import told_laws
from symbolic_it.review.files import ReviewOptions, review_file
from tests.campaign.fuzz_certificates import certificate
from tests.campaign.fuzz_claims import judge_claim, read_string
from tests.campaign.fuzz_notes import formula, note

PAGE = resource.getpagesize()
MEGABYTE = 1 << 20
AT_ONCE = 200
"""Megabytes that one input may leave behind: a bound on leaps, not on what caches hold."""
ADDRESS_SPACE = 6 << 30
"""Bytes that the program may take, so that a leap is an error of that input and not the end of the machine."""


class TooLong(BaseException):
    """An input has had more of the processor than it may. Not an Exception, which an input's reader could swallow."""


def read(inputs: tuple[str, bytes]) -> str:
    """The note's formulas, each parsed."""
    document = read_document(*inputs)
    Sentences(document.text, document.formulas)
    told_laws(document.text)
    parsed = 0
    for f in document.formulas:
        found = tokenize(f.text, f.start)
        try:
            parsed += len(chains(expand(found.tokens, document.macros_at(f.start)), found.remarks))
        except (ExpansionError, NotRead, RecursionError):  # as the review says: not understood
            pass
    return "read" if parsed else "not understood"


def review(inputs: tuple[str, bytes]) -> str:
    result = review_file(*inputs, ReviewOptions(effort=0))
    return "judged" if result.derivations else "not understood"


def replay(data: bytes) -> str:
    try:
        replayed(data)
    except KernelError:
        return "refused"
    return "holds"


class Way(NamedTuple):
    """A way in: what makes an input, what takes it, what it may refuse with, and how many seconds one may take."""

    make: Callable[[Random], Any]
    take: Callable[[Any], str]
    refusals: tuple[type[Exception], ...]
    seconds: float


WAYS = {
    "replay": Way(certificate, replay, (), 15),
    "read": Way(note, read, (), 5),
    "review": Way(note, review, (), 120),
    "strings": Way(formula, read_string, (InvalidArgument,), 10),
    "claims": Way(lambda random: random, judge_claim, (InvalidArgument,), 60),
}


@dataclass
class Found:
    """What came of the inputs of a way."""

    answers: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[int, str]] = field(default_factory=list)
    """Number and words: a traceback, a hang, a leap of memory."""
    slowest: tuple[float, int] = (0.0, -1)
    settled: int = 0
    """Bytes in memory after the first tenth."""
    last: int = 0
    peak: int = 0

    @property
    def growth(self) -> float:
        """Megabytes of the last nine tenths."""
        return (self.last - self.settled) / MEGABYTE


def resident() -> int:
    """Bytes of this process in memory, or the most it ever had where that alone is told."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * PAGE
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def interrupted() -> Iterator[Callable[[float], None]]:
    """Inside, ``limit(seconds)`` lets the processor's time of what follows run out; 0: no limit."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    try:
        yield lambda seconds: signal.setitimer(signal.ITIMER_PROF, seconds) and None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def input_of(name: str, seed: int, number: int) -> Any:
    return WAYS[name].make(Random(f"{seed} {name} {number}"))


def tried(name: str, made: Any, limit: Callable[[float], None]) -> tuple[str, str]:
    """What the way answers, and in words what is wrong with that; no words when nothing is."""
    way = WAYS[name]
    try:
        limit(way.seconds)
        try:
            return way.take(made), ""
        finally:
            limit(0)
    except way.refusals:
        return "refused", ""
    except TooLong:
        return "hangs", f"more than {way.seconds} seconds\n{traceback.format_exc(limit=-12)}"
    except Exception:
        return "fails", traceback.format_exc(limit=-12)


def run(name: str, numbers: range, seed: int, advance: Callable[[], None] = lambda: None) -> Found:
    """Try the inputs of these numbers."""
    found = Found()
    with interrupted() as limit, suppress(KeyboardInterrupt):  # what was found so far is told
        for k, number in enumerate(numbers):
            made = input_of(name, seed, number)
            before, start = resident(), process_time()
            answer, wrong = tried(name, made, limit)
            spent, found.last = process_time() - start, resident()
            if not wrong and found.last - before > AT_ONCE * MEGABYTE:
                answer, wrong = "grows", f"{(found.last - before) / MEGABYTE:.0f} MB left behind"
            found.answers[answer] = found.answers.get(answer, 0) + 1
            found.peak = max(found.peak, found.last)
            found.slowest = max(found.slowest, (spent, number))
            if wrong:
                found.failures.append((number, wrong))
            if k == len(numbers) // 10:
                found.settled = found.last
            advance()
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ways", default="replay,read", help=f"of {', '.join(WAYS)}, in this order")
    parser.add_argument("--inputs", type=int, default=10_000, help="how many for each way")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--only", type=int, help="the input of this number alone, shown")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what fails: the input, and what was said")
    asked = parser.parse_args(arguments)
    console = Console()
    names = [name for name in asked.ways.split(",") if name]
    if unknown := [name for name in names if name not in WAYS]:
        parser.error(f"no way in: {', '.join(unknown)}")
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, resource.RLIM_INFINITY))
    numbers = range(asked.first, asked.first + asked.inputs)
    if asked.only is not None:
        numbers = range(asked.only, asked.only + 1)
        for name in names:
            console.print(repr(input_of(name, asked.seed, asked.only)), markup=False, highlight=False)
    failed = 0
    for name in names:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console) as progress:
            task = progress.add_task(name, total=len(numbers))
            found = run(name, numbers, asked.seed, lambda p=progress, t=task: p.advance(t))  # type: ignore[misc]
        failed += len(found.failures)
        for number, words in found.failures[:20]:
            console.print(f"[red]{name} {number}[/]", words.strip().splitlines()[-1], highlight=False)
        for number, words in found.failures if asked.keep else ():
            asked.keep.mkdir(parents=True, exist_ok=True)
            text = f"{input_of(name, asked.seed, number)!r}\n\n{words}"
            (asked.keep / f"{name}-{asked.seed}-{number}.txt").write_text(
                text, encoding="utf-8", errors="backslashreplace"
            )
        said = ", ".join(f"{count} {answer}" for answer, count in sorted(found.answers.items()))
        console.print(
            f"{name}: {said}; slowest {found.slowest[0]:.2f} s (number {found.slowest[1]}); "
            f"{found.peak / MEGABYTE:.0f} MB at most, {found.growth:+.0f} MB since the first tenth",
            highlight=False,
        )
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
