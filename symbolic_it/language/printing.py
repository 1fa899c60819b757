"""Terms as LaTeX and as plain text. Both come from one layout, so that they say the same."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.kernel.terms import Term
from symbolic_it.language.arrangement import Arranger
from symbolic_it.language.layout import Node
from symbolic_it.language.names import name_latex, name_text
from symbolic_it.language.pens import CONNECTED, LATEX, TEXT
from symbolic_it.language.symbols import SYMBOLS

__all__ = [
    "definition_latex",
    "definition_text",
    "name_latex",
    "name_text",
    "names_used",
    "side_latex",
    "side_text",
    "statement_latex",
    "statement_text",
    "to_latex",
    "to_text",
]


def arrange(term: Term, names: tuple[str, ...] = (), taken: Iterable[str] = ()) -> Node:
    """The layout of a term, for several pens."""
    return Arranger(SYMBOLS, term, names, taken).term(term)


def to_latex(term: Term, names: tuple[str, ...] = (), taken: Iterable[str] = ()) -> str:
    """The term as a mathematician writes it. ``names`` are for its bound variables in reading order; ``taken`` are
    names of other variables of the same text, with which nothing may be confused."""
    return LATEX.show(arrange(term, names, taken))


def to_text(term: Term, names: tuple[str, ...] = (), taken: Iterable[str] = ()) -> str:
    """The term in plain text, for the terminal and for messages."""
    return TEXT.show(arrange(term, names, taken))


def side_latex(term: Term, names: tuple[str, ...] = (), taken: Iterable[str] = ()) -> str:
    """The term as one side of a chain, in brackets where the next side would be read as a part of it."""
    return LATEX.at_least(CONNECTED, arrange(term, names, taken), False).s


def side_text(term: Term, names: tuple[str, ...] = (), taken: Iterable[str] = ()) -> str:
    return TEXT.at_least(CONNECTED, arrange(term, names, taken), False).s


def names_used(term: Term, names: tuple[str, ...]) -> int:
    """How many of the names the printing of a term takes from the front."""
    if not names:
        return 0
    arranger = Arranger(SYMBOLS, term, names)
    arranger.term(term)
    return len(names) - len(arranger.given)


def statement_latex(hypotheses: Iterable[Term], conclusion: Term, names: tuple[str, ...] = ()) -> str:
    """A theorem: its hypotheses, a turnstile, its conclusion."""
    before = r",\ ".join(sorted(to_latex(h) for h in hypotheses))
    return f"{before} \\vdash {to_latex(conclusion, names)}" if before else f"\\vdash {to_latex(conclusion, names)}"


def statement_text(hypotheses: Iterable[Term], conclusion: Term, names: tuple[str, ...] = ()) -> str:
    before = ", ".join(sorted(to_text(h) for h in hypotheses))
    return f"{before} |- {to_text(conclusion, names)}" if before else f"|- {to_text(conclusion, names)}"


def definition_latex(notion: str) -> str | None:
    """The equation that defines a notion, or None for a primitive one."""
    found = SYMBOLS[notion].definition() if notion in SYMBOLS else None
    return None if found is None else to_latex(*found)


def definition_text(notion: str) -> str | None:
    found = SYMBOLS[notion].definition() if notion in SYMBOLS else None
    return None if found is None else to_text(*found)
