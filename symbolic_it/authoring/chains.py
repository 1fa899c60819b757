"""Chains of steps that share sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic_it.authoring.relations import overall_relation, relate
from symbolic_it.authoring.steps import ChainBlock, Fact, Step
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import nat, real
from symbolic_it.language.expr import Expr, as_real, lift

if TYPE_CHECKING:
    from symbolic_it.authoring.model import Proof


class Chain:
    """A chain of steps that share sides: ``d.chain(a).eq(b, by=...).le(c, by=...)``."""

    def __init__(self, proof: Proof, first: Expr, block: ChainBlock) -> None:
        self._proof, self._first, self._last, self._block = proof, first, first, block
        self._steps: list[Step] = []
        self.fact: Fact | None = None
        """What the chain establishes: its first side related to its last."""

    def eq(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next side equals the last one."""
        return self._add("=", rhs, by, why)

    def le(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next side is at least the last one."""
        return self._add("<=", rhs, by, why)

    def lt(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        return self._add("<", rhs, by, why)

    def ge(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        return self._add(">=", rhs, by, why)

    def gt(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        return self._add(">", rhs, by, why)

    def iff(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next statement is equivalent to the last one."""
        return self._add("<=>", rhs, by, why)

    def implies(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next statement follows from the last one."""
        return self._add("=>", rhs, by, why)

    def named(self, label: str) -> Chain:
        """Name what the chain establishes."""
        if self.fact is None:
            raise InvalidArgument("a chain without steps establishes nothing")
        self.fact.label = label
        self._block.label = label
        return self

    def _add(self, relation: str, rhs: object, by: Any, why: str) -> Chain:
        right = lift(self._proof._read(rhs, self._last.type), self._last.type)
        if self._last.type is real and right.type is nat:
            right = as_real(right)
        goal = relate(self._last, relation, right)
        step = self._proof._step(self._block, goal, self._last, relation, right, by, why, bool(self._steps))
        self._steps.append(step)
        self._last = right
        steps = tuple(self._steps)
        if self.fact is not None:
            self._proof._facts.remove(self.fact)
        overall = relate(self._first, overall_relation(steps), right)
        self.fact = self._proof._fact(overall, label=self._block.label, step=step)
        from symbolic_it.authoring.composing import compose_chain

        self.fact.compose = lambda: compose_chain(steps, overall.term)
        return self
