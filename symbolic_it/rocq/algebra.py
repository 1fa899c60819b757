"""The kernel's computed inferences in Rocq: each becomes a closed fact about numbers, and the premises that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from symbolic_it.kernel.arithmetic import MAX_EXPONENT, add, comparison, polynomial
from symbolic_it.kernel.terms import APP, CONST, Term, numeral_value
from symbolic_it.kernel.theorems import Thm, _nonzero_term
from symbolic_it.rocq.divisors import script
from symbolic_it.rocq.terms import MAX_WRITTEN, NotExported, number_text

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


class Use(NamedTuple):
    """A fact, by its name, at the terms that stand for its variables."""

    name: str
    atoms: tuple[Term, ...]


class Facts:
    """The facts that the computed inferences of some proofs come to; the same fact stands once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._tactics: dict[str, str] = {}
        self.used: dict[str, None] = {}
        """The names of those used since this was last emptied."""

    def lemmas(self) -> dict[str, str]:
        """The facts as lemmas, by their names."""
        return {
            name: f"Lemma {name} : {statement}.\nProof. {self._tactics[name]}. Qed.\n"
            for statement, name in self._names.items()
        }

    def identity(self, left: Term, right: Term, nonzero: tuple[Thm, ...]) -> Use:
        """left = right, from what the premises say is not zero."""
        atoms = _Atoms()
        conditions = [f"{atoms.text(_nonzero_term(th))} <> 0 -> " for th in nonzero]
        statement = f"{''.join(conditions)}{atoms.text(left)} = {atoms.text(right)}"
        return self._use(atoms, statement, (left, right), [_nonzero_term(th) for th in nonzero])

    def difference(self, goal: Term, parts: list[tuple[Fraction, Thm]], rest: Fraction) -> Use:
        """r - l of the goal is the sum of c (b - a) over the parts a rel b, and the rest."""
        atoms = _Atoms()
        _, left, right = comparison(goal)
        total = number_text(rest)
        for c, th in reversed(parts):
            _, a, b = comparison(th.conclusion)
            total = f"{number_text(c)} * ({atoms.text(b)} - {atoms.text(a)}) + {_parenthesised(total)}"
        sides = [left, right, *(side for _, th in parts for side in comparison(th.conclusion)[1:])]
        return self._use(atoms, f"{atoms.text(right)} - {atoms.text(left)} = {total}", sides, ())

    def _use(self, atoms: _Atoms, statement: str, sides: Sequence[Term], nonzero: Sequence[Term]) -> Use:
        variables = " ".join(atoms.found.values())
        closed = f"forall {variables} : R, {statement}" if variables else statement
        name = self._names.setdefault(closed, f"algebra_{len(self._names) + 1}")
        if name not in self._tactics:
            more = script(atoms.found, sides, nonzero)
            self._tactics[name] = "identity" if more is None else f"first [identity | {more}]"
        self.used[name] = None
        return Use(name, tuple(atoms.found))


def _parenthesised(text: str) -> str:
    return f"({text})" if " " in text else text


class _Atoms:
    """Real terms as arithmetic over variables, one for each term that arithmetic does not look into."""

    def __init__(self) -> None:
        self.found: dict[Term, str] = {}
        self._written = 0

    def text(self, t: Term) -> str:
        """The term as an operand: in parentheses unless it is one word."""
        self._written += 1
        if self._written > MAX_WRITTEN:
            raise NotExported(f"a computation with more than {MAX_WRITTEN} symbols")
        value = numeral_value(t)
        if value is not None:
            return number_text(value)
        if t.kind == APP and t.fun.kind == CONST and t.fun.name == "neg":
            return f"(- {self.text(t.arg)})"
        if t.kind == APP and t.fun.kind == APP and t.fun.fun.kind == CONST:
            operator = t.fun.fun.name
            if operator in _SIGNS:
                return f"({self.text(t.fun.arg)} {_SIGNS[operator]} {self.text(t.arg)})"
            if operator == "pow":
                exponent = numeral_value(t.arg)
                if type(exponent) is int and 0 <= exponent <= MAX_EXPONENT:
                    return f"(power {self.text(t.fun.arg)} {exponent})"
        return self.found.setdefault(t, f"x{len(self.found) + 1}")


def leftover(goal: Term, parts: list[tuple[Fraction, Thm]]) -> Fraction:
    """The constant r - l - sum c (b - a)."""
    _, left, right = comparison(goal)
    rest = add(polynomial(right), polynomial(left), -1)
    for c, th in parts:
        _, a, b = comparison(th.conclusion)
        rest = add(add(rest, polynomial(b), -c), polynomial(a), c)
    return Fraction(rest.get((), 0))
