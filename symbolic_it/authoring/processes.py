"""How many processes may work at a time, and whether another can be forked from this one."""

from __future__ import annotations

import os
import threading


def processors() -> int:
    """Those that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def can_fork() -> bool:
    """Not on Windows, nor beside another thread: the fork would have its locks and not the thread that frees them."""
    return hasattr(os, "fork") and threading.active_count() == 1
