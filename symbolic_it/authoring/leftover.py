"""What a step that is not proved leaves over, in words: no name of the search's own is shown, and what is unproved is said."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.deduction.logic import fresh
from symbolic_it.kernel.terms import Term, abstract, apply_term, nat, real
from symbolic_it.language.expr import Expr


def residual_words(residual: tuple[Term, Term] | None) -> str:
    """Both sides as the rules left them; empty when there are none."""
    if residual is None:
        return ""
    left, right = named(residual)
    return f"{Expr(left).text}  against  {Expr(right).text}"


def named(terms: Sequence[Term]) -> list[Term]:
    """The terms with names that an author could write for the variables that the search opened."""
    result = list(terms)
    free = frozenset(v for t in terms for v in t.free)
    for v in sorted(free, key=lambda u: u.name):
        if not v.name.startswith(("_", "?")):
            continue
        kind = v.ty.op
        letter = kind[1:].lower() if kind[0] == "%" and kind[1:].isalpha() and len(kind) == 2 else "x"
        name = "n" if v.ty is nat else "t" if v.ty is real else letter
        new = fresh(name, v.ty, free)
        free |= {new}
        result = [apply_term(abstract(v, t), new) for t in result]
    return result
