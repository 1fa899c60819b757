"""Two variables: their marginal and conditional laws, and what becomes of conditioning on what never happens."""

from symbolic_it import (
    ForAll,
    Sum,
    alphabet,
    conditional,
    derivation,
    first_marginal,
    is_law,
    law,
    second_marginal,
)  # fmt: skip

X, Y = alphabet("X"), alphabet("Y")
x, y, k = X.outcome("x"), Y.outcome("y"), X.letter("k")
P = law("P", X * Y)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "


@derivation(
    "marginals-are-laws",
    title="The marginals of a joint law are laws",
    claims=["C1"],
    source=FELLER + "section IX.1",
)
def marginals(d):
    """A marginal adds up a row or a column of the table of the joint law $P(x,y)$."""
    d.have(ForAll(x, first_marginal(P)(x) >= 0), by=["first-marginal-definition", "sum-nonnegative"])
    total = (
        d.chain(Sum(x, first_marginal(P)(x)))
        .eq(Sum(x, Sum(y, P(x, y))), by="first-marginal-definition")
        .eq(1, by="sum-to-one")
    )
    d.have(is_law(first_marginal(P)), by=["law-definition", total], name="first")
    d.text("For the second variable the sums are exchanged.")
    d.have(ForAll(y, second_marginal(P)(y) >= 0), by=["second-marginal-definition", "sum-nonnegative"])
    other = (
        d.chain(Sum(y, second_marginal(P)(y)))
        .eq(Sum(y, Sum(x, P(x, y))), by="second-marginal-definition")
        .eq(Sum(x, Sum(y, P(x, y))), by="sum-exchange")
        .eq(1, by="sum-to-one")
    )
    d.have(is_law(second_marginal(P)), by=["law-definition", other], name="second")


@derivation(
    "conditional-law-is-law",
    title="A conditional law is a law where the condition can happen",
    claims=["C1"],
    given=[first_marginal(P)(k) > 0],
    source=FELLER + "section V.1",
)
def conditional_is_law(d):
    """Dividing a row by its sum makes a law of it. A row of zeros has no conditional law."""
    total = (
        d.chain(Sum(y, conditional(P, k)(y)))
        .eq(Sum(y, P(k, y) / first_marginal(P)(k)), by="conditional-definition")
        .eq(Sum(y, P(k, y)) / first_marginal(P)(k), by="sum-of-multiple")
        .eq(first_marginal(P)(k) / first_marginal(P)(k), by="first-marginal-definition")
        .eq(1, by="field-arithmetic")
    )
    sign = d.have(ForAll(y, conditional(P, k)(y) >= 0), by=["conditional-definition", "product-of-signs"])
    d.have(is_law(conditional(P, k)), by=["law-definition", sign, total], name="law")
