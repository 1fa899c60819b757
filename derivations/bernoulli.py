"""Binary labels: one formula for two cases, the log-likelihood of a classifier, and why taking logs is allowed."""

from symbolic_it import (
    Eq,
    ForAll,
    Or,
    Prod,
    Sum,
    argmax,
    derivation,
    function_on,
    index,
    log,
    parameters,
    real_number,
    sample_size,
    sequence,
    subset,
)  # fmt: skip

m = sample_size("n")
i = index("i", m)
f, y = sequence("f"), sequence("y")
q, label = real_number("f"), real_number("y")
Theta = parameters("Theta")
theta = Theta.point("theta")
L, S = function_on("L", Theta), subset("S", Theta)
DEEP = "Goodfellow, Bengio and Courville, Deep Learning, "


@derivation(
    "bernoulli-formula",
    title="One formula for both labels",
    claims=["F1"],
    given=[q >= 0, q <= 1],
    source="Murphy, Probabilistic Machine Learning: An Introduction, section 2.4.1",
)
def bernoulli_formula(d):
    """A classifier gives the label 1 the probability $f$. The powers pick the right one, with $0^0 = 1$ at the ends."""
    d.text("For the label 1:")
    d.chain(q**1 * (1 - q) ** 0).eq(q, by="field-arithmetic").named("one")
    d.text("For the label 0:")
    d.chain(q**0 * (1 - q) ** 1).eq(1 - q, by="field-arithmetic").named("zero")


@derivation(
    "bernoulli-log-likelihood",
    title="The log-likelihood of a binary classifier",
    claims=["F2"],
    given=[ForAll(i, f[i] > 0), ForAll(i, f[i] < 1), ForAll(i, Or(Eq(y[i], 0), Eq(y[i], 1)))],
    source=DEEP + "section 6.2.2; Bishop, Pattern Recognition and Machine Learning, equation 4.90",
)
def bernoulli_log_likelihood(d):
    """Labels $y_i$ are 0 or 1, and the classifier's probabilities $f_i$ lie strictly between 0 and 1."""
    d.chain(log(Prod(i, f[i] ** y[i] * (1 - f[i]) ** (1 - y[i])))).eq(
        Sum(i, log(f[i] ** y[i] * (1 - f[i]) ** (1 - y[i]))), by="log-of-finite-product", why="every factor is positive"
    ).eq(
        Sum(i, log(f[i] ** y[i]) + log((1 - f[i]) ** (1 - y[i]))), by="log-of-product"
    ).eq(
        Sum(i, y[i] * log(f[i]) + (1 - y[i]) * log(1 - f[i])), by="log-of-power"
    )  # fmt: skip


@derivation(
    "likelihood-and-log-likelihood-maximisers",
    title="The likelihood and the log-likelihood have the same maximisers",
    claims=["F3"],
    given=[ForAll(theta, L(theta) > 0)],
    source=DEEP + "section 5.5",
)
def log_keeps_maximisers(d):
    """The logarithm is strictly increasing on the positive numbers, so it keeps the order of the values of $L$."""
    d.chain(argmax(theta, L(theta), where=S)).eq(argmax(theta, log(L(theta)), where=S), by="maximisers-of-log")
