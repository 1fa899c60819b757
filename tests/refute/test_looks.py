"""The looks in floating point that spare exact evaluations: none of them may lose a counterexample or let a false one in."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import pytest

from symbolic_it.authoring import processes
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import Term, equation, implication, nat, number, real, universal, var
from symbolic_it.language.evaluate import compiled_as_sampled, compiled_at_a_glance, compiled_roughly, seen
from symbolic_it.language.instance import Instance
from symbolic_it.language.rough import roughly
from symbolic_it.refute import fails_somewhere, find_counterexample

x, y, t, n = var("x", real), var("y", real), var("t", real), var("n", nat)


def at_a_glance(statement: Term, **values: Any) -> bool | None:
    instance = Instance({}, {v: values[v.name] for v in statement.free})
    return seen(compiled_at_a_glance(statement), lambda: roughly(instance))


def looked(code: Any) -> bool | None:
    return seen(code, lambda: roughly(Instance({}, {})))


def of(q: str) -> Fraction:
    return Fraction(q)


@pytest.mark.parametrize(("value", "told"), [("1/2", True), ("-1/2", False), ("0", None), ("1/1000000000000", None)])
def test_what_is_near_zero_has_no_sign_at_a_glance(value: str, told: bool | None) -> None:
    assert at_a_glance(c("lt", number(0), x), x=of(value)) is told


def test_equal_numbers_are_not_told_to_be_equal_at_a_glance() -> None:
    assert at_a_glance(equation(c("exp", c("ln", x)), x), x=of("2")) is None
    assert at_a_glance(equation(c("exp", x), x), x=of("2")) is False


def test_zero_times_what_has_no_value_is_left_to_the_exact_evaluation() -> None:
    assert at_a_glance(c("lt", c("mul", number(0), c("div", number(1), x)), number(1)), x=of("0")) is None


def test_a_small_divisor_gives_no_value_at_a_glance() -> None:
    assert at_a_glance(c("lt", number(5), c("div", number(1), x)), x=of("1/100000000000")) is None


def test_for_all_numbers_speaks_of_those_tried_only_where_asked() -> None:
    square = universal(t, c("le", number(0), c("mul", t, t)))
    assert looked(compiled_roughly(square)) is None
    assert looked(compiled_as_sampled(square)) is True


def test_a_counterexample_beyond_the_samples_is_found_where_the_members_can_be_listed() -> None:
    """What is said of n <= 20 is tested for all of them, though 0, .., 6 are what is tried of the natural numbers."""
    small = c("le", c("of_nat", n), number(20))
    claim = universal(n, implication(small, c("lt", c("of_nat", n), number(15))))
    assert fails_somewhere([], claim, 40)
    assert find_counterexample([], claim, budget=40) is not None


def test_conditions_with_tiny_values_are_met() -> None:
    """exp(-40 x) > 0 though it is near zero: the instances that meet it are not passed over."""
    tiny = c("lt", number(0), c("exp", c("mul", number(-40), x)))
    assert fails_somewhere([tiny, c("lt", number(1), x)], c("le", x, number(1)), 60)
    assert find_counterexample([tiny, c("lt", number(1), x)], c("le", x, number(1)), budget=60) is not None


def test_a_condition_that_is_never_met_makes_nothing_false() -> None:
    never = equation(c("exp", x), number(0))
    assert not fails_somewhere([never], c("lt", x, x), 60)
    assert find_counterexample([never], c("lt", x, x), budget=60) is None


def test_what_was_drawn_before_gives_the_same_again() -> None:
    condition, claim = c("lt", c("exp", y), c("exp", x)), c("le", x, number(9))
    first = find_counterexample([condition], claim, budget=400)
    again = find_counterexample([condition], claim, budget=400)
    assert first is not None
    assert again is not None
    assert first == again


@pytest.mark.parametrize(
    ("told", "idle"), [("0.1 0.1 0.1 1/90 7", 2), ("2.0 1.0 1.0 2/90 7", 1), ("9.0 9.0 9.0 12/90 7", 1), ("?", 2)]
)
def test_idle_processors(told: str, idle: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two, as the system tells how many processes run: the one that asks is one of them."""
    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("builtins.open", lambda *_, **__: io.StringIO(told))
    assert processes.idle_processors() == idle
