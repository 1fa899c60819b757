"""``symbolic-it check``: what it selects, what it prints and how it ends."""

import json

import jsonschema
import pytest

from symbolic_it.report.json_output import schema


def test_everything_shipped_without_arguments(run):
    result = run("check")
    assert result.exit_code == 0
    assert "kl-expansion" in result.stdout and "entropy-sums" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("2 derivations in 2 files, 4 steps: 2 proved")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("mine.py", 0),  # conditional counts as checked
        ("./mine.py", 0),
        ("wrong.py", 1),
        ("loud.py", 1),
        ("broken.py", 1),
        ("half.py", 1),
        ("folder", 1),
        ("entropy-sums", 0),
        ("locked.py", 2),
        ("none.py", 2),
        ("no/such/folder", 2),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json"])
def test_exit_codes(run, target, code, format_):
    assert run("check", target, "--format", format_).exit_code == code


def test_only_what_is_named_is_reported(run):
    result = run("check", "mine.py")
    assert "mine" in result.stdout and "kl-expansion" not in result.stdout
    assert result.stdout.splitlines()[-1].startswith("1 derivation in 1 file, 2 steps")


def test_a_folder_gives_all_its_files(run):
    made = json.loads(run("check", "folder", "--format", "json").stdout)
    assert [file["path"] for file in made["files"]] == ["folder/mine.py", "folder/wrong.py"]


def test_a_name_gives_one_derivation(run):
    made = json.loads(run("check", "entropy-sums", "--format", "json").stdout)
    assert [chain["id"] for file in made["files"] for chain in file["chains"]] == ["entropy-sums"]


def test_a_broken_file_hides_no_other(run):
    result = run("check", "broken.py", "mine.py", "half.py")
    assert result.exit_code == 1
    assert "broken.py:3:9: IT901 the file is not valid Python: '(' was never closed" in result.stdout
    assert "half.py:7: IT902 running the file raised NameError" in result.stdout
    assert "mine.py" in result.stdout and "half" in result.stdout


@pytest.mark.parametrize("targets", [(), ("mine.py",), ("wrong.py", "broken.py", "loud.py")])
def test_json_is_all_there_is_on_standard_output(run, targets):
    made = json.loads(run("check", "--format", "json", *targets).stdout)
    jsonschema.Draft202012Validator(schema()).validate(made)


def test_what_an_authors_file_prints_is_not_on_standard_output(run, library):
    library.on_check = lambda: print("hello from the file")
    result = run("check", "--format", "json")
    assert "hello" in result.stderr
    json.loads(result.stdout)


def test_no_second_opinion_leaves_the_column_out(run):
    assert "SymPy" in run("check").stdout
    assert "SymPy" not in run("check", "--no-second-opinion").stdout


def test_verbose(run):
    assert "by kl-definition" in run("check", "-v").stdout
    assert "by kl-definition" not in run("check").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "none.py"], "symbolic-it: none.py: no such file or folder\n"),
        (
            ["check", "entropy-sum"],
            "symbolic-it: no file and no derivation named 'entropy-sum'; did you mean 'entropy-sums'?\n",
        ),
        (
            ["check", "qqqq"],
            "symbolic-it: no file and no derivation named 'qqqq' (symbolic-it list shows all)\n",
        ),
        (
            ["check", "notes.rst"],
            "symbolic-it: notes.rst: neither a derivation file (they end in .py) nor notes "
            "(.md .markdown .qmd .txt .tex .ipynb)\n",
        ),
        (["check", "none.md"], "symbolic-it: none.md: no such file or folder\n"),
        (["render", "notes.rst", "-o", "out"], "symbolic-it: notes.rst: not a derivation file (they end in .py)\n"),
        (["check", "empty"], "symbolic-it: empty: neither a derivation file (.py) nor notes in this folder\n"),
        (["chek"], "symbolic-it: no command 'chek'; did you mean 'check'?\n"),
        (["zzzz"], "symbolic-it: no command 'zzzz' (symbolic-it --help lists them)\n"),
    ],
)
def test_what_cannot_run_says_so_in_one_line(run, tmp_path, arguments, said):
    (tmp_path / "notes.rst").touch()
    (tmp_path / "empty").mkdir()
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


@pytest.mark.parametrize(
    "arguments", [["check", "--fromat", "json"], ["check", "--format", "xml"], ["--nope"], ["show"]]
)
def test_bad_options_are_one_line_as_well(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.count("\n") == 1 and result.stderr.startswith("symbolic-it: ")


def test_an_error_of_ours_is_one_line_without_a_traceback(run, library, monkeypatch):
    def fails():
        raise RuntimeError("two\nlines")

    library.on_check = fails
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr.startswith("symbolic-it: internal error, please report it (RuntimeError: two lines;")
    assert result.stderr.count("\n") == 1
    monkeypatch.setenv("SYMBOLIC_IT_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        run("check")
