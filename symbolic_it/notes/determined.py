"""Variables that others determine: g(X) is known where X is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import ForAll
from symbolic_it.notes.letters import made_of


def determined(
    letters: tuple[str, ...],
    outcome: Callable[[str], Expr],
    probability: Callable[[dict[str, Expr]], Expr],
    standing: list[str],
) -> Iterator[Expr]:
    """That g(X) is known where X is, for the variables of a law with these letters: p(x, u) is p(x) or zero."""
    for letter in letters:
        of = made_of(letter)
        if of and set(of) <= set(letters):
            at = {x: outcome(x) for x in (*of, letter)}
            both, own = probability(at), probability({x: at[x] for x in of})
            standing.append(f"{letter.upper()} stands for a function of {' and '.join(of).upper()}")
            yield ForAll(*at.values(), Eq(both * both, both * own))
