"""Documents of proofs: a certificate, and in words what it proves and rests on; all of it is held against the replay.

A document is a JSON object: ``format``; ``name``; ``claims``, by name ``{"hypotheses": [text...], "statement": text}``,
the texts being the kernel's plain ones (`show`), hypotheses sorted; ``axioms`` and ``definitions``, the names of those
that the proofs rest on, sorted; ``certificate``, as `symbolic_it.kernel.certificates` describes it, with the same claims.
Nothing else may stand in it, so that nothing that is said goes unchecked, the name apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbolic_it.kernel.certificates import certificate, replay
from symbolic_it.kernel.limits import KernelError, fail
from symbolic_it.kernel.nodes import show
from symbolic_it.kernel.proofs import proof_nodes
from symbolic_it.kernel.theorems import Thm

FORMAT = "symbolic-it/proof/1"
MAX_BYTES = 64_000_000
MAX_SHOWN = 200_000
"""Symbols of a statement in words."""
_KEYS = {"format", "name", "claims", "axioms", "definitions", "certificate"}

_NAME = re.compile(r"(?!_\d+$)\w[\w\']*")
"""What a variable of a claim may be called."""

Document = dict[str, Any]


@dataclass(frozen=True)
class Claim:
    """A theorem in words."""

    name: str
    hypotheses: tuple[str, ...]
    statement: str


@dataclass(frozen=True)
class Replayed:
    """What a document proves: made of the theorems that its inferences came to."""

    name: str
    claims: tuple[Claim, ...]
    axioms: tuple[str, ...]
    definitions: tuple[str, ...]
    inferences: int
    theorems: tuple[Thm, ...]


def document(name: str, claims: Mapping[str, Thm]) -> Document:
    """The document of these theorems."""
    proofs = certificate(claims, economical=True)
    said = _said(name, claims, len(proofs["steps"]))
    return {
        "format": FORMAT, "name": name, "claims": _words(said), "axioms": list(said.axioms),
        "definitions": list(said.definitions), "certificate": proofs,
    }  # fmt: skip


def replayed(text: bytes) -> Replayed:
    """Run every inference of the document again. Raises KernelError, with the place, for anything that does not hold."""
    len(text) <= MAX_BYTES or fail(f"larger than {MAX_BYTES // 1_000_000} MB")
    try:
        data = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise KernelError(f"not JSON: {str(error)[:200]}") from None
    (type(data) is dict and data.get("format") == FORMAT) or fail(f"not a document of format {FORMAT}")
    data.keys() == _KEYS or fail(f"it needs these entries and no others: {', '.join(sorted(_KEYS))}")
    name, proofs = data["name"], data["certificate"]
    (type(name) is str and 0 < len(name) <= 200) or fail("name: a short text is needed")
    theorems = replay(proofs)
    said = _said(name, theorems, len(proofs["steps"]))
    words = _words(said)
    type(data["claims"]) is dict or fail("claims: not an object")
    for claim in words.keys() | data["claims"].keys():
        if data["claims"].get(claim) != words.get(claim):
            raise KernelError(f"claims: {claim[:80]!r} is not what the proof proves, in the kernel's words")
    for entry in ("axioms", "definitions"):
        data[entry] == list(getattr(said, entry)) or fail(f"{entry}: not those that the proof rests on")
    return said


def _said(name: str, theorems: Mapping[str, Thm], inferences: int) -> Replayed:
    rests = {(th.rule, th.arguments[0]) for th in proof_nodes(*theorems.values()) if th.rule in ("axiom", "definition")}
    axioms, definitions = (tuple(sorted(n for rule, n in rests if rule == kind)) for kind in ("axiom", "definition"))
    for v in {v for th in theorems.values() for t in (*th.hypotheses, th.conclusion) for v in t.free}:
        # `show` writes a bound variable as _0, and what is shown must say what is proved
        _NAME.fullmatch(v.name) is not None or fail(f"a variable of a claim is called {ascii(v.name)[:80]}")
    claims = tuple(
        Claim(k, tuple(sorted(show(h, MAX_SHOWN) for h in th.hypotheses)), show(th.conclusion, MAX_SHOWN))
        for k, th in theorems.items()
    )
    return Replayed(name, claims, axioms, definitions, inferences, tuple(theorems.values()))


def _words(said: Replayed) -> dict[str, Any]:
    return {c.name: {"hypotheses": list(c.hypotheses), "statement": c.statement} for c in said.claims}
