"""The shipped library: every derivation proved by the kernel, confirmed by SymPy, with its claims, source and prose."""

from __future__ import annotations

import pytest

from symbolic_it import Library
from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.certificates import certificate, replay

LIBRARY = Library.shipped()
CLAIMS = ("A1 A1b A1c A2 A3 A4 A5 B1 B2 B3 B5 B6 B8 B9 C1 C2 D1 D2 D3 D6 D7 D8 D10 E1 E2 E3 E4 F1 F2 F3 F4 F9").split()
COMPUTED = {"A4", "D6", "F9"}
EXERCISES = {"grouping-rule", "compensation-identity", "bernoulli-divergence"}
"""Identities of the textbooks that no claim of the ledger asks for."""


@pytest.mark.parametrize("derivation", LIBRARY.derivations, ids=lambda d: d.name)
def test_every_step_stands(derivation) -> None:
    result = derivation.check()
    assert result.steps
    for step in result.steps:
        assert step.verdict in (Verdict.PROVED, Verdict.COMPUTED), step
        assert step.second_opinion in ("agrees", "no finite instance"), step
        assert not step.assumptions
        assert step.by or derivation.name == "gibbs-inequality" or step.relation, step
    assert derivation.title
    assert derivation.doc
    assert derivation.source
    assert derivation.claims or derivation.name in EXERCISES


@pytest.mark.parametrize("derivation", LIBRARY.derivations, ids=lambda d: d.name)
def test_its_conclusions_replay_from_a_certificate(derivation) -> None:
    derivation.check(second_opinion=False)
    theorems = {f"conclusion {k}": th for k, th in enumerate(derivation.theorems)}
    assert theorems
    again = replay(certificate(theorems))
    hypotheses = {h.term for h in derivation.hypotheses}
    for name, th in theorems.items():
        assert again[name].conclusion is th.conclusion
        assert again[name].hypotheses <= hypotheses


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_claim_is_settled(claim: str) -> None:
    settling = [d for d in LIBRARY.derivations if claim in d.claims]
    assert settling
    for d in settling:
        expected = Verdict.COMPUTED if d.kind == "computation" else Verdict.PROVED
        assert d.check(second_opinion=False).verdict is expected
    assert any(d.kind == ("computation" if claim in COMPUTED else "theorem") for d in settling)


def test_few_steps_lack_a_finite_instance() -> None:
    steps = [(d.name, s.index) for d in LIBRARY.derivations for s in d.check().steps if s.second_opinion != "agrees"]
    # They stand under assumptions that contradict each other: they are steps of a proof by contradiction.
    contradictions = {"self-information-from-axioms", "self-information-from-continuity"}
    contradictions |= {
        "lengths-for-another-law-cost-the-divergence",
        "one-bit-for-an-uneven-coin",
        "rounded-surprisals-cost-less-than-one-more",
        "divergence-from-a-point-mass",
        # All laws on the alphabet are too many.
        "divergence-of-a-law-from-itself-is-symmetric",
        "divergence-of-mirrored-laws-is-symmetric",
        # Series and integrals have no finite instance.
        "expectation-of-a-continuous-variable",
        "expectation-of-a-discrete-variable",
        "gaussian-has-the-largest-entropy",
        "gaussian-tails",
        "gaussian-variance",
        "geometric-law",
        "geometric-law-has-the-largest-entropy",
        "infinite-divergence-on-the-naturals",
        # A refutation's last step denies a "for all" over laws or numbers.
        "a-code-may-cost-more-than-the-entropy",
        "averages-of-dependent-samples-need-not-settle",
        "constant-of-information-depends-on-the-base",
        "independence-in-pairs-is-not-enough",
    }
    assert {name for name, _ in steps} <= contradictions


def test_no_file_has_errors() -> None:
    assert [f.errors for f in LIBRARY.files if f.errors] == []
