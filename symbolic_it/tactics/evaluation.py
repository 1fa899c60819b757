"""Evaluation: statements about listed alphabets and given values, computed by the kernel.

Sums over a listed alphabet are written out, functions are looked up at their letters, logarithms of rationals become
sums of logarithms of primes, and two such numbers are compared through whole numbers: a log 2 < c log 3 as 2^a < 3^c.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, le, lt, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts
from symbolic_it.deduction.logic import c, replace_in, right_side
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    abstract,
    apply_term,
    binary,
    bool_,
    equation,
    nat,
    number,
    real,
    strip,
    universal,
)
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    specialise,
    symmetry,
)
from symbolic_it.language.instance import REAL_SAMPLES
from symbolic_it.tactics.letters import by_letters
from symbolic_it.tactics.prime_logarithms import Form, NotEvaluated, then
from symbolic_it.tactics.values import Values


class Evaluator(Values):
    """Values and truths in a context: two numbers are compared by the sign of their difference."""

    def truth(self, p: Term) -> tuple[bool, Thm]:
        """(True, |- p) or (False, |- not p). Raises NotEvaluated."""
        head, args = strip(p)
        if head.kind == VAR and args and head in self.equations:
            th = self.equations[head]
            for x in args:
                th = congruence(th, reflexivity(x))
            return self._same_truth(p, th)
        if head.kind != CONST:
            raise NotEvaluated
        if head.name == "eq":
            return self._equal(p, *args)
        if head.name in ("le", "lt"):
            return self._compared(p, head.name, *args)
        if head.name == "not":
            holds, th = self.truth(args[0])
            if not holds:
                return True, th
            denied = assume(p)
            return False, logic.refute(p, logic.contradiction(th, denied))
        if head.name in ("and", "or"):
            return self._connected(p, head.name == "and", args)
        if head.name == "imp":
            return self._implied(p, *args)
        if head.name in ("forall", "exists"):
            return self._quantified(p, head.name == "forall", args[0])
        if head.name == "false":
            return False, logic.refute(p, assume(p))
        if head.name in DEFINITIONS and head.name != "has_derivative":  # which no values decide
            return self._same_truth(p, logic.unfold(p))
        raise NotEvaluated

    def _same_truth(self, p: Term, same: Thm) -> tuple[bool, Thm]:
        """The truth of p, from |- p = q and that of q."""
        holds, th = self.truth(right_side(same))
        if holds:
            return True, equality_modus_ponens(symmetry(same), th)
        back = equality_modus_ponens(same, assume(p))
        return False, logic.refute(p, logic.contradiction(back, th))

    def _equal(self, p: Term, a: Term, b: Term) -> tuple[bool, Thm]:
        if a.ty is real:
            difference, (one, _), (two, _) = self._difference(a, b)
            if not difference:
                return True, then(one, field_identity(right_side(one), right_side(two)), symmetry(two))
            sign, th = self._ordered(a, b, difference, one, two, "lt")
            bad = linear_arithmetic(lt(ZERO, ZERO), [(1, th), (-sign, assume(p))])
            return False, logic.refute(p, logic.contradiction(bad, use("less-irreflexive", a=ZERO)))
        if a.ty is bool_:
            raise NotEvaluated
        if a.ty.op == "fun":
            x = logic.fresh("x", a.ty.args[0], a.free | b.free)
            at = equation(apply_term(a, x), apply_term(b, x))
            holds, th = self.truth(universal(x, at))
            if holds:
                return True, abstraction(x, specialise(x, th))
            same = assume(p)
            each = generalise(x, congruence(same, reflexivity(x)))
            return False, logic.refute(p, logic.contradiction(each, th))
        one, two = self.point(a), self.point(b)
        u, v = right_side(one), right_side(two)
        if u is v:
            return True, then(one, symmetry(two))
        same = then(symmetry(one), assume(p), two)
        left, right = binary("pair", u), binary("pair", v)
        if left is None or right is None:
            if a.ty is nat:
                raise NotEvaluated
            return False, logic.refute(p, logic.contradiction(same, self.denial(u, v)))
        for side, name, w, z in zip(("fst", "snd"), ("first-of-pair", "second-of-pair"), left, right, strict=True):
            if w is z:
                continue
            holds, th = self._equal(equation(w, z), w, z)
            if not holds:
                ends = use(name, x=left[0], y=left[1]), use(name, x=right[0], y=right[1])
                part = then(symmetry(ends[0]), replace_in(same, lambda h, s=side: c(s, h)), ends[1])  # type: ignore[misc]
                return False, logic.refute(p, logic.contradiction(part, th))
        raise NotEvaluated

    def _difference(self, a: Term, b: Term) -> tuple[Form, tuple[Thm, Form], tuple[Thm, Form]]:
        one, two = self.number(a), self.number(b)
        form = {k: two[1].get(k, Fraction(0)) - one[1].get(k, 0) for k in one[1] | two[1]}
        return {k: v for k, v in form.items() if v}, one, two

    def _compared(self, p: Term, relation: str, a: Term, b: Term) -> tuple[bool, Thm]:
        difference, one, two = self._difference(a, b)
        sign, th = self._ordered(a, b, difference, one[0], two[0], relation)
        if sign > 0 or (sign == 0 and relation == "le"):
            return True, th
        bad = linear_arithmetic(lt(ZERO, ZERO), [(1, th), (1, assume(p))])
        return False, logic.refute(p, logic.contradiction(bad, use("less-irreflexive", a=ZERO)))

    def _ordered(self, a: Term, b: Term, difference: Form, one: Thm, two: Thm, relation: str) -> tuple[int, Thm]:
        """(1, |- a < b), (-1, |- b < a) or (0, |- a <= b, or |- b <= a against a strict relation)."""
        sign, th = self.sign(difference)
        if sign > 0:
            goal = c(relation, a, b)
            return 1, linear_arithmetic(goal, [(1, th), (1, one), (-1, two)])
        if sign < 0:
            return -1, linear_arithmetic(lt(b, a), [(1, th), (-1, one), (1, two)])
        if relation == "le":
            return 0, linear_arithmetic(le(a, b), [(1, one), (-1, two)])
        return 0, linear_arithmetic(le(b, a), [(-1, one), (1, two)])

    def _connected(self, p: Term, conjunction: bool, args: list[Term]) -> tuple[bool, Thm]:
        one, first = self.truth(args[0])
        if one is not conjunction:
            if not conjunction:
                return True, logic.or_left(first, args[1])
            return False, logic.refute(p, logic.contradiction(logic.first(assume(p)), first))
        two, second = self.truth(args[1])
        if conjunction:
            if two:
                return True, logic.both(first, second)
            return False, logic.refute(p, logic.contradiction(logic.second(assume(p)), second))
        if two:
            return True, logic.or_right(args[0], second)
        left = logic.contradiction(assume(args[0]), first)
        right = logic.contradiction(assume(args[1]), second)
        return False, logic.refute(p, logic.either(assume(p), left, right))

    def _implied(self, p: Term, premise: Term, conclusion: Term) -> tuple[bool, Thm]:
        holds, th = self.truth(premise)
        if not holds:
            no = logic.from_false(conclusion, logic.contradiction(assume(premise), th))
            return True, discharge(premise, no)
        follows, then = self.truth(conclusion)
        if follows:
            return True, discharge(premise, then)
        return False, logic.refute(p, logic.contradiction(modus_ponens(assume(p), th), then))

    def _at_some_point(self, p: Term, universal_: bool, f: Term) -> tuple[bool, Thm]:
        """A statement about all numbers that fails at a small one, or about some number that holds there."""
        for q in REAL_SAMPLES:
            try:
                holds, th = self.truth(apply_term(f, number(q)))
            except NotEvaluated:
                continue
            if holds is not universal_:
                if universal_:
                    return False, logic.refute(p, logic.contradiction(specialise(number(q), assume(p)), th))
                return True, logic.witness(p, number(q), th)
        raise NotEvaluated

    def _quantified(self, p: Term, universal_: bool, f: Term) -> tuple[bool, Thm]:
        ty = f.ty.args[0]
        if ty.op == "pair" and universal_:
            x, y = logic.fresh("x", ty.args[0], f.free), logic.fresh("y", ty.args[1], f.free)
            holds, th = self.truth(universal(x, universal(y, apply_term(f, c("pair", x, y)))))
            if holds:
                z = logic.fresh("z", ty, f.free)
                at = specialise(c("snd", z), specialise(c("fst", z), th))
                whole = use("pair-of-components", z=z)
                return True, generalise(z, equality_modus_ponens(congruence(reflexivity(f), whole), at))
            each = specialise(c("pair", x, y), assume(p))
            return False, logic.refute(p, logic.contradiction(generalise(x, generalise(y, each)), th))
        if ty is real:
            return self._at_some_point(p, universal_, f)
        if ty not in self.covers:
            raise NotEvaluated
        members, cover = self.covers[ty]
        found: list[Thm] = []
        for u in members:
            holds, th = self.truth(apply_term(f, u))
            if holds is not universal_:
                if universal_:
                    return False, logic.refute(p, logic.contradiction(specialise(u, assume(p)), th))
                return True, logic.witness(p, u, th)
            found.append(th)
        x = logic.fresh("x", ty, f.free | {m for u in members for m in u.free})
        if universal_:
            return True, generalise(x, by_letters(f, x, specialise(x, cover), found))
        nowhere = by_letters(abstract(x, c("not", apply_term(f, x))), x, specialise(x, cover), found)
        bad = logic.choose(assume(p), x, logic.contradiction(assume(apply_term(f, x)), nowhere))
        return False, logic.refute(p, bad)


@cache
def _opens_to_all_numbers(name: str) -> bool:
    """Whether the notion of this name says something of all real numbers."""
    t = DEFINITIONS[name].right
    while t.kind == LAM:
        t = t.body
    return beyond_evaluation(t)


def beyond_evaluation(p: Term) -> bool:
    """Whether the statement says something of all real numbers, of which evaluation can show the contrary alone."""
    head, args = strip(p)
    if head.kind != CONST:
        return False
    if head.name == "forall":
        return args[0].ty.args[0] is real
    if head.name == "and":
        return any(map(beyond_evaluation, args))
    return head.name in DEFINITIONS and p.ty is bool_ and _opens_to_all_numbers(head.name)


def by_evaluation(goal: Term, context: Context) -> Thm | None:
    """|- goal, when its value is found and it is true; what an implication assumes may give values."""
    if beyond_evaluation(goal):
        return None
    if not isinstance(context.evaluator, Evaluator):
        context.evaluator = Evaluator(context)
    try:
        holds, th = context.evaluator.truth(goal)
    except (NotEvaluated, KernelError):
        parts = binary("imp", goal)
        if parts is None:
            return None
        below = by_evaluation(parts[1], context.plus(*known_parts(assume(parts[0]))))
        return discharge(parts[0], below) if below is not None else None
    return th if holds and th.conclusion is goal else None
