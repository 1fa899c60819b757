"""Why programs add logarithms: the product of many probabilities leaves the numbers of a machine, the sum does not."""

from symbolic_it import Q, derivation, ln, log

share, half = Q(1, 10), Q(1, 2)
count = 324
LEAST, NOTHING = 1074, 1075
GOLDBERG = (
    "Goldberg, What Every Computer Scientist Should Know About Floating-Point Arithmetic, ACM Computing Surveys, 1991"
)


@derivation(
    "product-of-probabilities-underflows",
    title="The product of many probabilities underflows, the sum of their logarithms does not",
    claims=["F9"],
    kind="computation",
    source=GOLDBERG + "; Goodfellow, Bengio and Courville, Deep Learning, section 5.5",
)
def underflow(d):
    """A text of $324$ tokens, each of probability $1/10$, has a positive likelihood. In floating point it is $0$.

    The least positive double is $2^{-1074}$, and what is at most half of it, $2^{-1075}$, is rounded to $0$.
    """
    d.text("The logarithm of the likelihood is a sum of equal terms, and an ordinary number.")
    d.chain(log(share**count, 10)).eq(count * log(share, 10), by="log-of-power").eq(-count, by="evaluation")
    d.text("But the likelihood itself is at most $2^{-1075}$: compare the logarithms.")
    below = (
        d.chain(ln(share**count))
        .eq(count * ln(share), by="log-of-power")
        .lt(NOTHING * ln(half), by="evaluation")
        .eq(ln(half**NOTHING), by="log-of-power")
    )
    d.have(share**count <= half**NOTHING, by=["log-order", below])
    d.text("One token less, and the product is a double still, though one with hardly a digit left.")
    above = (
        d.chain(ln(half**LEAST))
        .eq(LEAST * ln(half), by="log-of-power")
        .lt((count - 1) * ln(share), by="evaluation")
        .eq(ln(share ** (count - 1)), by="log-of-power")
    )
    d.have(half**LEAST <= share ** (count - 1), by=["log-order", above])
    d.picture(
        "underflow",
        caption="The product of factors $1/10$ as a machine multiplies them, and the sum of their logarithms. Where the "
        "product becomes $0$ its logarithm ends; the sum goes on.",
        factor=share,
        count=500,
    )
