"""The constant before the logarithm: its sign, and the base on which that depends."""

from symbolic_it import ForAll, Implies, Ne, Q, derivation, ln, real_number, real_variable, refutation

c, k = real_number("c"), real_number("k")
t = real_variable("t")
positive = ForAll(t, Implies(0 < t, t < 1, k * (ln(t) / ln(c)) > 0))

SHANNON = "Shannon, A Mathematical Theory of Communication, 1948, appendix 2; MacKay, Information Theory, section 2.4"


def sign_at_reciprocal(d, measure):
    """The sign of k from a measure that is positive between zero and one, to a base above one."""
    d.text("The base is above one, so that its reciprocal is a probability between zero and one.")
    unit = d.have(ln(c) > 0, by="log-sign")
    low = d.have(1 / c > 0, by="product-of-signs")
    gap = d.chain(1 - 1 / c).eq((c - 1) / c, by="field-arithmetic").gt(0, by="product-of-signs")
    high = d.have(1 / c < 1, by=gap)
    value = d.chain(ln(1 / c) / ln(c)).eq(-ln(c) / ln(c), by="log-of-reciprocal").eq(-1, by=["field-arithmetic", unit])
    d.text("There the measure is $-k$.")
    above = d.have(k * (ln(1 / c) / ln(c)) > 0, by=[measure.at(1 / c), low, high])
    turned = d.chain(-k).eq(k * (ln(1 / c) / ln(c)), by=value).gt(0, by=above)
    return d.have(k < 0, by=turned)


@derivation(
    "constant-of-information-is-negative",
    title="To a base above one, the constant before the logarithm is negative",
    claims=["A7"],
    given=[c > 1, positive],
    source=SHANNON,
)
def constant_is_negative(d):
    """An information measure $k \\log_c t = k \\ln t / \\ln c$ is to be positive for every probability $0 < t < 1$.

    One value of $t$ decides the sign of $k$: the reciprocal of the base.
    """
    sign_at_reciprocal(d, d.given[1])


@refutation(
    "constant-of-information-depends-on-the-base",
    title="To a base below one, the constant is positive",
    claims=["A7"],
    source=SHANNON,
)
def constant_depends_on_base(d):
    """Without a word about the base nothing follows: to the base one half, the logarithm is positive on $(0, 1)$."""
    d.claim(k < 0, given=[c > 0, Ne(c, 1), positive])
    half = Q(1, 2)
    d.text("A base other than one has a logarithm other than zero, so that the quotient means something.")
    with d.take(t, given=[0 < t, t < 1]) as small:
        d.have(ln(t) < 0, by="log-sign")
    with d.take(t, given=1 < t) as large:
        d.have(ln(t) > 0, by="log-sign")
    with d.take(t, given=[0 < t, Ne(t, 1)]):
        d.have(Ne(ln(t), 0), by=[small, large], cases=[t < 1])
    d.text("To the base one half both logarithms in the quotient are negative, so that the quotient is positive.")
    with d.take(t, given=[0 < t, t < 1]) as inside:
        over = d.have(ln(t) < 0, by="log-sign")
        under = d.have(ln(half) < 0, by="log-sign")
        d.chain(1 * (ln(t) / ln(half))).eq((-ln(t)) / (-ln(half)), by=["field-arithmetic", under]).gt(
            0, by=["product-of-signs", over, under]
        )
    with d.instance({c: half, k: 1}, by=[inside.fact]):
        d.text("The measure is positive, as is its constant.")
    d.text("To a base above one the sign is settled by the value at the reciprocal of the base.")
    with d.suppose(c > 1, positive) as above_one:
        sign_at_reciprocal(d, above_one.assumptions[1])
    d.instead(above_one.fact.statement, by=above_one)
