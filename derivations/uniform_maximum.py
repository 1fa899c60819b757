"""The largest entropy: the logarithm of the number of letters, reached by the uniform law and by no other."""

from symbolic_it import (
    And,
    D,
    Eq,
    ForAll,
    H,
    Q,
    Sum,
    alphabet,
    derivation,
    is_law,
    law,
    letters,
    log,
    tabulated,
    uniform,
)

X = alphabet("X")
x = X.outcome("x")
P, U = law("P", X), uniform(X)
size = Sum(x, 1)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
SHANNON = "Shannon, A Mathematical Theory of Communication, 1948, section 6"


@derivation(
    "uniform-entropy",
    title="The entropy of the uniform law",
    claims=["B4"],
    source=SHANNON,
)
def uniform_entropy(d):
    """The uniform law $U$ gives each of the $n = \\sum_x 1$ letters the probability $1/n$. Its entropy is $\\log n$."""
    d.text("Every letter carries the same information, $\\log n$, and the probabilities add up to $1$.")
    whole = d.have(Eq(Sum(x, U(x)), 1), by=d.have(is_law(U), by="uniform-is-law"))
    d.chain(H(U)).eq(-Sum(x, U(x) * log(U(x))), by="entropy-definition").eq(
        -Sum(x, U(x) * log(1 / size)), by="uniform-definition"
    ).eq(-log(1 / size), by=["sum-of-multiple", whole]).eq(log(size), by="log-of-reciprocal")


@derivation(
    "uniform-law-maximises-entropy",
    title="Entropy is largest for the uniform law, and for no other",
    claims=["B4"],
    source=COVER + "theorem 2.6.4; " + SHANNON,
)
def maximum(d):
    """On an alphabet of $n = \\sum_x 1$ letters no law has more entropy than $\\log n$, and only the uniform law $U$ has as much."""
    d.text("$U$ dominates every law. Against $U$ the cross-entropy does not depend on the law.")
    share = d.have(ForAll(x, U(x) > 0), by=["uniform-definition", "product-of-signs"])
    below = d.have(P << U, by=share)
    cross = (
        d.chain(H(P, U))
        .eq(-Sum(x, P(x) * log(U(x))), by="cross-entropy-definition")
        .eq(-Sum(x, P(x) * log(1 / size)), by="uniform-definition")
        .eq(-log(1 / size), by=["sum-of-multiple", "sum-to-one"])
        .eq(log(size), by="log-of-reciprocal")
    )
    d.text("So what the entropy lacks to $\\log n$ is the divergence from $U$.")
    gap = (
        d.chain(D(P, U))
        .eq(H(P, U) - H(P), by=["divergence-expansion", below])
        .eq(log(size) - H(P), by=cross)
        .named("gap")
    )
    d.text("By Gibbs' inequality it is not negative, and zero for equal laws only.")
    d.have(H(P) <= log(size), by=[gap, d.have(D(P, U) >= 0, by=["gibbs-inequality/nonnegative", below])], name="bound")
    d.chain(Eq(H(P), log(size))).iff(Eq(D(P, U), 0), by=gap).iff(
        Eq(P, U), by=["gibbs-inequality/equality", below]
    ).named("equality")


A, B = alphabet("A"), alphabet("B")
eight = tabulated(dict.fromkeys(letters(A, "a b c d e f g h"), Q(1, 8)))
three = tabulated(dict.fromkeys(letters(B, "r s t"), Q(1, 3)))


@derivation(
    "uniform-entropy-of-eight-and-three",
    title="Eight equal outcomes, and three",
    claims=["B4"],
    kind="computation",
    source=COVER + "section 1.1",
)
def eight_and_three(d):
    """Eight equally probable outcomes are worth three fair coins; three of them are worth more than one coin and less than two."""
    d.text("Eight terms of one eighth, then three terms of one third.")
    d.chain(H(eight, to_base=2)).eq(log(8, 2), by="evaluation").eq(3, by="evaluation").named("eight")
    d.chain(H(three, to_base=2)).eq(log(3, 2), by="evaluation").named("three")
    d.text("Comparing powers of 2 and of 3 encloses the last logarithm, which is $1.585$ to three decimals.")
    low = d.have(Q(84, 53) < log(3, 2), by="evaluation", why="$2^{84} < 3^{53}$")
    high = d.have(log(3, 2) < Q(65, 41), by="evaluation", why="$3^{41} < 2^{65}$")
    d.have(And(Q(15845, 10_000) < log(3, 2), log(3, 2) < Q(15855, 10_000)), by=[low, high], name="decimals")
