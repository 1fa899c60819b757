"""SymPy's second opinion: true and false statements, zeros, hypotheses that must hold, and every shipped step."""

from collections import Counter

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
    Library,
    Ne,
    Not,
    Or,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    argmin,
    base,
    conditional_entropy,
    empirical,
    exp,
    first_marginal,
    function_on,
    has_derivative,
    index,
    indicator,
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
    tends_to,
    tends_to_infinity,
    uniform,
)
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import apply_term, binary, equation, implication, number, real, universal, var
from symbolic_it.language.lowering import is_application
from symbolic_it.refute.second_opinion import second_opinion
from symbolic_it.refute.sympy_instances import Table, instances

X, Y = alphabet("X"), alphabet("Y")
x, y = X.outcome("x"), Y.outcome("y")
P, R, J = law("P", X), law("Q", X), law("J", X * Y)
Theta = parameters("Theta")
theta = Theta.point("theta")
p, L, S = model("p", Theta, X), function_on("L", Theta), subset("S", Theta)
m, n = sample_size("m"), natural("n")
i = index("i", m)
data, f, z = sample("x", X), sequence("f"), sequence("y")
a, c = real_number("a"), real_number("c")
t, u = real_variable("t"), real_variable("u")
g = real_function("g")


def hypotheses_of(*expressions: Expr) -> list:
    found = {h: None for e in expressions for d in sorted(e.declarations, key=lambda d: d.words) for h in d.hypotheses}
    return list(found)


def opinion(statement: Expr, *given: Expr) -> str:
    return second_opinion([*hypotheses_of(statement, *given), *(h.term for h in given)], statement.term)


positive_sample = ForAll(theta, ForAll(i, p[theta](data[i]) > 0))
likelihood = Prod(i, p[theta](data[i]))
bernoulli = Prod(i, f[i] ** z[i] * (1 - f[i]) ** (1 - z[i]))
inside = (ForAll(i, f[i] > 0), ForAll(i, f[i] < 1), ForAll(i, Or(Eq(z[i], 0), Eq(z[i], 1))))
additive = ForAll(t, u, Implies(t > 0, t <= 1, u > 0, u <= 1, Eq(g(t * u), g(t) + g(u))))
falling = ForAll(t, u, Implies(t > 0, t <= u, u <= 1, g(u) <= g(t)))

TRUE = [
    (Eq(D(P, R), H(P, R) - H(P)), P << R),
    (D(P, R) >= 0, P << R),
    (Iff(Eq(D(P, R), 0), Eq(P, R)), P << R),
    (ForAll(x, Eq(P(x), R(x))), P << R, Eq(D(P, R), 0)),
    (Eq(D(P, R), 0), Eq(P, R)),
    (Eq(H(J), H(first_marginal(J)) + conditional_entropy(J)),),
    (Eq(mutual_information(J), H(first_marginal(J)) + H(second_marginal(J)) - H(J)),),
    (conditional_entropy(J) <= H(second_marginal(J)),),
    (H(P) <= log(Sum(x, Q(1))),),
    (Eq(H(uniform(X)), log(Sum(x, Q(1)))),),
    (Eq(H(point_mass(X.letter("k"))), 0),),
    (Eq(E(P, x, log(1 / P(x))), H(P)),),
    (Eq(Q(1) / m * Sum(i, P(data[i])), Sum(x, empirical(data, m)(x) * P(x))),),
    (Eq(argmax(theta, likelihood), argmax(theta, Sum(i, log(p[theta](data[i]))))), positive_sample),
    (Eq(argmin(theta, D(P, p[theta]), where=P << p[theta]), argmin(theta, H(P, p[theta]), where=P << p[theta])),),
    (Eq(argmax(theta, L(theta), where=S), argmax(theta, log(L(theta)), where=S)), ForAll(theta, L(theta) > 0)),
    (Eq(log(bernoulli), Sum(i, z[i] * log(f[i]) + (1 - z[i]) * log(1 - f[i]))), *inside),
    (Eq(a**0 * (1 - a) ** 1, 1 - a), a >= 0, a <= 1),
    (Eq(g(Q(1)), 0), additive),
    (Implies(a > 0, a <= 1, g(a) >= 0), additive, falling),
    (Exists(c, ForAll(t, Implies(t > 0, t <= 1, Eq(g(t), -c * ln(t))))), additive, falling),
    (has_derivative(t, t * ln(t), a, ln(a) + 1), a > 0),
    (tends_to(t, t * log(t), 0, 0),),
    (tends_to_infinity(t, -log(t), 0),),
    (member(Q(1, 2), argmax(t, t * (1 - t))),),
    (Eq(Q(2) ** Q(1, 2) * Q(3) ** Q(1, 2), Q(6) ** Q(1, 2)),),
    (Eq(2 * ln(1 + Q(2) ** Q(1, 2)), ln(3 + 2 * Q(2) ** Q(1, 2))),),
    (Eq(indicator(a > 0), 1), a > 0),
    (Eq(exp(n * ln(a)), a**n), a > 0),
]

FALSE = [
    (Eq(D(P, R), H(P, R) + H(P)), P << R),  # a sign
    (Eq(D(P, R), Sum(x, log(P(x) / R(x)))), P << R),  # the weight is lost
    (Eq(D(P, R), D(R, P)), P << R, R << P),
    (Eq(D(P, R), -D(R, P)), P << R, R << P),
    (D(P, R) > 0, P << R),
    (Ne(P, R), P << R, Eq(D(P, R), 0)),
    (H(P) > 0,),
    (H(P) < log(Sum(x, Q(1))),),
    (Eq(H(J), H(first_marginal(J)) + H(second_marginal(J))),),
    (mutual_information(J) <= 0,),
    (Eq(argmax(theta, likelihood), argmin(theta, likelihood)), positive_sample),
    (Eq(argmin(theta, D(P, p[theta]), where=P << p[theta]), argmin(theta, H(p[theta]), where=P << p[theta])),),
    (Eq(argmax(theta, L(theta)), argmax(theta, L(theta) ** 2)),),
    (Eq(log(bernoulli), Sum(i, z[i] * log(f[i]) - (1 - z[i]) * log(1 - f[i]))), *inside),
    (Eq(g(a), ln(a)), additive, falling, a > 0, a <= 1, Exists(t, And(t > 0, t <= 1, Ne(g(t), 0)))),
    (has_derivative(t, t * ln(t), a, ln(a)), a > 0),
    (tends_to(t, t * log(t), 0, 1),),
    (tends_to_infinity(t, log(t), 0),),
    (member(Q(1, 3), argmax(t, t * (1 - t))),),
    (ForAll(t, t**2 > 0),),
    (Exists(x, P(x) > Q(1, 2)),),
    (log(base) < 1,),
]


@pytest.mark.parametrize("case", TRUE, ids=lambda case: case[0].text[:60])
def test_agrees_with_what_is_true(case):
    assert opinion(*case) == "agrees"


@pytest.mark.parametrize("case", FALSE, ids=lambda case: case[0].text[:60])
def test_disagrees_with_what_is_false(case):
    assert opinion(*case) == "disagrees"


@pytest.mark.parametrize(
    "case",
    [
        (Eq(a, a), a > 0, a < 0),  # no instance meets the hypotheses
        (Implies(And(a > 0, a < 0), Eq(a, a + 1)),),  # the premise never holds
        (Eq(ln(-a * a), ln(-a * a)), a > 0),  # a meaningless logarithm
        (Eq(P, R), D(P, R) < 0),
    ],
    ids=lambda case: case[0].text[:60],
)
def test_nothing_is_said_without_an_instance(case):
    assert opinion(*case) == "no finite instance"


def test_what_samples_alone_deny_is_no_disagreement():
    # a number that no sample is; "there is" fails at all samples, and so does what is said not to exist
    assert opinion(Exists(t, Eq(t, Q(22, 7)))) == "no finite instance"
    assert opinion(Implies(ForAll(t, Or(t <= 3, t > 4)), Eq(a, a + 1))) == "no finite instance"


def test_instances_meet_the_hypotheses_and_show_zeros_one_letter_and_both_kinds_of_pairs():
    statement = Eq(D(P, R), H(P, R) - H(P))
    found = instances([*hypotheses_of(statement), (P << R).term], statement.term)
    assert 4 <= len(found) <= 6
    pairs = [(inst.values[P.term], inst.values[R.term]) for inst in found]
    for one, other in pairs:
        assert isinstance(one, Table) and sum(one.rows) == sum(other.rows) == 1 and min(one.rows) >= 0
        assert all(q > 0 or w == 0 for w, q in zip(one.rows, other.rows, strict=True))
    assert any(0 in one.rows for one, _ in pairs)
    assert {len(one.rows) for one, _ in pairs} == {1, 2, 3}
    assert any(one.rows == other.rows for one, other in pairs) and any(one.rows != other.rows for one, other in pairs)


def test_under_a_divergence_of_zero_the_laws_are_equal():
    given = [*hypotheses_of(D(P, R)), (P << R).term, Eq(D(P, R), 0).term]
    found = instances(given, Eq(P, R).term)
    assert found and all(inst.values[P.term].rows == inst.values[R.term].rows for inst in found)


# ---- the library -------------------------------------------------------------------------------------


def shipped_steps():
    for derivation in Library.shipped().derivations:
        given = [h.term for h in derivation.hypotheses]
        for step in derivation.build().steps:
            yield derivation.name, [*given, *step.scope], step.goal.term


def test_every_shipped_step_is_confirmed_where_it_has_instances():
    given = {name: Counter() for name, _, _ in shipped_steps()}
    for name, hypotheses, goal in shipped_steps():
        given[name][second_opinion(hypotheses, goal)] += 1
    assert not any(count["disagrees"] for count in given.values())
    without = {name: count["no finite instance"] for name, count in given.items() if count["no finite instance"]}
    # In two steps the function is not zero at a point and zero at 1/e, which is to be contradicted.
    assert without.pop("self-information-from-axioms") == 2
    assert without.pop("self-information-from-continuity") == 3
    contradictions = {
        "divergence-from-a-point-mass", "lengths-for-another-law-cost-the-divergence", "one-bit-for-an-uneven-coin",
        "rounded-surprisals-cost-less-than-one-more",
    }  # fmt: skip
    about_infinitely_many_values = {
        "expectation-of-a-continuous-variable", "expectation-of-a-discrete-variable", "gaussian-has-the-largest-entropy",
        "gaussian-tails", "gaussian-variance", "geometric-law", "geometric-law-has-the-largest-entropy",
        "infinite-divergence-on-the-naturals",
        # A refutation's last step denies a "for all" over laws or numbers.
        "a-code-may-cost-more-than-the-entropy",
        "averages-of-dependent-samples-need-not-settle",
        "constant-of-information-depends-on-the-base",
        "independence-in-pairs-is-not-enough",
    }  # fmt: skip
    about_all_laws = {"divergence-of-a-law-from-itself-is-symmetric", "divergence-of-mirrored-laws-is-symmetric"}
    assert without.keys() <= contradictions | about_infinitely_many_values | about_all_laws


def wrong(goal):
    """The statement with its core made false: an equation of numbers off by one, anything else denied."""
    parts = binary("imp", goal)
    if parts is not None:
        return implication(parts[0], wrong(parts[1]))
    body = is_application("forall", goal)
    if body is not None:
        v = var("a name of its own", body.ty.args[0])
        return universal(v, wrong(apply_term(body, v)))
    parts = binary("eq", goal)
    if parts is not None and parts[0].ty is real:
        return equation(parts[0], constant_for("add", parts[1], number(1)))
    return constant_for("not", goal)


def test_the_shipped_steps_made_wrong_are_caught():
    found = Counter(second_opinion(hypotheses, wrong(goal)) for _, hypotheses, goal in shipped_steps())
    # What is left over denies a "there is" about real numbers, which samples cannot refute, or has no instance.
    assert found["disagrees"] >= 0.95 * (found.total() - found["no finite instance"])


def test_the_answer_is_the_same_each_time():
    statement = Not(Eq(D(P, R), D(R, P)))
    assert opinion(statement) == opinion(statement) == opinion(Not(Eq(D(P, R), D(R, P))))
