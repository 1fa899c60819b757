"""The named rules of calculus: differentiation, what derivatives say of a function, limits. Proofs are next door."""

from __future__ import annotations

from symbolic_it.foundations import (  # noqa: F401  # they enter their lemmas
    compositions,
    derivatives,
    elementary_derivatives,
    limits,
    mean_value,
    sum_derivatives,
)
from symbolic_it.foundations.neighbourhoods import RUDIN
from symbolic_it.foundations.registry import add_rule


def _both(*names: str) -> list[str]:
    return [f"{name}-from-{side}" for name in names for side in limits.SIDES]


def _enter() -> None:
    def entry(
        name: str, *lemmas: str, title: str, why: str, example: str, source: str = "theorem 5.3", role: str = "fact"
    ) -> None:
        add_rule(name, *(lemmas or (name,)), subject="calculus", role=role, title=title, why=why, example=example,
                 source=RUDIN + source)  # fmt: skip

    entry(
        "derivative-rules", "derivative-of-constant", "derivative-of-identity", "derivative-of-sum", "derivative-of-alphabet-sum", "derivative-of-range-sum", "derivative-of-multiple",
        "derivative-of-product", "derivative-of-quotient", "derivative-of-composition", "derivative-of-reciprocal",
        "derivative-of-ln", "derivative-of-log", "derivative-of-exp", "derivative-of-natural-power", "derivative-of-power", "derivative-of-exponential",
        role="calculus", title="Rules of differentiation", source="theorems 5.3, 5.5 and chapter 8",
        why="Each from the definition: sums split the error, ln is squeezed between 1 - c/x and x/c - 1, exp between 1 + s and 1 + s + 2 s^2; products follow from squares.",
        example="d/dt (k ln t + j ln(1 - t)) = k/t - j/(1 - t)",
    )  # fmt: skip
    entry("derivative-is-local", title="Derivatives are local", why="Only values near the point count.",
          example="f = g around c gives f'(c) = g'(c)", source="definition 5.1")  # fmt: skip
    entry("derivative-is-unique", title="A function has one derivative at a point",
          why="The difference of two, times the step, is small beside the step.",
          example="x f'(xy) = f'(y), both being the derivative of y -> f(xy)", source="definition 5.1")  # fmt: skip
    entry("zero-derivative", title="A derivative that is zero on an interval", why="Mean value theorem.",
          example="f' = 0 on (0,1) makes f constant there", source="theorem 5.11")  # fmt: skip
    entry("monotone-by-derivative", "increasing-by-derivative", "decreasing-by-derivative", "nondecreasing-by-derivative",
          title="The sign of the derivative decides monotonicity", why="Mean value theorem: f(y) - f(x) = f'(t)(y - x).",
          example="1/t > 0 makes ln increasing", source="theorem 5.11")  # fmt: skip
    entry("stationary-point-of-concave", title="The stationary point of a concave function is its only maximiser",
          why="Mean value theorem twice: f' is positive before the point and negative after it.",
          example="k/n for the Bernoulli log-likelihood", source="theorems 5.10-5.11")  # fmt: skip
    entry("limit-rules", *_both("limit-of-constant", "limit-of-identity", "limit-of-sum", "limit-of-multiple", "limit-of-product",
          "limit-by-derivative"), "limit-of-power", role="calculus", title="Rules of limits",
          why="Errors add up and multiply; where a derivative exists the function is continuous.",
          example="2 x^(1/2) tends to 0 as x falls to 0", source="theorems 4.4 and 5.2")  # fmt: skip
    entry("limit-by-squeezing", *_both("limit-by-squeezing"), title="Squeezing",
          why="What lies between two functions with one limit has that limit.",
          example="-2 x^(1/2) <= x ln x <= 0 on (0,1) gives x ln x -> 0", source="theorem 3.19 for functions")  # fmt: skip
    entry("limit-is-local", *_both("limit-is-local"), title="Limits are local", why="Only values near the point count.",
          example="x log x = (x ln x)/ln b for 0 < x", source="definition 4.1")  # fmt: skip
    entry("limit-is-unique", *_both("limit-is-unique"), title="A function has one limit", why="Half the distance of two would separate their values.",
          example="f constant on (0,1) and continuous at 1 has its value there", source="theorem 4.2")  # fmt: skip


_enter()
