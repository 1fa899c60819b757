"""Laws of largest entropy: the geometric law under a fixed mean, the Gaussian under a fixed variance."""

from symbolic_it import (
    And,
    Eq,
    ForAll,
    Implies,
    Not,
    Q,
    Sum,
    density,
    derivation,
    exp,
    has_derivative,
    index,
    integral,
    ln,
    natural_law,
    natural_variable,
    real_function,
    real_number,
    real_variable,
    rule,
    sequence_tends_to,
    series,
    successor,
    tends_at_infinity,
    whole_number,
)  # fmt: skip

n = natural_variable("n")
r = real_number("r")
p = natural_law("p")
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "
RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "


@derivation(
    "powers-vanish",
    title="The powers of a number between 0 and 1 tend to 0",
    claims=["B9"],
    given=[0 < r, r < 1],
    source=RUDIN + "theorem 3.20",
)
def powers_vanish(d):
    """Bernoulli's inequality turned round: $r^n (1 + n(1-r)) \\le 1$. So $r^n$ is at most a multiple of $1/(n+1)$."""
    s = 1 - r
    start = d.have(r**0 * (1 + 0 * s) <= 1, by="field-arithmetic")
    with d.take(n), d.suppose(r**n * (1 + n * s) <= 1) as before:
        power = d.have(r**n > 0, by="power-positive")
        less = d.have(r**n * ((n + 1) * (s * s)) >= 0, by=["product-of-signs", power])
        (
            d.chain(r ** (n + 1) * (1 + (n + 1) * s))
            .eq(r * r**n * (1 + (n + 1) * s), by="power-successor")
            .eq(r**n * (1 + n * s) - r**n * ((n + 1) * (s * s)), by="field-arithmetic")
            .le(1, by=[before, less])
        )
    bernoulli = d.have(ForAll(n, r**n * (1 + n * s) <= 1), by=["induction", start, before])
    with d.take(n) as upper:
        power = d.have(r**n > 0, by="power-positive")
        rest = d.have(r**n * r >= 0, by=["product-of-signs", power])
        small = d.chain(r**n * (s * (n + 1))).eq(r**n * (1 + n * s) - r**n * r, by="field-arithmetic").le(
            1, by=[bernoulli.at(n), rest]
        )
        once = d.have(1 / s * (r**n * (s * (n + 1))) <= 1 / s * 1, by=["weighted-comparison", small])
        counted = d.chain(r**n * (n + 1)).eq(1 / s * (r**n * (s * (n + 1))), by="field-arithmetic").le(1 / s * 1, by=once)
        twice = d.have(1 / (n + 1) * (r**n * (n + 1)) <= 1 / (n + 1) * (1 / s * 1), by=["weighted-comparison", counted])
        d.chain(r**n).eq(1 / (n + 1) * (r**n * (n + 1)), by="field-arithmetic").le(
            1 / (n + 1) * (1 / s * 1), by=twice
        ).eq(1 / s * (1 / (n + 1)), by="field-arithmetic")
    lower = d.have(ForAll(n, 0 <= r**n), by="power-positive")
    d.text("The multiple of $1/(n+1)$ tends to $0$, and so does what lies between it and $0$.")
    known = d.have(sequence_tends_to(n, 1 / (n + 1), 0), by="limit-of-reciprocal")
    high = d.have(sequence_tends_to(n, 1 / s * (1 / (n + 1)), 0), by=["far-limit-rules", known])
    low = d.have(sequence_tends_to(n, 0, 0), by="far-limit-rules")
    d.conclude(sequence_tends_to(n, r**n, 0), by=["far-limit-by-squeezing", lower, upper, low, high])


@derivation(
    "powers-times-exponents-vanish",
    title="Even n times the n-th power tends to 0",
    claims=["B9"],
    given=[0 < r, r < 1],
    source=RUDIN + "theorem 3.20",
)
def weighted_powers_vanish(d):
    """With $\\rho = \\sqrt r$ one factor of $n r^n = n \\rho^n \\rho^n$ pays for $n$, and the other tends to $0$."""
    root = r ** Q(1, 2)
    s = 1 - root
    square = d.have(Eq(root * root, r), by="square-root")
    positive = d.have(root > 0, by="power-positive")
    below = d.chain(root).lt(Q(1) ** Q(1, 2), by="power-increasing").eq(1, by="power-of-one")
    start = d.have(Eq(r**0, root**0 * root**0), by="field-arithmetic")
    with d.take(n), d.suppose(Eq(r**n, root**n * root**n)) as before:
        (
            d.chain(r ** (n + 1))
            .eq(r * r**n, by="power-successor")
            .eq(root * root * (root**n * root**n), by=[square, before])
            .eq(root ** (n + 1) * root ** (n + 1), by="power-successor")
        )
    split = d.have(ForAll(n, Eq(r**n, root**n * root**n)), by=["induction", start, before])
    vanishing = d.have(sequence_tends_to(n, root**n, 0), by=["powers-vanish", positive, below])
    d.text("One factor: $n\\rho^n \\le 1/(1-\\rho)$, again by Bernoulli's inequality.")
    begin = d.have(root**0 * (1 + 0 * s) <= 1, by="field-arithmetic")
    with d.take(n), d.suppose(root**n * (1 + n * s) <= 1) as claim:
        power = d.have(root**n > 0, by="power-positive")
        less = d.have(root**n * ((n + 1) * (s * s)) >= 0, by=["product-of-signs", power])
        (
            d.chain(root ** (n + 1) * (1 + (n + 1) * s))
            .eq(root * root**n * (1 + (n + 1) * s), by="power-successor")
            .eq(root**n * (1 + n * s) - root**n * ((n + 1) * (s * s)), by="field-arithmetic")
            .le(1, by=[claim, less])
        )
    bernoulli = d.have(ForAll(n, root**n * (1 + n * s) <= 1), by=["induction", begin, claim])
    with d.take(n) as upper:
        power = d.have(root**n > 0, by="power-positive")
        bound = d.have(s * (n * root**n) <= 1, by=[bernoulli.at(n), power])
        room = d.have(s > 0, by=below)
        scaled = d.have(1 / s * root**n * (s * (n * root**n)) <= 1 / s * root**n * 1, by=["weighted-comparison", bound, room, power])
        (
            d.chain(n * r**n)
            .eq(n * (root**n * root**n), by=split)
            .eq(1 / s * root**n * (s * (n * root**n)), by=["field-arithmetic", room])
            .le(1 / s * root**n * 1, by=scaled)
            .eq(1 / s * root**n, by="field-arithmetic")
        )
    with d.take(n) as lower:
        power = d.have(r**n > 0, by="power-positive")
        d.have(0 <= n * r**n, by=["product-of-signs", power])
    high = d.have(sequence_tends_to(n, 1 / s * root**n, 0), by=["far-limit-rules", vanishing])
    low = d.have(sequence_tends_to(n, 0, 0), by="far-limit-rules")
    d.conclude(sequence_tends_to(n, n * r**n, 0), by=["far-limit-by-squeezing", lower, upper, low, high])


def geometric(k):
    """(1 - r) r^k"""
    return (1 - r) * r**k


@derivation(
    "geometric-law",
    title="The geometric law: its total is 1 and its mean is r/(1 - r)",
    claims=["B9"],
    given=[0 < r, r < 1],
    source=FELLER + "section XI.2",
)
def geometric_law(d):
    """The partial sums of $(1-r)r^n$, and of $n$ times it, have closed forms; what is left over tends to $0$."""
    i = index("i", n)
    last, nought = successor(n), whole_number(0)
    up = index("i", last)
    none = index("i", nought)
    small = d.have(sequence_tends_to(n, r**n, 0), by="powers-vanish")
    smaller = d.have(sequence_tends_to(n, n * r**n, 0), by="powers-times-exponents-vanish")
    d.text("The total.")
    start = d.have(Eq(geometric(nought) + Sum(none, geometric(none)), 1 - r * r**0), by=["last-term", "natural-successor"])
    with d.take(n), d.suppose(Eq(geometric(nought) + Sum(i, geometric(i)), 1 - r * r**n)) as before:
        (
            d.chain(geometric(nought) + Sum(up, geometric(up)))
            .eq(geometric(nought) + Sum(i, geometric(i)) + geometric(last), by="last-term")
            .eq(1 - r * r**n + (1 - r) * (r * r**n), by=[before, "natural-successor", "power-successor"])
            .eq(1 - r * (r * r**n), by="field-arithmetic")
            .eq(1 - r * r ** (n + 1), by="power-successor")
        )
    partial = d.have(
        ForAll(n, Eq(geometric(nought) + Sum(i, geometric(i)), 1 - r * r**n)), by=["induction", start, before]
    )
