"""Equality of sets of maximisers: the objectives agree, or one is an affine image, or a logarithm, of the other."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.deduction.basics import ONE, ZERO, lt, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, local_variable, prove
from symbolic_it.deduction.logic import c, chain, replace_in, right_side
from symbolic_it.deduction.rewriting import Rewriter, same_objective
from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.arithmetic import Poly
from symbolic_it.kernel.terms import KernelError, Term, abstract, apply_term, real, strip, var
from symbolic_it.kernel.theorems import Thm, assume, discharge, generalise, symmetry
from symbolic_it.tactics.canonical import Canonical
from symbolic_it.tactics.meeting import field_with_facts

BASE = var("b", real)
"""The standing base of logarithms."""


class Optima:
    """Proves ``argmax S f = argmax S g`` (or argmin, or one of each) with the transformations that are allowed."""

    def __init__(self, rewriter: Rewriter, canonical: Canonical, allowed: frozenset[str]) -> None:
        self.rewriter, self.canonical, self.allowed = rewriter, canonical, allowed

    def prove(self, left: Term, right: Term, context: Context) -> Thm | None:
        """|- left = right, or None. Both are argmax or argmin of an objective over one domain."""
        first, second = self.rewriter.rewrite(left, context), self.rewriter.rewrite(right, context)
        new_left = right_side(first) if first is not None else left
        new_right = right_side(second) if second is not None else right
        middle = self._between(new_left, new_right, context)
        if middle is None:
            return None
        return chain(first, middle, symmetry(second) if second is not None else None)

    def _between(self, left: Term, right: Term, context: Context) -> Thm | None:
        (left_head, left_args), (right_head, right_args) = strip(left), strip(right)
        if left_args[0] is not right_args[0]:
            return None
        th = self.affine(left_head.name, right_head.name, left_args[0], left_args[1], right_args[1], context)
        if th is not None or "log" not in self.allowed:
            return th
        for flip in (False, True):
            source, target = (right, left) if flip else (left, right)
            logged = self.under_log(source, context)
            if logged is None:
                continue
            th_log, new = logged
            args = strip(new)[1]
            target_head, target_args = strip(target)
            th = self.affine(strip(new)[0].name, target_head.name, args[0], args[1], target_args[1], context)
            if th is not None:
                result = chain(th_log, th)
                assert result is not None
                return symmetry(result) if flip else result
        return None

    def under_log(self, optimum: Term, context: Context) -> tuple[Thm, Term] | None:
        """|- argmax S f = argmax S (log f, rewritten); needs f > 0 on S. The base is the one in use, else natural."""
        head, (domain, f) = strip(optimum)
        v = local_variable(context, f.ty.args[0])
        inside = assume(apply_term(domain, v))
        below = context.deeper().plus(*known_parts(inside))
        pos = prove(positive(apply_term(f, v)), below, budget=self.rewriter.goals)
        if pos is None:
            if self.rewriter.missed is not None:
                self.rewriter.missed.conditions.setdefault(positive(apply_term(f, v)), ("maximisers-of-log", below))
            return None
        premise = generalise(v, discharge(inside.conclusion, pos))
        for lemma, base in (("log", BASE), ("ln", None)):
            if base is not None:
                big = prove(lt(ONE, base), context)
                if big is None:
                    continue
                th = symmetry(use(f"{lemma}-{head.name}", big, premise))
            else:
                th = symmetry(use(f"{lemma}-{head.name}", premise))
            rewritten = self.rewriter.rewrite(right_side(th), context)
            th_all = chain(th, rewritten)
            assert th_all is not None
            return th_all, right_side(th_all)
        return None

    def affine(self, kind: str, other: str, domain: Term, f: Term, g: Term, context: Context) -> Thm | None:
        """|- kind domain f = other domain g, with f = a g + d on the domain, a and d free of the variable."""
        v = local_variable(context, f.ty.args[0])
        inside = assume(apply_term(domain, v))
        below = context.deeper().plus(*known_parts(inside))
        self.canonical.keep.append(v)
        f_side, g_side = apply_term(f, v), apply_term(g, v)
        f_th, g_th = self.canonical.rewrite(f_side, below), self.canonical.rewrite(g_side, below)
        f_new = right_side(f_th) if f_th is not None else f_side
        g_new = right_side(g_th) if g_th is not None else g_side
        if kind == other:
            same = field_with_facts(f_new, g_new, below, self.canonical)
            if same is not None:
                step = chain(f_th, same, symmetry(g_th) if g_th is not None else None)
                assert step is not None
                return same_objective(kind, domain, v, inside.conclusion, step)
        for a, d in self._candidates(f_new, g_new, v, kind == other, below):
            th = self._by_lemma(
                kind, other, domain, (f_side, g_side), (f_new, g_new), (f_th, g_th), a, d, v, below, context
            )
            if th is not None:
                return th
        return None

    def _by_lemma(
        self, kind: str, other: str, domain: Term, sides: tuple[Term, Term], new: tuple[Term, Term],
        theorems: tuple[Thm | None, Thm | None], a: Term, d: Term, v: Term, below: Context, context: Context,
    ) -> Thm | None:  # fmt: skip
        sign = prove(positive(a) if kind == other else lt(a, ZERO), context, budget=self.rewriter.goals)
        if sign is None:
            return None
        image = field_with_facts(new[0], c("add", c("mul", a, new[1]), d), below, self.canonical)
        if image is None:
            return None
        step = chain(theorems[0], image)
        if theorems[1] is not None:
            back = symmetry(theorems[1])
            step = chain(step, replace_in(back, lambda h: c("add", c("mul", a, h), d)))
        assert step is not None
        name = {True: f"affine-{kind}", False: "affine-reversed" if kind == "argmax" else "affine-reversed-argmin"}
        inside = apply_term(domain, v)
        premise = generalise(v, discharge(inside, step))
        try:
            return use(name[kind == other], premise, sign, g=abstract(v, sides[0]), f=abstract(v, sides[1]), a=a, d=d)
        except KernelError:
            return None

    def _candidates(self, f: Term, g: Term, v: Term, same: bool, context: Context) -> list[tuple[Term, Term]]:
        """(a, d) with f = a g + d, from the ratio of matching monomials; only of the kinds that are allowed."""
        p, q = (self._reduced(arithmetic.normal_form(t), context) for t in (f, g))
        moving = [m for m in q if any(v in x.free for x, _ in m if isinstance(x, Term)) or _moves(m, v)]
        if not moving:
            return []
        lead = moving[0]
        found: list[tuple[Term, Term]] = []
        for m in p:
            if not _moves(m, v):
                continue
            ratio = _quotient(p, m, q, lead, v)
            if ratio is None:
                continue
            a = self.canonical.term(ratio)
            if v in a.free:
                continue
            rest = arithmetic.add(p, arithmetic.multiply(ratio, q), Fraction(-1))
            rest = self._reduced(rest, context)
            if any(_moves(n, v) for n in rest):
                continue
            d = self.canonical.term(rest)
            if self._may(ratio, rest, same):
                found.append((a, d))
        return found[:4]

    def _reduced(self, p: Poly, context: Context) -> Poly:
        t = self.canonical.term(p)
        facts = self.canonical._cancellations(p, context)
        return self.canonical._cancelled(t, facts) if facts else p

    def _may(self, ratio: Poly, rest: Poly, same: bool) -> bool:
        unit = ratio == {arithmetic.ONE: Fraction(1)}
        minus = ratio == {arithmetic.ONE: Fraction(-1)}
        if rest and "constant" not in self.allowed:
            return False
        if not same and "negation" not in self.allowed:
            return False
        return unit or (not same and minus) or "multiple" in self.allowed


def _moves(m: arithmetic.Monomial, v: Term) -> bool:
    return any(_atom_moves(a, v) for a, _ in m)


def _atom_moves(a: arithmetic.Atom, v: Term) -> bool:
    if isinstance(a, arithmetic.Inverse):
        return any(_moves(m, v) for m in a.of)
    return v in a.free


def _quotient(p: Poly, m: arithmetic.Monomial, q: Poly, lead: arithmetic.Monomial, v: Term) -> Poly | None:
    """The coefficient of f's monomial over that of g's leading one, when their parts that move with v agree."""
    if [x for x in m if _atom_moves(x[0], v)] != [x for x in lead if _atom_moves(x[0], v)]:
        return None
    above, below = (tuple(x for x in n if not _atom_moves(x[0], v)) for n in (m, lead))
    both = set(above) & set(below)  # they cancel, whether or not they are known not to be zero: this is a proposal
    top: Poly = {tuple(x for x in above if x not in both): p[m]}
    bottom: Poly = {tuple(x for x in below if x not in both): q[lead]}
    return arithmetic.multiply(top, arithmetic.inverse(bottom))
