"""Relative entropy: its two forms, its expansion, Gibbs' inequality with the equality case, and the cross-entropy."""

from symbolic_it import D, E, Eq, ForAll, H, Iff, Sum, alphabet, base, derivation, law, ln, log

X = alphabet("X")
x = X.outcome("x")
P, R = law("P", X), law("Q", X)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
DEEP = "Goodfellow, Bengio and Courville, Deep Learning, "


@derivation(
    "divergence-as-expectation",
    title="The divergence is an expected log-ratio",
    claims=["D1"],
    given=[P << R],
    source=COVER + "equations 2.26-2.27",
)
def divergence_as_expectation(d):
    """The divergence of $P$ from $Q$ is written as a sum or as an expectation; both are the same number."""
    d.chain(D(P, R)).eq(Sum(x, P(x) * log(P(x) / R(x))), by="divergence-definition").eq(
        E(P, x, log(P(x) / R(x))), by="expectation-definition"
    )


@derivation(
    "divergence-expansion",
    title="The divergence is the cross-entropy less the entropy",
    claims=["D2"],
    given=[P << R],
    source=COVER + "section 2.3; " + DEEP + "section 3.13",
)
def divergence_expansion(d):
    """What a code made for $Q$ costs on average beyond the best code for $P$.

    Letters with $P(x) = 0$ contribute nothing to any of the sums; where $P(x) > 0$, domination gives $Q(x) > 0$, so
    that both logarithms exist.
    """
    d.text("Write the divergence out and take the logarithm of the quotient apart, letter by letter.")
    d.chain(D(P, R)).eq(
        Sum(x, P(x) * log(P(x) / R(x))), by="divergence-definition"
    ).eq(
        Sum(x, P(x) * (log(P(x)) - log(R(x)))), by="log-of-quotient", why="where P(x) > 0, also Q(x) > 0"
    ).eq(
        Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(R(x))), by="sum-of-difference"
    ).eq(
        H(P, R) - H(P), by=["entropy-definition", "cross-entropy-definition"]
    )  # fmt: skip


@derivation(
    "gibbs-inequality",
    title="Gibbs' inequality, with its equality case",
    claims=["D3"],
    given=[P << R],
    source=COVER + "theorem 2.6.3",
)
def gibbs_inequality(d):
    """The divergence is never negative, and it is zero exactly when the two laws are equal.

    The whole proof rests on $\\ln t \\le t - 1$, with equality only at $t = 1$.
    """
    d.text("Bound the negative of the divergence, in natural units, from above.")
    bound = (
        d.chain(Sum(x, P(x) * ln(R(x) / P(x))))
        .le(Sum(x, P(x) * (R(x) / P(x) - 1)), by="log-bound", why="each term, where P(x) > 0")
        .le(Sum(x, R(x) - P(x)), by="weighted-quotient", why="equal where P(x) > 0, and 0 <= Q(x) where P(x) = 0")
        .eq(Sum(x, R(x)) - Sum(x, P(x)), by="sum-of-difference")
        .eq(0, by="sum-to-one")
    )
    d.text("Turning the quotient round changes the sign.")
    sign = d.chain(D(P, R)).eq(
        -Sum(x, P(x) * ln(R(x) / P(x))) / ln(base),
        by=["divergence-definition", "log-definition", "log-of-quotient", "sum-of-multiple", "sum-of-difference"],
    )
    d.have(D(P, R) >= 0, by=[bound, sign, "product-of-signs", "log-sign"], name="nonnegative")

    d.text("Now suppose that the divergence is zero. Every term that was bounded must then be tight.")
    with d.suppose(Eq(D(P, R), 0)) as zero:
        slack = R(x) - P(x) - P(x) * ln(R(x) / P(x))
        bounded = d.have(ForAll(x, P(x) * ln(R(x) / P(x)) <= P(x) * (R(x) / P(x) - 1)), by="log-bound")
        gap = d.have(ForAll(x, slack >= 0), by=[bounded, "weighted-quotient"])
        nothing = d.chain(Sum(x, P(x) * ln(R(x) / P(x)))).eq(-D(P, R) * ln(base), by=sign).eq(0, by=zero.assumption)
        total = d.have(Eq(Sum(x, slack), 0), by=[nothing, "sum-of-difference", "sum-to-one"])
        no_slack = d.have(ForAll(x, Eq(slack, 0)), by=[gap, total, "sum-zero-terms"])
        tight = d.have(ForAll(x, Eq(P(x) * ln(R(x) / P(x)), R(x) - P(x))), by=no_slack)
        d.text("Take a letter with $P(x) > 0$. There the bound on the logarithm is attained, so that $Q(x)/P(x) = 1$.")
        with d.take(x, given=P(x) > 0) as positive:
            attained = (
                d.chain(ln(R(x) / P(x)))
                .eq((P(x) * ln(R(x) / P(x))) / P(x), by="field-arithmetic")
                .eq((R(x) - P(x)) / P(x), by=[tight.at(x)])
                .eq(R(x) / P(x) - 1, by="field-arithmetic")
            )
            one = d.have(Eq(R(x) / P(x), 1), by=[attained, "log-bound-equality"])
            d.chain(P(x)).eq(P(x) * (R(x) / P(x)), by=one).eq(R(x), by="field-arithmetic")
        d.text("Where $P(x) = 0$ the slack is $Q(x)$ itself, and it is zero.")
        d.have(ForAll(x, Eq(P(x), R(x))), by=[positive, tight], cases=[Eq(P(x), 0)])
        d.have(Eq(P, R))
    equal = zero
    d.text("Conversely, equal laws have divergence zero, as $\\log 1 = 0$.")
    with d.suppose(Eq(P, R)) as same:
        d.have(Eq(D(P, R), 0), by=[same.assumption, "divergence-definition", "log-of-one"])
    d.have(Iff(Eq(D(P, R), 0), Eq(P, R)), by=[equal, same], name="equality")
