"""Compiling an export with coqc, several files at a time, and asking what its theorems rest on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from symbolic_it.errors import InvalidArgument
from symbolic_it.rocq.export import AUDIT, BASE, HEADLINES, LIBRARY, Export

TIMEOUT = 600
"""Seconds for one file."""
ALLOWED = frozenset({
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "PropExtensionality.propositional_extensionality",
    "Classical_Prop.classic",
})  # fmt: skip
"""The axioms of Coq's standard library that an exported theorem may rest on: its real numbers, extensionality, the
excluded middle."""
MISSING = (
    "coqc is not installed, so nothing was compiled: on Debian or Ubuntu, `apt-get install --no-install-recommends coq`;"
    " elsewhere, see https://rocq-prover.org/install (made for Coq 8.16.1)"
)
_MARK = "symbolic-it audit"
_AXIOM = re.compile(r"^([A-Za-z_][A-Za-z0-9_.']*)(?:\s*:.*)?$")


class NoCompiler(InvalidArgument):
    """coqc is not there."""


@dataclass
class Compiled:
    """What became of an export: a derivation is confirmed when it stands in none of these."""

    failed: dict[str, str] = field(default_factory=dict)
    """Derivation -> what coqc said of it, or of a file that it needs."""
    headlines: str | None = None
    """What coqc said of the statements that a person wrote."""


def compiler() -> str:
    """The path of coqc. Raises NoCompiler, with how to get it."""
    found = shutil.which("coqc")
    if found is None:
        raise NoCompiler(MISSING)
    return found


def compiled(
    export: Export, folder: Path, jobs: int, progress: Callable[[int, int, str], None] | None = None
) -> Compiled:
    """Compile the files, which stand in the folder, and hold the axioms of all theorems against `ALLOWED`."""
    coqc = compiler()
    wrong = _compile_all(coqc, export, folder, jobs, progress)
    result = Compiled(headlines=wrong.get(HEADLINES))
    for name, place in export.places.items():
        if place in wrong:
            result.failed[name] = wrong[place]
    sound = [name for name in export.places if name not in result.failed]
    if sound:
        result.failed.update(_audited(coqc, export, folder, sound))
    return result


def _compile_all(
    coqc: str, export: Export, folder: Path, jobs: int, progress: Callable[[int, int, str], None] | None
) -> dict[str, str]:
    """Compile each file when what it needs is compiled; file -> what is wrong with it."""
    wrong: dict[str, str] = {}
    good: set[str] = set()
    waiting = {file.name: file for file in export.files}
    running: dict[Future[str | None], str] = {}
    with ThreadPoolExecutor(jobs) as pool:
        while waiting or running:
            for name, file in list(waiting.items()):
                blocked = next((need for need in file.needs if need in wrong), None)
                if blocked is not None:
                    wrong[name] = f"{blocked}.v, which it needs, does not compile: {wrong[blocked]}"
                    del waiting[name]
                elif good.issuperset(file.needs):
                    running[pool.submit(_run, coqc, folder, name)] = name
                    del waiting[name]
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                name = running.pop(future)
                error = future.result()
                if error is None:
                    good.add(name)
                else:
                    wrong[name] = error
                if progress is not None:
                    progress(len(good) + len(wrong), len(export.files), name)
    return wrong


def _run(coqc: str, folder: Path, name: str) -> str | None:
    code, said = _coqc(coqc, folder, name)
    if code == 0 and (folder / f"{name}.vo").is_file():
        return None
    return said or f"coqc ended with code {code}"


def _coqc(coqc: str, folder: Path, name: str) -> tuple[int, str]:
    (folder / f"{name}.vo").unlink(missing_ok=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COQ", "ROCQ"))}
    command = [coqc, "-q", "-w", "none", "-Q", ".", LIBRARY, f"{name}.v"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 1, f"{name}.v: not compiled within {TIMEOUT} s"
    except OSError as error:
        raise InvalidArgument(f"{coqc}: {error.strerror or error}") from error
    said = done.stdout if done.returncode == 0 else done.stderr
    return done.returncode, said.decode("utf-8", "replace").strip()


# ---- what the theorems rest on -------------------------------------------------------------------


def _audited(coqc: str, export: Export, folder: Path, names: Sequence[str]) -> dict[str, str]:
    """Derivation -> the axioms that it must not rest on. All are asked at once; one by one where something is found."""
    together = _axioms(coqc, export, folder, [list(names)])[0]
    if together is not None and together <= ALLOWED:
        return {}
    wrong: dict[str, str] = {}
    for name, axioms in zip(names, _axioms(coqc, export, folder, [[name] for name in names]), strict=True):
        if axioms is None:
            wrong[name] = "coqc does not say what it rests on"
        elif not axioms <= ALLOWED:
            wrong[name] = f"it rests on {', '.join(sorted(axioms - ALLOWED))}"
    return wrong or dict.fromkeys(names, "coqc does not say what it rests on")


def _axioms(coqc: str, export: Export, folder: Path, groups: list[list[str]]) -> list[frozenset[str] | None]:
    """The axioms that the theorems of each group rest on together; None where the answer cannot be read."""
    places = [export.places[name] for group in groups for name in group]
    # Required and not imported: axioms are shown by names that no file of ours can give.
    lines = [f"From {LIBRARY} Require {' '.join((*BASE, *places))}."]
    for number, group in enumerate(groups):
        theorems = [f"@{export.places[name]}.{theorem}" for name in group for theorem in export.theorems[name]]
        named = " ".join(f"let _ := {theorem} in" for theorem in theorems)
        lines.append(f"Definition audited_{number} : True := {named} I.")
        lines.append(f'Goal True. idtac "{_MARK}". Abort.\nPrint Assumptions audited_{number}.')
    (folder / f"{AUDIT}.v").write_text("\n".join(lines) + "\n", "utf-8")
    code, said = _coqc(coqc, folder, AUDIT)
    answers = said.split(_MARK)[1:]
    if code != 0 or len(answers) != len(groups):
        return [None] * len(groups)
    return [_read(answer) for answer in answers]


def _read(answer: str) -> frozenset[str] | None:
    """The names in what ``Print Assumptions`` says."""
    lines = [line for line in answer.splitlines() if line.strip()]
    if lines == ["Closed under the global context"]:
        return frozenset()
    if not lines or lines[0] != "Axioms:":
        return None
    found = [line for line in lines[1:] if not line[0].isspace()]
    names = [_AXIOM.match(line) for line in found]
    return frozenset(m.group(1) for m in names if m) if all(names) and names else None
