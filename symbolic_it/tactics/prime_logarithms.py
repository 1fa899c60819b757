"""Linear combinations of atoms: logarithms of rationals as sums of logarithms of primes, in a fixed order."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from symbolic_it.deduction.basics import ONE, ZERO, lt, use
from symbolic_it.deduction.logic import c, chain, replace_in, right_side
from symbolic_it.kernel.terms import Term, number, number_value, strip
from symbolic_it.kernel.theorems import Thm, congruence, field_identity, linear_arithmetic, reflexivity
from symbolic_it.language.exact import factors

MAX_BITS = 6000
Form = dict[Term | None, Fraction]
"""A linear combination of atoms; None stands for the constant."""


class NotEvaluated(Exception):
    """The term has no value that this tactic can find."""


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
    return then(written, split, th, field_identity(right_side(th), form_term(form))), form


def then(*steps: Thm) -> Thm:
    th = chain(*steps)
    assert th is not None
    return th


def _log(base: Term | None, t: Term) -> Term:
    return c("ln", t) if base is None else c("log", base, t)


def constant(form: Form) -> Fraction | None:
    """The value of a combination without atoms."""
    if not form:
        return Fraction(0)
    return form[None] if len(form) == 1 and None in form else None


def ratio_of(a: Form, b: Form) -> Fraction | None:
    if a.keys() != b.keys() or not a:
        return None
    ratios = {a[k] / b[k] for k in a}
    return ratios.pop() if len(ratios) == 1 else None


def form_term(form: Form) -> Term:
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
