"""Notes to try the reader with: formulas of the field, soups of LaTeX and Markdown, and damaged notes of the corpus. Seeded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

CORPUS = Path(__file__).parents[1] / "notes" / "corpus"
FORMS = Path(__file__).parents[1] / "notes" / "forms"
ENDINGS = ("md", "tex", "ipynb", "qmd", "txt")
NAMES = (
    "p", "q", "P", "Q", "r", "X", "Y", "Z", "x", "y", "z", "i", "j", "k", "n", "m", "t", "a", "b", "\\theta", "\\lambda", "\\pi", "\\mu",
    "\\hat{p}", "p_\\theta", "q_{\\phi}", "x_i", "X_1", "p_{data}", "\\mathcal{X}", "w", "f", "g", "h", "\\epsilon", "\\alpha", "Q'", "X^n", "熵",
)  # fmt: skip
NUMBERS = (
    "0",
    "1",
    "2",
    "3",
    "10",
    "0.5",
    "1/2",
    "-1",
    "1e9",
    "99999999999999999999999999",
    "0.0000001",
    "\\infty",
    "1,000",
    ".5",
    "9" * 5000,
)
FORMULAS = (
    "p(x)", "q(x)", "P(x) \\log P(x)", "H(P)", "H(X)", "H(X, Y)", "H(X \\mid Y)", "H(X|Y=y)", "D(P \\| Q)", "D_{\\mathrm{KL}}(p \\,\\|\\, q)",
    "I(X; Y)", "I(X;Y \\mid Z)", "H(p, q)", "\\mathbb{E}_{x \\sim p}[{0}]", "\\mathbb{E}[{0}]", "\\sum_x {0}", "\\sum_{x \\in \\mathcal{X}} {0}",
    "\\sum_{i=1}^n {0}", "\\prod_{i=1}^{n} {0}", "\\frac{{0}}{{1}}", "{0} + {1}", "{0} - {1}", "{0} {1}", "{0} \\cdot {1}", "({0})", "\\left({0}\\right)",
    "\\log {0}", "\\log_2 {0}", "\\ln {0}", "\\log \\frac{{0}}{{1}}", "-{0}", "{0}^2", "{0}^{{1}}", "e^{{0}}", "\\exp({0})", "\\sqrt{{0}}",
    "\\int {0} \\, dx", "\\int_{-\\infty}^{\\infty} {0} dx", "\\frac{\\partial}{\\partial \\theta} {0}", "\\nabla_\\theta {0}",
    "\\arg\\max_\\theta {0}", "\\max_{x} {0}", "\\lim_{n \\to \\infty} {0}", "p(x \\mid y)", "p(x, y)", "p(x; \\theta)", "P(X = x)", "\\Pr[X \\ge 1]",
    "\\begin{cases} {0} & x > 0 \\\\ {1} & \\text{otherwise} \\end{cases}", "\\binom{n}{k} {0}", "n!", "|{0}|", "\\|{0}\\|", "\\mathbf{1}[x = k]",
    "{0}/{1}", "\\text{where } {0}", "\\underbrace{{0}}_{{1}}", "\\sum_{k \\neq j} {0}", "\\sum_{x,y} {0}", "H_b(p)", "h(X)", "\\sigma({0})",
    "\\lfloor {0} \\rfloor", "f'({0})", "\\operatorname{KL}({0} \\| {1})", "\\{{0}\\}", "[{0}, {1}]", "X \\to Y \\to Z", "X \\sim p", "{0} \\, d{1}",
)  # fmt: skip
RELATIONS = (
    "=", "\\le", "\\ge", "<", ">", "\\leq", "\\geq", "\\neq", "\\approx", "\\propto", ":=", "\\to", "\\iff", "\\Rightarrow", "\\equiv", "\\sim",
    "\\ll", "\\stackrel{(a)}{=}", "\\overset{?}{=}", "&=", "\\\\ &=", "\\\\ &\\le", "\\in", "\\perp", "\\triangleq",
)  # fmt: skip
PIECES = (
    "$", "$$", "\\[", "\\]", "\\(", "\\)", "`", "```", "```math\n", "\n", "\n\n", "> ", "- ", "|", "# ", "<!--", "-->", "<!-- symbolic-it: base 2 -->",
    "<!-- symbolic-it: let p = q; independent x_i -->", "\\begin{align}", "\\end{align}", "\\begin{cases}", "\\end{cases}", "\\begin{aligned}",
    "\\end{aligned}", "\\begin{", "{", "}", "#1", "\\newcommand{\\a}[1]{#1#1}", "\\def\\a{\\a}", "\\a", "\\let\\p\\q", "\\text{", "%", "\\", " ", "&", "\\\\", "_",
    "^", "'", "\\left(", "\\right", "\\left.", "\\right|", "\\middle|", "~", "\\limits", "\\over", "\\tag{1}", "\\label{x}", "\\quad", "\\,", "\\;", "\\mid",
    "<script>alert(1)</script>", "\\write18{id}", "\\input{/etc/passwd}", "\x00", "\u2028", "\ud83d", "\x1b[2J", "\u202e", "\ufeff", "\\verb|x|",
    "{% raw %}", "{{", "}}", "---\n", "\\DeclareMathOperator{\\KL}{KL}", "\\KL", "0", "((((", "))))", "____", "^^^^", "''''", "\\frac", "\\sum", "\\hat",
)  # fmt: skip
WORDS = (
    "Assume that $p \\ll q$.", "where $x \\in \\mathcal{X}$", "when $P = Q$", "Let $X$ and $Y$ be independent.", "当 $P = Q$ 时", "logarithms are to base 2",
    "for all $x$", "The entropy is", "(by Jensen)", "for i.i.d. $X_1, \\dots, X_n$", "with $\\lambda > 0$", "Suppose $P = (0.9, 0.1)$.", "in bits", "in nats",
    "if $X \\to Y \\to Z$ is a Markov chain", "uniform", "# Section", "cross-entropy of the softmax", "$n$ letters", "unless $q(x) = 0$", "Note:",
)  # fmt: skip
DISPLAYS = (
    ("$$\n", "\n$$"), ("\\[", "\\]"), ("$", "$"), ("\\(", "\\)"), ("$`", "`$"), ("```math\n", "\n```"), ("\\begin{align*}", "\\end{align*}"),
    ("\\begin{equation}", "\\end{equation}"), ("$$\\begin{aligned}", "\\end{aligned}$$"), ("\\begin{gather}", "\\end{gather}"), ("", ""),
)  # fmt: skip


def expression(random: Random, depth: int = 3) -> str:
    kind = random.random()
    if depth == 0 or kind < 0.15:
        return random.choice(NAMES)
    if kind < 0.25:
        return random.choice(NUMBERS)
    form = random.choice(FORMULAS)
    for hole in ("{0}", "{1}"):
        while hole in form:
            form = form.replace(hole, expression(random, depth - 1), 1)
    return form


def formula(random: Random) -> str:
    """A chain, or an expression alone."""
    sides = [expression(random, random.randrange(4)) for _ in range(random.choice((1, 2, 2, 2, 3, 5)))]
    text = sides[0]
    for side in sides[1:]:
        text += f" {random.choice(RELATIONS)} {side}"
    return text


def damaged(text: str, random: Random, times: int) -> str:
    """The text with pieces put in, taken out, moved or doubled."""
    for _ in range(times):
        i = random.randrange(len(text) + 1)
        j = min(len(text), i + random.choice((0, 1, 1, 2, 5, 20, 100)))
        kind = random.randrange(5)
        if kind == 0:
            text = text[:i] + text[j:]
        elif kind == 1:
            text = text[:i] + random.choice(PIECES) + text[i:]
        elif kind == 2:
            text = text[:j] + text[i:j] * random.choice((1, 2, 30)) + text[j:]
        elif kind == 3:
            text = text[:i] + random.choice((*NAMES, *FORMULAS, *RELATIONS)) + text[j:]
        else:
            k = random.randrange(len(text) + 1)
            text = text[:i] + text[k : k + 10] + text[i:]
    return text


def composed(random: Random) -> str:
    """A note of a few formulas with words between."""
    parts = []
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        before, after = random.choice(DISPLAYS)
        parts.append(before + formula(random) + after)
        if random.random() < 0.5:
            parts.append(random.choice(WORDS))
    random.shuffle(parts)
    text = random.choice((" ", "\n\n", "\n")).join(parts)
    return damaged(text, random, random.choice((0, 0, 1, 2, 6)))


def soup(random: Random) -> str:
    pool: Sequence[str] = random.choice((PIECES, (*PIECES, *NAMES, *RELATIONS, *FORMULAS)))
    return "".join(random.choice(pool) for _ in range(random.randrange(60)))


@cache
def sources() -> tuple[str, ...]:
    found = [p for p in CORPUS.iterdir() if p.suffix[1:] in ENDINGS] + [p for p in FORMS.iterdir() if p.suffix == ".md"]
    return tuple(p.read_text(encoding="utf-8") for p in sorted(found))


def from_corpus(random: Random) -> str:
    text = random.choice(sources())
    at = random.randrange(len(text))
    return damaged(text[at : at + random.choice((80, 200, 500))], random, random.choice((1, 2, 4)))


def noise(random: Random) -> str:
    return "".join(
        chr(random.choice((random.randrange(128), random.randrange(0x3000)))) for _ in range(random.randrange(80))
    )


KINDS: tuple[Callable[[Random], str], ...] = (composed, composed, composed, from_corpus, from_corpus, soup, noise)


def note(random: Random) -> tuple[str, bytes]:
    """A name and the bytes of a note."""
    ending = random.choice(ENDINGS)
    text = random.choice(KINDS)(random)
    if ending == "ipynb" and random.random() < 0.9:
        cells = [
            {"cell_type": random.choice(("markdown", "raw", "code")), "source": part} for part in text.split("\n\n")
        ]
        text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": random.choice((5, 2))})
        if random.random() < 0.2:
            text = damaged(text, random, 2)
    data = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.02:
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.randbytes(random.randrange(8)) + data[at:]
    return f"n.{ending}", data
