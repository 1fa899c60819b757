"""True statements, zeros, ends and one letter included: no counterexample may be shown, and SymPy may not disagree."""

from __future__ import annotations

import pytest

from symbolic_it import (
    And,
    D,
    Eq,
    Exists,
    Expr,
    ForAll,
    H,
    Implies,
    Ne,
    Not,
    Or,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    argmin,
    conditional,
    conditional_entropy,
    derivation,
    empirical,
    exp,
    first_marginal,
    function_on,
    index,
    indicator,
    information,
    law,
    ln,
    log,
    member,
    model,
    mutual_information,
    natural,
    natural_variable,
    parameters,
    point_mass,
    real_function,
    real_number,
    real_variable,
    sample,
    sample_size,
    second_marginal,
    sequence,
    subset,
    uniform,
)
from symbolic_it.refute import find_counterexample
from symbolic_it.refute.second_opinion import second_opinion

X, Y = alphabet("X"), alphabet("Y")
x, y, k, q = X.outcome("x"), Y.outcome("y"), X.letter("k"), X.letter("q")
P, R = law("P", X), law("R", X)
J = law("J", X * Y)
g = function_on("g", X)
a, c = real_number("a"), real_number("c")
t, s = real_variable("t"), real_variable("s")
n, m = natural("n"), sample_size("m")
nv = natural_variable("j")
i, i0 = index("i", m), index("l", n)
f, F = sequence("f"), real_function("F")
data = sample("w", X)
Theta = parameters("Theta")
theta, theta0 = Theta.point("theta"), Theta.point("eta")
p = model("p", Theta, X)
S = subset("S", Theta)

positive = [ForAll(theta, p[theta](k) > 0)]
TRUE: list[tuple[str, Expr, list[Expr]]] = [
    ("a divergence from itself", Eq(D(P, P), 0), []),
    ("Gibbs", D(P, R) >= 0, [P << R]),
    ("Gibbs, strict for other laws", Implies(Ne(P, R), D(P, R) > 0), [P << R]),
    ("the equality case of Gibbs", Implies(Eq(D(P, R), 0), Eq(P, R)), [P << R]),
    ("a point mass has no entropy", Eq(H(point_mass(k)), 0), []),
    ("the uniform law has the most", H(P) <= H(uniform(X)), []),
    ("the entropy of the uniform law", Eq(H(uniform(X)), log(Sum(x, 1))), []),
    ("one letter alone has no entropy", Implies(ForAll(x, Eq(x, k)), Eq(H(P), 0)), []),
    ("one letter at least", Sum(x, 1) >= 1, []),
    ("cross-entropy exceeds entropy", H(P, R) >= H(P), [P << R]),
    ("a law is at most 1", ForAll(x, P(x) <= 1), []),
    ("some letter has weight", Exists(x, P(x) > 0), []),
    ("squares sum to at most 1", Sum(x, P(x) ** 2) <= 1, []),
    ("squares sum below 1", Implies(ForAll(x, P(x) < 1), Sum(x, P(x) ** 2) < 1), []),
    ("laws that agree are equal", Implies(ForAll(x, Eq(P(x), R(x))), Eq(P, R)), []),
    ("a point mass elsewhere", Implies(Ne(point_mass(k)(q), 0), Eq(k, q)), []),
    ("the log bound", ForAll(t, Implies(t > 0, ln(t) <= t - 1)), []),
    ("the log bound at 1", Implies(Eq(a, 1), Eq(ln(a), a - 1)), []),
    ("a logarithm near 0", ln(Q(10**12 + 1, 10**12)) > 0, []),
    ("bounds of ln 2", And(ln(2) > Q(69, 100), ln(2) < Q(7, 10)), []),
    ("ln 6", Eq(ln(6), ln(2) + ln(3)), []),
    ("log of 8", Eq(log(8, 2), 3), []),
    ("log of a root", Eq(log(2, 4), Q(1, 2)), []),
    ("exp is positive", exp(a) > 0, []),
    ("e lies between 2 and 3", And(exp(1) > 2, exp(1) < 3), []),
    ("a root", Eq(Q(4) ** Q(1, 2), 2), []),
    ("a root that is irrational", Eq((Q(2) ** Q(1, 2)) ** 2, 2), []),
    ("a power as an exponential", Eq(Q(2) ** a, exp(a * ln(2))), []),
    ("a negative cube", Eq(Q(-2) ** 3, -8), []),
    ("to the power 0", Eq(a**0, 1), []),
    ("0 to a power", Implies(n >= 1, Eq(Q(0) ** n, 0)), []),
    ("the next power", Eq(a ** (n + 1), a * a**n), []),
    ("an empirical law sums to 1", Eq(Sum(x, empirical(data, m)(x)), 1), []),
    ("an empirical mean", Eq(Sum(x, empirical(data, m)(x) * g(x)), Sum(i, g(data[i])) / m), []),
    ("maximisers of a logarithm", Eq(argmax(theta, ln(p[theta](k))), argmax(theta, p[theta](k))), positive),
    ("minimisers of the negative", Eq(argmax(theta, -p[theta](k)), argmin(theta, p[theta](k))), []),
    ("maximisers lie in the domain", ForAll(theta, Implies(member(theta, argmax(theta, p[theta](k), where=S)), member(theta, S))), []),
    ("what a maximiser is", ForAll(theta, Implies(member(theta, argmax(theta0, p[theta0](k))), ForAll(theta0, p[theta0](k) <= p[theta](k)))), []),
    ("a maximiser over the reals", member(Q(1), argmax(t, -((t - 1) ** 2))), []),
    ("a constant does not move them", Eq(argmax(t, -((t - 1) ** 2)), argmax(t, 1 - (t - 1) ** 2)), []),
    ("naturals are not negative", ForAll(nv, nv >= 0), []),
    ("naturals above 0", ForAll(nv, Implies(nv > 0, nv >= 1)), []),
    ("some natural is above", Exists(nv, nv > a), []),
    ("some number is above", Exists(t, t > a), []),
    ("some number lies between", Implies(a < c, Exists(t, And(a < t, t < c))), []),
    ("there is a root of 2", Exists(t, Eq(t * t, 2)), []),
    ("three cases", Or(a < c, Eq(a, c), a > c), []),
    ("an empty sum", Implies(Eq(n, 0), Eq(Sum(i0, f[i0]), 0)), []),
    ("an empty product", Implies(Eq(n, 0), Eq(Prod(i0, f[i0]), 1)), []),
    ("a function that is not negative", Implies(ForAll(t, F(t) >= 0), F(a) >= 0), []),
    ("Cauchy's equation at 0", Implies(ForAll(t, s, Eq(F(t * s), F(t) + F(s))), Eq(F(a), 0)), []),
    ("information is not negative", ForAll(x, Implies(P(x) > 0, information(P, x) >= 0)), []),
    ("mutual information is not negative", mutual_information(J) >= 0, []),
    ("conditioning takes entropy away", conditional_entropy(J) <= H(second_marginal(J)), []),
    ("the chain rule", Eq(conditional_entropy(J), H(J) - H(first_marginal(J))), []),
    ("a conditional law", Implies(first_marginal(J)(k) > 0, Eq(Sum(y, conditional(J, k)(y)), 1)), []),
    ("indicators of opposites", Eq(indicator(a < c) + indicator(Not(a < c)), 1), []),
    ("Jensen", Sum(x, P(x) * ln(g(x))) <= ln(Sum(x, P(x) * g(x))), [ForAll(x, g(x) > 0)]),
    ("a quotient by itself", Implies(Ne(a, 0), Eq(a / a, 1)), []),
    ("a square that is not positive", Implies(a * a <= 0, Eq(a, 0)), []),
    ("from what never holds", Implies(a < a, Eq(Q(0), 1)), []),
    ("under what never holds", Eq(Q(0), 1), [Eq(Q(1), 2)]),
    ("under hypotheses that contradict", Eq(a, c), [a < 0, a > 0]),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "given"), [pytest.param(c, g, id=t) for t, c, g in TRUE])
def test_true_statement_is_not_refuted(claim: Expr, given: list[Expr]) -> None:
    made = derivation("truth", given=given)(lambda d: d.have(claim) and None)
    made.build()
    hypotheses = [h.term for h in made.hypotheses]
    found = find_counterexample(hypotheses, claim.term)
    assert found is None, found.where
    assert second_opinion(hypotheses, claim.term) != "disagrees"
