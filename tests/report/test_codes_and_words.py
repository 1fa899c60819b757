"""Every diagnostic code has a complete entry and words, and the sources use no code without them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from standins import BAD_INPUTS, CONDITIONAL, DISAGREEMENT, PROVED, REFUTED, UNPROVED

import symbolic_it
from symbolic_it.authoring.results import Diagnostic
from symbolic_it.errors import InvalidArgument
from symbolic_it.report.codes import CODES, SECTIONS, get_code, reference, sections
from symbolic_it.report.words import WORDS, finding, sentence

PACKAGE = Path(symbolic_it.__file__).parent


def test_entries_and_words_are_the_same_codes():
    assert CODES.keys() == WORDS.keys()
    assert all(re.fullmatch(r"IT\d{3}", code) for code in CODES)
    assert len({entry.name for entry in CODES.values()}) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_an_entry_has_every_section_and_a_family(code):
    entry = CODES[code]
    assert [title for title, _ in sections(entry)] == [title for title, _ in SECTIONS]
    assert entry.family


@pytest.mark.parametrize("attribute", [attribute for _, attribute in SECTIONS])
def test_a_page_with_an_empty_section_is_not_made(attribute):
    with pytest.raises(InvalidArgument, match="lacks its section"):
        sections(replace(CODES["IT101"], **{attribute: "  "}))


def test_the_reference_lists_each_code_once():
    headings = re.findall(r"^### (IT\d{3}) ", reference(), re.MULTILINE)
    assert sorted(headings) == sorted(CODES)


def test_every_code_used_in_the_sources_has_an_entry():
    used = {
        code
        for path in PACKAGE.rglob("*.py")
        for code in re.findall(r"[\"'](IT\d{3})[\"']", path.read_text(encoding="utf-8"))
    }
    assert used - CODES.keys() == set()


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_one_line_with_its_facts_and_does_without_them(code):
    facts = {key: f"<{key}>" for key in CODES[code].payload}
    said = sentence(Diagnostic(code, None, facts), 2)
    assert "\n" not in said and not said.endswith(".")
    for fact in facts.values():
        assert fact in said
    bare = sentence(Diagnostic(code))
    assert bare and "<" not in bare and "  " not in bare and "None" not in bare


def test_an_unknown_code_is_still_reported():
    assert sentence(Diagnostic("IT777", None, {"text": "odd"}), 3) == "step 3: IT777: text odd"


def test_braces_and_percent_signs_in_facts_are_only_text():
    hostile = {"type": "{0.__class__}", "text": "%s {x} \\"}
    assert "{0.__class__}: %s {x}" in sentence(Diagnostic("IT902", None, hostile))


def test_the_words_of_the_important_ones():
    assert sentence(REFUTED.diagnostic, 2) == (
        "step 2 is false: at P = (3/4, 1/4), Q = (1/2, 1/2) the left side is 0.811 bit and the right side is 1 bit; "
        "P and Q are swapped"
    )
    assert sentence(BAD_INPUTS[4]) == "no derivation is named 'gibs'; did you mean 'gibbs'?"
    assert sentence(CONDITIONAL.diagnostic, 3) == "step 3 needs a > 0, inside log(a b); nothing given says so"


def test_get_code_takes_any_case_and_refuses_others():
    assert get_code("it101").code == "IT101"
    with pytest.raises(InvalidArgument):
        get_code("IT000")


def test_a_step_without_a_diagnostic_is_still_explained():
    assert finding(replace(REFUTED, diagnostic=None)).payload["lhs"] == "0.811 bit"
    assert finding(replace(CONDITIONAL, diagnostic=None)).payload == {"condition": "a > 0 and b > 0"}
    assert finding(replace(UNPROVED, diagnostic=None)).code == "IT501"
    assert finding(PROVED) is None


def test_a_disagreement_is_the_finding_whatever_else_there_is():
    assert finding(DISAGREEMENT).code == "IT990"
    assert finding(replace(UNPROVED, second_opinion="disagrees")).code == "IT990"
    own = Diagnostic("IT990", None, {"where": "n = 2"})
    assert finding(replace(DISAGREEMENT, diagnostic=own)) is own
