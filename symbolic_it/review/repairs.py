"""Likely repairs of a false step: slips of the pen undone, the first that the kernel proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import Term, constants_of
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.as_written import as_written, one_line
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.rows import chains
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.tokens import tokenize
from symbolic_it.refute import Refutation, seems_false
from symbolic_it.review.by_library import by_library
from symbolic_it.review.derivatives_shown import shown
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import FIRST, LITTLE, fails, proved
from symbolic_it.review.numbers import with_base
from symbolic_it.review.own_names import OwnNames
from symbolic_it.review.slips import KINDS, Change, Slips
from symbolic_it.review.steps import Item

MAX_READ = 70
"""How many changes are read and looked at where the step fails."""
MAX_TRIED = 12
"""How many of these are tried on further instances."""
MAX_PROOFS = 4
"""How many searches for a proof are made."""
_RELATIONS = {
    "<": ("=", "<=", ">", ">="), ">": ("=", ">=", "<", "<="), "<=": (">=",), ">=": ("<=",), "!=": ("=",),
}  # fmt: skip
_LATEX = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}


@dataclass(frozen=True)
class _Candidate:
    left: s.Node
    op: str
    right: s.Node
    change: Change | None = None
    of_left: bool = False


def likely_repair(
    reader: Reader, item: Item, given: Sequence[Expr], example: Refutation | None = None, text: str = ""
) -> str:
    """The repaired relation as LaTeX, as far as possible as it is written; empty when no small change makes it provable."""
    tried = proofs = 0
    seen: set[Term] = set()
    for number, c in enumerate(_candidates(item)):
        if number >= MAX_READ or tried >= MAX_TRIED or proofs >= MAX_PROOFS:
            break
        reader.free.clear()
        try:
            x, y, statement = reader.related(c.left, c.op, c.right)
        except (Unclear, RecursionError):
            continue
        if example is not None and not any(v.name == "b" for v in example.instance.values):
            statement = with_base(statement, "e")  # the counterexample is one for natural logarithms
        if statement.term in seen or (x.term is y.term and _plain(c.left) == _plain(c.right)):
            continue
        seen.add(statement.term)
        if example is not None and seems_false(statement.term, example.instance):
            continue
        tried += 1
        if fails(statement, given, 60):
            continue
        conditions = [*given, *standing_conditions([statement], given)]
        work = LITTLE if not proofs or "has_derivative" in constants_of([statement.term]) else FIRST
        proofs += 1
        (judgement,) = proved([statement], list({e.term: e for e in conditions}.values()), work)
        if judgement.verdict is not Verdict.PROVED and c.op in ("<=", ">=") and number < 2:
            judgement = by_library(statement, conditions, FIRST) or judgement
        if judgement.result is not None and judgement.result.verdict is Verdict.PROVED:
            if c.op in ("<=", ">=") and not (c.change is None and item.sign.op in _RELATIONS):
                if not _is_reached(reader, c, given):
                    continue
            names, (of_left, of_right) = OwnNames(reader.symbols), (c.change, None) if c.of_left else (None, c.change)
            left = _side(item.raw_left, c.left, of_left, text, shown(c.left, x.latex, statement), names)
            right = _side(item.raw_right, c.right, of_right, text, y.latex, names)
            return f"{left} {_LATEX.get(c.op, c.op)} {right}"
    return ""


def _is_reached(reader: Reader, c: _Candidate, given: Sequence[Expr]) -> bool:
    """Whether both sides are equal somewhere, for positive laws on more than one letter: H >= -H is true and not meant."""
    if c.change is not None and any(isinstance(x, s.Num) and x.value == 0 for x in (c.left, c.right)):
        return True  # D >= 0
    reader.free.clear()
    try:
        differ = reader.related(c.left, "!=", c.right)[2]
    except (Unclear, RecursionError):
        return False
    world, free = reader.world, differ.term.free
    laws = [(k.partition(":")[2], e) for k, e in world.known.items() if k.startswith("law:") and e.term in free]
    conditions = [world.is_positive(key, e) for key, e in laws]
    conditions += [world.count(x) >= 2 for key, _ in laws for x in world.letters_of(key)]
    return fails(differ, [*given, *{e.term: e for e in conditions}.values()], 120)


def _candidates(item: Item) -> Iterator[_Candidate]:
    left, op, right = item.left, item.sign.op, item.right
    for other in _RELATIONS.get(op, ()):
        yield _Candidate(left, other, right)
    slips = Slips((left, right))
    changes = [(c, False) for c in slips.of(right, left)] + [(c, True) for c in slips.of(left, right)]
    first = isinstance(left, s.Call) and is_notion(left) and len(set(map(s.structure, left.arguments))) == 1
    twice = first and isinstance(left, s.Call) and len(left.arguments) > 1  # H(q, q)
    for c, of_left in sorted(changes, key=lambda k: (KINDS.index(k[0].kind), k[1] is not twice)):
        if op in _RELATIONS and (c.kind == "less" or isinstance(c.side, s.Minus)):
            continue  # true of anything, and not meant
        yield _Candidate(c.side if of_left else left, op, right if of_left else c.side, c, of_left)
    if op == "=" and not any(isinstance(n, s.Derivative) for side in (left, right) for n in s.walk(side)):
        yield _Candidate(left, "<=", right)
        yield _Candidate(left, ">=", right)


def _side(raw: s.Node, read: s.Node, change: Change | None, text: str, latex: str, names: OwnNames) -> str:
    """A side as the document writes it, with the change; the LaTeX of its term where that cannot be told from the text."""
    if not text:
        return latex
    if change is None:
        return as_written(text, raw)
    written = one_line(change.written(text, raw))
    return written if _reads_as(written, read, names) else latex


def _reads_as(written: str, node: s.Node, names: OwnNames) -> bool:
    found = tokenize(written, 0)
    try:
        (chain,) = chains(expand(found.tokens, {}), found.remarks)
        if len(chain.sides) != 1:
            return False
        return _plain(node) in (_plain(chain.sides[0]), _plain(names.expanded(chain.sides[0])))
    except (NotRead, ExpansionError, RecursionError, ValueError, Unclear):
        return False


def _plain(node: s.Node) -> s.Node:
    """The formula without its brackets."""
    while isinstance(node, s.Group):
        node = node.inner
    node = s.mapped(node, _plain)
    if isinstance(node, s.Binary) and node.op == "*":
        first, *others = _factors(node)
        node = first
        for x in others:
            node = s.Binary(x.start, x.end, "*", node, x, True)
    return replace(node, bracketed=True) if isinstance(node, s.Expectation) else node


def _factors(node: s.Node) -> list[s.Node]:
    if isinstance(node, s.Binary) and node.op == "*":
        return [*_factors(node.left), *_factors(node.right)]
    return [node]
