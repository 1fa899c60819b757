"""Self-information from continuity: an additive function on (0, 1] that is continuous there is a multiple of the logarithm."""

from symbolic_it import (
    And,
    Eq,
    Exists,
    ForAll,
    Implies,
    Q,
    base,
    derivation,
    exp,
    ln,
    log,
    natural_variable,
    real_function,
    real_variable,
    tends_to,
)  # fmt: skip

f = real_function("f")
t, u, r = real_variable("x"), real_variable("y"), real_variable("r")
k, h, epsilon = real_variable("k"), real_variable("h"), real_variable("epsilon")
n, m, j = natural_variable("n"), natural_variable("m"), natural_variable("j")
e = exp(-1)
ADDITIVE = ForAll(t, u, Implies(t > 0, t <= 1, u > 0, u <= 1, Eq(f(t * u), f(t) + f(u))))
CONTINUOUS = ForAll(t, Implies(t > 0, t < 1, And(tends_to(u, f(u), t, f(t)), tends_to(u, f(u), t, f(t), side="left"))))
ACZEL = "Aczel and Daroczy, On Measures of Information and Their Characterizations, section 0.2"
CAUCHY = "Cauchy, Cours d'analyse, 1821, chapter 5"


def probability(v):
    """The two statements that v lies in (0, 1]."""
    return v > 0, v <= 1


def form(rate, logarithm=ln):
    """f is this multiple of the logarithm, with a minus sign."""
    return ForAll(t, Implies(*probability(t), Eq(f(t), -(rate * logarithm(t)))))


@derivation(
    "additive-function-at-powers",
    title="What turns products into sums turns powers into multiples",
    claims=["A1b"],
    given=[ADDITIVE],
    source=CAUCHY + "; " + ACZEL,
)
def at_powers(d):
    """Let $f(xy) = f(x) + f(y)$ on $(0, 1]$. Then $f(1) = 0$, and $f(x^n) = n f(x)$ for every $x$ in $(0, 1]$: by induction."""
    additive = d.given[0].named("additivity")
    doubled = d.chain(f(1)).eq(f(Q(1) * 1), by="field-arithmetic").eq(f(1) + f(1), by=additive.at(1, 1))
    sure = d.have(Eq(f(1), 0), by=doubled, name="certain")
    d.text("Powers of $x$ stay in $(0, 1]$, so that the equation can be used again and again.")
    with d.take(t, n, given=probability(t)) as inside:
        d.have(And(*probability(t**n)), by=["power-positive", "power-at-most-one"])
    inside.fact.named("inside")
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
    powers.fact.named("powers")


@derivation(
    "self-information-from-continuity",
    title="Additivity and continuity leave only the logarithm",
    claims=["A1b"],
    given=[ADDITIVE, CONTINUOUS],
    source=ACZEL + "; " + CAUCHY,
)
def from_continuity(d):
    """Suppose that $f$ adds up when probabilities multiply, and that it is continuous on $(0, 1)$: both its limits at $x$ are
    $f(x)$. Then $f(x) = -k \\ln x$ on $(0, 1]$ with some real $k$. Nothing is assumed of monotonicity, nor of a sign;
    $k$ is positive when $f$ is positive somewhere, or when it decreases.

    The proof shows more than it says: only the limit from the left at one point, $e^{-1}$, is used. What is additive and tame
    near one point is tame everywhere.
    """
    additive, continuous = d.given[0].named("additivity"), d.given[1].named("continuity")
    certain, powers, inside = (f"additive-function-at-powers/{name}" for name in ("certain", "powers", "inside"))

    d.text("The point $e^{-1}$ will be the yardstick. Close to its left, $f$ differs from $f(e^{-1})$ by less than 1.")
    positive = d.have(e > 0, by="exp-positive")
    less = d.chain(e).lt(exp(0), by="exp-increasing").eq(1, by="exp-of-zero")
    unit = d.have(And(e > 0, e < 1), by=[positive, less])
    near = d.have(tends_to(u, f(u), e, f(e), side="left"), by=[continuous.at(e), unit])

    def close(eps):
        beside, bounds = And(e - h < u, u < e), And(f(e) - eps < f(u), f(u) < f(e) + eps)
        return Exists(h, And(h > 0, ForAll(u, Implies(beside, bounds))))

    means = d.chain(tends_to(u, f(u), e, f(e), side="left")).iff(
        ForAll(epsilon, Implies(epsilon > 0, close(epsilon))), by="tends-from-left-definition"
    )
    always = d.have(ForAll(epsilon, Implies(epsilon > 0, close(epsilon))), by=[near, means])
    window = d.have(close(1), by=always.at(1))
    d.text("A number that is at least $f(e^{-1})$ and $-f(e^{-1})$, whichever sign that has:")
    size = f(e) * f(e) + 1
    upper = (
        d.chain(size - f(e))
        .eq((f(e) - Q(1, 2)) * (f(e) - Q(1, 2)) + Q(3, 4), by="field-arithmetic")
        .ge(0, by="product-of-signs")
    )
    lower = (
        d.chain(size + f(e))
        .eq((f(e) + Q(1, 2)) * (f(e) + Q(1, 2)) + Q(3, 4), by="field-arithmetic")
        .ge(0, by="product-of-signs")
    )
    large = d.have(size >= 0, by="product-of-signs")
    with d.obtain(h, window) as found:
        d.text(
            "Let $h$ be the width of that window, and cut the yardstick into $m$ equal parts, $1/m$ smaller than $h$."
        )
        fine = d.have(Exists(m, 1 / h < m), by=["archimedes", found])
        with d.obtain(m, fine) as enough:
            step = exp(-(1 / m))
            many = d.have(m > 0, by=[enough, found, "product-of-signs"])
            part = d.have(1 / m > 0, by=[many, "product-of-signs"])
            tall = (
                d.chain(m * h - 1)
                .eq(h * (m - 1 / h), by=["field-arithmetic", found])
                .gt(0, by=[enough, found, "product-of-signs"])
            )
            room = (
                d.chain(h - 1 / m)
                .eq((m * h - 1) * (1 / m), by=["field-arithmetic", many])
                .gt(0, by=[tall, part, "product-of-signs"])
            )
            short = d.have(1 / m < h, by=room)
            count = d.have(m >= 1, by=[many, "natural-at-least-one"])
            narrow = (
                d.chain(1 - 1 / m)
                .eq((m - 1) * (1 / m), by=["field-arithmetic", many])
                .ge(0, by=[count, part, "product-of-signs"])
            )
            d.text(
                "One part is $e^{-1/m}$. Its power $m$ is the yardstick, so that $f(e^{-1})$ is $m$ times $f(e^{-1/m})$."
            )
            pace = d.have(And(*probability(step)), by=["exp-positive", "exp-against-one", part])
            tiles = (
                d.chain(ln(step**m))
                .eq(m * ln(step), by=["log-of-power", pace])
                .eq(m * -(1 / m), by="exp-of-log")
                .eq(-1, by=["field-arithmetic", many])
                .eq(ln(e), by="exp-of-log")
            )
            whole = d.have(Eq(step**m, e), by=["log-injective", tiles, pace, positive, "power-positive"])
            rate = d.chain(f(e)).eq(f(step**m), by=whole).eq(m * f(step), by=[powers, pace])

            d.text(
                "What is left over when one measures with this part is $e^{-r}$ with $0 \\le r < 1/m$. There $f$ is at most 1 in "
                "size, since $e^{-1} e^{-r}$ lies in the window."
            )
            with d.take(r, given=[r >= 0, r < 1 / m]) as rest:
                low, high = rest.assumptions
                left = exp(-r)
                here = d.have(And(*probability(left)), by=["exp-positive", "exp-against-one", low])
                with d.suppose(r > 0) as moved:
                    smaller = d.chain(left).lt(exp(0), by=["exp-increasing", moved]).eq(1, by="exp-of-zero")
                    below = d.have(e * (1 - left) > 0, by=[smaller, positive, "product-of-signs"])
                    slope = d.chain(-r).eq(ln(left), by="exp-of-log").le(left - 1, by=["log-bound", here])
                    above = d.have(e * (left - 1 + r) >= 0, by=[slope, positive, "product-of-signs"])
                    slight = d.have((1 - e) * r >= 0, by=[unit, low, "product-of-signs"])
                    seen = d.have(And(e - h < e * left, e * left < e), by=[below, above, slight, short, high])
                    sums = d.have(Eq(f(e * left), f(e) + f(left)), by=[additive.at(e, left), unit, here])
                    both = d.have(And(f(e) - 1 < f(e * left), f(e * left) < f(e) + 1), by=[found, seen])
                    d.have(And(-1 <= f(left), f(left) <= 1), by=[both, sums])
                with d.suppose(Eq(r, 0)) as still:
                    nothing = d.chain(f(left)).eq(f(exp(0)), by=still).eq(f(1), by="exp-of-zero").eq(0, by=certain)
                    d.have(And(-1 <= f(left), f(left) <= 1), by=nothing)
                d.have(And(-1 <= f(left), f(left) <= 1), by=[moved, still, low], cases=[Eq(r, 0)])

            with d.take(t, given=probability(t)):
                cost = d.have(-ln(t) >= 0, by="log-sign")
                with d.take(n) as multiples:
                    d.text("Measure $x^n$: it is $j$ parts and a rest, with $j$ the whole part of $-n m \\ln x$.")
                    length = n * m * -ln(t)
                    total = d.have(length >= 0, by=[cost, "product-of-signs"])
                    place = d.have(Exists(j, And(j <= length, length < j + 1)), by=["whole-part", total])
                    with d.obtain(j, place) as between:
                        over = n * -ln(t) - j * (1 / m)
                        left = exp(-over)
                        start = (
                            d.chain(over)
                            .eq((length - j) * (1 / m), by=["field-arithmetic", many])
                            .ge(0, by=[between, part, "product-of-signs"])
                        )
                        ahead = (
                            d.chain(1 / m - over)
                            .eq((j + 1 - length) * (1 / m), by=["field-arithmetic", many])
                            .gt(0, by=[between, part, "product-of-signs"])
                        )
                        end = d.have(over < 1 / m, by=ahead)
                        ticks = d.have(And(*probability(step**j)), by=[inside, pace])
                        kept = d.have(And(*probability(left)), by=["exp-positive", "exp-against-one", start])
                        same = (
                            d.chain(ln(step**j * left))
                            .eq(ln(step**j) + ln(left), by=["log-of-product", "power-positive", pace])
                            .eq(j * ln(step) + ln(left), by=["log-of-power", pace])
                            .eq(j * -(1 / m) + -over, by="exp-of-log")
                            .eq(n * ln(t), by="field-arithmetic")
                            .eq(ln(t**n), by="log-of-power")
                        )
                        split = d.have(
                            Eq(step**j * left, t**n),
                            by=["log-injective", same, pace, kept, "power-positive", "product-of-signs"],
                        )
                        costs = (
                            d.chain(n * f(t))
                            .eq(f(t**n), by=powers)
                            .eq(f(step**j * left), by=split)
                            .eq(f(step**j) + f(left), by=[additive.at(step**j, left), ticks, kept])
                            .eq(j * f(step) + f(left), by=[powers, pace])
                        )
                        d.text("Against $f(e^{-1})$ times the length of $x^n$ only the rest counts, whatever $n$ is.")
                        gap = f(t) + f(e) * ln(t)
                        error = (
                            d.chain(n * gap)
                            .eq(n * f(t) + f(e) * (n * ln(t)), by="field-arithmetic")
                            .eq(j * f(step) + f(left) + f(e) * (n * ln(t)), by=costs)
                            .eq(j * (f(e) / m) + f(left) + f(e) * (n * ln(t)), by=[rate, many])
                            .eq(f(left) - f(e) * over, by=["field-arithmetic", many])
                        )
                        rounding = d.have(And(-1 <= f(left), f(left) <= 1), by=[rest.at(over), start, end])
                        one = d.have((size - f(e)) * over >= 0, by=[upper, start, "product-of-signs"])
                        two = d.have((size + f(e)) * over >= 0, by=[lower, start, "product-of-signs"])
                        three = d.have(size * (1 - over) >= 0, by=[large, end, narrow, "product-of-signs"])
                        d.have(And(n * gap <= size + 1, n * gap >= -(size + 1)), by=[error, rounding, one, two, three])
                d.text("Only $0$ has multiples that stay bounded.")
                vanishes = d.have(Eq(f(t) + f(e) * ln(t), 0), by=["bounded-multiples", multiples])
                d.have(Eq(f(t), -(f(e) * ln(t))), by=vanishes)

    d.text("So $k = f(e^{-1})$ will do.")
    natural = d.have(Exists(k, form(k)), by=found, name="natural")
    d.text("To another base the factor is another: this is the choice of a unit.")
    with d.obtain(k, natural) as some:
        wide = d.have(ln(base) > 0, by="log-sign")
        with d.take(t, given=probability(t)) as rescaled:
            (
                d.chain(f(t))
                .eq(-(k * ln(t)), by=some)
                .eq(-((k * ln(base)) * (ln(t) / ln(base))), by=["field-arithmetic", wide])
                .eq(-((k * ln(base)) * log(t)), by="log-definition")
            )
        d.have(Exists(k, form(k, log)), by=rescaled)
    some.fact.named("any-base")

    d.text("If $f$ is positive anywhere, then $k$ is: for $k \\le 0$ the function $-k \\ln x$ is nowhere positive.")
    seen = Exists(t, And(*probability(t), f(t) > 0))
    with d.suppose(seen) as somewhere, d.obtain(k, natural) as rule, d.obtain(t, somewhere.assumption) as there:
        with d.suppose(k <= 0) as wrong:
            sign = d.have(-k * -ln(t) >= 0, by=[wrong, there, "log-sign", "product-of-signs"])
            value = d.have(Eq(f(t), -(k * ln(t))), by=[rule, there])
            d.have(k > 0, by=[sign, value, there])
        more = d.have(k > 0, by=wrong, cases=[k <= 0])
        d.have(Exists(k, And(k > 0, form(k))), by=[more, rule])
    somewhere.fact.named("positive")

    d.text("If $f$ decreases, it is positive at $e^{-1}$, since it is $0$ at $1$.")
    with d.suppose(ForAll(t, u, Implies(t > 0, t < u, u <= 1, f(u) < f(t)))) as falls:
        value = d.chain(f(e)).gt(f(1), by=[falls.assumption.at(e, 1), unit]).eq(0, by=certain)
        some = d.have(seen, by=[value, unit])
        d.have(Exists(k, And(k > 0, form(k))), by=[some, somewhere])
    falls.fact.named("decreasing")
