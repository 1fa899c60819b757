"""Rules that every step may use: field arithmetic and renaming; and the bounds of signs, naturals and cases."""

from __future__ import annotations

from symbolic_it.foundations.registry import add_rule

LANDAU = "Landau, Foundations of Analysis"


def _enter() -> None:
    def entry(name: str, *lemmas: str, role: str, title: str, why: str, example: str, says: str = "") -> None:
        add_rule(
            name, *lemmas, subject="arithmetic", role=role, title=title, why=why, example=example, source=LANDAU, says=says
        )  # fmt: skip

    entry("field-arithmetic", "quotient-nonzero", role="arithmetic", title="Arithmetic of a field",
          why="Sums, products and quotients are compared in a normal form; only what is known not to be zero is cancelled.",
          example="p (a - b) = p a - p b; x/x = 1 needs x != 0",
          says="two sides are equal as rational expressions, all divisors being known not to be zero")  # fmt: skip
    entry("linear-arithmetic", "less-not-or-equal", role="arithmetic", title="Linear arithmetic",
          why="Equations and inequalities that are known are added up with multiples of the right sign.",
          example="a <= b and b < c give a < c",
          says="a comparison is a sum of multiples of known ones")  # fmt: skip
    entry("product-of-signs", "product-nonnegative", "product-positive", "square-nonnegative", "quotient-nonnegative", "quotient-positive",
          role="compare", title="Signs of products and quotients", why="A product of nonnegative numbers is not negative.", example="0 <= a b for a, b >= 0")  # fmt: skip
    entry("weighted-comparison", "weighted-comparison", role="compare", title="Comparison beside a weight",
          why="Where the weight is 0 both sides are 0; elsewhere it is positive.", example="P(x) a <= P(x) b if a <= b where P(x) > 0")  # fmt: skip
    entry("antisymmetry", "antisymmetry", role="fact", title="Equality from two inequalities", why="The order is total.", example="a <= b <= a gives a = b")  # fmt: skip
    entry("power-successor", "power-successor", role="rewrite", title="Powers with natural exponents", why="x^(n+1) = x x^n, and x^0 = 1 for every x.",
          example="x^(n+1) = x x^n")  # fmt: skip
    entry("natural-successor", "nat-successor", "nat-zero", role="rewrite", title="The number after n", why="The successor of n is n + 1.", example="(n+1) as a real is n + 1")  # fmt: skip
    entry("archimedes", "archimedes", role="fact", title="The Archimedean property", why="The reals have no infinitely large number.",
          example="for every x there is a natural n > x")  # fmt: skip
    entry("evaluation", "sum-of-indicator", "log-of-product", "log-of-quotient", "log-strictly-increasing", role="evaluation", title="Evaluation",
          why="A sum over a listed alphabet is written out, values are put in, logarithms of rationals are sums of logarithms of primes, and "
          "a log 2 < c log 3 is settled by 2^a < 3^c.", example="with P(u) = P(v) = 1/2: H(P) = log 2",
          says="both sides have the same value once sums over listed letters are written out and numbers computed")  # fmt: skip
    entry("induction", "induction", role="fact", title="Induction", why="The naturals are reached from 0 by successors.", example="from n to n + 1")  # fmt: skip


_enter()
