"""Macros: definitions found, calls expanded, no end reached."""

from __future__ import annotations

import pytest

from symbolic_it.notes.documents import read_document
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.macros import definitions
from symbolic_it.notes.packages import DEFAULTS
from symbolic_it.notes.tokens import spelled, tokenize


def expanded(preamble: str, formula: str) -> str:
    macros = DEFAULTS | {d.macro.name: d.macro for d in definitions(preamble)}
    return spelled(expand(tokenize(formula).tokens, macros))


@pytest.mark.parametrize(
    ("preamble", "formula", "result"),
    [
        (r"\newcommand{\a}{x_1}", r"\a+\a", "x_1+x_1"),
        (r"\newcommand\a[2]{#2-#1}", r"\a{p}{q} \a pq", "q-pq-p"),
        (r"\newcommand{\a}[2][2]{\log_{#1} #2}", r"\a{x}\a[e]{x}", r"\log_{2}x\log_{e}x"),
        (r"\def\a#1#2{#1|#2}", r"\a12", "1|2"),
        (r"\def\a#1{#1}", r"\a12", "12"),
        (r"\def\E[#1]{\mathbb{E}(#1)}", r"\E[x[1]]", r"\mathbb{E}(x[1)]"),
        (r"\gdef\a{x}\renewcommand{\a}{y}", r"\a", "y"),
        (r"\newcommand{\a}{x}\providecommand{\a}{y}", r"\a", "x"),
        (r"\let\a=\theta", r"\a", r"\theta"),
        (r"\let\old\phi \let\phi\varphi \let\varphi\old", r"\phi\varphi", r"\varphi\phi"),
        (r"\DeclareMathOperator{\ent}{H}", r"\ent(X)", r"\operatorname{H}(X)"),
        (r"\DeclareMathOperator*{\am}{arg\,max}", r"\am_x", r"\operatorname*{argmax}_x"),
        (r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}", r"\abs*{x}\abs[\big]{y}", r"\lvert x\rvert\lvert y\rvert"),
        (
            r"\DeclarePairedDelimiterX{\dx}[2]{(}{)}{#1\,\delimsize\|\,#2}\newcommand{\kl}{D\dx}",
            r"\kl*{p}{q}",
            r"D(p\|q)",
        ),
        (r"\NewDocumentCommand{\a}{O{2} m}{\log_{#1}{#2}}", r"\a{x}", r"\log_{2}{x}"),
        (r"\newcommand{\a}[1]{\text{law #1}}", r"\a{p}", r"\text{law p}"),
        ("", r"\KL{p}{q}", r"D_{\mathrm{KL}}(p\|q)"),
        ("", r"\KL(p\|q)", r"\operatorname{KL}(p\|q)"),
        (
            "",
            r"\pdv{f}{x}+\pdv{x}+\dv{f}{x}",
            r"\frac{\partial f}{\partial x}+\frac{\partial}{\partial x}+\frac{df}{dx}",
        ),
        ("", r"\log\qty(x) \dd x \dd{x}", r"\log(x)dxdx"),
        ("", r"\E_p[x] \E{x} \R \1 \argmax", r"\mathbb{E}_p[x]\mathbb{E}[x]\mathbb{R}\mathbb{1}\argmax"),
        (r"\newcommand{\E}{\mathcal{E}}", r"\E{x}", r"\mathcal{E}{x}"),
        (r"\newcommand{\a}[1]{#1}", r"\a", r"\a"),  # nothing to take: left as it stands
        (r"\newcommand{\a}[1]{#1}", r"\a{x", r"\a{x"),
    ],
)
def test_expansion(preamble: str, formula: str, result: str) -> None:
    assert expanded(preamble, formula) == result


def test_spans() -> None:
    macros = {d.macro.name: d.macro for d in definitions(r"\newcommand{\a}[2]{\log #2 / #1}")}
    tokens = expand(tokenize(r"x+\a{p}{qr}", 10).tokens, macros)
    assert [(t.text, t.start, t.end) for t in tokens[2:]] == [
        (r"\log", 12, 21),
        ("q", 18, 19),
        ("r", 19, 20),
        ("/", 12, 21),
        ("p", 15, 16),
    ]


@pytest.mark.parametrize(
    "preamble",
    [
        r"\newcommand{\a}{\a}",
        r"\newcommand{\a}{x\a y}",
        r"\newcommand{\a}{\b}\newcommand{\b}{\a}",
        r"\newcommand{\a}[1]{#1#1}\newcommand{\a}{\b\b}\def\b{\c\c}\def\c{\e\e}\def\e{\f\f}\def\f{\g\g}\def\g{\h\h}\def\h{\i\i}\def\i{\k\k}\def\k{\l\l}"
        r"\def\l{\m\m}\def\m{\n\n}\def\n{\o\o}\def\o{\p\p}\def\p{\q\q}\def\q{xx}",
    ],
)
def test_no_end(preamble: str) -> None:
    with pytest.raises(ExpansionError) as caught:
        expanded(preamble, r"1+\a")
    assert (caught.value.start, caught.value.end) == (2, 4)


@pytest.mark.parametrize("formula", [r"\a{" * 60_000, r"\a{" * 60_000 + "}" * 60_000, r"\a[" * 60_000, r"\a" * 60_000])
def test_bounded(formula: str) -> None:
    for preamble in (r"\newcommand{\a}[1]{#1}", r"\newcommand{\a}[2][x]{#1}", r"\def\a#1]{#1}"):
        try:
            expanded(preamble, formula)
        except ExpansionError:
            pass


def test_definitions_in_formulas() -> None:
    document = read_document(
        "n.md", rb"$$ \newcommand{\a}{x} $$ $\def\b{y} \b+\a$ `\newcommand{\c}{z}` <!-- \newcommand{\d}{z} -->"
    )
    assert [f.text.strip() for f in document.formulas] == [r"\b+\a"]
    assert {r"\a", r"\b"} <= set(document.macros)
    assert r"\c" not in document.macros


def test_configuration() -> None:
    text = r"""<script>MathJax = {tex: {macros: {RR: "\\mathbb{R}", KL: ["D(#1 \\| #2)", 2], "lg": ['\\log_{#1}', 1, '2']}}}</script>"""
    macros = read_document("n.md", text.encode()).macros
    assert spelled(expand(tokenize(r"\RR \KL{p}{q} \lg x").tokens, macros)) == r"\mathbb{R}D(p\|q)\log_{2}x"


def test_redefinition_counts_from_its_place() -> None:
    document = read_document("n.md", rb"$\def\a{x}\a$ then $\def\a{y}\a$")
    found = [
        spelled(expand(tokenize(f.text, f.start).tokens, document.macros_at(f.start + f.text.rindex("\\"))).copy())
        for f in document.formulas
    ]
    assert found == ["x", "y"]


def test_a_star_is_a_product() -> None:
    assert [t.text for t in tokenize(r"\mu*x").tokens] == [r"\mu", "*", "x"]
    assert tokenize(r"\operatorname*{argmax}").tokens[0].argument == "operatorname*"
