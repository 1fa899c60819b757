"""A small slice of the campaign of mutants, and that its own evaluation and its slips are what they should be."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from symbolic_it import D, Eq, H, Sum, alphabet, law, ln, log, real_number
from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Expr
from tests.campaign import mutants as campaign
from tests.campaign.mutations import mutants
from tests.campaign.note_mutants import ELSEWHERE, Mutant, Reading, _before, _span
from tests.campaign.numeric import compare, exponential, less
from tests.campaign.slips import applied, chosen, formulas, slips, with_slips
from tests.campaign.worlds import false_in

X = alphabet("X")
x, k = X.outcome("x"), X.letter("k")
P, Q = law("P", X), law("Q", X)
a, c = real_number("a"), real_number("c")


def hypotheses(*given: Expr, of: Expr) -> tuple:
    declared = {h for e in (of, *given) for d in e.declarations for h in d.hypotheses}
    return (*sorted(declared, key=lambda h: h.sn), *(g.term for g in given))


@pytest.mark.parametrize(
    ("claim", "given", "false"),
    [
        (Eq(D(P, Q), H(P, Q) - H(P)), [P << Q], False),
        (Eq(D(P, Q), H(P, Q) + H(P)), [P << Q], True),
        (Eq(a / a, 1), [], False),
        (Eq(ln(a * c), ln(a) + ln(c)), [a > 0, c > 0], False),
        (H(P) > 0, [], True),
        (P(k) < 1, [], True),
        (Eq(-Sum(x, P(x) * log(P(x))), H(P)), [], False),
    ],
)
def test_what_is_false_in_numbers(claim: Expr, given: list[Expr], false: bool) -> None:
    world, true = false_in(hypotheses(*given, of=claim), claim.term)
    assert (world is not None) is false and (false or true > 0)


def test_nothing_is_known_of_what_rounding_may_decide() -> None:
    assert compare(1.0, 1.0 + 1e-8) is None and compare(1.0, 1.0 + 1e-13) == 0
    assert less(0.0, 1e-20) is None and less(1.0, 1.0) is False
    assert exponential(-1000) != exponential(-1000)


def test_every_kind_of_slip_is_made() -> None:
    found = {kind for kind, _ in mutants(Eq(D(P, Q), 2 * Sum(x, P(x) * log(P(x) / Q(x))) - H(P)).term)}
    wanted = {
        "sign",
        "operator",
        "swapped laws",
        "lost weight",
        "lost term",
        "doubled term",
        "changed coefficient",
        "relation",
    }
    assert wanted <= found
    assert all(t is not mutant for t, (_, mutant) in zip([P(k).term], mutants(Eq(P(k), Q(k)).term), strict=False))


def test_slips_of_the_pen_stay_within_their_formula() -> None:
    note = "Text $a$ and\n\n$$H(X) = -\\sum_x p(x)\\log p(x) \\le \\log 8$$\n\nmore."
    ((start, end),) = formulas(note)
    assert {s.kind for s in slips(note[start:end])} >= {"relation", "lost sign", "lost weight", "changed coefficient"}
    for seed in range(20):
        changed, kinds = with_slips(note, Random(seed), 1.0)
        assert len(kinds) == 1 and changed != note
        assert changed.startswith(note[:start]) and changed.endswith(note[end:])


def test_the_same_seed_makes_the_same_mutants() -> None:
    chosen = [("library:gibbs-inequality/2", 3), ("note:kl-chain-rule.md", 0)]
    first, second = ([e for _, es in campaign.entries(3, chosen) for e in es] for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_no_lie_in_a_slice() -> None:
    found = [e for _, es in campaign.entries(1, campaign.items(1, 5000)[11::250]) for e in es]
    assert not [e for e in found if e.lie]
    false = [e for e in found if e.numeric == "false" and e.item.startswith("library")]
    assert len(false) >= 5 and sum(e.verdict == "refuted" for e in false) >= 0.9 * len(false)


def test_a_ledger_is_gone_on_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "ledger.jsonl"
    arguments = ["--count", "1000", "--slice", "40/1000", "--part", "library", "--ledger", str(ledger)]
    assert campaign.main(arguments) == 0
    lines = ledger.read_text().splitlines()
    assert [json.loads(line)["done"] for line in lines]
    assert campaign.main(arguments) == 0
    assert ledger.read_text().splitlines() == lines
    assert "library: " in capsys.readouterr().out


NOTE = (
    "# A\n\nLet $a = b$ and\n\n$$H(X) = -\\sum_x p(x)\\log p(x)\n\\le \\log 8$$\n\nso $D(p\\|q) = 2 + a$ and $c < 1$.\n"
)


def test_what_stands_in_a_formula_is_found_again_after_slips() -> None:
    for seed in range(30):
        made = chosen(NOTE, Random(seed), 0.8)
        changed = applied(NOTE, made)
        assert changed.count("\n") == NOTE.count("\n")
        within = [(s.start, s.end) for s in made]
        for word in ("# A", "Let", "and", "so", " and $"):
            at = changed.index(word)
            assert _before(NOTE, made, at) == NOTE.index(word)
        for slip in made:
            start, end = _span(NOTE, slip)
            assert start <= slip.start <= slip.end <= end and (start, end) in formulas(NOTE)
        assert within == sorted(within, reverse=True)


def reading(claim: Expr, verdict: Verdict) -> Reading:
    return Reading((1, 1), hypotheses(of=claim), claim.term, verdict)


WRONG, RIGHT, GIVEN = H(P) > 0, H(P) >= 0, Eq(H(P), 1)


@pytest.mark.parametrize(
    ("now", "before", "kind", "numeric"),
    [
        ((WRONG, Verdict.UNPROVED), (RIGHT, Verdict.PROVED), "relation", "false"),
        ((WRONG, Verdict.UNPROVED), (RIGHT, Verdict.UNPROVED), "relation", "false"),
        ((WRONG, Verdict.UNPROVED), None, "relation", "false"),
        ((WRONG, Verdict.UNPROVED), (GIVEN, Verdict.COMPUTED), "relation", "false"),
        ((WRONG, Verdict.UNPROVED), (GIVEN, Verdict.UNPROVED), "relation", "given"),
        ((WRONG, Verdict.REFUTED), (GIVEN, Verdict.UNPROVED), "relation", "given"),
        ((WRONG, Verdict.UNPROVED), (RIGHT, Verdict.PROVED), ELSEWHERE, "premise"),
        ((WRONG, Verdict.CONDITIONAL), (GIVEN, Verdict.UNPROVED), "relation", "false"),
        ((1 <= H(P), Verdict.CONDITIONAL), (GIVEN, Verdict.CONDITIONAL), "relation", "conditional"),
        ((WRONG, Verdict.PROVED), (GIVEN, Verdict.UNPROVED), "relation", "false"),
        ((WRONG, Verdict.PROVED), (RIGHT, Verdict.PROVED), ELSEWHERE, "false"),
    ],
)
def test_what_is_counted_apart(now: tuple, before: tuple | None, kind: str, numeric: str) -> None:
    """Only what was false or given before is apart, never what is accepted."""
    entry = campaign._of_mutant("note:a.md:0", Mutant(reading(*now), reading(*before) if before else None, kind))
    assert entry.numeric == numeric
    assert entry.lie == (now[1] is Verdict.PROVED)
