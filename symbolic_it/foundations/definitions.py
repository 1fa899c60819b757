"""Rules that unfold a defined notion, one for each definition: entropy-definition, divergence-definition, ..."""

from __future__ import annotations

from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.definitions import DEFINITIONS

_TITLES = {
    "log": "Logarithm to a base",
    "law": "Law (probability mass function)",
    "dominated": "Domination (absolute continuity)",
    "expectation": "Expectation",
    "information": "Self-information",
    "entropy": "Entropy",
    "cross_entropy": "Cross-entropy",
    "divergence": "Kullback-Leibler divergence",
    "first_marginal": "Marginal law of the first variable",
    "second_marginal": "Marginal law of the second variable",
    "conditional": "Conditional law",
    "conditional_entropy": "Conditional entropy",
    "mutual_information": "Mutual information",
    "point_mass": "Point mass",
    "uniform": "Uniform law",
    "empirical": "Empirical law",
    "argmax": "Set of maximisers",
    "argmin": "Set of minimisers",
    "tends_from_right": "Limit from the right",
    "tends_from_left": "Limit from the left",
    "diverges_from_right": "Divergence to infinity from the right",
    "diverges_from_left": "Divergence to infinity from the left",
    "has_derivative": "Derivative at a point",
    "converges": "Limit of a sequence",
}


_EXAMPLES = {
    "log": "log x = ln x / ln b",
    "entropy": "H(P) = -sum_x P(x) log P(x)",
    "cross_entropy": "H(P,Q) = -sum_x P(x) log Q(x)",
    "divergence": "D(P || Q) = sum_x P(x) log(P(x)/Q(x))",
    "expectation": "E_P[f] = sum_x P(x) f(x)",
    "conditional": "P(y|x) = P(x,y) / P_X(x)",
    "dominated": "Q(x) = 0 implies P(x) = 0",
}


def rule_name(notion: str) -> str:
    """entropy -> entropy-definition."""
    return notion.replace("_", "-") + "-definition"


def enter(notion: str) -> None:
    """Enter the rule that unfolds a notion (also one that an author's file defines)."""
    title = _TITLES.get(notion, notion.replace("_", " ").capitalize())
    add_rule(
        rule_name(notion),
        subject="definitions",
        role="definition",
        title=title,
        why="By definition.",
        example=_EXAMPLES.get(notion, f"{notion.replace('_', ' ')} written out"),
        source=DEFINITIONS[notion].source,
        notion=notion,
    )


for _notion in DEFINITIONS:
    enter(_notion)
