"""The computed rules against values: what `field_identity` and `linear_arithmetic` accept holds at rational points."""

from fractions import Fraction

import pytest
from hypothesis import assume as suppose
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.arithmetic import Inverse
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import KernelError, binary, equation, number, number_value, real, var
from symbolic_it.kernel.theorems import assume, field_identity, linear_arithmetic

VARIABLES = [var(n, real) for n in ("a", "b", "d")]
ZERO = number(0)
OPERATORS = ("add", "sub", "mul", "div")

small = st.sampled_from([Fraction(0), Fraction(1), Fraction(-1), Fraction(2), Fraction(1, 2), Fraction(-3, 2)])
points = st.fixed_dictionaries(dict.fromkeys(VARIABLES, small))
leaves = st.sampled_from(VARIABLES) | st.builds(number, small)
terms = st.recursive(
    leaves,
    lambda t: (
        st.builds(c, st.sampled_from(OPERATORS), t, t)
        | st.builds(lambda u: c("neg", u), t)
        | st.builds(lambda u, n: c("pow", u, number(n)), t, st.integers(0, 3))
    ),
    max_leaves=8,
)


def value(t, point):
    """The value at a point; division by zero gives zero, 0^0 is 1."""
    if t in point:
        return point[t]
    if (q := number_value(t)) is not None:
        return q
    if t.fun.kind != 3:  # a unary operator
        return -value(t.arg, point)
    x, y = value(t.fun.arg, point), value(t.arg, point)
    name = t.fun.fun.name
    if name == "div":
        return x / y if y else Fraction(0)
    return {"add": lambda: x + y, "sub": lambda: x - y, "mul": lambda: x * y, "pow": lambda: x ** int(y)}[name]()


def poly_value(p, point):
    total = Fraction(0)
    for monomial, coefficient in p.items():
        product = coefficient
        for atom, exponent in monomial:
            if isinstance(atom, Inverse):
                of = poly_value(atom.of, point)
                base = 1 / of if of else Fraction(0)
            else:
                base = point[atom]
            product *= base**exponent
        total += product
    return total


def back(p):
    """A term with this normal form."""
    total = ZERO
    for monomial, coefficient in p.items():
        product = number(coefficient)
        for atom, exponent in monomial:
            base = c("div", number(1), back(atom.of)) if isinstance(atom, Inverse) else atom
            product = c("mul", c("pow", base, number(exponent)), product)
        total = c("add", product, total)
    return total


@given(terms, points)
def test_the_normal_form_has_the_value_of_the_term(t, point):
    assert poly_value(arithmetic.normal_form(t), point) == value(t, point)


@given(terms)
def test_a_term_equals_its_normal_form_written_out(t):
    th = field_identity(t, back(arithmetic.normal_form(t)))
    assert not th.hypotheses


@given(terms, terms, points)
def test_accepted_identities_hold_at_zeros_too(s, t, point):
    pairs = [
        (s, t),
        (c("mul", s, c("div", t, t)), s),
        (c("div", c("mul", s, t), t), s),
        (c("sub", c("add", s, t), t), s),
    ]
    pairs += [
        (c("div", number(1), c("div", s, t)), c("div", t, s)),
        (c("div", c("neg", s), t), c("neg", c("div", s, t))),
    ]
    for left, right in pairs:
        try:
            field_identity(left, right)
        except KernelError:
            continue
        assert value(left, point) == value(right, point)


@given(terms, terms, terms, points)
def test_cancelling_what_is_not_zero(s, t, u, point):
    """With t != 0 and u != 0 given, what is accepted holds wherever neither is zero; it rests on what was used."""
    facts = [assume(c("not", equation(v, ZERO))) for v in (t, u)]
    pairs = [
        (c("div", c("mul", s, t), t), s),
        (c("mul", t, c("div", s, c("mul", t, u))), c("div", s, u)),
        (c("add", c("div", s, t), c("div", s, u)), c("div", c("mul", s, c("add", t, u)), c("mul", t, u))),
        (c("div", s, c("div", t, u)), c("div", c("mul", u, s), t)),
        (c("div", s, c("sub", t, u)), c("div", s, c("sub", c("mul", t, c("div", u, u)), u))),
        (s, t),
    ]
    for left, right in pairs:
        try:
            th = field_identity(left, right, facts)
        except KernelError:
            continue
        holds = value(left, point) == value(right, point)
        if all(_true(h, point) for h in th.hypotheses):
            assert holds


def _true(p, point):
    inner = p.arg if p.fun.kind == 2 and p.fun.name == "not" else None
    if inner is not None:
        return not _true(inner, point)
    for name in ("eq", "le", "lt"):
        if (sides := binary(name, p)) is not None:
            x, y = (value(s, point) for s in sides)
            return x == y if name == "eq" else x <= y if name == "le" else x < y
    raise AssertionError(p)


def test_a_factor_is_cancelled_when_it_is_known_not_to_be_zero():
    a, b, _ = VARIABLES
    for fact in (c("not", equation(a, ZERO)), c("lt", ZERO, a), c("lt", a, ZERO)):
        assert field_identity(c("mul", c("div", b, a), a), b, [assume(fact)]).hypotheses == {fact}
    quotient = assume(c("lt", ZERO, c("div", a, b)))  # neither is zero, then
    field_identity(c("div", c("mul", a, b), c("mul", b, a)), number(1), [quotient])


relations = st.sampled_from(["le", "lt", "eq"])
multiples = st.sampled_from([Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2), Fraction(-1)])
facts = st.lists(st.tuples(relations, terms, terms, multiples), max_size=3)


@settings(max_examples=400)
@given(relations, terms, facts, small, points)
def test_accepted_linear_arithmetic_follows(relation, left, premises, rest, point):
    """The right side is the left side plus the combination plus a constant: accepted or refused, never wrong."""
    right = c("add", left, number(rest))
    for _, low, high, k in premises:
        right = c("add", right, c("mul", number(k), c("sub", high, low)))
    goal = c(relation, left, right) if relation != "eq" else equation(left, right)
    parts = []
    for kind, low, high, k in premises:
        parts.append((k, assume(equation(low, high) if kind == "eq" else c(kind, low, high))))
    try:
        th = linear_arithmetic(goal, parts)
    except KernelError:
        suppose(False)
    if all(_true(h, point) for h in th.hypotheses):
        assert _true(goal, point)


LINEAR = [
    # goal relation, premise relations with multiples, constant left over, accepted?
    ("le", [("le", 1)], 0, True),
    ("lt", [("le", 1)], 0, False),
    ("lt", [("lt", 1)], 0, True),
    ("lt", [("lt", 0)], 0, False),
    ("lt", [("le", 1), ("lt", 1)], 0, True),
    ("lt", [("eq", 1)], 1, True),
    ("le", [("eq", -1)], 0, True),
    ("le", [("le", -1)], 0, False),
    ("le", [("le", 1)], -1, False),
    ("lt", [("le", 1)], Fraction(1, 10**9), True),
    ("eq", [("eq", 1), ("eq", -2)], 0, True),
    ("eq", [("eq", 1)], 1, False),
    ("eq", [("le", 1)], 0, False),
    ("eq", [("le", 0)], 0, False),
]


@pytest.mark.parametrize(("relation", "given_", "rest", "accepted"), LINEAR)
def test_which_combinations_are_accepted(relation, given_, rest, accepted):
    a, b, _ = VARIABLES
    right, parts = c("add", a, number(rest)), []
    for i, (kind, k) in enumerate(given_):
        low, high = var(f"l{i}", real), var(f"h{i}", real)
        parts.append((k, assume(equation(low, high) if kind == "eq" else c(kind, low, high))))
        right = c("add", right, c("mul", number(k), c("sub", high, low)))
    goal = equation(a, right) if relation == "eq" else c(relation, a, right)
    if accepted:
        assert linear_arithmetic(goal, parts).conclusion is goal
    else:
        with pytest.raises(KernelError):
            linear_arithmetic(goal, parts)


FALSE_IDENTITIES = {
    "0/0 = 1": lambda a, b: (c("div", ZERO, ZERO), number(1)),
    "a/a = 1": lambda a, b: (c("div", a, a), number(1)),
    "(a/b) b = a": lambda a, b: (c("mul", c("div", a, b), b), a),
    "(a-a)/(a-a) = 1": lambda a, b: (c("div", c("sub", a, a), c("sub", a, a)), number(1)),
    "1/(a+b) = 1/a + 1/b": lambda a, b: (
        c("div", number(1), c("add", a, b)),
        c("add", c("div", number(1), a), c("div", number(1), b)),
    ),
    "a^0 = 0": lambda a, b: (c("pow", a, ZERO), ZERO),
    "a^(-1) a = 1": lambda a, b: (c("mul", c("pow", a, number(-1)), a), number(1)),
    "a^(-1) = 1": lambda a, b: (c("pow", a, number(-1)), number(1)),
    "a^(1/2) = 1": lambda a, b: (c("pow", a, number(Fraction(1, 2))), number(1)),
    "a^(1/2) a^(1/2) = a": lambda a, b: (
        c("mul", c("pow", a, number(Fraction(1, 2))), c("pow", a, number(Fraction(1, 2)))),
        a,
    ),
    "ln a + ln b = ln (a b)": lambda a, b: (c("add", c("ln", a), c("ln", b)), c("ln", c("mul", a, b))),
    "exp 0 = 1": lambda a, b: (c("exp", ZERO), number(1)),
}


@pytest.mark.parametrize("name", FALSE_IDENTITIES)
def test_what_is_not_an_identity_of_fields_is_refused(name):
    a, b, _ = VARIABLES
    with pytest.raises(KernelError):
        field_identity(*FALSE_IDENTITIES[name](a, b))


@pytest.mark.parametrize(("power", "factor"), [(1, 1), (2, 3), (3, Fraction(-1, 2))])
def test_inverses_of_powers_and_multiples(power, factor):
    """1/(1/(a + b)^n) = (a + b)^n and 1/(k a + k b) = 1/k 1/(a + b), and nothing like them."""
    a, b, _ = VARIABLES
    total, one = c("add", a, b), number(1)
    below = c("div", one, c("pow", c("div", one, total), number(power)))
    scaled = c("div", one, c("add", c("mul", number(factor), a), c("mul", number(factor), b)))
    for exponent in (1, 2, 3, 4):
        right = c("pow", total, number(exponent))
        assert accepted(below, right) == (exponent == power)
        inverse = c("mul", number(Fraction(factor) ** -exponent), c("pow", c("div", one, total), number(exponent)))
        assert accepted(c("pow", scaled, number(power)), inverse) == (exponent == power)
    assert accepted(scaled, c("div", number(1 / Fraction(factor)), total))
    if factor != 1:
        assert not accepted(scaled, c("div", number(factor), total))


def accepted(left, right):
    try:
        return bool(field_identity(left, right))
    except KernelError:
        return False


def test_total_division():
    a, _, _ = VARIABLES
    assert field_identity(c("div", a, ZERO), ZERO).conclusion
    assert field_identity(c("pow", ZERO, ZERO), number(1)).conclusion
    assert field_identity(c("div", number(1), c("sub", a, a)), ZERO).conclusion


def test_a_false_hypothesis_stays_one():
    a, _, _ = VARIABLES
    nothing = c("sub", a, a)
    fact = assume(c("not", equation(nothing, ZERO)))
    th = field_identity(c("mul", c("div", number(1), a), a), c("div", a, a), [fact])
    assert not th.hypotheses  # it was not needed
    with pytest.raises(KernelError):
        field_identity(c("mul", c("div", number(1), nothing), nothing), number(1), [fact])


def test_a_normal_form_that_was_handed_out_can_be_changed_without_harm():
    a, b, _ = VARIABLES
    t = c("mul", c("add", a, b), c("div", a, c("sub", a, b)))
    arithmetic.normal_form(t).clear()
    for monomial in arithmetic.normal_form(t):
        for atom, _ in monomial:
            if isinstance(atom, Inverse):
                with pytest.raises((TypeError, AttributeError)):
                    atom.of.clear()
                with pytest.raises(KernelError):
                    atom.of = {}
    with pytest.raises(KernelError):
        field_identity(t, ZERO)
