"""Moments of what the note does not define: E[X] = 0, E[f(X)] <= 3 may say which X and which f are meant."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, is_law_name
from symbolic_it.notes.symbols import Symbols, key_of
from symbolic_it.review.plain_sides import plain


def is_stated_moment(left: s.Node, right: s.Node, symbols: Symbols) -> bool:
    """Whether one side is the mean of a variable, its power or a function that nothing defines, the other a value."""
    return (plain(right) and _moment(left, symbols)) or (plain(left) and _moment(right, symbols))


def _moment(node: s.Node, symbols: Symbols) -> bool:
    if not isinstance(node, s.Expectation) or node.given is not None:
        return False
    body = node.body
    while isinstance(body, s.Group):
        body = body.inner
    if isinstance(body, s.Power) and isinstance(body.exponent, s.Num):
        body = body.base
    if isinstance(body, s.Call):
        known = is_law_name(body.function) or not isinstance(body.function, s.Name)
        return not known and key_of(body.function) not in symbols.meanings and all(map(plain, body.arguments))
    return isinstance(body, s.Name) and body.head in CAPITALS and key_of(body) not in symbols.meanings
