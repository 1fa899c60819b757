"""A slice of the fuzzing, and its generators as strategies of hypothesis, which makes what fails small."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symbolic_it import Expr
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.certificates import _Reader
from symbolic_it.kernel.limits import KernelError
from symbolic_it.review.files import ReviewOptions, review_file
from tests.campaign import fuzz
from tests.campaign.fuzz_certificates import certificate, rows
from tests.campaign.fuzz_claims import DECLARED, read_string, statement, term
from tests.campaign.fuzz_notes import formula, note
from tests.campaign.worlds import false_in
from tests.second_replayer import replayer
from tests.second_replayer.polynomials import Refused

RANDOM = st.randoms(use_true_random=False)
TERMS = RANDOM.map(lambda random: term(random, 3))
STATEMENTS = RANDOM.map(statement)
FORMULAS = RANDOM.map(formula)
NOTES = RANDOM.map(note)
CERTIFICATES = RANDOM.map(certificate)
SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck))

SLICE = {"replay": 800, "read": 2000, "review": 80, "strings": 1500, "claims": 12}


@pytest.mark.slow
@pytest.mark.parametrize("way", SLICE)
def test_a_slice(way: str) -> None:
    """No traceback, no hang, no leap of memory."""
    found = fuzz.run(way, range(SLICE[way]), seed=20261121)
    assert not found.failures, found.failures[0]
    assert sum(found.answers.values()) == SLICE[way] and found.growth < 150
    assert len(found.answers) > 1, "some of the inputs are good for something"


@given(NOTES)
@settings(SLOWLY, max_examples=200)
def test_any_note_is_read(made: tuple[str, bytes]) -> None:
    assert fuzz.read(made) in ("read", "not understood")


@given(CERTIFICATES)
@settings(SLOWLY, max_examples=100)
def test_any_certificate_gets_an_answer(data: bytes) -> None:
    assert fuzz.replay(data) in ("holds", "refused")


@given(TERMS)
@settings(SLOWLY, max_examples=100)
def test_a_term_as_printed_is_read_back_or_refused(made: Expr) -> None:
    from symbolic_it.notes.elaboration import read_term

    try:
        again = read_term(made.latex, DECLARED)
    except InvalidArgument:
        return
    assert again.text == made.text


@given(STATEMENTS)
@settings(SLOWLY, max_examples=100)
def test_a_statement_says_what_it_says(made: Expr) -> None:
    assert made.text and made.latex and made.term.ty.op == "bool" and not made.term.loose


@given(FORMULAS)
@settings(SLOWLY, max_examples=150)
def test_any_string_is_read_or_refused(text: str) -> None:
    try:
        read_string(text)
    except InvalidArgument:
        pass


def test_the_second_replayer_says_the_same_of_rows_at_random() -> None:
    words = _words()
    answers = set()
    for number in range(400):
        data = rows(Random(f"rows {number}"))
        text = json.dumps(_whole(data)).encode()
        ours = fuzz.replay(text)
        try:
            replayer.replayed(words, text)
            theirs = "holds"
        except Refused:
            theirs = "refused"
        assert ours == theirs, number
        answers.add(ours)
    assert answers == {"holds", "refused"}


def test_what_inferences_at_random_come_to_is_true_in_numbers() -> None:
    seen, true = set(), 0
    for number in range(60):
        try:
            made = _Reader(rows(Random(f"true {number}")))
        except KernelError:
            continue
        for th in made.steps:
            if (th.conclusion, th.hypotheses) not in seen and th.rule not in ("axiom", "definition", "assume"):
                seen.add((th.conclusion, th.hypotheses))
                world, worlds = false_in(tuple(th.hypotheses), th.conclusion)
                assert world is None, (number, th, world)
                true += bool(worlds)
    assert true > 25


def _words() -> replayer.Words:
    from symbolic_it.render.certificate_page import certificate_page

    return replayer.Words(certificate_page())


def _whole(proof: dict) -> dict:
    return {
        "format": "symbolic-it/proof/1",
        "name": "n",
        "claims": {},
        "axioms": [],
        "definitions": [],
        "certificate": {**proof, "claims": {}},
    }


def test_the_same_number_is_the_same_input() -> None:
    for way in ("replay", "read", "strings"):
        assert fuzz.input_of(way, 3, 17) == fuzz.input_of(way, 3, 17) != fuzz.input_of(way, 4, 17)


class Broken:
    """What a reader could do wrong."""

    @staticmethod
    def crashes(_: object) -> str:
        raise KeyError("a mistake of ours")

    @staticmethod
    def hangs(_: object) -> str:
        while True:
            pass

    @staticmethod
    def hoards(_: object, kept: list = []) -> str:  # noqa: B006
        kept.append(bytearray(60 << 20))
        return "read"


@pytest.mark.parametrize(("what", "answer"), [("crashes", "fails"), ("hangs", "hangs"), ("hoards", "grows")])
def test_what_is_looked_for_is_found(what: str, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    way = fuzz.Way(lambda random: random.random(), getattr(Broken, what), (), 0.3 if what == "hangs" else 30)
    monkeypatch.setitem(fuzz.WAYS, "broken", way)
    monkeypatch.setattr(fuzz, "AT_ONCE", 20)
    found = fuzz.run("broken", range(1), seed=1)
    assert found.answers == {answer: 1} and found.failures[0][0] == 0
    Broken.hoards.__defaults__[0].clear()


def test_as_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(fuzz.resource, "setrlimit", lambda *_: None)
    assert fuzz.main(["--ways", "strings", "--inputs", "5", "--keep", str(tmp_path)]) == 0
    assert "strings: " in capsys.readouterr().out and not list(tmp_path.iterdir())
    monkeypatch.setitem(fuzz.WAYS, "broken", fuzz.Way(lambda random: "the input", Broken.crashes, (), 1))
    assert fuzz.main(["--ways", "broken", "--inputs", "1", "--keep", str(tmp_path)]) == 1
    (kept,) = tmp_path.iterdir()
    assert kept.name == "broken-1-0.txt" and "the input" in kept.read_text() and "KeyError" in kept.read_text()


@pytest.mark.parametrize(
    "text",
    [
        "$$P(y) = \\begin{cases} h & y = 1 \\\\ 1 - h &$$", "$$\\log \\frac{1}{2}^.5 = \\frac.5.5$$", "$$x^{.}=x_.$$",
    ],
)  # fmt: skip
def test_what_was_found(text: str) -> None:
    """Formulas that once ended in a traceback."""
    result = review_file("n.md", text.encode(), ReviewOptions(effort=0))
    assert all(step.verdict.value == "not-understood" for d in result.derivations for step in d.steps)
    assert result.not_understood
