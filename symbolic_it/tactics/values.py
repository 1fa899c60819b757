"""Values of terms over listed alphabets, computed by the kernel.

Sums over a listed alphabet are written out, functions are looked up at their letters, logarithms of rationals become
sums of logarithms of primes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from fractions import Fraction
from math import lcm

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, X, lt, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import prove
from symbolic_it.deduction.logic import c, replace_in, right_side
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    CONST,
    VAR,
    Term,
    Type,
    binary,
    equation,
    number,
    number_value,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    congruence,
    field_identity,
    instantiate,
    instantiate_types,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    symmetry,
)
from symbolic_it.language.listing import members_of
from symbolic_it.tactics.letters import sum_over_letters
from symbolic_it.tactics.prime_logarithms import (
    MAX_BITS,
    Form,
    NotEvaluated,
    constant,
    expanded,
    form_term,
    ratio_of,
    then,
)

_ARITHMETIC = ("add", "sub", "mul", "div", "pow")


class Values(ABC):
    """Values of terms in a context: its listings, denials of equality between letters, and equations are used."""

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

    @abstractmethod
    def truth(self, p: Term) -> tuple[bool, Thm]:
        """(True, |- p) or (False, |- not p). Raises NotEvaluated."""

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
        return then(step, th), form

    def _combined(
        self, t: Term, head: Term, parts: list[tuple[Thm, Form]], compute: Callable[..., Form]
    ) -> tuple[Thm, Form]:
        th = reflexivity(head)
        for part, _ in parts:
            th = congruence(th, part)
        form = {k: v for k, v in compute(*(f for _, f in parts)).items() if v}
        return then(th, field_identity(right_side(th), form_term(form))), form

    def _arithmetic(self, t: Term, head: Term, args: list[Term]) -> tuple[Thm, Form]:
        a = self.number(args[0])
        if head.name == "mul" and not a[1]:  # 0 log 0 = 0: the other factor does not matter
            th = congruence(congruence(reflexivity(head), a[0]), reflexivity(args[1]))
            return then(th, field_identity(right_side(th), ZERO)), {}
        b = self.number(args[1])
        one, two = constant(a[1]), constant(b[1])
        if head.name in ("add", "sub"):
            sign = 1 if head.name == "add" else -1
            return self._combined(t, head, [a, b], lambda f, g: {k: f.get(k, 0) + sign * g.get(k, 0) for k in f | g})
        if head.name == "mul" and (one is not None or two is not None):
            factor, form = (one, b[1]) if one is not None else (two or Fraction(0), a[1])
            return self._combined(t, head, [a, b], lambda *_: {k: v * factor for k, v in form.items()})
        if head.name == "div" and two:
            return self._combined(t, head, [a, b], lambda f, _: {k: v / two for k, v in f.items()})
        if head.name == "div" and two is None and (ratio := ratio_of(a[1], b[1])) is not None:
            _, sign_ = self.sign(b[1])
            th = congruence(congruence(reflexivity(head), a[0]), b[0])
            return then(th, field_identity(right_side(th), number(ratio), [sign_])), {None: ratio}
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
            return then(th, self._reciprocal_power(one, two)), {None: one ** int(two)}
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
        logs = then(log_of_power, one[0], same, symmetry(two[0]))
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
        q = constant(form)
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
        return then(congruence(th, u), expansion), result

    def sign(self, form: Form) -> tuple[int, Thm]:
        """(1, |- 0 < form), (-1, |- form < 0) or (0, |- form = form): logarithms are compared as whole numbers."""
        t = form_term(form)
        if not form:
            return 0, reflexivity(ZERO)
        q = constant(form)
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
            return then(th, use(f"{kind}-successor", m=before, f=f))
        if right_side(same).kind == CONST and right_side(same).name == "zero":
            return then(th, use(f"{kind}-empty", f=f))
        raise NotEvaluated

    def _natural(self, t: Term) -> Thm:
        same = self.point(t)
        th = replace_in(same, lambda h: c("of_nat", h))
        before = unary("suc", right_side(same))
        if before is not None:
            return then(th, use("nat-successor", n=before))
        if right_side(same).kind == CONST:
            return then(th, theorem("nat-zero"))
        raise NotEvaluated

    # ---- letters, and other things that are not numbers -------------------------------------------------------

    def point(self, t: Term) -> Thm:
        """|- t = what it is called in the listing."""
        if t.ty is real:
            return self.number(t)[0]
        if t in self.equations:
            step = self.equations[t]
            return then(step, self.point(right_side(step)))
        head, args = strip(t)
        if head.kind == CONST and head.name == "pair" and len(args) == 2:
            return congruence(congruence(reflexivity(head), self.point(args[0])), self.point(args[1]))
        if head.kind == CONST and head.name in ("fst", "snd"):
            inner = self.point(args[0])
            parts = binary("pair", right_side(inner))
            if parts is not None:
                name = "first-of-pair" if head.name == "fst" else "second-of-pair"
                return then(replace_in(inner, lambda h: c(head.name, h)), use(name, x=parts[0], y=parts[1]))
        if head.kind == VAR and args:
            th = self.equations.get(head) or reflexivity(head)
            for x in args:
                th = congruence(th, self.point(x))
            new = right_side(th)
            return then(th, self.point(new)) if new is not t else th
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
