"""The jinja2 environments of the two languages of templates; jinja2 is loaded here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from symbolic_it.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(filters: Mapping[str, Callable[..., Any]], *, latex: bool) -> Environment:
    """An environment with the given filters. Nothing is escaped by itself: every value passes one of them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # In LaTeX sources braces are everywhere, so its templates mark their own parts with angle brackets.
    marks: dict[str, str] = {}
    if latex:
        marks = {
            "block_start_string": "<%",
            "block_end_string": "%>",
            "variable_start_string": "<<",
            "variable_end_string": ">>",
            "comment_start_string": "<#",
            "comment_end_string": "#>",
        }
    made = Environment(
        loader=FileSystemLoader(str(templates_folder()), encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        **marks,  # type: ignore[arg-type]
    )
    made.filters.update(filters)
    return made


def tidy(text: str) -> str:
    """The text with one blank line where a template left several, no spaces at line ends, one newline at its end."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
