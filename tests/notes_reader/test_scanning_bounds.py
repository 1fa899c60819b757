"""Any text is scanned, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic_it.notes.documents import Document, read_document
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.tokens import tokenize

PIECES = (
    "$", "$$", "\\[", "\\]", "\\(", "\\)", "\\\\[", "`", "```", "```math", "~~~", "\n", "\n\n", "\r\n", "\r", "> ", "- ", "|", "|-|\n", "# ", "<!--", "-->",
    "<!-- symbolic-it: x -->", "\\begin{align}", "\\end{align}", "\\begin{cases}", "\\end{cases}", "\\begin{document}", "\\begin{verbatim}", "{", "}", "#1",
    "\\newcommand{\\a}", "\\def\\a", "[1]", "\\a", "\\let\\a\\b", "\\DeclareMathOperator*{\\a}", "\\text{", "%", "\\", "x", " ", "p(x|y) = ", "5", "熵",
    "<pre>", "</pre>", "<script type=\"math/tex\">", "</script>", "---\n", "a: b\n", "![", "](", ")", "{% raw %}", "\\verb|", "\\KL", "\x00", "\u2028",
)  # fmt: skip


def consistent(document: Document) -> None:
    at = 0
    for formula in document.formulas:
        assert at <= formula.start <= formula.end <= len(document.text)
        assert len(formula.text) == formula.end - formula.start
        at = formula.end
        for a, b in zip(formula.text, document.text[formula.start : formula.end], strict=True):
            assert a == b or a in " \n"
        document.place(formula.start)
        document.cell(formula.start)
        try:
            expand(tokenize(formula.text, formula.start).tokens, document.macros_at(formula.start))
        except ExpansionError:
            pass
    for piece in document.prose:
        assert len(piece.text) == piece.end - piece.start
    for start, end in (*document.undelimited, *document.unclosed):
        assert 0 <= start < end <= len(document.text)


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["n.md", "n.tex", "-"]))
@settings(deadline=None, max_examples=400)
def test_pieces(pieces: list[str], name: str) -> None:
    consistent(read_document(name, "".join(pieces).encode()))


@given(
    st.text(max_size=200) | st.text("$\\`[]{}()<>-|#*_!%~\n\r x1", max_size=80),
    st.sampled_from(["n.md", "n.tex", "n.ipynb", "-"]),
)
@settings(deadline=None, max_examples=300)
def test_text(text: str, name: str) -> None:
    consistent(read_document(name, text.encode("utf-8", "surrogatepass")))


@given(st.binary(max_size=300), st.sampled_from(["n.md", "n.tex", "n.ipynb", "-"]))
@settings(deadline=None, max_examples=300)
def test_bytes(data: bytes, name: str) -> None:
    consistent(read_document(name, data))


REPEATED = (
    "$", "$$ ", "$x", "$$\n\n", "[", "\\[", "\\(", "\\\\[ ", "\\begin{", "\\begin{align}", "\\begin{verbatim}", "\\begin{itemize}", "<!--", "<pre>", "<a ", "`",
    "` ", "`` ` ", "```\n", "~~~\n", "{", "![", "![a](", "](", "((", "|", "|-|\n", "> ", "- \n", "# \n", "{%", "{{<", "\\newcommand{", "\\newcommand{\\a}[",
    "\\def\\a", "\\let", "macros:{a: \"", "---\na: b\n", "%", "\\verb|", "\n", " ", "\x00", "\\", "H(p)=", "p=((", "D(p||q)", "x ", "$`", "\\section{",
)  # fmt: skip


@pytest.mark.parametrize("name", ["n.md", "n.tex"])
def test_linear(name: str) -> None:
    """An eighth of a megabyte of each; a quadratic scanner would take minutes."""
    for piece in REPEATED:
        data = (piece * (125_000 // len(piece))).encode()
        start = time.process_time()
        read_document(name, data)
        assert time.process_time() - start < 4, piece


@pytest.mark.parametrize(
    "text", ["{" * 100_000 + "}" * 100_000, "\\text{" * 100_000, "1," * 200_000, "\\begin{a}" * 50_000]
)
def test_linear_tokens(text: str) -> None:
    start = time.process_time()
    document = read_document("n.md", f"$${text}$$".encode())
    tokenize(document.formulas[0].text)
    assert time.process_time() - start < 10
