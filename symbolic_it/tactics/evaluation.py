"""Evaluation: statements about listed alphabets and given values, computed by the kernel.

Sums over a listed alphabet are written out, functions are looked up at their letters, logarithms of rationals become
sums of logarithms of primes, and two such numbers are compared through whole numbers: a log 2 < c log 3 as 2^a < 3^c.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from math import lcm

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, X, by_linear, le, lt, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import known_parts, prove
from symbolic_it.deduction.logic import c, chain, replace_in, right_side
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    CONST,
    VAR,
    KernelError,
    Term,
    Type,
    abstract,
    apply_term,
    binary,
    bool_,
    equation,
    fun,
    nat,
    number,
    number_value,
    real,
    strip,
    unary,
    universal,
    var,
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
    instantiate,
    instantiate_types,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    specialise,
    symmetry,
)
from symbolic_it.language.exact import factors
from symbolic_it.language.instance import REAL_SAMPLES
from symbolic_it.language.listing import listing, members_of

MAX_BITS = 6000
_ARITHMETIC = ("add", "sub", "mul", "div", "pow")
Form = dict[Term | None, Fraction]
"""A linear combination of atoms; None stands for the constant."""


class NotEvaluated(Exception):
    """The term has no value that this tactic can find."""


class Evaluator:
    """Values and truths in a context: its listings, denials of equality between letters, and equations are used."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.equations: dict[Term, Thm] = {}
        self.different: dict[tuple[Term, Term], Thm] = {}
        covers: dict[Term, Thm] = {}
        for rule in context.all_rules():
            th = rule.source
            t = th.conclusion
            if (sides := binary("eq", t)) is not None:
                if strip(sides[0])[0].kind == VAR and sides[0] not in sides[1].free:
                    self.equations.setdefault(sides[0], th)
            elif (inner := unary("not", t)) is not None and (sides := binary("eq", inner)) is not None:
                self.different.setdefault(sides, th)
            elif logic.is_universal(t):
                covers.setdefault(t, th)
        self.covers: dict[Type, tuple[tuple[Term, ...], Thm]] = {}
        for cover, th in covers.items():
            members = members_of(cover)
            pairs = [(u, v) for i, u in enumerate(members) for v in members[i + 1 :]]
            if members and all(p in self.different or p[::-1] in self.different for p in pairs):
                self.covers.setdefault(members[0].ty, (members, th))
        self.known: dict[Term, tuple[Thm, Form]] = {}

    # ---- numbers -------------------------------------------------------------------------------------

    def number(self, t: Term) -> tuple[Thm, Form]:
        """|- t = a linear combination of atoms, in a fixed order. Raises NotEvaluated."""
        found = self.known.get(t)
        if found is None:
            found = self.known[t] = self._number(t)
        return found

    def _number(self, t: Term) -> tuple[Thm, Form]:
        q = number_value(t)
        if q is not None:
            return reflexivity(t), ({None: q} if q else {})
        head, args = strip(t)
        if head.kind == VAR:
            return self._looked_up(t, head, args)
        if head.kind != CONST:
            raise NotEvaluated
        if head.name in _ARITHMETIC:
            return self._arithmetic(t, head, args)
        if head.name == "neg":
            return self._combined(t, head, [self.number(args[0])], lambda a: {k: -v for k, v in a.items()})
        if head.name in ("log", "ln"):
            return self._logarithm(t, head, args)
        if head.name == "sum":
            return self._again(self._written_out(args[0]))
        if head.name in ("sum_to", "prod_to"):
            return self._again(self._unrolled(head, *args))
        if head.name == "of_nat":
            return self._again(self._natural(args[0]))
        if head.name == "indicator":
            holds, th = self.truth(args[0])
            value = use("indicator-true" if holds else "indicator-false", th)
            return value, ({None: Fraction(1)} if holds else {})
        if head.name in DEFINITIONS:
            return self._again(logic.unfold(t))
        raise NotEvaluated

    def _again(self, step: Thm) -> tuple[Thm, Form]:
        th, form = self.number(right_side(step))
        return _then(step, th), form

    def _combined(
        self, t: Term, head: Term, parts: list[tuple[Thm, Form]], compute: Callable[..., Form]
    ) -> tuple[Thm, Form]:
        th = reflexivity(head)
        for part, _ in parts:
            th = congruence(th, part)
        form = {k: v for k, v in compute(*(f for _, f in parts)).items() if v}
        return _then(th, field_identity(right_side(th), _term(form))), form

    def _arithmetic(self, t: Term, head: Term, args: list[Term]) -> tuple[Thm, Form]:
        a = self.number(args[0])
        if head.name == "mul" and not a[1]:  # 0 log 0 = 0: the other factor does not matter
            th = congruence(congruence(reflexivity(head), a[0]), reflexivity(args[1]))
            return _then(th, field_identity(right_side(th), ZERO)), {}
        b = self.number(args[1])
        one, two = _constant(a[1]), _constant(b[1])
        if head.name in ("add", "sub"):
            sign = 1 if head.name == "add" else -1
            return self._combined(t, head, [a, b], lambda f, g: {k: f.get(k, 0) + sign * g.get(k, 0) for k in f | g})
        if head.name == "mul" and (one is not None or two is not None):
            factor, form = (one, b[1]) if one is not None else (two or Fraction(0), a[1])
            return self._combined(t, head, [a, b], lambda *_: {k: v * factor for k, v in form.items()})
        if head.name == "div" and two:
            return self._combined(t, head, [a, b], lambda f, _: {k: v / two for k, v in f.items()})
        if head.name == "div" and two is None and (ratio := _ratio(a[1], b[1])) is not None:
            _, sign_ = self.sign(b[1])
            th = congruence(congruence(reflexivity(head), a[0]), b[0])
            return _then(th, field_identity(right_side(th), number(ratio), [sign_])), {None: ratio}
        if head.name == "pow" and one is not None and two is not None and two.denominator == 1 and 0 <= two <= 2000:
            return self._combined(t, head, [a, b], lambda *_: {None: one ** int(two)})
        if (
            head.name == "pow"
            and one is not None
            and one > 0
            and two is not None
            and -2000 <= two < 0
            and two.denominator == 1
        ):
            th = congruence(congruence(reflexivity(head), a[0]), b[0])
            return _then(th, self._reciprocal_power(one, two)), {None: one ** int(two)}
        if two == 0:
            raise NotEvaluated  # a division by zero means nothing
        th = congruence(congruence(reflexivity(head), a[0]), b[0])
        return th, {right_side(th): Fraction(1)}

    def _reciprocal_power(self, q: Fraction, exponent: Fraction) -> Thm:
        """|- q^n = its value, for q > 0 and a negative whole n: both have the logarithm n ln q."""
        base, value = number(q), number(q ** int(exponent))
        positive = linear_arithmetic(lt(ZERO, base))
        power = use("power-positive", positive, y=number(exponent))
        log_of_power = use("ln-of-power", positive, y=number(exponent))
        one, two = self.number(right_side(log_of_power)), self.number(c("ln", value))
        same = field_identity(right_side(one[0]), right_side(two[0]))
        logs = _then(log_of_power, one[0], same, symmetry(two[0]))
        return use("ln-injective", power, linear_arithmetic(lt(ZERO, value)), logs)

    def _looked_up(self, t: Term, head: Term, args: list[Term]) -> tuple[Thm, Form]:
        th = reflexivity(head)
        if head in self.equations:
            th = self.equations[head]
        for x in args:
            th = congruence(th, self.point(x))
        new = right_side(th)
        if new is not t:
            return self._again(th)
        if t in self.equations and args:
            return self._again(self.equations[t])
        return reflexivity(t), {t: Fraction(1)}

    def _logarithm(self, t: Term, head: Term, args: list[Term]) -> tuple[Thm, Form]:
        u, form = self.number(args[-1])
        q = _constant(form)
        if q is not None and q <= 0:
            raise NotEvaluated
        th = reflexivity(head)
        base: Term | None = None
        if head.name == "log":
            base_th, _ = self.number(args[0])
            base = right_side(base_th)
            th = congruence(th, base_th)
        if q is None:  # of a symbol: an atom
            th = congruence(th, u)
            return th, {right_side(th): Fraction(1)}
        expansion, result = expanded(base, q)
        return _then(congruence(th, u), expansion), result

    # ---- sums ------------------------------------------------------------------------------------------

    def _written_out(self, f: Term) -> Thm:
        """|- sum f = f u + f v + ..."""
        ty = f.ty.args[0]
        if ty.op == "pair":
            return use("sum-over-pairs", f=f)
        if ty not in self.covers:
            raise NotEvaluated
        members, cover = self.covers[ty]
        th = sum_over_letters(len(members))
        th = instantiate_types([(X, ty)], th) if ty is not X else th
        names = [var(f"u{i}", ty) for i in range(len(members))]
        th = instantiate([(var("f", f.ty), f), *zip(names, members, strict=True)], th)
        th = modus_ponens(th, cover)
        for i, u in enumerate(members):
            for v in members[i + 1 :]:
                th = modus_ponens(th, self.denial(u, v))
        return th

    def _unrolled(self, head: Term, m: Term, f: Term) -> Thm:
        same = self.point(m)
        kind = "sum" if head.name == "sum_to" else "product"
        th = congruence(congruence(reflexivity(head), same), reflexivity(f))
        before = unary("suc", right_side(same))
        if before is not None:
            return _then(th, use(f"{kind}-successor", m=before, f=f))
        if right_side(same).kind == CONST and right_side(same).name == "zero":
            return _then(th, use(f"{kind}-empty", f=f))
        raise NotEvaluated

    def _natural(self, t: Term) -> Thm:
        same = self.point(t)
        th = replace_in(same, lambda h: c("of_nat", h))
        before = unary("suc", right_side(same))
        if before is not None:
            return _then(th, use("nat-successor", n=before))
        if right_side(same).kind == CONST:
            return _then(th, theorem("nat-zero"))
        raise NotEvaluated

    # ---- letters, and other things that are not numbers -------------------------------------------------------

    def point(self, t: Term) -> Thm:
        """|- t = what it is called in the listing."""
        if t.ty is real:
            return self.number(t)[0]
        if t in self.equations:
            step = self.equations[t]
            return _then(step, self.point(right_side(step)))
        head, args = strip(t)
        if head.kind == CONST and head.name == "pair" and len(args) == 2:
            return congruence(congruence(reflexivity(head), self.point(args[0])), self.point(args[1]))
        if head.kind == CONST and head.name in ("fst", "snd"):
            inner = self.point(args[0])
            parts = binary("pair", right_side(inner))
            if parts is not None:
                name = "first-of-pair" if head.name == "fst" else "second-of-pair"
                return _then(replace_in(inner, lambda h: c(head.name, h)), use(name, x=parts[0], y=parts[1]))
        if head.kind == VAR and args:
            th = self.equations.get(head) or reflexivity(head)
            for x in args:
                th = congruence(th, self.point(x))
            new = right_side(th)
            return _then(th, self.point(new)) if new is not t else th
        if head.kind == CONST and head.name == "suc":
            return congruence(reflexivity(head), self.point(args[0]))
        return reflexivity(t)

    def denial(self, u: Term, v: Term) -> Thm:
        """|- not (u = v) for two letters of a listing."""
        if (u, v) in self.different:
            return self.different[u, v]
        if (v, u) not in self.different:
            raise NotEvaluated
        same = assume(equation(u, v))
        return logic.refute(same.conclusion, logic.contradiction(symmetry(same), self.different[v, u]))

    # ---- statements ----------------------------------------------------------------------------------------

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
        if head.name in DEFINITIONS:
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
                return True, _then(one, field_identity(right_side(one), right_side(two)), symmetry(two))
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
            return True, _then(one, symmetry(two))
        same = _then(symmetry(one), assume(p), two)
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
                part = _then(symmetry(ends[0]), replace_in(same, lambda h, s=side: c(s, h)), ends[1])  # type: ignore[misc]
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

    def sign(self, form: Form) -> tuple[int, Thm]:
        """(1, |- 0 < form), (-1, |- form < 0) or (0, |- form = form): logarithms are compared as whole numbers."""
        t = _term(form)
        if not form:
            return 0, reflexivity(ZERO)
        q = _constant(form)
        if q is not None:
            return (1, linear_arithmetic(lt(ZERO, t))) if q > 0 else (-1, linear_arithmetic(lt(t, ZERO)))
        try:
            base, powers = self._powers(form)
        except NotEvaluated:  # symbols whose sign may be known
            for value, goal in ((1, lt(ZERO, t)), (-1, lt(t, ZERO))):
                known = prove(goal, self.context)
                if known is not None:
                    return value, known
            raise
        scale = lcm(*(e.denominator for e in powers.values()))
        low = high = 1
        for p, e in powers.items():
            size = int(abs(e) * scale)
            if size * p.bit_length() > MAX_BITS:
                raise NotEvaluated
            low, high = (low, high * p**size) if e > 0 else (low * p**size, high)
        positive = low < high
        small, large = (low, high) if positive else (high, low)
        u, v = number(small), number(large)
        facts = [linear_arithmetic(lt(ZERO, u)), linear_arithmetic(lt(u, v))]
        name = "ln-strictly-monotone"
        if base is not None:
            name, big = "log-strictly-increasing", prove(lt(ONE, base), self.context)
            if big is None:
                raise NotEvaluated
            facts.insert(0, big)
        strict = use(name, *facts)
        one, two = (expanded(base, Fraction(w))[0] for w in (small, large))
        step = Fraction(1, scale)
        goal = lt(ZERO, t) if positive else lt(t, ZERO)
        return (1 if positive else -1), linear_arithmetic(goal, [(step, strict), (-step, one), (step, two)])

    def _powers(self, form: Form) -> tuple[Term | None, dict[int, Fraction]]:
        """(base, exponents of primes) of a combination of logarithms to one base; the base's own log is 1."""
        bases: set[Term | None] = set()
        powers: dict[int, Fraction] = {}
        for atom, e in form.items():
            if atom is None:
                continue
            log, natural = binary("log", atom), unary("ln", atom)
            q = number_value(log[1] if log is not None else natural) if log or natural is not None else None  # type: ignore[arg-type]
            if q is None:
                raise NotEvaluated
            bases.add(log[0] if log is not None else None)
            powers[int(q)] = e
        if len(bases) != 1:
            raise NotEvaluated
        base = bases.pop()
        if None in form:
            b = number_value(base) if base is not None else None
            if b is None or b.denominator != 1:
                raise NotEvaluated
            powers[int(b)] = powers.get(int(b), Fraction(0)) + form[None]
        return base, powers

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


def by_letters(f: Term, x: Term, cover: Thm, found: list[Thm]) -> Thm:
    """|- f x from |- x = u or (x = v or ...) and |- f u, |- f v, ..."""

    def at(same: Term, th: Thm) -> Thm:
        return equality_modus_ponens(congruence(reflexivity(f), symmetry(assume(same))), th)

    parts = binary("or", cover.conclusion)
    if parts is None:
        return equality_modus_ponens(congruence(reflexivity(f), symmetry(cover)), found[0])
    return logic.either(cover, at(parts[0], found[0]), by_letters(f, x, assume(parts[1]), found[1:]))


@cache
def sum_over_letters(n: int) -> Thm:
    """(for all x, x = u0 or ...) ==> u0 != u1 ==> ... ==> sum f = f u0 + f u1 + ...

    Each element is one of the letters, so the indicators [x = u] add up to 1, and f(x) is the sum of [x = u] f(x).
    """
    us = [var(f"u{i}", X) for i in range(n)]
    x, f = var("x", X), var("f", fun(X, real))
    cover = assume(listing(us)[0])
    denials = {(i, j): assume(c("not", equation(us[i], us[j]))) for i in range(n) for j in range(i + 1, n)}

    def hit(at: Term, u: Term) -> Term:
        return c("indicator", equation(at, u))

    def added(parts: list[Term]) -> Term:
        result = parts[0]
        for t in parts[1:]:
            result = c("add", result, t)
        return result

    def one_at(k: int) -> Thm:
        values = []
        for j in range(n):
            if j == k:
                values.append(use("indicator-true", reflexivity(us[k])))
                continue
            no = denials[min(j, k), max(j, k)]
            if k > j:
                same = assume(equation(us[k], us[j]))
                no = logic.refute(same.conclusion, logic.contradiction(symmetry(same), no))
            values.append(use("indicator-false", no))
        return by_linear(equation(added([hit(us[k], u) for u in us]), ONE), *values)

    all_ = abstract(x, equation(added([hit(x, u) for u in us]), ONE))
    partition = by_letters(all_, x, specialise(x, cover), [one_at(k) for k in range(n)])
    fx = apply_term(f, x)
    pieces = [c("mul", hit(x, u), fx) for u in us]
    whole = added([hit(x, u) for u in us])
    split = _then(
        field_identity(fx, c("mul", ONE, fx)),
        symmetry(replace_in(partition, lambda h: c("mul", h, fx))),
        field_identity(c("mul", whole, fx), added(pieces)),
    )
    th = logic.under(c("sum", f).fun, abstraction(x, split))

    def summed(parts: list[Term]) -> Thm:
        """|- sum of the added parts = the added values at the letters."""
        here = instantiate([(var("k", X), us[len(parts) - 1]), (var("f", f.ty), f)], theorem("sum-of-indicator"))
        if len(parts) == 1:
            return here
        last = use("sum-of-sum", f=abstract(x, added(parts[:-1])), g=abstract(x, parts[-1]))
        head = right_side(last).fun.fun
        return _then(last, congruence(congruence(reflexivity(head), summed(parts[:-1])), here))

    th = _then(th, summed(pieces))
    for i in reversed(range(n)):
        for j in reversed(range(i + 1, n)):
            th = discharge(denials[i, j].conclusion, th)
    return discharge(cover.conclusion, th)


@lru_cache(maxsize=2000)
def expanded(base: Term | None, q: Fraction) -> tuple[Thm, Form]:
    """|- log q = the sum of the logs of its prime factors; base None stands for the natural logarithm."""
    t = _log(base, number(q))
    given = {} if base is None else {"b": base}
    if q == 1:
        return use("ln-one" if base is None else "log-of-one", **given), {}
    if base is not None and number_value(base) == q and q > 1:
        return use("log-of-base", linear_arithmetic(lt(ONE, base))), {None: Fraction(1)}
    if q.denominator != 1:
        left, right, kind, operation = q.numerator, q.denominator, "quotient", "div"
    else:
        primes = [p for p, e in factors(q.numerator) for _ in range(e)]
        if len(primes) == 1:
            return reflexivity(t), {t: Fraction(1)}
        if len(primes) > MAX_BITS:
            raise NotEvaluated
        left = 1
        for p in primes[: len(primes) // 2]:
            left *= p
        right, kind, operation = q.numerator // left, "product", "mul"
    u, v = number(left), number(right)
    positive = [linear_arithmetic(lt(ZERO, w)) for w in (u, v)]
    name = f"ln-{kind}" if base is None else f"log-of-{kind}"
    split = use(name, *positive, **given)
    written = replace_in(field_identity(number(q), c(operation, u, v)), lambda h: _log(base, h))
    (one, f), (two, g) = expanded(base, Fraction(left)), expanded(base, Fraction(right))
    sign = 1 if kind == "product" else -1
    form = {k: f.get(k, Fraction(0)) + sign * g.get(k, 0) for k in f | g}
    form = {k: w for k, w in form.items() if w}
    head = right_side(split).fun.fun
    th = congruence(congruence(reflexivity(head), one), two)
    return _then(written, split, th, field_identity(right_side(th), _term(form))), form


def _then(*steps: Thm) -> Thm:
    th = chain(*steps)
    assert th is not None
    return th


def _log(base: Term | None, t: Term) -> Term:
    return c("ln", t) if base is None else c("log", base, t)


def _constant(form: Form) -> Fraction | None:
    """The value of a combination without atoms."""
    if not form:
        return Fraction(0)
    return form[None] if len(form) == 1 and None in form else None


def _ratio(a: Form, b: Form) -> Fraction | None:
    if a.keys() != b.keys() or not a:
        return None
    ratios = {a[k] / b[k] for k in a}
    return ratios.pop() if len(ratios) == 1 else None


def _term(form: Form) -> Term:
    """The combination as a term: the constant last, atoms in a fixed order."""
    atoms = sorted((k for k in form if k is not None), key=lambda t: (_size(t), t.sn))
    parts = [k if form[k] == 1 else c("mul", number(form[k]), k) for k in atoms]
    if None in form or not parts:
        parts.append(number(form.get(None, Fraction(0))))
    result = parts[0]
    for t in parts[1:]:
        result = c("add", result, t)
    return result


def _size(t: Term) -> Fraction:
    """Logarithms by their argument."""
    q = number_value(strip(t)[1][-1]) if strip(t)[1] else None
    return q if q is not None else Fraction(0)


def by_evaluation(goal: Term, context: Context) -> Thm | None:
    """|- goal, when its value is found and it is true; what an implication assumes may give values."""
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


__all__ = ["Evaluator", "NotEvaluated", "by_evaluation", "sum_over_letters"]
