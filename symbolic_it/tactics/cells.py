"""Probabilities of some of the variables of a joint law: the others are summed over, in the order of the law's components."""

from __future__ import annotations

from typing import NamedTuple

from symbolic_it.deduction.basics import le, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import prove
from symbolic_it.deduction.logic import c, chain, conjuncts, unfold, unfold_theorem
from symbolic_it.deduction.sums import same_sum, total
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    abstract,
    apply_term,
    binary,
    number,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    axiom,
    congruence,
    generalise,
    instantiate,
    instantiate_types,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    specialise,
    symmetry,
    transitivity,
)
from symbolic_it.kernel.theorems import abstraction as under_binder

ONE = number(1)


class Cell(NamedTuple):
    """The probability under ``law`` that its variables have these outcomes; None for a variable that is summed over."""

    law: Term
    parts: tuple[Term | None, ...]


def component_types(ty: Type) -> list[Type]:
    """The alphabets of a law's variables: the leaves of its type of pairs."""
    if ty.op == "pair":
        return [leaf for part in ty.args for leaf in component_types(part)]
    return [ty]


def _tuple(ty: Type, parts: list[Term]) -> Term:
    if ty.op != "pair":
        return parts.pop(0)
    first = _tuple(ty.args[0], parts)
    return c("pair", first, _tuple(ty.args[1], parts))


def _taken_apart(ty: Type, t: Term) -> list[Term] | None:
    if ty.op != "pair":
        return [t]
    parts = binary("pair", t)
    if parts is None:
        return None
    left, right = (_taken_apart(a, u) for a, u in zip(ty.args, parts, strict=True))
    return [*left, *right] if left is not None and right is not None else None


def cell_term(cell: Cell) -> Term:
    """The cell written out: sums over what is missing, the first component outermost."""
    domain = cell.law.ty.args[0]
    types = component_types(domain)
    missing = [var(f"_c{k}", ty) for k, ty in enumerate(types)]
    full = [missing[k] if u is None else u for k, u in enumerate(cell.parts)]
    t = apply_term(cell.law, _tuple(domain, full))
    for k in reversed(range(len(types))):
        if cell.parts[k] is None:
            t = total(missing[k], t)
    return t


def exchange(u: Term, v: Term, body: Term) -> Thm:
    """|- sum over u, sum over v of body = sum over v, sum over u of body."""
    th = axiom("sum-exchange")
    h = next(iter(th.conclusion.free))
    f, g = h.ty.args[0], h.ty.args[1].args[0]
    th = instantiate_types([(f, u.ty), (g, v.ty)], th)
    (h,) = th.conclusion.free
    return instantiate([(h, abstract(u, abstract(v, body)))], th)


def split_pairs(f: Term) -> Thm | None:
    """|- sum f = sums over the components of what f takes, their pairs taken apart; None when f takes no pairs."""
    domain = f.ty.args[0]
    if domain.op != "pair":
        return None
    th = use("sum-over-pairs", f=f)
    u, v = var("_l", domain.args[0]), var("_r", domain.args[1])
    body = apply_term(f, c("pair", u, v))
    inner = split_pairs(abstract(v, body))
    reduced = projected(body) if inner is None else None
    if inner is not None:
        th = transitivity(th, same_sum(u, inner))
    elif reduced is not None:
        th = transitivity(th, same_sum(u, same_sum(v, reduced)))
    outer = split_pairs(th.conclusion.arg.arg)
    return transitivity(th, outer) if outer is not None else th


def projected(t: Term, depth: int = 0) -> Thm | None:
    """|- t = t' with the components of written-out pairs in place of fst (x, y) and snd (x, y); None when there are none."""
    if t.kind == LAM:
        v = var(f"_q{depth}", t.domain)
        inside = projected(apply_term(t, v), depth + 1)
        return under_binder(v, inside) if inside is not None else None
    if t.kind != APP:
        return None
    fun_, arg = projected(t.fun, depth), projected(t.arg, depth)
    th = None
    if fun_ is not None or arg is not None:
        th = congruence(fun_ or reflexivity(t.fun), arg or reflexivity(t.arg))
        t = th.conclusion.arg
    for name, k in (("fst", 0), ("snd", 1)):
        inner = unary(name, t)
        parts = binary("pair", inner) if inner is not None else None
        if parts is not None:
            rule = axiom("first-of-pair" if k == 0 else "second-of-pair")
            x, y = (next(w for w in rule.conclusion.free if w.name == n) for n in "xy")
            rule = instantiate_types([(x.ty, parts[0].ty), (y.ty, parts[1].ty)], rule)
            x, y = (next(w for w in rule.conclusion.free if w.name == n) for n in "xy")
            step = instantiate([(x, parts[0]), (y, parts[1])], rule)
            more = projected(parts[k], depth)
            return chain(th, step, more)
    return th


class Cells:
    """Cells met in one proof, by the terms that stand for them, with what the context knows of their laws."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.known: dict[Term, Cell] = {}
        self.laws: dict[Term, Thm | None] = {}
        self.taken: dict[Term, Thm | None] = {}

    def law(self, P: Term) -> Thm | None:
        """|- law P, where the context says so."""
        if P not in self.laws:
            possible = P.ty.op == "fun" and P.ty.args[1] is real and strip(P)[0].kind == VAR
            self.laws[P] = prove(c("law", P), self.context) if possible else None
        return self.laws[P]

    def cell(self, t: Term) -> Cell | None:
        """The cell that the term is: as it is written out here, or a law applied to all its outcomes."""
        found = self.known.get(t)
        if found is None and t.kind == APP and t.ty is real and t.fun.kind != CONST and t.fun.ty.op == "fun":
            parts = _taken_apart(t.fun.ty.args[0], t.arg)
            if parts is not None and self.law(t.fun) is not None:
                found = self.known[t] = Cell(t.fun, tuple(parts))
        return found

    def enter(self, cell: Cell) -> Term:
        t = cell_term(cell)
        self.known[t] = cell
        return t

    def as_cell(self, t: Term, depth: int = 0) -> Thm | None:
        """|- t = a cell written out, or 1, for sums of a law over some of its variables and for marginals; None else."""
        if self.cell(t) is not None:
            return reflexivity(t)
        if t in self.taken:
            return self.taken[t]
        th = self.taken[t] = self._as_cell(t, depth)
        return th

    def _as_cell(self, t: Term, depth: int) -> Thm | None:
        head, args = strip(t)
        if head.kind != CONST:
            return None
        if head.name in ("first_marginal", "second_marginal") and len(args) == 2:
            if self.law(args[0]) is None:
                return None
            th = unfold(t)
            rest = self.as_cell(th.conclusion.arg, depth)
            return chain(th, rest)
        if head.name != "sum":
            return None
        f = args[0]
        split = split_pairs(f)
        if split is not None:
            rest = self.as_cell(split.conclusion.arg, depth)
            return chain(split, rest) if rest is not None else None
        v = var(f"_s{depth}", f.ty.args[0])
        inside = self.as_cell(apply_term(f, v), depth + 1)
        if inside is None:
            return None
        cell = self.cell(inside.conclusion.arg)
        if cell is None:
            return None
        gone = self.summed(v, cell)
        return transitivity(same_sum(v, inside), gone) if gone is not None else None

    def summed(self, v: Term, cell: Cell) -> Thm | None:
        """|- sum over v of the cell = the cell without v, or 1; None when v is not one of its outcomes."""
        places = [k for k, u in enumerate(cell.parts) if u is not None and v in u.free]
        if len(places) != 1 or cell.parts[places[0]] is not v or v in cell.law.free:
            return None
        law = self.law(cell.law)
        if law is None:
            return None
        k = places[0]
        result = Cell(cell.law, (*cell.parts[:k], None, *cell.parts[k + 1 :]))
        whole = self.enter(result)
        th = _inwards(v, cell_term(cell), sum(u is None for u in cell.parts[:k]))
        assert th.conclusion.arg is whole, (th, whole)
        if any(u is not None for u in result.parts):
            return th
        flat = split_pairs(cell.law)
        one = conjuncts(unfold_theorem(law))[1]
        return transitivity(th, one if flat is None else transitivity(symmetry(flat), one))

    def nonnegative(self, cell: Cell) -> Thm:
        """|- 0 <= the cell."""
        law = self.law(cell.law)
        assert law is not None
        types = component_types(cell.law.ty.args[0])
        missing = [var(f"_c{k}", ty) for k, ty in enumerate(types)]
        full = [missing[k] if u is None else u for k, u in enumerate(cell.parts)]
        th = specialise(_tuple(cell.law.ty.args[0], full), conjuncts(unfold_theorem(law))[0])
        for k in reversed(range(len(types))):
            if cell.parts[k] is None:
                f = abstract(missing[k], th.conclusion.arg)
                th = use("sum-nonnegative", generalise(missing[k], th), f=f)
        return th

    def without(self, cell: Cell, k: int) -> tuple[Term, Thm, Cell, Thm]:
        """A variable for the k-th outcome, |- 0 <= the cell at it, the cell summed over it, |- that sum = its term."""
        v = var("_w", component_types(cell.law.ty.args[0])[k])
        opened = Cell(cell.law, (*cell.parts[:k], v, *cell.parts[k + 1 :]))
        gone = self.summed(v, opened)
        assert gone is not None
        signs = generalise(v, self.nonnegative(opened))
        return v, signs, Cell(cell.law, (*cell.parts[:k], None, *cell.parts[k + 1 :])), gone

    def wider(self, given: Cell, goal: Cell, th: Thm) -> Thm | None:
        """From |- 0 < given: |- 0 < goal, which fixes fewer of the same outcomes."""
        if given.law is not goal.law:
            return None
        drop = [k for k, (u, w) in enumerate(zip(given.parts, goal.parts, strict=True)) if u is not w]
        if any(goal.parts[k] is not None for k in drop):
            return None
        for k in drop:
            v, signs, summed, gone = self.without(given, k)
            opened = Cell(given.law, (*given.parts[:k], v, *given.parts[k + 1 :]))
            at = given.parts[k]
            assert at is not None
            grown = modus_ponens(use("sum-positive", signs, f=abstract(v, cell_term(opened)), k=at), th)
            given = summed
            th = linear_arithmetic(positive(gone.conclusion.arg), [(1, grown), (1, gone)])
        return th

    def at_most(self, cell: Cell, k: int) -> Thm:
        """|- the cell <= the cell with its k-th outcome summed over."""
        v, signs, _, gone = self.without(cell, k)
        opened = Cell(cell.law, (*cell.parts[:k], v, *cell.parts[k + 1 :]))
        at = cell.parts[k]
        assert at is not None
        bound = use("term-at-most-sum", signs, f=abstract(v, cell_term(opened)), k=at)
        return linear_arithmetic(le(cell_term(cell), gone.conclusion.arg), [(1, bound), (1, gone)])


def _inwards(v: Term, t: Term, levels: int) -> Thm:
    """|- sum over v of t = t with the sum over v below its first sums."""
    if levels == 0:
        return reflexivity(total(v, t))
    f = t.arg
    u = var(f"_i{levels}", f.ty.args[0])
    inner = apply_term(f, u)
    return transitivity(exchange(v, u, inner), same_sum(u, _inwards(v, inner, levels - 1)))
