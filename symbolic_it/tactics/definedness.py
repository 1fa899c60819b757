"""What makes a statement meaningful: arguments of logs positive, divisors not zero, domination; zeros beside weights allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from symbolic_it.deduction.basics import ONE as ONE_TERM
from symbolic_it.deduction.basics import ZERO, le, lt, nonzero, positive
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import Budget, assuming, prove
from symbolic_it.deduction.logic import right_side, unfold
from symbolic_it.deduction.range_sums import in_range
from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.arithmetic import ONE
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    apply_term,
    binary,
    implication,
    number,
    strip,
    unary,
    universal,
    var,
)
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.symbols import SYMBOLS

_NEAR = Fraction(1, 1000)
"""A distance from a limit's point that counts as near."""
_FAR = 1000
"""A number that counts as far out."""
_BASED = {"entropy", "cross_entropy", "divergence", "information", "conditional_entropy", "mutual_information"}
"""Notions whose first argument is the base of a logarithm."""


@dataclass
class Definedness:
    """Walks a statement and collects the conditions of being meaningful that cannot be proved from the context."""

    unmet: list[Term] = field(default_factory=list)
    """The conditions, closed under the binders and assumptions they stand in."""
    goals: Budget = field(default_factory=Budget)
    _open: list[tuple[Term, tuple[Term, ...]]] = field(default_factory=list)
    _weights: dict[Term, bool] = field(default_factory=dict)
    proofs: list[Thm] = field(default_factory=list)
    """Theorems of the conditions that were proved."""

    def check(self, statement: Term, context: Context) -> list[Term]:
        """The unmet conditions of the statement."""
        self._walk(statement, context, [])
        return self.unmet

    def _require(self, condition: Term, context: Context, scope: list[Term]) -> None:
        if self._provable(condition, context, scope):
            return
        for entry in reversed(scope):
            if entry.kind == VAR and entry not in condition.free:
                continue
            if entry.kind != VAR and entry.free.isdisjoint(v for v in condition.free if v.name.startswith("_")):
                continue  # says nothing of what the condition speaks of
            condition = universal(entry, condition) if entry.kind == VAR else implication(entry, condition)
        condition = _readable(condition, context)
        if condition not in self.unmet:
            self.unmet.append(condition)

    def _provable(self, condition: Term, context: Context, scope: list[Term]) -> bool:
        del scope
        th = prove(condition, context, budget=self.goals)
        if th is not None:
            self.proofs.append(th)
        return th is not None

    def _supposing(self, context: Context, *held: Term) -> Context:
        for t in held:
            context = assuming(context, t)
        return context

    def _walk(self, t: Term, context: Context, scope: list[Term]) -> None:
        if t.kind == LAM:
            self._binder(t, None, context, scope)
            return
        head, args = strip(t)
        name = head.name if head.kind == CONST else ""
        if name in DEFINITIONS and name not in SYMBOLS:  # a notion of an author's file: what it stands for
            self._walk(right_side(unfold(t)), context, scope)
            return
        if len(args) < _ARGUMENTS.get(name, 0):  # a function that was contracted: 1/t as one of t is ``div 1``
            self._binder(t, None, context, scope)
            return
        special = _SPECIAL.get(name)
        if special is not None:
            special(self, args, context, scope)
            return
        if name in _BASED and args:
            self._require(lt(ONE_TERM, args[0]), context, scope)
        if name in ("divergence", "cross_entropy") and len(args) == 3:
            self._require(c("dominated", args[1], args[2]), context, scope)
        elif name in ("expectation", "variance") and len(args) == 2:
            v = self._variable(args[0].ty.args[0], context)
            weighted = c("mul", apply_term(args[0], v), apply_term(args[1], v))
            self._walk(args[0], context, scope)
            self._walk(weighted, context.deeper(), [*scope, v])
            return
        elif name == "information" and len(args) == 3:
            self._require(positive(apply_term(args[1], args[2])), context, scope)
        elif name == "conditional" and len(args) >= 2:
            self._require(nonzero(c("first_marginal", args[0], args[1])), context, scope)
        elif name == "empirical" and len(args) >= 2:
            self._require(positive(c("of_nat", args[0])), context, scope)
        for x in args:
            self._walk(x, context, scope)

    @staticmethod
    def _variable(ty: Type, context: Context) -> Term:
        return var(f"_{context.depth}", ty)

    def _binder(self, f: Term, assumption: Callable[[Term], Term] | None, context: Context, scope: list[Term]) -> None:
        """The body of a binder, with what may be assumed of its variable."""
        v = self._variable(f.ty.args[0], context)
        below = context.deeper()
        inner = [*scope, v]
        if assumption is not None:
            held = assumption(v)
            below = self._supposing(below, held)
            inner.append(held)
        self._walk(apply_term(f, v), below, inner)

    # ---- notions that bring conditions, or assumptions for their parts ------------------------------------

    def _weighted(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        u, v = args
        self._walk(u, context, scope)
        if not is_weight(u, self._weights):
            self._walk(v, context, scope)
        else:
            weight = nonzero(u)
            self._walk(v, self._supposing(context, weight), [*scope, weight])

    def _consequence(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._walk(args[0], context, scope)
        self._walk(args[1], self._supposing(context, args[0]), [*scope, args[0]])

    def _conjunction(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._consequence(args, context, scope)

    def _quotient(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._require(nonzero(args[1]), context, scope)
        for x in args:
            self._walk(x, context, scope)

    def _ln(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._walk(args[0], context, scope)
        self._require(positive(args[0]), context, scope)

    def _log(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        base, t = args
        self._walk(t, context, scope)
        self._require(positive(t), context, scope)
        self._require(lt(ONE_TERM, base), context, scope)

    def _power(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        base, exponent = args
        self._walk(base, context, scope)
        self._walk(exponent, context, scope)
        p = arithmetic.normal_form(exponent)
        literal = all(m == ONE for m in p) and all(q.denominator == 1 and q >= 0 for q in p.values())
        if not literal and unary("of_nat", exponent) is None:
            self._require(positive(base), context, scope)

    def _range(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._binder(args[1], lambda v: in_range(v, args[0]), context, scope)

    def _optimum(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._walk(args[0], context, scope)
        self._binder(args[1], lambda v: apply_term(args[0], v), context, scope)
        for x in args[2:]:
            self._walk(x, context, scope)

    def _derivative(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        f, point, value = args
        self._walk(apply_term(f, point), context, scope)
        self._walk(value, context, scope)

    def _limit_right(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        near = c("add", args[1], number(_NEAR))
        self._limit(args, lambda v: lt(args[1], v), lambda v: c("and", lt(args[1], v), lt(v, near)), context, scope)

    def _limit_left(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        positive_point = self._provable(positive(args[1]), context, scope)
        near = ZERO if positive_point else c("sub", args[1], number(_NEAR))
        self._limit(args, lambda v: lt(v, args[1]), lambda v: c("and", lt(near, v), lt(v, args[1])), context, scope)

    def _far_right(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._walk(args[1], context, scope)
        self._binder(args[0], lambda v: lt(number(_FAR), v), context, scope)

    def _far_left(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        self._walk(args[1], context, scope)
        self._binder(args[0], lambda v: lt(v, number(-_FAR)), context, scope)

    def _limit(
        self, args: list[Term], beside: Callable[[Term], Term], near: Callable[[Term], Term], context: Context, scope: list[Term]
    ) -> None:  # fmt: skip
        """The body beside the point; where it is not defined on that whole side, near the point is enough."""
        for x in args[1:]:
            self._walk(x, context, scope)
        before = list(self.unmet)
        self._binder(args[0], beside, context, scope)
        if len(self.unmet) > len(before):
            beside_only = self.unmet[:]
            self.unmet[:] = []
            self._binder(args[0], near, context, scope)
            self.unmet[:] = beside_only if self.unmet else before


_SPECIAL: dict[str, Callable[[Definedness, list[Term], Context, list[Term]], None]] = {
    "mul": Definedness._weighted, "imp": Definedness._consequence, "and": Definedness._conjunction,
    "div": Definedness._quotient, "ln": Definedness._ln, "log": Definedness._log, "pow": Definedness._power,
    "sum_to": Definedness._range, "prod_to": Definedness._range, "argmax": Definedness._optimum,
    "argmin": Definedness._optimum, "has_derivative": Definedness._derivative,
    "tends_from_right": Definedness._limit_right, "diverges_from_right": Definedness._limit_right,
    "tends_at_infinity": Definedness._far_right, "tends_at_minus_infinity": Definedness._far_left,
    "tends_from_left": Definedness._limit_left, "diverges_from_left": Definedness._limit_left,
}  # fmt: skip
"""Notions that bring conditions of their own, or assumptions for their parts."""
_ARGUMENTS = {
    "information": 3,
    "conditional": 2,
    "empirical": 2,
    "divergence": 3,
    "cross_entropy": 3,
    "expectation": 2,
} | {name: 1 if name == "ln" else 3 if name.startswith(("has_", "tends_from")) else 2 for name in _SPECIAL}
"""How many arguments a notion needs for its conditions to be told."""


def unmet_conditions(statement: Term, context: Context, proofs: list[Thm] | None = None) -> list[Term]:
    """The conditions of being meaningful that do not follow from the context; theorems of the others go to ``proofs``."""
    return Definedness(proofs=[] if proofs is None else proofs).check(statement, context)


class _Certified(Definedness):
    """The same walk, where a condition is met when a certificate says so."""

    states: Callable[[Sequence[Term], Term], bool]

    def _provable(self, condition: Term, context: Context, scope: list[Term]) -> bool:
        return self.states([t for t in scope if t.kind != VAR], condition)

    def _require(self, condition: Term, context: Context, scope: list[Term]) -> None:
        if not self._provable(condition, context, scope):
            self.unmet.append(condition)

    def _supposing(self, context: Context, *held: Term) -> Context:
        return context

    def _limit_left(self, args: list[Term], context: Context, scope: list[Term]) -> None:
        # Where less has to be met is decided by a proof; without it nothing is said.
        if not self._provable(positive(args[1]), context, scope):
            self.unmet.append(args[1])
        super()._limit_left(args, context, scope)


def conditions_certified(statement: Term, states: Callable[[Sequence[Term], Term], bool]) -> bool:
    """Whether every condition of being meaningful is one that ``states`` vouches for, from the local assumptions given it."""
    walk = _Certified()
    walk.states = states
    return not walk.check(statement, Context())


def _readable(condition: Term, context: Context) -> Term:
    """``(Q x = 0 ==> P x = 0)`` for all x instead of its contrapositives, where the condition says that."""
    body = condition
    binders: list[Term] = []
    while body.kind == APP and body.fun.kind == CONST and body.fun.name == "forall":
        v = var(f"_r{len(binders)}", body.arg.ty.args[0])
        binders.append(v)
        body = apply_term(body.arg, v)
    parts = binary("imp", body)
    if parts is not None and len(binders) == 1 and (inner := unary("not", parts[0])) is not None:
        weight, target = binary("eq", inner), binary("lt", parts[1])
        denied = unary("not", parts[1])
        small = weight[0] if weight is not None else None
        large = target[1] if target is not None else None
        if denied is not None and (sides := binary("eq", denied)) is not None:
            large = sides[0]
        v = binders[0]
        if small is not None and large is not None and small.kind == APP and large.kind == APP:
            if small.arg is v and large.arg is v and v not in small.fun.free and v not in large.fun.free:
                signed = target is None or prove(universal(v, le(ZERO, large)), context) is not None
                if signed and small.fun.ty is large.fun.ty and v.ty.op[0] == "%":
                    return c("dominated", small.fun, large.fun)
    return condition


_LAWS = {"point_mass", "uniform", "empirical", "conditional", "first_marginal", "second_marginal", "indicator"}


def is_weight(u: Term, known: dict[Term, bool]) -> bool:
    """Values of functions, such as P(x) or y_i, and products of them: where they are 0 the other factor does not count.

    A plain number is no weight: a (1/a) has no meaning at a = 0.
    """
    product = binary("mul", u)
    if product is None:
        head, args = strip(u)
        return bool(args) and (head.kind == VAR or (head.kind == CONST and head.name in _LAWS))
    found = known.get(u)  # a product of many factors is asked for at every one of them
    if found is None:
        found = known[u] = is_weight(product[0], known) or is_weight(product[1], known)
    return found
