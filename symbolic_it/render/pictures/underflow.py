"""A product of probabilities in floating point, which ends at zero, and the sum of their logarithms, which does not."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Any

from symbolic_it.authoring.pictures import Underflow
from symbolic_it.render.pictures.canvas import FIRST, SECOND, WHITE_BACK

SIZE = (5.6, 2.9)


@dataclass(frozen=True)
class Running:
    """After 1, 2, ... factors: the product and the sum of logarithms (to the base 10), both as machines compute them."""

    products: tuple[float, ...]
    sums: tuple[float, ...]

    @property
    def vanishes(self) -> int | None:
        """After how many factors the product is zero; None when it never is."""
        return next((n for n, value in enumerate(self.products, 1) if value == 0), None)


def running(content: Underflow) -> Running:
    """The numbers of the picture."""
    factor = float(content.factor)
    products, sums = [], []
    product, total = 1.0, 0.0
    for _ in range(content.count):
        product *= factor
        total += log10(factor)
        products.append(product)
        sums.append(total)
    return Running(tuple(products), tuple(sums))


def draw(figure: Any, content: Underflow) -> None:
    found = running(content)
    axes = figure.subplots()
    counts = range(1, content.count + 1)
    alive = [n for n in counts if found.products[n - 1] > 0]
    axes.plot(counts, found.sums, color=FIRST, label="sum of the logarithms")
    axes.plot(
        alive, [log10(found.products[n - 1]) for n in alive], color=SECOND, linewidth=4, alpha=0.55,
        solid_capstyle="butt", label="logarithm of the product", zorder=1,
    )  # fmt: skip
    last = found.vanishes
    if last is not None and alive:
        y = log10(found.products[alive[-1] - 1])
        axes.plot([alive[-1]], [y], "o", color=SECOND, markersize=5, zorder=3)
        axes.annotate(
            f"from {last} factors on the product is 0.0", (alive[-1], y), (6, 8), textcoords="offset points",
            fontsize=9, bbox=WHITE_BACK,
        )  # fmt: skip
    axes.margins(x=0.02)
    axes.set_xlabel(f"number of factors, each {content.factor}")
    axes.set_ylabel("to the base 10")
    axes.legend(loc="lower left")
