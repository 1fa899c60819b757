"""Cross-entropy: the entropy plus the divergence, its lower bound, and its minimisers."""

from symbolic_it import And, D, Eq, ForAll, H, Iff, alphabet, argmin, derivation, law, model, parameters

X = alphabet("X")
x = X.outcome("x")
P, R = law("P", X), law("Q", X)
Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)


@derivation(
    "cross-entropy-bound",
    title="Cross-entropy is at least the entropy",
    claims=["D8"],
    given=[P << R],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 3.13; Cover and Thomas, section 2.6",
)
def cross_entropy_bound(d):
    """The cross-entropy exceeds the entropy by the divergence, so it is least exactly at $Q = P$."""
    split = d.chain(H(P, R)).eq(H(P) + D(P, R), by="divergence-expansion").named("split")
    d.chain(H(P, R)).eq(H(P) + D(P, R), by=split).ge(H(P), by="gibbs-inequality/nonnegative").named("bound")
    d.text("Equality holds when the divergence is zero, and Gibbs' inequality says when that is.")
    d.chain(Eq(H(P, R), H(P))).iff(Eq(D(P, R), 0), by=split).iff(Eq(P, R), by="gibbs-inequality/equality").named(
        "equality"
    )


@derivation(
    "cross-entropy-and-divergence-minimisers",
    title="Cross-entropy and divergence have the same minimisers",
    claims=["D8"],
    source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5",
)
def same_minimisers(d):
    """In a family of laws $p_\\theta$ the two objectives differ by $H(P)$, which does not depend on $\\theta$."""
    allowed = P << p[theta]
    d.chain(argmin(theta, H(P, p[theta]), where=allowed)).eq(
        argmin(theta, H(P) + D(P, p[theta]), where=allowed), by="cross-entropy-bound/split"
    ).eq(
        argmin(theta, D(P, p[theta]), where=allowed), by="maximisers-of-shift", why="H(P) does not depend on theta"
    )  # fmt: skip


_ = (And, ForAll, Iff)
