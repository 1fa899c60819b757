"""Normal form of sums of probabilities times logarithms: notions written out, logarithms split, variables summed out.

Every real term becomes a combination of items: products of atoms, with sums of such products among them. Cells of one
law (`symbolic_it.tactics.cells`) that are summed over become cells; logarithms of products come apart where the weight
before them is not zero.
"""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.deduction.basics import ONE, ZERO, nonzero, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.logic import c, chain, under, unfold
from symbolic_it.deduction.sums import same_sum, total
from symbolic_it.kernel.arithmetic import normal_form
from symbolic_it.kernel.terms import (
    CONST,
    Term,
    abstract,
    apply_term,
    binary,
    equation,
    number_value,
    strip,
    unary,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    axiom,
    discharge,
    field_identity,
    instantiate,
    linear_arithmetic,
    reflexivity,
    symmetry,
    transitivity,
)
from symbolic_it.tactics.cells import split_pairs
from symbolic_it.tactics.exponentials import common_factor, exponential, simpler_denominator
from symbolic_it.tactics.nested_sums import (
    constant_out,
    distributed,
    in_order,
    innermost,
    reordered,
    sums_of_zero,
    totalled,
    under_sums,
)
from symbolic_it.tactics.products import (
    Factors,
    Number,
    combination,
    less,
    logarithm_of_product,
    monomials,
    polynomial_term,
    product_of,
    replaced,
    scaled,
)
from symbolic_it.tactics.weights import Weights

UNFOLDED = frozenset((
    "entropy", "cross_entropy", "divergence", "conditional_entropy", "mutual_information", "expectation", "information",
    "conditional", "log", "uniform",
))  # fmt: skip
SPOKEN_OF = UNFOLDED | {"ln", "sum", "exp", "first_marginal", "second_marginal"}
MAX_BINDERS = 5
MAX_STEPS = 400
_E = c("exp", ONE)


class TooLong(Exception):
    """The term is larger than what this normal form is for."""


class Form:
    """|- a term = the sum of the items with their coefficients."""

    __slots__ = ("equation", "items")

    def __init__(self, equation_: Thm, items: dict[Term, Number]) -> None:
        self.equation, self.items = equation_, items


class LogSums(Weights):
    """Brings terms to normal form in a context; what was found is kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sums: dict[tuple[Term, ...], Form] = {}
        self.steps = 0
        self.closed: set[Term] = set()
        """Sums in normal form: as factors they stay what they are."""

    def plus(self, *facts: Thm) -> LogSums:
        """The same with more facts."""
        more = LogSums(self.context.plus(*facts))
        more.cells, more.sums, more.closed, more.steps = self.cells, dict(self.sums), set(self.closed), self.steps
        return more

    # ---- forms --------------------------------------------------------------------------------------------

    def form(self, t: Term) -> Form:
        """|- t = its normal form."""
        return self.collected(t, [], [(self.summed([], product_of(fs)), k) for fs, k in monomials(t)])

    @staticmethod
    def collected(t: Term, facts: Sequence[Thm], parts: Sequence[tuple[Form, Number]]) -> Form:
        """|- t = the sum of the parts: by linear arithmetic from their equations, and |- t = ... among the facts."""
        items: dict[Term, Number] = {}
        for form, k in parts:
            for item, q in form.items.items():
                items[item] = items.get(item, 0) + k * q
        items = {item: q for item, q in items.items() if q}
        goal = equation(t, combination(items))
        return Form(linear_arithmetic(goal, [*((1, th) for th in facts), *((k, f.equation) for f, k in parts)]), items)

    def then(self, th: Thm, binders: list[Term]) -> Form:
        """From |- t = u, under the binders: the form of the sums over t."""
        left, right = th.conclusion.fun.arg, th.conclusion.arg
        pieces = monomials(right)
        if len(pieces) == 1 and pieces[0][1] == 1:
            term = product_of(pieces[0][0])
            same = chain(th, None if term is right else field_identity(right, term))
            assert same is not None
            inner = self.summed(binders, term)
            return Form(transitivity(under_sums(binders, same), inner.equation), inner.items)
        items = {product_of(fs): k for fs, k in pieces}
        if not items:
            flat = transitivity(th, field_identity(right, ZERO))
            return Form(chain(under_sums(binders, flat), sums_of_zero(binders)) or flat, {})
        flat = transitivity(th, field_identity(right, combination(items)))
        whole = under_sums(binders, flat)
        split = distributed(binders, items)
        parts = [(self.summed(binders, item), k) for item, k in items.items()]
        facts = [whole, split] if binders else [whole]
        return self.collected(totalled(binders, left), facts, parts)

    def summed(self, binders: list[Term], t: Term) -> Form:
        """The form of the sums over the binders of t, one product of atoms."""
        key = (*binders, t)
        known = self.sums.get(key)
        if known is None:
            self.steps += 1
            if self.steps > MAX_STEPS or len(binders) > MAX_BINDERS:
                raise TooLong
            known = self.sums[key] = self._summed(binders, t)
        return known

    def _summed(self, binders: list[Term], t: Term) -> Form:
        pieces = monomials(t)
        if len(pieces) != 1:
            return self.then(reflexivity(t), binders)
        factors, k = pieces[0]
        if k != 1 or product_of(factors) is not t:
            return self.then(reflexivity(t), binders)
        step = self.changed(factors)
        if step is not None:
            return self.then(step, binders)
        for u, e in factors:
            if e > 0 and (f := unary("sum", u)) is not None and self.cells.cell(u) is None and not _is_size(f):
                if u in self.closed and u.free.isdisjoint(binders):
                    continue
                return self.inwards(binders, factors, u, f)
        return self.completed(binders, factors)

    def inwards(self, binders: list[Term], factors: Factors, u: Term, f: Term) -> Form:
        """A product with a sum as a factor: the other factors go below the sum."""
        v = var(f"_n{len(binders)}", f.ty.args[0])
        rest = product_of([(w, e - 1 if w is u else e) for w, e in factors if w is not u or e > 1])
        pulled = use("sum-of-multiple", c=rest, f=f)
        th = transitivity(field_identity(product_of(factors), c("mul", rest, u)), symmetry(pulled))
        whole = under_sums(binders, th)
        inner = self.then(reflexivity(c("mul", rest, apply_term(f, v))), [*binders, v])
        return Form(transitivity(whole, inner.equation), inner.items)

    # ---- one product --------------------------------------------------------------------------------------

    def changed(self, factors: Factors) -> Thm | None:
        """|- the product = something simpler: a factor written out, a logarithm split, a quotient cancelled."""
        for u, _ in factors:
            th = self.atom(u)
            if th is not None:
                return replaced(factors, u, th)
        for u, e in factors:
            if e < 0 and binary("add", u) is not None:
                th = simpler_denominator(factors, u, lambda w: self.positive(w, [], {}))
                if th is not None:
                    return th
        for u, e in factors:
            if e > 0 and (arg := unary("ln", u)) is not None:
                th = self.logarithm(factors, u, arg)
                if th is not None:
                    return th
        return self.cancelled(factors)

    def atom(self, u: Term) -> Thm | None:
        """|- u = a simpler term, whatever it stands in."""
        head, args = strip(u)
        if head.kind != CONST or number_value(u) is not None or u in self.cells.known:
            return None
        name = head.name
        if name == "sum":
            split = split_pairs(args[0])
            th = self.cells.as_cell(u)
            return th if th is not None and th.conclusion.arg is not u else split
        if name in ("first_marginal", "second_marginal"):
            th = self.cells.as_cell(u)
            return th if th is not None else unfold(u)
        if name in UNFOLDED:
            return unfold(u)
        if name == "add":  # a denominator
            form = self.form(u)
            t = combination(form.items)
            return form.equation if normal_form(t) != normal_form(u) else None
        if name == "exp":
            return exponential(args[0]) if args[0] is not ONE else None
        if name == "ln":
            if args[0] is _E:
                return instantiate([(_variable("ln-exp"), ONE)], axiom("ln-exp"))
            if number_value(args[0]) == 1:
                return theorem("ln-one")
            if (inner := unary("exp", args[0])) is not None:
                return instantiate([(_variable("ln-exp"), inner)], axiom("ln-exp"))
            return self.inside(u)
        return None

    def inside(self, u: Term) -> Thm | None:
        """The argument in normal form."""
        form = self.form(u.arg)
        t = form.equation.conclusion.arg
        ordered = polynomial_term(normal_form(t))
        if ordered is u.arg:
            return None
        th = form.equation if ordered is t else transitivity(form.equation, field_identity(t, ordered))
        return under(u.fun, th)

    def logarithm(self, factors: Factors, u: Term, arg: Term) -> Thm | None:
        """The logarithm of a product as a sum of logarithms, where what stands before it is not zero."""
        pieces = monomials(arg)
        if not pieces:
            return None
        inner, k = pieces[0]
        if len(pieces) == 1 and (k <= 0 or (k == 1 and len(inner) == 1 and inner[0][1] == 1) or not inner):
            return None
        weight = [(w, 1) for w, e in factors if e > 0 and self.cells.cell(w) is not None]
        for used in ([], weight) if weight else ([],):
            th = self.split(used, inner, k, arg) if len(pieces) == 1 else self.simpler(used, arg)
            if th is None:
                continue
            if not used:
                return replaced(factors, u, th)
            w = product_of(used)
            weighed = use("weighted-equality", discharge(nonzero(w), th), a=w)
            rest = less(less(factors, used), [(u, 1)])
            return scaled(factors, rest, weighed)
        return None

    def simpler(self, weight: Factors, arg: Term) -> Thm | None:
        """weight != 0 |- ln arg = the logarithm of a simpler sum, and of the factors of all its terms."""
        place = self.supported(weight)
        return common_factor(arg, lambda w: self.positive(w, weight, place))

    def split(self, weight: Factors, inner: Factors, k: Number, arg: Term) -> Thm | None:
        """weight != 0 |- ln arg = the sum of the logarithms of its factors."""
        place = self.supported(weight)
        signs: list[tuple[Term, int, Thm]] = []
        for w, e in inner:
            th = self.positive(w, weight, place)
            if th is None:
                return None
            signs.append((w, e, th))
        return logarithm_of_product(signs, k, arg)

    # ---- sums of one product ------------------------------------------------------------------------------

    def completed(self, binders: list[Term], factors: Factors) -> Form:
        """The sums over the binders of a product without further sums: variables are summed out, constants come out."""
        t = product_of(factors)
        if not binders:
            return Form(reflexivity(t), {t: 1})
        for v in reversed(binders):
            with_v = [(u, e) for u, e in factors if v in u.free]
            gone = None
            if not with_v:
                size = total(v, ONE)
                gone = use("sum-of-multiple", c=t, f=abstract(v, ONE))
                same = same_sum(v, field_identity(t, c("mul", t, ONE)))
                gone = transitivity(
                    transitivity(same, gone), field_identity(c("mul", t, size), product_of([*factors, (size, 1)]))
                )
            elif len(with_v) == 1 and with_v[0][1] == 1 and (cell := self.cells.cell(with_v[0][0])) is not None:
                u = with_v[0][0]
                less = self.cells.summed(v, cell)
                if less is None:
                    continue
                rest = product_of([x for x in factors if x[0] is not u])
                out = same_sum(v, field_identity(t, c("mul", rest, u)))
                pulled = use("sum-of-multiple", c=rest, f=abstract(v, u))
                gone = transitivity(transitivity(out, pulled), under(c("mul", rest, u).fun, less))
            elif len(binders) > 1 and all(u.free.isdisjoint(b for b in binders if b is not v) for u, _ in with_v):
                core = product_of(with_v)
                rest = product_of([x for x in factors if x not in with_v])
                out = same_sum(v, field_identity(t, c("mul", rest, core)))
                gone = transitivity(out, use("sum-of-multiple", c=rest, f=abstract(v, core)))
                self.closed.add(total(v, core))
            if gone is None:
                continue
            others = [b for b in binders if b is not v]
            moved = innermost(binders, v, t)
            inner = self.then(gone, others)
            return Form(transitivity(moved, inner.equation) if moved is not None else inner.equation, inner.items)
        outer = [(u, e) for u, e in factors if u.free.isdisjoint(binders)]
        inner_factors = [(u, e) for u, e in factors if not u.free.isdisjoint(binders)]
        order = in_order(binders)
        th = reordered(binders, order, t)
        core = product_of(inner_factors)
        if outer:
            k = product_of(outer)
            whole = under_sums(order, field_identity(t, c("mul", k, core)))
            th = transitivity(th, whole) if th is not None else whole
            th = transitivity(th, constant_out(order, k, core))
            whole_core = totalled(order, core)
            self.closed.add(whole_core)
            item = product_of([*outer, (whole_core, 1)])
            th = linear_arithmetic(equation(totalled(binders, t), item), [(1, th)])
            gone = self.cancelled([*outer, (whole_core, 1)]) if (whole_core, -1) in outer else None
            return self.then(transitivity(th, gone), []) if gone is not None else Form(th, {item: 1})
        item = totalled(order, core)
        self.closed.add(item)
        return Form(th if th is not None else reflexivity(item), {item: 1})


def _variable(name: str) -> Term:
    (v,) = axiom(name).conclusion.free
    return v


def _is_size(f: Term) -> bool:
    v = var("_z", f.ty.args[0])
    return apply_term(f, v) is ONE
