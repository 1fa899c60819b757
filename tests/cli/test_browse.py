"""``symbolic-it list``, ``show``, ``explain`` and the help texts."""

import sys
import types

import pytest
from standins import Rule

from symbolic_it.report.codes import CODES, SECTIONS


@pytest.fixture
def rules(monkeypatch):
    import symbolic_it.foundations as foundations

    monkeypatch.setattr(foundations, "all_rules", lambda: (Rule("kl-definition"), Rule("log-quotient")), raising=False)


def test_help_without_a_command(run):
    result = run()
    assert result.exit_code == 0
    assert all(f"  {name} " in result.stdout for name in ("check", "list", "show", "explain", "render", "new"))


@pytest.mark.parametrize("command", ["check", "show", "list", "render"])
def test_help_says_that_files_are_run(run, command):
    said = " ".join(run(command, "--help").stdout.split())
    assert "runs it" in said or "is run" in said or "are run" in said
    assert "runs it: do so only with files that you trust" in " ".join(run("--help").stdout.split())


def test_version(run):
    assert run("--version").exit_code == 0


def test_list(run):
    result = run("list")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()[2:]] == ["kl-expansion", "entropy-sums"]
    assert "proved" not in result.stdout


def test_list_with_verdicts(run):
    lines = run("list", "--verdicts").stdout.splitlines()
    assert lines[2].split()[-1] == "computed" and lines[3].split()[-1] == "proved"


def test_list_a_file_and_what_is_wrong_with_it(run):
    result = run("list", "half.py")
    assert result.exit_code == 1
    assert "half" in result.stdout
    assert (
        result.stderr == "symbolic-it: half.py:7: IT902 running the file raised NameError: name 'Lawe' is not defined\n"
    )


def test_list_rules_and_codes(run, rules):
    assert "log-quotient" in run("list", "rules").stdout
    assert "IT101" in run("list", "codes").stdout
    assert "random_variable(name, space, over)" in run("list", "vocabulary").stdout
    assert run("list", "rules", "--verdicts").exit_code == 2


def test_show(run):
    result = run("show", "kl-expansion")
    assert result.exit_code == 0
    assert "Rests on" in result.stdout and "SymPy" not in result.stdout


def test_show_sympy(run):
    assert "SymPy (1): Sum(P[x]*log(P[x]/Q[x]), (x, 0, n - 1)) = 0\n" in run("show", "kl-expansion", "--sympy").stdout


def test_show_a_file_shows_all_that_it_holds(run):
    assert run("show", "mine.py").stdout.startswith("mine  theorem, conditional")


def test_show_suggests_the_nearest(run):
    result = run("show", "kl-expansoin")
    assert result.exit_code == 2
    assert "did you mean 'kl-expansion'?" in result.stderr


def test_explain_a_rule_says_who_uses_it(run, rules):
    result = run("explain", "kl-definition")
    assert result.exit_code == 0
    assert result.stdout.split("Used by")[1].split() == ["kl-expansion,", "entropy-sums"]


@pytest.mark.parametrize("name", ["IT101", "it101"])
def test_explain_a_code(run, name):
    assert "false-step" in run("explain", name).stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("log-quotent", "no rule or code named 'log-quotent'; did you mean 'log-quotient'?"),
        ("IT000", "no diagnostic code IT000 (symbolic-it list codes shows all)"),
        ("kl-expansion", "'kl-expansion' is a derivation: see symbolic-it show kl-expansion"),
        ("zzzzzzzz", "no rule or code named 'zzzzzzzz' (symbolic-it list rules shows the rules)"),
    ],
)
def test_explain_of_what_is_not_known(run, rules, name, said):
    result = run("explain", name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"symbolic-it: {said}\n")


def test_explain_a_word(run, rules):
    result = run("explain", "letters")
    assert result.exit_code == 0
    assert "letters(over, names)" in result.stdout and "All letters of the alphabet" in result.stdout


def test_explain_an_axiom(run, rules):
    from symbolic_it.kernel import AXIOMS

    name = next(iter(AXIOMS))
    result = run("explain", name)
    assert result.exit_code == 0 and "axiom of the kernel" in result.stdout


@pytest.fixture
def notes(monkeypatch, rules):
    """A renderer that remembers what it was asked."""
    asked = {}

    def render(derivations, results, rules, **options):
        asked.update(options, names=[d.name for d in derivations], results=[r.name for r in results])
        return {"a.md": "a"}

    def write(files, folder):
        asked["folder"] = folder
        return tuple(f"{folder}/{name}" for name in files)

    module = types.ModuleType("symbolic_it.render")
    module.render, module.write = render, write
    monkeypatch.setitem(sys.modules, "symbolic_it.render", module)
    return asked


def test_render_everything(run, notes):
    result = run("render", "-o", "out", "--to", "latex", "--single")
    assert (result.exit_code, result.stdout) == (0, "out/a.md\n")
    assert notes["names"] == notes["results"] == ["kl-expansion", "entropy-sums"]
    assert (notes["to"], notes["book"], notes["folder"]) == ("latex", False, "out")


def test_render_by_name_and_by_file(run, notes):
    assert run("render", "entropy-sums", "mine.py", "-o", "out", "--profile", "dollar").exit_code == 0
    assert notes["names"] == ["entropy-sums", "mine"]
    assert notes["profile"] == "dollar" and notes["book"] is True


def test_render_says_which_derivations_do_not_hold(run, notes):
    assert "not all steps hold in wrong" in run("render", "wrong.py", "-o", "out").stderr


def test_render_needs_a_folder(run, notes):
    assert run("render").exit_code == 2


@pytest.mark.parametrize("code", CODES)
def test_explain_every_code(run, code):
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code}  {CODES[code].name}")
    assert all(title in result.stdout for title, _ in SECTIONS)
