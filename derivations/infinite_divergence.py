"""Divergence without domination is +oo: as a limit, and for a point mass; under domination the limit changes nothing."""

from symbolic_it import (
    And,
    D,
    Eq,
    Exists,
    ForAll,
    Implies,
    Ne,
    Not,
    Q,
    Sum,
    alphabet,
    base,
    derivation,
    function,
    indicator,
    infinite_divergence,
    law,
    ln,
    log,
    point_mass,
    real_number,
    real_variable,
    rule,
    tends_to,
    tends_to_infinity,
)  # fmt: skip

X = alphabet("X")
x, z, j, k = X.outcome("x"), X.outcome("z"), X.letter("j"), X.letter("k")
P, R = law("P", X), law("Q", X)
p, s = real_number("p"), real_number("s")
t, M, delta = real_variable("t"), real_variable("M"), real_variable("r")

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
KULLBACK = "Kullback, Information Theory and Statistics, section 1.2"


@derivation(
    "term-against-zero-is-infinite",
    title="A term p log(p/q) exceeds every bound as q falls to 0",
    claims=["D7"],
    given=[p > 0],
    source=COVER + "section 2.3",
)
def single_term(d):
    """Where $P(x) = p > 0$ but $Q(x) = 0$, the term $p \\log(p/0)$ of the divergence has no real value.

    Its value in the reals with $+\\infty$ is what $p \\log(p/t)$ does as $t$ falls to $0$.
    """
    edge = p * base ** -(M / p)
    with d.take(M) as reach:
        some = d.have(edge > 0, by=["power-positive", "product-of-signs"])
        with d.take(t, given=And(t > 0, t < edge)) as exceeds:
            small = (
                d.chain(log(t))
                .lt(log(edge), by="log-strictly-increasing")
                .eq(log(p) - M / p, by=["log-of-product", "log-of-power", "log-of-base"])
            )
            apart = d.chain(log(p / t)).eq(log(p) - log(t), by="log-of-quotient").gt(M / p, by=small)
            gain = d.have(p * (log(p / t) - M / p) > 0, by=["product-of-signs", apart])
            d.chain(p * log(p / t)).eq(p * (log(p / t) - M / p) + M, by="field-arithmetic").gt(M, by=gain)
        d.have(
            Exists(delta, And(delta > 0, ForAll(t, Implies(And(t > 0, t < delta), p * log(p / t) > M)))),
            by=[some, exceeds],
        )
    d.have(tends_to_infinity(t, p * log(p / t), 0), by=reach, name="unbounded")


def mixture(at):
    """Q, moved towards P by the share ``at``."""
    return lambda v: (1 - at) * R(v) + at * P(v)


def moved(at):
    return D(P, function(x, mixture(at)(x)))


@derivation(
    "mixture-dominates",
    title="A law moved towards P dominates P",
    claims=["D7"],
    given=[0 < s, s < 1],
    source=KULLBACK,
)
def mixture_dominates(d):
    """Every letter that is possible under $P$ is possible under the mixture $Q_s = (1-s)Q + sP$."""
    with d.take(x), d.suppose(Eq(mixture(s)(x), 0)) as zero:
        rest = d.have((1 - s) * R(x) >= 0, by="product-of-signs")
        upper = d.have(s * P(x) <= 0, by=[zero.assumption, rest])
        lower = d.have(s * P(x) >= 0, by="product-of-signs")
        none = d.have(Eq(s * P(x), 0), by=[upper, lower, "antisymmetry"])
        d.chain(P(x)).eq(s * P(x) / s, by="field-arithmetic").eq(0, by=none)
    d.conclude(P << function(x, mixture(s)(x)), by=zero)


@derivation(
    "divergence-without-domination-is-infinite",
    title="Without domination the divergence is infinite",
    claims=["D7"],
    given=[Not(P << R)],
    source=KULLBACK + "; " + COVER + "section 2.3",
)
def infinite(d):
    """Some letter has $P(x) > 0$ and $Q(x) = 0$. What is the divergence of $P$ from such a $Q$?

    In the reals with $+\\infty$ it is what $D(P \\| Q_t)$ does when $Q_t = (1-t)Q + tP$ moves back to $Q$: for $0 < t < 1$
    every letter of $P$ has positive probability under $Q_t$, so that the divergence is a real number. It grows without
    bound as $t$ falls to $0$.
    """
    positive_share = And(0 < t, t < 1)
    with d.take(t, given=positive_share):
        d.have(P << function(x, mixture(t)(x)), by="mixture-dominates")
    d.text("Each term of the divergence is at least $P(x) - Q_t(x)$, in natural units, by the bound on the logarithm.")
    with d.take(t, given=positive_share) as gaps:
        ratio = mixture(t)(x) / P(x)
        bound = d.have(ForAll(x, P(x) * ln(ratio) <= P(x) * (ratio - 1)), by="log-bound")
        with d.take(x) as sign:
            rest = d.have((1 - t) * R(x) >= 0, by="product-of-signs")
            more = d.have(t * P(x) >= 0, by="product-of-signs")
            d.have(mixture(t)(x) >= 0, by=[rest, more])
        weighted = d.have(ForAll(x, P(x) * ratio <= mixture(t)(x)), by=["weighted-quotient", sign])
        d.have(ForAll(x, P(x) * ln(ratio) <= mixture(t)(x) - P(x)), by=[bound, weighted])
    d.text("So the whole is at least what one letter alone contributes beyond that bound.")
    failing = d.have(Exists(z, And(Eq(R(z), 0), Ne(P(z), 0))), by=["where-domination-fails", d.given[0]])
    with d.obtain(z, failing) as letter:
        weight = d.have(P(z) > 0, by=letter)
        with d.take(t, given=positive_share) as lower:
            gap = mixture(t)(x) - P(x) - P(x) * ln(mixture(t)(x) / P(x))
            d.have(P << function(x, mixture(t)(x)), by="mixture-dominates")
            nonnegative = d.have(ForAll(x, gap >= 0), by=gaps.at(t))
            own = (
                d.chain(t * P(z) - P(z) - P(z) * ln(t))
                .eq(mixture(t)(z) - P(z) - P(z) * ln(mixture(t)(z) / P(z)), by=[letter, "field-arithmetic"])
                .le(Sum(x, gap), by=[rule("term-at-most-sum", f=function(x, gap), k=z), nonnegative])
                .eq(
                    Sum(x, P(x) * ln(P(x) / mixture(t)(x))),
                    by=["sum-of-sum", "sum-of-difference", "sum-of-multiple", "sum-to-one", "log-of-quotient"],
                )
            )
            natural = d.chain(moved(t)).eq(
                Sum(x, P(x) * ln(P(x) / mixture(t)(x))) / ln(base),
                by=["divergence-definition", "log-definition", "sum-of-multiple"],
            )
            whole = d.have(t * P(z) >= 0, by="product-of-signs")
            least = d.have(Sum(x, P(x) * ln(P(x) / mixture(t)(x))) >= -P(z) - P(z) * ln(t), by=[own, whole])
            slack = d.have(
                1 / ln(base) * (-P(z) - P(z) * ln(t)) <= 1 / ln(base) * Sum(x, P(x) * ln(P(x) / mixture(t)(x))),
                by=["weighted-comparison", least, "log-sign"],
            )
            d.chain(moved(t)).eq(1 / ln(base) * Sum(x, P(x) * ln(P(x) / mixture(t)(x))), by=natural).ge(
                1 / ln(base) * (-P(z) - P(z) * ln(t)), by=slack
            ).eq(-P(z) * log(t) - P(z) / ln(base), by="log-definition")
        d.text("That lower bound exceeds every $M$ when $t$ is small: below $b^{-M'}$, where $M' = M/P(z) + 1/\\ln b$.")
        need = M / P(z) + 1 / ln(base)
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
                small = (
                    d.chain(log(t))
                    .lt(log(base**-need), by=["log-strictly-increasing", nearer])
                    .eq(-need, by=["log-of-power", "log-of-base"])
                )
                gain = d.have(P(z) * (-log(t) - need) > 0, by=["product-of-signs", weight, small])
                inside = d.have(And(0 < t, t < 1), by=[exceeds.assumption, below_one])
                (
                    d.chain(M)
                    .eq(P(z) * need - P(z) / ln(base), by="field-arithmetic")
                    .lt(-P(z) * log(t) - P(z) / ln(base), by=gain)
                    .le(moved(t), by=[lower.at(t), inside])
                )
            d.have(
                Exists(delta, And(delta > 0, delta < 1, ForAll(t, Implies(And(t > 0, t < delta), M < moved(t))))),
                by=[some, below_one, exceeds],
            )
        d.have(tends_to_infinity(t, moved(t), 0), by=reach)
    d.conclude(infinite_divergence(P, R), by=[letter, "infinite-divergence-definition"])


@derivation(
    "divergence-with-domination-is-the-limit",
    title="Under domination the limit is the divergence itself",
    claims=["D7"],
    given=[P << R],
    source=KULLBACK,
)
def finite(d):
    """The same limit, for laws with $P \\ll Q$: nothing new is said of them, $D(P \\| Q_t)$ tends to $D(P \\| Q)$."""
    inside = And(0 < t, t < 1)
    with d.take(t, given=inside):
        d.have(P << function(x, mixture(t)(x)), by="mixture-dominates")
    d.text("Where $P(x) > 0$ the mixture is at least $(1-t)Q(x)$, which is positive.")
    with d.take(t, given=inside) as possible, d.take(x, given=P(x) > 0):
        given = d.have(R(x) > 0, by="support-of-dominated")
        scaled = d.have((1 - t) * R(x) > 0, by=["product-of-signs", given])
        more = d.have(t * P(x) >= 0, by="product-of-signs")
        d.have(mixture(t)(x) > 0, by=[scaled, more])
        large = d.have(mixture(t)(x) >= (1 - t) * R(x), by=more)
        ratio = d.chain(mixture(t)(x) / R(x)).eq(1 + t * (P(x) / R(x) - 1), by="field-arithmetic")
        up = (
            d.chain(-log(mixture(t)(x)))
            .le(-log((1 - t) * R(x)), by=["log-increasing", large, scaled])
            .eq(-log(1 - t) - log(R(x)), by="log-of-product")
        )
        down = (
            d.chain(log(mixture(t)(x)) - log(R(x)))
            .eq(log(mixture(t)(x) / R(x)), by="log-of-quotient")
            .le((mixture(t)(x) / R(x) - 1) / ln(base), by="log-bound")
            .eq(t * (P(x) / R(x) - 1) / ln(base), by=ratio)
        )
        first = d.have(log(P(x) / mixture(t)(x)) <= log(P(x) / R(x)) - log(1 - t), by=[up, "log-of-quotient"])
        second = d.have(
            log(P(x) / mixture(t)(x)) >= log(P(x) / R(x)) - t * (P(x) / R(x) - 1) / ln(base),
            by=[down, "log-of-quotient"],
        )
        d.have(And(mixture(t)(x) > 0, first.statement, second.statement), by=[first, second])
    excess = Sum(x, P(x) * (P(x) / R(x) - 1))
    d.text("So the divergence from the mixture lies between two bounds.")
    with d.take(t, given=inside) as upper:
        d.have(P << function(x, mixture(t)(x)), by="mixture-dominates")
        (
            d.chain(moved(t))
            .eq(Sum(x, P(x) * log(P(x) / mixture(t)(x))), by="divergence-definition")
            .le(Sum(x, P(x) * (log(P(x) / R(x)) - log(1 - t))), by=possible.at(t))
            .eq(
                D(P, R) - log(1 - t), by=["sum-of-difference", "sum-of-multiple", "sum-to-one", "divergence-definition"]
            )
        )
    with d.take(t, given=inside) as lower:
        d.have(P << function(x, mixture(t)(x)), by="mixture-dominates")
        (
            d.chain(moved(t))
            .eq(Sum(x, P(x) * log(P(x) / mixture(t)(x))), by="divergence-definition")
            .ge(Sum(x, P(x) * (log(P(x) / R(x)) - t * (P(x) / R(x) - 1) / ln(base))), by=possible.at(t))
            .eq(D(P, R) - t * excess / ln(base), by=["sum-of-difference", "sum-of-multiple", "divergence-definition"])
        )
    d.text("Both bounds tend to $D(P \\| Q)$.")
    high = d.have(tends_to(t, D(P, R) - log(1 - t), 0, D(P, R)), by=["limit-rules", "log-of-one"])
    low = d.have(tends_to(t, D(P, R) - t * excess / ln(base), 0, D(P, R)), by="limit-rules")
    d.conclude(tends_to(t, moved(t), 0, D(P, R)), by=["limit-by-squeezing", upper, lower, high, low])


@derivation(
    "divergence-from-a-point-mass",
    title="The divergence from a point mass is infinite for every law that allows another letter",
    claims=["D7"],
    given=[P(j) > 0, Ne(j, k)],
    source=KULLBACK,
)
def from_point_mass(d):
    """A finite instance: $\\delta_k$ rules every letter but $k$ out, and $P$ allows the letter $j$."""
    nought = d.chain(point_mass(k)(j)).eq(indicator(Eq(j, k)), by="point-mass-definition").eq(0, by="indicator-value")
    with d.suppose(P << point_mass(k)) as dominated:
        some = d.have(point_mass(k)(j) > 0, by=["support-of-dominated", dominated.assumption, d.given[0]])
        d.have(Q(0) < 0, by=[some, nought])
    fails = d.have(Not(P << point_mass(k)), by=dominated)
    d.conclude(infinite_divergence(P, point_mass(k)), by=["divergence-without-domination-is-infinite", fails])
