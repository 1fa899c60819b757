"""Pictures: what each claims is true of its numbers; the same bytes for the same data; notes with and without them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from functools import cache
from math import isclose, isfinite, log, log2, sqrt
from pathlib import Path
from typing import Any

import pytest
from test_notes import NEEDS_TEX

from symbolic_it import InvalidArgument, Library, Q, derivation, exp, ln, natural, real_number
from symbolic_it import log as information
from symbolic_it.authoring.pictures import Picture, picture
from symbolic_it.foundations import all_rules
from symbolic_it.render import pictures, render
from symbolic_it.render.pdf import compile_pdf, troubles
from symbolic_it.render.pictures import averages, bumps, curves, fits, simplex, underflow
from symbolic_it.render.pictures.values import evaluator

p, q, t = real_number("p"), real_number("q"), real_number("t")
k = natural("k")
DRAWS = pytest.mark.skipif(not pictures.available(), reason="needs matplotlib")


@cache
def shipped(name: str, number: int = 1) -> Any:
    """The content of a picture of a shipped derivation."""
    return [block for block in Library.shipped().get(name).blocks if isinstance(block, Picture)][number - 1].content


TERNARY = picture(
    "simplex",
    "A product over the laws on three letters.",
    {"over": (p, q), "of": p * q * (1 - p - q), "letters": ("1", "2", "3"), "label": "product"},
)
BUMPS = picture("bumps", "One Gaussian for two bumps, both ways.", {"centre": 3, "width": 1})
UNDERFLOW = picture("underflow", "A product of many probabilities.", {"factor": Q(1, 10), "count": 500})
AVERAGES = picture(
    "averages",
    "Averages of $\\log p_\\theta(x_i)$.",
    {"truth": Q(7, 10), "of": (information(Q(2, 5)), information(Q(3, 5))), "count": 10_000, "runs": 4},
)
CURVES = picture(
    "curves",
    "Two curves.",
    {
        "over": t,
        "between": (0, 1),
        "panels": {"one": t**k, "two": ln(t)},
        "values": {k: 3},
        "marks": [(Q(1, 2), "here")],
    },
)
ALL = (CURVES, TERNARY, BUMPS, UNDERFLOW, AVERAGES)


# ---- what the pictures claim ---------------------------------------------------------------------------


def test_binary_entropy_is_greatest_at_one_half_and_symmetric() -> None:
    (panel,) = curves.panels(shipped("binary-entropy-curve"))
    ((x, y, _, _),) = panel.marks
    assert (x, y) == (0.5, 1.0)
    assert all(value < y for at, value in zip(panel.xs, panel.ys, strict=True) if at != x)
    assert panel.ys == panel.ys[::-1]
    assert panel.ys[0] == panel.ys[-1] == 0


def test_the_entropy_of_an_equal_pair() -> None:
    (panel,) = curves.panels(shipped("entropy-of-equal-pair"))
    top, end = panel.marks
    assert isclose(top[1], log2(3), rel_tol=1e-15) and end[1] == 1
    assert max(panel.ys) <= top[1]
    assert all(1 < y < log2(3) for x, y in zip(panel.xs, panel.ys, strict=True) if Fraction(1, 3) < x < 0.5)


def test_ternary_entropy_is_greatest_in_the_middle() -> None:
    found = simplex.levels(shipped("entropy-of-equal-pair", 2), 30)
    assert len(found.laws) == 31 * 32 // 2 and len(found.triangles) == 30 * 30
    law, value = found.best
    assert law == (Fraction(1, 3),) * 3 and isclose(value, log2(3))
    assert sorted(value for value in found.values if value == 0) == [0, 0, 0]
    assert all(isfinite(value) for value in found.values)


def test_the_triangle_has_the_corners_of_its_letters() -> None:
    assert simplex.corner(1, 0) == (0, 0)
    assert simplex.corner(0, 1) == (1, 0)
    assert simplex.corner(0, 0) == (0.5, sqrt(3) / 2)


def test_the_marks_on_the_self_information_are_its_axioms() -> None:
    (panel,) = curves.panels(shipped("self-information-axioms"))
    marks = {x: y for x, y, _, _ in panel.marks}
    assert marks == {1.0: 0.0, 0.5: 1.0, 0.25: marks[0.5] + marks[0.5], 1 / 64: 6.0}
    assert all(a > b for a, b in zip(panel.ys, panel.ys[1:], strict=False))
    assert max(panel.ys) > 7  # it leaves the picture at the top


def test_likelihood_and_log_likelihood_are_greatest_at_the_mark() -> None:
    found = curves.panels(shipped("bernoulli-maximiser-by-calculus"))
    assert len(found) == 2
    for panel in found:
        ((x, y, words, _),) = panel.marks
        assert x == 0.7 and words == "$k/n$"
        assert all(value < y for at, value in zip(panel.xs, panel.ys, strict=True) if at != x)
    one, two = found
    assert isclose(log(one.marks[0][1]), two.marks[0][1])


def test_forward_covers_both_bumps_and_reverse_sits_on_one() -> None:
    found = bumps.numbers(shipped("forward-covers-reverse-seeks"))
    target = found.target
    assert fits.covers(found.forward, target) and not fits.sits_on_one(found.forward, target)
    assert fits.sits_on_one(found.reverse, target) and not fits.covers(found.reverse, target)
    # Each is the better one for its own direction, by far.
    assert fits.forward(target, found.reverse) > found.forward_value + 1
    assert fits.reverse(target, found.forward) > found.reverse_value + 0.1


def test_the_fits_are_where_theory_puts_them() -> None:
    found = bumps.numbers(shipped("forward-covers-reverse-seeks"))
    # The forward fit has the mean and the variance of the target.
    assert abs(found.forward.mean) < 1e-5
    assert isclose(found.forward.width, fits.spread(found.target), rel_tol=1e-5)
    # A bump alone is missed by its half of the weight: ln 2, but for the little that the bumps overlap.
    assert abs(found.reverse_value - log(2)) < 0.01


@pytest.mark.parametrize("which", ["forward", "reverse"])
def test_no_law_nearby_fits_better(which: str) -> None:
    found = bumps.numbers(shipped("forward-covers-reverse-seeks"))
    f = getattr(fits, which)
    best, value = getattr(found, which), getattr(found, which + "_value")
    for mean in (-0.05, 0, 0.05):
        for width in (0.96, 1, 1.04):
            assert f(found.target, fits.Gaussian(best.mean + mean, best.width * width)) >= value - 1e-9


def test_bumps_close_together_are_covered_either_way() -> None:
    # So the test above says something: the picture's claim needs the separation that is drawn.
    found = fits.fits(0.5, 1.0)
    assert abs(found.reverse.mean) < 1e-3
    assert not fits.sits_on_one(found.reverse, found.target)


def test_divergence_of_two_gaussians_is_the_known_formula() -> None:
    a, b = fits.Gaussian(0.3, 0.8), fits.Gaussian(-0.5, 1.7)
    known = log(b.width / a.width) + (a.width**2 + (a.mean - b.mean) ** 2) / (2 * b.width**2) - 0.5
    assert isclose(fits.divergence(a, b, -8, 8.6), known, rel_tol=1e-12)


def test_the_simplex_method_finds_the_bottom_of_a_curved_valley() -> None:
    x, y = fits.least(lambda z: (1 - z[0]) ** 2 + 100 * (z[1] - z[0] ** 2) ** 2, (-1.2, 1.0), 0.5)
    assert abs(x - 1) < 1e-6 and abs(y - 1) < 1e-6


def test_the_product_underflows_and_the_sum_does_not() -> None:
    found = underflow.running(shipped("product-of-probabilities-underflows"))
    assert found.vanishes == 324  # as the derivation says
    assert set(found.products[323:]) == {0.0} and min(found.products[:323]) > 0
    assert Fraction(1, 10) ** 500 > 0  # the product itself is not zero
    assert isclose(found.sums[-1], -500, rel_tol=1e-12)
    assert all(a > b for a, b in zip(found.sums, found.sums[1:], strict=False))


def test_averages_come_near_the_expectation() -> None:
    content = shipped("average-log-likelihood-tends-to-its-expectation")
    found = averages.runs(content)
    assert isclose(found.expectation, 0.7 * log2(0.6) + 0.3 * log2(0.4))
    assert found.sizes[0] == 1 and found.sizes[-1] == 10_000
    for run in found.runs:
        assert all(
            abs(average - found.expectation) <= found.band(m) for m, average in zip(found.sizes, run, strict=True)
        )
        assert abs(run[-1] - found.expectation) < 0.01
    assert len(set(found.runs)) == 4
    assert averages.runs(content) == found


# ---- data ----------------------------------------------------------------------------------------------


def test_values_are_those_of_the_terms() -> None:
    assert evaluator(t**k, [t], {k.term: Fraction(3)})(Fraction(1, 2)) == 0.125
    assert evaluator(ln(t), [t])(Fraction(3)) == log(3)
    assert evaluator(exp(t), [t])(Fraction(1)) == 2.718281828459045
    assert not isfinite(evaluator(ln(t), [t])(Fraction(0)))
    assert evaluator(t * ln(t), [t])(Fraction(0)) == 0


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("pie", {}, "no picture of the kind 'pie'"),
        ("curves", {"over": p, "between": (0, 1), "panels": t}, "needs a value for t"),
        ("curves", {"over": p, "between": (0, 0.5), "panels": p}, "is a float"),
        ("curves", {"over": p, "between": (1, 0), "panels": p}, "from a lower to a higher"),
        ("curves", {"over": p, "between": (0, 1), "panels": {}}, "a panel at least"),
        ("curves", {"over": 3, "between": (0, 1), "panels": p}, "not a variable"),
        ("curves", {"over": p, "between": (0, 1), "panels": p, "marks": [(2, "out")]}, "within its interval"),
        ("curves", {"over": p, "between": (0, 1), "panels": p, "marks": [(1, "x", "behind")]}, "a mark is"),
        ("curves", {"over": p, "between": (0, ln(2)), "panels": p}, "a rational number"),
        ("curves", {"over": p, "between": (0, 1), "panels": p**k, "values": {k: Q(1, 2)}}, "a natural number"),
        ("curves", {"over": p, "colour": "red"}, "a picture of the kind 'curves'"),
        ("simplex", {"over": p, "of": p, "letters": "abc"}, "a picture of the kind 'simplex'"),
        ("simplex", {"over": (p, q), "of": p, "letters": "ab"}, "three letters"),
        ("bumps", {"centre": 0, "width": 1}, "positive width"),
        ("underflow", {"factor": 1, "count": 3}, "between 0 and 1"),
        ("averages", {"truth": 2, "of": (0, 1), "count": 3}, "a probability"),
    ],
)
def test_data_that_do_not_fit(kind: str, data: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidArgument, match=re.escape(said)):
        picture(kind, "A caption.", data)


def test_a_picture_has_a_caption() -> None:
    with pytest.raises(InvalidArgument, match="caption"):
        picture("bumps", " ", {"centre": 3, "width": 1})


# ---- files ---------------------------------------------------------------------------------------------


@DRAWS
@pytest.mark.parametrize("which", ALL, ids=lambda found: found.kind)
def test_svg_and_pdf_are_well_formed_and_undated(which: Picture) -> None:
    svg, pdf = pictures.drawn(which, "svg"), pictures.drawn(which, "pdf")
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert b"date" not in svg and b"/CreationDate" not in pdf and b"atplotlib" not in pdf
    assert pdf.startswith(b"%PDF-1.4")
    assert b"<text" not in svg  # letters are outlines: no font of the reader's machine is asked for
    assert (svg, pdf) == (pictures.drawn(which, "svg"), pictures.drawn(which, "pdf"))


@DRAWS
def test_bytes_do_not_depend_on_the_process_or_the_users_settings(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("axes.facecolor: red\nfont.size: 30\n", encoding="utf-8")
    code = (
        f"import sys, hashlib; sys.path[:0] = {[str(Path(__file__).parents[2]), str(Path(__file__).parent)]!r}\n"
        "from test_pictures import ALL, pictures\n"
        "print([hashlib.sha256(pictures.drawn(w, f)).hexdigest() for w in ALL for f in ('svg', 'pdf')])"
    )

    def run(seed: str, **more: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, **more}
        return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment).stdout

    assert run("1") == run("2", MATPLOTLIBRC=str(tmp_path / "matplotlibrc"), TZ="Asia/Tokyo", LC_ALL="C")


# ---- notes ---------------------------------------------------------------------------------------------


@derivation("with-a-picture", title="With a picture", source="Nobody")
def with_a_picture(d):
    """A note with a picture."""
    d.chain(p + 0).eq(p, by="field-arithmetic")
    d.picture("underflow", caption="A product of $n$ factors [1/10] & what is left.", factor=Q(1, 10), count=400)
    d.picture("underflow", caption="Another one.", factor=Q(1, 100), count=200)
    d.chain(p + 1).eq(1 + p, by="field-arithmetic")


def notes(**options: Any) -> dict[str, Any]:
    result = with_a_picture.check(second_opinion=False)
    return render([with_a_picture], [result], all_rules(), **options)


@DRAWS
@pytest.mark.parametrize("profile", ["gfm", "dollar"])
@pytest.mark.parametrize("book", [True, False])
def test_markdown_shows_its_pictures(profile: str, book: bool) -> None:
    files = notes(profile=profile, book=book)
    text = next(content for name, content in files.items() if name.endswith(".md") and "**Picture.**" in content)
    shown = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", text)
    assert shown == ["with-a-picture-picture-1.svg", "with-a-picture-picture-2.svg"]
    assert all(files[name].startswith(b"<?xml") for name in shown)
    assert "n factors &#91;1/10&#93; &amp; what is left" in text


@DRAWS
def test_latex_has_its_pictures_beside_it() -> None:
    files = notes(to="latex", book=False)
    names = re.findall(r"\\includegraphics\{([^}]*)\}", files["with-a-picture.tex"])
    assert names == ["with-a-picture-picture-1.pdf", "with-a-picture-picture-2.pdf"]
    assert set(names) < set(files)


@DRAWS
@NEEDS_TEX
def test_pdf_has_its_pictures_in_it() -> None:
    files = notes(to="latex")
    made = {name: content for name, content in files.items() if name.endswith(".pdf")}
    pdf, log = compile_pdf(files["book.tex"], made)
    assert troubles(log) == ()
    assert log.count("picture-1.pdf") and pdf == notes(to="pdf")["book.pdf"]


@DRAWS
@pytest.mark.parametrize(
    ("more", "said"), [({"label": r"$\nonsense$"}, "nonsense"), ({"panels": ln(-p)}, "no value anywhere")]
)
def test_what_cannot_be_drawn_is_said(more: dict[str, Any], said: str) -> None:
    data: dict[str, Any] = {"over": p, "between": (0, 1), "panels": p, **more}

    @derivation("cannot-be-drawn")
    def it(d):
        d.chain(p + 0).eq(p)
        d.picture("curves", caption="A caption.", **data)

    with pytest.raises(InvalidArgument, match=f"picture 1 of cannot-be-drawn.*{said}"):
        render([it], [it.check(second_opinion=False)], all_rules())


@pytest.mark.parametrize("to", ["markdown", "latex"])
def test_without_matplotlib_the_caption_says_what_to_install(to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "available", lambda: False)
    files = notes(to=to, book=False)
    (text,) = files.values()
    assert "what is left." in text and "Another one." in text
    assert text.count("needs matplotlib") == 2 and "pip install" in text
    assert to == "latex" or "symbolic-it[pictures]" in text
    assert "![" not in text and "includegraphics{" not in text


@NEEDS_TEX
def test_without_matplotlib_the_note_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "available", lambda: False)
    assert troubles(compile_pdf(notes(to="latex", book=False)["with-a-picture.tex"])[1]) == ()


def test_in_place_the_caption_says_where_the_picture_is() -> None:
    assert (
        "what is left. The picture itself is in the rendered notes (`symbolic-it render`)"
        in with_a_picture._repr_markdown_()
    )


def test_matplotlib_is_loaded_for_pictures_alone() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from symbolic_it import Library\nfrom symbolic_it.foundations import all_rules\n"
        "from symbolic_it.render import render\n"
        "d = Library.shipped().get('self-information-axioms')\n"
        "result = d.check()\nplain = Library.shipped().get('change-of-base')\n"
        "render([plain], [plain.check()], all_rules())\n"
        "assert d._repr_markdown_()\n"
        "assert 'matplotlib' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
