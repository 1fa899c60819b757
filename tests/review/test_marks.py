"""No mark is dropped: a formula is never proved equal to the same formula with something more written on it."""

from __future__ import annotations

import pytest

from symbolic_it.review.files import review_file

GOOD = {"proved", "conditional", "computed"}
PARTS = (
    "x", "p(x)", "H(p)", "H(X)", r"D(p\|q)", "D_{KL}(p, q)", "I(X;Y)", "H(Y|X)", r"\log x", "(x+1)", "[x^2+x]", r"\frac{x}{2}", r"\sum_i y_i",
    r"\sum_x p(x)\log p(x)", "e^{2x}", r"\sqrt{x}", "p_i", r"p_\theta(x)", r"\mathbb{E}_{x\sim p}[f(x)]", r"\sigma(x)", r"\left(x y\right)", r"\exp(2x)",
    r"\mathbf{w}", r"\log p(x)", "H(p, q)",
)  # fmt: skip
"""Formulas that the reader reads."""
BEHIND = (
    "'", "''", r"^\prime", r"^{\prime}", "^{''}", "^*", r"^{\ast}", r"^\dagger", "^+", r"^{(2)}", "^{(i)}", r"^\top", "^T", "_0", "_+", "_{min}",
    r"\vert_{x=2}", r"|_{x=2}", r"^{\circ}", r"\oplus 1", r"\bmod 2", "!", r"^{-1}", r"\dagger", r"\star", r"^\perp", r"\uparrow", "'_0",
)  # fmt: skip
AROUND = (
    r"\lfloor {} \rfloor", r"\lceil {} \rceil", r"\| {} \|", r"\ddot{{{}}}", r"\overline{{{}}}", r"\mathring{{{}}}", r"\acute{{{}}}",
    r"\neg {}", r"\langle {} \rangle", r"\Re {}", r"\Delta {}", r"\pm {}", r"\sup_x {}", r"\mathrm{{sgn}} {}", r"\text{{twice }} {}", r"\operatorname{{tr}} {}",
    r"\nabla {}", r"\partial {}", r"- {}", r"\mathcal{{F}} {}", r"\max_x {}", r"\lim_{{x \to 0}} {}", r"\hat{{{}}}", r"\tilde{{{}}}", r"\bar{{{}}}", r"\dot{{{}}}",
)  # fmt: skip
HARMLESS = (
    r"{}\,", r"\left({}\right)", r"\big( {} \big)", r"\displaystyle {}", r"{} \tag{{3}}", r"{} \label{{eq}}", r"{}\hspace{{1cm}}", r"\boxed{{{}}}", r"\underbrace{{{}}}_{{\text{{entropy}}}}",
    r"\phantom{{xyz}} {}", r"{} \kern 2pt",
)  # fmt: skip


def verdicts(formula: str) -> list[str]:
    result = review_file("note.md", f"$$\n{formula}\n$$\n".encode())
    return [step.verdict.value for chain in result.derivations for step in chain.steps]


@pytest.mark.parametrize("part", PARTS)
def test_what_is_written_behind_a_formula_is_not_dropped(part: str) -> None:
    dropped = [f"{part}{mark} = {part}" for mark in BEHIND if GOOD & set(verdicts(f"{part}{mark} = {part}"))]
    assert not dropped


@pytest.mark.parametrize("part", PARTS)
def test_what_is_written_around_a_formula_is_not_dropped(part: str) -> None:
    marked = [f"{around.format(part)} = {part}" for around in AROUND]
    assert not [formula for formula in marked if GOOD & set(verdicts(formula))]


@pytest.mark.parametrize("around", HARMLESS)
def test_layout_changes_nothing(around: str) -> None:
    for part in (r"\log x^2", r"D(p\|q)", "(x+1) y"):
        other = {r"\log x^2": r"2 \log x", r"D(p\|q)": r"\sum_x p(x)\log\frac{p(x)}{q(x)}", "(x+1) y": "xy + y"}[part]
        found = verdicts(f"{other} = {around.format(part)}")
        assert found == ["proved"], (around, part, found)


SUBJECTS = (
    (r"\sum_{{{}}} p(x)", ("x'", r"x\neq y", "x>0", r"x\in A, x\neq a", r"x : x>0", "x<y", r"x \in A \cap B, x > 0", r"x \notin S", r"x \mid y"), "1"),
    (r"\sum_{{{}}} p_i", (r"i\neq j", "i>1", r"i\geq 2", "i=2", r"i \in S, i \neq j", "i<n", "2i", r"i \,:\, p_i > 0", r"i \notin S"), "1"),
    (r"\prod_{{{}}} y_i", (r"i\neq j", "i>1", "i<n", r"i \notin S"), r"\prod_i y_i"),
    (r"H({})", ("X'", r"\bar{X}", r"\hat{X}", "X_1", "X^n", "X^2", "-X", "X+1", r"X \mid X > 0", "X|Y=y"), "H(X)"),
    (r"I({})", (r"X;Y'", r"X;\hat{Y}", r"\tilde{X};Y", "X;Y|Z=z", "X;Y|Z", r"X_1;Y"), "I(X;Y)"),
    (r"D(p{}\|q)", ("_1", "^{(t)}", "'", "^*", "_{n+1}", r"^{\dagger}", "(x|y)"), r"D(p\|q)"),
    (r"H_{{{}}}(X)", (r"\alpha", "0", r"\infty", r"\min", "min", "X", "q", "1"), "H(X)"),
    (r"D_{{{}}}(P\|Q)", (r"\alpha", r"\chi^2", "TV", "JS", "f", "1"), r"D_{KL}(P\|Q)"),
    (r"\mathbb{{E}}_{{x\sim {}}}[f(x)]", ("p_1", "p'", "p^{(2)}", "p, x>0", "p, y\\sim q", "q(z)"), r"\mathbb{E}_{x\sim p}[f(x)]"),
)  # fmt: skip


@pytest.mark.parametrize(("frame", "fillings", "plain"), SUBJECTS, ids=[x[0] for x in SUBJECTS])
def test_marks_and_conditions_inside_are_not_dropped(frame: str, fillings: tuple[str, ...], plain: str) -> None:
    formulas = [f"{frame.format(x)} = {plain}" for x in fillings]
    assert not [formula for formula in formulas if {"proved", "computed"} & set(verdicts(formula))]
