"""Conditional models: their cross-entropy estimated from data is the mean of the negative log-likelihood."""

from symbolic_it import (
    ForAll,
    Prod,
    Q,
    Sum,
    alphabet,
    derivation,
    empirical,
    function,
    function_on,
    index,
    log,
    rule,
    sample,
    sample_size,
)

X, Y = alphabet("X"), alphabet("Y")
m = sample_size("m")
i = index("i", m)
pair = (X * Y).outcome("z")
q = function_on("q", X * Y)
data = sample("s", X * Y)
phat = empirical(data, m)


@derivation(
    "estimate-of-conditional-cross-entropy",
    title="The conditional cross-entropy estimated from data is the mean negative log-likelihood",
    claims=["E6"],
    given=[ForAll(pair, q(pair) > 0)],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5.1",
)
def estimate(d):
    """A model gives every pair $z = (x, y)$ the conditional probability $q(z) = Q(y \\mid x) > 0$ of its second component.

    Its conditional cross-entropy weighs $-\\log q$ with the joint law of the pairs. With data $s_1, \\dots, s_m$ that law is
    the empirical one, which is a weight already: no further factor belongs before the logarithm.
    """
    d.text("An average over the data is an average over the empirical law, exactly and for every sample.")
    mean = d.chain(-(Q(1) / m * Sum(i, log(q(data[i]))))).eq(
        Q(1) / m * Sum(i, -log(q(data[i]))), by="sum-of-negation"
    ).eq(
        Sum(pair, phat(pair) * -log(q(pair))), by=rule("empirical-sum", g=function(pair, -log(q(pair))))
    ).named("estimate")  # fmt: skip
    d.text("The likelihood of the second components, given the first, is the product of the conditional probabilities.")
    d.chain(-log(Prod(i, q(data[i])))).eq(
        -Sum(i, log(q(data[i]))), by="log-of-finite-product"
    ).eq(
        m * -(Q(1) / m * Sum(i, log(q(data[i])))), by="field-arithmetic"
    ).eq(
        m * Sum(pair, phat(pair) * -log(q(pair))), by=mean
    ).named("negative-log-likelihood")  # fmt: skip
