"""Progress on standard error, for work that takes more than a second, when somebody is there to see it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 1.0


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A callback ``(done, total, name)`` that moves a bar, or None when standard error is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(what)
    try:
        yield bar.update
    finally:
        bar.stop()


class _Bar:
    """A bar that is told of progress before it shows, and shows only when its time has come."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.state: tuple[int, int | None, str] = (0, None, "")
        self.lock = threading.Lock()
        self.timer: threading.Timer | None = None
        self.progress: Progress | None = None
        self.ended = False

    def start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        with self.lock:
            if self.ended:
                return
            self.progress = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[name]}", markup=False),
                console=Console(stderr=True, highlight=False, force_jupyter=False),
                transient=True,
                # the streams are changed elsewhere meanwhile, and a bar must not put back what it found
                redirect_stdout=False,
                redirect_stderr=False,
            )
            done, total, name = self.state
            self.task = self.progress.add_task(self.what, completed=done, total=total, name=name)
            self.progress.start()

    def update(self, done: int, total: int, name: str) -> None:
        """Progress was made. The first time, the clock starts: a thread before then would forbid forking."""
        if self.timer is None:
            self.timer = threading.Timer(DELAY, self.start)
            self.timer.daemon = True
            self.timer.start()
        with self.lock:
            self.state = (done, total, name)
            if self.progress is not None:
                self.progress.update(self.task, completed=done, total=total, name=name)

    def stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        with self.lock:
            self.ended = True
            if self.progress is not None:
                self.progress.stop()
