"""Derivatives: differentiating the body of a function by the proved rules, and meeting the value that is claimed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, nonzero, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import local_variable, prove
from symbolic_it.deduction.logic import c
from symbolic_it.deduction.matching import Rule
from symbolic_it.foundations.neighbourhoods import lemma_at, restated
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    Term,
    abstract,
    apply_term,
    binary,
    number,
    number_value,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.kernel.theorems import Thm, equality_modus_ponens, field_identity, generalise, symmetry

Condition = Callable[[Term], "Thm | None"]
Equal = Callable[[Term, Term], "Thm | None"]
_SUMS = {"sum": ("derivative-of-alphabet-sum", 1), "sum_to": ("derivative-of-range-sum", 2)}
"""The lemma for each kind of sum, and how many arguments the sum has."""
MAX_EXPONENT = 64
"""Numeral exponents up to here are products to the kernel."""


class Differentiator:
    """Finds |- has_derivative f c l for a function given by a formula; side conditions are proved from the context."""

    def __init__(self, context: Context, condition: Condition | None = None) -> None:
        self.context = context
        self.condition = condition or (lambda goal: prove(goal, context))
        self.facts = list(facts_about("has_derivative", context))
        self.depth = 0  # sums around the part that is differentiated

    def derive(self, f: Term, point: Term) -> Thm | None:
        """|- has_derivative f point l, l being what the rules give; None where they do not reach."""
        v = local_variable(self.context.deeper().deeper(), real)
        return self.body(v, apply_term(f, v), point)

    def body(self, v: Term, body: Term, point: Term) -> Thm | None:
        """The derivative of v -> body at the point."""
        if v not in body.free:
            return lemma_at("derivative-of-constant", k=body, c=point)
        if body is v:
            return lemma_at("derivative-of-identity", c=point)
        known = known_fact(self.facts, abstract(v, body), point, self.condition)
        if known is not None:
            return known
        head, args = strip(body)
        if head.kind == VAR and len(args) == 1 and head is not v:
            return self._composed(v, head, args[0], point, self._known)
        if head.kind != CONST:
            return None
        if (u := unary("neg", body)) is not None:
            return self._renamed(v, field_identity(body, c("mul", number(-1), u)), point)
        if (parts := binary("add", body)) is not None:
            return self._pair("derivative-of-sum", v, *parts, point)
        if (parts := binary("sub", body)) is not None:
            minus = c("mul", number(-1), parts[1])
            return self._renamed(v, field_identity(body, c("add", parts[0], minus)), point)
        if (parts := binary("mul", body)) is not None:
            return self._product(v, *parts, body, point)
        if (parts := binary("div", body)) is not None:
            return self._quotient(v, *parts, body, point)
        if (parts := binary("pow", body)) is not None:
            return self._power(v, *parts, body, point)
        if (u := unary("ln", body)) is not None:
            return self._composed(v, body.fun, u, point, self._ln)
        if (u := unary("exp", body)) is not None:
            return self._composed(v, body.fun, u, point, lambda _f, at: lemma_at("derivative-of-exp", c=at))
        if (parts := binary("log", body)) is not None and v not in parts[0].free:
            return self._composed(v, body.fun, parts[1], point, lambda _f, at: self._log(parts[0], at))
        if head.name in _SUMS and len(args) == _SUMS[head.name][1]:
            return self._sum(v, head.name, args, point)
        return None

    # ---- sums, products, quotients -------------------------------------------------------------------------

    def _pair(self, lemma: str, v: Term, left: Term, right: Term, point: Term) -> Thm | None:
        first = self.body(v, left, point)
        second = self.body(v, right, point) if first is not None else None
        if first is None or second is None:
            return None
        f, g = abstract(v, left), abstract(v, right)
        return lemma_at(lemma, first, second, f=f, g=g, c=point, l=first.conclusion.arg, m=second.conclusion.arg)

    def _product(self, v: Term, left: Term, right: Term, body: Term, point: Term) -> Thm | None:
        if v not in left.free:
            th = self.body(v, right, point)
            if th is None:
                return None
            return lemma_at("derivative-of-multiple", th, f=abstract(v, right), c=point, k=left, l=th.conclusion.arg)
        if v not in right.free:
            return self._renamed(v, field_identity(body, c("mul", right, left)), point)
        return self._pair("derivative-of-product", v, left, right, point)

    def _quotient(self, v: Term, left: Term, right: Term, body: Term, point: Term) -> Thm | None:
        reciprocal = c("div", ONE, right)
        if v not in right.free or number_value(left) != 1:
            return self._renamed(v, field_identity(body, c("mul", left, reciprocal)), point)
        return self._composed(v, c("div", ONE, v), right, point, self._reciprocal)

    def _sum(self, v: Term, name: str, args: list[Term], point: Term) -> Thm | None:
        """The derivative of a sum, term by term, with the term's letter or index free."""
        lemma, _ = _SUMS[name]
        if len(args) == 2 and v in args[0].free:
            return None
        terms = args[-1]
        self.depth += 1
        i = var(f"_i{self.depth}", terms.ty.args[0])
        th = self.body(v, apply_term(terms, i), point)
        self.depth -= 1
        if th is None:
            return None
        h, slopes = abstract(i, abstract(v, apply_term(terms, i))), abstract(i, th.conclusion.arg)
        given = {"h": h, "f'": slopes, "c": point}
        return use(lemma, generalise(i, th), **given, **({"m": args[0]} if len(args) == 2 else {}))

    # ---- powers ----------------------------------------------------------------------------------------

    def _power(self, v: Term, base: Term, exponent: Term, body: Term, point: Term) -> Thm | None:
        if v in exponent.free:
            if v in base.free:
                return None
            outer = c("pow", base, v)
            return self._composed(v, abstract(v, outer), exponent, point, lambda _f, at: self._exponential(base, at))
        k = number_value(exponent)
        if k is not None and k.denominator == 1 and 0 <= k <= MAX_EXPONENT:
            if k == 0:
                return self._renamed(v, field_identity(body, ONE), point)
            rest = base if k == 1 else c("mul", base, c("pow", base, number(k - 1)))
            return self._renamed(v, field_identity(body, rest), point)
        if (n := unary("of_nat", exponent)) is not None:
            return self._composed(
                v, c("pow", v, exponent), base, point, lambda _f, at: lemma_at("derivative-of-natural-power", n=n, c=at)
            )
        return self._composed(v, c("pow", v, exponent), base, point, lambda _f, at: self._real_power(exponent, at))

    # ---- compositions ----------------------------------------------------------------------------------

    def _composed(
        self, v: Term, outer: Term, inner: Term, point: Term, derivative: Callable[[Term, Term], Thm | None]
    ) -> Thm | None:
        """g(inner), for an outer function g (or its value at v); ``derivative(g, at)`` is that of g at a point."""
        g = outer if outer.ty.op == "fun" else abstract(v, outer)
        f = abstract(v, inner)
        at = apply_term(f, point)
        if inner is v:
            return derivative(g, at)
        moved = self._moved(v, inner, point)
        if moved is not None:  # shorter proofs for what is met most
            lemma, sign, k = moved
            th = derivative(g, at)
            return lemma_at(lemma, *sign, th, f=g, k=k, c=point, l=th.conclusion.arg) if th is not None else None
        first = self.body(v, inner, point)
        second = derivative(g, at) if first is not None else None
        if first is None or second is None:
            return None
        return lemma_at(
            "derivative-of-composition", first, second, f=f, g=g, c=point, l=first.conclusion.arg, m=second.conclusion.arg
        )  # fmt: skip

    def _moved(self, v: Term, inner: Term, point: Term) -> tuple[str, list[Thm], Term] | None:
        """k - v, or k v with k > 0: the lemma for such an argument, its first condition, and k."""
        if (parts := binary("sub", inner)) is not None and parts[1] is v and v not in parts[0].free:
            return "derivative-of-reflection", [], parts[0]
        if (parts := binary("mul", inner)) is not None and parts[1] is v and v not in parts[0].free:
            sign = prove(positive(parts[0]), self.context)
            return ("derivative-of-dilation", [sign], parts[0]) if sign is not None else None
        return None

    def _known(self, g: Term, at: Term) -> Thm | None:
        return known_fact(self.facts, g, at, self.condition)

    def _ln(self, _g: Term, at: Term) -> Thm | None:
        sign = self.condition(positive(at))
        return lemma_at("derivative-of-ln", sign, c=at) if sign is not None else None

    def _log(self, base: Term, at: Term) -> Thm | None:
        sign = self.condition(positive(at))
        return lemma_at("derivative-of-log", sign, b=base, c=at) if sign is not None else None

    def _reciprocal(self, _g: Term, at: Term) -> Thm | None:
        sign = prove(positive(at), self.context)
        if sign is not None:
            return lemma_at("derivative-of-positive-reciprocal", sign, c=at)
        other = self.condition(nonzero(at))
        return lemma_at("derivative-of-reciprocal", other, c=at) if other is not None else None

    def _real_power(self, exponent: Term, at: Term) -> Thm | None:
        sign = self.condition(positive(at))
        return lemma_at("derivative-of-power", sign, c=at, y=exponent) if sign is not None else None

    def _exponential(self, base: Term, at: Term) -> Thm | None:
        sign = self.condition(positive(base))
        return lemma_at("derivative-of-exponential", sign, c=at, k=base) if sign is not None else None

    def _renamed(self, v: Term, same: Thm, point: Term) -> Thm | None:
        """From |- body = other: the derivative of the other form, said of the body."""
        th = self.body(v, logic.right_side(same), point)
        return restated(th, v, symmetry(same)) if th is not None else None


def facts_about(head_name: str, context: Context) -> Iterator[Rule]:
    """The facts of the context whose conclusion has this head, innermost first."""
    for rule in context.all_rules():
        head = strip(rule.conclusion)[0]
        if head.kind == CONST and head.name == head_name:
            yield rule


def known_fact(facts: list[Rule], f: Term, point: Term, condition: Condition) -> Thm | None:
    """A fact that gives the derivative (or the limit) of this function at this point."""
    for rule in facts:
        args = strip(rule.conclusion)[1]
        found = rule.match(args[0], f)
        found = rule.match(args[1], point, found) if found is not None else None
        if found is not None and rule.complete(found):
            th = rule.apply(found, condition)
            if th is not None:
                return th
    return None


def with_value(th: Thm | None, value: Term, equal: Equal) -> Thm | None:
    """The same derivative or limit with the claimed value, when it can be proved to be the value found."""
    if th is None or th.conclusion.arg is value:
        return th
    same = equal(th.conclusion.arg, value)
    return equality_modus_ponens(logic.under(th.conclusion.fun, same), th) if same is not None else None


def by_differentiation(goal: Term, context: Context, equal: Equal, condition: Condition | None = None) -> Thm | None:
    """|- has_derivative f c l: the derivative that the rules give, when ``equal(given, l)`` proves that it is l."""
    f, point, value = strip(goal)[1]
    return with_value(Differentiator(context, condition).derive(f, point), value, equal)


def differentiates_sum(goal: Term) -> bool:
    """Whether the goal is a derivative of a function with a sum whose terms depend on the variable, or of one term of it."""
    head, args = strip(goal)
    if getattr(head, "name", "") != "has_derivative" or len(args) != 3 or args[0].kind != LAM:
        return False
    v = var("_v", real)
    todo = [apply_term(args[0], v)]
    while todo:
        t = todo.pop()
        if v not in t.free:
            continue
        inner, parts = strip(t)
        if inner.kind == CONST and inner.name in _SUMS:
            return True
        factors = binary("mul", t)
        if factors is not None and unary("indicator", factors[0]) is not None:
            return True
        if t.kind == APP:
            todo += [inner, *parts]
    return False
