"""Hostile texts in notes and in names, through every command: nothing of them becomes markup, a command or code."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from symbolic_it import Eq, Expr, InvalidArgument, Library, alphabet, law, real_number
from symbolic_it.cli import main
from symbolic_it.foundations import all_rules
from symbolic_it.render import render
from symbolic_it.render.formulas import Formula, FormulaError
from symbolic_it.render.typesetting import Target, printed

EVIL = {
    "shell": r"\write18{touch pwned}", "immediate": r"\immediate\write18{id}", "file": r"\input{/etc/passwd}", "openin": r"\openin5=/etc/passwd",
    "catcode": r"\catcode`\@=11", "hat": "^^5cinput{x}", "csname": r"\csname input\endcsname", "end": r"\end{document}\input{x}", "lua": r"\directlua{os.exit()}",
    "script": "<script>alert(1)</script>", "image": "<img src=x onerror=alert(1)>", "raw": "{=html}<b>", "link": "[a](javascript:b)", "picture": "![x](http://example.org/x)",
    "fence": "```\n<b>", "dollars": "$$\n<b>x</b>\n$$", "comment": "--><b>", "jinja": "{{ 7*7 }}{% raw %}", "template": "<% x %><< y >><# z #>", "frontmatter": "---\nx: y\n---",
    "clear": "\x1b[2J\x1b[31m", "title": "\x1b]0;x\x07", "link8": "\x1b]8;;http://x\x1b\\x\x1b]8;;\x1b\\", "c1": "\x9b2J", "bell": "\x07\x08\x7f", "return": "\rproved",
    "bidi": "\u202e\u2066\u200f", "zero": "\u200b\ufeff", "lines": "a\u2028b\u2029c\x85d", "rich": "[bold red]x[/]", "github": "\n::error::x", "python": '""" + 1/0 + """',
    "rocq": "*) Axiom bad : False. (* (*) **) Admitted. ",
}  # fmt: skip
COMMANDS = (
    ["check"], ["check", "-v"], ["check", "--explain-reading"], ["check", "--format", "concise"], ["check", "--format", "github"],
    ["render"], ["render", "--profile", "dollar"], ["render", "--to", "latex"], ["convert"],
)  # fmt: skip
TEX = (
    "write",
    "immediate",
    "input",
    "include",
    "openin",
    "openout",
    "catcode",
    "csname",
    "directlua",
    "def",
    "href",
    "special",
)


def note(evil: str) -> str:
    return (
        f"# Title {evil}\n\nWords {evil} and more.\n\n$$ \\log(ab) = \\log a + \\log b {evil} $$\n\n## Part {evil}\n\n"
        f"$$ H(p) = 3 \\text{{{evil}}} $$\n\n${evil} = 1$\n\n$$ D(p\\|q) = H(p,q) - H(p) \\tag{{{evil}}} $$\n"
        f"<!-- symbolic-it: let {evil} = q -->\n"
    )


def steers(text: str) -> set[str]:
    """Characters that a terminal obeys, or that turn or hide what is shown."""
    hidden = "\u200b\u200e\u200f\u2060\ufeff\u2028\u2029" + "".join(
        map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    )
    return {c for c in text if (unicodedata.category(c) == "Cc" and c not in "\n\t") or c in hidden}


@pytest.mark.parametrize("kind", EVIL)
def test_no_command_lets_it_out(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "n.md").write_bytes(note(EVIL[kind]).encode())
    for command in COMMANDS:
        result = CliRunner().invoke(main, [*command, "n.md"])
        assert result.exception is None or isinstance(result.exception, SystemExit), (command, result.exception)
        assert not steers(result.output), (command, steers(result.output))
        if command[:1] == ["convert"]:
            imports = [n for n in ast.walk(ast.parse(result.stdout)) if isinstance(n, (ast.Import, ast.ImportFrom))]
            assert all(isinstance(n, ast.ImportFrom) and n.module == "symbolic_it" for n in imports)
        elif "latex" in command:
            body = result.stdout.split("\\begin{document}", 1)[1]
            assert not [c for c in TEX if re.search(rf"\\{c}(?![a-zA-Z])", body)]
            assert "^^" not in body and body.count("\\end{document}") == 1
        elif command[0] == "render":
            prose = re.sub(
                r"(`+).+?\1", "", re.sub(r"```math\n.*?\n```|^\$\$\n.*?\n\$\$$", "", result.stdout, flags=re.S | re.M)
            )
            assert not re.search(
                r"<(?!span>\$</span>)[a-zA-Z/!]|(?<!\\)\]\(|^---|49", prose.replace("<span>$</span>", ""), re.M
            )
        elif "github" in command:
            assert all(line.startswith("::") or ":" in line for line in result.stdout.splitlines())
            assert "\n::error::x" not in result.stdout
    assert {p.name for p in tmp_path.iterdir()} == {"n.md"}


@pytest.mark.parametrize("kind", EVIL)
def test_a_certificate_of_it_says_nothing_hostile(kind: str, tmp_path: Path) -> None:
    """Names in a certificate are anybody's: what `replay` prints does not steer the terminal."""
    from symbolic_it.kernel import KernelError
    from symbolic_it.kernel.documents import document
    from symbolic_it.kernel.terms import real, var
    from symbolic_it.kernel.theorems import reflexivity

    name = EVIL[kind][:100]
    with pytest.raises(KernelError):
        document(name, {name: reflexivity(var(name, real))})
    made = document(name, {name: reflexivity(var("x", real))})
    file = tmp_path / "a.proof.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    result = CliRunner().invoke(main, ["replay", str(file)])
    assert result.exit_code == 0 and not steers(result.output)
    assert len(result.output.splitlines()) == 4, "a claim cannot pretend to be another line"


@pytest.mark.parametrize("kind", EVIL)
def test_a_symbol_has_no_such_name_or_is_set_as_one(kind: str) -> None:
    for make in (
        lambda n: Eq(real_number(n), real_number(n) + 0),
        lambda n: law(n, alphabet("X"))(alphabet("X").letter("k")) >= 0,
    ):
        try:
            made: Expr = make(EVIL[kind])
        except InvalidArgument:
            continue
        assert not steers(made.text)
        try:
            formula = Formula.read(made.latex)
        except FormulaError:
            continue  # cannot be set at all: `render` says so
        for target in Target:
            text = printed(formula, target)
            assert (
                not [c for c in TEX if re.search(rf"\\{c}(?![a-zA-Z])", text)] and "<" not in text and "`" not in text
            )


@pytest.mark.parametrize("kind", EVIL)
def test_remarks_of_an_author_are_text(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "remarks.py"
    file.write_text(
        "from symbolic_it import Eq, derivation, real_number\n\na = real_number('a')\nevil = "
        + ascii(EVIL[kind])
        + "\n\n\n"
        "@derivation('remarks', title='T ' + evil, source='S ' + evil)\ndef it(d):\n    d.text('Words ' + evil)\n"
        "    d.have(Eq(a + 0, a), why='because ' + evil)\n"
    )
    library = Library([]).with_paths([file])
    (checked,) = library.check(second_opinion=False)
    assert not checked.errors, checked.errors
    for to in ("markdown", "latex"):
        files = render(list(library.derivations), list(checked.derivations), all_rules(), to=to)
        for name, text in files.items():
            assert isinstance(text, str) and not steers(text), name
            if to == "latex":
                body = text.split("\\begin{document}", 1)[-1]
                assert not [
                    c for c in TEX if c not in ("def", "input", "include") and re.search(rf"\\{c}(?![a-zA-Z])", body)
                ]
                assert "\\input{/etc" not in body and "\\input{x}" not in body
            else:
                assert not re.search(
                    r"<(script|img|b)\b|\]\((javascript|http://example)", re.sub(r"(`+).+?\1", "", text, flags=re.S)
                )
    for command in (["check"], ["show"], ["list"]):
        result = CliRunner().invoke(main, [*command, str(file)])
        assert not steers(result.output), (command, steers(result.output))
    made = CliRunner().invoke(main, ["export", "rocq", str(file), "-o", str(tmp_path / "rocq")])
    assert made.exit_code == 0, made.output
    (source,) = (tmp_path / "rocq").glob("remarks*.v")
    head, _, rest = source.read_text(encoding="utf-8").partition(". Written by symbolic-it. *)\n")
    assert head.startswith("(* ") and "(*" not in head[2:] and "*)" not in head
    assert "bad" not in rest and "Axiom" not in rest and "Admitted" not in rest
    for to in ("mermaid", "dot"):
        drawn = CliRunner().invoke(main, ["graph", str(file), "--to", to])
        assert drawn.exit_code == 0 and not steers(drawn.output) and "click" not in drawn.output
