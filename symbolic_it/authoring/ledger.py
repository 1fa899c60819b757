"""The ledger of claims: what each id asks for, which derivations name it, and whether it is settled."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.refuting import RefutationProof
from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.resources import derivations_folder

CLASSES = {
    "T": "true",
    "C": "true under a condition",
    "F": "false as written",
    "D": "a demonstration",
}
NEEDS = {"T": ("theorem",), "C": ("theorem", "refutation"), "F": ("refutation",), "D": ("computation",)}
"""The kinds of derivation that a claim of each class asks for."""
VERDICT_OF = {"theorem": Verdict.PROVED, "refutation": Verdict.PROVED, "computation": Verdict.COMPUTED}


@dataclass(frozen=True)
class LedgerClaim:
    """One line of the ledger."""

    id: str
    kind: str
    """T, C, F or D: see `CLASSES`."""
    says: str


@dataclass(frozen=True)
class Entry:
    """A claim with the derivations that name it, their verdicts, and what is lacking to settle it."""

    claim: LedgerClaim
    derivations: tuple[tuple[str, str, Verdict | None], ...]
    """(name, kind, verdict) of each; no verdict where it could not be judged."""
    lacking: tuple[str, ...]

    @property
    def settled(self) -> bool:
        return not self.lacking


def read_ledger(path: Path | None = None) -> tuple[LedgerClaim, ...]:
    """The claims of the ledger, in its order. Raises InvalidArgument for a line that is not one."""
    source = path if path is not None else derivations_folder() / "claims.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidArgument(f"{source.name}: {error}") from None
    found = []
    for name, row in table.items():
        if not isinstance(row, dict) or set(row) != {"class", "says"} or row["class"] not in CLASSES:
            raise InvalidArgument(f"{source.name}: {name} needs a class (T, C, F or D) and what it says")
        found.append(LedgerClaim(name, row["class"], str(row["says"])))
    return tuple(found)


def entries(
    claims: Iterable[LedgerClaim], derivations: Iterable[Derivation], verdicts: Mapping[str, Verdict]
) -> tuple[Entry, ...]:
    """The ledger filled in: ``verdicts`` are those of the derivations by name, from checking."""
    named: dict[str, list[Derivation]] = {}
    for d in derivations:
        for claim in d.claims:
            named.setdefault(claim, []).append(d)
    return tuple(_entry(claim, named.get(claim.id, []), verdicts) for claim in claims)


def _entry(claim: LedgerClaim, settling: list[Derivation], verdicts: Mapping[str, Verdict]) -> Entry:
    rows = tuple((d.name, d.kind, verdicts.get(d.name)) for d in settling)
    lacking = [f"a {kind}" for kind in NEEDS[claim.kind] if all(d.kind != kind for d in settling)]
    for name, kind, verdict in rows:
        if verdict is not VERDICT_OF[kind]:
            lacking.append(f"{name} {VERDICT_OF[kind].value}")
    if claim.kind == "F" and not any(_corrected(d) for d in settling):
        lacking.append("what holds instead")
    return Entry(claim, rows, tuple(lacking))


def _corrected(d: Derivation) -> bool:
    """Whether a refutation proves, beside the instance, a statement that holds."""
    if d.kind != "refutation":
        return False
    try:
        proof = d.build()
    except Exception:  # an author's code: whatever it raises is shown where it is checked
        return False
    return isinstance(proof, RefutationProof) and bool(proof.corrections)


def unknown_claims(claims: Iterable[LedgerClaim], derivations: Iterable[Derivation]) -> tuple[str, ...]:
    """Ids that derivations name and the ledger does not have."""
    known = {claim.id for claim in claims}
    return tuple(sorted({name for d in derivations for name in d.claims} - known))
