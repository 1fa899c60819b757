"""The command line over a library of stand-ins (shared with the tests of the reports)."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

from standins import BROKEN, CONDITIONAL, GOOD, LOUD, MIXED, PROVED, Library, derivation_result

from symbolic_it.authoring.results import Diagnostic, FileResult
from symbolic_it.cli import main

ON_DISK = {
    "mine.py": FileResult("", "derivations", (derivation_result(PROVED, CONDITIONAL, name="mine"),)),
    "wrong.py": FileResult("", "derivations", (derivation_result(*MIXED.derivations[0].steps, name="wrong"),)),
    "loud.py": FileResult("", "derivations", (derivation_result(*LOUD.derivations[0].steps, name="loud"),)),
    "broken.py": FileResult("", "derivations", (), BROKEN.errors[1:]),
    "half.py": FileResult("", "derivations", (derivation_result(PROVED, name="half"),), BROKEN.errors[2:3]),
    "locked.py": FileResult("", "derivations", (), (Diagnostic("IT900", None, {"text": "Permission denied"}),)),
    "chatty.py": FileResult("", "derivations", (derivation_result(PROVED, name="chatty"),)),
}


@pytest.fixture(autouse=True)
def library(monkeypatch, tmp_path):
    """Two shipped files; in the working folder the files of ``ON_DISK``, whose text is never read."""
    other = FileResult("derivations/entropy.py", "derivations", (derivation_result(PROVED, name="entropy-sums"),))
    made = Library([GOOD, other], ON_DISK)
    monkeypatch.setattr("symbolic_it.cli.selection.shipped", lambda: made)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for name in ON_DISK:
        (tmp_path / name).touch()
    for name in ("mine.py", "wrong.py"):
        (tmp_path / "folder" / name).touch()
    return made


@pytest.fixture
def run():
    """Run the program; the result has ``exit_code``, ``stdout`` and ``stderr``."""

    def runs(*arguments):
        result = CliRunner().invoke(main, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return runs
