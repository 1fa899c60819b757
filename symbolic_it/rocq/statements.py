"""Statements in Rocq: what a theorem takes, in an order of its own, and what it says. Knows nothing of proofs."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.kernel.terms import Term, Type, show
from symbolic_it.rocq.terms import ARROW, Scope, term_text

WIDTH = 110
"""Letters in a line of a theorem."""


class Statement:
    """``hypotheses |- conclusion`` with everything that it speaks of named, closed under names alone.

    Types, variables and hypotheses are taken in an order that does not depend on how the statement came to be.
    """

    def __init__(self, hypotheses: Iterable[Term], conclusion: Term) -> None:
        given = list(hypotheses)
        self.types, self.variables = _variables((*given, conclusion))
        self.scope = Scope()
        self._binders = [self.scope.add_type(t) for t in self.types]
        self._binders += [self.scope.add_variable(v) for v in self.variables]
        # By their texts as well: two variables of one name, of different types, look alike to the kernel's `show`.
        self._texts = {h: term_text(h, self.scope) for h in given}
        self.hypotheses = sorted(given, key=lambda h: (show(h), self._texts[h]))
        self.granted: dict[Term, str] = {}
        """The names of the hypotheses."""
        for number, h in enumerate(self.hypotheses, 1):
            self.granted[h] = self.scope.names.fresh(f"h{number}")
        self._conclusion = conclusion

    def lemma(self, name: str, proof: str) -> str:
        """A lemma of this statement, for machines: hypotheses have names, which the proof uses."""
        binders = [*self._binders, *(f"({self.granted[h]} : {self._texts[h]})" for h in self.hypotheses)]
        said = term_text(self._conclusion, self.scope)
        return f"Lemma {' '.join([name, *binders])} : {said}.\nProof. exact ({proof}). Qed.\n"

    def theorem(self, name: str, proof: str) -> str:
        """A theorem of this statement, for readers: a line for each hypothesis and for the conclusion."""
        lines = [f"Theorem {name} :", *self._quantified()]
        lines += [f"  {term_text(h, self.scope, ARROW + 1)} ->" for h in self.hypotheses]
        lines.append(f"  {term_text(self._conclusion, self.scope)}.")
        return "\n".join(lines) + f"\nProof. exact {proof}. Qed.\n"

    def _quantified(self) -> list[str]:
        if not self._binders:
            return []
        lines, line = [], "  forall"
        for binder in self._binders:
            if len(line) + len(binder) > WIDTH:
                lines.append(line)
                line = "   "
            line += f" {binder}"
        return [*lines, line + ","]


def _variables(terms: Iterable[Term]) -> tuple[list[Type], list[Term]]:
    """The type variables and the free variables that the terms show, in an order that does not depend on how they came."""
    types: set[Type] = set()
    free: set[Term] = set()
    for t in terms:
        types |= t.type_vars
        free |= t.free
        for v in t.free:
            types |= v.ty.variables
    return sorted(types, key=lambda u: u.op), sorted(free, key=lambda v: (v.name, repr(v.ty)))
