"""The sheet that pictures are drawn on: one style, and files whose bytes depend on nothing but the drawing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

FIRST, SECOND, THIRD, FAINT = "#1b3a6b", "#c8501e", "#4f8f5b", "#8a8a8a"
"""Colours that stay apart in grey: dark, middle, light; lines differ in their dashes as well."""

WHITE_BACK = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
"""A ground for words that stand over lines."""

_STYLE: dict[str, Any] = {
    # Fonts that come with matplotlib itself, so that every machine sets the same letters.
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 10,
    "axes.labelsize": 10,
    "axes.titlesize": 10,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "lines.linewidth": 1.6,
    "axes.unicode_minus": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    # Letters as outlines in SVG look the same everywhere; ids are made of this word and not of chance.
    "svg.fonttype": "path",
    "svg.hashsalt": "symbolic_it",
    "pdf.fonttype": 42,
    "path.simplify": False,
}

_NO_DATES: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}


def decimals(value: float, digits: int) -> str:
    """A number for a label, with a minus sign and no negative zero."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "\u2212")


def saved(form: str, size: tuple[float, float], draw: Callable[[Any], None]) -> bytes:
    """What ``draw`` draws on a figure of this size (inches), as ``svg``, ``pdf`` or ``png``."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # whatever the user has set for other pictures
        matplotlib.rcParams.update(_STYLE)
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        out = BytesIO()
        figure.savefig(out, format=form, dpi=160, metadata=_NO_DATES[form])
        return out.getvalue()
