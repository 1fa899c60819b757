"""Reading SymPy's trees as expressions of ours; `sympy_bridge.from_sympy` is the way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.language import expr, notation
from symbolic_it.language.declare import real_number
from symbolic_it.language.expr import Expr


class Reader:
    """Reads SymPy's trees."""

    def __init__(self, sp: Any) -> None:
        self.sp = sp
        self.relations: dict[Any, Callable[[Expr, Expr], Any]] = {
            sp.Eq: expr.Eq, sp.Ne: expr.Ne, sp.Le: lambda a, b: a <= b, sp.Lt: lambda a, b: a < b,
            sp.Ge: lambda a, b: a >= b, sp.Gt: lambda a, b: a > b,
        }  # fmt: skip
        self.connectives: dict[Any, Callable[..., Any]] = {
            sp.And: expr.And, sp.Or: expr.Or, sp.Not: expr.Not, sp.Implies: expr.Implies, sp.Equivalent: expr.Iff
        }  # fmt: skip

    def read(self, e: Any) -> Expr:
        sp = self.sp
        if isinstance(e, sp.Float):
            raise InvalidArgument(f"numbers are exact: {e} is a float; write sympy.Rational")
        if isinstance(e, sp.Rational) and e.is_finite:
            return expr.lift(Fraction(int(e.p), int(e.q)))
        if isinstance(e, sp.Symbol) and not isinstance(e, (sp.Dummy, sp.Wild)):
            if e.is_real is False:
                raise InvalidArgument(f"{e} is not a real symbol")
            return real_number(e.name)
        if e is sp.E:
            return notation.exp(1)
        if isinstance(e, sp.Add):
            return self._sum(e.as_ordered_terms())
        if isinstance(e, sp.Mul):
            return self._product(e)
        if isinstance(e, sp.exp):
            return notation.exp(self.read(e.args[0]))
        if isinstance(e, sp.Pow):
            if e.base is sp.E:
                return notation.exp(self.read(e.exp))
            return self._power(e.base, e.exp)
        if isinstance(e, sp.log):
            return notation.ln(self.read(e.args[0]))
        for made, build in (self.relations | self.connectives).items():
            if isinstance(e, made):
                return build(*(self.read(a) for a in e.args))  # type: ignore[no-any-return]
        raise InvalidArgument(f"the SymPy expression {e} ({type(e).__name__}) has no counterpart here")

    def _sum(self, terms: Sequence[Any]) -> Expr:
        result: Any = None
        for t in terms:
            if result is not None and t.could_extract_minus_sign():
                result = result - self.read(-t)
            else:
                result = self.read(t) if result is None else result + self.read(t)
        return result  # type: ignore[no-any-return]

    def _power(self, base: Any, exponent: Any) -> Expr:
        if exponent.is_Rational and exponent < 0:
            return 1 / (self.read(base) if exponent == -1 else self._power(base, -exponent))
        return self.read(base) ** self.read(exponent)

    def _product(self, e: Any) -> Expr:
        """Factors with negative exponents stand under a fraction line, the number first, a minus sign before it all."""
        number, rest = e.as_coeff_Mul(rational=True)
        if number < 0:
            return -self.read(-e)
        above = [expr.lift(int(number.p))] if number.p != 1 else []
        below = [expr.lift(int(number.q))] if number.q != 1 else []
        for factor in self.sp.Mul.make_args(rest):
            base, exponent = factor.as_base_exp()
            if isinstance(factor, self.sp.Pow) and base is not self.sp.E and exponent.is_Rational and exponent < 0:
                below.append(self.read(1 / factor))
            else:
                above.append(self.read(factor))
        return self._times(above) / self._times(below) if below else self._times(above)

    def _times(self, factors: Sequence[Expr]) -> Expr:
        result: Any = None
        for f in factors:
            result = f if result is None else result * f
        return expr.lift(1) if result is None else result
