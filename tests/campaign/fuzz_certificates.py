"""Certificates to try the replay with: rows at random, damaged ones of the library, and JSON that is hardly one. Seeded."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from random import Random
from typing import Any

from symbolic_it import Library
from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.kernel import AXIOMS, DEFINITIONS
from symbolic_it.kernel.certificates import FORMAT, _Reader
from symbolic_it.kernel.documents import FORMAT as WHOLE
from symbolic_it.kernel.documents import document
from symbolic_it.kernel.limits import KernelError
from symbolic_it.kernel.terms import SIGNATURE, VAR, bool_, real
from symbolic_it.kernel.theorems import RULES
from tests.second_replayer.mutating import change

FEW = 120
"""Inferences of a certificate that is small enough to be run very often."""
TYPES = [["real"], ["bool"], ["nat"], ["'a"], ["%f"], ["fun", 0, 0], ["fun", 0, 5], ["fun", 1, 1], ["fun", 1, 7], ["fun", 0, 1], ["fun", 0, 9], ["fun", 4, 0], ["fun", 11, 0], ["fun", 3, 1], ["fun", 3, 13], ["fun", 13, 1]]  # fmt: skip
TERMS = [
    [0, "x", 0], [0, "y", 0], [0, "p", 1], [0, "a", 3], [0, "i", 4], [1, "#0", 0], [1, "#1", 0], [1, "#-3/4", 0], [1, "#2", 0], [1, "add", 6], [1, "mul", 6],
    [1, "sub", 6], [1, "div", 6], [1, "pow", 6], [1, "neg", 5], [1, "ln", 5], [1, "exp", 5], [1, "imp", 8], [1, "le", 10], [1, "lt", 10], [1, "eq", 10],
    [1, "sum", 12], [1, "eq", 14], [1, "forall", 15], [1, "not", 7], [4, 0, 0], [4, 0, 4], [4, 1, 0], [0, "f", 11], [0, "g", 5],
]  # fmt: skip


@cache
def small() -> tuple[str, ...]:
    """Documents of the library that have few inferences, as JSON."""
    library = Library.shipped()
    library.check(second_opinion=False)
    found = []
    for d in library.derivations:
        claims = {str(k): theorem for k, (_, theorem) in enumerate(conclusions_of(d))}
        if claims and len((made := document(d.name, claims))["certificate"]["steps"]) <= FEW:
            found.append(json.dumps(made, separators=(",", ":")))
    return tuple(found)


def rows(random: Random) -> dict[str, Any]:
    """A certificate whose rows are made at random; most of them are such that the kernel takes them."""
    reader = _Reader({"format": FORMAT, "types": [*TYPES], "terms": [*TERMS], "steps": [], "claims": {}})
    types, terms, steps = [*TYPES], [*TERMS], list[list[Any]]()

    def offer(table: list[Any], row: list[Any], read: Callable[[list[Any]], None]) -> None:
        try:
            read(row)
        except (KernelError, TypeError, ValueError):
            if random.random() > 0.002:
                return
        table.append(row)

    for _ in range(random.randrange(6)):
        made = (["fun", *_two(random, types)], ["pair", *_two(random, types)], [random.choice(("'b", "%g", "real"))])
        offer(types, random.choice(made), reader._type)
    for _ in range(random.randrange(120)):
        kind = random.random()
        if kind < 0.85:
            early = random.randrange(9, len(TERMS)) if random.random() < 0.6 else _late(random, terms)
            row = [2, early, _late(random, terms)]
        elif kind < 0.95:
            row = [3, random.choice((0, 0, 4, 3)), _late(random, terms)]
        else:
            row = [random.randrange(2), random.choice((*SIGNATURE, "z")), random.randrange(len(types))]
        offer(terms, row, reader._term)
    for _ in range(random.randrange(1, 60)):
        name = random.choice((*RULES, "assume", "assume", "axiom", "field_identity", "linear_arithmetic"))
        fit = _fitting(name, reader)
        row = [name, *(_argument(kind, random, types, fit, steps) for kind in RULES[name][1])]
        offer(steps, row, reader._step)
    claims = {str(k): [_late(random, steps), [], _late(random, terms)] for k in range(random.randrange(3))}
    return {"format": FORMAT, "types": types, "terms": terms, "steps": steps, "claims": claims}


def _fitting(rule: str, reader: _Reader) -> list[int]:
    """The terms that the rule may take."""
    kinds = {"assume": bool_, "discharge": bool_, "linear_arithmetic": bool_, "field_identity": real}
    found = [k for k, t in enumerate(reader.terms) if not t.loose]
    if rule in ("abstraction", "generalise"):
        return [k for k in found if reader.terms[k].kind == VAR]
    wanted = kinds.get(rule)
    return [k for k in found if wanted is None or reader.terms[k].ty is wanted]


def _two(random: Random, table: list[Any]) -> tuple[int, int]:
    return random.randrange(len(table)), random.randrange(len(table))


def _late(random: Random, table: list[Any]) -> int:
    """An index, more often a late one."""
    return max(random.randrange(len(table)), random.randrange(len(table))) if table else 0


def _argument(kind: str, random: Random, types: list[Any], fit: list[int], steps: list[Any]) -> Any:
    if kind == "p":
        return _late(random, steps)
    if kind == "t":
        return fit[_late(random, fit)] if fit and random.random() < 0.99 else 0
    if kind == "s":
        return random.choice((*AXIOMS, *DEFINITIONS))
    count = random.choice((0, 1, 1, 2, 5))
    if kind == "P":
        return [_late(random, steps) for _ in range(count)]
    if kind == "S":
        return [[random.randrange(5), fit[_late(random, fit)] if fit else 0] for _ in range(count)]
    if kind == "Y":
        return [[random.choice((3, 4)), random.randrange(len(types))] for _ in range(count)]
    return [[random.choice(("1", "-1", "1/2", "0", "7/0", "1e3")), _late(random, steps)] for _ in range(count)]


def certificate(random: Random) -> bytes:
    """The bytes of a document."""
    kind = random.random()
    if kind < 0.4:
        data = {
            "format": WHOLE,
            "name": "n",
            "claims": {},
            "axioms": [],
            "definitions": [],
            "certificate": rows(random),
        }
        if random.random() < 0.7:  # so that the certificate itself is reached, and holds where its rows do
            data["certificate"]["claims"] = {}
        return json.dumps(data).encode()
    text = random.choice(small())
    if kind < 0.85:
        made = json.loads(text)
        with suppress(LookupError, TypeError, ValueError, AttributeError):  # what was changed before may be in the way
            for _ in range(random.choice((1, 1, 1, 2, 5))):
                change(made, random)
        return json.dumps(made).encode()
    raw = bytearray(text.encode())
    for _ in range(random.choice((1, 2, 10))):
        at = random.randrange(len(raw))
        how = random.randrange(4)
        if how == 0:
            raw[at] = random.randrange(256)
        elif how == 1:
            del raw[at:]
            raw += b"]" * random.randrange(3)
        elif how == 2:
            raw[at:at] = random.choice(
                (
                    b"[" * 5000,
                    b"1" * 5000,
                    b'"\\ud800"',
                    b"NaN",
                    b"-Infinity",
                    b"1e999",
                    b"null",
                    b"{}",
                    b"\x00",
                    b"0,0,0,",
                )
            )
        else:
            del raw[at : at + random.randrange(40)]
        if not raw:
            break
    return bytes(raw)
