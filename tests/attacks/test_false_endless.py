"""False neighbours of what is said of limits far out, series, integrals, infinite divergences: none may come out proved."""

from __future__ import annotations

import pytest

from symbolic_it import (
    And,
    Eq,
    Expr,
    ForAll,
    Implies,
    Library,
    Not,
    Q,
    alphabet,
    density,
    derivation,
    exp,
    has_derivative,
    infinite_divergence,
    integral,
    is_density,
    law,
    ln,
    mean_value,
    natural_function,
    natural_law,
    natural_variable,
    real_function,
    real_number,
    real_variable,
    sequence_tends_to,
    series,
    tends_at_infinity,
)  # fmt: skip
from symbolic_it.authoring.results import Verdict

X = alphabet("X")
P, R = law("P", X), law("Q", X)
n, x = natural_variable("n"), real_variable("x")
a, b, w = natural_function("a"), natural_function("b"), natural_function("w")
f, g, F = real_function("f"), real_function("g"), real_function("F")
p, q = natural_law("p"), density("q")
r, u, v, h, c = (real_number(name) for name in ("r", "u", "v", "h", "c"))
RULES = [
    "far-limit-rules", "far-limit-by-squeezing", "far-limit-order", "far-limit-is-unique", "linearity-of-series",
    "linearity-of-integrals", "order-of-series", "order-of-integrals", "total-is-unique", "total-of-law",
    "total-of-expectation", "expectation-by-series", "expectation-by-integral", "integral-by-antiderivative", "total-of-equals",
    "limit-of-reciprocal",
]  # fmt: skip
FALSE: dict[str, tuple[Expr, list[Expr], list[str]]] = {
    "1/(n + 1) tends to 1": (sequence_tends_to(n, 1 / (n + 1), 1), [], RULES),
    "n tends to something": (sequence_tends_to(n, n, u), [], RULES),
    "a product of limits by linearity": (
        sequence_tends_to(n, a[n] * b[n], u), [sequence_tends_to(n, a[n], u), sequence_tends_to(n, b[n], 1)], RULES,
    ),
    "a strict order is kept": (
        u < v, [ForAll(n, a[n] < b[n]), sequence_tends_to(n, a[n], u), sequence_tends_to(n, b[n], v)], RULES,
    ),
    "order where it does not hold": (
        u <= v, [ForAll(x, Implies(x <= 0, f(x) <= g(x))), tends_at_infinity(x, f(x), u), tends_at_infinity(x, g(x), v)], RULES,
    ),
    "the two ends agree": (
        Eq(u, v), [tends_at_infinity(x, f(x), u), tends_at_infinity(x, f(x), v, sign="-")], RULES,
    ),
    "squeezed from one side": (
        tends_at_infinity(x, f(x), 0), [ForAll(x, f(x) <= g(x)), tends_at_infinity(x, g(x), 0)], RULES,
    ),
    "a constant has a series": (series(n, 1, u), [], RULES),
    "a constant has an integral": (integral(x, 1, u), [], RULES),
    "a series of products": (series(n, a[n] * b[n], u * v), [series(n, a[n], u), series(n, b[n], v)], RULES),
    "an integral of products": (integral(x, f(x) * g(x), u * v), [integral(x, f(x), u), integral(x, g(x), v)], RULES),
    "a constant beside an integral": (integral(x, f(x) + c, u + c), [integral(x, f(x), u)], RULES),
    "two integrals of one function": (Eq(u, v + 1), [integral(x, f(x), u), integral(x, f(x), v)], RULES),
    "an antiderivative without its ends": (
        integral(x, f(x), 0), [ForAll(x, has_derivative(x, F(x), x, f(x)))], RULES,
    ),
    "the ends the wrong way round": (
        integral(x, f(x), u - v),
        [ForAll(x, has_derivative(x, F(x), x, f(x))), tends_at_infinity(x, F(x), u, sign="-"), tends_at_infinity(x, F(x), v)],
        RULES,
    ),
    "an antiderivative on half the line": (
        integral(x, f(x), v - u),
        [
            ForAll(x, Implies(x > 0, has_derivative(x, F(x), x, f(x)))), tends_at_infinity(x, F(x), u, sign="-"),
            tends_at_infinity(x, F(x), v),
        ],
        RULES,
    ),
    "expectation without absolute convergence": (mean_value(p, n, a[n], u), [series(n, p[n] * a[n], u)], RULES),
    "expectations multiply": (
        mean_value(p, n, a[n] * b[n], u * v), [mean_value(p, n, a[n], u), mean_value(p, n, b[n], v)], RULES,
    ),
    "a density is at most 1": (q(x) <= 1, [], ["weights-not-negative", "total-of-law"]),
    "any positive function is a density": (is_density(f), [ForAll(x, f(x) > 0)], ["density-definition", *RULES]),
    "powers of 1 vanish": (sequence_tends_to(n, r**n, 0), [r > 0, r <= 1], ["powers-vanish"]),
    "the geometric bound is strict": (
        h < -ln(1 - r) - r / (1 - r) * ln(r),
        [0 < r, r < 1, series(n, p[n] * n, r / (1 - r)), series(n, -(p[n] * ln(p[n])), h)],
        ["geometric-law-has-the-largest-entropy"],
    ),
    "the geometric bound for another mean": (
        h <= -ln(1 - r) - r / (1 - r) * ln(r),
        [0 < r, r < 1, series(n, p[n] * n, u), series(n, -(p[n] * ln(p[n])), h)],
        ["geometric-law-has-the-largest-entropy"],
    ),
    "the Gaussian bound without a variance": (
        h <= Q(1, 2) - ln(c),
        [v > 0, c > 0, integral(x, c * exp(-(x * x / (2 * v))), 1), integral(x, -(q(x) * ln(q(x))), h)],
        ["gaussian-has-the-largest-entropy"],
    ),
    "infinite under domination": (infinite_divergence(P, R), [P << R], ["divergence-without-domination-is-infinite"]),
    "infinite for all unequal laws": (
        infinite_divergence(P, R), [Not(Eq(P, R))], ["divergence-without-domination-is-infinite"],
    ),
    "infinite where Q alone is positive": (
        infinite_divergence(P, R), [Not(R << P)], ["divergence-without-domination-is-infinite", "where-domination-fails"],
    ),
    "dominated sideways": (And(P << R, R << P), [P << R], ["dominated-definition", "where-domination-fails"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_it_is_not_proved(name: str) -> None:
    claim, given, by = FALSE[name]

    @derivation("false", given=given)
    def made(d):
        with d.take(x):
            d.have(claim, by=by)

    made.library = LIBRARY
    step = made.check(second_opinion=False).steps[0]
    assert step.verdict in (Verdict.REFUTED, Verdict.UNPROVED), (step, step.assumptions)


LIBRARY = Library.shipped()
