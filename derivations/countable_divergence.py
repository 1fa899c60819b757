"""A divergence that is infinite on the natural numbers: a series whose sum exceeds every bound as Q is approached."""

from symbolic_it import (
    And,
    Eq,
    Exists,
    ForAll,
    Implies,
    Not,
    Q,
    Sum,
    base,
    derivation,
    function,
    index,
    indicator,
    log,
    natural_variable,
    real_variable,
    rule,
    sequence_tends_to,
    series,
    successor,
    tends_to_infinity,
    whole_number,
)  # fmt: skip

t, M, delta = real_variable("t"), real_variable("M"), real_variable("r")

KULLBACK = "Kullback, Information Theory and Statistics, section 1.2"


n = natural_variable("n")
half = Q(1, 2)


def geometric(i):
    """The geometric law 1/2, 1/4, 1/8, ... on 0, 1, 2, ..."""
    return half * half**i


def late_geometric(i):
    """The same law moved by one place: it gives 0 no probability."""
    return indicator(Q(1) <= i) * half**i


def moved_late(i):
    """The second law, moved towards the first by the share t."""
    return (1 - t) * late_geometric(i) + t * geometric(i)


def term(i):
    return geometric(i) * log(geometric(i) / moved_late(i))


@derivation(
    "infinite-divergence-on-the-naturals",
    title="A countable instance: the geometric law against the geometric law that starts one later",
    claims=["D7"],
    source=KULLBACK + "; Rudin, Principles of Mathematical Analysis, 3rd ed., theorem 3.26",
)
def countable(d):
    """$P$ gives $n$ the probability $2^{-(n+1)}$, $Q$ gives $0$ to $n = 0$ and $2^{-n}$ to $n \\ge 1$.

    Every letter but one is as good as under domination. For $0 < t < 1$ the divergence of $P$ from $(1-t)Q + tP$ is the
    sum of a convergent series; as $t$ falls to $0$ it exceeds every bound.
    """
    inside = And(0 < t, t < 1)
    i, up, none = index("i", n), index("i", successor(n)), index("i", whole_number(0))
    d.text("The term at $0$, where $Q$ vanishes.")
    with d.take(t, given=inside) as at_zero:
        never = d.have(Not(Q(1) <= 0))
        mixture_ = (
            d.chain(moved_late(0))
            .eq((1 - t) * (0 * half**0) + t * geometric(0), by=["indicator-value", never])
            .eq(t * half, by="field-arithmetic")
        )
        (
            d.chain(term(0))
            .eq(half * log(half / (t * half)), by=[mixture_, "field-arithmetic"])
            .eq(half * log(1 / t), by="field-arithmetic")
            .eq(-(half * log(t)), by="log-of-reciprocal")
        )
    d.text("The other terms.")
    with d.take(t, n, given=[inside, n >= 1]) as others:
        some = d.have(half**n > 0, by="power-positive")
        mixture_ = (
            d.chain(moved_late(n))
            .eq((1 - t) * (1 * half**n) + t * geometric(n), by="indicator-value")
            .eq(geometric(n) * (2 - t), by="field-arithmetic")
        )
        (
            d.chain(term(n))
            .eq(geometric(n) * log(geometric(n) / (geometric(n) * (2 - t))), by=mixture_)
            .eq(-(geometric(n) * log(2 - t)), by=["log-of-quotient", "log-of-product", some])
        )
    d.text("The partial sums: the weights $1/4 + 1/8 + \\dots$ of the other terms add up to $1/2 - 2^{-(n+1)}$.")
    total = -(half * log(t)) - log(2 - t) * half
    with d.take(t, given=inside) as value:
        zero = d.have(Eq(term(0), -(half * log(t))), by=at_zero.at(t))
        start = d.have(
            Eq(term(0) + Sum(none, term(none)), -(half * log(t)) - log(2 - t) * (half - half * half**0)),
            by=["last-term", zero],
        )
        with (
            d.take(n),
            d.suppose(Eq(term(0) + Sum(i, term(i)), -(half * log(t)) - log(2 - t) * (half - half * half**n))) as before,
        ):
            before.assumption.named("the statement for n")
            last = successor(n)
            size = d.have(last >= 1, by="natural-successor")
            further = d.have(Eq(term(last), -(geometric(last) * log(2 - t))), by=[others.at(t, last), size])
            (
                d.chain(term(0) + Sum(up, term(up)))
                .eq(term(0) + Sum(i, term(i)) + term(last), by="last-term")
                .eq(
                    -(half * log(t)) - log(2 - t) * (half - half * half**n) - half * (half * half**n) * log(2 - t),
                    by=[before, further, "natural-successor", "power-successor"],
                )
                .eq(-(half * log(t)) - log(2 - t) * (half - half * (half * half**n)), by="field-arithmetic")
                .eq(-(half * log(t)) - log(2 - t) * (half - half * half ** (n + 1)), by="power-successor")
            )
        sums = d.have(
            ForAll(n, Eq(term(0) + Sum(i, term(i)), -(half * log(t)) - log(2 - t) * (half - half * half**n))),
            by=["induction", start, before],
        )
        partial = d.have(
            ForAll(
                n, Eq(term(whole_number(0)) + Sum(i, term(i)), -(half * log(t)) - log(2 - t) * (half - half * half**n))
            ),
            by=[sums, "natural-successor"],
        )
        small = d.have(sequence_tends_to(n, half**n, 0), by="powers-vanish")
        limit = d.have(
            sequence_tends_to(n, -(half * log(t)) - log(2 - t) * (half - half * half**n), total),
            by=["far-limit-rules", small],
        )
        reason = rule(
            "series-by-partial-sums",
            f=function(n, term(n)),
            g=function(n, -(half * log(t)) - log(2 - t) * (half - half * half**n)),
        )
        d.have(series(n, term(n), total), by=[reason, partial, limit])
    value.fact.named("value")
    d.text("This value is at least $-\\frac12 \\log t - \\frac12 \\log 2$, which exceeds every $M$ when $t$ is small.")
    need = 2 * M + log(2)
    edge = base**-need / (1 + base**-need)
    with d.take(M) as reach:
        power = d.have(base**-need > 0, by="power-positive")
        some = d.have(edge > 0, by=["product-of-signs", power])
        one = d.chain(edge).eq(1 - 1 / (1 + base**-need), by="field-arithmetic")
        rest = d.have(1 / (1 + base**-need) > 0, by=["product-of-signs", power])
        below_one = d.have(edge < 1, by=[one, rest])
        scaled = d.chain(base**-need - edge).eq(base**-need * edge, by="field-arithmetic")
        product = d.have(base**-need * edge > 0, by=["product-of-signs", power, some])
        below_power = d.have(edge < base**-need, by=[scaled, product])
        with d.take(t, given=And(t > 0, t < edge)) as exceeds:
            nearer = d.have(t < base**-need, by=[exceeds.assumption, below_power])
            smaller = (
                d.chain(log(t))
                .lt(log(base**-need), by=["log-strictly-increasing", nearer])
                .eq(-need, by=["log-of-power", "log-of-base"])
            )
            room = d.have(2 - t > 0, by=[exceeds.assumption, below_one])
            other = d.have(log(2 - t) <= log(2), by=["log-increasing", room, exceeds.assumption])
            d.have(M < total, by=[smaller, other])
        d.have(
            Exists(delta, And(delta > 0, delta < 1, ForAll(t, Implies(And(t > 0, t < delta), M < total)))),
            by=[some, below_one, exceeds],
        )
    d.have(tends_to_infinity(t, total, 0), by=reach, name="unbounded")
