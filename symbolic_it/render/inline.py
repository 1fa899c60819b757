"""One derivation as Markdown with dollars, for displays that typeset it in place (``_repr_markdown_``)."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.authoring.results import DerivationResult
from symbolic_it.render import inputs


def markdown_of(
    derivation: inputs.Derivation,
    result: DerivationResult | None = None,
    rules: Iterable[inputs.Rule] = (),
    *,
    profile: str = "dollar",
) -> str:
    """The note of one derivation; without a ``result`` it says that its steps were not checked."""
    from symbolic_it.render.markdown import Writer
    from symbolic_it.render.view import Maker

    return Writer(profile).note(Maker([derivation], rules).note(derivation, result))
