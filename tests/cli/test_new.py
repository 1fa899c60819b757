"""``symbolic-it new``: a file to start from, written whole and never over another."""

import ast

import pytest

from symbolic_it.cli.scaffold import scaffold


@pytest.mark.parametrize(
    ("name", "derivation"), [("my-identity", "my-identity"), ("my_identity", "my-identity"), ("x2", "x2")]
)
def test_writes_a_file_of_that_name(run, tmp_path, name, derivation):
    result = run("new", name)
    assert result.exit_code == 0
    assert result.stdout == f"wrote {name}.py; check it with: symbolic-it check {name}.py\n"
    assert f'@derivation("{derivation}"' in (tmp_path / f"{name}.py").read_text(encoding="utf-8")


def test_in_another_folder(run, tmp_path):
    assert run("new", "mine-too", "-o", "folder").exit_code == 0
    assert (tmp_path / "folder" / "mine-too.py").is_file()
    assert run("new", "mine-too", "-o", "nowhere").exit_code == 2


def test_leaves_a_file_that_exists_alone(run, tmp_path):
    (tmp_path / "taken.py").write_text("precious", encoding="utf-8")
    result = run("new", "taken")
    assert result.exit_code == 2 and "exists and is left alone" in result.stderr
    assert (tmp_path / "taken.py").read_text(encoding="utf-8") == "precious"


def test_leaves_a_dangling_link_alone(run, tmp_path):
    (tmp_path / "link.py").symlink_to(tmp_path / "target.py")
    assert run("new", "link").exit_code == 2
    assert not (tmp_path / "target.py").exists()


@pytest.mark.parametrize("name", ["", "../up", "a/b", "A", "1a", "a.py", "a b", "-a", "a--b", "é", "a-", "a" * 90])
def test_refuses_what_is_no_name(run, tmp_path, name):
    before = sorted(tmp_path.rglob("*"))
    assert run("new", "--", name).exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_refuses_the_name_of_a_shipped_derivation(run):
    result = run("new", "kl-expansion")
    assert result.exit_code == 2 and "already" in result.stderr


def test_nothing_is_left_when_writing_fails(run, tmp_path, monkeypatch):
    monkeypatch.setattr("symbolic_it.cli.new.scaffold", lambda name: "\udcff")
    assert run("new", "half-written").exit_code == 2
    assert not (tmp_path / "half-written.py").exists()


@pytest.mark.parametrize("name", ["my-identity", "law", "lambda", "class", "x"])
def test_the_text_is_python_and_shadows_nothing(name):
    tree = ast.parse(scaffold(name))
    function = next(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert function not in imported | {"x"}
