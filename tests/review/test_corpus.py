"""The corpus of notes: what no report may say of a step is not said, and how many verdicts agree with those expected."""

from __future__ import annotations

from collections import Counter

import pytest
from corpus import NOTES, Answer, answers, reviewed

KNOWN: dict[str, str] = {
    "independent-bits.md:5": "that three variables are fair is said in words, and is not read as a setting",
}
"""Steps (``note:line``) that the review still gets wrong, and why. It must shrink: an entry that no longer fails is an error."""
SLOW = frozenset(("kl-chain-rule.md",))
"""Notes that take longer than about four seconds."""


def marked(note: str) -> object:
    return pytest.param(note, marks=pytest.mark.slow) if note in SLOW else note


@pytest.mark.parametrize("note", [marked(note) for note in NOTES])
def test_no_verdict_that_is_never_acceptable(note: str) -> None:
    wrong = [a for a in answers(note) if a.never_acceptable]
    fresh = [shown(a) for a in wrong if a.place not in KNOWN]
    assert not fresh, "\n".join(fresh)
    cured = {place for place in KNOWN if place.startswith(f"{note}:")} - {a.place for a in wrong}
    assert not cured, f"no longer wrong, so to be taken out of KNOWN: {sorted(cured)}"


def test_known_faults_are_of_the_corpus() -> None:
    assert {place.partition(":")[0] for place in KNOWN} <= set(NOTES)


def test_agreement(capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> None:
    """Prints how many verdicts agree. It asserts only a floor: the figure is for people to raise."""
    slow = "not slow" in request.config.getoption("markexpr", "")
    every = [a for note in NOTES if not (slow and note in SLOW) for a in answers(note)]
    agreeing = sum(a.agrees for a in every)
    misses = Counter(f"{a.wanted[0]} -> {a.found}" for a in every if not a.agrees)
    with capsys.disabled():
        print(f"\n  {agreeing} of {len(every)} steps of {len(NOTES)} notes have a verdict that is expected")
        print("  " + ", ".join(f"{words} {n}" for words, n in misses.most_common()))
    assert agreeing > 3 * len(every) / 4


def test_the_matching_finds_most_steps() -> None:
    """The steps of one note answer its entries one to one: otherwise the figures above would mean nothing."""
    found = [a.step for a in answers("log-rules.md") if a.step is not None]
    assert len({id(step) for step in found}) == len(found) > 5
    assert sum(len(chain.steps) for chain in reviewed("log-rules.md").derivations) >= len(found)


def shown(a: Answer) -> str:
    step = a.step
    assert step is not None
    where = (
        f" [{step.counterexample.where}: {step.counterexample.lhs}, {step.counterexample.rhs}]"
        if step.counterexample
        else ""
    )
    return f"{a.place}: {a.never_acceptable}: {step.lhs} {step.relation} {step.rhs}{where} ({a.entry['why']})"
