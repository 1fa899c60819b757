"""LaTeX documents, notebooks, encodings."""

from __future__ import annotations

import json

import pytest

from symbolic_it.notes.documents import MAX_BYTES, read_document

ARTICLE = r"""\documentclass{article} % symbolic-it: base 2
\newcommand{\KL}[2]{D(#1 \| #2)} $preamble$
\begin{document}
\section{On $a$}
% $hidden$ and \begin{align}
Costs \$5, and $b$; \verb|$c$|.
\begin{itemize}\item \(d\)\end{itemize}
\begin{verbatim}
$e$
\end{verbatim}
\begin{theorem}
\begin{equation*} f \begin{cases} g \\ h \end{cases} % $i$
\end{equation*}
\[ j \\[2pt] k \]
$$ l \text{ if $m$} $$
\end{theorem}
\includegraphics[width=3cm]{a_b.png}
$n

$o$
\end{document}
$after$
"""


def test_latex() -> None:
    document = read_document("a.tex", ARTICLE.encode())
    found = [(f.delimiter, f.within, f.text.split()[0]) for f in document.formulas]
    assert found == [
        ("$", "heading", "a"),
        ("$", "text", "b"),
        ("\\(", "list", "d"),
        ("equation*", "text", "f"),
        ("\\[", "text", "j"),
        ("$$", "text", "l"),
        ("$", "text", "o"),
    ]
    assert "$i$" not in document.formulas[3].text
    assert all(len(f.text) == f.end - f.start for f in document.formulas)
    assert [d.words for d in document.directives] == ["base 2"]
    assert document.pictures == 1
    assert [document.text[a:b] for a, b in document.unclosed] == ["$n"]
    assert r"\KL" in document.macros
    assert document.kind == "latex"


def test_fragment_of_latex() -> None:
    assert [f.text for f in read_document("a.tex", b"If $x$ then\n\\begin{align}y\\end{align}").formulas] == ["x", "y"]


def notebook(*cells: tuple[str, object]) -> bytes:
    return json.dumps(
        {"cells": [{"cell_type": kind, "source": source} for kind, source in cells], "nbformat": 4}
    ).encode()


def test_notebook() -> None:
    data = notebook(
        ("markdown", ["# A\n", "with $a$"]), ("code", "print('$b$')"), ("markdown", "x\n\n$$c$$\n"), ("raw", "$d$")
    )
    document = read_document("n.ipynb", data)
    assert [(f.text, document.cell(f.start), document.place(f.start)) for f in document.formulas] == [
        ("a", 1, (2, 7)),
        ("c", 3, (3, 3)),
    ]


def test_formula_does_not_reach_into_the_next_cell() -> None:
    document = read_document("n.ipynb", notebook(("markdown", "$$ a"), ("markdown", "b $$ and $c$")))
    assert [(f.text, document.cell(f.start)) for f in document.formulas] == [("c", 2)]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"{}", b'{"cells": 3}', b"[" * 100_000, b'{"cells": [' + b"9" * 10_000 + b"]", b"\xff\x00"],
)
def test_no_notebook(data: bytes) -> None:
    document = read_document("n.ipynb", data)
    assert [e.code for e in document.errors] == ["IT900"]
    assert not document.formulas


@pytest.mark.parametrize(
    "cells", [[None, 3, "a"], [{"cell_type": "markdown"}], [{"cell_type": "markdown", "source": [1, "$x$"]}]]
)
def test_odd_cells(cells: list[object]) -> None:
    assert not read_document("n.ipynb", json.dumps({"cells": cells}).encode()).errors


def test_lone_surrogates_and_nuls_survive() -> None:
    assert read_document("n.ipynb", notebook(("markdown", "\ud800 $\udfff$"))).formulas[0].text == "\udfff"
    assert read_document("n.md", b"\x00 $a\x00b$").formulas[0].text == "a\x00b"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "熵 é"),
        ("utf-8-sig", "熵"),
        ("utf-16", "熵"),
        ("utf-32", "熵"),
        ("gb18030", "熵是平均信息量，"),
        ("cp1252", "café à la"),
    ],
)
def test_encodings(encoding: str, words: str) -> None:
    document = read_document("n.md", f"{words} $x$".encode(encoding))
    assert document.text == f"{words} $x$"
    assert not document.errors
    assert document.place(document.formulas[0].start) == (1, len(words) + 3)


def test_damaged_and_binary() -> None:
    damaged = read_document("n.md", ("熵是平均信息量。" * 20).encode() + b"\xff $x$")
    assert [e.fatal for e in damaged.errors] == [False]
    assert [f.text for f in damaged.formulas] == ["x"]
    binary = read_document("n.md", bytes(range(256)) * 4)
    assert [e.fatal for e in binary.errors] == [True]


def test_too_large() -> None:
    for name in ("n.md", "n.tex", "n.ipynb", "-"):
        assert "too large" in read_document(name, b"a" * (MAX_BYTES + 1)).errors[0].words


def test_kind_of_standard_input() -> None:
    assert read_document("-", b"$x$").kind == "markdown"
    assert read_document("-", b"\\documentclass{a}\n\\begin{document}$x$\\end{document}").kind == "latex"
    assert read_document("-", notebook(("markdown", "$x$"))).kind == "notebook"
