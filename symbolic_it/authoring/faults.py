"""What is wrong with a derivation as a whole: reasons that do not exist, citations in a circle, impossible hypotheses."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import Term
from symbolic_it.language.expr import Expr


class UnknownReason(InvalidArgument):
    """A step cites what is neither a rule nor a derivation."""

    def __init__(self, name: str, suggestion: str | None, derivation: bool) -> None:
        self.name, self.suggestion, self.derivation = name, suggestion, derivation
        near = f"; did you mean {suggestion!r}?" if suggestion else ""
        super().__init__(f"there is no rule or derivation named {name!r}{near}")


class CircularCitation(InvalidArgument):
    """Derivations that cite each other in a circle."""

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        super().__init__("derivations cite each other in a circle: " + " -> ".join(cycle))


class ContradictoryHypotheses(InvalidArgument):
    """Hypotheses that nothing can meet: every statement follows from them."""

    def __init__(self, hypotheses: Sequence[Term]) -> None:
        self.text = "; ".join(Expr(t).text for t in hypotheses)
        super().__init__(f"the hypotheses contradict each other: {self.text}")
