"""Certificates made to harm: each is refused with KernelError, or accepted for what it is, in bounded work."""

from __future__ import annotations

import json
import random
import sys

import pytest

from symbolic_it import Library
from symbolic_it.kernel.certificates import FORMAT, certificate, replay
from symbolic_it.kernel.terms import KernelError


def cert(types, terms, steps, claims=None):
    return {"format": FORMAT, "types": types, "terms": terms, "steps": steps, "claims": claims or {}}


REAL = [["real"], ["fun", 0, 0], ["fun", 0, 1], ["bool"]]


def deep(n):
    terms = [[1, "neg", 1], [0, "x", 0]] + [[2, 0, k] for k in range(1, n)]
    return cert(REAL, terms, [["field_identity", n, n, []]])


def doubling(n):
    rows = [[1, "add", 2], [4, 0, 0]]
    for k in range(n):
        rows += [[2, 0, 2 * k + 1], [2, 2 * k + 2, 2 * k + 1]]
    return cert(REAL, [*rows, [3, 0, 2 * n + 1]], [["reflexivity", 2 * n + 2]])


def tower(n):
    terms = [[1, "pow", 2], [1, "#64", 0], [1, "#2", 0]]
    last = 2
    for _ in range(n):
        terms += [[2, 0, last], [2, len(terms), 1]]
        last = len(terms) - 1
    return cert(REAL, terms, [["field_identity", last, last, []]])


def wide(n):
    """A product of n sums of two."""
    terms = [[1, "mul", 2], [1, "add", 2], [1, "#1", 0]]
    last = 2
    for k in range(n):
        terms += [[0, f"a{k}", 0], [2, 1, len(terms)], [0, f"b{k}", 0], [2, len(terms) + 1, len(terms) + 2]]
        terms += [[2, 0, last], [2, len(terms), len(terms) - 1]]
        last = len(terms) - 1
    return cert(REAL, terms, [["field_identity", last, last, []]])


def doubled_types(n):
    return cert([["real"], *(["pair", k, k] for k in range(n))], [[0, "x", n]], [["symmetry", 0]])


@pytest.mark.parametrize("depth", [100, 5000, 100_000])
def test_depth(depth):
    if depth == 100:
        replay(deep(depth))
    else:
        with pytest.raises(KernelError):
            replay(deep(depth))


@pytest.mark.parametrize("n", [10, 22, 60])
def test_a_doubled_term_under_a_binder(n):
    replay(doubling(n))


@pytest.mark.parametrize(
    "data",
    [
        tower(7),
        wide(14),
        doubled_types(40),
        cert(REAL, [[1, "#1e99999999", 0]], []),
        cert(REAL, [[1, "#" + "9" * 10**6, 0]], []),
    ],
    ids=["powers of powers", "wide product", "doubled types", "exponent", "digits"],
)
def test_refused_in_bounded_work(data):
    with pytest.raises(KernelError):
        replay(data)


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"format": FORMAT}, cert([["fun", 0, 0]], [], []), cert([["real"]], [[2, 0, 0]], []),
        cert([["real"]], [[0, "x", -1]], []), cert([["real"]], [[0, "x", True]], []), cert([["real"]], [[0, 5, 0]], []),
        cert([["real"]], [[1, "#1", 0]], [["sorry", 0]]), cert([["real"]], [[1, "#1", 0]], [["reflexivity"]]),
        cert([["real"]], [[1, "#1", 0]], [["symmetry", 0]]), cert([["real"]], [[1, "#1", 0]], [["reflexivity", 0.0]]),
        cert([["real"], ["bool"]], [[4, 0, 1], [3, 0, 0]], [["reflexivity", 1]]), {**cert([], [], []), "format": "other/2"},
        cert([["real"]], [[1, "#1", 0]], [["reflexivity", 0]], {"c": [0, [], 0]}),
    ],
)  # fmt: skip
def test_malformed(data):
    with pytest.raises(KernelError):
        replay(data)


def test_it_brings_no_definition_of_its_own():
    divergence = Library.shipped().get("gibbs-inequality")
    data = json.loads(json.dumps(certificate({"gibbs": divergence.theorems[0]})))
    names = {row[0] for row in data["steps"]}
    assert "define" not in names
    with pytest.raises(KernelError):
        replay({**data, "steps": [["define", "divergence", 0], *data["steps"]]})


def test_random_damage_never_proves_another_statement_under_the_claim():
    """Rows of a real certificate changed at random: refused with KernelError, or the claim as it was."""
    theorem = Library.shipped().get("divergence-expansion").theorems[0]
    text = json.dumps(certificate({"claim": theorem}))
    rng = random.Random(1)
    words = ["symmetry", "add", "sub", "mul", "div", "#0", "#2", "le", "ln-product", "x", "reflexivity", "modus_ponens"]
    refused = kept = 0
    for _ in range(400):
        data = json.loads(text)
        row = rng.choice(data[rng.choice(("terms", "steps", "types"))])
        j = rng.randrange(len(row))
        old = row[j]
        if isinstance(old, int):
            row[j] = max(0, old + rng.choice([-3, -2, -1, 1, 2, 3]))
        elif isinstance(old, str):
            row[j] = rng.choice(words)
        elif old:
            old.pop()
        if json.dumps(data) == text:
            continue
        try:
            again = replay(data)["claim"]
        except KernelError:
            refused += 1
            continue
        # What is accepted states what its own claim row says; a caller compares it with the statement held.
        kept += 1
        assert again.hypotheses is not None
    assert refused > kept


def test_under_a_low_recursion_limit():
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(1000)
        with pytest.raises(KernelError):
            replay(deep(20_000))
    finally:
        sys.setrecursionlimit(limit)
