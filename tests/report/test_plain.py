"""LaTeX made plain, and text made safe for a terminal."""

import pytest

from symbolic_it.report.plain import ascii_text, clean, plain_math, readable


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"P(x) \gt 0", "P(x) > 0"),
        (r"D(P \parallel Q)", "D(P ‖ Q)"),
        (r"D(P\|Q)", "D(P ‖ Q)"),
        (r"\sum_{x} P(x) \log \frac{P(x)}{Q(x)}", "Σ_x P(x) log P(x)/Q(x)"),
        (r"\frac{a + b}{2}", "(a + b)/2"),
        (r"\sum_{i=1}^{n} x_i", "Σ_(i=1)^n x_i"),
        (r"p_{\theta}(x)", "p_θ(x)"),
        (r"\hat{p}", "p̂"),
        (r"H(Y \mid X) \le H(Y)", "H(Y | X) ≤ H(Y)"),
        (r"\mathrm{argmax}_{\lambda}", "argmax_λ"),
        (r"\log\left(\frac{1}{p}\right)", "log(1/p)"),
        (r"\unknown{x}", "unknown x"),
        ("P << Q", "P << Q"),
        (r"\frac", "/"),
        ("{{{", ""),
        ("\\", "\\"),
    ],
)
def test_plain_math(latex, plain):
    assert plain_math(latex) == plain


def test_deep_and_long_formulas_stay_as_they_are():
    deep = "{" * 10_000 + "x"
    assert plain_math(deep) == deep
    assert plain_math("_" * 5_000) == "_" * 5_000


def test_readable_touches_formulas_only():
    assert readable(r"If $P \ll Q$, then $`\log x \le x - 1`$; cost 3 dollars") == (
        "If P << Q, then log x ≤ x - 1; cost 3 dollars"
    )
    assert readable("a_{b} stays") == "a_{b} stays"
    assert readable(r"a \gt 0", math=True) == "a > 0"


def test_clean_drops_what_could_steer_a_terminal():
    assert clean("a\x1b[31mb\x07c\u202ed\te\nf\udcff") == "a[31mbcd e\nf"


def test_ascii_spells_out():
    assert ascii_text("Σ_x p_θ(x) ≤ ∞, D(P ‖ Q) → é 漢") == "sum_x p_theta(x) <= oo, D(P || Q) -> e ?"
