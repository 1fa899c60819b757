"""False statements, each with the counterexample found; true ones, for which none may be found, zeros and small sizes included."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from symbolic_it import (
    And,
    D,
    E,
    Eq,
    Exists,
    Expr,
    ForAll,
    H,
    Iff,
    Implies,
    Ne,
    Not,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    argmin,
    base,
    conditional,
    conditional_entropy,
    empirical,
    exp,
    first_marginal,
    function,
    function_on,
    has_derivative,
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
from symbolic_it.kernel.terms import Term
from symbolic_it.language.evaluate import truth
from symbolic_it.refute.search import Refutation, find_counterexample
from symbolic_it.refute.verify import verified

X, Y = alphabet("X"), alphabet("Y")
x, y, k = X.outcome("x"), Y.outcome("y"), X.letter("k")
P, R, T, J, K = law("P", X), law("Q", X), law("R", X), law("J", X * Y), law("K", X * Y)
Theta = parameters("Theta")
theta = Theta.point("theta")
p, L, S = model("p", Theta, X), function_on("L", Theta), subset("S", Theta)
h = function_on("h", X)
m, n = sample_size("m"), natural("n")
i = index("i", m)
data, f, z = sample("x", X), sequence("f"), sequence("y")
a, c = real_number("a"), real_number("c")
t = real_variable("t")
g = real_function("g")
LIKELIHOOD = Prod(i, p[theta](data[i]))
LOG_LIKELIHOOD = Sum(i, log(p[theta](data[i])))
POSITIVE = ForAll(theta, i, p[theta](data[i]) > 0)
FIRST, SECOND = first_marginal(J), second_marginal(J)
CHANCES = ForAll(i, And(f[i] > 0, f[i] < 1))
BITS = ForAll(i, Exists(t, And(Eq(t, z[i]), Eq(t * (1 - t), 0))))


def declared(statement: Expr, given: Sequence[Expr]) -> list[Term]:
    """The hypotheses that come with the symbols, and those given."""
    declarations = {d for e in (statement, *given) for d in e.declarations}
    own = [t for d in sorted(declarations, key=lambda d: (d.variable.name, d.words)) for t in d.hypotheses]
    return [*own, *(e.term for e in given)]


def search(statement: Expr, given: Sequence[Expr], budget: int = 2500) -> Refutation | None:
    return find_counterexample(declared(statement, given), statement.term, budget=budget)


BOTH = [P << R, R << P]
FALSE: dict[str, tuple[Expr, list[Expr]]] = {
    "A6x: the final lies inside the semifinal": (Eq(J(x, y), FIRST(x) * SECOND(y)), []),
    "A6x in bits": (Eq(-log(J(x, y)), information(FIRST, x) + information(SECOND, y)), [J(x, y) > 0]),
    "A8x: the sign of the information": (Eq(information(P, x), log(P(x))), [P(x) > 0]),
    "B5x: one bit is the most": (H(P) <= log(2), []),
    "B3x: entropy is positive": (H(P) > 0, []),
    "B4x: entropy is less than log n": (H(P) < log(Sum(x, 1)), []),
    "C1x: lost weight, wrong law": (
        Eq(conditional_entropy(J), Sum(x, -Sum(y, conditional(J, x)(y) * log(FIRST(x))))),
        [ForAll(x, FIRST(x) > 0)],
    ),
    "C2x: the weight of the condition is lost": (
        Eq(conditional_entropy(J), Sum(x, H(conditional(J, x)))),
        [ForAll(x, FIRST(x) > 0)],
    ),
    "independence taken for granted": (Eq(H(J), H(FIRST) + H(SECOND)), []),
    "information is always shared": (mutual_information(J) > 0, []),
    "D3x": (D(P, R) > 0, [P << R]),
    "D4x": (Ne(D(P, R), D(R, P)), BOTH),
    "D4: not symmetric": (Eq(D(P, R), D(R, P)), BOTH),
    "D5: no triangle": (D(P, T) <= D(P, R) + D(R, T), [P << R, R << T, P << T]),
    "D8x": (Eq(H(P, P), 0), []),
    "D8x': cross-entropy as a divergence": (Eq(H(P, R), D(P, R)), [P << R]),
    "a flipped sign": (Eq(D(P, R), H(P, R) + H(P)), [P << R]),
    "both signs flipped": (Eq(D(P, R), H(P) - H(P, R)), [P << R]),
    "Gibbs the other way": (D(P, R) <= 0, [P << R]),
    "a lost weight": (Eq(H(P), -Sum(x, log(P(x)))), [ForAll(x, P(x) > 0)]),
    "a lost weight in a divergence": (Eq(D(P, R), Sum(x, log(P(x) / R(x)))), [ForAll(x, P(x) > 0), P << R]),
    "the wrong weight": (Eq(D(P, R), Sum(x, R(x) * log(P(x) / R(x)))), BOTH),
    "the wrong variable is summed": (Eq(Sum(x, y, J(x, y) * h(x)), Sum(y, SECOND(y))), []),
    "E3x": (
        Eq(argmax(theta, LOG_LIKELIHOOD), argmax(theta, E(P, x, log(p[theta](x))))),
        [ForAll(theta, x, p[theta](x) > 0)],
    ),
    "E4x: the divergence reversed": (
        Eq(argmin(theta, D(P, p[theta])), argmin(theta, D(p[theta], P))),
        [ForAll(theta, P << p[theta]), ForAll(theta, p[theta] << P)],
    ),
    "E6x": (
        Eq(Sum(i, P(data[i]) * log(R(data[i]))) / m, Sum(x, empirical(data, m)(x) * log(R(x)))),
        [ForAll(x, R(x) > 0)],
    ),
    "argmax for argmin": (Eq(argmax(theta, LIKELIHOOD), argmin(theta, LOG_LIKELIHOOD)), [POSITIVE]),
    "a negative factor": (Eq(argmax(theta, L(theta)), argmax(theta, a * L(theta))), [a < 0]),
    "a factor that may be zero": (Eq(argmax(theta, L(theta)), argmax(theta, a * L(theta))), [a >= 0]),
    "squares do not keep maximisers": (Eq(argmax(theta, L(theta)), argmax(theta, L(theta) ** 2)), []),
    "a maximiser over part of the set": (Eq(argmax(theta, L(theta), where=S), argmax(theta, L(theta))), []),
    "every point is best": (member(theta, argmax(theta, L(theta))), []),
    "log of a product": (Eq(log(a * c), log(a) * log(c)), [a > 0, c > 0]),
    "log of a sum": (Eq(log(a + c), log(a) + log(c)), [a > 0, c > 0]),
    "log of a power": (Eq(log(a**n), log(a) ** n), [a > 0]),
    "the base forgotten": (Eq(log(a), ln(a)), [a > 0]),
    "the tangent": (ln(a) <= a - 2, [a > 0]),
    "the tangent, strictly": (ln(a) < a - 1, [a > 0]),
    "a square root": (Implies(Eq(a**2, c**2), Eq(a, c)), []),
    "an equivalence with half of it": (Iff(Eq(a * c, 0), Eq(a, 0)), []),
    "exp of a product": (Eq(exp(a * c), exp(a) * exp(c)), []),
    "a derivative": (has_derivative(t, ln(t), a, 1 / a**2), [a > 0]),
    "two roots": (a ** Q(1, 2) * a ** Q(1, 2) < a, [a > 0]),
    "the derivative of a product": (has_derivative(t, ln(Prod(i, exp(t * f[i]))), a, 2 * Sum(i, f[i])), []),
    "a derivative with a sign": (has_derivative(t, a * ln(t) + c * ln(1 - t), Q(1, 3), 3 * a + Q(3, 2) * c), []),
    "the maximiser of a Bernoulli likelihood": (
        Eq(argmax(t, a * ln(t) + (1 - a) * ln(1 - t), where=And(t > 0, t < 1)), function(t, Eq(t, 1 - a))),
        [a > 0, a < 1],
    ),
    "Bernoulli terms exchanged": (
        Eq(Prod(i, f[i] ** z[i] * (1 - f[i]) ** (1 - z[i])), Prod(i, f[i] ** (1 - z[i]) * (1 - f[i]) ** z[i])),
        [CHANCES, BITS],
    ),
    "the empirical law is the law": (Eq(empirical(data, m), P), []),
    "products add": (Eq(Prod(i, f[i]), Sum(i, f[i])), []),
    "Jensen without a hypothesis": (g(E(P, x, h(x))) <= E(P, x, g(h(x))), []),
    "equal laws": (Eq(P, R), [P << R]),
    "a law on two letters": (ForAll(x, Eq(P(x), 1 - P(x))), []),
    "a point mass is uniform": (Eq(point_mass(k), uniform(X)), []),
}

TRUE: dict[str, tuple[Expr, list[Expr]]] = {
    "two roots": (Eq(a ** Q(1, 2) * a ** Q(1, 2), a), [a > 0]),
    "a root of a cube": (Eq((a**3) ** Q(1, 3), a), [a > 0]),
    "the derivative of a product": (has_derivative(t, ln(Prod(i, exp(t * f[i]))), a, Sum(i, f[i])), []),
    "the derivative of a product with a zero": (has_derivative(t, Prod(i, (t - f[i]) ** 2), f[1], 0), [Eq(m, 2)]),
    "D2 with zeros": (Eq(D(P, R), H(P, R) - H(P)), [P << R]),
    "D2, first step": (Eq(D(P, R), Sum(x, P(x) * log(P(x)) - P(x) * log(R(x)))), [P << R]),
    "Gibbs": (D(P, R) >= 0, [P << R]),
    "Gibbs, equality": (Iff(Eq(D(P, R), 0), Eq(P, R)), [P << R]),
    "entropy below log n": (H(P) <= log(Sum(x, 1)), []),
    "entropy of a point mass": (Eq(H(point_mass(k)), 0), []),
    "entropy of the uniform law": (Eq(H(uniform(X)), log(Sum(x, 1))), []),
    "surprisal": (Eq(Sum(x, P(x) * log(1 / P(x))), H(P)), []),
    "chain rule": (Eq(H(J), H(FIRST) + conditional_entropy(J)), []),
    "C1": (Eq(conditional_entropy(J), Sum(x, FIRST(x) * H(conditional(J, x)))), []),
    "C1 under positive marginals": (
        Eq(conditional_entropy(J), Sum(x, FIRST(x) * H(conditional(J, x)))),
        [ForAll(x, FIRST(x) > 0)],
    ),
    "conditioning": (conditional_entropy(J) <= H(SECOND), []),
    "shared information": (Eq(mutual_information(J), H(SECOND) - conditional_entropy(J)), []),
    "independent letters": (Eq(H(J), H(FIRST) + H(SECOND)), [ForAll(x, y, Eq(J(x, y), FIRST(x) * SECOND(y)))]),
    "likelihoods": (Eq(argmax(theta, LIKELIHOOD), argmax(theta, LOG_LIKELIHOOD)), [POSITIVE]),
    "averages": (Eq(argmax(theta, LOG_LIKELIHOOD), argmax(theta, LOG_LIKELIHOOD / m)), []),
    "the empirical law": (Eq(LOG_LIKELIHOOD / m, E(empirical(data, m), x, log(p[theta](x)))), [POSITIVE]),
    "least divergence": (
        Eq(argmin(theta, D(P, p[theta])), argmax(theta, E(P, x, log(p[theta](x))))),
        [ForAll(theta, P << p[theta])],
    ),
    "log of a product": (Eq(log(a * c), log(a) + log(c)), [a > 0, c > 0]),
    "x/x = 1 says nothing at 0": (Eq(a * (c / a), c), []),
    "x/x = 1": (Eq(a / a, 1), []),
    "log x - log x": (Eq(log(a) - log(a), 0), []),
    "the tangent": (ln(a) <= a - 1, [a > 0]),
    "the tangent touches at 1 only": (Iff(Eq(ln(a), a - 1), Eq(a, 1)), [a > 0]),
    "log of a power": (Eq(log(a**n), n * log(a)), [a > 0]),
    "0^0": (Eq(f[i] ** z[i] * (1 - f[i]) ** (1 - z[i]), f[i]), [Eq(z[i], 1), f[i] >= 0, f[i] <= 1]),
    "the Bernoulli log-likelihood": (
        Eq(
            log(Prod(i, f[i] ** z[i] * (1 - f[i]) ** (1 - z[i]))), Sum(i, z[i] * log(f[i]) + (1 - z[i]) * log(1 - f[i]))
        ),
        [CHANCES, BITS],
    ),
    "its maximiser": (
        Eq(argmax(t, a * ln(t) + (1 - a) * ln(1 - t), where=And(t > 0, t < 1)), function(t, Eq(t, a))),
        [a > 0, a < 1],
    ),
    "a derivative": (has_derivative(t, ln(t) / t, a, (1 - ln(a)) / a**2), [a > 0]),
    "a positive factor": (Eq(argmax(theta, L(theta), where=S), argmax(theta, a * L(theta), where=S)), [a > 0]),
    "a total": (Eq(Sum(x, y, J(x, y)), 1), []),
    "an indicator": (Eq(Sum(x, indicator(Eq(x, k)) * h(x)), h(k)), []),
    "false hypotheses give nothing": (Eq(a, 0), [a > 1, a < 1]),
    "what no instance can show": (Eq(g(a), 0), [ForAll(t, g(t) >= 0), ForAll(t, g(t) <= 0)]),
    "an unspecified value": (Eq(log(-1), 0), []),
    "a divergence without domination": (Not(Eq(D(P, R), D(P, R) + 1)), []),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_refuted(name: str) -> None:
    statement, given = FALSE[name]
    found = search(statement, given)
    assert found is not None
    for hypothesis in declared(statement, given):
        assert truth(hypothesis, found.instance) is True
        assert verified(hypothesis, found.instance) is True
    found.instance.cache.clear()
    assert truth(statement.term, found.instance) is False
    assert verified(statement.term, found.instance) is False
    assert found.where and found.lhs and found.rhs


@pytest.mark.parametrize("name", TRUE)
def test_a_true_statement_is_not_refuted(name: str) -> None:
    statement, given = TRUE[name]
    assert search(statement, given, budget=600) is None


@pytest.mark.parametrize("name", ["D4: not symmetric", "C2x: the weight of the condition is lost", "products add"])
def test_the_search_finds_the_same_again(name: str) -> None:
    statement, given = FALSE[name]
    assert search(statement, given) == search(statement, given)


@pytest.mark.parametrize(
    ("name", "where", "lhs", "rhs"),
    [
        ("D4: not symmetric", "X = {1, 2}, P = (1/2, 1/2), Q = (3/4, 1/4)", "0.208 bit", "0.189 bit"),
        ("D8x", "X = {1, 2}, P = (1/2, 1/2)", "1 bit", "0"),
        ("independence taken for granted", "X = {1, 2}, Y = {1, 2}, J = ((1/2, 0), (0, 1/2))", "1 bit", "2 bit"),
        ("C1x: lost weight, wrong law", "X = {1, 2}, Y = {1, 2}, J = ((1/4, 1/4), (1/4, 1/4))", "1 bit", "2 bit"),
        ("a square root", "a = 1, c = -1", "true", "false"),
        ("D3x", "X = {1, 2}, P = (1/2, 1/2), Q = (1/2, 1/2)", "0", "0 bit"),
    ],
)
def test_the_words(name: str, where: str, lhs: str, rhs: str) -> None:
    found = search(*FALSE[name])
    assert found is not None
    assert (found.where, found.lhs, found.rhs) == (where, lhs, rhs)


def test_values_are_in_bits_only_at_base_2() -> None:
    found = search(Eq(H(P), 1), [base > 3])
    assert found is not None
    assert "b = 4" in found.where and found.lhs == "1/2"
