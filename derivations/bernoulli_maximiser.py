"""The maximum of the Bernoulli likelihood: by the derivative, from the bound on the logarithm, and at the ends."""

from symbolic_it import (
    And,
    Eq,
    ForAll,
    Implies,
    Ne,
    argmax,
    derivation,
    has_derivative,
    ln,
    member,
    natural,
    real_variable,
)  # fmt: skip

k, j = natural("k"), natural("j")
n = k + j
theta, t = real_variable("theta"), real_variable("t")
inside = And(0 < theta, theta < 1)
BISHOP = "Bishop, Pattern Recognition and Machine Learning, section 2.1"


def log_likelihood(at):
    return k * ln(at) + j * ln(1 - at)


def slope(at):
    return k / at - j / (1 - at)


def bend(at):
    return -(k / (at * at)) - j / ((1 - at) * (1 - at))


def likelihood(at):
    return at**k * (1 - at) ** j


@derivation(
    "bernoulli-maximiser-by-calculus",
    title="The maximum of the Bernoulli log-likelihood, by calculus",
    claims=["F4"],
    given=[k > 0, j > 0],
    source=BISHOP + "; Rudin, Principles of Mathematical Analysis, 3rd ed., theorem 5.11",
)
def by_calculus(d):
    """Of $n = k + j$ labels $k$ were ones and $j$ zeros, and both occurred.

    In natural logarithms the log-likelihood of $\\theta$ is $k \\ln\\theta + j \\ln(1-\\theta)$ on $0 < \\theta < 1$. Another
    base divides it by a positive constant, which moves no maximiser.
    """
    d.text("The derivative, from those of the logarithm and of its reflection:")
    first = d.have(
        ForAll(t, Implies(And(0 < t, t < 1), has_derivative(theta, log_likelihood(theta), t, slope(t)))),
        by="derivative-rules",
    )
    d.text("The second derivative:")
    second = d.have(
        ForAll(t, Implies(And(0 < t, t < 1), has_derivative(theta, slope(theta), t, bend(t)))), by="derivative-rules"
    )
    d.text("It is negative, so the log-likelihood is strictly concave.")
    with d.take(t, given=And(0 < t, t < 1)) as at:
        one = d.have(k / (t * t) > 0, by="product-of-signs")
        two = d.have(j / ((1 - t) * (1 - t)) > 0, by="product-of-signs")
        d.have(bend(t) < 0, by=[one, two])
    d.text("The point $k/n$ lies inside the interval, and the derivative vanishes there.")
    low = d.have(k / n > 0, by="product-of-signs")
    rest = d.chain(1 - k / n).eq(j / n, by="field-arithmetic")
    high = d.have(k / n < 1, by=[rest, "product-of-signs"])
    flat = (
        d.chain(slope(k / n))
        .eq(k / (k / n) - j / (j / n), by=rest)
        .eq(n - n, by="field-arithmetic")
        .eq(0, by="field-arithmetic")
    )
    d.text("A concave function has its only maximiser where its derivative is zero.")
    d.conclude(
        ForAll(theta, Implies(inside, Ne(theta, k / n), log_likelihood(theta) < log_likelihood(k / n))),
        by=["stationary-point-of-concave", first, second, at, flat, low, high],
    )
    d.picture(
        "curves",
        caption="The likelihood of 7 ones and 3 zeros, and its natural logarithm: other curves, and the same maximiser $k/n$.",
        over=theta,
        between=(0, 1),
        label=r"$\theta$",
        panels={"likelihood": likelihood(theta), "log-likelihood": log_likelihood(theta)},
        values={k: 7, j: 3},
        marks=[(k / n, "$k/n$", "above")],
    )


@derivation(
    "bernoulli-maximiser-from-gibbs",
    title="The maximum of the Bernoulli log-likelihood, without calculus",
    claims=["F4"],
    given=[k > 0, j > 0],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., theorem 2.6.3",
)
def from_gibbs(d):
    """The same maximum from $\\ln u \\le u - 1$ alone, as in Gibbs' inequality for two outcomes."""
    d.text("Compare the log-likelihood at $\\theta$ with its value at $k/n$.")
    with d.take(theta, given=inside) as at:
        ones = d.have(k * ln(theta / (k / n)) <= k * (theta / (k / n) - 1), by="log-bound")
        zeros = d.have(j * ln((1 - theta) / (j / n)) <= j * ((1 - theta) / (j / n) - 1), by="log-bound")
        total = d.chain(k * (theta / (k / n) - 1) + j * ((1 - theta) / (j / n) - 1)).eq(
            n * theta - k + n * (1 - theta) - j, by="field-arithmetic"
        ).eq(0, by="field-arithmetic")  # fmt: skip
        gap = d.chain(log_likelihood(theta) - (k * ln(k / n) + j * ln(j / n))).eq(
            k * ln(theta / (k / n)) + j * ln((1 - theta) / (j / n)), by="log-of-quotient"
        ).le(0, by=[ones, zeros, total])  # fmt: skip
        d.have(log_likelihood(theta) <= k * ln(k / n) + j * ln(j / n), by=gap)
    d.text("The bound is the value at $k/n$ itself, since $1 - k/n = j/n$.")
    rest = d.chain(1 - k / n).eq(j / n, by="field-arithmetic")
    low = d.have(k / n > 0, by="product-of-signs")
    high = d.have(k / n < 1, by=[rest, "product-of-signs"])
    value = d.chain(log_likelihood(k / n)).eq(k * ln(k / n) + j * ln(j / n), by=rest)
    bound = d.have(
        ForAll(theta, Implies(inside, log_likelihood(theta) <= log_likelihood(k / n))), by=[at, value], name="bound"
    )
    d.have(member(k / n, argmax(theta, log_likelihood(theta), where=inside)), by=[low, high, bound], name="maximiser")
    d.text("The bound $\\ln u \\le u - 1$ is strict unless $u = 1$, so no other $\\theta$ attains it.")
    ratio = theta / (k / n)
    with d.take(theta, given=inside) as only, d.suppose(Eq(ratio, 1)) as equal:
        d.chain(theta).eq(ratio * (k / n), by="field-arithmetic").eq(k / n, by=equal)
    with d.take(theta, given=[inside, Ne(theta, k / n)]) as strict:
        other = d.have(Ne(ratio, 1), by=only.at(theta))
        slack = d.have(k * (ratio - 1 - ln(ratio)) > 0, by=["log-bound-equality", other, "product-of-signs"])
        zeros = d.have(j * ln((1 - theta) / (j / n)) <= j * ((1 - theta) / (j / n) - 1), by="log-bound")
        total = d.chain(k * (ratio - 1) + j * ((1 - theta) / (j / n) - 1)).eq(0, by="field-arithmetic")
        gap = d.chain(log_likelihood(theta) - (k * ln(k / n) + j * ln(j / n))).eq(
            k * ln(ratio) + j * ln((1 - theta) / (j / n)), by="log-of-quotient"
        ).lt(0, by=[slack, zeros, total])  # fmt: skip
        d.have(log_likelihood(theta) < log_likelihood(k / n), by=[gap, value])
    strict.fact.named("strict")


@derivation(
    "bernoulli-likelihood-maximiser",
    title="The maximum of the Bernoulli likelihood on the closed interval",
    claims=["F4"],
    given=[n > 0],
    source=BISHOP,
)
def closed_interval(d):
    """On $0 \\le \\theta \\le 1$ the likelihood $\\theta^k (1-\\theta)^j$ is greatest at $k/n$, also for $k = 0$ or $j = 0$.

    Powers have natural exponents and $0^0 = 1$.
    """
    closed = And(0 <= theta, theta <= 1)
    best = likelihood(k / n)
    d.text("Without ones the likelihood is $(1-\\theta)^j$, which is at most $1$, its value at $0$.")
    with d.take(theta, given=[Eq(k, 0), closed]) as no_ones:
        d.chain(likelihood(theta)).eq((1 - theta) ** j, by=no_ones.assumption).le(1, by="power-at-most-one").eq(
            best, by=[no_ones.assumption, "power-of-one"]
        )
    d.text("Without zeros it is $\\theta^k$, which is at most $1$, its value at $1$.")
    with d.take(theta, given=[Eq(j, 0), closed]) as no_zeros:
        d.chain(likelihood(theta)).eq(theta**k, by=no_zeros.assumption).le(1, by="power-at-most-one").eq(
            best, by=[no_zeros.assumption, "power-of-one"]
        )
    d.text("With both, the best value is positive, and the likelihood is $0$ at the ends.")
    with d.suppose(And(k > 0, j > 0)) as mixed:
        low = d.have(k / n > 0, by="product-of-signs")
        rest = d.chain(1 - k / n).eq(j / n, by="field-arithmetic")
        high = d.have(1 - k / n > 0, by=[rest, "product-of-signs"])
        positive = d.have(best > 0, by=[low, high, "power-positive", "product-of-signs"])
        with d.take(theta, given=Eq(theta, 0)) as left:
            d.chain(likelihood(theta)).eq(0, by=[left.assumption, "power-of-zero"]).le(best, by=positive)
        with d.take(theta, given=Eq(theta, 1)) as right:
            d.chain(likelihood(theta)).eq(0, by=[right.assumption, "power-of-zero"]).le(best, by=positive)
        d.text("Between the ends the logarithm decides, since it keeps the order of positive numbers.")
        with d.take(theta, given=And(0 < theta, theta < 1)) as between:
            logs = (
                d.chain(ln(likelihood(theta)))
                .eq(log_likelihood(theta), by=["log-of-product", "log-of-power"])
                .le(log_likelihood(k / n), by="bernoulli-maximiser-from-gibbs/bound")
                .eq(ln(best), by=["log-of-product", "log-of-power", low, high])
            )
            d.have(likelihood(theta) <= best, by=[logs, positive, "log-order"])
        d.have(
            ForAll(theta, Implies(closed, likelihood(theta) <= best)),
            by=[left, right, between],
            cases=[Eq(theta, 0), Eq(theta, 1)],
        )
    d.conclude(
        ForAll(theta, Implies(closed, likelihood(theta) <= best)),
        by=[no_ones, no_zeros, mixed],
        cases=[Eq(k, 0), Eq(j, 0)],
    )
    d.conclude(member(k / n, argmax(theta, likelihood(theta), where=closed)))
