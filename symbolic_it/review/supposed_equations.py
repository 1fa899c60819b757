"""Equations that words suppose: if I(X;Y) = 0, suppose s + t = 1; as hypotheses of the steps that these words are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symbolic_it.kernel.terms import VAR
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, is_notion
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Supposition, Unclear, key_of
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.conventions import is_zero
from symbolic_it.review.own_names import OwnNames
from symbolic_it.review.steps import Context
from symbolic_it.review.supposed import Conditions

CODE = "IT207"
_SUPPOSED = re.compile(
    r"(?<!not )(?<!n't )(?<!never )(\b(if|when|whenever|suppose|supposing|assume|assuming|provided|given|such that|let|set|take|put|with|where|satisf(y|ies|ying))"
    r"|如果|假设|假定|若|当|设|令|取|满足)(,|，| that| we have| also|有)?\s*[$(\\]*$"
)
_CASE = re.compile(
    r"\b(?:if|iff|when|whenever|only|unless|case|equality|would|cannot|not|since|because|as)\b|如果|若|当|等号|不|因为|由于|既然",
    re.IGNORECASE,
)
_FAILS = re.compile(r"\W*(?:fails|does not hold|do not hold|is (?:false|violated|not)|不成立)")


def is_supposed(sides: Sequence[s.Node], signs: Sequence[s.Sign], context: Context) -> bool:
    """Whether words right before an equation between numbers suppose it: s + t = 1."""
    if context.display or len(signs) != 1 or signs[0].op != "=" or _SUPPOSED.search(context.before) is None:
        return False
    plain = all(isinstance(n, (s.Name, s.Num, s.Binary, s.Power, s.Group, s.Minus)) for x in sides for n in s.walk(x))
    names = [n for n in s.walk(sides[0]) if isinstance(n, s.Name)]
    return plain and isinstance(sides[0], (s.Binary, s.Power)) and len(names) > 1 and all(n.sub is None for n in names)


def keep(sides: Sequence[s.Node], signs: Sequence[s.Sign], context: Context) -> None:
    """Keeps an equation that is supposed, and one that says that a quantity of information vanishes."""
    vanishes = len(signs) == 1 and signs[0].op == "=" and isinstance(sides[0], s.Call) and is_notion(sides[0])
    if (vanishes and is_zero(sides[1])) or is_supposed(sides, signs, context):
        if _FAILS.match(context.scope.own.partition("\x00")[2].lstrip(" $")) is None:
            written = " ".join(context.source[sides[0].start : sides[1].end].split())
            case = _CASE.search(context.scope.own) is not None
            context.symbols.append("supposed", [Supposition(sides[0], sides[1], written, context.section, case)], 20)


def supposed_equations(reader: Reader, context: Context, conditions: Conditions) -> Iterator[Assumption]:
    """What the sentence of a step, or one before it, supposes of this kind."""
    for told in context.symbols.supposed:
        if not context.scope.holds(told.left.start):
            continue
        if solved := _solved(reader, told):
            yield Assumption(CODE, told.written, Eq(*solved), *solved)
        for claim in list(_independence(told, conditions)) or list(_stated(reader, told)):
            yield Assumption(CODE, told.written, claim)


def said_in_section(reader: Reader, context: Context, statement: Expr) -> list[Expr]:
    """Equations of this kind about the step's symbols that the section has stated, whether or not they are supposed of it."""
    told = [x for x in context.symbols.supposed if x.section == context.section and not x.case]
    claims = [claim for x in told for claim in _stated(reader, x)]
    return [e for e in claims if {v for v in e.term.free if v.name != "b"} <= statement.term.free]


def _independence(told: Supposition, conditions: Conditions) -> Iterator[Expr]:
    """That two variables are independent, for I(X;Y) = 0, and given the third for I(X;Y|Z) = 0."""
    call = told.left
    if (
        not isinstance(call, s.Call)
        or s.spelled_name(call.function) != "I"
        or call.dividers not in ((";",), (";", "|"))
    ):
        return
    names = [a.head for a in call.arguments if isinstance(a, s.Name) and a.head in CAPITALS and a.sub is None]
    if len(names) == len(call.arguments):
        a, c, *given = names
        for assumption in conditions.separate(a, c, given[0] if given else ""):
            yield assumption.statement


def _stated(reader: Reader, told: Supposition) -> Iterator[Expr]:
    names = OwnNames(reader.symbols)
    reader.free.clear()
    try:
        yield reader.related(names.expanded(told.left), "=", names.expanded(told.right))[2]
    except (Unclear, RecursionError):
        return
    finally:
        reader.free.clear()


def _solved(reader: Reader, told: Supposition) -> tuple[Expr, Expr] | None:
    """The last name that stands alone in a sum, and its value by the equation: t and 1 - s for s + t = 1."""
    terms = list(_terms(told.left, 1))
    for k in range(len(terms) - 1, -1, -1):
        sign, name = terms[k]
        others = [x for i, (_, x) in enumerate(terms) if i != k]
        if not isinstance(name, s.Name) or any(
            key_of(n) == key_of(name) for x in (told.right, *others) for n in s.walk(x)
        ):
            continue
        reader.free.clear()
        try:
            variable, value = reader.value(name), reader.value(told.right)
            for i, (its, x) in enumerate(terms):
                value = value if i == k else value - reader.value(x) if its > 0 else value + reader.value(x)
        except (Unclear, RecursionError):
            return None
        finally:
            reader.free.clear()
        if variable.term.kind == VAR and variable.term not in value.term.free:
            return variable, value if sign > 0 else -value
    return None


def _terms(node: s.Node, sign: int) -> Iterator[tuple[int, s.Node]]:
    if isinstance(node, s.Group):
        yield from _terms(node.inner, sign)
    elif isinstance(node, s.Binary) and node.op in "+-":
        yield from _terms(node.left, sign)
        yield from _terms(node.right, sign if node.op == "+" else -sign)
    elif isinstance(node, s.Minus):
        yield from _terms(node.inner, -sign)
    else:
        yield sign, node
