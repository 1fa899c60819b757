"""The divergence of joint laws: what of it is due to the first variable, and what to the second given the first."""

from symbolic_it import (
    And,
    D,
    Eq,
    ForAll,
    Implies,
    Q,
    Sum,
    alphabet,
    argmin,
    base,
    conditional,
    conditional_entropy,
    derivation,
    first_marginal,
    law,
    letters,
    log,
    model,
    parameters,
    refutation,
)  # fmt: skip

X, Y = alphabet("X"), alphabet("Y")
x, y, z = X.outcome("x"), Y.outcome("y"), (X * Y).outcome("z")
P, R = law("P", X * Y), law("Q", X * Y)
row, other_row = first_marginal(P), first_marginal(R)
S = law("S", X)
Theta = parameters("Theta")
theta = Theta.point("theta")
q = model("Q", Theta, X * Y)

V, W = alphabet("V"), alphabet("W")
u, v = letters(V, "u v")
s, t = letters(W, "s t")
w = V.outcome("w")
A, B, C = law("P", V * W), law("Q", V * W), law("R", V * W)
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


def mean_divergence(joint, other, at=x):
    return Sum(at, first_marginal(joint)(at) * D(conditional(joint, at), conditional(other, at)))


@derivation(
    "conditional-divergence-expansion",
    title="Conditional divergence is conditional cross-entropy less conditional entropy",
    claims=["D9"],
    given=[P << R],
    source=COVER + "equation 2.65",
)
def expansion(d):
    """Each mean is taken under the joint law $P(x,y)$, so that only pairs that can occur count."""
    d.chain(Sum(x, Sum(y, P(x, y) * log(conditional(P, x)(y) / conditional(R, x)(y))))).eq(
        Sum(x, Sum(y, P(x, y) * (log(conditional(P, x)(y)) - log(conditional(R, x)(y))))), by="log-of-quotient"
    ).eq(
        Sum(x, Sum(y, P(x, y) * log(conditional(P, x)(y)))) - Sum(x, Sum(y, P(x, y) * log(conditional(R, x)(y)))),
        by="sum-of-difference",
    ).eq(
        -Sum(x, Sum(y, P(x, y) * log(conditional(R, x)(y)))) - conditional_entropy(P),
        by="conditional-entropy-definition",
    )  # fmt: skip


@derivation(
    "divergence-chain-rule",
    title="The chain rule of divergence",
    claims=["E5"],
    given=[P << R],
    source=COVER + "theorem 2.5.3",
)
def chain_rule(d):
    """The divergence of joint laws is that of the marginals, and on average that of the conditional laws."""
    product = d.have(ForAll(x, y, Eq(P(x, y), row(x) * conditional(P, x)(y))), by="joint-law-and-its-marginals/product")
    d.text("A quotient of joint laws is one of marginals times one of conditional laws.")
    d.chain(D(P, R)).eq(
        Sum(z, P(z) * log(P(z) / R(z))), by="divergence-definition"
    ).eq(
        Sum(x, Sum(y, P(x, y) * log(P(x, y) / R(x, y)))), by="sum-over-pairs"
    ).eq(
        Sum(x, Sum(y, P(x, y) * log((row(x) / other_row(x)) * ((P(x, y) / row(x)) / (R(x, y) / other_row(x)))))),
        by="field-arithmetic",
    ).eq(
        Sum(x, Sum(y, P(x, y) * log((row(x) / other_row(x)) * (conditional(P, x)(y) / conditional(R, x)(y))))),
        by="conditional-definition",
    ).eq(
        Sum(x, Sum(y, P(x, y) * (log(row(x) / other_row(x)) + log(conditional(P, x)(y) / conditional(R, x)(y))))),
        by="log-of-product",
    ).eq(
        Sum(x, Sum(y, P(x, y) * log(row(x) / other_row(x))))
        + Sum(x, Sum(y, P(x, y) * log(conditional(P, x)(y) / conditional(R, x)(y)))),
        by=["sum-of-sum", "sum-of-multiple"],
    ).eq(
        Sum(x, row(x) * log(row(x) / other_row(x)))
        + Sum(x, Sum(y, P(x, y) * log(conditional(P, x)(y) / conditional(R, x)(y)))),
        by=["sum-of-multiple", "first-marginal-definition"],
    ).eq(
        Sum(x, row(x) * log(row(x) / other_row(x)))
        + Sum(x, row(x) * Sum(y, conditional(P, x)(y) * log(conditional(P, x)(y) / conditional(R, x)(y)))),
        by=[product, "sum-of-multiple"],
    ).eq(
        D(row, other_row) + mean_divergence(P, R), by="divergence-definition"
    )  # fmt: skip


@derivation(
    "joint-and-conditional-divergence-minimisers",
    title="When joint and conditional divergence have the same minimisers",
    claims=["E5"],
    given=[ForAll(theta, Eq(first_marginal(q[theta]), S)), row << S],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5.1",
)
def same_minimisers(d):
    """A model of $Y$ given $X$ leaves the law of $X$ alone: $Q_\\theta(x) = S(x)$ does not depend on $\\theta$."""
    allowed = P << q[theta]
    d.chain(argmin(theta, D(P, q[theta]), where=allowed)).eq(
        argmin(theta, D(row, first_marginal(q[theta])) + mean_divergence(P, q[theta]), where=allowed),
        by="divergence-chain-rule",
    ).eq(
        argmin(theta, D(row, S) + mean_divergence(P, q[theta]), where=allowed), by=d.given[0]
    ).eq(
        argmin(theta, mean_divergence(P, q[theta]), where=allowed),
        by="maximisers-of-shift", why="$D(P_X \\\\| S)$ does not depend on $\\theta$",
    )  # fmt: skip


@refutation(
    "joint-and-conditional-divergence-may-rank-differently",
    title="When the model of X depends on the parameter, the two divergences may prefer different parameters",
    claims=["E5"],
    given=[A << B, A << C],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5.1",
)
def ranked_differently(d):
    """Two models $Q$ and $R$ of the pair are compared with the truth $P$.

    It is said without a condition that the one with the smaller conditional divergence has the smaller joint one.
    """
    d.claim(Implies(mean_divergence(A, B, w) <= mean_divergence(A, C, w), D(A, B) <= D(A, C)))
    fair = {(u, s): Q(1, 4), (u, t): Q(1, 4), (v, s): Q(1, 4), (v, t): Q(1, 4)}
    tilted = {(u, s): Q(1, 16), (u, t): Q(1, 16), (v, s): Q(7, 16), (v, t): Q(7, 16)}
    unfair = {(u, s): Q(1, 8), (u, t): Q(3, 8), (v, s): Q(1, 8), (v, t): Q(3, 8)}
    with d.instance({A: fair, B: tilted, C: unfair, base: 2}):
        d.text("The first model knows that $Y$ is a fair coin whatever $X$ is, but it is wrong about $X$.")
        d.chain(mean_divergence(A, B, w)).eq(0, by="evaluation")
        d.chain(D(A, B)).eq(2 - Q(1, 2) * log(7), by="evaluation")
        d.text("The second model is right about $X$, and wrong about $Y$.")
        d.chain(mean_divergence(A, C, w)).eq(1 - Q(1, 2) * log(3), by="evaluation")
        d.chain(D(A, C)).eq(1 - Q(1, 2) * log(3), by="evaluation")
        d.text("The first one has the smaller conditional divergence, and the second one the smaller joint divergence.")
    d.text("Under one law of $X$ for all models the two divergences differ by a constant.")
    alike = And(A << B, A << C, Eq(first_marginal(B), first_marginal(C)))
    difference = Eq(D(A, B) - D(A, C), mean_divergence(A, B, w) - mean_divergence(A, C, w))
    with d.suppose(alike) as same:
        rows = d.have(
            Eq(D(first_marginal(A), first_marginal(B)), D(first_marginal(A), first_marginal(C))), by=same.assumption
        )
        split = [
            d.chain(D(A, M)).eq(
                D(first_marginal(A), first_marginal(M)) + mean_divergence(A, M, w), by="divergence-chain-rule"
            )
            for M in (B, C)
        ]
        d.have(difference, by=[*split, rows])
    d.instead(Implies(alike, difference), by=same)
