"""The axioms and definitions of the kernel as an appendix shows them: by their statements, printed from the terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    """An axiom or a definition with what a reader needs of it."""

    name: str
    statement_latex: str
    words: str
    source: str


def kernel_axioms() -> tuple[Ground, ...]:
    """The axioms, in the kernel's order."""
    from symbolic_it.kernel.axioms import AXIOMS
    from symbolic_it.language.printing import to_latex

    return tuple(Ground(a.name, to_latex(a.statement), a.words, a.source) for a in AXIOMS.values())


def kernel_definitions() -> tuple[Ground, ...]:
    """The definitions, in the kernel's order, those of author's modules included."""
    from symbolic_it.kernel.definitions import DEFINITIONS
    from symbolic_it.language.printing import definition_latex

    return tuple(Ground(d.name, definition_latex(d.name) or "", "", d.source) for d in DEFINITIONS.values())
