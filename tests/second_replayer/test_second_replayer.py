"""The page of the certificates' format suffices: a replayer written from it says what ours says, of true and false ones."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from symbolic_it import Library
from symbolic_it.cli import main
from symbolic_it.cli.certify import claims_of
from symbolic_it.kernel import AXIOMS, DEFINITIONS, KernelError
from symbolic_it.kernel.documents import document, replayed
from symbolic_it.kernel.terms import SIGNATURE
from symbolic_it.kernel.theorems import RULES
from tests.second_replayer import replayer
from tests.second_replayer.mutating import Document, as_bytes, mutant
from tests.second_replayer.polynomials import Refused

HERE = Path(__file__).parent
OURS = ("replayer.py", "terms.py", "polynomials.py")
MUTANTS = 1200


@pytest.fixture(scope="module")
def page() -> str:
    result = CliRunner().invoke(main, ["explain", "certificates"])
    assert result.exit_code == 0
    return result.output


@pytest.fixture(scope="module")
def words(page: str) -> replayer.Words:
    return replayer.Words(page)


@pytest.fixture(scope="module")
def library() -> dict[str, Document]:
    shipped = Library.shipped()
    shipped.check(second_opinion=False)
    return {d.name: document(d.name, claims) for d in shipped.derivations if (claims := claims_of(d))}


def test_the_page_names_everything(page: str) -> None:
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]
    for name in (*RULES, *SIGNATURE, "real", "bool", "nat", "fun"):
        assert rows.count(f"`{name}`") == (2 if name == "pair" else 1), name
    for name in (*AXIOMS, *DEFINITIONS):
        assert page.count(f"**`{name}`**") == 1, name
    assert all(rows.count(str(tag)) == 1 for tag in range(5))
    assert {letter for _, letters in RULES.values() for letter in letters} <= {row.strip("`") for row in rows}


def test_each_rule_stands_with_its_arguments(page: str) -> None:
    for name, (_, letters) in RULES.items():
        assert f"| `{name}` | `{letters}` |" in page
        assert replayer.RULES[name] == letters
    assert replayer.RULES.keys() == RULES.keys()


def test_it_shares_nothing_with_the_checker() -> None:
    for name in OURS:
        for node in ast.walk(ast.parse((HERE / name).read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any("symbolic_it" in n for n in names)
            assert all(n.startswith("tests.second_replayer.") for n in names if n.startswith("tests"))


def test_what_the_page_has_as_data_is_what_the_kernel_has(words: replayer.Words) -> None:
    assert words.statements["axiom"].keys() == AXIOMS.keys()
    assert words.statements["definition"].keys() == DEFINITIONS.keys()
    assert words.constants.keys() == SIGNATURE.keys()


def test_both_replay_the_whole_library(words: replayer.Words, library: dict[str, Document]) -> None:
    assert len(library) >= 100
    for made in library.values():
        ours, theirs = replayed(as_bytes(made)), replayer.replayed(words, as_bytes(made))
        assert len(theirs.steps) == ours.inferences
        assert list(ours.axioms) == theirs.rests_on("axiom") and list(ours.definitions) == theirs.rests_on("definition")


def answers(words: replayer.Words, text: bytes) -> tuple[bool, bool]:
    """Whether ours accepts, and whether the second one does."""
    ours = theirs = True
    try:
        replayed(text)
    except KernelError:
        ours = False
    try:
        replayer.replayed(words, text)
    except Refused:
        theirs = False
    return ours, theirs


def test_both_say_the_same_of_what_was_changed(words: replayer.Words, library: dict[str, Document]) -> None:
    small = sorted((d for d in library.values() if len(d["certificate"]["steps"]) < 250), key=lambda d: str(d["name"]))
    random = Random(5)
    accepted = 0
    for _ in range(MUTANTS):
        made = mutant(random.choice(small), random)
        ours, theirs = answers(words, as_bytes(made))
        assert ours == theirs, (made["name"], ours, theirs)
        accepted += ours
    assert accepted < MUTANTS / 4


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{}", b"[]", b"null", b"[" * 100_000, b"\xff\xfe{\x00}\x00", b'{"format": "symbolic-it/proof/1"}',
        '{"format": "symbolic-it/proof/1"}'.encode("utf-16"),
    ],
)  # fmt: skip
def test_both_refuse_what_is_no_document(words: replayer.Words, text: bytes) -> None:
    assert answers(words, text) == (False, False)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("x", True), ("x'", True), ("_", True), ("_a", True), ("_0a", True), ("λ", True), ("信", True), ("x_1", True), ("0", True), ("__0", True),
        ("²", True), ("_0", False), ("_12", False), ("_٣", False), ("'x", False), ("x, y", False), ("f(x)", False), ("#1", False), ("x\n", False),
        ("_0\n", False), ("e\u0301", False), ("", False), ("-", False), ("\u202e", False), ("Ⅷ", True), ("_²", True),
    ],
)  # fmt: skip
def test_both_say_the_same_of_names(words: replayer.Words, name: str, good: bool) -> None:
    variable, claim = [0, name, 0], {"hypotheses": [], "statement": f"eq({name.lstrip('#')}, {name.lstrip('#')})"}
    types = [["real"], ["bool"], ["fun", 0, 1], ["fun", 0, 2]]
    proof = {
        "format": "symbolic-it/certificate/1", "types": types, "terms": [variable, [1, "eq", 3], [2, 1, 0], [2, 2, 0]],
        "steps": [["reflexivity", 0]], "claims": {"it": [0, [], 3]},
    }  # fmt: skip
    made = {"format": "symbolic-it/proof/1", "name": "n", "claims": {"it": claim}, "axioms": [], "definitions": []}
    assert answers(words, as_bytes({**made, "certificate": proof})) == (good, good)


def test_as_a_program(
    page: str, library: dict[str, Document], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    made = library["gibbs-inequality"]
    (tmp_path / "a.json").write_bytes(as_bytes(made))
    (tmp_path / "b.json").write_text(json.dumps({**made, "axioms": []}), encoding="utf-8")
    assert replayer.main(*(str(tmp_path / name) for name in ("page.md", "a.json"))) == 0
    assert replayer.main(*(str(tmp_path / name) for name in ("page.md", "b.json"))) == 1
    assert capsys.readouterr().out.count("refused") == 1
