"""Refutations: a claim as it is often written, an instance that meets its hypotheses, and what holds instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.relations import core
from symbolic_it.authoring.scopes import Scope
from symbolic_it.authoring.steps import Fact, Prose, Step
from symbolic_it.authoring.writing import derivation
from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, by_linear, lt, use
from symbolic_it.deduction.logic import is_universal
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import VAR, KernelError, Term, apply_term, binary, real
from symbolic_it.kernel.theorems import Thm, assume, discharge, instantiate, modus_ponens, reflexivity, specialise
from symbolic_it.language.evaluate import evaluate
from symbolic_it.language.exact import Real, decimal
from symbolic_it.language.expr import Eq, Expr, Implies, Not, lift, statement
from symbolic_it.language.instance import Instance, Meaningless
from symbolic_it.language.intervals import TooHard
from symbolic_it.language.listing import function_of_values, listed, listing, members_of, values_of
from symbolic_it.language.notation import ForAll, base
from symbolic_it.refute.instances import settled

RELATIONS = {"=": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}


def refutation(
    name: str, *, title: str = "", claims: Sequence[str] = (), given: Sequence[Expr] = (), source: str = ""
) -> Callable[[Callable[[RefutationProof], object]], Derivation]:
    """Make a refutation of a function that states a claim (`claim`), an instance (`instance`) and what holds (`instead`).

    ``given`` are hypotheses of the claim beyond those that come with its symbols. The other arguments are those of
    `derivation`.
    """
    return derivation(  # type: ignore[return-value]
        name, title=title, claims=claims, given=given, source=source, kind="refutation"
    )


@dataclass(frozen=True)
class Claim:
    """The claim refuted: its hypotheses beyond those of the symbols and of the derivation, and what it says."""

    statement: Expr
    given: tuple[Expr, ...]


class RefutationProof(Proof):
    """What a refutation's function writes to."""

    def __init__(self, derivation: Derivation) -> None:
        super().__init__(derivation)
        self.refuted: Claim | None = None
        self.equations: tuple[Term, ...] = ()
        """The instance: the value of each variable of the claim."""
        self.corrections: tuple[Fact, ...] = ()
        """What holds instead."""

    # ---- writing -----------------------------------------------------------------------------------

    def claim(self, said: object, given: Sequence[Expr] = (), words: str = "") -> Expr:
        """The claim as it is often written; ``given`` are hypotheses that it has and that what holds instead has not."""
        if self.refuted is not None:
            raise InvalidArgument("a refutation is of one claim")
        whole = statement(said)
        self.refuted = Claim(whole, tuple(statement(g) for g in given))
        for e in (whole, *self.refuted.given):
            self.derivation._declare(e)
        conditions = " and ".join(f"${_latex(e)}$" for e in self.refuted.given)
        where = f", where {conditions}" if conditions else ""
        self._blocks.append(Prose(f"{words or 'As often written'}: ${_latex(whole)}${where}."))
        return whole

    @contextmanager
    def instance(self, values: Mapping[Expr, object], words: str = "", by: Sequence[Fact] = ()) -> Iterator[Scope]:
        """Inside, the claim's variables have these values: a number, an expression, or ``{letter: value}`` for a function.

        ``by`` are statements about these values that give hypotheses which evaluation cannot decide, such as a "for all".
        Every hypothesis of the claim is a step that must be proved of the instance. At the end stands a step that says
        that the claim fails there, and one that denies the claim.
        """
        if self.refuted is None or self.equations or self._scope:
            raise InvalidArgument("a refutation has one instance, after its claim and outside of every scope")
        pairs = [(v, _value(v, value)) for v, value in values.items()]
        equations = [Eq(v, value) for v, value in pairs]
        for e in equations:
            self.derivation._declare(e)
        self._refuse_open(pairs)
        self.equations = tuple(e.term for e in equations)
        self._blocks.append(Prose(words or f"This fails for {', '.join(_shown(v, t) for v, t in pairs)}."))
        variables = frozenset(v.term for v, _ in pairs)
        hypotheses = [
            Expr(h.term, h.names, frozenset(self.derivation._declared.values()))
            for h in self.derivation.hypotheses
            if h.term.free & variables or any(h.term is g.term for g in self.derivation.given)
        ]
        wanted = [*hypotheses, *self.refuted.given]
        met: list[Fact] = []
        with self._enter(tuple(equations), ()) as scope:
            scope.stated = True
            for h in wanted:
                reasons = [*by, *scope.assumptions] if by and is_universal(h.term) else ["evaluation"]
                met.append(self.have(h, by=reasons, why="a hypothesis of the claim"))
            yield scope
            if (numbers := self._numbers(pairs)) is not None:
                self._blocks.append(Prose(numbers))
            denied = _denied(self.refuted.statement)
            last = self._facts[-1] if self._facts else None
            if last is None or last.statement != denied:
                last = self.have(denied, by="evaluation", why="the claim fails here")
            denial = last
        whole = Not(ForAll(*(v for v, _ in pairs), Implies(*wanted, self.refuted.statement)))
        closing = self.conclude(whole, why="every hypothesis holds at the instance, and the claim fails")
        assert closing.step is not None
        terms = [(v.term, t.term) for v, t in pairs]
        inner = whole.term.arg
        object.__setattr__(closing.step, "by_instance", lambda: _refuted(inner, terms, met, denial, self.equations))

    def instead(self, what: object, by: object = None, why: str = "", words: str = "What holds is:") -> Fact:
        """The corrected statement, proved: from the derivation that is cited, or by rules."""
        if words:
            self._blocks.append(Prose(words))
        fact = self.conclude(what, by, why)
        self.corrections = (*self.corrections, fact)
        return fact

    def _numbers(self, pairs: Sequence[tuple[Expr, Expr]]) -> str | None:
        """Both sides of the claim at the instance, evaluated exactly and written to three decimals."""
        assert self.refuted is not None
        lhs, relation, rhs = core(self.refuted.statement)
        if relation not in RELATIONS or lhs.type is not real:
            return None
        try:
            where = self.at_instance(pairs)
            values = [evaluate(side.term, where) for side in (lhs, rhs)]
            if any(isinstance(x, Meaningless) for x in values):
                return None
            shown = [_decimal(x) for x in values]
        except (TooHard, ArithmeticError, ValueError, TypeError, KeyError):
            return None
        bits = [" bit" if base.term in e.term.free and where.values.get(base.term) == 2 else "" for e in (lhs, rhs)]
        left, right = (f"${e.latex} {x}${unit}" for e, x, unit in zip((lhs, rhs), shown, bits, strict=True))
        return f"In numbers, {left} and {right}."

    def at_instance(self, pairs: Sequence[tuple[Expr, Expr]]) -> Instance:
        """The instance as values: letters are numbered, functions are tables."""
        lists = listed([h.term for h in self.derivation.hypotheses])
        letters: dict[Term, object] = {u: k for members in lists.values() for k, u in enumerate(members)}
        where = Instance({ty: len(members) for ty, members in lists.items()}, letters)
        values = {v.term: settled(evaluate(t.term, where), v.type, where) for v, t in pairs}
        return Instance(where.sizes, {**letters, **values})

    # ---- for the checker ---------------------------------------------------------------------------

    def finished(self) -> None:
        """Raises InvalidArgument when something is missing."""
        if self.refuted is None or not self.equations:
            raise InvalidArgument("a refutation states a claim and an instance: d.claim(...), with d.instance({...})")

    def standing(self, scope: tuple[Term, ...]) -> list[Term]:
        """At the instance nothing is assumed but the lists of letters and b > 1: the hypotheses are proved there."""
        if not self.equations or scope[: len(self.equations)] != self.equations:
            return super().standing(scope)
        every = [h.term for h in self.derivation.hypotheses]
        lists = listed(every)
        if any(members_of(h) and lists[members_of(h)[0].ty] != members_of(h) for h in every):
            raise InvalidArgument("an alphabet is listed twice")
        said = {h for members in lists.values() for h in listing(members)}
        fixed = {binary("eq", e)[0] for e in self.equations}  # type: ignore[index]
        found = [h for h in every if h in said]
        if base.term not in fixed:
            found += [h for d in base.declarations for h in d.hypotheses if h in every]
        return found

    def _refuse_open(self, pairs: Sequence[tuple[Expr, Expr]]) -> None:
        """The claim's variables have values, and values speak of letters alone."""
        assert self.refuted is not None
        lists = listed([h.term for h in self.derivation.hypotheses])
        letters = {u for members in lists.values() for u in members}
        fixed = {v.term for v, _ in pairs}
        for e in (self.refuted.statement, *self.refuted.given):
            for v in e.term.free - fixed - letters - {base.term}:
                raise InvalidArgument(f"the instance gives no value to {v.name}")
        for variable, value in pairs:
            if variable.term.kind != VAR or variable.term in letters or len(fixed) < len(pairs):
                raise InvalidArgument(f"{variable} is not a variable that is given one value")
            if value.term.free - letters:
                raise InvalidArgument(f"the value of {variable} is not made of listed letters and numbers")


def _value(v: Expr, value: object) -> Expr:
    if isinstance(value, Mapping):
        return function_of_values(value, v.type)
    return lift(value, v.type)


def _shown(v: Expr, value: Expr) -> str:
    """The value of a variable, or of a function at every letter, as formulas."""
    rows = values_of(value.term)
    if rows is None:
        return f"${v.latex} = {value.latex}$"
    return ", ".join(f"${Expr(apply_term(v.term, at)).latex} = {Expr(t).latex}$" for at, t in rows)


def _latex(e: Expr) -> str:
    """The statement as it was written, with >= where that stood."""
    lhs, relation, rhs = core(e)
    return f"{lhs.latex} {RELATIONS[relation]} {rhs.latex}" if e.flipped else e.latex


def _decimal(x: Real) -> str:
    """= 1.5, or about 1.585."""
    text = decimal(x)
    return f"= {text}" if isinstance(x, Fraction) and x == Fraction(text) else rf"\approx {text}"


def _denied(claim: Expr) -> Expr:
    """a < b for b <= a, and so on; else the denial."""
    for relation, strict in (("le", True), ("lt", False)):
        sides = binary(relation, claim.term)
        if sides is not None:
            a, b = (Expr(t, claim.names, claim.declarations) for t in sides)
            if claim.flipped:  # b >= a is denied by b < a
                return b < a if strict else b <= a
            return a > b if strict else a >= b
    return Not(claim)


def _refuted(
    claim: Term, values: Sequence[tuple[Term, Term]], met: Sequence[Fact], denial: Fact, equations: Sequence[Term]
) -> Thm | None:
    """|- not (for all variables, the hypotheses imply the claim), from the steps about the instance."""
    facts = [f.theorem for f in met]
    if denial.theorem is None or any(th is None for th in facts):
        return None
    try:
        th = assume(claim)
        for v, _ in values:
            th = specialise(v, th)
        for fact in facts:
            assert fact is not None
            th = modus_ponens(th, fact)
        if binary("lt", denial.theorem.conclusion) or binary("le", denial.theorem.conclusion):
            bad = by_linear(lt(ZERO, ZERO), th, denial.theorem)
            no = logic.contradiction(bad, use("less-irreflexive", a=ZERO))
        else:
            no = logic.contradiction(th, denial.theorem)
        th = logic.refute(claim, no)
        for e in reversed(equations):
            th = discharge(e, th)
        th = instantiate(values, th)
        for _, t in values:
            th = modus_ponens(th, reflexivity(t))
    except KernelError:
        return None
    return th


__all__ = ["Claim", "RefutationProof", "Step", "refutation"]
