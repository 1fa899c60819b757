"""What rendering reads of derivations, steps, rules and axioms: attributes alone, none of their code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeGuard

from symbolic_it.authoring.pictures import Picture
from symbolic_it.authoring.results import DerivationResult


class Hypothesis(Protocol):
    @property
    def latex(self) -> str: ...
    @property
    def words(self) -> str: ...


class Step(Protocol):
    @property
    def lhs_latex(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def rhs_latex(self) -> str: ...
    @property
    def by(self) -> tuple[str, ...]: ...
    @property
    def why(self) -> str: ...
    @property
    def conditions_latex(self) -> tuple[str, ...]: ...
    @property
    def continues(self) -> bool: ...


class ChainBlock(Protocol):
    @property
    def title(self) -> str | None: ...
    @property
    def steps(self) -> Sequence[Step]: ...


class Derivation(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def claims(self) -> tuple[str, ...]: ...
    @property
    def source(self) -> str: ...
    @property
    def doc(self) -> str: ...
    @property
    def path(self) -> Any: ...
    @property
    def hypotheses(self) -> Sequence[Hypothesis]: ...
    @property
    def conventions(self) -> Sequence[str]: ...
    @property
    def blocks(self) -> Sequence[Any]: ...
    @property
    def cites(self) -> Sequence[str]: ...


class Rule(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def statement_latex(self) -> str: ...
    @property
    def conditions_latex(self) -> Sequence[str]: ...
    @property
    def why(self) -> str: ...
    @property
    def source(self) -> str: ...


class Ground(Protocol):
    """An axiom or a definition; it may also have ``title``, ``statement_latex``, ``words``, ``why``."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...


Results = Mapping[str, DerivationResult] | Sequence[DerivationResult]


def is_chain(block: object) -> TypeGuard[ChainBlock]:
    return hasattr(block, "steps")


def is_picture(block: object) -> TypeGuard[Picture]:
    return isinstance(block, Picture)


def by_name(results: Results) -> dict[str, DerivationResult]:
    values = results.values() if isinstance(results, Mapping) else results
    return {result.name: result for result in values}
