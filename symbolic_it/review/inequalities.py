"""Inequalities written out: Gibbs, nonnegative entropy, the bound log n, for the laws of a statement, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import APP, CONST, Term, constants_of, number, parts_of, strip
from symbolic_it.language.declare import Alphabet
from symbolic_it.language.expr import Expr, apply_symbol, as_real
from symbolic_it.language.notation import Sum

MAX_LAWS = 3
CITED = ("gibbs-inequality", "entropy-nonnegative", "uniform-law-maximises-entropy", "cross-entropy-bound")
DEFINITIONS = ("divergence-definition", "entropy-definition", "cross-entropy-definition", "expectation-definition")


def helpers(statement: Expr, given: Sequence[Expr]) -> list[Expr]:
    """Known inequalities about the laws that the statement speaks of."""
    base = base_in(statement.term)
    if base is None or not constants_of([statement.term]) & {"le", "lt"}:
        return []
    laws = [
        Expr(d.variable, (), frozenset((d,)))
        for d in sorted(statement.declarations, key=lambda d: d.variable.name)
        if d.variable in statement.term.free
        and any(
            strip(h)[0].name == "law" and h.arg is d.variable
            for h in d.hypotheses
            if h.kind == APP and strip(h)[0].kind == CONST
        )
    ]
    if not 1 <= len(laws) <= MAX_LAWS:
        return []
    dominated = {g.term for g in given}
    b = Expr(base, (), frozenset(d for d in statement.declarations if d.variable in base.free))
    found: list[Expr] = []
    for p in laws:
        h = apply_symbol("entropy", b, p)
        found.append(as_real(0) <= h)
        ty = p.type.args[0]
        if not ty.args:
            size = Sum(Alphabet(ty.op[1:], ty).outcome("x"), 1)
            found.append(h <= apply_symbol("log", b, size))
    for p, q in permutations(laws, 2):
        if p.type is q.type and constant_for("dominated", p.term, q.term) in dominated:
            found.append(as_real(0) <= apply_symbol("divergence", b, p, q))
            found.append(apply_symbol("entropy", b, p) <= apply_symbol("cross_entropy", b, p, q))
    return found


def base_in(t: Term) -> Term | None:
    """The base of the logarithms in a term, when there is one and only one."""
    bases: set[Term] = set()
    for part in parts_of([t]):
        if part.kind == APP and part.fun.kind == CONST:
            if part.fun.name in ("log", "entropy", "cross_entropy", "divergence", "information"):
                bases.add(part.arg)
            elif part.fun.name == "ln":
                bases.add(constant_for("exp", number(1)))
    return bases.pop() if len(bases) == 1 else None


def goal_with_base(t: Term) -> Term:
    """A term in which the base shows, for the choice of lemmas."""
    base = base_in(t)
    return t if base is None else constant_for("log", base, number(1))


def derivation(statement: Expr, given: Sequence[Expr], known: Sequence[Expr], splitting: bool) -> Derivation:
    """The statement from the known inequalities, their notions written out."""

    def write(d: Proof) -> None:
        facts = [d.have(e, by=list(CITED)) for e in known]
        more = ["log-of-quotient", "log-of-reciprocal", "sum-of-difference", "sum-of-negation"] if splitting else []
        d.have(statement, by=[*facts, *DEFINITIONS, *more])

    return Derivation("note", write, title="", claims=(), given=given, source="", kind="theorem", doc="", path="", span=Span(1))  # fmt: skip
