"""Codes and entropy: Kraft's inequality bounds the mean length from below; rounded surprisals come within one symbol."""

from symbolic_it import (
    And,
    D,
    E,
    Eq,
    Exists,
    ForAll,
    H,
    Implies,
    Ne,
    Not,
    Q,
    Sum,
    alphabet,
    base,
    ceiling,
    code_lengths,
    derivation,
    function_on,
    indicator,
    law,
    ln,
    log,
    natural,
    natural_variable,
)  # fmt: skip

X = alphabet("X")
x = X.outcome("x")
P, R = law("P", X), law("Q", X)
lengths = function_on("l", X)
words = code_lengths("l", X)
n = natural_variable("n")
first, second = natural("l_1"), natural("l_2")

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


def kraft(length):
    """Kraft's sum over the letters that occur."""
    return Sum(x, indicator(P(x) > 0) * base ** -length(x))


@derivation(
    "kraft-lengths-cost-at-least-entropy",
    title="Lengths that meet Kraft's inequality cost at least the entropy",
    claims=["D10"],
    given=[kraft(lengths) <= 1],
    source=COVER + "theorem 5.3.1",
)
def kraft_bound(d):
    """A code over $b$ symbols gives the letter $x$ a word of $l(x)$ symbols.

    If the code can be decoded symbol by symbol, the lengths meet Kraft's inequality, $\\sum_x b^{-l(x)} \\le 1$, taken
    over the letters that occur; and lengths that meet it belong to such a code. So the question how short words can be
    on average is a question about Kraft's inequality alone. The lengths need not be whole for the bound.
    """
    share = base ** -lengths(x)
    d.text("What the lengths cost beyond the entropy is a mean of logarithms.")
    cost = (
        d.chain(E(P, x, lengths(x)) - H(P))
        .eq(Sum(x, P(x) * lengths(x)) + Sum(x, P(x) * log(P(x))), by=["expectation-definition", "entropy-definition"])
        .eq(
            -Sum(x, P(x) * log(share / P(x))),
            by=["log-of-quotient", "log-of-power", "log-of-base", "sum-of-difference", "sum-of-negation"],
            why="log b^(-l) is -l",
        )
    )
    d.text("Where $P(x) = 0$ nothing is paid; elsewhere the weight cancels, and Kraft's sum is left.")
    with d.take(x, given=P(x) > 0) as there:
        d.chain(P(x) * (share / P(x))).eq(share, by="field-arithmetic").eq(
            indicator(P(x) > 0) * share, by="indicator-value"
        )
    with d.take(x, given=Eq(P(x), 0)) as nowhere:
        never = d.have(Not(P(x) > 0), by=nowhere.assumption)
        d.chain(P(x) * (share / P(x))).eq(0, by=nowhere.assumption).eq(
            indicator(P(x) > 0) * share, by=["indicator-value", never]
        )
    cancelled = d.have(
        ForAll(x, Eq(P(x) * (share / P(x)), indicator(P(x) > 0) * share)), by=[there, nowhere], cases=[Eq(P(x), 0)]
    )
    d.text("The bound $\\ln t \\le t - 1$ does the rest.")
    bound = (
        d.chain(Sum(x, P(x) * ln(share / P(x))))
        .le(Sum(x, P(x) * (share / P(x) - 1)), by="log-bound", why="each term, where P(x) > 0")
        .eq(Sum(x, P(x) * (share / P(x))) - Sum(x, P(x)), by="sum-of-difference")
        .eq(kraft(lengths) - 1, by=[cancelled, "sum-to-one"])
        .le(0, by=d.given[0])
    )
    unit = d.chain(Sum(x, P(x) * log(share / P(x)))).eq(
        Sum(x, P(x) * ln(share / P(x))) / ln(base), by=["log-definition", "sum-of-multiple"]
    )
    sign = d.have(-Sum(x, P(x) * ln(share / P(x))) / ln(base) >= 0, by=[bound, "product-of-signs", "log-sign"])
    d.conclude(E(P, x, lengths(x)) >= H(P), by=[cost, unit, sign])


@derivation(
    "rounded-surprisals-cost-less-than-one-more",
    title="Rounded surprisals meet Kraft's inequality and cost less than one symbol more than the entropy",
    claims=["D10"],
    given=[ForAll(x, Implies(P(x) > 0, ceiling(words(x), log(1 / P(x)))))],
    source=COVER + "section 5.4, equations 5.29-5.36",
)
def shannon_lengths(d):
    """Shannon's code gives a letter that occurs the whole number of symbols just above its surprisal $\\log(1/P(x))$.

    Words for letters that do not occur may have any length: nobody sends them.
    """
    d.given[0].named("the lengths are rounded surprisals")
    d.text("There are such lengths, since a surprisal is not negative and every nonnegative number can be rounded up.")
    with d.take(x, given=P(x) > 0) as some:
        surprise = (
            d.chain(log(1 / P(x))).eq(-log(P(x)), by="log-of-reciprocal").ge(0, by=["log-sign", "law-at-most-one"])
        )
        d.have(Exists(n, ceiling(n, log(1 / P(x)))), by=["ceiling-exists", surprise])
    some.fact.named("such lengths exist")
    d.text("Rounding up makes a word longer than the surprisal, so its share of Kraft's sum is at most $P(x)$.")
    with d.take(x, given=P(x) > 0) as place:
        here = d.have(ceiling(words(x), log(1 / P(x))), by=d.given[0].at(x))
        low = d.have(log(1 / P(x)) <= words(x), by=["ceiling-bounds", here])
        high = d.have(words(x) < log(1 / P(x)) + 1, by=["ceiling-bounds", here])
        d.have(And(log(1 / P(x)) <= words(x), words(x) < log(1 / P(x)) + 1), by=[low, high])
    with d.take(x, given=P(x) > 0) as short:
        longer = d.have(
            ln(base) * log(1 / P(x)) <= ln(base) * words(x), by=[place.at(x), "weighted-comparison", "log-sign"]
        )
        size = (
            d.chain(ln(base ** -words(x)))
            .eq(-(ln(base) * words(x)), by="log-of-power")
            .le(-(ln(base) * log(1 / P(x))), by=longer)
            .eq(ln(P(x)), by=["log-of-reciprocal", "log-definition"])
        )
        d.have(base ** -words(x) <= P(x), by=["log-order", size])
    with d.take(x, given=P(x) > 0) as there:
        d.chain(indicator(P(x) > 0) * base ** -words(x)).eq(base ** -words(x), by="indicator-value").le(
            P(x), by=short.at(x)
        )
    with d.take(x, given=Eq(P(x), 0)) as nowhere:
        never = d.have(Not(P(x) > 0), by=nowhere.assumption)
        d.chain(indicator(P(x) > 0) * base ** -words(x)).eq(0, by=["indicator-value", never]).eq(
            P(x), by=nowhere.assumption
        )
    term = d.have(ForAll(x, indicator(P(x) > 0) * base ** -words(x) <= P(x)), by=[there, nowhere], cases=[Eq(P(x), 0)])
    met = d.chain(kraft(words)).le(Sum(x, P(x)), by=term).eq(1, by="sum-to-one").named("kraft")
    d.text("So the bound of Kraft's inequality holds for them: no less than the entropy.")
    d.have(E(P, x, words(x)) >= H(P), by=["kraft-lengths-cost-at-least-entropy", met], name="at-least")
    d.text("And it adds less than one symbol where a letter occurs, which some letter does.")
    gap = words(x) - log(1 / P(x))
    room = d.have(ForAll(x, P(x) * (1 - gap) >= 0), by=place)
    with d.suppose(Eq(Sum(x, P(x) * (1 - gap)), 0)) as none:
        nothing = d.have(ForAll(x, Eq(P(x) * (1 - gap), 0)), by=[room, none.assumption, "sum-zero-terms"])
        with d.obtain(x, d.have(Exists(x, Ne(P(x), 0)), by="support-not-empty")) as letter:
            inside = d.have(1 - gap > 0, by=[place, letter])
            product = d.have(P(x) * (1 - gap) > 0, by=[inside, letter, "product-of-signs"])
            d.have(Q(0) < 0, by=[product, nothing.at(x)])
    loose = d.have(Ne(Sum(x, P(x) * (1 - gap)), 0), by=none)
    total = d.have(Sum(x, P(x) * (1 - gap)) >= 0, by=room)
    strict = d.have(Sum(x, P(x) * (1 - gap)) > 0, by=[loose, total])
    d.have(
        E(P, x, words(x)) < H(P) + 1,
        by=[
            strict,
            "expectation-definition",
            "entropy-definition",
            "log-of-reciprocal",
            "sum-of-difference",
            "sum-to-one",
        ],
        name="less-than-one-more",
    )


@derivation(
    "lengths-for-another-law-cost-the-divergence",
    title="Lengths made for another law cost the divergence on top, to the same rounding",
    claims=["D10"],
    given=[P << R, ForAll(x, Implies(P(x) > 0, ceiling(words(x), log(1 / R(x)))))],
    source=COVER + "theorem 5.4.3",
)
def wrong_code(d):
    """The letters follow $P$, but the lengths are the rounded surprisals $\\log(1/Q(x))$ of another law $Q$.

    The mean length is then $H(P) + D(P \\| Q)$ up to the rounding of less than one symbol: the divergence is what the
    wrong law costs.
    """
    d.given[1].named("the lengths are rounded surprisals under Q")
    d.text("Without rounding the cost is exact.")
    exact = (
        d.chain(E(P, x, log(1 / R(x))))
        .eq(-Sum(x, P(x) * log(R(x))), by=["expectation-definition", "log-of-reciprocal", "sum-of-negation"])
        .eq(H(P, R), by="cross-entropy-definition")
        .eq(H(P) + D(P, R), by="divergence-expansion")
        .named("without-rounding")
    )
    d.text("Rounding up adds something from $0$ to $1$, and less than $1$, wherever a letter occurs.")
    gap = words(x) - log(1 / R(x))
    with d.take(x, given=P(x) > 0) as place:
        here = d.have(ceiling(words(x), log(1 / R(x))), by=d.given[1].at(x))
        low = d.have(log(1 / R(x)) <= words(x), by=["ceiling-bounds", here])
        high = d.have(words(x) < log(1 / R(x)) + 1, by=["ceiling-bounds", here])
        d.have(And(gap >= 0, gap < 1), by=[low, high])
    added = d.have(ForAll(x, P(x) * gap >= 0), by=place)
    d.text("On average, then, nothing is gained.")
    least = d.have(Sum(x, P(x) * gap) >= 0, by=added)
    d.have(
        E(P, x, words(x)) >= H(P) + D(P, R),
        by=[least, exact, "expectation-definition", "sum-of-difference"],
        name="at-least",
    )
    d.text("And less than one symbol is lost, since some letter occurs.")
    room = d.have(ForAll(x, P(x) * (1 - gap) >= 0), by=place)
    with d.suppose(Eq(Sum(x, P(x) * (1 - gap)), 0)) as none:
        nothing = d.have(ForAll(x, Eq(P(x) * (1 - gap), 0)), by=[room, none.assumption, "sum-zero-terms"])
        with d.obtain(x, d.have(Exists(x, Ne(P(x), 0)), by="support-not-empty")) as letter:
            inside = d.have(1 - gap > 0, by=[place, letter])
            product = d.have(P(x) * (1 - gap) > 0, by=[inside, letter, "product-of-signs"])
            d.have(Q(0) < 0, by=[product, nothing.at(x)])
    loose = d.have(Ne(Sum(x, P(x) * (1 - gap)), 0), by=none)
    total = d.have(Sum(x, P(x) * (1 - gap)) >= 0, by=room)
    strict = d.have(Sum(x, P(x) * (1 - gap)) > 0, by=[loose, total])
    d.have(
        E(P, x, words(x)) < H(P) + D(P, R) + 1,
        by=[strict, exact, "expectation-definition", "sum-of-difference", "sum-to-one"],
        name="less-than-one-more",
    )


@derivation(
    "one-bit-for-an-uneven-coin",
    title="Two letters need one bit each, however uneven they are",
    claims=["D10"],
    given=[Q(2) ** -first + Q(2) ** -second <= 1],
    source=COVER + "section 5.4",
)
def one_bit(d):
    """For the law $(9/10, 1/10)$ the entropy is less than half a bit, yet no binary code spends less than one bit a letter.

    That \"H bits are needed\" is a bound that a code for single letters reaches only up to rounding, not an equality.
    """
    needed = []
    for mine, other in ((first, second), (second, first)):
        d.text("A word of no symbols would use up all of Kraft's sum." if mine is first else "The same for the other.")
        with d.suppose(Eq(mine, 0)) as empty:
            whole = d.chain(Q(2) ** -mine).eq(Q(2) ** -Q(0), by=empty.assumption).eq(1, by="field-arithmetic")
            rest = d.have(Q(2) ** -other > 0, by="power-positive")
            d.have(Q(0) < 0, by=[whole, rest, d.given[0]])
        some = d.have(Ne(mine, 0), by=empty)
        needed.append(d.have(mine >= 1, by=["natural-at-least-one", some]))
    d.text("So the mean length is at least one bit.")
    d.have(Q(9, 10) * first + Q(1, 10) * second >= 1, by=needed, name="one-bit")
    d.text("The entropy is below half a bit, because $10^{10} < 2^5 \\cdot 9^9$.")
    power = (
        d.chain(10 * log(10, 2))
        .eq(log(Q(10) ** 10, 2), by="log-of-power")
        .lt(log(Q(2) ** 5 * Q(9) ** 9, 2), by="log-strictly-increasing")
        .eq(log(Q(2) ** 5, 2) + log(Q(9) ** 9, 2), by="log-of-product")
        .eq(5 + 9 * log(9, 2), by=["log-of-power", "log-of-base"])
    )
    (
        d.chain(-(Q(9, 10) * log(Q(9) / 10, 2) + Q(1, 10) * log(Q(1) / 10, 2)))
        .eq(log(10, 2) - Q(9, 10) * log(9, 2), by=["log-of-quotient", "log-of-one"])
        .lt(Q(1, 2), by=power)
        .named("half-a-bit")
    )
