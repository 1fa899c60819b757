"""One derivation as Markdown with dollars, for displays that typeset it in place (``_repr_markdown_``)."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.authoring.results import DerivationResult
from symbolic_it.render import inputs


def note(
    derivation: inputs.Derivation,
    result: DerivationResult | None = None,
    rules: Iterable[inputs.Rule] | None = None,
    *,
    profile: str = "dollar",
) -> str:
    """The note of one derivation.

    Without a ``result`` the derivation is checked now where it can be (without a second opinion), and is else said to be
    unchecked. ``rules`` are all named rules unless given.
    """
    from symbolic_it.render.markdown import Writer
    from symbolic_it.render.view import Maker

    if result is None:
        check = getattr(derivation, "check", None)
        result = check(second_opinion=False) if check is not None else None
    if rules is None:
        from symbolic_it.foundations import all_rules

        rules = all_rules()
    return Writer(profile).note(Maker([derivation], rules).note(derivation, result))
