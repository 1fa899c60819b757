"""Derivation files that try to pass without being right: tampering, escapes, foreign facts, hostile input, bad bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from symbolic_it import Library
from symbolic_it.authoring.results import FileResult, Verdict

HEAD = """
import sys
from symbolic_it import *
from symbolic_it import Q as q
X = alphabet("X"); x = X.outcome("x"); k = X.letter("k")
P, R = law("P", X), law("R", X)
a, c = real_number("a"), real_number("c")
"""
ONE = '@derivation("one")\ndef one(d):\n'


def checked(source: str | bytes, folder: Path) -> FileResult:
    file = folder / "attack.py"
    file.write_bytes(source.encode() if isinstance(source, str) else source)
    library = Library([]).with_paths([file])
    (result,) = library.check(second_opinion=False)
    return result


def body(*lines: str) -> str:
    return HEAD + ONE + "".join(f"    {line}\n" for line in lines)


NOT_GOOD = {
    "a step is taken away": body("d.have(Eq(a, a))", "d.have(Eq(a, c))", "d.steps.pop()"),
    "a step is taken out of its block": body("d.have(Eq(a, c))", "d.blocks[0].steps.clear()"),
    "the blocks are emptied": body("d.have(Eq(a, a))", "d.blocks.clear()"),
    "the steps are replaced": body("d.have(Eq(a, c))", "d.steps = ()"),
    "the side that is shown is replaced": body("f = d.have(Eq(a, a))", "f.step.rhs = c"),
    "the goal is replaced": body("f = d.have(Eq(a, c))", "f.step.goal = Eq(a, a)"),
    "the relation is replaced": body("f = d.have(a <= a)", "f.step.relation = '<'"),
    "an assumption is slipped in": body("f = d.have(Eq(a, c))", "f.step.scope = (Eq(a, c).term,)"),
    "the assumptions are hidden": body("with d.suppose(Eq(a, c)):", "    d.have(Eq(a, c)).step.held = ()"),
    "a step is made a definition": body("f = d.have(Eq(a, c))", "f.step.definition = True"),
    "the index is replaced": body("f = d.have(Eq(a, c))", "f.step.index = 0"),
    "an expression is changed afterwards": body("e = a + 0", "d.chain(a).eq(e)", "e.term = c.term"),
    "the names of an expression are changed": body("e = Sum(x, P(x))", "d.chain(e).eq(1)", "e.names = ('y',)"),
    "the direction of an expression is changed": body("e = a <= a", "d.have(e)", "e.flipped = True"),
    "the declarations are dropped": body("P.declarations = frozenset()", "d.have(P(k) >= 0)"),
    "a fact's statement is replaced": body("f = d.have(Eq(a, a))", "f.statement = Eq(a, c)", "d.have(Eq(a, c), by=f)"),
    "a fact's theorem is no theorem": body("f = d.have(Eq(a, a))", "f.theorem = object()"),
    "a fact is given the theorem of an assumption": body(
        "from symbolic_it.kernel.theorems import assume", "f = d.have(Eq(a, c))", "f.theorem = assume(f.statement.term)"
    ),
    "a fact becomes an assumption": body("f = d.have(Eq(a, c))", "f.assumed = True", "d.have(Eq(c, a), by=f)"),
    "a fact by hand, said to be assumed": body(
        "from symbolic_it.authoring import Fact", "d.have(Eq(a, c), by=Fact(Eq(a, c), assumed=True))"
    ),
    "what is given is taken away later": HEAD + '@derivation("one", given=[Eq(a, c)])\n' + (
        "def one(d):\n    d.have(Eq(a, c))\n" '@derivation("two")\ndef two(d):\n    one.given = ()\n    d.have(Eq(a, a))\n'
    ),
    "a fact of a scope outside of it": body(
        "with d.suppose(Eq(a, c)):", "    f = d.have(Eq(c, a))", "d.have(Eq(c, a), by=f)"
    ),
    "a scope that is broken off": body(
        "try:", "    with d.suppose(Eq(a, c)):", "        f = d.have(Eq(c, a))", "        raise ValueError",
        "except ValueError:", "    pass", "d.have(Eq(c, a), by=f)",
    ),
    "scopes closed in the wrong order": body(
        "s1 = d.suppose(a > 0); s1.__enter__()", "s2 = d.suppose(c > 0); s2.__enter__()", "d.have(a > 0)",
        "s1.__exit__(None, None, None)", "d.have(c > 0)", "d.have(a > 0)", "s2.__exit__(None, None, None)", "d.have(a > 0)",
    ),
    "an obtained value leaves its scope": body(
        "t = real_variable('t')", "e = d.have(Exists(t, t > a))", "with d.obtain(t, e):", "    d.have(t > a)",
    ),
    "an obtained value that is not fresh": body(
        "e = d.have(Exists(real_variable('t'), Eq(real_variable('t'), c)))", "with d.suppose(a > 0):",
        "    with d.obtain(a, e):", "        d.have(c > 0)",
    ),
    "what is arbitrary is assumed about": HEAD + '@derivation("one", given=[a > 0])\n' + (
        "def one(d):\n    with d.take(a):\n        d.have(a > 0)\n"
    ),
    "what is arbitrary is fixed around": body(
        "with d.suppose(a > 0):", "    with d.take(a):", "        d.have(a > 0)",
    ),
    "a free outcome": body("d.have(P(x) >= 0)"),
    "a chain in two directions": body("d.chain(a).le(a).ge(a)"),
    "statements related by =": body("d.chain(a > 0).eq(a > 0)"),
    "a derivation that cites itself": body("d.have(Eq(a, c), by='one')"),
    "derivations that cite each other": body("d.have(Eq(a, c), by='two')") + (
        '@derivation("two")\ndef two(d):\n    d.have(Eq(a, c), by="one")\n'
    ),
    "a refuted derivation is cited": HEAD + '@derivation("zero")\ndef zero(d):\n    d.have(Eq(a, c))\n' + ONE + (
        "    d.have(Eq(a, c), by='zero')\n"
    ),
    "what another derivation assumes": HEAD + "keep = []\n" + '@derivation("zero", given=[Eq(a, c)])\n' + (
        "def zero(d):\n    keep.append(d.have(Eq(a, c)))\n" + ONE + "    d.have(Eq(a, c), by=keep)\n"
    ),
    "a conditional citation of what is false": body("d.have(Eq(q(1), 2), by='divergence-expansion')"),
    "a label that there is not": body("d.have(Eq(a, a), by='divergence-expansion/nothing')"),
    "an unknown rule": body("d.have(Eq(a, a), by='log-of-qoutient')"),
    "a name that is taken by what is shipped, and by itself": body("d.have(Eq(a, a))") + ONE + "    d.have(Eq(a, a))\n",
    "no steps": body("d.text('obviously')", "d.chain(a)"),
    "a law and a function of one name": body("d.have(Eq(Sum(x, P(x)), Sum(x, function_on('P', X)(x))))"),
    "a law first and a function later": body("d.have(P(k) >= 0)", "d.have(function_on('P', X)(k) >= 0)"),
    "a number called as the base": body("d.have(Eq(log(1), 0))", "d.have(real_number('b') > 1)"),
    "a size that may be 0 and the same at least 1": body("d.have(sample_size('m') >= 1)", "d.have(natural('m') >= 1)"),
    "one name for two types": body("d.have(Eq(P(k), real_number('P')))"),
    "a derivation out of text": HEAD + ONE + (
        "    d.have(Eq(a, a))\nspace = {}\nexec('def two(d):\\n    d.have(Eq(q(1), 2))', globals(), space)\n"
        "derivation('two')(space['two'])\n"
    ),
    "SystemExit while loading": body("d.have(Eq(a, a))") + "sys.exit(0)\n",
    "SystemExit while writing": body("sys.exit(0)"),
    "GeneratorExit while loading": HEAD + "raise GeneratorExit\n",
    "GeneratorExit while writing": body("raise GeneratorExit"),
    "an exception of our own while writing": body("import asyncio", "raise asyncio.CancelledError"),
    "a recursion without end": body("def down(n): return down(n + 1)", "down(0)"),
    "infinity": body("d.have(a <= 1e400)"),
    "not a number": body("d.have(a <= float('nan'))"),
    "a float": body("d.have(Eq(a, 0.5))"),
    "a float in SymPy": body("import sympy", "d.have(Eq(a, sympy.Float('0.5')))"),
    "an infinity in SymPy": body("import sympy", "d.have(a <= sympy.oo)"),
    "a complex number in SymPy": body("import sympy", "d.have(Eq(sympy.I * sympy.I + 0 * sympy.I, sympy.I))"),
    "a decimal": body("import decimal", "d.have(Eq(a, decimal.Decimal('0.5')))"),
    "a bool": body("d.have(True)"),
    "text that is no formula": body("d.have('obviously')"),
    "a false formula as text": body("d.have('1 = 2')"),
    "a million digits": body("d.have(Eq(q(10**1000000), 2))"),
    "a power of a thousand million": body("d.have(Eq(q(2) ** (10**9), 2))"),
    "a sum to the power of a hundred thousand": body("d.have(Eq((a + c) ** 100000, 2))"),
    "a deep term": HEAD + "e = a\nfor _ in range(20000): e = -e\n" + ONE + "    d.have(Eq(e, a))\n",
    "a wide term": HEAD + "e = a\nfor _ in range(5000): e = e + c\n" + ONE + "    d.have(Eq(e, a))\n",
    "a term of 2^60 symbols": HEAD + "e = a\nfor _ in range(60): e = (e + 1) * (e - 1)\n" + ONE + "    d.have(Eq(e, a))\n",
    "a sum over no index": body("d.have(Eq(Sum(real_variable('t'), q(1)), 1))"),
    "a law on parameters": body("d.have(law('M', parameters('Theta'))(parameters('Theta').point('e')) >= 0)"),
    "alphabets mixed": body("d.have(Eq(P(alphabet('Y').letter('l')), 0))"),
    "an empty file": "",
    "spaces": "   \n\n",
    "a syntax error": HEAD + "def (:\n",
    "null bytes": "x = 1\x00\n",
    "a name that is no name": HEAD + "@derivation('../../etc')\ndef one(d):\n    d.have(Eq(a, a))\n",
    "a symbol that looks like notation": body("d.have(Eq(real_number('a = a; x'), a))"),
    "a local variable's name": body("d.have(Eq(real_number('_0'), a))"),
}  # fmt: skip


@pytest.mark.parametrize("source", [pytest.param(text, id=title) for title, text in NOT_GOOD.items()])
def test_file_is_not_good(source: str, tmp_path: Path) -> None:
    result = checked(source, tmp_path)
    conditional = [s for d in result.derivations for s in d.steps if s.verdict is Verdict.CONDITIONAL]
    assert not result.good or (conditional and all(s.assumptions for s in conditional))


GOOD = {
    "CRLF": body("d.have(Eq(a, a))").replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + body("d.have(Eq(a, a))").encode(),
    "Latin-1, declared": ("# coding: latin-1\n# caf\xe9\n" + body("d.have(Eq(a, a))")).encode("latin-1"),
}


@pytest.mark.parametrize("source", [pytest.param(text, id=title) for title, text in GOOD.items()])
def test_encoding_is_read(source: bytes, tmp_path: Path) -> None:
    assert checked(source, tmp_path).good


def test_latin1_that_is_not_declared_is_one_error(tmp_path: Path) -> None:
    result = checked(("word = 'caf\xe9'\n" + body("d.have(Eq(a, a))")).encode("latin-1"), tmp_path)
    assert [error.code for error in result.errors] == ["IT901"]


def test_edited_within_the_second_is_read_again(tmp_path: Path) -> None:
    assert checked(body("d.have(Eq(a + a, 2*a))"), tmp_path).good
    stamp = (tmp_path / "attack.py").stat()
    (tmp_path / "attack.py").write_text(body("d.have(Eq(a - a, 2*a))"))
    os.utime(tmp_path / "attack.py", (stamp.st_atime, stamp.st_mtime))
    (again,) = Library([]).with_paths([tmp_path / "attack.py"]).check(second_opinion=False)
    assert not again.good


def test_derivation_of_a_helper_belongs_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "_attack_helper.py").write_text(
        "from symbolic_it import *\ndef make(name, claim):\n"
        "    @derivation(name)\n    def made(d):\n        d.have(claim)\n    return made\n"
    )
    result = checked(body("d.have(Eq(a, a))") + "from _attack_helper import make\nmake('two', Eq(q(1), 2))\n", tmp_path)
    assert [(d.name, d.verdict) for d in result.derivations] == [("one", Verdict.PROVED), ("two", Verdict.REFUTED)]


def test_local_assumptions_are_shown_with_the_step(tmp_path: Path) -> None:
    result = checked(body("with d.suppose(Eq(q(0), 1)) as s:", "    d.have(Eq(q(0), 1), by=s)"), tmp_path)
    (step,) = result.derivations[0].steps
    assert step.verdict is Verdict.PROVED
    assert step.plain == "0 = 1 ==> 0 = 1"
    assert (step.lhs, step.relation) == ("", "=>")
    assert step.rhs.count("0 = 1") == 2


def test_premises_are_shown_to_programs(tmp_path: Path) -> None:
    (step,) = checked(body("d.have(Implies(Eq(a, c), Eq(c, a)))"), tmp_path).derivations[0].steps
    assert "a = c" in step.rhs and "c = a" in step.rhs


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from symbolic_it.cli.program import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", ["check", "list", "show"])
def test_exit_of_the_author_is_not_ours(command: str, tmp_path: Path) -> None:
    (tmp_path / "attack.py").write_text(body("sys.exit(0)"))
    done = run(command, str(tmp_path / "attack.py"))
    assert done.returncode != 0 or command == "list"
    assert "Traceback" not in done.stderr + done.stdout


def test_prints_of_the_author_stay_out_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "attack.py").write_text("print('{')\n" + body("print('proved')", "d.have(Eq(a, a))"))
    done = run("check", "--format", "json", "--no-second-opinion", str(tmp_path / "attack.py"))
    assert json.loads(done.stdout)["summary"]["proved"] == 1
    assert done.returncode == 0
