"""Where in an author's file something was written: spans from the frames of the running Python."""

from __future__ import annotations

import sys
import traceback
from types import FrameType, TracebackType

from symbolic_it.authoring.results import Span


def caller_span(path: str) -> Span | None:
    """The line of the innermost frame that runs the file at this path."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == path:
            return Span(frame.f_lineno)
        frame = frame.f_back
    return None


def error_span(trace: TracebackType | None, path: str) -> Span | None:
    """The line of the file at this path that an exception came through, the innermost one."""
    lines = [entry.lineno for entry in traceback.extract_tb(trace) if entry.filename == path and entry.lineno]
    return Span(lines[-1]) if lines else None
