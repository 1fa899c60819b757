"""Stand-ins for derivations, with the attributes that rendering reads and real content of the library's kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic_it.authoring.results import Counterexample, DerivationResult, Span, StepResult, Verdict


@dataclass(frozen=True)
class Hypothesis:
    latex: str = ""
    words: str = ""
    text: str = ""


@dataclass(frozen=True)
class Step:
    lhs_latex: str
    relation: str
    rhs_latex: str
    by: tuple[str, ...] = ()
    why: str = ""
    conditions_latex: tuple[str, ...] = ()
    continues: bool = False
    index: int = 0


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class ChainBlock:
    steps: tuple[Step, ...]
    title: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Rule:
    name: str
    title: str
    statement_latex: str
    conditions_latex: tuple[str, ...] = ()
    why: str = ""
    source: str = ""
    axioms: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Axiom:
    name: str
    words: str
    source: str = ""
    statement_latex: str = ""


@dataclass(frozen=True)
class Derivation:
    name: str
    title: str
    blocks: tuple[Any, ...]
    kind: str = "theorem"
    claims: tuple[str, ...] = ()
    source: str = ""
    doc: str = ""
    path: str = "derivations/relative_entropy.py"
    hypotheses: tuple[Hypothesis, ...] = ()
    conventions: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()

    @property
    def steps(self) -> list[Step]:
        return [step for block in self.blocks if isinstance(block, ChainBlock) for step in block.steps]


@dataclass(frozen=True)
class Change:
    """What differs from a proved step in a result."""

    verdict: Verdict = Verdict.PROVED
    second_opinion: str | None = "agrees"
    assumptions: tuple[str, ...] = ()
    counterexample: Counterexample | None = None


def result(
    derivation: Derivation,
    changes: dict[int, Change] | None = None,
    *,
    asked: bool = True,
    axioms: tuple[str, ...] = ("log-bound", "field-inverse"),
    definitions: tuple[str, ...] = ("divergence", "entropy"),
) -> DerivationResult:
    """A result in which every step is proved, but for the changes (by number from 1)."""
    steps = []
    for number, step in enumerate(derivation.steps, 1):
        change = (changes or {}).get(number, Change(second_opinion="agrees" if asked else None))
        steps.append(
            StepResult(
                number,
                step.lhs_latex,
                step.relation,
                step.rhs_latex,
                change.verdict,
                by=step.by,
                assumptions=change.assumptions,
                counterexample=change.counterexample,
                second_opinion=change.second_opinion,
            )
        )
    return DerivationResult(
        derivation.name,
        derivation.title,
        derivation.kind,
        derivation.claims,
        Span(1),
        tuple(steps),
        axioms,
        definitions,
    )


def chain(start: str, *links: tuple[Any, ...], title: str | None = None) -> ChainBlock:
    """``links`` are (relation, right side, rules, why, conditions), the last three optional."""
    steps = []
    left = start
    for n, link in enumerate(links):
        relation, right, by, why, conditions = (*link, *((), "", ())[len(link) - 2 :])
        steps.append(Step(left, relation, right, tuple(by), why, tuple(conditions), continues=n > 0, index=n + 1))
        left = right
    return ChainBlock(tuple(steps), title=title)


LOG = r"$\log$ is taken to a fixed base $b > 1$."
ZERO = r"$0 \log 0 = 0$."

RULES = (
    Rule(
        "kl-definition",
        "Definition of the divergence",
        r"D(P \parallel Q) = \sum_{x} P(x) \log\frac{P(x)}{Q(x)}",
        why="Opens or closes the divergence.",
    ),
    Rule(
        "log-quotient",
        "Logarithm of a quotient",
        r"\log\frac{a}{b} = \log a - \log b",
        (r"a > 0", r"b > 0"),
        r"Since $\frac{a}{b} \cdot b = a$, the logarithm of a product gives it.",
        "Cover and Thomas, Elements of Information Theory, 2nd ed., ch. 2",
        ("log-product",),
        "log(P(x)/Q(x)) = log P(x) - log Q(x)",
    ),
    Rule(
        "sum-of-difference",
        "Sum of a difference",
        r"\sum_{x} \left( f(x) - g(x) \right) = \sum_{x} f(x) - \sum_{x} g(x)",
    ),
    Rule(
        "argmax-monotone",
        "Maximisers under an increasing map",
        r"\operatorname*{arg\,max}_{\theta \in S} \phi(f(\theta)) = \operatorname*{arg\,max}_{\theta \in S} f(\theta)",
        (r"\forall s, t\colon\; s < t \Rightarrow \phi(s) < \phi(t)",),
        "An increasing map keeps the order of values, so it keeps the largest.",
    ),
    Rule("log-product", "Logarithm of a finite product", r"\log \prod_{i=1}^{m} a_i = \sum_{i=1}^{m} \log a_i"),
    Rule("log-bound", r"$\ln t$ lies below $t - 1$", r"\ln t \le t - 1", (r"t > 0",)),
)

KL = Derivation(
    "kl-is-cross-entropy-minus-entropy",
    "The divergence is the cross-entropy less the entropy",
    (
        Prose("We open the divergence and split the logarithm under the sum."),
        chain(
            r"D(P \parallel Q)",
            ("=", r"\sum_{x} P(x) \log\frac{P(x)}{Q(x)}", ["kl-definition"]),
            (
                "=",
                r"\sum_{x} P(x) \log P(x) - \sum_{x} P(x) \log Q(x)",
                ["log-quotient", "sum-of-difference"],
                r"Where $P(x) = 0$ both sides are $0$; elsewhere $P \ll Q$ gives $Q(x) > 0$.",
                [r"P(x) \ne 0 \Rightarrow Q(x) > 0"],
            ),
            ("=", r"H(P, Q) - H(P)", ["entropy-definition", "cross-entropy-definition"]),
        ),
        Prose(
            r"""So coding for the wrong law $Q$ costs $D(P \parallel Q)$ more than the entropy, and the excess
            does not depend on the code, only on the two laws.

            With $P = Q$ nothing is left of it."""
        ),
    ),
    claims=("D2",),
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., section 2.3",
    doc=r"""What a code made for the law $Q$ costs when the letters follow $P$.

    The identity holds with zeros of $P$, as long as $P \ll Q$.""",
    hypotheses=(
        Hypothesis(r"\sum_{x} P(x) = 1,\; P(x) \ge 0", "$P$ is a law on $\\mathcal{X}$"),
        Hypothesis(r"\sum_{x} Q(x) = 1,\; Q(x) \ge 0", "$Q$ is a law on $\\mathcal{X}$"),
        Hypothesis(r"\forall x\colon\; Q(x) = 0 \Rightarrow P(x) = 0", r"$P \ll Q$"),
    ),
    conventions=(LOG, ZERO),
)

_ARG = r"\operatorname*{arg\,max}_{\theta \in \Theta}"

MLE = Derivation(
    "maximum-likelihood-minimises-divergence",
    "Maximum likelihood minimises the divergence from the empirical law",
    (
        chain(
            _ARG + r" \prod_{i=1}^{m} p_\theta(x_i)",
            (
                "=",
                _ARG + r" \log \prod_{i=1}^{m} p_\theta(x_i)",
                ["argmax-monotone"],
                "The logarithm increases strictly.",
            ),
            (
                "=",
                _ARG + r" \sum_{i=1}^{m} \log p_\theta(x_i)",
                ["log-product"],
                "",
                [r"\forall i\colon\; p_\theta(x_i) > 0"],
            ),
            ("=", _ARG + r" \frac{1}{m} \sum_{i=1}^{m} \log p_\theta(x_i)", ["argmax-positive-factor"]),
            ("=", _ARG + r" \sum_{x} \hat{p}(x) \log p_\theta(x)", ["empirical-sum"]),
            (
                "=",
                _ARG + r" \left( \sum_{x} \hat{p}(x) \log p_\theta(x) - \sum_{x} \hat{p}(x) \log \hat{p}(x) \right)",
                ["argmax-constant"],
                r"The second sum, which is the entropy of the empirical law with its sign changed, does not depend on "
                r"the parameter, and a constant moves all values of the objective by the same amount: the maximisers "
                r"stay where they are, only the maximum itself is another one.",
            ),
            (
                "=",
                _ARG + r" \sum_{x} \hat{p}(x) \log\frac{p_\theta(x)}{\hat{p}(x)}",
                ["log-quotient", "sum-of-difference"],
            ),
            (
                "=",
                r"\operatorname*{arg\,min}_{\theta \in \Theta} D(\hat{p} \parallel p_\theta)",
                ["kl-definition", "argmax-negation"],
            ),
        ),
    ),
    claims=("E1", "E4"),
    doc="Maximising a likelihood is choosing the model nearest to the data, nearest in the sense of the divergence.",
    path="derivations/maximum_likelihood.py",
    hypotheses=(
        Hypothesis(
            r"\forall \theta \in \Theta,\; \forall i\colon\; p_\theta(x_i) > 0",
            "the sample is positive under each model",
        ),
    ),
    conventions=(LOG,),
    cites=("kl-is-cross-entropy-minus-entropy",),
)

GIBBS = Derivation(
    "gibbs-inequality",
    "The divergence is never negative, and zero only at $P = Q$",
    (
        Prose("The logarithm lies below its tangent at $1$; this one fact gives the inequality."),
        chain(
            r"-D(P \parallel Q)",
            ("=", r"\sum_{x} P(x) \log\frac{Q(x)}{P(x)}", ["kl-definition", "log-quotient"]),
            (
                "<=",
                r"\frac{1}{\ln b} \sum_{x} P(x) \left( \frac{Q(x)}{P(x)} - 1 \right)",
                ["log-bound"],
                "",
                [r"P(x) > 0", r"\ln b > 0"],
            ),
            ("=", r"\frac{1}{\ln b} \left( \sum_{x\colon P(x) > 0} Q(x) - 1 \right)"),
            ("<=", "0", (), "A sum over a part of the letters is at most $1$."),
            title="The inequality",
        ),
        Prose(
            r"""Suppose now that $D(P \parallel Q) = 0$. Then every step above holds with equality. The tangent touches
            the logarithm at $t = 1$ alone, so $Q(x) = P(x)$ wherever $P(x) > 0$."""
        ),
        ChainBlock(
            (
                Step(
                    r"D(P \parallel Q) = 0",
                    "=>",
                    r"\forall x\colon\; P(x) > 0 \Rightarrow Q(x) = P(x)",
                    ("log-bound",),
                ),
                Step(
                    r"\forall x\colon\; P(x) > 0 \Rightarrow Q(x) = P(x)",
                    "=>",
                    r"\sum_{x\colon P(x) > 0} Q(x) = 1",
                    (),
                    continues=True,
                ),
                Step(r"\sum_{x\colon P(x) = 0} Q(x)", "=", "0", ("sums-to-one",)),
            ),
            title="When it is zero",
        ),
        Prose("The other direction is a computation."),
        chain(
            r"D(P \parallel P)",
            ("=", r"\sum_{x} P(x) \log 1", ["kl-definition"]),
            ("=", "0"),
            title="The converse",
        ),
        Prose("A sum with many terms, wider than a page, shows how a long line is broken."),
        chain(
            r"\log \prod_{i=1}^{n} f_i^{y_i} (1 - f_i)^{1 - y_i}",
            (
                "=",
                " + ".join(
                    rf"\left[ y_{{{i}}} \log f_{{{i}}} + (1 - y_{{{i}}}) \log (1 - f_{{{i}}}) \right]"
                    for i in range(1, 8)
                ),
                ["log-product"],
            ),
            (
                "=",
                r"\sum_{i=1}^{7} \left( "
                + " + ".join(rf"y_i \log f_{{i, {k}}} - (1 - y_i) \log (1 - f_{{i, {k}}})" for k in range(1, 5))
                + r" \right)",
                ["log-product"],
                "Collecting.",
            ),
        ),
    ),
    claims=("D3",),
    source="Gibbs, Elementary Principles in Statistical Mechanics (1902), ch. XI",
    doc="The divergence separates laws, though it is no distance.",
    hypotheses=(Hypothesis(r"P \ll Q", ""), Hypothesis("", "$P$, $Q$ are laws on one alphabet")),
    conventions=(LOG, ZERO),
)

SYMMETRY = Derivation(
    "divergence-is-not-symmetric",
    "The divergence is not symmetric for all pairs, nor asymmetric for all",
    (
        chain(
            r"D\left( (\tfrac{1}{4}, \tfrac{3}{4}) \parallel (\tfrac{3}{4}, \tfrac{1}{4}) \right)",
            ("=", r"\tfrac{1}{4} \log \tfrac{1}{3} + \tfrac{3}{4} \log 3", ["kl-definition"]),
            (
                "=",
                r"D\left( (\tfrac{3}{4}, \tfrac{1}{4}) \parallel (\tfrac{1}{4}, \tfrac{3}{4}) \right)",
            ),
        ),
    ),
    kind="refutation",
    claims=("D4x",),
    doc=r"The claim is that $D(P \parallel Q) \ne D(Q \parallel P)$ for all $P$ and $Q$.",
)

BITS = Derivation(
    "information-of-one-in-1024",
    "Information of one letter in 1024",
    (chain(r"-\log_2 \frac{1}{1024}", ("=", r"10"), ("~=", "6.931 / 0.6931")),),
    kind="computation",
    claims=("A4",),
    path="derivations/information.py",
)

WRONG = Derivation(
    "a-wrong-step",
    "A step that is false, one that needs more, and one left open",
    (
        chain(
            r"H(Y \mid X)",
            ("=", r"-\sum_{x} \sum_{y} p(y \mid x) \log p(x)"),
            ("=", r"H(X, Y) - H(X)", ["log-quotient"]),
            ("<=", r"H(Y)"),
            (":=", "h"),
        ),
    ),
    path="derivations/information.py",
)

HOSTILE_TEXT = (
    r"\input{/etc/passwd} \write18{rm -rf /} $\write18{x}$ $\def\x{y}$ % # _ & ~ ^ { } \\ } 50% "
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [click](javascript:alert(1)) ![x](y) `code` ``` "
    "**bold** __x__ # head \u4fe1\u606f\u8bba costs $5 or $6 | a | b | \u202eevil\u202c \u03b8 \u2264 1 "
    "\u00e9\u00df\u0142 \U0001f600 \x07 a$b$c -- ?` ~~x~~"
)

HOSTILE_BLOCKS = """

# not a heading

- not a list

1. not either

> no quote

```
fence
```

| a | b |
|---|---|

$unbalanced"""

HOSTILE = Derivation(
    "../../etc/passwd",
    HOSTILE_TEXT,
    (
        Prose(HOSTILE_TEXT + HOSTILE_BLOCKS),
        chain("a", ("=", "b", [HOSTILE_TEXT, "a" * 200], HOSTILE_TEXT * 3, ["c > 0"]), title=HOSTILE_TEXT),
    ),
    claims=("D2_%$#", "<b>"),
    source=HOSTILE_TEXT,
    doc=HOSTILE_TEXT,
    path="derivations/信息_%.py",
    hypotheses=(Hypothesis("a < b", HOSTILE_TEXT),),
    conventions=(HOSTILE_TEXT,),
    cites=(HOSTILE_TEXT,),
)

AXIOMS = (
    Axiom("log-bound", "for $t > 0$, $\\ln t$ is at most $t - 1$", "Rudin, Principles of Mathematical Analysis"),
    Axiom("field-inverse", "a number other than 0 times its inverse is 1"),
)


def library() -> tuple[list[Derivation], list[DerivationResult]]:
    """Derivations of each kind with their results."""
    results = [
        result(KL),
        result(
            MLE,
            {
                4: Change(second_opinion="no finite instance"),
                6: Change(Verdict.CONDITIONAL, assumptions=(r"\hat{p} \ll p_\theta",)),
            },
        ),
        result(
            GIBBS,
            {5: Change(second_opinion="no finite instance"), 6: Change(second_opinion="no finite instance")},
        ),
        result(SYMMETRY),
        result(BITS, {1: Change(Verdict.COMPUTED), 2: Change(Verdict.COMPUTED)}),
        result(
            WRONG,
            {
                1: Change(
                    Verdict.REFUTED,
                    counterexample=Counterexample("X, Y independent fair bits", "1 bit", "2 bit"),
                ),
                2: Change(second_opinion="disagrees"),
                3: Change(Verdict.UNPROVED, None),
                4: Change(Verdict.DEFINITION, None),
            },
        ),
    ]
    return [KL, MLE, GIBBS, SYMMETRY, BITS, WRONG], results
