"""How Rocq is told to prove an identity with divisors that are sums: each inverse is put into the kernel's normal form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from symbolic_it.kernel.arithmetic import MAX_EXPONENT, Inverse, View, _monic, inverse, polynomial
from symbolic_it.kernel.terms import APP, CONST, Term, numeral_value

_SIGNS = {"add": "+", "sub": "-", "mul": "*"}


def script(names: Mapping[Term, str], sides: Sequence[Term], nonzero: Sequence[Term]) -> str | None:
    """The tactics for an identity between sides, over the atoms of these names; None where no divisor needs care."""
    steps: dict[str, None] = {}
    writer = _Script(names, steps)
    for t in sides:
        writer.text(t)
    known = [writer.known(number, t) for number, t in enumerate(nonzero, 1)]
    if not steps and not nonzero:
        return None
    intros = " ".join(["intros", *names.values(), *(f"K{number}" for number in range(1, len(nonzero) + 1))])
    lines = [intros, "literal_powers", "unfold Rdiv in *", *(step for more in known for step in more), *steps]
    return "; ".join([*lines, "first [by_field | field; nonzero]"])


class _Script:
    def __init__(self, names: Mapping[Term, str], steps: dict[str, None]) -> None:
        self.names = names
        self.steps = steps

    def text(self, t: Term) -> str:
        """The term once the inverses in it are in normal form; the steps to that are noted, the innermost first."""
        value = numeral_value(t)
        if value is not None:
            return _number(Fraction(value))
        if t.kind == APP and t.fun.kind == CONST and t.fun.name == "neg":
            return f"(- {self.text(t.arg)})"
        if t.kind == APP and t.fun.kind == APP and t.fun.fun.kind == CONST:
            operator, left = t.fun.fun.name, t.fun.arg
            if operator in _SIGNS:
                return f"({self.text(left)} {_SIGNS[operator]} {self.text(t.arg)})"
            if operator == "div":
                return f"({self.text(left)} * {self._inverted(t.arg)})"
            exponent = numeral_value(t.arg) if operator == "pow" else None
            if type(exponent) is int and 0 <= exponent <= MAX_EXPONENT:
                return f"({self.text(left)} ^ {exponent})" if exponent else "1"
        return self.names[t]

    def _inverted(self, t: Term) -> str:
        text, p = self.text(t), polynomial(t)
        value = numeral_value(t)
        if t in self.names or (value is not None and value != 0 and Fraction(value).denominator == 1):
            return f"/ {text}"
        made = self._polynomial(inverse(p))
        self.steps[f"invert {text} {self._factored(p)} {made}"] = None
        return made

    def known(self, number: int, t: Term) -> list[str]:
        """That no factor of a term is zero, since the term is not."""
        inner: dict[str, None] = {}
        text, p = _Script(self.names, inner).text(t), polynomial(t)
        if len(p) == 1:
            factors = list(dict.fromkeys(self._base(a) for a, _ in next(iter(p))))
        else:
            factors = [self._polynomial(_inverted_sum(p))] if p else []
        steps = "; ".join(["literal_powers", *inner, f"replace {text} with {self._factored(p)} by by_field"])
        return [
            f"assert ({factor} <> 0) by (intros Z; apply K{number}; {steps}; rewrite Z, ?Rinv_0; ring)"
            for factor in factors
        ]

    def _factored(self, p: View) -> str:
        """The polynomial, a sum as a number times the sum that the kernel inverts."""
        if len(p) < 2:
            return self._polynomial(p)
        return f"({_number(Fraction(_monic(p)[0]))} * {self._polynomial(_inverted_sum(p))})"

    def _polynomial(self, p: View) -> str:
        terms = []
        for monomial, c in p.items():
            powers = [f"{self._atom(a)} ^ {e}" if e > 1 else self._atom(a) for a, e in monomial]
            terms.append(" * ".join([_number(Fraction(c)), *powers]))
        return f"({' + '.join(terms)})" if terms else "0"

    def _atom(self, a: Term | Inverse) -> str:
        return f"(/ {self._base(a)})" if isinstance(a, Inverse) else self._base(a)

    def _base(self, a: Term | Inverse) -> str:
        """The atom, or what it is the inverse of: a sum, or another atom."""
        if not isinstance(a, Inverse):
            return self.names[a]
        if len(a.of) > 1:
            return self._polynomial(a.of)
        ((((atom, _),), _),) = a.of.items()
        return self._base(atom)


def _inverted_sum(p: View) -> View:
    """What the kernel inverts in place of a sum, its terms in the order in which they stand there."""
    ((monomial, _),) = inverse(p).items()
    ((atom, _),) = monomial
    return atom.of if isinstance(atom, Inverse) else p


def _number(q: Fraction) -> str:
    whole = str(q.numerator) if q.numerator >= 0 else f"({q.numerator})"
    return whole if q.denominator == 1 else f"({whole} * / {q.denominator})"
