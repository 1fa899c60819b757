"""Self-information: the one function that its axioms allow, that it meets them, its unit, its values, its second name."""

from symbolic_it import (
    And,
    Eq,
    Exists,
    ForAll,
    Implies,
    Ne,
    Q,
    base,
    derivation,
    exp,
    ln,
    log,
    natural_variable,
    real_function,
    real_number,
    real_variable,
    tends_to_infinity,
)  # fmt: skip

f = real_function("f")
k, M, delta = real_variable("k"), real_variable("M"), real_variable("delta")
t, u = real_variable("x"), real_variable("y")
n, m = natural_variable("n"), natural_variable("m")
p, x, c, kappa = real_number("p"), real_number("x"), real_number("c"), real_number("k")

SHANNON = "Shannon, A Mathematical Theory of Communication, 1948, appendix 2"
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "
ACZEL = "Aczel and Daroczy, On Measures of Information and Their Characterizations, section 0.2"


def probability(v):
    """The two statements that v lies in (0, 1]."""
    return v > 0, v <= 1


@derivation(
    "self-information-from-axioms",
    title="Additivity and monotonicity leave only the logarithm",
    claims=["A1"],
    given=[
        ForAll(t, u, Implies(*probability(t), *probability(u), Eq(f(t * u), f(t) + f(u)))),
        ForAll(t, u, Implies(t > 0, t <= u, u <= 1, f(u) <= f(t))),
        Exists(t, And(*probability(t), Ne(f(t), 0))),
    ],
    source=ACZEL + "; " + SHANNON,
)
def from_axioms(d):
    """How surprising is an event of probability $x$?

    Suppose that the answer $f(x)$ adds up when probabilities multiply, that what is more probable is not more
    surprising, and that $f$ is not constantly $0$ on $(0, 1]$. Then $f(x) = -k \\ln x$ with some $k > 0$, and no other
    function will do. Nothing is assumed of continuity or of derivatives: monotonicity replaces them.
    """
    additive, decreasing, nontrivial = d.given

    d.text("A sure event is not surprising, and no event is negatively surprising.")
    doubled = d.chain(f(1)).eq(f(Q(1) * 1), by="field-arithmetic").eq(f(1) + f(1), by=additive.at(1, 1))
    sure = d.have(Eq(f(1), 0), by=doubled)
    with d.take(t, given=probability(t)) as nonnegative:
        d.have(f(t) >= 0, by=[decreasing.at(t, 1), sure])

    d.text("The surprise at $n$ independent repetitions is $n$ times the surprise at one. First, powers of $x$ stay in $(0, 1]$.")
    with d.take(t, given=probability(t)) as powers:
        with d.take(n):
            inside = d.have(And(*probability(t**n)))
        none = d.chain(f(t**0)).eq(f(1), by="field-arithmetic").eq(0 * f(t), by=sure)
        with d.take(n), d.suppose(Eq(f(t**n), n * f(t))) as before:
            (
                d.chain(f(t ** (n + 1)))
                .eq(f(t * t**n), by="power-successor")
                .eq(f(t) + f(t**n), by=[additive.at(t, t**n), inside])
                .eq(f(t) + n * f(t), by=before)
                .eq((n + 1) * f(t), by="field-arithmetic")
            )
        d.have(ForAll(n, Eq(f(t**n), n * f(t))), by=["induction", none, before])
