"""SymPy as adviser: derivatives, stationary points and limits that it proposes. A step that uses one is proved all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import VAR, nat, real, substitute
from symbolic_it.language.expr import Expr, as_real

if TYPE_CHECKING:
    import sympy


def propose_derivative(body: object, v: Expr, at: object = None) -> Expr:
    """What SymPy takes for the derivative of the body in v, at a point (at v itself when none is given)."""
    return _proposed(body, v, at, lambda sp, b, x: sp.diff(b, x))


def propose_stationary_points(body: object, v: Expr) -> tuple[Expr, ...]:
    """Where SymPy finds the derivative of the body in v to be zero; it may miss points, and name some that are none."""
    read = _asked(body, v)
    return tuple(read.back(s) for s in read.sp.solve(read.sp.diff(read.body, read.v), read.v))


def propose_limit(body: object, v: Expr, point: object, side: str = "right") -> Expr:
    """What SymPy takes for the limit of the body as v tends to the point from the right or the left."""
    if side not in ("right", "left"):
        raise InvalidArgument(f"a side is 'right' or 'left', not {side!r}")
    end = as_real(point)
    read = _asked(body, v, end)
    found = read.sp.limit(read.body, read.v, end.to_sympy(), "+" if side == "right" else "-")
    if found.is_finite is not True:
        raise InvalidArgument(f"SymPy finds no finite limit: {found}")
    return read.back(found)


class _Question:
    """A body and its variable in SymPy, and the way back: symbols become the author's variables again."""

    def __init__(self, body: Expr, v: Expr, *others: Expr) -> None:
        import sympy

        self.sp: Any = sympy
        if v.term.kind != VAR or v.term.ty is not real:
            raise InvalidArgument(f"{v} is not a real variable")
        self.expressions = (body, v, *others)
        self.body: sympy.Basic = body.to_sympy()
        self.v: sympy.Basic = v.to_sympy()

    def back(self, answer: sympy.Basic) -> Expr:
        found = as_real(answer)
        known = {w.name: w for e in self.expressions for w in e.term.free if w.ty is nat}
        term = found.term
        renamed = {w: constant_for("of_nat", known[w.name]) for w in term.free if w.name in known}
        declarations = frozenset(d for e in self.expressions for d in e.declarations)
        return Expr(substitute(renamed, term) if renamed else term, (), declarations)


def _asked(body: object, v: Expr, *others: Expr) -> _Question:
    return _Question(as_real(body), v, *others)


def _proposed(body: object, v: Expr, at: object, ask: Callable[[Any, Any, Any], Any]) -> Expr:
    read = _asked(body, v)
    answer = read.back(ask(read.sp, read.body, read.v))
    if at is None:
        return answer
    point = as_real(at)
    moved = substitute({v.term: point.term}, answer.term)
    return Expr(moved, (), answer.declarations | point.declarations)
