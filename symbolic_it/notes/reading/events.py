"""Events without outcomes: their names and probabilities."""

from __future__ import annotations

import re

from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import EVENTS, joint_event, split_arguments
from symbolic_it.notes.lexicon import GREEK
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import key_of

_WORD = re.compile(r"[A-Za-z]{3,20}")
_NO_EVENTS = frozenset((*GREEK.values(), "infinity", "const", "constant", "data", "cdot"))


class Events(Reading):
    """The part of `Reader` that reads events."""

    def event_key(self, node: s.Node) -> str:
        """A, B, A and B, words: the name of an event; empty for what is none."""
        if isinstance(node, s.Words):
            return "".join(ch for ch in node.text if ch.isalnum())
        if isinstance(node, s.Name) and node.head in EVENTS and not node.mark:
            return key_of(node)
        if isinstance(node, s.Name) and not node.head.isascii():
            return node.head
        if isinstance(node, s.Name) and _WORD.fullmatch(node.head) and node.head not in _NO_EVENTS and not node.mark:
            return node.head if node.sub is None and node.sup is None else ""
        if (
            isinstance(node, (s.Relation, s.Binary))
            and node.op in ("cap", "and", "*")
            and node.left is not None
            and node.right is not None
        ):
            parts = [self.event_key(node.left), self.event_key(node.right)]
            return joint_event(*parts) if all(parts) else ""
        return ""

    def event_probability(self, node: s.Call) -> Expr | None:
        """P(A), P(A, B), P(A | B) of events."""
        before, after = split_arguments(node)
        keys, given = [self.event_key(a) for a in before], [self.event_key(a) for a in after]
        if not all(keys) or not all(given):
            return None
        both = self.world.event(joint_event(*keys, *given))
        return both / self.world.event(joint_event(*given)) if given else both
