"""Small stand-ins for a library, its derivations and its results, one for each verdict and each kind of bad input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from symbolic_it.authoring.results import (
    Counterexample,
    DerivationResult,
    Diagnostic,
    FileResult,
    Span,
    StepResult,
    Verdict,
)
from symbolic_it.errors import InvalidArgument

PROVED = StepResult(
    1,
    r"D(P \parallel Q)",
    "=",
    r"\sum_{x} P(x) \log \frac{P(x)}{Q(x)}",
    Verdict.PROVED,
    by=("kl-definition",),
    second_opinion="agrees",
    span=Span(12, 5, 13, 60),
    plain="D(P ‖ Q) = Σ_x P(x) log(P(x)/Q(x))",
)
REFUTED = StepResult(
    2,
    "H(P)",
    "=",
    "H(Q)",
    Verdict.REFUTED,
    by=("entropy-definition",),
    counterexample=Counterexample("P = (3/4, 1/4), Q = (1/2, 1/2)", "0.811 bit", "1 bit"),
    diagnostic=Diagnostic(
        "IT101",
        Span(14, 5),
        {
            "where": "P = (3/4, 1/4), Q = (1/2, 1/2)",
            "lhs": "0.811 bit",
            "rhs": "1 bit",
            "hint": "P and Q are swapped",
        },
    ),
    span=Span(14, 5),
    plain="H(P) = H(Q)",
)
CONDITIONAL = StepResult(
    3,
    r"\log(a b)",
    "=",
    r"\log a + \log b",
    Verdict.CONDITIONAL,
    by=("log-product",),
    assumptions=(r"a \gt 0", r"b \gt 0"),
    second_opinion="no finite instance",
    diagnostic=Diagnostic("IT201", Span(15), {"condition": "a > 0", "place": "inside log(a b)"}),
    span=Span(15),
    plain="log(a b) = log a + log b",
)
UNPROVED = StepResult(
    4,
    "H(P, Q) - H(P)",
    "=",
    r"D(P \parallel Q)",
    Verdict.UNPROVED,
    by=("entropy-definition",),
    second_opinion="agrees",
    diagnostic=Diagnostic(
        "IT501", Span(16, 5), {"residual": "H(P, Q) = -Σ_x P(x) log Q(x)", "suggestion": "cross-entropy-definition"}
    ),
    span=Span(16, 5),
    plain="H(P, Q) - H(P) = D(P ‖ Q)",
)
DEFINITION = StepResult(5, "h(p)", ":=", "H((p, 1-p))", Verdict.DEFINITION, plain="h(p) := H((p, 1-p))")
COMPUTED = StepResult(6, "h(1/2)", "=", "1", Verdict.COMPUTED, second_opinion="agrees", plain="h(1/2) = 1")
NOT_UNDERSTOOD = StepResult(
    7, "f(x", "=", "2", Verdict.NOT_UNDERSTOOD, diagnostic=Diagnostic("IT001", Span(19, 5)), plain="f(x = 2"
)
DISAGREEMENT = replace(PROVED, index=8, second_opinion="disagrees")

EACH = (PROVED, REFUTED, CONDITIONAL, UNPROVED, DEFINITION, COMPUTED, NOT_UNDERSTOOD)

BAD_INPUTS = (
    Diagnostic("IT900", None, {"text": "Permission denied"}),
    Diagnostic("IT901", Span(3, 9), {"text": "'(' was never closed"}),
    Diagnostic("IT902", Span(7), {"type": "NameError", "text": "name 'Lawe' is not defined"}),
    Diagnostic("IT903", Span(20), {"name": "gibbs", "first": "derivations/gibbs.py:12"}),
    Diagnostic("IT904", Span(21), {"name": "gibs", "suggestion": "gibbs"}),
    Diagnostic("IT905", Span(22), {"cycle": "gibbs, kl-nonnegative, gibbs"}),
    Diagnostic("IT906", Span(23), {"text": "P is a law on X and y an outcome of Y"}),
    Diagnostic("IT907", Span(24), {"name": "x"}),
    Diagnostic("IT908", Span(25), {"value": "0.1"}),
    Diagnostic("IT909", Span(26), {"name": "log-quotent", "suggestion": "log-quotient"}),
    Diagnostic("IT910"),
)


def derivation_result(
    *steps: StepResult, name: str = "kl-expansion", title: str = "The divergence is a difference"
) -> DerivationResult:
    numbered = tuple(replace(step, index=number) for number, step in enumerate(steps, 1))
    return DerivationResult(
        name, title, "theorem", ("D2",), Span(8, 1, 16, 30), numbered, ("sum-linear", "log-product"), ("kl", "entropy")
    )


GOOD = FileResult("derivations/divergence.py", "derivations", (derivation_result(PROVED, DEFINITION, COMPUTED),))
MIXED = FileResult("my.py", "derivations", (derivation_result(*EACH, name="every-verdict"),))
LOUD = FileResult("loud.py", "derivations", (derivation_result(DISAGREEMENT),))
BROKEN = FileResult("broken.py", "derivations", (), BAD_INPUTS)


@dataclass(frozen=True)
class Encoded:
    """A term that only knows its SymPy encoding."""

    sympy: str

    def to_sympy(self) -> str:
        return self.sympy


@dataclass(frozen=True)
class Step:
    index: int
    lhs_text: str
    relation: str
    rhs_text: str
    by: tuple[str, ...] = ()
    why: str = ""
    conditions_latex: tuple[str, ...] = ()
    conditions_text: tuple[str, ...] = ()
    statement_text: str | None = None
    continues: bool = False
    lhs: Encoded = Encoded("Sum(P[x]*log(P[x]/Q[x]), (x, 0, n - 1))")
    rhs: Encoded = Encoded("0")
    lhs_latex: str = "a"
    rhs_latex: str = "b"


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class Chain:
    steps: tuple[Step, ...]
    label: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Hypothesis:
    latex: str
    text: str
    words: str


SPAN = Span(8)


@dataclass(eq=False)
class Derivation:
    name: str
    title: str
    path: str
    result: DerivationResult
    claims: tuple[str, ...] = ("D2",)
    kind: str = "theorem"
    source: str = "Cover and Thomas, section 2.3"
    doc: str = r"The divergence $D(P \parallel Q)$ is the cross-entropy less the entropy."
    span: Span = SPAN
    hypotheses: tuple[Hypothesis, ...] = (
        Hypothesis("", "law P", "$P$ is a law on $X$"),
        Hypothesis(r"P \ll Q", "P << Q", ""),
    )
    conventions: tuple[str, ...] = (r"$\log$ is taken to a fixed base $b \gt 1$.",)
    blocks: tuple[Prose | Chain, ...] = (
        Prose(r"Start from the definition, where $\sum_x P(x) = 1$."),
        Chain(
            (
                Step(1, "D(P ‖ Q)", "=", "Σ_x P(x) log(P(x)/Q(x))", ("kl-definition",)),
                Step(
                    2,
                    "Σ_x P(x) log(P(x)/Q(x))",
                    "=",
                    "H(P, Q) - H(P)",
                    ("log-quotient", "gibbs"),
                    "the weight vanishes where $P(x) = 0$",
                    (r"P(x) \neq 0",),
                    ("P(x) != 0",),
                    continues=True,
                ),
            ),
            "a",
            "Expansion",
        ),
    )
    cites: tuple[str, ...] = ("gibbs",)

    def check(self, second_opinion: bool = True) -> DerivationResult:
        return self.result


@dataclass(frozen=True)
class Rule:
    name: str
    subject: str = "logarithms"
    title: str = "Logarithm of a quotient"
    statement_text: str = "log(a/b) = log a - log b"
    statement_latex: str = ""
    conditions: tuple[str, ...] = ("a > 0", "b > 0")
    conditions_latex: tuple[str, ...] = ()
    why: str = "The product rule, at a = (a/b) b."
    example: str = "log(P(x)/Q(x)) = log P(x) - log Q(x)"
    source: str = "Cover and Thomas, chapter 2"
    axioms: tuple[str, ...] = ("log-product",)


@dataclass(frozen=True)
class Source:
    path: str
    derivations: tuple[Derivation, ...] = ()
    errors: tuple[Diagnostic, ...] = ()

    @property
    def file(self) -> str:
        return str(Path(self.path).resolve())


class Library:
    """A library made of results; files that ``with_paths`` adds are looked up in ``on_disk`` by their name."""

    def __init__(self, files: Sequence[FileResult], on_disk: dict[str, FileResult] | None = None) -> None:
        self.results = tuple(files)
        self.on_disk = on_disk or {}
        self.files = tuple(_source(result) for result in self.results)
        self.derivations = tuple(d for source in self.files for d in source.derivations)
        self.on_check: Callable[[], None] = lambda: None

    def with_paths(self, paths: Sequence[str]) -> Library:
        added = []
        for given in paths:
            inside = sorted(Path(given).glob("*.py")) if Path(given).is_dir() else [Path(given)]
            added += [replace(self.on_disk[path.name], path=str(path)) for path in inside]
        library = Library((*self.results, *added), self.on_disk)
        library.on_check = self.on_check
        return library

    def get(self, name: str) -> Derivation:
        for derivation in self.derivations:
            if derivation.name == name:
                return derivation
        raise InvalidArgument(f"no derivation named {name!r}")

    def check(
        self,
        names: Sequence[str] | None = None,
        second_opinion: bool = True,
        progress: Callable[[int, int, str], None] | None = None,
        cache: None = None,
    ) -> tuple[FileResult, ...]:
        total = len(self.derivations)
        if progress:
            progress(0, total, "")
        self.on_check()
        for number, derivation in enumerate(self.derivations):
            if progress:
                progress(number, total, derivation.name)
        if names is None:
            return self.results
        kept = (replace(r, derivations=tuple(d for d in r.derivations if d.name in names)) for r in self.results)
        return tuple(result for result in kept if result.derivations)


def _source(result: FileResult) -> Source:
    derivations = tuple(Derivation(d.name, d.title, result.path, d) for d in result.derivations)
    return Source(result.path, derivations, result.errors)
