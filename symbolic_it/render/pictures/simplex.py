"""A function of the laws on three letters, as levels over the triangle of these laws."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

from symbolic_it.authoring.pictures import Simplex
from symbolic_it.render.pictures.canvas import FIRST, SECOND, WHITE_BACK, decimals
from symbolic_it.render.pictures.values import evaluator

SIZE = (4.6, 3.7)
STEPS = 48


@dataclass(frozen=True)
class Levels:
    """Values at the points of a lattice on the triangle, and the greatest of them with its law."""

    laws: tuple[tuple[Fraction, Fraction, Fraction], ...]
    values: tuple[float, ...]
    triangles: tuple[tuple[int, int, int], ...]

    @property
    def best(self) -> tuple[tuple[Fraction, Fraction, Fraction], float]:
        return max(zip(self.laws, self.values, strict=True), key=lambda pair: pair[1])


def levels(content: Simplex, steps: int = STEPS) -> Levels:
    """The numbers of the picture: every law with probabilities that are multiples of 1/steps."""
    f = evaluator(content.of, content.over)
    place: dict[tuple[int, int], int] = {}
    laws: list[tuple[Fraction, Fraction, Fraction]] = []
    values: list[float] = []
    for i in range(steps + 1):
        for j in range(steps + 1 - i):
            place[i, j] = len(laws)
            p, q = Fraction(i, steps), Fraction(j, steps)
            laws.append((p, q, 1 - p - q))
            values.append(f(p, q))
    triangles = []
    for i, j in place:
        if (i + 1, j) in place and (i, j + 1) in place:
            triangles.append((place[i, j], place[i + 1, j], place[i, j + 1]))
        if (i + 1, j - 1) in place and (i + 1, j) in place and j:
            triangles.append((place[i, j], place[i + 1, j - 1], place[i + 1, j]))
    return Levels(tuple(laws), tuple(values), tuple(triangles))


def corner(p: float, q: float) -> tuple[float, float]:
    """Where in the plane a law stands: the first letter at the left, the second at the right, the third on top."""
    r = 1 - p - q
    return q + r / 2, r * sqrt(3) / 2


def draw(figure: Any, content: Simplex) -> None:
    found = levels(content)
    axes = figure.subplots()
    places = [corner(float(p), float(q)) for p, q, _ in found.laws]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    shown = axes.tricontourf(xs, ys, found.triangles, found.values, levels=16, cmap="YlGnBu_r")
    shown.set_edgecolor("face")  # no hairlines between the levels
    lines = axes.tricontour(
        xs, ys, found.triangles, found.values, levels=shown.levels[2::3], colors="black", linewidths=0.5
    )
    lines.set_alpha(0.6)
    bar = figure.colorbar(shown, ax=axes, shrink=0.8, pad=0.06)
    bar.set_label(content.label)
    law, value = found.best
    x, y = corner(float(law[0]), float(law[1]))
    axes.plot([x], [y], "o", color=SECOND, markersize=5, markeredgecolor="white")
    text = ", ".join(f"{p}" for p in law)
    axes.annotate(
        f"({text}): {decimals(value, 3)}",
        (x, y),
        (0, 8),
        textcoords="offset points",
        ha="center",
        fontsize=9,
        bbox=WHITE_BACK,
    )
    axes.plot([0, 1, 0.5, 0], [0, 0, sqrt(3) / 2, 0], color=FIRST, linewidth=1)
    for (p, q), words, side in zip(((1, 0), (0, 1), (0, 0)), content.letters, ("top", "top", "bottom"), strict=True):
        x, y = corner(p, q)
        axes.annotate(
            words, (x, y), (0, 4 if side == "bottom" else -4), textcoords="offset points", ha="center", va=side
        )
    axes.set_aspect("equal")
    axes.axis("off")
