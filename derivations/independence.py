"""Independent samples: when a likelihood is a product, and why independence in pairs is not enough."""

from symbolic_it import (
    E,
    Eq,
    ForAll,
    Prod,
    Q,
    alphabet,
    derivation,
    function_on,
    index,
    law,
    letters,
    natural_variable,
    refutation,
    sequence,
    successor,
    whole_number,
)

n = natural_variable("n")
joint, single = sequence("L"), sequence("p")
nought, last = whole_number(0), successor(n)

W = alphabet("W")
w = W.outcome("w")
both, first_only, second_only, neither = letters(W, "a b c d")
R = law("R", W)
f, g, h = function_on("f", W), function_on("g", W), function_on("h", W)

FELLER = "Feller, An Introduction to Probability Theory and Its Applications, vol. 1, section V.3"


def product(size):
    k = index("k", size)
    return Prod(k, single[k])


@derivation(
    "likelihood-of-independent-samples",
    title="The likelihood of mutually independent samples is a product",
    claims=["E1c"],
    given=[Eq(joint[nought], 1), ForAll(n, Eq(joint[last], joint[n] * single[last]))],
    source=FELLER,
)
def likelihood_is_a_product(d):
    """$L_n$ is the probability that the first $n$ samples take the values observed, $p_n$ that the sample $n$ does.

    Mutual independence says that every further sample is independent of all the samples before it, taken together:
    $L_{n+1} = L_n p_{n+1}$. Without samples there is nothing to observe, $L_0 = 1$.
    """
    start, independent = d.given
    d.text("The empty product is one, as is the likelihood of no samples.")
    empty = d.chain(joint[nought]).eq(1, by=start).eq(product(nought), by="last-factor")
    d.text("A further sample multiplies both by the same factor.")
    with d.take(n), d.suppose(Eq(joint[n], product(n))) as so_far:
        d.chain(joint[last]).eq(joint[n] * single[last], by=independent).eq(
            product(n) * single[last], by=so_far.assumption
        ).eq(product(last), by="last-factor")
    d.have(ForAll(n, Eq(joint[n], product(n))), by=["induction", empty, so_far], name="product")


@refutation(
    "independence-in-pairs-is-not-enough",
    title="Independence in pairs does not make a likelihood a product",
    claims=["E1c"],
    source=FELLER,
)
def pairs_are_not_enough(d):
    """Two fair coins, and a third sample that says whether they differ: any two of the three are independent.

    The functions $f$, $g$ and $h$ are one where the first coin, the second coin and the third sample show zero.
    """
    d.claim(
        Eq(E(R, w, f(w) * g(w) * h(w)), E(R, w, f(w)) * E(R, w, g(w)) * E(R, w, h(w))),
        given=[
            Eq(E(R, w, f(w) * g(w)), E(R, w, f(w)) * E(R, w, g(w))),
            Eq(E(R, w, f(w) * h(w)), E(R, w, f(w)) * E(R, w, h(w))),
            Eq(E(R, w, g(w) * h(w)), E(R, w, g(w)) * E(R, w, h(w))),
        ],
        words="Of three samples it is often said, as soon as any two of them are independent of each other",
    )
    quarter = Q(1, 4)
    outcomes = (both, first_only, second_only, neither)
    with d.instance({
        R: dict.fromkeys(outcomes, quarter),
        f: dict(zip(outcomes, (1, 1, 0, 0), strict=True)),
        g: dict(zip(outcomes, (1, 0, 1, 0), strict=True)),
        h: dict(zip(outcomes, (1, 0, 0, 1), strict=True)),
    }):  # fmt: skip
        d.text("All three show zero for one outcome of four, and not for one in eight.")
        d.have(Eq(E(R, w, f(w) * g(w) * h(w)), Q(1, 4)), by="evaluation")
        d.have(Eq(E(R, w, f(w)) * E(R, w, g(w)) * E(R, w, h(w)), Q(1, 8)), by="evaluation")
    d.text("Independence of each sample from all those before it is enough.")
    with d.suppose(Eq(joint[nought], 1), ForAll(n, Eq(joint[last], joint[n] * single[last]))) as mutual:
        d.have(
            ForAll(n, Eq(joint[n], product(n))), by=["likelihood-of-independent-samples/product", *mutual.assumptions]
        )
    d.instead(mutual.fact.statement, by=mutual)
