"""That several variables are independent, and that they follow one law, as statements about their joint law."""

from __future__ import annotations

from functools import reduce
from operator import mul

from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import ForAll
from symbolic_it.notes.letters import made_of
from symbolic_it.notes.world import World


def numbered(letters: tuple[str, ...]) -> list[str]:
    """x_1, x_2, ...: the letters of numbered variables, where all have one letter."""
    kept = [x for x in letters if "_" in x and not made_of(x)]
    return kept if len({x[0] for x in kept}) == 1 else []


def independent(world: World, law: Expr, letters: tuple[str, ...], kept: list[str]) -> Expr:
    """That the law of these variables is the product of theirs."""
    at = {x: world.outcome(x) for x in kept}
    whole = world.probability(law, letters, at)
    product = reduce(mul, (world.probability(law, letters, {x: at[x]}) for x in kept))
    return ForAll(*at.values(), Eq(whole, product))


def identical(world: World, law: Expr, letters: tuple[str, ...], kept: list[str]) -> list[Expr]:
    """That these variables follow one law, as far as their entropies tell."""
    first, *others = (world.based("entropy", world.marginal(law, letters, (x,))) for x in kept)
    return [Eq(other - first, 0) for other in others]


def independent_given(world: World, law: Expr, letters: tuple[str, ...], kept: list[str], other: str) -> Expr:
    """That the law of these variables given another one is the product of theirs given it."""
    at, given = {x: world.outcome(x) for x in kept}, {other: world.outcome(other)}
    whole = world.conditional_probability(law, letters, at, given)
    product = reduce(mul, (world.conditional_probability(law, letters, {x: at[x]}, given) for x in kept))
    return ForAll(*at.values(), *given.values(), Eq(whole, product))
