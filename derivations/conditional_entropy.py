"""Conditional entropy: as a weighted mean of entropies, in the chain rule, and against the entropy without the condition."""

from symbolic_it import (
    Eq,
    ForAll,
    H,
    Implies,
    Ne,
    Sum,
    alphabet,
    base,
    conditional,
    conditional_entropy,
    derivation,
    first_marginal,
    function,
    law,
    ln,
    log,
    mutual_information,
    rule,
    second_marginal,
)

X, Y = alphabet("X"), alphabet("Y")
x, y = X.outcome("x"), Y.outcome("y")
pair = (X * Y).outcome("z")
J = law("P", X * Y)
first, second = first_marginal(J), second_marginal(J)
given_x = conditional(J, x)

COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


@derivation(
    "joint-law-and-its-marginals",
    title="A joint law, its marginals and its conditional laws",
    claims=["C1"],
    source=COVER + "section 2.2",
)
def joint_law_and_marginals(d):
    """Rows and columns of a joint law have sums, the marginals; a row divided by its sum is a conditional law.

    Where $P_X(x) = 0$ there is nothing to divide: the row is zero, and the quotient is zero by convention. Every
    statement about such an $x$ is weighed with $P_X(x)$, so that the convention does not matter.
    """
    d.text("No entry exceeds the sum of its row or of its column, since all entries are nonnegative.")
    with d.take(x, y) as row:
        d.chain(J(x, y)).le(Sum(y, J(x, y)), by=rule("term-at-most-sum", f=function(y, J(x, y)), k=y)).eq(
            first(x), by="first-marginal-definition"
        )
    with d.take(x, y) as column:
        d.chain(J(x, y)).le(Sum(x, J(x, y)), by=rule("term-at-most-sum", f=function(x, J(x, y)), k=x)).eq(
            second(y), by="second-marginal-definition"
        )
    d.have(ForAll(x, first(x) >= 0), by=["first-marginal-definition", "sum-nonnegative"], name="first-nonnegative")
    d.have(ForAll(y, second(y) >= 0), by=["second-marginal-definition", "sum-nonnegative"], name="second-nonnegative")
    d.text("A possible pair has possible components.")
    with d.take(x, y, given=Ne(J(x, y), 0)) as possible:
        d.have(J(x, y) > 0, by=[possible.assumption, "law-nonnegative"])
        d.have(first(x) > 0, by=row.at(x, y))
    d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), first(x) > 0)), by=possible, name="first-possible")
    with d.take(x, y, given=Ne(J(x, y), 0)) as possible:
        d.have(J(x, y) > 0, by=[possible.assumption, "law-nonnegative"])
        d.have(second(y) > 0, by=column.at(x, y))
    d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), second(y) > 0)), by=possible, name="second-possible")
    d.text("So the joint law is the marginal times the conditional law, zeros included.")
    d.have(
        ForAll(x, y, Eq(J(x, y), first(x) * given_x(y))), by=["conditional-definition", row],
        cases=[Eq(first(x), 0)], name="product",
    )  # fmt: skip
    with d.take(x, y, given=first(x) > 0) as fraction:
        d.chain(given_x(y)).eq(J(x, y) / first(x), by="conditional-definition").ge(
            0, by=["product-of-signs", "law-nonnegative", fraction.assumption]
        )
    d.have(ForAll(x, y, Implies(first(x) > 0, given_x(y) >= 0)), by=fraction, name="conditional-nonnegative")
    with d.take(x, y, given=Ne(J(x, y), 0)) as positive:
        entry = d.have(J(x, y) > 0, by=[positive.assumption, "law-nonnegative"])
        whole = d.have(first(x) > 0, by=[row.at(x, y), entry])
        d.chain(given_x(y)).eq(J(x, y) / first(x), by="conditional-definition").gt(
            0, by=["product-of-signs", entry, whole]
        )
    d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), given_x(y) > 0)), by=positive, name="conditional-possible")
    d.text("Where something is conditioned on that is possible, the row divided by its sum has the sum one.")
    with d.take(x, given=first(x) > 0):
        d.chain(Sum(y, given_x(y))).eq(
            Sum(y, J(x, y)) / first(x), by=["conditional-definition", "sum-of-multiple"]
        ).eq(first(x) / first(x), by="first-marginal-definition").eq(1, by="field-arithmetic")  # fmt: skip


@derivation(
    "conditional-entropy-as-weighted-mean",
    title="Conditional entropy is the mean entropy of the conditional laws",
    claims=["C1"],
    source=COVER + "equations 2.10-2.13",
)
def conditional_entropy_as_mean(d):
    """What is left to learn about $Y$ once $X$ is known: an entropy for each value of $X$, weighted by its probability.

    The weight $P_X(x)$ must not be lost on the way, and the logarithm is that of the conditional probability.
    """
    split = d.have(ForAll(x, y, Eq(J(x, y), first(x) * given_x(y))), by="joint-law-and-its-marginals/product")
    d.text("The logarithms are of positive numbers wherever they count.")
    d.have(
        ForAll(x, y, Implies(first(x) > 0, given_x(y) >= 0)), by="joint-law-and-its-marginals/conditional-nonnegative"
    )
    d.have(ForAll(x, first(x) >= 0), by="joint-law-and-its-marginals/first-nonnegative")
    d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), first(x) > 0)), by="joint-law-and-its-marginals/first-possible")
    d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), given_x(y) > 0)), by="joint-law-and-its-marginals/conditional-possible")
    d.chain(conditional_entropy(J)).eq(
        -Sum(x, Sum(y, J(x, y) * log(given_x(y)))), by="conditional-entropy-definition"
    ).eq(
        -Sum(x, Sum(y, first(x) * (given_x(y) * log(given_x(y))))), by=split
    ).eq(
        -Sum(x, first(x) * Sum(y, given_x(y) * log(given_x(y)))), by="sum-of-multiple", why="P_X(x) does not depend on y"
    ).eq(
        Sum(x, first(x) * -Sum(y, given_x(y) * log(given_x(y)))), by="sum-of-negation"
    ).eq(
        Sum(x, first(x) * H(given_x)), by="entropy-definition"
    )  # fmt: skip


@derivation(
    "chain-rule-of-entropy",
    title="The chain rule of entropy",
    claims=["C2"],
    source=COVER + "theorem 2.2.1",
)
def chain_rule(d):
    """To learn a pair is to learn its first component, and then the second when the first is known."""
    split = d.have(ForAll(x, y, Eq(J(x, y), first(x) * given_x(y))), by="joint-law-and-its-marginals/product")
    d.have(ForAll(x, first(x) >= 0), by="joint-law-and-its-marginals/first-nonnegative")
    d.text("A pair that is possible has a possible first component, and the logarithm of the product comes apart.")
    possible = d.have(
        ForAll(x, y, Implies(Ne(J(x, y), 0), first(x) > 0)), by="joint-law-and-its-marginals/first-possible"
    )
    known = d.have(
        ForAll(x, y, Implies(Ne(J(x, y), 0), given_x(y) > 0)), by="joint-law-and-its-marginals/conditional-possible"
    )
    d.chain(H(J)).eq(
        -Sum(x, Sum(y, J(x, y) * log(J(x, y)))), by=["entropy-definition", "sum-over-pairs"]
    ).eq(
        -Sum(x, Sum(y, J(x, y) * (log(first(x)) + log(given_x(y))))), by=[split, possible, known, "log-of-product"]
    ).eq(
        -Sum(x, Sum(y, J(x, y) * log(first(x)))) - Sum(x, Sum(y, J(x, y) * log(given_x(y)))), by=["sum-of-sum", "sum-of-negation"]
    ).eq(
        -Sum(x, first(x) * log(first(x))) - Sum(x, Sum(y, J(x, y) * log(given_x(y)))),
        by=["sum-of-multiple", "first-marginal-definition"], why="log P_X(x) does not depend on y",
    ).eq(
        H(first) + conditional_entropy(J), by=["entropy-definition", "conditional-entropy-definition"]
    ).named("chain-rule")  # fmt: skip


@derivation(
    "mutual-information-nonnegative",
    title="Mutual information is never negative",
    claims=["C2"],
    source=COVER + "theorem 2.6.3 and equation 2.90",
)
def mutual_information_nonnegative(d):
    """Mutual information compares the joint law with the product of its marginals; the bound is that of Gibbs."""
    first_possible = d.have(
        ForAll(x, y, Implies(Ne(J(x, y), 0), first(x) > 0)), by="joint-law-and-its-marginals/first-possible"
    )
    second_possible = d.have(
        ForAll(x, y, Implies(Ne(J(x, y), 0), second(y) > 0)), by="joint-law-and-its-marginals/second-possible"
    )
    ratio = first(x) * second(y) / J(x, y)
    bound = (
        d.chain(Sum(x, Sum(y, J(x, y) * ln(ratio))))
        .le(
            Sum(x, Sum(y, J(x, y) * (ratio - 1))), by=["log-bound", first_possible, second_possible],
            why="each term, where P(x, y) > 0",
        )
        .le(
            Sum(x, Sum(y, first(x) * second(y) - J(x, y))),
            by=["weighted-quotient", "joint-law-and-its-marginals/first-nonnegative", "joint-law-and-its-marginals/second-nonnegative"],
        )
        .eq(
            Sum(x, first(x)) * Sum(y, second(y)) - Sum(x, Sum(y, J(x, y))), by=["sum-of-difference", "sum-of-multiple"]
        )
    )  # fmt: skip
    total = d.chain(1).eq(Sum(pair, J(pair)), by="sum-to-one").eq(Sum(x, Sum(y, J(x, y))), by="sum-over-pairs")
    whole = d.chain(Sum(x, first(x))).eq(Sum(x, Sum(y, J(x, y))), by="first-marginal-definition").eq(1, by=total)
    other = (
        d.chain(Sum(y, second(y)))
        .eq(Sum(y, Sum(x, J(x, y))), by="second-marginal-definition")
        .eq(Sum(x, Sum(y, J(x, y))), by=rule("sum-exchange", h=function(y, function(x, J(x, y)))))
        .eq(1, by=total)
    )
    below = d.have(Sum(x, Sum(y, J(x, y) * ln(ratio))) <= 0, by=[bound, total, whole, other])
    turned = d.chain(mutual_information(J)).eq(
        -Sum(x, Sum(y, J(x, y) * ln(ratio))) / ln(base),
        by=["mutual-information-definition", "log-definition", "log-of-quotient", "log-of-product", "sum-of-multiple",
            "sum-of-difference", first_possible, second_possible],
    )  # fmt: skip
    d.have(mutual_information(J) >= 0, by=[below, turned, "product-of-signs", "log-sign"], name="nonnegative")


@derivation(
    "conditioning-does-not-increase-entropy",
    title="Conditioning does not increase entropy",
    claims=["C2"],
    source=COVER + "theorems 2.4.1 and 2.6.5",
)
def conditioning_reduces_entropy(d):
    """Knowing $X$ leaves on average no more to learn about $Y$ than not knowing it; the difference is what they share."""
    possible = [
        d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), first(x) > 0)), by="joint-law-and-its-marginals/first-possible"),
        d.have(ForAll(x, y, Implies(Ne(J(x, y), 0), second(y) > 0)), by="joint-law-and-its-marginals/second-possible"),
        d.have(
            ForAll(x, y, Implies(Ne(J(x, y), 0), given_x(y) > 0)), by="joint-law-and-its-marginals/conditional-possible"
        ),
    ]
    split = d.have(ForAll(x, y, Eq(J(x, y), first(x) * given_x(y))), by="joint-law-and-its-marginals/product")
    d.have(ForAll(y, second(y) >= 0), by="joint-law-and-its-marginals/second-nonnegative")
    d.text("In each term of the mutual information the probability of $x$ cancels.")
    with d.take(x, y, given=Ne(J(x, y), 0)) as ratio:
        row = d.have(first(x) > 0, by=[ratio.assumption, *possible])
        d.have(second(y) > 0, by=[ratio.assumption, *possible])
        d.chain(J(x, y) / (first(x) * second(y))).eq(
            first(x) * given_x(y) / (first(x) * second(y)), by=split
        ).eq(given_x(y) / second(y), by=["field-arithmetic", row])  # fmt: skip
    by_column = rule("sum-exchange", h=function(x, function(y, J(x, y) * log(second(y)))))
    shared = d.chain(mutual_information(J)).eq(
        Sum(x, Sum(y, J(x, y) * log(J(x, y) / (first(x) * second(y))))), by="mutual-information-definition"
    ).eq(
        Sum(x, Sum(y, J(x, y) * log(given_x(y) / second(y)))), by=ratio
    ).eq(
        Sum(x, Sum(y, J(x, y) * (log(given_x(y)) - log(second(y))))), by=["log-of-quotient", *possible]
    ).eq(
        Sum(x, Sum(y, J(x, y) * log(given_x(y)))) - Sum(x, Sum(y, J(x, y) * log(second(y)))), by="sum-of-difference"
    ).eq(
        Sum(x, Sum(y, J(x, y) * log(given_x(y)))) - Sum(y, Sum(x, J(x, y) * log(second(y)))), by=by_column
    ).eq(
        Sum(x, Sum(y, J(x, y) * log(given_x(y)))) - Sum(y, second(y) * log(second(y))),
        by=["sum-of-multiple", "second-marginal-definition"],
    ).eq(
        H(second) - conditional_entropy(J), by=["entropy-definition", "conditional-entropy-definition"]
    ).named("difference")  # fmt: skip
    d.have(conditional_entropy(J) <= H(second), by=[shared, "mutual-information-nonnegative/nonnegative"], name="bound")
