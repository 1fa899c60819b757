"""Claims about self-information that are often written and do not hold, each with an instance where it fails."""

from symbolic_it import (
    And,
    Eq,
    Implies,
    Or,
    Q,
    Sum,
    alphabet,
    base,
    function,
    indicator,
    information,
    law,
    letters,
    log,
    refutation,
    subset,
)

W = alphabet("W")
x = W.outcome("x")
win, lose, out = letters(W, "win lose out")
P = law("P", W)
A, B = subset("A", W), subset("B", W)

X = alphabet("X")
u, v = letters(X, "u v")
k = X.letter("k")
R = law("R", X)
Y = alphabet("Y")
y, c = Y.outcome("y"), Y.letter("c")
S = law("S", Y)
F, G = subset("F", Y), subset("G", Y)

SHANNON = "Shannon, A Mathematical Theory of Communication, sections 1 and 6"


def probability(law_, z, *events):
    return Sum(z, law_(z) * indicator(And(*(e(z) for e in events))))


@refutation(
    "information-of-nested-events-does-not-add",
    title="Information does not add for events that contain each other",
    claims=["A6x"],
    source=SHANNON,
)
def nested(d):
    """A team that wins the final has reached it: the second event lies inside the first one.

    To learn that both happened is to learn that the team won, no more.
    """
    one, two, both = probability(P, x, A), probability(P, x, B), probability(P, x, A, B)
    d.claim(Eq(-log(both), -log(one) + -log(two)), given=[one > 0, two > 0, both > 0])
    chances = {win: Q(1, 8), lose: Q(3, 8), out: Q(1, 2)}
    final = function(x, Or(Eq(x, win), Eq(x, lose)))
    with d.instance({P: chances, A: final, B: function(x, Eq(x, win)), base: 2}):
        d.text("The final is reached with probability one half and won with probability one eighth; so are both.")
        d.have(Eq(one, Q(1, 2)), by="evaluation")
        d.have(Eq(two, Q(1, 8)), by="evaluation")
        d.have(Eq(both, Q(1, 8)), by="evaluation")
        d.have(Eq(one * two, Q(1, 16)), by="evaluation")
        d.chain(-log(both)).eq(3, by="evaluation")
        d.chain(-log(one) + -log(two)).eq(4, by="evaluation")
    d.text("For any two events the second one counts under the condition that the first one happened.")
    first, joint = probability(S, y, F), probability(S, y, F, G)
    adds = Eq(-log(joint), -log(first) + -log(joint / first))
    d.instead(Implies(first > 0, joint > 0, adds), by="log-of-quotient")


@refutation(
    "information-has-a-minus-sign",
    title="The logarithm of a probability is not its information in bits",
    claims=["A8x"],
    source=SHANNON,
)
def sign(d):
    """The logarithm of a probability is never positive. What counts bits is its negative."""
    d.claim(Eq(information(R, k), log(R(k))), given=[R(k) > 0])
    with d.instance({R: {u: Q(1, 8), v: Q(7, 8)}, k: u, base: 2}):
        d.chain(information(R, k)).eq(-log(R(k)), by="information-definition").eq(3, by="evaluation")
        d.chain(log(R(k))).eq(-3, by="evaluation")
    d.instead(Implies(S(c) > 0, Eq(information(S, c), -log(S(c)))), by="information-definition")
