"""A second replayer of certificates, written from the page of their format; it shares nothing with the checker.

    symbolic-it explain certificates > page.md
    python -m tests.second_replayer.replayer page.md FILE...

What certificates rest on, the types of constants, the axioms and the definitions, is read from the page's appendix.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.second_replayer.polynomials import CONSTANT, Polynomials, Refused, need, rational, refuse
from tests.second_replayer.terms import (
    APP,
    BOOL,
    CONST,
    REAL,
    VAR,
    Terms,
    Type,
    at,
    finite,
    function,
    is_type_variable,
    read_type,
)

ROWS, HYPOTHESES, BYTES = 1_000_000, 2000, 64_000_000
RULES = {
    "reflexivity": "t", "symmetry": "p", "transitivity": "pp", "congruence": "pp", "abstraction": "tp",
    "equality_modus_ponens": "pp", "assume": "t", "discharge": "tp", "modus_ponens": "pp", "generalise": "tp",
    "specialise": "tp", "instantiate": "Sp", "instantiate_types": "Yp", "axiom": "s", "definition": "s",
    "field_identity": "ttP", "linear_arithmetic": "tL",
}  # fmt: skip
Theorem = tuple[frozenset[int], int]
"""Hypotheses and conclusion, as numbers of terms."""
NONE: frozenset[int] = frozenset()


class Words:
    """The appendix of the page."""

    def __init__(self, page: str) -> None:
        (block,) = re.findall(r"^```json\n(.*?)^```$", page, re.S | re.M)
        data = json.loads(block)
        self.types: list[Type] = []
        for row in data["types"]:
            self.types.append(read_type(row, self.types))
        self.constants = {name: self.types[i] for name, i in data["constants"].items()}
        self.rows = data["terms"]
        self.statements = {"axiom": data["axioms"], "definition": data["definitions"]}


def rows_of(data: dict[str, Any], table: str) -> list[Any]:
    rows = data.get(table)
    need(type(rows) is list and len(rows) <= ROWS, f"{table} is no list of rows")
    return list(rows)  # type: ignore[arg-type]


class Replayer:
    """One certificate. Raises Refused where it does not hold."""

    def __init__(self, words: Words, data: Any) -> None:
        need(type(data) is dict and data.get("format") == "symbolic-it/certificate/1", "not a certificate")
        need(data.keys() <= {"format", "types", "terms", "steps", "claims"}, "an entry too many")
        self.words = words
        self.terms = Terms(words.constants)
        self.polynomials = Polynomials(self.terms)
        given: list[int] = []
        for row in words.rows:
            given.append(self.terms.read(row, words.types, given))
        self.given = given
        types: list[Type] = []
        for row in rows_of(data, "types"):
            types.append(read_type(row, types))
        self.types, self.rows = types, list[int]()
        for row in rows_of(data, "terms"):
            self.rows.append(self.terms.read(row, types, self.rows))
        self.steps: list[Theorem] = []
        self.from_: list[list[int]] = []
        """The steps that each step has as arguments."""
        self.names: list[tuple[str, str] | None] = []
        for row in rows_of(data, "steps"):
            self.from_.append([])
            self.names.append(None)
            self.steps.append(self.step(row))
        self.claims = self.claimed(data.get("claims"))

    def claimed(self, claims: Any) -> dict[str, int]:
        need(type(claims) is dict and len(claims) <= ROWS, "no claims")
        for claim in claims.values():
            need(type(claim) is list and len(claim) == 3 and type(claim[1]) is list, "not a claim")
            hypotheses, conclusion = at(self.steps, claim[0])
            need(conclusion == at(self.rows, claim[2]), "another conclusion than claimed")
            need(hypotheses == {at(self.rows, h) for h in claim[1]}, "other hypotheses than claimed")
        return {name: claim[0] for name, claim in claims.items()}

    def rests_on(self, kind: str) -> list[str]:
        """The names of the axioms, or of the definitions, below the claims."""
        seen, todo = set[int](), list(self.claims.values())
        while todo:
            k = todo.pop()
            if k not in seen:
                seen.add(k)
                todo += self.from_[k]
        named = (self.names[k] for k in seen)
        return sorted({entry[1] for entry in named if entry is not None and entry[0] == kind})

    # ---- steps ----

    def step(self, row: Any) -> Theorem:
        need(type(row) is list and row and type(row[0]) is str and row[0] in RULES, "no such rule")
        kinds = RULES[row[0]]
        need(len(row) == len(kinds) + 1, "a rule with another number of arguments")
        arguments = [self.argument(kind, x) for kind, x in zip(kinds, row[1:], strict=True)]
        rule: Callable[..., Theorem] = getattr(self, row[0])
        hypotheses, conclusion = rule(*arguments)
        need(len(hypotheses) <= HYPOTHESES, "too many hypotheses")
        return hypotheses, conclusion

    def argument(self, kind: str, x: Any) -> Any:
        if kind == "p":
            return self.theorem(x)
        if kind == "t":
            return self.closed(at(self.rows, x))
        if kind == "s":
            need(type(x) is str, "not a name")
            return x
        need(type(x) is list, "not a list")
        if kind == "P":
            return [self.theorem(k) for k in x]
        for pair in x:
            need(type(pair) is list and len(pair) == 2, "not a pair")
        if kind == "S":
            return [(at(self.rows, v), at(self.rows, t)) for v, t in x]
        if kind == "Y":
            return [(at(self.types, v), at(self.types, t)) for v, t in x]
        return [(rational(c), self.theorem(k)) for c, k in x]

    def theorem(self, index: Any) -> Theorem:
        th: Theorem = at(self.steps, index)
        self.from_[-1].append(index)
        return th

    def closed(self, t: int) -> int:
        need(not self.terms.loose[t], "a term with loose indices")
        return t

    def sides(self, th: Theorem) -> tuple[int, int]:
        return self.terms.two("eq", th[1]) or refuse("not an equation")

    def not_free(self, v: int, hypotheses: frozenset[int]) -> None:
        need(self.terms.parts[v][0] == VAR, "not a variable")
        need(not any(v in self.terms.free[h] for h in hypotheses), "free in a hypothesis")

    def reflexivity(self, t: int) -> Theorem:
        return NONE, self.terms.equation(t, t)

    def symmetry(self, th: Theorem) -> Theorem:
        a, b = self.sides(th)
        return th[0], self.terms.equation(b, a)

    def transitivity(self, first: Theorem, second: Theorem) -> Theorem:
        (a, b), (again, c) = self.sides(first), self.sides(second)
        need(b == again, "the middle is not the same")
        return first[0] | second[0], self.terms.equation(a, c)

    def congruence(self, functions: Theorem, arguments: Theorem) -> Theorem:
        (f, g), (x, y) = self.sides(functions), self.sides(arguments)
        return functions[0] | arguments[0], self.terms.equation(self.terms.apply(f, x), self.terms.apply(g, y))

    def abstraction(self, v: int, th: Theorem) -> Theorem:
        self.not_free(v, th[0])
        a, b = self.sides(th)
        return th[0], self.terms.equation(self.terms.abstracted(v, a), self.terms.abstracted(v, b))

    def equality_modus_ponens(self, same: Theorem, th: Theorem) -> Theorem:
        p, q = self.sides(same)
        need(p == th[1], "another statement")
        return same[0] | th[0], q

    def assume(self, p: int) -> Theorem:
        need(self.terms.type[p] == BOOL, "not a statement")
        return frozenset((p,)), p

    def discharge(self, p: int, th: Theorem) -> Theorem:
        need(self.terms.type[p] == BOOL, "not a statement")
        return th[0] - {p}, self.terms.implication(p, th[1])

    def modus_ponens(self, conditional: Theorem, th: Theorem) -> Theorem:
        p, q = self.terms.two("imp", conditional[1]) or refuse("not a conditional")
        need(p == th[1], "another statement")
        return conditional[0] | th[0], q

    def generalise(self, v: int, th: Theorem) -> Theorem:
        self.not_free(v, th[0])
        f = self.terms.abstracted(v, th[1])
        return th[0], self.terms.apply(self.terms.constant("forall", function(self.terms.type[f], BOOL)), f)

    def specialise(self, t: int, th: Theorem) -> Theorem:
        parts = self.terms.parts[th[1]]
        need(parts[0] == APP and self.terms.parts[parts[1]][:2] == (CONST, "forall"), "not of the form for all")
        return th[0], self.terms.apply(parts[2], t)

    def instantiate(self, pairs: list[tuple[int, int]], th: Theorem) -> Theorem:
        values = dict(pairs)
        for v, t in values.items():
            need(self.terms.parts[v][0] == VAR and not self.terms.loose[t], "not a variable and a closed term")
            need(self.terms.type[v] == self.terms.type[t], "a value of another type")
        memo: dict[tuple[int, int], int] = {}
        changed = [self.terms.substituted(t, values, memo) for t in (th[1], *th[0])]
        return frozenset(changed[1:]), changed[0]

    def instantiate_types(self, pairs: list[tuple[Type, Type]], th: Theorem) -> Theorem:
        values = dict(pairs)
        for v, t in values.items():
            need(is_type_variable(v) and (v[0][0] == "'" or finite(t)), "not a type variable and a type for it")
        memo: dict[int, int] = {}
        changed = [self.terms.at_types(t, values, memo) for t in (th[1], *th[0])]
        return frozenset(changed[1:]), changed[0]

    def _given(self, kind: str, name: str) -> int:
        need(name in self.words.statements[kind], f"no such {kind}")
        self.names[-1] = (kind, name)
        return self.given[self.words.statements[kind][name]]

    def axiom(self, name: str) -> Theorem:
        return NONE, self._given("axiom", name)

    def definition(self, name: str) -> Theorem:
        right = self._given("definition", name)
        return NONE, self.terms.equation(self.terms.constant(name, self.words.constants[name]), right)

    def nonzero(self, th: Theorem) -> int:
        """The term that the theorem says is not zero."""
        if (sides := self.terms.two("lt", th[1])) is not None:
            a, b = sides
            if self.polynomials.numeral(a) == 0:
                return b
            return a if self.polynomials.numeral(b) == 0 else refuse("does not say what is not zero")
        negated = self.terms.operands("not", th[1])
        if negated is None or len(negated) != 1:
            refuse("does not say what is not zero")
        a, b = self.terms.two("eq", negated[0]) or refuse("does not say what is not zero")
        need(self.polynomials.numeral(b) == 0, "does not say what is not zero")
        return a

    def field_identity(self, left: int, right: int, theorems: list[Theorem]) -> Theorem:
        need(self.terms.type[left] == REAL and self.terms.type[right] == REAL, "not real numbers")
        poly = self.polynomials
        d = poly.sum(poly.of(left), poly.of(right), -1)
        hypotheses = NONE
        if d:
            allowed = {a for th in theorems for a in poly.to_clear(self.nonzero(th))}
            need(not poly.cleared(d, allowed), "not an identity")
            hypotheses = NONE.union(*(th[0] for th in theorems))
        return hypotheses, self.terms.equation(left, right)

    def comparison(self, t: int) -> tuple[str, int, int]:
        for relation in ("le", "lt", "eq"):
            both = self.terms.two(relation, t)
            if both is not None and self.terms.type[both[0]] == REAL:
                return relation, *both
        return refuse("not a comparison")  # type: ignore[no-any-return]

    def linear_arithmetic(self, goal: int, parts: list[Any]) -> Theorem:
        relation, left, right = self.comparison(goal)
        poly = self.polynomials
        rest = poly.sum(poly.of(right), poly.of(left), -1)
        strict = False
        for c, th in parts:
            premise, a, b = self.comparison(th[1])
            if premise != "eq":
                need(c >= 0 and relation != "eq", "an inequality that does not count this way")
            strict = strict or (premise == "lt" and c > 0)
            if c:
                rest = poly.sum(poly.sum(rest, poly.of(b), -c), poly.of(a), c)
        k = rest.pop(CONSTANT, 0)
        need(not rest, "does not cancel")
        holds = {"eq": k == 0, "le": k >= 0, "lt": k > 0 or (k == 0 and strict)}
        need(holds[relation], "does not follow")
        return NONE.union(*(th[0] for _, th in parts)), goal


def replayed(words: Words, text: bytes) -> Replayer:
    """The document held against what its inferences come to. Raises Refused."""
    need(len(text) <= BYTES, "too large")
    try:
        data = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        refuse("not JSON")
    keys = {"format", "name", "claims", "axioms", "definitions", "certificate"}
    need(type(data) is dict and data.keys() == keys and data["format"] == "symbolic-it/proof/1", "not a document")
    need(type(data["name"]) is str and 0 < len(data["name"]) <= 200, "no name")
    try:
        proof = Replayer(words, data["certificate"])
    except RecursionError:
        refuse("too deep")
    said = {}
    for name, step in proof.claims.items():
        hypotheses, conclusion = proof.steps[step]
        for v in frozenset[int]().union(*(proof.terms.free[t] for t in (*hypotheses, conclusion))):
            named = proof.terms.parts[v][1]
            need(re.fullmatch(r"(?!_\d+$)\w[\w']*", named) is not None, "a variable's name could be mistaken")
        said[name] = {
            "hypotheses": sorted(map(proof.terms.text, hypotheses)),
            "statement": proof.terms.text(conclusion),
        }
    need(data["claims"] == said, "the words are not what is proved")
    for entry in ("axiom", "definition"):
        need(data[entry + "s"] == proof.rests_on(entry), f"other {entry}s than the proof rests on")
    return proof


def main(page: str, *files: str) -> int:
    words = Words(Path(page).read_text(encoding="utf-8"))
    worst = 0
    for file in files:
        try:
            print(f"{file}: {len(replayed(words, Path(file).read_bytes()).steps)} inferences hold")
        except Refused as error:
            print(f"{file}: refused: {error}")
            worst = 1
    return worst


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
