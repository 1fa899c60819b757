"""Writing files: whole or not at all, sane names, nothing deleted."""

import os
from pathlib import Path

import pytest

from symbolic_it.errors import InvalidArgument
from symbolic_it.render.files import slug, write


def test_files_are_written_and_others_stay(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("mine")
    (folder / "x.md").write_text("old")
    places = write({"x.md": "new é", "y.pdf": b"\x00"}, folder)
    assert places == (folder / "x.md", folder / "y.pdf")
    assert (folder / "x.md").read_text(encoding="utf-8") == "new é"
    assert (folder / "mine.txt").read_text() == "mine"
    assert sorted(os.listdir(folder)) == ["mine.txt", "x.md", "y.pdf"]


def test_a_file_that_cannot_be_written_leaves_the_old_ones(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write({"a.md": "new", "b.md": "\ud800"}, tmp_path)
    assert (tmp_path / "a.md").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.md"]


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "a\0b"])
def test_names_that_leave_the_folder_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument):
        write({name: "x"}, tmp_path / "out")


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(InvalidArgument, match="out"):
        write({"a.md": "x"}, tmp_path / "out")


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        (place,) = write({"a.md": "x"}, tmp_path)
    finally:
        os.umask(before)
    assert place.stat().st_mode & 0o777 == 0o644


def test_slugs_are_safe_and_stay_apart() -> None:
    assert slug("kl-is-cross-entropy") == "kl-is-cross-entropy"
    names = ["KL", "kl", "k l", "k/l", "../../etc/passwd", "con", "", "信息", "信", "a" * 300, "a" * 299, "É", "E"]
    made = [slug(name) for name in names]
    assert len(set(made)) == len(names)
    assert all(s and len(s) < 100 and set(s) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_") for s in made)
    assert slug("con") != "con"
