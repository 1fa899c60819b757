"""Certificates changed in one place: an index, a tag, a name, a number, a row or an entry. Seeded."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

from symbolic_it.kernel import AXIOMS, DEFINITIONS
from symbolic_it.kernel.theorems import RULES

Document = dict[str, Any]


def mutant(document: Document, random: Random) -> Document:
    """The document with something changed, anywhere in it."""
    changed = copy.deepcopy(document)
    change(changed, random)
    return changed


def change(changed: Document, random: Random) -> None:
    """Changes something in the document, if there is something of the kind."""
    table = random.choice(("types", "terms", "terms", "steps", "steps", "steps", "claims", "words", "rows"))
    proof = changed["certificate"]
    if table == "words":
        _words(changed, random)
    elif table == "claims" and proof["claims"]:
        _claim(proof["claims"], random, len(proof["steps"]), len(proof["terms"]))
    elif table == "rows" and (rows := proof[random.choice(("types", "terms", "steps"))]):
        _rows(rows, random)
    elif table not in ("claims", "rows") and proof[table] and (row := random.choice(proof[table])):
        _place(row, random, {**DEFINITIONS, **AXIOMS})


def _place(row: list[Any], random: Random, names: Any) -> None:
    """Changes an entry of the row, or of a list in it."""
    while row:
        k = random.randrange(len(row))
        if type(row[k]) is not list or not row[k]:
            break
        row = row[k]
    x = row[k]
    if type(x) is int:
        row[k] = random.choice(
            (x + 1, x - 1, max(0, x - random.randrange(1, 30)), random.randrange(max(1, x + 1)), 0, True, -1)
        )
    elif type(x) is str:
        others: list[Any] = [
            x + "'",
            "#1",
            "#0",
            "#-1",
            "1",
            "-1",
            "1/2",
            "real",
            "bool",
            "nat",
            "%f",
            "'a",
            "x",
            "",
            0,
        ]
        row[k] = random.choice([*others, random.choice(list(RULES)), random.choice(list(names))])
    else:
        row[k] = random.choice((0, [0], [[0, 0]], [["1", 0]], None))
    if random.random() < 0.1:
        row.append(0)


def _claim(claims: dict[str, Any], random: Random, steps: int, terms: int) -> None:
    name = random.choice(list(claims))
    step, hypotheses, conclusion = claims[name]
    kind = random.randrange(5)
    if kind == 0:
        step = random.randrange(steps)
    elif kind == 1:
        conclusion = random.randrange(terms)
    elif kind == 2 and hypotheses:
        hypotheses = hypotheses[1:]
    elif kind == 3:
        hypotheses = [*hypotheses, random.choice(hypotheses) if hypotheses else random.randrange(terms)]
    else:
        claims[name + "'"] = claims.pop(name)
        return
    claims[name] = [step, hypotheses, conclusion]


def _rows(rows: list[Any], random: Random) -> None:
    i, j = random.randrange(len(rows)), random.randrange(len(rows))
    kind = random.randrange(4)
    if kind == 0:
        rows[i], rows[j] = rows[j], rows[i]
    elif kind == 1:
        del rows[i]
    elif kind == 2:
        rows.insert(i, rows[j])
    else:
        rows.append(rows[j])


def _words(document: Document, random: Random) -> None:
    entry = random.choice(list(document))
    value = document[entry]
    if type(value) is str:
        document[entry] = random.choice((value + "'", "", value * 100, 0))
    elif type(value) is list:
        document[entry] = random.choice((value[1:], value[::-1], [*value, "ln-bound"], sorted({*value, "log"})))
    elif entry == "claims":
        name = random.choice(list(value))
        claim = value[name]
        claim[random.choice(("statement", "hypotheses", "more"))] = random.choice(("eq(0, 1)", [], ["false"], None))
    else:
        document[entry] = random.choice(
            ({**value, "remark": 1}, {k: v for k, v in value.items() if k != "claims"}, [value])
        )


def as_bytes(document: Document) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()
