"""A normal form for sides of a step: arithmetic inside atoms in one order, sums split and constants pulled out if allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from symbolic_it.deduction.basics import ONE as ONE_TERM
from symbolic_it.deduction.basics import ZERO, nonzero, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import Budget, assuming, local_variable, prove
from symbolic_it.deduction.logic import c, chain, right_side, under
from symbolic_it.deduction.range_sums import in_range
from symbolic_it.deduction.rewriting import by_factors, in_range_alone, same_objective
from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.arithmetic import ONE, Atom, Inverse, Monomial, Poly
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    Term,
    abstract,
    apply_term,
    binary,
    number,
    number_value,
    real,
    strip,
)
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    field_identity,
    instantiate_types,
    reflexivity,
)
from symbolic_it.tactics.indicators import picked_letter, turned_indicator

_ARITHMETIC = {"add", "sub", "mul", "div", "neg"}


@dataclass
class Canonical:
    """Canonicalises terms; one object serves both sides of a step, since the order of atoms is that of their making.

    ``split``: sums of sums and differences may be split. ``pull``: factors that do not depend on the index may come out.
    """

    split: bool = False
    pull: bool = False
    pick: bool = False
    """Whether a sum against an indicator may become the one term that is left."""
    goals: Budget = field(default_factory=Budget)
    keep: list[object] = field(default_factory=list)
    """Atoms stay alive while both sides are in work: their serial numbers order them."""

    def rewrite(self, t: Term, context: Context) -> Thm | None:
        """|- t = its canonical form; None when t is canonical already. The arithmetic at the top of t is left as it is."""
        self.keep.append(t)
        head, args = strip(t)
        if head.kind != CONST or not args:
            return self._plain(t, context)
        name = head.name
        if name in ("sum", "sum_to") and len(args) == (1 if name == "sum" else 2):
            return self._sum(t, context)
        if name == "prod_to" and len(args) == 2:
            return self._under_binder(t, args[1], context, in_range_of=args[0])
        if name in ("argmax", "argmin") and len(args) == 2:
            return self._objective(t, name, args[0], args[1], context)
        if name in _ARITHMETIC:
            if name == "mul" and len(args) == 2:
                return self._product(t, args[0], args[1], context)
            return self._congruence(t, context, argument=self.rewrite)
        if name == "indicator" and (turned := turned_indicator(args[0])) is not None:
            return turned
        return self._plain(t, context)

    def value(self, t: Term, context: Context) -> Thm | None:
        """|- t = canonical form, the arithmetic at the top put in order as well (for arguments of functions)."""
        th = self.rewrite(t, context)
        result = right_side(th) if th is not None else t
        if result.ty is not real:
            return th
        nonzero_facts = self._cancellations(arithmetic.normal_form(result), context)
        p = self._cancelled(result, nonzero_facts)
        ordered = self.term(p)
        if ordered is not result:
            th = chain(th, field_identity(result, ordered, nonzero_facts))
        return th

    # ---- parts ---------------------------------------------------------------------------------------

    def _plain(self, t: Term, context: Context) -> Thm | None:
        """A function at arguments: the arguments are put in order."""
        if t.kind == LAM:
            v = local_variable(context, t.domain)
            self.keep.append(v)
            th = self.value(apply_term(t, v), context.deeper())
            return abstraction(v, th) if th is not None else None
        if t.kind != APP or t.loose:
            return None
        return self._congruence(t, context, argument=self.value)

    def _congruence(self, t: Term, context: Context, argument: object) -> Thm | None:
        f = self._congruence(t.fun, context, argument) if t.fun.kind == APP else None
        x = argument(t.arg, context) if t.arg.kind in (APP, LAM, CONST) else None  # type: ignore[operator]
        if f is None and x is None:
            return None
        return congruence(f or reflexivity(t.fun), x or reflexivity(t.arg))

    def _product(self, t: Term, u: Term, v: Term, context: Context) -> Thm | None:
        """Beside a factor, what cancels may be cancelled where that factor is not zero."""
        if number_value(u) is not None or not _has_inverse(v):
            return by_factors(t, u, v, self.rewrite, context, None, context)
        weight = nonzero(u)
        return by_factors(t, u, v, self.rewrite, assuming(context, weight), weight, context)

    def _objective(self, t: Term, name: str, domain: Term, f: Term, context: Context) -> Thm | None:
        v = local_variable(context, f.ty.args[0])
        self.keep.append(v)
        inside = assume(apply_term(domain, v))
        step = self.value(apply_term(f, v), assuming(context.deeper(), inside.conclusion))
        return same_objective(name, domain, v, inside.conclusion, step) if step is not None else None

    def _under_binder(self, t: Term, f: Term, context: Context, in_range_of: Term | None = None) -> Thm | None:
        """A sum or product whose body is put in order; membership of the index in the range may be used."""
        v = local_variable(context, f.ty.args[0])
        self.keep.append(v)
        below = context.deeper()
        inside = assume(in_range(v, in_range_of)) if in_range_of is not None else None
        if inside is not None:
            below = assuming(below, inside.conclusion)
        step = self.value(apply_term(f, v), below)
        return self._close_binder(t, f, v, step, inside, in_range_of) if step is not None else None

    @staticmethod
    def _close_binder(t: Term, f: Term, v: Term, step: Thm, inside: Thm | None, bound: Term | None) -> Thm:
        if inside is None or inside.conclusion not in step.hypotheses or bound is None:
            return under(t.fun, abstraction(v, step))
        return in_range_alone(strip(t)[0].name, bound, f, v, inside.conclusion, step)

    # ---- sums ----------------------------------------------------------------------------------------

    def _sum(self, t: Term, context: Context) -> Thm | None:
        bound = t.fun.arg if t.fun.kind == APP else None
        if bound is not None and (th_bound := self.value(bound, context)) is not None:
            moved = congruence(congruence(reflexivity(t.fun.fun), th_bound), reflexivity(t.arg))
            return chain(moved, self._sum(right_side(moved), context))
        f = t.arg
        th: Thm | None = self._under_binder(t, f, context, in_range_of=bound)
        if th is not None:
            t = right_side(th)
            f = t.arg
        v = local_variable(context, f.ty.args[0])
        self.keep.append(v)
        body = apply_term(f, v)
        p = arithmetic.normal_form(body)
        if not p:
            return chain(th, self._linear(t, v, body, {}))
        if not (self.split or self.pull):
            return th
        groups = self._groups(p, v)
        if not self.split and len(groups) > 1:
            return th
        if not self.pull and any(set(k) - {ONE} for k in groups.values()):
            return th
        if len(groups) == 1 and groups.get(next(iter(groups))) == {ONE: Fraction(1)} and next(iter(groups)) != ONE:
            if not self.pick or picked_letter(next(iter(groups)), v) is None:
                return th
        return chain(th, self._linear(t, v, body, groups))

    @staticmethod
    def _groups(p: Poly, v: Term) -> dict[Monomial, Poly]:
        """What depends on the index -> the polynomial that it is multiplied by."""
        groups: dict[Monomial, Poly] = {}
        for m, coefficient in p.items():
            inner = tuple(x for x in m if _depends(x[0], v))
            outer = tuple(x for x in m if not _depends(x[0], v))
            groups.setdefault(inner, {})[outer] = coefficient
        return groups

    def _linear(self, t: Term, v: Term, body: Term, groups: dict[Monomial, Poly]) -> Thm:
        """|- sum of body = combination of sums, one for each group."""
        summand = t.fun
        parts = [(self.term(k), self.term({m: Fraction(1)})) for m, k in groups.items()]
        if not parts:
            zero = field_identity(body, ZERO)
            name = "sum-of-zero" if summand.kind == CONST else "range-sum-of-zero"
            nought = use(name, m=summand.arg) if summand.kind == APP else _typed_zero(v)
            return _trans(under(summand, abstraction(v, zero)), nought)
        pieces = [c("mul", k, inner) if k is not ONE_TERM else inner for k, inner in parts]
        flat = under(summand, abstraction(v, field_identity(body, _tree(pieces))))
        return _trans(flat, self._split_tree(summand, v, parts))

    def _split_tree(self, summand: Term, v: Term, parts: list[tuple[Term, Term]]) -> Thm:
        ranged = summand.kind == APP
        if len(parts) > 1:
            half = len(parts) // 2
            left, right = parts[:half], parts[half:]
            f = abstract(v, _tree([c("mul", k, x) if k is not ONE_TERM else x for k, x in left]))
            g = abstract(v, _tree([c("mul", k, x) if k is not ONE_TERM else x for k, x in right]))
            if ranged:
                th = use("range-sum-of-sum", m=summand.arg, f=f, g=g)
            else:
                th = use("sum-of-sum", f=f, g=g)
            both = right_side(th)
            first = congruence(reflexivity(both.fun.fun), self._split_tree(summand, v, left))
            return _trans(th, congruence(first, self._split_tree(summand, v, right)))
        k, inner = parts[0]
        body = c("mul", k, inner) if k is not ONE_TERM else inner
        if inner is ONE_TERM and ranged:
            th = use("range-sum-of-constant", m=summand.arg, c=body)
            result = c("mul", k, c("of_nat", summand.arg)) if k is not ONE_TERM else c("of_nat", summand.arg)
            return _trans(th, field_identity(right_side(th), result))
        f = abstract(v, inner)
        picked = self._picked(summand, v, inner) if self.pick and not ranged else None
        if k is ONE_TERM:
            return picked or reflexivity(apply_term(summand, f))
        if picked is not None:
            return _trans(use("sum-of-multiple", c=k, f=f), congruence(reflexivity(c("mul", k, k).fun), picked))
        return use("range-sum-of-multiple", m=summand.arg, c=k, f=f) if ranged else use("sum-of-multiple", c=k, f=f)

    def _picked(self, summand: Term, v: Term, inner: Term) -> Thm | None:
        """|- sum over v of [v = k] f(v) = f(k), when the term is such a product."""
        monomial = next(iter(arithmetic.normal_form(inner)))
        found = picked_letter(monomial, v)
        if found is None:
            return None
        atom, letter, turned = found
        rest = self.term({tuple(x for x in monomial if x[0] is not atom): Fraction(1)})
        flat = under(summand, abstraction(v, field_identity(inner, c("mul", atom, rest))))
        name = "sum-of-turned-indicator" if turned else "sum-of-indicator"
        return _trans(flat, use(name, f=abstract(v, rest), k=letter))

    # ---- polynomials ---------------------------------------------------------------------------------

    def _cancellations(self, p: Poly, context: Context) -> list[Thm]:
        """Theorems that what is inverted is not zero, for inverses that could cancel."""
        found: list[Thm] = []
        seen: set[Atom] = set()
        for m in p:
            for atom, _ in m:
                if isinstance(atom, Inverse) and atom not in seen:
                    seen.add(atom)
                    single = next(iter(atom.of)) if len(atom.of) == 1 else None
                    if single is not None and not any(single[0][0] is x for q in p for x, _ in q):
                        continue
                    th = prove(nonzero(self.term(atom.of)), context, budget=self.goals)
                    if th is not None:
                        found.append(th)
        return found

    def _cancelled(self, t: Term, facts: list[Thm]) -> Poly:
        """The normal form after monomials a * (1/a) are reduced for the a known not to be zero."""
        p = arithmetic.normal_form(t)
        if not facts:
            return p
        allowed = arithmetic.cleared_inverses(_nonzero_terms(facts))
        result: Poly = {}
        for m, coefficient in p.items():
            exponents = dict(m)
            for atom in list(exponents):
                if isinstance(atom, Inverse) and atom in allowed and len(atom.of) == 1:
                    base = next(iter(atom.of))[0][0]
                    common = min(exponents.get(base, 0), exponents[atom])
                    if common:
                        exponents[base] -= common
                        exponents[atom] -= common
            reduced = tuple((a, e) for a, e in sorted(exponents.items(), key=lambda x: x[0].sn) if e)
            total = result.get(reduced, Fraction(0)) + coefficient
            if total:
                result[reduced] = total
            else:
                result.pop(reduced, None)
        return result

    def term(self, p: Poly) -> Term:
        """The polynomial as a term, in the order of its atoms."""
        if not p:
            return ZERO
        pieces = []
        for m in sorted(p, key=lambda m: [(a.sn, e) for a, e in m]):
            coefficient = p[m]
            factors = [self._power(a, e) for a, e in m]
            if coefficient != 1 or not factors:
                factors.insert(0, number(coefficient))
            product = factors[-1]
            for x in reversed(factors[:-1]):
                product = c("mul", x, product)
            pieces.append(product)
        return _tree(pieces)

    def _power(self, atom: Atom, e: int) -> Term:
        base = c("div", ONE_TERM, self.term(atom.of)) if isinstance(atom, Inverse) else atom
        return base if e == 1 else c("pow", base, number(e))


def _tree(pieces: list[Term]) -> Term:
    if len(pieces) == 1:
        return pieces[0]
    half = len(pieces) // 2
    return c("add", _tree(pieces[:half]), _tree(pieces[half:]))


def _trans(first: Thm, second: Thm) -> Thm:
    result = chain(first, second)
    assert result is not None
    return result


def _typed_zero(v: Term) -> Thm:
    th = theorem("sum-of-zero")
    generic = next(iter(th.conclusion.type_vars))
    return instantiate_types([(generic, v.ty)], th) if generic is not v.ty else th


def _depends(atom: Atom, v: Term) -> bool:
    if isinstance(atom, Inverse):
        return any(_depends(a, v) for m in atom.of for a, _ in m)
    return v in atom.free


def _has_inverse(t: Term) -> bool:
    todo = [t]
    while todo:
        u = todo.pop()
        if u.kind == APP:
            if binary("div", u) is not None:
                return True
            todo += [u.fun, u.arg]
        elif u.kind == LAM:
            todo.append(u.body)
    return False


def _nonzero_terms(facts: list[Thm]) -> list[Term]:
    return [th.conclusion.arg.fun.arg for th in facts]
