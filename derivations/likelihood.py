"""Maximum likelihood: from the product to the average log-likelihood, the empirical law, and the divergence."""

from symbolic_it import (
    D,
    E,
    ForAll,
    H,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    argmin,
    derivation,
    empirical,
    function_on,
    index,
    law,
    log,
    model,
    parameters,
    sample,
    sample_size,
)  # fmt: skip

X = alphabet("X")
x = X.outcome("x")
Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)
P = law("P", X)
m = sample_size("m")
i = index("i", m)
data = sample("x", X)
g = function_on("g", X)
DEEP = "Goodfellow, Bengio and Courville, Deep Learning, "


@derivation(
    "maximum-likelihood-as-average-log-likelihood",
    title="The likelihood and the average log-likelihood have the same maximisers",
    claims=["E1"],
    given=[ForAll(theta, ForAll(i, p[theta](data[i]) > 0))],
    source=DEEP + "equations 5.56-5.59",
)
def average_log_likelihood(d):
    """For a sample $x_1, \\dots, x_m$ drawn independently the likelihood is a product.

    Every parameter considered must give the sample positive probability: where the likelihood is zero there is no
    logarithm.
    """
    likelihood = Prod(i, p[theta](data[i]))
    d.chain(argmax(theta, likelihood)).eq(
        argmax(theta, log(likelihood)), by="maximisers-of-log", why="log is strictly increasing"
    ).eq(
        argmax(theta, Sum(i, log(p[theta](data[i])))), by="log-of-finite-product"
    ).eq(
        argmax(theta, Q(1) / m * Sum(i, log(p[theta](data[i])))), by="maximisers-of-positive-multiple", why="1/m > 0"
    )  # fmt: skip


@derivation(
    "sample-average-as-empirical-mean",
    title="A sample average is a mean under the empirical law",
    claims=["E2"],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., section 11.1",
)
def empirical_mean(d):
    """Sorting the terms by outcome is exact for every sample; no law of large numbers is involved."""
    phat = empirical(data, m)
    d.text("The empirical law $\\hat p$ gives each outcome the share of the sample that shows it.")
    d.chain(Q(1) / m * Sum(i, g(data[i]))).eq(
        Sum(x, phat(x) * g(x)), by="empirical-sum"
    ).eq(
        E(phat, x, g(x)), by="expectation-definition"
    )  # fmt: skip


@derivation(
    "maximum-likelihood-as-divergence-minimisation",
    title="Maximising the expected log-likelihood minimises the divergence",
    claims=["E4"],
    source=DEEP + "section 5.5, equations 5.59-5.61",
)
def divergence_minimisation(d):
    """The parameters compared are those whose law dominates $P$, so that every logarithm under a positive weight exists."""
    allowed = P << p[theta]
    d.chain(argmax(theta, E(P, x, log(p[theta](x))), where=allowed)).eq(
        argmax(theta, Sum(x, P(x) * log(p[theta](x))), where=allowed), by="expectation-definition"
    ).eq(
        argmax(theta, Sum(x, P(x) * log(p[theta](x))) - Sum(x, P(x) * log(P(x))), where=allowed),
        by="maximisers-of-shift", why="the second sum does not depend on theta",
    ).eq(
        argmax(theta, Sum(x, P(x) * log(p[theta](x) / P(x))), where=allowed), by=["log-of-quotient", "sum-of-difference"]
    ).eq(
        argmin(theta, Sum(x, P(x) * log(P(x) / p[theta](x))), where=allowed),
        by=["log-of-quotient", "sum-of-difference", "maximisers-of-negation"],
        why="turning the quotient round changes the sign",
    ).eq(
        argmin(theta, D(P, p[theta]), where=allowed), by="divergence-definition"
    ).eq(
        argmin(theta, H(P, p[theta]), where=allowed), by="cross-entropy-and-divergence-minimisers"
    )  # fmt: skip
