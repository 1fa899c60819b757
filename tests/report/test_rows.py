"""Rows with marks: the marks stand under the span as it looks, and no row is wider than it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from symbolic_it.authoring.results import Span
from symbolic_it.report.rows import mark, marked_rows
from symbolic_it.report.sources import Source


def source(*rows):
    return Source("n.md", rows)


@pytest.mark.parametrize(
    ("row", "piece", "marks"),
    [
        ("a = b", "= b", "  ^^^"),
        ("相对熵 D = 0", "D = 0", "       ^^^^^"),
        ("D 相对熵 = 0", "相对熵", "  ^^^^^^"),
        ("\ta = b", "a = b", "    ^^^^^"),
        ("ab\ta = b", "= b", "      ^^^"),
        ("H\u0302 = b", "= b", "  ^^^"),  # a combining hat takes no column
    ],
)
def test_marks_stand_under_the_span(row, piece, marks):
    at = row.index(piece)
    assert mark(row, at, at + len(piece), 80)[1] == marks


def test_what_could_steer_a_terminal_is_not_shown():
    row, marks = mark("a\x1b[31m\u202eb\x00 = c", 10, 13, 80)
    assert row == "a�[31m�b� = c"
    assert marks == " " * 10 + "^^^"


def test_a_row_in_ascii_has_its_marks_where_they_belong():
    row, marks = mark("θ ≤ 1", 2, 5, 80, ascii_only=True)
    assert row.isascii()
    assert row[marks.index("^") :] == "<= 1"


def test_a_long_row_is_cut_around_the_span():
    row = "x" * 100 + " a = b " + "y" * 100
    shown, marks = mark(row, 101, 106, 60)
    assert shown[0] == shown[-1] == "…" and cell_len(shown) <= 60
    assert shown[marks.index("^") : len(marks)] == "a = b"


def test_a_span_that_does_not_fit_shows_its_beginning():
    row = "x" * 100 + "a" * 200
    shown, marks = mark(row, 100, 300, 60)
    assert "xa" in shown and cell_len(shown) <= 60 and shown.endswith("…")
    assert shown[marks.index("^")] == "a"


@given(
    st.text(st.sampled_from("ab相熵\t\u0302θ ≤\x1b"), max_size=300),
    st.integers(0, 320), st.integers(0, 320), st.integers(20, 100), st.booleans(),
)  # fmt: skip
def test_never_too_wide_and_never_without_a_mark(row, start, length, width, ascii_only):
    start = min(start, len(row))
    shown, marks = mark(row, start, start + max(1, length), width, ascii_only)
    assert cell_len(shown) <= width and len(marks) <= width + 1
    assert marks.strip() and set(marks.strip()) == {"^"}
    assert not ascii_only or shown.isascii()


def test_a_huge_row_is_quick():
    assert cell_len(mark("x" * 10_000_000, 5_000_000, 9_000_000, 77)[0]) <= 77


def test_a_span_over_rows():
    made = marked_rows(source("  a &= b \\\\", "    &= c", "  after"), Span(1, 5, 2, 9))
    assert [(row.line, row.marks) for row in made] == [(1, "    ^^^^^^^"[:11]), (2, "    ^^^^")]


def test_the_middle_of_a_long_span_is_left_out():
    made = marked_rows(source(*"abcdefghij"), Span(1, 1, 10, 2))
    assert [row.line for row in made] == [1, 2, 3, 4, None, 10]


@pytest.mark.parametrize("span", [Span(5), Span(1, 99, 1, 120), Span(1, 3, 7, 1), Span(2, 2, 1, 1), Span(1, 3, 1, 2)])
def test_spans_that_the_source_does_not_have(span):
    for row in marked_rows(source("a = b", ""), span):
        assert row.marks.strip("^ ") == ""


def test_a_span_without_columns_is_the_whole_row():
    assert marked_rows(source("  a = b  "), Span(1))[0].marks == "  ^^^^^"
    assert marked_rows(source("  a = b  "), Span(1, 3))[0].marks == "  ^"
