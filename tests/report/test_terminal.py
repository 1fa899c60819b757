"""What the terminal shows, at 80 columns and wider, with and without colour and Unicode."""

import io

import pytest
from standins import BROKEN, GOOD, LOUD, MIXED, PROVED, Derivation, Library, Rule, Step, derivation_result

from symbolic_it.authoring.results import FileResult, Verdict
from symbolic_it.report.codes import CODES
from symbolic_it.report.pages import print_code, print_codes, print_derivation, print_list, print_rule, print_rules
from symbolic_it.report.screen import Screen
from symbolic_it.report.terminal import print_check

ALL = (GOOD, MIXED, LOUD, BROKEN)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def written(page, *args, width=80, encoding="utf-8", **options):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    page(Screen(stream, width=width), *args, **options)
    stream.flush()
    return raw.getvalue().decode(encoding)


def frame(text, title):
    """The lines of the frame with this title, without its border."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if title in line and line[0] in "╭┏+")
    end = next(i for i in range(start + 1, len(lines)) if lines[i][0] in "╰┗+")
    return [line[1:-1].strip() for line in lines[start + 1 : end]]


def test_a_good_file_is_a_table_and_a_summary():
    lines = [line.rstrip() for line in written(print_check, (GOOD,)).splitlines()]
    assert lines == [
        "derivations/divergence.py",
        "derivation                                 steps   verdict          SymPy",
        "─" * 80,
        "kl-expansion                                   3   computed         agrees",
        "  The divergence is a difference",
        "",
        "SymPy agrees on 2 steps",
        "1 derivation in 1 file, 3 steps: 1 proved, 1 definition, 1 computed",
    ]


def test_a_refuted_step_has_a_frame_with_both_values():
    assert frame(written(print_check, (MIXED,)), "every-verdict, step 2") == [
        "step     H(P) = H(Q)",
        "verdict  refuted",
        "IT101    step 2 is false; P and Q are swapped",
        "example  P = (3/4, 1/4), Q = (1/2, 1/2): left 0.811 bit, right 1 bit",
        "rules    entropy-definition",
        "at       my.py:14:5",
    ]


def test_conditional_and_unproved_steps_have_frames_and_good_ones_none():
    text = written(print_check, (MIXED,))
    assert frame(text, "step 3")[2:5] == [
        "IT201    step 3 needs a > 0, inside log(a b); nothing given says so",
        "assumes  a > 0",
        "b > 0",
    ]
    assert "left over is H(P, Q)" in " ".join(frame(text, "step 4"))
    for number in (1, 5, 6):
        assert f"every-verdict, step {number}" not in text


def test_a_disagreement_is_framed_though_the_step_is_proved():
    text = written(print_check, (LOUD,))
    assert "KERNEL AND SYMPY DISAGREE" in " ".join(frame(text, "kl-expansion, step 1"))
    assert "SymPy DISAGREES on 1 step" in text
    assert "━" in text


def test_errors_are_one_line_each_however_long():
    text = written(print_check, (BROKEN,))
    assert "broken.py:20: IT903 a second derivation is named 'gibbs'; the first is in derivations/gibbs.py:12\n" in text
    assert text.endswith("0 derivations in 1 file, 0 steps: 11 errors\n")


def test_the_last_line_counts_every_verdict():
    last = written(print_check, ALL).splitlines()[-1]
    assert last == (
        "3 derivations in 4 files, 11 steps: 3 proved, 2 definition, 2 computed, 1 conditional, 1 unproved, "
        "1 not understood, 1 refuted, 11 errors"
    )


def test_without_second_opinion_there_is_no_word_of_sympy():
    assert "SymPy" not in written(print_check, (GOOD,), second_opinion=False)


def test_verbose_shows_every_step_with_its_rules():
    text = written(print_check, (MIXED,), verbose=True)
    rows = [line.split() for line in text.splitlines()]
    assert ["1", *["D(P", "‖", "Q)", "=", "Σ_x", "P(x)", "log(P(x)/Q(x))"], "proved", "agrees"] in rows
    assert ["by", "log-product"] in rows
    assert ["5", *["h(p)", ":=", "H((p,", "1-p))"], "definition", "not", "asked"] in rows


@pytest.mark.parametrize("width", [40, 80, 130])
def test_no_line_of_a_table_or_frame_is_wider_than_the_terminal(width):
    text = written(print_check, (GOOD, MIXED, LOUD), width=width, verbose=True)
    assert all(len(line) <= width for line in text.splitlines()[:-2])


def test_a_wide_terminal_gives_the_title_its_own_column():
    row = next(line for line in written(print_check, (GOOD,), width=130).splitlines() if "kl-expansion" in line)
    assert "The divergence is a difference" in row


def test_long_names_are_folded_and_not_cut():
    name = "a-derivation-with-a-name-of-" + "-".join(["very"] * 12) + "-long"
    long = FileResult("f.py", "derivations", (derivation_result(PROVED, name=name),))
    text = written(print_check, (long,))
    assert "…" not in text and "long" in text


def test_off_a_terminal_there_are_no_control_codes():
    text = written(print_check, ALL, verbose=True)
    assert "\x1b" not in text and "\r" not in text


def test_what_files_say_cannot_steer_the_terminal_or_the_markup():
    nasty = derivation_result(PROVED, name="n", title="\x1b[2J[bold]a[/bold] :smile: [/x]")
    text = written(print_check, (FileResult("f.py", "derivations", (nasty,)),))
    assert "\x1b" not in text and "[2J[bold]a[/bold] :smile: [/x]" in text


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.mark.parametrize("no_color", [False, True])
def test_colour_on_a_terminal_unless_no_color(monkeypatch, no_color):
    monkeypatch.setenv("TERM", "xterm-256color")
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    print_check(Screen(stream, width=80), (MIXED,))
    coloured = any(code in stream.getvalue() for code in ("\x1b[31m", "\x1b[32m", "\x1b[1;31m"))
    assert coloured is not no_color


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_unicode_reads_words(encoding):
    text = written(print_check, ALL, verbose=True, encoding=encoding)
    assert "D(P || Q) = sum_x P(x) log(P(x)/Q(x))" in text
    assert text.isascii()
    assert "?" not in text.replace("did you mean 'gibbs'?", "").replace("did you mean 'log-quotient'?", "")


def library():
    return Library([GOOD, MIXED])


def test_show():
    derivation = library().derivations[0]
    text = written(print_derivation, derivation, derivation_result(*MIXED.derivations[0].steps[:2]))
    lines = [line.rstrip() for line in text.splitlines()]
    assert lines[:5] == [
        "kl-expansion  theorem, refuted",
        "The divergence is a difference",
        "settles  D2",
        "source   Cover and Thomas, section 2.3",
        "file     derivations/divergence.py:8",
    ]
    for expected in (
        "  P is a law on X",
        "  P << Q",
        "  log is taken to a fixed base b > 1.",
        "Start from the definition, where Σ_x P(x) = 1.",
        "Expansion (a)",
        "       D(P ‖ Q)",
        "  (1)  = Σ_x P(x) log(P(x)/Q(x))                                  proved",
        "           by kl-definition",
        "           assuming P(x) != 0",
        "  axioms       sum-linear, log-product",
        "  definitions  kl, entropy",
        "  rules        kl-definition, log-quotient",
        "  derivations  gibbs",
    ):
        assert expected in lines
    assert text.count("Σ_x P(x) log(P(x)/Q(x))") == 1  # the second step goes on from the first
    assert "IT101: step 2 is false" in " ".join(text.split())


def test_show_prints_the_sympy_encoding_unwrapped():
    derivation = library().derivations[0]
    long = "x" * 200
    text = written(print_derivation, derivation, derivation.result, lambda step: long)
    assert f"    SymPy (2): {long}\n" in text


def test_show_of_a_derivation_that_yielded_fewer_results_does_not_fail():
    text = written(print_derivation, library().derivations[0], derivation_result())
    assert "H(P, Q) - H(P)" in text


def test_show_of_a_bare_derivation():
    bare = Derivation("n", "t", "f.py", derivation_result(PROVED), (), "theorem", "", "", hypotheses=(), conventions=())
    assert "Given" not in written(print_derivation, bare, bare.result)


def test_list_and_its_verdicts():
    derivations = library().derivations
    assert "verdict" not in written(print_list, derivations).splitlines()[0]
    text = written(print_list, derivations, {"kl-expansion": Verdict.COMPUTED})
    assert ["kl-expansion", *["The", "divergence", "is", "a", "difference", "D2", "computed"]] in [
        line.split() for line in text.splitlines()
    ]


def test_rules_by_subject():
    rules = [Rule("log-quotient"), Rule("sum-split", "sums"), Rule("log-product")]
    text = written(print_rules, rules)
    assert text.index("logarithms") < text.index("log-product") < text.index("sums") < text.index("sum-split")


def test_explain_a_rule():
    text = written(print_rule, Rule("log-quotient"), ["kl-expansion"])
    for part in (
        "Statement\n  log(a/b) = log a - log b",
        "Conditions\n  a > 0\n  b > 0",
        "Why\n  The product rule",
        "Example\n",
        "Source\n",
        "Axioms\n  log-product",
        "Used by\n  kl-expansion",
    ):
        assert part in "\n".join(line.rstrip() for line in text.splitlines())


def test_explain_a_code_and_list_codes():
    text = written(print_code, CODES["IT101"])
    for title in ("What it means", "Why it matters", "Example", "What to do"):
        assert title in text
    listed = written(print_codes, CODES.values())
    assert all(code in listed for code in CODES)


def test_step_protocol_is_met_by_the_standin():
    assert Step(1, "a", "=", "b").lhs.to_sympy()
