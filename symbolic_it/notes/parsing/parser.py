"""The parser as a whole: every rule of the grammar on one run of tokens."""

from __future__ import annotations

from symbolic_it.notes.parsing.operators import Operators
from symbolic_it.notes.parsing.primaries import Primaries


class Parser(Primaries, Operators):
    """Reads one run of tokens. ``remarks`` collects what is odd about the notation."""
