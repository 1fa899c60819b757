"""Two outcomes have one bit of entropy at most: steps that speak of t log t and (1 - t) log(1 - t)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span, Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import apart, bounded
from symbolic_it.kernel.terms import KernelError, Term, binary, constants_of, number_value, parts_of, unary
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.declare import real_variable
from symbolic_it.language.expr import And, Eq, Expr, Implies, as_real
from symbolic_it.language.notation import ForAll, ln, log
from symbolic_it.review.judging import LITTLE, Judgement, Prover


def by_binary_entropy(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a comparison that follows from -t log t - (1 - t) log(1 - t) <= log 2; None when it does not.

    Cover and Thomas, Elements of Information Theory, 2nd ed., example 2.1.1.
    """
    if constants_of([statement.term]).isdisjoint(("le", "lt")):
        return None
    for t, base in dict.fromkeys(_halves(statement.term)):
        p = Expr(t, (), statement.declarations)
        b = Expr(base, (), statement.declarations) if base is not None else None
        judgement = _judged(statement, given, p, b)
        if judgement is not None:
            return judgement
    return None


def _judged(statement: Expr, given: Sequence[Expr], p: Expr, b: Expr | None) -> Judgement | None:
    def write(d: Proof) -> None:
        natural = -p * ln(p) - (1 - p) * ln(1 - p)
        fact = d.have(natural <= ln(2))
        if b is not None:
            positive = d.have(ln(b) > 0)
            inverse = d.have(1 / ln(b) > 0, by=[positive])
            scaled = d.have((1 / ln(b)) * natural <= (1 / ln(b)) * ln(2), by=[fact, inverse])
            divided = d.have(natural / ln(b) <= ln(2) / ln(b), by=[scaled])
            whole = -p * log(p, to_base=b) - (1 - p) * log(1 - p, to_base=b)
            left = d.have(Eq(whole, natural / ln(b)), by="log-definition")
            right = d.have(Eq(log(2, to_base=b), ln(2) / ln(b)), by="log-definition")
            fact = d.have(whole <= log(2, to_base=b), by=[divided, left, right])
        d.have(statement, by=[fact, "log-of-base"])

    derivation = Derivation(
        "note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1)
    )
    checker = Prover(derivation, False)
    checker.lemmas = _bound()
    try:
        with bounded(4 * LITTLE):
            checker.check()
    except (InvalidArgument, KernelError, RecursionError):
        return None
    proved = all(r.verdict is Verdict.PROVED for r in checker.results)
    return Judgement(checker.results[-1]) if proved else None


def _halves(t: Term) -> Iterator[tuple[Term, Term | None]]:
    """The terms of which a logarithm is taken, as one is of 1 minus them; with the base (None: natural)."""
    taken: dict[tuple[Term, Term | None], None] = {}
    for part in parts_of([t]):
        parts, inner = binary("log", part), unary("ln", part)
        if parts is not None:
            taken[parts[1], parts[0]] = None
        elif inner is not None:
            taken[inner, None] = None
    for x, base in taken:
        difference = binary("sub", x)
        if difference is not None and number_value(difference[0]) == 1 and (difference[1], base) in taken:
            if not difference[1].loose:
                yield difference[1], base


@cache
def _bound() -> tuple[Thm, ...]:
    """|- for 0 < t < 1: -t ln t - (1 - t) ln(1 - t) <= ln 2, from ln u <= u - 1."""
    t = real_variable("t")
    between = And(as_real(0) < t, t < 1)

    def write(d: Proof) -> None:
        with d.take(t, given=between) as scope:
            halves = []
            for part in (t, 1 - t):
                one = d.have(ln(1 / (2 * part)) <= 1 / (2 * part) - 1, by="log-bound")
                halves.append(d.have(part * ln(1 / (2 * part)) <= part * (1 / (2 * part) - 1), by=one))
                opened = Eq(part * ln(1 / (2 * part)), -part * ln(2) - part * ln(part))
                halves.append(d.have(opened, by=["log-of-reciprocal", "log-of-product"]))
            halves.append(d.have(Eq(t * (1 / (2 * t) - 1) + (1 - t) * (1 / (2 * (1 - t)) - 1), 0)))
            d.have(-t * ln(t) - (1 - t) * ln(1 - t) <= ln(2), by=halves)
        assert scope.fact is not None
        d.conclude(ForAll(t, Implies(between, -t * ln(t) - (1 - t) * ln(1 - t) <= ln(2))), by=scope.fact)

    derivation = Derivation(
        "lemmas", write, title="", claims=(), given=(), source="", kind="theorem", doc="", path="", span=Span(1)
    )
    with apart():
        return tuple(th for _, th in conclusions_of(derivation))
