"""Averages under an empirical law as averages over the sample: the instances of that lemma which a statement needs."""

from __future__ import annotations

from symbolic_it.deduction.basics import use
from symbolic_it.kernel.terms import APP, CONST, LAM, KernelError, Term, abstract, apply_term, binary, strip, var
from symbolic_it.kernel.theorems import Thm, generalise, symmetry

MAX_FOUND = 12


def sample_averages(goal: Term, law: Term, size: Term, sample: Term) -> list[Thm]:
    """|- for all ..., the sum of law(x) g(x) = the average of g(x_i), for every such sum in the goal.

    ``law`` is the empirical law of the sample; variables bound around a sum are quantified.
    """
    found: dict[Term, Thm] = {}

    def visit(t: Term, opened: tuple[Term, ...]) -> None:
        if len(found) >= MAX_FOUND:
            return
        if t.kind == LAM:
            v = var(f"_e{len(opened)}", t.domain)
            visit(apply_term(t, v), (*opened, v))
            return
        if t.kind != APP:
            return
        head, args = strip(t)
        g = _averaged(head.name if head.kind == CONST else "", args, law)
        if g is not None:
            add(g, opened)
        for x in args:
            visit(x, opened)

    def add(g: Term, opened: tuple[Term, ...]) -> None:
        try:
            th = symmetry(use("empirical-sum", m=size, s=sample, g=g))
            for v in reversed(opened):
                if v in g.free:
                    th = generalise(v, th)
        except KernelError:
            return
        found.setdefault(th.conclusion, th)

    visit(goal, ())
    return list(found.values())


def _averaged(name: str, args: list[Term], law: Term) -> Term | None:
    """g, when the term is the expectation of g under the law or the sum of law(x) g(x)."""
    if name == "expectation" and len(args) == 2 and args[0] is law:
        return args[1]
    if name == "sum" and len(args) == 1 and args[0].kind == LAM:
        x = var("_x", args[0].domain)
        parts = binary("mul", apply_term(args[0], x))
        if parts is None:
            return None
        weight = apply_term(law, x)
        for one, other in (parts, parts[::-1]):
            if one is weight:
                return abstract(x, other)
    return None
