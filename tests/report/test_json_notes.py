"""The JSON report of notes keeps to the contract: chains, readings, cells, remarks, and what was silenced."""

import json
from dataclasses import replace

import jsonschema
from notes_samples import ARGMAX, BARE_LOG, CLEAN, REFUTED, UNREAD, chain, review
from standins import GOOD

from symbolic_it.authoring.results import Diagnostic, FileResult, Span, Verdict
from symbolic_it.report.json_output import dumps, key_of, report, schema


def valid(instance):
    jsonschema.Draft202012Validator(schema()).validate(instance)
    return instance


def test_notes_and_derivations_in_one_report():
    made = valid(report((review(), GOOD, CLEAN)))
    assert [file["kind"] for file in made["files"]] == ["notes", "derivations", "notes"]
    assert json.loads(dumps((review(), GOOD, CLEAN))) == made


def test_formulas_that_were_not_read_count_with_the_steps_not_understood():
    counts = report((review(),))["summary"]
    assert counts["steps"] == 5
    assert (counts["refuted"], counts["unproved"], counts["conditional"], counts["proved"]) == (2, 1, 1, 1)
    assert counts["not-understood"] == 1
    unread = replace(REFUTED, verdict=Verdict.NOT_UNDERSTOOD, counterexample=None, read_as=None, diagnostic=None)
    both = FileResult("a.md", "notes", (chain(Span(1), unread),), not_understood=(UNREAD,))
    made = valid(report((both,)))
    assert made["summary"]["not-understood"] == 2 and made["summary"]["steps"] == 1
    assert made["files"][0]["chains"][0]["steps"][0]["read_as"] is None


def test_a_chain_of_a_note():
    (first, second, third) = report((review(),))["files"][0]["chains"]
    assert (first["id"], first["line"], first["end_line"], first["kind"]) == ("notes.md:6", 6, 7, "chain")
    assert first["claims"] == [] and first["cell"] is None and first["verdict"] == "refuted"
    step = first["steps"][1]
    assert step["lhs"] == "H(X) + H(Y|X)" and step["read_as"]["lhs"] == r"H(X) + H(Y \mid X)"
    assert step["counterexample"] == {"where": "X constant, Y a fair bit", "lhs": "1 bit", "rhs": "0 bit"}
    assert step["repair"] == "H(Y) + H(X|Y)" and step["code"] == "IT101"
    assert (step["line"], step["column"], step["end_line"], step["end_column"]) == (7, 9, 7, 24)
    assert third["verdict"] == "conditional"
    assert third["steps"][0]["read_as"] == {"lhs": ARGMAX.lhs, "rhs": ARGMAX.rhs}
    assert second["steps"][0]["remarks"][0]["code"] == "IT308"


def test_what_belongs_to_the_file():
    made = report((review(),))["files"][0]
    assert made["standing"] == ["alphabets are finite", "p << q"]
    assert (made["displays"], made["inline"], made["skipped"]) == (2, 4, ["1 formula that is a picture"])
    assert [entry["code"] for entry in made["remarks"]] == ["IT303"]
    assert made["readings"] == [
        {"line": 6, "column": 1, "end_line": 6, "end_column": 24, "as_written": "H(X, Y)", "read_as": r"H(X,\, Y)"}
    ]


def test_notebooks_name_the_cell():
    unread = Diagnostic("IT001", Span(2, 1), {"cell": "4"})
    book = FileResult("a.ipynb", "notes", (chain(Span(3), REFUTED, path="a.ipynb", cell=2),), not_understood=(unread,))
    made = valid(report((book,)))["files"][0]
    assert made["chains"][0]["cell"] == 2
    assert made["not_understood"][0]["cell"] == 4


def test_silenced_findings_stay_and_say_by_what():
    silenced = {
        key_of("notes.md", REFUTED.diagnostic, None, 2): "comment",
        key_of("notes.md", UNREAD): "baseline",
        key_of("notes.md", BARE_LOG): "settings",
    }
    made = valid(report((review(),), silenced))
    file = made["files"][0]
    assert [step["suppressed"] for step in file["chains"][0]["steps"]] == [None, "comment", None]
    assert file["chains"][0]["verdict"] == "refuted" and made["summary"]["refuted"] == 2
    assert file["not_understood"][0]["suppressed"] == "baseline" and file["remarks"][0]["suppressed"] == "settings"
