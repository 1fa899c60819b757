"""The reasons that an author gives for a step, read from ``by``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symbolic_it.authoring.chains import Chain
from symbolic_it.authoring.scopes import Scope
from symbolic_it.authoring.steps import Fact, Instance
from symbolic_it.errors import InvalidArgument
from symbolic_it.language.expr import Expr


def reasons(by: Any, assumed: Sequence[Fact] = ()) -> tuple[str | Fact | Instance, ...]:
    """The author's ``by`` as a tuple; a statement stands for the hypothesis or assumption that says it.

    Raises InvalidArgument for what is not a reason.
    """
    if by is None:
        return ()
    items = by if isinstance(by, (list, tuple)) else [by]
    result: list[str | Fact | Instance] = []
    for item in items:
        if isinstance(item, Chain):
            item = item.fact
        if isinstance(item, Scope):
            item = item.fact if item.fact is not None else item.assumption
        if isinstance(item, Expr):
            item = _hypothesis(item, assumed)
        if not isinstance(item, (str, Fact, Instance)):
            raise InvalidArgument(f"{item!r} is not a reason: name a rule or a derivation, or give a fact")
        result.append(item)
    return tuple(result)


def _hypothesis(item: Expr, assumed: Sequence[Fact]) -> Fact:
    """The fact among those assumed that is this statement. Raises InvalidArgument when there is none."""
    for fact in assumed:
        if fact.statement.term is item.term:
            return fact
    raise InvalidArgument(
        f"{item} is not a reason: it is no hypothesis of the derivation and nothing assumed around the step; "
        "state it with have, and cite what have returns"
    )
