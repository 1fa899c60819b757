"""Starting from nothing: the whole library against `import sympy`, the help against `pass`; memory of a full check.

Each run is a process of its own, bytecode cached as on a user's second run; the two commands compared take turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROUNDS = 9
PROGRAM = (
    "from symbolic_it.cli import start; start()"  # what the console script does, of the interpreter that runs the tests
)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, *arguments]


def run(line: Sequence[str], ends: int = 0, **changed: str) -> float:
    """Seconds of a process that ends with this exit code."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_START")
    }
    start = perf_counter()
    done = subprocess.run(line, stdout=subprocess.DEVNULL, env=environment | changed)
    taken = perf_counter() - start
    assert done.returncode == ends
    return taken


def processors() -> float:
    """Seconds that children have had of all processors together."""
    times = os.times()
    return times.children_user + times.children_system


def in_turns(ours: Sequence[str], peer: Sequence[str], **changed: str) -> tuple[float, float, list[float]]:
    """Medians of both, and the ratios of neighbouring runs."""
    run(ours, **changed), run(peer)  # the caches of bytecode and files
    pairs = [(run(ours, **changed), run(peer)) for _ in range(ROUNDS)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), sorted(a / b for a, b in pairs)


def test_the_library_cold(benchmark: Any, figures: Callable[[str], None], tmp_path: Path) -> None:
    """Two figures. The first run of a user searches for the proofs and keeps them; every later one, while the sources
    are what they were, runs the kept proofs again in the kernel. The target is one of the later runs."""
    ours, peer = command("check", "--no-second-opinion"), [sys.executable, "-c", "import sympy"]
    first = [(run(ours, SYMBOLIC_IT_CACHE=str(tmp_path / str(k))), run(peer)) for k in range(4)][1:]
    searched, beside = median(a for a, _ in first), median(b for _, b in first)
    figures(
        f"the whole library cold, first run (proofs searched for and kept): {searched:.2f} s against {beside:.2f} s of "
        f"import sympy, {searched / beside:.2f} times (no target)"
    )
    before = processors()
    later, alone, ratios = benchmark.pedantic(
        in_turns, args=(ours, peer), kwargs={"SYMBOLIC_IT_CACHE": str(tmp_path / "0")}, rounds=1
    )
    figures(
        f"the whole library cold, later runs (kept proofs replayed by the kernel): {later:.2f} s against {alone:.2f} s of "
        f"import sympy, {later / alone:.2f} times (target 3); of pairs {ratios[0]:.2f} to {ratios[-1]:.2f}"
    )
    spent = (processors() - before) / (ROUNDS + 1) - alone
    figures(f"    of all processors together about {spent:.2f} s: where others take one of two, a run takes that long")
    assert later <= 3 * alone


def test_the_help(benchmark: Any, figures: Callable[[str], None]) -> None:
    ours, peer, _ = benchmark.pedantic(in_turns, args=(command("--help"), [sys.executable, "-c", "pass"]), rounds=1)
    figures(f"--help over python -c pass: {(ours - peer) * 1e3:.0f} ms more (target 150 ms)")
    assert ours - peer <= 0.15


def test_memory_of_a_full_check(figures: Callable[[str], None]) -> None:
    """The largest resident set of a child, SymPy's second opinion included."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command("check")], check=True, capture_output=True, text=True)
    unit = 1 if sys.platform == "darwin" else 1024
    megabytes = int(done.stdout) * unit / 1e6
    figures(f"memory of a full check: {megabytes:.0f} MB (target 300 MB)")
    assert megabytes < 300
