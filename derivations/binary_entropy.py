"""The entropy of two outcomes: symmetric, strictly concave, one bit at most and only for a fair coin, nothing at the ends."""

from symbolic_it import (
    And,
    Eq,
    ForAll,
    H,
    Implies,
    Ne,
    Q,
    Sum,
    alphabet,
    base,
    derivation,
    function,
    function_on,
    has_derivative,
    law,
    letters,
    ln,
    log,
    real_number,
    real_variable,
    rule,
)  # fmt: skip

X = alphabet("X")
x = X.outcome("x")
u, v = letters(X, "u v")
P = law("P", X)
g = function_on("g", X)
p, t = real_variable("p"), real_variable("t")
half = Q(1, 2)
inside = And(0 < p, p < 1)
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
MACKAY = "MacKay, Information Theory, Inference, and Learning Algorithms, section 2.4"


def h(at):
    return -(at * log(at)) - (1 - at) * log(1 - at)


def slope(at):
    return log(1 - at) - log(at)


def bend(at):
    return -((1 / (1 - at) + 1 / at) * (1 / ln(base)))


@derivation(
    "binary-entropy-curve",
    title="The curve of binary entropy between its ends",
    claims=["B5"],
    source=COVER + "example 2.1.1; " + MACKAY,
)
def curve(d):
    """A coin shows heads with probability $p$, $0 < p < 1$. Its entropy is $h(p) = -p \\log p - (1-p) \\log(1-p)$."""
    d.text("Heads and tails may change their names: the curve is symmetric.")
    with d.take(p, given=inside) as mirrored:
        d.chain(h(1 - p)).eq(h(p), by="field-arithmetic")
    mirrored.fact.named("symmetric")
    d.text("Its slope is positive where tails are more probable than heads.")
    first = d.have(ForAll(t, Implies(And(0 < t, t < 1), has_derivative(p, h(p), t, slope(t)))), by="derivative-rules")
    with d.take(t, given=And(0 < t, t < 1)) as at:
        d.chain(slope(t)).eq(log((1 - t) / t), by="log-of-quotient")
        d.have(has_derivative(p, h(p), t, log((1 - t) / t)), by=["derivative-rules", "log-of-quotient"])
    at.fact.named("slope")
    d.text("The second derivative is negative: the curve bends down everywhere.")
    second = d.have(
        ForAll(t, Implies(And(0 < t, t < 1), has_derivative(p, slope(p), t, bend(t)))), by="derivative-rules"
    )
    with d.take(t, given=And(0 < t, t < 1)) as curved:
        unit = d.have(1 / ln(base) > 0, by=["log-sign", "product-of-signs"])
        one = d.have(1 / (1 - t) + 1 / t > 0, by="product-of-signs")
        both = d.have((1 / (1 - t) + 1 / t) * (1 / ln(base)) > 0, by=[unit, one, "product-of-signs"])
        d.have(bend(t) < 0, by=both)
    curved.fact.named("concave")
    d.text("The slope vanishes at one half, and a concave curve has its only maximum where its slope vanishes.")
    flat = d.chain(slope(half)).eq(0, by="field-arithmetic")
    d.have(
        ForAll(p, Implies(inside, Ne(p, half), h(p) < h(half))),
        by=["stationary-point-of-concave", first, second, curved, flat],
        name="maximum",
    )
    d.text("There it is one bit.")
    d.chain(h(half)).eq(-log(half), by="field-arithmetic").eq(log(2), by="evaluation").named("fair")
    d.picture(
        "curves",
        caption="The entropy of two outcomes in bits, with its only maximum.",
        over=p,
        between=(0, 1),
        label="$p$",
        panels={"$h(p)$ in bit": h(p)},
        marks=[(half, "1 bit at $p = 1/2$", "above")],
    )


@derivation(
    "sum-over-two-letters",
    title="A sum over two letters",
    claims=["B5"],
    source=COVER + "section 2.1",
)
def two_letters(d):
    """An alphabet with the letters $u$ and $v$ alone: a sum over it has two terms."""
    d.chain(Sum(x, g(x))).eq(g(u) + g(v), by="evaluation").named("two-terms")


@derivation(
    "binary-entropy",
    title="Two outcomes have one bit of entropy at most",
    claims=["B5"],
    source=COVER + "example 2.1.1; " + MACKAY,
)
def binary_entropy(d):
    """Every law on two letters has the entropy $h(p)$, with $p$ the probability of one of them; $p = 0$ and $p = 1$ included."""
    whole = d.chain(P(u) + P(v)).eq(Sum(x, P(x)), by="sum-over-two-letters").eq(1, by="sum-to-one")
    rest = d.have(Eq(P(v), 1 - P(u)), by=whole)
    entropy = (
        d.chain(H(P))
        .eq(-Sum(x, P(x) * log(P(x))), by="entropy-definition")
        .eq(-(P(u) * log(P(u)) + P(v) * log(P(v))), by=rule("sum-over-two-letters", g=function(x, P(x) * log(P(x)))))
        .named("two-terms")
    )
    d.text("A letter that never comes leaves one that always comes, and no entropy.")
    with d.suppose(Eq(P(u), 0)) as never:
        d.chain(H(P)).eq(-(P(u) * log(P(u)) + P(v) * log(P(v))), by=entropy).eq(
            -(P(v) * log(P(v))), by=never.assumption
        ).eq(-log(1), by=[rest, never.assumption]).eq(0, by="log-of-one")
    never.fact.named("never")
    with d.suppose(Eq(P(v), 0)) as always:
        one = d.have(Eq(P(u), 1), by=[rest, always.assumption])
        d.chain(H(P)).eq(-(P(u) * log(P(u)) + P(v) * log(P(v))), by=entropy).eq(
            -(P(u) * log(P(u))), by=always.assumption
        ).eq(-log(1), by=one).eq(0, by="log-of-one")
    always.fact.named("always")
    d.text("Between the ends it is the curve $h$, whose maximum is at one half.")
    with d.suppose(P(u) > 0, P(v) > 0) as mixed:
        below = d.have(P(u) < 1, by=[rest, mixed.assumptions[1]])
        value = d.chain(H(P)).eq(-(P(u) * log(P(u)) + P(v) * log(P(v))), by=entropy).eq(h(P(u)), by=rest)
        with d.suppose(Ne(P(u), half)):
            d.chain(H(P)).eq(h(P(u)), by=value).lt(h(half), by=["binary-entropy-curve/maximum", below]).eq(
                log(2), by="binary-entropy-curve/fair"
            )
    less = d.have(
        Implies(Ne(P(u), half), H(P) < log(2)),
        by=[never, always, mixed, "log-sign"],
        cases=[Eq(P(u), 0), Eq(P(v), 0)],
    )
    less.named("strict")
    with d.suppose(Eq(P(u), half)) as fair:
        other = d.have(Eq(P(v), half), by=[rest, fair.assumption])
        d.chain(H(P)).eq(-(P(u) * log(P(u)) + P(v) * log(P(v))), by=entropy).eq(
            -(half * log(half) + half * log(half)), by=[fair.assumption, other]
        ).eq(log(2), by="evaluation")
    d.text("So it is one bit at most, and one bit for the fair coin alone.")
    fair.fact.named("fair")
    d.have(H(P) <= log(2), by=[less, fair], cases=[Eq(P(u), half)], name="bound")


@derivation(
    "binary-entropy-of-rare-event",
    title="A rare event has little entropy",
    claims=["B5"],
    kind="computation",
    source=MACKAY,
)
def rare_event(d):
    """An event that comes once in a hundred trials: to three digits $h(1/100) = 0.0808$ bit, where a fair coin has one bit."""
    once = Q(1, 100)
    bits = -(once * log(once, 2)) - (1 - once) * log(1 - once, 2)
    d.text("Two logarithms have to be known.")
    value = d.chain(bits).eq(Q(1, 50) * log(10, 2) + Q(99, 100) * log(Q(100, 99), 2), by="evaluation")
    d.text("Simple fractions enclose them: comparing powers of whole numbers shows it.")
    ten = [d.have(Q(93, 28) < log(10, 2), by="evaluation"), d.have(log(10, 2) < Q(196, 59), by="evaluation")]
    near = [
        d.have(Q(1, 69) < log(Q(100, 99), 2), by="evaluation"),
        d.have(log(Q(100, 99), 2) < Q(10, 689), by="evaluation"),
    ]
    d.text("So the entropy rounds to $0.0808$.")
    d.have(Q(8075, 100_000) < bits, by=[value, ten[0], near[0]])
    d.have(bits < Q(8085, 100_000), by=[value, ten[1], near[1]])


Y = alphabet("Y")
y = Y.outcome("y")
r, s, w = letters(Y, "r s w")
R = law("R", Y)
f = function_on("f", Y)
a, b, c = real_number("a"), real_number("p"), real_number("q")


def entropy_of_pair(at):
    return -(2 * (at * log(at))) - (1 - 2 * at) * log(1 - 2 * at)


@derivation(
    "sum-over-three-letters",
    title="A sum over three letters",
    claims=["B6"],
    source=COVER + "section 2.1",
)
def three_letters(d):
    """An alphabet with the letters $r$, $s$ and $w$ alone: a sum over it has three terms."""
    d.chain(Sum(y, f(y))).eq(f(r) + f(s) + f(w), by="evaluation").named("three-terms")


@derivation(
    "entropy-of-equal-pair",
    title="Two equal outcomes and a rarer one: between one bit and the logarithm of three",
    claims=["B6"],
    given=[Eq(R(r), a), Eq(R(s), a), Q(1, 3) < a, a < half],
    source=MACKAY,
)
def equal_pair(d):
    """The law $(a, a, 1 - 2a)$ with $1/3 < a < 1/2$ lies between three equal outcomes and two. So does its entropy."""
    rest = 1 - 2 * a
    d.text("The third outcome has what the two leave, and the sum for the entropy has three terms.")
    left_over = d.chain(R(r) + R(s) + R(w)).eq(Sum(y, R(y)), by="sum-over-three-letters").eq(1, by="sum-to-one")
    third_share = d.have(Eq(R(w), rest), by=[left_over, *d.given[:2]])
    entropy = (
        d.chain(H(R))
        .eq(-Sum(y, R(y) * log(R(y))), by="entropy-definition")
        .eq(
            -(R(r) * log(R(r)) + R(s) * log(R(s)) + R(w) * log(R(w))),
            by=rule("sum-over-three-letters", f=function(y, R(y) * log(R(y)))),
        )
        .eq(-(a * log(a) + a * log(a) + rest * log(rest)), by=[third_share, *d.given[:2]])
        .eq(entropy_of_pair(a), by="field-arithmetic")
    )
    little = d.have(And(rest > 0, rest < half), by=d.given[2:])
    d.text("Every probability is less than one half, so every outcome carries more than the logarithm of two.")
    one = d.have(log(a) < log(half), by="log-strictly-increasing")
    two = d.have(log(rest) < log(half), by=["log-strictly-increasing", little])
    more = d.have(a * (log(half) - log(a)) > 0, by=[one, "product-of-signs"])
    rare = d.have(rest * (log(half) - log(rest)) > 0, by=[two, little, "product-of-signs"])
    bit = d.chain(log(half)).eq(-log(2), by="evaluation")
    d.have(H(R) > log(2), by=[entropy, more, rare, bit], name="above")
    d.text("From above: the logarithm lies below its tangent at $1$, and strictly so elsewhere. Compare with thirds.")
    third, left = 1 / (3 * a), 1 / (3 * rest)
    gap = d.have((3 * a - 1) / (3 * a) > 0, by="product-of-signs")
    short = d.chain(1 - third).eq((3 * a - 1) / (3 * a), by="field-arithmetic")
    off = d.have(Ne(third, 1), by=[gap, short])
    first = d.have(ln(third) < third - 1, by=["log-bound-equality", off])
    last = d.have(ln(left) <= left - 1, by=["log-bound", little, "product-of-signs"])
    d.text("Weighted with the probabilities, the tangents add up to $0$, and the logarithms to the gap below $\\ln 3$.")
    weighted = d.have(2 * (a * (third - 1 - ln(third))) > 0, by=[first, "product-of-signs"])
    others = d.have(rest * (left - 1 - ln(left)) >= 0, by=[last, little])
    nothing = d.chain(2 * (a * (third - 1)) + rest * (left - 1)).eq(0, by=["field-arithmetic", little])
    below = d.have(2 * (a * ln(third)) + rest * ln(left) < 0, by=[weighted, others, nothing])
    parts = d.have(
        Eq(2 * (a * ln(third)) + rest * ln(left), -(2 * (a * ln(a))) - rest * ln(rest) - ln(3)),
        by=["log-of-quotient", "log-of-product", "log-of-one", little],
    )
    nats = ln(3) - (-(2 * (a * ln(a))) - rest * ln(rest))
    d.text("Dividing by $\\ln b$ gives the base $b$.")
    unit = d.have(1 / ln(base) > 0, by=["log-sign", "product-of-signs"])
    room = d.have(nats * (1 / ln(base)) > 0, by=[below, parts, unit, "product-of-signs"])
    bits = d.chain(log(3) - entropy_of_pair(a)).eq(nats * (1 / ln(base)), by=["log-definition", "field-arithmetic"])
    d.have(H(R) < log(3), by=[entropy, room, bits], name="below")
    d.picture(
        "curves",
        caption="The entropy of $(a, a, 1 - 2a)$ in bits: most for three equal outcomes, and still one bit at $a = 1/2$, where "
        "the third outcome is gone.",
        over=a,
        between=(0, half),
        label="$a$",
        panels={"$H(a, a, 1 - 2a)$ in bit": entropy_of_pair(a)},
        marks=[(Q(1, 3), r"$\log_2\,3$ at $a = 1/3$", "above"), (half, "1 bit at $a = 1/2$", "left")],
    )
    d.picture(
        "simplex",
        caption="The entropy of every law on three letters, in bits; a corner is a sure outcome. The laws $(a, a, 1 - 2a)$ are the "
        "line from the middle of the base, $a = 1/2$, up to the top corner, $a = 0$.",
        over=(b, c),
        of=-(b * log(b)) - c * log(c) - (1 - b - c) * log(1 - b - c),
        letters=("(1,0,0)", "(0,1,0)", "(0,0,1)"),
        label="entropy in bit",
    )
