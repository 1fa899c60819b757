"""Notes on the terminal, one finding a line, as GitHub commands and as SARIF."""

import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from notes_samples import BARE_LOG, CLEAN, NOTE, REFUTED, chain, review
from rich.cells import cell_len
from standins import BROKEN, GOOD, LOUD, MIXED

from symbolic_it.authoring.results import Diagnostic, FileResult, Span, Verdict
from symbolic_it.report import sarif
from symbolic_it.report.findings import findings
from symbolic_it.report.json_output import report
from symbolic_it.report.line_output import concise, github
from symbolic_it.report.notes_text import NotesView, print_notes
from symbolic_it.report.screen import Screen
from symbolic_it.report.sources import Source

SOURCES = {"notes.md": Source.of("notes.md", NOTE.encode())}
SUBSET = json.loads((Path(__file__).parent / "sarif_subset.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def written(*files, width=80, encoding="utf-8", silenced=None, **view):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_notes(Screen(stream, width=width), files, SOURCES, silenced, NotesView(**view))
    stream.flush()
    return [line.rstrip() for line in raw.getvalue().decode(encoding).splitlines()]


def frame(lines, head):
    """The lines of a finding, without its head."""
    start = lines.index(head) + 1
    return lines[start : lines.index("", start)]


def test_a_refuted_step():
    assert frame(written(review()), "notes.md:7:9: IT101 refuted") == [
        r" 7 │         = H(X) + H(X|Y) \ge H(X)",
        r"   │         ^^^^^^^^^^^^^^^",
        "    step 2 is false; H(X) should be H(Y)",
        "    step 2: H(X) + H(Y|X) = H(X) + H(X|Y)",
        "    X constant, Y a fair bit: left 1 bit, right 0 bit",
        "    likely meant: H(Y) + H(X|Y)",
    ]


def test_wide_characters_take_two_columns():
    rows = frame(written(review()), "notes.md:10:6: IT101 refuted")[:2]
    assert rows[1].index("^") - rows[0].index("D(p") == 3  # three characters before it are wide


def test_a_condition_over_two_rows():
    lines = frame(written(review()), "notes.md:13:11: IT203 conditional")
    assert [line[:4] for line in lines[:4]] == [" 13 ", "    ", " 14 ", "    "]
    assert lines[-1] == "    assumes x_i independent"


def test_a_step_that_is_seen_as_a_whole_is_not_said_again():
    assert not any("step 1: " in line for line in frame(written(review()), "notes.md:10:6: IT101 refuted"))
    assert any("step 1: " in line for line in frame(written(review(), width=30), "notes.md:10:6: IT101 refuted"))


def test_a_remark_shows_its_name_and_its_row():
    assert frame(written(review()), "notes.md:17:33: IT303 bare-name")[-1] == (
        "    log is written without its backslash; write \\log"
    )


def many_remarks(number):
    SOURCES["many.md"] = Source.of("many.md", b"log x\n" * 9)
    step = replace(REFUTED, span=Span(9, 1, 9, 4))
    remarks = tuple(replace(BARE_LOG, span=Span(line, 1, line, 4)) for line in range(1, number + 1))
    return FileResult("many.md", "notes", (chain(Span(9), step, path="many.md"),), remarks=remarks)


def test_remarks_come_after_what_was_judged_and_do_not_drown_it():
    lines = written(many_remarks(5))
    heads = [line for line in lines if ": IT" in line]
    assert heads == ["many.md:9:1: IT101 refuted", "many.md:1:1: IT303 bare-name"]
    assert "    also at 2:1, 3:1, 4:1, 5:1 (-v shows these)" in lines
    assert len([line for line in written(many_remarks(2)) if ": IT303" in line]) == 2
    assert len([line for line in written(many_remarks(5), verbose=True) if ": IT303" in line]) == 5
    assert len(concise([many_remarks(5)])) == 6


def test_assumptions_come_first_and_the_summary_last():
    lines = written(review(), CLEAN)
    assert lines[:6] == ["Assumed throughout:", "- alphabets are finite", "", "Assumed in notes.md:", "- p << q", ""]
    assert lines[-2] == "notes.md: skipped 1 formula that is a picture"
    assert lines[-1] == (
        "3 displays and 4 inline formulas in 2 notes; 6 steps: 2 proved, 1 conditional, 1 unproved, 2 refuted; "
        "1 formula not understood; 2 remarks on notation; skipped: 1 (see above)"
    )


def test_a_clean_note_is_its_summary():
    assert written(CLEAN) == [
        "Assumed throughout:",
        "- alphabets are finite",
        "",
        "1 display and 0 inline formulas in 1 note; 1 step: 1 proved; 0 formulas not understood; skipped: nothing",
    ]


def test_chains_without_findings_are_listed_when_asked():
    assert "clean.md:6:1: proved" in written(CLEAN, verbose=True)
    assert any("(by chain-rule)" in line for line in written(CLEAN, verbose=True))


def test_readings():
    lines = written(review(), readings=True)
    assert lines[lines.index("notes.md:6:1: H(X, Y)") + 1] == "    read as H(X,\\, Y)"


def test_what_was_silenced_is_counted():
    first = findings(review())[0]
    lines = written(review(), silenced={first.key: "comment"})
    assert "notes.md:7:9: IT101 refuted" not in lines
    assert lines[-1].endswith("; 1 finding silenced (1 by comments)")
    assert "2 refuted" in lines[-1]


def test_a_finding_without_a_source_or_a_place():
    odd = FileResult("gone.md", "notes", errors=(Diagnostic("IT900", None, {"text": "gone"}),), remarks=(BARE_LOG,))
    lines = written(odd)
    assert lines[:2] == ["gone.md: IT900 unreadable-file", "    the file cannot be read: gone"]


def test_a_step_that_is_listed_as_not_understood_too_is_said_and_counted_once():
    entry = Diagnostic("IT003", Span(6, 1, 6, 24), {"text": "R is not defined"})
    step = replace(REFUTED, verdict=Verdict.NOT_UNDERSTOOD, diagnostic=entry, counterexample=None, span=entry.span)
    both = FileResult("notes.md", "notes", (chain(Span(6), step),), not_understood=(entry,))
    assert len(concise([both])) == 1
    assert report((both,))["summary"]["not-understood"] == 1
    key = findings(both)[0].key
    made = report((both,), {key: "comment"})["files"][0]
    assert made["chains"][0]["steps"][0]["suppressed"] == made["not_understood"][0]["suppressed"] == "comment"


def test_a_cell_is_named():
    book = FileResult("a.ipynb", "notes", (chain(Span(7), REFUTED, path="a.ipynb", cell=3),))
    assert "a.ipynb:cell 3:7:9: IT101 refuted" in written(book)
    assert concise([book])[0].startswith("a.ipynb:cell 3:7:9: IT101 ")
    assert "line=" not in github([book])[0].split("title=")[0] and "cell 3" in github([book])[0]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_rows_are_never_wider_than_80_columns_or_the_terminal(width):
    long = "x" * 300 + NOTE
    SOURCES["long.md"] = Source.of("long.md", long.replace("\n", " ").encode())
    step = replace(REFUTED, span=Span(1, 350, 1, 380))
    lines = written(FileResult("long.md", "notes", (chain(Span(1), step, path="long.md"),)), width=width)
    assert all(cell_len(line) <= min(width, 80) for line in lines if "│" in line)
    assert any("^" in line for line in lines)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_terminals_without_unicode(encoding):
    lines = written(review(), encoding=encoding)
    assert r" 7 |         = H(X) + H(X|Y) \ge H(X)" in lines
    assert "\ufffd" not in "".join(lines)


def test_hostile_texts_do_not_steer_the_terminal():
    step = replace(REFUTED, lhs="\x1b[2J", repair="\x1b]0;x\x07", span=Span(1, 1, 1, 3))
    SOURCES["bad.md"] = Source.of("bad.md", b"\x1b[2J a")
    text = "\n".join(written(FileResult("bad.md", "notes", (chain(Span(1), step, path="bad.md"),))))
    assert "\x1b" not in text and "\x07" not in text


def test_concise_is_one_line_each_in_order():
    lines = concise([review(), MIXED])
    assert [line.split(" ")[1] for line in lines[:7]] == [
        "IT101", "IT501", "IT101", "IT308", "IT203", "IT001", "IT303",
    ]  # fmt: skip
    assert lines[0] == (
        "notes.md:7:9: IT101 step 2 is false: at X constant, Y a fair bit the left side is 1 bit and the right side is "
        "0 bit; H(X) should be H(Y); likely meant: H(Y) + H(X|Y)"
    )
    assert any(line.startswith("my.py:14:5: IT101 ") for line in lines)


def test_github_commands():
    lines = github([review()])
    assert lines[0].startswith(
        "::error file=notes.md,line=7,endLine=7,col=9,endColumn=23,title=IT101 false-step::step 2"
    )
    assert lines[1].startswith("::warning ") and lines[3].startswith("::notice ")
    assert "col=" not in lines[4] and "line=13,endLine=14" in lines[4]  # columns are for one line only


def test_github_commands_are_escaped():
    odd = FileResult("a,b:c%.md", "notes", not_understood=(Diagnostic("IT001", Span(1), {"text": "50%\n::error::x"}),))
    (line,) = github([odd])
    assert line == (
        "::warning file=a%2Cb%3Ac%25.md,line=1,title=IT001 not-read::the formula could not be read: 50%25 ::error::x"
    )


def test_levels():
    levels = {f.code: f.level for f in findings(review())}
    assert levels == {
        "IT101": "error", "IT501": "warning", "IT308": "note", "IT203": "note", "IT001": "warning", "IT303": "note",
    }  # fmt: skip
    assert [f.level for f in findings(LOUD)] == ["error"]


def test_a_step_not_understood_without_a_reason_is_still_found():
    step = replace(REFUTED, verdict=Verdict.NOT_UNDERSTOOD, diagnostic=None, counterexample=None)
    assert [f.code for f in findings(FileResult("a.md", "notes", (chain(Span(1), step),)))] == ["IT001"]


BOOK = FileResult("a b.ipynb", "notes", (chain(Span(3), REFUTED, path="a b.ipynb", cell=2),))


@pytest.mark.parametrize(
    "files",
    [(), (review(),), (review(), GOOD, MIXED, LOUD, BROKEN), (BOOK,), (FileResult("-", "notes"), review("/tmp/ä.md"))],
    ids=len,
)
def test_sarif_is_valid(files):
    log = sarif.log(files, {findings(review())[0].key: "comment"}, "1.0")
    jsonschema.Draft7Validator(SUBSET, format_checker=jsonschema.FormatChecker()).validate(log)
    assert json.loads(sarif.dumps(files, {findings(review())[0].key: "comment"}, "1.0")) == log


def test_sarif_says_where_what_and_by_which_rule():
    first = findings(review())[0]
    (run,) = sarif.log((review(),), {first.key: "baseline"})["runs"]
    made = run["results"][0]
    assert run["tool"]["driver"]["rules"][made["ruleIndex"]]["id"] == made["ruleId"] == "IT101"
    assert made["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "notes.md"},
        "region": {"startLine": 7, "startColumn": 9, "endLine": 7, "endColumn": 24},
    }
    assert made["suppressions"] == [{"kind": "external", "justification": "baseline"}]
    assert made["properties"]["verdict"] == "refuted"
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_findings_keep_their_fingerprints_when_rows_move():
    def marks(file):
        results = sarif.log((file,))["runs"][0]["results"]
        return [r["partialFingerprints"][sarif.FINGERPRINT] for r in results]

    file = review()
    moved = replace(
        file,
        derivations=tuple(
            replace(c, steps=tuple(replace(s, span=s.span and replace(s.span, line=s.span.line + 3)) for s in c.steps))
            for c in file.derivations
        ),
    )
    assert sorted(marks(moved)) == sorted(marks(file))
    assert len(set(marks(file))) == len(marks(file))


def test_sarif_paths_are_addresses():
    uris = [a["location"]["uri"] for a in sarif.log((BOOK, FileResult("/tmp/ä.md", "notes")))["runs"][0]["artifacts"]]
    assert uris == ["a%20b.ipynb", "file:///tmp/%C3%A4.md"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.update(version="2.0.0"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["results"][0].update(level="fatal"),
        lambda log: log["runs"][0]["results"][0].update(line=3),
        lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    ],
)
def test_the_subset_rejects(spoil):
    log = sarif.log((review(),))
    spoil(log)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SUBSET).validate(log)
