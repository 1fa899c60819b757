"""Graphs of functions of one variable, a panel to each, with points marked on them."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from symbolic_it.authoring.pictures import Curves
from symbolic_it.render.pictures.canvas import FAINT, FIRST, SECOND, WHITE_BACK
from symbolic_it.render.pictures.values import evaluator, grid

SIZE = (5.6, 2.9)
STEPS = 240
_PLACES = {
    "left": ((-8, -3), "right", "center"),
    "right": ((7, 2), "left", "bottom"),
    "above": ((0, 7), "center", "bottom"),
    "below": ((0, -8), "center", "top"),
}


@dataclass(frozen=True)
class Panel:
    """Points of one graph, and the marks on it: where, how high, their words and the side these stand on."""

    label: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    marks: tuple[tuple[float, float, str, str], ...]


def panels(content: Curves) -> tuple[Panel, ...]:
    """The numbers of the picture."""
    made = []
    points = grid(*content.between, STEPS)
    for label, term in content.panels:
        f = evaluator(term, [content.over], content.values)
        pairs = [(float(x), y) for x in points if isfinite(y := f(x))]
        if not pairs:
            raise ValueError(f"the term of the panel {label!r} has no value anywhere on the interval")
        marks = tuple((float(m.at), f(m.at), m.words, m.side) for m in content.marks)
        made.append(Panel(label, tuple(x for x, _ in pairs), tuple(y for _, y in pairs), marks))
    return tuple(made)


def draw(figure: Any, content: Curves) -> None:
    found = panels(content)
    if len(found) > 2:
        figure.set_size_inches(SIZE[0], SIZE[1] * 1.4)
    for panel, axes in zip(found, figure.subplots(1, len(found), squeeze=False)[0], strict=True):
        axes.plot(panel.xs, panel.ys, color=FIRST)
        axes.set_xlabel(content.label)
        axes.set_ylabel(panel.label)
        axes.margins(x=0.02)
        low = min(0.0, min(panel.ys)) if content.top is not None else min(panel.ys)
        if content.top is not None:
            axes.set_ylim(low, float(content.top))
        elif len(found) > 1 and low < 0:
            # A logarithm falls without bound at the ends: what is shown is the part around the marks.
            best = max(panel.ys)
            inner = sorted(panel.ys)[len(panel.ys) // 8]
            axes.set_ylim(inner, best + 0.14 * (best - inner))
        else:
            axes.set_ylim(low, max(panel.ys) + 0.14 * (max(panel.ys) - low))
        for x, y, words, side in panel.marks:
            bottom = axes.get_ylim()[0]
            axes.plot([x, x], [bottom, y], color=FAINT, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
            axes.plot([x], [y], "o", color=SECOND, markersize=5, zorder=3, clip_on=False)
            shift, across, along = _PLACES[side]
            axes.annotate(
                words,
                (x, y),
                shift,
                textcoords="offset points",
                ha=across,
                va=along,
                fontsize=9,
                bbox=WHITE_BACK,
                zorder=1.5,
            )
