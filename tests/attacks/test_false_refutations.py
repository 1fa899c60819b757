"""Refutations that must not stand: of true claims, by instances that do not meet the hypotheses, from lists that lie."""

from __future__ import annotations

from typing import Any

import pytest

from symbolic_it import (
    D,
    Eq,
    Exists,
    ForAll,
    H,
    Implies,
    Ne,
    Q,
    alphabet,
    base,
    function_on,
    is_law,
    law,
    letters,
    log,
    real_number,
    refutation,
    tabulated,
    uniform,
)  # fmt: skip
from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.tactics.letters import sum_over_letters

X = alphabet("X")
x = X.outcome("x")
u, v = letters(X, "u v")
P, R = law("P", X), law("R", X)
s = real_number("s")
FAIR = {u: Q(1, 2), v: Q(1, 2)}
UNEVEN = {u: Q(1, 4), v: Q(3, 4)}


def judged(claim: Any, values: Any, given: Any = (), hypotheses: Any = (), inside: Any = None) -> Any:
    @refutation("attack", given=hypotheses)
    def attack(d: Any) -> None:
        d.claim(claim, given=given)
        with d.instance(values):
            if inside is not None:
                inside(d)

    return attack.check(second_opinion=False)


def stands(result: Any) -> bool:
    return bool(result.verdict is Verdict.PROVED)


def test_a_refutation_stands() -> None:
    assert stands(judged(Eq(P(u), P(v)), {P: UNEVEN}))


@pytest.mark.parametrize("claim", [Eq(P(u) + P(v), 1), H(P) >= 0, P(u) <= 1, H(P) <= H(uniform(X)), Ne(P(u), 2)])
def test_true_claims_are_not_refuted(claim: Any) -> None:
    assert not stands(judged(claim, {P: UNEVEN, base: 2}))


@pytest.mark.parametrize(
    "values", [{u: Q(1, 2), v: Q(1, 4)}, {u: Q(3, 2), v: Q(-1, 2)}, {u: 1}, {u: 0, v: 0}], ids=["mass", "sign", "part", "0"]
)  # fmt: skip
def test_an_instance_that_is_no_law_refutes_nothing(values: Any) -> None:
    result = judged(Eq(P(u), Q(7)), {P: values})
    assert stands(result) is (values == {u: 1})  # the letter that is not named has probability 0


def test_an_instance_that_misses_a_hypothesis_refutes_nothing() -> None:
    assert not stands(judged(Eq(P(u), P(v)), {P: UNEVEN}, given=[Eq(P(u), Q(1, 2))]))
    assert not stands(judged(Eq(P(u), P(v)), {P: UNEVEN}, hypotheses=[P(u) >= P(v)]))
    assert not stands(judged(D(P, R) <= 0, {P: FAIR, R: {u: 1, v: 0}, base: 2}, given=[P << R]))


def test_a_claim_without_hypotheses() -> None:
    """With nothing to meet and nothing said inside, the instance was an IndexError."""
    a = real_number("a")
    assert stands(judged(a**2 >= a, {a: Q(1, 2)}))
    assert not stands(judged(a**2 >= 0, {a: -1}))
    assert not stands(judged(Eq(a / a, 1), {a: 0}))


def test_a_claim_without_meaning_at_the_instance_is_not_refuted() -> None:
    assert not stands(judged(Eq(D(P, R), 0), {P: FAIR, R: {u: 1, v: 0}, base: 2}))


@pytest.mark.parametrize("b", [1, Q(1, 2), 0, -2])
def test_the_base_exceeds_one(b: Any) -> None:
    assert not stands(judged(log(P(u)) >= 0, {P: UNEVEN, base: b}))


def test_every_variable_has_a_value() -> None:
    with pytest.raises(InvalidArgument, match="no value"):
        judged(P(u) <= R(u), {P: UNEVEN})
    with pytest.raises(InvalidArgument, match="not made of"):
        judged(Eq(s, 1), {s: real_number("t") + 1})
    with pytest.raises(InvalidArgument):
        judged(Eq(s, 1), {s: s})


def test_an_alphabet_is_listed_once() -> None:
    (one,) = letters(X, "w")
    with pytest.raises(InvalidArgument):
        judged(Eq(P(u), P(one)), {P: UNEVEN})
    with pytest.raises(InvalidArgument):
        judged(Eq(P(u), P(v)), {P: {u: Q(1, 4), one: Q(3, 4)}})


@pytest.mark.parametrize("lie", [Ne(u, u), Eq(u, v), ForAll(x, Eq(x, u)), Eq(P(u), 0), 1 < Q(0)])
def test_what_is_given_is_shown_of_the_instance_or_not_used(lie: Any) -> None:
    for where in ("hypotheses", "given"):
        try:
            result = judged(Eq(P(u) + P(v), 1), {P: UNEVEN}, **{where: [lie]})
        except InvalidArgument:
            continue  # refused before anything is judged
        assert not stands(result)


def test_a_hypothesis_about_letters_alone_counts() -> None:
    assert not stands(judged(Eq(P(u), P(v)), {P: UNEVEN}, hypotheses=[Eq(u, v)]))
    assert not stands(judged(Eq(P(u), P(v)), {P: UNEVEN}, hypotheses=[base > 2]))


def test_what_is_assumed_inside_does_not_leave_the_scope() -> None:
    def inside(d: Any) -> None:
        with d.suppose(Eq(P(u), 0)):
            d.have(Ne(P(u) + P(v), 1), by="evaluation")

    assert not stands(judged(Eq(P(u) + P(v), 1), {P: UNEVEN}, inside=inside))


def test_a_claim_comes_first_and_once() -> None:
    def none(d: Any) -> None:
        with d.instance({P: UNEVEN}):
            pass

    def twice(d: Any) -> None:
        d.claim(Eq(P(u), 0))
        d.claim(Eq(P(v), 0))

    def without(d: Any) -> None:
        d.have(Eq(P(u), P(u)), by="field-arithmetic")

    for write in (none, twice, without):
        with pytest.raises(InvalidArgument):
            refutation("attack")(write).check()


def test_evaluation_proves_nothing_false() -> None:
    f = function_on("f", X)
    false = [
        Eq(H(P), 1), H(P) < Q(4, 5), Eq(P(u), Q(1, 3)), Exists(x, Eq(P(x), Q(1, 2))), ForAll(x, P(x) < Q(1, 2)), Eq(u, v),
        Eq(P, tabulated(FAIR)), Not_law(), Implies(Eq(P(u), Q(1, 4)), Eq(P(v), 0)), Eq(f(u), f(v)), log(3) <= Q(3, 2), Eq(log(0), 1),
        log(2) > 1, Eq(base ** Q(-1), 2), Eq(base ** Q(-3), Q(1, 9)), base ** Q(-2) > Q(1, 4), Eq(P(u) / 0, 1), Q(19, 12) >= log(3), log(3) >= Q(8, 5),
    ]  # fmt: skip
    for claim in false:

        @refutation("attack")
        def attack(d: Any, claim: Any = claim) -> None:
            d.claim(Eq(P(u), P(v)))
            with d.instance({P: UNEVEN, base: 2}):
                d.have(claim, by="evaluation")

        step = attack.check(second_opinion=False).steps[2]  # after P's and the base's hypotheses
        assert step.by == ("evaluation",)
        assert step.verdict is not Verdict.PROVED, claim


def Not_law() -> Any:
    return is_law(tabulated({u: Q(1, 2), v: Q(1, 4)}))


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_a_sum_over_letters_needs_their_list(n: int) -> None:
    text = repr(sum_over_letters(n))
    assert text.count("imp") >= 1 + n * (n - 1) // 2
    assert not sum_over_letters(n).hypotheses
