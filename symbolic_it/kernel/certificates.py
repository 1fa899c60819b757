"""Certificates: a proof as plain data; replay, which runs every inference again from that data alone.

A certificate is a JSON object: ``format``; ``types``, rows ``[op, argument indices...]``; ``terms``, rows
``[0, name, type]`` (variable), ``[1, name, type]`` (constant), ``[2, fun, arg]``, ``[3, type, body]`` (abstraction),
``[4, index, type]`` (bound); ``steps``, rows ``[rule, arguments...]``, the arguments as `RULES` says; ``claims``,
name -> ``[step, hypothesis terms, conclusion term]``. Every index points backwards. Definitions and axioms are never
read from it: they are the kernel's own. Replay happens among terms of its own (`symbolic_it.kernel.nodes.apart`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from symbolic_it.kernel import terms as _t
from symbolic_it.kernel.limits import MAX_REPLAY_WORK, bounded
from symbolic_it.kernel.nodes import Room, apart
from symbolic_it.kernel.proofs import proof_nodes
from symbolic_it.kernel.substitution import alike, copied
from symbolic_it.kernel.terms import APP, BOUND, LAM, VAR, KernelError, Term, Type, fail
from symbolic_it.kernel.theorems import RULES, Thm, _mint, premises

FORMAT = "symbolic-it/certificate/1"
_ENTRIES = {"format", "types", "terms", "steps", "claims"}
MAX_ROWS = 1_000_000
GIVEN = "given"
_RATIONAL = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")

Certificate = dict[str, Any]


class _Writer:
    """Numbers types, terms and steps in the order of first use, what they are made of first."""

    def __init__(self) -> None:
        self.types: list[list[Any]] = []
        self.terms: list[list[Any]] = []
        self.steps: list[list[Any]] = []
        self._type_at: dict[Type, int] = {}
        self._term_at: dict[Term, int] = {}
        self._step_at: dict[Thm, int] = {}
        self._same: dict[Thm, Thm] = {}
        """Theorems to write others in place of."""
        self._given: Mapping[Thm, str] = {}

    def type(self, t: Type) -> int:
        if t not in self._type_at:
            row = [t.op, *(self.type(a) for a in t.args)]
            self._type_at[t] = len(self.types)
            self.types.append(row)
        return self._type_at[t]

    def term(self, root: Term) -> int:
        at, todo = self._term_at, [root]
        while todo:
            t = todo[-1]
            if t in at:
                todo.pop()
                continue
            parts = (t.fun, t.arg) if t.kind == APP else (t.body,) if t.kind == LAM else ()
            waiting = [p for p in parts if p not in at]
            if waiting:
                len(todo) <= 2 * _t.MAX_DEPTH or fail("a term that contains itself")
                todo.extend(waiting)
                continue
            todo.pop()
            row: list[Any]
            if t.kind == APP:
                row = [2, at[t.fun], at[t.arg]]
            elif t.kind == LAM:
                row = [3, self.type(t.domain), at[t.body]]
            elif t.kind == BOUND:
                row = [4, t.index, self.type(t.ty)]
            else:
                row = [0 if t.kind == VAR else 1, t.name, self.type(t.ty)]
            at[t] = len(self.terms)
            self.terms.append(row)
        return at[root]

    def step(self, th: Thm) -> int:
        return self._step_at[self._same.get(th, th)]

    def argument(self, kind: str, x: Any) -> Any:
        if kind == "p":
            return self.step(x)
        if kind == "t":
            return self.term(x)
        if kind == "P":
            return [self.step(th) for th in x]
        if kind == "S":
            return [[self.term(v), self.term(t)] for v, t in x]
        if kind == "Y":
            return [[self.type(v), self.type(t)] for v, t in x]
        if kind == "L":
            return [[str(c), self.step(th)] for c, th in x]
        return x

    def economise(self, roots: tuple[Thm, ...], given: Mapping[Thm, str]) -> list[Thm]:
        """The theorems to write: one for each statement; of those given, unless they are claimed, the names alone."""
        outside = {th: name for th, name in given.items() if th not in roots}
        nodes = proof_nodes(*roots, skip=outside)
        self._same = _first_of_their_statements(nodes, outside)
        wanted = dict.fromkeys(self._same[th] for th in roots)
        for th in reversed(nodes):
            if th in wanted:
                wanted.update(dict.fromkeys(self._same.get(q, q) for q in premises(th)))
        self._given = {th: outside[th] for th in wanted if th in outside}
        return [*self._given, *(th for th in nodes if th in wanted)]

    def add(self, nodes: Iterable[Thm]) -> None:
        for th in nodes:
            if th not in self._step_at:
                row = (
                    [GIVEN, self._given[th]]
                    if th in self._given
                    else [
                        th.rule,
                        *(self.argument(k, x) for k, x in zip(RULES[th.rule][1], th.arguments, strict=True)),
                    ]
                )
                self._step_at[th] = len(self.steps)
                self.steps.append(row)

    def claim(self, th: Thm, hypotheses: Iterable[Term], conclusion: Term) -> list[Any]:
        return [self.step(th), sorted(self.term(h) for h in hypotheses), self.term(conclusion)]


def _first_of_their_statements(nodes: Iterable[Thm], given: Mapping[Thm, str]) -> dict[Thm, Thm]:
    """For each theorem, premises first, the first one that states the same and rests on the same axioms and definitions.

    A search proves many things twice: what is left is a third. What is given is something to rest on.
    """
    first: dict[Any, Thm] = {}
    same: dict[Thm, Thm] = {}
    below: dict[Thm, frozenset[tuple[str, str]]] = {th: frozenset(((GIVEN, name),)) for th, name in given.items()}
    nothing: frozenset[tuple[str, str]] = frozenset()
    for th in nodes:
        rests = nothing
        for q in premises(th):
            if not below[q] <= rests:
                rests = rests | below[q] if rests else below[q]
        if th.rule in ("axiom", "definition"):
            rests = frozenset(((th.rule, th.arguments[0]),))
        below[th] = rests
        same[th] = first.setdefault((th.conclusion, th.hypotheses, rests), th)
    return same


def certificate(
    claims: Mapping[str, Thm], economical: bool = False, given: Mapping[Thm, str] | None = None
) -> Certificate:
    """The certificate of these theorems, under these names. Shared terms and sub-proofs stand once.

    ``economical`` keeps one proof of what was proved several times. Theorems ``given`` stand there by their names as
    claims of another certificate: `archive.Archive` reads that, `replay` does not.
    """
    writer = _Writer()
    roots = tuple(claims.values())
    writer.add(writer.economise(roots, given or {}) if economical or given else proof_nodes(*roots))
    stated = {name: writer.claim(th, th.hypotheses, th.conclusion) for name, th in claims.items()}
    return {
        "format": FORMAT,
        "types": writer.types,
        "terms": writer.terms,
        "steps": writer.steps,
        "claims": stated,
    }


class _Reader:
    def __init__(self, data: Certificate) -> None:
        plain = type(data) is dict and all(type(key) is str for key in data)
        (plain and type(data.get("format")) is str and data["format"] == FORMAT) or fail(
            f"not a certificate of format {FORMAT}"
        )
        data.keys() <= _ENTRIES or fail("certificate: an entry that says nothing here")
        self.types: list[Type] = []
        self.terms: list[Term] = []
        self.steps: list[Thm] = []
        for table, read in (("types", self._type), ("terms", self._term), ("steps", self._step)):
            rows = data.get(table)
            if type(rows) is not list or len(rows) > MAX_ROWS:
                raise KernelError(f"certificate: {table} is not a list of at most {MAX_ROWS} rows")
            for number, row in enumerate(rows):
                try:
                    (type(row) is list and row) or fail("not a row")
                    read(row)
                except KernelError as error:
                    raise KernelError(f"certificate: {table}[{number}]: {error}") from None
                except (TypeError, ValueError, RecursionError) as error:
                    raise KernelError(f"certificate: {table}[{number}]: malformed ({type(error).__name__})") from None

    @staticmethod
    def _at(table: list[Any], index: Any) -> Any:
        if type(index) is not int or not 0 <= index < len(table):
            raise KernelError("an index points outside what stands before it")
        return table[index]

    def type(self, index: Any) -> Type:
        found: Type = self._at(self.types, index)
        return found

    def term(self, index: Any) -> Term:
        found: Term = self._at(self.terms, index)
        return found

    def thm(self, index: Any) -> Thm:
        found: Thm = self._at(self.steps, index)
        return found

    def _type(self, row: list[Any]) -> None:
        self.types.append(_t.make_type(row[0], *(self.type(i) for i in row[1:])))

    def _term(self, row: list[Any]) -> None:
        kind, a, b = row
        type(kind) is int or fail("unknown kind of term")
        if kind == 2:
            t = _t.apply_term(self.term(a), self.term(b))
        elif kind == 3:
            t = _t._lam(self.type(a), self.term(b))
        elif kind == 4:
            type(a) is int or fail("bad index of a bound variable")
            t = _t._bound(a, self.type(b))
        elif kind in (0, 1):
            t = (_t.var if kind == 0 else _t.const)(a, self.type(b))
        else:
            raise KernelError("unknown kind of term")
        self.terms.append(t)

    def _step(self, row: list[Any]) -> None:
        (type(row[0]) is str and row[0] in RULES) or fail("there is no such rule")
        rule, kinds = RULES[row[0]]
        len(row) == len(kinds) + 1 or fail(f"{row[0]} takes {len(kinds)} arguments")
        self.steps.append(rule(*(self._argument(k, x) for k, x in zip(kinds, row[1:], strict=True))))

    def _argument(self, kind: str, x: Any) -> Any:
        if kind == "p":
            return self.thm(x)
        if kind == "t":
            return self.term(x)
        if kind == "s":
            type(x) is str or fail("a name is needed")
            return x
        type(x) is list or fail("a list is needed")
        if kind == "P":
            return [self.thm(i) for i in x]
        all(type(pair) is list for pair in x) or fail("a list of pairs is needed")
        if kind == "S":
            return [(self.term(v), self.term(t)) for v, t in x]
        if kind == "Y":
            return [(self.type(v), self.type(t)) for v, t in x]
        return [(self._rational(c), self.thm(i)) for c, i in x]

    @staticmethod
    def _rational(text: Any) -> Fraction:
        (type(text) is str and _RATIONAL.fullmatch(text)) or fail("malformed rational number")
        try:
            return Fraction(text)
        except ZeroDivisionError:
            return fail("a fraction over zero")


def replay(data: Certificate) -> dict[str, Thm]:
    """Run every inference again; the theorems by the names of the claims, each checked to state what is claimed.

    Raises KernelError with the place for anything that does not hold: damage, a wrong rule, another statement.
    """
    room = Room()
    with bounded(MAX_REPLAY_WORK):
        with apart(room):
            stated = _claims(data)
        result: dict[str, Thm] = {}
        outside: dict[Term, Term] = {}
        back: dict[Term, Term] = {}
        for name, th in stated.items():
            given = [(copied(h, outside), h) for h in th.hypotheses]
            conclusion = copied(th.conclusion, outside)
            # the terms found outside could have been tampered with
            for found, made in (*given, (conclusion, th.conclusion)):
                alike(found, made, back) or fail("terms have been tampered with")
            result[name] = _mint(frozenset(h for h, _ in given), conclusion, th.rule, *th.arguments)
        return result


def _claims(data: Certificate, read: Callable[[Certificate], _Reader] = _Reader) -> dict[str, Thm]:
    reader = read(data)
    claims = data.get("claims")
    if type(claims) is not dict or len(claims) > MAX_ROWS:
        raise KernelError("certificate: no claims")
    result: dict[str, Thm] = {}
    for name, claim in claims.items():
        if type(name) is not str or type(claim) is not list or len(claim) != 3 or type(claim[1]) is not list:
            raise KernelError("certificate: a malformed claim")
        th, conclusion = reader.thm(claim[0]), reader.term(claim[2])
        if th.conclusion is not conclusion or th.hypotheses != frozenset(reader.term(h) for h in claim[1]):
            raise KernelError(f"certificate: {name[:80]!r} replays to another statement: {th!r}")
        result[name] = th
    return result
