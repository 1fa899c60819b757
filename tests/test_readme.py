"""The README says what happens: its example, the outputs shown, the Python session and the list of axioms."""

from __future__ import annotations

import doctest
import re
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from symbolic_it import Library
from symbolic_it.cli import main
from symbolic_it.kernel import AXIOMS

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")
EXAMPLE = re.search(r"```python\n(from symbolic_it import D, H.*?)```", TEXT, re.S)


def shown(after: str) -> str:
    """The console block that starts with this line."""
    block = re.search(r"```console\n" + re.escape(after) + r"(.*?)```", TEXT, re.S)
    assert block is not None
    return (after + block.group(1)).strip()


def printed(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(main, ["check", path.name])
    return result.exit_code, "\n".join(line.rstrip() for line in result.output.splitlines()).strip()


def test_the_example_checks_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert EXAMPLE is not None
    file = tmp_path / "my_expansion.py"
    file.write_text(EXAMPLE.group(1), encoding="utf-8")
    code, output = printed(file, monkeypatch)
    assert code == 0
    assert "$ symbolic-it check my_expansion.py\n" + output == shown("$ symbolic-it check my_expansion.py")


def test_the_flipped_sign_is_refuted_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert EXAMPLE is not None
    file = tmp_path / "wrong.py"
    wrong = EXAMPLE.group(1).replace("log(P(x))) - Sum", "log(P(x))) + Sum")
    assert wrong != EXAMPLE.group(1)
    file.write_text(wrong, encoding="utf-8")
    code, output = printed(file, monkeypatch)
    assert code == 1
    assert shown("╭─ my-expansion, step 2") in output


def test_without_the_hypothesis_it_is_conditional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert EXAMPLE is not None
    file = tmp_path / "bare.py"
    file.write_text(EXAMPLE.group(1).replace(", given=[P << Q]", ""), encoding="utf-8")
    code, output = printed(file, monkeypatch)
    assert code == 0
    assert "conditional" in output
    assert "P << Q" in output


def test_the_added_identity_is_short_and_joins_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = TEXT.split("## Adding an identity")[1].split("\n## ")[0]
    source, settings = (re.search(rf"```{kind}\n(.*?)```", section, re.S) for kind in ("python", "toml"))
    assert source is not None
    assert settings is not None
    assert len(source.group(1).strip().splitlines()) < 20
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "compensation.py").write_text(source.group(1), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(settings.group(1), encoding="utf-8")
    code, output = printed(tmp_path / "mine", monkeypatch)
    assert code == 0
    assert re.search(r"divergence-by-way-of +2 +proved +agrees", output)
    result = CliRunner().invoke(main, ["show", "divergence-by-way-of", "--uses"])
    expected = re.search(r"```console\n\$ symbolic-it show divergence-by-way-of --uses\n(.*?)```", section, re.S)
    assert expected is not None
    assert result.output.startswith(expected.group(1))


def test_the_picture_is_one(tmp_path: Path) -> None:
    found = re.search(r"```python\n(d\.picture.*?)```", TEXT, re.S)
    assert found is not None
    head = """from symbolic_it import derivation, natural, real_number

theta, k, j = real_number("theta"), natural("k"), natural("j")


@derivation("with-a-picture")
def it(d):
    d.chain(theta + 0).eq(theta)
"""
    file = tmp_path / "with_a_picture.py"
    file.write_text(head + textwrap.indent(found.group(1), "    "), encoding="utf-8")
    result = CliRunner().invoke(main, ["render", str(file), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    (note,) = (tmp_path / "out").glob("*-with_a_picture.md")
    assert "The likelihood of 7 ones and 3 zeros." in note.read_text(encoding="utf-8")


def test_the_python_session() -> None:
    session = "\n".join(re.findall(r"```python\n(>>> .*?)```", TEXT, re.S))
    parser = doctest.DocTestParser()
    runner = doctest.DocTestRunner()
    runner.run(parser.get_doctest(session, {}, "README", str(README), 0))
    assert runner.summarize(verbose=False) == (0, session.count(">>> "))


def test_the_axioms_are_those_used() -> None:
    used = {a for d in Library.shipped().derivations for a in d.check(second_opinion=False).axioms}
    table = TEXT.split("| axiom | says |")[1].split("\n\n")[0]
    listed = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", table, re.M))
    assert set(listed) == used
    assert all(AXIOMS[name].words == words for name, words in listed.items())
