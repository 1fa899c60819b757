"""README's note and the finding that it prints for it."""

import re
from pathlib import Path

from click.testing import CliRunner

from symbolic_it.cli import main

README = Path(__file__).parents[2] / "README.md"


def test_the_finding_is_the_one_in_readme(tmp_path, monkeypatch):
    section = README.read_text(encoding="utf-8").split("## Checking notes")[1]
    note = re.search(r"```markdown\n(.*?)```", section, re.S)
    shown = re.search(r"```\n(notes\.md:.*?)```", section, re.S)
    assert note is not None
    assert shown is not None
    (tmp_path / "notes.md").write_text(note.group(1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    output = CliRunner().invoke(main, ["check", "notes.md"]).output
    assert shown.group(1).strip() in output


def test_the_reasons_are_those_in_readme(tmp_path, monkeypatch):
    section = README.read_text(encoding="utf-8").split("## Checking notes")[1]
    note = re.search(r"```latex\n(.*?)```", section, re.S)
    shown = re.search(r"```text\n(1\. .*?)```", section, re.S)
    assert note is not None
    assert shown is not None
    (tmp_path / "notes.md").write_text(note.group(1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert shown.group(1) in CliRunner().invoke(main, ["render", "notes.md"]).output
