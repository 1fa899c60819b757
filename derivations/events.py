"""The information of two events: it adds when they are independent, and in general the second counts under the first."""

from symbolic_it import (
    And,
    Eq,
    ForAll,
    Implies,
    Q,
    Sum,
    alphabet,
    base,
    derivation,
    function,
    indicator,
    law,
    letters,
    log,
    probability,
    refutation,
    subset,
)  # fmt: skip

X = alphabet("X")
x = X.outcome("x")
P = law("P", X)
A, B = subset("A", X), subset("B", X)
SHANNON = "Shannon, A Mathematical Theory of Communication, sections 1 and 6"
FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., sections V.1-V.3"
one, two, both = probability(P, x, A(x)), probability(P, x, B(x)), probability(P, x, And(A(x), B(x)))

V = alphabet("V")
w = V.outcome("w")
R = law("P", V)
F, G = subset("A", V), subset("B", V)
u, v = letters(V, "heads tails")
first, second, joint = probability(R, w, F(w)), probability(R, w, G(w)), probability(R, w, And(F(w), G(w)))


@derivation(
    "information-of-two-events",
    title="The information of two events: the first, and the second given the first",
    claims=["A6"],
    given=[both > 0],
    source=SHANNON + "; " + FELLER,
)
def two_events(d):
    """The probability of $B$ given $A$ is $P(A \\cap B)/P(A)$, and the information of an event is $-\\log$ of its probability."""
    d.text("What happens together with something else happens no less often alone.")
    cell = d.have(
        ForAll(x, indicator(And(A(x), B(x))) <= indicator(A(x))), by="indicator-value", cases=[And(A(x), B(x))]
    )
    each = (
        d.chain(both)
        .eq(Sum(x, P(x) * indicator(And(A(x), B(x)))), by="probability-definition")
        .le(Sum(x, P(x) * indicator(A(x))), by=["weighted-comparison", cell])
        .eq(one, by="probability-definition")
    )
    some = d.have(one > 0, by=[each, d.given[0]])
    d.text("So the quotient has a meaning, and the logarithm of a product is a sum.")
    d.chain(-log(both)).eq(-log(one * (both / one)), by=["field-arithmetic", some]).eq(
        -log(one) + -log(both / one), by=["log-of-product", some]
    )


@derivation(
    "information-of-independent-events-adds",
    title="Information adds for independent events",
    claims=["A6"],
    given=[one > 0, two > 0, Eq(both, one * two)],
    source=SHANNON + "; " + FELLER,
)
def independent_events(d):
    """Events are independent when the probability of both is the product of their probabilities."""
    d.chain(both).eq(one * two, by=d.given[2]).gt(0, by="product-of-signs")
    d.chain(-log(both)).eq(-log(one * two), by=d.given[2], why="independence").eq(
        -log(one) + -log(two), by="log-of-product"
    )


@refutation(
    "information-of-dependent-events-does-not-add",
    title="Information does not add for events that depend on each other",
    claims=["A6"],
    given=[first > 0, second > 0, joint > 0],
    source=FELLER,
)
def dependent_events(d):
    """Without independence the second event may be no news once the first is known."""
    d.claim(Eq(-log(joint), -log(first) + -log(second)))
    heads = function(w, Eq(w, u))
    with d.instance({R: {u: Q(1, 2), v: Q(1, 2)}, F: heads, G: heads, base: 2}):
        d.text("A fair coin shows heads, and one hears it twice: the second time nothing is new.")
        d.chain(-log(joint)).eq(1, by="evaluation")
        d.chain(-log(first) + -log(second)).eq(2, by="evaluation")
    d.text("For independent events it adds.")
    d.instead(
        Implies(first > 0, second > 0, Eq(joint, first * second), Eq(-log(joint), -log(first) + -log(second))),
        by="information-of-independent-events-adds",
    )
