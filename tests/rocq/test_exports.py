"""Exports: which files they consist of, what coqc confirms, and that it refuses statements that were changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from symbolic_it.authoring import Library
from symbolic_it.authoring.checking import proofs_of
from symbolic_it.cli.certify import claims_of
from symbolic_it.kernel import theorems as rules
from symbolic_it.kernel.axioms import AXIOMS
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import alphabet_type, const, equation, fun, number, real, var
from symbolic_it.rocq import compiling
from symbolic_it.rocq.algebra import Facts
from symbolic_it.rocq.compiling import compiled
from symbolic_it.rocq.export import Export, Source, exported

ROOT = Path(__file__).parents[2]
NAMES = ("divergence-expansion", "gibbs-inequality", "binary-entropy-curve")
COQC = pytest.mark.skipif(shutil.which("coqc") is None, reason="coqc is not installed; .ci/run installs it")


def needs_coqc(test):
    """Compiling takes seconds."""
    return pytest.mark.slow(COQC(test))


JOBS = 2


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    library = Library.shipped()
    library.check(list(NAMES), False)
    found = [library.get(name) for name in NAMES]
    assert all(proofs_of(d) is not None for d in found)
    return [Source(d.name, d.title, claims_of(d)) for d in found]


@pytest.fixture(scope="module")
def export(sources) -> Export:
    return exported(sources)


@pytest.fixture(scope="module")
def folder(export, tmp_path_factory) -> Path:
    """The export, compiled."""
    place = tmp_path_factory.mktemp("rocq")
    write(export, place)
    result = compiled(export, place, JOBS)
    assert (result.failed, result.headlines) == ({}, None)
    return place


def in_file(export: Export, name: str) -> str:
    return next(file.text for file in export.files if file.name == export.places[name])


def write(export: Export, place: Path) -> None:
    for name, text in export.written().items():
        (place / name).write_text(text, "utf-8")


def link(folder: Path, place: Path) -> None:
    """What is compiled, in another folder."""
    for file in folder.glob("*.v*"):
        (place / file.name).symlink_to(file)


# ---- what is written -----------------------------------------------------------------------------


def test_the_statement_of_the_expansion_as_a_reader_sees_it(export):
    assert (
        "Theorem divergence_expansion_holds :\n"
        "  forall (X : finite) (P : X -> R) (Q : X -> R) (b : R),\n"
        "  dominated X P Q ->\n"
        "  law X P ->\n"
        "  law X Q ->\n"
        "  divergence X b P Q = cross_entropy X b P Q - entropy X b P.\n"
        "Proof. exact step_"
    ) in in_file(export, "divergence-expansion")


def test_files_come_after_those_that_they_need(export):
    seen: set[str] = set()
    for file in export.files:
        assert seen.issuperset(file.needs)
        seen.add(file.name)
    listed = export.written()["_CoqProject"].splitlines()
    assert listed == ["-Q . SymbolicIT", *(f"{file.name}.v" for file in export.files)]


def test_nothing_is_assumed_in_what_is_written(export):
    for file in export.files:
        assert not re.search(r"\b(Admitted|admit|Axiom|Parameter|Conjecture|Hypothesis|Variable)\b", file.text)


def test_an_export_is_the_same_twice(sources, export):
    assert exported(sources).written() == export.written()


def test_what_has_no_counterpart_is_named_with_its_reason_and_the_rest_is_exported(sources):
    X = alphabet_type("X")
    over_functions = const("sum", fun(fun(fun(X, X), real), real))
    f = var("f", fun(fun(X, X), real))
    odd = rules.reflexivity(over_functions)
    odder = rules.congruence(odd, rules.reflexivity(f))
    made = exported([Source("odd", "Odd", {"it": odder}), sources[0], Source("empty", "Empty", {})])
    assert made.reasons.keys() == {"odd", "empty"}
    assert "alphabet of all values" in made.reasons["odd"]
    assert list(made.places) == [sources[0].name]
    assert not any("odd" in file.text for file in made.files[-1:])


def test_hostile_titles_stay_inside_their_comment(sources):
    made = exported([replace(sources[0], title='x *) Axiom false : False. (* "')])
    header = in_file(made, sources[0].name).splitlines()[0]
    assert header.count("*)") == 1 and header.endswith("*)") and '"' not in header


# ---- what coqc says ------------------------------------------------------------------------------


@needs_coqc
def test_what_is_exported_compiles_and_rests_on_the_axioms_of_the_standard_library_alone(folder, export):
    assert all((folder / f"{file.name}.vo").is_file() for file in export.files)
    (axioms,) = compiling._axioms(compiling.compiler(), export, folder, [list(export.places)])
    assert axioms and axioms <= compiling.ALLOWED


CHANGES = [
    ("divergence-expansion", "  dominated X P Q ->\n", ""),
    ("divergence-expansion", "  law X P ->\n", ""),
    ("divergence-expansion", "  law X Q ->\n", ""),
    ("divergence-expansion", "b P Q - entropy", "b P Q + entropy"),
    ("divergence-expansion", "divergence X b P Q = ", "divergence X b Q P = "),
    ("divergence-expansion", "dominated X P Q", "dominated X Q P"),
    ("gibbs-inequality", "  1 < b ->\n", ""),
    ("gibbs-inequality", "  1 < b ->\n", "  1 <= b ->\n"),
    ("gibbs-inequality", "  0 <= divergence", "  0 < divergence"),
    ("gibbs-inequality", "  0 <= divergence X b P Q", "  divergence X b P Q <= 0"),
    ("gibbs-inequality", "  law X Q ->\n", ""),
    ("gibbs-inequality", "(P = Q)", "(Q = P)"),
    ("binary-entropy-curve", "log b ((1 - t) / t)", "log b (t / (1 - t))"),
    ("binary-entropy-curve", "0 < t /\\ t < 1", "0 < t"),
]


@needs_coqc
@pytest.mark.parametrize(("name", "old", "new"), CHANGES)
def test_a_changed_statement_does_not_compile(folder, export, tmp_path, name, old, new):
    text = in_file(export, name)
    start = text.index("Theorem ")
    assert old in text[start:]
    link(folder, tmp_path)
    changed = tmp_path / "changed.v"
    changed.write_text(text[:start] + text[start:].replace(old, new), "utf-8")
    error = compiling._run(compiling.compiler(), tmp_path, "changed")
    assert error is not None and "Error" in error


@needs_coqc
def test_a_hypothesis_left_out_of_a_proof_is_missed(folder, export, tmp_path):
    """The last lemma without its first hypothesis, its name left in the proof."""
    text = in_file(export, "divergence-expansion")
    lemma = text[text.rindex("Lemma step_") : text.index("Theorem ")]
    without = re.sub(r" \(h1 : [^()]*\)", "", lemma, count=1)
    assert without != lemma
    link(folder, tmp_path)
    changed = text[: text.rindex("Lemma step_")] + without
    (tmp_path / "changed.v").write_text(changed, "utf-8")
    error = compiling._run(compiling.compiler(), tmp_path, "changed")
    assert error is not None and "h1 was not found" in error


@needs_coqc
@pytest.mark.parametrize(
    "trick",
    ["Admitted.", "Proof. admit. Admitted.", "Proof. exact cheat. Qed."],
)
def test_a_theorem_that_rests_on_more_is_not_confirmed(sources, tmp_path, trick):
    made = exported(sources[:1])
    *before, last = [file for file in made.files if file.name != compiling.HEADLINES]
    text = re.sub(r"Proof\. exact step_\d+\. Qed\.\n$", trick + "\n", last.text)
    if "cheat" in trick:
        text = text.replace("Theorem ", "Axiom cheat : forall A : Prop, A.\nTheorem ").replace(
            "exact cheat", "apply cheat"
        )
    assert text != last.text
    made.files[:] = [*before, replace(last, text=text)]
    write(made, tmp_path)
    failed = compiled(made, tmp_path, JOBS).failed
    assert failed.keys() == {"divergence-expansion"}
    assert "it rests on" in failed["divergence-expansion"]


@needs_coqc
def test_a_wrong_statement_by_hand_is_noticed(export, folder, tmp_path):
    link(folder, tmp_path)
    right = next(file for file in export.files if file.name == compiling.HEADLINES)
    wrong = right.text.replace("0 <= Sum X", "0 < Sum X")
    assert wrong != right.text
    (tmp_path / "changed.v").write_text(wrong, "utf-8")
    assert compiling._run(compiling.compiler(), tmp_path, "changed") is not None


@needs_coqc
def test_every_axiom_of_the_kernel_is_a_lemma_of_the_base(tmp_path):
    """Its statement as the kernel has it, printed, is what the lemma of the hand-proved file proves."""
    made = exported([Source("axioms", "All axioms", {name: rules.axiom(name) for name in AXIOMS})])
    assert not made.reasons
    write(made, tmp_path)
    result = compiled(made, tmp_path, JOBS)
    assert result.failed == {}
    assert len(made.theorems["axioms"]) == len(AXIOMS)


@needs_coqc
def test_every_notion_of_the_kernel_is_what_its_definition_says(tmp_path):
    from symbolic_it.rocq.names import PLAIN, TYPED

    known = [n for n in rules.DEFINITIONS if n in PLAIN or n in TYPED]
    assert len(known) > 40
    made = exported([Source("notions", "All notions", {name: rules.definition(name) for name in known})])
    assert not made.reasons
    write(made, tmp_path)
    assert compiled(made, tmp_path, JOBS).failed == {}


NOTIONS = """
import sys
from pathlib import Path
from symbolic_it.kernel import theorems as rules
from symbolic_it.kernel.definitions import constant_for as c, define
from symbolic_it.kernel.terms import abstract, alphabet_type, apply_term, fun, real, var
from symbolic_it.rocq.export import Source, exported

X, Y = alphabet_type("X"), alphabet_type("Y")
P, x = var("P", fun(X, real)), var("x", X)
F, f = var("F", fun(fun(X, Y), real)), var("f", fun(X, Y))
define("purity", abstract(P, c("sum", abstract(x, c("mul", apply_term(P, x), apply_term(P, x))))), "a test")
define("twice", abstract(P, c("add", c("purity", P), c("purity", P))), "a test")
define("over_functions", abstract(F, c("sum", abstract(f, apply_term(F, f)))), "a test")
unfolded = rules.congruence(rules.definition("twice"), rules.reflexivity(P))
odd = rules.reflexivity(c("over_functions", F))
made = exported([Source("own", "Own", {"it": unfolded}), Source("odd", "Odd", {"it": odd})])
print(made.reasons)
for name, text in made.written().items():
    (Path(sys.argv[1]) / name).write_text(text, "utf-8")
"""


def test_a_notion_of_an_author_is_exported_with_its_definition(tmp_path):
    """Defined in a process of its own: other tests count the notions."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", NOTIONS, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{'odd': 'the alphabet of all values of type")
    files = (tmp_path / "_CoqProject").read_text("utf-8").splitlines()[1:]
    assert files == ["Notions.v", "Rules.v", "Algebra.v", "OwnNotions.v", "own.v"]
    text = (tmp_path / "OwnNotions.v").read_text("utf-8")
    assert "Definition notion_purity (X : finite) : (X -> R) -> R :=" in text
    assert text.index("notion_purity ") < text.index("notion_twice ")
    if shutil.which("coqc") is not None:
        coqc = compiling.compiler()
        assert [compiling._run(coqc, tmp_path, file.removesuffix(".v")) for file in files] == [None] * len(files)


@needs_coqc
def test_a_false_fact_about_numbers_does_not_compile(folder, tmp_path):
    link(folder, tmp_path)
    header = "Require Import Reals.\nFrom SymbolicIT Require Import Notions Rules Algebra.\nOpen Scope R_scope.\n"
    coqc = compiling.compiler()
    for number_, false in enumerate(
        [
            "forall x1 : R, x1 / x1 = 1",
            "forall x1 x2 : R, x1 / x2 * x2 = x1",
            "forall x1 x2 : R, x1 <> 0 -> x1 / x2 * x2 = x1",
            "forall x1 : R, 1 / (x1 + 1) * (x1 + 1) = 1",
            "forall x1 x2 : R, 1 / (x1 + x2) = 1 / x1 + 1 / x2",
            "forall x1 : R, power x1 2 = 2 * x1",
        ]
    ):
        (tmp_path / f"false_{number_}.v").write_text(f"{header}Goal {false}.\nidentity. Qed.\n", "utf-8")
        assert compiling._run(coqc, tmp_path, f"false_{number_}") is not None
    (tmp_path / "true_.v").write_text(
        f"{header}Goal forall x1 x2 : R, x2 <> 0 -> x1 / x2 * x2 = x1.\nidentity. Qed.\n"
        "Goal forall x1 x2 x3 : R, x1 / (x2 * x3) = 1 / x3 * (x1 / x2).\nidentity. Qed.\n"
        "Goal forall x1 x2 : R, 1 / (x1 + x2) = 1 / (x2 + x1).\nidentity. Qed.\n",
        "utf-8",
    )
    assert compiling._run(coqc, tmp_path, "true_") is None


@needs_coqc
def test_identities_that_the_kernel_computes_are_proved_in_rocq(folder, tmp_path):
    """Divisors that are the same sum but for order, sign or a factor; that are zero; that premises say are not."""
    link(folder, tmp_path)
    t, u, v = (var(name, real) for name in "tuv")

    def over(left, right):
        return c("div", left, right)

    def no(term):
        return rules.assume(c("not", equation(term, number(0))))

    difference, reverse = c("sub", u, v), c("neg", c("sub", v, u))
    twice, mixed = c("mul", number(2), reverse), c("add", c("div", t, u), v)
    two = number(2)
    identities = [
        (over(t, difference), over(c("mul", two, t), twice), []),
        (over(t, difference), c("neg", over(t, c("sub", v, u))), []),
        (over(t, c("sub", u, u)), number(0), []),
        (over(t, over(u, difference)), over(c("mul", t, difference), u), []),
        (over(two, c("mul", u, c("add", t, v))), over(two, c("add", c("mul", u, t), c("mul", v, u))), []),
        (over(c("mul", t, difference), twice), over(t, two), [no(difference)]),
        (over(c("mul", t, mixed), mixed), t, [no(mixed)]),
        (over(mixed, c("add", v, over(t, u))), number(1), [no(mixed)]),
        (c("mul", over(t, u), u), t, [no(over(v, u))]),
    ]
    facts = Facts()
    for left, right, premises in identities:
        th = rules.field_identity(left, right, premises)
        facts.identity(*th.arguments)
    header = "Require Import Reals.\nFrom SymbolicIT Require Import Notions Rules Algebra.\nOpen Scope R_scope.\n"
    (tmp_path / "facts.v").write_text(header + "".join(facts.lemmas().values()), "utf-8")
    assert compiling._run(compiling.compiler(), tmp_path, "facts") is None


# ---- the commands --------------------------------------------------------------------------------


def program(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SYMBOLIC_IT_CACHE": "off", "PYTHONPATH": str(ROOT)} | more
    command = [sys.executable, "-m", "symbolic_it", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_without_coqc_verify_says_how_to_get_it_and_is_no_pass(tmp_path):
    done = program("verify", "--rocq", "divergence-expansion", PATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "coqc is not installed" in done.stderr and "apt-get install" in done.stderr


def test_verify_asks_for_a_checker():
    done = program("verify", "divergence-expansion")
    assert done.returncode == 2 and "--rocq" in done.stderr


def test_export_writes_files_and_leaves_others_alone(tmp_path):
    (tmp_path / "mine.v").write_text("left alone", "utf-8")
    done = program("export", "rocq", "divergence-expansion", "-o", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    written = {Path(line).name for line in done.stdout.splitlines()}
    assert {"Notions.v", "Rules.v", "Algebra.v", "divergence_expansion.v", "_CoqProject"} <= written
    assert (tmp_path / "mine.v").read_text("utf-8") == "left alone"


def test_export_of_what_does_not_exist_is_an_error(tmp_path):
    done = program("export", "rocq", "no-such-thing", "-o", str(tmp_path / "out"))
    assert done.returncode == 2 and "no-such-thing" in done.stderr
    assert not (tmp_path / "out").exists()


@needs_coqc
def test_verify_reports_each_derivation():
    done = program("verify", "--rocq", "divergence-expansion", "-j", str(JOBS))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("divergence-expansion: confirmed, 1 theorem\n1 of 1 derivations confirmed")
