"""Each inference rule's side conditions: what it gives, and what it refuses."""

from fractions import Fraction

import pytest

from symbolic_it.kernel.axioms import AXIOMS
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.proofs import axioms_used
from symbolic_it.kernel.terms import (
    KernelError,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    const,
    equation,
    fun,
    implication,
    make_type,
    nat,
    number,
    pair_type,
    real,
    substitute,
    type_variable,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    abstraction,
    assume,
    axiom,
    congruence,
    definition,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    instantiate_types,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    specialise,
    symmetry,
    transitivity,
)

X, A = alphabet_type("f"), type_variable("a")
a, b, d = (var(n, real) for n in "abd")
p, q = var("p", bool_), var("q", bool_)
f, g = var("f", fun(X, real)), var("g", fun(X, real))
i = var("i", X)
ZERO, ONE = number(0), number(1)
positive = c("lt", ZERO, a)
same = assume(equation(a, b))


def test_what_the_rules_conclude():
    assert reflexivity(a).conclusion is equation(a, a)
    assert symmetry(same).conclusion is equation(b, a)
    assert transitivity(same, assume(equation(b, d))).conclusion is equation(a, d)
    assert congruence(reflexivity(const("neg", fun(real, real))), same).conclusion is equation(c("neg", a), c("neg", b))
    assert abstraction(i, reflexivity(apply_term(f, i))).conclusion is equation(f, f)
    assert equality_modus_ponens(assume(equation(p, q)), assume(p)).conclusion is q
    assert assume(p).hypotheses == {p}
    assert discharge(p, assume(p)).conclusion is implication(p, p)
    assert not discharge(p, assume(p)).hypotheses
    assert discharge(q, assume(p)).hypotheses == {p}
    assert modus_ponens(assume(implication(p, q)), assume(p)).conclusion is q
    every = generalise(a, reflexivity(a))
    assert every.conclusion is universal(a, equation(a, a))
    assert specialise(ONE, every).conclusion is equation(ONE, ONE)
    moved = instantiate([(a, b), (b, a)], assume(equation(a, b)))
    assert (moved.conclusion, moved.hypotheses) == (equation(b, a), {equation(b, a)})
    assert definition("false").conclusion is equation(c("false"), universal(p, p))
    assert axioms_used(axiom("ln-exp"), axiom("ln-exp")) == ("ln-exp",)


def test_two_hypotheses_may_become_one():
    th = modus_ponens(modus_ponens(assume(implication(p, implication(q, p))), assume(p)), assume(q))
    assert instantiate([(p, c("false")), (q, c("false"))], th).hypotheses == {
        implication(c("false"), c("false"), c("false")),
        c("false"),
    }


def test_types_of_hypotheses_are_instantiated_too():
    x, y = var("x", A), var("y", A)
    th = instantiate_types([(A, real)], assume(equation(x, y)))
    assert th.hypotheses == {th.conclusion}
    assert th.conclusion is equation(var("x", real), var("y", real))


def test_instantiation_under_a_binder_captures_nothing():
    """c := g(i) in: sum over i of c f(i) = c sum f. The i that comes in is another than the bound one."""
    k = var("c", real)
    th = instantiate([(k, apply_term(g, i))], axiom("sum-of-multiple"))
    total = c("sum", abstract(i, c("mul", apply_term(g, i), apply_term(f, i))))
    assert th.conclusion.fun.arg is not total
    assert i in th.conclusion.fun.arg.free
    assert i not in total.free


false = equation(ZERO, ONE)
REFUSED = {
    # equality
    "transitivity of unlike middles": lambda: transitivity(same, same),
    "symmetry of an implication": lambda: symmetry(assume(implication(p, q))),
    "congruence of unlike types": lambda: congruence(reflexivity(f), same),
    "abstraction over a variable of a hypothesis": lambda: abstraction(a, same),
    "abstraction over a constant": lambda: abstraction(ONE, reflexivity(a)),
    "abstraction over a compound term": lambda: abstraction(c("neg", a), reflexivity(a)),
    "equality modus ponens backwards": lambda: equality_modus_ponens(assume(equation(p, q)), assume(q)),
    "equality modus ponens from an implication": lambda: equality_modus_ponens(assume(implication(p, q)), assume(p)),
    # implication and generality
    "assuming a number": lambda: assume(a),
    "discharging a number": lambda: discharge(a, same),
    "modus ponens from the consequence": lambda: modus_ponens(assume(implication(p, q)), assume(q)),
    "modus ponens from an equation": lambda: modus_ponens(assume(equation(p, q)), assume(p)),
    "generalising a variable of a hypothesis": lambda: generalise(a, assume(positive)),
    "generalising a constant": lambda: generalise(ONE, reflexivity(a)),
    "specialising at another type": lambda: specialise(p, generalise(a, reflexivity(a))),
    "specialising what is not universal": lambda: specialise(a, same),
    "specialising a hidden universal": lambda: specialise(ONE, assume(c("not", universal(a, equation(a, a))))),
    # instantiation
    "a term of another type": lambda: instantiate([(a, p)], same),
    "a number for a statement": lambda: instantiate([(p, a)], assume(p)),
    "a constant instead of a variable": lambda: instantiate([(ZERO, ONE)], same),
    "a compound pattern": lambda: instantiate([(c("neg", a), ONE)], same),
    "a loose index as the value": lambda: instantiate([(a, abstract(a, c("neg", c("neg", a))).body)], same),
    "types for terms": lambda: instantiate([(A, real)], same),
    "a type for a type constant": lambda: instantiate_types([(real, bool_)], same),
    "a type for a compound type": lambda: instantiate_types([(fun(A, A), bool_)], same),
    "an infinite type for an alphabet": lambda: instantiate_types([(X, real)], axiom("sum-of-sum")),
    "an infinite type where nothing is summed": lambda: instantiate_types([(X, real)], reflexivity(i)),
    "naturals for an alphabet": lambda: instantiate_types([(X, nat)], axiom("sum-of-sum")),
    "a general variable for an alphabet": lambda: instantiate_types([(X, A)], axiom("sum-of-sum")),
    "functions on naturals for an alphabet": lambda: instantiate_types([(X, fun(nat, bool_))], axiom("sum-of-sum")),
    "pairs with reals for an alphabet": lambda: instantiate_types([(X, pair_type(X, real))], axiom("sum-of-sum")),
    # axioms, definitions
    "an unknown axiom": lambda: axiom("choice"),
    "a lemma as an axiom": lambda: axiom("ln-order"),
    "the definition of a primitive": lambda: definition("ln"),
    "the definition of an axiom's name": lambda: definition("ln-exp"),
    # computed rules
    "a false identity": lambda: field_identity(ZERO, ONE),
    "an identity of statements": lambda: field_identity(p, p),
    "(u/v) v = u, given u != 0": lambda: field_identity(
        c("mul", c("div", a, b), b), a, [assume(c("not", equation(a, ZERO)))]
    ),
    "0 <= u is not u != 0": lambda: field_identity(c("div", a, a), ONE, [assume(c("le", ZERO, a))]),
    "u = 0 is not u != 0": lambda: field_identity(c("div", a, a), ONE, [assume(equation(a, ZERO))]),
    "u != 1 is not u != 0": lambda: field_identity(c("div", a, a), ONE, [assume(c("not", equation(a, ONE)))]),
    "1 < u is not read as u != 0": lambda: field_identity(c("div", a, a), ONE, [assume(c("lt", ONE, a))]),
    "f != 0 of functions": lambda: field_identity(ONE, ZERO, [assume(c("not", equation(f, abstract(i, ZERO))))]),
    "v = w from u v = u w": lambda: linear_arithmetic(
        equation(b, d), [(1, assume(equation(c("mul", a, b), c("mul", a, d))))]
    ),
    "u v <= u w from v <= w": lambda: linear_arithmetic(
        c("le", c("mul", a, b), c("mul", a, d)), [(1, assume(c("le", b, d)))]
    ),
    "the wrong way round": lambda: linear_arithmetic(c("le", b, a), [(-1, assume(c("le", a, b)))]),
    "an equation of functions": lambda: linear_arithmetic(equation(f, f)),
    "an equation of statements": lambda: linear_arithmetic(equation(p, p)),
    "a float as multiple": lambda: linear_arithmetic(c("le", a, a), [(1.0, assume(c("le", a, a)))]),
    "a truth value as multiple": lambda: linear_arithmetic(c("le", a, a), [(True, assume(c("le", a, a)))]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    with pytest.raises(KernelError):
        REFUSED[name]()


NOT_THEOREMS = [None, 0, "axiom", a, equation(a, a), object(), AXIOMS["ln-exp"], {}, [same]]


@pytest.mark.parametrize("thing", NOT_THEOREMS, ids=lambda t: type(t).__name__)
def test_only_theorems_are_premises(thing):
    for use in (
        lambda: symmetry(thing),
        lambda: transitivity(same, thing),
        lambda: congruence(thing, same),
        lambda: abstraction(i, thing),
        lambda: equality_modus_ponens(thing, thing),
        lambda: discharge(p, thing),
        lambda: modus_ponens(thing, same),
        lambda: generalise(i, thing),
        lambda: specialise(a, thing),
        lambda: instantiate([], thing),
        lambda: instantiate_types([], thing),
        lambda: field_identity(a, b, [thing]),
        lambda: linear_arithmetic(positive, [(1, thing)]),
    ):
        with pytest.raises(KernelError):
            use()


NOT_TERMS = [None, 0, "x", real, same, Fraction(1, 2), object(), abstract(a, c("neg", c("neg", a))).body]


@pytest.mark.parametrize("thing", NOT_TERMS, ids=lambda t: type(t).__name__)
def test_only_closed_terms_are_arguments(thing):
    for use in (
        lambda: reflexivity(thing),
        lambda: assume(thing),
        lambda: discharge(thing, same),
        lambda: generalise(thing, same),
        lambda: abstraction(thing, same),
        lambda: specialise(thing, generalise(i, reflexivity(a))),
        lambda: instantiate([(a, thing)], same),
        lambda: instantiate([(thing, a)], same),
        lambda: field_identity(thing, a),
        lambda: linear_arithmetic(thing),
        lambda: abstract(a, thing),
        lambda: substitute({a: thing}, a),
    ):
        with pytest.raises(KernelError):
            use()


ILL_TYPED = {
    "a function of another domain": lambda: apply_term(f, a),
    "a number applied": lambda: apply_term(a, a),
    "a sum over the reals": lambda: const("sum", fun(fun(real, real), real)),
    "a sum over the naturals": lambda: const("sum", fun(fun(nat, real), real)),
    "a sum over any type": lambda: const("sum", fun(fun(A, real), real)),
    "a product over functions on the naturals": lambda: const("prod", fun(fun(fun(nat, bool_), real), real)),
    "an equation of two types": lambda: equation(a, p),
    "ln of statements": lambda: const("ln", fun(bool_, real)),
    "an unknown constant": lambda: const("sorry", bool_),
    "a numeral that is a statement": lambda: const("#1", bool_),
    "a numeral not reduced": lambda: const("#2/4", real),
    "a numeral with an exponent": lambda: const("#1e9", real),
    "a numeral with a huge exponent": lambda: const("#1e99999999", real),
    "a numeral over zero": lambda: const("#1/0", real),
    "a numeral with a sign": lambda: const("#+1", real),
    "minus zero": lambda: const("#-0", real),
    "a numeral with a line end": lambda: const("#1\n", real),
    "a numeral in other digits": lambda: const("#١", real),
    "a numeral with underscores": lambda: const("#1_0", real),
    "a float": lambda: number(0.5),
    "a truth value": lambda: number(True),
    "not a number": lambda: number(float("nan")),
    "an unknown type": lambda: make_type("set", real),
    "a type of the wrong arity": lambda: make_type("fun", real),
    "a type variable with arguments": lambda: make_type("'a", real),
    "a variable without a name": lambda: var("", real),
    "a variable without a type": lambda: var("x", None),
    "abstraction over a function's value": lambda: abstract(apply_term(f, i), a),
    "a pair taken for a function": lambda: c("fst", f),
}


@pytest.mark.parametrize("name", ILL_TYPED)
def test_ill_typed_terms_cannot_be_made(name):
    with pytest.raises(KernelError):
        ILL_TYPED[name]()


def test_arguments_are_taken_over_when_a_rule_runs():
    """Lists, generators and fractions that change afterwards change nothing."""
    pairs = [(a, b)]
    th = instantiate(pairs, reflexivity(a))
    pairs[0] = (a, ONE)
    assert th.arguments[0] == ((a, b),)
    k = Fraction(1)
    bound = linear_arithmetic(c("le", a, b), [(k, assume(c("le", a, b)))])
    k._numerator = -1
    assert bound.arguments[1][0][0] == 1
    facts = [assume(c("lt", ZERO, a))]
    th = field_identity(c("div", a, a), ONE, facts)
    facts.clear()
    assert len(th.arguments[2]) == 1
    assert instantiate(iter([(a, b)]), reflexivity(a)).conclusion is equation(b, b)


class Lying(int):
    """An integer that compares and multiplies as it likes."""

    def __ge__(self, other):
        return True

    def __mul__(self, other):
        return 1

    __rmul__ = __mul__


def test_a_fraction_with_lying_parts_is_refused():
    k = Fraction(1)
    for inside in (Lying(-1), -1.0, True, "1"):
        k._numerator = inside
        with pytest.raises(KernelError):
            linear_arithmetic(c("le", b, a), [(k, assume(c("le", a, b)))])
        with pytest.raises(KernelError):
            number(k)
    k._numerator, k._denominator = 1, -1
    with pytest.raises(KernelError):
        linear_arithmetic(c("le", b, a), [(k, assume(c("le", a, b)))])
    with pytest.raises(KernelError):
        linear_arithmetic(c("le", b, a), [(Lying(-1), assume(c("le", a, b)))])
