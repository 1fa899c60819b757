"""Refusals of certificates, of archives and of recorded proofs that nothing else in these tests asks for, one by one."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from symbolic_it.kernel import certificate, certificates, documents, replay
from symbolic_it.kernel.archive import Archive
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.replaying import replays_to
from symbolic_it.kernel.terms import KernelError, Term, bool_, implication, real, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    field_identity,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    transitivity,
)

x, y = var("x", real), var("y", real)
p, q = var("p", bool_), var("q", bool_)


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """What would go on for ever, or take all memory, is interrupted."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def refused(data: Any) -> bool:
    try:
        replay(data)
    except KernelError:
        return True
    return False


def bend(thing: Any, name: str, value: Any) -> Any:
    """Set a field by force; the value it had."""
    slots: Any = {key: slot for cls in type(thing).__mro__ for key, slot in vars(cls).items()}
    had = getattr(thing, name)
    try:
        object.__setattr__(thing, name, value)
    except AttributeError:  # sealed: by way of what made it readable only
        slots[name].fget.__self__.__set__(thing, value)
    return had


# ---- rows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [[], {}, "", (), ("real",), {0: "real"}, None, 5])
@pytest.mark.parametrize("table", ["types", "terms", "steps"])
def test_a_row_is_a_list_with_something_in_it(table: str, row: Any) -> None:
    honest = certificate({"it": reflexivity(x)})
    assert refused({**honest, table: [*honest[table], row]})


@pytest.mark.parametrize("table", ["types", "terms", "steps", "claims"])
def test_tables_are_not_longer_than_they_may_be(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = certificate({"it": reflexivity(x)})
    most = max(len(honest[name]) for name in ("types", "terms", "steps", "claims"))
    monkeypatch.setattr(certificates, "MAX_ROWS", most)

    def of_length(n: int) -> dict[str, Any]:
        if table == "claims":
            return {**honest, "claims": {str(k): honest["claims"]["it"] for k in range(n)}}
        return {**honest, table: honest[table] + honest[table][:1] * (n - len(honest[table]))}

    assert not refused(of_length(most))
    assert refused(of_length(most + 1))


@pytest.mark.parametrize("nothing", [{}, "", (), None])
def test_a_list_of_arguments_is_a_list(nothing: Any) -> None:
    for theorem in (field_identity(x, x), linear_arithmetic(c("le", x, x))):
        honest = certificate({"it": theorem})
        (row,) = honest["steps"]
        assert row[-1] == [] and not refused(honest)
        row[-1] = nothing
        assert refused(honest)


@pytest.mark.parametrize("nothing", [{}, "", (), None])
def test_the_hypotheses_of_a_claim_are_a_list(nothing: Any) -> None:
    honest = certificate({"it": reflexivity(x)})
    step, hypotheses, conclusion = honest["claims"]["it"]
    assert hypotheses == [] and refused({**honest, "claims": {"it": [step, nothing, conclusion]}})


def test_a_claim_has_the_hypotheses_that_it_says() -> None:
    honest = certificate({"it": assume(p)})
    step, hypotheses, conclusion = honest["claims"]["it"]
    for others in ([], [*hypotheses, len(honest["terms"])]):
        changed = {**honest, "terms": [*honest["terms"], [0, "q", 0]], "claims": {"it": [step, others, conclusion]}}
        assert refused(changed)


@pytest.mark.parametrize(
    "row", [[0.0, "z", 0], [False, "z", 0], [True, "#1", 0], [2.0, 0, 0], [4, True, 0], [4, 1.0, 0], [4, False, 0]]
)
def test_tags_and_indices_are_whole_numbers(row: list[Any]) -> None:
    """1.0 and true are equal to 1, and what is equal would be found among what is known."""
    known = [[0, "z", 0], [1, "#1", 0], [4, 0, 0], [4, 1, 0], [1, "neg", 1], [2, 4, 0]]
    made = {"format": certificates.FORMAT, "types": [["real"], ["fun", 0, 0]], "steps": [], "claims": {}}
    assert not refused({**made, "terms": known})
    assert refused({**made, "terms": [*known, row]})
    if row[0] == 2.0:
        assert refused({**made, "terms": [*known, [2.0, 4, 0]]})


# ---- an archive ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "indices", [(-1, 0), (0, -1), (True, 0), (0, True), (0.0, 0), (0, "0"), (2, 0), (0, 2), (None, 0)]
)
def test_an_archive_reads_indices_of_two_premises_as_replay_does(indices: tuple[Any, Any]) -> None:
    honest = certificate({"it": transitivity(reflexivity(x), reflexivity(x))})
    assert honest["steps"][-1][0] == "transitivity"
    honest["steps"] = [["reflexivity", honest["steps"][0][1]]] * 2 + [["transitivity", 0, 1]]
    honest["claims"]["it"][0] = 2
    Archive({"a": honest}.get).replay("a")
    honest["steps"][-1] = ["transitivity", *indices]
    assert refused(honest)
    with pytest.raises(KernelError):
        Archive({"a": honest}.get).replay("a")


def test_an_archive_says_what_is_missing_and_what_rests_on_itself() -> None:
    with pytest.raises(KernelError, match="not given by another certificate"):
        Archive({}.get).replay("nothing")
    circle = {name: certificate({"it": reflexivity(x)}) for name in "ab"}
    circle["a"]["steps"].append(["given", "b"])
    circle["b"]["steps"].append(["given", "a"])
    with pytest.raises(KernelError, match="rests on itself"):
        Archive(circle.get).replay("a")


# ---- fields set by force ---------------------------------------------------------------------------


def test_a_term_that_contains_itself_is_not_written() -> None:
    t = c("neg", c("neg", var("of its own", real)))
    th = reflexivity(t)
    had = bend(t, "arg", t)
    try:
        with pytest.raises(KernelError):
            certificate({"it": th})
    finally:
        bend(t, "arg", had)


def tampered(th: Thm, term: Term, value: Term) -> bool:
    """Whether replay refuses to state, in terms of which one was bent, what the certificate proves."""
    data = certificate({"it": th})
    assert not refused(data)
    had = bend(term, "arg", value)
    try:
        return refused(data)
    finally:
        bend(term, "arg", had)


def test_what_is_proved_is_not_stated_in_bent_terms() -> None:
    """Of the conclusion alone, and of a hypothesis alone."""
    told = c("neg", var("told", real))
    assert tampered(reflexivity(told), told, y)
    premise = implication(p, q)
    assert tampered(modus_ponens(assume(premise), assume(p)), premise, p)


@pytest.mark.parametrize("wrong", [[], "", {}, None])
def test_a_record_of_arguments_is_of_tuples(wrong: Any) -> None:
    th = field_identity(x, x)
    assert th.arguments == (x, x, ()) and replays_to(th, [], th.conclusion) is not None
    had = bend(th, "arguments", (x, x, wrong))
    try:
        assert replays_to(th, [], th.conclusion) is None
    finally:
        bend(th, "arguments", had)


def test_a_record_of_pairs_is_of_tuples() -> None:
    th = linear_arithmetic(c("le", x, x), [(1, assume(c("lt", x, x)))])
    ((multiple, premise),) = th.arguments[1]
    assert replays_to(th, th.hypotheses, th.conclusion) is not None
    had = bend(th, "arguments", (th.arguments[0], ([multiple, premise],)))
    try:
        assert replays_to(th, th.hypotheses, th.conclusion) is None
    finally:
        bend(th, "arguments", had)


def test_a_record_proves_the_callers_statement_and_needs_no_more_hypotheses() -> None:
    th = assume(p)
    assert replays_to(th, [p, q], p) is not None
    assert replays_to(th, [], p) is None and replays_to(th, [q], p) is None
    assert replays_to(th, [p], q) is None


def test_a_document_is_not_larger_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(documents.document("n", {"it": reflexivity(x)})).encode()
    monkeypatch.setattr(documents, "MAX_BYTES", len(text))
    assert documents.replayed(text)
    monkeypatch.setattr(documents, "MAX_BYTES", len(text) - 1)
    with pytest.raises(KernelError, match="larger"):
        documents.replayed(text)
