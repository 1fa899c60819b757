"""Rules for steps without reasons: those about notions that occur nowhere at hand are left out."""

import pytest

from symbolic_it.authoring.automatic import _ABOUT, automatic_rules
from symbolic_it.deduction.basics import le
from symbolic_it.foundations import all_rules
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import constants_of, fun, nat, number, real, var

PLAIN = le(number(0), var("u", real))
SEQUENCE = var("s", fun(nat, real))


def names(*about):
    return {r.name for r in automatic_rules(*about)}


def about_more():
    return [
        (r, _ABOUT.get(r.name, _ABOUT.get(r.subject)))
        for r in all_rules()
        if r.role in ("fact", "compare") and (r.name in _ABOUT or r.subject in _ABOUT)
    ]


@pytest.mark.parametrize(("rule", "about"), about_more(), ids=lambda x: getattr(x, "name", ""))
def test_each_form_of_a_rule_that_is_left_out_speaks_of_what_is_missing(rule, about):
    for theorem in rule.theorems:
        assert constants_of([theorem.conclusion]) & set(about)


def test_nothing_is_left_out_where_nothing_is_known_of_what_is_at_hand():
    assert {r.name for r, _ in about_more()} <= names(PLAIN)


def test_rules_are_used_on_what_occurs():
    left_out = names(PLAIN) - names(PLAIN, [])
    assert {"monotone-by-derivative", "far-limit-order", "order-of-series", "ceiling-bounds"} <= left_out
    converges = constant_for("converges", SEQUENCE, number(0))
    assert "far-limit-order" in names(PLAIN, [converges])
    assert "far-limit-order" in names(converges, [])
    assert "order-of-series" not in names(PLAIN, [converges])


def test_definitions_are_looked_into():
    law = constant_for("law_on_naturals", SEQUENCE)
    assert {"order-of-series", "far-limit-order"} <= names(PLAIN, [law])
