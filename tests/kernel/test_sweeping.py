"""Sweeping the table of terms: what is in use stays the one term of its structure, what is not goes."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic_it.authoring.library import Library
from symbolic_it.authoring.loading import load_file
from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel import nodes, sweeping
from symbolic_it.kernel.limits import KernelError
from symbolic_it.kernel.terms import abstract, apply_term, const, fun, interned_count, real, var
from symbolic_it.kernel.theorems import assume, generalise
from symbolic_it.resources import derivations_folder

NEG, ADD = const("neg", fun(real, real)), const("add", fun(real, real, real))


def nested(name: str, depth: int):
    t, neg = var(name, real), const("neg", fun(real, real))
    for _ in range(depth):
        t = apply_term(neg, t)
    return t


@pytest.fixture
def room():
    with nodes.apart(nodes.Room()):
        yield


def test_a_term_is_kept_with_its_parts_and_no_longer(room):
    neg = const("neg", fun(real, real))
    before = interned_count()
    assert before == 1
    t = nested("sweep_a", 100)
    assert interned_count() == before + 101
    t = t.arg.arg
    assert interned_count() == before + 99
    assert nested("sweep_a", 98) is t
    variable = var("sweep_a", real)
    del t
    assert interned_count() == before + 1
    del variable
    assert interned_count() == before
    assert const("neg", fun(real, real)) is neg


def test_a_variable_is_in_use_as_long_as_a_set_of_free_variables_holds_it():
    v = var("sweep_b", real)
    free = apply_term(NEG, v).free
    names = {id(v)}
    del v
    interned_count()
    assert {id(var("sweep_b", real))} == names
    assert var("sweep_b", real) in free


def test_after_a_sweep_a_variable_of_a_hypothesis_is_still_found_there():
    """The one way in which a table swept too far would make a false theorem."""
    th = assume(apply_term(const("le", nodes.SIGNATURE["le"]), var("sweep_c", real), var("sweep_c", real)))
    interned_count()
    with pytest.raises(KernelError, match="free in the hypothesis"):
        generalise(var("sweep_c", real), th)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30), st.integers(0, 30)), max_size=40), st.data())
def test_whatever_is_made_and_dropped_what_is_held_is_made_again_as_the_same(steps, data):
    made = [(("v", 0), var("sweep_0", real))]
    for kind, i, j in steps:
        (shape, t), (other, u) = made[i % len(made)], made[j % len(made)]
        if kind == 0:
            made.append((("v", i), var(f"sweep_{i}", real)))
        elif kind in (1, 2):
            made.append((("-", shape), apply_term(NEG, t)))
        else:
            made.append((("+", shape, other), apply_term(ADD, t, u)))

    def again(shape):
        if shape[0] == "v":
            return var(f"sweep_{shape[1]}", real)
        return apply_term(NEG if shape[0] == "-" else ADD, *map(again, shape[1:]))

    kept = [pair for pair in made if data.draw(st.booleans())]
    made.clear()
    t = u = None
    interned_count()
    for shape, t in kept:
        assert again(shape) is t
        assert all(var(v.name, real) is v for v in t.free)


def test_the_library_is_proved_while_rooms_are_swept_all_the_time(monkeypatch):
    sweeps = []

    def often(room):
        sweeps.append(len(room.terms))
        sweeping.sweep(room.terms)
        room.full = len(room.terms) + 100

    monkeypatch.setattr(nodes, "_swept", often)
    monkeypatch.setattr(nodes._room, "full", 0)
    files = sorted(derivations_folder().glob("[!_]*.py"))[::8]
    library = Library([load_file(p, p.name) for p in files])
    steps = [s for f in library.check(None, False) for d in f.derivations for s in d.steps]
    assert len(sweeps) > 3
    assert {s.verdict for s in steps} <= {Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION}


def test_a_room_grows_to_its_size_and_is_swept_beyond(monkeypatch):
    monkeypatch.setattr(nodes, "MIN_SWEEP", 500)
    with nodes.apart(nodes.Room()):
        for k in range(5_000):
            abstract(var("x", real), apply_term(ADD, var("x", real), var(f"sweep_{k}", real)))
        assert len(nodes._terms) <= 1_001


@pytest.mark.parametrize("references", [None, lambda _: 1, lambda _: 4, lambda t: min(sys.getrefcount(t), 4)])
def test_where_references_are_counted_in_no_known_way_nothing_is_swept(monkeypatch, room, references):
    monkeypatch.setattr(sweeping, "_references", references)
    counts = sweeping._counted()
    assert counts is None
    monkeypatch.setattr(sweeping, "_COUNTS", counts)
    before = interned_count()
    nested(f"sweep_d{id(references)}", 10)
    assert interned_count() == before + 12


def test_a_python_that_counts_one_reference_more_or_less_is_understood(monkeypatch):
    for shift in (-1, 1):
        monkeypatch.setattr(sweeping, "_references", lambda t, shift=shift: sys.getrefcount(t) - 1 + shift)
        assert sweeping._counted() is not None
