"""Claims about the divergence that are often written and do not hold, each with an instance where it fails."""

from symbolic_it import (
    D,
    Eq,
    H,
    Iff,
    Implies,
    Ne,
    Q,
    alphabet,
    base,
    derivation,
    law,
    letters,
    log,
    refutation,
    tabulated,
)

X, Y = alphabet("X"), alphabet("Y")
u, v = letters(X, "u v")
P, R, T = law("P", X), law("Q", X), law("R", X)
S, U = law("S", X), law("T", X)
V, W = law("V", Y), law("W", Y)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
KULLBACK = "Kullback, Information Theory and Statistics, sections 1.2-1.3"


def coin(p):
    """The law of a coin that shows u with probability p."""
    return {u: p, v: 1 - p}


half, quarter, tenth = Q(1, 2), Q(1, 4), Q(1, 10)


def asymmetric(d):
    """What holds of symmetry: for some laws the two divergences differ."""
    fair, bent = tabulated(coin(half)), tabulated(coin(quarter))
    d.instead(
        Implies(Eq(S, fair), Eq(U, bent), S << U, U << S, Ne(D(S, U), D(U, S))),
        by="evaluation",
        words="What holds is that for some laws the two values differ, as another derivation computes:",
    )


@derivation(
    "divergence-is-not-symmetric",
    title="The divergence is not symmetric",
    claims=["D4"],
    given=[Eq(S, tabulated(coin(half))), Eq(U, tabulated(coin(quarter)))],
    source=KULLBACK,
)
def witness(d):
    """Two laws whose divergences from each other differ: a fair coin and one that shows $u$ every fourth time."""
    d.have(S << U, by="evaluation", why="no side has probability zero")
    d.have(U << S, by="evaluation")
    one = (
        d.chain(D(S, U))
        .eq(Q(1, 2) * log(2) + Q(1, 2) * log(Q(2, 3)), by="evaluation")
        .eq(log(2) - Q(1, 2) * log(3), by="evaluation")
    )
    two = (
        d.chain(D(U, S))
        .eq(Q(1, 4) * log(Q(1, 2)) + Q(3, 4) * log(Q(3, 2)), by="evaluation")
        .eq(Q(3, 4) * log(3) - log(2), by="evaluation")
    )
    d.text("Were the two equal, $8 \\log 2$ would be $5 \\log 3$; but $2^8 = 256$ is more than $3^5 = 243$.")
    powers = d.have(5 * log(3) < 8 * log(2), by="evaluation")
    d.have(D(S, U) > D(U, S), by=[one, two, powers], name="greater")
    d.conclude(Ne(D(S, U), D(U, S)), by="evaluation")


@refutation(
    "divergence-is-not-always-positive",
    title="A divergence may be zero",
    claims=["D3x"],
    given=[P << R],
    source=COVER + "theorem 2.6.3",
)
def positive(d):
    """Written without the condition that the laws differ, the divergence is said to be greater than zero."""
    d.claim(D(P, R) > 0)
    with d.instance({P: coin(quarter), R: coin(quarter), base: 2}):
        d.chain(D(P, R)).eq(
            Q(1, 4) * log(1) + Q(3, 4) * log(1), by="evaluation", why="the laws are equal, so every ratio is 1"
        ).eq(0, by="evaluation")
    d.text("The divergence is never negative, and it is zero exactly when the laws are equal.")
    d.instead(Implies(V << W, D(V, W) >= 0), by="gibbs-inequality/nonnegative")
    d.instead(Implies(V << W, Iff(Eq(D(V, W), 0), Eq(V, W))), by="gibbs-inequality/equality", words="")


@refutation(
    "divergence-of-a-law-from-itself-is-symmetric",
    title="The two divergences are equal when the laws are",
    claims=["D4x"],
    given=[P << R, R << P],
    source=KULLBACK,
)
def same_laws(d):
    """That the divergence is not symmetric does not mean that its two values always differ. First, equal laws."""
    d.claim(Ne(D(P, R), D(R, P)))
    with d.instance({P: coin(quarter), R: coin(quarter), base: 2}):
        d.chain(D(P, R)).eq(0, by="evaluation")
        d.chain(D(R, P)).eq(0, by="evaluation")
    asymmetric(d)


@refutation(
    "divergence-of-mirrored-laws-is-symmetric",
    title="The two divergences may be equal when the laws are not",
    claims=["D4x"],
    given=[P << R, R << P],
    source=KULLBACK,
)
def mirrored(d):
    """Nor do different laws always have two different divergences: exchange the letters."""
    d.claim(Ne(D(P, R), D(R, P)), given=[Ne(P, R)])
    with d.instance({P: coin(quarter), R: coin(1 - quarter), base: 2}):
        d.chain(D(P, R)).eq(Q(1, 4) * log(Q(1, 3)) + Q(3, 4) * log(3), by="evaluation").eq(
            Q(1, 2) * log(3), by="evaluation"
        )
        d.chain(D(R, P)).eq(Q(3, 4) * log(3) + Q(1, 4) * log(Q(1, 3)), by="evaluation").eq(
            Q(1, 2) * log(3), by="evaluation"
        )
    asymmetric(d)


@refutation(
    "divergence-fails-the-triangle-inequality",
    title="The divergence is no distance: the triangle inequality fails",
    claims=["D5"],
    given=[P << R, R << T],
    source=KULLBACK,
)
def triangle(d):
    """A distance is never longer than a way round by a third point. Take three coins."""
    d.claim(D(P, T) <= D(P, R) + D(R, T), given=[P << T])
    with d.instance({P: coin(half), R: coin(quarter), T: coin(tenth), base: 2}):
        d.chain(D(P, T)).eq(Q(1, 2) * log(5) + Q(1, 2) * log(Q(5, 9)), by="evaluation").eq(
            log(5) - log(3), by="evaluation"
        )
        d.chain(D(P, R)).eq(Q(1, 2) * log(2) + Q(1, 2) * log(Q(2, 3)), by="evaluation").eq(
            1 - Q(1, 2) * log(3), by="evaluation"
        )
        d.chain(D(R, T)).eq(Q(1, 4) * log(Q(5, 2)) + Q(3, 4) * log(Q(5, 6)), by="evaluation").eq(
            log(5) - 1 - Q(3, 4) * log(3), by="evaluation"
        )
        d.text("The way round is shorter by $\\tfrac14 \\log 3$.")
        d.have(Eq(D(P, T) - (D(P, R) + D(R, T)), Q(1, 4) * log(3)), by="evaluation")
    d.text("Of what a distance has, the divergence has this: it is never negative, and zero for equal laws alone.")
    d.instead(Implies(V << W, D(V, W) >= 0), by="gibbs-inequality/nonnegative")
    d.instead(Implies(V << W, Iff(Eq(D(V, W), 0), Eq(V, W))), by="gibbs-inequality/equality", words="")


@refutation(
    "cross-entropy-is-no-difference",
    title="The cross-entropy of a law with itself is not zero",
    claims=["D8x"],
    given=[P << R],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 3.13",
)
def cross_entropy(d):
    """A measure of the difference of two laws would be zero where they do not differ."""
    d.claim(Eq(H(P, R), 0), given=[Eq(P, R)])
    with d.instance({P: coin(half), R: coin(half), base: 2}):
        d.chain(H(P, R)).eq(-(Q(1, 2) * log(Q(1, 2)) + Q(1, 2) * log(Q(1, 2))), by="evaluation").eq(1, by="evaluation")
    d.text("It is the divergence that measures the difference; the cross-entropy has the entropy beside it.")
    d.instead(Implies(V << W, Eq(H(V, W), H(V) + D(V, W))), by="divergence-expansion")
    d.instead(Implies(V << W, Iff(Eq(D(V, W), 0), Eq(V, W))), by="gibbs-inequality/equality", words="")
