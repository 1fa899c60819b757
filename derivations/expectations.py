"""Expectations of discrete and of continuous variables: what they are, and that they are linear."""

from symbolic_it import (
    And,
    E,
    Exists,
    ForAll,
    Q,
    Sum,
    alphabet,
    density,
    derivation,
    function_on,
    integral,
    law,
    mean_value,
    natural_function,
    natural_law,
    natural_variable,
    real_function,
    real_number,
    real_variable,
    series,
)  # fmt: skip

X = alphabet("X")
x = X.outcome("x")
P = law("P", X)
f, g = function_on("f", X), function_on("g", X)
a, c, u, v = (real_number(name) for name in ("a", "c", "u", "v"))
F, G = natural_function("f"), natural_function("g")
S, T = real_function("f"), real_function("g")
FELLER = "Feller, An Introduction to Probability Theory and Its Applications, "


@derivation(
    "expectation-is-linear",
    title="The expectation is linear",
    claims=["B8"],
    source=FELLER + "volume 1, 3rd ed., section IX.2",
)
def finite(d):
    """For a variable with finitely many values the expectation is a sum: each value, weighted with its probability."""
    (
        d.chain(E(P, x, a * f(x) + c * g(x)))
        .eq(Sum(x, P(x) * (a * f(x) + c * g(x))), by="expectation-definition")
        .eq(Sum(x, a * (P(x) * f(x)) + c * (P(x) * g(x))), by="field-arithmetic")
        .eq(a * Sum(x, P(x) * f(x)) + c * Sum(x, P(x) * g(x)), by=["sum-of-sum", "sum-of-multiple"])
        .eq(a * E(P, x, f(x)) + c * E(P, x, g(x)), by="expectation-definition")
    )
    d.text("A constant is its own expectation, as the probabilities add up to 1.")
    d.chain(E(P, x, a)).eq(Sum(x, P(x) * a), by="expectation-definition").eq(a * Sum(x, P(x)), by="sum-of-multiple").eq(
        a, by="sum-to-one"
    )


p, q = natural_law("p"), density("p")
n, t = natural_variable("n"), real_variable("x")
A, B, C = real_variable("A"), real_variable("B"), real_variable("C")


def combined(d, weights, at, f, g, w, z, y, total, linearity, by_total):
    """Both derivations below: totals are added, and what dominates f and g dominates the combination."""
    first_mean, second_mean = d.given
    d.text("What it means that $u$ and $v$ are the expectations of $f$ and $g$:")
    first = d.have(total(at, weights(at) * f(at), u), by=["total-of-expectation", first_mean])
    second = d.have(total(at, weights(at) * g(at), v), by=["total-of-expectation", second_mean])
    d.text("The totals are added and multiplied.")
    whole = d.have(total(at, weights(at) * (a * f(at) + c * g(at)), a * u + c * v), by=[linearity, first, second])

    def within(values, bound, size):
        """bound lies above the values and below their negatives, and its weighted total is the size."""
        around = ForAll(at, And(-bound(at) <= values(at), values(at) <= bound(at)))
        return And(around, total(at, weights(at) * bound(at), size))

    def dominated(values, bound, size, given):
        return d.have(Exists(bound, Exists(size, within(values, bound, size))), by=["dominated-expectation", given])

    d.text(
        "And the convergence is absolute: where $|f| \\le w$ and $|g| \\le z$, the combination is at most "
        "$(1+a^2)w + (1+c^2)z$, since $|a| \\le 1 + a^2$."
    )
    some_w, some_z = dominated(f, w, A, first_mean), dominated(g, z, B, second_mean)
    squares = [d.have(root * root >= 0, by="product-of-signs") for k in (a, c) for root in (k - Q(1, 2), k + Q(1, 2))]
    factors = [d.have(factor >= 0, by=squares) for k in (a, c) for factor in (1 + k * k + k, 1 + k * k - k)]

    def combination(x):
        return a * f(x) + c * g(x)

    def wide(x):
        return (1 + a * a) * w(x) + (1 + c * c) * z(x)

    with (
        d.obtain(w, some_w) as w_found,
        d.obtain(A, w_found.assumption) as w_bound,
        d.obtain(z, some_z) as z_found,
        d.obtain(B, z_found.assumption) as z_bound,
    ):
        with d.take(at) as inside:
            gaps = []
            for k, values, bound, held in ((a, f, w, w_bound), (c, g, z, z_bound)):
                for gap in (bound(at) - values(at), bound(at) + values(at)):
                    room = d.have(gap >= 0, by=held)
                    for factor in (1 + k * k + k, 1 + k * k - k):
                        gaps.append(d.have(factor * gap >= 0, by=["product-of-signs", room, *factors]))
            d.have(And(-wide(at) <= combination(at), combination(at) <= wide(at)), by=gaps)
        size = (1 + a * a) * A + (1 + c * c) * B
        bounded = d.have(total(at, weights(at) * wide(at), size), by=[linearity, w_bound, z_bound])
        some = d.have(Exists(C, within(combination, wide, C)), by=[inside, bounded])
        d.have(Exists(y, Exists(C, within(combination, y, C))), by=some)
    d.have(mean_value(weights, at, combination(at), a * u + c * v), by=[by_total, w_found, whole])


@derivation(
    "expectation-of-a-discrete-variable",
    title="The expectation of a discrete variable: a series, and linear",
    claims=["B8"],
    given=[mean_value(p, n, F[n], u), mean_value(p, n, G[n], v)],
    source=FELLER + "volume 1, 3rd ed., section IX.2",
)
def discrete(d):
    """A variable with values $0, 1, 2, \\dots$ has a law $p$ with $p_n \\ge 0$ and $\\sum_n p_n = 1$.

    The expectation of $f$ is the sum of the series $\\sum_n p_n f_n$, which must converge absolutely, so that the order of
    the values does not matter. Absolutely means here: for some $w$ with $-w_n \\le f_n \\le w_n$ the series
    $\\sum_n p_n w_n$ converges.
    """
    w, z, y = natural_function("w"), natural_function("z"), natural_function("y")
    combined(d, p, n, F, G, w, z, y, series, "linearity-of-series", "expectation-by-series")


@derivation(
    "expectation-of-a-continuous-variable",
    title="The expectation of a continuous variable: an integral, and linear",
    claims=["B8"],
    given=[mean_value(q, t, S(t), u), mean_value(q, t, T(t), v)],
    source=FELLER + "volume 2, 2nd ed., section I.2",
)
def continuous(d):
    """A continuous variable has a density $p \\ge 0$ on the line, with $\\int p(x)\\,dx = 1$.

    The expectation of $f$ is the integral $\\int f(x)\\,p(x)\\,dx$ over the line, which must converge absolutely. An integral
    is Newton's here: the difference of the limits of an antiderivative at the two ends.
    """
    w, z, y = real_function("w"), real_function("z"), real_function("y")
    combined(d, q, t, S, T, w, z, y, integral, "linearity-of-integrals", "expectation-by-integral")
