"""What the reasons of a step stand for: rules, theorems of other derivations, facts, and instances of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from symbolic_it.authoring.judging import Judge
from symbolic_it.authoring.steps import Fact, Instance, Step
from symbolic_it.deduction.logic import is_universal
from symbolic_it.deduction.naturals import as_numbers, natural_of
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations import Rule, get_rule, has_rule
from symbolic_it.kernel.terms import KernelError, Term, Type, binary, match_type, nat, real, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    equality_modus_ponens,
    instantiate,
    instantiate_types,
    modus_ponens,
    specialise,
)
from symbolic_it.language.expr import Expr, lift


class Citing(Judge, ABC):
    """Reads the reasons of steps."""

    @abstractmethod
    def _cite(self, name: str) -> list[Thm]:
        """What the derivation of this name, or its statement of this label, offers. Raises UnknownReason."""

    def _reasons(self, step: Step) -> tuple[list[Rule], list[Thm], list[Term]]:
        """The rules, the cited theorems, and the statements cited that were not proved (assumed for this step)."""
        rules: list[Rule] = []
        cited: list[Thm] = []
        unproved: list[Term] = []
        for reason in step.reasons:
            if isinstance(reason, str):
                if has_rule(reason):
                    rules.append(get_rule(reason))
                else:
                    cited += self._cite(reason)
                continue
            if isinstance(reason, Instance):
                if isinstance(reason.of, str):
                    cited += self._rule_instance(reason)
                    continue
                theorem = self._fact(reason.of, unproved)
                cited.append(at_values(theorem, [lift(v).term for v in reason.values]))
                continue
            cited.append(self._fact(reason, unproved))
        return rules, cited, unproved

    def _not_proved(self, step: Step) -> str:
        """The steps that this one cites and that are not proved themselves, in words."""
        facts = [r.of if isinstance(r, Instance) else r for r in step.reasons]
        open_ = [f.step.index for f in facts if isinstance(f, Fact) and f.theorem is None and f.step is not None]
        return " and ".join(f"step {k}" for k in dict.fromkeys(open_))

    @staticmethod
    def _fact(fact: Fact, unproved: list[Term]) -> Thm:
        if fact.theorem is not None:
            return fact.theorem
        if not fact.assumed:
            unproved.append(fact.statement.term)
        return assume(fact.statement.term)

    def _rule_instance(self, reason: Instance) -> list[Thm]:
        assert isinstance(reason.of, str)
        theorems = list(get_rule(reason.of).theorems) if has_rule(reason.of) else self._cite(reason.of)
        result: list[Thm] = []
        for th in theorems:
            names = {v.name for v in th.conclusion.free}
            if set(reason.named) <= names:
                result.append(_at_names(th, {k: lift(v).term for k, v in reason.named.items()}))
        if not result:
            raise InvalidArgument(f"{reason.of} has no variables {', '.join(sorted(reason.named))}")
        return result


def _at_names(th: Thm, values: dict[str, Term]) -> Thm:
    types: dict[Type, Type] = {}
    pairs: list[tuple[str, Term]] = []
    for v in th.conclusion.free:
        if v.name in values:
            if not match_type(v.ty, values[v.name].ty, types):
                raise InvalidArgument(f"{v.name} cannot be {Expr(values[v.name])}")
            pairs.append((v.name, values[v.name]))
    try:
        if types:
            th = instantiate_types(types.items(), th)
        return instantiate([(var(n, t.ty), t) for n, t in pairs], th)
    except KernelError as error:
        raise InvalidArgument(str(error)) from None


def at_values(th: Thm, values: Iterable[Term]) -> Thm:
    """A ``for all`` at values; n + 1 will do for a natural number. Raises InvalidArgument where the statement is not one."""
    counted = False
    before: list[Term] = []
    for t in values:
        value: Term | None = t
        while (parts := binary("imp", th.conclusion)) is not None:
            before.append(parts[0])
            th = modus_ponens(th, assume(parts[0]))
        if t.ty is real and is_universal(th.conclusion) and th.conclusion.arg.ty.args[0] is nat:
            value, counted = natural_of(t), True
        try:
            th = specialise(value if value is not None else t, th)
        except KernelError:
            raise InvalidArgument(f"the fact cannot be taken at {Expr(t)}") from None
    for p in reversed(before):
        th = discharge(p, th)
    same = as_numbers(th.conclusion) if counted else None
    return th if same is None else equality_modus_ponens(same, th)
