"""``symbolic-it check`` on notes: what it takes for notes, what it prints in each format, and how it ends."""

import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from notes_samples import CLEAN, NOTE, PROVED, UNPROVED, UNREAD, chain, review

from symbolic_it.authoring.results import Diagnostic, FileResult, Span
from symbolic_it.cli.note_files import SUFFIXES
from symbolic_it.report.json_output import schema


def reviewed(path, data, options):
    """What the stand-in of the review says: by what the note begins with."""
    text = data.decode("utf-8", "replace")
    if text.startswith("# Entropy"):
        return review(path) if options.explain_reading else replace(review(path), readings=())
    if text.startswith("unproved"):
        return FileResult(path, "notes", (chain(Span(1), UNPROVED, path=path),))
    if text.startswith("unread"):
        return FileResult(path, "notes", not_understood=(UNREAD,))
    if text.startswith("raise"):
        raise RuntimeError("two\nlines")
    if text.startswith("die"):
        os._exit(3)
    if text.startswith("kind"):
        return FileResult(path, "notes", skipped=(f"read as {Path(path).suffix}",))
    return FileResult(path, "notes", (chain(Span(6, 1), PROVED, path=path),), displays=1, standing=CLEAN.standing)


@pytest.fixture(autouse=True)
def notes(monkeypatch, tmp_path):
    monkeypatch.setattr("symbolic_it.cli.reviewing.review_file", reviewed)
    for name, text in {
        "notes.md": NOTE, "clean.md": "fine", "open.md": "unproved", "unread.tex": "unread", "oops.md": "raise",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def checked_json(run, *arguments):
    made = json.loads(run("check", "--format", "json", *arguments).stdout)
    jsonschema.Draft202012Validator(schema()).validate(made)
    return made


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.md"], 0),
        (["open.md"], 0),
        (["unread.tex"], 0),
        (["notes.md"], 1),
        (["clean.md", "--strict"], 0),
        (["open.md", "--strict"], 1),
        (["unread.tex", "--strict"], 1),
        (["unread.tex", "--strict", "--ignore", "IT0"], 0),
        (["clean.md", "notes.md"], 1),
        (["clean.md", "mine.py"], 0),
        (["clean.md", "wrong.py"], 1),
        (["notes.md", "mine.py"], 1),
        (["notes.md", "--ignore", "IT101"], 0),
        (["notes.md", "--select", "IT3"], 0),
        (["oops.md"], 2),
        (["oops.md", "notes.md"], 2),
        (["none.md"], 2),
        (["notes.md", "none.md"], 2),
        (["--select", "IT77", "notes.md"], 2),
        (["--jobs", "0", "notes.md"], 2),
        (["--stdin-name", "a.py", "-"], 2),
        (["--baseline", "none.json", "notes.md"], 2),
        (["--write-baseline", "mine.py"], 2),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json", "concise", "github", "sarif"])
def test_exit_codes(run, arguments, code, format_):
    result = run("check", "--format", format_, *arguments)
    assert result.exit_code == code
    assert bool(result.stderr) == (code == 2)
    assert result.stderr.count("\n") <= 1


def test_a_note_on_the_terminal(run):
    lines = run("check", "notes.md").stdout.splitlines()
    assert lines[:2] == ["Assumed throughout:", "- alphabets are finite"]
    assert "notes.md:7:9: IT101 refuted" in lines
    assert lines[-1].startswith("2 displays and 4 inline formulas in 1 note; 5 steps: 1 proved")


def test_notes_and_derivations_in_one_report(run):
    made = checked_json(run, "notes.md", "mine.py", "clean.md")
    assert [(f["path"], f["kind"]) for f in made["files"]] == [
        ("mine.py", "derivations"), ("notes.md", "notes"), ("clean.md", "notes"),
    ]  # fmt: skip
    out = run("check", "notes.md", "mine.py").stdout
    assert out.index("1 derivation in 1 file") < out.index("notes.md:7:9")


def test_every_ending_is_a_note(run, notes):
    for suffix in (*SUFFIXES, ".MD"):
        (notes / f"kind{suffix}").write_text("kind", encoding="utf-8")
        made = checked_json(run, f"kind{suffix}")
        assert made["files"][0]["skipped"] == [f"read as {suffix}"]


def test_standard_input_is_markdown_unless_said(notes, monkeypatch):
    from click.testing import CliRunner

    from symbolic_it.cli import main

    def said(*arguments, text="kind"):
        return CliRunner().invoke(main, ["check", "-", *arguments], input=text)

    assert "read as .md" in said().stdout
    assert "read as .tex" in said("--stdin-name", "a/b.tex").stdout
    made = json.loads(said("--format", "json", "--stdin-name", "a/b.tex", text=NOTE).stdout)["files"][0]
    assert made["path"] == "-" and made["chains"][0]["id"] == "-:6"
    assert "-:7:9: IT101 step 2 is false" in said("--format", "concise", text=NOTE).stdout


def test_a_folder_gives_its_notes_in_order(run, notes):
    for name in (
        "b/z.md",
        "b/a.tex",
        "b/c/m.ipynb",
        "b/.hidden/x.md",
        "b/node_modules/y.md",
        "b/p.rst",
        "b/_posts/t.md",
    ):
        path = notes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("fine", encoding="utf-8")
    paths = [f["path"] for f in checked_json(run, "b")["files"]]
    assert paths == ["b/a.tex", "b/z.md", "b/_posts/t.md", "b/c/m.ipynb"]
    paths = [f["path"] for f in checked_json(run, "b/z.md", "b", "./b/z.md")["files"]]
    assert paths == ["b/z.md", "b/a.tex", "b/_posts/t.md", "b/c/m.ipynb"]


def test_among_notes_only_programs_that_speak_of_us_are_run(run, notes):
    (notes / "folder" / "note.md").write_text("fine", encoding="utf-8")
    (notes / "folder" / "mine.py").write_text("from symbolic_it import derivation", encoding="utf-8")
    (notes / "folder" / "wrong.py").write_text("import shutil", encoding="utf-8")
    assert [f["path"] for f in checked_json(run, "folder")["files"]] == ["folder/mine.py", "folder/note.md"]


def test_settings_of_the_project(run, notes):
    settings = '[tool.symbolic-it]\nignore = ["IT101"]\nexclude = ["drafts/*"]\n'
    (notes / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert run("check", "notes.md").exit_code == 0
    assert run("check", "notes.md", "--ignore", "IT3").exit_code == 1
    (notes / "drafts").mkdir()
    (notes / "drafts" / "a.md").write_text("fine", encoding="utf-8")
    (notes / "all").mkdir()
    assert [f["path"] for f in checked_json(run, "drafts/a.md")["files"]] == ["drafts/a.md"]
    paths = [f["path"] for f in checked_json(run, ".")["files"]]
    assert "drafts/a.md" not in paths and "notes.md" in paths
    (notes / "pyproject.toml").write_text("[tool.symbolic-it]\nstrict = true\n", encoding="utf-8")
    assert run("check", "open.md").exit_code == 1
    assert run("check", "open.md", "--no-strict").exit_code == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('ignore = ["IT77"]', "ignore in pyproject.toml: no diagnostic code begins with 'IT77'"),
        ('select = "IT1"', 'select in [tool.symbolic-it] is a list of codes, such as ["IT3"]'),
        ("strict = 1", "strict in [tool.symbolic-it] is true or false"),
        ("baseline = 3", "baseline in [tool.symbolic-it] is the name of a file"),
        ('baseline = "none.json"', "none.json: no such baseline"),
    ],
)
def test_settings_that_are_wrong(run, notes, settings, said):
    (notes / "pyproject.toml").write_text(f"[tool.symbolic-it]\n{settings}\n", encoding="utf-8")
    result = run("check", "notes.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_comments_silence_and_are_told_when_they_do_not(run, notes):
    commented = NOTE.replace("$$\nH(X", "<!-- symbolic-it: ignore IT1, IT501 -->\n$$\nH(X").replace(
        "# Entropy\n\n", "# Entropy\n"
    )  # the lines stay where the stand-in says they are
    (notes / "notes.md").write_text(commented, encoding="utf-8")
    out = run("check", "notes.md", "--format", "concise").stdout
    assert "notes.md:7:" not in out and "notes.md:10:6: IT101" in out and "IT310" not in out
    made = checked_json(run, "notes.md")
    assert [s["suppressed"] for s in made["files"][0]["chains"][0]["steps"]] == [None, "comment", "comment"]
    assert made["summary"]["refuted"] == 2
    (notes / "clean.md").write_text("x\n<!-- symbolic-it: ignore IT201 -->\n", encoding="utf-8")
    assert run("check", "clean.md", "--format", "concise").stdout == (
        "clean.md:2:1: IT310 this comment silences IT201, which does not occur here\n"
    )


def test_a_baseline_keeps_the_findings_of_now(run, notes):
    written = run("check", "notes.md", "--baseline", "known.json", "--write-baseline")
    assert (written.exit_code, written.stdout) == (0, "")
    assert written.stderr == "symbolic-it: 7 findings kept in known.json\n"
    result = run("check", "notes.md", "--baseline", "known.json")
    assert result.exit_code == 0
    assert result.stdout.rstrip().endswith("7 findings silenced (7 known before)")
    changed = NOTE.replace("\\ge H(X)", "\\ge H(Y)")
    (notes / "notes.md").write_text(changed, encoding="utf-8")
    again = run("check", "notes.md", "--baseline", "known.json", "--format", "concise")
    assert again.exit_code == 1
    assert [line.split(" ")[1] for line in again.stdout.splitlines()] == ["IT101", "IT501"]


def test_a_baseline_in_the_settings_is_found_from_below(run, notes, monkeypatch):
    (notes / "pyproject.toml").write_text('[tool.symbolic-it]\nbaseline = "known.json"\n', encoding="utf-8")
    assert run("check", "notes.md", "--write-baseline").exit_code == 0
    below = notes / "all"
    below.mkdir()
    monkeypatch.chdir(below)
    assert run("check", "../notes.md").exit_code == 0


def test_several_processes_give_what_one_gives(run, notes):
    names = [f"n{i:02}.md" for i in range(12)]
    for i, name in enumerate(names):
        (notes / name).write_text(("fine", "# Entropy", "unproved", "raise")[i % 4], encoding="utf-8")
    outs = [run("check", *names, "--jobs", jobs, "--format", "json").stdout for jobs in ("1", "4")]
    assert outs[0] == outs[1]
    assert [f["path"] for f in json.loads(outs[0])["files"]] == names


def test_a_process_that_dies_is_an_error_of_its_file_alone(run, notes):
    for i in range(4):
        (notes / f"d{i}.md").write_text("die" if i == 1 else "fine", encoding="utf-8")
    result = run("check", *[f"d{i}.md" for i in range(4)], "--jobs", "2", "--format", "json")
    assert result.exit_code == 2
    made = json.loads(result.stdout)["files"]
    assert [[e["code"] for e in f["errors"]] for f in made] == [[], ["IT991"], [], []]
    assert [len(f["chains"]) for f in made] == [1, 0, 1, 1]


def test_a_mistake_of_ours_hides_no_other_file(run):
    result = run("check", "oops.md", "notes.md", "--format", "concise")
    assert "oops.md: IT991 the review of this file failed by a mistake of ours, please report it" in result.stdout
    assert "notes.md:7:9: IT101" in result.stdout
    assert result.stderr == "symbolic-it: internal error, please report it (with oops.md)\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_note_without_read_permission(run, notes):
    (notes / "clean.md").chmod(0)
    result = run("check", "clean.md", "notes.md")
    assert result.exit_code == 2 and "cannot read clean.md" in result.stderr


def test_damaged_places_do_not_fail_a_note_that_was_read(run, monkeypatch):
    hurt = Diagnostic("IT900", Span(3, 1), {"text": "1 place is not valid UTF-8; the rest was read"})
    for note, code in (
        (replace(CLEAN, errors=(hurt,)), 0), (replace(review(), errors=(hurt,)), 1), (FileResult("a.md", "notes", errors=(hurt,)), 2),
    ):  # fmt: skip
        monkeypatch.setattr("symbolic_it.cli.reviewing.review_file", lambda *_, note=note: note)
        result = run("check", "clean.md", "--format", "concise")
        assert result.exit_code == code and "IT900" in result.stdout
        assert bool(result.stderr) == (code == 2)


def test_a_folder_that_is_named_like_a_note_is_a_folder(run, notes):
    (notes / "dir.md").mkdir()
    (notes / "dir.md" / "a.md").write_text("fine", encoding="utf-8")
    assert [f["path"] for f in checked_json(run, "dir.md")["files"]] == ["dir.md/a.md"]


def test_explain_reading(run):
    assert "read as H(X,\\, Y)" in run("check", "notes.md", "--explain-reading").stdout
    assert "read as" not in run("check", "notes.md").stdout.replace("was read as the cross-entropy", "")
    assert checked_json(run, "notes.md", "--explain-reading")["files"][0]["readings"]


def test_an_unknown_code_of_the_future_is_not_silent(run, monkeypatch):
    odd = FileResult("a.md", "notes", remarks=(Diagnostic("IT399", Span(1, 1), {"text": "odd"}),))
    monkeypatch.setattr("symbolic_it.cli.reviewing.review_file", lambda *_: odd)
    for format_ in ("text", "json", "concise", "github", "sarif"):
        assert "IT399" in run("check", "clean.md", "--format", format_).stdout


def test_the_hook_for_pre_commit():
    text = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    fields = dict(
        line.strip().removeprefix("- ").split(": ", 1) for line in text.splitlines() if ": " in line and line[0] != "#"
    )
    assert fields["id"] == "symbolic-it" and fields["language"] == "python"
    assert fields["entry"].split()[:2] == ["symbolic-it", "check"]
