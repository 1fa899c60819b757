"""Formulas: what is let through, how each target prints it, where a long one breaks."""

import re

import pytest

from symbolic_it.render.formulas import Formula, FormulaError
from symbolic_it.render.typesetting import Target, breakable, lines, printed

FORBIDDEN_ON_GITHUB = re.compile(r"\\(operatorname|mbox|newcommand|def|label|eqref|tag|phantom|require|href)\b")


def shown(source: str, target: Target = Target.LATEX) -> str:
    return printed(Formula.read(source), target)


@pytest.mark.parametrize(
    "source",
    [
        r"\sum_{x} P(x) \log\frac{P(x)}{Q(x)}",
        r"\left( \frac{1}{2} \right)^{n}",
        r"x_i^{2}, f'(x), f'', f'^2",
        r"\begin{cases} 1, & x > 0 \\ 0, & x \le 0 \end{cases}",
        r"\bigl\lvert x \bigr\rvert",
        r"\sqrt[n]{x}",
        r"\hat p_\theta",
        r"\lim_{x \to 0^+} x \log x",
        r"\max_{\substack{x \in A \\ y \in B}} f",
    ],
)
def test_a_usual_formula_comes_out_with_the_same_tokens(source: str) -> None:
    # Braces around single arguments may be added; nothing else changes.
    def bare(text: str) -> str:
        return re.sub(r"[{}\s]", "", text)

    assert bare(shown(source)) == bare(source)
    assert shown(shown(source)) == shown(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   ",
        r"\input{/etc/passwd}",
        r"\write18{ls}",
        r"\immediate\write18{ls}",
        r"\def\x{y}",
        r"\newcommand{\x}{y}",
        r"\label{a}",
        r"\href{javascript:alert(1)}{x}",
        r"\csname input\endcsname",
        r"\begin{verbatim}x\end{verbatim}",
        r"\begin{aligned}x\end{cases}",
        r"\catcode`\%=0",
        "a % comment",
        "#1",
        "a & b",
        r"a \\ b",
        "$x$",
        "`x`",
        "^^41",
        "x^",
        "x^a^b",
        "x^2'",
        "x__a",
        "{x",
        "x}",
        r"\left( x",
        r"\right)",
        r"\left x \right)",
        r"\frac{1}",
        r"\frac",
        r"\text{\input{x}}",
        r"\text{a $x$}",
        "\\",
        "信",
        "{" * 100 + "x" + "}" * 100,
        "x" * 30_000,
    ],
)
def test_what_is_no_plain_formula_is_refused(source: str) -> None:
    with pytest.raises(FormulaError):
        Formula.read(source)


def test_deep_nesting_is_refused_before_it_exhausts_the_stack() -> None:
    parts = ("{", r"\frac", r"\left(", "^{x", r"\sqrt[", "^", r"\begin{cases}")
    for source in (part * 1_500 for part in parts):
        with pytest.raises(FormulaError):
            Formula.read(source)


@pytest.mark.parametrize(
    "source",
    [
        r"\operatorname{E}[X]",
        r"\operatorname*{arg\,max}_{\theta} f(\theta)",
        r"\mbox{if } x",
        r"a < b > c",
        r"\text{a_b < c}",
    ],
)
def test_github_gets_none_of_what_it_refuses(source: str) -> None:
    out = shown(source, Target.GFM)
    assert not FORBIDDEN_ON_GITHUB.search(out)
    assert "<" not in out and ">" not in out and "`" not in out


def test_named_operators_keep_their_meaning() -> None:
    assert shown(r"\operatorname*{argmax}_{x} f", Target.GFM) == r"\mathop{\mathrm{argmax}}_{x} \,f"
    assert shown(r"\operatorname{E}(X)", Target.GFM) == r"\mathop{\mathrm{E}}\nolimits (X)"
    assert shown(r"\operatorname*{argmax}_x f", Target.DOLLAR) == r"\operatorname*{argmax}_x f"


def test_signs_of_order_per_target() -> None:
    assert shown(r"a \lt b", Target.LATEX).split() == ["a", "<", "b"]
    assert shown("a<b", Target.GFM).split() == ["a\\lt", "b"]
    assert shown(r"a\gt b", Target.DOLLAR).split() == ["a", ">", "b"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("P(x|y)", r"P(x\mid y)"),
        ("|x|", r"\lvert x\rvert"),
        ("D(P||Q)", r"D(P\parallel Q)"),
        ("|P(x|y)|", r"\lvert P(x\mid y)\rvert"),
        (r"\left|x\right|", r"\left\vert x \right\vert"),
    ],
)
def test_bars_are_told_apart(source: str, expected: str) -> None:
    assert shown(source).replace(" ", "") == expected.replace(" ", "")


def test_unicode_signs_become_commands() -> None:
    assert shown("θ ≤ 1").split() == [r"\theta", r"\le", "1"]


def test_a_command_never_runs_into_a_letter() -> None:
    assert shown(r"\alpha{}b") in (r"\alpha{}b", r"\alpha b")
    assert shown(r"\log\frac ab").replace(" ", "") == r"\log\frac{a}{b}"
    assert r"\thetax" not in shown("θx")
    assert r"\ltb" not in shown("a<b", Target.GFM)


def test_cjk_in_a_text_is_shown_by_code_points_to_latex_alone() -> None:
    assert "U+4FE1" in shown(r"\text{信}", Target.LATEX)
    assert "信" in shown(r"\text{信}", Target.GFM)


def test_a_long_sum_breaks_before_outer_signs_only() -> None:
    formula = Formula.read(" + ".join(rf"(a_{{{i}}} - b_{{{i}}})" for i in range(30)))
    rows = lines(formula, 60, Target.GFM)
    assert len(rows) > 3
    assert all(row.startswith("+") for row in rows[1:])
    assert all(row.count("(") == row.count(")") for row in rows)
    assert "".join(rows).replace(" ", "") == printed(formula, Target.GFM).replace(" ", "")


def test_a_long_bracket_is_opened_for_breaking() -> None:
    inner = " + ".join(rf"\log a_{{{i}}}" for i in range(40))
    formula = Formula.read(rf"\sum_{{x}} \left( {inner} \right)")
    rows = lines(formula, 60, Target.GFM)
    assert len(rows) > 2 and not any(r"\left" in row or r"\right" in row for row in rows)
    assert r"\itbreak{1}" in printed(breakable(formula), Target.LATEX)


def test_a_sign_is_no_break_where_it_has_no_left_neighbour() -> None:
    source = printed(breakable(Formula.read("-a = -b + (-c)")), Target.LATEX)
    assert source.count("itbreak") == 2
    assert "itbreak" not in printed(breakable(Formula.read("p := q")), Target.LATEX).split("=")[1]


def test_what_cannot_break_stays_one_line() -> None:
    formula = Formula.read(r"\frac{" + "a" * 200 + "}{b}")
    assert len(lines(formula, 60, Target.GFM)) == 1
