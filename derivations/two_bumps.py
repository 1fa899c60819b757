"""Forward and reverse divergence choose different fits: one covers both bumps of a target, the other takes one of them."""

from symbolic_it import And, D, Eq, Q, alphabet, derivation, law, letters, tabulated

X = alphabet("X")
places = letters(X, "l m r")
P, B, N = law("P", X), law("B", X), law("N", X)
BISHOP = "Bishop, Pattern Recognition and Machine Learning, section 10.1.2; "
MURPHY = "Murphy, Machine Learning: A Probabilistic Perspective, section 21.2.2"


def bars(*heights):
    """The function on the three places with these thirty-seconds."""
    return tabulated({place: Q(height, 32) for place, height in zip(places, heights, strict=True)})


@derivation(
    "forward-covers-reverse-seeks",
    title="Forward divergence covers, reverse divergence seeks one mode",
    claims=["D6"],
    kind="computation",
    given=[Eq(P, bars(15, 2, 15)), Eq(B, bars(8, 16, 8)), Eq(N, bars(28, 3, 1))],
    source=BISHOP + MURPHY,
)
def covers_and_seeks(d):
    """Three places in a row, and a target $P$ with a bump at either end and a valley between. Two candidates, each with
    one bump, are to stand for it.

    One, $B$, is broad: its bump is in the middle and covers all places. The other, $N$, sits on the left bump.
    """
    d.text("No place has probability zero under any of the three, so all divergences are finite.")
    d.have(And(P << B, P << N, B << P, N << P), by="evaluation")
    d.text(
        "Forward, $D(P \\| Q)$ is dear where the target has mass and the candidate $Q$ has little. The narrow candidate "
        "misses a bump: it is more than one bit away, and the broad one is less."
    )
    d.chain(D(P, B, to_base=2)).lt(1, by="evaluation").lt(D(P, N, to_base=2), by="evaluation").named("forward")
    d.text(
        "In reverse, $D(Q \\| P)$ is dear where the candidate has mass and the target has little. Now the broad candidate "
        "pays for the valley, and the narrow one is closer."
    )
    d.chain(D(N, P, to_base=2)).lt(1, by="evaluation").lt(D(B, P, to_base=2), by="evaluation").named("reverse")
    d.text("On a line the same is seen with densities: one Gaussian for two bumps, fitted by either divergence.")
    d.picture(
        "bumps",
        caption="A target $p$ of two Gaussian bumps, and the Gaussians $q$ of least divergence: forward the fit covers both bumps, "
        "in reverse it sits on one of them (its mirror image would do as well). Fitted by numerical minimisation; with bumps "
        "closer together both fits would cover.",
        centre=3,
        width=1,
    )
