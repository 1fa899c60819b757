"""An author's own folder joins the library: it cites, is cited, listed, checked, rendered, graphed like what is shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symbolic_it import InvalidArgument, Library
from symbolic_it.authoring.project import Settings, own_folders, project_settings

SETTINGS = '[tool.symbolic-it]\nderivations = ["mine"]\n'


def test_it_cites_what_is_shipped_and_is_cited_from_another_file(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    write("another", ("my-gibbs-again", "my-gibbs"))  # a file that comes before the one that it cites
    result = run("check", "mine", "--format", "json")
    assert result.exit_code == 0, result.output
    made = json.loads(result.stdout)
    assert [f["path"] for f in made["files"]] == ["mine/another.py", "mine/one.py"]
    assert [d["verdict"] for f in made["files"] for d in f["chains"]] == ["proved", "proved"]


def test_check_without_arguments_checks_it_too(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    result = run("check", "--no-second-opinion")
    assert result.exit_code == 0
    assert "mine/one.py" in result.stdout and "gibbs-inequality" in result.stdout


def test_it_is_listed_shown_and_found_by_name(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    assert "my-gibbs" in run("list").stdout
    assert run("show", "my-gibbs").stdout.startswith("my-gibbs  theorem, proved")
    assert run("check", "my-gibbs").exit_code == 0
    assert "did you mean 'my-gibbs'?" in run("show", "my-gibs").stderr


def test_it_is_rendered_in_a_chapter_of_its_own_with_links(run, write, project: Path) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    assert run("render", "-o", "notes").exit_code == 0
    (chapter,) = (project / "notes").glob("*-one.md")
    assert "divergence.md#gibbs-inequality)" in chapter.read_text(encoding="utf-8")


def test_a_parent_folder_has_the_settings(project: Path, write, run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    below = project / "src" / "deep"
    below.mkdir(parents=True)
    (project / "src" / "pyproject.toml").write_text("[project]\nname = 'other'\n", encoding="utf-8")
    monkeypatch.chdir(below)
    assert own_folders() == (project / "mine",)
    assert "my-gibbs" in run("list").stdout


def test_a_project_without_settings_changes_nothing(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project]\nname = 'other'\n", encoding="utf-8")
    assert own_folders() == ()
    assert Library.of_project() is Library.shipped()


def test_the_same_from_python(write, project: Path) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    assert Library.of_project(project).get("my-gibbs").cites == ("gibbs-inequality",)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[tool.symbolic-it\n", "pyproject.toml: not valid TOML"),
        ('[tool.symbolic-it]\nderivations = ["theirs"]\n', "the folder 'theirs' of [tool.symbolic-it] does not exist"),
        ('[tool.symbolic-it]\nderivations = ["pyproject.toml"]\n', "is a file, not a folder"),
        ('[tool.symbolic-it]\nderivations = "mine"\n', "is a list of folders"),
        ("[tool.symbolic-it]\nderivations = [1]\n", "is a list of folders"),
        ('[tool.symbolic-it]\nderivation = ["mine"]\n', "no setting 'derivation'"),
        ("[tool]\nsymbolic-it = 3\n", "is a table of settings"),
    ],
)
def test_settings_that_are_wrong(run, project: Path, settings: str, said: str) -> None:
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    for command in (["list"], ["check"], ["graph"], ["show", "gibbs-inequality"]):
        result = run(*command)
        assert result.exit_code == 2
        assert said in result.stderr and result.stderr.count("\n") == 1
        assert "pyproject.toml" in result.stderr
    with pytest.raises(InvalidArgument, match=r"pyproject\.toml"):
        Library.of_project()


def test_settings_that_are_no_text(run, project: Path) -> None:
    (project / "pyproject.toml").write_bytes(b"\xff\xfe[tool]")
    assert "not valid TOML" in run("list").stderr


def test_the_name_of_a_shipped_derivation_is_taken(run, write) -> None:
    write("one", ("gibbs-inequality", "divergence-expansion"), ("my-gibbs", "gibbs-inequality"))
    result = run("check", "mine")
    assert result.exit_code == 1
    assert "IT903" in result.stdout and "divergence.py" in result.stdout
    # What cites the name still means the shipped one.
    assert "my-gibbs" in result.stdout
    assert run("list").exit_code == 1
    assert "IT903" in run("list").stderr


def test_the_name_of_a_new_derivation_must_be_free_in_the_project(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    assert "named 'my-gibbs' already" in run("new", "my-gibbs").stderr


def test_circles_over_files_are_errors(run, write) -> None:
    write("one", ("a-first", "b-second"))
    write("two", ("b-second", "a-first"))
    result = run("check", "mine")
    assert result.exit_code == 1
    assert "IT905" in result.stdout


def test_a_file_of_the_name_of_a_shipped_one_stays_apart(run, project: Path, write) -> None:
    write("entropy", ("my-gibbs", "gibbs-inequality"))
    (project / "mine").rename(project / "derivations")
    (project / "pyproject.toml").write_text(SETTINGS.replace("mine", "derivations"), encoding="utf-8")
    made = json.loads(run("check", "derivations", "--format", "json", "--no-second-opinion").stdout)
    assert [(f["path"], [d["id"] for d in f["chains"]]) for f in made["files"]] == [
        ("./derivations/entropy.py", ["my-gibbs"])
    ]
    assert "entropy-as-expectation" in run("list").stdout


def test_hidden_folders_and_helpers_are_left_alone(project: Path, run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    for name in (".venv", "_drafts"):
        (project / "mine" / name).mkdir()
        (project / "mine" / name / "broken.py").write_text("raise ValueError", encoding="utf-8")
    result = run("check", "mine")
    assert result.exit_code == 0 and "broken" not in result.output


def test_a_broken_file_is_loaded_and_reported_once(project: Path, run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    (project / "mine" / "broken.py").write_text("print('loading')\nLawe\n", encoding="utf-8")
    result = run("check", "mine")
    assert result.exit_code == 1
    assert result.stderr.count("loading") == 1
    assert result.stdout.count("NameError") == 1
    assert run("show", "my-gibbs").exit_code == 0


def test_settings_about_notes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'select = ["IT1"]\nignore = ["IT3", "IT205"]\nexclude = ["old/*"]\nstrict = true\nbaseline = "known.json"\n'
    (project / "pyproject.toml").write_text(SETTINGS + text, encoding="utf-8")
    assert project_settings() == Settings(
        (Path("mine"),), ("IT1",), ("IT3", "IT205"), ("old/*",), True, Path("known.json"), project
    )
    monkeypatch.chdir(project / "mine")
    assert project_settings().baseline == project / "known.json"
