"""Cross-entropy in classification: one-hot targets, binary labels, and the smallest value that training can reach."""

from symbolic_it import (
    D,
    Eq,
    ForAll,
    H,
    Iff,
    Sum,
    alphabet,
    argmin,
    derivation,
    law,
    letters,
    log,
    member,
    model,
    parameters,
    point_mass,
    real_number,
)  # fmt: skip

X = alphabet("X")
x, c = X.outcome("x"), X.letter("c")
q = law("q", X)

Labels = alphabet("L")
y = Labels.outcome("y")
one, zero = letters(Labels, "one zero")
P, R = law("P", Labels), law("Q", Labels)
share, f = real_number("y"), real_number("f")

Z = alphabet("Z")
data = law("P", Z)
Theta = parameters("Theta")
theta, other, truth = Theta.point("theta"), Theta.point("phi"), Theta.point("tau")
p = model("p", Theta, Z)
DEEP = "Goodfellow, Bengio and Courville, Deep Learning, "


@derivation(
    "cross-entropy-of-one-hot-target",
    title="Against a one-hot target the cross-entropy is the surprisal of the right class",
    claims=["F6"],
    given=[q(c) > 0],
    source=DEEP + "section 5.5; Murphy, Probabilistic Machine Learning: An Introduction, section 5.1.6",
)
def one_hot(d):
    """A one-hot target gives everything to one class $c$. The classifier must not exclude it; other classes it may."""
    d.text("What the classifier excludes is another class, and the target gives it nothing.")
    d.have(point_mass(c) << q, by="point-mass-dominated")
    d.chain(H(point_mass(c), q)).eq(
        -Sum(x, point_mass(c)(x) * log(q(x))), by="cross-entropy-definition"
    ).eq(
        -log(q(c)), by=["point-mass-definition", "sum-of-indicator"], why="only the term at $c$ is left"
    )  # fmt: skip


@derivation(
    "binary-cross-entropy",
    title="Binary cross-entropy is the cross-entropy of two laws on two labels",
    claims=["F10"],
    given=[Eq(P(one), share), Eq(R(one), f), f > 0, f < 1],
    source="Murphy, Probabilistic Machine Learning: An Introduction, section 10.2.3; " + DEEP + "section 6.2.2",
)
def binary(d):
    """The target law gives the label *one* the share $y$, which is $0$ or $1$ for a hard label; the model gives it $f$."""
    d.text("What is left for the other label follows from the total mass.")
    mass = d.chain(Sum(y, P(y))).eq(P(one) + P(zero), by="evaluation")
    rest = d.chain(P(zero)).eq(Sum(y, P(y)) - P(one), by=mass).eq(1 - share, by="sum-to-one")
    mass = d.chain(Sum(y, R(y))).eq(R(one) + R(zero), by="evaluation")
    left = d.chain(R(zero)).eq(Sum(y, R(y)) - R(one), by=mass).eq(1 - f, by="sum-to-one")
    d.text("Both labels are possible under the model, so no logarithm is lost.")
    possible = d.have(ForAll(y, R(y) > 0), by=["evaluation", left])
    d.have(P << R, by=["dominated-by-positive", possible])
    d.chain(H(P, R)).eq(
        -Sum(y, P(y) * log(R(y))), by="cross-entropy-definition"
    ).eq(
        -(P(one) * log(R(one)) + P(zero) * log(R(zero))), by="evaluation", why="there are two labels"
    ).eq(
        -(share * log(f) + (1 - share) * log(1 - f)), by=[d.given[0], d.given[1], rest, left]
    )  # fmt: skip


@derivation(
    "smallest-cross-entropy-of-a-family",
    title="Cross-entropy stays above the entropy of the data, and reaches it exactly at the truth",
    claims=["E7"],
    given=[ForAll(theta, data << p[theta])],
    source=DEEP + "section 5.5; Cover and Thomas, Elements of Information Theory, 2nd ed., theorem 2.6.3",
)
def smallest(d):
    """Each law $p_\\theta$ of the family gives a positive probability to all that the data may show."""
    with d.take(theta) as each:
        d.chain(H(data, p[theta])).eq(
            H(data) + D(data, p[theta]), by="cross-entropy-bound/split"
        ).ge(
            H(data), by="gibbs-inequality/nonnegative"
        )  # fmt: skip
    d.have(ForAll(theta, H(data, p[theta]) >= H(data)), by=each, name="bound")
    with d.take(theta) as equality:
        d.chain(Eq(H(data, p[theta]), H(data))).iff(Eq(data, p[theta]), by="cross-entropy-bound/equality").iff(
            Eq(p[theta], data)
        )
    reached = d.have(
        ForAll(theta, Iff(Eq(H(data, p[theta]), H(data)), Eq(p[theta], data))), by=equality, name="reached"
    )
    d.text("If the family holds the law of the data, at $\\tau$ say, then nothing but the truth minimises.")
    least = argmin(other, H(data, p[other]))
    with d.take(truth, given=Eq(p[truth], data)):
        floor = d.chain(H(data, p[truth])).eq(H(data), by=reached.at(truth))
        with d.take(theta, given=member(theta, least)) as best:
            low = d.have(H(data, p[theta]) <= H(data, p[truth]), by=best.assumption)
            tight = d.have(Eq(H(data, p[theta]), H(data)), by=[low, floor, each, "antisymmetry"])
            d.have(Eq(p[theta], data), by=[reached.at(theta), tight])
        with d.take(theta, given=Eq(p[theta], data)) as true:
            value = d.chain(H(data, p[theta])).eq(H(data), by=reached.at(theta))
            d.have(member(theta, least), by=[value, each])
        d.have(ForAll(theta, Iff(member(theta, least), Eq(p[theta], data))), by=[best, true])
