"""The compensation identity: the mean divergence to any law is the mean divergence to the mixture and one term more."""

from symbolic_it import D, Eq, ForAll, Implies, Ne, Sum, alphabet, derivation, law, log, model

I, X = alphabet("I"), alphabet("X")
i, j, x = I.outcome("i"), I.outcome("j"), X.outcome("x")
w = law("w", I)
P = model("P", I, X)
M, Q = law("M", X), law("Q", X)


@derivation(
    "compensation-identity",
    title="The compensation identity of divergence",
    given=[ForAll(x, Eq(M(x), Sum(i, w(i) * P(i)(x)))), ForAll(i, Implies(Ne(w(i), 0), P(i) << Q))],
    source="Topsoe, An information theoretical identity and a problem involving capacity, Studia Scientiarum "
    "Mathematicarum Hungarica 2 (1967)",
)
def compensation_identity(d):
    """Laws $P(i)$ come with weights $w(i)$, and $M$ is their mixture. One law $Q$ is to stand for all of them. What it costs
    on average is what the mixture would cost, and the divergence of the mixture from $Q$ besides.

    Only laws with a weight that is not zero have to be dominated by $Q$; the others are not counted.
    """
    mixture, dominated = d.given[0].named("the mixture"), d.given[1].named("domination")
    d.text(
        "The mixture dominates each of the laws that count: a sum of nonnegative terms vanishes only with its terms."
    )
    with d.take(i, given=Ne(w(i), 0)) as counted:
        with d.take(x, given=Eq(M(x), 0)) as absent:
            terms = d.have(ForAll(j, w(j) * P(j)(x) >= 0), by="product-of-signs")
            total = d.chain(Sum(j, w(j) * P(j)(x))).eq(M(x), by=mixture).eq(0, by=absent.assumption)
            term = d.have(ForAll(j, Eq(w(j) * P(j)(x), 0)), by=[terms, total, "sum-zero-terms"])
            d.have(Eq(P(i)(x), 0), by=[term.at(i), counted.assumption, "field-arithmetic"])
        d.have(P(i) << M, by=[absent, "dominated-definition"])
    parts = counted.fact.named("mixture-dominates")
    d.text("And $Q$ dominates the mixture: where $Q$ is zero, every term of the mixture is.")
    with d.take(x, given=Eq(Q(x), 0)) as impossible:
        with d.take(i, given=Ne(w(i), 0)) as chosen:
            d.have(Eq(P(i)(x), 0), by=[dominated.at(i), chosen.assumption, impossible.assumption])
        nothing = d.have(ForAll(i, Eq(w(i) * P(i)(x), 0)), by=chosen, cases=[Eq(w(i), 0)])
        d.chain(M(x)).eq(Sum(i, w(i) * P(i)(x)), by=mixture).eq(0, by=nothing)
    below = d.have(M << Q, by=[impossible, "dominated-definition"], name="mixture-dominated")

    d.text("The logarithm that does not depend on $i$ is averaged over the mixture.")
    away = (
        d.chain(Sum(i, w(i) * Sum(x, P(i)(x) * log(M(x) / Q(x)))))
        .eq(Sum(i, Sum(x, w(i) * P(i)(x) * log(M(x) / Q(x)))), by="sum-of-multiple")
        .eq(Sum(x, Sum(i, w(i) * P(i)(x) * log(M(x) / Q(x)))), by="sum-exchange")
        .eq(Sum(x, M(x) * log(M(x) / Q(x))), by=[mixture, "sum-of-multiple"])
        .eq(D(M, Q), by="divergence-definition")
    )
    d.text("So it is enough to go from $P(i)$ to $Q$ by way of $M$.")
    identity = d.chain(Sum(i, w(i) * D(P(i), Q))).eq(
        Sum(i, w(i) * Sum(x, P(i)(x) * log(P(i)(x) / Q(x)))), by="divergence-definition"
    ).eq(
        Sum(i, w(i) * Sum(x, P(i)(x) * (log(P(i)(x) / M(x)) + log(M(x) / Q(x))))),
        by=["log-of-quotient", parts, below],
        why="where w(i) P(i, x) > 0, also M(x) > 0 and Q(x) > 0",
    ).eq(
        Sum(i, w(i) * Sum(x, P(i)(x) * log(P(i)(x) / M(x)))) + Sum(i, w(i) * Sum(x, P(i)(x) * log(M(x) / Q(x)))),
        by="sum-of-sum",
    ).eq(Sum(i, w(i) * D(P(i), M)) + D(M, Q), by=["divergence-definition", away])  # fmt: skip
    identity.named("identity")
    d.text("The divergence of the mixture is not negative, so the mixture is the best that there is.")
    excess = d.have(D(M, Q) >= 0, by=[below, "gibbs-inequality"])
    d.have(Sum(i, w(i) * D(P(i), M)) <= Sum(i, w(i) * D(P(i), Q)), by=[identity, excess], name="best")
