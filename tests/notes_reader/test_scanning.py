"""Where the formulas of a Markdown document are."""

from __future__ import annotations

import pytest

from symbolic_it.notes.documents import Document, read_document


def read(text: str) -> Document:
    document = read_document("note.md", text.encode())
    for piece in (*document.formulas, *document.prose):
        assert len(piece.text) == piece.end - piece.start
    return document


def formulas(text: str) -> list[tuple[str, str]]:
    return [(f.delimiter, f.text.strip()) for f in read(text).formulas]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the law $p$ of $x_1$", [("$", "p"), ("$", "x_1")]),
        ("$P$是高斯，$Q$不是", [("$", "P"), ("$", "Q")]),
        ("$ \\theta $ and $ x $ and $\\frac{1}{m} $", [("$", "\\theta"), ("$", "x"), ("$", "\\frac{1}{m}")]),
        ("$k$2, $x$-axis", [("$", "k"), ("$", "x")]),
        ("$a\n= b$", [("$", "a\n= b")]),
        ("$a$$b$", [("$", "a"), ("$", "b")]),
        ("let $$a=b$$ be", [("$$", "a=b")]),
        ("$$\na\n> 0\n$$", [("$$", "a\n> 0")]),
        ("$$\na=1\n\nb=2\n$$", [("$$", "a=1\n\nb=2")]),
        ("$$ a \\\\$$ $b$", [("$$", "a \\\\"), ("$", "b")]),
        ("\\(x+1\\) \\[y=2\\]", [("\\(", "x+1"), ("\\[", "y=2")]),
        ("\\\\(z\\\\) \\\\[w=3\\\\]", [("\\(", "z"), ("\\[", "w=3")]),
        ("```math\nx=1\n```", [("```math", "x=1")]),
        ("```{math}\n:label: e\nx=1\n```", [("```math", "x=1")]),
        ("$`x^2`$", [("$`", "x^2")]),
        ("\\begin{align*}\na&=b\\\\[2pt]\n&=c\n\\end{align*}", [("align*", "a&=b\\\\[2pt]\n&=c")]),
        ('<script type="math/tex; mode=display">a<b</script>', [("script", "a<b")]),
        ("{% raw %}$$x=1$${% endraw %}", [("$$", "x=1")]),
        ("\r\n$$\r\na\r\n$$\r$b$", [("$$", "a"), ("$", "b")]),
        ("$a \\text{ if $b$}$ and $c$", [("$", "a \\text{ if $b$}"), ("$", "c")]),
        ("$$a &lt; b$$", [("$$", "a <    b")]),
        ("$$\na=1\n\nb=2\n$$\nso that\n$$\nc=3\n$$", [("$$", "a=1\n\nb=2"), ("$$", "c=3")]),
        ("$P(\\text{a and b})$", [("$", "P(\\text{a and b})")]),
    ],
)
def test_formulas(text: str, found: list[tuple[str, str]]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $10 today",
        "from $20 to USD$30",
        "$HOME and $PATH are set",
        "$PYENV_ROOT/bin:$PATH",
        "in $ (US) and $ (CA)",
        "\\$5 and \\$6",
        "\\[1\\] \\[link\\] \\(optional\\)",
        "```python\n$a$\n```\n~~~\n$$b$$\n~~~",
        "> ```\n> $a$\n> ```",
        "`$a$` ``$`b`$``",
        "<!-- $x$ --> <pre>$y$</pre> <code>$z$</code> <style>$w$</style>",
        "---\ntitle: $x$\n---\n",
        "+++\ntitle = '$x$'\n+++\n",
        "$a\n\nb$",
        "$$",
        "![$x$](a.png)",
    ],
)
def test_no_formulas(text: str) -> None:
    assert formulas(text) == []


def test_containers() -> None:
    document = read(
        "# On $a$\n> with $$\n> b >\n> c\n> $$\n\n- an $d$\n  $$\n  e\n  - f\n  $$\n\n|g|\n|-|\n|$P(y|x)$|\n"
    )
    assert [(f.within, f.text.split()) for f in document.formulas] == [
        ("heading", ["a"]),
        ("quote", ["b", ">", "c"]),
        ("list", ["d"]),
        ("list", ["e", "-", "f"]),
        ("table", ["P(y|x)"]),
    ]


def test_bars_in_a_table() -> None:
    document = read("|a|\n|-|\n|$P(y\\|x)$ $D(p\\|q)$ $\\|x\\|$|\n")
    assert [f.text for f in document.formulas] == ["P(y |x)", r"D(p\|q)", r"\|x\|"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("$$\na = 1\n\nSome words about $x$ here, and more.\n\n$$\ny=2\n$$\n", ("$$", "y=2")),
        ("$$\na = 1\n\n$$\ny=2\n$$\n", ("$$", "y=2")),
        ("a lone $ sign\n\nthen $y$", ("$", "y")),
        ("a lone $ then $x$ and $y$", ("$", "y")),
        ("$x and $y$", ("$", "y")),
        ("\\begin{align} a\n\nthen $y$", ("$", "y")),
        ("\\[ a\n\nthen $y$", ("$", "y")),
        ("<!-- a\n\nthen $y$", ("$", "y")),
        ("`a\n\nthen $y$", ("$", "y")),
        ("<pre>\n\nthen $y$", ("$", "y")),
    ],
)
def test_recovery(text: str, last: tuple[str, str]) -> None:
    assert formulas(text)[-1] == last


def test_unclosed_is_reported() -> None:
    document = read("$$\na = 1\n\nSome words about $x$ here.\n")
    assert [document.text[a:b] for a, b in document.unclosed] == ["$$\na = 1\n"]
    assert [f.text for f in document.formulas] == ["x"]


def test_directives_and_pictures() -> None:
    document = read("<!-- symbolic-it: let p = p_data;\n base 2 -->\n![a](b.png) <img src='c'> ![[d.png]]\n")
    assert [d.words for d in document.directives] == ["let p = p_data; base 2"]
    assert document.pictures == 3


def test_prose_keeps_offsets() -> None:
    document = read("Let **p** and `code` be [laws](http://x.y) $p$ on X.\n\nSecond $q$")
    assert [p.text.split() for p in document.prose] == [["Let", "p", "and", "be", "laws"], ["on", "X."], ["Second"]]
    for piece in document.prose:
        for place, character in enumerate(piece.text):
            assert character in (" ", document.text[piece.start + place])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We have I( p )=-log2 ( p) here", ["I( p )=-log2 ( p)"]),
        ("KL(p||q) = H(p,q) - H(p), which", ["KL(p||q) = H(p,q) - H(p)"]),
        ("熵达到最大值 log₂(3) ≈ 1.585 比特", ["log₂(3) ≈ 1.585"]),
        ("H(P_{\\text{data}}(y|x))", ["H(P_{\\text{data}}(y|x))"]),
        ("call f(x) when p = 0.5 (in log scale) on A/B", []),
        ("`f(x) = 3` and $g(x) = 3$", []),
    ],
)
def test_undelimited(text: str, found: list[str]) -> None:
    document = read(text)
    assert [document.text[a:b] for a, b in document.undelimited] == found


def test_places() -> None:
    document = read("é\r\nab\rcd\n$x$")
    assert [document.place(i) for i in (0, 1, 3, 5, 6, 9)] == [(1, 1), (1, 2), (2, 1), (2, 3), (3, 1), (4, 1)]
    assert document.place(10**9) == (4, 4)
    assert document.cell(0) is None
