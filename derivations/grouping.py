"""The grouping rule of entropy: first the group of a letter is told, then the letter within its group."""

from symbolic_it import Eq, ForAll, H, Ne, Sum, alphabet, derivation, indicator, law, log, model, random_variable

X, G = alphabet("X"), alphabet("G")
x, g = X.outcome("x"), G.outcome("g")
P, Q = law("P", X), law("Q", G)
R = model("R", G, X)
U = random_variable("U", X, G)
belongs = indicator(Eq(U(x), g))
joint = Q(g) * R(g)(x)


@derivation(
    "grouping-rule",
    title="The grouping rule of entropy",
    given=[ForAll(x, ForAll(g, Eq(belongs * P(x), joint)))],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., problem 2.27; Shannon, A Mathematical Theory of "
    "Communication, section 6",
)
def grouping_rule(d):
    """The letters are sorted into groups: $U(x)$ is the group of $x$. To tell a letter, tell its group, then which one of the
    group it is; the uncertainties of the two choices add up.

    $Q$ is the law of the group and $R(g)$ the law of the letter within the group $g$: both together give a letter of $g$ the
    probability that it has, and every other letter none. A group that never comes, $Q(g) = 0$, counts for nothing, whatever
    $R(g)$ is.
    """
    sorted_ = d.given[0].named("what the groups say")
    d.text("Where a letter and a group come together at all, the letter is in the group, and $P(x) = Q(g) R(g, x)$.")
    with d.take(x, g, given=Ne(joint, 0)) as together:
        d.have(Eq(joint, P(x)), by=[sorted_, "indicator-value"], cases=[Eq(U(x), g)])
    d.text("Every letter is in one group, so that a sum over the groups may be put before it.")
    once = d.have(ForAll(x, Eq(Sum(g, belongs * (P(x) * log(P(x)))), P(x) * log(P(x)))), by="sum-over-values")
    d.text("Now the logarithm of the product comes apart, once for the group and once for the letter within it.")
    split = (
        d.chain(Sum(x, P(x) * log(P(x))))
        .eq(Sum(x, Sum(g, belongs * (P(x) * log(P(x))))), by=once)
        .eq(Sum(x, Sum(g, belongs * P(x) * log(P(x)))), by="field-arithmetic")
        .eq(Sum(x, Sum(g, joint * log(joint))), by=[sorted_, together], why="where the weight is not 0")
        .eq(Sum(x, Sum(g, joint * (log(Q(g)) + log(R(g)(x))))), by="log-of-product")
        .eq(Sum(g, Sum(x, joint * (log(Q(g)) + log(R(g)(x))))), by="sum-exchange")
        .eq(
            Sum(g, Q(g) * log(Q(g)) * Sum(x, R(g)(x))) + Sum(g, Q(g) * Sum(x, R(g)(x) * log(R(g)(x)))),
            by=["sum-of-sum", "sum-of-multiple"],
        )
        .eq(Sum(g, Q(g) * log(Q(g))) + Sum(g, Q(g) * Sum(x, R(g)(x) * log(R(g)(x)))), by="sum-to-one")
    )
    d.text("With the signs turned these are entropies: of the group, and on average within the groups.")
    d.chain(H(P)).eq(-Sum(x, P(x) * log(P(x))), by="entropy-definition").eq(
        -(Sum(g, Q(g) * log(Q(g))) + Sum(g, Q(g) * Sum(x, R(g)(x) * log(R(g)(x))))), by=split
    ).eq(H(Q) + Sum(g, Q(g) * H(R(g))), by=["entropy-definition", "sum-of-negation"])  # fmt: skip
