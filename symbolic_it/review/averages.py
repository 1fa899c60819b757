"""Averages under an empirical law as averages over the sample: the instances of that lemma which a statement needs."""

from __future__ import annotations

from symbolic_it.deduction.basics import use
from symbolic_it.deduction.logic import unfold
from symbolic_it.kernel.definitions import constant_for as constant
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    strip,
    substitute,
    var,
)
from symbolic_it.kernel.theorems import Thm, generalise, symmetry, transitivity
from symbolic_it.tactics.cells import projected, split_pairs

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
            add(g, opened, t if head.name == "expectation" and g.kind == VAR else None)
        pairs = _averaged_pairs(head.name if head.kind == CONST else "", args, law)
        if pairs is not None:
            add(pairs, opened)
        for x in args:
            visit(x, opened)

    def add(g: Term, opened: tuple[Term, ...], folded: Term | None = None) -> None:
        """``folded``: an expectation of a function without a formula, which stays as it is."""
        try:
            th = symmetry(use("empirical-sum", m=size, s=sample, g=g))
            if folded is not None:
                th = transitivity(unfold(folded), th)
            if g.ty.args[0].op == "pair":
                th = _by_components(th)
            for v in reversed(opened):
                if v in g.free:
                    th = generalise(v, th)
        except KernelError:
            return
        found.setdefault(th.conclusion, th)

    visit(goal, ())
    return list(found.values())


def _by_components(th: Thm) -> Thm:
    """From |- sum over z of law(z) g(z) = an average: the same with a sum over each component of z."""
    split = split_pairs(th.conclusion.fun.arg.arg)
    if split is not None:
        th = transitivity(symmetry(split), th)
    value = projected(th.conclusion.arg)
    return transitivity(th, value) if value is not None else th


def _averaged_pairs(name: str, args: list[Term], law: Term) -> Term | None:
    """g, when the term is the sum over x and y of law(x, y) g(x, y), as a function of the pair."""
    if name != "sum" or len(args) != 1 or args[0].kind != LAM or law.ty.args[0].op != "pair":
        return None
    x = var("_x", args[0].domain)
    head, inner = strip(apply_term(args[0], x))
    if head.kind != CONST or head.name != "sum" or inner[0].kind != LAM:
        return None
    if (args[0].domain, inner[0].domain) != law.ty.args[0].args:
        return None
    y = var("_y", inner[0].domain)
    parts = binary("mul", apply_term(inner[0], y))
    weight = apply_term(law, constant("pair", x, y))
    for one, other in (parts, parts[::-1]) if parts is not None else ():
        if one is weight:
            z = var("_z", law.ty.args[0])
            components = {x: constant("fst", z), y: constant("snd", z)}
            return abstract(z, substitute(components, other))
    return None


def _averaged(name: str, args: list[Term], law: Term) -> Term | None:
    """g, when the term is the expectation of g under the law or the sum of law(x) g(x)."""
    if name == "expectation" and len(args) == 2 and args[0] is law:
        return args[1]
    if name in ("entropy", "cross_entropy") and len(args) == (2 if name == "entropy" else 3) and args[1] is law:
        x = var("_x", law.ty.args[0])
        return abstract(x, constant("log", args[0], apply_term(args[-1], x)))
    if name == "sum" and len(args) == 1 and args[0].kind == LAM and args[0].domain is law.ty.args[0]:
        x = var("_x", args[0].domain)
        parts = binary("mul", apply_term(args[0], x))
        if parts is None:
            return None
        weight = apply_term(law, x)
        for one, other in (parts, parts[::-1]):
            if one is weight:
                return abstract(x, other)
    return None
