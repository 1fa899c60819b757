"""Reasons that are more than names, statements by themselves, and assumptions that chains are under."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
import render_samples as samples
from test_notes import NEEDS_TEX

from symbolic_it.render import render
from symbolic_it.render.pdf import compile_pdf, troubles


@dataclass(frozen=True)
class Expr:
    latex: str


@dataclass(eq=False)
class Step:
    index: int
    lhs_latex: str
    relation: str
    rhs_latex: str
    reasons: tuple[Any, ...] = ()
    why: str = ""
    conditions_latex: tuple[str, ...] = ()
    continues: bool = False
    by: tuple[str, ...] = ()

    @property
    def latex(self) -> str:
        return f"{self.lhs_latex} {self.relation} {self.rhs_latex}"


@dataclass(eq=False)
class Fact:
    statement: Any
    step: Step | None = None
    label: str | None = None
    assumed: bool = False


@dataclass(frozen=True)
class Instance:
    of: Any
    values: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)


def derivation() -> samples.Derivation:
    one = Step(1, "a", "=", "b", ("kl-definition", Instance("log-bound", (), {"t": Expr(r"\frac{Q(x)}{P(x)}")})))
    two = Step(2, "b", "<=", "c", (Instance("log-bound", (Expr("x"), Expr("y"))),), continues=True)
    chain = Fact(Expr("a \\le c"), two)
    three = Step(3, r"\forall x\colon\; -f(x) \ge 0", "", "", (chain, Fact(Expr("b = 0"), assumed=True)))
    four = Step(4, "p", "=", "q", (Fact(Expr("b <= c"), two), "cases"), conditions_latex=("u > 0",))
    five = Step(5, "q", "=", "r", ("kl-is-cross-entropy-minus-entropy/upper", Fact(None)), "", ("u > 0",))
    six = Step(6, "r", "=", "s", conditions_latex=("u > 0",))
    seven = Step(7, "s", "=", "t")
    blocks = (
        samples.ChainBlock((one, two)),  # type: ignore[arg-type]
        samples.ChainBlock((three,)),  # type: ignore[arg-type]
        samples.Prose("Suppose that $u > 0$."),
        samples.ChainBlock((four, five)),  # type: ignore[arg-type]
        samples.Prose("Still."),
        samples.ChainBlock((six,)),  # type: ignore[arg-type]
        samples.ChainBlock((seven,)),  # type: ignore[arg-type]
    )
    return samples.Derivation("reasons", "Reasons of each kind", blocks)


@pytest.fixture(scope="module")
def note() -> str:
    files = render([derivation(), samples.KL], [], samples.RULES, book=False)
    return str(files["reasons.md"])


def test_rules_at_values_show_the_values_as_formulas(note: str) -> None:
    assert r"1. Definition of the divergence; $`\ln t`$ lies below $`t - 1`$ at t = $`\frac{Q(x)}{P(x)}`$." in note
    assert r"at $`x`$ and $`y`$." in note
    assert "(`log-bound`):" in note


def test_facts_are_cited_by_the_numbers_of_their_steps(note: str) -> None:
    assert "3. Steps 1–2; assumption $`b = 0`$." in note
    assert "4. Step 2; by cases." in note


def test_a_fact_of_another_derivation_leads_to_its_note(note: str) -> None:
    link = "[The divergence is the cross-entropy less the entropy](kl-is-cross-entropy-minus-entropy.md)"
    assert f"5. {link} (upper); an earlier step." in note


def test_a_statement_by_itself_is_a_row(note: str) -> None:
    assert "\\begin{aligned}\n&\\forall x\\colon\\; -f(x) \\ge 0 &&\\quad (3)\n" in note


def test_assumptions_stand_before_the_chain_that_is_under_them(note: str) -> None:
    assert "Under the assumption $`u \\gt 0`$:\n\n```math" in note
    assert "Still.\n\nUnder the same assumption:\n\n```math\n\\begin{aligned}\nr &= s" in note
    assert note.count("```math") == 5


@NEEDS_TEX
def test_all_of_it_compiles() -> None:
    (source,) = render([derivation()], [], samples.RULES, to="latex", book=False).values()
    assert troubles(compile_pdf(str(source))[1]) == ()


def test_statements_in_a_row_are_one_display() -> None:
    steps = [Step(n, f"a_{n}", "=", f"b_{n}") for n in range(1, 5)]
    blocks = tuple(samples.ChainBlock((step,)) for step in steps)  # type: ignore[arg-type]
    (text,) = render([samples.Derivation("rows", "Rows", blocks)], [], (), book=False).values()
    assert str(text).count("```math") == 1
    assert "a_1 &= b_1 &&\\quad (1) \\\\\na_2 &= b_2" in str(text)


def test_hypotheses_say_a_thing_once() -> None:
    hypotheses = (
        samples.Hypothesis("P\\text{ is a law}", "P is a law on X", "P is a law"),
        samples.Hypothesis("1 < b", "b > 1 is the base of the logarithm", "1 < b"),
        samples.Hypothesis("1 \\le m", "m is a whole number", "1 <= m"),
        samples.Hypothesis("m \\le 9", "m is a whole number", "m <= 9"),
    )
    made = samples.Derivation("rows", "Rows", (), hypotheses=hypotheses)
    (text,) = render([made], [], (), book=False).values()
    assert "- $`P`$ is a law on $`X`$\n- $`b`$ &gt; 1 is the base of the logarithm\n" in str(text)
    assert "- $`m`$ is a whole number: $`1 \\le m`$, $`m \\le 9`$\n" in str(text)
