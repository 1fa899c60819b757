"""How small entropy can be: zero for a point mass, never negative, zero for nothing else."""

from symbolic_it import Eq, Exists, ForAll, H, Iff, Ne, Sum, alphabet, derivation, indicator, law, log, point_mass

X = alphabet("X")
x, k = X.outcome("x"), X.outcome("k")
c = X.letter("c")
P = law("P", X)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
MACKAY = "MacKay, Information Theory, Inference, and Learning Algorithms, section 2.4"


@derivation(
    "entropy-of-point-mass",
    title="A sure outcome has no entropy",
    claims=["B3"],
    source=MACKAY,
)
def point_mass_entropy(d):
    """If one outcome is certain, nothing is left to learn. Only the letter with probability 1 counts in the sum."""
    d.chain(H(point_mass(c))).eq(
        -Sum(x, point_mass(c)(x) * log(point_mass(c)(x))), by="entropy-definition"
    ).eq(
        -Sum(x, indicator(Eq(x, c)) * log(indicator(Eq(x, c)))), by="point-mass-definition"
    ).eq(
        -log(indicator(Eq(c, c))), by="sum-of-indicator", why="only the term at $c$ is left"
    ).eq(
        -log(1), by="indicator-value"
    ).eq(
        0, by="log-of-one"
    )  # fmt: skip


@derivation(
    "entropy-nonnegative",
    title="Entropy is never negative",
    claims=["B3"],
    source=COVER + "lemma 2.1.1",
)
def nonnegative(d):
    """Every letter adds something that is not negative: $0$ where $P(x) = 0$, and elsewhere $\\log P(x) \\le 0$."""
    each = d.have(ForAll(x, P(x) * -log(P(x)) >= 0), by=["weighted-comparison", "log-sign", "law-at-most-one"])
    terms = (
        d.chain(H(P))
        .eq(-Sum(x, P(x) * log(P(x))), by="entropy-definition")
        .eq(Sum(x, P(x) * -log(P(x))), by="sum-of-negation")
    )
    d.chain(H(P)).eq(Sum(x, P(x) * -log(P(x))), by=terms).ge(0, by=["sum-nonnegative", each])


@derivation(
    "entropy-zero-only-for-point-mass",
    title="Entropy is zero only for a point mass",
    claims=["B3"],
    source=MACKAY,
)
def zero_only(d):
    """A law without entropy gives all its mass to one letter."""
    d.text("Suppose that the entropy is zero. It is a sum of terms that are not negative, so each of them is zero.")
    with d.suppose(Eq(H(P), 0)) as zero:
        each = d.have(ForAll(x, P(x) * -log(P(x)) >= 0), by=["weighted-comparison", "log-sign", "law-at-most-one"])
        total = (
            d.chain(Sum(x, P(x) * -log(P(x))))
            .eq(-Sum(x, P(x) * log(P(x))), by="sum-of-negation")
            .eq(H(P), by="entropy-definition")
            .eq(0, by=zero)
        )
        nothing = d.have(ForAll(x, Eq(P(x) * -log(P(x)), 0)), by=["sum-zero-terms", each, total])
        d.text("So $P(x) = 0$ or $\\log P(x) = 0$, and the latter means $P(x) = 1$.")
        with d.take(x, given=Ne(P(x), 0)) as support:
            logs = d.chain(log(P(x))).eq(-(P(x) * -log(P(x))) / P(x), by="field-arithmetic").eq(0, by=nothing)
            same = d.have(Eq(log(P(x)), log(1)), by=[logs, "log-of-one"])
            d.have(Eq(P(x), 1), by=["log-injective", same])
        d.text("Not every letter has probability $0$: the sum is $1$. Let $k$ be one that has not.")
        some = d.have(Exists(k, Ne(P(k), 0)), by="support-not-empty")
        with d.obtain(k, some) as chosen:
            full = d.have(Eq(P(k), 1), by=[support, chosen])
            d.text("Nothing is left for the others.")
            rest = d.have(ForAll(x, P(x) - indicator(Eq(x, k)) >= 0), by=[full, "indicator-value"], cases=[Eq(x, k)])
            left = (
                d.chain(Sum(x, P(x) - indicator(Eq(x, k))))
                .eq(Sum(x, P(x)) - Sum(x, indicator(Eq(x, k))), by="sum-of-difference")
                .eq(0, by=["sum-to-one", "sum-of-indicator"])
            )
            none = d.have(ForAll(x, Eq(P(x) - indicator(Eq(x, k)), 0)), by=["sum-zero-terms", rest, left])
            every = d.have(ForAll(x, Eq(P(x), point_mass(k)(x))), by=["point-mass-definition", none])
            sure = d.have(Eq(P, point_mass(k)), by=every)
            d.have(Exists(k, Eq(P, point_mass(k))), by=sure)
    d.text("Conversely, a point mass has no entropy.")
    with d.suppose(Exists(k, Eq(P, point_mass(k)))) as given, d.obtain(k, given.assumption) as chosen:
        d.chain(H(P)).eq(H(point_mass(k)), by=chosen).eq(0, by="entropy-of-point-mass")
    d.conclude(Iff(Eq(H(P), 0), Exists(k, Eq(P, point_mass(k)))), by=[zero, given])
