"""What follows from denials, vanishing products, domination and hypotheses; false neighbours; and what is said when it does not."""

from __future__ import annotations

import pytest

from symbolic_it import (
    Eq,
    Expr,
    ForAll,
    Implies,
    Ne,
    Not,
    Sum,
    alphabet,
    derivation,
    law,
    log,
    model,
    real_function,
    real_number,
)
from symbolic_it.authoring.leftover import residual_words
from symbolic_it.authoring.results import StepResult, Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import apply_term, var
from symbolic_it.report.words import sentence

X, I = alphabet("X"), alphabet("I")
x, y, k, m, i, j, l = (
    X.outcome("x"),
    X.outcome("y"),
    X.letter("k"),
    X.letter("m"),
    I.outcome("i"),
    I.outcome("j"),
    I.letter("l"),
)
P, Q, w = law("P", X), law("Q", X), law("w", I)
R = model("R", I, X)
a, b, c = real_number("a"), real_number("b"), real_number("c")


def judged(given: list[Expr], goal: Expr, by: object = None, cases: list[Expr] | None = None) -> StepResult:
    @derivation("denied", given=given)
    def write(d) -> None:
        d.have(goal, by=by, cases=cases or [])

    return write.check(second_opinion=False).steps[-1]


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([Not(Ne(a, 0))], Eq(a, 0)),
        ([Not(a < b)], b <= a),
        ([Not(a <= b)], b < a),
        ([Eq(a * b, 0), Ne(a, 0)], Eq(b, 0)),
        ([Eq(a * b, 0), b > 0], Eq(a, 0)),
        ([Eq(a / b, 0), Ne(b, 0)], Eq(a, 0)),
        ([Ne(a * b * c, 0)], Ne(b, 0)),
        ([P << Q, Eq(Q(k), 0)], Eq(P(k), 0)),
        ([P << Q], ForAll(x, Implies(Eq(Q(x), 0), Eq(P(x), 0)))),
        ([ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))], ForAll(i, ForAll(x, Implies(Ne(w(i) * R(i)(x), 0), Q(x) > 0)))),
    ],
)
def test_it_follows(given: list[Expr], goal: Expr) -> None:
    assert judged(given, goal).verdict is Verdict.PROVED


def test_anything_follows_where_nothing_can_be() -> None:
    @derivation("no-such-case", given=[P << Q])
    def write(d) -> None:
        with d.take(x, given=Eq(Q(x), 0)) as absent, d.suppose(Ne(P(x), 0)):
            never = d.have(Q(x) > 0, by="support-of-dominated")
            d.have(Eq(P(x), 7), by=[never, absent.assumption])

    assert write.check(second_opinion=False).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([Ne(a, b)], Eq(a, 0)),
        ([Not(a < b)], b < a),
        ([Not(a <= b)], Eq(a, b)),
        ([Eq(a * b, 0)], Eq(b, 0)),
        ([Eq(a * b, 0), Ne(a, 0)], Eq(a, 0)),
        ([Eq(a * b, c), Ne(a, 0)], Eq(b, 0)),
        ([Eq(a / b, 0)], Eq(a, 0)),  # 1/0 = 0
        ([Ne(a * b, 0)], a > 0),
        ([Ne(a + b, 0)], Ne(a, 0)),
        ([P << Q, Eq(P(k), 0)], Eq(Q(k), 0)),
        ([Q << P, Eq(Q(k), 0)], Eq(P(k), 0)),
        ([ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))], ForAll(i, R(i) << Q)),
        ([ForAll(i, Implies(Eq(w(i), 0), R(i) << Q))], ForAll(i, ForAll(x, Implies(Ne(w(i) * R(i)(x), 0), Q(x) > 0)))),
    ],
)
def test_it_does_not_follow(given: list[Expr], goal: Expr) -> None:
    assert judged(given, goal).verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([], ForAll(x, Implies(Eq(Q(x), 0), Eq(P(x), 0)))),  # it would hold if P(x) <= 0 everywhere: no law does that
        ([], P << Q),
        ([], ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))),
    ],
)
def test_nothing_is_shown_under_what_no_law_meets(given: list[Expr], goal: Expr) -> None:
    assert judged(given, goal).verdict in (Verdict.UNPROVED, Verdict.REFUTED)


def test_one_condition_that_laws_meet_is_shown() -> None:
    mixture = ForAll(x, Eq(P(x), Sum(i, w(i) * R(i)(x))))
    found = judged([mixture, P << Q, Ne(w(l), 0)], R(l) << Q)
    assert (found.verdict, found.assumptions) == (Verdict.CONDITIONAL, (ForAll(x, Ne(Q(x), 0)).latex,))


def test_a_weight_that_is_a_product_guards_by_both_its_factors() -> None:
    total = Sum(i, Sum(x, w(i) * R(i)(x) * log(R(i)(x) / Q(x))))
    other = Sum(x, Sum(i, w(i) * R(i)(x) * log(R(i)(x) / Q(x))))
    counted = ForAll(i, Implies(Ne(w(i), 0), R(i) << Q))
    assert judged([counted], Eq(total, other), "sum-exchange").verdict is Verdict.PROVED
    assert judged([], Eq(total, other), "sum-exchange").verdict is Verdict.CONDITIONAL


def test_hypotheses_that_contradict_each_other_by_the_size_of_an_alphabet_are_refused() -> None:
    alike = ForAll(x, ForAll(y, Eq(x, y)))
    with pytest.raises(InvalidArgument):
        derivation("alike", given=[alike, Ne(k, m)])(lambda d: d.have(Eq(a, b)) and None).check(second_opinion=False)


f = real_function("f")


def steps_of(write: object, second_opinion: bool = False, given: tuple[Expr, ...] = ()) -> tuple[StepResult, ...]:
    return derivation("leftovers", given=list(given))(write).check(second_opinion=second_opinion).steps


def test_what_is_left_over_has_names_that_an_author_could_write() -> None:
    opened, taken = var("_0", X.type), var("x", X.type)
    assert residual_words((apply_term(P.term, opened), real_number("a").term)) == "P(x)  against  a"
    both = residual_words((apply_term(P.term, opened), apply_term(P.term, taken)))
    assert both == "P(x')  against  P(x)"


def test_a_step_that_rests_on_an_unproved_one_says_so() -> None:
    def write(d) -> None:
        guess = d.have(Eq(f(a), 1))
        d.have(Eq(f(a) + 1, 2), by=guess)
        d.have(Eq(f(a), f(b)), by=[guess, "log-of-one"])

    _, second, third = steps_of(write, second_opinion=True)
    assert second.verdict is Verdict.CONDITIONAL and second.diagnostic.payload["unproved"] == "step 1"
    assert "rests on step 1, not proved" in sentence(second.diagnostic, 2)
    assert third.verdict is not Verdict.PROVED


def test_sympy_is_asked_under_what_was_cited_unproved() -> None:
    """The step follows from a false one: that is no disagreement between the kernel and SymPy."""

    def write(d) -> None:
        wrong = d.have(ForAll(x, Eq(P(x), Q(x) * Q(x))))
        d.have(Eq(P(k), Q(k) * Q(k)), by=wrong.at(k))

    first, second = steps_of(write, second_opinion=True)
    assert first.verdict is Verdict.REFUTED and second.verdict is Verdict.CONDITIONAL
    assert second.second_opinion != "disagrees" and second.diagnostic.code == "IT201"


MIXTURE = ForAll(x, Eq(P(x), Sum(i, w(i) * R(i)(x))))


def test_a_hypothesis_is_cited_as_it_is_written() -> None:
    def write(d) -> None:
        d.have(Eq(Sum(i, w(i) * R(i)(k)), P(k)), by=MIXTURE)
        with d.suppose(Eq(P(k), 0)):
            d.have(Eq(P(k) + a, a), by=Eq(P(k), 0))

    assert {s.verdict for s in steps_of(write, given=(MIXTURE,))} == {Verdict.PROVED}


def test_a_statement_that_nothing_assumes_is_no_reason() -> None:
    def write(d) -> None:
        with d.suppose(Eq(P(k), 0)):
            d.have(Eq(P(k) + a, a), by=Eq(P(k), 0))
        d.have(Eq(P(k) + a, a), by=Eq(P(k), 0))  # the assumption is gone

    with pytest.raises(InvalidArgument, match=r"P\(k\) = 0 is not a reason: .* state it with have"):
        steps_of(write)


def test_without_reasons_a_hypothesis_rewrites_too() -> None:
    def write(d) -> None:
        d.have(Eq(Sum(i, w(i) * R(i)(k)), P(k)))

    assert steps_of(write, given=(MIXTURE,))[0].verdict is Verdict.PROVED
    assert steps_of(write)[0].verdict is not Verdict.PROVED


@pytest.mark.parametrize("cited", [(), (ForAll(i, ForAll(x, w(i) * R(i)(x) >= 0)),), (ForAll(j, w(j) * R(j)(x) >= 0),)])
def test_a_rule_is_used_where_a_later_condition_fixes_what_it_speaks_of(cited: tuple[Expr, ...]) -> None:
    def write(d) -> None:
        with d.take(i, x, given=Eq(Sum(j, w(j) * R(j)(x)), 0)) as zero:
            signs = [d.have(s, by="product-of-signs") for s in cited]
            d.have(Eq(w(i) * R(i)(x), 0), by=[*signs, zero, "sum-zero-terms"])

    assert steps_of(write)[-1].verdict is Verdict.PROVED


def test_terms_without_a_sign_may_cancel() -> None:
    def write(d) -> None:
        with d.suppose(Eq(Sum(x, f(P(x))), 0)) as zero:
            d.have(Eq(f(P(k)), 0), by=[zero, "sum-zero-terms"])

    assert steps_of(write)[-1].verdict not in (Verdict.PROVED, Verdict.CONDITIONAL)
