"""What a false step is likely meant to be: slips of the pen undone, in the words of the note, where the kernel proves it."""

from __future__ import annotations

import pytest

from symbolic_it.review.files import review_file


def repair(formula: str, before: str = "") -> str:
    result = review_file("note.md", f"{before}\n\n$$\n{formula}\n$$\n".encode())
    step = result.derivations[-1].steps[-1]
    assert step.verdict.value == "refuted"
    return step.repair


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("H(X,Y) = 2 H(X) + H(Y|X)", "H(X,Y) = H(X) + H(Y|X)"),
        (r"D(p\|q) = \sum_x q(x) \log \frac{p(x)}{q(x)}", r"D(p\|q) = \sum_x p(x) \log \frac{p(x)}{q(x)}"),
        (r"H(X|Y) = \sum_{x,y} p(x,y) \log p(x|y)", r"H(X|Y) = -\sum_{x,y} p(x,y) \log p(x|y)"),
        (r"-\left(H(X,Y) - H(Y)\right) = -H(Y|X)", r"-\left(H(X,Y) - H(Y)\right) = -H(X \mid Y)"),
        (r"H(X) = -\sum_x p(x) p(x)", r"H(X) = -\sum_x p(x) \log p(x)"),
        (r"H(Y|X) \ge H(Y)", r"H(Y|X) \le H(Y)"),
        (r"H(X) < -\sum_x p(x) \log p(x)", r"H(X) = -\sum_x p(x) \log p(x)"),
        (r"\sum_x p(x) \log \frac{p(x)}{q(x)} \ge 1", r"\sum_x p(x) \log \frac{p(x)}{q(x)} \ge 0"),
        ("p(x,y) = p(x) p(x|y)", r"p(x,y) = p(x) p(y \mid x)"),
        (r"H(X) = -\sum_x \log p(x)", r"H(X) = -\sum_x p(x) \log p(x)"),
        (r"D(p\|q) = \sum_x p(x) \log p(x)", r"D(p\|q) = \sum_x p(x) \log \frac{p(x)}{q(x)}"),
    ],
)
def test_the_likely_slip_is_named(written: str, meant: str) -> None:
    assert repair(written) == meant


def test_names_of_the_note_stay() -> None:
    before = r"Let $\sigma(z)=\frac{1}{1+e^{-z}}$."
    found = repair(r"\frac{e^{-z}}{(1+e^{-z})^2} = \sigma(z)\left(2-\sigma(z)\right)", before)
    assert found == r"\frac{e^{-z}}{(1+e^{-z})^2} = \sigma(z)\left(1-\sigma(z)\right)"


@pytest.mark.parametrize("written", ["H(X,Y) = H(X) - H(Y)", r"H(p,q) < H(q,p)", r"H(X) = \sum_x p(x)^2"])
def test_nothing_true_by_chance_is_named(written: str) -> None:
    assert not repair(written)
