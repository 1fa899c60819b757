"""A note with one finding of each kind, and what its review says, made by hand."""

from __future__ import annotations

from symbolic_it.authoring.results import (
    Counterexample,
    DerivationResult,
    Diagnostic,
    FileResult,
    Span,
    StepResult,
    Verdict,
)

NOTE = """# Entropy

Let $p$ and $q$ be laws on $X$.

$$
H(X, Y) = H(X) + H(Y|X)
        = H(X) + H(X|Y) \\ge H(X)
$$

相对熵 $D(p \\| q) = H(p) - H(p,q)$ 不小于零。

\\begin{align}
\\theta^* &= \\arg\\max_\\theta \\prod_{i=1}^n p(x_i|\\theta) \\\\
         &= \\arg\\max_\\theta \\sum_{i=1}^n \\log p(x_i|\\theta)
\\end{align}

The base is 2: $H = -\\sum_x p(x log p(x)$.
"""

LINES = NOTE.split("\n")


def span_of(piece: str, line: int) -> Span:
    """Where the piece stands in this line of the note."""
    at = LINES[line - 1].index(piece) + 1
    return Span(line, at, line, at + len(piece))


PROVED = StepResult(
    1, "H(X, Y)", "=", "H(X) + H(Y|X)", Verdict.PROVED, by=("chain-rule",), span=span_of("H(X, Y) = H(X) + H(Y|X)", 6),
    read_as=(r"H(X,\, Y)", r"H(X) + H(Y \mid X)"),
)  # fmt: skip
REFUTED = StepResult(
    2, "H(X) + H(Y|X)", "=", "H(X) + H(X|Y)", Verdict.REFUTED, span=span_of("= H(X) + H(X|Y)", 7),
    counterexample=Counterexample("X constant, Y a fair bit", "1 bit", "0 bit"), repair="H(Y) + H(X|Y)",
    read_as=(r"H(X) + H(Y \mid X)", r"H(X) + H(X \mid Y)"),
    diagnostic=Diagnostic(
        "IT101", span_of("= H(X) + H(X|Y)", 7),
        {"where": "X constant, Y a fair bit", "lhs": "1 bit", "rhs": "0 bit", "hint": "H(X) should be H(Y)"},
    ),
)  # fmt: skip
UNPROVED = StepResult(
    3, "H(X) + H(X|Y)", ">=", "H(X)", Verdict.UNPROVED, span=span_of("\\ge H(X)", 7),
    read_as=(r"H(X) + H(X \mid Y)", "H(X)"), diagnostic=Diagnostic("IT501", span_of("\\ge H(X)", 7)),
)  # fmt: skip
WRONG_SIGN = StepResult(
    1, "D(p \\| q)", "=", "H(p) - H(p,q)", Verdict.REFUTED, span=span_of("D(p \\| q) = H(p) - H(p,q)", 10),
    counterexample=Counterexample("p = (3/4, 1/4), q = (1/2, 1/2)", "0.189 bit", "-0.189 bit"),
    repair="H(p,q) - H(p)", read_as=(r"D(p \parallel q)", r"H(p) - H(p,\, q)"),
    remarks=(Diagnostic("IT308", span_of("H(p,q)", 10), {"form": "H(p,q)", "meaning": "the cross-entropy"}),),
)  # fmt: skip
ARGMAX = StepResult(
    1, r"\arg\max_\theta \prod_{i=1}^n p(x_i|\theta)", "=", r"\arg\max_\theta \sum_{i=1}^n \log p(x_i|\theta)",
    Verdict.CONDITIONAL, by=("argmax-monotone",), assumptions=(r"x_i \text{ independent}",),
    span=Span(13, 11, 14, LINES[13].index("\\sum") + 1 + len(LINES[13][LINES[13].index("\\sum"):])),
    diagnostic=Diagnostic("IT203", Span(13, 11, 14, 60), {"what": "the samples x_i"}),
)  # fmt: skip
UNREAD = Diagnostic("IT001", span_of("H = -\\sum_x p(x log p(x)", 17), {"text": "'(' is never closed"})
BARE_LOG = Diagnostic("IT303", span_of("log", 17), {"name": "log"})


def chain(span: Span, *steps: StepResult, path: str = "notes.md", cell: int | None = None) -> DerivationResult:
    return DerivationResult(f"{path}:{span.line}", "", "chain", (), span, steps, cell=cell)


def review(path: str = "notes.md") -> FileResult:
    """What a review of the note says."""
    return FileResult(
        path, "notes",
        (
            chain(Span(6, 1, 7, 34), PROVED, REFUTED, UNPROVED, path=path),
            chain(Span(10, 6, 10, 31), WRONG_SIGN, path=path),
            chain(Span(13, 1, 14, 60), ARGMAX, path=path),
        ),
        not_understood=(UNREAD,), remarks=(BARE_LOG,), standing=("alphabets are finite", "p << q"), displays=2, inline=4,
        skipped=("1 formula that is a picture",), readings=((Span(6, 1, 6, 24), "H(X, Y)", r"H(X,\, Y)"),),
    )  # fmt: skip


CLEAN = FileResult(
    "clean.md", "notes", (chain(Span(6, 1, 6, 24), PROVED, path="clean.md"),), displays=1, standing=("alphabets are finite",)
)  # fmt: skip
