"""Claims about estimation that are often written and do not hold, each with an instance where it fails."""

from symbolic_it import (
    And,
    D,
    E,
    Eq,
    ForAll,
    H,
    Implies,
    Q,
    Sum,
    alphabet,
    argmax,
    base,
    function_on,
    law,
    letters,
    ln,
    log,
    member,
    natural,
    real_number,
    real_variable,
    refutation,
)  # fmt: skip

k, j = natural("k"), natural("j")
p = real_number("p")
theta = real_variable("theta")
inside = And(0 < theta, theta < 1)

X, Y = alphabet("X"), alphabet("Y")
x, y = X.outcome("x"), Y.outcome("y")
u, v = letters(X, "u v")
P, R = law("P", X), law("Q", X)
S, T = law("S", Y), law("T", Y)


@refutation(
    "estimate-from-data-is-not-the-population-optimum",
    title="The maximum-likelihood estimate from data is not the best parameter for the population",
    claims=["E3x"],
    given=[k > 0, j > 0, 0 < p, p < 1],
    source="Wasserman, All of Statistics, section 9.3",
)
def finite_data(d):
    """Of $k + j$ independent labels $k$ were ones; a one has probability $p$. The sample average is set equal to its mean.

    The average tends to the mean as the sample grows. For a given sample it is not the mean, nor are the maximisers equal.
    """

    def likelihood(at):
        return k * ln(at) + j * ln(1 - at)

    def mean(at):
        return p * ln(at) + (1 - p) * ln(1 - at)

    estimate, best = (argmax(theta, f(theta), where=inside) for f in (likelihood, mean))
    share = k / (k + j)
    d.claim(member(share, best), words="Where the likelihood is greatest, the mean is said to be greatest")
    with d.instance({k: 2, j: 1, p: Q(1, 2)}):
        d.text("The labels $1, 1, 0$ from a fair coin. The estimate is two thirds: there the likelihood is greatest.")
        d.have(Eq(share, Q(2, 3)), by="evaluation")
        d.have(member(share, estimate), by="bernoulli-maximiser-from-gibbs/maximiser")
        d.text("For the population one half is better than two thirds.")
        d.have(mean(share) < mean(Q(1, 2)), by="evaluation")
    d.text(
        "What holds for given data is the average under their own relative frequencies: with $k/(k+j)$ in the place of $p$ "
        "the mean is the log-likelihood divided by the number of labels."
    )
    frequency = share * ln(theta) + (1 - share) * ln(1 - theta)
    d.instead(
        Implies(k + j > 0, ForAll(theta, Implies(inside, Eq(likelihood(theta) / (k + j), frequency)))),
        by="field-arithmetic",
    )


def printed(law_, q, z):
    """The mean of the printed estimate: each outcome is counted with its probability once more."""
    return -Sum(z, law_(z) * (law_(z) * log(q(z))))


@refutation(
    "estimate-of-cross-entropy-needs-no-weights",
    title="An average over samples is weighted already",
    claims=["E6x"],
    given=[P << R],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5",
)
def double_weight(d):
    """The estimate of a cross-entropy from samples is printed with a factor $P(y)$ before each logarithm.

    Samples come with their frequencies: the factor weights them a second time. The mean of what is printed, over
    samples from $P$, should be the cross-entropy.
    """
    d.claim(Eq(printed(P, R, x), H(P, R)))
    with d.instance({P: {u: Q(1, 2), v: Q(1, 2)}, R: {u: Q(1, 2), v: Q(1, 2)}, base: 2}):
        d.chain(printed(P, R, x)).eq(Q(1, 4) + Q(1, 4), by="evaluation").eq(Q(1, 2), by="evaluation")
        d.chain(H(P, R)).eq(Q(1, 2) + Q(1, 2), by="evaluation").eq(1, by="evaluation")
    d.text("Without the factor the mean of the estimate is the cross-entropy.")
    d.instead(Implies(S << T, Eq(E(S, y, -log(T(y))), H(S, T))), by=[
        "expectation-definition", "cross-entropy-definition", "sum-of-negation"])  # fmt: skip


@refutation(
    "doubly-weighted-estimate-has-another-minimiser",
    title="With the extra weight the best model is no longer the truth",
    claims=["E6x"],
    given=[P << R],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5",
)
def another_minimiser(d):
    """The cross-entropy is least at the truth. With the extra factor another model gets a smaller value."""
    d.claim(printed(P, P, x) <= printed(P, R, x))
    with d.instance({P: {u: Q(3, 4), v: Q(1, 4)}, R: {u: Q(9, 10), v: Q(1, 10)}, base: 2}):
        d.have(Eq(printed(P, P, x), -(Q(9, 16) * log(Q(3, 4)) + Q(1, 16) * log(Q(1, 4)))), by="evaluation")
        d.have(Eq(printed(P, R, x), -(Q(9, 16) * log(Q(9, 10)) + Q(1, 16) * log(Q(1, 10)))), by="evaluation")
        d.text(
            "The weights $9/16$ and $1/16$ are to each other as nine to one, and $9/10$ is the best model for such a coin."
        )
    least(d)


def least(d):
    """What is least where: the printed mean at a law with other weights, the cross-entropy at the truth."""
    gap = d.have(Implies(S << T, D(S, T) >= 0), by="gibbs-inequality/nonnegative")
    expansion = d.have(Implies(S << T, Eq(D(S, T), H(S, T) - H(S))), by="divergence-expansion")
    d.instead(Implies(S << T, H(S) <= H(S, T)), by=[gap, expansion])


Z = alphabet("Z")
z = Z.outcome("z")
h, t = letters(Z, "h t")
N = law("N", Z)
f, g = function_on("f", Z), function_on("g", Z)
V, c = alphabet("V"), real_number("c")
w = V.outcome("w")
M, first, second = law("M", V), function_on("F", V), function_on("G", V)


def spread(law_, value, centre, at):
    """The mean square of the distance from the centre."""
    return Sum(at, law_(at) * ((value - centre) * (value - centre)))


@refutation(
    "averages-of-dependent-samples-need-not-settle",
    title="Without independence an average may vary as much as a single sample",
    claims=["E3"],
    given=[Eq(Sum(z, N(z) * f(z)), p), Eq(Sum(z, N(z) * g(z)), p)],
    source="Feller, An Introduction to Probability Theory and Its Applications, vol. 1, chapter X",
)
def dependent(d):
    """The average of two samples is said to vary half as much as each of them. Repeat the first sample instead.

    A sample that is repeated has itself as its average, however often: the average tends to nothing new.
    """
    d.claim(Eq(spread(N, (f(z) + g(z)) / 2, p, z), spread(N, f(z), p, z) / 4 + spread(N, g(z), p, z) / 4))
    with d.instance({N: {h: Q(1, 2), t: Q(1, 2)}, f: {h: 1, t: 0}, g: {h: 1, t: 0}, p: Q(1, 2)}):
        d.have(Eq(spread(N, (f(z) + g(z)) / 2, p, z), Q(1, 4)), by="evaluation")
        d.have(Eq(spread(N, f(z), p, z) / 4 + spread(N, g(z), p, z) / 4, Q(1, 4) / 4 + Q(1, 4) / 4), by="evaluation")
    d.text("It does vary half as much when the two samples are uncorrelated, as independent ones are.")
    together = Sum(w, M(w) * ((first(w) - c) * (second(w) - c)))
    average = spread(M, (first(w) + second(w)) / 2, c, w)
    apart = spread(M, first(w), c, w) / 4 + spread(M, second(w), c, w) / 4
    whole = d.have(Eq(average, apart + together / 2), by=["sum-of-sum", "sum-of-difference", "sum-of-multiple"])
    d.instead(Implies(Eq(together, 0), Eq(average, apart)), by=whole)
