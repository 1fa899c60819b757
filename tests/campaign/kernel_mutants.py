"""The kernel with one check dropped, tried against its own tests: each such kernel must fail a test.

    python -m tests.campaign.kernel_mutants --ledger kernel.jsonl
    python -m tests.campaign.kernel_mutants --slice 1/10
    python -m tests.campaign.kernel_mutants --only theorems.py:226

A copy of the package and of the tests is made in a temporary folder, one file of the copy is changed at a time, and the
tests run until the first failure, fast ones first. What no test notices is a defect of the tests, unless it stands in
`EQUIVALENT` with the reason why nothing can notice it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import track

from tests.campaign.kernel_equivalent import reason
from tests.campaign.kernel_mutations import Dropped, dropped

ROOT = Path(__file__).parents[2]
STAGES: tuple[tuple[str, ...], ...] = (
    (
        "tests/kernel/test_inference_rules.py",
        "tests/kernel/test_definitions_and_axioms.py",
        "tests/kernel/test_axioms.py",
        "tests/kernel/test_each_check.py",
        "tests/kernel/test_each_check_of_files.py",
    ),
    ("tests/kernel", "-k", "not hostile and not random and not properties"),
    ("tests/kernel", "-k", "properties"),
    ("tests/kernel", "-k", "hostile or random"),
    ("tests/attacks",),
)
"""What is run, in this order, until something fails."""
BESIDE = {
    "archive.py": ("tests/authoring/test_cache.py",),
    "documents.py": ("tests/cli/test_certify.py",),
    "certificates.py": (
        "tests/kernel/test_forgery.py",
        "tests/kernel/test_certificates.py",
        "-k",
        "not hostile and not random",
    ),
    "replaying.py": ("tests/kernel/test_forgery.py",),
}
"""Tests of these files in particular; for them they come after the first stage."""
FIRST = (
    "theorems.py",
    "axioms.py",
    "arithmetic.py",
    "substitution.py",
    "types.py",
    "nodes.py",
    "terms.py",
    "definitions.py",
)
"""The files in the order of what depends on them; the others follow."""
SECONDS = 240
"""A stage that takes longer has noticed: without a bound on its work, the kernel hangs."""


def copied(folder: Path) -> None:
    """What the tests need, in the folder."""
    for name in ("symbolic_it", "derivations", "templates", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "campaign", "corpus"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def noticed(folder: Path, mutant: Dropped, stages: int = len(STAGES)) -> str:
    """Which stage noticed, and how; empty when none did."""
    path = folder / "symbolic_it" / "kernel" / mutant.file
    source = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.apply(source), encoding="utf-8")
        own = (BESIDE[mutant.file],) if mutant.file in BESIDE else ()
        for k, stage in enumerate((STAGES[0], *own, *STAGES[1:stages]), start=1):
            if words := _failure(folder, stage):
                return f"stage {k}: {words}"
        return ""
    finally:
        path.write_text(source, encoding="utf-8")


def _failure(folder: Path, stage: tuple[str, ...]) -> str:
    quiet = ("-q", "-x", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:benchmark")
    command = [sys.executable, "-B", "-m", "pytest", *quiet, *stage]
    environment = os.environ | {"PYTHONPATH": str(folder), "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "takes too long"
    if ran.returncode == 0:
        return ""
    lines = [line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0][:160] if lines else f"ends with {ran.returncode}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slice", default="1/1", help="k/n: every n-th mutant, from the k-th")
    parser.add_argument("--only", default="", help="mutants whose name has this in it")
    parser.add_argument("--stages", type=int, default=len(STAGES), help="how many of the stages of tests are run")
    parser.add_argument(
        "--ledger", type=Path, help="a file of JSON lines, read first and added to; survivors are tried again"
    )
    asked = parser.parse_args(arguments)
    k, n = map(int, asked.slice.split("/"))
    lines = asked.ledger.read_text(encoding="utf-8").splitlines() if asked.ledger and asked.ledger.exists() else []
    known: dict[str, str] = dict(map(json.loads, lines))
    console = Console()
    ordered = sorted(dropped(), key=lambda m: FIRST.index(m.file) if m.file in FIRST else len(FIRST))
    chosen = [m for m in islice(ordered, k - 1, None, n) if asked.only in m.name]
    with tempfile.TemporaryDirectory() as name:
        copied(Path(name))
        for mutant in track(chosen, "kernels", console=console):
            if not known.get(mutant.name):
                known[mutant.name] = noticed(Path(name), mutant, asked.stages)
                if asked.ledger:
                    with asked.ledger.open("a", encoding="utf-8") as file:
                        file.write(json.dumps([mutant.name, known[mutant.name]]) + "\n")
    survivors = [m for m in chosen if not known[m.name]]
    defects = [m for m in survivors if reason(m) is None]
    for m in defects:
        console.print(f"[red]not noticed[/] {m.name}", highlight=False)
    alike = len(survivors) - len(defects)
    console.print(
        f"{len(chosen)} kernels: {len(chosen) - len(survivors)} noticed, {alike} alike, {len(defects)} not noticed"
    )
    return int(bool(defects))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
