"""The divergence between two Bernoulli laws: two terms, one where an outcome never comes, infinite where Q rules it out."""

from symbolic_it import D, Eq, Not, Sum, alphabet, derivation, infinite_divergence, law, letters, log, real_number

B = alphabet("B")
u, v = letters(B, "u v")
x = B.outcome("x")
P, Q = law("P", B), law("Q", B)
p, q = real_number("p"), real_number("q")


@derivation(
    "bernoulli-divergence",
    title="The divergence between two Bernoulli laws",
    given=[Eq(P(u), p), Eq(Q(u), q)],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., example 2.3.1 and section 2.3",
)
def bernoulli_divergence(d):
    """A coin shows $u$ with probability $p$ and is believed to show it with probability $q$. What does the belief cost?

    Between the ends the answer is the formula with two terms that every book prints. At $p = 0$ and $p = 1$ one of its
    terms is gone, and where $q$ rules out what does happen the cost is infinite.
    """
    d.text("There are two outcomes, so the other one has the probability that is left.")
    whole = d.chain(P(u) + P(v)).eq(Sum(x, P(x)), by="evaluation").eq(1, by="sum-to-one")
    believed = d.chain(Q(u) + Q(v)).eq(Sum(x, Q(x)), by="evaluation").eq(1, by="sum-to-one")
    pv = d.have(Eq(P(v), 1 - p), by=[d.given[0], whole])
    qv = d.have(Eq(Q(v), 1 - q), by=[d.given[1], believed])
    pu, qu = d.given

    d.text("A belief that rules nothing out, $0 < q < 1$, dominates every coin.")
    with d.suppose(0 < q, q < 1) as open_minded:
        d.have(P << Q, by=[qu, qv, "evaluation", "dominated-by-positive"])
    open_minded.fact.named("dominated")

    d.text(
        "Under domination the sum over the two outcomes is a number; an outcome that never comes adds nothing to it."
    )
    with d.suppose(P << Q):
        terms = P(u) * log(P(u) / Q(u)) + P(v) * log(P(v) / Q(v))
        two = (
            d.chain(D(P, Q))
            .eq(Sum(x, P(x) * log(P(x) / Q(x))), by="divergence-definition")
            .eq(terms, by="evaluation", why="there are two outcomes")
            .named("two-terms")
        )
        d.text("When both outcomes come, the belief allows both, and all is said in $p$ and $q$.")
        with d.suppose(0 < p, p < 1) as inside:
            d.have(q > 0, by=[pu, qu, "support-of-dominated"])
            d.have(q < 1, by=[pv, qv, "support-of-dominated"])
            d.chain(D(P, Q)).eq(terms, by=two).eq(
                p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), by=[pu, qu, pv, qv]
            )  # fmt: skip
        inside.fact.named("inside")
        d.text("If $u$ never comes, $v$ always does, and the cost is the surprise at $v$ alone.")
        with d.suppose(Eq(p, 0)) as never:
            d.have(q < 1, by=[pv, qv, "support-of-dominated"])
            d.chain(D(P, Q)).eq(terms, by=two).eq(P(v) * log(P(v) / Q(v)), by=[pu, never.assumption]).eq(
                log(1 / (1 - q)), by=[pv, qv, never.assumption]
            )  # fmt: skip
        never.fact.named("never")
        d.text("If $u$ always comes, it is the surprise at $u$.")
        with d.suppose(Eq(p, 1)) as always:
            d.have(q > 0, by=[pu, qu, "support-of-dominated"])
            d.chain(D(P, Q)).eq(terms, by=two).eq(P(u) * log(P(u) / Q(u)), by=[pv, always.assumption]).eq(
                log(1 / q), by=[pu, qu, always.assumption]
            )  # fmt: skip
        always.fact.named("always")

    d.text("What is left are beliefs that rule out an outcome that comes. No finite cost is enough for them.")
    with d.suppose(p > 0, Eq(q, 0)) as shocked:
        no = d.have(Not(P << Q), by=[pu, qu, "support-of-dominated"])
        d.have(infinite_divergence(P, Q), by=[no, "divergence-without-domination-is-infinite"])
    shocked.fact.named("ruled-out")
    with d.suppose(p < 1, Eq(q, 1)) as sure:
        no = d.have(Not(P << Q), by=[pv, qv, "support-of-dominated"])
        d.have(infinite_divergence(P, Q), by=[no, "divergence-without-domination-is-infinite"])
    sure.fact.named("taken-for-certain")
