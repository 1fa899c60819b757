"""Sequences of tokens: the loss of a sequence is the sum of the losses of its tokens."""

from symbolic_it import (
    Eq,
    ForAll,
    Sum,
    derivation,
    index,
    log,
    natural_variable,
    sequence,
    successor,
    whole_number,
)

n = natural_variable("n")
p, g = sequence("p"), sequence("g")
nought, last = whole_number(0), successor(n)


def tokens(size):
    t = index("t", size)
    return Sum(t, log(g[t]))


@derivation(
    "log-probability-of-a-sequence",
    title="The log-probability of a sequence is the sum over its tokens",
    claims=["F8"],
    given=[Eq(p[nought], 1), ForAll(n, Eq(p[last], p[n] * g[last])), ForAll(n, g[n] > 0)],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., theorem 2.5.1; Goodfellow, Bengio and Courville, "
    "Deep Learning, section 12.4",
)
def log_probability_of_a_sequence(d):
    """A model gives the first $n$ tokens of a text the probability $p_n$, and the token $t$ after those before it $g_t$.

    The prefix of length $n + 1$ has the probability of the prefix of length $n$ times the conditional probability
    $g_{n+1}$ of the next token. Against a one-hot target the cross-entropy at the token $t$ is $-\\log g_t$.
    """
    start, longer, positive = d.given
    d.text("Every prefix has a positive probability, by induction on its length.")
    with d.take(n), d.suppose(p[n] > 0) as before:
        d.chain(p[last]).eq(p[n] * g[last], by=longer).gt(
            0, by=["product-of-signs", before.assumption, positive.at(last)]
        )
    first = d.have(p[nought] > 0, by=start)
    possible = d.have(ForAll(n, p[n] > 0), by=["induction", first, before])
    d.text("The empty text has the probability one, whose logarithm is zero; so is the empty sum.")
    empty = d.chain(log(p[nought])).eq(log(1), by=start).eq(0, by="log-of-one").eq(tokens(nought), by="last-term")
    d.text("A further token adds its own logarithm.")
    with d.take(n), d.suppose(Eq(log(p[n]), tokens(n))) as so_far:
        own = d.have(g[last] > 0, by=positive.at(last))
        prefix = d.have(p[n] > 0, by=possible.at(n))
        d.chain(log(p[last])).eq(log(p[n] * g[last]), by=longer).eq(
            log(p[n]) + log(g[last]), by=["log-of-product", own, prefix]
        ).eq(tokens(n) + log(g[last]), by=so_far.assumption).eq(tokens(last), by="last-term")
    every = d.have(ForAll(n, Eq(log(p[n]), tokens(n))), by=["induction", empty, so_far], name="log-probability")
    d.text("The loss of the whole text is the sum of the losses of its tokens.")

    def losses(size):
        t = index("t", size)
        return Sum(t, -log(g[t]))

    with d.take(n):
        d.chain(-log(p[n])).eq(-tokens(n), by=every.at(n)).eq(losses(n), by="sum-of-negation")
