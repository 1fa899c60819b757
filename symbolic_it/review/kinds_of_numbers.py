"""What a note calls its numbers, a binary label, a probability, p_i > 0: a counterexample has values of that kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symbolic_it.kernel.terms import VAR, Term, nat, real
from symbolic_it.kernel.terms import var as variable
from symbolic_it.language.expr import And, Eq, Expr
from symbolic_it.language.notation import ForAll
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import INDICES
from symbolic_it.notes.naming import APART
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear, key_of
from symbolic_it.review.steps import Context
from symbolic_it.review.values_compared import compared, of_values

_IS = r"\s*(?:,?\s*(?:which|that)\s+)?(?:is|are|be|being|denotes?|takes?|for|as|为|是|取|表示)\s*(?:always |either |both |in )?(?:a |an |the |values |一个)?(?:\w+ ){0,2}?"
_BINARY = r"(?:binary|boolean|indicator|bernoulli|zero[- ](?:or|and)[- ]one|\$?\\?\{?0\$? ?(?:or|and|,|/|-) ?\$?1|bits?\b|二元|二值)"
_UNIT = (
    r"(?:probabilit(?:y|ies)(?! (?:dist|law|mass|meas|dens|vec|func))"
    r"|(?:mixing|mixture|interpolation|interpolating|smoothing|convex|damping)[- ](?:weight|coefficient|parameter|factor|constant|rate|proportion)s?|概率(?!分布|密度|质量))"
)
_NONNEGATIVE = r"(?:standard deviations?|variances?|numbers? of|counts?|distances?|lengths?|rate|temperature|norm|标准差|方差|个数|长度|温度)"
_CORRELATION = r"(?:correlation|cosine|相关系数)"
_KINDS = ((_BINARY, "binary"), (_UNIT, "unit"), (_CORRELATION, "correlation"), (_NONNEGATIVE, "nonnegative"))
_NEAR = r"(?:\s*(?:labels?|variables?|targets?|outcomes?|values?|digits?|coefficients?|parameters?|of (?:\w+ ){1,3}(?:is|as)|is|as|to be|equal to|函数|变量|标签|系数|,))*\s*"


def kinds_told(reader: Reader, context: Context, statement: Expr, until: int) -> list[Expr]:
    """What the text up to this place says in this way of the numbers of a statement."""
    text = f"{context.source[:until]} {context.scope.own}"
    found: list[Expr] = []
    for v in sorted(statement.term.free, key=lambda v: v.name):
        value = _member(v)
        if v.kind != VAR or value is None or v.name == "b":
            continue
        for kind in _kinds(text, v.name.removesuffix(APART)):
            claim = _of_kind(kind, value[1])
            found.append(ForAll(value[0], claim) if value[0] is not None else claim)
    return [*found, *members_told(reader, context, statement)]


def members_told(reader: Reader, context: Context, statement: Expr) -> list[Expr]:
    """Comparisons of all members of a family with a number: p(x) > 0 for all x, where the section says that p_i > 0; X > 0 too."""
    found: list[Expr] = []
    laws = {e.term: (key, e) for key, e in reader.world.known.items() if e.term in statement.term.free}
    for sides, ops, at in reader.symbols.constraints:
        if at != context.section:
            continue
        if (values := of_values(reader, sides, ops)) is not None:
            found += [e for e in values if e.term.free <= statement.term.free]
            continue
        for a, op, b in zip(sides, ops, sides[1:], strict=False):
            named = a if isinstance(a, s.Name) else b
            if not isinstance(named, s.Name) or not isinstance(named.sub, s.Name) or named.sub.head not in INDICES:
                continue
            family = key_of(replace(named, sub=None))
            for key, e in laws.values():
                if key.split(":")[1] == family and (value := _member(e.term)) is not None and value[0] is not None:
                    try:
                        claim = compared(reader, value[1], a, op, b)
                    except (Unclear, RecursionError):
                        continue
                    found += [ForAll(value[0], claim)] if claim is not None else []
    return found


def _member(v: Term) -> tuple[Expr | None, Expr] | None:
    """A number itself; of numbers at letters or indices the value at any of them, and this one; None for other things."""
    if v.ty is real:
        return None, Expr(v)
    if v.ty.op == "fun" and v.ty.args[1] is real and (v.ty.args[0] is nat or v.ty.args[0].op[0] == "%"):
        at = Expr(variable("i_any", v.ty.args[0]))
        return at, Expr(v)(at)
    return None


def _kinds(text: str, name: str) -> Iterator[str]:
    """The kinds of number that the words beside a name tell."""
    head, _, mark = name.partition("_")
    bare = rf"\\(?:{mark}|wide{mark})\s*\{{?{head}\}}?" if mark in ("hat", "tilde", "bar") else rf"\\?{re.escape(head)}"
    formula = rf"\$\s*{bare}(?:_\{{?\w\}}?)?(?:\^\{{?\(\w\)\}}?)?\s*\$"
    if head not in ("a", "A", "I"):  # words
        formula += rf"|(?<![\w$\\.'’^{{}}(\[-]){re.escape(head)}(?![\w'’^{{}}(\[-])"
    formula = f"(?:{formula})"
    for words, kind in _KINDS:
        pattern = rf"{words}{_NEAR}{formula}|{formula}{_IS}{words}"
        if re.search(pattern, text, re.IGNORECASE) is not None:
            yield kind


def _of_kind(kind: str, value: Expr) -> Expr:
    if kind == "binary":
        return Eq(value * value, value)
    if kind == "unit":
        return And(value >= 0, value <= 1)
    if kind == "correlation":
        return And(value >= -1, value <= 1)
    return value >= 0
