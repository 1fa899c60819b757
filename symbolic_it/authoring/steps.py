"""What a proof consists of: facts and their instances, steps with their reasons, prose, hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symbolic_it.authoring.pictures import Picture
from symbolic_it.authoring.results import Span
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import Term
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.expr import Expr, lift
from symbolic_it.language.printing import side_latex, side_text, to_latex, to_text

if TYPE_CHECKING:
    import sympy


_FIXED = ("statement", "step", "top", "assumed", "scope")


@dataclass(eq=False)
class Fact:
    """What a step, a chain or a scope establishes. Cite it in ``by``; ``fact.at(x, y)`` cites it at values."""

    statement: Expr
    label: str | None = None
    step: Step | None = None
    theorem: Thm | None = None
    """Set when the derivation is checked."""
    compose: Callable[[], Thm | None] | None = None
    top: bool = False
    """Whether it stands outside of every scope, so that other derivations may cite it."""
    assumed: bool = False
    """A local hypothesis: the assumption of a scope."""
    scope: tuple[Term, ...] = ()
    """The local assumptions in force where it stands."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _FIXED and name in self.__dict__:
            raise InvalidArgument(f"the {name} of a fact stays as it was written")
        if name == "theorem" and value is not None and not isinstance(value, Thm):
            raise InvalidArgument(f"{value!r} is not a theorem")
        super().__setattr__(name, value)

    def at(self, *values: object) -> Instance:
        """The fact, which is a ``for all``, at these values."""
        return Instance(self, tuple(values), {})

    def named(self, label: str) -> Fact:
        """Give it a name for readers, say ``additivity`` for a hypothesis."""
        self.label = label
        return self

    def __repr__(self) -> str:
        return f"Fact({self.statement})"


@dataclass(frozen=True)
class Instance:
    """A fact or a rule at given values: positional for the quantified variables, by name for the free ones."""

    of: Fact | str
    values: tuple[object, ...]
    named: dict[str, object]


def rule(name: str, **values: object) -> Instance:
    """A named rule, or a derivation, at given values of its variables: ``rule("log-bound", a=Q(x)/P(x))``."""
    return Instance(name, (), values)


@dataclass(frozen=True, eq=False)
class Step:
    """One step: ``lhs relation rhs``, or a statement on its own, with its reasons."""

    index: int
    goal: Expr
    lhs: Expr
    relation: str
    rhs: Expr
    reasons: tuple[str | Fact | Instance, ...]
    why: str
    span: Span
    continues: bool
    scope: tuple[Term, ...]
    """The local assumptions in force."""
    held: tuple[Expr, ...] = ()
    """The same as the author wrote them, those left out that the head of a refutation's instance states."""
    cases: tuple[Expr, ...] = ()
    definition: bool = False
    prefix: Expr | None = None
    """For a statement with quantifiers or premises: the whole statement (lhs and rhs are of its core)."""
    by_instance: Callable[[], Thm | None] | None = None
    """For the last step of a refutation: its theorem, composed of what the steps at the instance have established."""

    symbols: Collection[Term] = ()
    """The free symbols of the whole derivation: no formula of it shows something else under their names."""

    @property
    def by(self) -> tuple[str, ...]:
        """The reasons as words."""
        return tuple(reason_words(r) for r in self.reasons)

    @property
    def lhs_latex(self) -> str:
        return side_latex(self.lhs.term, self.lhs.names, self._taken)

    @property
    def rhs_latex(self) -> str:
        return side_latex(self.rhs.term, self.rhs.names, self._taken)

    @property
    def lhs_text(self) -> str:
        return side_text(self.lhs.term, self.lhs.names, self._taken)

    @property
    def rhs_text(self) -> str:
        return side_text(self.rhs.term, self.rhs.names, self._taken)

    @property
    def latex(self) -> str:
        return self.latex_of(self.goal)

    @property
    def conditions_latex(self) -> tuple[str, ...]:
        """The local assumptions under which the step stands."""
        return tuple(self.latex_of(e) for e in self.held)

    @property
    def conditions_text(self) -> tuple[str, ...]:
        return tuple(self.text_of(e) for e in self.held)

    @property
    def statement_text(self) -> str | None:
        """The whole statement, where it is more than ``lhs relation rhs``."""
        return self.text_of(self.goal) if self.prefix is not None else None

    @property
    def _taken(self) -> set[str]:
        return {v.name for v in self.symbols}

    def latex_of(self, e: Expr) -> str:
        """Something that is said beside the step."""
        return to_latex(e.term, e.names, self._taken)

    def text_of(self, e: Expr) -> str:
        return to_text(e.term, e.names, self._taken)

    def to_sympy(self, **options: Any) -> sympy.Basic:
        """The step in SymPy, see `language.sympy_bridge`."""
        return self.goal.to_sympy(**options)


def reason_words(r: str | Fact | Instance) -> str:
    if isinstance(r, str):
        return r
    if isinstance(r, Instance):
        name = reason_words(r.of)
        values = [lift(v).text for v in r.values] + [f"{k} = {lift(v).text}" for k, v in r.named.items()]
        return f"{name} at {', '.join(values)}"
    if r.assumed:
        return f"the assumption {r.statement.text}" if r.label is None else r.label
    if r.label is not None:
        return r.label
    return f"step {r.step.index}" if r.step is not None else "an earlier step"


@dataclass(frozen=True)
class Prose:
    """A paragraph between steps; ``$...$`` is inline mathematics."""

    text: str


@dataclass
class ChainBlock:
    """Steps that belong together."""

    label: str | None
    title: str | None
    _steps: list[Step] = field(default_factory=list)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps)


Block = Prose | ChainBlock | Picture


@dataclass(frozen=True)
class Hypothesis:
    """A hypothesis of the derivation, for readers."""

    term: Term
    names: tuple[str, ...] = ()
    words: str = ""
    symbols: Collection[Term] = ()
    """The free symbols of the whole derivation."""

    @property
    def latex(self) -> str:
        return to_latex(self.term, self.names, {v.name for v in self.symbols})

    @property
    def text(self) -> str:
        return to_text(self.term, self.names, {v.name for v in self.symbols})
