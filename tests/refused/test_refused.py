"""Every false step of the documents, through every public way in: derivation file, Python interface, note, certificate."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from symbolic_it import Expr, Library, derivation
from symbolic_it.authoring.results import StepResult
from symbolic_it.kernel import KernelError, certificate, replay
from symbolic_it.kernel.documents import document, replayed
from symbolic_it.kernel.terms import Term
from symbolic_it.kernel.theorems import assume
from symbolic_it.render.certificate_page import certificate_page
from symbolic_it.review import review_file
from tests.refused.documents import FalseStep, claims_module, derivation_file, kinds, steps
from tests.second_replayer import replayer
from tests.second_replayer.polynomials import Refused

ACCEPTED = frozenset(("proved", "computed", "conditional"))


@cache
def module(kind: str, folder: Path) -> ModuleType:
    """The document's steps as Python expressions."""
    path = folder / f"{kind.replace('-', '_')}.py"
    path.write_text(claims_module(steps(kind)), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refused")


def refused_as(found: StepResult, wanted: FalseStep) -> bool:
    code = found.diagnostic.code if found.diagnostic is not None else ""
    shown = (found.counterexample is not None) == (wanted.verdict == "refuted")
    named = bool(found.assumptions) == (wanted.verdict == "conditional")
    return (found.verdict.value, code) == (wanted.verdict, wanted.code) and shown and named


def test_there_are_enough() -> None:
    found = [s for kind in kinds() for s in steps(kind)]
    assert len(found) >= 300
    assert len({(s.claim, s.given) for s in found}) == len(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_in_a_derivation_file(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"{kind.replace('-', '_')}.py"
    file.write_text(derivation_file(steps(kind)), encoding="utf-8")
    (result,) = Library([]).with_paths([file]).check(second_opinion=False)
    assert not result.errors, result.errors
    found = {d.name: d.steps[0] for d in result.derivations}
    wrong = [(s.says, found[s.name]) for s in steps(kind) if not refused_as(found[s.name], s)]
    assert not wrong, wrong
    assert not any(d.axioms for d in result.derivations if d.steps[0].verdict.value != "conditional")


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_in_python(kind: str, folder: Path) -> None:
    wrong = []
    for s in steps(kind):
        claim, given = module(kind, folder).CLAIMS[s.number]()
        made = derivation("refused", given=given)(lambda d, claim=claim: d.have(claim) and None)
        result = made.check(second_opinion=False)
        if result.verdict.value != s.verdict or not refused_as(result.steps[0], s):
            wrong.append((s.says, result.steps[0]))
    assert not wrong, wrong


def note_of(s: FalseStep, claim: Expr, given: list[Expr]) -> str:
    conditions = " and ".join(f"${g.latex}$" for g in given)
    return s.note or (f"Assume that {conditions}. Then\n\n" if given else "") + f"$${claim.latex}$$\n"


@pytest.mark.parametrize("kind", kinds())
def test_in_a_note(kind: str, folder: Path) -> None:
    wrong = []
    for s in steps(kind):
        text = note_of(s, *module(kind, folder).CLAIMS[s.number]())
        report = review_file("note.md", text.encode())
        lines = text.rstrip().count("\n") + 1
        said = [step.verdict.value for d in report.derivations for step in d.steps if step.span.line == lines]
        unsaid = s.unsaid and bool(report.standing)
        if ACCEPTED.intersection(said) and not unsaid:
            wrong.append((s.says, said, text))
    assert not wrong, wrong


def forgeries(goal: Term) -> Iterator[dict[str, Any]]:
    """Certificates that claim the statement, from nothing."""
    honest = certificate({"it": assume(goal)})
    step, _, conclusion = honest["claims"]["it"]
    yield {**honest, "claims": {"it": [step, [], conclusion]}}
    last = len(honest["steps"])
    for row in (
        ["reflexivity", conclusion], ["linear_arithmetic", conclusion, []], ["discharge", conclusion, step],
        ["symmetry", step], ["instantiate", [], step], ["generalise", conclusion, step], ["axiom", "excluded-middle"],
    ):  # fmt: skip
        yield {**honest, "steps": [*honest["steps"], row], "claims": {"it": [last, [], conclusion]}}


@cache
def words() -> replayer.Words:
    return replayer.Words(certificate_page())


@pytest.mark.parametrize("kind", kinds())
def test_in_a_certificate(kind: str, folder: Path) -> None:
    """By the kernel's replay, and by the one that was written from the page of the format alone."""
    for s in steps(kind):
        goal = module(kind, folder).CLAIMS[s.number]()[0].term
        for forged in forgeries(goal):
            if s.code == "IT202" and forged["steps"][-1][0] == "linear_arithmetic":
                continue  # a theorem, since the kernel's functions are total: what refuses it is that it means nothing
            with pytest.raises(KernelError):
                replay(forged)
            with pytest.raises(Refused):
                replayer.Replayer(words(), forged)
        whole = document(s.name, {"it": assume(goal)})
        assert replayed(json.dumps(whole).encode()).claims[0].hypotheses, "assumed, and said so"
        whole["claims"]["it"]["hypotheses"] = []
        with pytest.raises(KernelError):
            replayed(json.dumps(whole).encode())
        with pytest.raises(Refused):
            replayer.replayed(words(), json.dumps(whole).encode())
        whole["certificate"] = next(forgeries(goal))
        with pytest.raises(KernelError):
            replayed(json.dumps(whole).encode())
        with pytest.raises(Refused):
            replayer.replayed(words(), json.dumps(whole).encode())
