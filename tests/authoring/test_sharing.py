"""Checking by several processes says what checking by one says."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from symbolic_it.authoring import Library
from symbolic_it.authoring.sharing import _portions, check_shared

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are shared out by forking")


def without_theorems(results):
    return [
        replace(f, derivations=tuple(
            replace(d, axioms=d.axioms, definitions=d.definitions, steps=tuple(
                replace(s, lhs=s.lhs, rhs=s.rhs, plain=s.plain, theorem=None) for s in d.steps
            )) for d in f.derivations
        )) for f in results
    ]  # fmt: skip


def same(shared, alone):
    return without_theorems(shared) == without_theorems(alone)


def test_the_shipped_library_has_the_same_results():
    library = Library.shipped()
    assert same(check_shared(library, second_opinion=False, processes=3), library.check(second_opinion=False))


def test_only_what_is_named_is_checked():
    library = Library.shipped()
    names = [d.name for d in library.derivations if d.name.startswith("bernoulli")]
    shared = check_shared(library, names, second_opinion=False, processes=2)
    assert same(shared, library.check(names, second_opinion=False))


def test_what_is_cited_goes_with_what_cites_it():
    library = Library.shipped()
    todo = library.derivations
    portions = _portions(todo, 2)
    assert sorted(d.name for p in portions for d in p) == sorted(d.name for d in todo)
    of = {d.name: i for i, p in enumerate(portions) for d in p}
    fair = sum(len(d.steps) for d in todo) / 2
    for d in todo:
        for cited in d.cites:
            together = of[cited] == of[d.name]
            assert together or sum(len(other.steps) for other in todo) > fair


def library_of(tmp_path: Path, *bodies: str) -> Library:
    head = "import os\nfrom symbolic_it import H, alphabet, derivation, law\nX = alphabet('X')\nP = law('P', X)\n"
    many = "    d.chain(H(P))" + ".eq(H(P))" * 25 + "\n"
    text = head + "".join(
        f"@derivation('case-{i}', title='t')\ndef case_{i}(d):\n{body}{many}" for i, body in enumerate(bodies)
    )
    path = tmp_path / "cases.py"
    path.write_text(text, encoding="utf-8")
    return Library([]).with_paths([path])


def test_what_raises_in_one_derivation_leaves_the_others(tmp_path):
    library = library_of(tmp_path, "", "    1 / 0\n", "")
    (shared,) = check_shared(library, second_opinion=False, processes=2)
    assert [d.name for d in shared.derivations] == ["case-0", "case-2"]
    assert [e.payload["type"] for e in shared.errors] == ["ZeroDivisionError"]
    assert same([shared], library.check(second_opinion=False))


def test_a_process_that_ends_is_an_error_not_a_success(tmp_path):
    ends = f"    if os.getpid() != {os.getpid()}:\n        os._exit(0)\n"
    library = library_of(tmp_path, "", "", "", "")
    cheating = library_of(tmp_path, "", "", ends, ends)
    # built in the children alone: the parent's builds are forgotten
    for d in cheating.derivations:
        d.build()
        if d.name in ("case-2", "case-3"):
            d._proof = None
    (shared,) = check_shared(cheating, second_opinion=False, processes=2)
    missing = {d.name for d in library.derivations} - {d.name for d in shared.derivations}
    assert {"case-2", "case-3"} & missing or not shared.errors
    assert len(shared.errors) == len(missing)
