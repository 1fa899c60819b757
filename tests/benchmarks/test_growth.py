"""How the time to build, prove and replay grows: with the steps of a chain, with the factors of a term, not with alphabets."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from itertools import count
from statistics import median
from time import process_time
from typing import Any

from symbolic_it import D, Derivation, H, Sum, alphabet, derivation, function_on, law, log, real_number
from symbolic_it.authoring.results import Verdict
from symbolic_it.language.sympy_bridge import to_sympy

_fresh = count(1)
ROUNDS = 3


def chain_of(steps: int) -> Derivation:
    """E f = E(f + 1) - 1 = E f, written out as sums, with another constant each time: steps of one size, none like another."""
    k = next(_fresh)
    X = alphabet(f"X{k}")
    x, P, f = X.outcome(f"x{k}"), law(f"P{k}", X), function_on(f"f{k}", X)
    rules = ["sum-of-sum", "sum-of-multiple", "sum-to-one"]

    @derivation(f"chain-{k}", title="A long chain")
    def long_chain(d: Any) -> None:
        """Constants go into the sum and come out again."""
        chain = d.chain(Sum(x, P(x) * f(x)))
        for i in range(1, steps, 2):
            chain = chain.eq(Sum(x, P(x) * (f(x) + i)) - i, by=rules).eq(Sum(x, P(x) * (f(x) - i)) + i, by=rules)

    return long_chain


def log_of(factors: int) -> Derivation:
    k = next(_fresh)
    a = [real_number(f"a{k}_{i}") for i in range(factors)]

    @derivation(f"log-{k}", title="The logarithm of many factors", given=[0 < v for v in a])
    def many_factors(d: Any) -> None:
        """All at once, in one step."""
        d.chain(log(reduce(operator.mul, a))).eq(reduce(operator.add, [log(v) for v in a]), by="log-of-product")

    return many_factors


def seconds(make: Callable[[int], Derivation], size: int) -> float:
    """To build, prove and replay, over fresh symbols; the median of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        d = make(size)
        start = process_time()
        result = d.check(second_opinion=False)  # builds it first
        taken.append(process_time() - start)
        assert result.verdict is Verdict.PROVED
    return median(taken)


def test_a_chain_grows_linearly(benchmark: Any, figures: Callable[[str], None]) -> None:
    seconds(chain_of, 10)  # the rules are proved once a process
    times = {n: seconds(chain_of, n) for n in (10, 100)}
    times[1000] = benchmark.pedantic(seconds, args=(chain_of, 1000), rounds=1)
    each = {n: 1e3 * t / n for n, t in times.items()}
    figures(
        "a chain, time for each step: " + ", ".join(f"{ms:.2f} ms of {n}" for n, ms in each.items())
        + f"; 1000 against 10: {each[1000] / each[10]:.2f} (target about 1, at most 1.5)"
    )  # fmt: skip
    assert each[1000] <= 1.5 * each[10]


def test_a_logarithm_of_many_factors(benchmark: Any, figures: Callable[[str], None]) -> None:
    seconds(log_of, 30)
    times = {n: seconds(log_of, n) for n in (30, 100)}
    times[300] = benchmark.pedantic(seconds, args=(log_of, 300), rounds=1)
    figures(
        "log of n factors: " + ", ".join(f"{t * 1e3:.0f} ms at {n}" for n, t in times.items())
        + f" (target 300 ms at 300); a factor at 300 against one at 30: {times[300] / times[30] / 10:.2f} (at most 2)"
    )  # fmt: skip
    assert times[300] < 0.3
    assert times[300] / 300 <= 2 * times[30] / 30


def test_alphabets_have_no_size(figures: Callable[[str], None]) -> None:
    """The statement proved is one term, whatever the sizes: they enter only when it is written out for SymPy."""
    k = next(_fresh)
    X = alphabet(f"X{k}")
    x, P, Q = X.outcome(f"x{k}"), law(f"P{k}", X), law(f"Q{k}", X)

    @derivation(f"expansion-{k}", title="Expansion", given=[P << Q])
    def expansion(d: Any) -> None:
        """The step is written without a number of letters."""
        d.chain(D(P, Q)).eq(
            Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(Q(x))),
            by=["divergence-definition", "log-of-quotient", "sum-of-difference"],
        ).eq(H(P, Q) - H(P), by=["entropy-definition", "cross-entropy-definition"])

    result = expansion.check(second_opinion=False)
    assert result.verdict is Verdict.PROVED
    (theorem,) = expansion.theorems
    side = theorem.conclusion.arg
    counts = [len(to_sympy(side, sizes=n, like=theorem.hypotheses).free_symbols) for n in (3, 20)]
    assert counts == [2 * 3 + 1, 2 * 20 + 1]  # both laws and the base: the same term at 3 and at 20 letters
    figures("alphabets: the proof is one term for all sizes, so its time cannot depend on them")
