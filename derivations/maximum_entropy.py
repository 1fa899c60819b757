"""Laws of largest entropy: the geometric law under a fixed mean, the Gaussian under a fixed variance."""

from symbolic_it import (
    And,
    Eq,
    ForAll,
    Implies,
    Q,
    Sum,
    density,
    derivation,
    exp,
    function,
    has_derivative,
    index,
    integral,
    ln,
    natural_law,
    natural_variable,
    real_number,
    real_variable,
    rule,
    sequence_tends_to,
    series,
    successor,
    tends_at_infinity,
    whole_number,
)  # fmt: skip

n = natural_variable("n")
r = real_number("r")
p = natural_law("p")
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "
RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "


def bernoulli_inequality(d, q):
    """Bernoulli's inequality turned round, for $0 < q < 1$: $q^n (1 + n(1-q)) \\le 1$, by induction."""
    s = 1 - q
    start = d.have(q**0 * (1 + 0 * s) <= 1, by="field-arithmetic")
    with d.take(n), d.suppose(q**n * (1 + n * s) <= 1) as before:
        power = d.have(q**n > 0, by="power-positive")
        less = d.have(q**n * ((n + 1) * (s * s)) >= 0, by=["product-of-signs", power])
        (
            d.chain(q ** (n + 1) * (1 + (n + 1) * s))
            .eq(q * q**n * (1 + (n + 1) * s), by="power-successor")
            .eq(q**n * (1 + n * s) - q**n * ((n + 1) * (s * s)), by="field-arithmetic")
            .le(1, by=[before, less])
        )
    return d.have(ForAll(n, q**n * (1 + n * s) <= 1), by=["induction", start, before])


@derivation(
    "powers-vanish",
    title="The powers of a number between 0 and 1 tend to 0",
    claims=["B9"],
    given=[0 < r, r < 1],
    source=RUDIN + "theorem 3.20",
)
def powers_vanish(d):
    """Bernoulli's inequality turned round: $r^n (1 + n(1-r)) \\le 1$. So $r^n$ is at most a multiple of $1/(n+1)$."""
    s = 1 - r
    bernoulli = bernoulli_inequality(d, r)
    with d.take(n) as upper:
        power = d.have(r**n > 0, by="power-positive")
        rest = d.have(r**n * r >= 0, by=["product-of-signs", power])
        small = (
            d.chain(r**n * (s * (n + 1)))
            .eq(r**n * (1 + n * s) - r**n * r, by="field-arithmetic")
            .le(1, by=[bernoulli.at(n), rest])
        )
        once = d.have(1 / s * (r**n * (s * (n + 1))) <= 1 / s * 1, by=["weighted-comparison", small])
        counted = (
            d.chain(r**n * (n + 1)).eq(1 / s * (r**n * (s * (n + 1))), by="field-arithmetic").le(1 / s * 1, by=once)
        )
        twice = d.have(1 / (n + 1) * (r**n * (n + 1)) <= 1 / (n + 1) * (1 / s * 1), by=["weighted-comparison", counted])
        d.chain(r**n).eq(1 / (n + 1) * (r**n * (n + 1)), by="field-arithmetic").le(
            1 / (n + 1) * (1 / s * 1), by=twice
        ).eq(1 / s * (1 / (n + 1)), by="field-arithmetic")
    lower = d.have(ForAll(n, 0 <= r**n), by="power-positive")
    d.text("The multiple of $1/(n+1)$ tends to $0$, and so does what lies between it and $0$.")
    known = d.have(sequence_tends_to(n, 1 / (n + 1), 0), by="limit-of-reciprocal")
    high = d.have(sequence_tends_to(n, 1 / s * (1 / (n + 1)), 0), by=["far-limit-rules", known])
    low = d.have(sequence_tends_to(n, 0, 0), by="far-limit-rules")
    d.conclude(sequence_tends_to(n, r**n, 0), by=["far-limit-by-squeezing", lower, upper, low, high])


@derivation(
    "powers-times-exponents-vanish",
    title="Even n times the n-th power tends to 0",
    claims=["B9"],
    given=[0 < r, r < 1],
    source=RUDIN + "theorem 3.20",
)
def weighted_powers_vanish(d):
    """With $\\rho = \\sqrt r$ one factor of $n r^n = n \\rho^n \\rho^n$ pays for $n$, and the other tends to $0$."""
    root = r ** Q(1, 2)
    s = 1 - root
    square = d.have(Eq(root * root, r), by="square-root")
    positive = d.have(root > 0, by="power-positive")
    below = d.chain(root).lt(Q(1) ** Q(1, 2), by="power-increasing").eq(1, by="power-of-one")
    start = d.have(Eq(r**0, root**0 * root**0), by="field-arithmetic")
    with d.take(n), d.suppose(Eq(r**n, root**n * root**n)) as before:
        (
            d.chain(r ** (n + 1))
            .eq(r * r**n, by="power-successor")
            .eq(root * root * (root**n * root**n), by=[square, before])
            .eq(root ** (n + 1) * root ** (n + 1), by="power-successor")
        )
    split = d.have(ForAll(n, Eq(r**n, root**n * root**n)), by=["induction", start, before])
    vanishing = d.have(sequence_tends_to(n, root**n, 0), by=["powers-vanish", positive, below])
    d.text("One factor: $n\\rho^n \\le 1/(1-\\rho)$, again by Bernoulli's inequality.")
    bernoulli = bernoulli_inequality(d, root)
    with d.take(n) as upper:
        power = d.have(root**n > 0, by="power-positive")
        bound = d.have(s * (n * root**n) <= 1, by=[bernoulli.at(n), power])
        room = d.have(s > 0, by=below)
        scaled = d.have(
            1 / s * root**n * (s * (n * root**n)) <= 1 / s * root**n * 1, by=["weighted-comparison", bound, room, power]
        )
        (
            d.chain(n * r**n)
            .eq(n * (root**n * root**n), by=split)
            .eq(1 / s * root**n * (s * (n * root**n)), by=["field-arithmetic", room])
            .le(1 / s * root**n * 1, by=scaled)
            .eq(1 / s * root**n, by="field-arithmetic")
        )
    with d.take(n) as lower:
        power = d.have(r**n > 0, by="power-positive")
        d.have(0 <= n * r**n, by=["product-of-signs", power])
    high = d.have(sequence_tends_to(n, 1 / s * root**n, 0), by=["far-limit-rules", vanishing])
    low = d.have(sequence_tends_to(n, 0, 0), by="far-limit-rules")
    d.conclude(sequence_tends_to(n, n * r**n, 0), by=["far-limit-by-squeezing", lower, upper, low, high])


def geometric(k):
    """(1 - r) r^k"""
    return (1 - r) * r**k


@derivation(
    "geometric-law",
    title="The geometric law: its total is 1 and its mean is r/(1 - r)",
    claims=["B9"],
    given=[0 < r, r < 1],
    source=FELLER + "section XI.2",
)
def geometric_law(d):
    """The partial sums of $(1-r)r^n$, and of $n$ times it, have closed forms; what is left over tends to $0$."""
    i = index("i", n)
    last, nought = successor(n), whole_number(0)
    up = index("i", last)
    none = index("i", nought)
    small = d.have(sequence_tends_to(n, r**n, 0), by="powers-vanish")
    smaller = d.have(sequence_tends_to(n, n * r**n, 0), by="powers-times-exponents-vanish")
    d.text("The total: the first $n + 1$ terms add up to $1 - r^{n+1}$.")
    start = d.have(Eq(geometric(0) + Sum(none, geometric(none)), 1 - r * r**0), by="last-term")
    with d.take(n), d.suppose(Eq(geometric(0) + Sum(i, geometric(i)), 1 - r * r**n)) as before:
        before.assumption.named("the statement for n")
        (
            d.chain(geometric(0) + Sum(up, geometric(up)))
            .eq(geometric(0) + Sum(i, geometric(i)) + geometric(last), by="last-term")
            .eq(1 - r * r**n + (1 - r) * (r * r**n), by=[before, "natural-successor", "power-successor"])
            .eq(1 - r * (r * r**n), by="field-arithmetic")
            .eq(1 - r * r ** (n + 1), by="power-successor")
        )
    sums = d.have(ForAll(n, Eq(geometric(0) + Sum(i, geometric(i)), 1 - r * r**n)), by=["induction", start, before])
    partial = d.have(
        ForAll(n, Eq(geometric(nought) + Sum(i, geometric(i)), 1 - r * r**n)), by=[sums, "natural-successor"]
    )
    limit = d.have(sequence_tends_to(n, 1 - r * r**n, 1), by=["far-limit-rules", small])
    reason = rule("series-by-partial-sums", f=function(n, geometric(n)), g=function(n, 1 - r * r**n))
    d.have(series(n, geometric(n), 1), by=[reason, partial, limit], name="total")
    d.text("The mean: the terms $n (1-r) r^n$.")
    rest = r / (1 - r)
    start = d.have(
        Eq(geometric(0) * 0 + Sum(none, geometric(none) * none), rest * (1 - r**0) - 0 * r**0 * r), by="last-term"
    )
    with (
        d.take(n),
        d.suppose(Eq(geometric(0) * 0 + Sum(i, geometric(i) * i), rest * (1 - r**n) - n * r**n * r)) as before,
    ):
        before.assumption.named("the statement for n")
        (
            d.chain(geometric(0) * 0 + Sum(up, geometric(up) * up))
            .eq(geometric(0) * 0 + Sum(i, geometric(i) * i) + geometric(last) * last, by="last-term")
            .eq(
                rest * (1 - r**n) - n * r**n * r + (1 - r) * (r * r**n) * (n + 1),
                by=[before, "natural-successor", "power-successor"],
            )
            .eq(rest * (1 - r * r**n) - (n + 1) * (r * r**n) * r, by="field-arithmetic")
            .eq(rest * (1 - r ** (n + 1)) - (n + 1) * r ** (n + 1) * r, by="power-successor")
        )
    sums = d.have(
        ForAll(n, Eq(geometric(0) * 0 + Sum(i, geometric(i) * i), rest * (1 - r**n) - n * r**n * r)),
        by=["induction", start, before],
    )
    partial = d.have(
        ForAll(n, Eq(geometric(nought) * nought + Sum(i, geometric(i) * i), rest * (1 - r**n) - n * r**n * r)),
        by=[sums, "natural-successor"],
    )
    limit = d.have(sequence_tends_to(n, rest * (1 - r**n) - n * r**n * r, rest), by=["far-limit-rules", small, smaller])
    reason = rule(
        "series-by-partial-sums",
        f=function(n, geometric(n) * n),
        g=function(n, rest * (1 - r**n) - n * r**n * r),
    )
    d.have(series(n, geometric(n) * n, rest), by=[reason, partial, limit], name="mean")


h, mu = real_number("h"), real_number("mu")


@derivation(
    "geometric-law-has-the-largest-entropy",
    title="Among the laws on 0, 1, 2, ... of one mean the geometric law has the largest entropy",
    claims=["B9"],
    given=[
        0 < r,
        r < 1,
        series(n, p[n] * n, r / (1 - r)),
        series(n, -(p[n] * ln(p[n])), h),
    ],
    source=COVER + "section 12.1 and theorem 12.1.1",
)
def geometric_maximises(d):
    """The law $p$ on the natural numbers has the mean $r/(1-r)$ of the geometric law $g_n = (1-r)r^n$, and an entropy $h$.

    As for finite alphabets, $\\ln t \\le t - 1$ bounds the entropy by the cross-entropy of $p$ and $g$. The logarithm of
    $g_n$ is linear in $n$, so that this cross-entropy depends on the mean of $p$ alone: it is the entropy of $g$.
    """
    mean, entropy = d.given[2].named("the mean of p"), d.given[3].named("the entropy of p")
    value = -ln(1 - r) - r / (1 - r) * ln(r)
    d.text("The logarithm of the geometric law.")
    with d.take(n) as positive:
        power = d.have(r**n > 0, by="power-positive")
        d.have(geometric(n) > 0, by=["product-of-signs", power])
    with d.take(n) as linear:
        power = d.have(r**n > 0, by="power-positive")
        d.chain(ln(geometric(n))).eq(ln(1 - r) + ln(r**n), by=["log-of-product", power]).eq(
            ln(1 - r) + n * ln(r), by="log-of-power"
        )
    d.text("Term by term, the entropy is below the cross-entropy, up to $g_n - p_n$, which adds up to $0$.")
    ratio = geometric(n) / p[n]
    sign = d.have(ForAll(n, p[n] >= 0), by="weights-not-negative")
    bound = d.have(ForAll(n, p[n] * ln(ratio) <= p[n] * (ratio - 1)), by=["log-bound", sign, positive])
    weighted = d.have(ForAll(n, p[n] * ratio <= geometric(n)), by=["weighted-quotient", positive, sign])
    cross = -ln(1 - r) * p[n] - ln(r) * (p[n] * n)
    with d.take(n) as below:
        (
            d.chain(-(p[n] * ln(p[n])))
            .eq(p[n] * (ln(geometric(n)) - ln(p[n])) - p[n] * ln(geometric(n)), by="field-arithmetic")
            .eq(p[n] * ln(ratio) - p[n] * ln(geometric(n)), by=["log-of-quotient", positive, sign])
            .le(p[n] * (ratio - 1) - p[n] * ln(geometric(n)), by=bound.at(n))
            .le(geometric(n) - p[n] - p[n] * ln(geometric(n)), by=weighted.at(n))
            .eq(cross + geometric(n) - p[n], by=linear)
        )
    d.text("Now the totals of both sides.")
    one = d.have(series(n, p[n], 1), by="total-of-law")
    total = d.have(series(n, geometric(n), 1), by="geometric-law/total")
    upper = d.have(series(n, cross + geometric(n) - p[n], value), by=["linearity-of-series", one, mean, total])
    d.have(h <= value, by=["order-of-series", below, entropy, upper], name="bound")
    d.text("The geometric law itself, which has this mean, attains the bound.")
    own = d.have(series(n, geometric(n) * n, r / (1 - r)), by="geometric-law/mean")
    flat = d.have(
        series(n, -ln(1 - r) * geometric(n) - ln(r) * (geometric(n) * n), value), by=["linearity-of-series", total, own]
    )
    with d.take(n) as same:
        d.chain(-ln(1 - r) * geometric(n) - ln(r) * (geometric(n) * n)).eq(
            -(geometric(n) * (ln(1 - r) + n * ln(r))), by="field-arithmetic"
        ).eq(-(geometric(n) * ln(geometric(n))), by=linear)
    d.have(series(n, -(geometric(n) * ln(geometric(n))), value), by=["total-of-equals", same, flat], name="attained")


x = real_variable("x")
a, e, k = real_number("a"), real_number("e"), real_number("k")
m, v, c = real_number("m"), real_number("v"), real_number("c")
q = density("p")
u = x - m
bell = exp(-(u * u / (2 * v)))
gaussian = c * bell
ENDS = (("+", "right"), ("-", "left"))
FELLER_TWO = "Feller, An Introduction to Probability Theory and Its Applications, volume 2, 2nd ed., "


@derivation(
    "bell-over-distance",
    title="A bound for a number times a bell",
    claims=["B9"],
    given=[0 < e, e <= 1, a * a * e <= 2 * v, 0 < k + a, v > 0],
    source=RUDIN + "theorem 8.6",
)
def bell_over_distance(d):
    """When $e \\le 1$ and $a^2 e \\le 2v$, then $a e$ is at most a constant over $k + a$, both ways."""
    top = k * k / 2 + 3 * v
    squares = [d.have(e * ((k - g) * (k - g)) >= 0, by="product-of-signs") for g in (a, -a)]
    size = d.have(k * k * e <= k * k * 1, by="weighted-comparison")
    high = d.have((k + a) * (a * e) <= top, by=[*squares, size, d.given[2]])
    low = d.have(-top <= (k + a) * (a * e), by=[*squares, size, d.given[2]])
    d.chain(a * e).eq(1 / (k + a) * ((k + a) * (a * e)), by="field-arithmetic").le(
        1 / (k + a) * top, by=["weighted-comparison", high]
    ).named("above")
    d.chain(a * e).eq(1 / (k + a) * ((k + a) * (a * e)), by="field-arithmetic").ge(
        1 / (k + a) * -top, by=["weighted-comparison", low]
    ).named("below")


@derivation(
    "gaussian-tails",
    title="The tails of the Gaussian: even (x - m) times the density vanishes at both ends",
    claims=["B9"],
    given=[v > 0],
    source=RUDIN + "theorem 8.6",
)
def gaussian_tails(d):
    """Write $u = x - m$. The bound $\\ln t \\le t - 1$ at $t = e^{u^2/2v}$ makes $u^2 e^{-u^2/2v}$ at most $2v$."""
    d.text("The bell is at most $1$, and $u^2$ times it at most $2v$.")
    with d.take(x) as bounded:
        positive = d.have(bell > 0, by="exp-positive")
        nothing = d.have(u * u / (2 * v) >= 0, by="product-of-signs")
        grown = (
            d.chain(u * u / (2 * v))
            .eq(ln(1 / bell), by=["log-of-reciprocal", "exp-of-log"])
            .le(1 / bell - 1, by=["log-bound", positive])
        )
        scaled = d.have(bell * (u * u / (2 * v)) <= bell * (1 / bell - 1), by=["weighted-comparison", positive, grown])
        share = (
            d.chain(bell * (u * u / (2 * v))).le(bell * (1 / bell - 1), by=scaled).eq(1 - bell, by="field-arithmetic")
        )
        some = d.have(bell * (u * u / (2 * v)) >= 0, by=["product-of-signs", positive, nothing])
        one = d.have(bell <= 1, by=[share, some])
        less = d.have(bell * (u * u / (2 * v)) <= 1, by=[share, positive])
        wide = d.have(2 * v * (bell * (u * u / (2 * v))) <= 2 * v * 1, by=["weighted-comparison", less])
        square = (
            d.chain(u * u * bell).eq(2 * v * (bell * (u * u / (2 * v))), by="field-arithmetic").le(2 * v * 1, by=wide)
        )
        d.have(And(bell <= 1, u * u * bell <= 2 * v * 1), by=[one, square])
    for sign, name in ENDS:
        plus = sign == "+"
        distance, shift, number, side = (x + 1, 1 + m, u, x >= 0) if plus else (1 - x, 1 - m, m - x, x <= 0)
        top = shift * shift / 2 + 3 * v
        d.text(f"Towards ${sign}\\infty$ it stays below a constant over the distance ${distance.latex}$, both ways.")
        with d.take(x, given=side) as both:
            positive = d.have(bell > 0, by="exp-positive")
            square = d.have(number * number * bell <= 2 * v, by=bounded.at(x))
            away = d.have(shift + number > 0, by=both.assumption)
            held = [positive, square, away, bounded.at(x)]
            high = d.have(
                number * bell <= 1 / (shift + number) * top, by=[rule("bell-over-distance/above", k=shift), *held]
            )
            low = d.have(
                number * bell >= 1 / (shift + number) * -top, by=[rule("bell-over-distance/below", k=shift), *held]
            )
            d.have(And(-top * (1 / distance) <= number * bell, number * bell <= top * (1 / distance)), by=[high, low])
        above = d.have(ForAll(x, Implies(side, number * bell <= top * (1 / distance))), by=both)
        below = d.have(ForAll(x, Implies(side, -top * (1 / distance) <= number * bell)), by=both)
        known = d.have(tends_at_infinity(x, 1 / distance, 0, sign=sign), by="limit-of-reciprocal")
        first = d.have(tends_at_infinity(x, top * (1 / distance), 0, sign=sign), by=["far-limit-rules", known])
        second = d.have(tends_at_infinity(x, -top * (1 / distance), 0, sign=sign), by=["far-limit-rules", known])
        end = d.have(
            tends_at_infinity(x, number * bell, 0, sign=sign),
            by=["far-limit-by-squeezing", below, above, second, first],
        )
        signed = number * bell if plus else -(number * bell)
        turned = d.have(tends_at_infinity(x, signed, 0, sign=sign), by=["far-limit-rules", end])
        d.have(tends_at_infinity(x, u * bell, 0, sign=sign), by=["far-limit-rules", turned], name=name)


@derivation(
    "gaussian-variance",
    title="The parameter v of the Gaussian is its variance",
    claims=["B9"],
    given=[v > 0, integral(x, gaussian, 1)],
    source=FELLER_TWO + "section II.4",
)
def gaussian_variance(d):
    """With $c$ chosen so that $c\\,e^{-(x-m)^2/2v}$ has the integral $1$, integration by parts gives its variance."""
    primitive = -(v * c) * (u * bell)
    slope_value = u * u * gaussian - v * gaussian
    d.text("The product $-v(x-m)$ times the density has a derivative in which the wanted integrand stands.")
    slope = d.have(ForAll(x, has_derivative(x, primitive, x, slope_value)), by="derivative-rules")
    d.text("It vanishes at both ends.")
    tails = [d.have(tends_at_infinity(x, u * bell, 0, sign=sign), by=f"gaussian-tails/{name}") for sign, name in ENDS]
    ends = [
        d.have(tends_at_infinity(x, primitive, 0, sign=sign), by=["far-limit-rules", tail])
        for (sign, _), tail in zip(ENDS, tails, strict=True)
    ]
    reason = rule("integral-by-antiderivative", F=function(x, primitive), f=function(x, slope_value), l=0, m=0)
    parts = d.have(integral(x, slope_value, Q(0) - 0), by=[reason, slope, *ends])
    d.text("So the two parts of the derivative have opposite integrals.")
    total = d.have(
        integral(x, slope_value + v * gaussian, Q(0) - 0 + v * 1), by=["linearity-of-integrals", parts, d.given[1]]
    )
    d.conclude(integral(x, gaussian * (u * u), v), by=["linearity-of-integrals", total])


@derivation(
    "gaussian-has-the-largest-entropy",
    title="Among the densities of one variance the Gaussian has the largest entropy",
    claims=["B9"],
    given=[
        v > 0,
        c > 0,
        integral(x, gaussian, 1),
        integral(x, q(x) * (u * u), v),
        integral(x, -(q(x) * ln(q(x))), h),
    ],
    source=COVER + "theorem 8.6.5 and example 12.2.1",
)
def gaussian_maximises(d):
    """The density $p$ has mean square distance $v$ from $m$, as the Gaussian $g(x) = c\\,e^{-(x-m)^2/2v}$ has, and an entropy $h$.

    The logarithm of $g$ is a constant less a multiple of $(x-m)^2$, so that the cross-entropy of $p$ and $g$ depends on
    the variance of $p$ alone: it is the entropy of $g$, and $h$ is no larger.
    """
    weight, spread, entropy = d.given[2], d.given[3].named("the variance of p"), d.given[4].named("the entropy of p")
    value = Q(1, 2) - ln(c)
    d.text("The logarithm of the Gaussian.")
    with d.take(x) as positive:
        some = d.have(bell > 0, by="exp-positive")
        d.have(gaussian > 0, by=["product-of-signs", some])
    with d.take(x) as quadratic:
        some = d.have(bell > 0, by="exp-positive")
        d.chain(ln(gaussian)).eq(ln(c) + ln(bell), by=["log-of-product", some]).eq(
            ln(c) - u * u / (2 * v), by="exp-of-log"
        )
    d.text("Point by point, the entropy is below the cross-entropy, up to $g - p$, whose integral is $0$.")
    ratio = gaussian / q(x)
    sign = d.have(ForAll(x, q(x) >= 0), by="weights-not-negative")
    bound = d.have(ForAll(x, q(x) * ln(ratio) <= q(x) * (ratio - 1)), by=["log-bound", sign, positive])
    weighted = d.have(ForAll(x, q(x) * ratio <= gaussian), by=["weighted-quotient", positive, sign])
    cross = -ln(c) * q(x) + 1 / (2 * v) * (q(x) * (u * u))
    with d.take(x) as below:
        (
            d.chain(-(q(x) * ln(q(x))))
            .eq(q(x) * (ln(gaussian) - ln(q(x))) - q(x) * ln(gaussian), by="field-arithmetic")
            .eq(q(x) * ln(ratio) - q(x) * ln(gaussian), by=["log-of-quotient", positive, sign])
            .le(q(x) * (ratio - 1) - q(x) * ln(gaussian), by=bound.at(x))
            .le(gaussian - q(x) - q(x) * ln(gaussian), by=weighted.at(x))
            .eq(cross + gaussian - q(x), by=quadratic)
        )
    d.text("Now the integrals of both sides, with the variance that was given.")
    held = d.have(
        And(d.given[3].statement, ForAll(x, -(q(x) * ln(q(x))) <= cross + gaussian - q(x))), by=[spread, below]
    )
    one = d.have(integral(x, q(x), 1), by="total-of-law")
    upper = d.have(integral(x, cross + gaussian - q(x), value), by=["linearity-of-integrals", one, spread, weight])
    d.have(h <= value, by=["order-of-integrals", held, entropy, upper], name="bound")
    d.text("The Gaussian itself, which has this variance, attains the bound.")
    own = d.have(integral(x, gaussian * (u * u), v), by="gaussian-variance")
    flat = d.have(
        integral(x, -ln(c) * gaussian + 1 / (2 * v) * (gaussian * (u * u)), value),
        by=["linearity-of-integrals", weight, own],
    )
    with d.take(x) as same:
        d.chain(-ln(c) * gaussian + 1 / (2 * v) * (gaussian * (u * u))).eq(
            -(gaussian * (ln(c) - u * u / (2 * v))), by="field-arithmetic"
        ).eq(-(gaussian * ln(gaussian)), by=quadratic)
    d.have(integral(x, -(gaussian * ln(gaussian)), value), by=["total-of-equals", same, flat], name="attained")
