"""False neighbours of the weak law and of what leads to it: none may come out proved."""

from __future__ import annotations

import pytest

from symbolic_it import (
    E,
    Eq,
    Expr,
    ForAll,
    Implies,
    Library,
    Q,
    Sum,
    alphabet,
    apart,
    derivation,
    distributed,
    function_on,
    independent,
    index,
    law,
    natural_variable,
    probability,
    random_numbers,
    random_variable,
    random_variables,
    real_number,
    sample_size,
    successor,
    variance,
)  # fmt: skip
from symbolic_it.authoring.results import Verdict

X, Y, Omega = alphabet("X"), alphabet("Y"), alphabet("Omega")
x, y, w = X.outcome("x"), Y.outcome("y"), Omega.outcome("w")
P, R = law("P", X), law("R", Omega)
U, V = random_variable("U", Omega, X), random_variable("V", Omega, Y)
g, h, f = function_on("g", X), function_on("h", Y), function_on("f", Omega)
mu, eps, eta, v = (real_number(name) for name in ("mu", "epsilon", "eta", "v"))
m, k = sample_size("m"), natural_variable("k")
i, j, after = index("i", m), index("j", m), index("i", successor(k))
draws, c = random_variables("X", Omega, X), random_numbers("c", Omega)
average = Q(1) / m * Sum(i, g(draws[i](w)))
SAME = ForAll(i, distributed(R, draws[i], P))
APART = ForAll(i, j, Implies(i < j, independent(R, draws[i], draws[j])))
LARGE = variance(P, x, g(x)) < m * (eta * (eps * eps))
FAR = probability(R, w, apart(average, E(P, x, g(x)), eps))
TOTAL = Sum(i, c[i](w))
EXPANDED = ["expectation-definition", "variance-definition", "probability-definition"]
WEAK, CHEBYSHEV = "weak-law-of-large-numbers", "chebyshev-inequality"
FALSE: dict[str, tuple[Expr, list[Expr], list[str]]] = {
    "means multiply without independence": (
        Eq(E(R, w, g(U(w)) * h(V(w))), E(R, w, g(U(w))) * E(R, w, h(V(w)))), [], ["mean-of-product-of-independent-variables"],
    ),
    "a variable has any law": (Eq(E(R, w, g(U(w))), E(P, x, g(x))), [], ["mean-under-the-law-of-a-variable"]),
    "Chebyshev, strict": (
        probability(R, w, apart(f(w), mu, eps)) < E(R, w, (f(w) - mu) * (f(w) - mu)) / (eps * eps), [eps > 0], [CHEBYSHEV],
    ),
    "Chebyshev without the square below": (
        probability(R, w, apart(f(w), mu, eps)) <= E(R, w, (f(w) - mu) * (f(w) - mu)) / eps, [eps > 0], [CHEBYSHEV],
    ),
    "Chebyshev for a negative distance": (
        probability(R, w, apart(f(w), mu, eps)) <= E(R, w, (f(w) - mu) * (f(w) - mu)) / (eps * eps), [eps < 0], [CHEBYSHEV],
    ),
    "mixed terms vanish by themselves": (
        Eq(E(R, w, TOTAL * TOTAL), m * v), [ForAll(i, Eq(E(R, w, c[i](w) * c[i](w)), v))],
        ["mean-square-of-an-uncorrelated-sum"],
    ),
    "the weak law without independence": (FAR < eta, [SAME, eps > 0, eta > 0, LARGE], [WEAK]),
    "the weak law for draws with other laws": (FAR < eta, [APART, eps > 0, eta > 0, LARGE], [WEAK]),
    "the weak law for small samples": (FAR < eta, [SAME, APART, eps > 0, eta > 0], [WEAK]),
    "an equality instead of a limit": (
        Eq(E(R, w, (average - E(P, x, g(x))) * (average - E(P, x, g(x)))), 0), [SAME, APART], [WEAK, *EXPANDED],
    ),
    "far both ways": (eps <= mu - v, [apart(mu, v, eps), eps > 0], ["distance-squared", "apart-definition"]),
    "a last term that is not there": (
        Eq(E(R, w, Sum(after, c[after](w))), E(R, w, c[successor(k)](w))), [], ["last-term", *EXPANDED],
    ),
    "indicators add up": (
        Eq(Sum(x, P(x) * g(x)), Sum(x, g(x))), [], ["indicator-of-both", "sum-over-values", *EXPANDED],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_it_is_not_proved(name: str) -> None:
    claim, given, by = FALSE[name]

    @derivation("false", given=given)
    def made(d):
        with d.take(k):
            d.have(claim, by=by)

    made.library = Library.shipped()
    step = made.check(second_opinion=False).steps[0]
    assert step.verdict in (Verdict.REFUTED, Verdict.UNPROVED), (step, step.assumptions)
