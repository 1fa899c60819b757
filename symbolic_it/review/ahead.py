"""One note judged by several processes: the first goes through it in order, the others judge its formulas from the end.

What a formula means depends on what the note has said before it. A process that goes ahead reads all formulas, takes the
steps of each to hold as they are written, and so foresees the table of symbols before every formula. What it then says of
a formula counts only when the first process, arriving there, finds the same in every part of the table that was looked
at; any other formula is judged again. So the outcome is that of one process, whatever the number of processes.
"""

from __future__ import annotations

import copy
import gc
import os
import select
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from mmap import mmap
from typing import Any, NoReturn, Protocol

from symbolic_it.authoring.results import DerivationResult, Diagnostic, Span
from symbolic_it.notes import syntax as s
from symbolic_it.notes.documents import Formula
from symbolic_it.notes.symbols import Symbols
from symbolic_it.review.effort import limit
from symbolic_it.review.steps import Context
from symbolic_it.review.watching import Part, Watch, Watched, at, put, same, table_of

MAX_CHAINS = 10_000
MANY = 6
"""So many displays of a note are worth another process."""
_PIPE_SIZE = 1 << 20
_FREE, _TAKEN = b"\x00", b"\x01"


@dataclass
class Told:
    """What the report says of one chain."""

    settings: int = 0
    judged: list[DerivationResult] = field(default_factory=list)
    not_understood: list[Diagnostic] = field(default_factory=list)
    readings: list[tuple[Span, str, str]] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)


Judging = Callable[[s.Chain, Formula, Context], Told]
"""What is said of a chain; changes the table of symbols."""


class Review(Protocol):
    """The review of a note, as far as processes share it."""

    symbols: Symbols

    def go_through(self, judging: Judging) -> None:
        """Every chain in order."""

    def judgement(self, chain: s.Chain, formula: Formula, context: Context) -> Told:
        """What is said of this chain. Raises what goes wrong in reading it."""

    def foreseen(self, chain: s.Chain, formula: Formula, context: Context) -> Told:
        """The same, if the steps hold as they are written; all that matters of it is what it changes in the table."""


@dataclass
class _Answer:
    """What another process says of a chain, and of the table of symbols there: what it looked at and what it set."""

    number: int
    told: Told | None = None
    seen: tuple[tuple[Part, int], ...] = ()
    """Parts of the table, with the numbers of their values among those that the process has sent."""
    values: tuple[tuple[int, Any], ...] = ()
    """The values among these that it had not sent before."""
    put: tuple[tuple[Part, Any], ...] = ()
    appended: tuple[tuple[str, Sequence[object], int], ...] = ()
    effort: int = 0


class Ahead:
    """The other processes, and what they have said so far."""

    def __init__(self, review: Review, processes: int) -> None:
        self.review, self.next = review, 0
        self.taken = mmap(-1, MAX_CHAINS)  # shared: a byte for each chain that some process has begun with
        self.waiting: dict[int, tuple[int, bytearray]] = {}
        self.values: dict[tuple[int, int], Any] = {}
        self.answers: dict[int, tuple[int, _Answer]] = {}
        for _ in range(processes):
            self.start()

    def start(self) -> None:
        answers, answering = os.pipe()
        with suppress(ImportError, AttributeError, OSError):
            import fcntl

            fcntl.fcntl(answering, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)  # a process that answers need not wait
        child = os.fork()
        if not child:
            _work(self.review, self.taken, answering)
        os.close(answering)
        self.waiting[answers] = child, bytearray()

    def judgement(self, chain: s.Chain, formula: Formula, context: Context) -> Told:
        """What another process says of the chain that comes next, where it may count; else it is judged here."""
        number, self.next = self.next, self.next + 1
        if number < MAX_CHAINS and self.waiting:
            self.receive(0)
            if self.free(number):
                self.taken[number : number + 1] = _TAKEN
            else:
                while number not in self.answers and self.waiting:
                    self.receive(None)
        if number in self.answers and (told := self.accepted(*self.answers.pop(number))) is not None:
            return told
        return self.review.judgement(chain, formula, context)

    def free(self, number: int) -> bool:
        """Whether no other process has begun with this chain."""
        return self.taken[number : number + 1] == _FREE

    def accepted(self, source: int, answer: _Answer) -> Told | None:
        """What the answer says, and its changes made, where the table of symbols is the one that it rests on."""
        symbols = self.review.symbols
        if answer.told is None or symbols.effort + answer.effort >= limit(symbols):
            return None
        table = table_of(symbols)
        if not all(same(at(table, part), self.values[source, value]) for part, value in answer.seen):
            return None
        for part, value in answer.put:
            put(symbols, part, value)
        for name, entries, most in answer.appended:
            symbols.append(name, entries, most)
        symbols.effort += answer.effort
        return answer.told

    def receive(self, timeout: float | None) -> None:
        """Take what has arrived; without a timeout, wait for something to arrive."""
        from multiprocessing.reduction import ForkingPickler  # by which a program's own processes send to each other

        for source in select.select(list(self.waiting), [], [], timeout)[0]:
            child, arrived = self.waiting[source]
            got = os.read(source, 1 << 20)
            arrived += got
            while len(arrived) >= 4 and len(arrived) >= 4 + (length := int.from_bytes(arrived[:4], "big")):
                answer: _Answer = ForkingPickler.loads(bytes(arrived[4 : 4 + length]))
                del arrived[: 4 + length]
                self.values.update({(source, number): value for number, value in answer.values})
                self.answers.setdefault(answer.number, (source, answer))
            if not got:
                os.close(source)
                os.waitpid(child, 0)
                del self.waiting[source]

    def end(self) -> None:
        """Nobody waits for what the other processes still do."""
        for source, (child, _) in self.waiting.items():
            os.close(source)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        self.waiting.clear()
        self.taken.close()


def _work(review: Review, taken: mmap, answering: int) -> NoReturn:
    """What another process does."""
    try:
        gc.freeze()
        foreseen = _Foreseen(review)
        review.go_through(foreseen.chain)
        foreseen.answer(taken, answering)
    except BaseException:  # the first process judges what nobody answers for
        os._exit(1)
    os._exit(0)


class _Foreseen:
    """The chains of the note, and what the table of symbols will be before each."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.chains: list[tuple[tuple[s.Chain, Formula, Context], dict[str, Any]]] = []
        self.numbers: dict[
            int, int
        ] = {}  # of the values that were sent, which are kept so that no other has their place
        self.kept: list[Any] = []
        self.table: dict[str, Any] = {}

    def chain(self, chain: s.Chain, formula: Formula, context: Context) -> Told:
        """Keep the table as it is before the chain; a value that did not change is kept once."""
        now = table_of(self.review.symbols)
        self.table = {
            name: self.table[name] if name in self.table and same(self.table[name], value) else copy.copy(value)
            for name, value in now.items()
        }
        self.chains.append(((chain, formula, context), self.table))
        return self.review.foreseen(chain, formula, context)

    def answer(self, taken: mmap, answering: int) -> None:
        """Judge the chains that no other process has begun with, the last first."""
        from multiprocessing.reduction import ForkingPickler

        for number in range(min(len(self.chains), MAX_CHAINS) - 1, -1, -1):
            if taken[number : number + 1] == _FREE:  # two processes may find this at a time: both judge it then
                taken[number : number + 1] = _TAKEN
                data = bytes(ForkingPickler.dumps(self.judged(number)))
                data = len(data).to_bytes(4, "big") + data
                while data:
                    data = data[os.write(answering, data) :]

    def judged(self, number: int) -> _Answer:
        (chain, formula, context), table = self.chains[number]
        watch = Watch()
        self.review.symbols = context.symbols = Watched(table | {"effort": 0}, watch)
        try:
            told = self.review.judgement(chain, formula, context)
        except Exception:  # it is found again where it is reported
            return _Answer(number)
        for k, found in enumerate(told.judged):  # theorems stay here
            told.judged[k] = replace(found, steps=tuple(replace(step, theorem=None) for step in found.steps))
        after = table_of(context.symbols)
        changed = {part for part in watch.seen if part[1] is None and not same(after[part[0]], table[part[0]])}
        used: list[tuple[Part, int]] = []
        fresh: list[tuple[int, Any]] = []
        for part in sorted(watch.seen, key=repr):
            value = at(table, part)
            if id(value) not in self.numbers:
                self.numbers[id(value)] = len(self.kept)
                self.kept.append(value)
                fresh.append((self.numbers[id(value)], value))
            used.append((part, self.numbers[id(value)]))
        changes = tuple((part, at(after, part)) for part in sorted(watch.put | changed, key=repr))
        return _Answer(number, told, tuple(used), tuple(fresh), changes, tuple(watch.appended), after["effort"])
