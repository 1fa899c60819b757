"""Two bumps and the Gaussians that fit them: forward, which covers both, and reverse, which takes one."""

from __future__ import annotations

from typing import Any

from symbolic_it.authoring.pictures import Bumps
from symbolic_it.render.pictures.canvas import FAINT, FIRST, SECOND, decimals
from symbolic_it.render.pictures.fits import Fits, fits

SIZE = (5.6, 2.9)
STEPS = 400


def numbers(content: Bumps) -> Fits:
    """The numbers of the picture."""
    return fits(float(content.centre), float(content.width))


def draw(figure: Any, content: Bumps) -> None:
    found = numbers(content)
    axes = figure.subplots()
    far = found.target.centre + 5 * found.target.width
    xs = [-far + 2 * far * k / STEPS for k in range(STEPS + 1)]
    target = [found.target.density(x) for x in xs]
    axes.fill_between(xs, target, color=FAINT, alpha=0.25, linewidth=0)
    axes.plot(xs, target, color="#555555", linewidth=1, label="target $p$")
    for fit, colour, dashes, words, value in (
        (found.forward, FIRST, (0, (5, 1.5)), r"least $D(p\,\Vert\,q)$", found.forward_value),
        (found.reverse, SECOND, "solid", r"least $D(q\,\Vert\,p)$", found.reverse_value),
    ):
        label = f"{words}: mean {decimals(fit.mean, 2)}, deviation {decimals(fit.width, 2)}"
        axes.plot(
            xs, [fit.density(x) for x in xs], color=colour, linestyle=dashes, label=f"{label}, {decimals(value, 2)} nat"
        )
    axes.set_ylim(0, 1.02 * max(max(target), found.reverse.density(found.reverse.mean)))
    axes.margins(x=0)
    axes.set_xlabel("$x$")
    axes.set_ylabel("density")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=1, borderaxespad=0.2)
