"""Self-information: the one function that its axioms allow, that it meets them, its unit, its values, its second name."""

from symbolic_it import (
    And,
    Eq,
    Exists,
    ForAll,
    Implies,
    Ne,
    Q,
    base,
    derivation,
    exp,
    ln,
    log,
    natural_variable,
    real_function,
    real_number,
    real_variable,
    tends_to_infinity,
)  # fmt: skip

f = real_function("f")
k, M, delta = real_variable("k"), real_variable("M"), real_variable("delta")
t, u = real_variable("x"), real_variable("y")
n, m = natural_variable("n"), natural_variable("m")
p, x, c, kappa = real_number("p"), real_number("x"), real_number("c"), real_number("k")

SHANNON = "Shannon, A Mathematical Theory of Communication, 1948, appendix 2"
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
ACZEL = "Aczel and Daroczy, On Measures of Information and Their Characterizations, section 0.2"


def probability(v):
    """The two statements that v lies in (0, 1]."""
    return v > 0, v <= 1


@derivation(
    "self-information-from-axioms",
    title="Additivity and monotonicity leave only the logarithm",
    claims=["A1"],
    given=[
        ForAll(t, u, Implies(*probability(t), *probability(u), Eq(f(t * u), f(t) + f(u)))),
        ForAll(t, u, Implies(t > 0, t <= u, u <= 1, f(u) <= f(t))),
        Exists(t, And(*probability(t), Ne(f(t), 0))),
    ],
    source=ACZEL + "; " + SHANNON,
)
def from_axioms(d):
    """How surprising is an event of probability $x$?

    Suppose that the answer $f(x)$ adds up when probabilities multiply, that what is more probable is not more
    surprising, and that $f$ is not constantly $0$ on $(0, 1]$. Then $f(x) = -k \\ln x$ with some $k > 0$, and no other
    function will do. Nothing is assumed of continuity or of derivatives: monotonicity replaces them.
    """
    additive, decreasing, nontrivial = d.given
    additive.named("additivity"), decreasing.named("monotonicity"), nontrivial.named("f is not constantly 0")

    d.text("A sure event is not surprising, and no event is negatively surprising.")
    doubled = d.chain(f(1)).eq(f(Q(1) * 1), by="field-arithmetic").eq(f(1) + f(1), by=additive.at(1, 1))
    sure = d.have(Eq(f(1), 0), by=doubled)
    with d.take(t, given=probability(t)) as nonnegative:
        d.have(f(t) >= 0, by=[decreasing.at(t, 1), sure])

    d.text("Powers of $x$ stay in $(0, 1]$, and the surprise at $x^n$ is $n$ times the surprise at $x$: by induction.")
    with d.take(t, n, given=probability(t)) as inside:
        d.have(And(*probability(t**n)), by=["power-positive", "power-at-most-one"])
    with d.take(t, given=probability(t)) as powers:
        none = d.chain(f(t**0)).eq(f(1), by="field-arithmetic").eq(0 * f(t), by=sure)
        with d.take(n), d.suppose(Eq(f(t**n), n * f(t))) as before:
            (
                d.chain(f(t ** (n + 1)))
                .eq(f(t * t**n), by="power-successor")
                .eq(f(t) + f(t**n), by=[additive.at(t, t**n), inside])
                .eq(f(t) + n * f(t), by=before)
                .eq((n + 1) * f(t), by="field-arithmetic")
            )
        d.have(ForAll(n, Eq(f(t**n), n * f(t))), by=["induction", none, before])

    d.text("Let $e^{-1}$ be the yardstick: its powers $e^{-m}$ are a scale on which every $x^n$ has its place.")
    e = exp(-1)
    unit = d.have(And(*probability(e)), by=["exp-positive", "exp-against-one"])
    with d.take(m) as tick:
        d.chain(ln(e**m)).eq(m * ln(e), by=["log-of-power", unit]).eq(-m, by="exp-of-log")

    with d.take(t, given=probability(t)) as shape:
        cost = d.have(-ln(t) >= 0, by="log-sign")
        d.text("With $m$ the whole part of $-n \\ln x$, the power $x^n$ lies between $e^{-(m+1)}$ and $e^{-m}$.")
        with d.take(n) as squeezed:
            place = d.have(Exists(m, And(m <= n * -ln(t), n * -ln(t) < m + 1)), by=["whole-part", cost])
            with d.obtain(m, place) as between:
                upper = d.chain(ln(t**n)).eq(n * ln(t), by="log-of-power").le(-m, by=between).eq(ln(e**m), by=tick)
                lower = (
                    d.chain(ln(e ** (m + 1)))
                    .eq((m + 1) * ln(e), by=["log-of-power", unit])
                    .eq(-(m + 1), by="exp-of-log")
                    .le(n * ln(t), by=between)
                    .eq(ln(t**n), by="log-of-power")
                )
                below = d.have(t**n <= e**m, by=["log-order", upper, unit])
                above = d.have(e ** (m + 1) <= t**n, by=["log-order", lower, unit])
                d.text("The surprises are ordered the other way round.")
                least = (
                    d.chain(m * f(e))
                    .eq(f(e**m), by=[powers, unit])
                    .le(f(t**n), by=[decreasing.at(t**n, e**m), below, inside, unit])
                    .eq(n * f(t), by=powers)
                )
                most = (
                    d.chain(n * f(t))
                    .eq(f(t**n), by=powers)
                    .le(f(e ** (m + 1)), by=[decreasing.at(e ** (m + 1), t**n), above, inside, unit])
                    .eq((m + 1) * f(e), by=[powers.at(e, m + 1), unit])
                )
                d.text("So $n$ times $f(x) + f(e^{-1}) \\ln x$ lies between $-f(e^{-1})$ and $f(e^{-1})$.")
                scale = d.have(f(e) >= 0, by=[nonnegative, unit])
                one = d.have(f(e) * m <= f(e) * (n * -ln(t)), by=[scale, between])
                two = d.have(f(e) * (n * -ln(t)) <= f(e) * (m + 1), by=[scale, between])
                gap = f(t) + f(e) * ln(t)
                d.have(And(n * gap <= f(e), n * gap >= -f(e)), by=[least, most, one, two])
        d.text("This holds for every $n$, and only $0$ has multiples that stay bounded.")
        vanishes = d.have(Eq(f(t) + f(e) * ln(t), 0), by=["bounded-multiples", squeezed])
        d.have(Eq(f(t), -(f(e) * ln(t))), by=vanishes)

    d.text("The factor is not zero, since $f$ would then be constantly zero.")
    with d.obtain(t, nontrivial) as some:
        with d.suppose(Eq(f(e), 0)) as flat:
            d.chain(f(t)).eq(-(f(e) * ln(t)), by=[shape, some]).eq(0, by=flat)
        d.have(Ne(f(e), 0), by=[flat, some])
    positive = d.have(f(e) > 0, by=[nonnegative, unit, some])

    d.text("So $k = f(e^{-1})$ will do.")
    natural = d.conclude(
        Exists(k, And(k > 0, ForAll(t, Implies(*probability(t), Eq(f(t), -(k * ln(t))))))), by=[positive, shape]
    )
    d.text("To another base the factor is another: this is the choice of a unit.")
    with d.obtain(k, natural) as found:
        wide = d.have(k * ln(base) > 0, by=[found, "log-sign"])
        with d.take(t, given=probability(t)) as rescaled:
            (
                d.chain(f(t))
                .eq(-(k * ln(t)), by=found)
                .eq(-((k * ln(base)) * (ln(t) / ln(base))), by="field-arithmetic", why="$\\ln b > 0$, as $b > 1$")
                .eq(-((k * ln(base)) * log(t)), by="log-definition")
            )
        d.have(Exists(k, And(k > 0, ForAll(t, Implies(*probability(t), Eq(f(t), -(k * log(t))))))), by=[wide, rescaled])
    d.conclude(found.fact.statement, by=found)


@derivation(
    "self-information-axioms",
    title="The self-information meets its axioms",
    claims=["A2"],
    source=SHANNON + "; " + COVER + "section 2.1",
)
def axioms_hold(d):
    """The self-information of an event of probability $x$ is $-\\log x$. It has every property that one asks of it."""
    d.text("It adds up when probabilities multiply, and a sure event carries no information.")
    with d.take(t, u, given=[*probability(t), *probability(u)]) as additive:
        (d.chain(-log(t * u)).eq(-(log(t) + log(u)), by="log-of-product").eq(-log(t) + -log(u), by="field-arithmetic"))
    additive.fact.named("additive")
    d.have(Eq(-log(1), 0), by="log-of-one", name="certain")

    d.text("It is positive for what is possible and not sure, and what is less probable carries more.")
    d.have(ForAll(t, Implies(t > 0, t < 1, -log(t) > 0)), by="log-sign", name="positive")
    d.have(
        ForAll(t, u, Implies(t > 0, t < u, u <= 1, -log(u) < -log(t))), by="log-strictly-increasing", name="decreasing"
    )

    d.text("It grows without bound as the probability goes to $0$: below $b^{-M}$ it exceeds $M$.")
    edge = base**-M
    with d.take(M) as reach:
        some = d.have(edge > 0, by="power-positive")
        with d.take(t, given=And(t > 0, t < edge)) as exceeds:
            small = (
                d.chain(log(t))
                .lt(log(edge), by="log-strictly-increasing")
                .eq(-M * log(base), by="log-of-power")
                .eq(-M, by="log-of-base")
            )
            d.have(-log(t) > M, by=small)
        d.have(
            Exists(delta, And(delta > 0, ForAll(t, Implies(And(t > 0, t < delta), -log(t) > M)))), by=[some, exceeds]
        )
    d.have(tends_to_infinity(t, -log(t), 0), by=reach, name="unbounded")
    d.picture(
        "curves",
        caption="The self-information to the base 2, with its properties where they show: nothing at $1$, falling, one bit "
        "more for each factor of $1/2$, and beyond every bound towards $0$.",
        over=x,
        between=(0, 1),
        top=7,
        label="probability $x$",
        panels={r"$-\log_2\,x$ in bit": -log(x)},
        marks=[
            (1, "certain: 0 bit", "above"),
            (Q(1, 2), "1 bit"),
            (Q(1, 4), r"$1/4=1/2\cdot 1/2$: 1 + 1 bit (additive)"),
            (Q(1, 64), r"6 bit, and more as $x\to 0$ (unbounded)"),
        ],
    )


@derivation(
    "change-of-base",
    title="Changing the base changes the unit",
    claims=["A3"],
    given=[x > 0, c > 1, kappa > 0],
    source=COVER + "section 2.1",
)
def change_of_base(d):
    """Logarithms to two bases differ by a constant factor: bits and nats measure the same thing."""
    d.text("The definition, and two bases $b, c > 1$.")
    d.chain(log(x)).eq(ln(x) / ln(base), by="log-definition").named("definition")
    (
        d.chain(log(x))
        .eq(ln(x) / ln(base), by="log-definition")
        .eq((ln(x) / ln(c)) / (ln(base) / ln(c)), by="field-arithmetic", why="$\\ln c > 0$ and $\\ln b > 0$")
        .eq(log(x, c) / log(base, c), by="log-definition")
        .named("two-bases")
    )
    d.text(
        "The constant $k$ that the axioms leave open is such a factor: $-k \\ln x$ is the self-information to the base "
        "$e^{1/k}$, and every base greater than 1 is of this form."
    )
    root = exp(1 / kappa)
    d.have(root > 1, by="exp-against-one")
    (
        d.chain(-log(x, root))
        .eq(-(ln(x) / ln(root)), by="log-definition")
        .eq(-(ln(x) / (1 / kappa)), by="exp-of-log")
        .eq(-(kappa * ln(x)), by="field-arithmetic")
        .named("unit")
    )
    d.chain(exp(1 / (1 / ln(base)))).eq(exp(ln(base)), by="field-arithmetic").eq(base, by="exp-of-log").named(
        "every-base"
    )


@derivation(
    "information-of-examples",
    title="The information of two events, in bits",
    claims=["A4"],
    kind="computation",
    source=COVER + "section 2.1",
)
def examples(d):
    """An outcome of probability $1/1024$ and one of probability $1/8$, to the base 2."""
    for exponent, count in ((10, 1024), (3, 8)):
        (
            d.chain(-log(Q(1) / count, 2))
            .eq(log(count, 2), by="log-of-reciprocal")
            .eq(log(Q(2) ** exponent, 2), by="field-arithmetic")
            .eq(exponent * log(2, 2), by="log-of-power")
            .eq(exponent, by="log-of-base")
            .named(f"one-in-{count}")
        )


@derivation(
    "surprisal-is-self-information",
    title="Surprisal and self-information are one quantity",
    claims=["A5"],
    given=[p > 0, p <= 1],
    source=COVER + "section 2.1",
)
def surprisal(d):
    """The surprisal of an event of probability $p$ is $\\log(1/p)$, its self-information $-\\log p$."""
    d.chain(log(1 / p)).eq(log(1) - log(p), by="log-of-quotient").eq(-log(p), by="log-of-one")
