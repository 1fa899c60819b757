"""The JSON report keeps to the contract: every field is there, and the shipped schema accepts it and rejects others."""

import copy
import json

import jsonschema
import pytest
from standins import BAD_INPUTS, BROKEN, EACH, GOOD, LOUD, MIXED, PROVED, derivation_result

from symbolic_it.authoring.results import Diagnostic, FileResult, Span
from symbolic_it.report.json_output import dumps, report, schema

ALL = (GOOD, MIXED, LOUD, BROKEN)
PLACE = ["line", "column", "end_line", "end_column"]
STEP_FIELDS = [
    "index",
    *PLACE,
    "lhs",
    "relation",
    "rhs",
    "read_as",
    "verdict",
    "code",
    "by",
    "assumptions",
    "counterexample",
    "second_opinion",
    "message",
    "repair",
    "remarks",
    "suppressed",
]
FILE_FIELDS = [
    "path", "kind", "chains", "errors", "not_understood", "remarks", "standing", "displays", "inline", "skipped",
    "readings",
]  # fmt: skip


def valid(instance):
    jsonschema.Draft202012Validator(schema()).validate(instance)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("files", [(), (GOOD,), (MIXED,), (LOUD,), (BROKEN,), ALL], ids=len)
def test_reports_are_valid_and_survive_text(files):
    made = report(files)
    valid(made)
    assert json.loads(dumps(files)) == made


def test_the_fields_are_exactly_those_of_the_contract():
    made = report(ALL)
    assert list(made) == ["schema", "summary", "files"]
    assert made["schema"] == "symbolic-it/check/1"
    assert list(made["summary"]) == [
        "files", "chains", "steps", "proved", "definition", "computed", "conditional", "unproved",
        "not-understood", "refuted",
    ]  # fmt: skip
    for file in made["files"]:
        assert list(file) == FILE_FIELDS
        for error in file["errors"]:
            assert list(error) == ["code", "line", "message"]
        for chain in file["chains"]:
            assert list(chain) == ["id", "line", "end_line", "cell", "claims", "kind", "verdict", "steps"]
            for step in chain["steps"]:
                assert list(step) == STEP_FIELDS


def test_the_summary_counts_every_verdict_by_itself():
    counts = report((GOOD, MIXED))["summary"]
    assert counts == {
        "files": 2, "chains": 2, "steps": 10, "proved": 2, "definition": 2, "computed": 2, "conditional": 1,
        "unproved": 1, "not-understood": 1, "refuted": 1,
    }  # fmt: skip


def test_a_chain_is_as_bad_as_its_worst_step():
    order = [EACH[i] for i in (0, 4, 5, 2, 3, 6, 1)]  # from proved to refuted
    said = [
        report([FileResult("f.py", "derivations", (derivation_result(*order[:n]),))])["files"][0]["chains"][0][
            "verdict"
        ]
        for n in range(1, 8)
    ]
    assert said == ["proved", "definition", "computed", "conditional", "unproved", "not-understood", "refuted"]


def test_a_refuted_step():
    step = report((MIXED,))["files"][0]["chains"][0]["steps"][1]
    assert step["code"] == "IT101"
    assert step["counterexample"] == {"where": "P = (3/4, 1/4), Q = (1/2, 1/2)", "lhs": "0.811 bit", "rhs": "1 bit"}
    assert step["message"].startswith("step 2 is false: at P = (3/4, 1/4)")
    assert step["read_as"] == {"lhs": "H(P)", "rhs": "H(Q)"}
    assert (step["line"], step["column"], step["end_line"], step["end_column"]) == (14, 5, 14, None)


def test_a_proved_step_has_nothing_to_say():
    step = report((GOOD,))["files"][0]["chains"][0]["steps"][0]
    assert step["code"] is None and step["message"] is None and step["counterexample"] is None
    assert step["assumptions"] == [] and step["second_opinion"] == "agrees"


def test_a_disagreement_is_loud():
    step = report((LOUD,))["files"][0]["chains"][0]["steps"][0]
    assert step["code"] == "IT990" and "DISAGREE" in step["message"]


def test_errors_of_a_file_each_have_a_code_a_line_and_a_message():
    errors = report((BROKEN,))["files"][0]["errors"]
    assert [error["code"] for error in errors] == [error.code for error in BAD_INPUTS]
    assert errors[0]["line"] is None and errors[1]["line"] == 3


def test_what_was_not_understood():
    notes = FileResult("n.md", "notes", not_understood=(Diagnostic("IT001", Span(51, 1, 53, 3)),))
    made = report((notes,))
    valid(made)
    entry = made["files"][0]["not_understood"][0]
    assert (entry["line"], entry["column"], entry["end_line"], entry["end_column"]) == (51, 1, 53, 3)


def test_the_text_is_ascii_even_for_odd_paths():
    odd = FileResult("\udcff/é.py", "derivations", (derivation_result(PROVED),))
    assert dumps((odd,)).isascii()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r.pop("summary"),
        lambda r: r["summary"].pop("unproved"),
        lambda r: r["files"][0]["chains"][0].update(verdict="true"),
        lambda r: r["files"][0]["chains"][0]["steps"][0].pop("message"),
        lambda r: r["files"][0]["chains"][0]["steps"][0].update(relation="=="),
        lambda r: r["files"][0]["chains"][0]["steps"][0].update(second_opinion="maybe"),
        lambda r: r["files"][0]["chains"][0]["steps"][1].update(counterexample=None),
        lambda r: r["files"][0]["chains"][0]["steps"][2].update(assumptions=[]),
        lambda r: r.update(schema="symbolic-it/check/2"),
    ],
)
def test_the_schema_rejects(spoil):
    made = copy.deepcopy(report((MIXED,)))
    spoil(made)
    with pytest.raises(jsonschema.ValidationError):
        valid(made)
