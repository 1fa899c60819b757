"""A project of an author: a folder with a pyproject.toml and derivation files of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symbolic_it.cli import main

HEAD = """\
from symbolic_it import D, H, alphabet, derivation, law

X = alphabet("X")
P, Q = law("P", X), law("Q", X)

"""

CITING = '''
@derivation({name!r}, title="The title of {name}", given=[P << Q])
def it(d):
    """The same as what it cites."""
    d.have({claim}, by={by!r})
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose folder ``mine`` joins the library; the working folder is the project's."""
    (tmp_path / "pyproject.toml").write_text('[tool.symbolic-it]\nderivations = ["mine"]\n', encoding="utf-8")
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


Write = Callable[..., Path]


@pytest.fixture
def write(project: Path) -> Write:
    """Write mine/FILE.py with derivations given as (name, what it cites)."""

    def writes(file: str, *derivations: tuple[str, str]) -> Path:
        path = project / "mine" / f"{file}.py"
        parts = [CITING.format(name=name, claim="D(P, Q) >= 0", by=by) for name, by in derivations]
        path.write_text(HEAD + "\n".join(parts), encoding="utf-8")
        return path

    return writes


@pytest.fixture
def run() -> Callable[..., Result]:
    def runs(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return runs
