"""False neighbours of the coding theorems: none may come out proved."""

from __future__ import annotations

import pytest

from symbolic_it import (
    D,
    E,
    Expr,
    ForAll,
    H,
    Implies,
    Q,
    Sum,
    alphabet,
    base,
    ceiling,
    code_lengths,
    derivation,
    function_on,
    indicator,
    law,
    log,
    natural,
    real_number,
)  # fmt: skip
from symbolic_it.authoring.results import Verdict

X = alphabet("X")
x = X.outcome("x")
P, R = law("P", X), law("Q", X)
real_lengths, lengths = function_on("l", X), code_lengths("l", X)
n, t = natural("n"), real_number("t")
KRAFT = Sum(x, indicator(P(x) > 0) * base ** -real_lengths(x)) <= 1
ROUNDED = ForAll(x, Implies(P(x) > 0, ceiling(lengths(x), log(1 / P(x)))))
CEILING = ["ceiling-bounds", "ceiling-by-bounds"]
EXPANDED = ["expectation-definition", "entropy-definition", "divergence-definition", "log-of-reciprocal"]
BOUND = "kraft-lengths-cost-at-least-entropy"
FALSE: dict[str, tuple[Expr, list[Expr], list[str]]] = {
    "a ceiling is reached from below": (n <= t, [ceiling(n, t)], CEILING),
    "a ceiling may be a whole one above": (ceiling(n, t), [t <= n, n <= t + 1], CEILING),
    "a number below its ceiling is not rounded down": (ceiling(n, t), [n <= t, t < n + 1], CEILING),
    "a natural number is positive": (n >= 1, [], ["natural-at-least-one"]),
    "lengths beat the entropy": (E(P, x, real_lengths(x)) > H(P), [KRAFT], [BOUND]),
    "the bound without Kraft": (E(P, x, real_lengths(x)) >= H(P), [], [BOUND]),
    "Kraft with 2 for 1": (
        E(P, x, real_lengths(x)) >= H(P), [Sum(x, indicator(P(x) > 0) * base ** -real_lengths(x)) <= 2], [BOUND],
    ),
    "rounding costs nothing": (E(P, x, lengths(x)) <= H(P), [ROUNDED], EXPANDED),
    "the other law is not dominating": (
        E(P, x, lengths(x)) >= H(P) + D(P, R), [ForAll(x, Implies(P(x) > 0, ceiling(lengths(x), log(1 / R(x)))))], EXPANDED,
    ),
    "half a bit": (Q(9, 10) * n + Q(1, 10) * n >= 1, [Q(2) ** -n <= 1], ["natural-at-least-one"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_it_is_not_proved(name: str) -> None:
    claim, given, by = FALSE[name]

    @derivation("false", given=given)
    def made(d):
        d.have(claim, by=by)

    from symbolic_it import Library

    made.library = Library.shipped()
    step = made.check(second_opinion=False).steps[0]
    assert step.verdict in (Verdict.REFUTED, Verdict.UNPROVED, Verdict.CONDITIONAL)
    if step.verdict is Verdict.CONDITIONAL:
        assert step.assumptions and name == "the other law is not dominating", step.assumptions
