"""Certificates as files: written for what is proved, replayed by the kernel alone, refused when anything in them changed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from symbolic_it.authoring import Library
from symbolic_it.kernel.documents import document, replayed
from symbolic_it.kernel.terms import KernelError

ROOT = Path(__file__).parents[2]
NAMES = ["gibbs-inequality", "divergence-expansion"]


def program(*arguments: str, tell: str = "") -> subprocess.CompletedProcess[str]:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom symbolic_it.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit as end:\n    code = end.code\n{tell}\nsys.exit(code)"
    )
    environment = os.environ | {"SYMBOLIC_IT_CACHE": "off"}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("certificates")
    (folder / "mine.txt").write_text("left alone", encoding="utf-8")
    done = program("certify", *NAMES, "-o", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "mine.txt").exists()
    return [folder / f"{name}.proof.json" for name in NAMES]


def test_what_is_written_replays_with_the_kernel_alone(written):
    tell = "print(*sorted(m for m in sys.modules if m.partition('.')[0] in ('sympy', 'jinja2', 'symbolic_it')))"
    done = program("replay", *map(str, written), tell=tell)
    assert (done.returncode, done.stderr) == (0, "")
    *told, loaded = done.stdout.splitlines()
    assert "gibbs-inequality" in told[0]
    assert any("ln-bound" in line for line in told)
    assert any("given lt(1, b)" in line for line in told)
    rooms = {name.split(".")[1] for name in loaded.split() if "." in name}
    assert rooms == {"cli", "errors", "kernel"}
    assert not {"sympy", "jinja2"} & set(loaded.split())


def test_what_it_says_is_what_the_derivation_proves(written):
    said = replayed(written[0].read_bytes())
    d = Library.shipped().get(NAMES[0])
    assert {(t.conclusion, t.hypotheses) for t in said.theorems} == {(t.conclusion, t.hypotheses) for t in d.theorems}
    assert said.axioms == d.axioms_used


def test_what_is_not_proved_gets_no_certificate(tmp_path):
    mine = tmp_path / "mine.py"
    mine.write_text(
        "from symbolic_it import derivation, real_number\na = real_number('a')\n"
        "@derivation('false', title='t')\ndef false(d):\n    d.have(0 < a * a)\n",
        encoding="utf-8",
    )
    done = program("certify", str(mine), "-o", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "false" in done.stderr
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_file_that_is_not_there_and_one_that_is_no_certificate(tmp_path, written):
    text = tmp_path / "text.json"
    text.write_text("{}", encoding="utf-8")
    done = program("replay", str(tmp_path / "none.json"), str(text), str(written[0]))
    assert done.returncode == 2
    assert "inferences hold" in done.stdout
    first, second = done.stderr.splitlines()
    assert "No such file" in first
    assert "refused: not a document" in second


def changes(data):
    """What is said and what is proved, changed in one place."""
    label = next(iter(data["claims"]))
    yield lambda d: d.update(format="symbolic-it/proof/2")
    yield lambda d: d.update(title="Everything is proved")
    yield lambda d: d.pop("axioms")
    yield lambda d: d.update(name="x" * 1000)
    yield lambda d: d["axioms"].pop()
    yield lambda d: d["axioms"].append("another")
    yield lambda d: d["definitions"].reverse() if len(d["definitions"]) > 1 else d["definitions"].append("x")
    yield lambda d: d["claims"][label].update(statement="lt(1, 0)")
    yield lambda d: d["claims"][label]["hypotheses"].pop()
    yield lambda d: d["claims"].update(more=d["claims"][label])
    yield lambda d: d["claims"].pop(label)
    yield lambda d: d.update(claims=[])
    yield lambda d: d["certificate"].update(format="symbolic-it/certificate/2")
    yield lambda d: d["certificate"]["claims"][label][1].pop()
    yield lambda d: d["certificate"]["steps"].pop()
    yield lambda d: d["certificate"]["steps"].reverse()
    yield lambda d: d["certificate"]["steps"].insert(0, ["symmetry", 0])
    yield lambda d: d["certificate"]["steps"].insert(0, ["given", "ln-quotient"])
    yield lambda d: d["certificate"]["terms"].insert(0, [2, 0, 1])
    yield lambda d: d.update(certificate=None)


def test_every_change_of_what_is_said_is_refused(written):
    text = written[0].read_bytes()
    tried = 0
    for change in changes(json.loads(text)):
        data = json.loads(text)
        change(data)
        with pytest.raises(KernelError):
            replayed(json.dumps(data).encode())
        tried += 1
    assert tried == 20


@pytest.mark.parametrize("seed", range(40))
def test_a_random_change_is_refused_or_changes_nothing(written, seed):
    """A number in a table replaced: the proof breaks, or is another proof of the same claims from the same axioms."""
    text, chance = written[1].read_bytes(), random.Random(seed)
    before, data = replayed(text), json.loads(text)
    row = chance.choice(data["certificate"][chance.choice(["terms", "steps"])])
    places = [k for k, x in enumerate(row) if type(x) is int]
    if places:
        row[chance.choice(places)] = chance.randrange(200)
    try:
        after = replayed(json.dumps(data).encode())
    except KernelError:
        return
    assert (after.claims, after.axioms, after.definitions) == (before.claims, before.axioms, before.definitions)
    assert [t.conclusion for t in after.theorems] == [t.conclusion for t in before.theorems]


@pytest.mark.parametrize(
    "text", [b"", b"[" * 100_000, b"9" * 100_000, b"\xff\xfe", b"null", b'{"format":' * 5000, b'"' + b"x" * 100]
)
def test_what_is_no_document_is_refused(text):
    with pytest.raises(KernelError):
        replayed(text)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_truncated_file_is_refused(written, part):
    text = written[0].read_bytes()
    with pytest.raises(KernelError):
        replayed(text[: int(len(text) * part)])


def test_names_do_not_reach_the_terminal_as_commands(tmp_path):
    theorem = Library.shipped().get(NAMES[1]).theorems[0]
    file = tmp_path / "evil.json"
    file.write_text(json.dumps(document("a\x1b[2Jb", {"c\x07d": theorem})), encoding="utf-8")
    done = program("replay", str(file))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_names_are_not_taken_for_what_is_proved(tmp_path):
    """A claim called "conclusion 1: eq(0, 1)" was told as if this had been proved."""
    theorem = Library.shipped().get(NAMES[1]).theorems[0]
    file = tmp_path / "evil.json"
    claims = {
        "conclusion 1: eq(0, 1)\n  conclusion 2": theorem,
        'a" b: eq(0, 1)': theorem,
        "equality, once more": theorem,
        "step 3": theorem,
    }
    file.write_text(json.dumps(document("mine: 5 inferences hold", claims)), encoding="utf-8")
    head, *told = program("replay", str(file)).stdout.splitlines()
    assert ': "mine: 5 inferences hold": ' in head
    said = [line for line in told if "eq(0, 1)" in line]
    assert len(said) == 2 and all(line.startswith('  "') for line in said)
    assert '"' not in next(line for line in told if "step 3" in line)
