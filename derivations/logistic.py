"""The logistic function: its derivative, and the gradient of the log-likelihood of logistic regression."""

from symbolic_it import (
    Eq,
    ForAll,
    Q,
    Sum,
    base,
    derivation,
    exp,
    has_derivative,
    index,
    ln,
    natural_variable,
    real_variable,
    sample_size,
    sequence,
    successor,
    whole_number,
)

z, w, t = real_variable("z"), real_variable("w"), real_variable("t")
m = sample_size("m")
n = natural_variable("n")
y, a, u = sequence("y"), sequence("a"), sequence("u")

BISHOP = "Bishop, Pattern Recognition and Machine Learning, section 4.3.2"


def logistic(at):
    return 1 / (1 + exp(-at))


@derivation(
    "derivative-of-logistic",
    title="The derivative of the logistic function",
    claims=["F5"],
    source=BISHOP + ", equation 4.88",
)
def derivative_of_logistic(d):
    """The slope of $f(z) = 1/(1 + e^{-z})$ is the product of the two probabilities that it stands for."""
    d.text("The denominator is never zero, since the exponential is positive.")
    positive = d.have(ForAll(z, exp(-z) > 0), by="exp-positive")
    d.have(ForAll(z, 1 + exp(-z) > 0), by=positive)
    d.text("By the rule for quotients the slope is $e^{-z}/(1 + e^{-z})^2$, the product of the two probabilities.")
    d.have(
        ForAll(z, Eq(exp(-z) / ((1 + exp(-z)) * (1 + exp(-z))), logistic(z) * (1 - logistic(z)))),
        by=["field-arithmetic", positive],
    )
    d.conclude(
        ForAll(z, has_derivative(t, logistic(t), z, logistic(z) * (1 - logistic(z)))), by=["derivative-rules", positive]
    )


@derivation(
    "gradient-of-logistic-regression",
    title="The gradient of the log-likelihood of logistic regression",
    claims=["F5"],
    source=BISHOP + ", equation 4.91",
)
def gradient_of_logistic_regression(d):
    """Labels $y_i$ are explained by the scores $z_i = a_i + w u_i$.

    Here $w$ is one coordinate of the weights, $u_i$ the feature that it multiplies, and $a_i$ what the other
    coordinates contribute: the component of the gradient in this coordinate is the derivative in $w$.
    """

    def probability(i, at):
        return logistic(a[i] + at * u[i])

    def term(i, at):
        return y[i] * ln(probability(i, at)) + (1 - y[i]) * ln(1 - probability(i, at))

    def error(i, at):
        return (y[i] - probability(i, at)) * u[i]

    def loss(size, at):
        k = index("k", size)
        return Sum(k, term(k, at))

    def gradient(size, at):
        k = index("k", size)
        return Sum(k, error(k, at))

    d.text("One example first. Both logarithms are linear in the score but for one term that they share.")
    d.have(ForAll(z, exp(-z) > 0), by="exp-positive")

    def short(i, at):
        score = a[i] + at * u[i]
        return -((1 - y[i]) * score) - ln(1 + exp(-score))

    with d.take(n, w) as written:
        score = a[n] + w * u[n]
        positive = d.have(exp(-score) > 0, by="exp-positive")
        one = d.chain(ln(logistic(score))).eq(-ln(1 + exp(-score)), by=["log-of-reciprocal", positive])
        rest = d.chain(1 - logistic(score)).eq(exp(-score) / (1 + exp(-score)), by=["field-arithmetic", positive])
        d.have(1 - logistic(score) > 0, by=[rest, positive, "product-of-signs"])
        other = (
            d.chain(ln(1 - logistic(score)))
            .eq(ln(exp(-score) / (1 + exp(-score))), by=rest)
            .eq(ln(exp(-score)) - ln(1 + exp(-score)), by=["log-of-quotient", positive])
            .eq(-score - ln(1 + exp(-score)), by="exp-of-log")
        )
        d.chain(term(n, w)).eq(short(n, w), by=[one, other])
    with d.take(n, w) as each:
        score = a[n] + w * u[n]
        positive = d.have(exp(-score) > 0, by="exp-positive")
        d.have(has_derivative(t, short(n, t), w, error(n, w)), by=["derivative-rules", positive])
    d.text("A sum is differentiated term by term, by induction on the number of examples. The empty sum is zero.")
    nought, last = whole_number(0), successor(n)

    def short_loss(size, at):
        k = index("k", size)
        return Sum(k, short(k, at))

    with d.take(w) as start:
        empty = d.have(ForAll(t, Eq(short_loss(nought, t), Q(0))), by="last-term")
        flat = d.have(has_derivative(t, Q(0), w, 0), by="derivative-rules")
        nothing = d.have(Eq(gradient(nought, w), 0), by="last-term")
        zero = d.have(has_derivative(t, short_loss(nought, t), w, 0), by=["derivative-is-local", empty, flat])
        d.have(has_derivative(t, short_loss(nought, t), w, gradient(nought, w)), by=[nothing, zero])
    with d.take(n), d.suppose(ForAll(w, has_derivative(t, short_loss(n, t), w, gradient(n, w)))) as before, d.take(w):
        both = d.have(
            has_derivative(t, short_loss(n, t) + short(last, t), w, gradient(n, w) + error(last, w)),
            by=["derivative-rules", before.assumption.at(w), each.at(last, w)],
        )
        longer = d.have(ForAll(t, Eq(short_loss(last, t), short_loss(n, t) + short(last, t))), by="last-term")
        sums = d.have(Eq(gradient(last, w), gradient(n, w) + error(last, w)), by="last-term")
        grown = d.have(
            has_derivative(t, short_loss(last, t), w, gradient(n, w) + error(last, w)),
            by=["derivative-is-local", longer, both],
        )
        d.have(has_derivative(t, short_loss(last, t), w, gradient(last, w)), by=[sums, grown])
    every = d.have(
        ForAll(n, w, has_derivative(t, short_loss(n, t), w, gradient(n, w))), by=["induction", start, before]
    )
    d.text("That is the log-likelihood as it was written.")
    with d.take(n, w):
        with d.take(t) as same:
            d.have(Eq(loss(n, t), short_loss(n, t)), by=written)
        d.have(has_derivative(t, loss(n, t), w, gradient(n, w)), by=["derivative-is-local", same, every.at(n, w)])
    d.text("To the base $b$ the contribution of every example is divided by the constant $\\ln b$.")
    with d.take(n, w):
        d.have(
            has_derivative(t, 1 / ln(base) * short(n, t), w, 1 / ln(base) * error(n, w)),
            by=["derivative-rules", each.at(n, w)],
        )
