"""Statements to try the checker with: terms and claims of Python at random, and LaTeX strings in place of terms. Seeded."""

from __future__ import annotations

from random import Random

from symbolic_it import (
    D,
    E,
    Eq,
    Expr,
    H,
    Implies,
    Q,
    Sum,
    alphabet,
    conditional_entropy,
    derivation,
    exp,
    first_marginal,
    function_on,
    index,
    law,
    ln,
    log,
    model,
    mutual_information,
    parameters,
    real_number,
    sample,
    sample_size,
    second_marginal,
    sequence,
)  # fmt: skip
from symbolic_it.errors import InvalidArgument
from symbolic_it.notes.elaboration import read_term
from tests.campaign.worlds import false_in

X, Y = alphabet("X"), alphabet("Y")
x, y, k = X.outcome("x"), Y.outcome("y"), X.letter("k")
P, R, J = law("P", X), law("R", X), law("J", X * Y)
Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)
m = sample_size("m")
i = index("i", m)
xs, f = sample("x", X), sequence("f")
g = function_on("g", X)
t, a = real_number("t"), real_number("a")
DECLARED = [X, Y, x, y, k, P, R, J, Theta, theta, p, m, i, xs, f, g, t, a]
HYPOTHESES = (P << R, a > 0, t > 0, t < 1, Eq(P, R), Implies(a > 0, t > 0))


class Lie(Exception):
    """Something was proved that is false in a world of floating-point numbers. Never to be caught."""


def term(random: Random, depth: int, letter: bool = False) -> Expr:
    """A real term; ``letter`` says that x may stand in it."""
    leaves = [
        t,
        a,
        Q(random.randrange(-3, 4), random.randrange(1, 4)),
        P(k),
        H(P),
        D(P, R),
        H(P, R),
        mutual_information(J),
        H(first_marginal(J)),
    ]
    leaves += [conditional_entropy(J), H(second_marginal(J)), H(J), m, E(P, x, g(x))]
    if letter:
        leaves = [t, P(x), P(x), R(x), g(x), first_marginal(J)(x), Q(1)]
    if depth == 0 or random.random() < 0.2:
        return random.choice(leaves)
    kind = random.choice(("+", "-", "*", "/", "neg", "log", "ln", "exp", "square", "sum", "sum", "weighed"))
    if kind in ("sum", "weighed"):
        if letter:
            return Sum(y, J(x, y))
        body = term(random, depth - 1, True)
        return Sum(x, P(x) * body if kind == "weighed" else body)
    left = term(random, depth - 1, letter)
    if kind in ("neg", "square", "log", "ln", "exp"):
        return {
            "neg": lambda: -left,
            "square": lambda: left**2,
            "log": lambda: log(left),
            "ln": lambda: ln(left),
            "exp": lambda: exp(left),
        }[kind]()
    right = term(random, depth - 1, letter)
    return {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "/": lambda: left / right}[
        kind
    ]()


def statement(random: Random) -> Expr:
    left = term(random, random.randrange(1, 4))
    right = left + term(random, 1) * 0 if random.random() < 0.2 else term(random, random.randrange(3))
    return {"=": lambda: Eq(left, right), "<=": lambda: left <= right, "<": lambda: left < right}[
        random.choice(("=", "<=", "<"))
    ]()


def judge_claim(random: Random) -> str:
    """The verdict of a derivation of one claim; whatever is proved has to be true in numbers. Raises Lie else."""
    given = random.sample(HYPOTHESES, random.choice((0, 0, 1, 2)))
    claim = statement(random)
    result = derivation("tried", given=given)(lambda d: d.have(claim) and None).check(second_opinion=False)
    (step,) = result.steps
    if step.theorem is not None and result.verdict.value in ("proved", "computed", "conditional"):
        world, _ = false_in(tuple(step.theorem.hypotheses), step.theorem.conclusion)
        if world is not None:
            raise Lie(f"{claim.text} under {[h.text for h in given]}: {result.verdict.value}, false in {world}")
    return result.verdict.value


def read_string(text: str) -> str:
    """Raises InvalidArgument for what is not understood."""
    if not isinstance(text, str):
        raise InvalidArgument("no text")
    read_term(text, DECLARED)
    return "read"
