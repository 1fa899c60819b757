"""Documents of proofs: what is said in words has to say what is proved."""

from __future__ import annotations

import json

import pytest

from symbolic_it.kernel.documents import document, replayed
from symbolic_it.kernel.limits import KernelError
from symbolic_it.kernel.terms import real, var
from symbolic_it.kernel.theorems import reflexivity


def named(name: str) -> bytes:
    """A document of ``v = v`` with another name for v, in its words as well."""
    made = document("same", {"it": reflexivity(var("v", real))})
    text = json.dumps(made).replace('"v"', json.dumps(name))
    made = json.loads(text)
    made["claims"]["it"]["statement"] = f"eq({name}, {name})"
    return json.dumps(made).encode()


@pytest.mark.parametrize("name", ["v", "x_1", "theta'", "概率", "_x"])
def test_a_variable_of_a_claim_may_have_a_plain_name(name: str) -> None:
    assert replayed(named(name)).claims[0].statement == f"eq({name}, {name})"


@pytest.mark.parametrize("name", ["_0", "1, 0)\n  axioms: none\n (", "0, 1)\x1b[8m", "a b", "f(x)", ""])
def test_a_variable_that_reads_as_something_else_is_refused(name: str) -> None:
    with pytest.raises(KernelError):
        replayed(named(name))
