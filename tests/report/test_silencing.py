"""Comments that silence, what they reach, and what is no such comment; codes, baselines, sources."""

import json
import time
from dataclasses import replace

import pytest
from notes_samples import REFUTED, chain, review

from symbolic_it.authoring.results import Diagnostic, FileResult, Span
from symbolic_it.errors import InvalidArgument
from symbolic_it.report.baseline import Baseline, read_baseline
from symbolic_it.report.findings import findings
from symbolic_it.report.silencing import checked_codes, silence, suppressions
from symbolic_it.report.sources import Source
from symbolic_it.report.words import sentence

IGNORE = "<!-- symbolic-it: ignore IT101 -->"


def result(line, end_line=None, cell=None):
    """A refuted step in these rows."""
    step = replace(REFUTED, span=Span(line, 1, end_line or line, 9), diagnostic=None)
    return FileResult("n.md", "notes", (chain(Span(line), step, path="n.md", cell=cell),))


def silenced(rows, line, end_line=None, name="n.md"):
    """By what a refuted step in these rows is silenced, and the codes of the remarks that are made of the comments."""
    file, by = silence(result(line, end_line), Source.of(name, "\n".join(rows).encode()))
    return list(by.values()), [remark.code for remark in file.remarks]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([IGNORE, "$a = b$"], 2),
        (["$a = b$ " + IGNORE], 1),
        (["> " + IGNORE, "> $a = b$"], 2),
        (["<!--symbolic-it:ignore   it101,IT203-->", "$a = b$"], 2),
        (["<!-- symbolic-it: ignore IT203 IT1 -->", "$a = b$"], 2),
        ([IGNORE, "$$", "a = b", "$$"], 3),
        ([IGNORE, "$$", "a = b", "= c", "$$"], 4),
        ([IGNORE, "\\begin{align*}", "a = b", "\\end{align*}"], 3),
        ([IGNORE, "> $$", "> a = b", "> $$"], 3),
        ([IGNORE, "```math", "a = b", "```"], 3),
        (["$$", "a = b % symbolic-it: ignore IT101", "$$"], 2),
        (["```math", "a = b % symbolic-it: ignore IT101", "```"], 2),
        (["```", "code", "```", IGNORE, "$a = b$"], 5),
    ],
)
def test_a_comment_silences_its_row_the_next_and_the_display_after_it(rows, line):
    by, remarks = silenced(rows, line)
    assert by == ["comment"]
    # what silences one of its codes only is told of the others
    assert remarks == (["IT310"] if "IT203" in rows[0].upper() else [])


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([IGNORE, "", "$a = b$"], 3),
        (["$a = b$", IGNORE], 1),
        ([IGNORE, "$$", "a = b", "$$", "$a = c$"], 5),
        (["<!-- symbolic-it: ignore IT2 -->", "$a = b$"], 2),
        ([IGNORE, "$$x$$", "$a = b$"], 3),
        ([IGNORE, "$$", "the display never ends", "a = b"], 4),
        (["$a = b$", "", IGNORE], 1),
    ],
)
def test_what_a_comment_does_not_reach(rows, line):
    assert silenced(rows, line) == ([], ["IT310"])


@pytest.mark.parametrize(
    "row",
    [
        "`" + IGNORE + "` $a = b$",
        "``x " + IGNORE + "`` $a = b$",
        "<!-- symbolic-it: let p = q -->",
        "<!-- symbolic-it: p = ignored -->",
        "<!-- ignore IT101 -->",
        "100\\% symbolic-it: ignore IT101",
    ],
)
def test_what_is_no_such_comment(row):
    assert suppressions(Source.of("n.md", row.encode())) == []


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("<!-- symbolic-it: ignore -->", "no code"),
        ("<!-- symbolic-it: ignore IT2O1 -->", "'it2o1' (no code)"),
        ("<!-- symbolic-it: ignore I -->", "'i' (no code)"),
        ("<!-- symbolic-it: ignore IT777 -->", "IT777"),
        ("<!-- symbolic-it: base 2; ignore IT203, IT204 -->", "IT203, IT204"),
    ],
)
def test_a_comment_that_silences_nothing_is_told(comment, said):
    file, by = silence(result(2), Source.of("n.md", f"{comment}\n$a = b$".encode()))
    assert not by and [remark.payload for remark in file.remarks] == [{"codes": said}]
    assert sentence(file.remarks[0]) == f"this comment silences {said}, which does not occur here"


def test_a_comment_may_hold_declarations_too():
    rows = ["<!-- symbolic-it: let p -> q; ignore IT101; base 2 -->", "$a = b$"]
    assert silenced(rows, 2) == (["comment"], [])


def test_a_comment_may_give_its_reason():
    assert silenced(["<!-- symbolic-it: ignore IT101, as the text says -->", "$a = b$"], 2) == (["comment"], [])


def test_an_example_in_a_block_of_code_is_none():
    rows = ["```html", IGNORE, "```", "~~~", IGNORE, "```", IGNORE, "~~~", "$a = b$"]
    assert suppressions(Source.of("n.md", "\n".join(rows).encode())) == []


def test_tex_has_its_own_comments():
    assert silenced(["% symbolic-it: ignore IT101", "\\[ a = b \\]"], 2, name="n.tex") == (["comment"], [])
    assert silenced(["`% symbolic-it: ignore IT101`", "\\[ a = b \\]"], 2, name="n.tex") == (["comment"], [])


def test_a_comment_in_a_cell_is_for_that_cell():
    cells = [{"cell_type": "code", "source": [IGNORE]}, {"cell_type": "markdown", "source": [IGNORE + "\n", "$a = b$"]}]
    book = Source.of("n.ipynb", json.dumps({"cells": cells}).encode())
    file, by = silence(result(2, cell=2), book)
    assert list(by.values()) == ["comment"] and not file.remarks
    file, by = silence(result(2, cell=3), book)
    assert not by and file.remarks[0].payload == {"codes": "IT101", "cell": "2"}


def test_what_concerns_the_file_cannot_be_silenced():
    broken = FileResult("n.md", "notes", errors=(Diagnostic("IT900", Span(1)),))
    _, by = silence(broken, Source.of("n.md", b"<!-- symbolic-it: ignore IT900 -->"), ignore=("IT9",))
    assert [code for _, code, *_ in by] == []


def test_settings():
    source = Source.of("notes.md", b"")
    _, by = silence(review(), source, select=("IT1", "IT3"), ignore=("IT303",))
    assert sorted(code for _, code, *_ in by) == ["IT001", "IT203", "IT303", "IT501"]
    assert set(by.values()) == {"settings"}


def test_codes_are_checked():
    assert checked_codes(["it1", " IT203 ", ""], "--select") == ("IT1", "IT203")
    with pytest.raises(InvalidArgument, match="--select: no diagnostic code begins with 'E5'"):
        checked_codes(["E5"], "--select")


def test_a_hostile_row_is_quick():
    row = "`" * 60_000 + "<!-- symbolic-it: ignore " + "IT101 " * 20_000
    suppressions(Source.of("n.md", (row + "\n" + "` `` " * 900 + "symbolic-it").encode()))


def test_many_comments_before_displays_that_never_end_are_quick():
    rows = [IGNORE, "\\["] * 50_000
    began = time.perf_counter()
    file, _ = silence(result(3), Source.of("n.md", "\n".join(rows).encode()))
    assert time.perf_counter() - began < 20
    assert len(file.remarks) > 49_000


def test_known_findings_move_but_do_not_change_or_multiply(tmp_path):
    file = tmp_path / "known.json"
    rows = ["$a = b$", "$c = d$"]
    old = Source("n.md", tuple(rows))
    assert Baseline(file).write([(findings(result(1))[0], old)]) == 1

    def taken(rows, line):
        return read_baseline(file).takes(findings(result(line))[0], Source("n.md", tuple(rows)))

    assert taken(rows, 1)
    assert taken(["new", "", "  $a  =  b$ "], 3)
    assert not taken(["$a = c$"], 1)
    twice = read_baseline(file)
    assert [twice.takes(findings(result(1))[0], old) for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "x"}', '{"schema": "symbolic-it/baseline/1", "findings": [1]}', "[" * 100_000,
     '{"schema": "symbolic-it/baseline/1", "findings": [{"path": "a", "code": "IT101"}]}'],
)  # fmt: skip
def test_what_is_no_baseline(tmp_path, text):
    file = tmp_path / "known.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidArgument, match="not a baseline"):
        read_baseline(file)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        (b"\xef\xbb\xbfx", "x"),
        ("é".encode("utf-16"), "é"),
        ("编码".encode("gb18030"), "编码"),
    ],
)
def test_bytes_become_text(data, text):
    assert Source.of("n.md", data).rows == (text,)


@pytest.mark.parametrize(
    "text", ["", "not JSON", "[]", '{"cells": 3}', '{"cells": [1, {"cell_type": "markdown"}]}', "[" * 100_000]
)
def test_a_notebook_that_is_none_has_no_rows(text):
    source = Source.of("n.ipynb", text.encode())
    assert source.row(1, 1) is None and source.row(1) is None


def test_rows_end_as_editors_end_them():
    assert Source.of("n.md", "a\r\nb\rc\nd\u2028e".encode()).rows == ("a", "b", "c", "d\u2028e")
