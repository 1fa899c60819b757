"""How many numbers make a law: all values but one, and the last is what is missing to one."""

from symbolic_it import (
    Eq,
    ForAll,
    Implies,
    Ne,
    Sum,
    alphabet,
    derivation,
    function,
    function_on,
    indicator,
    is_law,
    law,
)

X = alphabet("X")
x, c = X.outcome("x"), X.letter("c")
P, R = law("P", X), law("Q", X)
g = function_on("g", X)
here = indicator(Eq(x, c))
rest = Sum(x, g(x) * (1 - here))
extended = function(x, g(x) * (1 - here) + (1 - rest) * here)

SOURCE = "MacKay, Information Theory, Inference, and Learning Algorithms, section 2.1"


@derivation(
    "law-is-fixed-by-all-values-but-one",
    title="A law is fixed by all of its values but one",
    claims=["B7"],
    given=[ForAll(x, Implies(Ne(x, c), Eq(P(x), R(x))))],
    source=SOURCE,
)
def fixed_by_all_but_one(d):
    """Two laws that agree everywhere but at the letter $c$ agree there too, since both sum to one."""
    agree = d.given[0]
    excess = P(c) - R(c)
    gap = d.have(ForAll(x, Eq(P(x), R(x) + excess * here)), by=["indicator-value", agree], cases=[Eq(x, c)])
    corrected = Sum(x, R(x) + excess * here)
    sums = [
        d.have(Sum(x, P(x)) <= corrected, by=["sum-comparison", gap]),
        d.have(Sum(x, P(x)) >= corrected, by=["sum-comparison", gap]),
    ]
    none = (
        d.chain(1)
        .eq(Sum(x, P(x)), by="sum-to-one")
        .eq(corrected, by=["linear-arithmetic", *sums])
        .eq(Sum(x, R(x)) + excess, by=["sum-of-sum", "sum-of-multiple", "sum-of-indicator"])
        .eq(1 + excess, by="sum-to-one")
    )
    last = d.have(Eq(P(c), R(c)), by=none)
    d.have(ForAll(x, Eq(P(x), R(x))), by=[agree, last], cases=[Eq(x, c)])
    d.conclude(Eq(P, R))


@derivation(
    "nonnegative-numbers-extend-to-a-law",
    title="Nonnegative numbers of sum at most one extend to one law",
    claims=["B7"],
    given=[ForAll(x, Implies(Ne(x, c), g(x) >= 0)), rest <= 1],
    source=SOURCE,
)
def extends_to_a_law(d):
    """Give every letter but $c$ a nonnegative number, together at most one. The letter $c$ takes what is missing to one.

    No other law has these values, since a law is fixed by all of its values but one.
    """
    d.text("The value at $c$ is nonnegative because the others do not exceed one together.")
    sign = d.have(
        ForAll(x, extended(x) >= 0),
        by=["indicator-value", "product-of-signs", d.given[0], d.given[1]],
        cases=[Eq(x, c)],
    )
    d.text("The sum of all values is one.")
    total = d.chain(Sum(x, extended(x))).eq(
        rest + Sum(x, (1 - rest) * here), by=["sum-of-sum", "sum-of-negation"]
    ).eq(rest + (1 - rest), by=["sum-of-multiple", "sum-of-indicator"]).eq(1, by="field-arithmetic")  # fmt: skip
    d.conclude(is_law(extended), by=[sign, total, "law-definition"])
