"""Letters of a listed alphabet: what holds at each holds for all, and sums over the alphabet written out."""

from __future__ import annotations

from functools import cache

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, X, by_linear, theorem, use
from symbolic_it.deduction.logic import c, replace_in, right_side
from symbolic_it.kernel.terms import Term, abstract, apply_term, binary, equation, fun, real, var
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    equality_modus_ponens,
    field_identity,
    instantiate,
    reflexivity,
    specialise,
    symmetry,
)
from symbolic_it.language.listing import listing
from symbolic_it.tactics.prime_logarithms import then


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
    split = then(
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
        return then(last, congruence(congruence(reflexivity(head), summed(parts[:-1])), here))

    th = then(th, summed(pieces))
    for i in reversed(range(n)):
        for j in reversed(range(i + 1, n)):
            th = discharge(denials[i, j].conclusion, th)
    return discharge(cover.conclusion, th)
