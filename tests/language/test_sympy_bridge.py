"""Expressions to SymPy with symbolic and with given probabilities, and SymPy's expressions back."""

from fractions import Fraction

import pytest
import sympy

from symbolic_it import (
    And,
    D,
    E,
    Eq,
    Exists,
    ForAll,
    H,
    Implies,
    InvalidArgument,
    Or,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    base,
    empirical,
    exp,
    first_marginal,
    has_derivative,
    index,
    indicator,
    law,
    ln,
    log,
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
    sequence,
    tends_to,
    tends_to_infinity,
    uniform,
)
from symbolic_it.language.expr import Expr, lift
from symbolic_it.language.sympy_bridge import from_sympy, optimum_to_sympy, to_sympy

X, Y = alphabet("X"), alphabet("Y")
x, y = X.outcome("x"), Y.outcome("y")
P, R, J = law("P", X), law("Q", X), law("J", X * Y)
Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)
m, n = sample_size("m"), natural("n")
i = index("i", m)
data, f = sample("x", X), sequence("f")
a, t = real_number("a"), real_variable("t")
g = real_function("g")
P1, P2, Q1, Q2 = sympy.symbols("P_1 P_2 Q_1 Q_2", nonnegative=True)
b = sympy.Symbol("b", positive=True)
A = sympy.Symbol("a", real=True)


# ---- to SymPy, symbols -------------------------------------------------------------------------------


def test_notions_unfold_to_sums_over_letters():
    assert H(P).to_sympy() == -P1 * sympy.log(P1) / sympy.log(b) - P2 * sympy.log(P2) / sympy.log(b)
    assert D(P, R).to_sympy() == P1 * sympy.log(P1 / Q1) / sympy.log(b) + P2 * sympy.log(P2 / Q2) / sympy.log(b)
    assert sympy.expand_log((H(P, R) - H(P) - D(P, R)).to_sympy(), force=True).expand() == 0


def test_sizes_by_number_and_by_name():
    assert Sum(x, P(x)).to_sympy(sizes=4) == sum(sympy.symbols("P_1:5", nonnegative=True))
    total = Sum(x, y, J(x, y))
    assert len(total.to_sympy(sizes={"X": 2, "Y": 3}).args) == 6
    assert Sum(x, P(x)).to_sympy(sizes=1) == P1


def test_laws_are_nonnegative_and_other_tables_real():
    assert H(P).to_sympy().free_symbols == {P1, P2, b}
    assert Sum(x, P(x)).to_sympy().free_symbols == {P1, P2}  # by its declaration
    assert f(n).to_sympy().is_nonnegative is None


def test_joint_laws_models_sequences_and_samples():
    assert str(first_marginal(J)(X.letter("k")).to_sympy()) == "J_k_1 + J_k_2"
    assert str(E(P, x, log(p[theta](x))).to_sympy()) == "P_1*log(p_theta_1)/log(b) + P_2*log(p_theta_2)/log(b)"
    assert str(Prod(i, f[i]).to_sympy(sample_size=3)) == "f_1*f_2*f_3"
    assert str(Sum(i, log(p[theta](data[i]))).to_sympy()) == "log(p_theta_x_1)/log(b) + log(p_theta_x_2)/log(b)"
    assert "Piecewise" in str(empirical(data, m)(X.letter("k")).to_sympy())


def test_an_authors_own_symbol_is_not_taken_for_a_probability():
    own = real_number("P_1")
    assert len((P(X.letter("k")) + own * Sum(x, P(x))).to_sympy().free_symbols) == 4


def test_logarithms_powers_and_numbers():
    assert log(a).to_sympy() == sympy.log(A) / sympy.log(b)
    assert log(a, to_base=2).to_sympy() == sympy.log(A) / sympy.log(2)
    assert ln(exp(a)).to_sympy() == A
    assert (a ** Q(1, 2) + Q(-2, 3)).to_sympy() == sympy.sqrt(A) - sympy.Rational(2, 3)
    assert Sum(x, uniform(X)(x)).to_sympy(sizes=3) == 1
    assert m.to_sympy() == 2 and n.to_sympy() == sympy.Symbol("n", integer=True, nonnegative=True)
    assert sympy.sympify(a + 1) == A + 1


def test_statements():
    assert str(Eq(H(P), H(P)).to_sympy()).startswith("Eq(")  # kept, not turned into true
    assert Eq(Q(1, 2) + Q(1, 2), 1).to_sympy() is sympy.true
    assert str(Eq(P, R).to_sympy()) == "Eq(P_1, Q_1) & Eq(P_2, Q_2)"
    assert str(ForAll(x, P(x) <= R(x)).to_sympy()) == "(P_1 <= Q_1) & (P_2 <= Q_2)"
    assert str(Exists(x, P(x) > 0).to_sympy()) == "(0 < P_1) | (0 < P_2)"
    assert str(ForAll(i, f[i] > 0).to_sympy(sample_size=3)) == "(0 < f_1) & (0 < f_2) & (0 < f_3)"
    assert Implies(a > 0, Or(a > 1, a <= 1)).to_sympy().subs(A, 2) is sympy.true
    assert And(a > 0, a < 1).to_sympy().subs(A, 2) is sympy.false
    assert indicator(a > 0).to_sympy().subs(A, 2) == 1


def test_calculus():
    assert str(has_derivative(t, t * ln(t), a, ln(a) + 1).to_sympy()) == "Eq(log(a) + 1, log(a) + 1)"
    limit = tends_to(t, t * ln(t), 0, 0).to_sympy()
    assert isinstance(limit.lhs, sympy.Limit) and limit.doit() is sympy.true
    assert tends_to_infinity(t, -ln(t), 0).to_sympy().doit() is sympy.true


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        (Eq(argmax(theta, p[theta](X.letter("k"))), argmax(theta, 2 * p[theta](X.letter("k")))), "sets"),
        (argmax(theta, p[theta](X.letter("k"))), "not a SymPy expression"),
        (ForAll(t, t <= t), "infinite type"),
        (Exists(theta, p[theta](X.letter("k")) > 0), "give sizes"),
        (P, "not a SymPy expression"),
        (ln(Q(0)), "logarithm of 0"),
        (a / (Q(1) - 1), "division by 0"),
    ],
)
def test_what_has_no_sympy_expression_is_refused(expression, why):
    with pytest.raises(InvalidArgument, match=why):
        expression.to_sympy()


def test_bad_sizes_and_huge_sums_are_refused():
    for sizes in (0, True, 2.5, {"X": -1}):
        with pytest.raises(InvalidArgument):
            H(P).to_sympy(sizes=sizes)
    with pytest.raises(InvalidArgument, match="too many"):
        H(P).to_sympy(sizes=10**9)
    with pytest.raises(InvalidArgument, match="too many"):
        mutual_information(J).to_sympy(sizes=10**4)


def test_maximisers_have_an_objective_and_a_condition():
    kind, where, objective = optimum_to_sympy(argmax(theta, D(P, p[theta]), where=P << p[theta]).term, "theta")
    assert kind == "argmax" and "Implies" in str(where)
    assert str(objective) == "P_1*log(P_1/p_theta_1)/log(b) + P_2*log(P_2/p_theta_2)/log(b)"


# ---- to SymPy, with values ---------------------------------------------------------------------------


def test_a_weight_of_zero_counts_for_nothing():
    values = {P.term: (0, Fraction(1, 2), Fraction(1, 2)), base.term: 2}
    assert H(P).to_sympy(sizes=3, values=values) == 1
    values[R.term] = (0, Fraction(1, 4), Fraction(3, 4))
    divergence = D(P, R).to_sympy(sizes=3, values=values)
    assert sympy.expand_log(divergence - (H(P, R) - H(P)).to_sympy(sizes=3, values=values), force=True).expand() == 0
    assert H(point_mass(X.letter("k"))).to_sympy(sizes=3, values={X.letter("k").term: 2, base.term: 2}) == 0
    assert (log(P(x)) * P(x)).to_sympy(values={P.term: {1: 0}, x.term: 1}) == 0  # in either order


def test_an_infinite_divergence_is_not_a_number():
    with pytest.raises(InvalidArgument, match="division by 0"):
        D(P, R).to_sympy(values={P.term: (1, 0), R.term: (0, 1)})


def test_samples_and_functions_with_values():
    values = {data.term: (1, 2, 1), m.term: 3}
    both = [e.to_sympy(values=values) for e in (Q(1) / m * Sum(i, P(data[i])), Sum(x, empirical(data, m)(x) * P(x)))]
    assert both[0] == both[1] == 2 * P1 / 3 + P2 / 3
    assert g(a).to_sympy(values={g.term: lambda v: v**2}) == A**2
    assert J(X.letter("k"), Y.letter("l")).to_sympy(
        values={J.term: {(1, 2): Fraction(1, 3)}, X.letter("k").term: 1, Y.letter("l").term: 2}
    ) == sympy.Rational(1, 3)


@pytest.mark.parametrize("value", [0.5, "1/2", True, sympy.Float(1), None])
def test_values_are_exact(value):
    with pytest.raises(InvalidArgument, match="exact"):
        a.to_sympy(values={a.term: value})
    with pytest.raises(InvalidArgument):
        H(P).to_sympy(values={P.term: (value, value)})
    with pytest.raises(InvalidArgument):
        H(P).to_sympy(values={P.term: value})


# ---- from SymPy --------------------------------------------------------------------------------------

U, V = sympy.symbols("u v", real=True)
u, v = real_number("u"), real_number("v")


@pytest.mark.parametrize(
    ("made", "meant"),
    [
        (U - V, u - v),
        (U / V, u / v),
        (-U, -u),
        (1 / U, 1 / u),
        (U**2, u**2),
        (sympy.sqrt(U), u ** Q(1, 2)),
        (sympy.log(U, 2), ln(u) / ln(Q(2))),
        (sympy.exp(-U), exp(-u)),
        (sympy.E, exp(1)),
        (sympy.Rational(-2, 3), Q(-2, 3)),
        (sympy.Eq(U, V), Eq(u, v)),
        (U >= V, u >= v),
        (sympy.And(U > 0, V < 1), And(u > 0, v < 1)),
    ],
)
def test_from_sympy(made, meant):
    assert from_sympy(made) == meant
    assert lift(made) == meant


@pytest.mark.parametrize(
    "expression",
    [
        U * sympy.log(U) - (1 - U) * sympy.log(1 - U),
        -3 * U / (2 * V) + U**3 * V**-2,
        sympy.exp(U) ** 2 / V - sympy.sqrt(2),
        (U + V) ** 2 * (U - 1) / 7,
    ],
)
def test_there_and_back(expression):
    assert sympy.simplify(from_sympy(expression).to_sympy() - expression) == 0


def test_the_base_comes_back_as_the_base():
    again = from_sympy(log(a).to_sympy())
    assert again == ln(a) / ln(base)


def test_sympy_expressions_are_accepted_where_terms_are():
    assert a + sympy.Rational(1, 2) == a + Q(1, 2)
    assert isinstance(Eq(a, U), Expr)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        (U + sympy.Float("0.5"), "float"),
        (sympy.I * U, "no counterpart"),
        (sympy.pi, "no counterpart"),
        (sympy.oo, "no counterpart"),
        (sympy.nan, "no counterpart"),
        (sympy.sin(U), "no counterpart"),
        (sympy.Symbol("z", imaginary=True), "not a real symbol"),
        (sympy.Symbol("no name"), "not a symbol's name"),
        (sympy.Dummy("u"), "no counterpart"),
        ("u + v", "not a SymPy expression"),
        (1.5, "not a SymPy expression"),
    ],
)
def test_what_is_not_taken_over(expression, why):
    with pytest.raises(InvalidArgument, match=why):
        from_sympy(expression)


def test_to_sympy_of_a_term():
    assert to_sympy(Sum(x, P(x)).term, like=[h for d in P.declarations for h in d.hypotheses]) == P1 + P2
