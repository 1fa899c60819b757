"""Where checking stops: hypotheses that nothing meets, searches without end, instances too deep for SymPy."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from symbolic_it.authoring import Library, checking
from symbolic_it.authoring.results import Verdict

_files = count()

HEAD = """
from symbolic_it import Eq, ForAll, H, Ne, alphabet, derivation, law, log, real_number
x, y = real_number("x"), real_number("y")
X = alphabet("X")
P = law("P", X)
a = X.outcome("a")

@derivation("case", title="A case"{more})
def case(d):
{body}
"""


def checked(tmp_path: Path, body: str, given: str = "", second_opinion: bool = False):
    path = tmp_path / f"case{next(_files)}.py"
    more = f", given=[{given}]" if given else ""
    path.write_text(HEAD.format(more=more, body="".join(f"    {line}\n" for line in body.splitlines())))
    (result,) = Library([]).with_paths([path]).check(second_opinion=second_opinion)
    return result


@pytest.mark.parametrize(
    "given",
    [
        "x < 0, x > 0", "x < y, y < x", "Eq(x, 1), Eq(x, 2)", "Ne(x, x)", "x*x < 0", "P(a) < 0", "P(a) > 1",
        "ForAll(a, P(a) > 1)", "Eq(x, y), x < y",
    ],
)  # fmt: skip
def test_hypotheses_that_contradict_each_other_prove_nothing(tmp_path, given):
    result = checked(tmp_path, "d.chain(x).eq(x + 1)", given)
    assert [e.code for e in result.errors] == ["IT911"]
    assert not result.derivations and not result.good


@pytest.mark.parametrize(
    "given", ["x < 1, x > 0", "x <= y, y <= x", "Eq(P(a), 0)", "Eq(P(a), 1)", "ForAll(a, P(a) < 1)"]
)
def test_hypotheses_that_something_meets_are_taken(tmp_path, given):
    result = checked(tmp_path, "d.chain(x).eq(x + 0)", given)
    assert not result.errors
    assert result.derivations[0].verdict is Verdict.PROVED


def test_a_search_that_takes_too_long_says_so(tmp_path, monkeypatch):
    body = "d.chain(({0} + 3)**4).eq(({0}**2 + 6*{0} + 9)**2)"
    assert checked(tmp_path, body.format("x")).good
    monkeypatch.setattr(checking, "SEARCH_WORK", 50)
    (step,) = checked(tmp_path, body.format("y")).derivations[0].steps
    assert step.verdict is Verdict.UNPROVED
    assert step.diagnostic.code == "IT502"
    assert "50" in step.diagnostic.payload["budget"]


def test_logarithms_of_logarithms_end(tmp_path):
    body = "t = x\nfor _ in range(60):\n    t = log(t + 1)\nd.chain(t).eq(t + 0)"
    result = checked(tmp_path, body, second_opinion=True)
    assert {s.second_opinion for s in result.derivations[0].steps} == {"no finite instance"}
