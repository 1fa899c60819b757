"""Averages over growing samples beside the expectation, from a generator with a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import sqrt
from typing import Any

from symbolic_it.authoring.pictures import Averages
from symbolic_it.render.pictures.canvas import FAINT, FIRST, SECOND, THIRD, WHITE_BACK, decimals
from symbolic_it.render.pictures.values import evaluator

SIZE = (5.6, 2.9)
DOUBT = 0.05
"""The band is where Chebyshev's inequality puts an average with probability at least 1 - DOUBT."""


@dataclass(frozen=True)
class Runs:
    """Averages after ``sizes`` draws in each run, the expectation, and the deviation of one draw."""

    sizes: tuple[int, ...]
    runs: tuple[tuple[float, ...], ...]
    expectation: float
    deviation: float

    def band(self, m: int) -> float:
        """How far from the expectation the average of m draws is, at most, but for a probability of DOUBT."""
        return self.deviation / sqrt(m * DOUBT)


def sizes(count: int) -> tuple[int, ...]:
    """Sample sizes, each about a fiftieth greater than the one before, up to the count."""
    found = [1]
    while found[-1] < count:
        found.append(min(count, max(found[-1] + 1, found[-1] * 51 // 50)))
    return tuple(found)


def runs(content: Averages) -> Runs:
    """The numbers of the picture."""
    zero, one = (evaluator(e)() for e in content.of)
    truth = float(content.truth)
    shown = sizes(content.count)
    wanted = set(shown)
    made = []
    for run in range(content.runs):
        source = random.Random(f"{content.seed} {run}")
        ones, averages = 0, []
        for m in range(1, content.count + 1):
            ones += source.random() < truth
            if m in wanted:
                averages.append(zero + (one - zero) * ones / m)
        made.append(tuple(averages))
    spread = sqrt(truth * (1 - truth)) * abs(one - zero)
    return Runs(shown, tuple(made), truth * one + (1 - truth) * zero, spread)


def draw(figure: Any, content: Averages) -> None:
    found = runs(content)
    axes = figure.subplots()
    kept = [n for n, m in enumerate(found.sizes) if m >= 10]  # a handful of draws says nothing, and far off
    shown = [found.sizes[n] for n in kept]
    low = [found.expectation - found.band(m) for m in shown]
    high = [found.expectation + found.band(m) for m in shown]
    axes.fill_between(shown, low, high, color=FAINT, alpha=0.22, linewidth=0)
    styles = (FIRST, "solid"), (THIRD, (0, (4, 1))), ("#6b4a8f", (0, (1, 1))), ("#1f7a8c", (0, (5, 1, 1, 1)))
    for n, run in enumerate(found.runs):
        colour, dashes = styles[n % len(styles)]
        axes.plot(shown, [run[k] for k in kept], color=colour, linestyle=dashes, linewidth=1.1)
    axes.axhline(found.expectation, color=SECOND, linewidth=1.4)
    axes.annotate(
        f"expectation {decimals(found.expectation, 3)}", (1, found.expectation), (-2, 5), xycoords=("axes fraction", "data"),
        textcoords="offset points", ha="right", fontsize=9, bbox=WHITE_BACK, zorder=4,
    )  # fmt: skip
    axes.text(
        0.98, 0.05, f"the band holds each average with probability {1 - DOUBT:g} at least (Chebyshev)", fontsize=9,
        transform=axes.transAxes, ha="right",
    )  # fmt: skip
    # The band is wide at the start: what is shown is where the runs are, with room around them.
    reach = 1.7 * max(abs(run[k] - found.expectation) for run in found.runs for k in kept)
    axes.set_ylim(found.expectation - reach, found.expectation + reach)
    axes.set_xscale("log")
    axes.margins(x=0)
    axes.set_xlabel("sample size $m$")
    axes.set_ylabel(content.label)
