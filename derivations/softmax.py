"""The cross-entropy of a softmax: its gradient in the logits is the law given less the target."""

from symbolic_it import (
    Eq,
    ForAll,
    Sum,
    alphabet,
    base,
    derivation,
    exp,
    function_on,
    has_derivative,
    indicator,
    ln,
    log,
    real_variable,
)  # fmt: skip

X = alphabet("X")
x = X.outcome("x")
k = X.letter("k")
z, p = function_on("z", X), function_on("p", X)
t = real_variable("t")

BISHOP = "Bishop, Pattern Recognition and Machine Learning, section 4.3.4"
DEEP = "Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.3"

whole = Sum(x, exp(z(x)))


def q(at):
    return exp(z(at)) / whole


def moved(at):
    """The logits with the one at k replaced by t."""
    return z(at) + indicator(Eq(at, k)) * (t - z(k))


moved_whole = Sum(x, exp(moved(x)))
target = Sum(x, p(x) * z(x))
loss = -Sum(x, p(x) * ln(exp(moved(x)) / moved_whole))
loss_to_base = -Sum(x, p(x) * log(exp(moved(x)) / moved_whole))


@derivation(
    "softmax-is-law",
    title="A softmax is a law",
    claims=["F7"],
    source=DEEP,
)
def softmax_law(d):
    """From logits $z(x)$, any real numbers, softmax makes the law $q(x) = e^{z(x)} / \\sum_y e^{z(y)}$. No letter has probability $0$."""
    some = d.have(ForAll(x, exp(z(x)) > 0), by="exp-positive")
    positive = d.have(whole > 0, by=some, name="whole")
    d.have(ForAll(x, q(x) > 0), by=[positive, some, "product-of-signs"], name="positive")
    d.chain(Sum(x, q(x))).eq(whole / whole, by="sum-of-multiple").eq(1, by=["field-arithmetic", positive]).named("one")


@derivation(
    "softmax-gradient",
    title="The gradient of the softmax cross-entropy",
    claims=["F7"],
    given=[Eq(Sum(x, p(x)), 1)],
    source=BISHOP + ", equation 4.109; " + DEEP,
)
def softmax_gradient(d):
    """The loss is $-\\sum_x p(x) \\ln q(x)$ for a target $p$ with sum $1$, one-hot or soft. Its gradient in the logits is $q - p$.

    A component of the gradient is the derivative in one logit. Put $t$ for the logit of a letter $k$ and leave the others:
    the logits are $z(x) + [x = k](t - z(k))$.
    """
    positive = d.have(whole > 0, by="softmax-is-law/whole")
    d.text("In the sum of the exponentials one term moves; in the sum with the target one product does.")
    with d.take(t) as total:
        with d.take(x) as term:
            d.have(
                Eq(exp(moved(x)), exp(z(x)) + (exp(t) - exp(z(k))) * indicator(Eq(x, k))),
                by="indicator-value",
                cases=[Eq(x, k)],
            )
        d.chain(moved_whole).eq(Sum(x, exp(z(x)) + (exp(t) - exp(z(k))) * indicator(Eq(x, k))), by=term).eq(
            whole + (exp(t) - exp(z(k))), by=["sum-of-sum", "sum-of-multiple", "sum-of-indicator"]
        )
    with d.take(t) as linear:
        d.chain(Sum(x, p(x) * moved(x))).eq(
            Sum(x, p(x) * z(x) + (t - z(k)) * (p(x) * indicator(Eq(x, k)))), by="field-arithmetic"
        ).eq(target + p(k) * (t - z(k)), by=["sum-of-sum", "sum-of-multiple", "sum-of-indicator"])
    d.text("So the logarithm of the quotient has two parts that are easy to differentiate.")
    with d.take(t) as same:
        room = d.have(moved_whole > 0, by="exp-positive")
        d.have(whole + (exp(t) - exp(z(k))) > 0, by=[total, room])
        d.chain(loss).eq(
            -Sum(x, p(x) * (ln(exp(moved(x))) - ln(moved_whole))), by=["log-of-quotient", "exp-positive", room]
        ).eq(-Sum(x, p(x) * (moved(x) - ln(moved_whole))), by="exp-of-log").eq(
            ln(moved_whole) - Sum(x, p(x) * moved(x)), by=["sum-of-difference", "sum-of-multiple", d.given[0]]
        ).eq(ln(whole + (exp(t) - exp(z(k)))) - (target + p(k) * (t - z(k))), by=[total, linear])
    d.text("Differentiate at $t = z(k)$, where nothing has been moved.")
    here = d.chain(whole + (exp(z(k)) - exp(z(k)))).eq(whole, by="field-arithmetic")
    parts = d.have(
        has_derivative(t, ln(whole + (exp(t) - exp(z(k)))) - (target + p(k) * (t - z(k))), z(k), q(k) - p(k)),
        by=["derivative-rules", positive, here],
    )
    nats = d.have(has_derivative(t, loss, z(k), q(k) - p(k)), by=["derivative-is-local", same, parts], name="nats")
    d.text("To the base $b$ everything is divided by the constant $\\ln b$.")
    with d.take(t) as bits:
        d.chain(loss_to_base).eq(1 / ln(base) * loss, by=["log-definition", "sum-of-multiple"])
    divided = d.have(
        has_derivative(t, 1 / ln(base) * loss, z(k), 1 / ln(base) * (q(k) - p(k))), by=["derivative-rules", nats]
    )
    d.have(
        has_derivative(t, loss_to_base, z(k), 1 / ln(base) * (q(k) - p(k))),
        by=["derivative-is-local", bits, divided],
        name="base",
    )
