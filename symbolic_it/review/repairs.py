"""Likely repairs of a false step: small changes of one side, the first that the kernel proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import constants_of
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.by_library import by_library
from symbolic_it.review.derivatives_shown import shown
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import FIRST, LITTLE, fails, proved

MAX_TRIED = 24
_TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_WEAKENED = {"<": "<=", ">": ">="}


def likely_repair(reader: Reader, left: s.Node, op: str, right: s.Node, given: Sequence[Expr]) -> str:
    """The repaired relation as LaTeX; empty when none of the small changes makes it provable."""
    for tried, (a, sign, b) in enumerate(_candidates(left, op, right)):
        if tried >= MAX_TRIED:
            break
        reader.free.clear()
        try:
            x, y, statement = reader.related(a, sign, b)
        except (Unclear, RecursionError):
            continue
        if fails(statement, given, 60):
            continue
        conditions = [*given, *standing_conditions([statement], given)]
        work = LITTLE if "has_derivative" in constants_of([statement.term]) else FIRST
        (judgement,) = proved([statement], list({e.term: e for e in conditions}.values()), work)
        if judgement.verdict is not Verdict.PROVED and sign in ("<=", ">=") and tried < 2:
            judgement = by_library(statement, conditions, FIRST) or judgement
        if judgement.result is not None and judgement.result.verdict is Verdict.PROVED:
            return f"{shown(a, x.latex, statement)} {_LATEX.get(sign, sign)} {y.latex}"
    return ""


_LATEX = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}


def _candidates(left: s.Node, op: str, right: s.Node) -> Iterator[tuple[s.Node, str, s.Node]]:
    if op in _WEAKENED:
        yield left, _WEAKENED[op], right
    if op in _TURNED:
        yield left, _TURNED[op], right
    for changed in _changes(right):
        yield left, op, changed
    for changed in _changes(left):
        yield changed, op, right
    if op == "=" and not any(isinstance(n, s.Derivative) for side in (left, right) for n in s.walk(side)):
        yield left, "<=", right
        yield left, ">=", right


def _changes(node: s.Node) -> Iterator[s.Node]:
    """Small changes of a side: its sign, the sign of one term, swapped arguments, a lost weight, argmax for argmin."""
    yield node.inner if isinstance(node, s.Minus) else s.Minus(node.start, node.end, _bracketed(node))
    yield from _inside(node)


def _bracketed(node: s.Node) -> s.Node:
    return s.Group(node.start, node.end, node) if isinstance(node, s.Binary) and node.op in "+-" else node


def _inside(node: s.Node) -> Iterator[s.Node]:
    yield from _here(node)
    for f in node.__dataclass_fields__:
        if f in ("function", "below", "lower", "upper", "sub", "sup", "variable", "base"):
            continue
        value = getattr(node, f)
        if isinstance(value, s.Node) and not isinstance(value, s.Name):
            for changed in _inside(value):
                yield replace(node, **{f: changed})  # type: ignore[arg-type]


def _here(node: s.Node) -> Iterator[s.Node]:
    if isinstance(node, s.Optimum) and node.kind in ("argmax", "argmin"):
        yield replace(node, kind="argmin" if node.kind == "argmax" else "argmax")
    if isinstance(node, s.Binary) and node.op in "+-":
        yield replace(node, op="-" if node.op == "+" else "+")
    if isinstance(node, s.Binary) and node.op == "/":
        yield replace(node, left=node.right, right=node.left)
    if isinstance(node, s.Call) and len(node.arguments) == 2 and is_notion(node):
        yield replace(node, arguments=node.arguments[::-1])
    if isinstance(node, s.Minus):
        yield node.inner
    if isinstance(node, s.Big) and node.kind == "sum":
        for law in _laws_in(node.body):
            yield replace(node, body=s.Binary(node.start, node.end, "*", law, node.body, True))
        yield s.Minus(node.start, node.end, node)


def _laws_in(body: s.Node) -> list[s.Node]:
    found: list[s.Node] = []
    for n in s.walk(body):
        if isinstance(n, s.Call) and isinstance(n.function, s.Name) and not is_notion(n) and n not in found:
            found.append(n)
    return found[:3]
