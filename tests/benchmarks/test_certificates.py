"""Certificates as files: one of a thousand inferences in a cold process, and how memory and time grow with the file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from test_cold import ROUNDS, command, processors

from symbolic_it import Library
from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.kernel.documents import document
from symbolic_it.kernel.theorems import RULES

INFERENCES = 1000
COPIES = (5, 10, 20, 40)
COLD = 0.1
"""Seconds, `about`: the promise is one in seconds, of a machine that does nothing else."""
RATE = 30_000


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The certificate of the library that has nearest to a thousand inferences."""
    library = Library.shipped()
    library.check(second_opinion=False)
    found = []
    for d in library.derivations:
        claims = {str(k): theorem for k, (_, theorem) in enumerate(conclusions_of(d))}
        if claims:
            found.append(document(d.name, claims))
    return min(found, key=lambda made: abs(len(made["certificate"]["steps"]) - INFERENCES))


def repeated(made: dict[str, Any], copies: int) -> bytes:
    """The document's proof so many times over, each time in variables of its own: nothing in it is shared."""
    proof = made["certificate"]
    types, terms, steps = (len(proof[table]) for table in ("types", "terms", "steps"))
    whole: dict[str, Any] = {**proof, "types": [], "terms": [], "steps": [], "claims": {}}
    words = {}
    for n in range(copies):
        ty, tm, st = n * types, n * terms, n * steps

        def moved(kind: str, x: Any, ty: int = ty, tm: int = tm, st: int = st) -> Any:
            if kind in "pt":
                return x + (st if kind == "p" else tm)
            if kind == "P":
                return [k + st for k in x]
            if kind in "SY":
                return [[a + (tm if kind == "S" else ty), b + (tm if kind == "S" else ty)] for a, b in x]
            return [[c, k + st] for c, k in x] if kind == "L" else x

        whole["types"] += [[op, *(k + ty for k in rest)] for op, *rest in proof["types"]]
        for tag, a, b in proof["terms"]:
            if tag in (2, 3):
                row = [tag, a + (tm if tag == 2 else ty), b + tm]
            else:
                row = [tag, a, b + ty]
            whole["terms"].append(row)
        for name, *rest in proof["steps"]:
            whole["steps"].append([name, *map(moved, RULES[name][1], rest)])
        for name, (step, hypotheses, conclusion) in proof["claims"].items():
            whole["claims"][f"{name} {n}"] = [step + st, [h + tm for h in hypotheses], conclusion + tm]
            words[f"{name} {n}"] = made["claims"][name]
    return json.dumps({**made, "claims": words, "certificate": whole}, separators=(",", ":")).encode()


def processor_seconds(line: list[str]) -> float:
    """Of a process that ends well, waiting left out: the promise is one of a machine that does nothing else."""
    before = processors()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
    return processors() - before


def test_a_thousand_inferences_cold(figures: Callable[[str], None], made: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "a.proof.json"
    file.write_bytes(repeated(made, 1))
    ours = command("replay", str(file))
    processor_seconds(ours)  # the caches of bytecode and files
    taken = sorted(processor_seconds(ours) for _ in range(ROUNDS))
    steps = len(made["certificate"]["steps"])
    figures(
        f"replay of {steps} inferences ({made['name']}) in a cold process: {median(taken) * 1e3:.0f} ms of the processor, "
        f"{taken[0] * 1e3:.0f} ms at best (target about {COLD * 1e3:.0f} ms)"
    )
    assert taken[0] <= 1.5 * COLD and abs(steps - INFERENCES) < 100


PROGRAM = """
import sys
from time import process_time
from symbolic_it.kernel.documents import replayed
peak = lambda: next(int(row.split()[1]) * 1024 for row in open("/proc/self/status") if row.startswith("VmHWM"))
before = peak()
text = open(sys.argv[1], "rb").read()
start = process_time()
said = replayed(text)
print(peak() - before, process_time() - start, said.inferences)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process had at most is told by Linux")
def test_memory_and_time_grow_with_the_file(
    figures: Callable[[str], None], made: dict[str, Any], tmp_path: Path
) -> None:
    """Bytes in memory for a byte of the file, and inferences a second, from the smallest to the largest."""
    per_byte, rates, file = [], [], tmp_path / "a.proof.json"
    for copies in COPIES:
        file.write_bytes(repeated(made, copies))
        done = subprocess.run([sys.executable, "-c", PROGRAM, str(file)], check=True, capture_output=True, text=True)
        memory, seconds, inferences = map(float, done.stdout.split())
        per_byte.append(memory / file.stat().st_size)
        rates.append(inferences / seconds)
    figures(
        f"replay of a file, {COPIES[0]} to {COPIES[-1]} times {len(made['certificate']['steps'])} inferences: "
        f"{per_byte[0]:.1f} to {per_byte[-1]:.1f} bytes of memory for a byte of the file; {min(rates):,.0f} to "
        f"{max(rates):,.0f} inferences a second (target {RATE:,})"
    )
    assert per_byte[-1] <= 1.3 * per_byte[0] and rates[-1] >= RATE
