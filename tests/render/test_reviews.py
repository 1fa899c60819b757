"""Reviewed notes as documents: verdicts and reasons on every step, read back alike, and nothing of the text gets out."""

from __future__ import annotations

import re
import shutil

import pytest

from symbolic_it.authoring.results import DerivationResult, FileResult
from symbolic_it.foundations import all_rules, has_rule
from symbolic_it.render import render_review
from symbolic_it.render.pdf import compile_pdf
from symbolic_it.report.sources import Source
from symbolic_it.review import review_file
from symbolic_it.review.judging import shipped_library
from symbolic_it.review.reasons import used_in, with_reasons

NOTE = r"""# Divergence

Let $p$ and $q$ be laws on the same finite alphabet.

$$
D(p \| q) = \sum_x p(x) \log \frac{p(x)}{q(x)}
= \sum_x p(x)\log p(x) - \sum_x p(x) \log q(x)
= H(p, q) - H(p) \ge 0
$$

## Two variables

$$ H(X, Y) = H(X) + H(Y) $$

$$ I(X;Y) = H(X) - H(X|Y) $$

$$ \foo{x} = 3 $$
"""


def reviewed(text: str, name: str = "note.md") -> FileResult:
    return with_reasons(review_file(name, text.encode()))


def rendered(text: str, name: str = "note.md", **how: str) -> str:
    titles = {d.name: d.title for d in shipped_library().derivations}
    made = render_review(reviewed(text, name), Source.of(name, text.encode()), all_rules(), titles, **how)
    assert isinstance(made, str)
    return made


def shown(markdown: str) -> list[DerivationResult]:
    """The chains of the displays that read back."""
    inside, lines = False, set[int]()
    for number, row in enumerate(markdown.splitlines(), 1):
        inside = row.startswith("```math") or (inside and not row.startswith("```"))
        lines |= {number} if inside else set()
    return [c for c in review_file("back.md", markdown.encode()).derivations if c.span.line in lines]


def verdicts(chains: list[DerivationResult]) -> list[list[str]]:
    return [[s.verdict.value for s in c.steps] for c in chains if c.steps]


def test_steps_have_the_fewest_reasons():
    found = [[set(s.by) for s in c.steps] for c in reviewed(NOTE).derivations]
    assert found[0] == [
        {"divergence-definition"},
        {"log-of-quotient", "sum-of-difference"},
        {"cross-entropy-definition", "entropy-definition"},
        {"cross-entropy-bound"},
    ]


def test_reasons_are_rules_or_theorems_and_steps_without_a_theorem_have_none():
    for chain in reviewed(NOTE).derivations:
        for step in chain.steps:
            if step.theorem is not None:
                assert all(has_rule(name) or shipped_library().find(name) is not None for name in step.by)
                assert all(has_rule(name) for name in used_in(step.theorem))
            else:
                assert step.by == ()


def test_the_document_says_what_was_found():
    text = rendered(NOTE)
    assert text.startswith("# Divergence\n")
    assert "**a step is refuted, a step is not understood**" in text
    assert "2. **Proved**: a sum of differences and logarithm of a quotient. Given $`p \\ll q`$." in text
    assert "## Two variables\n\n**Line 13**" in text
    assert "1. **Refuted** (IT101). It fails for X = {1, 2}, Y = {1, 2}" in text
    assert "- Line 17, `\\foo{x} = 3`: the formula could not be read" in text
    assert "logarithms have one base" in text.split("**Line")[0]


@pytest.mark.parametrize("profile", ["gfm", "dollar"])
def test_what_is_written_reads_back_with_the_same_verdicts(profile):
    if profile == "gfm":
        assert verdicts(shown(rendered(NOTE))) == verdicts(list(reviewed(NOTE).derivations))
    back = review_file("back.md", rendered(NOTE, profile=profile).encode()).derivations
    wanted = verdicts(list(reviewed(NOTE).derivations))
    found = verdicts(list(back))
    assert all(chain in found for chain in wanted)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_flipped_sign_reads_back_as_refuted(step):
    sides = [
        r"D(p \| q)",
        r"\sum_x p(x) \log \frac{p(x)}{q(x)}",
        "H(p, q) - H(p)",
        r"-\sum_x p(x) \log \frac{q(x)}{p(x)}",
    ]
    sides[step] = "-(" + sides[step] + ")"
    text = f"$$ {' = '.join(sides)} $$\n"
    found = verdicts(list(reviewed(text).derivations))
    assert "refuted" in found[0]
    assert verdicts(shown(rendered(text))) == found


HOSTILE = [
    r"\write18{touch pwned}", r"\input{/etc/passwd}", r"\immediate\write18{id}", r"\catcode`\@=11", r"\def\a{\a}\a",
    r"\csname input\endcsname", r"<script>alert(1)</script>", r"`code` ```", "| a | b |", r"\text{</script><script>}",
    r"\href{javascript:alert(1)}{x}", r"\end{aligned}\input{x}", "$$", r"\text{$\input{x}$}", "^^5cinput{x}", "\\begin{document}",
    "![x](http://example.org/x.png)", "[a](javascript:b)", "{{ 7*7 }}", "<% x %> << y >>", "\u202e\u2066", "%\n",
]  # fmt: skip


def hostile_note(evil: str) -> str:
    return (
        f"# Title {evil}\n\n$$ \\log(ab) = \\log a + \\log b {evil} $$\n\n## Part {evil}\n\n"
        f"$$ H(p) = 3 \\text{{{evil}}} $$\n\n${evil} = 1$\n\n$$ D(p\\|q) = H(p,q) - H(p) $$\n"
    )


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_of_the_text_becomes_markup(evil):
    text = rendered(hostile_note(evil), name=f"a{evil[:8].replace('/', '')}`|.md")
    outside = re.sub(r"(`+).+?\1", "", re.sub(r"```math\n.*?\n```", "", text, flags=re.S))
    assert "<script" not in outside.lower()
    assert not re.search(r"(?<!\\)!?\[[^\]]*\]\(", outside)
    formulas = " ".join(re.findall(r"```math\n(.*?)\n```|\$`(.*?)`\$", text, re.S)[0])
    for command in ("write", "input", "catcode", "csname", "href", "def", "immediate"):
        assert f"\\{command}" not in re.sub(r"\\text\{[^}]*\}", "", formulas)
    # the displays are as many as chains, so none was closed or opened by the text
    chains = [c for c in reviewed(hostile_note(evil)).derivations if c.steps]
    assert text.count("\n```math\n") == len(chains)
    assert text.count("\\begin{aligned}") >= len(chains)


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_of_the_text_becomes_a_command_of_tex(evil):
    source = rendered(hostile_note(evil), name=f"a{evil[:8].replace('/', '')}`|.md", to="latex")
    body = source.split("\\begin{document}", 1)[1]
    for command in ("write", "input", "immediate", "catcode", "csname", "href", "def"):
        assert not re.search(rf"\\{command}(?![a-zA-Z])", body)
    assert body.count("\\end{document}") == 1


@pytest.mark.skipif(shutil.which("latexmk") is None, reason="needs latexmk and pdflatex")
def test_a_hostile_note_is_set():
    source = rendered("\n\n".join(hostile_note(evil) for evil in HOSTILE), to="latex")
    made, _ = compile_pdf(source)
    assert made.startswith(b"%PDF")
