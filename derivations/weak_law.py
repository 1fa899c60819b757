"""The weak law of large numbers on a finite alphabet: variance, Chebyshev's inequality, means of independent samples."""

from symbolic_it import (
    E,
    Eq,
    Exists,
    ForAll,
    Implies,
    Not,
    Q,
    Sum,
    alphabet,
    apart,
    derivation,
    distributed,
    function,
    function_on,
    independent,
    index,
    indicator,
    law,
    log,
    model,
    natural_variable,
    parameters,
    probability,
    random_numbers,
    random_variable,
    random_variables,
    real_number,
    rule,
    sample_size,
    successor,
    variance,
    whole_number,
)  # fmt: skip

X, Y, Omega = alphabet("X"), alphabet("Y"), alphabet("Omega")
x, y, w = X.outcome("x"), Y.outcome("y"), Omega.outcome("w")
P, R = law("P", X), law("R", Omega)
U, V = random_variable("U", Omega, X), random_variable("V", Omega, Y)
g, h = function_on("g", X), function_on("h", Y)

FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "
DEEP = "Goodfellow, Bengio and Courville, Deep Learning, "
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


@derivation(
    "mean-sorted-by-value",
    title="The mean of a function of a variable, sorted by the values of the variable",
    claims=["E3"],
    source=FELLER + "section IX.2",
)
def sorted_by_value(d):
    """A random variable $U$ is a function on a finite space of outcomes.

    To average $g(U)$ over the outcomes, sort the outcomes by the value that $U$ takes.
    """
    hit = indicator(Eq(U(w), x))
    (
        d.chain(E(R, w, g(U(w))))
        .eq(Sum(w, R(w) * Sum(x, hit * g(x))), by=["expectation-definition", "sum-over-values"])
        .eq(Sum(w, Sum(x, R(w) * hit * g(x))), by="sum-of-multiple")
        .eq(Sum(x, Sum(w, R(w) * hit * g(x))), by=rule("sum-exchange", h=function(w, function(x, R(w) * hit * g(x)))))
        .eq(Sum(x, probability(R, w, Eq(U(w), x)) * g(x)), by=["probability-definition", "sum-of-multiple"])
    )


@derivation(
    "mean-under-the-law-of-a-variable",
    title="The mean of a function of a variable is its mean under the law of the variable",
    claims=["E3"],
    given=[distributed(R, U, P)],
    source=FELLER + "section IX.2",
)
def change_of_variable(d):
    """The law of a random variable says how probable each of its values is; means need nothing else."""
    chance = d.have(ForAll(x, Eq(probability(R, w, Eq(U(w), x)), P(x))), by=["law-of-variable", d.given[0]])
    (
        d.chain(E(R, w, g(U(w))))
        .eq(Sum(x, probability(R, w, Eq(U(w), x)) * g(x)), by="mean-sorted-by-value")
        .eq(Sum(x, P(x) * g(x)), by=chance)
        .eq(E(P, x, g(x)), by="expectation-definition")
    )


@derivation(
    "mean-of-product-of-independent-variables",
    title="For independent variables the mean of a product is the product of the means",
    claims=["E3"],
    given=[independent(R, U, V)],
    source=FELLER + "section IX.2, theorem 3",
)
def product_of_means(d):
    """Both factors are sorted by the values that the variables take; independence splits the probability."""
    here, there = indicator(Eq(U(w), x)), indicator(Eq(V(w), y))
    first, second = probability(R, w, Eq(U(w), x)), probability(R, w, Eq(V(w), y))
    d.text("Hold the value of $U$ fixed and sort by the values of $V$.")
    with d.take(x) as inner:
        events = d.have(
            ForAll(y, Eq(Sum(w, R(w) * here * there), first * second)),
            by=["independent-events", d.given[0], "probability-definition", "indicator-of-both"],
        )
        (
            d.chain(Sum(w, R(w) * here * h(V(w))))
            .eq(Sum(w, R(w) * here * Sum(y, there * h(y))), by="sum-over-values")
            .eq(Sum(w, Sum(y, R(w) * here * there * h(y))), by="sum-of-multiple")
            .eq(
                Sum(y, Sum(w, R(w) * here * there * h(y))),
                by=rule("sum-exchange", h=function(w, function(y, R(w) * here * there * h(y)))),
            )
            .eq(Sum(y, Sum(w, R(w) * here * there) * h(y)), by="sum-of-multiple")
            .eq(Sum(y, first * second * h(y)), by=events)
            .eq(first * Sum(y, second * h(y)), by="sum-of-multiple")
            .eq(first * E(R, w, h(V(w))), by="mean-sorted-by-value")
        )
    d.text("Now sort by the values of $U$.")
    (
        d.chain(E(R, w, g(U(w)) * h(V(w))))
        .eq(Sum(w, R(w) * h(V(w)) * Sum(x, here * g(x))), by=["expectation-definition", "sum-over-values"])
        .eq(Sum(w, Sum(x, R(w) * h(V(w)) * here * g(x))), by="sum-of-multiple")
        .eq(
            Sum(x, Sum(w, R(w) * h(V(w)) * here * g(x))),
            by=rule("sum-exchange", h=function(w, function(x, R(w) * h(V(w)) * here * g(x)))),
        )
        .eq(Sum(x, g(x) * Sum(w, R(w) * here * h(V(w)))), by="sum-of-multiple")
        .eq(Sum(x, g(x) * (first * E(R, w, h(V(w))))), by=inner)
        .eq(Sum(x, first * g(x)) * E(R, w, h(V(w))), by="sum-of-multiple")
        .eq(E(R, w, g(U(w))) * E(R, w, h(V(w))), by="mean-sorted-by-value")
    )


outcome, mean, eps = function_on("f", Omega), real_number("mu"), real_number("epsilon")


@derivation(
    "chebyshev-inequality",
    title="Chebyshev's inequality",
    claims=["E3"],
    given=[eps > 0],
    source=FELLER + "section IX.6; " + COVER + "problem 3.1",
)
def chebyshev(d):
    """Far from a number $\\mu$ the square of the distance is large, and a mean cannot hold much of what is large."""
    far = apart(outcome(w), mean, eps)
    square = (outcome(w) - mean) * (outcome(w) - mean)
    d.text("Outcome by outcome, the indicator of being far is at most the square over $\\varepsilon^2$.")
    with d.take(w, given=far) as yes:
        large = d.have(eps * eps <= square, by=["distance-squared", yes.assumption])
        d.chain(eps * eps * indicator(far)).eq(eps * eps, by=["indicator-value", yes.assumption]).le(square, by=large)
    with d.take(w, given=Not(far)) as no:
        d.chain(eps * eps * indicator(far)).eq(0, by=["indicator-value", no.assumption]).le(
            square, by="product-of-signs"
        )
    each = d.have(ForAll(w, eps * eps * indicator(far) <= square), by=[yes, no], cases=[far])
    whole = (
        d.chain(eps * eps * probability(R, w, far))
        .eq(Sum(w, R(w) * (eps * eps * indicator(far))), by=["probability-definition", "sum-of-multiple"])
        .le(Sum(w, R(w) * square), by=each)
        .eq(E(R, w, square), by="expectation-definition")
    )
    (
        d.chain(probability(R, w, far))
        .eq(1 / (eps * eps) * (eps * eps * probability(R, w, far)), by="field-arithmetic")
        .le(1 / (eps * eps) * E(R, w, square), by=[whole, "weighted-comparison"])
        .eq(E(R, w, square) / (eps * eps), by="field-arithmetic")
    )


m, n = sample_size("m"), natural_variable("n")
i, j = index("i", m), index("j", m)
prefix = index("i", n)
draws = random_variables("X", Omega, X)
expected = E(P, x, g(x))
average = Q(1) / m * Sum(i, g(draws[i](w)))
c, v = random_numbers("c", Omega), real_number("v")
DRAWN = [
    Eq(mean, E(P, x, g(x))),
    ForAll(i, distributed(R, draws[i], P)),
    ForAll(i, j, Implies(i < j, independent(R, draws[i], draws[j]))),
]


@derivation(
    "mean-square-of-an-uncorrelated-sum",
    title="In the mean square of a sum of uncorrelated numbers the mixed terms vanish",
    claims=["E3"],
    given=[
        ForAll(i, Eq(E(R, w, c[i](w) * c[i](w)), v)),
        ForAll(i, j, Implies(i < j, Eq(E(R, w, c[i](w) * c[j](w)), 0))),
    ],
    source=FELLER + "section IX.5",
)
def uncorrelated_sum(d):
    """Each $c_i$ has mean square $v$, and two of them have a product of mean zero: then their sum has mean square $m v$."""
    squares, mixed = d.given

    def partial(size):
        k = index("k", size)
        return Sum(k, c[k](w))

    nought, last, k = whole_number(0), successor(n), index("k", n)
    d.text("By induction on the number $n \\le m$ of terms. The empty sum is zero.")
    start = d.chain(E(R, w, partial(nought) * partial(nought))).eq(0 * v, by=["expectation-definition", "last-term"])
    d.text("A further term is uncorrelated with the sum so far.")
    with d.take(n), d.suppose(Implies(n <= m, Eq(E(R, w, partial(n) * partial(n)), n * v))) as before:
        before.assumption.named("the statement for n")
        with d.suppose(n + 1 <= m):
            crossed = (
                d.chain(E(R, w, partial(n) * c[last](w)))
                .eq(Sum(w, Sum(k, R(w) * (c[k](w) * c[last](w)))), by=["expectation-definition", "sum-of-multiple"])
                .eq(Sum(k, Sum(w, R(w) * (c[k](w) * c[last](w)))), by="sums-in-either-order")
                .eq(Sum(k, E(R, w, c[k](w) * c[last](w))), by="expectation-definition")
                .eq(Sum(k, 0), by=mixed)
                .eq(0)
            )
            final = d.have(Eq(E(R, w, c[last](w) * c[last](w)), v), by=squares.at(last))
            (
                d.chain(E(R, w, partial(last) * partial(last)))
                .eq(E(R, w, (partial(n) + c[last](w)) * (partial(n) + c[last](w))), by="last-term")
                .eq(
                    E(R, w, partial(n) * partial(n))
                    + 2 * E(R, w, partial(n) * c[last](w))
                    + E(R, w, c[last](w) * c[last](w)),
                    by=["expectation-definition", "sum-of-sum", "sum-of-multiple"],
                )
                .eq(n * v + 2 * 0 + v, by=[before, crossed, final])
                .eq((n + 1) * v, by="field-arithmetic")
            )
    every = d.have(
        ForAll(n, Implies(n <= m, Eq(E(R, w, partial(n) * partial(n)), n * v))), by=["induction", start, before]
    )
    d.conclude(Eq(E(R, w, partial(m) * partial(m)), m * v), by=every.at(m))


@derivation(
    "mean-square-of-a-sample-mean",
    title="The sample mean of m independent draws has one m-th of the variance",
    claims=["E3"],
    given=DRAWN,
    source=FELLER + "section IX.5",
)
def variance_of_mean(d):
    """$X_1, \\dots, X_m$ are drawn from $P$, each pair independently.

    How far does the average of the $g(X_i)$ lie from the expectation $\\mu$ of $g$? Write $c_i = g(X_i) - \\mu$ for the
    deviations. In the square of their sum the mixed terms vanish on average, by independence, and $m$ squares are left.
    """
    centre, same, separate = d.given
    centre.named("mu is the expectation of g")
    same.named("each draw has the law P"), separate.named("two draws are independent")

    def deviation(k):
        return g(draws[k](w)) - mean

    spread = variance(P, x, g(x))
    d.text("One deviation has mean zero, and the mean of its square is the variance of $g$ under $P$.")
    distance = function(x, g(x) - mean)
    with d.take(i, given=(1 <= i, i <= m)) as centred:
        here = d.have(distributed(R, draws[i], P), by=same.at(i))
        (
            d.chain(E(R, w, deviation(i)))
            .eq(E(P, x, g(x) - mean), by=[rule("mean-under-the-law-of-a-variable", U=draws[i], g=distance), here])
            .eq(
                E(P, x, g(x)) - mean,
                by=["expectation-definition", "sum-of-difference", "sum-of-multiple", "sum-to-one"],
            )
            .eq(0, by=centre)
        )
    with d.take(i, given=(1 <= i, i <= m)) as squared:
        here = d.have(distributed(R, draws[i], P), by=same.at(i))
        square = function(x, (g(x) - mean) * (g(x) - mean))
        (
            d.chain(E(R, w, deviation(i) * deviation(i)))
            .eq(
                E(P, x, (g(x) - mean) * (g(x) - mean)),
                by=[rule("mean-under-the-law-of-a-variable", U=draws[i], g=square), here],
            )
            .eq(spread, by=["variance-definition", centre])
        )
    d.text("Two different deviations have a product of mean zero.")
    with d.take(i, j, given=(1 <= i, i <= m, 1 <= j, j <= m, i < j)) as mixed:
        pair = d.have(independent(R, draws[i], draws[j]), by=separate.at(i, j))
        (
            d.chain(E(R, w, deviation(i) * deviation(j)))
            .eq(
                E(R, w, deviation(i)) * E(R, w, deviation(j)),
                by=[
                    rule("mean-of-product-of-independent-variables", U=draws[i], V=draws[j], g=distance, h=distance),
                    pair,
                ],
            )
            .eq(0, by=centred.at(i))
        )
    d.text("So the sum of the deviations has mean square $m$ times the variance; the average divides by $m$, twice.")
    total = Sum(i, deviation(i))
    whole = d.have(
        Eq(E(R, w, total * total), m * spread),
        by=[
            rule("mean-square-of-an-uncorrelated-sum", c=function(i, function(w, deviation(i))), v=spread), squared, mixed,
        ],
    )  # fmt: skip
    with d.take(w) as shifted:
        d.chain(total).eq(
            Sum(i, g(draws[i](w))) - m * mean, by=["sum-of-difference", "sum-of-multiple", "sum-of-constant"]
        ).eq(m * (average - mean), by="field-arithmetic")
    (
        d.chain(E(R, w, (average - mean) * (average - mean)))
        .eq(E(R, w, m * (average - mean) * (m * (average - mean)) / (m * m)), by="field-arithmetic")
        .eq(E(R, w, total * total / (m * m)), by=shifted)
        .eq(E(R, w, total * total) / (m * m), by=["expectation-definition", "sum-of-multiple"])
        .eq(m * spread / (m * m), by=whole)
        .eq(spread / m, by="field-arithmetic")
        .named("mean-square")
    )


@derivation(
    "weak-law-bound",
    title="How probable it is that a sample mean lies far from the expectation",
    claims=["E3"],
    given=[*DRAWN, eps > 0],
    source=FELLER + "section X.1; " + COVER + "problem 3.2",
)
def weak_law_bound(d):
    """Chebyshev's inequality for the average of $m$ independent draws: the bound falls like $1/m$."""
    spread = variance(P, x, g(x))
    square = d.have(
        Eq(E(R, w, (average - mean) * (average - mean)), spread / m), by="mean-square-of-a-sample-mean/mean-square"
    )
    (
        d.chain(probability(R, w, apart(average, mean, eps)))
        .le(E(R, w, (average - mean) * (average - mean)) / (eps * eps), by="chebyshev-inequality")
        .eq(spread / m / (eps * eps), by=square)
        .eq(spread / (m * (eps * eps)), by="field-arithmetic")
    )


eta = real_number("eta")
large = natural_variable("N")


@derivation(
    "weak-law-of-large-numbers",
    title="The weak law of large numbers: sample means tend to the expectation in probability",
    claims=["E3"],
    given=[*DRAWN[1:], eps > 0, eta > 0, variance(P, x, g(x)) < m * (eta * (eps * eps))],
    source=FELLER + "section X.1; " + COVER + "problem 3.2",
)
def weak_law(d):
    """However small $\\varepsilon$ and $\\eta$ are: from some $N$ on, every sample of $m \\ge N$ draws has a mean that
    lies $\\varepsilon$ or more from the expectation with probability less than $\\eta$.

    What $m$ must exceed depends on $P$, $g$, $\\varepsilon$ and $\\eta$ alone; the space on which the draws live does not
    matter. That is a limit in probability. It is not an equality: no finite sample needs to hit the expectation.
    """
    spread, centre = variance(P, x, g(x)), E(P, x, g(x))
    scale = eta * (eps * eps)
    d.given[-1].named("the sample is large")
    d.text("All samples from some $N$ on are large enough, since beyond every number there is a natural number.")
    wide = d.have(scale > 0, by="product-of-signs")
    beyond = d.have(Exists(large, spread / scale < large), by="archimedes")
    with d.obtain(large, beyond) as found:
        gap = d.have((large - spread / scale) * scale > 0, by=["product-of-signs", found, wide])
        rest = d.chain((large - spread / scale) * scale).eq(large * scale - spread, by="field-arithmetic")
        with d.take(n, given=large <= n) as later:
            more = d.have(scale * large <= scale * n, by=["weighted-comparison", later.assumption, wide])
            d.have(spread < n * scale, by=[gap, rest, more])
        d.have(Exists(large, ForAll(n, Implies(large <= n, spread < n * scale))), by=later)
    d.text("For a sample that is large enough the bound of Chebyshev's inequality is below $\\eta$.")
    slack = d.have((m * scale - spread) / (m * (eps * eps)) > 0, by=["product-of-signs", d.given[-1]])
    (
        d.chain(probability(R, w, apart(average, centre, eps)))
        .le(spread / (m * (eps * eps)), by="weak-law-bound")
        .lt(m * scale / (m * (eps * eps)), by=slack)
        .eq(eta, by="field-arithmetic")
        .named("far-with-small-probability")
    )


Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)
log_likelihood = Q(1) / m * Sum(i, log(p[theta](draws[i](w))))
expected = E(P, x, log(p[theta](x)))


@derivation(
    "average-log-likelihood-tends-to-its-expectation",
    title="The average log-likelihood tends in probability to its expectation",
    claims=["E3"],
    given=[
        *DRAWN[1:],
        P << p[theta],
        ForAll(w, ForAll(i, p[theta](draws[i](w)) > 0)),
        eps > 0,
        eta > 0,
        variance(P, x, log(p[theta](x))) < m * (eta * (eps * eps)),
    ],
    source=DEEP + "section 5.5; " + FELLER + "section X.1",
)
def average_log_likelihood(d):
    """Fix a parameter $\\theta$. For draws $X_1, \\dots, X_m$ from $P$ the average of $\\log p_\\theta(X_i)$ is near its
    expectation $\\mathbb{E}_P[\\log p_\\theta(X)]$ with probability as near to 1 as wanted, once $m$ is large.

    This is a limit in probability, for each $\\theta$ on its own. Two stronger statements are true and are not shown here:
    the averages along one endless sequence of draws converge for almost every sequence (the strong law), and for a finite
    set of parameters, or a compact one with continuous likelihoods, they converge uniformly in $\\theta$. It is the uniform
    form that makes the maximisers converge; from the law for each $\\theta$ alone they need not.
    """
    d.have(
        probability(R, w, apart(log_likelihood, expected, eps)) < eta,
        by=rule("weak-law-of-large-numbers/far-with-small-probability", g=function(x, log(p[theta](x)))),
    )
    d.picture(
        "averages",
        caption="Four samples from $P = (3/10, 7/10)$ and the model $p_\\theta = (2/5, 3/5)$: the average of $\\log_2 p_\\theta$ "
        "over the first $m$ draws, and its expectation.",
        truth=Q(7, 10),
        of=(log(Q(2, 5)), log(Q(3, 5))),
        count=10_000,
        runs=4,
        label=r"average of $\log_2\,p_\theta(X_i)$ in bit",
    )
