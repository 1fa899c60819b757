"""Identities and inequalities between information quantities: both sides in normal form, then the basic inequalities.

The basic inequalities are Shannon's: H(X|rest) >= 0 and I(X;Y|Z) >= 0 for the variables of a joint law, Gibbs' for two
laws, H <= log n, and ln t <= t - 1 below a weight; each is proved in the kernel for the laws of the statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from symbolic_it.deduction.basics import ZERO, positive, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import assuming, local_variable, prove
from symbolic_it.deduction.linear import linear
from symbolic_it.deduction.logic import both, c, is_universal
from symbolic_it.kernel.arithmetic import normal_form
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    constants_of,
    number_value,
    real,
    unary,
)
from symbolic_it.kernel.theorems import (
    Thm,
    discharge,
    field_identity,
    generalise,
    linear_arithmetic,
)
from symbolic_it.tactics.exponentials import taken_out
from symbolic_it.tactics.inequalities import Basic
from symbolic_it.tactics.log_sums import SPOKEN_OF, Form, LogSums, TooLong
from symbolic_it.tactics.mixtures import convexities
from symbolic_it.tactics.nested_sums import totalled
from symbolic_it.tactics.positivity import with_parts
from symbolic_it.tactics.products import monomials, product_of
from symbolic_it.tactics.separation import by_factors, separations, vanishing


class Given(NamedTuple):
    """What the context says is zero, as two inequalities each: stated with a base, and of means of natural logarithms."""

    stated: list[Thm]
    means: list[Thm]


def by_information(goal: Term, context: Context) -> Thm | None:
    """|- goal, a comparison or an equation of reals below quantifiers and conditions, or None."""
    if constants_of([goal]).isdisjoint(SPOKEN_OF):
        return None
    parted = context.made.get("parts")
    if not isinstance(parted, Context):
        parted = context.made["parts"] = with_parts(context)
    return _opened_goal(goal, parted)


def _opened_goal(goal: Term, context: Context) -> Thm | None:
    if is_universal(goal):
        v = local_variable(context, goal.arg.ty.args[0])
        th = _opened_goal(apply_term(goal.arg, v), context.deeper())
        return generalise(v, th) if th is not None else None
    if (parts := binary("imp", goal)) is not None:
        th = _opened_goal(parts[1], assuming(context, parts[0]))
        return discharge(parts[0], th) if th is not None else None
    if (parts := binary("and", goal)) is not None:
        left = _opened_goal(parts[0], context)
        right = _opened_goal(parts[1], context) if left is not None else None
        return both(left, right) if left is not None and right is not None else None
    inner = unary("not", goal)
    if inner is not None and (zero := binary("eq", inner)) is not None and number_value(zero[1]) == 0:
        above = _opened_goal(positive(zero[0]), context) if zero[0].ty is real else None
        return use("positive-nonzero", above) if above is not None else None
    relation = next((r for r in ("eq", "le", "lt") if binary(r, goal) is not None), "")
    sides = binary(relation, goal) if relation else None
    if sides is None or sides[0].ty is not real:
        return None
    sums = log_sums(context)
    try:
        sums = supposing(sums, sides)
        left_, right_ = (sums.form(t) for t in sides)
    except (TooLong, KernelError):
        return None
    if left_.items == right_.items:
        if relation == "lt":
            return None
        return linear_arithmetic(goal, [(1, left_.equation), (-1, right_.equation)])
    facts = [left_.equation, right_.equation]
    if relation == "eq":
        same = None
        for attempt in (_same_fraction, by_factors):
            try:
                same = same or attempt(sums, left_, right_)
            except KernelError:
                continue
        if same is not None:
            return linear_arithmetic(goal, [(1, left_.equation), (1, same), (-1, right_.equation)])
        return _between(sums, goal, left_, right_)
    value = right_.equation.conclusion.arg
    if number_value(sides[0]) == 0 and value is not sides[1]:
        sign = prove(c(relation, ZERO, value), context) or _sign_of_fraction(sums, value)
        if sign is not None:
            return linear(goal, [*facts, sign])
    try:
        facts += _basic(sums, left_, right_, relation, _given(sums, goal))
    except (TooLong, KernelError):
        return None
    return linear(goal, facts)


def _basic(sums: LogSums, left: Form, right: Form, relation: str, given: Given) -> list[Thm]:
    """What is given, and the basic inequalities that take part in 0 relation right - left."""
    target = normal_form(c("sub", right.equation.conclusion.arg, left.equation.conclusion.arg))
    stated = [product_of(fs) for th in given.stated for fs, _ in monomials(th.conclusion.arg)]
    basic = Basic(sums, [*left.items, *right.items, *stated])
    return [*given.stated, *basic.facts(target, relation, given.stated, given.means)]


def _between(sums: LogSums, goal: Term, left: Form, right: Form) -> Thm | None:
    """|- left = right where something is given to be zero: at most and at least it."""
    sides = binary("eq", goal)
    assert sides is not None
    try:
        given = _given(sums, goal)
        if not any(given):
            return None
        facts = [left.equation, right.equation]
        upper = linear(c("le", *sides), [*facts, *_basic(sums, left, right, "le", given)])
        lower = linear(c("le", *reversed(sides)), [*facts, *_basic(sums, right, left, "le", given)])
    except (TooLong, KernelError):
        return None
    return use("antisymmetry", upper, lower) if upper is not None and lower is not None else None


def _given(sums: LogSums, goal: Term) -> Given:
    return Given(vanishing(sums, goal.free), [*separations(sums, goal), *_convexities(sums, goal)])


def _convexities(sums: LogSums, goal: Term) -> list[Thm]:
    """What convexity says of the mixtures of the goal, summed over the outcomes: |- 0 <= its normal form."""
    found: list[Thm] = []
    for v, th in convexities(goal, sums.context):
        left, right = (totalled([v], t) for t in (th.conclusion.fun.arg, th.conclusion.arg))
        f, g = (abstract(v, t) for t in (th.conclusion.fun.arg, th.conclusion.arg))
        total = use("sum-comparison", generalise(v, th), f=f, g=g)
        forms = [sums.form(t) for t in (left, right)]
        gap = c("sub", forms[1].equation.conclusion.arg, forms[0].equation.conclusion.arg)
        facts = [(1, total), (-1, forms[0].equation), (1, forms[1].equation)]
        found.append(linear_arithmetic(c("le", ZERO, gap), facts))
    return found


def _sign_of_fraction(sums: LogSums, value: Term) -> Thm | None:
    """|- 0 < the value, as a product of a sum and of what divides its terms."""
    found = taken_out(value, lambda w: sums.positive(w, [], {}))
    above = sums.positive(found[0], [], {}) if found is not None else None
    if found is None or above is None:
        return None
    t, sign = found[0], above
    for w, e, th in found[1]:
        for _ in range(abs(e)):
            t = c("mul" if e > 0 else "div", t, w)
            sign = use("product-positive" if e > 0 else "quotient-positive", sign, th)
    same = field_identity(value, t, [th for _, _, th in found[1]])
    return linear_arithmetic(positive(value), [(1, sign), (-1, same)])


def _same_fraction(sums: LogSums, left: Form, right: Form) -> Thm | None:
    """|- the left normal form = the right one, as fractions: their denominators are not zero."""
    below = {u for item in (*left.items, *right.items) for fs, _ in monomials(item) for u, e in fs if e < 0}
    if not below or len(below) > 4:
        return None
    proofs = [sums.positive(u, [], {}) or sums.differs(u) for u in sorted(below, key=lambda u: u.sn)]
    found = [th for th in proofs if th is not None]
    return field_identity(left.equation.conclusion.arg, right.equation.conclusion.arg, found) if found else None


def log_sums(context: Context) -> LogSums:
    """The normal forms in this context, those found before among them: the steps of a chain share their sides."""
    sums = context.made.get("log sums")
    if not isinstance(sums, LogSums):
        sums = context.made["log sums"] = LogSums(context)
    sums.steps = 0
    return sums


def supposing(sums: LogSums, sides: Sequence[Term]) -> LogSums:
    """What the context says of sums and notions that occur in the sides, said of their normal forms as well."""
    free = {v for t in sides for v in t.free}
    found: list[Thm] = []
    for th in sums.context.all_comparisons():
        parts = binary("lt", th.conclusion) or binary("le", th.conclusion)
        if parts is None or number_value(parts[0]) != 0 or constants_of([parts[1]]).isdisjoint(SPOKEN_OF):
            continue
        if not parts[1].free <= free:
            continue
        form = sums.form(parts[1])
        value = form.equation.conclusion.arg
        if value is not parts[1]:
            goal = c("lt" if binary("lt", th.conclusion) else "le", ZERO, value)
            found.append(linear_arithmetic(goal, [(1, th), (1, form.equation)]))
    return sums.plus(*found) if found else sums
