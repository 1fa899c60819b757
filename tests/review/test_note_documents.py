"""``render`` and ``certify`` on notes: what they write, where, and that certificates replay to what the steps say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symbolic_it.cli import main
from symbolic_it.kernel.documents import replayed
from symbolic_it.kernel.limits import KernelError
from symbolic_it.review import review_file

NOTE = r"""# Entropy

$$ D(p \| q) = \sum_x p(x) \log \frac{p(x)}{q(x)} = H(p, q) - H(p) \ge 0 $$

$$ H(p, q) = H(p) - D(p \| q) $$

Below $p$ is a law: $H(p) \ge 0$, and $\sum_x p(x) = 1$.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "notes.md").write_text(NOTE, encoding="utf-8")
    return tmp_path


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def test_proved_chains_get_certificates_that_replay(folder: Path):
    result = run("certify", "notes.md", "-o", "out")
    assert result.exit_code == 1  # a chain is refuted
    assert "not proved, so without a certificate: notes.md:5" in result.output
    names = {path.name for path in (folder / "out").iterdir()}
    assert names == {f"notes-line-{n}.proof.json" for n in ("3", "7", "7-2")}
    chains = {c.span.line: c for c in review_file("notes.md", NOTE.encode()).derivations}
    for name in names:
        said = replayed((folder / "out" / name).read_bytes())
        if name == "notes-line-3.proof.json":
            theorems = {f"step {s.index}": s.theorem for s in chains[3].steps}
            assert [c.name for c in said.claims] == list(theorems)
            for claim, th in zip(said.claims, said.theorems, strict=True):
                assert th.conclusion is theorems[claim.name].conclusion
                assert th.hypotheses == theorems[claim.name].hypotheses
    assert run("replay", *(str(folder / "out" / name) for name in names)).exit_code == 0


def test_a_certificate_that_claims_more_is_refused(folder: Path):
    run("certify", "notes.md", "-o", "out")
    file = folder / "out" / "notes-line-3.proof.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    for name, claim in data["claims"].items():
        forged = json.loads(json.dumps(data))
        forged["claims"][name]["hypotheses"] = []
        if claim["hypotheses"]:
            with pytest.raises(KernelError):
                replayed(json.dumps(forged).encode())


def test_certificates_of_a_note_that_holds(folder: Path):
    (folder / "good.md").write_text("$$H(p,q) \\ge H(p)$$\n", encoding="utf-8")
    result = run("certify", "good.md")
    assert result.exit_code == 0, result.output
    assert (folder / "good-line-1.proof.json").exists()


def test_rendering_to_standard_output_and_to_a_folder(folder: Path):
    shown = run("render", "notes.md").stdout
    assert shown.startswith("# Entropy\n")
    result = run("render", "notes.md", "-o", "out", "--to", "latex")
    assert result.exit_code == 0
    assert (folder / "out" / "notes.checked.tex").read_text(encoding="utf-8").startswith("\\documentclass")
    assert "not all steps hold in notes.md" in result.output
    assert run("render", "-", given=NOTE).stdout.startswith("# Entropy\n")


def test_a_note_is_never_written_over(folder: Path):
    run("render", "notes.md", "-o", ".")
    assert (folder / "notes.md").read_text(encoding="utf-8") == NOTE
    assert (folder / "notes.checked.md").exists()


def test_a_folder_of_notes_gives_a_document_each(folder: Path):
    for part in ("a", "b"):
        (folder / "all" / part).mkdir(parents=True)
        (folder / "all" / part / "same.md").write_text("$$H(p) \\ge 0$$\n", encoding="utf-8")
    assert run("render", "all", "-o", "out").exit_code == 0
    assert len(list((folder / "out").glob("*.checked.md"))) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render", "notes.md", "gibbs-inequality", "-o", "out"], "name the one or the other"),
        (["render", "notes.md", "notes.md", "all.md"], "name the one or the other"),
        (["certify", "notes.md", "gibbs-inequality", "-o", "out"], "name the one or the other"),
        (["certify", "gibbs-inequality"], "Missing option '-o'"),
        (["render", "bad.ipynb"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, arguments: list[str], words: str):
    (folder / "bad.ipynb").write_text("no notebook", encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_effort_bounds_the_long_searches():
    assert run("check", "notes.md", "--effort", "0").exit_code == 1
    assert run("check", "notes.md", "--effort", "-1").exit_code == 2
