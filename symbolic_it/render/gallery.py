"""The pictures of the notes being written: drawn once each, as files beside the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symbolic_it.authoring.pictures import Picture
from symbolic_it.errors import InvalidArgument
from symbolic_it.render import pictures
from symbolic_it.render.files import slug
from symbolic_it.render.prose import Code, Inline, Words, inline, plain


@dataclass(frozen=True)
class Figure:
    """A picture with its caption. ``file`` is empty where it is not drawn, and ``lacks`` says what to do about it."""

    caption: Inline
    file: str = ""
    lacks: Inline = ()

    @property
    def alt(self) -> str:
        """The caption in plain letters."""
        return plain(self.caption)


class Gallery:
    """Draws pictures as ``svg`` or ``pdf`` and keeps them by the name of their file, its ending included."""

    def __init__(self, form: str) -> None:
        self.form = form
        self._files: dict[str, bytes] = {}

    @property
    def files(self) -> Mapping[str, bytes]:
        return self._files

    def hang(self, name: str, picture: Picture) -> str:
        """Draw a picture; the name of its file."""
        file = f"{name}.{self.form}"
        if file not in self._files:
            self._files[file] = pictures.drawn(picture, self.form)
        return file


def figure(picture: Picture, derivation: str, number: int, gallery: Gallery | None) -> Figure:
    """The figure of a picture of a derivation. Without a gallery, or without matplotlib, it is the caption alone."""
    caption = inline(picture.caption)
    if gallery is None:
        return Figure(
            caption,
            "",
            (Words("The picture itself is in the rendered notes ("), Code("symbolic-it render"), Words(").")),
        )
    if not pictures.available():
        return Figure(
            caption,
            "",
            (Words("The picture is left out: drawing it needs matplotlib ("), Code(pictures.INSTALL), Words(").")),
        )
    try:
        return Figure(caption, gallery.hang(f"{slug(derivation)}-picture-{number}", picture))
    except ValueError as error:  # a label that matplotlib cannot set, a curve without a point
        said = " ".join(str(error).split())
        raise InvalidArgument(f"picture {number} of {derivation} cannot be drawn: {said}") from None
