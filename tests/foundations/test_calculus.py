"""Derivatives and one-sided limits: what the rules prove, and what nothing proves."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symbolic_it import (
    And,
    Eq,
    Expr,
    ForAll,
    Implies,
    Ne,
    Q,
    axioms_used,
    base,
    derivation,
    exp,
    has_derivative,
    ln,
    log,
    natural,
    real_function,
    real_number,
    real_variable,
    tends_to,
    tends_to_infinity,
)  # fmt: skip
from symbolic_it.authoring.results import DerivationResult, StepResult, Verdict
from symbolic_it.deduction.basics import LEMMAS, theorem
from symbolic_it.foundations import all_rules, get_rule
from symbolic_it.foundations.calculus import _both
from symbolic_it.kernel.replaying import replays_to
from symbolic_it.kernel.terms import constants_of

t, s, x, y = (real_variable(n) for n in "tsxy")
c, k, u = real_number("c"), real_number("k"), real_number("u")
n = natural("n")
f, g, df, dg, ddf = (real_function(name) for name in ("f", "g", "f'", "g'", "f''"))
CALCULUS = [r for r in all_rules() if r.subject == "calculus"]
PROVED, REFUTED = Verdict.PROVED, Verdict.REFUTED


def check(claims: list[Expr], by: list[str], given: list[Expr]) -> DerivationResult:
    @derivation("calculus", given=given)
    def made(d):
        for claim in claims:
            d.have(claim, by=by)

    return made.check(second_opinion=False)


def differentiated(body: Expr, point: object, value: object, *given: Expr) -> StepResult:
    return check([has_derivative(t, body, point, value)], ["derivative-rules"], list(given)).steps[0]


def limit(
    body: Expr, point: object, value: object, *given: Expr, side: str = "right", by: str = "limit-rules"
) -> StepResult:
    return check([tends_to(t, body, point, value, side=side)], [by, "log-of-one"], list(given)).steps[0]


# ---- the rules themselves ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", CALCULUS, ids=lambda r: r.name)
def test_rule_is_proved_from_the_definitions(rule):
    for th in rule.theorems:
        assert not th.hypotheses
        assert replays_to(th, (), th.conclusion) is not None


def test_only_the_mean_value_theorem_is_assumed():
    for rule in CALCULUS:
        by_mean_value = rule.name in ("zero-derivative", "monotone-by-derivative", "stationary-point-of-concave")
        assert ("mean-value" in rule.axioms) == by_mean_value, rule.name
        speaking = {a for a in rule.axioms if "has_derivative" in constants_of([theorem(a).conclusion])}
        assert speaking <= {"mean-value"}


def test_every_limit_rule_stands_on_both_sides():
    for name in ("limit-of-sum", "limit-by-squeezing", "limit-is-unique", "limit-by-derivative"):
        assert all(one in LEMMAS for one in _both(name))


# ---- derivatives that hold -------------------------------------------------------------------------------------

POSITIVE, NONZERO = c > 0, Ne(c, 0)
DERIVATIVES = [
    ("a constant", k, c, 0, ()),
    ("the identity", t, c, 1, ()),
    ("a polynomial", 3 * t**4 - t**2 / 2 + 5, c, 12 * c**3 - c, ()),
    ("a product", t * ln(t), c, ln(c) + 1, (POSITIVE,)),
    ("a product of three", t * t * exp(t), c, (c * c + 2 * c) * exp(c), ()),
    ("a quotient", (1 - t) / (1 + t), c, -2 / ((1 + c) * (1 + c)), (POSITIVE,)),
    ("a reciprocal at a negative point", 1 / t, c, -1 / (c * c), (c < 0,)),
    ("a reciprocal where not zero", 1 / t, c, -1 / (c * c), (NONZERO,)),
    ("ln", ln(t), c, 1 / c, (POSITIVE,)),
    ("log", log(t), c, 1 / (c * ln(base)), (POSITIVE,)),
    ("ln of a reflection", ln(1 - t), c, -1 / (1 - c), (c < 1,)),
    ("ln of a square", ln(t * t), c, 2 / c, (POSITIVE,)),
    ("ln of ln", ln(ln(t)), c, 1 / (c * ln(c)), (c > 1,)),
    ("exp", exp(t), c, exp(c), ()),
    ("exp of a multiple", exp(-(k * t)), c, -(k * exp(-(k * c))), ()),
    ("the logistic function", 1 / (1 + exp(-t)), c, exp(-c) / ((1 + exp(-c)) * (1 + exp(-c))), ()),
    ("a natural power", t**n, c, n * c ** (n - 1), (POSITIVE,)),
    ("a natural power of a reflection", (1 - t) ** n, c, -(n * (1 - c) ** (n - 1)), (c < 1,)),
    ("a real power", t**u, c, u * c ** (u - 1), (POSITIVE,)),
    ("a power of a constant", base**t, c, base**c * ln(base), ()),
    ("the root", t ** Q(1, 2), c, c ** Q(-1, 2) / 2, (POSITIVE,)),
]


@pytest.mark.parametrize(
    ("body", "point", "value", "given"), [d[1:] for d in DERIVATIVES], ids=[d[0] for d in DERIVATIVES]
)
def test_derivative(body, point, value, given):
    step = differentiated(body, point, value, *given)
    assert step.verdict is PROVED, step
    assert "mean-value" not in axioms_used(step.theorem)


SMOOTH = [
    ForAll(x, has_derivative(t, f(t), x, df(x))),
    ForAll(x, has_derivative(t, g(t), x, dg(x))),
]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (f(t) + k * g(t), df(c) + k * dg(c)),
        (f(t) * g(t), df(c) * g(c) + f(c) * dg(c)),
        (f(g(t)), df(g(c)) * dg(c)),
        (f(k * t + u), k * df(k * c + u)),
        (f(k - t), -df(k - c)),
        (exp(f(t)), df(c) * exp(f(c))),
    ],
)
def test_unknown_functions(body, value):
    assert differentiated(body, c, value, *SMOOTH).verdict is PROVED


def test_quotient_of_unknown_functions():
    step = differentiated(f(t) / g(t), c, (df(c) * g(c) - f(c) * dg(c)) / (g(c) * g(c)), *SMOOTH, Ne(g(c), 0))
    assert step.verdict is PROVED


# ---- derivatives that do not ----------------------------------------------------------------------------------

WRONG = [
    ("ln without a positive point", ln(t), c, 1 / c, (Ne(c, 0),)),
    ("ln at a negative point", ln(t), c, 1 / c, (c < 0,)),
    ("ln at zero", ln(t), 0, 0, ()),
    ("ln at the end point of its argument", ln(1 - t), 1, 0, ()),
    ("a term of the product rule lost", t * ln(t), c, ln(c), (POSITIVE,)),
    ("the other term lost", t * ln(t), c, 1, (POSITIVE,)),
    ("no inner factor", exp(2 * t), c, exp(2 * c), ()),
    ("no inner sign", ln(1 - t), c, 1 / (1 - c), (c < 1, c > 0)),
    ("inner factor of an unknown function", f(k * t), c, df(k * c), tuple(SMOOTH)),
    ("chain rule at the wrong point", f(g(t)), c, df(c) * dg(c), tuple(SMOOTH)),
    ("a reciprocal that may be at zero", 1 / t, c, -1 / (c * c), ()),
    ("a quotient whose divisor may vanish", f(t) / g(t), c, (df(c) * g(c) - f(c) * dg(c)) / (g(c) * g(c)), tuple(SMOOTH)),
    ("sign of the reciprocal", 1 / t, c, 1 / (c * c), (POSITIVE,)),
    ("a power's factor lost", t**n, c, c ** (n - 1), (POSITIVE,)),
    ("a real power at a point that may be negative", t**u, c, u * c ** (u - 1), ()),
    ("a root at zero", t ** Q(1, 2), 0, 0, ()),
    ("another constant", k * t, c, k + 1, ()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "point", "value", "given"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_derivative_is_not_proved(body, point, value, given):
    assert differentiated(body, point, value, *given).verdict is not PROVED


def test_a_derivative_inside_says_nothing_of_the_end_point():
    inside = ForAll(x, Implies(And(0 < x, x < 1), has_derivative(t, f(t), x, df(x))))
    assert differentiated(f(t), Q(1, 2), df(Q(1, 2)), inside).verdict is PROVED
    for end in (0, 1, c):
        assert differentiated(f(t), end, df(end), inside).verdict is not PROVED


def test_missing_condition_is_named():
    step = differentiated(ln(t), c, 1 / c)
    assert step.verdict is Verdict.CONDITIONAL
    assert any("0 < c" in a or r"0 \lt c" in a for a in step.assumptions), step.assumptions


# ---- what derivatives say of a function ------------------------------------------------------------------------


def on_unit(v: Expr, claim: Expr) -> Expr:
    return ForAll(v, Implies(And(0 < v, v < 1), claim))


ORDERED = ForAll(x, y, Implies(0 < x, x < y, y < 1, f(x) < f(y)))
SLOPES = on_unit(x, has_derivative(t, f(t), x, df(x)))


def told(claim: Expr, rule: str, *given: Expr) -> Verdict:
    @derivation("told", given=list(given))
    def made(d):
        d.have(claim, by=[rule, *d.given])

    return made.check(second_opinion=False).steps[0].verdict


def test_sign_of_the_derivative_decides_monotonicity():
    assert told(ORDERED, "monotone-by-derivative", SLOPES, on_unit(x, df(x) > 0)) is PROVED
    falling = ForAll(x, y, Implies(0 < x, x < y, y < 1, f(y) < f(x)))
    assert told(falling, "monotone-by-derivative", SLOPES, on_unit(x, df(x) < 0)) is PROVED
    weak = ForAll(x, y, Implies(0 < x, x < y, y < 1, f(x) <= f(y)))
    assert told(weak, "monotone-by-derivative", SLOPES, on_unit(x, df(x) >= 0)) is PROVED


def test_monotonicity_needs_the_sign_and_the_interval():
    assert told(ORDERED, "monotone-by-derivative", SLOPES, on_unit(x, df(x) >= 0)) is not PROVED
    assert told(ORDERED, "monotone-by-derivative", SLOPES) is not PROVED
    wider = ForAll(x, y, Implies(0 <= x, x < y, y < 1, f(x) < f(y)))
    assert told(wider, "monotone-by-derivative", SLOPES, on_unit(x, df(x) > 0)) is not PROVED


def test_zero_derivative_on_an_open_interval_says_nothing_of_its_ends():
    flat = on_unit(x, has_derivative(t, f(t), x, 0))
    inner = ForAll(x, y, Implies(0 < x, x < y, y < 1, Eq(f(x), f(y))))
    outer = ForAll(x, y, Implies(0 < x, x < y, y <= 1, Eq(f(x), f(y))))
    assert told(inner, "zero-derivative", flat) is PROVED
    assert told(outer, "zero-derivative", flat) is not PROVED


def test_stationary_point_of_a_concave_function():
    bends = on_unit(x, has_derivative(t, df(t), x, ddf(x)))
    place = (c > 0, c < 1, Eq(df(c), 0))
    best = ForAll(x, Implies(0 < x, x < 1, Ne(x, c), f(x) < f(c)))
    rule = "stationary-point-of-concave"
    assert told(best, rule, SLOPES, bends, on_unit(x, ddf(x) < 0), *place) is PROVED
    assert told(best, rule, SLOPES, bends, on_unit(x, ddf(x) <= 0), *place) is not PROVED
    assert told(best, rule, SLOPES, bends, on_unit(x, ddf(x) < 0), *place[:2]) is not PROVED
    assert told(best, rule, SLOPES, bends, on_unit(x, ddf(x) > 0), *place) is not PROVED


# ---- limits ----------------------------------------------------------------------------------------------------

LIMITS = [
    ("a constant", k, c, k, (), "right"),
    ("the identity", t, c, c, (), "left"),
    ("a polynomial", 2 * t**3 - t, 1, 1, (), "left"),
    ("ln at 1", ln(t), 1, 0, (), "left"),
    ("a quotient", (1 + t) / (2 + t), 0, Q(1, 2), (), "right"),
    ("the root at 0", 3 * t ** Q(1, 2), 0, 0, (), "right"),
    ("a power at 0", t**u, 0, 0, (u > 0,), "right"),
    ("a known limit", 1 - k * f(t), c, 1 - 2 * k, (tends_to(t, f(t), c, 2),), "right"),
    ("a product of known limits", f(t) * g(t), c, 6, (tends_to(t, f(t), c, 2), tends_to(t, g(t), c, 3)), "right"),
]


@pytest.mark.parametrize(
    ("body", "point", "value", "given", "side"), [e[1:] for e in LIMITS], ids=[e[0] for e in LIMITS]
)
def test_limit(body, point, value, given, side):
    assert limit(body, point, value, *given, side=side).verdict is PROVED


WRONG_LIMITS = [
    ("another value", 2 * t, 1, 3, (), "right"),
    ("a constant factor lost", k * f(t), c, 2, (tends_to(t, f(t), c, 2),), "right"),
    ("the other side", f(t), c, 2, (tends_to(t, f(t), c, 2, side="left"),), "right"),
    ("the value at a point of no continuity", f(t), c, f(c), (), "right"),
    ("a power that need not vanish", t**u, 0, 0, (u >= 0,), "right"),
    ("ln at zero", ln(t), 0, 0, (), "right"),
]


@pytest.mark.parametrize(
    ("body", "point", "value", "given", "side"), [e[1:] for e in WRONG_LIMITS], ids=[e[0] for e in WRONG_LIMITS]
)
def test_wrong_limit_is_not_proved(body, point, value, given, side):
    assert limit(body, point, value, *given, side=side).verdict is not PROVED


def test_squeezing():
    low = ForAll(x, Implies(And(0 < x, x < 1), -(2 * x ** Q(1, 2)) <= f(x)))
    high = ForAll(x, Implies(And(0 < x, x < 1), f(x) <= 0))

    def squeezed(*given: Expr) -> Verdict:
        @derivation("squeezed", given=list(given))
        def made(d):
            one = d.have(tends_to(t, -(2 * t ** Q(1, 2)), 0, 0), by="limit-rules")
            two = d.have(tends_to(t, Q(0) * t, 0, 0), by="limit-rules")
            three = d.have(ForAll(x, Implies(And(0 < x, x < 1), f(x) <= Q(0) * x)), by=list(d.given))
            d.have(tends_to(t, f(t), 0, 0), by=["limit-by-squeezing", one, two, three, *d.given])

        return made.check(second_opinion=False).steps[-1].verdict

    assert squeezed(low, high) is PROVED
    assert squeezed(high) is not PROVED


def test_limits_are_unique():
    one, two = tends_to(t, f(t), 1, c, side="left"), tends_to(t, f(t), 1, k, side="left")
    assert told(Eq(c, k), "limit-is-unique", one, two) is PROVED
    other = tends_to(t, f(t), 1, k)
    assert told(Eq(c, k), "limit-is-unique", one, other) is not PROVED


def test_divergence_is_not_a_limit():
    assert told(tends_to(t, -log(t), 0, c), "limit-rules", tends_to_infinity(t, -log(t), 0)) is not PROVED


def test_rules_are_documented():
    for rule in CALCULUS:
        assert rule.statement_text and rule.statement_latex and rule.why and rule.example
    assert Fraction(1, 2) and get_rule("derivative-rules").axioms
