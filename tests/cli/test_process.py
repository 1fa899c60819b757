"""The program as a process: what it loads, pipes that close, interrupts, progress on a terminal."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPORT = Path(__file__).parents[1] / "report"
ROOT = Path(__file__).parents[2]

WITH_STANDINS = f"""
import sys, time
sys.path[:0] = [{str(ROOT)!r}, {str(REPORT)!r}]
from standins import *
import symbolic_it.cli.selection as selection
from symbolic_it.cli import main
from dataclasses import replace
library = Library(
    [GOOD] + [replace(GOOD, derivations=[replace(d, name=f"{{d.name}}-{{i}}") for d in GOOD.derivations]) for i in range(1, REPEAT)]
)
library.on_check = lambda: (print("checking now", file=sys.stderr, flush=True) if SAY else None, time.sleep(SLEEP))
selection.shipped = lambda: library
"""


def program(*arguments, repeat=1, sleep=0.0, say=False, before=""):
    """The command that runs the program over stand-ins."""
    values = f"REPEAT, SLEEP, SAY = {repeat}, {sleep}, {say}\n"
    return [sys.executable, "-c", f"{values}{WITH_STANDINS}{before}\nmain({list(arguments)!r})"]


def modules_after(*arguments):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom symbolic_it.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["render", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    assert not {"sympy", "jinja2", "rich", "mpmath"} & modules_after(*arguments)


def loaded_by(*arguments, before=""):
    """The modules of ours that are there when the program ends."""
    command = program(*arguments, before=f"import atexit\n{before}")
    command[2] = command[2].replace(
        "import atexit\n",
        "import atexit; atexit.register(lambda: print(*(m for m in sys.modules if 'symbolic_it' in m), file=sys.stderr))\n",
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return set(done.stderr.splitlines()[-1].split())


NOTES = ("symbolic_it.review", "symbolic_it.notes", "symbolic_it.cli.reviewing", "symbolic_it.report.silencing")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["check"], ["check", "--format", "json"]])
def test_who_checks_no_notes_loads_nothing_for_them(arguments):
    loaded = loaded_by(*arguments)
    assert "symbolic_it.cli.check" in loaded
    assert not [name for name in loaded if name.startswith(NOTES)]


def test_an_interrupt_ends_the_processes_of_a_review(tmp_path):
    names = []
    for number in range(4):
        note = tmp_path / f"n{number}.md"
        note.write_text("Text.", encoding="utf-8")
        names.append(str(note))
    slow = (
        "import os, symbolic_it.cli.reviewing as reviewing\n"
        "reviewing.review_file = lambda *_: (os.write(2, b'checking now\\n'), time.sleep(60))\n"
    )
    process = subprocess.Popen(
        program("check", "--jobs", "2", *names, before=slow),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stderr.readline() == "checking now\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.replace("checking now\n", "")) == (130, "", "")


def test_list_loads_neither_sympy_nor_jinja2():
    assert not {"sympy", "jinja2", "mpmath"} & modules_after("list")


def test_a_closed_pipe_is_no_error():
    process = subprocess.Popen(
        program("check", "-v", repeat=300), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(30) == 141
    assert said == ""


def test_an_interrupt_ends_quietly():
    process = subprocess.Popen(
        program("check", sleep=30, say=True), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr.readline() == "checking now\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "")


def test_output_in_ascii_and_latin_1_terminals():
    for encoding in ("ascii", "latin-1"):
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "COLUMNS": "80"}
        done = subprocess.run(program("check", "-v"), capture_output=True, env=environment, check=True)
        assert b"D(P || Q) = sum_x P(x)" in done.stdout and done.stderr == b""


def on_a_terminal(command):
    """What the command writes to standard error when that is a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    out = process.stdout.read()
    process.stdout.close()
    assert process.wait(30) == 0
    return seen.decode(), out


def test_slow_work_shows_progress_on_a_terminal_alone():
    soon = "import symbolic_it.cli.patience as patience; patience.DELAY = 0.05"
    command = program("check", "--format", "json", sleep=0.6, before=soon)
    seen, out = on_a_terminal(command)
    assert "checking" in seen
    json.loads(out)
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_slow_review_shows_progress_too(tmp_path, jobs):
    names = [str(tmp_path / f"n{number}.md") for number in range(3)]
    for name in names:
        Path(name).write_text("Text.", encoding="utf-8")
    before = (
        "import symbolic_it.cli.patience as patience; patience.DELAY = 0.05\n"
        "import symbolic_it.cli.reviewing as reviewing\n"
        "reviewing.review_file = lambda path, *_: (time.sleep(0.5), FileResult(path, 'notes'))[1]\n"
    )
    seen, out = on_a_terminal(program("check", "--jobs", jobs, "--format", "json", *names, before=before))
    assert "reviewing" in seen
    assert [file["path"] for file in json.loads(out)["files"]] == names


def test_quick_work_shows_no_progress():
    seen, _ = on_a_terminal(program("check"))
    assert seen == ""


def test_help_is_quick():
    def best(*code):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, *code], capture_output=True, check=True, cwd=ROOT)
            times.append(time.perf_counter() - start)
        return min(times)

    assert best("-c", "from symbolic_it.cli import main; main(['--help'])") - best("-c", "pass") < 0.150


def test_proofs_are_kept_where_the_user_says(tmp_path):
    mine, folder = tmp_path / "mine.py", tmp_path / "kept"
    mine.write_text(
        "from symbolic_it import derivation, real_number\na = real_number('a')\n"
        "@derivation('square', title='t')\ndef square(d):\n    d.have(0 <= a * a)\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom symbolic_it.cli import main; main()",
    ]

    def check(*arguments, cache):
        environment = {**os.environ, "SYMBOLIC_IT_CACHE": cache}
        line = [*command, "check", str(mine), "--no-second-opinion", "--format", "json", *arguments]
        return subprocess.run(line, capture_output=True, text=True, check=True, env=environment).stdout

    plain = check("--no-cache", cache=str(folder))
    assert not folder.exists()
    assert check(cache="off") == plain
    assert check(cache=str(folder)) == plain
    kept = sorted(folder.iterdir())
    assert len(kept) == 2  # the derivation's proofs, and those of the lemmas
    before = [path.stat().st_mtime_ns for path in kept]
    assert check(cache=str(folder)) == plain
    assert [path.stat().st_mtime_ns for path in sorted(folder.iterdir())] == before, "replayed, so not written again"
