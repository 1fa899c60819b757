"""Hypotheses that mean nothing, or that nothing meets: what they seem to give is not proved; beside each a neighbour that is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from symbolic_it import (
    And,
    D,
    E,
    Eq,
    Exists,
    Expr,
    ForAll,
    H,
    Iff,
    Implies,
    InvalidArgument,
    Not,
    Q,
    Sum,
    alphabet,
    argmax,
    derivation,
    exp,
    function,
    function_on,
    information,
    law,
    letters,
    ln,
    member,
    real_function,
    real_number,
    real_variable,
    tabulated,
)
from symbolic_it.authoring.faults import ContradictoryHypotheses
from symbolic_it.authoring.model import Proof
from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import real, var
from symbolic_it.language.expr import lift

X = alphabet("X")
x, k = X.outcome("x"), X.letter("k")
P, R = law("P", X), law("R", X)
a, c = real_number("a"), real_number("c")
t, F, f = real_variable("t"), real_function("F"), function_on("f", X)
RECIPROCAL = Eq(F, function(t, 1 / t))


def verdict(given: list[Expr], claim: Expr, by: list[Expr] | None = None) -> Verdict:
    made = derivation("attack", given=given)(lambda d: d.have(claim, by=by) and None)
    return made.check(second_opinion=False).steps[-1].verdict


MEANINGLESS: dict[str, tuple[list[Expr], Expr, list[Expr] | None, set[Verdict]]] = {
    "a quotient by what is 0": ([Eq(c, 1 / a), Eq(a, 0)], Eq(c, 0), None, {Verdict.UNPROVED}),
    "a quotient that is 0": ([Eq(1 / a, 0)], Eq(a, 0), None, {Verdict.UNPROVED}),
    "a quotient where its divisor is 0": ([Eq(c, 1 / a)], Implies(Eq(a, 0), Eq(c, 0)), None, {Verdict.UNPROVED}),
    "a quotient that is 0 if and only if": (
        [Eq(c, 1 / a)], Iff(Eq(a, 0), Eq(c, 0)), None, {Verdict.UNPROVED, Verdict.CONDITIONAL},
    ),
    "1/t for every t": ([ForAll(t, Eq(F(t), 1 / t))], Eq(F(0), 0), None, {Verdict.UNPROVED}),
    "1/t for some t": ([RECIPROCAL], Exists(t, Eq(F(t), 0)), None, {Verdict.UNPROVED}),
    "a condition on all letters that is denied at one": (
        [ForAll(x, Eq(f(x), R(x) / P(x))), Eq(P(k), 0)], Eq(f(k), 0), None, {Verdict.UNPROVED},
    ),
    "the function 1/t": ([RECIPROCAL], Eq(F(0), 0), [RECIPROCAL], {Verdict.UNPROVED}),
    "the function ln": ([Eq(F, function(t, ln(t)))], Eq(F(-1), F(-1) + 0), None, {Verdict.UNPROVED}),
    "a condition that denies what is shown": ([Not(Eq(exp(ln(a)), a))], a <= 0, None, {Verdict.UNPROVED}),
    "a domain without a meaning": ([], member(lift(0), argmax(t, -(t * t), where=t <= 1 / Q(0))), None, {Verdict.UNPROVED}),
    "a domain that needs a condition": (
        [], Eq(argmax(t, -(t * t), where=t <= 1 / a), argmax(t, -(t * t) + 0, where=t <= 1 / a)), None, {Verdict.CONDITIONAL},
    ),
    "information where there may be none": (
        [], Eq(Sum(x, information(P, x)), Sum(x, information(P, x)) + 0), None, {Verdict.CONDITIONAL},
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", MEANINGLESS)
def test_what_has_no_meaning_gives_nothing(title: str) -> None:
    given, claim, by, answers = MEANINGLESS[title]
    assert verdict(given, claim, by) in answers


TRUE: dict[str, tuple[list[Expr], Expr, list[Expr] | None]] = {
    "a quotient by what is not 0": ([Eq(c, 1 / a), a > 0], Eq(c * a, 1), None),
    "1/t for positive t": ([ForAll(t, Implies(t > 0, Eq(F(t), 1 / t)))], Eq(F(2) * 2, 1), None),
    "ln of positive t": ([ForAll(t, Implies(t > 0, Eq(F(t), ln(t))))], Eq(F(1), ln(1)), None),
    "a function without conditions": ([Eq(F, function(t, 2 * t))], Eq(F(1), 2), [Eq(F, function(t, 2 * t))]),
    "a domain with a meaning": ([], member(lift(0), argmax(t, -(t * t), where=t <= 1)), None),
    "information under its law": ([], Eq(E(P, x, information(P, x)), H(P)), None),
    "a law below another": ([P << R, P(k) > 0], R(k) > 0, None),
}


@pytest.mark.parametrize("title", TRUE)
def test_what_has_a_meaning_gives_what_it_did(title: str) -> None:
    given, claim, by = TRUE[title]
    assert verdict(given, claim, by) is Verdict.PROVED


def test_what_is_supposed_has_a_meaning() -> None:
    def supposing(*held: Expr) -> Callable[[Proof], None]:
        def write(d: Proof) -> None:
            with d.suppose(*held):
                d.have(Eq(c, 0))

        return write

    (step,) = derivation("attack")(supposing(Eq(c, 1 / a), Eq(a, 0))).check(second_opinion=False).steps
    assert step.verdict is Verdict.UNPROVED
    (step,) = derivation("attack")(supposing(Eq(c, a), Eq(a, 0))).check(second_opinion=False).steps
    assert step.verdict is Verdict.PROVED


@pytest.mark.parametrize("given", [[P << R, P(k) > 0, Eq(R(k), 0)], [ForAll(t, t < a)]], ids=["domination", "no bound"])
def test_hypotheses_from_which_the_search_shows_everything_are_refused(given: list[Expr]) -> None:
    with pytest.raises(ContradictoryHypotheses):
        verdict(given, c > 5)


NOTION = """
from symbolic_it import Eq, Expr, derivation, real_number
from symbolic_it.kernel.definitions import constant_for, define
from symbolic_it.kernel.terms import abstract, const, fun, number, real, var

u, a = var("u", real), real_number("a")
define("reciprocal", abstract(u, constant_for("div", number(1), u)), "a test")
define("nothing", constant_for("div", number(1), number(0)), "a test")
of, nothing = Expr(const("reciprocal", fun(real, real))), Expr(const("nothing", real))
for given, claim in [([], Eq(of(0), 0)), ([], Eq(of(a), of(a) + 0)), ([a > 0], Eq(of(a), of(a) + 0)), ([], Eq(nothing, 0))]:
    made = derivation("attack", given=given)(lambda d: d.have(claim, by=[]) and None)
    print(made.check(second_opinion=False).steps[0].verdict.value)
"""


U, V = letters(X, "u v")
NO_LAWS = [{U: Q(3, 2), V: Q(-1, 2)}, {U: Q(1, 2), V: Q(1, 3)}]


@pytest.mark.parametrize("table", NO_LAWS, ids=["negative", "no sum of 1"])
def test_a_table_that_is_no_law_is_not_the_table_of_a_law(table: dict[Expr, Expr]) -> None:
    with pytest.raises(ContradictoryHypotheses):
        verdict([Eq(P, tabulated(table))], Eq(P(U), table[U]))
    assert verdict([Eq(F(0), Q(1, 2)), Eq(P, tabulated({U: Q(1, 2), V: Q(1, 2)}))], Eq(P(U), F(0))) is Verdict.PROVED


def test_two_tables_of_one_law_are_refused() -> None:
    one, other = tabulated({U: Q(1, 2), V: Q(1, 2)}), tabulated({U: Q(1), V: Q(0)})
    with pytest.raises(ContradictoryHypotheses):
        verdict([Eq(P, one), Eq(P, other)], Eq(P(U), Q(1, 2)))


def test_what_a_step_denies_is_no_hypothesis() -> None:
    """D(P || R) < 0 is given, and a step shows that it is not."""

    def write(d: Proof) -> None:
        shown = d.have(D(P, R) >= 0, by="gibbs-inequality")
        d.have(Eq(one, 0), by=shown)

    one = Q(1)
    with pytest.raises(ContradictoryHypotheses):
        derivation("attack", given=[P << R, D(P, R) < 0])(write).check(second_opinion=False)
    with pytest.raises(ContradictoryHypotheses):
        given = Exists(t, And(t > 0, t < 0))

        def choosing(d: Proof) -> None:
            with d.obtain(t, d.given[0]):
                d.have(Eq(one, 0))

        derivation("attack", given=[given])(choosing).check(second_opinion=False)


def test_a_notion_of_an_author_means_what_it_stands_for() -> None:
    done = subprocess.run([sys.executable, "-c", NOTION], capture_output=True, text=True, timeout=100, check=True)
    assert done.stdout.split() == ["unproved", "conditional", "proved", "unproved"]


def test_a_name_of_bound_variables_is_no_symbol() -> None:
    """What is given of it was taken for given of the variable of "for all"."""
    hidden = Expr(var("_0", real))
    with pytest.raises(InvalidArgument, match="begin with _"):
        verdict([hidden > 0], ForAll(t, Eq(t / t, t / t)))

    def supposing(d: Proof) -> None:
        with d.suppose(hidden > 0):
            d.have(ForAll(t, Eq(t / t, t / t)))

    with pytest.raises(InvalidArgument, match="begin with _"):
        derivation("attack")(supposing).check()
