"""How many processes may work at a time, how many are of use now, and whether another can be forked from this one."""

from __future__ import annotations

import os
import threading


def processors() -> int:
    """Those that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def idle_processors() -> int:
    """Those of them that nothing else has at this moment, this one's own included; all where the system does not tell."""
    try:
        with open("/proc/loadavg", encoding="ascii") as stream:
            running = int(stream.read().split()[3].partition("/")[0])
    except (OSError, ValueError, IndexError):
        return processors()
    return max(1, min(processors(), (os.cpu_count() or 1) - running + 1))


def can_fork() -> bool:
    """Not on Windows, nor beside another thread: the fork would have its locks and not the thread that frees them."""
    return hasattr(os, "fork") and threading.active_count() == 1
