"""The reader as a whole: the sides and relations of one chain."""

from __future__ import annotations

from symbolic_it.notes.reading.proportions import Proportions
from symbolic_it.notes.reading.sizes import Sizes


class Reader(Proportions, Sizes):
    """Reads the sides of one chain. ``free`` are outcomes and parameters that stand free: the statement is about all of them."""
