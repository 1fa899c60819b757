"""Claims about entropy that are often written and do not hold, each with an instance where it fails."""

from symbolic_it import (
    D,
    E,
    Eq,
    Exists,
    ForAll,
    H,
    Implies,
    Ne,
    Q,
    Sum,
    alphabet,
    base,
    conditional,
    conditional_entropy,
    first_marginal,
    function_on,
    indicator,
    is_law,
    law,
    letters,
    log,
    refutation,
    uniform,
)

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


F, G = alphabet("F"), alphabet("G")
f, g = F.outcome("f"), G.outcome("g")
h, t = letters(F, "h t")
i, o = letters(G, "i o")
J, M = law("J", F * G), law("M", F)
words = function_on("w", Y)
K = law("K", X * Y)


@refutation(
    "conditional-entropy-keeps-its-weights",
    title="The inner entropies of a conditional entropy are weighted, and of conditional laws",
    claims=["C1x"],
    source=COVER + "equations 2.10-2.13",
)
def lost_weight(d):
    """A chain for the conditional entropy whose middle has lost the weight of $x$ and the condition in the logarithm.

    For two independent fair coins the ends of the chain are $1$ bit, its middle is $2$ bit.
    """
    shares = {(h, i): Q(1, 4), (h, o): Q(1, 4), (t, i): Q(1, 4), (t, o): Q(1, 4)}
    middle = Sum(f, -Sum(g, conditional(J, f)(g) * log(first_marginal(J)(f))))
    d.claim(Eq(conditional_entropy(J), middle), given=[ForAll(f, first_marginal(J)(f) > 0)])
    with d.instance({J: shares, base: 2}):
        d.text("Each coin shows either side with probability one half, whatever the other one shows.")
        d.have(Eq(first_marginal(J)(h), Q(1, 2)), by="evaluation")
        d.have(Eq(conditional(J, h)(i), Q(1, 2)), by="evaluation")
        d.chain(conditional_entropy(J)).eq(
            -Sum(f, Sum(g, J(f, g) * log(conditional(J, f)(g)))), by="conditional-entropy-definition"
        ).eq(1, by="evaluation", why="four terms, each one quarter of a bit")
        d.chain(middle).eq(2, by="evaluation", why="four terms, each one half of a bit")
        d.text("The other end of the chain has the weights and is right.")
        d.chain(Sum(f, first_marginal(J)(f) * H(conditional(J, f)))).eq(1, by="evaluation")
    d.text("With the weight $P(x)$, and the conditional law in the logarithm, the chain holds for every joint law.")
    share, given_x = first_marginal(K), conditional(K, x)
    with d.suppose(ForAll(x, share(x) > 0)) as positive:
        d.have(ForAll(x, y, given_x(y) >= 0), by=["conditional-definition", "product-of-signs"])
        d.have(ForAll(x, y, Implies(Ne(K(x, y), 0), given_x(y) > 0)), by=["conditional-definition", "product-of-signs"])
        d.chain(conditional_entropy(K)).eq(
            -Sum(x, Sum(y, K(x, y) * log(given_x(y)))), by="conditional-entropy-definition"
        ).eq(
            -Sum(x, Sum(y, share(x) * (given_x(y) * log(given_x(y))))), by="conditional-definition"
        ).eq(
            -Sum(x, share(x) * Sum(y, given_x(y) * log(given_x(y)))), by="sum-of-multiple"
        ).eq(
            Sum(x, share(x) * H(given_x)), by=["entropy-definition", "sum-of-negation"]
        )  # fmt: skip
    d.instead(positive.fact.statement, by=positive)


C = function_on("l", F)


@refutation(
    "a-code-may-cost-more-than-the-entropy",
    title="The entropy is a bound on the cost of a code, not the cost",
    claims=["D10"],
    source=COVER + "theorem 5.4.1",
)
def not_the_cost(d):
    """That an outcome needs as many bits as the entropy says is true of a bound: no code does better on average.

    Words have whole lengths. For two letters the shortest words have one symbol each, and they leave nothing over:
    Kraft's sum is one.
    """
    cost = Sum(f, M(f) * C(f))
    d.claim(Eq(cost, H(M)), given=[Eq(Sum(f, base ** -C(f)), 1)])
    with d.instance({M: {h: Q(9, 10), t: Q(1, 10)}, C: {h: 1, t: 1}, base: 2}):
        d.chain(cost).eq(Q(9, 10) * 1 + Q(1, 10) * 1, by="evaluation").eq(1, by="evaluation")
        d.chain(H(M)).eq(-(Q(9, 10) * log(Q(9, 10)) + Q(1, 10) * log(Q(1, 10))), by="evaluation")
    d.text("What a code costs is at least the entropy, whenever its lengths meet Kraft's inequality.")
    kraft = Sum(y, indicator(S(y) > 0) * base ** -words(y))
    d.instead(Implies(kraft <= 1, E(S, y, words(y)) >= H(S)), by="kraft-lengths-cost-at-least-entropy")
