"""Entropy: its definition as a sum, as a mean of self-informations, and as a mean of surprisals."""

from symbolic_it import E, H, Sum, alphabet, derivation, law, log

X = alphabet("X")
x = X.outcome("x")
P = law("P", X)


@derivation(
    "entropy-as-expectation",
    title="Entropy is expected self-information",
    claims=["B1"],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., equations 2.1-2.4",
)
def entropy_as_expectation(d):
    """Four ways to write the entropy of a law $P$. Letters of probability zero count for nothing in each of them."""
    d.text("The sign may stand before the sum, inside it, or inside the logarithm.")
    d.chain(H(P)).eq(
        -Sum(x, P(x) * log(P(x))), by="entropy-definition"
    ).eq(
        Sum(x, P(x) * -log(P(x))), by="sum-of-negation"
    ).eq(
        E(P, x, -log(P(x))), by="expectation-definition", why="the mean of the self-information"
    ).eq(
        E(P, x, log(1 / P(x))), by=["log-of-reciprocal", "expectation-definition"], why="where P(x) > 0"
    )  # fmt: skip
