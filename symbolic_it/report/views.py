"""What the pages read of a derivation and of a rule: the least that an object must offer to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from symbolic_it.authoring.results import DerivationResult, Span


class HypothesisView(Protocol):
    """One hypothesis of a derivation."""

    @property
    def text(self) -> str: ...
    @property
    def words(self) -> str: ...


class StepView(Protocol):
    """One step as its author wrote it."""

    @property
    def index(self) -> int: ...
    @property
    def relation(self) -> str: ...
    @property
    def lhs_text(self) -> str: ...
    @property
    def rhs_text(self) -> str: ...
    @property
    def by(self) -> tuple[str, ...]: ...
    @property
    def why(self) -> str | None: ...
    @property
    def conditions_latex(self) -> tuple[str, ...]: ...
    @property
    def conditions_text(self) -> tuple[str, ...]: ...
    @property
    def statement_text(self) -> str | None: ...
    @property
    def continues(self) -> bool: ...
    @property
    def lhs(self) -> Any: ...
    @property
    def rhs(self) -> Any: ...
    def to_sympy(self) -> Any: ...


@runtime_checkable
class ChainView(Protocol):
    """A run of steps that share sides."""

    @property
    def label(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def steps(self) -> tuple[StepView, ...]: ...


@runtime_checkable
class ProseView(Protocol):
    """Text between the chains."""

    @property
    def text(self) -> str: ...


@runtime_checkable
class PictureView(Protocol):
    """A picture between the chains."""

    @property
    def caption(self) -> str: ...


class DerivationView(Protocol):
    """A derivation, before or after it is checked."""

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
    def span(self) -> Span: ...
    @property
    def path(self) -> Any: ...
    @property
    def hypotheses(self) -> tuple[HypothesisView, ...]: ...
    @property
    def conventions(self) -> tuple[str, ...]: ...
    @property
    def blocks(self) -> tuple[Any, ...]: ...
    @property
    def cites(self) -> tuple[str, ...]: ...
    def check(self, second_opinion: bool = True) -> DerivationResult: ...


class RuleView(Protocol):
    """A named rule of the foundations."""

    @property
    def name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def statement_text(self) -> str: ...
    @property
    def conditions(self) -> tuple[str, ...]: ...
    @property
    def why(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def axioms(self) -> tuple[str, ...]: ...


def steps_of(derivation: DerivationView) -> tuple[StepView, ...]:
    """All steps in order, over all chains."""
    return tuple(step for block in derivation.blocks if isinstance(block, ChainView) for step in block.steps)


def rules_of(derivation: DerivationView) -> tuple[str, ...]:
    """What its steps name as their reasons, each once, cited derivations left out."""
    named = dict.fromkeys(name for step in steps_of(derivation) for name in step.by)
    return tuple(name for name in named if name not in derivation.cites)


def users_of(rule: str, derivations: Iterable[DerivationView]) -> tuple[str, ...]:
    """The names of the derivations with a step that names the rule."""
    return tuple(d.name for d in derivations if any(rule in step.by for step in steps_of(d)))
