"""The rules that are tried for a step that names no reason."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from symbolic_it.authoring.judging import LOGICAL
from symbolic_it.foundations import Rule, all_rules, get_rule
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import Term, constants_of

_NAMED = frozenset(
    ("change-of-base", "empirical-sum", "power-successor", "natural-successor", "log-definition", "law-definition",
     "dominated-definition", "argmax-definition", "argmin-definition", "sum-exchange")
)  # fmt: skip
"""Rules that are used only where they are named."""
_ABOUT = {
    "calculus": ("has_derivative",),
    "limit-by-squeezing": ("tends_from_left", "tends_from_right"),
    "limit-is-local": ("tends_from_left", "tends_from_right"),
    "limit-is-unique": ("tends_from_left", "tends_from_right"),
    "coding": ("ceiling",),
    "limits far out": ("converges", "tends_at_infinity", "tends_at_minus_infinity"),
    "random variables": ("probability", "distributed", "independent_variables", "apart"),
    "totals": ("series", "line_integral", "density", "law_on_naturals", "line_expectation", "series_expectation"),
}
"""What these rules, or the facts and comparisons of these subjects, speak of: where nothing at hand does, there is nothing to use them on."""


def automatic_rules(goal: Term, at_hand: Iterable[Term] | None = None) -> list[Rule]:
    """The definitions that occur in the goal, and the standard rules.

    ``at_hand``: what may be used besides, conditions and facts; rules about what occurs neither there nor in the goal are
    left out, so that their lemmas need not be proved.
    """
    present = constants_of([goal])
    if "variance" in present:  # the mean of a square: its terms are taken apart like those of other means
        present.add("expectation")
    known = None if at_hand is None else _with_definitions(frozenset(present | constants_of(at_hand)))
    chosen = [
        r
        for r in all_rules()
        if r.name not in _NAMED
        and not (r.role == "definition" and (r.notion not in present or r.notion in LOGICAL))
        and (known is None or _concerns(r, known))
    ]
    if "empirical" in present:
        chosen = [r for r in chosen if r.notion != "empirical"] + [get_rule("empirical-sum")]
    return chosen


def _concerns(r: Rule, known: frozenset[str]) -> bool:
    about = _ABOUT.get(r.name, _ABOUT.get(r.subject)) if r.role in ("fact", "compare") else None
    return about is None or not known.isdisjoint(about)


@cache
def _with_definitions(names: frozenset[str]) -> frozenset[str]:
    """The names, with all that their definitions speak of."""
    found, todo = set(names), list(names)
    while todo:
        definition = DEFINITIONS.get(todo.pop())
        if definition is not None:
            new = constants_of([definition.right]) - found
            found |= new
            todo += new
    return frozenset(found)
