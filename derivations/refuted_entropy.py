"""Claims about entropy that are often written and do not hold, each with an instance where it fails."""

from symbolic_it import D, Eq, Exists, ForAll, H, Q, Sum, alphabet, base, is_law, law, letters, log, refutation, uniform

X = alphabet("X")
x = X.outcome("x")
u, v, w = letters(X, "u v w")
P, R = law("P", X), law("Q", X)
Y = alphabet("Y")
y = Y.outcome("y")
S, U = law("S", Y), uniform(Y)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


@refutation(
    "half-does-not-maximise-entropy",
    title="A probability of one half does not make the entropy largest",
    claims=["B5x"],
    source=COVER + "theorem 2.6.4",
)
def half(d):
    """For two outcomes the entropy is largest where each has probability one half. The number one half is no rule."""
    d.claim(H(P) >= H(R), given=[Exists(x, Eq(P(x), Q(1, 2)))])
    with d.instance({P: {u: Q(1, 2), v: Q(1, 4), w: Q(1, 4)}, R: uniform(X), base: 2}):
        d.chain(H(P)).eq(Q(1, 2) * log(2) + Q(1, 2) * log(4), by="evaluation").eq(Q(3, 2), by="evaluation")
        d.chain(H(R)).eq(log(3), by="evaluation")
    d.text("No law has more entropy than the uniform one $U$: the difference is the divergence from $U$.")
    size = Sum(y, 1)
    share = d.have(ForAll(y, U(y) > 0), by=["uniform-definition", "product-of-signs"])
    below = d.have(S << U, by=share)
    whole = d.have(Eq(Sum(y, U(y)), 1), by=d.have(is_law(U), by="uniform-is-law"))
    cross = (
        d.chain(H(S, U))
        .eq(-Sum(y, S(y) * log(U(y))), by="cross-entropy-definition")
        .eq(-Sum(y, S(y) * log(1 / size)), by="uniform-definition")
        .eq(-log(1 / size), by=["sum-of-multiple", "sum-to-one"])
        .eq(-Sum(y, U(y) * log(1 / size)), by=["sum-of-multiple", whole])
        .eq(-Sum(y, U(y) * log(U(y))), by="uniform-definition")
        .eq(H(U), by="entropy-definition")
    )
    gap = d.have(D(S, U) >= 0, by=["gibbs-inequality/nonnegative", below])
    excess = d.have(Eq(D(S, U), H(S, U) - H(S)), by=["divergence-expansion", below])
    d.instead(H(S) <= H(U), by=[gap, cross, excess])
