"""Pictures drawn from their data: SVG for Markdown, PDF for LaTeX. Loads matplotlib when a picture is drawn."""

from __future__ import annotations

from importlib.util import find_spec

from symbolic_it.authoring.pictures import Averages, Bumps, Curves, Picture, Simplex

EXTRA = "pictures"
INSTALL = f"pip install 'symbolic-it[{EXTRA}]'"


def available() -> bool:
    """Whether pictures can be drawn here."""
    return find_spec("matplotlib") is not None


def drawn(picture: Picture, form: str) -> bytes:
    """The picture as ``svg`` or ``pdf``: the same bytes for the same data and the same matplotlib."""
    from symbolic_it.render.pictures import averages, bumps, canvas, curves, simplex, underflow

    content = picture.content
    if isinstance(content, Curves):
        return canvas.saved(form, curves.SIZE, lambda figure: curves.draw(figure, content))
    if isinstance(content, Simplex):
        return canvas.saved(form, simplex.SIZE, lambda figure: simplex.draw(figure, content))
    if isinstance(content, Bumps):
        return canvas.saved(form, bumps.SIZE, lambda figure: bumps.draw(figure, content))
    if isinstance(content, Averages):
        return canvas.saved(form, averages.SIZE, lambda figure: averages.draw(figure, content))
    return canvas.saved(form, underflow.SIZE, lambda figure: underflow.draw(figure, content))
